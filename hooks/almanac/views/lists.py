"""Lists of activities as readers see them: rows, lists by day, the month's table, and the facets they filter by."""

from __future__ import annotations

import calendar as almanac_of_days
import functools
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from almanac.records import Notice
from almanac.register import LEVEL_NAMES, LEVELS, Register, level
from almanac.views.calendar import WEEKDAYS, Entry, days, order, spoken_day
from almanac.views.html import joined, macro, markup
from almanac.views.tree import by_child, full_title

PER_DAY = 8
CROWDED = 300
FACET_LIMIT = 100
LENGTHS = (2, 4, 6, 9, 12)
STATES = {
    "计划": ("is-plan", "计划"),
    "已举办": ("is-held", "已举办"),
    "延期": ("is-postponed", "延期"),
    "取消": ("is-cancelled", "已取消"),
}

# ---------------------------------------------------------------- facets


class Facet(NamedTuple):
    """One way to narrow a list: the end of its address, its field in the filter, its words."""

    slug: str
    field: str
    name: str

    @property
    def value(self) -> str:
        """What the filter of a page looks for in its field."""
        return self.slug.removeprefix("level-")


Faceted = dict[str, tuple[int, list[Entry]]]  # slug -> how many, the first of them


# The commonest audiences; a record's own words belong to one where they contain one of its words.
AUDIENCES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("a1", "会员", ("会员", "骨干", "理事")),
    ("a2", "育龄人群", ("育龄", "孕", "三孩", "新婚", "青年")),
    ("a3", "妇女", ("妇女", "母亲")),
    ("a4", "老年人", ("老人", "老年")),
    ("a5", "儿童", ("儿童", "婴幼儿", "幼儿")),
    ("a6", "青少年和学生", ("学生", "青少年", "子女")),
    ("a7", "计生特殊家庭", ("特殊家庭", "失独")),
    ("a8", "困难家庭", ("困难", "特困", "贫困", "受灾", "重病", "重残")),
    ("a9", "计生家庭", ("计生家庭", "幸福家庭")),
    ("a10", "流动人口", ("流动人口", "新市民", "农民工", "务工")),
    ("a11", "家长", ("家长", "父母")),
    ("a12", "群众", ("群众", "居民", "村民", "市民")),
)


@functools.cache
def audiences(words: tuple[str, ...]) -> tuple[str, ...]:
    """The facets that an activity's 面向 belongs to."""
    return tuple(
        slug for slug, _, parts in AUDIENCES if any(part in word for part in parts for word in words)
    )


def facets(notice: Notice | None) -> tuple[Facet, ...]:
    """All facets of a year: its categories, the levels, the commonest audiences."""
    categories = [Facet(c.slug, "c", c.name) for c in (notice.categories if notice else ())]
    levels = [Facet(f"level-{slug}", "l", LEVEL_NAMES[slug]) for slug in LEVELS]
    return (*categories, *levels, *(Facet(slug, "a", name) for slug, name, _ in AUDIENCES))


def choices(found: Faceted, notice: Notice | None, total: int) -> list[Facet]:
    """The facets that narrow a list of `total` activities: those that some of them fall under, but not all."""
    return [facet for facet in facets(notice) if 0 < found.get(facet.slug, (0, []))[0] < total]


def faceted(entries: Iterable[Entry], limit: int) -> Faceted:
    """For each facet: how many activities it has, and the first `limit`, higher levels first, else as they come.

    Many activities are alike in what facets look at; each sort is looked at once.
    """
    alike: dict[tuple[tuple[str, ...], int, tuple[str, ...]], list[Entry]] = {}
    for event in entries:
        alike.setdefault((event.categories, len(event.code), event.audience), []).append(event)
    found: dict[str, tuple[list[Entry], list[int]]] = {}
    for (categories, length, people), events in sorted(alike.items(), key=lambda pair: pair[0][1]):
        for slug in (*categories, f"level-{LEVELS[LENGTHS.index(length)]}", *audiences(people)):
            kept, number = found.setdefault(slug, ([], [0]))
            number[0] += len(events)
            kept += events[:limit]
    return {slug: (number[0], sorted(kept, key=_rank)[:limit]) for slug, (kept, number) in found.items()}


