"""What may be asked of strangers' proposals: read-only, pinned, nothing of theirs run or put into a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

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
    from almanac.documents.remark import MARK

    assert (ROOT / ".github" / "workflows" / "remark.yml").read_text(encoding="utf-8").count(MARK) == 2
