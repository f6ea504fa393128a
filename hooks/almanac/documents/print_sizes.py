"""How large sheets for the print shop are, and how they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

BLEED = 3  # millimetres that the ground reaches over the edge, where nothing else is asked for
_SIZE = re.compile(r"(.+)[=＝]([1-9][0-9]{1,4})[xX×*]([1-9][0-9]{1,4})")


class Size(NamedTuple):
    """Width and height in millimetres, the size of one on the drawing, and how many times as wide as high it may be."""

    width: int
    height: int
    scale: int
    least: float
    most: float

    @property
    def drawn(self) -> tuple[float, float]:
        """Width and height on the drawing."""
        return self.width / self.scale, self.height / self.scale


DEFAULTS = {
    "横幅": Size(8000, 800, 10, 6, 20),
    "海报": Size(420, 594, 1, 0.66, 0.72),
    "展板": Size(2400, 1200, 5, 1.7, 2.2),
}


def sizes(asked: Iterable[str]) -> tuple[dict[str, Size], str]:
    """The sizes with those that were asked for, as 海报=600x900; or what is wrong, in words."""
    found = dict(DEFAULTS)
    for words in asked:
        said = _SIZE.fullmatch(words.strip())
        if said is None or said[1] not in DEFAULTS:
            return {}, f"尺寸“{words}”看不懂；写“海报、横幅、展板”里的一种和毫米数，如 --size 海报=570x840"
        one = DEFAULTS[said[1]]._replace(width=int(said[2]), height=int(said[3]))
        ratio = one.width / one.height
        if not one.least <= ratio <= one.most:
            least, most = round(one.width / one.most), round(one.width / one.least)
            return (
                {},
                f"{said[1]}宽 {one.width} 毫米，高要在 {least} 到 {most} 毫米之间，不然排不下；如 --size {said[1]}={one.width}x{least}",
            )
        found[said[1]] = one
    return found, ""


def told(those: Mapping[str, Size], bleed: int) -> list[str]:
    """The sizes in words, a line a sheet."""
    return [
        f"{name}　{one.width}×{one.height} 毫米，PDF 按 1:{one.scale} 画{f'，出血 {bleed} 毫米' if bleed else ''}。"
        for name, one in those.items()
    ]