# ---------------------------------------------------------------- rows

Row = Callable[[Entry], Markup]


def rows(register: Register, root: str, years: bool = False) -> Row:
    """How an activity is drawn as a row on pages from which `root` leads to the site's root; each is drawn once.

    years: dates are said with their year, for lists of several campaigns.
    """
    draw = macro("row.html", "row")
    known: dict[str, Markup] = {}
    units: dict[str, str] = {}

    def row(event: Entry) -> Markup:
        found = known.get(event.id)
        if found is not None:
            return found
        unit = units.get(event.code)
        if unit is None:
            unit = units[event.code] = full_title(register, event.code)
        date, _, rest = event.when.partition("（") if event.day else (event.when, "", "")
        date = f"{event.start[:4]}年{date}" if years and event.start else date
        kind, state = STATES[event.state]
        fields = (" ".join(event.categories), level(event.code), " ".join(audiences(event.audience)))
        day = event.day if event.state in ("计划", "延期") else ""
        drawn = known[event.id] = draw(
            root,
            event,
            unit,
            fields,
            day,
            event.end[:10],
            date,
            rest.replace("）", " ", 1).strip(),
            kind,
            state,
        )
        return drawn

    return row


def moved(row: Row, root: str) -> Row:
    """The same rows for pages from which another way leads to the root."""
    return lambda event: Markup(row(event).replace('<a href="../../', f'<a href="{root}', 1))  # noqa: S704


def plain(events: Iterable[Entry], row: Row) -> Markup:
    """A list of rows without days."""
    return markup('<ol class="rows">{}</ol>', joined(map(row, events), "\n"))


class Listing(NamedTuple):
    """A list by day, and whether it shows every activity."""

    html: Markup
    whole: bool


def listing(
    events: Sequence[Entry],
    row: Row,
    rest: Callable[[list[Entry]], Markup],
    limit: int = PER_DAY,
    name: str = "",
    month: str = "",
) -> Listing:
    """Activities by day; a fuller day shows its highest levels and what `rest` says of the others; undated last.

    name: the id of the list; its days get the ids that the month's table points at. month: only its days.
    """
    parts: list[Markup] = []
    whole = True
    for day, found in _by_day(events, month).items():
        begun = [event for event in found if event.day == day]
        on = [event for event in found if event.day != day]
        parts.append(_day_head(day, len(found), name))
        if len(begun) > limit:
            whole = False
            begun.sort(key=_rank)
            begun, hidden = begun[:limit], begun[limit:]
            parts += map(row, sorted(begun, key=order))
            parts.append(rest(hidden))
        else:
            parts += map(row, sorted(begun, key=order))
        if on:
            parts.append(_still_on(on))
    undated = sorted((event for event in events if not event.day), key=order)
    if undated:
        parts.append(markup('<li class="row day-head">日期不详</li>'))
        parts += map(row, undated[: limit * 4])
        if len(undated) > limit * 4:
            whole = False
            parts.append(rest(undated[limit * 4 :]))
    return Listing(macro("row.html", "rows")(parts, name), whole)


def per_day(number: int) -> int:
    """How many activities a day shows in a list of so many: fewer in a crowded list, so that pages stay light."""
    return PER_DAY if number <= CROWDED else PER_DAY // 2 if number <= 5 * CROWDED else PER_DAY // 4


def rest_of_day(
    register: Register, paged: frozenset[str], code: str, root: str
) -> Callable[[list[Entry]], Markup]:
    """The line that says how many more a day has, with ways down to the units below `code` that hold them."""

    def way(child: str, number: int) -> Markup:
        if child in paged:
            return markup('<a href="{}u/{}/">{}{}场</a>', root, child, register[child].short, number)
        return markup("{}{}场", register[child].short, number)

    def rest(hidden: list[Entry]) -> Markup:
        counts = sorted(by_child(hidden, code).items(), key=lambda pair: (-pair[1], pair[0]))
        names = joined([way(child, number) for child, number in counts[:5]])
        return markup(
            '<li class="row row-note">这一天还有{}场：{}{}</li>',
            len(hidden),
            names,
            "等" if len(counts) > 5 else "",
        )

    return rest


