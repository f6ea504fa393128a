"""The one door to Typst: a template of theme/print and a value as JSON give a PDF or a picture, always the same bytes."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "print"
PDF = ("ua-1",)  # tagged, with a title and a language, as readers of the blind need it


class Unset(Exception):
    """A document could not be set as it should be: what Typst said, warnings among it."""


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


def once(cache: Path, said: object, make: Callable[[], bytes]) -> bytes:
    """What `make` sets of the value `said`, made once: kept in `cache` by the value, the templates and our parts."""
    mark = hashlib.blake2b(json.dumps(said, ensure_ascii=False).encode(), digest_size=16)
    for part in ("typst", "Pillow", "pylopdf-fonts-zh-cn"):
        mark.update(version(part).encode())
    for file in sorted(TEMPLATES.glob("*.typ")):
        mark.update(file.read_bytes())
    kept = cache / f"{mark.hexdigest()}.set"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        part_of_it = kept.with_name(f"{kept.name}.{os.getpid()}")
        part_of_it.write_bytes(make())
        os.replace(part_of_it, kept)
    return kept.read_bytes()


def _set(main: Path, root: Path, words: str, kind: str, ppi: float, fonts: Path | None) -> bytes:
    import typst

    how: dict[str, Any] = {"pdf_standards": list(PDF)} if kind == "pdf" else {"ppi": ppi}
    try:
        made, warnings = _compiler(fonts).compile_with_warnings(
            input=str(main), root=str(root), sys_inputs={"data": words}, format=kind, timestamp=0, **how
        )
    except typst.TypstError as error:
        raise Unset(f"{main.name}: {error}") from None
    if warnings:
        raise Unset(f"{main.name}: {'; '.join(str(warning) for warning in warnings)}")
    return bytes(made[0] if isinstance(made, list) else made)


@functools.cache
def _compiler(fonts: Path | None) -> Any:
    """The compiler keeps what it has read of the fonts: the first document takes 20 ms, the next ones 6."""
    import pylopdf_fonts_zh_cn
    import typst

    folders = [Path(pylopdf_fonts_zh_cn.__file__).parent, *([fonts] if fonts else [])]
    return typst.Compiler(font_paths=[str(folder) for folder in folders], ignore_system_fonts=True)
