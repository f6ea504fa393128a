"""The house rules that no linter knows: which floor may import which, one door for each foreign thing, the
clock in one place, chance only with a seed, and modules and functions short enough to read."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# A module imports from floors below, and from its own floor in one direction only; a package stands for all
# the modules in it. Outputs do not know one another, only what they share.
FLOORS = (
    ("faults",),
    (
        *(
            "records",
            "articles",
            "releases",
            "register",
            "contributed",
            "finding",
            "desk",
            "trees",
            "typesetting",
            "pictures",
            "sounds",
            "history",
        ),
        *("letters", "slips", "colons", "refusals", "scrutiny"),
        *("numerals", "moments"),
    ),
    (
        *("reading", "privacy", "counting", "seals", "rules", "schemas", "prose", "manuscript", "filenames"),
        *("columns", "cells", "writing", "phrases", "amounts", "drafting"),
    ),
    ("campaign", "misplaced", "shelf", "proofs", "newsroom"),
    ("views",),
    ("documents",),
    ("excel",),
    ("outputs",),
    ("publishing", "engine", "stamping", "packing"),
    (
        *(
            "building",
            "crew",
            "dealing",
            "newsdesk",
            "erasing",
            "ledger",
            "hands",
            "orders",
            "making",
            "summaries",
            "reckoned",
            "checking",
            "serving",
        ),
        *(
            "whole",
            "sealing",
            "parcels",
            "pressing",
            "booklets",
            "boards",
            "certificates",
            "proposals",
            "weighing",
            "previewing",
            "demo",
            "invented",
            "invented_papers",
            "scene",
            "inbox",
            "asking",
            "clippings",
            "kits",
        ),
    ),
    (
        "commands",
        "wording",
        "options",
        "paperwork",
        "publications",
        "presswork",
        "filing",
        "pasted",
        "reviews",
        "publicity",
    ),
)
SHARED = ("outputs", "outputs.made")
DOORS = {
    "yaml": "hooks/almanac/reading.py",
    "mkdocs": "hooks/site_hooks.py",
    "typst": "hooks/almanac/typesetting.py",
    "PIL": "hooks/almanac/pictures.py",
    "markdown": "hooks/almanac/prose.py",
    "nh3": "hooks/almanac/prose.py",
    "pypinyin": "hooks/almanac/sounds.py",
    "brotli": "hooks/almanac/packing.py",
    "xlsxwriter": "hooks/almanac/documents/workbook.py",
    "python_calamine": "hooks/almanac/excel/opening.py",
}
CLOCK = "build.py"
CHANCE = "hooks/almanac/demo.py"

MODULE_LINES, FUNCTION_LINES = 300, 40
LONGER = {
    "hooks/almanac/records.py": "every kind of record, one line a field with its key, meaning and example",
}

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([ROOT / "build.py", *(ROOT / "hooks").rglob("*.py")])
}
TREES = {name: ast.parse(source, name) for name, source in SOURCES.items()}
ALMANAC = [name for name in SOURCES if name.startswith("hooks/almanac/")]

READS_THE_CLOCK = {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime", "clock_gettime"}


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that a tree imports, wherever the import stands; `from a import b` gives a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name the module in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def floor_of(module: str) -> int | None:
    """The floor of `views.calendar`, or of whatever is imported from it; none if it has no floor."""
    first = module.split(".")[0]
    return next((number for number, modules in enumerate(FLOORS) if first in modules), None)


def climbs(module: str, tree: ast.AST) -> list[str]:
    """What a module imports from a floor above, or an output from another output."""
    own, found = floor_of(module), []
    for name in imports(tree):
        package, _, target = name.partition(".")
        if package == "almanac" and target:
            floor = floor_of(target)
            if floor is None or own is None or floor > own or is_neighbour(module, target):
                found.append(name)
    return found


def is_neighbour(module: str, target: str) -> bool:
    """Whether an output imports another output rather than what outputs share."""
    outputs = module.startswith("outputs") and target.startswith("outputs")
    return outputs and not {module, used_module(target)} & set(SHARED)


def used_module(target: str) -> str:
    """views.calendar.Entry is a name in views.calendar."""
    return target if is_module(target) else target.rpartition(".")[0]


def is_module(name: str) -> bool:
    """Whether `outputs.feeds` is a module of the almanac rather than a name in one."""
    path = "hooks/almanac/" + name.replace(".", "/")
    return f"{path}.py" in SOURCES or f"{path}/__init__.py" in SOURCES


def module_name(path: str) -> str:
    """hooks/almanac/views/calendar.py is views.calendar; a package's __init__ is the package."""
    return (
        path.removeprefix("hooks/almanac/")
        .removesuffix(".py")
        .removesuffix("__init__")
        .rstrip("/")
        .replace("/", ".")
    )


