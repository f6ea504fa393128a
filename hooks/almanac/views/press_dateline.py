"""The words a news text begins with, as the kind of outlet prints them; and the embargo that stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from almanac.model.filings import Notice
from almanac.parse.markdown import Node
from almanac.validate.media import listed
from almanac.views.announcement import plain_date

_ALIKE = (
    (re.compile("^红网"), "红网时刻新闻{day}讯{by}"),
    (re.compile("(日报|晚报|晨报|时报|早报|报)$"), "本报讯{by}"),
    (re.compile("(新闻网|在线|网)$"), "{name}讯{by}"),
    (re.compile("(电视台|广播电台|电台|广播)$"), "本台消息{by}"),
)


def dateline(outlet: str, notice: Notice, published: str, writers: Sequence[str]) -> str:
    """红网时刻新闻5月28日讯（通讯员 示例甲） of 红网, 本报讯 of a newspaper; none for our own sites and official accounts."""
    if is_own(outlet, notice):
        return ""
    by = f"（通讯员 {' '.join(writers)}）" if writers else ""
    pattern = next((words for alike, words in _ALIKE if alike.search(outlet)), "")
    return pattern.format(name=outlet, day=plain_date(published), by=by)


def is_own(outlet: str, notice: Notice) -> bool:
    """Whether an outlet is an association's own site or account, and so no press."""
    found = listed(outlet, notice)
    return bool(found and found.own == "是") or bool(
        re.search("计生协|计划生育协会|公众号|微信|微博", outlet)
    )


def opened(text: Node, words: str) -> Node:
    """The text with these words before its first paragraph."""
    for place, block in enumerate(text.inside):
        if words and isinstance(block, Node) and block.tag == "p":
            first = block._replace(inside=(f"{words}　", *block.inside))
            return text._replace(inside=(*text.inside[:place], first, *text.inside[place + 1 :]))
    return text


def embargoed(text: Node, words: str) -> Node:
    """The text below a line that says from when it may be printed."""
    return (
        text._replace(inside=(Node("p", "", (Node("strong", "", (words,)),)), *text.inside))
        if words
        else text
    )
