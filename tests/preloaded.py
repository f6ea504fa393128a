"""A project that is edited whose builds are forks of a program that has loaded all and built nothing: it is loaded once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import hostile

LOADED = """
import os, sys
sys.path.insert(0, "hooks")
from almanac.build import running
for line in sys.stdin:
    sys.argv[1:] = line.split()
    process = os.fork()
    if not process:
        try:
            exec(ASK)
            sys.stdout.flush()
            os._exit(0)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    if os.waitpid(process, 0)[1]:
        break
"""


class Preloaded(hostile.Project):
    """Its programs end with it: what they read from is closed."""

    def __init__(self, root: Path, seed: int) -> None:
        super().__init__(root, seed)
        self._programs: dict[Path, subprocess.Popen[str]] = {}

    def build(self, folder: Path) -> hostile.Ended:
        """Build one of the two."""
        if folder not in self._programs:
            command = [sys.executable, "-P", "-X", "utf8", "-c", f"ASK = {hostile.ASK!r}\n{LOADED}"]
            pipe = subprocess.PIPE
            self._programs[folder] = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, text=True)
        program = self._programs[folder]
        assert program.stdin and program.stdout
        program.stdin.write(f"{self.day} {self.aside}\n")
        program.stdin.flush()
        told = program.stdout.readline()
        assert told, self.done
        return hostile.ended(told)
