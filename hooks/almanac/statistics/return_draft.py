"""Plan and summary of a campaign, drafted for one association from its table and the records at and below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.model import phase
from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import Activity, Filing, Promise
from almanac.model.phase import Phase
from almanac.statistics import sums_in_words
from almanac.statistics.press_shares import shares
from almanac.statistics.press_week import example
from almanac.statistics.reminders import beside
from almanac.statistics.return_plan import (
    EXAMPLES,
    NUMERALS,
    OFFICES,
    Told,
    activity_of,
    numbered,
    opening,
    plan,
)
from almanac.statistics.table import StatisticsTable, levels_below
from almanac.views import press_names
from almanac.views.press_sentences import ask

LEAST, MOST = 1500, 2500  # characters that an office expects of either
MORE = 6  # examples of a category, at most


class Draft(NamedTuple):
    """A plan or a summary: its title and its paragraphs, headings among them."""

    title: str
    paragraphs: list[str]

    @property
    def text(self) -> str:
        """As it stands in 备案.yml."""
        return "\n".join(self.paragraphs)


def drafts(table: StatisticsTable, filings: Sequence[Filing], register: Register) -> tuple[Draft, Draft]:
    """Plan and summary; filings: those of the areas at and below the association."""
    those = [one for one in filings if one.year == table.year and one.code.startswith(table.code)]
    held = sorted((one for one in those if isinstance(one.record, Activity)), key=_order)
    promises = [one.record for one in those if isinstance(one.record, Promise)]
    told = Told(table, register, held, promises)
    name = f"{register[table.code].printed}计划生育协会{table.year}年“5·29会员活动日”活动"
    return (
        Draft(f"{name}计划", numbered([opening(told)], plan(told))),
        Draft(f"{name}总结", _long_enough(told)),
    )


def _order(filing: Filing) -> tuple[object, ...]:
    """Those with a day first, then of higher levels, with results before those without, then by day."""
    activity = filing.record
    assert isinstance(activity, Activity)
    return (
        len(activity.start.day) < 10,
        level_of(filing.code),
        activity.results is None,
        activity.start.day,
        filing.id,
    )


# ---------------------------------------------------------------- the summary


def _looking_back(told: Told) -> str:
    return (
        f"{told.table.year}年“5·29会员活动日”期间，{press_names.unit(told.register, told.table.code)}"
        f"{f'以“{told.notice.theme}”为主题，' if told.notice.theme else ''}组织各级计生协开展宣传服务活动。现将情况总结如下。"
    )


def _long_enough(told: Told) -> list[str]:
    """The summary with two examples of each category, or with more where it would be shorter than it is expected to be."""
    text: list[str] = []
    for number in range(EXAMPLES, MORE + 1):
        longer = numbered([_looking_back(told)], _summary(told, number))
        if text and len("".join(longer)) > MOST:
            return text
        text = longer
        if len("".join(text)) >= LEAST:
            break
    return text


def _summary(told: Told, number: int) -> Iterator[tuple[str, list[str]]]:
    held = [one for one in told.activities if phase.of(activity_of(one)) is Phase.HELD]
    yield "总体情况", [_whole(told, held), *_covered(told), *_where(told, held)]
    lines: list[str] = []
    named: set[str] = set()
    for numeral, category in zip(NUMERALS, told.notice.categories, strict=False):
        those = [one for one in held if category.name in activity_of(one).categories]
        lines.append(f"（{numeral}）{category.title}")
        first = f"共举办这一类活动{len(those)}场。" if those else f"{ask('这一类办了什么')}。"
        fresh = _several([one for one in those if one.id not in named], number)
        chosen = fresh if len(fresh) >= EXAMPLES else _several([*fresh, *those], min(number, EXAMPLES))
        chosen = [_briefly(one) if one.id in named else one for one in chosen]
        named |= {one.id for one in chosen}
        lines.append(first + "".join(example(one, told.table.code, told.register) for one in chosen))
    yield "主要做法", lines
    yield "领导重视", [_leaders(told, held)]
    yield "媒体宣传", [_press(told.table)]
    yield "为民服务解难题", _kept(told.promises)
    yield "存在的困难和下一步打算", [f"存在的困难：{ask('困难和原因')}。下一步，{ask('接下来做什么')}。"]


def _briefly(filing: Filing) -> Filing:
    """One that was told before, without its numbers, which are not told twice."""
    return filing._replace(record=activity_of(filing).model_copy(update={"results": None}))


def _several(those: list[Filing], number: int) -> list[Filing]:
    """So many, of different associations first, in order of time."""
    first = list({one.code: one for one in reversed(those)}.values())[::-1]
    return (first + [one for one in those if one not in first])[:number]


def _where(told: Told, held: list[Filing]) -> Iterator[str]:
    """How many each association right below filed, with all below it."""
    codes = [one.code for one in held]
    if words := shares(codes, told.table.code, told.register):
        yield f"逐场填报的活动，{words}。"


def _whole(told: Told, held: list[Filing]) -> str:
    """The numbers as the table has them."""
    words = sums_in_words.in_words(told.table.sums).replace(" ", "")
    filed = f"各级计生协逐场填报已举办的活动{len(held)}场。" if held else ""
    return f"{filed}按统计表，{told.us}各级计生协{f'开展{words}' if words else ask('统计表的数')}。"


def _covered(told: Told) -> Iterator[str]:
    """How many of each level have held what all must hold."""
    table = told.table
    for category in table.notice.categories:
        said = []
        for level in levels_below(table.code):
            if level.label in category.required:
                done, whole = (
                    table.standing.held.get(category.slug, {}).get(level.slug, 0),
                    table.expected[level.slug],
                )
                more = beside(table, category.slug, table.standing, level).replace(" ", "")
                held = f"办过的{done}家" if done else "还没有办"
                said.append(f"{level.label}{whole}家，{held}{f'（{more}）' if more else ''}")
        if said:
            yield f"应当{category.title}的各级协会中，{'；'.join(said)}。"


def _leaders(told: Told, held: list[Filing]) -> str:
    """Who was present, by office, at the activities of the association itself; else of those below."""
    own = [one for one in held if one.code == told.table.code and activity_of(one).guests]
    those = own or [one for one in held if activity_of(one).guests and level_of(one.code) <= Level.COUNTY]
    if not those:
        return f"{ask('哪些领导出席、部署、慰问')}。"
    said = []
    for filing in those[:EXAMPLES]:
        activity, offices = activity_of(filing), "、".join(activity_of(filing).guests[:OFFICES])
        who = "" if filing.code == told.table.code else press_names.unit(told.register, filing.code)
        said.append(f"{offices}出席{who}{press_names.act(activity, told.register, filing.code)}")
    return f"{'；'.join(said)}。"


def _press(table: StatisticsTable) -> str:
    """Pieces in the press as the table counts them."""
    counts = {
        words: sum(
            one.value for cell, one in table.sums.items() if cell.startswith("media") and cell.endswith(form)
        )
        for words, form in (("文字稿件", "text"), ("音频、视频稿件", "video"))
    }
    said = "、".join(f"{words}{number}篇" for words, number in counts.items() if number)
    outlets = "、".join(dict.fromkeys(one.outlet for one in table.pieces if one.cell))
    named = f"刊发的有{outlets}等。" if outlets else ""
    return (f"计入统计表的媒体报道：{said}。" if said else f"{ask('媒体报道')}。") + named


def _kept(promises: list[Promise]) -> list[str]:
    """The list of what was promised: how many are kept, and what came of two."""
    if not promises:
        return []
    done = [one for one in promises if one.state == "办结"]
    told = [f"{one.item}：{one.result.strip().rstrip('。')}" for one in done if one.result][:EXAMPLES]
    number = f"列入清单的{len(promises)}件事，{f'办结{len(done)}件' if done else '还没有办结'}。"
    return [number + (f"{'；'.join(told)}。" if told else "")]
