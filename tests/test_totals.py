"""The official table against an independent count: SQL in DuckDB over the published CSV, cell by cell, at every level."""

from __future__ import annotations

import datetime
import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest
import recount
import yaml
from almanac import demo
from almanac.build import engine
from almanac.build.job import Job
from almanac.model.divisions import Register
from almanac.validate import slug
from guard import LIMIT
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from published import Published
from python_calamine import CalamineWorkbook
from small import FULL, PROJECT, small_register

SQL = (PROJECT / "tests" / "totals.sql").read_text(encoding="utf-8")
TODAY, YEAR = "2021-05-29", 2021
LEVELS = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}
Cells = dict[tuple[str, str], int]  # (association, cell) -> value


# Traps that chance does not set among few activities: a piece printed again, in two outlets, filed by two associations.
_PIECE = "标题: 演示稿, 形式: 文字, 日期: 2021-05-28"
RARE = {
    "湘潭市/韶山市": f"- {{媒体: 演示省报, 级别: 省级, {_PIECE}, 网址: 'https://example.org/1'}}\n"
    f"- {{媒体: 演示市报, 级别: 市级, {_PIECE}}}\n- {{媒体: 演示县报, 级别: 县级, {_PIECE}, 转载自: 演示省报}}\n"
    "- {媒体: 演示县计生协公众号, 级别: 县级, 形式: 文字, 标题: 示例本系统, 本系统: 是}\n",
    "湘潭市": f"- {{媒体: 演示省报, 级别: 省级, {_PIECE}, 网址: 'https://example.org/1'}}\n",
}


class Province(NamedTuple):
    """A demo province and the site made of it; the associations of one line, from the province to a county."""

    records: Path
    site: Path
    known: Register
    line: tuple[str, ...]


