"""The house rules that no linter knows: which folder may import which, one door for each foreign thing, the
clock in one place, chance only with a seed, and modules and functions short enough to read."""

from __future__ import annotations

import ast
import functools
import graphlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from almanac.model.audience import Audience
from almanac.model.phase import DraftKind, Phase
from almanac.model.words import ArticleStatus, CellStatus, ReleaseStatus, Status, Use
from almanac.views.campaign_year import Stage

# The folders of hooks/almanac/ by stage: a module imports from its own folder and from earlier ones only.
ORDER = (
    *("model", "parse", "validate", "load", "disclosure", "render", "views", "statistics", "search"),
    *(
        "documents",
        "excel",
        "intake",
        "pages",
        "publish",
        "build",
        "review",
        "nation",
        "demo",
        "doctor",
        "cli",
    ),
)
# What still runs the other way; each goes with the part of the engine that it belongs to.
TIES = {
    "disclosure/redaction.py": {"pages", "review"},
    "model/divisions.py": {"parse"},
    "model/seal.py": {"parse"},
    "parse/front_matter.py": {"validate"},
    "validate/press_release.py": {"load"},
}
SHARED = ("pages", "pages.parts")  # what pages share; they do not know one another
DOORS = {
    "yaml": "hooks/almanac/parse/yaml_reader.py",
    "mkdocs": "hooks/site_hooks.py",
    "typst": "hooks/almanac/render/typst.py",
    "PIL": "hooks/almanac/parse/images.py",
    "zxingcpp": "hooks/almanac/parse/images.py",
    "markdown": "hooks/almanac/parse/markdown.py",
    "nh3": "hooks/almanac/parse/markdown.py",
    "pypinyin": "hooks/almanac/parse/pinyin.py",
    "brotli": "hooks/almanac/publish/compress.py",
    "minio": "hooks/almanac/publish/object_store.py",
    "urllib3": "hooks/almanac/publish/object_store.py",
    "distributed": "hooks/almanac/nation/cluster.py",
    "xlsxwriter": "hooks/almanac/documents/xlsx.py",
    "python_calamine": "hooks/almanac/excel/reader.py",
}
# Who reads a records folder besides build/, and why.
READERS = {
    "hooks/almanac/cli/preparing.py": "a workbook to fill in is made of the notice alone",
    "hooks/almanac/excel/importer.py": "what comes in is checked as if it were filed",
    "hooks/almanac/intake/record_files.py": "what comes in is checked as if it were filed",
}
CLOCK = "build.py"
CHANCE = "hooks/almanac/demo/__init__.py"

MODULE_LINES, FUNCTION_LINES = 300, 40
LONGER = {
    "build.py": "the launcher is one file: it runs before anything else can, and when nothing else can",
    "hooks/almanac/parse/images.py": "the one door to Pillow: what is read of photos and what is drawn of them",
    "hooks/almanac/model/filings.py": "every kind of record, one line a field with its key, meaning and example",
}

ROOT = Path(__file__).resolve().parents[1]


@functools.cache
def sources() -> dict[str, str]:
    """Every module of the program by its path."""
    files = sorted([ROOT / "build.py", *(ROOT / "hooks").rglob("*.py")])
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}


@functools.cache
def trees() -> dict[str, ast.Module]:
    """The same as syntax trees."""
    return {name: ast.parse(source, name) for name, source in sources().items()}


def almanac() -> list[str]:
    """The modules of the package."""
    return [name for name in sources() if name.startswith("hooks/almanac/")]


DIGITS = "hooks/almanac/model/divisions.py"  # nobody else counts the digits of an association's code
CODES = re.compile("(?:^|_)(?:code|unit|share|scope|area|province|city|county|town|township|village)s?$")
FAULTS, WORDS = {"fault", "f"}, {"unit"}  # a fault has a code of another kind, and 人 is the unit of a number
LENGTHS = {2, 4, 6, 9, 12}
CLOSED = {*Status, *ArticleStatus, *ReleaseStatus, *Use, *CellStatus, *Stage, *Phase, *DraftKind, *Audience}

