"""Documents opened by LibreOffice, a program that is not ours: what it makes of them, for tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

TEXT, SHEETS, FLAT, PRINTED = (
    "txt:Text (encoded):UTF8",
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",  # every sheet, as it is shown
    "fods",
    "pdf",
)


def converted(files: Iterable[Path], to: str, folder: Path) -> dict[str, str]:
    """The files that LibreOffice makes of others in a new folder, by name: their text, or nothing of a PDF.

    Without LibreOffice the test is skipped, or fails where OFFICE_REQUIRED says that it must be there.
    """
    program = shutil.which("soffice")
    if not program:
        (pytest.fail if os.environ.get("OFFICE_REQUIRED") else pytest.skip)("这台电脑没有 LibreOffice")
    profile = f"-env:UserInstallation=file://{folder.resolve()}-profile"
    command = [program, profile, "--headless", "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
    return {
        file.name: "" if to == PRINTED else file.read_text(encoding="utf-8-sig")
        for file in sorted(folder.iterdir())
    }
