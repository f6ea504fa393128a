"""No command writes or prints what may not be shown: names withdrawn or no longer agreed to, what is embargoed, one or two
people visited in a village.

Every command of the command line has its calls in CALLS; one that has none fails. What a call wrote or printed is searched
in all its bytes, unpacked. GOOD, who has agreed to be named, must be found where CALLS says so: else the search, or the
call, would have looked at nothing.
"""

from __future__ import annotations

import csv
import fnmatch
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import everything
import guard
import nations
import pytest
import typer.main
import workbooks
from almanac import demo
from almanac.cli import groups, main, options, serve
from almanac.model import seal
from almanac.nation import cluster
from everything import COUNTY, FEW, FILES, GONE, GOOD, HELD, LATER, MANY, OTHER, SOME, TODAY
from python_calamine import CalamineWorkbook
from small import PROJECT
from typer.testing import CliRunner
from unpacking import Packed, having, packed_in, read

groups.add(main.app)

STDOUT = "（屏幕）"
OWN = "the clerk's own file, shown back to be put right"
LEFT = "the sealed numbers as they were signed: their digest would break; a new reason is without the name (see below)"
RIGHT = "how the clerk's own line is put right: it is without the name that was withdrawn, else as it was"
_QUOTED = re.compile(r"\n    .*\n *\^(?=\n)")
PLAN, OTHERS = f"events/2021/{COUNTY}/0620-yizhen.yml", f"events/2021/{OTHER}/0620-yizhen.yml"
HELD_THERE = f"events/2021/{COUNTY}/0528-shili.yml"
NOTICE = (
    "示例健康义诊活动通知\n各位居民：5月29日上午9点在示例广场举办示例健康义诊活动，约80人参加，欢迎大家。\n"
)
SHEET = workbooks.sheet([{**workbooks.good(), "名称": "示例义诊乙"}, {**workbooks.good(), "状态": "己举办"}])


class Call(NamedTuple):
    """How a command is called: OUT is a new folder, ROOT the project.

    shows: where GOOD must be found, a pattern of paths; nothing, where the command has nothing to say of people.
    may: which paths may hold which words, and why; quotes: lines of the clerk's own files with a caret below are not
    searched. before: files as they are changed first; typed: what is sent to it; after: what is called before; known: why it fails today.
    """

    arguments: str
    shows: str = ""
    may: Mapping[str, tuple[tuple[str, ...], str]] = {}
    before: Mapping[str, str] = {}
    typed: str = ""
    after: str = ""
    quotes: bool = False
    known: str = ""


TOLD = {STDOUT: ((LATER,), RIGHT)}
TEMPLATE = {"*.xlsx": ((GONE, LATER, FEW), OWN)}
MOVED = {
    PLAN: FILES[PLAN].replace("大院", "院子"),
    OTHERS: FILES[OTHERS].replace("大院", "院子"),
    f"events/2021/{OTHER}/0620-yizhen-2.yml": FILES[PLAN],
}
COUNTED = {HELD_THERE: FILES[HELD_THERE].replace("人数: 40", "人数: 41")}

