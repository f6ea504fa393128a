"""Tables that are no lists: cards of labels and values, and blocks one under another, each put right as a list of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from almanac.excel import head_words, header_row
from almanac.excel.entry import Spot
from almanac.excel.head_words import TALLY, bare
from almanac.excel.header_row import LISTED, Heading
from almanac.excel.reader import Cell, Page
from almanac.model.diagnostics import Fault, Place
from almanac.model.fields import PLACE
from almanac.model.filings import ACTIVITY, Kind

_LABEL = re.compile(r"\s*([^：:]{2,24})[：:]\s*(.*)", re.S)
_OFFICIAL = re.compile("(?:宣传活动|服务活动|媒体宣传|网站和新媒体建设)")
_LEVEL = re.compile("(?:市州|县市区|乡镇|村居|国家|省).{0,4}(?:计生协|媒体)")
_TALLY = next(kind for kind in LISTED if kind.name == TALLY)


class Rearranged(NamedTuple):
    """A table put right: its heading and rows as a list has them, where each cell stands in the sheet, and its first row there."""

    page: Page
    heading: Heading
    origin: Mapping[Spot, Spot]
    first: int


class _Pair(NamedTuple):
    at: Spot
    label: str
    value: Cell
    value_at: Spot


def is_official(page: Page) -> bool:
    """Whether a sheet is the notice's own form (附件2), which is counted from the records."""
    for row in page.rows[:20]:
        texts = [cell.text.strip() for cell in row if cell and cell.kind == "text"]
        if len(texts) > 1 and _OFFICIAL.match(texts[0]) and any(_LEVEL.match(text) for text in texts[1:]):
            return True
    return False


def card(page: Page, listed: Heading | None, domain: str = "") -> Rearranged | None:
    """The cards of a sheet as rows, a label being a head; None if it has none. listed: the heading that a list would have."""
    if listed and len(listed.fields) > 3 and len(listed.fields) > 2 * len(listed.unknown):
        return None
    for kind in (ACTIVITY, _TALLY):
        pairs = list(_pairs(page, kind, domain))
        labels = {bare(pair.label) for pair in pairs}
        known = [pair for pair in pairs if _means(pair.label, kind, domain)]
        own = [
            pair
            for pair in known
            if header_row.meant_by(pair.label, kind, domain) not in ("", *PLACE, head_words.WHOLE)
        ]
        enough = _is_activity(own, domain) if kind is ACTIVITY else len(own) > 1 and len(known) > 2
        if enough and len({pair.at[0] for pair in own}) > 1:
            return _as_rows(page, pairs, labels, kind, domain)
    return None


def _is_activity(pairs: Sequence[_Pair], domain: str) -> bool:
    meant = {header_row.meant_by(pair.label, ACTIVITY, domain) for pair in pairs}
    return len(pairs) > 2 and "开始" in meant and bool(meant & {"名称", "主题", "形式", "地点"})


def _means(label: str, kind: Kind, domain: str) -> bool:
    return header_row.meant_by(label, kind, domain) is not None or bare(label) in head_words.words(
        "*", head_words.OWNER
    )


def _is_said(label: str, value: str, kind: Kind, domain: str) -> bool:
    """Whether a label and what stands beside it are of a card: a label that is known, or a number whatever it counts."""
    return bool(value.strip()) and (
        _means(label, kind, domain)
        or re.fullmatch(r"[0-9,]+[余多]? *[人户场]?(?:次|次数)?", value.strip()) is not None
    )


def _pairs(page: Page, kind: Kind, domain: str) -> Iterator[_Pair]:
    """Labels with their values: in one cell behind a colon, or in the next cell."""
    for r, row in enumerate(page.rows):
        filled = [(c, cell) for c, cell in enumerate(row) if cell and cell.text.strip()]
        taken = -1
        for n, (c, cell) in enumerate(filled):
            inline = _LABEL.fullmatch(cell.text) if cell.kind == "text" and n > taken else None
            if inline and _is_said(inline[1], inline[2], kind, domain):
                yield _Pair((r, c), inline[1], Cell("text", inline[2].strip()), (r, c))
            elif cell.kind == "text" and n > taken and n + 1 < len(filled) and len(cell.text) < 25:
                after, value = filled[n + 1]
                is_label = value.kind == "text" and (
                    _LABEL.fullmatch(value.text) or _means(value.text, kind, domain)
                )
                if not is_label and _is_said(cell.text.rstrip("：: "), value.text, kind, domain):
                    yield _Pair((r, c), cell.text.rstrip("：: "), value, (r, after))
                    taken = n + 1


