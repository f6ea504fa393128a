"""A folder of a server as a target, through the rsync program and whatever way it has to the server (ssh)."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import NoReturn

from almanac.publish import manifest
from almanac.publish.file_tree import Refused
from almanac.publish.manifest import Marks
from almanac.publish.remote import Standing

ADDRESS = re.compile(r"(?:[A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9][\w.-]+:/(?!/)[^\0\n]*")
NOT_ALL = 23  # rsync's code where some files could not be had
UNREACHED = {5, 10, 12, 30, 35, 255}  # its codes where the server does not answer, or stops answering
FIXED = ("--times", "--omit-dir-times", "--chmod=D755,F644", "--protect-args", "--timeout=300")
WAY = "ssh -o BatchMode=yes -o ConnectTimeout=30"  # nobody is there to type a password


class Server:
    """`user@server:/folder`."""

    def __init__(self, address: str) -> None:
        self.name, self._there = address, f"{address.rstrip('/')}/"

    def wants(self, path: str) -> bool:
        """Every file of the site."""
        return True

    def read(self, path: str) -> bytes | None:
        """A file; None where there is none."""
        with tempfile.TemporaryDirectory() as folder:
            done = self._run("--", f"{self._there}{path}", f"{folder}/file", fine=NOT_ALL)
            if done.returncode and "No such file" not in done.stderr:
                self._failed(done)
            if done.returncode:
                return None
            return Path(folder, "file").read_bytes()

    def write(self, path: str, data: bytes) -> None:
        """Write a small file."""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, path).write_bytes(data)
            self._run("--ignore-times", *FIXED, "--", f"{folder}/{path}", f"{self._there}{path}")

    def put(self, site: Path, paths: Sequence[str]) -> None:
        """Send files, each whole or not at all: the manifest has decided, neither size nor time does."""
        if paths:
            self._run(
                "--ignore-times",
                *FIXED,
                "--from0",
                "--files-from=-",
                "--",
                f"{site}/",
                self._there,
                lines=paths,
            )

    def remove(self, site: Path, paths: Sequence[str]) -> None:
        """Take files away, and the folders that they leave empty; nothing else is so much as looked at."""
        folders = {f"{folder.as_posix()}/" for path in paths for folder in PurePosixPath(path).parents[:-1]}
        if paths:
            how = (
                "--recursive",
                "--delete",
                "--existing",
                *FIXED,
                "--from0",
                "--include-from=-",
                "--exclude=*",
            )
            lines = [f"/{path}" for path in (*folders, *paths)]
            self._run(*how, "--", f"{site}/", self._there, lines=lines)

    def standing(self, site: Path, marks: Marks, closely: bool) -> Standing:
        """What is there, by rsync's own checksums at both ends."""
        how = ("--recursive", "--checksum", "--dry-run", "--delete", "--out-format=%i %n", *FIXED[3:])
        done = self._run(*how, f"--exclude=/{manifest.PATH}", "--", f"{site}/", self._there)
        lines = [line.partition(" ")[::2] for line in done.stdout.splitlines() if not line.endswith("/")]
        others = {path.strip() for what, path in lines if what == "*deleting"}
        sent = {path for what, path in lines if what[:2] in ("<f", ">f", "cf") or what[1:2] == "f"}
        return Standing(marks.keys() - sent, others)

    def _run(self, *words: str, lines: Sequence[str] = (), fine: int = 0) -> subprocess.CompletedProcess[str]:
        environment = {"RSYNC_RSH": WAY, **os.environ, "LC_ALL": "C"}
        typed = "".join(f"{line}\0" for line in lines)
        try:
            done = subprocess.run(
                ["rsync", *words], input=typed, env=environment, capture_output=True, text=True, check=False
            )
        except FileNotFoundError:
            raise Refused(
                "没有找到 rsync 程序。Debian、Ubuntu：sudo apt install rsync；"
                "或者改用文件夹、对象存储，见 python build.py publish --help",
                2,
            ) from None
        if done.returncode not in (0, fine):
            self._failed(done)
        return done

    def _failed(self, done: subprocess.CompletedProcess[str]) -> NoReturn:
        said = "\n".join(f"  | {line}" for line in done.stderr.strip().splitlines()[-4:])
        if done.returncode in UNREACHED:
            raise Refused(f"连不上 {self.name}，或中途断了；再运行一次会接着传。rsync 的原话：\n{said}", 75)
        raise Refused(f"rsync 没有做完（{self.name}）。请看文件夹在不在、能不能写。rsync 的原话：\n{said}")