CALLS: dict[str, list[Call]] = {
    "build": [Call("--out OUT/site --compress", "*/index.html", TOLD, quotes=True)],
    "check": [
        Call("", STDOUT, TOLD, quotes=True),
        Call(f"ROOT/{HELD_THERE}", STDOUT, TOLD, quotes=True),
        Call("--format github", STDOUT, TOLD),
        Call("--base HEAD", STDOUT, TOLD, MOVED, quotes=True),
        *(Call(f"--base HEAD --format {how}", STDOUT, TOLD, MOVED) for how in ("github", "gitlab", "rdjson")),
        Call("--base HEAD --format markdown", STDOUT, TOLD, MOVED),
    ],
    "serve": [Call("--out OUT/site --port 0", "*/index.html", TOLD, quotes=True)],
    "test": [Call("-q")],
    "demo": [
        Call("--to OUT/demo --activities 30", "*/通知.yml",
             {"*/通知.yml": ((GONE,), "the rules of the notice, copied as they are into a folder to try things in")}),
    ],
    "publish": [Call("OUT/p --out ROOT/out/build-0/site", "*/index.html", after="build")],
    "nation build": [Call("ROOT/out/全国.yml --workers 1", "*/index.html")],
    "nation scheduler": [Call("")],
    "nation worker": [Call("tcp://127.0.0.1:8786")],
    "owed": [Call(""), Call(COUNTY)],
    "report": [
        Call(f"{COUNTY} --to OUT", "*.zip"),
        Call(f"{OTHER} --to OUT", "*.zip"),
        Call("--to OUT", "*.zip"),
    ],
    "seal": [
        Call("2021", "*封存.json", {"*/封存.json": ((GONE, LATER), LEFT)}, COUNTED),
    ],
    "booklet": [Call("--to OUT", "*.epub")],
    "certificates": [Call(f"{COUNTY} --to OUT", "*.pdf")],
    "notice": [
        Call(f"{COUNTY} --month 2021-06 --to OUT", "*.pdf"),
        Call(f"{OTHER} --month 2021-05 --to OUT", "*.pdf"),
    ],
    "press draft": [
        Call("2021-430181-0528-shili --to OUT", "*.md"),
        Call(f"{COUNTY}/2021-W21 --to OUT", "*.md"),
        Call("2021-433101-0528-shili --to OUT", "*.md"),
        Call(f"{OTHER}/2021-W21 --to OUT", "*.md",
             {"*.md": ((GONE,), "the name of the clerk's own file, by which 活动 finds it; the words are without it")}),
    ],
    "press pack": [
        Call("shili --outlet 红网 --to OUT", "*.zip"),
        Call("jinfa --outlet 红网 --to OUT", may=dict.fromkeys(("*.zip", "*-邮件.txt"), ((HELD,), "sent before its day; each file says so"))),
    ],
    "template": [
        Call(f"{COUNTY} --to OUT {' '.join(f'--kind {kind}' for kind in ('活动', '媒体', '表彰', '备案', '清单'))}",
             "*.xlsx", TEMPLATE),
        Call(f"{OTHER} --to OUT", "*.xlsx", TEMPLATE),
    ],
    "import": [Call(f"ROOT/out/送来.xlsx --who {COUNTY} --to OUT")],
    "year": [
        Call("2022 --to OUT", "*.xlsx",
             {**TEMPLATE, "*/通知.yml": ((GONE,), "the lines of the last notice, as remarks in the new one")}),
    ],
    "new": [Call(COUNTY, typed="示例义诊\n3\n2\n5月29日上午8点半\n\n示例广场\n义诊\n\n\n1\n200余人\n\n\n\n\n\n\n")],
    "again": [Call(f"2020/{COUNTY}/0528-jiangzuo.yml --start 6月1日上午")],
    "draft": [Call(f"- --who {COUNTY}", typed=NOTICE)],
    "media add": [
        Call(f"{COUNTY} --outlet 湖南日报 --form 文字 --title 示例的故事", "*/媒体.yml",
             {**TOLD, "*/媒体.yml": ((GONE, LATER), "the clerk's own file, to which a piece is added")}),
        Call(f"{OTHER} --outlet 湖南日报 --form 文字 --title {GOOD}的故事", STDOUT,
             {"*/媒体.yml": ((GONE,), "the clerk's own file, to which a piece is added")}),
    ],
    "kit": [Call(f"{COUNTY} --to OUT", "*.txt"), Call(f"{OTHER} --to OUT", "*.txt")],
    "doctor": [Call(""), Call("--json")],
    "history": [Call("--in ROOT", may={STDOUT: ((GONE, LATER), "what is typed stands behind the question, as on a screen")},
                     typed=f"{GONE}\n{LATER}\n\n")],
    "upgrade": [Call("--look"), Call("")],
    "province": [
        Call(
            "ROOT/events/codes.csv --to OUT/new --year 2026",
            "*/shili.md",
            before={"events/codes.csv": "50,重庆市\n500101,万州区\n"},
            may={
                f"*/validate/{name}.csv": ((GONE, LATER, HELD), "every letter stands there")
                for name in ("name_weights", "word_frequencies")
            },
        )
    ],
    "menu": [Call("", typed="1\n0\n")],
    "owners": [Call("--team @shili/529-{code}")],
    "remark": [Call("ROOT/out/remark.md --platform gitlab --api https://example.org --project a/b --number 1")],
    "preview": [
        Call("--base HEAD --to OUT/p", "*/index.html", before={PLAN: MOVED[PLAN]}),
        Call("--base HEAD --to OUT/p", "*/index.html", before={OTHERS: MOVED[OTHERS]}),
    ],
}  # fmt: skip
NATION = ("nation build", "nation scheduler", "nation worker")
NO_RECORDS = ("test", "demo", "province", "publish", "remark", "history", "menu", *NATION)
NO_DAY = ("upgrade", "test", "demo", "owners", "publish", "remark", "history", "menu", *NATION[1:])


