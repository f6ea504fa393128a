"""What comes after the first sentence of a draft: the day and its theme, who was there, what was done, numbers, what is next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.disclosure import small_counts
from almanac.model.association_names import in_print
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.audience import Audience
from almanac.model.day import Day
from almanac.model.divisions import Register
from almanac.model.filings import Activity, Notice, Results
from almanac.model.phase import DraftKind
from almanac.validate import association
from almanac.views import press_names, press_offices, press_story, press_then, press_told, press_whom
from almanac.views.announcement import bring, signup
from almanac.views.occurrences import occurrences_of
from almanac.views.press_counts import Named, as_written, coming, numbers
from almanac.views.press_draft_kinds import WORDS, earlier_time, is_restated, reason_of
from almanac.views.press_draft_times import at_day, lacks_hour, next_day_of, one_day, stops, unlisted
from almanac.views.press_sentences import ask, done, guests
from almanac.views.press_story import ON_NET, ON_SPOT, Doers, Frame
from almanac.views.press_told import Told

_NUMBER = re.compile("[0-9]{7,}|[0-9]{3,4}[-— ][0-9]{3,}|(?<![0-9])1[0-9]{4}(?![0-9])")  # of a telephone
_PEOPLE = re.compile(
    "(?:会员|志愿者|群众|居民|村民|队员)$"
)  # they take part, and are no body that holds anything
AHEAD = (DraftKind.PREVIEW, DraftKind.TODAY)
COMING = (*AHEAD, DraftKind.BETWEEN)
INVITING = (*COMING, DraftKind.MOVED)
NOTICES = (DraftKind.MOVED, DraftKind.PUT_OFF, DraftKind.CANCELLED)  # of what was told before


class Story(NamedTuple):
    """What a draft tells of: a record as a kind of text on a day, what it is called, the first sentence."""

    activity: Activity
    kind: DraftKind
    notice: Notice
    register: Register
    code: str
    year: int
    today: Day
    act: str
    lead: str
    rolls: Sequence[str] = ()

    @property
    def unit(self) -> str:
        """The association, after the first sentence."""
        return press_names.unit(self.register, self.code)


def paragraphs(story: Story) -> Iterator[str]:
    """What comes after the first sentence, a paragraph each; what is not filed is asked for."""
    activity, kind, frame = story.activity, story.kind, WORDS[story.kind].frame
    results = _results(story)
    outcome = "".join(_outcome(activity, results, _named(story))) if kind is DraftKind.REPORT else ""
    if frame:
        told = Told(story.act, story.lead, story.unit, _doers(story), press_told.counted(results))
        done, outcome = press_told.moved(_done(activity, frame, told, _places(story)), outcome)
        yield from filter(None, (_day(story) + _organised(story, done), _present(story), done, _tour(story)))
    elif activity.changes and not reason_of(activity) and not is_restated(activity.changes[-1].text.strip()):
        yield f"据{story.unit}介绍，{activity.changes[-1].text.strip().rstrip('。')}。"
    if outcome:
        yield outcome
    elif kind not in (DraftKind.REPORT, DraftKind.OVERDUE) and AUDIENCES[activity.open_to].advertised:
        yield from filter(None, _come(story))


def _named(story: Story) -> Named:
    """What the numbers of a report do not say."""
    activity, doubt = story.activity, press_told.counts_doubt(story.activity.open_questions)
    return Named(
        coming=coming(story.act),
        doubt=ask(doubt) if doubt else "",
        honoured=press_told.honoured(activity.about or "", story.act, story.rolls),
        homes=press_told.homes(activity),
        act=story.act,
        who="现场" if press_told.is_of_others(activity.open_questions) else Named().who,
    )


def _results(story: Story) -> Results | None:
    """The numbers of what was held, as the public may see them."""
    if story.kind is not DraftKind.REPORT:
        return None
    activity = story.activity
    place = activity.place or "、".join(session.place for session in activity.sessions if session.place)
    return press_told.without_helpers(
        small_counts.shown(activity.results, story.code, place), activity.supporters
    )


def _day(story: Story) -> str:
    """What the day is, unless the first sentence says it or the activity is of another day."""
    if story.activity.apart:
        return ""
    this = story.year if story.kind is DraftKind.REPORT else int(story.today.iso[:4])
    said = occasion(story.year, this, story.lead, "" if story.kind is DraftKind.REPORT else story.today.iso)
    return (
        re.sub("是中国计生协成立.*?纪念日，也", "", said) if re.search("成立.{1,4}周年", story.act) else said
    )


def _present(story: Story) -> str:
    """Who was there, by office."""
    verb = WORDS[story.kind].guests
    if story.act.endswith("会议"):
        verb = verb.replace("活动", "会议")
    whole = press_then.posts(story.activity.guests, story.register, story.code)
    then = press_names.is_over(story.activity)
    those = [press_names.present(one, story.register, story.code, then) for one in whole]
    return guests(list(map(in_print, those)), verb) if verb else ""


def occasion(year: int, this: int, lead: str = "", today: str = "") -> str:
    """What the day is, for readers of a year; after the news itself. lead: the sentence before, which may have the day; today:
    of what is not older than it."""
    when = "今年5月29日" if year == this else f"{year}年5月29日"
    if today == f"{year}-05-29":
        when = "今天（5月29日）"
    if found := re.match("今天（5月29日）|5月29日(?![、至起])", lead):
        when = "今天" if found[0].startswith("今天") else "当天"
    return f"{when}是中国计生协成立{{{{ 周年 }}}}周年纪念日，也是计生协第{{{{ 届次 }}}}个“会员活动日”。"


def is_public(activity: Activity) -> bool:
    """Whether anybody may come, and so anybody is to be told, and may ask."""
    return activity.open_to is Audience.PUBLIC


def _tour(story: Story) -> str:
    """The days of a tour, each with its place, where the first sentence has not all of them and anybody may know."""
    is_over = story.kind is DraftKind.REPORT
    if not (is_over or AUDIENCES[story.activity.open_to].advertised):
        return ""
    if is_over and "等地" not in story.lead:
        return ""
    those = stops(story.activity, story.kind, story.today)
    wheres = [press_names.place(one, story.register, story.code) for _, one in those]
    more = unlisted(story.activity) if story.kind is DraftKind.PREVIEW else ""
    asked = f"{ask(more)}。" if more else ""
    if len(those) == 1:
        return f"接下来一场{those[0][0]}{f'在{wheres[0]}' if wheres[0] else ''}举行。{asked}"
    said = "；".join(
        "，".join(filter(None, (when, where))) for (when, _), where in zip(those, wheres, strict=True)
    )
    what = "具体" if is_over or story.kind is DraftKind.PREVIEW else "接下来的"
    return (f"{what}安排是：{said}。" if said else "") + asked


def _outcome(activity: Activity, results: Results | None, named: Named) -> Iterator[str]:
    """The numbers of what was held. results: as the public may see them."""
    said = numbers(results, named)
    if activity.apart:  # no sum of the campaign has it
        said = as_written(said, results)
    if said or results is activity.results:  # what is hidden is not asked for
        yield said or f"{ask('人数等成效')}。"


def _come(story: Story) -> Iterator[str]:
    """For those who want to come, or wanted to: what it was planned for before, the hour, who may come, what to bring, how to
    enrol, whom to ask."""
    activity, kind = story.activity, story.kind
    if kind in AHEAD and earlier_time(activity).text:
        yield f"这场活动原定{one_day(earlier_time(activity), None, kind)}举办。"
    if kind in INVITING:
        more = (bring(activity), signup(activity)) if is_public(activity) and kind in COMING else ()
        said = [_who_says_the_hour(story), AUDIENCES[activity.open_to].spoken]
        yield "".join([*said, *(one for one in more if not press_names.is_note(one))])
    yield _whom_to_ask(story)


def _who_says_the_hour(story: Story) -> str:
    """Where the hour is still to be told, and of what is only known by its town the place; on the day itself there
    is no time for it."""
    activity, today = story.activity, story.today
    is_today = story.kind is DraftKind.TODAY or activity.start.day == today.iso
    if is_today or not lacks_hour(activity, today):
        return ""
    each = "各场" if story.kind is not DraftKind.BETWEEN and len(occurrences_of(activity)) > 1 else ""
    places = [one.place for one in occurrences_of(activity)] or [activity.place or ""]
    vague = any(re.search("[镇乡]$|街道$", place) for place in places)
    is_missing = story.kind is DraftKind.MOVED and not all(places)
    return f"{each}具体时间{'、地点' if vague or is_missing else ''}以{story.unit}通知为准。"


def _whom_to_ask(story: Story) -> str:
    """Whom to ask: as the record says; a notice of what is changed names the association at least. A telephone that is wanting
    is asked for in notices and where somebody may come."""
    activity, kind, said = story.activity, story.kind, story.activity.enquiries or ""
    is_notice = kind in NOTICES
    if not (is_notice or (said and is_public(activity))):
        return ""
    has_number = re.search("[1-9]", "".join(_NUMBER.findall(said)))
    who = in_print(said if has_number else re.sub("[ 0-9—-]+$", "", said)) or story.unit
    if has_number:
        return f"咨询：{who}。"
    return f"咨询：{who}{ask('咨询电话')}。" if is_notice or kind in INVITING else ""


def _organised(story: Story, done: str) -> str:
    """The theme, its own before the notice's; whom it is for; who held it from above and who helped, each once.

    done: what is told after it.
    """
    activity = story.activity
    theme = activity.theme or _theme(activity, story.notice)
    parts = [f"以“{theme}”为主题"] if theme and theme not in story.act else []
    if whom := _whom(activity, story.lead + story.act + done, story.kind is DraftKind.REPORT):
        parts.append(f"面向{whom}")
    parts += _helpers(activity, story.register, story.code)
    return f"活动{'，'.join(parts)}。" if parts else ""


def _helpers(activity: Activity, register: Register, code: str) -> list[str]:
    """由县卫健局主办，县医院协办; who take part and are no bodies."""
    above = [one for one in activity.hosts if press_offices.is_above(one, code)]
    named = [one for one in activity.hosts if one not in above]
    joint = [other for path in activity.joint if (other := association(path, register))]
    named += [press_names.near(register, one, base) for one in joint for base in (code, "")]
    helpers: list[str] = []
    bodies = [one for one in activity.supporters if not _PEOPLE.search(one)]
    for those, what in (
        (above, "主办"),
        (activity.guides, "指导"),
        (activity.organisers, "承办"),
        (bodies, "协办"),
    ):
        new = [one for one in press_offices.known(those) if one not in named]
        named += new
        helpers += [f"{'、'.join(new)}{what}"] if new else []
    people = [one for one in activity.supporters if one not in bodies]
    said = [
        *([f"由{'，'.join(helpers)}"] if helpers else []),
        *([f"{'、'.join(people)}参与"] if people else []),
    ]
    return [press_names.present(one, register, code, press_names.is_over(activity)) for one in said]


def _theme(activity: Activity, notice: Notice) -> str:
    """The campaign's theme, if it is sure and the activity is of the campaign."""
    doubted = any("主题" in question for question in notice.open_questions)
    return "" if activity.apart or doubted else notice.theme or ""


