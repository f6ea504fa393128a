"""Records as an older version of the program read them, written as this one does: small steps that leave remarks and order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.model.filings import FORMAT
from almanac.parse import discovery, input_files, yaml_reader
from almanac.parse.input_files import plain

NOTICE = "通知.yml"
_SAID = re.compile(r"(?m)^格式: *\"?([0-9]+)\"?[ \t]*$")
_FIRST = re.compile(r"(?m)^届次:.*$")


class Step(NamedTuple):
    """What changed with one number of the format: in which files (by their names), and how a text is brought there.

    A text that is written in the new way already is given back as it is.
    """

    to: int
    file: str
    what: str
    change: Callable[[str], str]


class Upgraded(NamedTuple):
    """A file that was changed, its new bytes, and what was done to it; no bytes: it can only be changed by hand."""

    path: str
    raw: bytes
    what: tuple[str, ...]


# ---------------------------------------------------------------- the steps


_FORM = re.compile(r"(?m)^统计表:.*\n(?:(?:[ \t].*|[ \t]*#.*)?\n)*")
_BLOCKS = re.compile(r"(?m)^  块:[ \t]*(?:#.*)?\n((?:(?:    .*|[ \t]*#.*)?\n)+)")
_BLOCK = re.compile(r"(?m)^(  - 名称: *(\S+).*\n)(?!    代码:)")
_COLUMN = re.compile(r"(- \{名称: *([^,{}]+), *)(?=小列:)")
_OF_BLOCK = {
    "宣传": ("publicity", "sessions, people"),
    "服务": ("visits", "sessions, people"),
    "媒体": ("media", "text, video"),
    "网站": ("accounts", "site, wechat, weibo"),
}
_OF_COLUMN = {
    "国家级": "national",
    "省级": "provincial",
    "市级媒体": "municipal",
    "县级媒体": "local",
    "市州": "city",
    "县市区": "county",
    "乡镇": "township",
    "村": "village",
}


def _blocks_apart(text: str) -> str:
    """`块` of `统计表` becomes 统计表各块, two columns to the left; each block and column says what it is in code."""
    form = _FORM.search(text)
    inner = form and _BLOCKS.search(form[0])
    if not form or not inner:
        return text
    lines = [line[2:] if line.startswith("  ") else line for line in inner[1].splitlines(keepends=True)]
    blocks = _BLOCK.sub(_coded_block, "".join(lines))
    blocks = _COLUMN.sub(_coded_column, blocks)
    rest = form[0].replace(inner[0], "").rstrip("\n")
    return text.replace(form[0], f"{rest}\n\n统计表各块:\n{blocks.rstrip()}\n\n")


def _coded_block(found: re.Match[str]) -> str:
    code = next((code for word, code in _OF_BLOCK.items() if found[2].startswith(word)), None)
    return f"{found[1]}    代码: {code[0]}\n    数什么: [{code[1]}]\n" if code else found[0]


def _coded_column(found: re.Match[str]) -> str:
    code = next((code for word, code in _OF_COLUMN.items() if found[2].startswith(word)), None)
    return f"{found[1]}代码: {code}, " if code else found[0]


STEPS: tuple[Step, ...] = (
    Step(2, NOTICE, "统计表的“块”移到“统计表各块”，各块、各列写明代码", _blocks_apart),
)


# ---------------------------------------------------------------- a folder of records


def upgraded(records: Path, steps: Iterable[Step] = STEPS) -> Iterator[Upgraded]:
    """The files of all campaigns that change, in order; those of a campaign begin with what its notice says of its format."""
    for year in discovery.years(records):
        said = _SAID.search(_text(records, f"{year}/{NOTICE}"))
        now = int(said[1]) if said else 1
        ahead = [step for step in steps if step.to > now]
        papers = [paper.path for paper in discovery.walk(records, str(year)) if not paper.link]
        for path in papers:
            mine = [step for step in ahead if path.rpartition("/")[2].endswith(step.file)]
            if path == f"{year}/{NOTICE}" or mine:
                yield from _one(records, path, mine, path == f"{year}/{NOTICE}")


def _one(records: Path, path: str, steps: Iterable[Step], is_notice: bool) -> Iterator[Upgraded]:
    raw = input_files.content(records, path)
    old = text = plain(raw, "replace")
    done: list[str] = []
    for step in steps:
        if (new := step.change(text)) != text:
            text, done = new, [*done, step.what]
    if is_notice and (done or _SAID.search(text)):
        text = _marked(text)
    if text == old:
        return
    data = text.replace("\n", "\r\n").encode() if b"\r\n" in raw else text.encode()
    sound = yaml_reader.parse(path, data)[0] is not None
    yield Upgraded(path, data if sound else b"", tuple(done) or (f"格式改写为 {FORMAT}",))


def _marked(text: str) -> str:
    """The notice with the number of the present format."""
    line = f"格式: {FORMAT}"
    if _SAID.search(text):
        return _SAID.sub(line, text, count=1)
    return (
        _FIRST.sub(lambda found: f"{found[0]}\n{line}", text, count=1)
        if _FIRST.search(text)
        else f"{line}\n{text}"
    )


def _text(records: Path, path: str) -> str:
    return plain(input_files.content(records, path)) if input_files.is_plain(records, path) else ""