# ---------------------------------------------------------------- every command


def listed(group: Any, above: str = "") -> Iterator[str]:
    """The commands of the command line, those of its groups with the group's name before them."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from listed(command, f"{above}{name} ")
        else:
            yield above + name


def test_every_command_is_called() -> None:
    found = set(listed(typer.main.get_command(main.app)))
    assert len(found) > 15 and found == CALLS.keys()


# Which are over in a moment, also for a whole province, or hand on to what says itself how far it is.
# `remark` has here no key and nobody to send to, and so ends before its line.
QUICK = {"remark", "owners", "new", "again", "draft", "menu", "test", "nation scheduler", "nation worker"}


# ---------------------------------------------------------------- calling one


class Came(NamedTuple):
    """What came of a call: its exit code, what it printed, all it wrote, its words by the files that have them.

    steps: what the line of progress said is done, and what comes next.
    """

    code: int
    said: str
    files: dict[str, Packed]
    words: dict[str, set[str]]
    state: dict[str, Packed]
    steps: list[tuple[str, str]]


class Desk:
    """The project, in which each call is made once, and put back as it was."""

    def __init__(self, root: Path) -> None:
        self.root, self.came = root, dict[tuple[str, int], Came]()
        self.steps: list[tuple[str, str]] = []
        everything.project(root)
        (root / "out").mkdir()
        (root / "out/送来.xlsx").write_bytes(workbooks.book(("活动", SHEET)))
        self._nation()
        self.files = {path: path.read_bytes() for path in self._sources()}

    def _sources(self) -> list[Path]:
        return [
            path for name in ("events", "content") for path in (self.root / name).rglob("*") if path.is_file()
        ]

    def _nation(self) -> None:
        """A nation of this one province: a repository of the program with these records."""
        province = self.root.parent / "province"
        nations.program(province)
        for name in ("events", "content"):
            shutil.rmtree(province / name, ignore_errors=True)
            shutil.copytree(self.root / name, province / name)
        nations.git(self.root.parent, "init", "--quiet", "--initial-branch", "main", str(province))
        nations.committed(province)
        said = {"目标": str(self.root / "out/nation-target")}
        nations.written(self.root / "out/全国.yml", [province], said, ("43",))

    def call(self, command: str, number: int) -> Came:
        """What comes of one call of a command."""
        if (command, number) not in self.came:
            call, out = CALLS[command][number], self.root / "out" / f"{command.replace(' ', '-')}-{number}"
            if call.after:
                self.call(call.after, 0)
            for name, text in call.before.items():
                (self.root / name).write_text(text, encoding="utf-8")
            try:
                self.came[command, number] = self._made(command, call, out)
            finally:
                for path in self._sources():
                    if path not in self.files:
                        path.unlink()
                for folder in sorted((self.root / "events").rglob("*"), reverse=True):
                    if folder.is_dir() and not any(folder.iterdir()):
                        folder.rmdir()
                for path, data in self.files.items():
                    if path.read_bytes() != data:
                        path.write_bytes(data)
        return self.came[command, number]

    def _made(self, command: str, call: Call, out: Path) -> Came:
        words = call.arguments.replace("OUT", str(out)).replace("ROOT", str(self.root)).split()
        words += [] if command in NO_RECORDS else ["--records", str(self.root / "events")]
        words += [] if command in NO_DAY else ["--today", TODAY]
        before = self._marks()
        self.steps.clear()
        done = CliRunner().invoke(main.app, [*command.split(), *words], input=call.typed or None)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        new = [path for path, mark in self._marks().items() if before.get(path) != mark]
        wrote = packed_in((path.relative_to(self.root).as_posix(), path.read_bytes()) for path in new)
        kept = ("out/*/.build/*", ".build/asked/*")  # between builds, and between questions
        state = {
            path: parts
            for path, parts in wrote.items()
            if any(fnmatch.fnmatch(path, where) for where in kept)
        }
        files = {path: parts for path, parts in wrote.items() if path not in state}
        said = _QUOTED.sub("", done.output) if call.quotes else done.output
        files[STDOUT] = [(STDOUT, said.encode())]
        found = {word: having(files, word) for word in (GONE, LATER, GOOD, HELD)}
        return Came(done.exit_code, done.output, files, found, state, [*self.steps])

    def _marks(self) -> dict[Path, tuple[int, int]]:
        """Every file that a command may write, with what tells whether it did."""
        folders = (self.root / name for name in ("out", "events", "content", ".build"))
        files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in files}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The project in the place of our own; serving ends once the site is there, and no tests are run."""
    root = tmp_path_factory.mktemp("every") / "project"
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("almanac") and hasattr(module, "PROJECT"):
                patch.setattr(module, "PROJECT", root)
        patch.setattr(demo, "RECORDS", root / "events")
        patch.setattr(serve, "_watch", _interrupted)
        patch.setattr(
            cluster, "serve", lambda program, arguments: typer.echo(" ".join((program, *arguments)))
        )
        patch.setenv("NATION_FOLDER", str(root.parent / "nation"))
        patch.setenv(
            "SOURCE_DATE_EPOCH", f"{datetime.fromisoformat(TODAY + 'T00:00:00+08:00').timestamp():.0f}"
        )
        real = subprocess.run
        patch.setattr(subprocess, "run", lambda asked, **how: real(_harmless(asked), **how))
        desk = Desk(root)
        begin = options.Teller.__init__

        def noted(teller: options.Teller, what: str, then: str = "") -> None:
            desk.steps.append((what, then))
            begin(teller, what, then)

        patch.setattr(options.Teller, "__init__", noted)
        yield desk


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def _harmless(asked: list[str]) -> list[str]:
    """No tests within a test: of pytest only its name is asked."""
    return [sys.executable, "-c", ""] if "pytest" in asked else asked


