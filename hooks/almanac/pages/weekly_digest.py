"""The week of a province, city or county at digest/<code>/, for whoever pastes it, and as a feed: feeds/<code>-week.xml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from almanac.model.phase import WORDS
from almanac.pages import File, Made, Share, Stamp
from almanac.render import atom
from almanac.render.html import column, fill, head, markup, title
from almanac.statistics import weekly_digest, weekly_words
from almanac.statistics.weekly_digest import Digest, Weekly
from almanac.views.hierarchy import full_title

ROOT = "../../"
SHOWN = 5  # lines of a list; the others are unfolded


def make(share: Share, weekly: Weekly | None) -> Iterator[Made]:
    """The page of the present week with the weeks before it, and their feed."""
    if weekly is None:
        return
    found = weekly_digest.on(weekly, share.site.today)
    site, code = share.site, share.code
    this = site.today.monday
    name, path = full_title(site.register, code), f"digest/{code}/"
    lines = [*found.coming, *(line for week in found.weeks.values() for line in week.named)]
    titles = {line.code: full_title(site.register, line.code) for line in lines}
    texts = _texts(found, titles, this)
    said = f"{name}会员活动日一周情况：办了什么、媒体报道、近期活动。{weekly_words.week_words(this)}。"
    body = fill(
        "digest.html",
        root=ROOT,
        code=code,
        name=name,
        steps=site.register.line(code),
        week=weekly_words.week_words(this),
        text=_whole(name, this, texts[this]),
        this=found.weeks.get(this),
        counted=weekly_words.counted(found.weeks[this]) if this in found.weeks else "",
        exactly=weekly_words.counted(found.weeks[this], exact=True) if this in found.weeks else "",
        coming=found.coming,
        ahead=found.ahead,
        titles=titles,
        phases=WORDS,
        days=weekly_words.printed_day,
        shown=SHOWN,
        past=[(start, weekly_words.week_words(start), words) for start, words in _before(texts, this)],
        feed=f"{site.url}feeds/{code}-week.xml",
    )
    top = head(site.url, path, said, metas=column(f"{name}一周情况", said, "列表", (name, "会员活动日")))
    feed = markup(
        '\n<link rel="alternate" type="application/atom+xml" href="{}feeds/{}-week.xml">', ROOT, code
    )
    yield Stamp(
        path, title(f"{site.register[code].short}一周情况", "会员活动日"), said, f"{top}{feed}", str(body)
    )
    yield File(f"feeds/{code}-week.xml", _feed(share, found, name, texts).encode())


def _before(texts: Mapping[str, list[str]], this: str) -> list[tuple[str, list[str]]]:
    """The weeks before this one, newest first."""
    return [(start, texts[start]) for start in sorted(texts, reverse=True) if start != this]


def _texts(found: Digest, titles: Mapping[str, str], this: str) -> dict[str, list[str]]:
    """The paragraphs of this week, with what is coming, and of the weeks before it."""
    texts = {start: list(weekly_words.told(week, titles)) for start, week in found.weeks.items()}
    texts[this] = [
        *texts.get(this, ["本周到现在没有登记已举办的活动。"]),
        *weekly_words.told_ahead(found, titles),
    ]
    return texts


def _whole(name: str, start: str, paragraphs: list[str]) -> str:
    return "\n".join([f"{name}会员活动日一周情况", weekly_words.week_words(start), *paragraphs])


def _feed(share: Share, found: Digest, name: str, texts: Mapping[str, list[str]]) -> str:
    """An entry for each week that has something; it changes with what is in it, not from day to day."""
    site, code = share.site, share.code
    this = site.today.monday
    page = f"{site.url}digest/{code}/"
    changed = {start: week.latest for start, week in found.weeks.items()}
    if found.ahead:
        changed[this] = max(changed.get(this, ""), found.changed)
    entries = [
        atom.Item(
            f"{page}#w{start}",
            f"{name}一周情况：{weekly_words.week_words(start)}",
            page,
            changed[start],
            name,
            "\n".join(texts[start]),
        )
        for start in sorted(changed, reverse=True)
    ]
    opened = max(changed.values(), default=f"{site.year}-01-01")
    heading = f"{'演示数据 ' if site.demo else ''}{name} 5·29一周情况"
    return atom.atom(
        f"{site.url}feeds/{code}-week.xml", page, heading, opened, site.owner or site.name, entries
    )
