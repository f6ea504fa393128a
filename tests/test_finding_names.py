"""查找 and 找地方: every city and county is found first by its own short name, before any village called so."""

from __future__ import annotations

import re
from collections import defaultdict

import nodes
from almanac.model.divisions import Level
from almanac.pages.association_finder import _shelves, shelf
from almanac.parse.pinyin import sounds
from small import FULL

SORT = re.compile(r"(?:(?:土家|苗|侗|瑶)族)*(?:省|市|州|县|区|自治州|自治县)$")
UNITS = [unit for unit in FULL if unit.level in (Level.CITY, Level.COUNTY)]


def bare(name: str) -> str:
    """长沙 of 长沙市, 江华 of 江华瑶族自治县; 南县 as it is."""
    short = SORT.sub("", name)
    return name if len(short) < 2 else short


def test_all_148_are_first_by_their_short_names() -> None:
    """As written and without 市, 县, 区; where several bear one name the city comes first, then the counties."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for unit in sorted(UNITS, key=lambda unit: (unit.level, unit.code)):
        for name in {unit.short, bare(unit.short)}:
            wanted[name].append(unit.code)
    assert len(UNITS) == 148 and len(wanted) > 260
    known, shelves = sounds(FULL), _shelves(FULL)
    asked = []
    for name in wanted:
        pairs = [name[at : at + 2] for at in range(len(name) - 1)]
        asked.append(
            [[row for row in shelves[shelf(name, known)] if any(pair in row[1] for pair in pairs)], name]
        )
    found = nodes.read({"associations": asked})["associations"]
    wrong = {
        name: [FULL[code].name for code in codes[:3]]
        for (name, right), codes in zip(wanted.items(), found, strict=True)
        if codes[: len(right)] != right
    }
    assert wrong == {}


def test_a_town_is_still_found_by_its_name() -> None:
    rows = [
        ("430181119", "大瑶镇", "长沙市 浏阳市"),
        ("430181119001", "大瑶社区", "长沙市 浏阳市 大瑶镇"),
        ("430181", "浏阳市", "长沙市"),
    ]
    (found, above) = nodes.read({"associations": [[rows, "大瑶镇"], [rows, "浏阳 大瑶"]]})["associations"]
    assert found[0] == above[0] == "430181119"
