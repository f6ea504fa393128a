"""A release about an association's week, as the digest of the week tells it: sums, places, examples, the press, what is next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from almanac.disclosure import small_counts
from almanac.model.day import Day
from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import Activity, Filing, Notice, Piece, Results
from almanac.model.phase import DraftKind, Phase
from almanac.statistics import press_numbers, press_week_titles, weekly_digest
from almanac.statistics.press_shares import shares
from almanac.statistics.press_week_ahead import Span, order, printed
from almanac.statistics.press_week_ahead import coming as coming_next
from almanac.statistics.weekly_digest import Week, later
from almanac.views import press_draft, press_names, press_then, press_told, press_whom
from almanac.views.activities import Entry, entries
from almanac.views.announcement import plain_date, span
from almanac.views.press_counts import Named, as_written, coming, numbers
from almanac.views.press_draft_body import occasion
from almanac.views.press_draft_head import heading, reference
from almanac.views.press_draft_times import all_days
from almanac.views.press_headlines import verb

MOST = 1200  # characters of the text: an outlet takes 1,500, and an editor wants air for what is found out
EXAMPLES = 8  # so many are named
FEW = 12  # so many activities of a week are all told
_NEEDY = re.compile("困难|贫困|特殊|留守|残|低保")
_BY = {
    Level.PROVINCE: "分市州看",
    Level.CITY: "分县市区看",
    Level.COUNTY: "分乡镇看",
    Level.TOWNSHIP: "分村看",
}


def of_week(
    filings: Sequence[Filing], code: str, monday: str, notice: Notice, register: Register, today: Day
) -> str:
    """The whole file of a draft about a week; empty if nothing was held. filings: of the areas at and below it."""
    week, notices = Span(code, monday, today), {int(monday[:4]): notice}
    events = [event for event in entries(filings, notices, register) if event.code.startswith(code)]
    weekly = weekly_digest.of_share(events, _pieces(filings, code), notices)
    every = sorted(_held(events, monday), key=order)
    held = [event for event in every if not event.figures.outside] or every
    if not held:
        return ""
    campaign = "" if held[0].figures.outside else "“5·29会员活动日”"
    by_id = {filing.id: filing for filing in filings}
    ahead = list(coming_next(events, by_id, week, register))
    day = week.today.iso if ahead else _latest(held, week)  # what looks ahead from today is of today
    tail = [*printed(weekly.weeks.get(monday), week.is_over, notice), *ahead]
    if len(held) == 1:  # a week of one activity is that activity
        teller = press_draft.Teller(code, tail, day)
        one = by_id[held[0].id]
        rolls = press_draft.rolls_of(one, filings, register)
        return press_draft.of_activity(one, notice, register, today, teller, rolls)
    far, near = press_week_titles.who(held, code, register)
    called, kinds = (press_week_titles.names(held, register), near), _kinds(held, by_id, register)
    headlines = press_week_titles.headlines(called, kinds, campaign, week.is_over)
    when = _span(week, far)
    references = [reference(by_id[event.id], code, register) for event in held]
    places = shares([event.code for event in held], code, register) if len(held) > EXAMPLES else ""
    body = [
        f"{when}举办{campaign}活动{{{{ 活动数 }}}}场{_sums(held, notice)}。",
        occasion(held[0].year, held[0].year, today=day) if campaign else "",
        f"{_mostly(kinds)}{_BY[level_of(code)]}，{places}。" if places else "",
    ]
    digest = f"{when}举办{campaign}活动{len(held)}场。"
    head = heading(headlines, digest, code, held[0].year, references, day, register)
    room = MOST - len("".join([*body, *tail]))
    chosen = [by_id[event.id] for event in _chosen(held, weekly.weeks.get(monday), code)]
    body += _examples(chosen, week, register, room)
    text = press_then.of_day("\n\n".join(filter(None, [*body, *tail])), day)
    return head + press_names.shorter_later(text, register, code) + "\n"


def _kinds(held: Sequence[Entry], by_id: Mapping[str, Filing], register: Register) -> list[str]:
    """What each activity was in a word or two: its first form that says so, else its name where it is short."""
    records = [(event.code, by_id[event.id].record) for event in held]
    return [
        press_week_titles.kind(one.forms, press_names.act(one, register, code))
        for code, one in records
        if isinstance(one, Activity)
    ]


def _latest(held: Sequence[Entry], week: Span) -> str:
    """The day of a text that is not older than what it tells."""
    written = week.last if week.is_over else week.today.iso
    return max([written, *(event.last for event in held if week.today.reached(event.last))])


def _held(events: Sequence[Entry], monday: str) -> Iterator[Entry]:
    return (
        event
        for event in events
        if event.phase is Phase.HELD and event.day and monday <= event.day <= later(monday, 6)
    )


def _pieces(filings: Sequence[Filing], code: str) -> list[Filing]:
    return [filing for filing in filings if isinstance(filing.record, Piece) and filing.code.startswith(code)]


def _span(week: Span, who: str) -> str:
    """Of which days it tells, and of whom: a week that is not over is told up to today."""
    if week.is_over:
        return f"{span(week.monday, week.last)}，{who}共"
    return f"{span(week.monday, week.today.iso)}，{who}已"


def _sums(held: Sequence[Entry], notice: Notice) -> str:
    """The sums that the records have, to be filled in when the page is made: who came, who was visited."""
    known = press_numbers.numbers(held, notice)
    counted = sum(bool(event.figures.people) for event in held)
    came = "{{ 宣传人数 }}人参加" if "宣传人数" in known and 2 * counted >= len(held) and counted > 1 else ""
    visited = _visited(held, known)
    if came and counted < len(held):  # no sum is of more than it has been counted of
        return f"；有人数记录的{counted}场共{came}{visited.replace('，', '。各场共', 1)}"
    return (f"，{came}" if came else "") + visited


def _visited(held: Sequence[Entry], known: dict[str, str]) -> str:
    """Whom they visited; households that the table counts as one person each are told as households."""
    if _is_vague(known.get("慰问人数", small_counts.FEW)):
        return ""
    people, houses = press_numbers.groups(held)
    if not houses:
        return "，慰问{{ 慰问人数 }}人"
    those = [
        f"{much}{unit}" for much, unit in ((people, "人"), (houses, "户家庭")) if much and not _is_vague(much)
    ]
    return f"，慰问{'和'.join(those)}" if those else ""


def _is_vague(number: str) -> bool:
    """Whether a sum says no more than that there were some: 若干, 至少2."""
    return number == small_counts.FEW or number.startswith("至少")


def _chosen(held: Sequence[Entry], week: Week | None, code: str) -> list[Entry]:
    """All of a few, else the first that the digest names and that have a result, in order of time, the association's own
    before all; it names none of other campaigns."""
    if len(held) <= FEW or week is None:
        return list(held[:FEW])
    named = [line.id for line in sorted(week.named, key=lambda line: not line.result)[:EXAMPLES]]
    return sorted((event for event in held if event.id in named), key=lambda event: event.code != code)


def _mostly(kinds: Sequence[str]) -> str:
    """What a headline names of many, with how many were held of it."""
    most = [f"{kind}{number}场" for kind, number in press_week_titles.most_held(kinds) if number > 1]
    most = most[: press_week_titles.NAMED]
    return f"举办较多的{'有' if most[1:] else '是'}{'、'.join(most)}。" if most else ""


def _examples(chosen: Sequence[Filing], week: Span, register: Register, room: int) -> list[str]:
    """A paragraph each, as many as there is room for."""
    found: list[str] = []
    before = ""
    for filing in chosen:
        text = example(filing, week.code, register, before, week.today)
        if len("".join([*found, text])) <= room:
            found.append(text)
            day = filing.record.start.day if isinstance(filing.record, Activity) else ""
            before = day if _is_of_one_day(filing.record) else ""
    return found


def _is_of_one_day(record: object) -> bool:
    """Whether what comes after it may say 同日."""
    return isinstance(record, Activity) and re.findall(
        "[0-9]+日", all_days(record, DraftKind.REPORT, True)
    ) == [plain_date(record.start.day).partition("月")[2]]


def _is_hidden(results: Results | None) -> bool:
    """Whether how many were visited is not told."""
    visits = results.visits if results else None
    return visits is not None and small_counts.FEW in (str(visits.people), str(visits.households))


def example(filing: Filing, base: str, register: Register, before: str = "", today: Day | None = None) -> str:
    """An activity that was held in a sentence or two: day, association, act, and its numbers as they were written.

    base: the association whose readers it is for; before: the day of the one told before it; today: after which
    nothing is over.
    """
    activity, code = filing.record, filing.code
    assert isinstance(activity, Activity)
    start, where = activity.start, press_names.site(activity, register, code)[0]
    day = all_days(activity, DraftKind.REPORT, True)
    if start.day == before and _is_of_one_day(activity):
        day = day.replace(plain_date(start.day), "同日", 1)
    act = press_names.act(activity, register, code)
    results = small_counts.shown(activity.results, code, activity.place or "")
    named = Named(
        "",
        coming(act),
        honoured=press_told.honoured(activity.about or "", act, ()),
        homes=press_told.homes(activity),
        act=act,
    )
    said = as_written(numbers(results, named), results) or "。"
    if _is_hidden(results) and "慰问" not in act + said:  # which the week's sum counts
        whom = press_whom.named([one for one in activity.audience if _NEEDY.search(one)])
        said = f"{f'{said[:-1]}，并' if len(said) > 1 else ''}走访慰问{whom}。"
    who = press_then.holder(activity, register, code).titled(press_names.near(register, code, base))
    did = f"{who}{where}{verb(act)}{act}"
    told = re.sub("^共有?", "", said)
    last = activity.end.day if activity.end else ""
    if today and len(last) == 10 and not today.reached(last):
        so_far = said if said == "。" else f"，目前已{'有' if said.startswith('共有') else ''}{told}"
        return f"{plain_date(start.day)}起，{did}，计划到{plain_date(last)}结束{so_far}"
    return f"{day}，{did}{'' if said == '。' else '，'}{told}"