# What looks at a state as it was filed: forms and columns that ask for it, what counts the held, the demo, the review.
FILED = (
    *("views/open_data.py", "statistics/counting.py", "demo/activities.py"),
    *(
        "excel/prefill.py",
        "excel/row_reader.py",
        "excel/whole_table.py",
        "intake/notice_extraction.py",
        "intake/notice_state.py",
        "intake/prompts.py",
    ),
    *("review/published.py", "build/published_activities.py"),
)
STATE = re.compile(rf"(?:activity|event|line|filing)\.state|[!=]= ?\"(?:{'|'.join(Status)})\"")

READS_THE_CLOCK = {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime", "clock_gettime"}


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that a tree imports, wherever the import stands; `from a import b` gives a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports name the module in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def climbs(path: str, tree: ast.AST) -> set[str]:
    """The later folders that a module imports from; `pages` too, where one page imports another."""
    own = path.removeprefix("hooks/almanac/").partition("/")[0]
    found = set()
    for name in imports(tree):
        package, _, target = name.partition(".")
        if package == "almanac" and target:
            folder = target.partition(".")[0]
            later = folder not in ORDER or ORDER.index(folder) > ORDER.index(own)
            if later or is_neighbour(module_name(path), target):
                found.add(folder)
    return found


def is_neighbour(module: str, target: str) -> bool:
    """Whether a page imports another page rather than what pages share."""
    pages = module.startswith("pages") and target.startswith("pages")
    shared = (
        any(used_module(target).startswith(name) for name in SHARED[1:]) or used_module(target) == SHARED[0]
    )
    return pages and module != SHARED[0] and not module.startswith(SHARED[1]) and not shared


def used_module(target: str) -> str:
    """views.calendar.Entry is a name in views.calendar."""
    return target if is_module(target) else target.rpartition(".")[0]


def is_module(name: str) -> bool:
    """Whether `outputs.feeds` is a module of the almanac rather than a name in one."""
    path = "hooks/almanac/" + name.replace(".", "/")
    return f"{path}.py" in sources() or f"{path}/__init__.py" in sources()


def module_name(path: str) -> str:
    """hooks/almanac/views/activities.py is views.calendar; a package's __init__ is the package."""
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


def name_of(node: ast.AST) -> str:
    """The last name of a variable or an attribute, `code` of event.code; empty where that is no association's."""
    if isinstance(node, ast.Attribute):
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        return "" if owner in FAULTS or node.attr in WORDS else node.attr
    return node.id if isinstance(node, ast.Name) else ""


def digits_counted(tree: ast.AST) -> list[int]:
    """The lines that measure or cut something named like a code, or keep a table by the lengths of codes."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            by_length = any(isinstance(word, ast.Name) and word.id == "len" for word in node.args)
            measured = node.args if node.func.id == "len" or by_length else []
            lines += [word.lineno for word in measured if is_code(word, several=by_length)]
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            lines += [node.lineno] * is_code(node.value)
        elif isinstance(node, ast.Dict | ast.Tuple):
            parts = node.keys if isinstance(node, ast.Dict) else node.elts
            numbers = [part.value for part in parts if isinstance(part, ast.Constant)]
            whole = len(numbers) == len(parts) and all(type(number) is int for number in numbers)
            lines += [node.lineno] * (whole and len({*numbers}) > 1 and {*numbers} <= LENGTHS)
    return lines


def is_code(node: ast.AST, several: bool = False) -> bool:
    """Whether something is named as a code is; several: or as many of them are, whose own number may be asked for."""
    name = name_of(node)
    return CODES.search(name) is not None and (several or not name.endswith("s"))


def words_compared(tree: ast.AST) -> list[int]:
    """The lines that compare a state, a status, a phase or a use with a word written out instead of its member."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [
                side for part in (node.left, *node.comparators) for side in getattr(part, "elts", [part])
            ]
            named = any(
                name_of(side) in {"state", "status", "phase", "stage", "use", "open_to", "attendance"}
                for side in sides
            )
            words = any(isinstance(side, ast.Constant) and side.value in CLOSED for side in sides)
            lines += [node.lineno] * (named and words)
    return lines


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


