"""Which row of a sheet is its heading, which kind of record it lists, and which column is which field."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from almanac.excel.reader import Page
from almanac.model.diagnostics import closest
from almanac.model.fields import ANSWER, FILE, JOIN, MARK, PLACE, VERSION, Column, columns
from almanac.model.filings import KINDS, Kind

LISTED = tuple(kind for kind in KINDS if kind.name != "通知")
WHOLE = "协会"
_WITHIN = 20  # the heading is among the first rows
_PLACES = {
    "市州": "市 地市 市（州） 所属市州 市州名称",
    "县市区": "县 区县 县区 县（市、区） 县市 所属县市区",
    "乡镇街道": "乡镇 镇街 镇 乡 街道 乡镇（街道） 乡（镇、街道）",
    "村居社区": "村 社区 村居 村（社区） 村社区 村（居）",
    WHOLE: "协会名称 单位 填报单位 单位名称 所属单位 报送单位 组织单位 填报协会 文件夹",
}
_OTHER: dict[str, dict[str, str]] = {
    "活动": {
        "名称": "活动名称 活动 项目名称",
        "类别": "活动类别 活动类型 类型",
        "形式": "活动形式 开展形式",
        "状态": "活动状态 举办情况 进展 是否完成 是否举办 是否开展 完成情况",
        "开始": "活动时间 时间 日期 活动日期 开始时间 开始日期 开展时间 举办时间 举办日期",
        "结束": "结束时间 结束日期",
        "地点": "活动地点 举办地点 地址",
        "主题": "活动主题",
        "面向": "面向人群 活动对象 服务对象",
        "主办": "主办单位",
        "联合": "联合单位 联合协会",
        "承办": "承办单位",
        "协办": "协办单位 参与单位",
        "简介": "活动内容 活动简介 内容 活动情况 主要内容",
        "咨询": "咨询电话 咨询方式",
        "来源": "出处 链接 报道链接",
        "成效·宣传·场次": "宣传场次 活动场次 宣传活动场次",
        "成效·宣传·人数": "宣传人数 参加人数 参与人数 受宣传人数 宣传活动宣传人数 宣传人次 参加人次 参与人次"
        " 宣传活动人数 参与群众人数 参加群众人数 参加人员数 参与人员数",
        "成效·慰问·场次": "慰问场次 慰问服务场次 服务活动慰问服务场次 走访慰问场次",
        "成效·慰问·人数": "慰问人数 慰问服务人数 服务活动慰问人数 走访慰问人数 走访人数 慰问人次",
        "成效·慰问·户数": "慰问户数 走访慰问户数 走访户数",
        "成效·结对": "结对户数 结对帮扶",
        "成效·其他": "其他成效 宣传资料",
        "预计·宣传·人数": "预计人数 预计参加人数 计划人数",
    },
    "汇总": {
        "截至": "截至日期 统计截至 截止日期",
        "单位数": "协会数 开展单位数",
        "宣传·场次": "活动场次 宣传场次 宣传活动场次 宣传活动活动场次",
        "宣传·人数": "宣传人数 宣传活动人数 宣传活动宣传人数",
        "慰问·场次": "慰问场次 慰问服务场次 服务活动慰问服务场次",
        "慰问·人数": "慰问人数 慰问服务人数 服务活动慰问人数",
    },
    "媒体": {
        "媒体": "媒体名称 发表媒体 刊发媒体 刊播媒体",
        "级别": "媒体级别",
        "形式": "稿件形式 稿件类型",
        "标题": "稿件标题 题目 篇名 稿件名称",
        "日期": "发表日期 刊发日期 发表时间 刊发时间 刊播时间",
        "网址": "链接 稿件链接 报道链接",
        "活动": "相关活动 报道的活动",
    },
    "表彰": {"名称": "表彰名称 荣誉名称", "授予单位": "表彰单位 颁发单位 授奖单位", "日期": "表彰日期 表彰时间", "数量": "表彰数量"},
    "阵地": {"官网": "协会官网 网站", "微信": "微信公众号 公众号", "微博": "官方微博 开通微博"},
    "清单": {"事项": "实事 项目 实事项目", "对象": "服务对象", "负责": "负责单位 责任单位", "期限": "完成时限 办结时限", "状态": "办理情况"},
    "备案": {"电话": "联系电话", "填报日期": "填表日期", "计划·内容": "活动计划", "总结·内容": "活动总结"},
}  # fmt: skip
_IGNORED = frozenset({"序号", "排序", "行号", "编码", ANSWER})


class Heading(NamedTuple):
    """The heading of one sheet: its last row, the kind, which field (or place, mark…) each column is.

    renamed: columns whose head is not the field's own; unknown: heads that no field has, with the one that may be meant;
    quiet: columns that never matter, such as 序号.
    """

    row: int
    kind: Kind
    fields: dict[int, str]
    renamed: dict[int, str]
    unknown: dict[int, tuple[str, str | None]]
    quiet: frozenset[int] = frozenset()

    def said(self, place: int) -> str:
        """The head of a column as it is written in the sheet."""
        return self.renamed.get(place, self.fields[place])

    def at(self, head: str) -> list[int]:
        """The columns of a field, in their order; several are written together."""
        return [place for place, each in self.fields.items() if each == head]


def bare(head: str) -> str:
    """A head without blanks, units in brackets, marks and joints."""
    return re.sub(r"[（(][^）)]*[）)]|[\s*·:：、/\\_—-]", "", head)


@cache
def _names(kind: Kind) -> dict[str, str]:
    """Every name a column may have, and the head it stands for."""
    names = {bare(each): each for each in (MARK, FILE, VERSION, *PLACE, WHOLE)} | dict.fromkeys(_IGNORED, "")
    cols = columns(kind)
    tails = [JOIN.join(column.path[n:]) for column in cols for n in range(1, len(column.path))]
    for place, others in _PLACES.items():
        names |= {bare(each): place for each in others.split()} | dict.fromkeys(others.split(), place)
    for column in cols:
        for n in range(1, len(column.path)):
            tail = JOIN.join(column.path[n:])
            if tails.count(tail) == 1:
                names[bare(tail)] = column.head
    for head, others in _OTHER.get(kind.name, {}).items():
        names |= {bare(each): head for each in others.split()}
    return names | {bare(column.head): column.head for column in cols}


def find(page: Page, wanted: Kind | None = None) -> Heading | None:
    """The heading of a sheet, the best of all rows and kinds; none if nothing is like one."""
    best: tuple[tuple[float, bool], Heading] | None = None
    for row, heads in _candidates(page):
        for kind in (wanted,) if wanted else LISTED:
            heading = _heading(row, heads, kind)
            score = _score(heading, page.name)
            if score[0] > 0 and (best is None or score > best[0]):
                best = score, heading
    if best is None:
        return None
    heading = best[1]
    known = [*(column.head for column in columns(heading.kind)), *PLACE]
    near = {place: (head, closest(bare(head), known)) for place, (head, _) in heading.unknown.items()}
    return heading._replace(unknown=near)


def _candidates(page: Page) -> list[tuple[int, list[str]]]:
    """Each of the first rows by itself, and with the row above it that its merged heads stand in."""
    found: list[tuple[int, list[str]]] = []
    across = {(r, c): (top, left) for top, left, bottom, right in page.merges
              for r in range(top, min(bottom, _WITHIN) + 1) for c in range(left, right + 1)}  # fmt: skip
    texts = [
        [cell.text if cell and cell.kind == "text" else "" for cell in row]
        for row in page.rows[: _WITHIN + 1]
    ]

    def at(row: int, place: int) -> str:
        top, left = across.get((row, place), (row, place))
        return texts[top][left] if top < len(texts) and left < len(texts[top]) else ""

    for row, line in enumerate(texts[:_WITHIN]):
        found.append((row, line))
        if row:
            above = [at(row - 1, place) for place in range(len(line))]
            own = [at(row, place) for place in range(len(line))]
            found.append(
                (
                    row,
                    [
                        o if a == o or not a else f"{a}{JOIN}{o}" if o else a
                        for a, o in zip(above, own, strict=True)
                    ],
                )
            )
    return found


def _heading(row: int, heads: list[str], kind: Kind) -> Heading:
    names = _names(kind)
    fields: dict[int, str] = {}
    renamed: dict[int, str] = {}
    unknown: dict[int, tuple[str, str | None]] = {}
    for place, head in enumerate(heads):
        said = bare(head)
        if not said:
            continue
        meant = names.get(said) if said in names else names.get(re.sub(r"\s", "", head))
        if meant is None and said.startswith("活动"):
            meant = names.get(said.removeprefix("活动"))
        if meant is None and JOIN in head:  # a joined head whose last part says enough
            meant = names.get(bare(head.rpartition(JOIN)[2]))
        if meant is None:
            unknown[place] = (head.strip(), None)
        elif meant:
            fields[place] = meant
            if bare(meant) != said:
                renamed[place] = head.strip()
    quiet = frozenset(place for place, head in enumerate(heads) if names.get(bare(head)) == "")
    return Heading(row, kind, fields, renamed, unknown, quiet)


def _score(heading: Heading, name: str) -> tuple[float, bool]:
    """How well a row is the heading of a kind: its required fields count most; places alone are none."""
    cols = {column.head: column for column in columns(heading.kind)}
    found = {head for head in heading.fields.values() if head in cols}
    needed = {head for head, column in cols.items() if column.required}
    if len(found) < 2 or (needed and not found & needed):
        return 0, False
    share = len(found & needed) / len(needed) if needed else 0.5
    own = sum(head not in heading.renamed.values() for head in found)
    return len(found) + 3 * share + 0.01 * own - 0.5 * len(heading.unknown), heading.kind.name in name


def label(column: Column) -> str:
    """A head as it is printed: long ones on several lines."""
    return column.head.replace(JOIN, f"{JOIN}\n", 1) if len(column.head) > 6 else column.head
