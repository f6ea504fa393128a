"""What commands share: the options with their Chinese help, the day, how faults and progress are told, how they end."""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import shutil
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar

import typer

if TYPE_CHECKING:
    from almanac.build.job import Job
    from almanac.model.diagnostics import Fault

PROJECT = Path(__file__).resolve().parents[3]
BAD, WRONG_USE = 1, 2
_today = datetime.date(2021, 5, 29)

Records = Annotated[
    Path, typer.Option("--records", help="记录文件夹", metavar="文件夹", show_default="events")
]
Out = Annotated[Path, typer.Option("--out", help="网站写到哪里", metavar="文件夹", show_default="site")]
Year = Annotated[int | None, typer.Option("--year", help="哪一年是本届；不写就取最近一届", metavar="年份")]
Today = Annotated[
    str | None, typer.Option("--today", help="当作哪一天来构建；不写就是今天（北京时间）", metavar="年-月-日")
]
Workers = Annotated[int, typer.Option("--workers", min=1, max=32, help="几个进程同时做", metavar="个数")]
WORKERS = min(os.cpu_count() or 1, 4)


def set_today(today: datetime.date) -> None:
    """The day in Beijing, told by build.py before a command runs."""
    global _today
    _today = today


Asked = ParamSpec("Asked")
Said = TypeVar("Said")


_SCREEN = threading.Lock()  # who writes the line of a Teller; no process is forked amid it
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_SCREEN.acquire, after_in_parent=_SCREEN.release, after_in_child=_SCREEN.release
    )
BAR = 8  # letters of a bar, which Chinese fonts draw as wide as Han
OFTEN, TICK, LONG = (
    0.2,
    1.0,
    2.0,
)  # seconds: between two lines; without news; after which it is said how long it has been


class Teller:
    """Says on the terminal how far a long piece of work is and what comes next; nothing where nobody is looking.

    Where no news comes for a second the line says how long it has been: so it also moves within one long step.
    """

    def __init__(self, begin: str, then: str = "") -> None:
        """begin: what is done first, said at once; then: what comes after it, in a few words."""
        self._began, self._last = time.perf_counter(), 0.0
        self._what, self._share = "", ""
        self._then = then
        self._over = threading.Event()
        self.tell(begin, 0, 0)

    def tell(self, what: str, done: int, whole: int) -> None:
        """Show the work and its share done, at most five times a second; what is another piece of work at once."""
        if not sys.stderr.isatty():
            return
        before, self._what = self._what, what
        self._share = f" {'█' * (BAR * done // whole):░<{BAR}} {done}/{whole}" if whole else "……"
        if what != before or time.perf_counter() - self._last >= OFTEN:
            self._show()
        if not before:
            self._over = threading.Event()
            threading.Thread(target=self._tick, args=(self._over,), daemon=True).start()

    def _tick(self, over: threading.Event) -> None:
        while not over.wait(TICK):
            if time.perf_counter() - self._last >= TICK:
                self._show()

    def _show(self) -> None:
        with _SCREEN:
            if not self._what:
                return  # it was cleared just now
            self._last = time.perf_counter()
            seconds = self._last - self._began
            long = f"，已 {seconds:.0f} 秒" if seconds >= LONG else ""
            then = f"；接着{self._then}" if self._then not in ("", self._what) else ""
            whole = f"{self._what}{self._share}{long}{then}"
            sys.stderr.write(f"\r\033[K{fitting(whole, shutil.get_terminal_size().columns - 1)}")
            sys.stderr.flush()

    def aside(self, ask: Callable[Asked, Said]) -> Callable[Asked, Said]:
        """What asks somebody at the terminal, with the line cleared before."""

        def asked(*words: Asked.args, **more: Asked.kwargs) -> Said:
            self.done()
            return ask(*words, **more)

        return asked

    def done(self) -> None:
        """Clear the line."""
        self._over.set()
        with _SCREEN:
            if self._what:
                self._what = ""
                sys.stderr.write("\r\033[K")
                sys.stderr.flush()


def fitting(line: str, columns: int) -> str:
    """As much of a line as a terminal shows in one row; its wide letters take two columns, in China also … and █."""
    for place, letter in enumerate(line):
        columns -= 2 if unicodedata.east_asian_width(letter) in "WFA" else 1
        if columns < 0:
            return line[:place]
    return line