def _as_rows(page: Page, pairs: Sequence[_Pair], labels: set[str], kind: Kind, domain: str) -> Rearranged:
    """One row a card: a label that comes again begins the next."""
    heads = list(dict.fromkeys(bare(pair.label) for pair in pairs))
    written = {bare(pair.label): pair.label for pair in reversed(pairs)}
    rows: list[list[Cell | None]] = [[Cell("text", written[head]) for head in heads]]
    origin: dict[Spot, Spot] = {}
    seen = labels
    for pair in pairs:
        label = bare(pair.label)
        place = heads.index(label)
        if label in seen:
            rows.append([None] * len(heads))
            seen = set()
        origin.setdefault((0, place), pair.at)
        rows[-1][place], origin[len(rows) - 1, place] = pair.value, pair.value_at
        seen.add(label)
    made = Page(page.name, rows, [])
    heading = header_row.of(0, [(written[head],) for head in heads], kind, domain)
    return Rearranged(made, heading, origin, pairs[0].at[0])


def blocks(page: Page, domain: str = "") -> Rearranged | None:
    """Blocks of counts of one association, each with its own heads and one row of numbers, as one row; None if there are none."""
    paths: list[tuple[str, ...]] = []
    values: list[Cell | None] = []
    spots: list[tuple[Spot, Spot]] = []
    found = 0
    for first, last in _stretches(page):
        part = page._replace(rows=page.rows[first:last], merges=[(top - first, left, bottom - first, right)
            for top, left, bottom, right in page.merges if first <= top and bottom < last])  # fmt: skip
        heading = header_row.find(part, _TALLY, domain)
        if (
            heading is None
            or len(part.rows) != heading.row + 2
            or any(heading.has(one) for one in (*PLACE, head_words.WHOLE))
        ):
            return None
        found += 1
        line = part.rows[heading.row + 1]
        for place, path in enumerate(header_row.paths(part, heading.row)):
            paths.append(path)
            values.append(line[place] if place < len(line) else None)
            spots.append(((first + heading.row, place), (first + heading.row + 1, place)))
    if found < 2:
        return None
    origin = {(0, place): head for place, (head, _) in enumerate(spots)}
    origin |= {(1, place): value for place, (_, value) in enumerate(spots)}
    made = Page(page.name, [[Cell("text", "·".join(path)) if path else None for path in paths], values], [])
    return Rearranged(made, header_row.of(0, paths, _TALLY, domain), origin, spots[0][0][0])


def _stretches(page: Page) -> Iterator[tuple[int, int]]:
    """Where each block of a sheet begins and ends: heads, then numbers."""
    first, numbers = None, False
    for r, row in enumerate(page.rows):
        filled = [cell for cell in row if cell and cell.text.strip()]
        has_numbers = any(cell.kind == "number" for cell in filled)
        if first is not None and numbers and not has_numbers:
            yield first, r
            first, numbers = None, False
        if first is None and len(filled) > 1 and not has_numbers:
            first = r
        numbers = numbers or (has_numbers and first is not None)
    if first is not None and numbers:
        yield first, len(page.rows)


def unread(pages: Sequence[Page], file: str) -> Fault:
    """What to say of a workbook in which no sheet has a heading; the official form is not what is filed."""
    texts = [cell.text for page in pages for row in page.rows[:8] for cell in row if cell]
    message = "没有认出哪一行是表头；表头要有这一种记录的项，如 名称、类别、状态、开始"
    example = "python build.py template 甲市/乙县"
    if any(map(is_official, pages)) or any("信息统计表" in text for text in texts):
        message = "这像是通知的统计表（附件2）；它由程序按记录算出来，不用报。没有逐场报的，请填“汇总”"
        example += " --kind 汇总"
    return Fault(Place(file), "E083", message, example)