def clock_readings(tree: ast.AST) -> list[int]:
    """The lines that ask what time it is; perf_counter and monotonic measure a duration and may stay."""
    clocks = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "time"
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            last = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            of_time = isinstance(owner, ast.Name) and owner.id in clocks and node.attr in READS_THE_CLOCK
            if of_time or (last in {"date", "datetime"} and node.attr in {"now", "utcnow", "today"}):
                found.append(node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            found += [node.lineno for alias in node.names if alias.name in READS_THE_CLOCK]
    return found


def chances(tree: ast.AST) -> list[int]:
    """The lines that draw by chance without saying from which seed."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            lucky = {"random": {"Random"}, "secrets": set(), "uuid": {"UUID", "uuid3", "uuid5"}}
            allowed = lucky.get(node.module or "")
            found += [
                node.lineno for alias in node.names if allowed is not None and alias.name not in allowed
            ]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner, name = node.value.id, node.attr
            if (owner == "random" and name != "Random") or (owner, name) in {
                ("os", "urandom"),
                ("uuid", "uuid4"),
            }:
                found.append(node.lineno)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Random") and not node.args:
            found.append(node.lineno)
    return found


def said(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The files of which there is something to say, all at once."""
    return {path: faults for path, faults in found.items() if faults}


def long_functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Each function over the limit, with its length."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield node.name, length


def test_every_module_has_a_floor() -> None:
    """A module without one is given one in FLOORS; the package itself stands on none."""
    assert [path for path in ALMANAC if (module := module_name(path)) and floor_of(module) is None] == []


def test_imports_go_down_only() -> None:
    found = {path: climbs(module, TREES[path]) for path in ALMANAC if (module := module_name(path))}
    assert said(found) == {}


def test_no_two_modules_need_each_other() -> None:
    needs = {
        module_name(path): {
            used_module(name.removeprefix("almanac."))
            for name in imports(TREES[path])
            if name.startswith("almanac.")
        }
        - {module_name(path)}
        for path in ALMANAC
    }
    graphlib.TopologicalSorter(needs).prepare()


def test_each_foreign_thing_has_one_door() -> None:
    found = {}
    for path, tree in TREES.items():
        packages = {name.split(".")[0] for name in imports(tree)}
        found[path] = [door for door, only in DOORS.items() if door in packages and path != only]
    assert said(found) == {}


def test_the_street_enters_the_house_by_its_doors() -> None:
    assert {name for name in imports(TREES["build.py"]) if name.startswith("almanac")} == {
        "almanac.commands.main"
    }
    assert not [
        path for path in ALMANAC if {"site_hooks", "build"} & {n.split(".")[0] for n in imports(TREES[path])}
    ]


def test_only_the_launcher_reads_the_clock() -> None:
    assert said({path: clock_readings(tree) for path, tree in TREES.items() if path != CLOCK}) == {}


def test_nothing_is_left_to_chance() -> None:
    assert said({path: chances(tree) for path, tree in TREES.items() if path != CHANCE}) == {}


def test_a_module_and_a_function_can_be_read_at_a_sitting() -> None:
    """Over 300 or 40 lines it is split, or LONGER says why not."""
    long = {
        path: lines
        for path, source in SOURCES.items()
        if (lines := len(source.splitlines())) > MODULE_LINES and path not in LONGER
    }
    assert long == {}
    functions = {
        path: [each for each in long_functions(tree) if f"{path}:{each[0]}" not in LONGER]
        for path, tree in TREES.items()
    }
    assert said(functions) == {}


def test_every_excuse_is_still_needed() -> None:
    long = {path for path, source in SOURCES.items() if len(source.splitlines()) > MODULE_LINES}
    long |= {f"{path}:{name}" for path, tree in TREES.items() for name, _ in long_functions(tree)}
    assert set(LONGER) <= long


def test_the_rules_see_what_they_forbid() -> None:
    """The checks above would also pass if they looked at nothing."""
    assert len(ALMANAC) > 5 and floor_of("views.calendar") == 4 and floor_of("strangers") is None
    up = ast.parse("def late():\n    from almanac.outputs import feeds\nimport almanac.views.calendar")
    assert climbs("views.totals", up) == ["almanac.outputs.feeds"]
    assert climbs("outputs.press", up) == ["almanac.outputs.feeds"]
    own = ast.parse("from almanac.outputs import Stamp\nfrom almanac.faults import Fault")
    assert climbs("outputs.press", own) == []
    asked = (
        "import time as t\nt.time()\nfrom time import gmtime\ndate.today()\nx = datetime.now\nt.monotonic()"
    )
    assert sorted(clock_readings(ast.parse(asked))) == [2, 3, 4, 5]
    assert clock_readings(ast.parse("campaign.today\nwhen.time()")) == []
    luck = "random.choice(x)\nrandom.Random(7)\nrandom.Random()\nfrom random import shuffle"
    assert sorted(chances(ast.parse(luck))) == [1, 3, 4]
    long = "def f():\n" + "    x = 1\n" * FUNCTION_LINES
    assert list(long_functions(ast.parse(long))) == [("f", FUNCTION_LINES + 1)]
