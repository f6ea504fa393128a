"""Charts as inline SVG, a few hundred bytes each: bars, parts of a whole, a grid of tiles, a bar a day; the style sheet colours them.

What is approximate is hatched, what is not known is an outline of dashes: 0 and silence look different, also in black and white.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from almanac.render.html import markup

WIDE, LABEL, NUMBER = 340, 84, 66  # a chart, the names before its bars, the room behind the longest
LINE, THICK = 26, 16  # a row and its bar
COLUMNS, TILE, HIGH, GAP = 5, 66, 48, 2.5
TALL = 96  # of the bars of days
SHADES = 4


class Bar(NamedTuple):
    """One row or tile. about: the approximate part of the value; known: whether there is a value at all."""

    name: str
    value: int
    about: int = 0
    known: bool = True


def bars(said: str, rows: Sequence[Bar], mark: str) -> Markup:
    """Rows with bars; said: what the chart shows, in words; mark: an id that no other chart of the page has."""
    most, room = max([row.value for row in rows], default=0) or 1, WIDE - LABEL - NUMBER
    sure, about, none, words = "", "", "", []
    for number, (name, value, part, known) in enumerate(rows):
        y, whole, hatched = number * LINE + 5, round(room * value / most), round(room * part / most)
        sure += _box(LABEL, y, whole - hatched)
        about += _box(LABEL + whole - hatched, y, hatched)
        none += "" if known else _box(LABEL, y, NUMBER)
        words.append(_word(0, y + 13, name))
        words.append(_word(LABEL + (whole if known else 0) + 5, y + 13, f"{value}" if known else "没有报"))
    shapes = markup('<path class="sure" d="{}"/>', sure)
    shapes += _hatched(about, mark) if about else Markup("")
    shapes += markup('<path class="none" d="{}"/>', none) if none else Markup("")
    return _chart(said, len(rows) * LINE + 2, shapes, words)


def parts(said: str, rows: Sequence[tuple[str, int, int]]) -> Markup:
    """Rows of name, part and whole: the whole is an outline, the part fills it."""
    room = WIDE - LABEL - NUMBER - 10
    filled, outlines, words = "", "", []
    for number, (name, part, whole) in enumerate(rows):
        y = number * LINE + 5
        filled += _box(LABEL, y, round(room * min(part, whole) / whole) if whole else 0)
        outlines += _box(LABEL, y, room)
        words += [_word(0, y + 13, name), _word(LABEL + room + 5, y + 13, f"{part}/{whole}")]
    shapes = markup('<path class="sure" d="{}"/><path class="line" d="{}"/>', filled, outlines)
    return _chart(said, len(rows) * LINE + 2, shapes, words)


def tiles(said: str, rows: Sequence[Bar]) -> Markup:
    """A grid of names, darker where there is more; no map, every place of one size."""
    most = max([row.value for row in rows], default=0) or 1
    shades: dict[str, str] = {}
    words = []
    for number, row in enumerate(rows):
        x, y = number % COLUMNS * (TILE + GAP), number // COLUMNS * (HIGH + GAP) + 1
        shade = f"t{1 + (SHADES - 1) * row.value // most}" if row.known else "none"
        shades[shade] = shades.get(shade, "") + f"M{x:g} {y:g}h{TILE}v{HIGH}h-{TILE}z"
        middle = x + TILE / 2
        words.append(_word(middle, y + 20, row.name))
        words.append(_word(middle, y + 39, str(row.value) if row.known else "没有报"))
    shapes = [markup('<path class="{}" d="{}"/>', shade, path) for shade, path in sorted(shades.items())]
    lines = -(-len(rows) // COLUMNS)
    return _chart(said, round(lines * (HIGH + GAP)), Markup("").join(shapes), words, "tiled")


def days(said: str, counts: Sequence[tuple[str, int]], named: Sequence[tuple[int, str]]) -> Markup:
    """A bar a day; named: the places of days that have their words below."""
    most, step = max([number for _, number in counts], default=0) or 1, WIDE / max(1, len(counts))
    path = "".join(
        f"M{(place + 0.5) * step:.0f} {TALL}v-{max(1, round((TALL - 16) * number / most))}"
        for place, (_, number) in enumerate(counts)
        if number
    )
    words = [_word(min(max((place + 0.5) * step, 27), WIDE - 27), TALL + 16, text) for place, text in named]
    peak = max(range(len(counts)), key=lambda place: counts[place][1], default=0)
    words.append(_word(min(max((peak + 0.5) * step, 27), WIDE - 27), 12, f"{most}"))
    shapes = markup('<path class="days" stroke-width="{}" d="{}"/>', f"{max(1, step * 0.75):.1f}", path)
    return _chart(said, TALL + 20, shapes, words, "tiled")


def _box(x: float, y: float, wide: int) -> str:
    return f"M{x} {y}h{wide}v{THICK}h-{wide}z" if wide > 0 else ""


def _word(x: float, y: float, words: str) -> Markup:
    return markup('<text x="{}" y="{}">{}</text>', f"{x:g}", f"{y:g}", words)


def _hatched(path: str, mark: str) -> Markup:
    return markup(
        '<pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="hatch" d="M1 0v6"/></pattern><path class="about" fill="url(#{})" d="{}"/>',
        mark,
        mark,
        path,
    )


def _chart(said: str, high: int, shapes: Markup, words: Sequence[Markup], kind: str = "") -> Markup:
    drawn = shapes + Markup("").join(words)
    return markup(
        '<svg role="img" aria-label="{}" class="{}" viewBox="0 0 {} {}">{}</svg>',
        said,
        kind,
        WIDE,
        high,
        drawn,
    )
