"""Drafts as an editor reads them: a rubric of what a news text is like, held on the shipped records and on invented ones.

Every activity is drafted as each kind of release, whatever it is: a report, a preview, an announcement.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import small
from almanac.build import engine, press_tasks
from almanac.build.job import Job
from almanac.build.tasks import Asked
from almanac.model.association_names import in_print
from almanac.model.audience import Audience
from almanac.model.day import Day
from almanac.model.divisions import Level, Register, ancestor, level_of
from almanac.model.filings import Activity, Filing, Session, When
from almanac.model.phase import DraftKind
from almanac.model.words import Status
from almanac.validate import Known
from almanac.validate.press_release import ASKED, NAMES
from almanac.views import (
    press_counts,
    press_draft,
    press_draft_kinds,
    press_names,
    press_place_fit,
    press_sentences,
    press_story,
    press_then,
)
from almanac.views.announcement import plain_date
from almanac.views.occurrences import next_day

EVENTS = small.PROJECT / "events"
FIRST, SECOND, GAP = "its first day", "the day after", "a day between two 分场"
KINDS = (
    (Status.HELD, None, "2026-06-15"),
    (Status.PLANNED, None, "2000-01-01"),
    (Status.PLANNED, None, "2198-01-01"),
    (Status.POSTPONED, None, "2000-01-01"),
    (Status.POSTPONED, "待定", "2000-01-01"),
    (Status.CANCELLED, None, "2000-01-01"),
    (Status.PLANNED, None, FIRST),
    (Status.PLANNED, None, SECOND),
    (Status.PLANNED, None, GAP),
)


class Draft(NamedTuple):
    """A draft, what it was made of, and its parts."""

    filing: Filing
    activity: Activity
    kind: DraftKind
    text: str
    headlines: list[str]
    digest: str
    body: str
    register: Register

    @property
    def lead(self) -> str:
        return self.body.split("\n")[0]

    @property
    def read(self) -> str:
        """All that readers see."""
        return "\n".join([*self.headlines, self.digest, self.body])


def read(records: Path, tmp: Path) -> tuple[Known, list[Filing]]:
    """The activities of a folder, as the public may see them."""
    names: list[str] = []

    def choose(asked: Asked) -> list[str]:
        names.extend(f"sound/{code}" for code in asked.codes)
        return ["public known", *names]

    job = Job(small.PROJECT, records, tmp / "site", "2026-06-15", None, 1, False)
    with engine.answers(job, choose, lambda *_: None, press_tasks.tasks) as value:
        those = [one for name in names for one in value[name] if isinstance(one.record, Activity)]
        return value["public known"], those


def drafts(known: Known, filings: list[Filing]) -> Iterator[Draft]:
    """Each activity as each kind of draft."""
    for filing in filings:
        assert isinstance(filing.record, Activity)
        for state, start, today in KINDS:
            change: dict[str, object] = {"state": state}
            if start:
                change |= {"start": When("", "", "", start), "end": None, "sessions": (), "time_note": None}
            if today in (FIRST, SECOND, GAP):
                is_gap = today == GAP
                if not (today := _on(filing.record, today)):
                    continue
                change["end"] = When(next_day(today), "", "", "")
                if is_gap:
                    change |= {"sessions": _two(filing.record, next_day(next_day(today))), "end": None}
            activity = filing.record.model_copy(update=change)
            made = filing._replace(record=activity)
            text = press_draft.of_activity(made, known.notices[filing.year], known.register, Day(today))
            head, _, body = text.removeprefix("---\n").partition("\n---\n")
            keys = dict(line.partition(": ")[::2] for line in head.split("\n"))
            shorter = re.findall("'((?:[^']|'')*)'", keys.get("备用标题", ""))
            kind = press_draft_kinds.kind_of(activity, filing.year, Day(today))
            headline, digest = keys["标题"][1:-1], keys["摘要"][1:-1]
            yield Draft(
                made, activity, kind, text, [headline, *shorter], digest, body.strip(), known.register
            )


def _on(activity: Activity, which: str) -> str:
    """The first day of an activity without 分场, or the day after it; empty where none is known."""
    day = activity.start.day if len(activity.start.day) == 10 and not activity.sessions else ""
    return next_day(day) if day and which != FIRST else day


def _two(activity: Activity, last: str) -> tuple[Session, ...]:
    """The activity's first day and another as its 分场."""
    return tuple(Session.model_validate({"开始": day}) for day in (activity.start.day, last))


