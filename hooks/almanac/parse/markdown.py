"""Markdown that staff write, as a tree of the few things a text may hold; the one door to Markdown and nh3."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

import nh3
from markdown import Markdown

from almanac.parse.encoding import INVISIBLE

BLOCKS = frozenset(
    {"h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "hr"}
)
INLINE = frozenset({"strong", "em", "a", "br"})
VOID = frozenset({"br", "hr", "img"})
ATTRIBUTES = {"a": {"href"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
_HOLDERS = frozenset({"ul", "ol", "blockquote", "table", "thead", "tbody", "tr", ""})  # hold blocks, no words
_ALIGN = frozenset({"left", "right", "center"})
_NEAR = re.compile(r"(?:\.\./){1,2}[a-z0-9/-]{0,100}(?:#[a-z0-9-]{1,60})?")
_BREAK = re.compile(r"\s*\n\s*")
_HAN = re.compile("[⺀-鿿！-￯、-〿“”‘’…—·]")

# What Markdown knows and a health article has no use for: HTML of one's own, pictures, code, headings by underlining.
_PICTURE = "image_link"  # only where photos lie beside the text
_UNUSED = {
    "preprocessors": ("html_block",),
    "blockprocessors": ("code", "setextheader"),
    "patterns": (
        "html",
        "entity",
        "autolink",
        "automail",
        "image_reference",
        "short_image_ref",
        "backtick",
    ),
}


class Node(NamedTuple):
    """An element: its tag, its attribute's value (an address, an alignment, a first number; mostly empty), what it holds."""

    tag: str
    value: str
    inside: tuple[Node | str, ...]


def tree(markdown: str, pictures: Collection[str] = ()) -> Node:
    """The text as a nameless node of blocks; whatever is not in BLOCKS or INLINE is gone, its words stay.

    pictures: files beside the text; one that stands in a paragraph of its own, ![](a.jpg), is a block img of that name.
    """
    builder = _Builder()

    def attribute(tag: str, name: str, value: str) -> str | None:
        return (value if value in pictures else None) if tag == "img" else _attribute(tag, name, value)

    builder.feed(nh3.clean(
        _writer(bool(pictures)).convert(markdown),
        tags=set(BLOCKS | INLINE) | ({"img"} if pictures else set()),
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES | {"img": {"src"}},
        attribute_filter=attribute,
        url_schemes={"http", "https"},
        link_rel=None,
    ))  # fmt: skip
    builder.close()
    return builder.whole()


def blocks(text: Node) -> Iterator[Node]:
    """The blocks of a text, one after the other."""
    yield from (each for each in text.inside if isinstance(each, Node))


class Item(NamedTuple):
    """A block of a list written out: how deep it lies, what stands before it (empty before an item's further blocks)."""

    depth: int
    mark: str
    block: Node


def items(node: Node, depth: int = 0) -> Iterator[Item]:
    """A list with the lists in it, block by block, for whatever knows no lists in lists."""
    for number, item in enumerate(blocks(node), int(node.value or 1)):
        mark = f"{number}. " if node.tag == "ol" else "• "
        for block in _of_item(item):
            if block.tag in ("ul", "ol"):
                yield from items(block, depth + 1)
            else:
                yield Item(depth, mark, block)
                mark = ""


def _of_item(item: Node) -> Iterator[Node]:
    """The blocks of an item; words that stand in none are a paragraph."""
    loose: list[Node | str] = []
    for each in item.inside:
        if isinstance(each, Node) and each.tag in BLOCKS:
            if any(isinstance(part, Node) or part.strip() for part in loose):
                yield Node("p", "", tuple(loose))
            loose = []
            yield each
        else:
            loose.append(each)
    if any(isinstance(part, Node) or part.strip() for part in loose):
        yield Node("p", "", tuple(loose))


def is_safe(address: str) -> bool:
    """A link leads to http or https at a named host, without a user in it, or to a page near by: ../yesuan/."""
    if _NEAR.fullmatch(address):
        return True
    if not re.fullmatch(r"https?://[!-\[\]-~]+", address) or "@" in address or "\\" in address:
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def words(node: Node | str) -> Iterator[str]:
    """All words of a tree, piece by piece."""
    if isinstance(node, str):
        yield node
    else:
        for each in node.inside:
            yield from words(each)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if is_safe(value) else None
    if name == "align":
        return value if value in _ALIGN else None
    return value if re.fullmatch("[0-9]{1,4}", value) else None


def _writer(pictured: bool) -> Markdown:
    """A new one for every text: after a text that it gave up on, Markdown is not to be used again."""
    writer = Markdown(
        extensions=["tables", "sane_lists"], extension_configs={"tables": {"use_align_attribute": True}}
    )
    for name in _UNUSED["preprocessors"]:
        writer.preprocessors.deregister(name)
    for name in _UNUSED["blockprocessors"]:
        writer.parser.blockprocessors.deregister(name)
    for name in (*_UNUSED["patterns"], *(() if pictured else (_PICTURE,))):
        writer.inlinePatterns.deregister(name)
    return writer


class _Builder(HTMLParser):
    """Builds the tree from what nh3 let through, which is well-formed."""

    def __init__(self) -> None:
        super().__init__()
        self._stack: list[tuple[str, str, list[Node | str]]] = [("", "", [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        value = next((value or "" for _, value in attrs), "")
        if tag in VOID:
            self._stack[-1][2].append(Node(tag, value if tag == "img" else "", ()))
        else:
            self._stack.append((tag, value, []))

    def handle_endtag(self, tag: str) -> None:
        tag, value, inside = self._stack.pop()
        if tag == "a" and not value:  # a link that was refused leaves its words
            self._stack[-1][2].extend(inside)
        elif tag == "p" and any(isinstance(each, Node) and each.tag == "img" for each in inside):
            self._stack[-1][2].extend(_lifted(inside))
        else:
            self._stack[-1][2].append(Node(tag, value, tuple(inside)))

    def handle_data(self, data: str) -> None:
        data = INVISIBLE.sub("", data)
        if self._stack[-1][0] not in _HOLDERS or data.strip():
            self._stack[-1][2].append(_BREAK.sub(lambda found: _joint(data, found), data))

    def whole(self) -> Node:
        return Node("", "", tuple(self._stack[0][2]))


def _lifted(inside: list[Node | str]) -> Iterator[Node]:
    """The pictures of a paragraph as blocks, before the words that stand with them."""
    pictures = [each for each in inside if isinstance(each, Node) and each.tag == "img" and each.value]
    rest = [each for each in inside if isinstance(each, str) or each.tag != "img"]
    yield from pictures
    if any(isinstance(each, Node) or each.strip() for each in rest):
        yield Node("p", "", tuple(rest))


def _joint(text: str, found: re.Match[str]) -> str:
    """A line's end is a blank between words of letters, and nothing beside Han."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return "" if not before or not after or _HAN.match(before) or _HAN.match(after) else " "
