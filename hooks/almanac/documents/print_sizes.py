"""How large sheets for the print shop are, how they are drawn, and which of a clerk's fonts are truly bold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

BLEED = 3  # millimetres that the ground reaches over the edge, where nothing else is asked for
SANS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei")
_FONTS = (".otf", ".ttf", ".ttc")
_MOST = 12  # faces of a collection that are looked at
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


def bold(folder: Path | None) -> str:
    """The family of a Chinese sans that has a true bold face in a folder of fonts; empty if there is none."""
    if folder is None:
        return ""
    families = {family for file in sorted(folder.iterdir()) for family in _bold_of(file)}
    return next((family for family in SANS if family in families), "")


def _bold_of(file: Path) -> Iterable[str]:
    from PIL import ImageFont

    for index in range(_MOST if file.suffix.lower() in _FONTS else 0):
        try:
            family, style = ImageFont.truetype(str(file), 10, index=index).getname()
        except OSError:
            return
        if family and style == "Bold":
            yield family