EACH = [(command, number) for command, calls in CALLS.items() for number in range(len(calls))]


LONG = (("nation build", 0), ("preview", 1))  # for the whole proof


def _whole(call: tuple[str, int]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.whole] if call in LONG else []


def _id(value: object) -> str:
    return str(value).replace(" ", "-")


def _marked() -> list[Any]:
    """Each call; one that is known to show what it may not is expected to fail until it is mended."""
    return [
        pytest.param(
            command,
            number,
            marks=[
                *_whole((command, number)),
                *([pytest.mark.xfail(strict=True, reason=why)] if why else []),
            ],
        )
        for command, number in EACH
        for why in [CALLS[command][number].known]
    ]


SLOW = [*dict.fromkeys(command for command, _ in EACH if command not in QUICK)]
SHOWN = ("booklet", "report")  # by the quick proof; the others by the whole one


@pytest.mark.parametrize(
    "command", [each if each in SHOWN else pytest.param(each, marks=pytest.mark.whole) for each in SLOW]
)
def test_what_takes_longer_says_what_it_does_and_what_comes_next(desk: Desk, command: str) -> None:
    """Over two seconds nobody waits before a screen that does not move: each command of that kind has its line of progress."""
    calls = [number for each, number in EACH if each == command and (each, number) not in LONG]
    if not calls:
        pytest.skip("its calls are made by the whole proof")
    steps = [step for number in calls for step in desk.call(command, number).steps]
    assert steps and all(what and then for what, then in steps), steps


# ---------------------------------------------------------------- what may not be there


@pytest.mark.parametrize(
    ("command", "number"), [pytest.param(*each, marks=_whole(each)) for each in EACH], ids=_id
)
def test_what_may_be_shown_is_found(desk: Desk, command: str, number: int) -> None:
    came, shows = desk.call(command, number), CALLS[command][number].shows
    assert came.code in (0, 1) and "Traceback" not in came.said, came.said
    assert came.said or len(came.files) > 1 or command == "test"
    assert bool(fnmatch.filter(came.words[GOOD], shows or "*")) == bool(shows), (came.said, came.words[GOOD])


@pytest.mark.parametrize(("command", "number"), _marked(), ids=_id)
def test_what_may_not_be_shown_is_in_no_byte(desk: Desk, command: str, number: int) -> None:
    came, call = desk.call(command, number), CALLS[command][number]
    found = {(word, path) for word in (GONE, LATER, HELD) for path in came.words[word]}
    found |= {(FEW, path) for path in numbered(came.files, FEW, ("1", "2"))}
    wrong = sorted((word, path) for word, path in found if not _may(call, word, path))
    assert wrong == []


MEANT_FOR_IT = {
    "press draft",
    "year",
    "demo",
    "preview",
    "province",
}  # are written to be committed, or into a folder to look at
WRITING = [
    each for each in EACH if "--to OUT" in CALLS[each[0]][each[1]].arguments and each[0] not in MEANT_FOR_IT
]


