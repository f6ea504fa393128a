"""Which code a task runs: a digest of the module of its function, of all it imports, and of the templates these name."""

from __future__ import annotations

import functools
import hashlib
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parents[1]
TEMPLATES = tuple(PROJECT / "theme" / folder for folder in ("stamps", "print"))
_IMPORT = re.compile(r"^ *(?:from (almanac[\w.]*) import (\([^)]*\)|[^\n#]*)|import (almanac[\w.]*))", re.M)
_NAME = re.compile(r"\w+(?=\s*(?:,|\)|\n|#|$| as ))")
_NAMED = re.compile(r"""["']([\w/-]+\.(?:html|typ|css|xml|csv))["']""")


@functools.cache
def version(function: Callable[..., Any]) -> bytes:
    """Sixteen bytes that change with the code that a function runs, with its templates, and with the libraries."""
    return hashlib.sha256(function.__qualname__.encode() + _code(function.__module__)).digest()[:16]


@functools.cache
def _code(module: str) -> bytes:
    """A digest of a module, of all that it imports, and of the libraries."""
    return hashlib.sha256(libraries() + b"".join(sorted(map(_digest, _closure(module))))).digest()


@functools.cache
def libraries() -> bytes:
    """The versions of Python and of all libraries."""
    lock = PROJECT / "requirements.txt"
    return repr(sys.version_info[:2]).encode() + (lock.read_bytes() if lock.is_file() else b"")


@functools.cache
def _digest(file: Path) -> bytes:
    return hashlib.sha256(file.name.encode() + b"\0" + _text(file).encode()).digest()


@functools.cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _closure(module: str) -> set[Path]:
    files: set[Path] = set()
    waiting = [module]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        file = _file(name)
        if file:
            files.add(file)
            waiting += _imported(file)
    return files | {template for file in files for template in _templates(file)}


@functools.cache
def _file(module: str) -> Path | None:
    path = PACKAGE.parent.joinpath(*module.split("."))
    package = path / "__init__.py"
    file = package if package.is_file() else path.with_suffix(".py")
    return file if file.is_file() else None


@functools.cache
def _imported(file: Path) -> tuple[str, ...]:
    """The modules of the almanac that a module imports, wherever the import stands."""
    found = []
    for source, names, plain in _IMPORT.findall(_text(file)):
        found.append(source or plain)
        found += [f"{source}.{name}" for name in _NAME.findall(names) if source]
    return tuple(found)


@functools.cache
def _templates(file: Path) -> frozenset[Path]:
    """The templates that a module or a template names, and those that they name."""
    found: set[Path] = set()
    for name in _NAMED.findall(_text(file)):
        for folder in (*TEMPLATES, file.parent):
            template = folder / name
            if template != file and template.is_file():
                found |= {template, *_templates(template)}
    return frozenset(found)
