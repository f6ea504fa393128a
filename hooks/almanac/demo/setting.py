"""What the demo's records are drawn from, and chance: only random() itself promises the same sequence on every Python,
so all is drawn from it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from almanac.model.divisions import Level, Register

Draw = Callable[[], float]
One = TypeVar("One")

# How many people come to an activity.
CROWDS = dict(zip(Level, ((2000, 20_000), (500, 4000), (200, 1500), (60, 500), (20, 150)), strict=True))


class Idea(NamedTuple):
    """A way to hold the day, after the notice and the press; a row of `demo.csv`, its lists parted by blanks.

    figures: item, unit and how many of it a person; results: 宣 or 慰, how the official table counts it.
    """

    word: str
    names: list[str]
    categories: list[str]
    forms: list[str]
    audience: list[str]
    about: list[str]
    figures: list[str]
    results: str
    levels: str

    @classmethod
    def row(cls, row: dict[str, str]) -> Idea:
        names, categories, forms, audience, about, figures = (row[name].split() for name in cls._fields[1:7])
        return cls(
            row["word"], names, categories, forms, audience, about, figures, row["results"], row["levels"]
        )


class Scene(NamedTuple):
    """What records are drawn from, as they stand on a day; days are counted from May 1, which is day 0.

    today: the demo's day; numbers: how many activities each association holds.
    """

    draw: Draw
    register: Register
    start: datetime.date
    today: int
    ideas: dict[Level, tuple[Idea, ...]]
    numbers: dict[str, int]

    def day(self, number: int) -> str:
        """A day as records write it."""
        return (self.start + datetime.timedelta(number)).isoformat()

    def apart(self) -> Scene:
        """The same with chance of its own: what is drawn there moves nothing that is drawn after it."""
        return self._replace(draw=random.Random(int(self.draw() * 2**53)).random)


def pick(draw: Draw, choices: Sequence[One]) -> One:
    return choices[int(draw() * len(choices))]


def between(draw: Draw, low: int, high: int) -> int:
    return low + int(draw() * (high - low + 1))


def amount(draw: Draw, value: int) -> str:
    """A number as people write it: two in five are round and carry 余 多 近 约."""
    if value < 20 or draw() < 0.6:
        return str(value)
    step = 10 if value < 200 else 100
    near = value // step * step
    text = f"{near // 1000 / 10:g}万" if near >= 10_000 else str(near)
    mark = pick(draw, "余余余多近约")
    return mark + text if mark in "近约" else text + mark
