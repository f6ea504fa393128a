"""What hostile and broken input, kills and bad places do: each figure beside the one that is asked for.

.venv/bin/python tests/bench/hostile.py                       all, for hours
.venv/bin/python tests/bench/hostile.py --minutes 5           each part for so long at most
.venv/bin/python tests/bench/hostile.py kills personal        some parts
.venv/bin/python tests/bench/hostile.py kills --seed 2        other kills than those of seed 1: the pieces add up

A part that runs out of its time says how far it came. Linux; the part on disks wants root, for it mounts small ones.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "hooks")]

import drawing  # noqa: E402
import everything  # noqa: E402
import hostile  # noqa: E402  (that of the tests: this folder is looked into last)
import newsrooms  # noqa: E402
import workbooks  # noqa: E402
from almanac.excel import reader  # noqa: E402
from almanac.intake import notice_extraction, notice_patterns  # noqa: E402
from almanac.model.diagnostics import Place, describe  # noqa: E402
from almanac.model.filings import ACTIVITY, KINDS  # noqa: E402
from almanac.parse import dates, encoding, front_matter, images, markdown, numbers, yaml_reader  # noqa: E402
from almanac.publish import local  # noqa: E402
from almanac.validate import file_names, personal_data, qr_codes  # noqa: E402
from preloaded import Preloaded  # noqa: E402
from small import PLACES, PROJECT, bytes_of  # noqa: E402

RULES = notice_patterns.rules(2021, None)
ENGLISH = re.compile(rb"Traceback|Errno|Error\b|No space|too large|denied|Read-only|I/O")


class Figure(NamedTuple):
    """A line of the table: what was done, how often, how often is asked for, what went wrong, and what else to say."""

    what: str
    done: int
    asked: int
    wrong: list[str]
    note: str = ""


Reads = Callable[[random.Random, bytes], None]


class Clock:
    """Until when a part may go on, and by which lot: other seeds add other cases."""

    def __init__(self, minutes: float, seed: int) -> None:
        self.end = time.monotonic() + minutes * 60
        self.seed = seed

    def counted(self, number: int) -> Iterator[int]:
        """So many turns, while there is time."""
        for turn in range(number):
            if time.monotonic() > self.end:
                return
            yield turn


# ---------------------------------------------------------------- mutated inputs

PIECES = (
    b"[", b"{", b"&a ", b"*a", b"!!python/object:os.system", b"<<: *a", b"---\n", b"...\n", b"%YAML 9\n", b"\0", b"\r", b"\x85",
    b"\xef\xbb\xbf", "\u2028".encode(), "\u202e".encode(), "\ufdd0".encode(), "👨‍👩‍👧".encode(), "é•¿æ²™".encode(), "锟斤拷".encode(), b"null", b"~",
    b"'", b'"', b"\\x00", b": ", "：".encode(), b"- ", b"\t", b"# ", b"|\n", b">\n", b"9" * 5000, b"2021-02-30", b"NaN",
    b"<script>", b"](javascript:1)",
    b"![](x)", b"**", b"> " * 20, b"[" * 300, b"`" * 50, b"\xff\xfe", b"\xb0\xa1", b"../../etc/passwd", b"=cmd|' /C calc'!A0", b"13812345678",
)  # fmt: skip


def mutated(chance: random.Random, raw: bytes) -> bytes:
    """The bytes with some of them flipped, left out, doubled, or with a piece put in."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 3, 20, 200)))
        match chance.randrange(6):
            case 0 if data:
                data[at % len(data)] = chance.randrange(256)
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end]
            case 3:
                data[at:end] = b""
            case _:
                data[at:at] = chance.choice(PIECES)
    return bytes(data)


def _record(chance: random.Random, raw: bytes) -> None:
    _, faults = yaml_reader.read("甲.yml", raw, chance.choice(KINDS) if chance.random() < 0.1 else ACTIVITY)
    faults += personal_data.faults("甲.yml", raw.decode("utf-8", "replace"), PLACES)
    list(map(describe, faults))


def _article(chance: random.Random, raw: bytes) -> None:
    manuscript, faults = front_matter.read("content/health/a.md", raw, PLACES)
    if manuscript:
        markdown.tree(manuscript.body)
    list(map(describe, faults))


