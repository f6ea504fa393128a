"""A release drafted from records as newspapers write: date, association and act first; what no record says is 〔待核实：…〕.

Then the anniversary and the theme; who was present, by office; what was done; numbers, each with its verb; what comes
next. What clerks note about their sources is told to colleagues in the head, and to no reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from almanac.disclosure import small_counts
from almanac.model.association_names import without_peoples
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.audience import Audience
from almanac.model.day import Day
from almanac.model.divisions import Register
from almanac.model.filings import Activity, Filing, Notice
from almanac.model.phase import DraftKind
from almanac.validate import association
from almanac.views import press_names, press_story
from almanac.views.announcement import bring, later, plain_date, signup
from almanac.views.press_draft_head import heading, reference
from almanac.views.press_draft_kinds import WORDS, earlier_time, is_restated, kind_of, reason_of
from almanac.views.press_draft_times import all_days, first_hours, one_day
from almanac.views.press_headlines import Parts, headlines, verb
from almanac.views.press_names import office, offices
from almanac.views.press_sentences import as_written, ask, coming, done, guests, numbers
from almanac.views.press_story import Frame

_NUMBER = re.compile("[0-9]{7,}|[0-9]{3,4}[-— ][0-9]{3,}|(?<![0-9])1[0-9]{4}(?![0-9])")  # of a telephone
_PLANS = (DraftKind.PREVIEW, DraftKind.TODAY)


def of_activity(filing: Filing, notice: Notice, register: Register, today: Day) -> str:
    """The whole file of a draft about one activity: a report of what was held, else a preview or an announcement.

    Hour and place of what nobody is invited to are told only when it is over.
    """
    activity, code = filing.record, filing.code
    assert isinstance(activity, Activity)
    if press_names.is_note(activity.time_note or ""):
        activity = activity.model_copy(update={"time_note": None})
    kind, unit = kind_of(activity, filing.year, today), press_names.full(register, code)
    open_to_all, words = kind is DraftKind.REPORT or AUDIENCES[activity.open_to].advertised, WORDS[kind]
    act = press_names.act(activity, register, code)
    at, where = press_names.site(activity, register, code) if open_to_all else ("", "")
    spot = press_names.recorded(activity, register, code) if open_to_all else ""
    if not open_to_all and kind in _PLANS:
        where = ask("时间、地点可不可以公布")
    before = earlier_time(activity)
    said = {
        "date": plain_date(today.iso),
        "hours": first_hours(activity, kind, open_to_all),
        "day": all_days(activity, kind, open_to_all, today),
        "later": later(activity).replace("时间另行通知", "新的时间另行通知"),
        "before": one_day(before, None, kind, open_to_all) if before.text else ask("原定时间"),
    }
    forms = _forms(activity, kind, act)
    parts = Parts(press_names.known(register, code), press_names.unit(register, code), at, act, forms)
    titles = headlines(words.headline, words.brief, parts, **said)
    said |= {"unit": unit, "act": act, "verb": verb(act), "at": at, "where": where}
    said |= {"joint": _with(activity, register, code), "why": reason_of(activity)}
    said |= {"spot": spot, "on": _on(said["day"], filing.year, today)}
    if kind is DraftKind.REPORT and _is_paired(said["day"], spot):
        said["at"] = said["where"] = spot.replace("在", "分别在", 1)
    said["pass_on"] = "，请相互转告" if _is_public(activity) else ""
    body = [words.first.format(**said), *_told(activity, kind, notice, filing, today, act, register)]
    day = _last_day(activity, today) if kind is DraftKind.REPORT else today.iso
    head = heading(
        titles, words.digest.format(**said)[:120], code, filing.year, [reference(filing)], day, register,
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


def _is_public(activity: Activity) -> bool:
    """Whether anybody may come, and so anybody is to be told, and may ask."""
    return activity.open_to is Audience.PUBLIC


def _with(activity: Activity, register: Register, code: str) -> str:
    """The other organisers, an office before associations: 联合县卫健局、大瑶镇计生协."""
    joint = [
        press_names.near(register, other, code)
        for path in activity.joint
        if (other := association(path, register))
    ]
    peers = [one for one in activity.hosts if not press_names.is_above(one, code)]
    those = dict.fromkeys([*offices(peers, register, code), *joint])
    return f"联合{'、'.join(those)}" if those else ""


def _forms(activity: Activity, kind: DraftKind, act: str) -> list[str]:
    """By which forms it may be called: of what is to come the chief one; what is put off or called off is all of it."""
    told = activity.forms if kind is DraftKind.REPORT else activity.forms[:1] if kind in _PLANS else ()
    return [form for form in activity.forms if form in told or form in act]


def _last_day(activity: Activity, today: Day) -> str:
    """The last day that a report tells of, which it is not older than."""
    ends = [activity.start, activity.end, *(session.end or session.start for session in activity.sessions)]
    days = [when.day for when in ends if when and len(when.day) == 10 and today.reached(when.day)]
    return max(days, default=activity.start.day)


def _on(day: str, year: int, today: Day) -> str:
    """When it was planned for: 5月20日, 2017年5月20日 of an older year, 在“5·29”活动日期间."""
    if not re.match("[0-9]", day):
        return day if day.startswith("〔") else f"在{day}"
    return day if today.iso.startswith(str(year)) else f"{year}年{day}"


def _is_paired(day: str, spot: str) -> bool:
    """Whether there are as many days as places."""
    return 1 < len(day.split("、")) == len(spot.split("、")) and "等" not in spot


def _told(
    activity: Activity,
    kind: DraftKind,
    notice: Notice,
    filing: Filing,
    today: Day,
    act: str,
    register: Register,
) -> Iterator[str]:
    """What comes after the first sentence, a paragraph each; what is not filed is asked for."""
    words, code = WORDS[kind], filing.code
    if words.frame:
        this = filing.year if kind is DraftKind.REPORT else int(today.iso[:4])
        said = "" if activity.apart else occasion(filing.year, this)
        if re.search("成立.{1,4}周年", act):  # which the lead says
            said = re.sub("是中国计生协成立.*?纪念日，也", "", said)
        yield from filter(
            None, [said + _organised(activity, notice, register, code, kind is not DraftKind.REPORT)]
        )
        if present := guests(activity.guests, words.guests) if words.guests else "":
            yield present
        yield from filter(None, [_done(activity, words.frame, press_names.unit(register, code), act)])
    elif activity.changes and not reason_of(activity) and not is_restated(activity.changes[-1].text.strip()):
        yield f"据{press_names.unit(register, code)}介绍，{activity.changes[-1].text.strip().rstrip('。')}。"
    if kind is DraftKind.REPORT:
        yield from _outcome(activity, code, act)
    elif kind is not DraftKind.OVERDUE and _is_public(activity):
        yield from filter(None, _come(activity, kind))


def _outcome(activity: Activity, code: str, act: str) -> Iterator[str]:
    """The numbers of what was held, and what is next."""
    place = activity.place or "、".join(session.place for session in activity.sessions if session.place)
    results = small_counts.shown(activity.results, code, place)
    said = numbers(results, coming=coming(act))
    if activity.apart:  # no sum of the campaign has it
        said = as_written(said, results)
    if said or results is activity.results:  # what is hidden is not asked for
        yield said or f"{ask('人数等成效')}。"
    yield f"下一步，{ask('接下来做什么')}。"


def _come(activity: Activity, kind: DraftKind) -> Iterator[str]:
    """For those who want to come, or wanted to: what it was planned for before, what to bring, how to enrol, whom to ask."""
    if kind in _PLANS:
        if earlier_time(activity).text:
            yield f"这场活动原定{one_day(earlier_time(activity), None, kind)}举办。"
        yield "".join(said for said in (bring(activity), signup(activity)) if not press_names.is_note(said))
    if activity.enquiries:
        digits = re.sub("[^1-9]", "", "".join(_NUMBER.findall(activity.enquiries)))
        who = re.sub("[ 0-9—-]+$", "", activity.enquiries) if not digits else activity.enquiries
        who = without_peoples(who)
        yield f"咨询：{who}{'' if digits else ask('咨询电话')}。"


def _organised(activity: Activity, notice: Notice, register: Register, code: str, coming: bool) -> str:
    """The theme, its own before the notice's; whom a plan is for; who held it from above and who helped, each once."""
    theme = activity.theme or _theme(activity, notice)
    above = [one for one in activity.hosts if press_names.is_above(one, code)]
    named = [office(one, register, code) for one in activity.hosts if one not in above]
    helpers: list[str] = []
    for those, what in (
        (above, "主办"),
        (activity.guides, "指导"),
        (activity.organisers, "承办"),
        (activity.supporters, "协办"),
    ):
        new = offices(those, register, code, named)
        named += new
        helpers += [f"{'、'.join(new)}{what}"] if new else []
    parts = [f"以“{theme}”为主题"] if theme else []
    if coming and (whom := _whom(activity)):
        parts.append(f"面向{whom}")
    parts += [f"由{'，'.join(helpers)}"] if helpers else []
    return f"活动{'，'.join(parts)}。" if parts else ""


