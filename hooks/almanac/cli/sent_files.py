"""The files that were sent to be taken in, and those that go back."""

from __future__ import annotations

import hashlib
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import typer

from almanac.cli.options import PROJECT, WRONG_USE, leave, no_file

_PARTS, _UNPACKED = 400, 200 * 1024 * 1024
_RETURNED = PROJECT / ".build" / "import" / "returned.txt"  # the digests of what went back
_MOST = 5_000  # of them
_BACK = re.compile(r"-核对[0-9]*\.xlsx$")


def sent(source: str) -> list[tuple[str, bytes]]:
    """The files that were sent, by their path below the folder that was sent; no links in it.

    What went back is not among them, unless something was put right in it: the filer hands in that very file.
    """
    from almanac.parse import input_files

    if source == "-":
        return [("", sys.stdin.buffer.read(64 * 1024 * 1024))]
    path = Path(source)
    if path.is_dir():
        files = [(file.relative_to(path).as_posix(), file) for file in sorted(path.rglob("*"))]
        names = [(name, file) for name, file in files if input_files.is_plain(path, name)]
        kept = [(name, file) for name, file in names if not any(part[0] in ".~" for part in name.split("/"))]
        ours = _returned()
        read = [(name, _bytes(file)) for name, file in kept if not name.endswith("回执.txt")]
        return [(name, raw) for name, raw in read if not _BACK.search(name) or _digest(raw) not in ours]
    if not path.is_file():
        raise no_file(source)
    return list(_unpacked(path)) if path.suffix.lower() == ".zip" else [(path.name, _bytes(path))]


def _unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a zip, up to so many and so large; the names as Windows packs them, too."""
    from almanac.parse import images

    try:
        with zipfile.ZipFile(path) as archive:
            parts = [one for one in archive.infolist() if not one.is_dir()]
            if len(parts) > _PARTS or sum(one.file_size for one in parts) > _UNPACKED:
                raise leave(
                    f"{path.name} 里的文件太多或太大（最多 {_PARTS} 个、200 MB）；请分成几个。", WRONG_USE
                )
            for one in parts:
                name = one.filename if one.flag_bits & 0x800 else _named(one.filename)
                if not any(part[:1] in ("", ".", "~", "_") for part in name.split("/")):
                    with archive.open(one) as stream:
                        yield name, stream.read(images.MOST_BYTES + 1)
    except typer.Exit:
        raise
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error):
        raise leave(f"{path.name} 坏了或有密码，打不开；请重新压缩，不要设密码。", WRONG_USE) from None


def _named(name: str) -> str:
    """A name that was packed without saying how it is written: as Chinese Windows writes it."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def _bytes(file: Path) -> bytes:
    """The bytes of a file, no more than it takes to see that there are too many."""
    from almanac.excel.reader import LARGEST
    from almanac.parse.images import MOST_BYTES
    from almanac.validate.file_layout import PICTURES

    with file.open("rb") as stream:
        return stream.read((MOST_BYTES if file.name.lower().endswith(PICTURES) else LARGEST) + 1)


def checked(name: str) -> str:
    """The name of a workbook that goes back."""
    below = Path(name or "送来的表.xlsx")
    return str(below.with_name(f"{below.stem}-核对.xlsx"))


def save(answer: bytes, name: str, source: str, to: Path | None) -> Path:
    """Write what goes back beside what was sent, over nothing that somebody put right."""
    path = Path(source)
    folder = to if to is not None else Path() if source == "-" else path if path.is_dir() else path.parent
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if not _BACK.search(name):
        target.write_bytes(answer)
        return target
    ours, stem, number = _returned(), target.stem, 2
    while target.exists() and _digest(_bytes(target)) not in ours:
        target, number = target.with_name(f"{stem}{number}.xlsx"), number + 1
    target.write_bytes(answer)
    _RETURNED.parent.mkdir(parents=True, exist_ok=True)
    _RETURNED.write_text("\n".join([*ours, _digest(answer)][-_MOST:]) + "\n", encoding="ascii")
    return target


def _returned() -> list[str]:
    """The digests of the workbooks that went back as they were written, the latest last."""
    return _RETURNED.read_text(encoding="ascii").split() if _RETURNED.is_file() else []


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
