"""A municipality and a province with counties of its own: made by `province`, filled by `demo`, built, and searched for ours."""

from __future__ import annotations

import ast
import csv
import functools
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from almanac.excel import place_columns
from almanac.excel.match_division import meant
from almanac.intake import new_province, new_register
from almanac.model import divisions, examples
from almanac.model.divisions import AreaCode, Level, Register, city_of, parent, share_line
from almanac.parse.encoding import LARGEST
from almanac.render import colours
from guard import LIMIT
from small import FULL as OURS
from unpacking import below, forms, read

PROJECT = Path(__file__).resolve().parents[1]
DAY, COLOUR = "2026-05-30", "#0b5a4a"
WORDS = ("湖南", "长沙", "浏阳", "hunan", "hnjsx", "0731-")
_NUMBER = re.compile(r"(?<![0-9A-Za-z._%#-])43[0-9]{4,10}(?![0-9A-Za-z.%])")
_ADDRESS = re.compile(r"/43(?=[/.\"])")


def table(*counties: tuple[str, str], above: tuple[tuple[str, str], ...]) -> str:
    """A table of codes as the statistical office has it: each county with two townships, each of these with two villages."""
    rows = list(above)
    for code, name in counties:
        rows.append((code, name))
        for town, kind in (("001", "街道"), ("100", "镇")):
            rows.append((code + town, f"示例{kind}"))
            rows += [
                (f"{code}{town}{n}", f"示例{word}")
                for n, word in (("001", "社区居民委员会"), ("200", "村村民委员会"))
            ]
    return "代码,名称\n" + "".join(f"{code.ljust(12, '0')},{name}\n" for code, name in rows)


MUNICIPALITY = table(
    ("500101", "万州区"), ("500102", "涪陵区"), ("500229", "城口县"),
    above=(("50", "重庆市"), ("5001", "市辖区"), ("5002", "县")),
)  # fmt: skip
MIXED = table(
    ("420102", "江岸区"), ("422801", "恩施市"), ("429004", "仙桃市"), ("429021", "神农架林区"),
    above=(("42", "湖北省"), ("4201", "武汉市"), ("4228", "恩施土家族苗族自治州"), ("4290", "省直辖县级行政区划")),
)  # fmt: skip

REGION = table(  # its last county and the heading above that are invented: here leagues meet a county without a city
    ("152201", "乌兰浩特市"), ("152221", "科尔沁右翼前旗"), ("150722", "莫力达瓦达斡尔族自治旗"), ("159001", "示例市"),
    above=(("15", "内蒙古自治区"), ("1507", "呼伦贝尔市"), ("1522", "兴安盟"), ("1590", "自治区直辖县级行政区划")),
).replace("示例镇", "示例苏木").replace("示例村村民委员会", "示例嘎查村民委员会")  # fmt: skip


class Made(NamedTuple):
    """A new province's project with a demo of it, built."""

    project: Path
    register: Register

    @property
    def site(self) -> Path:
        """Its site."""
        return self.project / "site"


def run(project: Path, *arguments: str, ends: tuple[int, ...] = (0,)) -> str:
    """Run the program of a project, in a process of its own; what it printed. ends: how it may end."""
    command = [sys.executable, "-P", "-X", "utf8", "-X", "almanac", "build.py", *arguments]
    done = subprocess.run(
        command, cwd=project, capture_output=True, text=True, encoding="utf-8", env=os.environ, timeout=LIMIT
    )
    assert done.returncode in ends, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(
    scope="module",
    params=[pytest.param(each, marks=pytest.mark.whole) for each in (MUNICIPALITY, MIXED, REGION)],
    ids=["municipality", "mixed", "region"],
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("province")
    file = folder / "代码.csv"
    file.write_bytes(request.param.encode("gb18030"))
    project = folder / "project"
    run(PROJECT, "province", str(file), "--to", str(project), "--year", "2026")
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('colour: ""', f'colour: "{COLOUR}"'), encoding="utf-8")
    run(project, "demo", "--to", "demo", "--activities", "150", "--year", "2026", "--today", DAY)
    run(project, "build", "--records", "demo", "--today", DAY, "--workers", "1")
    yield Made(project, divisions.load(project / "events" / "associations.csv"))