@pytest.fixture(scope="module", params=["small", pytest.param("whole", marks=pytest.mark.whole)])
def province(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Province:
    """Two cities with 1,500 activities, and the whole register with 20,000: in both every trap of counting."""
    whole, folder = request.param == "whole", tmp_path_factory.mktemp("totals")
    known, activities = (FULL, 20_000) if whole else (small_register(), 1_500)
    demo.write(folder / "events", known, activities, 1, YEAR, lambda done: None)
    if not whole:
        for path, pieces in RARE.items():
            with (folder / "events" / str(YEAR) / path / "媒体.yml").open("a", encoding="utf-8") as file:
                file.write(pieces)
        villages = (
            known.path(unit.code) for unit in known if unit.code.startswith("430382") and len(unit.code) == 12
        )
        year = folder / "events" / str(YEAR)
        zero = next(year / path / "汇总.yml" for path in villages if not (year / path / "汇总.yml").exists())
        zero.parent.mkdir(parents=True, exist_ok=True)
        zero.write_text("级别: 本级\n截至: 2021-05-28\n零报告: 是\n说明: 示例\n", encoding="utf-8")
    asked = Job(PROJECT, folder / "events", folder / "site", TODAY, None, 2, False)
    assert engine.build(asked, lambda what, done, of: None).published
    line = ("43", "4301", "430181") if whole else ("43", "4303", "430382")
    return Province(folder / "events", folder / "site", known, line)


# ---------------------------------------------------------------- the second count


def opened(data: Path) -> duckdb.DuckDBPyConnection:
    """The published tables, typed as the package describes them."""
    base = duckdb.connect()
    kinds = {"integer": "BIGINT", "boolean": "BOOLEAN"}
    for table in json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        fields = table["schema"]["fields"]
        types = {field["name"]: kinds.get(field["type"], "VARCHAR") for field in fields}
        source = f"read_csv('{data / table['path']}', header=true, types={types})"
        base.execute(f"CREATE TABLE {table['name']} AS SELECT * FROM {source}")
    return base


def counted(province: Province) -> Cells:
    """Every cell of every association that anybody reported, counted by SQL."""
    base = opened(province.site / "data")
    _unveil(base, province)
    base.execute(SQL.replace("$year", str(YEAR)))
    cells: Cells = {}
    for code, block, row, measure, value in base.execute("SELECT * FROM one_by_one").fetchall():
        cells[code, f"{block}-{row}-{measure}"] = int(value)
    _tallies(base, cells, province)
    _media(base, cells)
    _accounts(base, cells)
    return cells


def _unveil(base: duckdb.DuckDBPyConnection, province: Province) -> None:
    """Put the one or two people visited in a village, which the public sees as 若干, back from the records."""
    hidden = base.execute(
        "SELECT id, association FROM activities WHERE '若干' IN (visit_people_mark, visit_households_mark)"
    ).fetchall()
    assert hidden
    for identity, code in hidden:
        folder = province.records / str(YEAR) / province.known.path(code)
        file = next(file for file in folder.glob("*.yml") if identity == f"{YEAR}-{code}-{slug(file.stem)}")
        visits = yaml.safe_load(file.read_text(encoding="utf-8"))["成效"]["慰问"]
        people, households = (visits.get(key) for key in ("人数", "户数"))
        base.execute(
            "UPDATE activities SET visit_people = ?, visit_households = ? WHERE id = ?",
            [people, households, identity],
        )


def _tallies(base: duckdb.DuckDBPyConnection, cells: Cells, province: Province) -> None:
    """From the lowest association up: what a tally adds to what is filed and tallied below it."""
    within: Cells = {}  # of each association, what is added at it and below
    asked = (
        "SELECT code, row, block, measure, value, filed FROM within_tally ORDER BY length(code) DESC, code"
    )
    for code, row, block, measure, value, filed in base.execute(asked).fetchall():
        cell = f"{block}-{row}-{measure}"
        rest = int(value) - int(filed) - within.get((code, cell), 0)
        assert rest >= 0
        for unit in _line(code):
            within[unit, cell] = within.get((unit, cell), 0) + rest
    for where, rest in within.items():
        cells[where] = cells.get(where, 0) + rest
    _zeros(base, cells, province)


def _zeros(base: duckdb.DuckDBPyConnection, cells: Cells, province: Province) -> None:
    """A zero where all of a level below have said so, and nobody a number: by the units that are meant."""
    meant: dict[tuple[str, str], set[str]] = {}
    below: dict[tuple[str, str], set[str]] = {}  # of each association, all of a level at it and below
    for each in province.known:
        for code in _line(each.code):
            below.setdefault((code, LEVELS[len(each.code)]), set()).add(each.code)
    for unit, row in base.execute("SELECT association, row FROM latest WHERE zero").fetchall():
        nil = below[unit, row]
        for code in _line(unit):
            meant.setdefault((code, row), set()).update(nil)
    known = {(code, cell.split("-")[0], cell.split("-")[1]) for code, cell in cells}
    for (code, row), nil in meant.items():
        if nil == below[code, row]:
            for block in ("publicity", "visits"):
                for measure in ("sessions", "people") if (code, block, row) not in known else ():
                    cells[code, f"{block}-{row}-{measure}"] = 0


def _media(base: duckdb.DuckDBPyConnection, cells: Cells) -> None:
    """Pieces: what does not count is taken away, then every piece counts once, in the highest outlet, filed lowest."""
    own = {"province": "省级", "city": "市级", "county": "县级", "township": "其他", "village": "其他"}
    ranks = {"国家级": "national", "省级": "provincial", "市级": "municipal", "县级": "local"}
    pieces = base.execute(
        "SELECT association, outlet, outlet_level, own, form, title, date, url, reprint_of FROM pieces"
    ).fetchall()
    good = [p for p in pieces if p[2] in ranks and not p[8] and not (p[3] and p[2] == own[LEVELS[len(p[0])]])]
    good.sort(key=lambda p: (list(ranks).index(p[2]), -len(p[0]), p[0]))
    taken: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for piece in good:
        code, _, reach, _, form, title, _, url, _ = piece
        keys = [(form, words) for words in (url, _letters(title or "")) if words]
        if any(_one(piece, other) for key in keys for other in taken.get(key, ())):
            continue
        for key in keys:
            taken.setdefault(key, []).append(piece)
        for unit in _line(code):
            cell = f"media-{ranks[reach]}-{'text' if form == '文字' else 'video'}"
            cells[unit, cell] = cells.get((unit, cell), 0) + 1


def _one(piece: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    (code, outlet, _, _, _, title, date, url, _), (at, by, _, _, _, name, day, web, _) = piece, other
    if url and url == web:
        return True
    if not title or _letters(title) != _letters(name or ""):
        return False
    if outlet == by:
        return bool(date == day if date and day else not (url and web))
    days = [datetime.date.fromisoformat(one) for one in (date, day) if one and len(one) == 10]
    return bool(
        (code.startswith(at) or at.startswith(code)) and (len(days) < 2 or abs((days[0] - days[1]).days) <= 7)
    )


def _letters(title: str) -> str:
    return "".join(letter for letter in title if letter.isalnum())


def _accounts(base: duckdb.DuckDBPyConnection, cells: Cells) -> None:
    for code, kind in base.execute("SELECT DISTINCT association, kind FROM accounts").fetchall():
        for unit in _line(code):
            cell = f"accounts-{LEVELS[len(code)]}-{kind}"
            cells[unit, cell] = cells.get((unit, cell), 0) + 1


def _line(code: str) -> Iterator[str]:
    return (code[:length] for length in LEVELS if length <= len(code))


# ---------------------------------------------------------------- what was published


def published(site: Path) -> Cells:
    """Every cell of every association that is not empty, from the JSON of the 149 that report."""
    cells: Cells = {}
    for file in sorted((site / "data" / "totals" / str(YEAR)).glob("*.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        for one in said["cells"]:
            if one["value"] is not None:
                cells[said["association"], one["cell"]] = one["value"]
        for cell, one in said["beside"].items():
            if one["value"] is not None:
                cells[said["association"], cell] = one["value"]
        for code, values in said.get("units", {}).items():
            cells |= {(code, cell): value for cell, value in values.items()}
    return cells


def _is_veiled(code: str, cell: str, value: int) -> bool:
    """One or two people visited by a village are in the sums above it, not in its own."""
    return len(code) == 12 and cell == "visits-village-people" and value in (1, 2)


def test_every_cell_at_every_level_agrees_with_sql(province: Province) -> None:
    ours, theirs = published(province.site), counted(province)
    assert len({code for code, _ in ours}) > len(province.known) * 0.6
    veiled = {key for key in theirs.keys() - ours.keys() if _is_veiled(*key, theirs[key])}
    theirs = {key: value for key, value in theirs.items() if key not in veiled}
    wrong = {
        key: (ours.get(key), theirs.get(key))
        for key in ours.keys() | theirs.keys()
        if ours.get(key) != theirs.get(key)
    }
    assert wrong == {}, list(wrong.items())[:5]


def test_everything_published_agrees_with_the_count_of_the_records(province: Province) -> None:
    """Read anew from the raw YAML (tests/recount.py), in every form; and no part is more than its whole."""
    second = recount.recount(province.records, YEAR)
    assert not list(Published(province.site, YEAR, second).differences())


def test_the_province_has_every_trap(province: Province) -> None:
    """A count that meets no trap proves nothing: each of them is in the records that were counted."""
    base = opened(province.site / "data")
    activities, pieces, tallies = "FROM activities", "FROM pieces", "FROM tallies"
    for trap in (
        f"{activities} WHERE joint IS NOT NULL AND state = '已举办'",
        f"{activities} WHERE publicity_sessions > 1",
        f"{activities} WHERE has_publicity AND has_visits",
        f"{activities} WHERE state = '取消'",
        f"{activities} WHERE state = '计划'",
        f"{activities} WHERE visit_people IS NULL AND visit_households > 0",
        f"{activities} WHERE households_apart",
        f"{activities} WHERE has_publicity AND publicity_sessions IS NULL",
        f"{activities} WHERE level = 'province' AND has_publicity",
        f"{activities} WHERE publicity_people_mark IS NOT NULL",
        f"{pieces} WHERE own AND cell IS NULL",
        f"{pieces} WHERE own AND cell IS NOT NULL",
        f"{pieces} WHERE reprint_of IS NOT NULL",
        f"{pieces} WHERE reason LIKE '与发在%'",
        f"{pieces} WHERE reason LIKE '%已报'",
        f"{tallies} WHERE apart",
        f"{tallies} WHERE NOT apart AND NOT zero",
        f"{tallies} WHERE zero",
    ):
        found = base.execute(f"SELECT count(*) {trap}").fetchone()
        assert found and found[0] > 0, trap


def test_a_parent_is_itself_and_its_children(province: Province) -> None:
    folder = province.site / "data" / "totals" / str(YEAR)
    for code in province.line:
        said = json.loads((folder / f"{code}.json").read_text(encoding="utf-8"))
        for one in said["cells"]:
            tallied = sum(
                max(t["whole"] - t["contained"], 0)
                for t in said["own"]["tallies"]
                if t["cell"] == one["cell"]
            )
            parts = [child["values"].get(one["cell"], 0) for child in said["children"]]
            assert (one["value"] or 0) == said["own"]["values"].get(one["cell"], 0) + tallied + sum(parts)


def test_the_tidy_table_says_the_same(province: Province) -> None:
    """totals.csv holds the forms of all that report, a cell a line."""
    base, ours = opened(province.site / "data"), published(province.site)
    rows = base.execute('SELECT association, block, "row", "column", value, status FROM totals').fetchall()
    assert len(rows) == 30 * sum(len(unit.code) <= 6 for unit in province.known)
    for code, block, row, measure, value, status in rows:
        assert ours.get((code, f"{block}-{row}-{measure}")) == value
        assert status == "provisional"


def test_the_filled_forms_say_the_same(province: Province) -> None:
    """The workbook read by calamine, the Word file by its XML: the same numbers in the same order as the JSON."""
    for code in province.line:
        said = json.loads(
            (province.site / "data" / "totals" / str(YEAR) / f"{code}.json").read_text(encoding="utf-8")
        )
        wanted = [str(one["value"]) for one in said["cells"] if one["value"] is not None]
        folder = province.site / "totals" / str(YEAR) / code
        sheet = CalamineWorkbook.from_path(str(folder / "form.xlsx")).get_sheet_by_index(0).to_python()
        numbers = [str(int(value)) for row in sheet for value in row if isinstance(value, float | int)]
        assert numbers == wanted
        with zipfile.ZipFile(folder / "form.docx") as packed:
            xml = packed.read("word/document.xml").decode()
        table = xml[xml.index("<w:tbl>") : xml.index("</w:tbl>")]
        words = [part.split("<")[0] for part in table.split("<w:t>")[1:]]
        assert [word for word in words if word.isdigit()] == wanted
        tidy = CalamineWorkbook.from_path(str(folder / "data.xlsx")).get_sheet_by_name("数据").to_python()
        assert tidy[0][6] == "数"
        assert [str(row[6]).removesuffix(".0") for row in tidy[1:] if row[6] != ""] == wanted


def test_the_json_has_its_schema(province: Province) -> None:
    schema = json.loads((province.site / "schemas" / "totals.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for code in province.line:
        file = province.site / "data" / "totals" / str(YEAR) / f"{code}.json"
        Draft202012Validator(schema).validate(json.loads(file.read_text(encoding="utf-8")))


def test_the_printed_form_can_be_read(province: Province) -> None:
    """pdftotext, where there is one, finds every number on one page."""
    try:
        text = subprocess.run(
            ["pdftotext", "-layout", str(province.site / "totals" / str(YEAR) / "43" / "form.pdf"), "-"],
            capture_output=True, check=True,
            timeout=LIMIT,
        ).stdout.decode()  # fmt: skip
    except FileNotFoundError:
        pytest.skip("这台电脑没有 pdftotext")
    said = json.loads((province.site / "data" / "totals" / str(YEAR) / "43.json").read_text(encoding="utf-8"))
    assert text.count("\f") == 1
    for one in said["cells"]:
        if one["value"] is not None:
            assert str(one["value"]) in text


def test_documents_open_as_zip_with_fixed_times(province: Province) -> None:
    folder = province.site / "totals" / str(YEAR) / province.line[-1]
    for name in ("form.docx", "form.xlsx", "data.xlsx"):
        with zipfile.ZipFile(io.BytesIO((folder / name).read_bytes())) as packed:
            assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
