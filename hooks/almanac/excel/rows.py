"""A sheet as entries: its heading, what its title says of all rows, what has to be asked once, then row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from almanac.excel import cell_faults, header_row, honours, sections, shapes, unknown_columns, whole_table
from almanac.excel.entry import Change, Listing, Wrong
from almanac.excel.header_row import Heading
from almanac.excel.reader import Page
from almanac.excel.row_reader import NO_COUNT, NOTHING, Reader
from almanac.excel.whole_table import Setting, Title


def lists(page: Page, setting: Setting) -> Iterator[tuple[Page, Listing]]:
    """The lists of a sheet, one under another, each as entries where they stand in the sheet."""
    starts = sections.starts(page, setting.wanted)
    if len(starts) == 1:
        yield page, read(page, setting)
        return
    for first, last in zip(starts, [*starts[1:], len(page.rows)], strict=True):
        listing = read(sections.part(page, first, last), setting)
        yield sections.in_place(page, first, last), listing.lower(first)


def read(page: Page, setting: Setting) -> Listing:
    """A list as entries; without a heading there are none."""
    if shapes.is_official(page):
        return Listing(None, [], [], [], {})
    heading = header_row.find(page, setting.wanted)
    if (
        heading is None
        and setting.wanted in (None, honours.AWARD)
        and (listing := honours.roll(page, setting))
    ):
        return listing
    if setting.wanted is None and (made := shapes.card(page, heading) or shapes.blocks(page)):
        title = whole_table.title(page, made.first, setting.register, setting.base)
        listing = below(made.page, made.heading, setting, title).moved(made.origin)
        return listing._replace(heading=Heading(max(made.first - 1, 0), made.heading.kind, {}, {}, {}))
    if heading is None:
        return Listing(None, [], [], [], {})
    title = whole_table.title(page, heading.row, setting.register, setting.base)
    if title.domain and any(sense.generic for sense in heading.senses.values()):
        heading = header_row.find(page, setting.wanted, title.domain) or heading
    return below(page, heading, setting, title)


def below(page: Page, heading: Heading, setting: Setting, title: Title) -> Listing:
    """What stands below a heading as entries; where something has to be said of all of it, none is taken before it is."""
    heading = unknown_columns.with_owner(page, heading, setting.register, title.owner or setting.base)
    heading = whole_table.answered(heading, page.name, setting)
    known = whole_table.constants(heading, title, page.name, setting)
    asked = list(whole_table.questions(heading, known, setting))
    wrong = [
        Wrong((heading.row, min(heading.fields, default=0)), "E095", one.message, one.example)
        for one in asked
    ]
    told = list(unknown_columns.told(page, heading, setting.register, setting.base))
    asked += [one.question for one in told if one.question]
    reader = Reader(page, heading, setting, title, known)
    first = min(heading.fields, default=0)
    wrong += [Wrong((heading.row, one.place), one.code, one.message, one.example) for one in told]
    entries = list(reader.entries())
    kept = [] if any(one.code in ("E084", "E095") for one in wrong) else entries
    for entry in entries if not kept else ():
        wrong += cell_faults.private(page, entry.where.values(), setting.register)
    changes = [
        Change((heading.row, place), "表头的说法", head, heading.fields[place])
        for place, head in heading.renamed.items()
    ] + [Change((heading.row, first), "整张表都是", "", f"{head}：{said}") for head, said in known.items()]
    waiting = _waiting(page, [one.place for one in told if one.question], reader.skipped)
    held = len(entries) - len(kept) + len(waiting)
    return Listing(
        heading,
        kept,
        [*changes, *reader.changes],
        [*wrong, *reader.wrong],
        {row: why for row, why in reader.skipped.items() if row not in waiting},
        tuple(asked),
        held,
    )


def _waiting(page: Page, places: list[int], skipped: Mapping[int, str]) -> set[int]:
    """The rows whose only number stands in a column that is asked about: they wait as the others do."""
    empty = [row for row, why in skipped.items() if why in (NOTHING, NO_COUNT)]
    return {row for row in empty if any(page.rows[row][at : at + 1] not in ([], [None]) for at in places)}
