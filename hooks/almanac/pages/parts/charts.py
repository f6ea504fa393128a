"""The statistics as pictures, of the numbers that stand in the table beside them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from almanac.model.association_names import without_peoples
from almanac.model.diagnostics import stem
from almanac.model.divisions import Level, Register, level_of
from almanac.render import svg_chart
from almanac.render.html import markup
from almanac.render.svg_chart import Bar
from almanac.statistics import form
from almanac.statistics.table import StatisticsTable, levels_below
from almanac.statistics.totals import Sums
from almanac.views.occurrences import spoken_day
from markupsafe import Markup

LONGEST = 4  # letters of a name in a chart
ZONE = 6  # a name of more letters may begin with that of the city
KINDS = "市县区州盟旗"  # with which a short name ends that is as well known without
KINDS_SAID = (  # what people call the longer ones
    (re.compile("高新技术产业(?:开发|园)区$"), "高新区"),
    (re.compile("经济(?:技术)?开发区$"), "经开区"),
    (re.compile("(?<=..)(?:管理|示范)区$"), "区"),
    (re.compile("(?:自治|联合)(?=[州县旗]$)"), ""),
)
SPAN = 92  # days that the curve of a season has at most


def brief(names: Sequence[str], above: str, province: str) -> list[str]:
    """Places' names as a chart has room for them: 湘西, 韶山; of a zone what it is called besides the city above it,
    and its kind only where another is called the same: 屈原, but 洪江区 beside 洪江市."""
    whole = [_called(name, above, province) for name in names]
    cut = [name[:-1] if len(name) > 2 and name[-1] in KINDS else name for name in whole]
    return [
        (long if cut.count(short) > 1 else short)[:LONGEST] for long, short in zip(whole, cut, strict=True)
    ]


def _called(name: str, above: str, province: str) -> str:
    if len(name) > ZONE:
        for part in (stem(province), above, above[:-1]):
            name = name.removeprefix(part)
    for pattern, kind in KINDS_SAID:
        name = pattern.sub(kind, name)
    return without_peoples(name)


def of_table(one: StatisticsTable, register: Register) -> list[tuple[str, Markup, str]]:
    """The charts of an official table, each with its heading and what to know of it; none where nothing was filed."""
    found = []
    if level_of(one.code) < Level.COUNTY and any(child.sums for child in one.children):
        above = register[one.code].short
        places = [register[child.code].short for child in one.children]
        names = brief(places, above, register[register.root].name)
        for ending, what, draw in (("sessions", "宣传活动场次", "tiles"), ("people", "宣传活动人数", "bars")):
            cells = [
                cell
                for cell in form.short_names(one.notice)
                if cell.startswith("publicity-") and cell.endswith(ending)
            ]
            rows = [_bar(name, child.sums, cells) for name, child in zip(names, one.children, strict=True)]
            said = f"{what}：" + "，".join(
                f"{row.name}{row.value if row.known else '没有报'}" for row in rows
            )
            if draw == "tiles":
                note = "颜色越深，场次越多；虚线框是没有报，不是零。"
                found.append((f"各地{what}", svg_chart.tiles(said, rows), note))
            else:
                note = "斜线是约数的部分；虚线框是没有报，不是零。"
                found.append((f"各地{what}", svg_chart.bars(said, rows, "hatch"), note))
    if (covered := _covered(one)) and one.filled:
        said = "各级办过宣传活动的：" + "，".join(f"{name}{part}/{whole}" for name, part, whole in covered)
        found.append(
            ("各级办过宣传活动的", svg_chart.parts(said, covered), "填满的是办过的，空着的是还没有报办过的。")
        )
    return found


def _bar(name: str, sums: Sums, cells: Sequence[str]) -> Bar:
    """A place's own and lower publicity activities, of all levels that the form has."""
    known = [sums[cell] for cell in cells if cell in sums and sums[cell].known]
    return Bar(
        name, sum(each.value for each in known), sum(each.approximately for each in known), bool(known)
    )


def _covered(one: StatisticsTable) -> list[tuple[str, int, int]]:
    """By level: how many have held what every association must hold, of how many."""
    required = next((category for category in one.notice.categories if category.required), None)
    if required is None:
        return []
    held = one.standing.held.get(required.slug, {})
    return [
        (level.label, held.get(level.slug, 0), one.expected[level.slug])
        for level in levels_below(one.code)
        if level.label in required.required and one.expected[level.slug]
    ]


def of_season(counts: Mapping[str, int]) -> Markup:
    """How many activities each day of a season has; the other days of a year, far from most, are left out."""
    if len(counts) < 3:
        return Markup("")
    peak = max(sorted(counts), key=lambda day: counts[day])
    middle = datetime.date.fromisoformat(peak)
    near = sorted(day for day in counts if abs((datetime.date.fromisoformat(day) - middle).days) <= SPAN // 2)
    first, last = map(datetime.date.fromisoformat, (near[0], near[-1]))
    every = [(first + datetime.timedelta(step)).isoformat() for step in range((last - first).days + 1)]
    shown = [(day, counts.get(day, 0)) for day in every]
    words = [
        (every.index(day), spoken_day(day).partition("（")[0]) for day in sorted({near[0], peak, near[-1]})
    ]
    apart = [
        one for place, one in enumerate(words) if place == 0 or one[0] - words[place - 1][0] > len(every) // 6
    ]
    said = f"每天的活动场次，从{spoken_day(near[0])}到{spoken_day(near[-1])}，最多的是{spoken_day(peak)}，{counts[peak]}场"
    return svg_chart.days(said, shown, apart)


def of_years(counts: Sequence[tuple[int, int]]) -> Markup:
    """How many activities of each campaign are recorded."""
    rows = [Bar(f"{year}年", number, 0, number > 0) for year, number in counts]
    said = "各届登记的活动：" + "，".join(f"{row.name}{row.value}场" for row in rows if row.known)
    return svg_chart.bars(said, rows, "years") if any(row.known for row in rows) else markup("")
