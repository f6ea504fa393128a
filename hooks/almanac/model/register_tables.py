"""The tables of the register as they are read, and what is wrong with one, by the line."""

from __future__ import annotations

import re
from collections.abc import Collection


class Damaged(ValueError):
    """A register that cannot be read; its text says where and what."""


def columns(name: str, text: str, whole: re.Pattern[str], number: int) -> list[list[str]]:
    """The columns of a table of plain words, without its heading; read in one go, for there are many lines."""
    text = text.rstrip("\n")
    if not whole.fullmatch(text):
        raise Damaged(_misread(name, text, whole))
    cells = text.replace("\n", ",").split(",")
    return [cells[number + place :: number] for place in range(number)]


def _misread(name: str, text: str, whole: re.Pattern[str]) -> str:
    """Which line of a table is not as lines are."""
    heading, example = (
        ("code,name,level", "990101,乙县,county")
        if name == "associations.csv"
        else ("code,name", "990101,乙区")
    )
    if "\ufffd" in text:
        return f"{name} 不是 UTF-8 编码的文字；请用 git 取回原来的，再改"
    lines = text.split("\n")
    if lines[0] != heading or len(lines) < 2:
        return f"{name} 第一行应当是“{heading}”，下面每行一个协会；请用 git 取回原来的，再改"
    bad = next(place for place, line in enumerate(lines[1:], 2) if not whole.fullmatch(f"{heading}\n{line}"))
    levels = (
        "；代码几位，级别就是哪一级（2 province、4 city、6 county、9 township、12 village）"
        if name == "associations.csv"
        else ""
    )
    return f"{name} 第 {bad} 行读不懂：只用逗号隔开，名称里没有空格和标点{levels}。例：{example}"


def check(codes: list[str], names: list[str], above: list[str], groups: Collection[str]) -> None:
    """Damaged unless each code is there once, with the one above it, and no two of one folder share a name.

    groups: codes that stand for no association.
    """
    if above[0]:
        raise Damaged("associations.csv 第 2 行：第一个应当是省级协会。例：50,重庆市,province")
    for code in set(codes).intersection(groups):
        line = codes.index(code)
        raise Damaged(
            f"associations.csv 第 {line + 2} 行：{code} {names[line]} 不是一个协会，只是下面几个县市区代码的前四位；"
            "删去这一行，下面的由省直辖"
        )
    known = set(codes)
    alone = len(known) == len(codes) and len(set(map("{},{}".format, above, names))) == len(codes)
    if alone and known.issuperset(above[1:]):
        return
    seen, folders = set[str](), set[tuple[str, str]]()
    for line, (code, name, over) in enumerate(zip(codes, names, above, strict=True), 2):
        if code in seen or (over, name) in folders:
            raise Damaged(f"associations.csv 第 {line} 行：代码或名称（{code} {name}）和前面一行重复")
        if over not in seen and seen:
            raise Damaged(
                f"associations.csv 第 {line} 行：{code} {name} 的上级 {over or '（省级只有一个）'} 前面没有；上级要写在下级前面"
            )
        seen.add(code)
        folders.add((over, name))
