"""The files of an official table: for Excel, Word, print and programs, beside its page."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from almanac.disclosure import small_counts
from almanac.model.counting_rules import rules_of
from almanac.model.divisions import Level, Register, level_of
from almanac.pages import Document, File, Made, Share, Site
from almanac.render.html import compact
from almanac.statistics import counting, form
from almanac.statistics.subtotals import Publication
from almanac.statistics.table import Child, StatisticsTable, status_words
from almanac.statistics.totals import Sum, Sums
from almanac.statistics.totals_data import TOTALS, Published, obs_status, totals_rows
from almanac.statistics.totals_schema import INNER, NUMBERS
from almanac.views.open_data import heading, lines

Node = dict[str, object]


def make(share: Share, sheets: Sequence[StatisticsTable]) -> Iterator[Made]:
    """Make those of a county, one for each campaign in which anything was filed, and one for the current; or above."""
    for one in sheets:
        yield from _files(share, one)


def _files(share: Share, one: StatisticsTable) -> Iterator[Made]:
    register, below = share.site.register, f"totals/{one.year}/{one.code}/"
    yield File(f"data/totals/{one.year}/{one.code}.json", as_json(share, one))
    if one.filled or one.year == share.site.year:
        shown = (one.sums, one.status, one.day, one.standing, one.expected)
        rows = totals_rows(Published(one.year, one.code, register[one.code].name, *shown))
        table = heading(TOTALS) + lines(TOTALS, rows)
        yield File(f"{below}table.csv", table)
        yield File(f"{below}table.bom.csv", codecs.BOM_UTF8 + table)
        yield from documents(one, register, below)


def documents(one: StatisticsTable, register: Register, below: str) -> Iterator[Document]:
    """Its files for Excel, Word and print; what makes one is loaded only where it is made."""
    codes = (one.code, *(child.code for child in one.children), *(each.code for each in one.accounts))
    titles = [register[code].title for code in codes]
    made_of = repr(
        ([value for value in one if value is not one.notice], one.notice.model_dump_json(), titles)
    )

    def workbooks(issued: bool) -> bytes:
        from almanac.documents import xlsx

        return (xlsx.issued if issued else xlsx.reuse)(one, register)

    def text() -> bytes:
        from almanac.documents import docx

        return docx.issued(one, register)

    def printed_form() -> bytes:
        from almanac.documents import pdf

        return pdf.issued(one, register, status_words(one))

    yield Document(f"{below}form.xlsx", made_of, lambda: workbooks(True))
    yield Document(f"{below}data.xlsx", made_of, lambda: workbooks(False))
    yield Document(f"{below}form.docx", made_of, text)
    yield Document(f"{below}form.pdf", made_of, printed_form)


# ---------------------------------------------------------------- for programs


def as_json(share: Share, one: StatisticsTable) -> bytes:
    """One table with every cell, what it is made of, and what is not in it; a cell nobody reported is null."""
    site, names = share.site, form.short_names(one.notice)
    said: Node = {
        "year": one.year,
        "association": one.code,
        "name": site.register[one.code].name,
        "level": level_of(one.code).slug,
        "demo": site.demo,
        "as_of": one.day or None,
        "title": form.title(one.notice),
        "cells": [
            {"cell": cell, "label": list(words), "status": one.status[cell]}
            | {"obs_status": obs_status(one.sums.get(cell, Sum()), one.status[cell])}
            | _cell(one.sums.get(cell, Sum()))
            for cell, words in names.items()
        ],
        "beside": {cell: _cell(found) for cell, found in one.sums.items() if cell not in names},
        "own": _own(share, one),
        "children": [_child(site, one, child) for child in one.children],
        "by_signer": one.by_signer,
        "left_out": one.left_out,
        "standing": one.standing._asdict()
        | {"held": _held(one), "expected": one.expected, "vouched": one.vouched},
        "accounts": [account._asdict() | {"picture": bool(account.picture)} for account in one.accounts],
        "seal": one.digest or None,
        "revisions": [revision._asdict() for revision in one.revisions],
        "differences": [difference._asdict() for difference in one.differences],
    }
    found = share.reckonings.get(one.year)
    if level_of(one.code) is Level.COUNTY and found:
        said["units"] = {code: _numbers(node.sums(), code) for code, node in sorted(found.nodes.items())}
    return (compact(said) + "\n").encode()


def _held(one: StatisticsTable) -> Node:
    """Of each category that all must hold, how many of a level have; nobody is an empty table, not a missing one."""
    required = [category.slug for category in one.notice.categories if category.required]
    return {slug: one.standing.held.get(slug, {}) for slug in required}


def _cell(one: Sum) -> Node:
    numbers = {NUMBERS.get(name, name): number for name, number in one._asdict().items() if name not in INNER}
    return numbers | {"value": one.value if one.known else None}


def _values(sums: Sums) -> dict[str, int]:
    return {cell: one.value for cell, one in sums.items() if one.known}


def _numbers(sums: Sums, code: str) -> dict[str, int]:
    return _values(small_counts.cells(code, sums))


def _child(site: Site, one: StatisticsTable, child: Child) -> Node:
    there = child.has_table(one.year == site.year)
    url = f"{site.url}data/totals/{one.year}/{child.code}.json" if there else None
    name = site.register[child.code].name
    return {"association": child.code, "name": name, "url": url, "values": _values(child.sums)}


def _own(share: Share, one: StatisticsTable) -> Node:
    led = [
        event.id for event in counting.counting_for(share.entries, one.code, one.year, rules_of(one.notice))
    ]
    tallies = [
        {"cell": tally.cell, "as_of": tally.tally.as_of, "whole": tally.whole, "contained": tally.contained}
        for tally in one.tallied
    ]
    return {
        "values": _numbers(one.own, one.code),
        "activities": led,
        "pieces": [_piece(each) for each in one.pieces],
        "tallies": tallies,
    }


def _piece(piece: Publication) -> Node:
    why = None if piece.cell else piece.reason
    return {
        "outlet": piece.outlet,
        "form": piece.form,
        "title": piece.title,
        "cell": piece.cell,
        "reason": why,
    }