def test_every_module_stands_in_a_folder_of_the_order() -> None:
    strangers = [path for path in almanac() if path.split("/")[2] not in ORDER]
    assert strangers == ["hooks/almanac/__init__.py"]


def test_imports_go_down_only() -> None:
    found = {path.removeprefix("hooks/almanac/"): climbs(path, trees()[path]) for path in almanac()[1:]}
    assert {path: climbing for path, climbing in found.items() if climbing} == TIES


def test_the_official_table_is_put_together_in_one_place() -> None:
    """A second constructor would repeat what a table is made of, and the two would part."""
    makers = {
        path
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "StatisticsTable"
    }
    assert makers == {"hooks/almanac/statistics/table.py"}


def test_no_two_modules_need_each_other() -> None:
    needs = {
        module_name(path): {
            used_module(name.removeprefix("almanac."))
            for name in imports(trees()[path])
            if name.startswith("almanac.")
        }
        - {module_name(path)}
        for path in almanac()
    }
    graphlib.TopologicalSorter(needs).prepare()


def test_each_foreign_thing_has_one_door() -> None:
    found = {}
    for path, tree in trees().items():
        packages = {name.split(".")[0] for name in imports(tree)}
        found[path] = [door for door, only in DOORS.items() if door in packages and path != only]
    assert said(found) == {}


def test_the_street_enters_the_house_by_its_doors() -> None:
    assert {name for name in imports(trees()["build.py"]) if name.startswith("almanac")} == {
        "almanac.cli.main.main",
        "almanac.doctor",
    }
    assert not [
        path
        for path in almanac()
        if {"site_hooks", "build"} & {n.split(".")[0] for n in imports(trees()[path])}
    ]


def test_who_shows_records_asks_build_for_them() -> None:
    """Only `build/` reads a records folder for what goes out; a review looks through it, too."""
    read = {
        name
        for name, tree in trees().items()
        if any(one.startswith("almanac.load.records") for one in imports(tree))
    }
    outside = {name for name in read if not name.startswith(("hooks/almanac/build/", "hooks/almanac/load/"))}
    assert outside == set(READERS)


def test_only_the_launcher_reads_the_clock() -> None:
    assert said({path: clock_readings(tree) for path, tree in trees().items() if path != CLOCK}) == {}


def test_nothing_is_left_to_chance() -> None:
    assert said({path: chances(tree) for path, tree in trees().items() if path != CHANCE}) == {}


def test_nobody_counts_the_digits_of_a_code() -> None:
    """A code's length is asked for as its Level."""
    assert said({path: digits_counted(tree) for path, tree in trees().items() if path != DIGITS}) == {}


def test_a_closed_word_is_compared_as_a_member_of_its_set() -> None:
    assert said({path: words_compared(tree) for path, tree in trees().items()}) == {}


def test_only_the_phase_looks_at_a_state_and_a_day() -> None:
    """What comes after the door asks for the phase: a state is not looked at again, neither alone nor with a day."""
    after = ORDER[ORDER.index("disclosure") :]
    found = {
        path
        for path in almanac()
        if path.split("/")[2] in after and "almanac.model.words.Status" in imports(trees()[path])
    }
    assert found == {f"hooks/almanac/{path}" for path in FILED}
    templates = [
        path for path in (ROOT / "theme/stamps").glob("*.html") if STATE.search(path.read_text("utf-8"))
    ]
    assert templates == []


