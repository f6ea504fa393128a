"""Health articles: the index by topic and reader, a page for each, the glossary, a page for each topic with its activities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from almanac.documents import illustrations
from almanac.load.articles import Piece
from almanac.model.article import Reference, Topic
from almanac.model.phase import Phase
from almanac.model.words import ArticleStatus, leading_on
from almanac.pages import File, Made, Share, Site, Stamp
from almanac.pages.parts.activity_list import folded, listing, per_day, rows
from almanac.parse import markdown
from almanac.parse.pinyin import sounds
from almanac.render import rich_text
from almanac.render.html import column, fill, head, markup, outward, title
from almanac.views import article_status, photos
from almanac.views.activities import Entry, order
from almanac.views.campaign_year import long_day
from almanac.views.drawings import drawing
from almanac.views.rollup import alone

ROOT, DEEPER = "../../", "../../../"
ROWS = 12  # activities that a topic's page names
LIST = "健康知识"


class Picture(NamedTuple):
    """The picture of an article: where it is, what it shows, its size, and its file where the article has its own."""

    path: str
    alt: str
    width: int
    height: int
    files: tuple[File, ...]


def make(share: Share) -> Iterator[Made]:
    """Make all that hangs on the articles alone, once for the whole site."""
    site = share.site
    shown = article_status.pieces(site.shelf)
    yield _index(site)
    yield _glossary(site)
    for place, topic in enumerate(site.shelf.topics):
        yield File(
            f"health/topics/{topic.slug}.png",
            illustrations.picture(topic, place, illustrations.WIDE, site.drawn),
        )
        yield File(
            f"health/topics/{topic.slug}-600.png",
            illustrations.picture(topic, place, illustrations.SQUARE, site.drawn),
        )
    for piece in site.shelf.articles:
        if piece in shown:
            yield from _article(site, piece)
        else:
            yield _withdrawn(site, piece)
        for old in leading_on(piece.head.former):
            yield _moved(site, old, piece)


def make_topics(share: Share) -> Iterator[Made]:
    """Make a page for each topic: its articles, and the activities that are about it."""
    site = share.site
    row, dated = rows(site.register, DEEPER), rows(site.register, DEEPER, years=True)
    found = article_status.cards(site.shelf, site.today)
    for topic in site.shelf.topics:
        events = article_status.about(
            topic,
            (
                event
                for event in share.entries
                if event.words.listed
                and event.phase is not Phase.CANCELLED
                and (event.advertised or event.phase is Phase.HELD)
            ),
        )
        events.sort(key=lambda event: (event.start, event.id), reverse=True)
        current = alone(sorted((event for event in events if event.year == site.year), key=order))
        former = [event for event in events if event.year != site.year]
        path = f"health/topics/{topic.slug}/"
        body = fill(
            "topic.html",
            root=DEEPER,
            topic=topic,
            cards=[each for each in found if topic.name in each.topics and not each.folded],
            activities=listing(current, row, _others, per_day(current.number), "d").html
            if current.named
            else "",
            former=folded(former[:ROWS], dated) if former else "",
            more=len(former) > ROWS,
        )
        said = f"{topic.about}这里有这个话题的文章，和各级计生协讲这个话题的活动。"
        metas = column(topic.name, said, "列表", (topic.name, LIST))
        yield Stamp(path, title(topic.name, LIST), said, head(site.url, path, said, metas=metas), str(body))


# ---------------------------------------------------------------- lists


def _index(site: Site) -> Stamp:
    found = article_status.cards(site.shelf, site.today)
    current = [each for each in found if not each.folded]
    topics = [
        (topic, [each for each in current if each.topics[0] == topic.name]) for topic in site.shelf.topics
    ]
    readers = [
        (reader, [each for each in current if reader in each.readers]) for reader in site.shelf.readers
    ]
    said = "优生优育、避孕节育、亲子早教、生殖健康等健康知识，按话题和读者查找。"
    body = fill(
        "health.html",
        root="../",
        drawn=drawing,
        topics=[(topic, those) for topic, those in topics if those],
        readers=[(place, reader, those) for place, (reader, those) in enumerate(readers, 1) if those],
        folded=[each for each in found if each.folded],
        unreviewed=sum(each.unreviewed for each in current),
        booklet=any(each.sound for each in found),
        aside=site.shelf.aside,
        alphabet=_alphabet(site, current),
    )
    metas = column(LIST, said, "列表", (LIST, *(topic.name for topic in site.shelf.topics[:4])))
    return Stamp("health/", LIST, said, head(site.url, "health/", said, metas=metas), str(body))


def _others(day: str, hidden: Sequence[Entry], more: Mapping[str, int]) -> Markup:
    """How many more of a topic a day has."""
    return markup('<li class="row-note">还有{}场，在各地自己的页面里</li>', len(hidden) + sum(more.values()))


def _alphabet(site: Site, found: Sequence[article_status.Card]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Articles, topics and terms under the first letter of how they sound: words and address from health/."""
    named = [(one.title, one.path.removeprefix("health/")) for one in found]
    named += [(topic.name, f"topics/{topic.slug}/") for topic in site.shelf.topics]
    named += [(term.name, f"glossary/#{term.slug}") for term in site.shelf.terms]
    reading = sounds(site.register)
    sounding = sorted(
        ("".join(reading.get(letter, letter) for letter in words.lstrip("“《")).upper(), words, path)
        for words, path in named
    )
    letters: dict[str, list[tuple[str, str]]] = {}
    for sound, words, path in sounding:
        letters.setdefault(sound[:1], []).append((words, path))
    return list(letters.items())


