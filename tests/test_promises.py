"""What others build on stays: no address of the shipped release and no column of its data package goes without notice.

`tests/promises.txt` lists them as they were shipped, an address with its changing parts in <>. Whatever of it is no longer
made must stand in the table under “不再提供的” in content/data.md, announced in a version before the one that takes it away.
What is new is added by `--bless` at a release; nothing is ever taken out.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import small

ROOT = Path(__file__).resolve().parents[1]
PROMISED = ROOT / "tests" / "promises.txt"
_PARTS = (  # in this order
    (r"[0-9]{4}-W[0-9]{2}", "<周>"),
    (r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9a-z-])", "<日>"),
    (r"[0-9]{4}-[0-9]{2,12}-[a-z0-9-]+", "<编号>"),
    (r"(?<![0-9])[0-9]{4}-(?:0[1-9]|1[0-2])(?![0-9])", "<月>"),
    (r"(?<![0-9])(?:43|43[0-9]{2}|43[0-9]{4}|43[0-9]{7}|43[0-9]{10})(?![0-9])", "<代码>"),
    (r"(?<![0-9])20[0-9]{2}(?![0-9])", "<年>"),
)
_LISTS = (  # folders whose files are as many as there are words in the records
    (r"^health/(?!topics/|booklet/|glossary/|for/|index)[a-z-]+/", "health/<文章>/"),
    (r"^health/topics/[a-z]+(?=[/.-])", "health/topics/<话题>"),
    (r"^calendar/<月>/[a-z0-9-]+/", "calendar/<月>/<类>/"),
    (r"^feeds/<代码>-(?!week|strict)[a-z0-9-]+\.", "feeds/<代码>-<类>."),
    (r"^u/<代码>/(?:follow|all)-[0-9]+\.png", "u/<代码>/follow.png"),
    (r"^(u/<代码>/)(?!index|<)[a-z0-9-]+/", r"\1<类>/"),
    (r"^<年>/[a-z0-9-]+/", "<年>/<类>/"),
)
OWN = (
    "assets/",
    "search/",
    "units/",
    "submit/",
)  # files that the pages and scripts of one version have for themselves
_ROW = re.compile(r"(?m)^\| *`([^`]+)` *\| *([0-9.]+) *\| *([0-9.]+) *\|")


def addresses(site: Path) -> Iterator[str]:
    """The addresses of a site, each kind once: what changes with the records stands in <>."""
    for file in site.rglob("*"):
        path = file.relative_to(site).as_posix()
        if file.is_file() and not (path.startswith(OWN) and not path.endswith("index.html")):
            for pattern, sign in (*_PARTS, *_LISTS):
                path = re.sub(pattern, sign, path)
            yield f"/{path.removesuffix('index.html')}"


def columns(site: Path) -> Iterator[str]:
    """The columns of the data package's tables and the keys of its JSON."""
    package = json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            yield f"{resource['name']}.csv {field['name']}: {field['type']}"
    part = json.loads((site / "data/activities/430381.json").read_text(encoding="utf-8"))
    for key in part["activities"][0]:
        yield f"data/activities/<代码>.json {key}"
    yield from (
        f"data/days.json {key}"
        for key in json.loads((site / "data/days.json").read_text(encoding="utf-8"))["days"][0]
    )
    rows = csv.DictReader(io.StringIO((site / "data/totals.csv").read_text(encoding="utf-8")))
    assert {f"totals.csv {name}" for name in rows.fieldnames or ()} <= {
        f"totals.csv {field['name']}"
        for one in package["resources"]
        if one["name"] == "totals"
        for field in one["schema"]["fields"]
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("promises")
    records = small.records(folder / "events", 300)
    assert small.build(records, folder / "site").published
    return {*addresses(folder / "site"), *columns(folder / "site")}


def announced() -> dict[str, tuple[str, str]]:
    """What goes: since which version that is said, and from which on it is gone."""
    table = (
        (ROOT / "content" / "data.md")
        .read_text(encoding="utf-8")
        .partition("## 不再提供的")[2]
        .partition("\n## ")[0]
    )
    return {found[1]: (found[2], found[3]) for found in _ROW.finditer(table)}


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def versions() -> list[str]:
    """The versions of CHANGES, the newest first."""
    return re.findall(r"(?m)^## ([0-9.]+)$", (ROOT / "CHANGES.md").read_text(encoding="utf-8"))


def lost(promised: Iterable[str], made: set[str], said: dict[str, tuple[str, str]], now: str) -> set[str]:
    """What was promised, is not made, and may not be gone yet."""
    return {
        one
        for one in promised
        if one not in made
        and not (one in said and number(said[one][0]) < number(said[one][1]) <= number(now))
    }


def test_nothing_that_was_promised_is_gone(made: set[str]) -> None:
    if os.environ.get("BLESS"):
        old = set(PROMISED.read_text(encoding="utf-8").split("\n")) if PROMISED.is_file() else set()
        PROMISED.write_text("\n".join(sorted((old | made) - {""})) + "\n", encoding="utf-8", newline="\n")
    promised = PROMISED.read_text(encoding="utf-8").splitlines()
    assert len(promised) > 200 and lost(promised, made, announced(), versions()[0]) == set()


def test_what_goes_must_have_been_announced_in_time() -> None:
    promised, table = ["a", "b", "c", "d"], {"b": ("1.8", "2.0"), "c": ("2.0", "2.0"), "d": ("1.8", "3.0")}
    assert lost(promised, {"a"}, table, "2.0") == {"c", "d"}
    assert lost(promised, {"a"}, table, "1.9") == {"b", "c", "d"}


def test_what_goes_goes_with_a_new_first_number() -> None:
    for one, (since, gone) in announced().items():
        assert number(since) < number(gone) and set(number(gone)[1:]) <= {0}, one
        assert since in versions() or number(since) > number(versions()[0]), one


def test_the_version_is_said_once() -> None:
    """The newest of CHANGES is the program's; numbers only fall from there."""
    said = versions()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == f"{said[0]}.0" and said == sorted(said, key=number, reverse=True)
