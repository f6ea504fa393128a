"""How many rows of home-made tables come in without touching the file, and whether any comes in wrong.

python tests/bench/home_made.py [--cases DIR]

The tables are those of tests/home_made.py, and with --cases the workbooks of a folder with NAME.yml beside each, a record a line.
What holds for a whole table is answered once, as the right records have it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "hooks"))

import home_made
import workbooks
from almanac.excel import importer
from almanac.parse import yaml_reader

HOME = "长沙市/浏阳市"


class Measured(NamedTuple):
    """One table: how many records must come of it, came, and are wrong; how many questions it asks."""

    name: str
    wanted: int
    right: int
    wrong: int
    asked: int


def measured(name: str, raw: bytes, wants: list[dict[str, str]], answers: Mapping[str, str]) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        context = workbooks.context(workbooks.records(Path(folder) / "events"), day="2021-07-01")
        asked = importer.take(raw, f"{name}.xlsx", context).asked
        said = {("", key): words for key, words in answers.items()}
        taken = importer.take(raw, f"{name}.xlsx", context._replace(answers=said))
    left, right = list(wants), 0
    found = [one for one, kept in zip(home_made.given(taken), _kept(taken), strict=True) if kept]
    for one in found:
        if hit := next((want for want in left if home_made.is_it(one, want)), None):
            left.remove(hit)
            right += 1
    return Measured(name, len(wants), right, len(found) - right, len(asked))


def _kept(taken: importer.Taken) -> Iterator[bool]:
    for number, sheet in enumerate(taken.sheets):
        for entry in sheet.listing.entries:
            yield (number, entry.row) in taken.puts


def own() -> Iterator[Measured]:
    for name, table in home_made.TABLES.items():
        wants = [home_made.wanted(record) for record in table.records]
        yield measured(name, home_made.drawn(table), wants, {**home_made.ANSWERS, **table.answers})


def cases(folder: Path) -> Iterator[Measured]:
    for file in sorted(folder.glob("*.xlsx")):
        value, _ = yaml_reader.parse(file.name, file.with_suffix(".yml").read_bytes())
        wants = [_flat(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []
        states = {want["状态"] for want in wants if "状态" in want}
        answers = {**home_made.ANSWERS, **({"状态": states.pop()} if len(states) == 1 else {})}
        yield measured(file.stem, file.read_bytes(), wants, answers)


def _flat(record: Mapping[str, object]) -> dict[str, str]:
    """A right record in the words of home_made.given."""
    found = {}
    for key, said in record.items():
        if key == "文件夹":
            found["folder"] = str(said).removeprefix(HOME).strip("/")
        elif (key, said) != ("种类", "活动"):
            key = {"预计人数": "预计宣传人数", "预计户数": "预计慰问户数"}.get(key, key)
            found[key] = "、".join(said) if isinstance(said, list) else str(said)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path)
    asked = parser.parse_args()
    for title, rows in (("own", list(own())), ("cases", list(cases(asked.cases)) if asked.cases else [])):
        for row in rows:
            print(
                f"{row.right:3} of {row.wanted:3} rows, {row.wrong} wrong, {row.asked} questions  {row.name}"
            )
        wanted, right, wrong = (
            (sum(numbers) for numbers in zip(*(row[1:4] for row in rows), strict=True)) if rows else (0, 0, 0)
        )
        if rows:
            print(
                f"{title}: {right} of {wanted} rows in {len(rows)} tables ({100 * right / wanted:.0f} %), {wrong} wrong\n"
            )


if __name__ == "__main__":
    main()
