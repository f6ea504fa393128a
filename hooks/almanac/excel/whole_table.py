"""What holds for a whole table: what its title says, what is asked once instead of in every row, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from almanac.excel import head_words, match_division
from almanac.excel.head_words import TALLY, WHOLE, Sense
from almanac.excel.header_row import Heading
from almanac.excel.reader import Cell, Page
from almanac.model.divisions import Level, Register
from almanac.model.fields import PLACE, Column, columns
from almanac.model.filings import ACTIVITY, Kind
from almanac.model.words import Status
from almanac.parse.customs import Customs

ANSWERS = "对应"  # the sheet of a returned workbook in which questions are answered
HEADS = ("工作表", "问的是", "填在这里", "可以填")
COLUMN = "列："  # the key of a question about a column: 列：受益群众
NOT_FILED = "不报"
TOGETHER = "合计"  # its own activities and those below it in one number
_PLANNED = re.compile("计划表|计划安排|安排表|安排一览|活动安排|活动计划|预告|排期")
_HELD = re.compile(
    "情况统计表|统计表|情况表|情况一览|明细|台账|汇总表|记录表|登记表|月报|季报|年报|报表|开展情况|完成情况"
)
_ABOUT = {"慰问": re.compile("慰问|走访|暖心|帮扶"), "宣传": re.compile("宣传|健康教育|讲座|义诊")}
_OWNER = re.compile(r"(?:填报单位|报送单位|填表单位|数据单位|单位)(?:[（(]\S{0,4}[)）])?\s*[:：]\s*(\S+)")
_UNTIL = re.compile(
    r"(?:截至|截止|数据日期[:：]?)\s*((?:20[0-9]{2}[年.\-/])?[0-9]{1,2}[月.\-/][0-9]{1,2}日?)"
)
_EACH_ITS_OWN = {"名称", "开始", "媒体", "事项"}  # what no two rows of a list have alike
_MEANING = {
    "状态": "活动办了没有",
    "类别": "活动是通知里的哪一类",
    "截至": "数统计到哪天",
    "级别": "数是各单位自己办的（本级），还是连下级一起的（合计）",
}


class Setting(NamedTuple):
    """Where a table goes: customs of its year, the register, whose it is unless it says so, the kind if it was said, answers."""

    customs: Customs
    register: Register
    base: str
    wanted: Kind | None = None
    answers: Mapping[tuple[str, str], str] = {}
    categories: tuple[str, ...] = ()

    def answer(self, sheet: str, key: str) -> str:
        return self.answers.get((sheet, key)) or self.answers.get(("", key), "")


class Question(NamedTuple):
    """What is asked once of a table; key: the field, or 列： and a head; choices: what may be said."""

    key: str
    message: str
    example: str
    choices: tuple[str, ...] = ()


class Title(NamedTuple):
    """What the lines above the heading and the name of the sheet say of all rows."""

    state: str = ""
    domain: str = ""
    until: str = ""
    owner: str = ""


def title(page: Page, rows: int, register: Register, base: str = "") -> Title:
    """What the title of a table says; rows: how many stand above its heading."""
    lines = [cell.text for row in page.rows[:rows] for cell in row if cell and cell.kind == "text"]
    about = [re.sub(r"\s", "", text) for text in (*lines, page.name)]
    planned = any(_PLANNED.search(text) for text in about)
    held = not planned and any(_HELD.search(text) for text in about)
    domains = [name for name, pattern in _ABOUT.items() if any(pattern.search(text) for text in about)]
    until = next((found[1] for text in about if (found := _UNTIL.search(text))), "")
    owner = next((found[1] for text in lines if (found := _OWNER.search(text))), "")
    code = (
        match_division.meant({WHOLE: owner}, base, register).code if owner else _titled(lines, base, register)
    )
    return Title(
        str(Status.PLANNED) if planned else str(Status.HELD) if held else "",
        domains[0] if len(domains) == 1 else "",
        until,
        code or _sheet_of(page.name, base, register),
    )


def _titled(lines: Sequence[str], base: str, register: Register) -> str:
    """The association with whose name a title begins, below the one whose workbook it is: 大瑶镇5·29活动计划表."""
    names = (
        found[0]
        for text in lines
        if (found := re.match(r"[一-鿿]{2,14}?(?:镇|乡|街道|社区|村)(?!级|居|社)", text.strip()))
    )
    return next((code for name in names if base and (code := match_division.below(base, name, register))), "")


def _sheet_of(name: str, base: str, register: Register) -> str:
    """The association whose name a sheet bears, below the one whose workbook it is: one sheet a town."""
    if not base or re.fullmatch(r"(?i)sheet *[0-9]*|工作表 *[0-9]*", name.strip()):
        return ""
    return match_division.below(base, name.strip(), register)


def constants(heading: Heading, said: Title, sheet: str, setting: Setting) -> dict[str, str]:
    """The fields that no column has and that hold for all rows: as the title says, or as was answered."""
    given = {"状态": said.state, "截至": said.until}
    found = {}
    for column in _lacking(heading):
        if value := given.get(column.head, "") or setting.answer(sheet, column.head):
            found[column.head] = value
    return found


def questions(heading: Heading, known: Mapping[str, str], setting: Setting) -> Iterator[Question]:
    """What is asked once: each required field that no column has."""
    levels = {sense.level for sense in heading.senses.values()} - {""}
    for column in _lacking(heading):
        if column.head in known or (column.head == "级别" and levels):
            continue
        choices = column.choices
        if column.head == "类别":
            choices = setting.categories
        elif column.head == "级别" and heading.kind is not ACTIVITY:
            choices = ("本级", TOGETHER, *choices[1:])
        elif column.head == "状态" and heading.kind is ACTIVITY:
            choices = (str(Status.HELD), str(Status.PLANNED))
        ours = heading.kind is ACTIVITY or heading.kind.name == TALLY
        what = _MEANING.get(column.head, column.meaning) if ours else column.meaning
        message = (
            f"表里没有“{column.head}”（{what}），整张表说一次就行：在核对过的表的“{ANSWERS}”那一页填好再交；"
            f"各行不同的，加一列“{column.head}”"
        )
        example = column.example_in(setting.customs.year).strip("[]").split(", ")[0]
        yield Question(column.head, message, f"{column.head}: {example}", choices)


def _lacking(heading: Heading) -> Iterator[Column]:
    for column in columns(heading.kind):
        if (
            column.required
            and len(column.path) == 1
            and column.head not in _EACH_ITS_OWN
            and not heading.has(column.head)
        ):
            yield column


def answered(heading: Heading, sheet: str, setting: Setting) -> Heading:
    """The heading with the columns that were asked about as they were answered."""
    fields, renamed, unknown, left = dict(heading.fields), dict(heading.renamed), {}, dict(heading.left)
    senses, figures, level = dict(heading.senses), dict[int, tuple[str, str]](), _first_level(heading)
    other = "成效·其他" if heading.kind is ACTIVITY else "其他"
    heads = {
        column.head.removeprefix("成效·").replace("·", ""): column.head for column in columns(heading.kind)
    }
    heads |= {column.head: column.head for column in columns(heading.kind)} | {"单位": WHOLE, WHOLE: WHOLE}
    for place, (head, near) in heading.unknown.items():
        said = setting.answer(sheet, f"{COLUMN}{head}")
        if said == NOT_FILED:
            left[place] = head, "照答复，不报"
        elif meant := heads.get(said):
            fields[place], renamed[place] = meant, head
        elif said in head_words.figures():
            fields[place], renamed[place], senses[place] = other, head, Sense(level=level)
            figures[place] = said, head_words.unit(head)
        else:
            unknown[place] = head, near
    return heading._replace(
        fields=fields, renamed=renamed, unknown=unknown, left=left, senses=senses, figures=figures
    )


def _first_level(heading: Heading) -> str:
    """Of the levels that the counts of a row are of the one whose tally has what is of no level; empty if there are none."""
    levels = {sense.level for sense in heading.senses.values()}
    return next((level for level in ("本级", *PLACE) if level in levels), "")


def answers(pages: Sequence[Page]) -> dict[tuple[str, str], str]:
    """What the sheet of answers of a workbook that came back says, by sheet and key."""
    found = {}
    for page in pages:
        for row in page.rows if page.name == ANSWERS else ():
            sheet, key, said = (*(_words(cell) for cell in row[:3]), "", "", "")[:3]
            if key and said and (sheet, key, said) != HEADS[:3]:
                found[sheet, key] = said
    return found


def _words(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return cell.text[:10] if cell.kind == "day" else cell.text.strip()


def level_of(said: str, code: str, register: Register) -> str | None:
    """The level of a tally of an association: of what is counted at its own level 本级; None for one above it."""
    own = register[code].level
    if said in ("本级", "", own.label):
        return "本级"
    return said if next(level for level in Level if level.label == said) > own else None