@pytest.mark.parametrize(
    ("command", "number"), [pytest.param(*each, marks=_whole(each)) for each in WRITING], ids=_id
)
def test_what_is_made_for_somebody_stays_out_of_the_repository(
    desk: Desk, command: str, number: int, tmp_path: Path
) -> None:
    """Clerks' telephones, names that are not public yet: whatever a command writes where it is called, git leaves alone."""
    out = f"out/{command.replace(' ', '-')}-{number}/"
    names = [path.removeprefix(out) for path in desk.call(command, number).files if path.startswith(out)]
    subprocess.run([*everything.GIT, "init", "-q"], cwd=tmp_path, check=True, timeout=guard.LIMIT)
    (tmp_path / ".gitignore").write_bytes((PROJECT / ".gitignore").read_bytes())
    asked = [*everything.GIT, "check-ignore", "--no-index", "-z", "--stdin"]
    told = subprocess.run(
        asked,
        cwd=tmp_path,
        input="\0".join(names),
        capture_output=True,
        text=True,
        check=False,
        timeout=guard.LIMIT,
    )
    assert names and set(names) == {name for name in told.stdout.split("\0") if name}


def _may(call: Call, word: str, path: str) -> bool:
    return any(word in words and fnmatch.fnmatch(path, where) for where, (words, _) in call.may.items())


def test_what_is_kept_beside_the_site_has_no_name_that_was_withdrawn(desk: Desk) -> None:
    state = desk.call("build", 0).state
    assert state and having(state, GONE) == set()


def test_a_name_whose_consent_ran_out_is_in_no_reason_of_a_revision(desk: Desk) -> None:
    assert {path for path in desk.call("build", 0).words[LATER] if "/totals/" in path} == set()


def test_a_new_revision_gives_its_reason_without_the_name(desk: Desk) -> None:
    """What was signed stays as it is, the old reason too; what is written now is as the public may see it."""
    came = desk.call("seal", 0)
    assert "第 2 次修订" in came.said
    ((_, data),) = next(parts for path, parts in came.files.items() if path.endswith(seal.FILE))
    told = [one["why"] for one in json.loads(data)["sealed"]["revisions"] if one["number"] != "R1"]
    assert any(GOOD in why for why in told) and not [why for why in told if GONE in why]


@pytest.mark.parametrize(
    "command", ["notice", "kit", "certificates", "media add", "press draft", "press pack"]
)
def test_what_a_command_keeps_holds_no_name_that_was_withdrawn(desk: Desk, command: str) -> None:
    """Nor what it read for itself as it was filed."""
    assert having(desk.call(command, 0).state, GONE) == set()


def test_the_state_is_searched(desk: Desk) -> None:
    assert having(desk.call("build", 0).state, GOOD)


# ---------------------------------------------------------------- one or two people in a village


def numbered(files: dict[str, Packed], who: str, numbers: tuple[str, ...]) -> set[str]:
    """The files in which one of these numbers stands beside a word, as a person would read it or as data."""
    amount = re.compile(
        rf"(?<![0-9.:-])(?:{'|'.join(numbers)})\s*[人户]|(?:people|households)[^0-9]{{1,9}}(?:{'|'.join(numbers)})\b"
    )
    found = set()
    for path, parts in files.items():
        for name, data in parts:
            text = re.sub("<[^>]*>", "", _rows(data) if name.endswith(".xlsx") else read(data))
            near = (text[max(0, at.start() - 80) : at.end() + 160] for at in re.finditer(who, text))
            lines = (
                (line for line in text.split("\n") if who in line) if name.endswith((".csv", ".xlsx")) else ()
            )
            if any(map(amount.search, near)) or any({*numbers} & {*row} for row in csv.reader(lines)):
                found.add(path)
    return found


def _rows(data: bytes) -> str:
    """The rows of a workbook as lines of a table."""
    book, out = CalamineWorkbook.from_filelike(io.BytesIO(data)), io.StringIO()
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            csv.writer(out).writerow([int(cell) if isinstance(cell, float) else cell for cell in row])
    return out.getvalue()


def test_numbers_beside_a_word_are_found(desk: Desk) -> None:
    """Those of another visit to the same village, which are large enough to be told, where the small ones are not."""
    found = numbered(desk.call("build", 0).files, MANY, SOME)
    assert {path.rpartition(".")[2] for path in found} >= {"html", "csv", "json", "xml", "gz", "br"}, found
    assert fnmatch.filter(numbered(desk.call("template", 0).files, MANY, SOME), "*.xlsx")
