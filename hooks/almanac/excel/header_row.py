"""Which row of a sheet is its heading, which kind of record it lists, and which column is which field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from almanac.excel import head_words
from almanac.excel.head_words import WHOLE, Sense, bare
from almanac.excel.reader import Page
from almanac.model.diagnostics import closest
from almanac.model.fields import JOIN, PLACE, Column, columns
from almanac.model.filings import ACTIVITY, KINDS, Kind

LISTED = tuple(kind for kind in KINDS if kind.name != "通知")
_WITHIN, _DEEPEST = 20, 5  # the heading is among the first rows, and of so many levels
PERSONAL = "是个人信息，没有收"
_NAMES_IT = ("主题", "形式", "简介")  # what names an activity that has no name of its own
_EXPORTED = re.compile("答题序号|提交答卷时间|来自IP|所用时间")
_OF_TOOL = re.compile("(?:来源|开始时间|结束时间|名称)$")


class Heading(NamedTuple):
    """The heading of one sheet: its last row, the kind, which field (or place, mark…) each column is.

    renamed: columns whose head is not the field's own; unknown: heads that no field has, with the one that may be meant;
    quiet: columns that never matter, such as 序号; senses: what counts are of; left: heads that are not filed, and why;
    figures: what is counted in columns of which each is one of the other figures, and in which unit.
    """

    row: int
    kind: Kind
    fields: dict[int, str]
    renamed: dict[int, str]
    unknown: dict[int, tuple[str, str | None]]
    quiet: frozenset[int] = frozenset()
    senses: Mapping[int, Sense] = {}
    left: Mapping[int, tuple[str, str]] = {}
    figures: Mapping[int, tuple[str, str]] = {}

    def said(self, place: int) -> str:
        """The head of a column as it is written in the sheet."""
        return self.renamed.get(place, self.fields[place])

    def at(self, head: str) -> list[int]:
        """The columns of a field, in their order; several are written together."""
        return [place for place, each in self.fields.items() if each == head]

    def has(self, head: str) -> bool:
        return head in self.fields.values()


def find(page: Page, wanted: Kind | None = None, domain: str = "") -> Heading | None:
    """The heading of a sheet, the best of all rows and kinds; none if nothing is like one. domain: 宣传, 慰问, of all of it."""
    best: tuple[tuple[float, bool], Heading] | None = None
    for row, paths in _candidates(page):
        for kind in (wanted,) if wanted else LISTED:
            heading = of(row, paths, kind, domain)
            score = _score(heading, page.name)
            if score[0] > 0 and (best is None or score > best[0]):
                best = score, heading
    if best is None:
        return None
    heading = best[1]
    known = [*(column.head for column in columns(heading.kind)), *PLACE]
    near = {place: (head, closest(bare(head), known)) for place, (head, _) in heading.unknown.items()}
    return heading._replace(unknown=near)


def _candidates(page: Page) -> Iterator[tuple[int, list[tuple[str, ...]]]]:
    """Each of the first rows by itself, and with the rows above it in which its merged and grouped heads stand."""
    across = {(r, c): (top, left) for top, left, bottom, right in page.merges
              for r in range(top, min(bottom, _WITHIN) + 1) for c in range(left, right + 1)}  # fmt: skip
    texts = [
        [cell.text if cell and cell.kind == "text" else "" for cell in row]
        for row in page.rows[: _WITHIN + 1]
    ]

    def at(row: int, place: int) -> str:
        top, left = across.get((row, place), (row, place))
        return texts[top][left] if top < len(texts) and left < len(texts[top]) else ""

    filled = [sum(cell is not None and cell.kind == "number" for cell in row) for row in page.rows]
    for row, line in enumerate(texts[:_WITHIN]):
        if filled[row] > 1:  # a row of numbers is none of heads, nor does one stand among heads
            continue
        wide = range(len(line))
        yield row, [(line[place],) if line[place].strip() else () for place in wide]
        levels = [[at(row, place) for place in wide]]
        for above in range(row - 1, max(row - _DEEPEST, -1), -1):
            if filled[above] > 1:
                break
            merged = any(top <= above <= bottom for top, left, bottom, right in page.merges if right > left)
            group = [at(above, place) for place in wide]
            levels.insert(0, group if merged else _spread(group, levels[0]))
            yield row, [_path(tuple(level[place] for level in levels)) for place in wide]


def _spread(group: Sequence[str], below: Sequence[str]) -> list[str]:
    """The heads of groups that nobody merged: each reaches over the empty cells beside it that have a head below."""
    found: list[str] = []
    for place, text in enumerate(group):
        reaches = (
            not text.strip() and place and below[place].strip() and below[place - 1].strip() and found[-1]
        )
        found.append(found[-1] if reaches and found[-1] != below[place - 1] else text)
    return found


def _path(levels: Sequence[str]) -> tuple[str, ...]:
    """A head from its group down, a cell that is merged over several levels once; a unit below alone goes in brackets."""
    found: list[str] = []
    for text in levels:
        if text.strip() and text not in found[-1:]:
            if found and re.fullmatch(r"\s*[（(][^（）()]{1,4}[）)]\s*", text):
                found[-1] += text.strip()
            else:
                found.append(text)
    return tuple(found)


def of(row: int, paths: Sequence[tuple[str, ...]], kind: Kind, domain: str) -> Heading:
    """The heading that heads of one or more levels make for a kind."""
    heading = Heading(row, kind, {}, {}, {}, frozenset(), {}, {})
    senses, left, quiet = {}, {}, set()
    exported = any(_EXPORTED.search(path[-1]) for path in paths if path)
    cols = {column.head: column for column in columns(kind)}
    for place, path in enumerate(paths):
        head = JOIN.join(part.strip() for part in path)
        if not path or (not bare(head) and not head_words.names(kind).get(head)):
            continue
        is_personal = bare(path[-1]) in head_words.words("*", head_words.PERSONAL)
        meant, sense = _meant(path, kind, domain)
        if is_personal and sense and sense.field:
            meant, sense = None, None
        tools = exported and _OF_TOOL.fullmatch(re.sub(r"\s", "", path[-1]))
        if tools or meant == "":
            quiet.add(place)
        elif sense and sense.reason:
            left[place] = head, sense.reason
        elif meant is None and is_personal:
            left[place] = head, PERSONAL
        elif meant is None and bare(head) in head_words.words("*", head_words.UNCOUNTED):
            left[place] = head, head_words.SAID[head_words.UNCOUNTED]
        elif meant is None or (sense and sense.field and meant not in cols):
            heading.unknown[place] = head, None
        else:
            heading.fields[place] = meant
            if sense:
                senses[place] = sense
            if bare(meant) != bare(head):
                heading.renamed[place] = head
    return _named(heading._replace(quiet=frozenset(quiet), senses=senses, left=left))


def meant_by(label: str, kind: Kind, domain: str) -> str | None:
    """The field that a label is of; empty for one that never matters, None if it is not known."""
    meant, sense = _meant((label,), kind, domain)
    if meant is None and (sense is not None or bare(label) in head_words.words("*", head_words.PERSONAL)):
        return ""
    return meant


def paths(page: Page, row: int) -> list[tuple[str, ...]]:
    """The heads of a row with all that stands above them."""
    return [found for at, found in _candidates(page) if at == row][-1]


@lru_cache(head_words.SEEN)
def _meant(path: tuple[str, ...], kind: Kind, domain: str) -> tuple[str | None, Sense | None]:
    """The field of a head, empty for one that never matters, None if it is not known; and of a count what it is of."""
    names, head = head_words.names(kind), JOIN.join(path)
    said = bare(head)
    meant = names.get(said) if said in names else names.get(re.sub(r"\s", "", head))
    if meant is None and said.startswith("活动"):
        meant = names.get(said.removeprefix("活动"))
    counts = kind is ACTIVITY or kind.name == head_words.TALLY
    if counts and head_words.joined(path, domain):
        return None, None
    sense = head_words.sense(path, domain) if counts else None
    if sense and sense.field:
        field = (
            f"{'预计' if sense.is_plan else '成效'}{JOIN}{sense.field}" if kind is ACTIVITY else sense.field
        )
        if meant is None or meant.endswith(("场次", "人数", "户数")):
            return field, sense
        return meant, None
    if meant is None and sense is None and len(path) > 1:  # a joined head whose last part says enough
        last = names.get(bare(path[-1]))
        sorts = {column.head: column.sort for column in columns(kind)}
        meant = None if last and sorts.get(last) == "number" else last
    return meant, None if meant is not None else sense


def _named(heading: Heading) -> Heading:
    """A list of activities with days but no names: what each was about, or how it was held, names it."""
    if heading.kind is not ACTIVITY or heading.has("名称") or not (heading.has("开始") or heading.has("月")):
        return heading
    for field in _NAMES_IT:
        if places := heading.at(field):
            place = places[0]
            renamed = {place: heading.said(place), **heading.renamed}
            return heading._replace(fields=heading.fields | {place: "名称"}, renamed=renamed)
    return heading


def _score(heading: Heading, name: str) -> tuple[float, bool]:
    """How well a row is the heading of a kind: its required fields count most; places alone are none.

    Of a table of counts the fields that are required of a tally stand beside it; each count of its own is one more.
    """
    cols = {column.head: column for column in columns(heading.kind)}
    found = {head for head in heading.fields.values() if head in cols}
    needed = {head for head, column in cols.items() if column.required}
    counts = {
        (sense.field, sense.item, sense.level) for sense in heading.senses.values() if not sense.generic
    }
    joined = _joined(heading) if heading.kind.name == head_words.TALLY else 0
    counted = len(heading.senses) + joined
    is_tally = heading.kind.name == head_words.TALLY and counted and (
        any(heading.has(place) for place in (*PLACE, WHOLE)) or counted > 1
    )  # fmt: skip
    if (len(found) < 2 or (needed and not found & needed)) and not is_tally:
        return 0, False
    share = len(found & needed) / len(needed) if needed else 0.5
    own = sum(head not in heading.renamed.values() for head in found)
    beside = (
        len(heading.left) * 0.2
        + sum(heading.has(place) for place in (*PLACE, WHOLE)) * 0.1
        + (len(counts) + joined) * 0.3
        + counted * 0.05
    )
    unknown = len(heading.unknown) - joined
    return len(found) + bool(
        joined
    ) + 3 * share + 0.01 * own + beside - 0.5 * unknown, heading.kind.name in name


def _joined(heading: Heading) -> int:
    """How many columns count together what is counted apart, 户数（人数）: they are asked about, and so make a tally as others do."""
    return sum(bool(head_words.joined(tuple(head.split(JOIN)))) for head, _ in heading.unknown.values())


def label(column: Column) -> str:
    """A head as it is printed: long ones on several lines."""
    return column.head.replace(JOIN, f"{JOIN}\n", 1) if len(column.head) > 6 else column.head
