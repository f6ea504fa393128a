"""What can only be checked once all at or below an association is counted: its tallies against what is filed there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from almanac.model.diagnostics import Fault, Place
from almanac.parse import yaml_reader
from almanac.parse.input_files import content, plain
from almanac.statistics.totals import Tallied

_KEYS = {
    "publicity-sessions": ("宣传", "场次"),
    "publicity-people": ("宣传", "人数"),
    "visits-sessions": ("慰问", "场次"),
    "visits-people": ("慰问", "人数"),
}


def tally_faults(root: Path, name: str, tallied: Iterable[Tallied]) -> list[Fault]:
    """A tally is no less than what is filed one by one of it, and below it as of no later day; else one is wrong."""
    short = [one for one in tallied if one.refuted]
    return sorted(_fault(root, name, one) for one in short)


def _fault(root: Path, name: str, one: Tallied) -> Fault:
    block, _, measure = one.cell.split("-")
    block_key, key = _KEYS[f"{block}-{measure}"]
    loc: tuple[str | int, ...] = (block_key, key)
    if one.tally.item is not None:
        loc = (one.tally.item, *loc)
    places = yaml_reader.places(plain(content(root, one.tally.file)))
    line, column = next((places[at] for at in _nearer(loc) if at in places), (1, 1))
    message = (
        f"汇总的{block_key}{key}是 {one.whole}，已经逐场填报的和下级汇总的合起来却有 {one.contained}，总数不会比它们小；"
        "逐场填报的不在汇总里面的，写明不含"
    )
    return Fault(Place(f"{name}/{one.tally.file}", line, column), "E272", message, "不含: [逐场填报的]")


def _nearer(loc: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The place itself, then what is around it."""
    while loc:
        yield loc
        loc = loc[:-1]
