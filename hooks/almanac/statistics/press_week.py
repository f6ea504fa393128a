"""A release about an association's week, as the digest of the week tells it: sums, places, examples, the press, what is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from almanac.disclosure import small_counts
from almanac.model import phase
from almanac.model.day import Day
from almanac.model.divisions import Register, ancestor, level_of
from almanac.model.filings import Activity, Filing, Notice, Piece, Results
from almanac.model.phase import Phase
from almanac.statistics import press_numbers, weekly_digest
from almanac.statistics.weekly_digest import Week, Weekly, later
from almanac.statistics.weekly_words import printed_day
from almanac.validate.press_release import ASKED
from almanac.views import press_names
from almanac.views.activities import Entry, entries
from almanac.views.announcement import part_of_day, plain_date
from almanac.views.press_draft import occasion
from almanac.views.press_draft_head import heading, reference
from almanac.views.press_headlines import verb
from almanac.views.press_sentences import ask, numbers

MOST = 1500  # characters of the text
PLACES, EXAMPLES, PIECES, AHEAD = 8, 8, 4, 4  # so many of each are named


def of_week(
    filings: Sequence[Filing], code: str, monday: str, notice: Notice, register: Register, today: Day
) -> str:
    """The whole file of a draft about a week; empty if nothing was held. filings: of the areas at and below it."""
    events = [
        event
        for event in entries(filings, {int(monday[:4]): notice}, register)
        if event.code.startswith(code)
    ]
    weekly = weekly_digest.of_share(events, _pieces(filings, code), {int(monday[:4]): notice})
    held = sorted(_held(events, monday), key=lambda event: (event.start, event.id))
    if not held:
        return ""
    by_id = {filing.id: filing for filing in filings}
    unit, span = press_names.unit(register, code), _span(monday)
    number = f"活动{len(held)}场"
    headlines = (
        f"{unit}和下级协会一周举办“5·29会员活动日”{number}",
        f"{unit}一周举办{number}",
        f"{unit}一周{number}",
    )
    digest = f"{span}，{unit}和下级协会共举办“5·29会员活动日”{number}。"
    references = [reference(by_id[event.id], code, register) for event in held]
    head = heading(headlines, digest, code, held[0].year, references, later(monday, 6), register)
    first = f"{span}，{press_names.full(register, code)}和下级协会共举办“5·29会员活动日”活动{{{{ 活动数 }}}}场{_sums(held, notice)}。"
    places = shares([event.code for event in held], code, register)
    body = [first, occasion(held[0].year, held[0].year), f"各地举办的有：{places}。" if places else ""]
    tail = [*_printed(weekly.weeks.get(monday)), *_coming(weekly, by_id, monday, register, today)]
    tail.append(f"下一步，{ask('接下来做什么')}。")
    room = MOST - len("".join([*body, *tail]))
    body += _examples([by_id[event.id] for event in _chosen(held, weekly.weeks[monday])], register, room)
    return head + "\n\n".join(filter(None, [*body, *tail])) + "\n"


def _held(events: Sequence[Entry], monday: str) -> Iterator[Entry]:
    return (
        event
        for event in events
        if event.phase is Phase.HELD and event.day and monday <= event.day <= later(monday, 6)
    )


def _pieces(filings: Sequence[Filing], code: str) -> list[Filing]:
    return [filing for filing in filings if isinstance(filing.record, Piece) and filing.code.startswith(code)]


def _span(monday: str) -> str:
    first, last = printed_day(monday), printed_day(later(monday, 6))
    return (
        f"{first}至{last.partition('月')[2] if first.partition('月')[0] == last.partition('月')[0] else last}"
    )


def _sums(held: Sequence[Entry], notice: Notice) -> str:
    """The sums that the records have, to be filled in when the page is made."""
    known = press_numbers.numbers(held, notice)
    said = [
        "，其中宣传活动{{ 宣传场次 }}场、{{ 宣传人数 }}人参加"
        if {"宣传场次", "宣传人数"} <= known.keys()
        else "",
        "，慰问服务{{ 慰问场次 }}场、慰问{{ 慰问人数 }}人"
        if {"慰问场次", "慰问人数"} <= known.keys()
        else "",
    ]
    return "".join(said)


def shares(codes: Sequence[str], code: str, register: Register) -> str:
    """How many of these stand with each association right below, with all below it; the most first."""
    below = level_of(code).below
    if below is None:
        return ""
    counts = Counter(ancestor(each, below) for each in codes)
    own = counts.pop(code, 0)
    order = sorted(counts, key=lambda each: (-counts[each], each))
    said = [f"{press_names.short(register, each)}{counts[each]}场" for each in order[:PLACES]]
    rest = order[PLACES:]
    more = f"，其他{len(rest)}个地方共{sum(counts[each] for each in rest)}场" if rest else ""
    mine = f"，本级{own}场" if own and said else ""
    return f"{'、'.join(said)}{more}{mine}" if said else ""


def _chosen(held: Sequence[Entry], week: Week) -> list[Entry]:
    """The first that the digest names, in order of time."""
    named = [line.id for line in week.named[:EXAMPLES]]
    return [event for event in held if event.id in named]


def _examples(chosen: Sequence[Filing], register: Register, room: int) -> list[str]:
    """A paragraph each, as many as there is room for."""
    found: list[str] = []
    for filing in chosen:
        text = example(filing, register)
        if len("".join([*found, text])) <= room:
            found.append(text)
    return found


def example(filing: Filing, register: Register) -> str:
    """An activity that was held in a sentence or two: day, association, act, and its numbers as they were written."""
    activity, code = filing.record, filing.code
    assert isinstance(activity, Activity)
    start, place = activity.start, press_names.place(activity, register, code)
    half = part_of_day(start.clock) if start.clock else start.half
    day = plain_date(start.day) + half if len(start.day) == 10 else ask("日期")
    act = press_names.act(activity, register, code)
    who = press_names.known(register, code) + press_names.unit(register, code)
    results = small_counts.shown(activity.results, code, activity.place or "")
    said = ASKED.sub(lambda found: _written(results, found[1]), numbers(results))
    return f"{day}，{who}{f'在{place}' if place else ''}{verb(act)}{act}{f'，{said}' if said else '。'}"


def _written(results: Results | None, name: str) -> str:
    """A number of one activity, as it was written."""
    if results is None:
        return ""
    if name == "宣传人数":
        return str(results.publicity.people) if results.publicity else ""
    return (
        str(results.visits.people if name == "慰问人数" else results.visits.households)
        if results.visits
        else ""
    )


def _printed(week: Week | None) -> Iterator[str]:
    """What the press brought in that week, each piece once."""
    if week and week.printed:
        outlets = list(dict.fromkeys(piece.outlet for piece in week.printed))
        titles = [f"《{piece.title}》" for piece in week.printed if piece.title][:PIECES]
        named = f"，有{''.join(titles)}{'等' if len(week.printed) > len(titles) else ''}" if titles else ""
        more = f"等{len(outlets)}家媒体" if len(outlets) > PIECES else ""
        yield f"这一周，{'、'.join(outlets[:PIECES])}{more}刊发有关报道{len(week.printed)}篇{named}。"


def _coming(
    weekly: Weekly, by_id: dict[str, Filing], monday: str, register: Register, today: Day
) -> Iterator[str]:
    """What is on in the week after it, if that is still to come."""
    first, last = later(monday, 7), later(monday, 13)
    lines = [
        line
        for days, coming in weekly.planned.items()
        if first <= days[:10] <= last and not today.past(days.partition("/")[2])
        for line in coming.named
        if phase.of(by_id[line.id].record) is Phase.ANNOUNCED  # type: ignore[arg-type]
    ]
    said = []
    for line in sorted(lines, key=lambda line: (line.start, line.id))[:AHEAD]:
        activity = by_id[line.id].record
        assert isinstance(activity, Activity)
        act, place = (
            press_names.act(activity, register, line.code),
            press_names.place(activity, register, line.code),
        )
        who = press_names.known(register, line.code) + press_names.unit(register, line.code)
        said.append(f"{plain_date(line.start[:10])}，{who}将{f'在{place}' if place else ''}{verb(act)}{act}")
    if said:
        yield f"下一周的活动有：{'；'.join(said)}。"
