"""What a county has answered about columns of its own tables, so that the next table of the kind is not asked about again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from almanac.excel.whole_table import COLUMN

_LASTING = (COLUMN, "级别", "授予单位")  # what does not change from table to table


def file(folder: Path, records: str, code: str) -> Path:
    """Where the answers of an association lie."""
    return folder / f"{records}-{code}.tsv"


def read(path: Path) -> dict[tuple[str, str], str]:
    """The answers that were kept, for any sheet."""
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return {("", key): said for key, tab, said in (line.partition("\t") for line in lines) if tab}


def keep(path: Path, answers: Mapping[tuple[str, str], str]) -> None:
    """Keep those answers that hold for the next table, too."""
    new = {("", key): said for (_, key), said in answers.items() if key.startswith(_LASTING)}
    if not new or not new.items() - read(path).items():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = sorted(f"{key}\t{said}\n" for (_, key), said in {**read(path), **new}.items())
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
