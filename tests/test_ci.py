"""What may be asked of strangers' proposals: read-only, pinned, nothing of theirs run or put into a command."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from guard import LIMIT

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
OTHERS = [ROOT / ".gitlab-ci.yml", ROOT / ".workflow" / "check.yml"]


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_has_no_more_rights_than_it_needs(file: Path) -> None:
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    events = said[True]  # YAML takes `on` for a truth
    assert said["permissions"] == {} and "pull_request_target" not in events
    for job in said["jobs"].values():
        assert "contents: write" not in str(job) and job["permissions"].get("contents", "read") == "read"
        if "write" in str(job["permissions"]):
            assert not [step for step in job["steps"] if "uses" in step], "what may write takes nothing in"
    if "pull_request" in events:
        assert "secrets." not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_are_pinned_and_commands_hold_nobodys_words(file: Path) -> None:
    for step in steps(yaml.safe_load(file.read_text(encoding="utf-8"))):
        assert "${{" not in step.get("run", ""), "values go in as variables of the environment"
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
            if step["uses"].startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


def test_every_platform_asks_the_program_of_the_base_the_same() -> None:
    files = [ROOT / ".github" / "workflows" / "check.yml", *OTHERS]
    for file in files:
        text = file.read_text(encoding="utf-8")
        asked = re.findall(r"python3 -I \S+/build\.py check --records \S+ --base \S+", text)
        assert asked and all("trusted/build.py" in one for one in asked), file
        assert "BRANCH_NAME" not in text and "head_ref" not in text
    assert all(yaml.safe_load(file.read_text(encoding="utf-8")) for file in OTHERS)


def test_the_remark_is_found_again_by_its_mark() -> None:
    from almanac.review.comment import MARK

    assert (ROOT / ".github" / "workflows" / "remark.yml").read_text(encoding="utf-8").count(MARK) == 2


# ---------------------------------------------------------------- the job that may write, run against a pretended GitHub

GH = """\
#!/usr/bin/env bash
printf '%s\\n' "$*" >> calls
case "$*" in
  "run download"*) mkdir -p taken; printf 7 > taken/number; printf '%s\\n' "$FIRST" text > taken/remark.md ;;
  *.head.sha) echo abc ;;
  *.changed_files) echo "${COUNT:-1}" ;;
  *pulls/7/files*) printf '%s\\n' "${CHANGED:-events/x.yml}"; for n in $(seq 20000); do echo "events/$n.yml"; done ;;
  *issues/7/comments*--jq*) [ -z "${FOUND:-}" ] || echo "$FOUND" ;;
esac
"""


def remarked(folder: Path, **said: str) -> list[str]:
    """What the job asks of GitHub in the end, if anything but to look."""
    (folder / "gh").write_text(GH, encoding="utf-8")
    (folder / "gh").chmod(0o755)
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "remark.yml").read_text(encoding="utf-8"))
    (script,) = (step["run"] for step in steps(workflow))
    known = {"GH_REPO": "a/b", "RUN": "1", "HEAD": "abc", "FIRST": "<!-- 529-check -->"}
    environment = {**os.environ, **known, **said, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, timeout=LIMIT)
    calls = (folder / "calls").read_text(encoding="utf-8").splitlines()
    return [call for call in calls if " -X " in call]


@pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="needs bash")
def test_one_remark_is_written_and_written_anew_and_never_a_strangers(tmp_path: Path) -> None:
    ways: dict[str, dict[str, str]] = {
        "new": {},
        "again": {"FOUND": "41\n42"},
        "checks": {"CHANGED": ".github/workflows/check.yml"},
        "many": {"COUNT": "3000"},
        "older": {"HEAD": "def"},
        "strange": {"FIRST": "# other"},
    }
    found = {}
    for name, said in ways.items():
        (tmp_path / name).mkdir()
        found[name] = remarked(tmp_path / name, **said)
    assert found.pop("new") == ["api --silent -X POST repos/a/b/issues/7/comments -F body=@body.md"]
    assert found.pop("again") == ["api --silent -X PATCH repos/a/b/issues/comments/41 -F body=@body.md"]
    assert set(map(tuple, found.values())) == {()}


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("name", ["run", "tools", "wheels", "nation"])
def test_scripts_can_be_read_by_bash_and_name_what_there_is(name: str) -> None:
    script = ROOT / ".ci" / name
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr
    named = re.findall(r"(?<![\w./])(?:\.ci|tests)/[\w./-]+", script.read_text(encoding="utf-8"))
    assert not [path for path in named if not (ROOT / path).exists()], named


def test_tools_of_node_are_pinned_with_a_digest_each() -> None:
    folder = ROOT / "tests" / "browser" / "tools"
    asked = json.loads((folder / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock.pop("")["devDependencies"] == asked
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())
    assert lock and all(one["integrity"].startswith("sha512-") for one in lock.values())