REPORT = DraftKind.REPORT
AHEAD = (DraftKind.PREVIEW, DraftKind.TODAY)
NOTICES = (DraftKind.MOVED, DraftKind.PUT_OFF, DraftKind.CANCELLED)
TOLD = (REPORT, *AHEAD, DraftKind.UNDERWAY, DraftKind.BETWEEN, DraftKind.OVERDUE)
REWORDED = re.compile(
    "了|宣布的|要办的|的办法$|[陪喂][伴养]$|轮流|巡回"
)  # words that no reader would understand as they were filed
OFFICES = "卫健局|卫健委|教育局|文旅局|妇联|团委|总工会|融媒体中心|妇幼保健院"


def _city(one: Draft) -> str:
    code = one.filing.code
    return press_names.short(one.register, code[: Level.CITY]) if level_of(code) > Level.CITY else ""


def _names(one: Draft) -> list[str]:
    """What its association's place is called, today and where it held something by an older name."""
    held = press_then.holder(one.activity, one.register, one.filing.code)
    return [*filter(None, [press_names.short(one.register, one.filing.code), held.then])]


def _guests(one: Draft) -> list[str]:
    """Those present, as the draft names their posts."""
    return list(press_then.posts(one.activity.guests, one.register, one.filing.code))


def _act(one: Draft) -> str:
    return press_names.act(one.activity, one.register, one.filing.code)


def _numbers(one: Draft) -> bool:
    results = one.activity.results
    others = [figure for figure in results.others if figure.scope == "本次"] if results else []
    others = [one for one in others if one.number.value > 1 or not press_counts.TALLY.search(one.item)]
    return one.kind is not REPORT or all(
        press_counts.measured(figure.number, figure.unit) in one.body
        or press_counts.measured(figure.number, "名") in one.body
        or press_counts.measured(figure.number, "人") in one.body
        for figure in others
    )


def _helpers(one: Draft) -> list[str]:
    """The bodies that the draft says hold it, guide it or help."""
    said = "，".join(re.findall("由(.*?)(?:主办|承办|协办|指导)[，。]", one.body))
    return [each for each in re.split("主办，|指导，|承办，|协办，|、|，", said) if each]


def _own_words(one: Draft) -> list[str]:
    """The lines of 简介 as it was filed."""
    return [line.strip("。 ") for line in re.split("[。\n]", one.activity.about or "") if line.strip("。 ")]


def _is_of_name(line: str, one: Draft) -> bool:
    """Whether a line says what it is, as the name does: 示例月的启动活动."""
    return set(re.sub("的|活动$", "", line)) <= set(_act(one))


def _titles(one: Draft) -> list[str]:
    """The headlines without what is asked for before one of an activity that may be somebody else's."""
    return [title.removeprefix("〔待核实：举办单位〕") for title in one.headlines]


def _man(office: str) -> str:
    """One with two titles, as they are printed: 市政协原主席、市计生协会长 of 市计生协会长（市政协原主席）."""
    return re.sub("^(.+)（(.+)）$", r"\2、\1", office)


def _ours(one: Draft) -> str:
    """The body without what stands in it as it was filed."""
    said = one.body
    for line in _own_words(one):
        said = said.replace(line, "")
    return said