def _theme(activity: Activity, notice: Notice) -> str:
    """The campaign's theme, if it is sure and the activity is of the campaign."""
    doubted = any("主题" in question for question in notice.open_questions)
    return "" if activity.apart or doubted else notice.theme or ""


def _whom(activity: Activity) -> str:
    """Whom it is for, where that is somebody in particular and not all of them are named anyhow: 育龄妇女、老年人."""
    told = activity.name + (activity.about or "")
    if "一户家庭" in told:
        return ""
    others = [one for one in activity.audience if one not in told]
    return "、".join(activity.audience) if {*others} - {"群众", "会员", "居民"} else ""


def _done(activity: Activity, frame: Frame, who: str, act: str) -> str:
    """What was done, or will be: as it was written, without notes; else the forms that its name does not say."""
    lines = [_without_place(line, activity.place or "") for line in (activity.about or "").split("\n")]
    given = _given(activity) if not frame.insert else []
    said = press_story.sentences("\n".join(line for line in lines if not _is_told(line, given)), who, frame)
    said = _to_whom(said, activity)
    if said and not said.startswith("〔"):
        return said
    forms = [form for form in activity.forms if not _says(act, form) and not _is_told(form, given)]
    if activity.forms or given:
        return done(forms, frame.doer.format(who=who)) or said
    return said or f"{ask('做什么' if frame.insert else '做了什么')}。"


