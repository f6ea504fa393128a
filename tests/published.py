"""What a site publishes of a campaign's table, held against the second count, in every form; each difference in words."""

from __future__ import annotations

import collections
import csv
import dataclasses
import functools
import html
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from guard import LIMIT
from python_calamine import CalamineWorkbook
from recount import LEVELS, Count

_LEVELS = ("township", "village")
_MARKS = re.compile(r"零 \d+/\d+|\*|≠|R\d+")
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_ONE_TABLE = '<table class="form">'


@dataclasses.dataclass(frozen=True)
class Published:
    """A site, one of its campaigns, and what the second count makes of it."""

    site: Path
    year: int
    second: Count

    @functools.cached_property
    def cells(self) -> dict[str, dict[str, int]]:
        """The second count by association."""
        found: dict[str, dict[str, int]] = {}
        for (code, cell), value in self.second.cells.items():
            found.setdefault(code, {})[cell] = value
        return found

    @functools.cached_property
    def codes(self) -> list[str]:
        """The associations that have a table, the province first."""
        return sorted(file.stem for file in (self.site / "data" / "totals" / str(self.year)).glob("*.json"))

    def table(self, code: str) -> dict[str, Any]:
        """What the JSON of a table says."""
        file = self.site / "data" / "totals" / str(self.year) / f"{code}.json"
        said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return said

    def expected(self, code: str) -> list[str]:
        """The numbers of a form, in its order; a blank is empty."""
        cells = [one["cell"] for one in self.table(code)["cells"]]
        return [str(self.second.cells.get((code, cell), "")) for cell in cells]

    def differences(self) -> Iterator[str]:
        """Everything that is otherwise than in the second count, or greater than what it is a part of."""
        for code in self.codes:
            yield from self.in_json(code)
            yield from self.in_coverage(code)
            yield from self.in_forms(code)
            yield from self.in_word(code)
            yield from self.in_pdf(code) if self.reads_pdf() else ()
            yield from self.in_parts(code)
        yield from self.in_townships()
        yield from self.in_the_table_of_all()

    def in_json(self, code: str) -> Iterator[str]:
        """Every cell of an association and of those below it that it names."""
        said = self.table(code)
        ours = {one["cell"]: one["value"] for one in said["cells"] if one["value"] is not None}
        ours |= {cell: one["value"] for cell, one in said["beside"].items() if one["value"] is not None}
        yield from self._unequal(code, code, ours)
        for child in said["children"]:
            if (child["url"] is not None) != (child["association"] in self.codes):
                yield f"{self.year} {code}: {child['url']} is said to be there, or is there"
            yield from self._unequal(f"{code} children", child["association"], child["values"])
        for unit, values in said.get("units", {}).items():
            yield from self._unequal(f"{code} units", unit, values)

    def _unequal(self, where: str, unit: str, ours: dict[str, int]) -> Iterator[str]:
        wanted = dict(self.cells.get(unit, {}))
        if len(unit) == 12 and 0 < wanted.get("visits-village-people", 0) <= 2:
            del wanted["visits-village-people"]  # one or two persons of a named village stand nowhere
        for cell in sorted(ours.keys() | wanted.keys()):
            if ours.get(cell) != wanted.get(cell):
                yield f"{self.year} {where}: {unit} {cell} is {ours.get(cell)}, should be {wanted.get(cell)}"

    def in_townships(self) -> Iterator[str]:
        """The pages of townships: those in which a tally or a piece was filed have one; its last lines are its numbers."""
        folder = self.site / "totals" / str(self.year)
        there = {file.parent.name for file in folder.glob("?????????/index.html")}
        for code in sorted(there ^ self.second.townships):
            yield f"{self.year} {code}: {'has' if code in there else 'lacks'} a page of its own"
        for code in sorted(there):
            page = (folder / code / "index.html").read_text(encoding="utf-8")
            said = [
                re.findall('<td class="num"><b>(.*?)</b></td>', row) for row in page.split("合计</th>")[1:]
            ]
            numbers, cells = [number for row in said for number in row], self.cells.get(code, {})
            wanted = [
                str(cells[one["cell"]]) for one in self.table(code[:6])["cells"] if one["cell"] in cells
            ]
            if numbers != wanted:
                yield f"{self.year} {code}: the page says {numbers}, should be {wanted}"
            yield from (f"{self.year} {code}: {part} of {whole}" for part, whole in _unequal_rows(page))

    def in_coverage(self, code: str) -> Iterator[str]:
        """Who has held what all must hold."""
        held = self.table(code)["standing"]["held"]["publicity"]
        wanted = [len(unit) for unit in self.second.held if unit.startswith(code)]
        right = {slug: n for length, slug in LEVELS.items() if (n := wanted.count(length))}
        if held != right:
            yield f"{self.year} {code}: held is {held}, should be {right}"

    def in_forms(self, code: str) -> Iterator[str]:
        """The page, both tables of text, both workbooks; of a year with nothing in it, too."""
        wanted, folder = self.expected(code), self.site / "totals" / str(self.year) / code
        forms = {"page": _page(folder / "index.html")}
        if (folder / "table.csv").is_file():
            forms |= {name: _lines(folder / name) for name in ("table.csv", "table.bom.csv")}
            data = CalamineWorkbook.from_path(str(folder / "data.xlsx")).get_sheet_by_name("数据").to_python()
            forms["data.xlsx"] = [str(row[6]).removesuffix(".0") for row in data[1:]]
            sheet = CalamineWorkbook.from_path(str(folder / "form.xlsx")).get_sheet_by_index(0).to_python()
            numbers = [str(int(value)) for row in sheet for value in row if isinstance(value, float | int)]
            if numbers != [value for value in wanted if value]:
                yield f"{self.year} {code} form.xlsx: {numbers}, should be {wanted}"
        for name, said in forms.items():
            if said != wanted:
                yield f"{self.year} {code} {name}: {said}, should be {wanted}"

    def in_word(self, code: str) -> Iterator[str]:
        """The form in Word: each square in its place."""
        file = self.site / "totals" / str(self.year) / code / "form.docx"
        rows = docx.Document(str(file)).tables[0]._tbl.tr_lst[2::3] if file.is_file() else []
        said = [
            "".join(text.text or "" for text in square.iter(_WORDS))
            for row in rows
            for square in row.tc_lst[1:]
        ]
        said = [_MARKS.sub("", one).strip() for one in said]
        if rows and said != self.expected(code):
            yield f"{self.year} {code} form.docx: {said}, should be {self.expected(code)}"

    def in_pdf(self, code: str) -> Iterator[str]:
        """The form in PDF, as pdftotext reads it: its numbers from left to right and from above down."""
        file = self.site / "totals" / str(self.year) / code / "form.pdf"
        if not file.is_file():
            return
        command = ["pdftotext", "-layout", str(file), "-"]
        ran = subprocess.run(command, capture_output=True, check=True, timeout=LIMIT)
        lines = [
            _MARKS.sub(" ", line) for line in ran.stdout.decode().partition("联系人姓名")[0].splitlines()
        ]
        said = [number for line in lines if re.fullmatch(r"[\d\s]+", line) for number in line.split()]
        wanted = [value for value in self.expected(code) if value]
        if said != wanted:
            yield f"{self.year} {code} form.pdf: {said}, should be {wanted}"

    @staticmethod
    def reads_pdf() -> bool:
        """Whether this machine has pdftotext."""
        return shutil.which("pdftotext") is not None

    def in_the_table_of_all(self) -> Iterator[str]:
        """The open data's table of totals."""
        with (self.site / "data" / "totals.csv").open(encoding="utf-8", newline="") as opened:
            rows = [row for row in csv.DictReader(opened) if row["year"] == str(self.year)]
        said = {
            (row["association"], f"{row['block']}-{row['row']}-{row['column']}"): row["value"] for row in rows
        }
        for (code, cell), value in said.items():
            wanted = str(self.second.cells.get((code, cell), ""))
            if value != wanted:
                yield f"{self.year} totals.csv: {code} {cell} is {value}, should be {wanted}"
        listed = {cell for _, cell in said}
        for code, cell in self.second.cells:
            if len(code) <= 6 and cell in listed and (code, cell) not in said:
                yield f"{self.year} totals.csv: {code} {cell} is missing"

    def in_parts(self, code: str) -> Iterator[str]:
        """On every published pair: what is a part is no more than its whole, named or told no more than there are."""
        said = self.table(code)
        standing, pairs = said["standing"], list[tuple[str, int, int]]()
        for level, due in standing["expected"].items():
            held, told = standing["held"]["publicity"].get(level, 0), standing["told"].get(level, 0)
            pairs.append((f"{level} held and told", held + told, due))
            pairs += [(f"{level} {word}", standing[word].get(level, 0), due) for word in ("filed", "zeros")]
        for cell in said["cells"]:
            value = cell["value"] or 0
            pairs += [(f"{cell['cell']} {word}", cell[word], value) for word in ("approximate", "tallied")]
            pairs += [(f"{cell['cell']} zeros", cell["zeros"], cell["due"])]
            pairs += [(f"{cell['cell']} system", cell["system"], cell["records"])]
        for child in said["children"]:
            whole = {one["cell"]: one["value"] or 0 for one in said["cells"]}
            pairs += [
                (f"{child['association']} {cell}", value, whole.get(cell, value))
                for cell, value in child["values"].items()
                if not cell.startswith("media-") or not said["by_signer"]
            ]
        pairs += list(self._below(said))
        yield from self._sums(said)
        yield from (
            f"{self.year} {code}: {what}: {part} of {whole}" for what, part, whole in pairs if part > whole
        )

    def _sums(self, said: dict[str, Any]) -> Iterator[str]:
        """Each number is what it is made of: its own, its tallies', those right below, what the signers' tables leave out."""
        made = collections.Counter(said["own"]["values"])
        for one in said["own"]["tallies"]:
            made[one["cell"]] += max(one["whole"] - one["contained"], 0)
        for child in said["children"]:
            made.update(child["values"])
        made.update(said["by_signer"])
        for one in [] if said["seal"] else said["cells"]:
            if made[one["cell"]] != (one["value"] or 0):
                yield f"{self.year} {said['association']} {one['cell']}: parts are {made[one['cell']]}, the whole {one['value']}"

    def _below(self, said: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
        """Of what several stand for, the part of those right below that have tables; it is all of it."""
        children = [child["association"] for child in said["children"] if child["association"] in self.codes]
        below = [self.table(child)["standing"] for child in children]
        for level in _LEVELS if children else ():
            for words in (("filed",), ("held", "publicity")):
                whole, *parts = [_at(one, words).get(level, 0) for one in (said["standing"], *below)]
                yield f"{level} {words} of those below", sum(parts), whole
                yield f"{level} {words} beyond those below", whole, sum(parts)


def _unequal_rows(page: str) -> Iterator[tuple[list[int], list[int]]]:
    """Tables of parts whose rows do not add up to the last, those of two persons of a village left out."""
    for table in re.findall('<table class="parts">(.*?)</table>', page, re.DOTALL):
        rows = [re.findall('<td class="num">(?:<b>)?(.*?)<', row) for row in table.split("<tr>")[2:]]
        few = [any("若干" in row[place] for row in rows) for place in range(len(rows[-1]))]
        *parts, whole = [[int(number) if number.isdigit() else 0 for number in row] for row in rows]
        sums = [sum(column) for column in zip(*parts, strict=True)]
        if any(part != all_ and not hidden for part, all_, hidden in zip(sums, whole, few, strict=True)):
            yield sums, whole


def _at(standing: dict[str, Any], words: tuple[str, ...]) -> dict[str, int]:
    for word in words:
        standing = standing[word]
    return standing


def _page(file: Path) -> list[str]:
    """The numbers of a page's form."""
    page = file.read_text(encoding="utf-8")
    table = page[page.index(_ONE_TABLE) :]
    squares = re.findall(r"<td(?: colspan=\"\d+\")?>(.*?)</td>", table[: table.index("</table>")])
    plain = [re.sub("<[^>]+>|没有填报|零 .*|\\*", "", html.unescape(one)).strip() for one in squares]
    return plain[-30:]


def _lines(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("\ufeff") == ("bom" in file.name)
    return [row["value"] for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))]