RUBRIC: dict[str, Callable[[Draft], bool]] = {
    "the first sentence has the date, or asks for it": lambda d: bool(
        re.search("[0-9]+月|〔待核实：日期〕|期间|推迟|待查|上旬|中旬|下旬|日", d.lead)
    ),
    "it has the association": lambda d: any(f"{name}计生协" in in_print(re.sub("（今.*?）", "", d.lead)) for name in _names(d)),
    "outsiders know the city": lambda d: _city(d) in d.lead,
    "it has the act": lambda d: press_names.act(d.activity, d.register, d.filing.code) in d.lead,
    "the anniversary comes second": lambda d: "周年 }}" not in d.lead
    and ("届次 }}" in d.body.split("\n\n")[1] if d.kind in TOLD and not d.activity.apart else "周年 }}" not in d.body),
    "the anniversary is told once": lambda d: len(re.findall("成立[^，。]{1,12}周年", d.body)) <= 1,
    "a report is not dated before what it tells": lambda d: d.kind is not REPORT or not d.activity.end
    or len(d.activity.end.day) < 10 or f"发布: {d.activity.end.day}" in d.text,
    "no semicolon joins what is done": lambda d: "；" not in d.body or any("；" in one for one in _own_words(d)),
    "no clerk's note for readers": lambda d: not press_names.is_note(re.sub("〔待核实：[^〕]*〕", "", d.read)),
    "no open question for readers": lambda d: not any(q[:12] in d.read for q in d.activity.open_questions),
    "no brackets in headline or digest": lambda d: not re.search("[（(]", "".join([*d.headlines, re.sub("今天（|（市政", "", d.digest)])),
    "headlines of 30, 20 and 15": lambda d: all(len(h) > 5 for h in d.headlines)
    and ((len(_titles(d)[0]) <= 30 and min(map(len, _titles(d))) <= 20) or d.kind in (DraftKind.OVERDUE, DraftKind.MOVED, DraftKind.BETWEEN)
        or (d.kind not in (REPORT, *AHEAD) and len(_act(d)) > 8)),
    "a report has one of 15, but of a long name": lambda d: d.kind is not REPORT or min(map(len, _titles(d))) <= 15
    or len(press_names.unit(d.register, d.filing.code)) > 7 or len(_names(d)[0] + re.sub("活动$", "", _act(d))) > 10,
    "an association holds it, and no place": lambda d: d.kind not in (REPORT, *AHEAD)
    or all("计生协" in h for h in d.headlines),
    "no two spare headlines differ by 活动 alone": lambda d: len(d.headlines[1:])
    == len({re.sub("^(活动预告|改期公告|延期公告)：|活动$", "", h) for h in d.headlines[1:]}),
    "the association once in a headline": lambda d: "计生协" in d.activity.name
    or all(h.count("计生协") - h.count("中国计生协") - h.count("省计生协") <= 1 for h in _titles(d)),
    "the digest fits": lambda d: 10 <= len(d.digest) <= 120,
    "offices have their names asked for": lambda d: d.kind is not REPORT
    or not (alone := [who for who in _guests(d) if not press_sentences.SEVERAL.search(who)])
    or (f"{_man(alone[-1])}〔待核实：{'各人' if alone[1:] else ''}姓名〕" in d.body and all(map(d.body.__contains__, map(_man, alone)))),
    "an announcement is of the activity, not of a part of it": lambda d: d.kind in (REPORT, *AHEAD)
    or not any(
        form in h and form not in press_names.act(d.activity, d.register, d.filing.code)
        for form in d.activity.forms[: len(d.activity.forms) - 1 and 9] for h in d.headlines
    ),
    "no day twice": lambda d: not re.search("([0-9]+月[0-9]+日)、\\1(?![0-9上下晚])", d.read),
    "one theme": lambda d: len(re.findall("为主题", d.body)) <= 1,
    "no word twice in a row": lambda d: not re.search(
        "(举办|开展|活动|发放|举行|组织|参加|慰问|表彰|在|共|，|。|、|将)\\1", d.read.replace("活动活动日", "")
    ),
    "every number is told": _numbers,
    "names as the press prints them": lambda d: "族自治" not in "".join(d.headlines) and "自治州" not in d.body
    and all(d.body.count(name) == 1 for name in re.findall("[^，。、在合]{2}[^，。、]{0,6}族自治[县]", d.lead)[:1])
    and "5.29" not in re.sub("“5.29”活动日期间", "", d.body.split("\n")[0]),
    "a county is named whole at first": lambda d: level_of(d.filing.code) < Level.COUNTY
    or d.register[ancestor(d.filing.code, Level.COUNTY)].name.removeprefix(_city(d)) in d.lead
    or d.kind is DraftKind.MOVED or "产业" in d.register.path(d.filing.code),
    "only a report tells numbers": lambda d: d.kind is REPORT or "{{ 宣传人数" not in d.body,
    "nobody is asked for what no record can say": lambda d: "下一步" not in d.body,
    "no sum that says nothing": lambda d: not re.search("若干|至少[0-9]|部分(?:群众|家庭)", _ours(d)),
    "nobody goes on with what somebody else did": lambda d: "该协会" not in d.body,
    "what is for members alone says so": lambda d: d.activity.open_to is not Audience.MEMBERS
    or d.kind not in (*AHEAD, DraftKind.BETWEEN, DraftKind.MOVED) or "这场活动请会员参加。" in d.body,
    "who may come knows the hour, or who says it": lambda d: d.kind is not DraftKind.PREVIEW or d.activity.open_to is Audience.INTERNAL
    or bool(re.search("[点半]|另行通知|日期〕|具体时间以|〔待核实：哪一[天年]〕|[上中下]旬|期间|[前后底]", d.body)),
    "a day that is over is no part of what goes on": lambda d: d.kind is not DraftKind.BETWEEN
    or plain_date(d.activity.start.day) not in d.lead,
    "only known names in braces": lambda d: all(each in NAMES for each in ASKED.findall(d.body)),
    "as long as an outlet takes": lambda d: len(d.body) <= 1000,
    "nobody reads that it was held but of a report": lambda d: d.kind is REPORT or "这次活动共" not in d.body,
    "who does it is said, or the words speak of somebody": lambda d: not any(
        press_story.is_subjectless(paragraph) and not paragraph.startswith("现场") for paragraph in d.body.split("\n")
    ),
    "what a record says stays word for word": lambda d: d.kind not in AHEAD or all(
        re.search(".{0,20}".join(map(re.escape, line[-6:])), d.body) or press_names.is_note(line) or REWORDED.search(line)
        or _is_of_name(line, d) for line in _own_words(d)
    ),
    "on the day nobody waits for it": lambda d: d.kind is not DraftKind.TODAY or "届时" not in d.body,
    "a plan is told as one": lambda d: d.kind is not DraftKind.PREVIEW or "活动中，" not in d.body
    or all("将" in p for p in d.body.split("\n") if p.startswith("活动中，")),
    "the hour is not put off on the day itself": lambda d: d.kind is not DraftKind.TODAY or "通知为准" not in d.body,
    "what was told before says whom to ask": lambda d: (d.kind in NOTICES and d.activity.open_to is not Audience.INTERNAL)
    <= (d.body.count("咨询：") == 1),
    "nobody is sent to ask where nobody answers": lambda d: "咨询：" not in d.body or d.kind in (DraftKind.CANCELLED, DraftKind.PUT_OFF)
    or (bool(re.search("咨询：.*([0-9]{5}|〔待核实：咨询电话〕)", d.body)) and "000-0000" not in d.body),
    "who may not come is not called": lambda d: d.activity.open_to is Audience.PUBLIC
    or not re.search("相互转告|请带" if d.activity.open_to is Audience.MEMBERS and d.kind in NOTICES else "相互转告|咨询：|请带", d.body),
    "whose an office is stands in the record": lambda d: "哪一级〕" not in d.body
    and not re.search(f"(由|、|，|联合)({OFFICES})(承办|协办|指导|、|，|在|开展|举办)", d.body),
    "a body helps once": lambda d: len(_helpers(d)) == len(set(_helpers(d))),
    "a government has its place": lambda d: "当地" not in d.lead + "".join(_helpers(d)),
    "a reason stands in the lead": lambda d: "变更说明" not in d.body,
    "a number has its verb, noun and unit": lambda d: not re.search(
        "表彰[0-9]|若干|None|[0-9]{3,}00元|，(家庭|队伍|健康包|课时|奖品|保费)[0-9]", _ours(d)
    ),
    "headlines say who": lambda d: all(
        any(name in h for name in _names(d)) for h in d.headlines
    ),
    "on the day it says today": lambda d: (d.kind is DraftKind.TODAY) == d.lead.startswith("今天（"),
    "a place that cannot be is asked for": lambda d: press_place_fit.fits(
        d.activity, press_names.place(d.activity, d.register, d.filing.code)
    ) or press_names.place(d.activity, d.register, d.filing.code) not in d.digest,
    "all of the province is kept": lambda d: not d.activity.name.startswith("全省") or "全省" in d.lead,
    "households have a name": lambda d: not re.search("慰问(?:{{ 慰问户数 }}|[0-9余]+)户", d.body),
    "members are an association's": lambda d: not re.match("会员|理事", _act(d)) or all("计生协" in h for h in d.headlines),
    "what is for several kinds names none twice": lambda d: not re.search("面向(?:[^，。]*、)?群众、", d.body),
    "nobody is told to have come whom no record counts": lambda d: "等{{ 宣传人数" not in d.body,
    "a day that stands alone does not pair with several places": lambda d: not re.search("分别在[^，。]*和[^，。]*、", d.lead),
    "sentences end": lambda d: all(p.endswith(("。", "〕", "！", "？", "”")) for p in d.body.split("\n") if p),
}  # fmt: skip


@pytest.fixture(scope="module", params=["shipped", "invented"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Draft]:
    tmp = tmp_path_factory.mktemp("prose")
    records = EVENTS if request.param == "shipped" else small.records(tmp / "demo", 40)
    return list(drafts(*read(records, tmp)))


def test_every_kind_of_draft_is_judged(written: list[Draft]) -> None:
    assert len(written) >= 40 and {one.kind for one in written} == set(DraftKind) - {DraftKind.NONE}


@pytest.mark.parametrize("point", RUBRIC)
def test_a_draft_reads_as_news_do(point: str, written: list[Draft]) -> None:
    wrong = [one.text for one in written if not RUBRIC[point](one)]
    assert not wrong, f"{len(wrong)} of {len(written)}, so: {wrong[0]}"


@pytest.mark.whole
def test_drafts_for_a_judge_are_the_same_for_a_seed_and_of_many_kinds() -> None:
    bench = runpy.run_path(str(small.PROJECT / "tests" / "bench" / "drafts.py"))
    room = bench["room"](EVENTS)
    one, again, other = ([drawn[1:] for drawn, _ in bench["draw"]([room], 12, seed)] for seed in (1, 1, 2))
    assert one == again != other and len({kind for *_, kind in one}) > 4 and len(one) == 12
