"""A release drafted from records as newspapers write: date, association and act first; what no record says is 〔待核实：…〕.

Then the anniversary and the theme; who was present, by office; what was done; numbers, each with its verb; what comes
next. What clerks note about their sources is told to colleagues in the head, and to no reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.divisions import Register, level_of
from almanac.model.filings import Activity, Award, Filing, Notice
from almanac.model.phase import DraftKind
from almanac.validate import association
from almanac.views import press_names, press_offices, press_place_fit, press_then, press_told
from almanac.views.announcement import later, plain_date
from almanac.views.press_draft_body import AHEAD, Story, is_public, paragraphs
from almanac.views.press_draft_head import heading, reference
from almanac.views.press_draft_kinds import WORDS, earlier_time, kind_of, reason_of
from almanac.views.press_draft_times import (
    all_days,
    at_day,
    first_hours,
    next_day_of,
    one_day,
    stops_in_words,
    whole_span,
)
from almanac.views.press_headlines import Parts, headlines, verb
from almanac.views.press_sentences import ask

PAIRED = (DraftKind.PREVIEW, DraftKind.OVERDUE)  # of what is told of several days with a place each
_CLOSED = "不是公开的活动，几点、在哪里没有写进稿子。"


class Teller(NamedTuple):
    """Who tells of an activity at or below it: the association's code, what it says after it, of which day."""

    code: str
    after: Sequence[str]
    day: str


def of_activity(
    filing: Filing,
    notice: Notice,
    register: Register,
    today: Day,
    teller: Teller | None = None,
    rolls: Sequence[str] = (),
) -> str:
    """The whole file of a draft about one activity: a report of what was held, else a preview or an announcement.

    rolls: what was awarded at it. Hour and place of what nobody is invited to are told only when it is over.
    """
    activity, code = filing.record, filing.code
    assert isinstance(activity, Activity)
    held = press_then.holder(activity, register, code)
    activity = press_then.others(activity.model_copy(update={"time_note": _time_note(activity)}), held)
    kind, unit = kind_of(activity, filing.year, today), press_names.full(register, code)
    open_to_all, words = kind is DraftKind.REPORT or AUDIENCES[activity.open_to].advertised, WORDS[kind]
    act, whole = press_names.act(activity, register, code), activity
    if kind is DraftKind.TODAY:
        activity = at_day(activity, today.iso)
    at, where, spot = _places(activity, register, code, kind, open_to_all)
    said = _times(activity, kind, today, open_to_all) | _next(
        activity, kind, register, code, today, open_to_all
    )
    parts = Parts(*_whose(register, code), at, act, _forms(activity, kind, act))
    titles, doubt = _doubted(headlines(words.headline, words.brief, parts, **said), kind, activity)
    said |= {"unit": unit + doubt, "act": act, "verb": verb(act), "at": at, "where": where, "spot": spot}
    said |= {"joint": _with(activity, register, code, not doubt), "on": _on(said["day"], filing.year, today)}
    lead, digest = _first(activity, kind, said, register, code)
    story = Story(whole, kind, notice, register, code, filing.year, today, act, lead, rolls)
    teller = teller or Teller(code, (), "")
    rest = [*paragraphs(story), *teller.after]
    day = teller.day or (_last_day(activity, today) if kind is DraftKind.REPORT else today.iso)
    text = held.told(press_then.of_day("\n\n".join([lead, *rest]), day))
    note = words.note + ("" if open_to_all else _CLOSED) + _unsure(activity, register, code)
    titles, digest = tuple(map(held.titled, titles)), held.titled(digest)[:120]
    of = [reference(filing, teller.code, register)]
    head = heading(titles, digest, teller.code, filing.year, of, day, register, note)
    return head + press_names.shorter_later(text, register, code) + "\n"


def rolls_of(filing: Filing, filings: Iterable[Filing], register: Register) -> list[str]:
    """What was awarded at an activity, as the rolls of its association name it."""
    awards = (
        one.record
        for one in filings
        if one.code == filing.code and one.year == filing.year and isinstance(one.record, Award)
    )
    names = [award.name for award in awards if award.activity == reference(filing)]
    return [press_names.of_unit(name, register, filing.code) for name in names]


def _whose(register: Register, code: str) -> tuple[str, str]:
    """The association for a headline: what it is known by outside, and its name near by."""
    return press_names.known(register, code), press_names.unit(register, code)