def test_a_module_and_a_function_can_be_read_at_a_sitting() -> None:
    """Over 300 or 40 lines it is split, or LONGER says why not."""
    long = {
        path: lines
        for path, source in sources().items()
        if (lines := len(source.splitlines())) > MODULE_LINES and path not in LONGER
    }
    assert long == {}
    functions = {
        path: [each for each in long_functions(tree) if f"{path}:{each[0]}" not in LONGER]
        for path, tree in trees().items()
    }
    assert said(functions) == {}


def test_every_excuse_is_still_needed() -> None:
    long = {path for path, source in sources().items() if len(source.splitlines()) > MODULE_LINES}
    long |= {f"{path}:{name}" for path, tree in trees().items() for name, _ in long_functions(tree)}
    assert set(LONGER) <= long


def missing(text: str) -> set[str]:
    """What a text names in backticks by folder and module, or as a test, and is not there."""
    named = set(
        re.findall(r"`((?:hooks/|tests/|theme/)?[a-z_]+(?:/[a-z_]+)+(?:[.]py)?|tests/[a-z_/]+[.]py)`", text)
    )
    bases = (ROOT, ROOT / "hooks/almanac", ROOT / "theme")
    folders = {*ORDER, "hooks", "tests", "theme"}
    return {
        name
        for name in named
        if name.partition("/")[0] in folders
        and not any((base / (name + end)).exists() for base in bases for end in ("", ".py"))
    }


def test_what_the_documents_name_is_there() -> None:
    """A module that moved takes its name with it in what is written for whoever changes the program."""
    for name in ("hooks/README.md", "CONTRIBUTING.md", "theme/README.md"):
        assert missing((ROOT / name).read_text(encoding="utf-8")) == set(), name


def test_the_rules_see_what_they_forbid() -> None:
    """The checks above would also pass if they looked at nothing."""
    assert len(almanac()) > 100 and almanac()[0] == "hooks/almanac/__init__.py"
    up = ast.parse("def late():\n    from almanac.pages import feeds\nimport almanac.views.activities")
    assert climbs("hooks/almanac/views/facets.py", up) == {"pages"}
    assert climbs("hooks/almanac/pages/press.py", up) == {"pages"}
    own = ast.parse("from almanac.pages import Stamp\nfrom almanac.model.diagnostics import Fault")
    assert climbs("hooks/almanac/pages/press.py", own) == set()
    asked = (
        "import time as t\nt.time()\nfrom time import gmtime\ndate.today()\nx = datetime.now\nt.monotonic()"
    )
    assert sorted(clock_readings(ast.parse(asked))) == [2, 3, 4, 5]
    assert clock_readings(ast.parse("campaign.today\nwhen.time()")) == []
    luck = "random.choice(x)\nrandom.Random(7)\nrandom.Random()\nfrom random import shuffle"
    assert sorted(chances(ast.parse(luck))) == [1, 3, 4]
    counted = "len(event.code) == 6\nshare[:4]\nmap(len, codes)\n{2: 4, 4: 6}\n(2, 4, 6)\nunit[:length]\nlen(my_code)"
    assert sorted(digits_counted(ast.parse(counted))) == [1, 2, 3, 4, 5, 6, 7]
    assert (
        digits_counted(ast.parse("len(codes)\nfault.code[1:2]\n(2, 3)\n(2, 2)\nunits[:5]\nlevel_of(code)"))
        == []
    )
    compared = "event.state == '计划'\nstate in ('延期', '取消')\nnow.stage == 'after'\none.state == '办结'"
    assert words_compared(ast.parse(compared)) == [1, 2, 3]
    assert missing("`build/crew`, `pages/days.py`, `views/`, `tests/test_floors.py`, `data/x`") == {
        "build/crew",
        "tests/test_floors.py",
    }
    long = "def f():\n" + "    x = 1\n" * FUNCTION_LINES
    assert list(long_functions(ast.parse(long))) == [("f", FUNCTION_LINES + 1)]
