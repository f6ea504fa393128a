"""Drawn pictures of a square with stalls and people for the demo: nobody's photo."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.demo.setting import Draw, between, pick
from almanac.parse import images
from almanac.parse.images import Shape

WIDTH, HEIGHT, GROUND = 960, 720, 430
_SKIES = ("#bfe0f2", "#f6dcb4", "#cfe6dc", "#d9d6ee")
_HILLS = ("#6f9a76", "#86a86b", "#5d8a86", "#94925f")
_CLOTHES = ("#a32a1a", "#2a5a80", "#20613f", "#e0a93b", "#5b3a86", "#d9694f", "#f3ead9")
_SKINS = ("#e7bd97", "#d9a67c", "#c98f64")


def picture(draw: Draw) -> bytes:
    """A scene drawn by lot, as JPEG."""
    return images.painted((WIDTH, HEIGHT), _scene(draw))


def _scene(draw: Draw) -> Iterator[Shape]:
    yield _box(0, 0, WIDTH, HEIGHT, pick(draw, _SKIES))
    yield "ellipse", ((x := between(draw, 80, 780), y := between(draw, 40, 140)), (x + 90, y + 90)), "#fff3cf"
    for _ in range(4):
        x, high = between(draw, -100, WIDTH), between(draw, 90, 230)
        yield "polygon", ((x - 320, GROUND), (x, GROUND - high), (x + 340, GROUND)), pick(draw, _HILLS)
    yield _box(0, GROUND - 10, WIDTH, HEIGHT, "#d8c8ad")
    for x in range(between(draw, 20, 90), WIDTH - 150, 250):
        yield from _stall(x, pick(draw, _CLOTHES))
    for y in sorted(between(draw, 500, 600) for _ in range(between(draw, 7, 14))):
        yield from _person(draw, between(draw, 30, WIDTH - 60), y)


def _stall(x: int, colour: str) -> Iterator[Shape]:
    yield _box(x + 12, GROUND - 90, x + 20, GROUND + 80, "#6b5844")
    yield _box(x + 180, GROUND - 90, x + 188, GROUND + 80, "#6b5844")
    yield (
        "polygon",
        ((x, GROUND - 80), (x + 30, GROUND - 140), (x + 170, GROUND - 140), (x + 200, GROUND - 80)),
        colour,
    )
    yield _box(x + 8, GROUND + 10, x + 192, GROUND + 82, "#fbf4e6")


def _person(draw: Draw, x: int, y: int) -> Iterator[Shape]:
    tall = between(draw, 80, 120)
    yield _box(x + 8, y, x + 22, y + 60, "#3b3b45")
    yield _box(x + 26, y, x + 40, y + 60, "#3b3b45")
    yield (
        "polygon",
        ((x, y + 6), (x + 8, y - tall), (x + 40, y - tall), (x + 48, y + 6)),
        pick(draw, _CLOTHES),
    )
    yield "ellipse", ((x + 6, y - tall - 40), (x + 42, y - tall)), pick(draw, _SKINS)
    yield "ellipse", ((x + 6, y - tall - 44), (x + 42, y - tall - 20)), "#2d2622"


def _box(left: int, top: int, right: int, bottom: int, colour: str) -> Shape:
    return "polygon", ((left, top), (right, top), (right, bottom), (left, bottom)), colour
