"""Faults for programs that show them beside the lines: GitHub, GitLab, reviewdog and whatever reads its format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence

from almanac.model import alike
from almanac.model.diagnostics import Fault, is_error, is_question, masked, name_of, shown

TOOL = "529-check"
SHOWN = 10  # so many annotations of each sort GitHub shows of one step

TextOf = Callable[[str], str | None]


def worst_first(faults: Iterable[Fault]) -> list[Fault]:
    """Personal data first, then errors, questions, warnings; each in the order of files."""
    return sorted(
        set(faults),
        key=lambda fault: (not is_secret(fault), not is_error(fault), not is_question(fault), fault),
    )


def is_secret(fault: Fault) -> bool:
    """Personal data that must not be published."""
    return fault.code.startswith("E3")


def sentence(fault: Fault) -> str:
    """What is wrong and what is right, on one line, with nothing invisible and no long number in it."""
    message = fault.message.rstrip("。")
    end = "" if message.endswith(("？", "！", "…")) else "。"
    said = f"{message}{end}" + (f"例：{fault.example}" if fault.example else "")
    said += f"；没有错就写：{fault.answer}" if fault.answer else ""
    return masked(shown(" ".join(said.split()), 600))


def file_of(fault: Fault) -> str:
    """The file of a fault as it may be shown: a long number in its name is hidden, too."""
    return name_of(fault.place.file)


# ---------------------------------------------------------------- GitHub


def github(faults: Iterable[Fault], text_of: TextOf) -> str:
    """Commands that GitHub turns into remarks at the lines; of each sort the worst ten, the tenth counting the rest."""
    ordered = worst_first(faults)
    lines: list[str] = []
    for word, those in (
        ("error", [fault for fault in ordered if is_error(fault)]),
        ("warning", [fault for fault in ordered if not is_error(fault)]),
    ):
        told = alike.together(those)
        few = told if len(told) <= SHOWN else told[: SHOWN - 1]
        lines += [_command(word, one) for one in few]
        if left := len(those) - alike.number(few):
            lines.append(f"::{word} title={TOOL}::还有 {left} 处，全部的见这次检查的汇总。")
    return "".join(f"{line}\n" for line in lines)


def _command(word: str, one: alike.Told) -> str:
    fault, place = one.fault, one.fault.place
    others = f"同样的还有 {len(one.others)} 处。" if one.others else ""
    where = {"file": _path(fault), "line": place.line, "col": place.column, "title": fault.code}
    told = ",".join(f"{key}={_property(str(value))}" for key, value in where.items())
    return f"::{word} {told}::{_words(sentence(fault) + others)}"


def _words(text: str) -> str:
    plain = text.encode("utf-8", "replace").decode()
    return plain.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _words(text).replace(":", "%3A").replace(",", "%2C")


# ---------------------------------------------------------------- GitLab, reviewdog


def gitlab(faults: Iterable[Fault], text_of: TextOf) -> str:
    """A Code Quality report; the fingerprint of a fault stays when lines above it come or go."""
    seen: dict[str, int] = {}
    return _json([_quality(fault, seen) for fault in worst_first(faults)])


def _quality(fault: Fault, seen: dict[str, int]) -> dict[str, object]:
    same = f"{fault.place.file}\0{fault.code}\0{fault.message}"
    number = seen[same] = seen.get(same, 0) + 1
    mark = hashlib.sha256(f"{same}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "description": sentence(fault),
        "check_name": fault.code,
        "fingerprint": mark,
        "severity": "blocker" if is_secret(fault) else "major" if is_error(fault) else "minor",
        "location": {"path": _path(fault), "lines": {"begin": fault.place.line}},
    }


def rdjson(faults: Iterable[Fault], text_of: TextOf) -> str:
    """The Reviewdog Diagnostic Format; its columns count the bytes of UTF-8, ours the characters."""
    found = [
        {
            "message": sentence(fault),
            "location": {"path": _path(fault), "range": {"start": _start(fault, text_of)}},
            "severity": "ERROR" if is_error(fault) else "WARNING",
            "code": {"value": fault.code},
        }
        for fault in worst_first(faults)
    ]
    return _json({"source": {"name": TOOL}, "diagnostics": found})


def _start(fault: Fault, text_of: TextOf) -> dict[str, int]:
    lines: Sequence[str] = (text_of(fault.place.file) or "").split("\n")
    row = fault.place.line - 1
    line = lines[row] if row < len(lines) else ""
    before = line[: fault.place.column - 1].encode("utf-8", "replace")
    return {"line": fault.place.line, "column": len(before) + 1}


def _path(fault: Fault) -> str:
    """The path as the platform knows it; one with a long number in it is hidden, though then no line is found."""
    return masked(fault.place.file.encode("utf-8", "replace").decode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
