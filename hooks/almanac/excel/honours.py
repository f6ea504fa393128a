"""A roll of honour, one row a person or body: one award a heading, with a list of the bodies and the number of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from almanac.excel import head_words, whole_table
from almanac.excel.entry import Entry, Listing, Spot, Wrong
from almanac.excel.head_words import bare
from almanac.excel.header_row import LISTED, Heading
from almanac.excel.reader import Page
from almanac.excel.sheet_cells import SheetCells
from almanac.excel.whole_table import Question, Setting
from almanac.model.divisions import Level
from almanac.model.fields import Value
from almanac.views.honour_rolls import LEVELS

AWARD = next(kind for kind in LISTED if kind.name == "表彰")
_ROLL, _WHO, _WHAT, _WHERE = "名单", "对象", "奖项", "所在"
_TITLED = re.compile("表彰|先进|优秀|光荣|评选|获奖|受奖|标兵|五好|健康幸福家庭")
_BODY = re.compile(
    r"^关?于?(\S{2,24}?(?:计生协会?|计划生育协会|卫健局|卫生健康局|人民政府|政府|市委|县委|区委|委员会))"
)
_YEAR = re.compile(r"(20[0-9]{2})\s*(?:年度|年)")
_SORTS = (
    ("集体", "集体|单位|协会|组织|社区|村$"),
    ("家庭", "家庭|婆婆|媳妇|户"),
    ("个人", "个人|工作者|会员|志愿者|标兵|先进者|市民"),
)
_LEVELS = dict(zip(Level, LEVELS[1:], strict=True))  # the first is the nation's
_NO_NAMES = (
    "个人、家庭公开姓名要本人同意，表里没有，只记数量，姓名没有收；同意公开的，在“表彰.yml”的名单里写上同意"
)


def roll(page: Page, setting: Setting) -> Listing | None:
    """The awards of a roll; None if the sheet is none."""
    heading = _heading(page)
    if heading is None:
        return None
    said = " ".join(cell.text for row in page.rows[: heading.row] for cell in row if cell) + " " + page.name
    code = whole_table.title(page, heading.row, setting.register, setting.base).owner or setting.base
    body = setting.answer(page.name, "授予单位") or ((found := _BODY.match(said.strip())) and found[1]) or ""
    if not code:
        return None
    asked = () if body else (_asked(),)
    wrong = [Wrong((heading.row, min(heading.fields)), "E095", one.message, one.example) for one in asked]
    common: dict[str, Value] = {"级别": _LEVELS[setting.register[code].level], "授予单位": body}
    if year := _YEAR.search(said):
        common["年度"] = f"{year[1]}年度"
    cells = SheetCells(page, heading)
    entries = list(_awards(cells, code, common, _one_award(said)))
    for row, kind in _persons(entries):
        place = heading.at(_WHO)[0]
        wrong.append(
            Wrong((row, place), "W080", f"“{kind}”：{_NO_NAMES}", "同意: {同意人: 本人, 日期: 2021-05-20, …}")
        )
    return Listing(heading, [] if asked else entries, [], wrong, {}, asked, len(entries) if asked else 0)


def _asked() -> Question:
    message = (
        "表里没有写是谁授予的，整张表说一次就行：在核对过的表的"
        f"“{whole_table.ANSWERS}”那一页填好“授予单位”再交，或把标题写成“乙县计生协2021年度先进集体名单”"
    )
    return Question("授予单位", message, "授予单位: 乙县计生协")


def _heading(page: Page) -> Heading | None:
    """The heading of a roll: a column of who, and either a column of what or a title that says it."""
    titled = any(
        _TITLED.search(cell.text) for row in page.rows[:3] for cell in row if cell
    ) or _TITLED.search(page.name)
    for row, line in enumerate(page.rows[:10] if titled else ()):
        fields: dict[int, str] = {}
        for place, cell in enumerate(line):
            for means in (_WHO, _WHAT, _WHERE):
                if (
                    cell
                    and bare(cell.text) in head_words.words(_ROLL, means)
                    and means not in fields.values()
                ):
                    fields[place] = means
        if _WHO in fields.values() and len(fields) > 1:
            return Heading(row, AWARD, fields, {}, {})
    return None


def _one_award(title: str) -> str:
    found = re.search(r"((?:先进|优秀|健康幸福)\S{2,8}?)(?:名单|表|登记|统计)", title)
    return found[1] if found and "和" not in found[1] else ""


def _awards(cells: SheetCells, code: str, common: Mapping[str, Value], only: str) -> Iterator[Entry]:
    by_name: dict[str, list[tuple[int, str, str]]] = {}
    for row in cells.rows:
        who, what = cells.text(row, _WHO), cells.text(row, _WHAT) or only
        if who and what and not re.search("合计|小计|总计", f"{who}{cells.text(row, _WHAT)}"):
            by_name.setdefault(what, []).append((row, who, cells.text(row, _WHERE)))
    place = cells.heading.at(_WHO)[0]
    for name, members in by_name.items():
        sort = next((sort for sort, pattern in _SORTS if re.search(pattern, name)), "")
        value: dict[str, Value] = {"名称": name, **({"类型": sort} if sort else {}), **common}
        if sort == "集体":
            value["名单"] = [{"名称": who} for _, who, _ in members]
        else:
            value["数量"] = str(len(members))
        at = members[0][0], place
        where: dict[tuple[str, ...], Spot] = {("名称",): at, ("名单",): at, ("数量",): at}
        yield Entry(members[0][0], AWARD, code, f"{AWARD.name}.yml", value, where, "", "")


def _persons(entries: list[Entry]) -> Iterator[tuple[int, str]]:
    return ((entry.row, str(entry.value["名称"])) for entry in entries if "数量" in entry.value)