def found_in(folder: Path) -> dict[str, set[str]]:
    """The files below a folder that name our province, unpacked, each with what of it."""
    found: dict[str, set[str]] = {}
    patterns = {word: [form.lower() for form in forms(word)] for word in WORDS}
    for path, parts in below(folder).items():
        for _, data in parts:
            low, text = data.lower(), read(data)
            said = {word for word, those in patterns.items() if any(form in low for form in those)}
            said |= {number for number in _NUMBER.findall(text) if number in OURS} | set(
                _ADDRESS.findall(text)
            )
            found.setdefault(path, set()).update(said)
    return {path: said for path, said in found.items() if said}


def test_nothing_of_ours_is_in_its_site(made: Made) -> None:
    assert found_in(made.site) == {}
    names = {path.relative_to(made.site) for path in made.site.rglob("*") if "guide" not in path.parts}
    assert not [path for path in names if path.name.partition(".")[0] in OURS]


@pytest.mark.whole
def test_nothing_of_ours_is_in_what_its_commands_make(made: Made) -> None:
    """Workbooks, Word, PDF, pictures, texts and packs of a county, and of what files with the province."""
    county = next(unit for unit in made.register if unit.level is Level.COUNTY)
    where, demo = made.register.path(county.code), ("--records", "demo", "--today", DAY)
    run(made.project, "template", where, "--to", "out", *demo)
    run(made.project, "kit", where, "--to", "out", *demo)
    run(made.project, "notice", where, "--month", "2026-05", "--to", "out", *demo)
    run(
        made.project, "report", where, "--to", "out", *demo, ends=(0, 1)
    )  # 1: something is still to be handed in
    run(made.project, "report", where, "--draft", "--to", "out", *demo, ends=(0, 1))
    run(made.project, "owed", where, *demo)
    kinds = {file.suffix for file in (made.project / "out").rglob("*")}
    assert kinds >= {".xlsx", ".pdf", ".png", ".txt", ".zip"}, kinds
    assert found_in(made.project / "out") == {}


def test_its_own_places_are_no_persons(made: Made) -> None:
    persons = json.loads((made.site / "submit/persons.json").read_text(encoding="utf-8"))
    places, root = set(persons["places"].split("|")), made.register.root
    assert {
        "50": {"万州区", "万州"},
        "42": {"武汉市", "武汉", "江岸区", "江岸"},
        "15": {"莫力达瓦达斡尔族自治旗"},
    }[root] <= places


def test_platforms_have_their_tasks_and_none_of_the_programs_own_tests(tmp_path: Path) -> None:
    register, _ = new_register.read(MUNICIPALITY)
    files = dict(new_province.files(PROJECT, OURS, register, 2026, "示例", lambda text: text))
    tasks = {path for path in files if path.startswith((".github", ".gitlab", ".workflow", "requirements"))}
    assert {".github/workflows/publish.yml", ".gitlab-ci.yml", ".workflow/check.yml"} <= tasks
    assert "requirements-cluster.txt" in tasks
    for path in tasks:
        assert b".ci/" not in files[path] and b"build.py test" not in files[path], path
    assert b"\npublish:\n" in files[".gitlab-ci.yml"] and b"\nremark:\n" in files[".gitlab-ci.yml"]


