"""A release drafted from records as newspapers write: date, association and act first; what no record says is 〔待核实：…〕.

Then the anniversary and the theme; who was present, by office; what was done; numbers, each with its verb; what comes
next. What clerks note about their sources is told to colleagues in the head, and to no reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from almanac.disclosure import small_counts
from almanac.model import phase
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.divisions import Register
from almanac.model.filings import Activity, Filing, Notice, When
from almanac.model.phase import WORDS as PHASES
from almanac.model.phase import DraftKind
from almanac.validate import association
from almanac.views import press_names
from almanac.views.announcement import NAMED, hour, later, part_of_day, plain_date
from almanac.views.occurrences import occurrences_of
from almanac.views.press_draft_head import heading, reference
from almanac.views.press_headlines import Parts, headlines, verb
from almanac.views.press_sentences import ask, done, guests, numbers

EACH = 3  # 分场 of which the hours are told


class Words(NamedTuple):
    """What a draft of one kind says of an activity: headline, digest, first sentence; what those invited do; a word to
    colleagues. {who} is the association, {unit} the same for readers anywhere; {act} what is held, {verb} what one does
    with it; {where} and {at} its place, which {where} asks for; {before} the time it had."""

    headline: str
    digest: str
    first: str
    guests: str = ""
    note: str = ""


WORDS = {
    DraftKind.REPORT: Words(
        "{who}{at}{verb}{act}",
        "{day}，{unit}{at}{verb}{act}。",
        "{day}，{unit}{joint}{where}{verb}{act}。",
        "参加活动",
    ),
    DraftKind.PREVIEW: Words(
        "活动预告：{who}将{at}{verb}{act}",
        "{day}，{unit}将{at}{verb}{act}。",
        "{day}，{unit}{joint}将{where}{verb}{act}。",
        "将参加活动",
    ),
    DraftKind.OVERDUE: Words(
        "〔待核实：是否已办〕{who}{act}",
        "{unit}原计划{day}{at}{verb}{act}，〔待核实：是否已办〕。",
        "{unit}{joint}原计划{day}{where}{verb}{act}，〔待核实：是否已办〕。",
        note="这场活动的日子已经过了，记录里还没有写“已举办”：办了的，先改记录的状态、补上成效，再重新起草。",
    ),
    DraftKind.MOVED: Words(
        "改期公告：{who}{act}改到{day}",
        "{unit}原定{before}举办的{act}改期，改到{day}{at}举办。",
        "{unit}{joint}原定{before}举办的{act}改期，改到{day}{at}举办，请相互转告。",
    ),
    DraftKind.PUT_OFF: Words(
        "改期公告：{who}{act}推迟举办",
        "{unit}原定{before}举办的{act}推迟，{later}。",
        "{unit}{joint}原定{before}举办的{act}推迟，{later}，请相互转告。",
    ),
    DraftKind.CANCELLED: Words(
        "取消公告：{who}{act}不再举办",
        "{unit}原定{day}{at}举办的{act}已经取消。",
        "{unit}{joint}原定{day}{at}举办的{act}已经取消，请相互转告。",
    ),
}


def kind_of(activity: Activity, today: Day) -> DraftKind:
    """Which words a draft takes: a plan whose last day is over, or that was put off to such a day, asks whether it was held."""
    whens = [activity.start, activity.end]
    whens += [when for session in activity.sessions for when in (session.start, session.end)]
    last = max(when.day for when in whens if when)
    return PHASES[phase.due(phase.of(activity), last, today)].draft


def of_activity(filing: Filing, notice: Notice, register: Register, today: Day) -> str:
    """The whole file of a draft about one activity: a report of what was held, else a preview or an announcement.

    Hour and place of what nobody is invited to are told only when it is over.
    """
    activity, code = filing.record, filing.code
    assert isinstance(activity, Activity)
    if press_names.is_note(activity.time_note or ""):
        activity = activity.model_copy(update={"time_note": None})
    kind, unit = kind_of(activity, today), press_names.full(register, code)
    open_to_all, words = kind is DraftKind.REPORT or AUDIENCES[activity.open_to].advertised, WORDS[kind]
    act, place = press_names.act(activity, register, code), press_names.place(activity, register, code)
    at = f"在{place}" if place and open_to_all else ""
    earlier = [change.earlier for change in activity.changes if change.earlier]
    said = {
        "day": _days(activity, kind, open_to_all),
        "later": later(activity).replace("时间另行通知", "新的时间另行通知"),
        "before": _day(earlier[-1], None, kind, open_to_all) if earlier else ask("原定时间"),
    }
    parts = Parts(
        press_names.known(register, code), press_names.unit(register, code), at, act,
        [] if kind is DraftKind.REPORT and activity.about else activity.forms,
    )  # fmt: skip
    whole = kind not in (DraftKind.REPORT, DraftKind.PREVIEW)  # what is put off is all of it
    one = not whole or len(activity.forms) == 1
    forms = activity.forms if one else [each for each in activity.forms if each in act]
    all_three = headlines(words.headline, parts._replace(forms=forms, whole=whole), **said)
    where = at or (f"在{ask('地点')}" if open_to_all and activity.mode != "线上" else "")
    said |= {"unit": unit, "act": act, "verb": verb(act), "at": at, "where": where}
    said["joint"] = _with(activity, register)
    body = [words.first.format(**said), *_told(activity, kind, notice, filing, today, act)]
    day = activity.start.day if kind is DraftKind.REPORT else today.iso
    head = heading(
        all_three, words.digest.format(**said)[:120], code, filing.year, [reference(filing)], day, register,
        words.note + _unsure(activity),
    )  # fmt: skip
    return head + "\n\n".join(body) + "\n"


def occasion(year: int, this: int) -> str:
    """What the day is, for readers of a year; after the news itself."""
    when = "今年" if year == this else f"{year}年"
    return (
        f"{when}5月29日是中国计生协成立{{{{ 周年 }}}}周年纪念日，也是计生协第{{{{ 届次 }}}}个“会员活动日”。"
    )


# ---------------------------------------------------------------- sentences


def _unsure(activity: Activity) -> str:
    """What the record leaves open, for colleagues."""
    said = "；".join(question.strip().rstrip("。") for question in activity.open_questions)
    return f"记录里还没有弄清的：{said}。" if said else ""


def _day(start: When, note: str | None, kind: DraftKind, hours: bool = True) -> str:
    """5月28日上午, or the note where the day is not fixed; hours: whether more than the day is said."""
    if note and (kind is DraftKind.MOVED or "另行" in note):
        note = None
    if not start.day:
        return note.replace("5.29", "5·29") if note else ask("日期")
    if len(start.day) < 10:
        return note or f"{int(start.day[5:7])}月"
    return plain_date(start.day) + (_hour(start.clock, start.half, kind) if hours else "")


def _hour(clock: str, half: str, kind: DraftKind) -> str:
    """上午 of what is over, 上午9点半 of what is to come."""
    if kind is DraftKind.REPORT and clock:
        return part_of_day(clock)
    return hour(clock, half)


def _days(activity: Activity, kind: DraftKind, hours: bool) -> str:
    """The same of an activity; of several days the first and the last; of several 分场 each, or their days."""
    found = occurrences_of(activity)
    if len(found) < 2:
        end = activity.end.day if activity.end else ""
        until = f"至{plain_date(end)}" if len(end) == 10 and end > activity.start.day > "" else ""
        return _day(activity.start, activity.time_note, kind, hours and not until) + until
    if len(found) > EACH or not hours:
        days = list(dict.fromkeys(plain_date(one.start[:10]) for one in found))
        return "、".join(days[:NAMED]) + ("等" if len(days) > NAMED else "")
    whens = (plain_date(one.start[:10]) + _hour(one.start[11:], one.half, kind) for one in found)
    return "、".join(dict.fromkeys(whens))


def _with(activity: Activity, register: Register) -> str:
    """The other organisers: 联合长沙市计生协、县人民政府."""
    joint = [
        press_names.unit(register, code) for path in activity.joint if (code := association(path, register))
    ]
    return f"联合{'、'.join([*joint, *activity.hosts])}" if joint or activity.hosts else ""


def _told(
    activity: Activity, kind: DraftKind, notice: Notice, filing: Filing, today: Day, act: str
) -> Iterator[str]:
    """What comes after the first sentence, a paragraph each; what is not filed is asked for."""
    if kind in (DraftKind.REPORT, DraftKind.PREVIEW, DraftKind.OVERDUE):
        this = filing.year if kind is DraftKind.REPORT else int(today.iso[:4])
        said = "" if activity.apart else occasion(filing.year, this)
        yield from filter(None, [said + _organised(activity, notice)])
        if present := guests(activity.guests, WORDS[kind].guests) if WORDS[kind].guests else "":
            yield present
        yield from filter(None, [_done(activity, kind, act)])
    else:
        yield from (f"变更说明：{change.text.strip().rstrip('。')}。" for change in activity.changes[-1:])
    if kind is DraftKind.REPORT:
        place = activity.place or "、".join(session.place for session in activity.sessions if session.place)
        yield numbers(small_counts.shown(activity.results, filing.code, place)) or ask("人数等成效")
        yield f"下一步，{ask('接下来做什么')}。"
    elif activity.enquiries:
        yield f"咨询：{activity.enquiries}。"


def _organised(activity: Activity, notice: Notice) -> str:
    """The theme, its own before the notice's; who helped."""
    theme = activity.theme or notice.theme
    helpers = [
        f"{'、'.join(those)}{what}"
        for those, what in (
            (activity.guides, "指导"),
            (activity.organisers, "承办"),
            (activity.supporters, "协办"),
        )
        if those
    ]
    parts = [*([f"以“{theme}”为主题"] if theme else []), *([f"由{'，'.join(helpers)}"] if helpers else [])]
    return f"活动{'，'.join(parts)}。" if parts else ""


def _done(activity: Activity, kind: DraftKind, act: str) -> str:
    """What was done, or will be: as it was written, without notes; else the forms that its name does not say."""
    about = press_names.without_notes((activity.about or "").strip())
    coming = kind is not DraftKind.REPORT
    if about or not activity.forms:
        return about or ask("做什么" if coming else "做了什么")
    return done([form for form in activity.forms if form not in act], coming)
