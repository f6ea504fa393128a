"""Which faces a clerk's own folder of fonts has that suit what is printed: a true bold, a face for titles, 楷体."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

SANS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Microsoft YaHei")
TITLES = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong")
KAI = ("KaiTi", "KaiTi_GB2312", "STKaiti", "LXGW WenKai", "AR PL UKai CN")
_FONTS = (".otf", ".ttf", ".ttc")
_MOST = 12  # faces of a collection that are looked at


def bold(folder: Path | None) -> str:
    """The family of a Chinese sans that has a true bold face in a folder of fonts; empty if there is none."""
    return _first(SANS, [family for family, style in faces(folder) if style == "Bold"])


def title(folder: Path | None) -> str:
    """小标宋 or its like; empty if there is none."""
    return _first(TITLES, [family for family, _ in faces(folder)])


def kai(folder: Path | None) -> str:
    """楷体 or its like; empty if there is none."""
    return _first(KAI, [family for family, _ in faces(folder)])


def faces(folder: Path | None) -> Iterator[tuple[str, str]]:
    """Family and style of every face in a folder of fonts."""
    for file in sorted(folder.rglob("*")) if folder else ():
        if file.suffix.lower() in _FONTS:
            yield from _of(file)


def _first(wanted: Sequence[str], there: Sequence[str]) -> str:
    return next((family for family in wanted if family in there), "")


def _of(file: Path) -> Iterator[tuple[str, str]]:
    from PIL import ImageFont

    for index in range(_MOST):
        try:
            family, style = ImageFont.truetype(str(file), 10, index=index).getname()
        except OSError:
            return
        yield family or "", style or ""
        if file.suffix.lower() != ".ttc":
            return