def test_the_colour_of_the_settings_is_the_sites(made: Made) -> None:
    styles = (made.site / "assets/site.css").read_text(encoding="utf-8")
    assert styles.endswith(colours.rules(COLOUR)) and f"--band:{COLOUR}" in styles
    assert f'name="theme-color" content="{COLOUR}"' in (made.site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("colour", ["red", "#12345", "#f0c26a"])
def test_a_colour_that_cannot_be_read_on_is_refused(colour: str) -> None:
    with pytest.raises(colours.Pale, match="colour"):
        colours.rules(colour)


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    for name, text in (
        ("a.html", "<a href='/u/43/'>"),
        ("b.json", '{"code": "430181"}'),
        ("c.txt", "湖南省"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "d.txt").write_text("43人，4301场", encoding="utf-8")
    assert set(found_in(tmp_path)) >= {"b.json", "c.txt"} and "d.txt" not in found_in(tmp_path)


def test_what_is_written_by_hand_names_no_other_province(made: Made) -> None:
    """Its pages, settings, notice and guides; what the program itself explains in comments is not for readers."""
    for top in ("content", "events", "mkdocs.yml", "README.md", "CONTRIBUTING.md", "theme/assets"):
        files = (
            [made.project / top]
            if (made.project / top).is_file()
            else sorted((made.project / top).rglob("*"))
        )
        for file in (file for file in files if file.is_file()):
            data = file.read_bytes().lower()
            assert not [word for word in WORDS if any(form.lower() in data for form in forms(word))], file


def test_what_files_with_the_province_itself_has_its_pages_and_sums(made: Made) -> None:
    root = made.register.root
    children = made.register.children(root)
    assert any(unit.level is Level.COUNTY for unit in children)
    for unit in children:
        for path in (
            f"u/{unit.code}/index.html",
            f"feeds/{unit.code}.ics",
            f"totals/2026/{unit.code}/form.docx",
        ):
            assert (made.site / path).is_file(), path
        page = (made.site / f"u/{unit.code}/index.html").read_text(encoding="utf-8")
        assert f'href="../{root}/"' in page or f"u/{root}/" in page
    assert not [path for path in made.site.rglob("*") if divisions.is_group(path.name.partition(".")[0])]
    sums = read_totals(made.site)
    for row in ("county", "township", "village"):
        parts = [sums.get((unit.code, row), 0) for unit in children]
        assert sums[root, row] == sum(parts) > 0, row


def read_totals(site: Path) -> dict[tuple[str, str], int]:
    """How many sessions of publicity each association's table says, by its row."""
    rows = csv.DictReader(io.StringIO((site / "data/totals.csv").read_text(encoding="utf-8")))
    return {
        (
            row["association"],
            row["column"] if row["column"] in ("county", "township", "village") else row["row"],
        ): int(row["value"])
        for row in rows
        if row["block"] == "publicity" and row.get("measure", row["column"]) == "sessions" and row["value"]
    }


def test_every_activity_is_in_one_file_of_its_first_division(made: Made) -> None:
    def inside(code: str) -> int:
        part: dict[str, Any] = json.loads(
            (made.site / f"data/activities/{code}.json").read_text(encoding="utf-8")
        )
        return len(part["activities"]) + sum(inside(each["association"]) for each in part.get("parts", ()))

    listed = (made.site / "data/activities.csv").read_text(encoding="utf-8")
    assert inside(made.register.root) == len(list(csv.DictReader(io.StringIO(listed)))) > 100


def test_a_workbook_finds_its_associations_again(made: Made) -> None:
    """The place columns of the workbook sent out, read back: each is the association that it was made for."""
    for unit in made.register:
        places = place_columns.places(made.register, unit.code)
        assert unit.code == made.register.root or meant(places, "", made.register).code == unit.code
    direct = next(unit for unit in made.register.children(made.register.root) if unit.level is Level.COUNTY)
    assert meant({"市州": direct.name}, "", made.register).code == direct.code


# ---------------------------------------------------------------- codes


@pytest.mark.parametrize(
    ("code", "above", "city", "line"),
    [
        ("500101", "50", "500101", ("50", "500101")),
        ("500229100", "500229", "500229", ("50", "500229")),
        ("429004", "42", "429004", ("42", "429004")),
        ("420102001001", "420102001", "4201", ("42", "4201", "420102")),
        ("430181", "4301", "4301", ("43", "4301", "430181")),
    ],
)
def test_a_county_without_a_city_files_with_the_province(
    code: str, above: str, city: str, line: tuple[str, ...]
) -> None:
    assert (parent(code), city_of(code), share_line(code)) == (above, city, line)
    assert AreaCode(code).parent == above and AreaCode(code).city == city


def test_a_table_of_the_statistical_office_is_read() -> None:
    register, wrong = new_register.read(MIXED)
    assert not wrong and [unit.code for unit in register.children("42")] == [
        "4201",
        "4228",
        "429004",
        "429021",
    ]
    assert register.path("429004001001") == "仙桃市/示例街道/示例社区居民委员会"
    assert divisions.bare("420000000000") == "42" and divisions.bare("420102100000") == "420102100"


def test_a_city_with_townships_right_below_it_keeps_a_place_for_them() -> None:
    rows = (("44", "广东省"), ("4419", "东莞市"), ("441900003", "东城街道"), ("441900003001", "示例社区"))
    register, wrong = new_register.read("".join(f"{code.ljust(12, '0')},{name}\n" for code, name in rows))
    assert not wrong and register.path("441900003001") == "东莞市/东莞市/东城街道/示例社区"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("50,重庆市\n500101,万州区\n500101,涪陵区\n", 3, "写了两次"),
        ("50,重庆市\n500101001,示例街道\n", 2, "上级 500101 不在表里"),
        ("50,重庆市\n500101,万州/区\n", 2, "不能作文件夹名"),
        ("50,重庆市\n5,示例\n", 2, "不是 2、4、6、9 或 12 位"),
        ("500101,万州区\n", 0, "要有一行是省"),
        ("50,重庆市\n500101,万州区\n500102,万州区\n", 3, "同名"),
        ("50,重庆市\n示例,万州区\n", 2, "第一格要是区划代码"),
    ],
)
def test_a_wrong_table_is_said_with_its_line(text: str, line: int, words: str) -> None:
    _, wrong = new_register.read(text)
    assert [one for one in wrong if one.line == line and words in one.why], wrong


