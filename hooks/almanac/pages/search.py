"""Search: the catalogue's drawers along the tree, the guide that says which drawers have a word, the results page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almanac.model.divisions import Level
from almanac.model.examples import sample
from almanac.model.press_release import Manuscript
from almanac.pages import File, Made, Share, Stamp
from almanac.parse.pinyin import sounds
from almanac.render.html import column, fill, head, page_script
from almanac.search import catalogue
from almanac.search.catalogue import KINDS, OWN, UP, Cards
from almanac.views.campaign_year import month_words
from almanac.views.rollup import by_month

ROOT = "../"
MONTHS = 12


def make(share: Share) -> Iterator[Made]:
    """The drawers of one share, and for the province the page of results."""
    code, register = share.code, share.site.register
    if code.level is Level.COUNTY:
        for drawer, cards in catalogue.drawers(register, share.entries, share.filings).items():
            if drawer != UP:
                yield _drawer(share, catalogue.name_of(code, drawer), cards)
        return
    cards = _above(share)
    if code == register.root:
        cards += catalogue.of_the_province(share.site.shelf.topics, _releases(share), code)
        for drawer, texts in _texts(share).items():
            yield _drawer(share, catalogue.name_of(code, drawer), texts)
        yield _page(share)
    if cards:
        yield _drawer(share, code, cards)


def _above(share: Share) -> Cards:
    """What is in a city's drawer: the activities of its counties; in the province's: those of its cities and its own."""
    levels = (Level.PROVINCE, Level.CITY) if share.code == share.site.register.root else (Level.COUNTY,)
    entries = [event for event in share.entries if event.level in levels]
    found = catalogue.drawers(share.site.register, entries, share.filings)
    return [card for cards in found.values() for card in cards]


def _releases(share: Share) -> Sequence[Manuscript]:
    return share.site.newsroom.final(share.site.today)


def _texts(share: Share) -> dict[int, Cards]:
    """The articles in force, whole."""
    site = share.site
    paths = {path for path, _, _ in site.articles}
    pieces = [piece for piece in site.shelf.articles if f"health/{piece.slug}/" in paths]
    return catalogue.of_articles(pieces, share.code)


def _drawer(share: Share, name: str, cards: Cards) -> File:
    return File(f"search/{name}.json", catalogue.drawn(share.site.register, cards))


def make_guide(share: Share, guide: Sequence[Sequence[bytes]]) -> Iterator[Made]:
    """The guide's leaves, put together from what every share entered, and the sounds of Han."""
    register, code = share.site.register, share.code
    cards = catalogue.of_the_province(share.site.shelf.topics, _releases(share), code)
    more = catalogue.guided(code, {**({OWN: cards} if cards else {}), **_texts(share)}, register)
    for number, leaf in enumerate(zip(*guide, more, strict=True)):
        yield File(f"search/guide/{number}.txt", b"".join(leaf))
    yield File("search/sounds.txt", catalogue.letters(sounds(register)).encode())


def _page(share: Share) -> Stamp:
    """The box, the filters, and without script the ways to everything there is."""
    site = share.site
    register, notice = site.register, site.notices.get(site.year)
    said = "查活动、单位、文章和表彰：输入活动、地名或单位的名称，拼音也可以；也可以按地方、月份、种类找。"
    months = [month for month in by_month(share.entries, share.crowds) if month]
    body = fill(
        "search.html",
        root=ROOT,
        top=register[share.code],
        tree=register.tree,
        sample=sample(register)[1] if len(sample(register)) > 1 else register[share.code],
        months=[(month, month_words(month)) for month in sorted(months, reverse=True)[:MONTHS]],
        year=site.year,
        years=sorted(site.notices, reverse=True),
        kinds=KINDS,
        categories=[(c.slug, c.name) for c in (notice.categories if notice else ())],
        articles=site.articles,
    )
    metas = column("查找", said, "列表", ("查找", "活动", "计生协"))
    top = head(site.url, "search/", said, metas=metas) + page_script(ROOT, "search")
    return Stamp("search/", "查找", said, top, str(body))
