"""Faults that are the same but for their places: told once, with how many there are and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from almanac.model.diagnostics import Fault, Place

FEW = 3  # so many of a kind are told one by one
LINES, FILES = 8, 3  # that are named of the others


class Told(NamedTuple):
    """A fault as it is told, and where else the same is."""

    fault: Fault
    others: Sequence[Place] = ()


def together(faults: Iterable[Fault]) -> list[Told]:
    """The faults in their order; of more than a few of one kind the first, with the places of the others."""
    ordered = list(faults)
    kinds: dict[tuple[str, ...], list[Fault]] = {}
    for fault in ordered:
        kinds.setdefault(fault[1:], []).append(fault)
    told = []
    for fault in ordered:
        same = kinds[fault[1:]]
        if len(same) <= FEW:
            told.append(Told(fault))
        elif fault is same[0]:
            told.append(Told(fault, [other.place for other in same[1:]]))
    return told


def number(told: Iterable[Told]) -> int:
    """How many faults they are."""
    return sum(1 + len(one.others) for one in told)


def elsewhere(one: Told, name: Callable[[str], str]) -> str:
    """Where else the same mistake is: the first few lines of the first few files; empty where it is nowhere else."""
    if not one.others:
        return ""
    lines: dict[str, list[int]] = {}
    for place in one.others:
        lines.setdefault(place.file, []).append(place.line)
    named = [
        ("" if file == one.fault.place.file else f"{name(file)} ")
        + f"第 {'、'.join(map(str, list(dict.fromkeys(rows))[:LINES]))} 行"
        for file, rows in list(lines.items())[:FILES]
    ]
    whole = len(lines) <= FILES and all(len(set(rows)) <= LINES for rows in lines.values())
    return f"同样的还有 {len(one.others)} 处：{'；'.join(named)}{'' if whole else '……'}"
