"""What an outlet takes of a release: whether it may be sent, which limits it passes, and the release cut to them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.model.day import Day
from almanac.model.diagnostics import closest
from almanac.model.filings import Notice, Requirements
from almanac.model.press_release import Manuscript, Release
from almanac.model.words import ReleaseStatus
from almanac.parse.markdown import Node, blocks
from almanac.render import wechat_html
from almanac.validate.press_release import outlet_of
from almanac.views.activities import Entry

_LIMITS = (
    ("标题字数", "headline"),
    ("正文字数", "most"),
    ("照片张数", "photos"),
    ("照片大小", "weight"),
    ("时效", "age"),
)


class Limit(NamedTuple):
    """A limit that a release passes: the key of the head where that shows (none: its text), in words, what would be right."""

    key: str
    words: str
    example: str


def is_wechat(outlet: str) -> bool:
    """Whether an outlet is an official account in WeChat, whose editor has limits of its own."""
    return bool(re.search("公众号|微信", outlet))


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


def requirements(name: str, notice: Notice) -> tuple[Requirements, str]:
    """What an outlet asks for as far as it is known, and where to send to; nothing where that is not known."""
    box = outlet_of(name, notice)
    asks = (box and box.asks) or Requirements()
    if is_wechat(name) and not asks.headline:
        asks = asks.model_copy(update={"headline": str(wechat_html.TITLE)})
    return asks, (box and box.mail) or ""


def unknown(name: str, notice: Notice) -> list[str]:
    """Which of an outlet's limits nobody has filed."""
    asks, _ = requirements(name, notice)
    return [words for words, key in _LIMITS if getattr(asks, key) is None]


# ---------------------------------------------------------------- what it passes


def beyond(head: Release, text: Node, covered: Sequence[Entry], name: str, notice: Notice) -> Iterator[Limit]:
    """Which limits of an outlet the release passes, each where one would put it right."""
    asks, body = requirements(name, notice)[0], wechat_html.length(text)
    best = headline(head, asks)
    if asks.headline and len(best) > int(asks.headline):
        words = f"标题 {len(best)} 字，{name}最多收 {asks.headline} 字；缩短，或另写一个短的备用"
        yield Limit("标题", words, "备用标题: [乙县计生协开展义诊]")
    if asks.most and body > int(asks.most):
        left = shortened(text, int(asks.most))
        gone = len(text.inside) - len(left.inside)
        words = f"正文 {body} 字，{name}最多收 {asks.most} 字；打包时从末尾删 {gone} 段，剩 {wechat_html.length(left)} 字"
        if wechat_html.length(left) > int(asks.most):
            words = f"正文 {body} 字，{name}最多收 {asks.most} 字；第一段就超过了，请改短"
        yield Limit("", words, f"要紧的写在前面，正文 {asks.most} 字以内")
    if asks.least and body < int(asks.least):
        words = f"正文 {body} 字，{name}至少要 {asks.least} 字；请补写现场和群众得到的服务"
        yield Limit("", words, f"正文 {asks.least} 字以上")
    days = [event.day for event in covered if event.day]
    if asks.age and days and _days(max(days), head.published) > int(asks.age):
        last = datetime.date.fromisoformat(max(days)) + datetime.timedelta(days=int(asks.age))
        words = f"活动 {max(days)} 已办完，稿子 {head.published} 才发，{name}只收 {asks.age} 天内的；早些发，或不投这一家"
        yield Limit("发布", words, f"发布: {last}")
    if asks.photos and len(head.photos) > int(asks.photos):
        words = f"照片 {len(head.photos)} 张，{name}最多收 {asks.photos} 张；打包时只送前 {asks.photos} 张，请把要紧的排在前面"
        yield Limit(
            "照片", words, "照片: [{文件: dayao-1.jpg, 说明: 志愿者为群众测血压, 同意: 有, 未成年人: 无}]"
        )


def _days(before: str, after: str) -> int:
    return (datetime.date.fromisoformat(after[:10]) - datetime.date.fromisoformat(before)).days


# ---------------------------------------------------------------- cut to it


def headline(head: Release, asks: Requirements) -> str:
    """The longest headline that an outlet takes; the first where none is short enough."""
    fit = (
        each
        for each in (head.headline, *head.shorter)
        if not asks.headline or len(each) <= int(asks.headline)
    )
    return next(fit, head.headline)


def shortened(text: Node, most: int) -> Node:
    """The text without its last paragraphs, so that it is no longer than an outlet takes; the first one stays.

    News tells first what matters most: editors cut it from the end, too.
    """
    kept = list(blocks(text))
    while len(kept) > 1 and wechat_html.length(text._replace(inside=tuple(kept))) > most:
        kept.pop()
        while len(kept) > 1 and kept[-1].tag in ("h2", "h3", "h4", "hr"):
            kept.pop()
    return text._replace(inside=tuple(kept))
