"""Names that were withdrawn, taken out of what all pages share: articles, notices, seals; and out of what is told of
faults and proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from almanac.disclosure.public_records import rewritten, striking
from almanac.load.articles import Shelf
from almanac.model.diagnostics import Fault
from almanac.model.filings import Notice
from almanac.model.rewriting import Change
from almanac.model.seal import Seal
from almanac.pages import Site

if TYPE_CHECKING:
    from almanac.review.changes import Proposal
    from almanac.validate import Known


def eraser(names: Sequence[str]) -> Change | None:
    """What takes the names out of a text; None if there are none."""
    return striking(dict.fromkeys(names, "某某")) if names else None


def site(whole: Site, change: Change) -> Site:
    """What all pages share, changed."""
    return whole._replace(
        shelf=shelf(whole.shelf, change),
        home_prose=change(whole.home_prose),
        notices={year: rewritten(notice, change) for year, notice in whole.notices.items()},
        seals=seals(whole.seals, change),
    )


def known(whole: Known, change: Change) -> Known:
    """The notices and seals as tables, forms and drafts may print them; what is checked is held against the others."""
    notices = {year: rewritten(notice, change) for year, notice in whole.notices.items()}
    return whole._replace(notices=notices, seals=seals(whole.seals, change))


def seals(whole: Mapping[int, Seal], change: Change) -> dict[int, Seal]:
    """The seals without the names in their reasons, and in the words by which they know a record again."""
    return {year: _seal(seal, change) for year, seal in whole.items()}


def sealed(whole: Known, hidden: Sequence[tuple[str, str, str]]) -> Known:
    """The seals without names that may not be shown today: each with its area and what is said instead.

    What an area brought loses its own; a reason loses those of all areas at, above or below its association.
    """
    if not hidden:
        return whole
    return whole._replace(seals={year: _of_areas(seal, hidden) for year, seal in whole.seals.items()})


def words_of(seals: Mapping[int, Seal]) -> str:
    """All words of seals in which somebody may be named."""
    told = [one.why for seal in seals.values() for one in seal.revisions]
    return "\n".join((*told, *(ref for s in seals.values() for refs in s.records.values() for ref in refs)))


def faults(found: Sequence[Fault], change: Change) -> tuple[Fault, ...]:
    """Faults as a page may show them."""
    return tuple(
        each._replace(message=change(each.message), example=change(each.example), answer=change(each.answer))
        for each in found
    )


def proposal(whole: Proposal, change: Change) -> Proposal:
    """What a proposal brings as anybody may read it who may read its remark; a path stays, by which a file is found."""
    rows = tuple(
        row._replace(name=change(row.name), changed=tuple(map(change, row.changed))) for row in whole.rows
    )
    basis = tuple(one._replace(lines=tuple(map(change, one.lines))) for one in whole.basis)
    notes = tuple(map(change, whole.notes))
    return whole._replace(faults=faults(whole.faults, change), rows=rows, basis=basis, notes=notes)


def notices(found: Mapping[int, Notice], names: Sequence[str]) -> dict[int, Notice]:
    """The notices without the names."""
    change = eraser(names)
    return {year: rewritten(notice, change) if change else notice for year, notice in found.items()}


def shelf(found: Shelf, change: Change) -> Shelf:
    """The articles, their topics and the glossary, changed."""
    return found._replace(
        articles=tuple(
            piece._replace(head=rewritten(piece.head, change), body=change(piece.body))
            for piece in found.articles
        ),
        topics=tuple(rewritten(topic, change) for topic in found.topics),
        terms=tuple(rewritten(term, change) for term in found.terms),
        helps=tuple(rewritten(one, change) for one in found.helps),
    )


def _seal(seal: Seal, change: Change) -> Seal:
    return seal._replace(
        records={
            share: {change(ref): mark for ref, mark in refs.items()} for share, refs in seal.records.items()
        },
        revisions=tuple(one._replace(why=change(one.why)) for one in seal.revisions),
    )


def _of_areas(seal: Seal, hidden: Sequence[tuple[str, str, str]]) -> Seal:
    def change(text: str, code: str, around: bool) -> str:
        instead = {
            name: words
            for area, name, words in hidden
            if area == code or (around and (area.startswith(code) or code.startswith(area)))
        }
        return striking(instead)(text) if instead else text

    return seal._replace(
        records={
            area: {change(ref, area, False): mark for ref, mark in refs.items()}
            for area, refs in seal.records.items()
        },
        revisions=tuple(one._replace(why=change(one.why, one.association, True)) for one in seal.revisions),
    )
