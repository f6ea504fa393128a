"""The one door to Typst: a template of theme/print and a value as JSON give a PDF or a picture, always the same bytes.

Typst works in a process of its own: its threads do not survive a fork, and what hostile input might do to it stays there.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, Literal

TEMPLATES = Path(__file__).resolve().parents[3] / "theme" / "print"
PDF = ("ua-1",)  # tagged, with a title and a language, as readers of the blind need it


_MISSING = re.compile('the text `"(.+?)"` could not be displayed')


class Unset(Exception):
    """A document could not be set as it should be: what Typst said, warnings among it."""

    @property
    def letters(self) -> str:
        """The first letters that no font has; empty where something else is wrong."""
        found = _MISSING.search(str(self))
        return found[1] if found else ""


def typeset(
    template: str,
    data: object,
    kind: Literal["pdf", "png"] = "pdf",
    *,
    pictures: Mapping[str, bytes] | None = None,
    ppi: float = 144,
    fonts: Path | None = None,
) -> bytes:
    """Set one document; a warning, an unknown font among them, is an error (Unset).

    template: a file of theme/print; it reads `json(bytes(sys.inputs.data))`, so that no word of a record is ever
    markup. pictures: files that the template finds beside itself. png: the first page, at `ppi` dots an inch.
    fonts: a folder of more fonts than the two that are installed with us (Noto Sans SC, Noto Serif SC).
    """
    words = json.dumps(data, ensure_ascii=False)
    if not pictures:
        return _set(TEMPLATES / template, TEMPLATES, words, kind, ppi, fonts)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for file in TEMPLATES.glob("*.typ"):
            (root / file.name).write_bytes(file.read_bytes())
        for name, picture in pictures.items():
            (root / name).write_bytes(picture)
        return _set(root / template, root, words, kind, ppi, fonts)


@functools.cache
def parts() -> bytes:
    """The versions of what sets documents, and the templates, in a few bytes."""
    mark = hashlib.blake2b(digest_size=16)
    for part in ("typst", "Pillow", "segno", "pylopdf-fonts-zh-cn"):
        mark.update(version(part).encode())
    for file in sorted(TEMPLATES.glob("*.typ")):
        mark.update(file.read_bytes())
    return mark.digest()


def once(cache: Path, said: object, make: Callable[[], bytes]) -> bytes:
    """What `make` sets of the value `said`, made once: kept in `cache` by the value, the templates and our parts.

    Where nothing can be kept it is made each time.
    """
    mark = hashlib.blake2b(json.dumps(said, ensure_ascii=False).encode(), digest_size=16, key=parts())
    kept = cache / f"{mark.hexdigest()}.set"
    with contextlib.suppress(OSError):
        return kept.read_bytes()
    made, part_of_it = make(), kept.with_name(f"{kept.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        part_of_it.write_bytes(made)
        os.replace(part_of_it, kept)
    return made


def _set(main: Path, root: Path, words: str, kind: str, ppi: float, fonts: Path | None) -> bytes:
    asked = {"main": str(main), "root": str(root), "words": words, "kind": kind, "ppi": ppi}
    good, made = _press().ask(asked | {"fonts": str(fonts) if fonts else ""})
    if not good:
        raise Unset(f"{main.name}: {made.decode()}")
    return made


# ---------------------------------------------------------------- this side of the line


class _Press:
    """Typst in its own process, which ends when the line to it breaks off."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        command = [sys.executable, "-P", "-s", "-X", "utf8", __file__]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, asked: Mapping[str, object]) -> tuple[bool, bytes]:
        """Whether the document could be set, and its bytes, or what Typst said."""
        into, out = self._process.stdin, self._process.stdout
        assert into and out
        try:
            _send(into, json.dumps(asked).encode())
            good, made = _take(out), _take(out)
        except (OSError, EOFError):
            return False, "排版程序中途停了（可能是内存不足）".encode()
        return good == b"1", made

    @property
    def works(self) -> bool:
        """Whether it is ours, not that of the process we were forked from, and still runs."""
        return self.owner == os.getpid() and self._process.poll() is None


_presses: list[_Press] = []


def _press() -> _Press:
    if not _presses or not _presses[-1].works:
        _presses[:] = [_Press()]
    return _presses[-1]


# ---------------------------------------------------------------- both sides


def _send(line: IO[bytes], data: bytes) -> None:
    line.write(len(data).to_bytes(8, "big") + data)
    line.flush()


def _take(line: IO[bytes]) -> bytes:
    size = line.read(8)
    if len(size) < 8:
        raise EOFError
    return line.read(int.from_bytes(size, "big"))


# ---------------------------------------------------------------- the other side


def _serve() -> None:
    """Set what is asked for until the line breaks off."""
    compilers: dict[str, Any] = {}
    line = sys.stdout.buffer
    while True:
        try:
            asked = json.loads(_take(sys.stdin.buffer))
        except EOFError:
            return
        good, made = _compiled(asked, compilers)
        _send(line, b"1" if good else b"0")
        _send(line, made)


def _compiled(asked: dict[str, Any], compilers: dict[str, Any]) -> tuple[bool, bytes]:
    import pylopdf_fonts_zh_cn
    import typst

    kind, fonts = asked["kind"], asked["fonts"]
    if (
        fonts not in compilers
    ):  # it keeps what it has read of the fonts: the first document takes 40 ms, the next ones 4
        folders = [str(Path(pylopdf_fonts_zh_cn.__file__).parent), *([fonts] if fonts else [])]
        compilers[fonts] = typst.Compiler(font_paths=folders, ignore_system_fonts=True)
    how: dict[str, Any] = {"pdf_standards": list(PDF)} if kind == "pdf" else {"ppi": asked["ppi"]}
    try:
        made, warnings = compilers[fonts].compile_with_warnings(
            input=asked["main"],
            root=asked["root"],
            sys_inputs={"data": asked["words"]},
            format=kind,
            timestamp=0,
            **how,
        )
    except typst.TypstError as error:
        return False, str(error).encode()
    if warnings:
        return False, "; ".join(str(warning) for warning in warnings).encode()
    return True, bytes(made[0] if isinstance(made, list) else made)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        _serve()
