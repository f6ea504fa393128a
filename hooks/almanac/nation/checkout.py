"""A province's repository: which commit its branch stands at, and that commit laid out on this machine's disk."""

from __future__ import annotations

import re
from pathlib import Path

from almanac.nation.plan import Province
from almanac.review.git import Unready, answer

ASKED, FETCHED = 60, 1800  # seconds that git may take
KEPT = (".build", ".venv")  # what the program itself keeps in a checkout
COMMIT = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
SAFE = (
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "protocol.ext.allow=never",
)  # nothing of the repository is run by git


def decided(province: Province) -> str:
    """The commit at which a province's branch stands now; Unready where nobody answers."""
    told = answer(
        Path.cwd(),
        *SAFE,
        "ls-remote",
        "--",
        province.repository,
        f"refs/heads/{province.branch}",
        seconds=ASKED,
    )
    commit = told.partition("\t")[0]
    if not COMMIT.fullmatch(commit):
        raise Unready(f"仓库 {province.repository} 里没有分支 {province.branch}")
    return commit


def lay_out(folder: Path, province: Province, commit: str) -> None:
    """Bring a folder to exactly a commit; what was built there before stays, beside what git knows."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").is_dir():
        answer(folder, "init", "--quiet")
    if not _has(folder, commit):
        try:
            _fetch(folder, province.repository, commit)
        except Unready:  # a server that gives out no commit by its name
            _fetch(folder, province.repository, f"refs/heads/{province.branch}", "--depth=2147483647")
    answer(folder, *SAFE, "checkout", "--quiet", "--force", "--detach", commit, "--", seconds=FETCHED)
    answer(folder, *SAFE, "clean", "-ffdxq", *(f"--exclude=/{name}" for name in KEPT), seconds=FETCHED)


def _has(folder: Path, commit: str) -> bool:
    try:
        answer(folder, "cat-file", "-e", f"{commit}^{{commit}}")
    except Unready:
        return False
    return True


def _fetch(folder: Path, repository: str, what: str, depth: str = "--depth=1") -> None:
    answer(folder, *SAFE, "fetch", "--quiet", "--no-tags", depth, "--", repository, what, seconds=FETCHED)