def test_an_example_names_the_registers_own_places() -> None:
    register, _ = new_register.read(MUNICIPALITY)
    local = functools.partial(examples.local, register=register)
    assert local("联合: [甲市/乙县/丙镇]") == "联合: [万州区/示例街道]"
    assert local("2021-990101-0528-yizhen") == "2021-500101-0528-yizhen"
    assert examples.local("甲市/乙县", OURS) == "长沙市/芙蓉区"
    assert len(MUNICIPALITY.encode()) < LARGEST


# ---------------------------------------------------------------- the program


_NAMED = re.compile(
    r"湖南|长沙|浏阳|hunan|hnjsx|(?<![0-9a-fA-F])43(?:[0-9]{4}|[0-9]{7}|[0-9]{10})(?![0-9a-fA-F])",
    re.IGNORECASE,
)


def test_no_word_of_the_program_names_our_province() -> None:
    """What the code says, comments and docstrings aside, and all of the theme."""
    found = {}
    for file in sorted((PROJECT / "hooks").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        texts = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        if words := {one[0] for text in texts - docstrings(tree) for one in _NAMED.finditer(text)}:
            found[file.name] = words
    kinds = (".html", ".js", ".css", ".svg", ".typ", ".conf", ".md")
    for file in (file for file in (PROJECT / "theme").rglob("*") if file.suffix in kinds):
        if words := set(_NAMED.findall(file.read_text(encoding="utf-8"))):
            found[file.name] = words
    assert found == {}


def docstrings(tree: ast.AST) -> set[str]:
    """The texts that explain modules, classes and functions."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    first = [node.body[0] for node in ast.walk(tree) if isinstance(node, holders) and node.body]
    return {
        one.value.value
        for one in first
        if isinstance(one, ast.Expr)
        and isinstance(one.value, ast.Constant)
        and isinstance(one.value.value, str)
    }