def _pasted(chance: random.Random, raw: bytes) -> None:
    notice_extraction.proposed(encoding.decoded(raw), RULES)


def _words(chance: random.Random, raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")[:60]
    dates.spelt(text, 2021)
    numbers.why("人数", text)
    list(file_names.unfit(text, PLACES))


def _picture(chance: random.Random, raw: bytes) -> None:
    images.trouble("1.jpg", raw, qr_codes.refused)


def _workbook(chance: random.Random, raw: bytes) -> None:
    with contextlib.suppress(reader.Refused):
        reader.opened(raw)


def inputs(clock: Clock, asked: int) -> Figure:
    """Mutated records, articles, pasted texts, words, pictures and workbooks: none makes a reader raise or hang."""
    files = everything.FILES
    records = [text.encode() for path, text in files.items() if path.endswith(".yml")]
    records = [
        raw for raw in records for _ in range(1 if len(raw) > 10_000 else 10)
    ]  # the notice costs as much as 20 others
    prose = [text.encode() for path, text in files.items() if path.endswith(".md")]
    notices = [
        one for file in (TESTS / "notices").rglob("*.txt") for one in file.read_bytes().split(b"\n===")
    ]
    rows = [["5月29日上午9点"], ["800余人"], ["0528-示例.yml"]]
    kinds: tuple[tuple[int, Reads, list[bytes]], ...] = (
        (700, _record, records), (100, _article, prose), (60, _pasted, notices),
        (130, _words, [row[0].encode() for row in rows]), (9, _picture, [drawing.picture(), drawing.scene(1, 200)]),
        (1, _workbook, [workbooks.book(("活动", workbooks.sheet([workbooks.good()])))]),
    )  # fmt: skip
    chance, wrong, slow = random.Random(clock.seed), list[str](), 0.0
    ways = [(read, sources) for share, read, sources in kinds for _ in range(share)]
    told: collections.Counter[str] = collections.Counter()
    done = 0
    for done in clock.counted(asked):  # noqa: B007  (how many were done is told)
        read, sources = chance.choice(ways)
        raw = mutated(chance, chance.choice(sources))
        began = time.monotonic()
        try:
            read(chance, raw)
        except Exception as error:
            wrong.append(f"{read.__name__[1:]} {type(error).__name__}: {raw[:200]!r}")
        slow = max(slow, time.monotonic() - began)
        told[read.__name__[1:]] += 1
    return Figure("mutated inputs", done + 1, asked, wrong, f"{dict(told)}; slowest {slow:.2f} s")


# ---------------------------------------------------------------- kills


def _child(root: Path, today: str) -> int:
    """A build in a process group of its own."""
    process = os.fork()
    if process == 0:
        os.setpgid(0, 0)
        try:
            os._exit(0 if newsrooms.build(root, today).published else 1)
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(2)
    with contextlib.suppress(PermissionError, ProcessLookupError):  # whoever comes first
        os.setpgid(process, process)
    return process


def _ended(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def kills(clock: Clock, asked: int) -> Figure:
    """A build killed at any moment, cold and of changes: each file is of the old edition or of the new, then all of the new.

    A third of the kills waits for the moves into the site, which are over in a moment.
    """
    chance, wrong, counts = random.Random(clock.seed), list[str](), collections.Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        # Without releases in all but each fifth piece: setting them takes as long as all else of a change.
        files = {
            path: text
            for path, text in everything.FILES.items()
            if clock.seed % 5 == 0 or "press/" not in path
        }
        root = newsrooms.whole(Path(folder) / "here", {"content/press/shili.md": "", **files})
        place, editions = local.place(root / "out/site"), list[dict[str, str]]()
        for number in (0, 1):
            _edition(root, number)
            shutil.rmtree(root / "out", ignore_errors=True)
            assert newsrooms.build(
                root
            ).published  # here, so that no child reads the program's own text again
            editions.append(bytes_of(place.site))
        lasts = {"cold": _lasts(root, place, 1, cold=True), "changes": _lasts(root, place, 0, cold=False)}
        moves, now = _lasts(root, place, 1, cold=False, moves=True), 1
        for _ in clock.counted(asked):
            kind = chance.choices(("cold", "changes", "moves"), (3, 4, 3))[0]
            old = {} if kind == "cold" else editions[now]
            if kind == "cold":
                shutil.rmtree(root / "out", ignore_errors=True)
            now = 1 - now
            _edition(root, now)
            process = _child(root, newsrooms.TODAY)
            if kind == "moves":
                _moving(process, place)
            time.sleep(chance.random() * lasts.get(kind, moves) * 1.05)
            os.killpg(process, signal.SIGKILL)
            ended = _ended(process)
            seen = bytes_of(place.site) if place.site.is_dir() else {}
            strange = [
                path for path, mark in seen.items() if mark not in (old.get(path), editions[now].get(path))
            ]
            if strange or (kind == "cold" and seen not in ({}, editions[now])):
                wrong.append(f"{kind}: {strange[:3]} of {len(seen)}")
            if code := _ended(_child(root, newsrooms.TODAY)):
                wrong.append(f"{kind}: the next start ended with {code}")
            elif (then := bytes_of(place.site)) != editions[now]:
                others = sorted(path for path, _ in then.items() ^ editions[now].items())
                wrong.append(f"{kind}: the next start did not finish the edition: {others[:5]}")
            counts[kind] += 1
            counts["killed before the end"] += ended < 0
            counts["found between two editions"] += seen not in (old, editions[now])
    done = sum(counts[kind] for kind in ("cold", "changes", "moves"))
    return Figure("kills of builds", done, asked, wrong, str(dict(counts)))


def _moving(process: int, place: local.Place) -> None:
    """Wait until the build moves files into the site, or ends."""
    while (
        not place.journal.exists()
        and os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    ):
        time.sleep(0.0002)


def _lasts(root: Path, place: local.Place, number: int, cold: bool, moves: bool = False) -> float:
    """How many seconds the build of an edition lasts, or its moves."""
    if cold:
        shutil.rmtree(root / "out")
    _edition(root, number)
    process, began = _child(root, newsrooms.TODAY), time.monotonic()
    if moves:
        _moving(process, place)
        began = time.monotonic()
        while place.journal.exists():
            time.sleep(0.0002)
        ended = time.monotonic()
    assert _ended(process) == 0
    return (ended if moves else time.monotonic()) - began


def _edition(root: Path, number: int) -> None:
    """The records of one of two editions: most of their pages differ."""
    for path, text in everything.FILES.items():
        if path.endswith(".yml") and "名称: " in text and re.search("/0[0-9]{3}-", path):
            (root / path).write_text(text.replace("示例", f"示例{'甲乙'[number]}"), encoding="utf-8")


# ---------------------------------------------------------------- places


def _whole(root: Path) -> Path:
    """A small project with its own program."""
    newsrooms.whole(root, everything.FILES)
    for name in ("build.py", "requirements.txt"):
        shutil.copy(PROJECT / name, root)
    return root


def _command(root: Path) -> list[str]:
    """The program of that project, building its site."""
    how = ("--out", str(root / "out/site"), "--workers", "1", "--today", newsrooms.TODAY)
    return [sys.executable, "-P", "-X", "utf8", "-X", "almanac", str(root / "build.py"), "build", *how]


def _built(root: Path, **environment: str) -> tuple[int, bytes]:
    """How it ends, and what it says."""
    done = subprocess.run(
        _command(root), env=os.environ | environment, capture_output=True, timeout=600, check=False
    )
    return done.returncode, done.stdout + done.stderr


SMALL = {
    **{f"full at {size} MB": f"size={size}m" for size in (1, 2, 4, 6, 9)},
    **{f"{number} inodes": f"nr_inodes={number}" for number in (40, 150, 500, 900)},
    "read-only": "ro",
}  # disks, by how they are mounted


def places(clock: Clock, asked: int) -> Figure:
    """Full disks, disks without inodes, read-only ones, two builds at once: a sentence, and no half of a site."""
    wrong, note, done = list[str](), list[str](), 0
    with tempfile.TemporaryDirectory() as folder:
        good = _whole(Path(folder) / "good")
        assert _built(good)[0] == 0
        whole = bytes_of(good / "out/site")
        for name, how in SMALL.items() if os.geteuid() == 0 else ():
            root = _whole(Path(folder) / re.sub(r"\W", "-", name))
            (root / "out").mkdir()
            if subprocess.run(
                ["mount", "-t", "tmpfs", "-o", how, "tmpfs", root / "out"], capture_output=True, check=False
            ).returncode:
                note.append("no mounts here")
                break
            try:
                code, said = _built(root)
                site = bytes_of(root / "out/site") if (root / "out/site").is_dir() else {}
            finally:
                subprocess.run(["umount", root / "out"], check=False)
            done += 1
            if ENGLISH.search(said) or not re.search("[一-鿿]", said.decode("utf-8", "replace")):
                wrong.append(f"{name}: {said[-300:]!r}")
            if site != (whole if code == 0 else {}) and not (code == 0 and site.keys() == whole.keys()):
                wrong.append(f"{name}: half a site of {len(site)} files, code {code}")
            note.append(f"{name}: {code}")
        for number in clock.counted(10):
            root = _whole(Path(folder) / f"two{number}")
            both = [
                subprocess.Popen(_command(root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                for _ in "ab"
            ]
            codes = sorted(process.wait() for process in both)
            done += 1
            if codes not in ([0, 0], [0, 75]) or bytes_of(root / "out/site") != whole:
                wrong.append(f"two builds at once: {codes}")
            note += ["two at once: 0 and 75"] * (codes == [0, 75])
    return Figure("bad places, two builds at once", done, len(SMALL) + 10, wrong, "; ".join(note))


def alike(clock: Clock, asked: int) -> Figure:
    """The same bytes in another folder, zone, locale and with another seed."""
    wrong, done, first = list[str](), 0, dict[str, str]()
    ways = [
        {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C"}, {"TZ": "America/New_York", "PYTHONHASHSEED": "529", "LC_ALL": "zh_CN.GBK"},
        {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1980", "PYTHONIOENCODING": "gbk", "LANG": "zh_CN.GB18030"},
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    ]  # fmt: skip
    for turn in clock.counted(len(ways)):
        with tempfile.TemporaryDirectory(prefix="一 b" * turn + "a") as folder:
            root = _whole(Path(folder) / "x")
            code, said = _built(root, **ways[turn])
            found = bytes_of(root / "out/site") if not code else {}
            first, done = first or found, done + 1
            if not found or found != first:
                wrong.append(
                    f"{ways[turn]}: {code} {sorted(path for path in first if first.get(path) != found.get(path))[:5]} {said[-200:]!r}"
                )
    return Figure("same bytes", done, len(ways), wrong, f"{len(first)} files each")


def edits(clock: Clock, asked: int) -> Figure:
    """Random edits of every kind, and of the day: the site is that of a clean build."""
    done, idle, wrong, seed = 0, 0, list[str](), clock.seed * 100
    while done < asked and time.monotonic() < clock.end:
        seed += 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                done += len(hostile.proved(Path(folder), seed, 16, of=Preloaded))
            except hostile.Idle:
                idle += 1
            except AssertionError as error:
                wrong.append(f"seed {seed}: {str(error)[:300]}")
    note = f"{idle} seeds by whose lot hardly a build was published" if idle else ""
    return Figure("edits, each as a clean build", done, asked, wrong, note)


# ---------------------------------------------------------------- personal data


def somebodys(chance: random.Random) -> tuple[str, str]:
    """A number of a form that people have, invented, with its kind."""
    kind = chance.choice(("mobile", "identity", "bank"))
    if kind == "mobile":
        return kind, f"1{chance.choice('3456789')}{chance.randrange(10**9):09}"
    if kind == "bank":
        bare = f"62{chance.randrange(10**16):016}"
        return kind, next(bare + str(check) for check in range(10) if _luhn(bare + str(check)))
    day = f"{chance.randrange(1940, 2015)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    bare = f"4301{chance.randrange(2, 25):02}{day}{chance.randrange(1000):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(bare, weights, strict=True))
    return kind, bare + "10X98765432"[total % 11]


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def _parted(number: str, gap: str) -> str:
    """As people part such a number: 3-4-4, four by four, or 6-8-4."""
    cuts = {11: (3, 7), 19: (4, 8, 12, 16)}.get(len(number), (6, 14))
    return gap.join(number[first:last] for first, last in zip((0, *cuts), (*cuts, None), strict=True))


WRITTEN: dict[str, Callable[[str], str]] = {
    "plain": str,
    "full width": lambda number: number.translate(WIDE),
    "blanks": lambda number: _parted(number, " "),
    "strokes": lambda number: _parted(number, "-"),
    "Han digits": lambda number: number.translate(HAN),
    "O for 0": lambda number: number.replace("0", "O"),
}


def _at_doors(said: str, folder: Path) -> dict[str, list[str]]:
    """The codes that each door gives."""
    head = everything.FILES["content/health/shili.md"]
    rows = workbooks.sheet([{**workbooks.good(), "简介": f"请打{said}。"}])
    pasted = notice_extraction.proposed(f"5月29日上午9点在示例广场办义诊，请打{said}。", RULES)
    values = str([one.value for one in pasted.proposed])
    taken = workbooks.take(workbooks.book(("活动", rows)), folder)
    doors = {
        "a value": personal_data.faults("甲.yml", f"名称: 示例\n简介: 请打{said}。\n", PLACES),
        "a remark (#)": personal_data.faults("甲.yml", f"名称: 示例\n# {said}\n", PLACES),
        "a caption": personal_data.faults("甲.yml", f"照片: [{{文件: 1.jpg, 说明: {said}}}]\n", PLACES),
        "an article": front_matter.read("a.md", head.replace("示例正文", f"请打{said}").encode(), PLACES)[1],
        "an article's head": front_matter.read("a.md", head.replace("标题: ", f"标题: {said}").encode(), PLACES)[1],
        "a file's name": file_names.faults(f"0529-{said}.yml", Place("x"), PLACES),
        "a cell": [fault for faults in taken.wrong.values() for fault in faults] + [told for told in [taken.refused] if told],
    }  # fmt: skip
    found = {door: [fault.code for fault in faults] for door, faults in doors.items()}
    found["a pasted notice"] = [] if said in values else ["E302"]
    return found


def personal(clock: Clock, asked: int) -> Figure:
    """Seeded numbers, written in six ways, through every door: refused, asked about, or let through."""
    chance, wrong = random.Random(clock.seed), list[str]()
    passed: collections.Counter[str] = collections.Counter()
    counts: collections.Counter[str] = collections.Counter()
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        records = workbooks.records(Path(folder) / "events")
        for done in clock.counted(asked):  # noqa: B007
            kind, number = somebodys(chance)
            way = chance.choice(list(WRITTEN))
            for door, codes in _at_doors(WRITTEN[way](number), records).items():
                refused, doubted = (any(code.startswith(mark) for code in codes) for mark in ("E3", "Q3"))
                counts["refused" if refused else "asked" if doubted else "passed"] += 1
                if not (refused or doubted):
                    passed[f"{kind}, {way}, {door}"] += 1
                    wrong += [f"{kind} in {door}"] if way == "plain" else []
    return Figure(
        "personal numbers, each at 8 doors",
        done + 1,
        asked,
        wrong,
        f"{dict(counts)}; passed: {dict(passed) or 'none'}",
    )


PARTS: dict[str, tuple[Callable[[Clock, int], Figure], int]] = {
    "personal": (personal, 300), "same": (alike, 4), "places": (places, 20), "kills": (kills, 1_000), "edits": (edits, 500),
    "inputs": (inputs, 1_000_000),
}  # fmt: skip


def main() -> int:
    """Each part after the other; what went wrong is listed, and is the exit code."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("parts", nargs="*", help="、".join(PARTS))
    asked.add_argument("--minutes", type=float, default=600, help="of each part at most")
    asked.add_argument("--number", type=int, help="so often, not as often as is asked for")
    asked.add_argument("--seed", type=int, default=1, help="the lot: pieces with other seeds add up")
    chosen, failed = asked.parse_args(), 0
    for name, (part, number) in PARTS.items():
        if chosen.parts and name not in chosen.parts:
            continue
        began = time.monotonic()
        figure = part(Clock(chosen.minutes, chosen.seed), chosen.number or number)
        failed += len(figure.wrong)
        print(
            f"{figure.what}: {figure.done} of {figure.asked}, {len(figure.wrong)} wrong, {time.monotonic() - began:.0f} s. {figure.note}",
            flush=True,
        )
        for line in figure.wrong[:20]:
            print(f"  {line}", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
