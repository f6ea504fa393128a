"""A text's tree written out: as HTML with the glossary's words linked, as XHTML for books, as plain lists for print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import urljoin

from markupsafe import Markup

from almanac.model.article import Term
from almanac.parse.markdown import VOID, Node, words
from almanac.render.html import safe

PER_MINUTE = 300  # characters that a reader in no hurry takes in
WIDE = 3  # columns: a table of so many is cards on a phone
_VALUE = {"a": "href", "table": "class", "th": "class", "td": "class", "ol": "start"}
_UNLINKED = frozenset({"a", "b", "h2", "h3", "h4", "th"})

Write = Callable[[str], str]


def html(
    text: Node, terms: Sequence[Term] = (), glossary: str = "", pictures: Mapping[str, str] | None = None
) -> Markup:
    """For a page: each word of the glossary is linked where it is met first; `glossary` is the way to its page.

    pictures: the HTML of the photos that stand in the text, by their files.
    """
    return Markup(_written(_carded(text), _linked(terms, glossary), ">", str, pictures or {}))  # noqa: S704  (tags of prose, words by `safe`)


def xhtml(text: Node, address: Write) -> str:
    """For a book: empty elements are closed, links lead where `address` says."""
    return _written(text, safe, "/>", address, {})


def plain(text: Node, base: str) -> list[object]:
    """For print, as lists that JSON can say: [tag, value, [what it holds]], words as they are."""
    inside = [each if isinstance(each, str) else plain(each, base) for each in text.inside]
    return [text.tag, urljoin(base, text.value) if text.tag == "a" else text.value, inside]


def minutes(text: Node) -> int:
    """How long it takes to read, at least one minute."""
    return max(1, -(-sum(len(each.strip()) for each in words(text)) // PER_MINUTE))


def _carded(text: Node) -> Node:
    """In wide tables each cell after the first of its row begins with the head of its column: a phone shows rows as cards."""
    return text._replace(
        inside=tuple(
            each if isinstance(each, str) or each.tag != "table" else _cards(each) for each in text.inside
        )
    )


def _cards(table: Node) -> Node:
    heads = ["".join(words(head)).strip() for head in _within(table, "th")]
    if len(heads) < WIDE:
        return table

    def labelled(node: Node) -> Node:
        cells = iter(heads)
        inside: list[Node | str] = []
        for each in node.inside:
            if isinstance(each, Node) and each.tag == "td":
                head = next(cells, "")
                label = (Node("b", "", (head,)),) if head and head != heads[0] else ()
                inside.append(each._replace(inside=(*label, *each.inside)))
            else:
                inside.append(labelled(each) if isinstance(each, Node) else each)
        return node._replace(inside=tuple(inside))

    return labelled(table)._replace(value="stacked")


def _within(node: Node, tag: str) -> Iterator[Node]:
    """The elements of one kind in a tree."""
    for each in node.inside:
        if isinstance(each, Node):
            yield from [each] if each.tag == tag else _within(each, tag)


def _written(node: Node, write: Write, end: str, address: Write, pictures: Mapping[str, str]) -> str:
    """The tree as tags; within links, headings and heads of tables the words are left as they are."""
    if node.tag == "img":
        return pictures.get(node.value, "")
    inner = safe if node.tag in _UNLINKED else write
    held = "".join(
        [inner(e) if isinstance(e, str) else _written(e, inner, end, address, pictures) for e in node.inside]
    )
    if not node.tag:
        return held
    value = ""
    if node.value:
        said = address(node.value) if node.tag == "a" else node.value
        value = f' {_VALUE[node.tag]}="{safe(said)}"'
        if said.startswith("http") and end == ">":
            value += ' rel="noopener nofollow"'
    return f"<{node.tag}{value}{end}" if node.tag in VOID else f"<{node.tag}{value}>{held}</{node.tag}>"


def _linked(terms: Sequence[Term], glossary: str) -> Write:
    """How words are written when the glossary's are to be linked, once each."""
    names = {name: term.slug for term in terms for name in (term.name, *term.others)}
    if not names:
        return safe
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    seen: set[str] = set()

    def write(words: str) -> str:
        out, last = [], 0
        for found in pattern.finditer(words):
            slug = names[found[0]]
            if slug not in seen:
                seen.add(slug)
                out += [safe(words[last : found.start()])]
                out += [f'<a class="term" href="{glossary}#{slug}">{safe(found[0])}</a>']
                last = found.end()
        return "".join([*out, safe(words[last:])])

    return write
