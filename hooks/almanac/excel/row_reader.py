"""The rows of a table as entries: the values of a record, whose it is, and every change that was made in reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from almanac.excel import cell_faults, conflicts, counts, head_words, normalise, whole_table
from almanac.excel.entry import SKIP, Change, Entry, Spot, Wrong
from almanac.excel.header_row import Heading
from almanac.excel.reader import Cell, Page
from almanac.excel.row_owner import RowOwner
from almanac.excel.sheet_cells import SheetCells
from almanac.excel.whole_table import Setting, Title
from almanac.model.diagnostics import shown
from almanac.model.divisions import Level
from almanac.model.fields import FILE, JOIN, MARK, PLACE, VERSION, Column, Value, columns, nested
from almanac.model.filings import ACTIVITY
from almanac.model.words import Status
from almanac.parse import cells, dates, yaml_writer
from almanac.validate import file_names, personal_data

_SUM = re.compile(r".{0,6}(?:合\s*计|总\s*计|小\s*计|共\s*计|累\s*计)[:：]?|全[省市县区镇乡]汇?总?")
_FOOT = re.compile(
    r"(?:填表人|填报人|审核人?|制表人?|联系人|单位负责人|负责人|备注|注|说明|填表说明|填报时间|填报日期|联系电话)(?:[（(]\S{0,4}[)）])?\s*[:：]"
)
NOTHING, NO_COUNT = "没有可收的内容", "没有写数，没有收"
HIDDEN = "这一行隐藏了（或被筛选掉了），没有收；要报的，取消隐藏和筛选再交"


class Reader:
    """Reads the rows of one sheet; keeps what it changed and what is wrong."""

    def __init__(
        self, page: Page, heading: Heading, setting: Setting, title: Title, known: Mapping[str, str]
    ) -> None:
        self.page, self.heading, self.customs, self.register = (
            page,
            heading,
            setting.customs,
            setting.register,
        )
        self.known = known
        self.columns = {column.head: column for column in columns(heading.kind)}
        self.changes: list[Change] = []
        self.wrong: list[Wrong] = []
        self.skipped: dict[int, str] = {}
        self.cells = SheetCells(page, heading)
        self.owner = RowOwner(self.cells, setting, title.owner, self.wrong.append, self.changes.append)
        self._level = ""

    def entries(self) -> Iterator[Entry]:
        for row in self.cells.rows:
            if (why := self._no_record(row)) is not None:
                if why:
                    self.skipped[row] = why
                continue
            before = len(self.wrong)
            for level in self._levels():
                self._level = level
                entry = self._entry(row)
                if entry is not None:
                    yield entry
            if len(self.wrong) > before:
                self.wrong += cell_faults.private(
                    self.page, ((row, at) for at in self.heading.fields), self.register
                )

    def _levels(self) -> list[str]:
        """The levels that the counts of a row are of, each of which makes a tally; empty where the heads say none."""
        levels = {sense.level for sense in self.heading.senses.values() if sense.level}
        return (
            sorted(levels, key=lambda level: level != "本级" and 1 + PLACE.index(level)) if levels else [""]
        )

    def _places(self, head: str) -> list[int]:
        """The columns of a field, of counts those of the level that is being read."""
        places, senses = self.heading.at(head), self.heading.senses
        return [
            place
            for place in places
            if place not in senses or not self._level or senses[place].level == self._level
        ]

    def _no_record(self, row: int) -> str | None:
        """Why a row is no record; nothing for one that is empty, None if it is one."""
        line = self.page.rows[row]
        texts = [cell.text.strip() for cell in line if cell is not None and cell.text.strip()]
        own = [place for place, head in self.heading.fields.items()
               if head in self.columns and place < len(line) and line[place] is not None]  # fmt: skip
        if texts and row in self.page.hidden:
            return HIDDEN
        if any(_SUM.fullmatch(text) for text in texts[:4]) or "汇总" in self.cells.text(
            row, head_words.NATURE
        ):
            return "合计行，没有收"
        if texts and _FOOT.match(texts[0]) and len(own) < 3:
            return "表下的说明，没有收"
        if self.owner.is_headline(texts):
            return ""
        if not own:
            quiet = set(self.heading.fields) | self.heading.quiet
            stray = [cell for place, cell in enumerate(line) if cell is not None and place not in quiet]
            return NOTHING if stray else ""
        heads = {head_words.bare(head) for head in (*self.columns, *self.heading.renamed.values())}
        if len(texts) > 2 and sum(head_words.bare(text) in heads for text in texts) > len(texts) / 2:
            return "又一行表头，没有收"
        return SKIP.get(self.cells.text(row, MARK))

    def _entry(self, row: int) -> Entry | None:
        before = len(self.wrong)
        found, where = self._values(row)
        code = self.owner.code(row)
        kind = self.heading.kind
        if code and kind.name == head_words.TALLY and not self._tallied(found, row, code):
            return None
        value = nested(found)
        file = self._file(row, value) if kind is ACTIVITY else f"{kind.name}.yml"
        if len(self.wrong) > before or not code:
            return None
        return Entry(
            row, kind, code, file, value, where, self.cells.text(row, VERSION), self.cells.text(row, MARK)
        )

    def _tallied(self, found: dict[tuple[str, ...], Value], row: int, code: str) -> bool:
        """Whether a row says something of the level being read; the level as the association of the row has it."""
        if not any(path[0] in ("宣传", "慰问", "单位数", "零报告", "其他") for path in found):
            if not self._level:
                self.skipped[row] = NO_COUNT
            return False
        if self._level:
            level = whole_table.level_of(self._level, code, self.register)
            if level is None:
                return False
            found[("级别",)] = level
        elif found.get(("级别",)) == whole_table.TOGETHER:
            found[("级别",)] = "本级"
            if self.register[code].level is not Level.VILLAGE:
                found[("合计到",)] = "村居社区"
        return True

    def _values(self, row: int) -> tuple[dict[tuple[str, ...], Value], dict[tuple[str, ...], Spot]]:
        found: dict[tuple[str, ...], Value] = {}
        where: dict[tuple[str, ...], Spot] = {}
        beside: list[tuple[str, str, Spot]] = []
        visit = counts.is_visit(" ".join(self.cells.text(row, head) for head in ("名称", "形式", "类别")))
        for head, column in self.columns.items():
            cell, at = self._said(row, head, column)
            if at is None:
                continue
            where[column.path] = at
            if cell is None:
                continue
            if self._is_doubtful(column, cell, at, visit):
                continue
            column = self._meant(column, cell, visit)
            spelt = normalise.repaired(column, cell, self.customs, str(found.get(("开始",), ""))[:10])
            if spelt.doubt:
                self.wrong.append(Wrong(at, *spelt.doubt))
            if spelt.value not in (None, []):
                found[column.path], where[column.path] = spelt.value, at
            if spelt.rules:
                after = cells.written(column, spelt.value) if spelt.value else "（没有填）"
                self.changes += [Change(at, rule, cell.text, after) for rule in spelt.rules]
            beside += [(other, text, at) for other, text in spelt.beside.items()]
        for head, text, at in beside:
            self._beside(found, head, text, at)
        self._undetermined(found, where)
        return found, where

    def _undetermined(self, found: dict[tuple[str, ...], Value], where: dict[tuple[str, ...], Spot]) -> None:
        """A plan for 5月中旬 or 5月 has no day yet: that it is open, and the words of the cell."""
        start, at = str(found.get(("开始",), "")), where.get(("开始",))
        cell = self.page.rows[at[0]][at[1]] if at else None
        if found.get(("状态",)) != Status.PLANNED or not at or cell is None or cell.kind != "text":
            return
        if note := dates.undetermined(start, cell.text, str(found.get(("时间说明",), ""))):
            found |= {("开始",): "待定", ("时间说明",): note}
            self.changes.append(Change(at, "还没有定哪一天", cell.text, f"待定（{note}）"))

    def _said(self, row: int, head: str, column: Column) -> tuple[Cell | None, Spot | None]:
        """The cell of a field and where it stands: in its columns, in two that make a date, or for the whole table."""
        places = self._places(head)
        if column.path == ("开始",) and self.heading.has("月"):
            return self._dated(row, places)
        if places:
            return self._joined(row, column, places), (row, places[0])
        if head in self.known:
            return Cell("text", self.known[head]), (row, min(self.heading.fields, default=0))
        return None, None

    def _is_doubtful(self, column: Column, cell: Cell, at: Spot, visit: bool) -> bool:
        """Whether a number of people is of a visit, and nothing says whether of those who went or of those they went to."""
        sense = self.heading.senses.get(at[1])
        if not (
            visit and sense and sense.generic and column.path[-1] == "人数"
        ) or counts.HOUSEHOLDS.fullmatch(cell.text.strip()):
            return False
        message = (
            f"这一行是走访慰问，“{shown(self.heading.said(at[1]))}”{shown(cell.text)} 是受慰问的人，还是来参加的人，看不出来；"
            "分“慰问人数”“宣传人数”两列写"
        )
        self.wrong.append(Wrong(at, "E084", message, "慰问人数"))
        return True

    def _meant(self, column: Column, cell: Cell, visit: bool) -> Column:
        """The field of a count in a plan, which is expected, or of 30户 among the people of a visit."""
        path = column.path
        if visit and path[1:] == ("宣传", "人数") and counts.HOUSEHOLDS.fullmatch(cell.text.strip()):
            path = (path[0], "慰问", "户数")
        if path[0] == "成效" and self.known.get("状态") == Status.PLANNED:
            path = ("预计", *path[1:])
        return self.columns.get(JOIN.join(path), column)

    def _beside(self, found: dict[tuple[str, ...], Value], head: str, text: str, at: Spot) -> None:
        """What one cell says for another field too; where that is filled otherwise, the two contradict each other."""
        path = self.columns[head].path
        if found.get(path, text) != text:
            message = f"这一格说的“{head}”是 {text}，“{head}”那一格写的却是 {found[path]}；请改成一致"
            self.wrong.append(Wrong(at, "E092", message, f"{head}: {text}"))
        elif path not in found:
            found[path] = text
            self.changes.append(Change(at, f"同时填了“{head}”", "", text))

    def _joined(self, row: int, column: Column, places: list[int]) -> Cell | None:
        """The cell of a field; of several columns the texts together; of a merged one that of its first row."""
        filled = self.cells.filled(row, places)
        for place, _, cell in filled:
            if self.cells.is_shared(row, place):
                if column.sort in ("number", "parts"):
                    message = f"“{column.head}”有几行合并成了一格，看不出各行是多少；请拆开，每行写自己的数"
                    self.wrong.append(
                        Wrong((row, place), "E085", message, f"{column.path[-1]}: {column.example}")
                    )
                    return None
                if self.cells.is_merged(row, place):
                    self.changes.append(Change((row, place), "合并的格，各行相同", "", cell.text))
        if column.sort == "number" and len(filled) > 1:
            filled = counts.taken(filled, self.heading.senses)
            if counts.are_parts(filled, self.heading.senses) and (
                sum_ := counts.added(column, filled, self.customs)
            ):
                self.changes.append(Change((row, filled[0].place), counts.ADDED, sum_[1], sum_[0].text))
                return sum_[0]
        if not filled:
            return None
        together = conflicts.agreed(column, filled, self.customs)
        if together.doubt:
            self.wrong.append(Wrong((row, together.place), *together.doubt))
        elif together.joined and together.cell:
            before = "｜".join(conflicts.words(one.cell) for one in filled)
            self.changes.append(Change((row, places[0]), "几列合成一项", before, together.cell.text))
        return together.cell

    def _file(self, row: int, value: dict[str, Value]) -> str:
        """The file of an activity: as the row says, else its day and name."""
        said = unicodedata.normalize("NFC", self.cells.text(row, FILE)).removesuffix(".yml")
        if not said:
            return yaml_writer.file_name(value) if "名称" in value else f"{row + 1}.yml"
        at = row, self.heading.at(FILE)[0]
        self.wrong += [
            Wrong(at, one.code, one.message, "文件: 0529-义诊")
            for one in file_names.unfit(said, personal_data.places(self.register))
            if one.code != "E205"
        ]
        if yaml_writer.STRANGE.search(said) or len(said) > 40 or said.startswith((".", "-")):
            self.wrong.append(
                Wrong(at, "E093", f"“{shown(said)}”不能作文件名，只用汉字、字母、数字和 -", "文件: 0529-义诊")
            )
        return f"{said}.yml"

    def _dated(self, row: int, places: list[int]) -> tuple[Cell | None, Spot | None]:
        """The beginning of an activity whose month stands in a column of its own."""
        month, own = self.heading.at("月")[0], places or self.heading.at("日")
        cells_ = [self.cells.cell(row, place) for place in (month, *own[:1])]
        texts = [cell.text.strip().rstrip("月日号") if cell else "" for cell in cells_]
        if len(texts) == 2 and all(re.fullmatch("[0-9]{1,2}", text) for text in texts):
            self.changes.append(
                Change((row, month), "月、日两列合成日期", "｜".join(texts), f"{texts[0]}月{texts[1]}日")
            )
            return Cell("text", f"{texts[0]}月{texts[1]}日"), (row, own[0])
        column = self.columns["开始"]
        return (self._joined(row, column, places) if places else cells_[0]), (row, (places or [month])[0])
