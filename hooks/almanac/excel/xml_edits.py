"""Changes in the text of one part of a workbook: what is not changed stays byte for byte as it was sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr


class Element(NamedTuple):
    """Where an element stands: its name without prefix, its attributes, its first tag, its end, its parent's index."""

    name: str
    attributes: dict[str, str]
    start: int
    tag_end: int
    close: int  # where its closing tag begins; an empty element has none: its end
    end: int
    above: int


class Unreadable(Exception):
    """A part that is not plain UTF-8 XML without declarations of its own."""


def elements(raw: bytes, deepest: int = 99) -> list[Element]:
    """The elements of a part in order, down to a depth."""
    if b"<!DOCTYPE" in raw or not raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise Unreadable
    found: list[Element] = []
    open_: list[int] = []
    parser = expat.ParserCreate("utf-8")

    def begins(name: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        above = open_[-1] if open_ else -1
        if len(open_) < deepest:
            tag_end = _after_tag(raw, start)
            found.append(Element(name.rpartition(":")[2], attributes, start, tag_end, 0, 0, above))
            open_.append(len(found) - 1)
        else:
            open_.append(-1)

    def ends(_: str) -> None:
        which = open_.pop()
        if which < 0:
            return
        one = found[which]
        if raw[one.tag_end - 2 : one.tag_end] == b"/>":
            found[which] = one._replace(close=one.tag_end, end=one.tag_end)
        else:
            at = parser.CurrentByteIndex
            found[which] = one._replace(close=at, end=raw.index(b">", at) + 1)

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    try:
        parser.Parse(raw, True)
    except expat.ExpatError:
        raise Unreadable from None
    return found


def _after_tag(raw: bytes, start: int) -> int:
    """Where a tag ends; a > between quotes does not end it."""
    found = _TAG.match(raw, start)
    if found is None:
        raise Unreadable
    return found.end()


_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


class Edit(NamedTuple):
    """What stands from start to end becomes these words."""

    start: int
    end: int
    words: bytes


def applied(raw: bytes, edits: Iterable[Edit]) -> bytes:
    """A part with all changes made; those at one place in the order in which they were given."""
    out, at = [], 0
    for one in sorted(edits, key=lambda each: (each.start, each.end)):
        out += [raw[at : one.start], one.words]
        at = one.end
    return b"".join([*out, raw[at:]])


def inside(raw: bytes, one: Element, words: bytes) -> Edit:
    """Words put at the end of what an element holds; an empty one is opened for them."""
    if one.close == one.end:
        name = re.match(rb"<([^\s/>]+)", raw[one.start : one.tag_end])
        assert name is not None
        return Edit(one.tag_end - 2, one.tag_end, b">" + words + b"</" + name[1] + b">")
    return Edit(one.close, one.close, words)


def with_attributes(raw: bytes, one: Element, **changed: str) -> Edit:
    """The first tag of an element with attributes changed or added."""
    tag = raw[one.start : one.tag_end].decode()
    for name, value in changed.items():
        said = f"{name}={quoteattr(value)}".replace("\\", r"\\")
        tag, times = re.subn(rf'(?<=\s){name}=("[^"]*"|\'[^\']*\')', said, tag, count=1)
        if not times:
            tag = re.sub(r"\s*(/?>)$", rf" {said}\1", tag)
    return Edit(one.start, one.tag_end, tag.encode())


def prefix(raw: bytes, root: Element) -> str:
    """The prefix, with its colon, under which a part writes its own elements; mostly none."""
    found = re.match(rb"<([A-Za-z0-9_]+:)", raw[root.start : root.tag_end])
    return found[1].decode() if found else ""


_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(words: str) -> str:
    """Words as they stand in XML; what XML does not take is left out."""
    return escape(_NEVER.sub("", words))