def _doubted(titles: tuple[str, ...], kind: DraftKind, activity: Activity) -> tuple[tuple[str, ...], str]:
    """Headlines, and what follows the association, where the record's source does not say that it was its activity."""
    if kind is DraftKind.REPORT and press_told.is_of_others(activity.open_questions):
        hosts = "、".join(press_offices.known(activity.hosts))
        whose = f"，记录写的主办单位是{hosts}" if hosts else ""
        return tuple(f"{ask('举办单位')}{title}" for title in titles), ask(f"是否计生协举办{whose}")
    return titles, ""


def _first(
    activity: Activity, kind: DraftKind, said: dict[str, str], register: Register, code: str
) -> tuple[str, str]:
    """The first sentence and the digest; where there are as many days as places, each day with its own."""
    spot, each = said["spot"], ""
    if kind in (DraftKind.REPORT, *PAIRED) and _is_paired(said["day"], spot):
        each = "" if kind is DraftKind.OVERDUE else stops_in_words(activity, kind, register, code)
        at = "" if each else spot.replace("在", "分别在", 1)
        day = whole_span(activity, said["day"]) if each else said["day"]
        said = {**said, "at": at, "where": at, "day": day}
    said = said | {key: said[key] + _by(activity) for key in ("at", "where", "spot")}
    said["held"] = said["verb"] or "举办"
    lead = WORDS[kind].first.format(**said | _asked(activity, kind, said))
    digest = WORDS[kind].digest.format(**said)
    if lead.startswith(dayless := f"{ask('日期')}，") and "另行" in (activity.time_note or ""):
        lead, digest = lead.removeprefix(dayless), digest.removeprefix(dayless)
        each = later(activity)
    return (f"{lead[:-1]}，{each}。", f"{digest[:-1]}，{each}。") if each else (lead, digest)


def _asked(activity: Activity, kind: DraftKind, said: dict[str, str]) -> dict[str, str]:
    """The hour of what is on the day itself, and the place of what is moved to it, where people are to come: one mark."""
    if not AUDIENCES[activity.open_to].advertised:
        return {}
    if kind is DraftKind.TODAY and not said["hours"] and activity.start.half != "全天":
        return {"hours": ask("几点")}
    if kind is not DraftKind.MOVED:
        return {}
    lacks_hour = said["day"].startswith("今天") and said["day"].endswith("）")
    if lacks_hour and said["spot"]:
        return {"day": said["day"] + ask("几点")}
    if lacks_hour and activity.mode != "线上":
        return {"day": said["day"] + ask("几点、在哪里")}
    return {} if said["spot"] or "点" not in said["day"] else {"spot": said["where"]}


def _places(
    activity: Activity, register: Register, code: str, kind: DraftKind, open_to_all: bool
) -> tuple[str, str, str]:
    """Its place for a headline; for a sentence that asks for it where it is not known; and for one that asks only what is doubted."""
    at_home = not AUDIENCES[activity.open_to].advertised and not press_names.place(activity, register, code)
    if not open_to_all or at_home:  # homes have no address that is asked for
        return "", "", ""
    at, where = press_names.site(activity, register, code)
    if kind in (DraftKind.CANCELLED, DraftKind.PUT_OFF):  # where nothing is held is not asked for
        return at, at, at
    if kind in (DraftKind.REPORT, DraftKind.OVERDUE) and _is_unfit(activity, register, code):
        return "", "", ""
    return at, where, press_names.recorded(activity, register, code)


def _is_unfit(activity: Activity, register: Register, code: str) -> bool:
    """Whether the record has a place at which that cannot have been held."""
    where = press_names.place(activity, register, code)
    return bool(where) and not press_place_fit.fits(activity, where)


def _times(activity: Activity, kind: DraftKind, today: Day, open_to_all: bool) -> dict[str, str]:
    """When it is and was to be, as a first sentence says it; why it was changed, and whether others are to be told."""
    before = earlier_time(activity)
    return {
        "date": plain_date(today.iso),
        "hours": first_hours(activity, kind, open_to_all),
        "day": all_days(activity, kind, open_to_all, today),
        "later": _later(activity),
        "why": reason_of(activity),
        "pass_on": "，请相互转告" if is_public(activity) else "",
        "before": f"原定{one_day(before, None, kind, open_to_all)}" if before.text else "",
    }


def _later(activity: Activity) -> str:
    """What is known of a new time: a note of the old one says nothing of it."""
    said = later(activity)
    if not re.search("另行|待|再|改|后", said):
        return "新的时间另行通知"
    return re.sub("(^|[，。；])(?=时间另行通知)", r"\1新的", said)


