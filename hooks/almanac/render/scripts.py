"""The browser's scripts: modules put together, each with what it imports, into one file a kind of page, for browsers that know no modules.

A module is written in the syntax of old browsers but for `import { a, b as c } from "./x.js";` and `export function` or
`export var` at the beginning of a line. Indents and comments are left out: those of whole lines, and those that stand three
spaces behind what they are about.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

_IMPORT = re.compile(r'^import \{ ([^}\n]+) \} from "(\.{1,2}/[a-z/-]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (function|var) ([A-Za-z]+)", re.M)
_BEHIND = re.compile(r" {3}// .*$")
_OPENING = re.compile(r"/\*(?:[^*]|\*(?!/))*\*/\n")


class Unreadable(ValueError):
    """A module is not written as modules must be; the text says which and why."""


def entries(modules: Mapping[str, str]) -> list[str]:
    """The modules that are pages' own: those in no folder."""
    return sorted(name for name in modules if "/" not in name)


def bundle(modules: Mapping[str, str], entry: str) -> str:
    """One script of a module and all that it needs, each once, after what it needs itself."""
    names = {name: f"m{place}" for place, name in enumerate(needed(modules, entry))}
    parts = [_wrapped(modules, name, names) for name in names]
    return "".join(["(function () {\n", '"use strict";\n', *parts, "})();\n"])


def needed(modules: Mapping[str, str], entry: str) -> list[str]:
    """A module and all that it needs, each after what it needs itself."""
    return list(dict.fromkeys(_needed(modules, entry, ())))


def _needed(modules: Mapping[str, str], name: str, above: tuple[str, ...]) -> Iterator[str]:
    if name in above:
        raise Unreadable(f"{name} needs itself, by {' '.join(above)}")
    if name not in modules:
        raise Unreadable(f"{above[-1] if above else 'a page'} imports {name}, which is not there")
    for _, target in _IMPORT.findall(modules[name]):
        yield from _needed(modules, _path(name, target), (*above, name))
    yield name


def _path(name: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def _wrapped(modules: Mapping[str, str], name: str, names: Mapping[str, str]) -> str:
    """A module as a function that gives what it exports; its imports are variables."""
    given, taken = _exports(modules[name]), list(_taken(modules, name, names))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub("", _OPENING.sub("", modules[name], count=1)))
    lines = (_BEHIND.sub("", line).strip() for line in body.splitlines())
    body = "".join([f"{line}\n" for line in lines if line and not line.startswith("//")])
    if re.search(r"^(?:import|export)\b", body, re.M):
        raise Unreadable(f"{name} imports or exports in another way than is understood here")
    head = f"var {', '.join(taken)};\n" if taken else ""
    tail = f"return {{ {', '.join(f'{one}: {one}' for one in given)} }};\n" if given else ""
    return f"var {names[name]} = (function () {{\n{head}{body}{tail}}})();\n"


def _exports(source: str) -> list[str]:
    return [found[1] for found in _EXPORT.findall(source)]


def _taken(modules: Mapping[str, str], name: str, names: Mapping[str, str]) -> Iterator[str]:
    for words, target in _IMPORT.findall(modules[name]):
        path = _path(name, target)
        for word in words.split(","):
            own, _, alias = word.strip().partition(" as ")
            if own not in _exports(modules[path]):
                raise Unreadable(f"{path} does not export {own}, which {name} imports")
            yield f"{alias or own} = {names[path]}.{own}"
