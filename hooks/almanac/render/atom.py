"""Atom (RFC 4287) of plain entries, and text as XML may hold it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_XML: dict[int, str | None] = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))
)
_XML |= {38: "&amp;", 60: "&lt;", 62: "&gt;", 34: "&quot;"}


class Item(NamedTuple):
    """One entry; id: for ever; web: its page; changed: a day."""

    id: str
    title: str
    web: str
    changed: str
    author: str
    text: str


def xml(words: str) -> str:
    """Text or an attribute's value, without the characters that XML 1.0 forbids."""
    return words.translate(_XML)


def atom(address: str, page: str, title: str, opened: str, author: str, items: Iterable[Item]) -> str:
    """A feed at an address, of a page; opened: the day of its newest change."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{xml(address)}</id>",
        f"<title>{xml(title)}</title>",
        f"<updated>{opened}T00:00:00+08:00</updated>",
        f"<author><name>{xml(author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{xml(address)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml(page)}"/>',
    ]
    for one in items:
        lines += [
            "<entry>",
            f"<id>{xml(one.id)}</id>",
            f"<title>{xml(one.title)}</title>",
            f"<updated>{one.changed}T00:00:00+08:00</updated>",
            f"<author><name>{xml(one.author)}</name></author>",
            f'<link rel="alternate" type="text/html" href="{xml(one.web)}"/>',
            f'<content type="text">{xml(one.text)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])