def _next(
    activity: Activity, kind: DraftKind, register: Register, code: str, today: Day, open_to_all: bool
) -> dict[str, str]:
    """The day of the next 分场, with its hour, and where it is in a digest and in a sentence."""
    if kind is not DraftKind.BETWEEN:
        return {}
    day = next_day_of(activity, today)
    then = at_day(activity, day)
    at, where = press_names.site(then, register, code) if open_to_all else ("", "")
    when = plain_date(day) + first_hours(then, kind, open_to_all)
    return {"next_date": plain_date(day), "next_day": when, "next_at": at, "next_where": where}


def _unsure(activity: Activity, register: Register, code: str) -> str:
    """What the record leaves open, for colleagues."""
    said = "；".join(question.strip().rstrip("。") for question in activity.open_questions)
    unfit = _is_unfit(activity, register, code)
    place = f"记录里的地点“{activity.place}”与活动名称对不上，请核对。" if unfit else ""
    return (f"记录里还没有弄清的：{said}。" if said else "") + place + press_offices.unsaid(activity)


def _with(activity: Activity, register: Register, code: str, sure: bool) -> str:
    """The other organisers, an office before associations: 联合县卫健局、大瑶镇计生协; 联合甲村、乙村计生协. sure: else the hosts are asked about."""
    codes = [other for path in activity.joint if (other := association(path, register))]
    joint = list(dict.fromkeys(press_names.near(register, other, code) for other in codes))
    if len(set(map(level_of, codes))) == 1:
        joint = ["、".join(one.removesuffix("计生协") for one in joint) + "计生协"]
    peers = [one for one in activity.hosts if sure and not press_offices.is_above(one, code)]
    those = [*press_offices.known(peers), *joint]
    return f"联合{'、'.join(dict.fromkeys(those))}" if those else ""


def _forms(activity: Activity, kind: DraftKind, act: str) -> list[str]:
    """By which forms it may be called: of what is to come the chief one; what is put off or called off is all of it."""
    told = activity.forms if kind is DraftKind.REPORT else activity.forms[:1] if kind in AHEAD else ()
    return [form for form in activity.forms if form in told or form in act]


def _last_day(activity: Activity, today: Day) -> str:
    """The last day that a report tells of, which it is not older than; of an unknown one that of what is told of it."""
    ends = [activity.start, activity.end, *(session.end or session.start for session in activity.sessions)]
    days = [when.day for when in ends if when and len(when.day) == 10 and today.reached(when.day)]
    printed = re.findall("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", "".join(activity.sources))
    days = days or [f"{year}-{int(month):02}-{int(day):02}" for year, month, day in printed[:1]]
    return max(days, default=activity.start.day)


def _time_note(activity: Activity) -> str | None:
    """What is known of its time, without what is a word among clerks: 中秋、国庆前〔待核实：哪一天〕."""
    note = activity.time_note or ""
    if not press_names.is_note(note):
        return activity.time_note
    kept = [one for one in re.split("[，；]", note) if not press_names.is_note(one)]
    day = next((one for one in kept if re.fullmatch("[0-9]{1,2}月[0-9]{1,2}日.{0,3}", one)), "")
    if day and "年" in note and not activity.start.day:  # the day is known, and the year is not
        return f"{day}{ask('哪一年')}"
    kept = [one for one in kept if re.search("(?:前夕?|前后|后|期间|[上中下]旬|[底初])$", one)]
    return f"{kept[0]}{ask('哪一天')}" if kept and not activity.start.day else None


def _on(day: str, year: int, today: Day) -> str:
    """When it was planned for: 5月20日, 2017年5月20日 of an older year, 在会员活动日期间."""
    when = "" if today.iso.startswith(str(year)) else f"{year}年"
    if not re.match("[0-9]", day):
        day = day.replace("“5·29”活动日", "会员活动日")  # which the act may say, too
        return day if day.startswith("〔") else f"在{when}{day}"
    return when + day


def _by(activity: Activity) -> str:
    """By what way, where it is held in the net and its name does not say so."""
    if activity.mode == "线上线下":
        return "以线上线下相结合的方式"
    said = re.search("线上|网上|网络|云|直播", activity.name)
    return "通过网络" if activity.mode == "线上" and not said else ""


def _is_paired(day: str, spot: str) -> bool:
    """Whether there are as many days as places."""
    return 1 < len(day.split("、")) == len(spot.split("、")) and "等" not in spot