def _by_day(events: Iterable[Entry], month: str) -> dict[str, list[Entry]]:
    table: dict[str, list[Entry]] = {}
    for event in events:
        for day in covered(event):
            if day.startswith(month):
                table.setdefault(day, []).append(event)
    return dict(sorted(table.items()))


def covered(event: Entry) -> Iterable[str]:
    """The days an activity covers; the quick way for the many of one day."""
    first = event.start[:10]
    if not event.end or event.end[:10] == first:
        return (first,) if len(first) == 10 else ()
    return days(event)


def _rank(event: Entry) -> tuple[int, str, str]:
    return (len(event.code), event.start, event.id)


@functools.cache
def _day_head(day: str, number: int, name: str) -> Markup:
    words = spoken_day(day).replace("（", " ").replace("）", "")
    mark = markup(' id="{}-{}"', name, day) if name else ""
    return markup(
        '<li class="row day-head"{}>{} <span class="num">{}</span></li>', mark, words, f"{number}场"
    )


def _still_on(events: list[Entry]) -> Markup:
    names = "、".join(f"“{event.name}”" for event in events[:3])
    more = f"等{len(events)}场" if len(events) > 3 else ""
    return markup('<li class="row row-note">这一天还在进行：{}{}</li>', names, more)


# ---------------------------------------------------------------- the month


@functools.cache
def _blank(month: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """The cells of a month where nothing is on, and the place of each day among them."""
    weeks = almanac_of_days.Calendar(0).monthdatescalendar(int(month[:4]), int(month[5:7]))
    cells: list[str] = []
    places: dict[str, int] = {}
    for place, day in enumerate(day for week in weeks for day in week):
        inside = day.isoformat()[:7] == month
        mark = f' data-day="{day.isoformat()}"' if inside else ' class="out"'
        cells.append(_cell(place, f"<td{mark}><span><b>{day.day}</b></span></td>"))
        if inside:
            places[day.isoformat()] = place
    return tuple(cells), places


def _cell(place: int, cell: str) -> str:
    return f"<tr>{cell}" if place % 7 == 0 else f"{cell}</tr>\n" if place % 7 == 6 else cell


_HEADS = "".join(f'<th scope="col">{name}</th>' for name in WEEKDAYS)


def density(number: int) -> int:
    """How deep a day is coloured: 1 for one or two activities, 2 up to 9, 3 up to 49, 4 above."""
    return 1 if number < 3 else 2 if number < 10 else 3 if number < 50 else 4


def daily(own: Iterable[Entry], below: Iterable[Entry]) -> dict[str, tuple[int, int]]:
    """How many activities of its own and of lower levels an association has on each day."""
    counts: dict[str, list[int]] = {}
    for lower, events in enumerate((own, below)):
        for event in events:
            for day in covered(event):
                counts.setdefault(day, [0, 0])[lower] += 1
    return {day: (mine, others) for day, (mine, others) in counts.items()}


def month_table(month: str, counts: dict[str, tuple[int, int]], name: str) -> Markup:
    """A month, Monday first; a day that has activities says how many and leads to its place in the list `name`."""
    blank, places = _blank(month)
    cells = list(blank)
    for day, (own, below) in counts.items():
        place = places.get(day)
        if place is not None:
            beside = f'<span class="below">下级{below}</span>' if own and below else ""
            cells[place] = _cell(
                place,
                f'<td class="d{density(own + below)}" data-day="{day}"><a href="#{name}-{day}"><b>{int(day[8:])}</b>'
                f'<span class="n">{own + below}场</span>{beside}</a></td>',
            )
    return Markup(  # noqa: S704  (numbers, dates and literals only)
        f'<table class="month"><caption>{int(month[:4])}年{int(month[5:7])}月</caption>'
        f"<thead><tr>{_HEADS}</tr></thead><tbody>{''.join(cells)}</tbody></table>"
    )
