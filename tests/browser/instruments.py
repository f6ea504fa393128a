"""What pages are measured with: axe-core, the W3C's HTML checker and Lighthouse, where .ci/tools has put them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guard import LIMIT
from nodes import MODULES, NODE, there


def axe() -> str:
    """axe-core, as a script to run in a page."""
    return there(MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def invalid(files: Sequence[Path]) -> list[str]:
    """What the Nu HTML checker calls an error in these files."""
    jar, java = there(MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"), there(shutil.which("java"))
    command = [str(java), "-Xss8m", "-jar", str(jar), "--format", "json", "--stdout", "--errors-only"]
    said = subprocess.run(
        [*command, *map(str, files)], capture_output=True, check=False, timeout=LIMIT
    ).stdout
    return [
        f"{message.get('url', '')}:{message.get('lastLine', '')}: {message['message']} {message.get('extract', '')}"
        for message in json.loads(said)["messages"]
    ]


def lighthouse(address: str, chromium: str, skip: Sequence[str] = ()) -> tuple[dict[str, int], list[str]]:
    """Lighthouse's four scores of a page on a slow phone, out of 100, and what cost points."""
    node, script = there(NODE), there(MODULES / "lighthouse" / "cli" / "index.js")
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --lang=zh-CN"
    command = [str(node), str(script), address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += ["--only-categories=performance,accessibility,best-practices,seo"]
    command += [f"--skip-audits={','.join(skip)}"] if skip else []
    environment = {**os.environ, "CHROME_PATH": chromium}
    for _ in range(
        3
    ):  # now and then it loses its own record of the visit (NO_NAVSTART), and asks to be run again
        run = subprocess.run(command, capture_output=True, check=False, env=environment, timeout=180)
        if run.returncode == 0:
            break
    assert run.returncode == 0, run.stderr.decode()
    said: dict[str, Any] = json.loads(run.stdout)
    scores = {name: round((part["score"] or 0) * 100) for name, part in said["categories"].items()}
    audits = said["audits"]
    lost = [
        f"{name}: {ref['id']} {audits[ref['id']].get('displayValue', '')}"
        for name, part in said["categories"].items()
        for ref in part["auditRefs"]
        if ref["weight"] and (audits[ref["id"]]["score"] or 0) < 0.9
        and audits[ref["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    ]  # fmt: skip
    return scores, lost
