"""A release with what it tells of: the activities it covers, the pieces published about them, its text filled in."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from almanac.model.day import Day
from almanac.model.diagnostics import Fault, Place, closest
from almanac.model.divisions import Register
from almanac.model.filings import Notice, Requirements
from almanac.model.press_release import Manuscript, id_share
from almanac.model.words import ReleaseStatus
from almanac.parse import markdown
from almanac.parse.markdown import Node
from almanac.render import wechat_html
from almanac.validate.press_release import outlet_of, plain
from almanac.views import press_facts, press_figures
from almanac.views.activities import Entry
from almanac.views.media_mentions import Mention

LIKE = 0.75  # two headlines are of one piece from here on


class News(NamedTuple):
    """A release and what stands in the records about its activities; known: what {{ … }} stands for.

    held: it is not shown until what is wrong with it is put right.
    """

    release: Manuscript
    covered: tuple[Entry, ...]
    mentions: tuple[Mention, ...]
    known: dict[str, str]
    held: bool = False

    @property
    def text(self) -> Node:
        """Its body with the numbers in it."""
        return markdown.tree(press_figures.filled(self.release.body, self.known))


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
    for _, award, once in names:
        if once:
            message = f"稿里写了“{award}”的一位获奖者的姓名，本人的同意已经过期或撤回，网站上已经隐去；请改掉"
            yield Fault(_at(one, "标题"), "W512", message, "至: 2026-05-20")
        else:
            message = f"稿里写了“{award}”的一位获奖者的姓名，本人没有同意在报刊上公开；请改成“一位获奖者”"
            example = "同意: {同意人: 本人, 日期: 2021-05-20, 范围: [网页, 报刊], 至: 2026-05-20}"
            yield Fault(_at(one, "标题"), "E420", message, example)


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
    notice = notices.get(one.release.year)
    for name in one.release.head.outlets if notice else ():
        assert notice
        for words in beyond(one, name, notice):
            yield Fault(
                _at(one.release, "投往"), "W511", words, "缩短以后再投，或换一家：投往: [湖南省计生协网站]"
            )


# ---------------------------------------------------------------- outlets


def closed(one: Manuscript, outlet: str, notice: Notice, today: Day) -> str:
    """Why a release may not be sent to an outlet yet; empty if it may."""
    if one.head.state != ReleaseStatus.FINAL:
        return f"稿件的状态是“{one.head.state}”；三审完了、写成“定稿”才能投稿。"
    if not today.reached(one.since) and not one.head.embargo:
        return f"稿件 {one.since} 才发布，今天 {today.iso} 不能投；要提前送给编辑，写上 解禁: {one.since}。"
    if outlet_of(outlet, notice) is None:
        names = [*(box.name for box in notice.mailboxes), *(each.name for each in notice.outlets)]
        near = closest(outlet, names)
        return f"通知里没有“{outlet}”；" + (f"是不是“{near}”？" if near else f"有的是：{'、'.join(names)}")
    return ""


def requirements(name: str, notice: Notice) -> tuple[Requirements | None, str]:
    """What an outlet asks for, and where to send to; None and nothing where that is not known."""
    found = outlet_of(name, notice)
    if found is None:
        return None, ""
    return found.asks, found.mail or ""


def beyond(one: News, name: str, notice: Notice) -> Iterator[str]:
    """Which limits of an outlet the release passes, in words."""
    asks, head = requirements(name, notice)[0], one.release.head
    if "公众号" in name and len(head.headline) > wechat_html.TITLE:
        yield f"标题 {len(head.headline)} 字，公众号最多 {wechat_html.TITLE} 字"
    if asks is None:
        return
    body = len(wechat_html.plain(one.text).replace("\n", ""))
    if asks.headline and len(head.headline) > int(asks.headline):
        yield f"标题 {len(head.headline)} 字，{name}最多收 {asks.headline} 字"
    if asks.most and body > int(asks.most):
        yield f"正文 {body} 字，{name}最多收 {asks.most} 字"
    if asks.least and body < int(asks.least):
        yield f"正文 {body} 字，{name}至少要 {asks.least} 字"
    days = [event.day for event in one.covered if event.day]
    if asks.age and days and _days(max(days), head.published) > int(asks.age):
        yield f"活动 {max(days)} 已办完，稿子 {head.published} 才发，{name}只收 {asks.age} 天内的"
    if asks.photos and len(head.photos) > int(asks.photos):
        yield f"照片 {len(head.photos)} 张，{name}最多收 {asks.photos} 张"


def unknown(name: str, notice: Notice) -> list[str]:
    """Which of an outlet's limits nobody has filed."""
    asks, _ = requirements(name, notice)
    limits = (
        ("标题字数", "headline"),
        ("正文字数", "most"),
        ("照片张数", "photos"),
        ("照片大小", "weight"),
        ("时效", "age"),
    )
    return [words for words, key in limits if asks is None or getattr(asks, key) is None]


def _days(before: str, after: str) -> int:
    return (datetime.date.fromisoformat(after[:10]) - datetime.date.fromisoformat(before)).days


def alike(one: str, other: str) -> bool:
    """Whether two headlines are of the same piece; without one it is not known."""
    a, b = plain(one), plain(other)
    return bool(a and b) and (a in b or b in a or SequenceMatcher(None, a, b).ratio() >= LIKE)
