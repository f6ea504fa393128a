"""A release drafted from records as newspapers write: date, association and act first; what no record says is 〔待核实：…〕.

Then the anniversary and the theme; who was present, by office; what was done; numbers, each with its verb; what comes
next. What clerks note about their sources is told to colleagues in the head, and to no reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    before = earlier_time(activity)
    said = {
        "date": plain_date(today.iso),
        "hours": first_hours(activity, kind, open_to_all),
        "day": all_days(activity, kind, open_to_all, today),
        "later": later(activity).replace("时间另行通知", "新的时间另行通知"),
        "before": one_day(before, None, kind, open_to_all) if before.text else ask("原定时间"),
    }
    part = kind in (DraftKind.REPORT, *_PLANS)  # what is put off is all of it
    forms = [form for form in activity.forms if part or form in act]
    parts = Parts(press_names.known(register, code), press_names.unit(register, code), at, act, forms)
    titles = headlines(words.headline, words.brief, parts, **said)
    said |= {"unit": unit, "act": act, "verb": verb(act), "at": at, "where": where}
    said |= {"joint": _with(activity, register, code), "why": reason_of(activity)}
    said["pass_on"] = "，请相互转告" if _is_public(activity) else ""
    body = [words.first.format(**said), *_told(activity, kind, notice, filing, today, act, register)]
    day = activity.start.day if kind is DraftKind.REPORT else today.iso
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
    """The other organisers: 联合长沙市计生协、县人民政府."""
    joint = [
        press_names.near(register, other, code)
        for path in activity.joint
        if (other := association(path, register))
    ]
    those = dict.fromkeys([*joint, *offices(activity.hosts, register, code)])
    return f"联合{'、'.join(those)}" if those else ""


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
        yield from filter(None, [said + _organised(activity, notice, register, code)])
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


def _organised(activity: Activity, notice: Notice, register: Register, code: str) -> str:
    """The theme, its own before the notice's; who helped, each once."""
    theme = activity.theme or notice.theme
    named = [office(one, register, code) for one in activity.hosts]
    helpers: list[str] = []
    for those, what in (
        (activity.guides, "指导"),
        (activity.organisers, "承办"),
        (activity.supporters, "协办"),
    ):
        new = offices(those, register, code, named)
        named += new
        helpers += [f"{'、'.join(new)}{what}"] if new else []
    parts = [*([f"以“{theme}”为主题"] if theme else []), *([f"由{'，'.join(helpers)}"] if helpers else [])]
    return f"活动{'，'.join(parts)}。" if parts else ""


def _done(activity: Activity, frame: Frame, who: str, act: str) -> str:
    """What was done, or will be: as it was written, without notes; else the forms that its name does not say."""
    said = press_story.sentences(activity.about or "", who, frame)
    if said and not said.startswith("〔"):
        return said
    forms = [form for form in activity.forms if not _says(act, form)]
    if activity.forms:
        return done(forms, frame.doer.format(who=who)) or said
    return said or f"{ask('做什么' if frame.insert else '做了什么')}。"


def _says(act: str, form: str) -> bool:
    """Whether a name has the form in it, word for word or with others between: 免费健康检查 says 免费检查."""
    letters = iter(act)
    return all(letter in letters for letter in form)
