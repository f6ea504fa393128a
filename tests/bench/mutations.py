"""Break the program in one place at a time, in a copy, and see that a test of the quick suite notices.

python tests/bench/mutations.py [WORD …]    only those whose name has a word
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
EDITS = "tests/test_edits.py -k each_edit"


class Mutation(NamedTuple):
    """What stands in a module of hooks/almanac/, what stands there instead, and the tests that must notice."""

    file: str
    old: str
    new: str
    tests: str = EDITS


MUTATIONS = {
    "a roll that only says 同意 is not read ahead": Mutation(
        "build/areas.py", "ACTIVITY | REPORT | CONSENT", "ACTIVITY | REPORT", "tests/test_withdrawal.py -k only_says"
    ),
    "a changed notice remakes nothing": Mutation("build/sources.py", "            *digests(records, yearly),\n", ""),
    "a changed roll does not remake its city": Mutation(
        "build/task.py", "for name in task.inputs]\n", 'for name in task.inputs if not name.endswith(":awards")]\n'
    ),
    "a result holds on every day": Mutation(
        "build/task.py", " or not result.since <= day < result.until", "", "tests/test_overnight.py"
    ),
    "an edit of the same size and time is not seen": Mutation(
        "build/sources.py", "(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)", "(status.st_size, status.st_mtime_ns)"
    ),
    "a photo of the same size and time is not seen": Mutation("views/photos.py", "\\0{status.st_ctime_ns}\\0{status.st_ino}", ""),
    "a file that is named elsewhere is taken to be there": Mutation(
        "build/references.py", "[mark for mark in each if mark in every]", "[*each]"
    ),
    "templates are no part of the code": Mutation(
        "build/versions.py", "    return files | {template for file in files for template in _templates(file)}", "    return files"
    ),
    "a document does not hang on the notice": Mutation(
        "pages/totals_files.py", "one.notice.model_dump_json()", '""', "tests/test_forms.py"
    ),
    "a withdrawn consent is a consent": Mutation(
        "disclosure/public_records.py", "if consent.withdrawn or use not in", "if use not in", "tests/test_withdrawal.py"
    ),
    "no name is withdrawn elsewhere": Mutation(
        "build/areas.py", "places(found.register), gone)\n", "places(found.register))\n",
        "tests/test_withdrawal.py",
    ),
    "articles are not struck": Mutation("disclosure/redaction.py", "body=change(piece.body)", "body=piece.body", "tests/test_withdrawal.py"),
    "a seal's reasons keep a name that ran out": Mutation(
        "disclosure/redaction.py", "    if not hidden:\n", "    if hidden is not None:\n", "tests/test_every_command.py -k ran_out"
    ),
    "the site's own pages are kept as they were written": Mutation(
        "build/site_tasks.py", "sources, redaction.eraser(gone))", "sources, None)"
    ),
    "pages name a file that was set aside as it is": Mutation("build/page_tasks.py", "[change(path) for one", "[path for one"),
    "what is kept is not forgotten where nothing is published": Mutation(
        "build/running.py", "    return now is not None and", "    return False and now is not None and", "tests/test_edits.py -k nothing"
    ),
    "two people of a village are told": Mutation(
        "disclosure/small_counts.py", "MOST_HIDDEN = 2", "MOST_HIDDEN = 0", "tests/test_care.py"
    ),
}  # fmt: skip


def killed(copy: Path, one: Mutation) -> str:
    """The first test that fails; empty if none does."""
    file = copy / "hooks/almanac" / one.file
    text = file.read_text(encoding="utf-8")
    assert text.count(one.old) == 1, (one.file, one.old)
    file.write_text(text.replace(one.old, one.new), encoding="utf-8")
    try:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "no:cacheprovider",
            "-m",
            "not whole",
            *one.tests.split(" "),
        ]
        ran = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    finally:
        file.write_text(text, encoding="utf-8")
    return next((line for line in ran.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))), "")


def main() -> int:
    """One after another; those that survive are counted."""
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for path in filter(None, listed.split("\0")):
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, copy / path)
        for name, one in MUTATIONS.items():
            if not sys.argv[1:] or any(word in name for word in sys.argv[1:]):
                by = killed(copy, one)
                alive += not by
                print(f"{name}: {by[:110] or 'SURVIVES'}", flush=True)
    return min(alive, 1)


if __name__ == "__main__":
    sys.exit(main())
