"""A release with what it tells of: the activities it covers, the pieces published about them, its text filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from almanac.disclosure.public_records import shortened
from almanac.model.diagnostics import Fault, Place
from almanac.model.divisions import Register
from almanac.model.filings import Notice
from almanac.model.press_release import Manuscript, id_share
from almanac.parse import markdown
from almanac.parse.markdown import Node
from almanac.validate.press_release import plain
from almanac.views import press_facts, press_figures, press_outlet
from almanac.views.activities import Entry
from almanac.views.media_mentions import Mention

LIKE = 0.75  # two headlines are of one piece from here on


class News(NamedTuple):
    """A release and what stands in the records about its activities; known: what {{ … }} stands for.

    held: it is not shown until what is wrong with it is put right; cut: what of its text is sent, where that is not all.
    """

    release: Manuscript
    covered: tuple[Entry, ...]
    mentions: tuple[Mention, ...]
    known: dict[str, str]
    held: bool = False
    cut: Node | None = None

    @property
    def text(self) -> Node:
        """Its body with the numbers in it."""
        if self.cut is not None:
            return self.cut
        photos = [photo.file for photo in self.release.head.photos]
        return markdown.tree(press_figures.filled(self.release.body, self.known), photos)


def gather(
    those: Iterable[Manuscript],
    entries: Callable[[str], Iterable[Entry]],
    mentions: Iterable[Mention],
    notices: dict[int, Notice],
    register: Register,
    count: press_figures.Count,
) -> Iterator[News]:
    """Each release with what it tells of; entries: all activities of a share, by its code; count: says their numbers."""
    found: dict[str, dict[str, Entry]] = {}
    listed = list(mentions)
    for one in those:
        for share in {id_share(each) for each in one.covers} - found.keys():
            found[share] = {event.id: event for event in entries(share) if event.words.listed}
        covered = [found[id_share(each)].get(each) for each in one.covers]
        there = tuple(event for event in covered if event)
        known = press_figures.values(one, notices.get(one.year), register[one.code].title, there, count)
        yield News(one, there, _pieces(listed, one.covers), known)


def _pieces(mentions: Iterable[Mention], covers: Sequence[str]) -> tuple[Mention, ...]:
    """The pieces about these activities, each once, the oldest first."""
    found = {(m.outlet, m.title, m.date, m.web): m for m in mentions if m.activity in covers}
    return tuple(sorted(found.values(), key=lambda m: (m.date, m.outlet, m.title)))


# ---------------------------------------------------------------- what only shows with the records


def faults(one: News, notices: dict[int, Notice]) -> list[Fault]:
    """What is wrong with a release once the records are known."""
    return [fault for rule in (_missing, _numbers, _typed, _early, _limits) for fault in rule(one, notices)]


def _at(one: Manuscript, key: str) -> Place:
    """Where a key stands in the head of a release; its first line if it does not."""
    return Place(one.file, *one.places.get(key, (1, 1)))


Told = Iterator[Fault]


def _missing(one: News, notices: dict[int, Notice]) -> Told:
    """Each activity it covers is filed without a fault."""
    gone = {*one.release.covers} - {event.id for event in one.covered}
    if gone:
        message = f"写到的活动有 {len(gone)} 场读不出来（文件有错，或一个文件里没有这一场）；先改好活动的文件"
        yield Fault(_at(one.release, "活动"), "E412", message, "活动: [0528-义诊]")


def _numbers(one: News, notices: dict[int, Notice]) -> Told:
    """Every number it asks for is known: a number nobody has filed is never printed as a blank."""
    for name in press_figures.unknown(one.release, one.known):
        message = f"正文里要“{name}”，可是写到的活动里没有人填这个数；先补填活动的成效，或改写这一句"
        yield Fault(_at(one.release, "活动"), "E419", message, "活动: [0528-义诊]")


def _typed(one: News, notices: dict[int, Notice]) -> Told:
    """What it says in its own words is what the records say."""
    for doubt in press_facts.doubts(one.release, one.covered, one.known):
        place = (
            _at(one.release, doubt.key) if doubt.key else Place(one.release.file, doubt.line, doubt.column)
        )
        yield Fault(place, "W513", doubt.message, doubt.example)


def named(one: Manuscript, names: Iterable[tuple[str, str, bool]]) -> Told:
    """Nobody is named to whom the press may not: each name with its award, and whether it once might be named."""
    for name, award, once in names:
        places = list(_mentioned(one, name))
        more = f"（稿里共 {len(places)} 处）" if len(places) > 1 else ""
        who = f"“{award}”的获奖者{shortened(name, '某某')}的姓名{more}"
        place = places[0] if places else _at(one, "标题")
        if once:
            message = f"稿里写了{who}，本人的同意已经过期或撤回，网站上已经隐去；请改掉"
            yield Fault(place, "W512", message, "至: 2026-05-20")
        else:
            message = f"稿里写了{who}，本人没有同意在报刊上公开；请改成“一位获奖者”"
            example = "同意: {同意人: 本人, 日期: 2021-05-20, 范围: [网页, 报刊], 至: 2026-05-20}"
            yield Fault(place, "E420", message, example)


def _mentioned(one: Manuscript, name: str) -> Iterator[Place]:
    """Where a name stands: in the head by its key, in the text by line and column."""
    head = one.head
    captions = "".join(photo.caption + (photo.alt or "") for photo in head.photos)
    said = (
        ("标题", head.headline),
        ("备用标题", "".join(head.shorter)),
        ("副题", head.subhead or ""),
        ("摘要", head.digest),
        ("照片", captions),
    )
    yield from (_at(one, key) for key, text in said if name in text)
    for row, line in enumerate(one.body.split("\n"), one.above + 1):
        yield from (Place(one.file, row, at + 1) for at in range(len(line)) if line.startswith(name, at))


def _early(one: News, notices: dict[int, Notice]) -> Told:
    """An embargo is of use only while nothing has been published."""
    embargo = one.release.head.embargo
    early = [
        m
        for m in one.mentions
        if embargo and m.date and m.date < embargo and alike(m.title, one.release.head.headline)
    ]
    for mention in early[:1]:
        message = f"解禁日是 {embargo}，可是 {mention.outlet} {mention.date} 已经登了这篇稿；请核对解禁日"
        yield Fault(_at(one.release, "解禁"), "W510", message, f"解禁: {mention.date}")


def _limits(one: News, notices: dict[int, Notice]) -> Told:
    """What an outlet takes is kept to, as far as it is known."""
    release, notice = one.release, notices.get(one.release.year)
    for name in release.head.outlets if notice else ():
        assert notice
        for limit in press_outlet.beyond(one.release.head, one.text, one.covered, name, notice):
            place = _at(release, limit.key) if limit.key else Place(release.file, release.above + 1, 1)
            yield Fault(place, "W511", limit.words, limit.example)


def alike(one: str, other: str) -> bool:
    """Whether two headlines are of the same piece; without one it is not known."""
    a, b = plain(one), plain(other)
    return bool(a and b) and (a in b or b in a or SequenceMatcher(None, a, b).ratio() >= LIKE)