def _whom(activity: Activity, lead: str, is_over: bool) -> str:
    """Whom it is for, where that is somebody in particular and not all of them are named anyhow: 育龄妇女、老年人."""
    if activity.open_to is Audience.MEMBERS:
        return "会员" if is_over else ""  # what is to come says so itself
    told = lead + (activity.about or "")
    those = press_told.of_whole(activity.audience, activity.about or "", activity.results)
    others = [one for one in those if one not in told]
    return press_told.for_whom(those) if {*others} - {"群众", "会员", "居民"} else ""


def _doers(story: Story) -> Doers:
    """Who does what the record's words have no doer for; at the place, where the activity may be somebody else's."""
    activity = story.activity
    spot = ON_NET if activity.mode == "线上" else ON_SPOT
    is_doubted = story.kind is DraftKind.REPORT and press_told.is_of_others(activity.open_questions)
    return Doers(spot if is_doubted else story.unit, spot)


def _places(story: Story) -> int:
    """At how many places it is, of which the draft tells: on its day, on the next one, in all."""
    day = {DraftKind.TODAY: story.today.iso, DraftKind.BETWEEN: next_day_of(story.activity, story.today)}
    activity = at_day(story.activity, day.get(story.kind, "")) if story.kind in day else story.activity
    those = {*filter(None, (one.place for one in occurrences_of(activity))), *filter(None, [activity.place])}
    return len(those) + sum(place.count("、") for place in those)


def _done(activity: Activity, frame: Frame, told: Told, places: int) -> str:
    """What was done, or will be: as it was written, without notes; else the forms that neither act nor numbers say.

    places: at how many it is.
    """
    about = press_told.new_words(press_told.at_places(activity.about or "", places), told)
    said = press_story.sentences(press_whom.of_one(about, activity.audience), told.doers, frame)
    said = press_whom.to_whom(said, activity.audience, told)
    if said and not said.startswith("〔"):
        return said
    if activity.forms or told.things:
        forms = press_told.new_forms(activity.forms, told)
        return done(forms, frame.begun(told.doers.who)) or said
    return said or f"{ask(frame.asked.partition('，')[0])}。"
