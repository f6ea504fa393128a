"""What every output says of an activity: each output, in each phase, for each audience, as the tables of words have it."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from almanac.disclosure.public_records import public
from almanac.documents import return_pack
from almanac.model import phase
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.audience import Audience
from almanac.model.day import Day
from almanac.model.filings import Activity, Filing
from almanac.model.phase import WORDS, DraftKind, Phase, Words
from almanac.pages import (
    File,
    Share,
    Stamp,
    activities,
    calendars,
    feeds,
    health,
    open_data,
    posters,
    sitemap,
)
from almanac.pages.parts.activity_list import rows
from almanac.search import catalogue
from almanac.statistics import press_draft_subject, weekly_digest, weekly_words
from almanac.validate import Known
from almanac.views import (
    hierarchy,
    nearby,
    noticeboard,
    press_draft_kinds,
    promotion_kit,
    rollup,
    share_texts,
)
from almanac.views import posters as views_posters
from almanac.views import visits as views_visits
from almanac.views.activities import Entry, on_days
from almanac.views.announcement import announcement
from almanac.views.campaign_year import soon
from shares import REGISTER, data_rows, filed, notice, shares, site
from small import PLACES
from test_structure import imports, trees

CODE, NAME, PLACE, UNIT = "430181", "示例健康课", "示例广场", "浏阳市计生协"
CHANGE = {"变更": [{"日期": "2021-05-19", "内容": "另有安排", "原定": "2021-05-29 09:00"}]}
TOLD = {"变更": [{"日期": "2021-05-19", "内容": "另有安排"}]}
PLAN: dict[str, Any] = {"状态": "计划", "开始": "2021-05-29 09:00"}
# The record and the day that make each phase.
STANDS: dict[Phase, tuple[dict[str, Any], str]] = {
    Phase.ANNOUNCED: (PLAN, "2021-05-16"),
    Phase.SOON: (PLAN, "2021-05-24"),
    Phase.ON: (PLAN, "2021-05-29"),
    Phase.HELD: (
        {**PLAN, "状态": "已举办", "成效": {"宣传": {"人数": "80"}}},
        "2021-05-30",
    ),
    Phase.AWAITING: (PLAN, "2021-05-31"),
    Phase.POSTPONED: ({"状态": "延期", "开始": "2021-06-01 15:00", **CHANGE}, "2021-05-20"),
    Phase.UNFIXED: ({"状态": "延期", "开始": "待定", **CHANGE}, "2021-05-20"),
    Phase.CANCELLED: ({**PLAN, "状态": "取消", **TOLD}, "2021-05-20"),
    Phase.WITHDRAWN: ({**PLAN, "状态": "撤下", **TOLD}, "2021-05-20"),
}


class Case(NamedTuple):
    """An activity as the public may see it, on a day, in a phase, for an audience."""

    filing: Filing
    event: Entry
    share: Share
    today: str
    phase: Phase
    audience: Audience

    @property
    def record(self) -> Activity:
        assert isinstance(self.filing.record, Activity)
        return self.filing.record

    @property
    def asks(self) -> bool:
        """Whether anybody is told of it beforehand."""
        return AUDIENCES[self.audience].advertised

    @property
    def filed(self) -> Words:
        """What is said of it whatever the day is."""
        return WORDS[phase.of(self.record)]

    @property
    def seen(self) -> Words:
        """What is said of it on this day."""
        return WORDS[self.phase]


def case(phase_: Phase, audience: Audience, **more: Any) -> Case:
    said, today = STANDS[phase_]
    fields: dict[str, Any] = {
        "名称": NAME,
        "地点": PLACE,
        "海报": "是",
        "参加": str(audience),
        **said,
        **more,
    }
    filing = public([filed(CODE, "shili", **fields)], Day(today), PLACES)[0]
    share = shares(filing, on=site(today=today))[CODE]
    return Case(filing, share.entries[0], share, today, phase_, audience)


def page(one: Case) -> str:
    (made,) = [each for each in activities.make(one.share) if isinstance(each, Stamp)]
    return made.body


def file(one: Case, make: Callable[[Share], object], path: str) -> str:
    made = {each.path: each.data for each in make(one.share) if isinstance(each, File)}  # type: ignore[attr-defined]
    return made.get(path, b"").decode()


def unfolded(text: str) -> str:
    return text.replace("\r\n ", "")


def badges(html: str) -> list[str]:
    return re.findall(r'<span class="badge[^"]*">([^<]*)</span>', html)


# ---------------------------------------------------------------- outputs: what each says, and what it should


def row(one: Case) -> object:
    found = str(rows(REGISTER, "")(one.event))
    return badges(found), "data-day" in found, PLACE in found, "9:00" in found


def row_right(one: Case) -> object:
    over = one.phase in (Phase.HELD, Phase.CANCELLED)
    invited = "" if over else AUDIENCES[one.audience].badge
    told = one.asks or one.phase is Phase.HELD
    hour = told and one.phase not in (Phase.POSTPONED, Phase.UNFIXED)
    listed = [one.filed.state, *([invited] if invited else [])]
    return listed, one.filed.ahead, told, hour


def on_page(one: Case) -> object:
    body = page(one)
    if not one.filed.listed:
        return "withdrawn", NAME in body
    return {
        "state": one.filed.state in badges(body),
        "audience": AUDIENCES[one.audience].fact in body,
        "calendar": "加入手机日历" in body,
        "file": ">日历文件</a>" in body,
        "told": 'id="say"' in body,
        "asks until it is over": "data-invites" in body,
        "data": '"eventStatus"' in body,
        "place": PLACE in body,
    }


def on_page_right(one: Case) -> object:
    if not one.filed.listed:
        return "withdrawn", False
    held = one.phase is Phase.HELD
    return {
        "state": True,
        "audience": True,
        "calendar": one.asks and one.filed.calendar,
        "file": one.asks and one.filed.file,
        "told": one.asks and bool(one.filed.spoken),
        "asks until it is over": one.filed.ahead,
        "data": bool(one.event.day or one.event.before) and (one.asks or held),
        "place": one.asks or held,
    }


def status(one: Case) -> object:
    return re.findall(r'"eventStatus":\s*"https://schema.org/Event(\w+)"', page(one))


def status_right(one: Case) -> object:
    dated = bool(one.event.day or one.event.before)
    shown = one.filed.listed and dated and (one.asks or one.phase is Phase.HELD)
    moved = any(change.earlier for change in one.record.changes)
    return [one.filed.rescheduled if moved else one.filed.event] if shown else []


def board(one: Case) -> object:
    found = noticeboard.listed([one.event], CODE, one.event.before[:7] or one.event.start[:7])
    return [(line.name, line.mark) for line in noticeboard.lines(found, CODE, REGISTER, Day(one.today))]


def board_right(one: Case) -> object:
    badge = AUDIENCES[one.audience].badge
    name = f"{NAME}（{badge}）" if badge else NAME
    return [(name, one.seen.board)] if one.seen.listed and one.asks else []


def texts(one: Case) -> object:
    found = share_texts.texts(one.record, one.event, UNIT, "示例活动日", "https://www.example.org/")
    welcome = [word for word in ("欢迎参加", "欢迎会员参加") if word in found.sms]
    return all(found), any(found), welcome


def texts_right(one: Case) -> object:
    said = bool(one.filed.sent) and one.asks
    return said, said, [AUDIENCES[one.audience].welcome] if said and one.filed.invites else []


def loudspeaker(one: Case) -> object:
    found = announcement(one.record, one.event.place, UNIT)
    return bool(found), "请会员参加" in found


def loudspeaker_right(one: Case) -> object:
    said = bool(one.filed.spoken) and one.asks
    return said, said and one.filed.invites and one.audience is Audience.MEMBERS


def subscription(one: Case) -> object:
    found = unfolded(file(one, calendars.make, f"feeds/{CODE}.ics"))
    return re.findall(r"SUMMARY:(.*)\r", found), re.findall(r"参加：([^\\]*)", found)


def calendar(one: Case) -> object:
    found = unfolded(file(one, calendars.make, f"e/{one.filing.id}.ics"))
    return re.findall(r"SUMMARY:(.*)\r", found), re.findall(r"参加：([^\\]*)", found)


def calendar_right(one: Case) -> object:
    fact = AUDIENCES[one.audience].fact
    kept = one.asks and one.filed.listed
    return [one.filed.mark + NAME] if kept else [], [fact] if kept and fact else []


def news(one: Case) -> object:
    return [
        (f"{one.filed.mark}{NAME}" in text, AUDIENCES[one.audience].fact in text)
        for text in (file(one, feeds.make, f"feeds/{CODE}.{ending}") for ending in ("xml", "json"))
    ]


def news_right(one: Case) -> object:
    told = one.filed.listed and (one.asks or one.phase is Phase.HELD)
    return [(told, told or not AUDIENCES[one.audience].fact)] * 2


def digest(one: Case) -> object:
    weekly = weekly_digest.of_share([one.event], [one.filing], {2021: notice()})
    told = list(weekly_words.told_ahead(weekly_digest.on(weekly, Day("2021-05-24")), {CODE: UNIT}))
    return [words for line in told[1:] for words in re.findall(rf"，{NAME}(.*?)，", line)]


def digest_right(one: Case) -> object:
    badge = AUDIENCES[one.audience].badge
    coming = one.filed.listed and one.phase is not Phase.HELD and one.asks and bool(one.event.day)
    return [one.filed.digest + (f"（{badge}）" if badge else "")] if coming else []


FIRST = {
    DraftKind.NONE: "",
    DraftKind.REPORT: "开展",
    DraftKind.PREVIEW: "活动预告",
    DraftKind.TODAY: "今天",
    DraftKind.OVERDUE: "〔待核实：是否已办〕",
    DraftKind.MOVED: "改到",
    DraftKind.PUT_OFF: "推迟举办",
    DraftKind.CANCELLED: "取消",
}


def drafted(one: Case) -> object:
    known = Known(REGISTER, {2021: notice()}, lambda path: False)
    what = press_draft_subject.subject(one.filing.id, REGISTER, Day(one.today))
    assert what
    found = press_draft_subject.drafted(what, [one.filing], known, Day(one.today))
    return (
        press_draft_kinds.kind_of(one.record, 2021, Day(one.today)),
        found.text.partition("摘要")[0],
        PLACE in found.text,
    )


def drafted_right(one: Case) -> object:
    kind = one.seen.draft
    text = drafted(one)[1]  # type: ignore[index]
    place = kind is DraftKind.REPORT or (one.asks and kind is not DraftKind.NONE)
    return kind, text if (FIRST[kind] in text) == bool(text) == bool(FIRST[kind]) else FIRST[kind], place


def card(one: Case) -> object:
    return [(found.note, PLACE in found.place) for found in catalogue.of_activities([one.event], [])]


def card_right(one: Case) -> object:
    state = "" if one.phase is Phase.HELD else one.filed.state
    note = "·".join(filter(None, (state, AUDIENCES[one.audience].badge)))
    return [(note, one.asks or one.phase is Phase.HELD)] if one.filed.listed else []


def data(one: Case) -> object:
    part = file(one, open_data.make, f"data/activities/{CODE}.json")
    table = data_rows(one.share)[0]["activities"].decode()
    return f'"open_to":"{one.audience}"' in part, f",{one.audience}," in table, PLACE in part, PLACE in table


def data_right(one: Case) -> object:
    place = one.filed.listed and (one.asks or one.phase is Phase.HELD)
    return one.filed.listed, one.filed.listed, place, place


def plan(one: Case) -> object:
    stem = one.filing.file.rpartition("/")[2].removesuffix(".yml")
    return re.findall(r"（([^）]*)）。$", "".join(return_pack._planned([stem], [one.filing])))


def plan_right(one: Case) -> object:
    words = one.filed.board
    if not one.filed.listed:
        return []
    return [words] if words and one.phase is not Phase.HELD else ["群众性主题宣传"]


def lists(one: Case) -> object:
    """What is coming, and nearby; how many there are; what is mapped."""
    crowd = rollup._crowd([one.event], "2021-05") if one.filed.listed else None
    return {
        "soon": len(soon([one.event], Day(one.today))),
        "nearby": len(nearby.ahead(hierarchy.shown([one.event]), one.event.year)),
        "crowd": bool(crowd and crowd.spans),
        "listed": len(hierarchy.shown([one.event])),
        "mapped": f"e/{one.filing.id}/" in file(one, sitemap.make, f"sitemaps/{CODE}.xml"),
        "days": bool(on_days([one.event])),
        "states": hierarchy.states([one.event]).total,
    }


def lists_right(one: Case) -> object:
    dated = bool(one.event.day)
    coming = one.asks and dated and one.today >= "2021-05-16" and one.today <= one.event.last
    return {
        "soon": int(coming),
        "nearby": int(one.filed.invites and one.asks and dated),  # until it is over: that the browser knows
        "crowd": one.filed.listed and dated and one.asks,
        "listed": int(one.filed.listed),
        "mapped": one.filed.listed,
        "days": one.filed.listed and dated,
        "states": int(one.filed.listed),
    }


def visited(one: Case) -> object:
    """Who from above is written to be there, at an activity of whatever audience."""
    record = one.record.model_copy(update={"guests": ("省计生协会长",)})
    those = views_visits.attendance([one.event], [one.filing._replace(record=record)], [2021], REGISTER)[2021]
    return those.many, [(visit.is_held, visit.state) for visit in those.visits]


def visited_right(one: Case) -> object:
    if one.phase in (Phase.CANCELLED, Phase.WITHDRAWN):
        return 0, []
    return 1, [(one.phase is Phase.HELD, one.filed.state)]


def poster(one: Case) -> object:
    found = views_posters.has_poster(one.record, one.event, 2021)
    words = views_posters.words(
        one.record, one.event, notice(), UNIT, "示例", "https://www.example.org/", False
    )
    facts = {label: value for label, value, _ in words["facts"]}  # type: ignore[attr-defined]
    return found, facts.get("参加", "")


def poster_right(one: Case) -> object:
    dated = bool(one.event.day)
    return one.event.words.poster and one.asks and dated, AUDIENCES[one.audience].fact


def kit(one: Case) -> object:
    return len(promotion_kit.coming([one.event], CODE, Day(one.today)))


def kit_right(one: Case) -> object:
    return int(one.seen.invites and one.asks and bool(one.event.day))


def kit_off(one: Case) -> object:
    """What the kit says is off, in texts to send."""
    return len(promotion_kit.off([one.event], CODE, Day(one.today)))


def kit_off_right(one: Case) -> object:
    return int(one.asks and one.phase in (Phase.CANCELLED, Phase.UNFIXED))


class Output(NamedTuple):
    """What an output says, what it should say, and the modules that say it."""

    says: Callable[[Case], object]
    right: Callable[[Case], object]
    modules: tuple[str, ...]


OUTPUTS = (
    Output(row, row_right, ("pages/parts/activity_list",)),
    Output(on_page, on_page_right, ("pages/activities", "pages/parts/activity_facts")),
    Output(status, status_right, ("views/activity_text",)),
    Output(board, board_right, ("views/noticeboard",)),
    Output(texts, texts_right, ("views/share_texts",)),
    Output(loudspeaker, loudspeaker_right, ("views/announcement",)),
    Output(subscription, calendar_right, ("views/subscriptions", "pages/calendars")),
    Output(calendar, calendar_right, ("pages/calendars",)),
    Output(news, news_right, ("pages/feeds",)),
    Output(
        digest, digest_right, ("statistics/weekly_digest", "statistics/weekly_words", "pages/weekly_digest")
    ),
    Output(
        drafted,
        drafted_right,
        tuple(f"views/press_draft{part}" for part in ("", "_body", "_kinds", "_times")),
    ),
    Output(card, card_right, ("search/catalogue",)),
    Output(data, data_right, ("views/open_data", "pages/open_data")),
    Output(plan, plan_right, ("documents/return_pack",)),
    Output(
        lists,
        lists_right,
        ("views/campaign_year", "views/nearby", "views/rollup", "views/hierarchy", "pages/sitemap"),
    ),
    Output(visited, visited_right, ("views/visits",)),
    Output(poster, poster_right, ("views/posters", "pages/posters")),
    Output(kit, kit_right, ("views/promotion_kit",)),
    Output(kit_off, kit_off_right, ("views/promotion_kit", "views/promotion_texts")),
)
# What asks for a phase only to know what was held, or what is there at all, and says no word of it.
SILENT = {
    *("views/activities", "views/occurrences", "views/service", "views/press_figures", "views/press_release"),
    *("pages/health", "pages/submission_forms", "views/doubles"),
    *("views/press_names", "statistics/press_week", "statistics/press_week_ahead"),
    *("statistics/return_draft", "statistics/return_plan"),
}
ASKS = {"advertised", "open_to"}
SPEAKERS = ("views", "statistics", "search", "documents", "pages", "cli")


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.says.__name__)
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("stands", Phase)
def test_each_output_says_what_the_tables_have(stands: Phase, audience: Audience, output: Output) -> None:
    one = case(stands, audience)
    assert output.says(one) == output.right(one)


def test_no_output_is_forgotten() -> None:
    """Whatever takes words from the tables, or asks whom an activity is for, is among the outputs above."""
    asking = set()
    for path, tree in trees().items():
        name = path.removeprefix("hooks/almanac/").removesuffix(".py")
        if name.partition("/")[0] in SPEAKERS:
            names = {word for each in imports(tree) for word in (each, each.rpartition(".")[0])}
            attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            if names & {"almanac.model.phase", "almanac.model.audience"} or attributes & ASKS:
                asking.add(name)
            if re.search(r"\.words\.[a-z]|event\.due\(", ast.unparse(tree)):
                asking.add(name)
    assert asking == {module for output in OUTPUTS for module in output.modules} | SILENT


def test_the_phase_of_each_record_and_day() -> None:
    for stands, audience in itertools.product(Phase, Audience):
        one = case(stands, audience)
        spans = [(one.event.day, one.event.last)] if one.event.day else []
        assert phase.on(phase.of(one.record), spans, Day(one.today)) is stands


def test_a_phase_that_invites_nobody_calls_nobody() -> None:
    """No button, poster or welcome without an invitation; what is over, cancelled or withdrawn invites nobody."""
    for stands, words in WORDS.items():
        assert words.invites == words.calendar == words.poster == ("{welcome}" in words.sent), stands
        assert words.listed or not (words.spoken or words.sent or words.board or words.ahead), stands
        assert bool(words.spoken) == bool(words.sent) == bool(words.moments[0]), stands
    over = (Phase.HELD, Phase.AWAITING, Phase.CANCELLED, Phase.WITHDRAWN)
    assert not any(WORDS[stands].invites for stands in over)
    assert not any(WORDS[stands].spoken for stands in (Phase.HELD, Phase.AWAITING, Phase.WITHDRAWN))


def test_the_page_of_a_plan_of_a_former_campaign_says_that_no_result_came() -> None:
    filing = filed(CODE, "shili", 名称=NAME, 地点=PLACE, **PLAN)
    share = shares(filing, on=site(year=2022, years=(2021, 2022), today="2022-05-01"))[CODE]
    (body,) = [each.body for each in activities.make(share) if isinstance(each, Stamp)]
    assert "结果还没有报" in badges(body)
    assert not any(words in body for words in ("加入手机日历", 'id="say"', "data-invites", "计划</span>"))


def test_what_asks_to_come_is_hidden_by_the_browser_when_it_is_over() -> None:
    """On the page of a plan, the calendar's button and the words to pass on stand in parts that the script hides."""
    body = page(case(Phase.ANNOUNCED, Audience.PUBLIC))
    assert re.search(r'<section class="addcal section invites"', body)
    assert re.search(r'<section class="section no-print invites">.*转告别人', body)
    awaiting = WORDS[Phase.AWAITING]
    assert f'<div class="banner awaiting" role="note" hidden><strong>{awaiting.banner[0]}' in body
    for script in ("parts/countdown.js", "search.js"):
        text = (Path(__file__).parents[1] / "theme/scripts" / script).read_text(encoding="utf-8")
        assert f'"{awaiting.state}"' in text, "the browser's words are the table's"


def test_the_day_of_a_page_is_left_to_the_browser() -> None:
    """Nothing of a village's page hangs on the day, but for the articles beside it: a province is not made again for it."""
    day = Day("2021-05-20")
    filing = filed("430181119001", "shili", 名称=NAME, **PLAN)
    share = shares(filing, on=site()._replace(today=day))[CODE]
    list(activities.make(share))
    assert day.span == ("", "2023-05-10~")  # how long the article holds


def test_topics_tell_of_a_visit_only_what_came_of_it() -> None:
    told = []
    for stands in (Phase.ANNOUNCED, Phase.HELD):
        one = case(stands, Audience.INTERNAL, 名称="示例叶酸发放")
        share = shares(one.filing)["43"]
        (body,) = [each.body for each in health.make_topics(share) if isinstance(each, Stamp)]
        told.append("示例叶酸发放" in body)
    assert told == [False, True]


def test_posters_are_drawn_of_what_has_one() -> None:
    assert [
        len(list(posters.make(case(stands, Audience.PUBLIC).share))) for stands in (Phase.HELD, Phase.ON)
    ] == [0, 1]