@contextlib.contextmanager
def working(what: str, then: str = "") -> Iterator[Teller]:
    """Say what is done while it lasts; nothing may be printed meanwhile."""
    teller = Teller(what, then)
    try:
        yield teller
    finally:
        teller.done()


def job(records: Path, out: Path, year: int | None, today: str | None, workers: int, aside: bool) -> Job:
    """What a build or a check is asked; whatever cannot be is said, and ends the command."""
    from almanac.build.job import Job
    from almanac.parse.discovery import is_demo
    from almanac.parse.input_files import is_plain

    if not is_plain(records, "associations.csv"):
        raise leave(f"{records} 里没有名册 associations.csv，不是记录文件夹。例：--records events", WRONG_USE)
    if year is not None and not (records / str(year)).is_dir():
        raise leave(f"{shown(records)} 里没有 {year} 年的文件夹。", WRONG_USE)
    asked = day(today)
    past = asked < _today.isoformat() and not is_demo(records)
    return Job(PROJECT, records, out, asked, year, workers, aside, rehearsal=asked if past else "")


def real(asked: Job, what: str) -> Job:
    """The same, unless it is a rehearsal, in which this is not made."""
    if asked.rehearsal:
        raise leave(
            f"--today {asked.today} 已经过去：这是演练，当天以后的事都不算，不能{what}。要{what}，不写 --today。",
            WRONG_USE,
        )
    return asked


def day(today: str | None) -> str:
    """The day that is asked for, or the one in Beijing."""
    try:
        return (datetime.date.fromisoformat(today) if today else _today).isoformat()
    except ValueError:
        raise leave(f"“{today}”不是日期。例：--today 2021-05-29", WRONG_USE) from None


def told(faults: list[Fault], records: Path, name: str, most: int | None = None) -> bool:
    """Print the faults, of questions and of warnings so many at most; whether there is an error among them."""
    if not faults:
        return False
    from almanac.model.diagnostics import is_error
    from almanac.model.report import report

    typer.echo(report(faults, lambda file: text_of(file, records, name), most))
    return any(is_error(fault) for fault in faults)


def text_of(file: str, records: Path, name: str) -> str | None:
    """The text of a file as faults name it, read as carefully as it was checked.

    It is below the records folder, which is shown as `name`, or in content/.
    """
    from almanac.parse import encoding, input_files

    if file.startswith("content/"):
        from almanac.parse import front_matter  # and with it much that reads articles

        return input_files.text(PROJECT, file, front_matter.LARGEST)
    return input_files.text(records, file.removeprefix(f"{name}/"), encoding.LARGEST)


def make_readable() -> None:
    """No letter that a console does not know ends a command; one that knows no Han is written in UTF-8."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            errors = (
                "strict" if stream is sys.stdin else "replace"
            )  # what is typed goes into a record: no letter is guessed
            try:
                "错".encode(stream.encoding)
                stream.reconfigure(errors=errors)
            except UnicodeEncodeError:
                stream.reconfigure(encoding="utf-8", errors=errors)


def shown(path: Path) -> str:
    """A folder as the reader would write it, with the stroke that files in it are written after."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix() + "/"
    except ValueError:
        return os.path.join(path, "")


def leave(sentence: str, code: int) -> typer.Exit:
    """Say a sentence, and end with this code: `raise leave(…)`."""
    typer.echo(sentence, err=True)
    return typer.Exit(code)


@contextlib.contextmanager
def resumable(teller: Teller, undone: str, again: str) -> Iterator[None]:
    """Say in a sentence what stops a work that the next run goes on with; its line of progress ends however it ends."""
    from almanac.publish.disk import trouble
    from almanac.publish.file_tree import Refused

    try:
        yield
    except Refused as refusal:
        raise leave(str(refusal), refusal.code) from None
    except OSError as error:
        raise leave(f"{undone}：{trouble(error)}。再运行一次会接着{again}。", BAD) from None
    finally:
        teller.done()


def no_file(name: str) -> typer.Exit:
    """Say that there is no file of this name, or that what is there is none: `raise no_file(…)`."""
    there = os.path.lexists(name)
    return leave(f"{name} 不是普通文件，没有读。" if there else f"没有这个文件：{name}", WRONG_USE)
