"""Search: the catalogue's drawers along the tree, the guide that says which drawers have a word, the results page."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.outputs import File, Made, Share, Stamp
from almanac.sounds import sounds
from almanac.views import catalogue
from almanac.views.catalogue import Cards
from almanac.views.crowd import by_month
from almanac.views.html import column, fill, head
from almanac.views.pairs import Leaves, entered
from almanac.views.season import month_words

ROOT = "../"


def make(share: Share) -> Iterator[Made]:
    """The drawers of one share, and for the province the page of results."""
    register, code = share.site.register, share.code
    awards = catalogue.of_awards(share.filings)
    if len(code) == 6:
        drawers = catalogue.laid(register, catalogue.of_activities(share.entries), awards)
        for drawer, cards in drawers.items():
            if drawer != catalogue.UP:
                yield _drawer(share, catalogue.name_of(code, drawer), cards)
        return
    lengths = (2, 4) if code == register.root else (6,)
    cards = catalogue.of_activities(event for event in share.entries if len(event.code) in lengths)
    articles = catalogue.of_articles(share.site.articles, code) if code == register.root else {}
    cards = together(cards, awards, articles)
    if cards or code == register.root:
        yield _drawer(share, code, cards)
    if code == register.root:
        yield _page(share)


def together(*many: Cards) -> Cards:
    """Cards of several kinds, association by association."""
    whole: Cards = {}
    for cards in many:
        for code, found in cards.items():
            whole.setdefault(code, []).extend(found)
    return whole


def make_guide(share: Share) -> Iterator[Made]:
    """The guide's leaves, put together from what every share entered, and the sounds of Han."""
    register = share.site.register
    known = sounds(register)
    articles = catalogue.of_articles(share.site.articles, share.code)
    more = entered(share.code, catalogue.paired(register, {catalogue.UP: articles}), Leaves(known))
    for number, leaf in enumerate(zip(*share.guide, more, strict=True)):
        yield File(f"search/guide/{number}.txt", b"".join(leaf))
    yield File("search/sounds.txt", known.text().encode())


def _drawer(share: Share, name: str, cards: Cards) -> File:
    return File(f"search/{name}.json", catalogue.drawn(share.site.register, cards))


def _page(share: Share) -> Stamp:
    """The box, the filters, and without script the ways to everything there is."""
    site = share.site
    register = site.register
    said = "查活动、单位、文章和表彰：输入活动、地名或单位的名称，拼音也可以；也可以按地方、月份、类别找。"
    months = [month for month in by_month(share.entries, share.crowds) if month]
    notice = site.notices.get(site.year)
    body = fill(
        "search.html",
        root=ROOT,
        top=register[share.code],
        tree=[(city, register.children(city.code)) for city in register.children(share.code)],
        months=[(month, month_words(month)) for month in sorted(months, reverse=True)[:12]],
        year=site.year,
        categories=[(c.slug, c.name) for c in (notice.categories if notice else ())],
        articles=site.articles,
    )
    scripts = "".join(f'\n<script src="{ROOT}assets/{name}.js" defer></script>' for name in ("lookup", "search"))
    metas = column("查找", said, "列表", ("查找", "活动", "计生协"))
    top = head(site.url, "search/", said, metas=metas) + scripts
    return Stamp("search/", "查找", said, top, str(body))