def _glossary(site: Site) -> Stamp:
    said = "健康文章里的医学词语，用平常话解释。"
    body = fill("glossary.html", root=ROOT, terms=site.shelf.terms)
    metas = column("词汇表", said, "列表", ("词汇表", LIST))
    path = "health/glossary/"
    return Stamp(path, title("词汇表", LIST), said, head(site.url, path, said, metas=metas), str(body))


# ---------------------------------------------------------------- an article


def _article(site: Site, piece: Piece) -> Iterator[Made]:
    here, path = piece.head, f"health/{piece.slug}/"
    topics = [article_status.topic_of(site.shelf, name) for name in here.topics]
    shown, picture = article_status.card(piece, site.today), _picture(site, piece, topics[0])
    text = markdown.tree(piece.body)
    others = [
        each
        for each in article_status.in_force(site.shelf, site.today)
        if each.path != path and set(each.topics) & set(here.topics)
    ]
    body = fill(
        "article.html",
        root=ROOT,
        head=here,
        card=shown,
        topics=topics,
        picture=picture,
        minutes=rich_text.minutes(text),
        text=rich_text.html(text, site.shelf.terms, "../glossary/"),
        line=list(_line(piece)),
        facts=list(_facts(piece, shown)),
        sources=[_source(source) for source in here.sources],
        others=others[:4],
        helps=[
            (one.need, one.whom, re.fullmatch("[0-9]{3,12}", one.whom) is not None)
            for one in site.shelf.helps
        ],
        helps_as_of=long_day(site.shelf.helps_as_of) if site.shelf.helps else "",
        drawing=drawing(topics[0].name, *topics[0].words),
        address=site.url + path,
    )
    quiet = (("robots", "noindex"),) if not shown.sound else ()
    top = head(site.url, path, here.summary, "article", (*_metas(piece), *quiet))
    pictures = (picture.path, f"health/topics/{topics[0].slug}-600.png")
    top += "".join(
        [markup('\n<meta property="og:image" content="{}">', site.url + each) for each in pictures]
    )
    yield Stamp(path, title(here.title, LIST), here.summary, top, str(body))
    yield File(f"{path}qr.png", illustrations.qr(site.url + path))
    yield from picture.files


def _line(piece: Piece) -> Iterator[tuple[str, str]]:
    """The line under the title that readers know from news pages."""
    here = piece.head
    yield "发布时间", long_day(here.published)
    yield "来源", "、".join(dict.fromkeys(source.body for source in here.sources))
    yield "作者", here.author.name
    if here.editor:
        yield "责编", here.editor


def _facts(piece: Piece, shown: article_status.Card) -> Iterator[tuple[str, str | Markup]]:
    """Who stands for the text, and how long."""
    here, review = piece.head, piece.head.review
    yield "作者", f"{here.author.name}（{here.author.standing}）"
    if review and here.state == ArticleStatus.REVIEWED:
        yield "审核", f"{review.by}，{review.title}，{review.unit}"
        yield "审核日期", long_day(review.date)
    else:
        yield "审核", "待审核：还没有专家看过"
    if here.as_of:
        yield "政策截至", long_day(here.as_of)
    yield "有效至", long_day(here.until) + ("（已过期）" if shown.expired else "")
    yield "读者", "、".join(here.readers)
    yield "使用许可", here.licence


def _source(source: Reference) -> Markup:
    words = f"{source.body}：《{source.title}》，{source.year}年"
    return outward(source.web, words) if source.web else escape(words)


def _metas(piece: Piece) -> Sequence[tuple[str, str]]:
    """The head tags that the government-site yardstick asks of an article."""
    here = piece.head
    return (
        ("ArticleTitle", here.title),
        ("PubDate", f"{here.published} 00:00"),
        ("ContentSource", "、".join(dict.fromkeys(source.body for source in here.sources))),
        ("Author", here.author.name),
        ("Keywords", ",".join((*here.topics, *here.readers))),
        ("Description", here.summary),
    )


def _picture(site: Site, piece: Piece, topic: Topic) -> Picture:
    """An article's own cover, drawn anew, or its topic's picture."""
    cover = piece.head.cover
    found = next(photos.shown([cover], site.shelf.folder, site.cache), None) if cover else None
    if found is None:
        return Picture(f"health/topics/{topic.slug}.png", f"封面：{topic.name}", *illustrations.WIDE, ())
    name, best = found.files[min(1, len(found.webp) - 1)]
    path = f"health/{piece.slug}/{name}"
    return Picture(path, found.alt, best.width, best.height, (File(path, best.data),))


# ---------------------------------------------------------------- what is no longer there


def _withdrawn(site: Site, piece: Piece) -> Stamp:
    path, said = f"health/{piece.slug}/", "这篇文章已经撤下。"
    body = str(fill("article_gone.html", root=ROOT, to=""))
    return Stamp(path, "文章已撤下", said, _quiet(site, path, said), body)


def _moved(site: Site, old: str, piece: Piece) -> Stamp:
    path, said = f"health/{piece.slug}/", "这篇文章的网址已经改了，页面会自动转到新网址。"
    refresh = str(markup('\n<meta http-equiv="refresh" content="0;url={}">', f"../{piece.slug}/"))
    body = str(fill("article_gone.html", root=ROOT, to=f"../{piece.slug}/"))
    return Stamp(f"health/{old}/", "网址已改", said, _quiet(site, path, said) + refresh, body)


def _quiet(site: Site, canonical: str, said: str) -> str:
    return head(site.url, canonical, said, metas=(("robots", "noindex"),))
