"""The engine: mkdocs renders the own pages and shells into .build/engine, only when their sources changed."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from almanac.parse import input_files
from almanac.publish.disk import OF_THE_DISK
from almanac.publish.file_tree import take

if TYPE_CHECKING:
    from almanac.model.rewriting import Change

FACTS = "_shell/site.json"
_SETTINGS = re.compile(r'mkdocs\.yml", line ([0-9]+)')  # as the reader of YAML gives its places
_ERRNO = re.compile(r"^[A-Za-z]*Error: \[Errno ([0-9]+)\]", re.MULTILINE)  # as Python ends a traceback
SCRIPTS = "theme/scripts"  # not of mkdocs: a task puts them together
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # Material's notice about mkdocs 2 is for developers


class Failed(Exception):
    """mkdocs could not render content/ or theme/, or not read mkdocs.yml; the text says which, and what it said."""


def sources(project: Path) -> bytes:
    """The digest of all that the engine reads: content, theme without scripts, configuration, hook, versions."""
    found = hashlib.blake2b(digest_size=16)
    folders = (project / "content", project / "theme")
    there = sorted(file for folder in folders for file in folder.rglob("*") if _is_ours(project, file))
    files = [file for file in there if project / SCRIPTS not in file.parents]
    own = ("mkdocs.yml", "hooks/site_hooks.py", "hooks/almanac/render/colours.py", "requirements.txt")
    extra = [project / name for name in own]
    for file in (*files, *(file for file in extra if file.is_file())):
        found.update(file.relative_to(project).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return found.digest()


def _is_ours(project: Path, file: Path) -> bool:
    return input_files.is_plain(project, file.relative_to(project).as_posix())


class Running(NamedTuple):
    """An engine run under way, or none where the last one still holds; `lock` is held until it has ended."""

    folder: Path
    made_of: str
    process: subprocess.Popen[str] | None
    lock: BinaryIO


def folder(project: Path) -> Path:
    """Where mkdocs renders."""
    return project / ".build" / "engine"


def start(project: Path, made_of: bytes) -> Running:
    """Let mkdocs render into `.build/engine`, unless what is there was made of the same."""
    rendered = folder(project)
    rendered.parent.mkdir(exist_ok=True)
    lock = open(rendered.with_name("engine.lock"), "a+b")  # noqa: SIM115  (closed when the run has ended)
    take(lock.fileno(), wait=True)
    mark = rendered.with_name("engine.made-of")
    if mark.is_file() and mark.read_text(encoding="ascii") == made_of.hex() and (rendered / FACTS).is_file():
        return Running(rendered, made_of.hex(), None, lock)
    mark.unlink(missing_ok=True)
    command = [sys.executable, "-X", "utf8", "-m", "mkdocs", "build", "-q", "--strict", "-d", str(rendered)]
    held = (lock.fileno(),) if sys.platform != "win32" else ()  # as long as it writes, whoever dies first
    process = subprocess.Popen(
        command,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=QUIET,
        pass_fds=held,
    )
    return Running(rendered, made_of.hex(), process, lock)


def wait(running: Running, change: Change | None = None) -> dict[str, bytes]:
    """What mkdocs made, by path, with its pages changed; raises Failed with what mkdocs said."""
    mark = running.folder.with_name("engine.made-of")
    with running.lock:
        if running.process is not None:
            said = running.process.communicate()[0]
            if running.process.returncode:
                raise _why(said)
            mark.write_text(running.made_of, encoding="ascii")
        files = (file for file in sorted(running.folder.rglob("*")) if file.is_file())
        made = {file.relative_to(running.folder).as_posix(): file.read_bytes() for file in files}
        changed = {path: change(data.decode()).encode() for path, data in _pages(made)} if change else {}
        for path, data in changed.items():
            if data != made[path]:
                mark.unlink(missing_ok=True)  # the folder is no longer what mkdocs made
                (running.folder / path).write_bytes(data)
                made[path] = data
    return made


def _why(said: str) -> Exception:
    """What mkdocs ended with: a disk that cannot be written is no mistake in the pages or the settings."""
    numbers = [int(number) for number in _ERRNO.findall(said)]
    if numbers and numbers[-1] in OF_THE_DISK:
        return OSError(numbers[-1], os.strerror(numbers[-1]))
    where = "content/、theme/ 或 mkdocs.yml 里有错。"
    if lines := sorted({int(line) for line in _SETTINGS.findall(said)}):
        place = "、".join(f"第 {line} 行" for line in lines)
        where = f"mkdocs.yml {place}一带写得不对：冒号用半角，后面空一格；引号成对；缩进照旧。"
    return Failed(f"{where}mkdocs 的原话：\n{said.strip()}")


def _pages(made: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [(path, data) for path, data in made.items() if path.endswith(".html")]


def rendered(project: Path, made_of: bytes, change: Change | None) -> dict[str, bytes]:
    """What mkdocs makes of content/ and theme/, by path; made_of: the digest of its sources; change: what strikes a page.

    A page that is struck is so in the folder, too: nothing that is kept holds what was struck.
    """
    return wait(start(project, made_of), change)
