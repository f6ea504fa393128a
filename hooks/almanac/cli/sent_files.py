"""The files that were sent to be taken in, and those that go back."""

from __future__ import annotations

import sys
from pathlib import Path

from almanac.cli.options import WRONG_USE, leave


def sent(source: str) -> list[tuple[str, bytes]]:
    """The files that were sent, by their path below the folder that was sent; no links in it."""
    from almanac.parse import input_files

    if source == "-":
        return [("", sys.stdin.buffer.read(64 * 1024 * 1024))]
    path = Path(source)
    if path.is_dir():
        files = [(file.relative_to(path).as_posix(), file) for file in sorted(path.rglob("*"))]
        names = [(name, file) for name, file in files if input_files.is_plain(path, name)]
        kept = [(name, file) for name, file in names if not any(part[0] in ".~" for part in name.split("/"))]
        return [(name, _bytes(file)) for name, file in kept if not name.endswith(("-核对.xlsx", "回执.txt"))]
    if not path.is_file():
        raise leave(f"没有这个文件：{source}", WRONG_USE)
    return [(path.name, _bytes(path))]


def _bytes(file: Path) -> bytes:
    """The bytes of a file, no more than it takes to see that there are too many."""
    from almanac.excel.reader import LARGEST

    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def checked(name: str) -> str:
    """The name of a workbook that goes back."""
    below = Path(name or "送来的表.xlsx")
    return str(below.with_name(f"{below.stem}-核对.xlsx"))


def save(answer: bytes, name: str, source: str, to: Path | None) -> Path:
    """Write what goes back beside what was sent."""
    path = Path(source)
    folder = to if to is not None else Path() if source == "-" else path if path.is_dir() else path.parent
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(answer)
    return target
