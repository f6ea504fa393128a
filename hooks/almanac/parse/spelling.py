"""The words of a record as people write them, made into those that it takes: the one reader behind every door."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from almanac.model import filings
from almanac.model.fields import PRESENT, Column, Value, columns
from almanac.parse import cells, dates, numbers
from almanac.parse.customs import Customs

_PLANNED = "计划"
LOST_ZERO = re.compile(r"(73[0145-9]|74[346])-?([2-8][0-9]{6,7})")
_SAME: tuple[tuple[str, str], ...] = (
    (
        "已举办",
        "已完成 已开展 已办 完成 已结束 结束 已举行 举办 已办结 已实施 办完 办完了 办过了 已办完 已经办完 已经举办",
    ),
    ("计划", "计划中 拟办 待开展 未开展 拟开展 筹备中 待举办 未举办"),
    ("取消", "已取消 取消了 不办了"),
    ("延期", "已延期 推迟 已推迟 改期"),
    ("办结", "已办 已办结 完成 已完成"),
    ("在办", "办理中 正在办 进行中"),
    ("未办", "没办 未开始"),
    ("是", "√ ✓ ✔ 有 Y y TRUE true 对"),
    ("否", "× ✗ x X 无 N n FALSE false"),
    ("线下", "现场 现场活动 线下活动"),
    ("线上", "网上 网络 线上活动 直播"),
    ("线上线下", "线上+线下 线上线下结合 线下线上 线上和线下 线上、线下"),
    ("文字", "文字稿件 文字稿 图文"),
    ("音视频", "视频 音频 音视频稿件 音频、视频 音频、视频稿件 视频稿件 电视 广播"),
    ("国家级", "国家 全国 中央级 中央"),
    ("省级", "省"),
    ("市级", "市 市州级 市州 地市级"),
    ("县级", "县 县区级 区县级 县市区级 县市区 县(市区)级"),
    ("市州", "市 市级 市州级"),
    ("乡镇", "乡 镇 乡镇级 街道 乡镇街道"),
    ("村社区", "村 社区 村级 社区级 村居 村居社区"),
    ("县市区", "县 县级 县区 区县 县市区级"),
    ("乡镇街道", "乡 镇 乡镇 乡镇级 街道"),
    ("村居社区", "村 社区 村级 村居 村社区 村(居) 村、社区"),
    ("本级", "本单位 本协会 自己"),
)


class Spelling:
    """Spells texts by the field in which they stand, and keeps the rules that were used.

    beside: what the last text said of other fields of its mapping, by their keys: 结束, 时间说明.
    """

    def __init__(self, customs: Customs) -> None:
        self.customs = customs
        self.rules: list[str] = []
        self.beside: dict[str, str] = {}

    def whole(self, column: Column, text: str, day: str = "") -> Value:
        """The value of a cell, every text in it spelt; day: of the beginning, where the end is an hour alone."""
        if text == PRESENT:
            return text
        text = self._without_key(column, text)
        value = cells.read(column, text)
        if (
            column.is_list
            and not text.startswith("[")
            and column.sort != "parts"
            and cells.written(column, value) != text
        ):
            self.rules.append("几项之间的分隔")
        return self.value(column, value, day)

    def _without_key(self, column: Column, text: str) -> str:
        """`类别: 家庭健康促进`, as examples show a value, is the value alone."""
        if column.sort not in ("number", "date", "moment", "choice", "words"):
            return text
        found = re.fullmatch(rf"(?:{re.escape(column.path[-1])}|{re.escape(column.head)}) *[:：] *(.+)", text)
        if found is None:
            return text
        self.rules.append("去掉栏名")
        bare = re.fullmatch(r"\[([^\[\]{}\"]+)\]", found[1])
        return bare[1] if bare and column.is_list else found[1]

    def value(self, column: Column, value: Value, day: str = "") -> Value:
        """A value of a field with every text in it spelt."""
        self.beside = {}
        if isinstance(value, str):
            return self._one(column, value, day)
        if isinstance(value, list):
            return [self.value(column, item) for item in value]
        return self.mapping(column.parts, value) if isinstance(value, dict) and column.parts else value

    def mapping(self, parts: Sequence[Column], value: dict[str, Value]) -> dict[str, Value]:
        """A mapping of fields, as one record is, or one part of it; where it contradicts itself it stays as it is."""
        new = copy.deepcopy(value)
        began = ""
        for column in parts:
            at = _inside(new, column.path)
            key = column.path[-1]
            if at is None or key not in at:
                continue
            spelt = self.value(column, at[key], began if key == "结束" else "")
            others = {
                other: text
                for other, text in self.beside.items()
                if _known(parts, (*column.path[:-1], other))
            }
            if len(others) < len(self.beside) or not all(
                self._agrees(at, *other, spelt) for other in others.items()
            ):
                continue
            at.update(others)
            at[key] = spelt
            began = spelt[:10] if key == "开始" and isinstance(spelt, str) and dates.is_day(spelt) else began
        if new.get("状态") == _PLANNED and _known(parts, ("时间说明",)):
            self._undetermined(new, str(value.get("开始", "")))
        return new

    def _undetermined(self, record: dict[str, Value], said: str) -> None:
        """A plan for which only a month was said, 5月中旬 or 5月, has no day yet."""
        if note := dates.undetermined(str(record.get("开始", "")), said, str(record.get("时间说明", ""))):
            record |= {"开始": "待定", "时间说明": note}

    def _agrees(self, at: Mapping[str, Value], key: str, text: str, began: Value) -> bool:
        """Whether a field is still free, or says the same in whatever words."""
        said = at.get(key, text)
        return text in (said, dates.spelt(str(said), self.customs.year, True, str(began)[:10]).text)

    def _one(self, column: Column, text: str, day: str) -> str:
        if column.sort == "number":
            return text if numbers.is_count(text) else self._number(column, text)
        if column.sort in ("moment", "date"):
            good = filings.when if column.sort == "moment" else filings.date
            return text if _is(good, text) else self._moment(column, text, day)
        if column.choices:
            return self._choice(column, text)
        if column.path == ("类别",):
            return self._category(text)
        if column.path[-1] in ("电话", "咨询"):
            return self._phone(text)
        return text

    def _number(self, column: Column, text: str) -> str:
        new, rules = numbers.spelt(column.path[-1], text)
        self.rules += rules
        return new

    def _moment(self, column: Column, text: str, day: str) -> str:
        said = dates.spelt(text, self.customs.year, column.sort == "moment", day)
        beside = {"结束": said.end, "时间说明": said.note}
        self.beside = {key: words for key, words in beside.items() if words}
        if self.beside and column.path[-1] != "开始":
            self.beside = {}
            return text
        self.rules += said.rules
        return said.text

    def _choice(self, column: Column, text: str) -> str:
        bare = text.replace("（", "(").replace("）", ")")
        meant = [word for word, others in _SAME if word in column.choices and bare in others.split()]
        if text in column.choices or len(meant) != 1:
            return text
        self.rules.append("同样意思的词")
        return meant[0]

    def _category(self, text: str) -> str:
        bare = re.sub(r"^[（(]?[一二三四五六0-9]+[）)、.．]\s*", "", text)
        meant = self.customs.categories.get(bare)
        if meant is None or meant == text:
            return text
        self.rules.append("类别改用通知里的名称")
        return meant

    def _phone(self, text: str) -> str:
        lost = LOST_ZERO.fullmatch(text)
        if lost is None:
            return text
        self.rules.append("区号补零")
        return f"0{lost[1]}-{lost[2]}"


def _inside(value: dict[str, Value], path: tuple[str, ...]) -> dict[str, Value] | None:
    """The mapping in which the last key of a path stands."""
    here: Any = value
    for key in path[:-1]:
        here = here.get(key) if isinstance(here, dict) else None
    return here if isinstance(here, dict) else None


def _known(parts: Sequence[Column], path: tuple[str, ...]) -> bool:
    return any(part.path == path for part in parts)


def _is(good: object, text: str) -> bool:
    """Whether a record takes the text as it is."""
    try:
        good(text)  # type: ignore[operator]  # one of the scalar readers of records
    except PydanticCustomError:
        return False
    return True


def record(kind: filings.Kind, item: Value, customs: Customs) -> Value:
    """A record as it was filed, every text in it spelt."""
    return Spelling(customs).mapping(columns(kind), item) if isinstance(item, dict) else item