def _given(activity: Activity) -> list[str]:
    """What was given, by the numbers that follow."""
    return [figure.item for figure in activity.results.others] if activity.results else []


def _is_told(line: str, given: Sequence[str]) -> bool:
    """Whether it says no more than that something was given, of which the number follows: 发放健康包."""
    found = re.fullmatch("(?:发放|赠送|悬挂|免费(?=药品))([^，、和与。]{2,8})。?", line.strip())
    return bool(found and any(found[1] in item for item in given))


def _without_place(line: str, place: str) -> str:
    """A line without the place that the lead says: 集中开展政策咨询, of 在村广场集中开展政策咨询."""
    found = re.match("在([^，。在]{1,12}?(?:广场|前坪|中心|书屋|站|院|室|厅|馆|园|校|村部))", line.strip())
    return line.strip()[found.end() :] if found and place.endswith(found[1]) else line


def _to_whom(said: str, activity: Activity) -> str:
    """Words with the families whom the record names: 联系一户计生困难家庭."""
    families = "或".join(one if one.endswith("家庭") else f"{one}家庭" for one in activity.audience)
    return re.sub("(?<=一户)家庭", families, said, count=1) if families else said


def _says(act: str, form: str) -> bool:
    """Whether a name has the form in it, word for word or with others between: 免费健康检查 says 免费检查."""
    letters = iter(act)
    return all(letter in letters for letter in form)
