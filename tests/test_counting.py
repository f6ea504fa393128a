"""Counting rules, one by one: 示例 records in, cells out."""

from __future__ import annotations

from typing import Any

import pytest
import shares
import small
from almanac import validate
from almanac.model import accuracy, counting_rules
from almanac.model.accuracy import Accuracy
from almanac.model.counting_rules import applied, piece_key, speaks_of_the_system
from almanac.model.filings import BY_FILE, Filing, Notice
from almanac.parse import yaml_reader
from almanac.statistics import aggregation, media, sums_in_words, totals
from almanac.statistics.aggregation import Reckoning
from almanac.views.activities import entry

PERIOD = {"开始": "2021-05-01", "结束": "2021-06-10", "说明": "5月上旬至6月上旬"}
LEVELS = ["市州", "县市区", "乡镇街道", "村居社区"]
CATEGORIES = [
    {"名称": "群众性主题宣传", "代码": "publicity", "全称": "开展群众性主题宣传活动", "必办": LEVELS},
    {"名称": "关怀关爱", "代码": "care", "全称": "开展关怀关爱活动"},
]
OUTLETS = [
    {"名称": "湖南日报", "级别": "省级"},
    {"名称": "人民日报", "级别": "国家级"},
    {"名称": "湖南省计生协网站", "级别": "省级", "本系统": "是"},
]


def notice(**choices: str) -> Notice:
    said = [
        {"代码": slug.replace("_", "-"), "规则": "示例", "取法": choice} for slug, choice in choices.items()
    ]
    return shares.notice(时间=PERIOD, 媒体名录=OUTLETS, 口径=said, 类别=CATEGORIES)


def other(kind: str, code: str, **fields: Any) -> Filing:
    """A record of another kind, filed by an association."""
    chosen = BY_FILE[f"{kind}.yml"]
    return Filing(
        chosen, 2021, code, "", f"2021/示例{code}/{kind}.yml", None, chosen.model.model_validate(fields)
    )


def reckon(
    *filings: Filing,
    year: Notice | None = None,
    elsewhere: dict[str, media.Elsewhere] | None = None,
    top: str = "430181",
) -> Reckoning:
    known = validate.Known(shares.REGISTER, {2021: year or notice()}, lambda path: True)
    events = []
    for filing in filings:
        if filing.id:
            record: Any = filing.record
            joint = tuple(code for path in record.joint if (code := shares.REGISTER.at(path)))
            events.append(entry(filing, known.notices[2021], joint))
    return aggregation.reckonings(top, events, (), filings, known, elsewhere or {})[2021]


def cells(found: Reckoning, code: str = "430181") -> dict[str, int]:
    return {cell: one.value for cell, one in found.nodes[code].sums().items() if one.known}


def held(code: str = "430181", slug: str = "a", **fields: Any) -> Filing:
    return shares.filed(code, slug, **({"状态": "已举办", "开始": "2021-05-28"} | fields))


@pytest.mark.parametrize(
    ("results", "wanted"),
    [
        ({"宣传": {"人数": "800余"}}, {"publicity-county-sessions": 1, "publicity-county-people": 800}),
        ({"宣传": {"场次": "3"}}, {"publicity-county-sessions": 3}),
        ({"宣传": {}}, {"publicity-county-sessions": 1}),
        ({"慰问": {"户数": "10"}}, {"visits-county-sessions": 1, "visits-county-people": 10}),
        ({"慰问": {"人数": "15", "户数": "10"}}, {"visits-county-sessions": 1, "visits-county-people": 15}),
        (
            {"慰问": {"人数": "15", "户数": "10", "户数另计": "是"}},
            {"visits-county-sessions": 1, "visits-county-people": 25},
        ),
        (
            {"宣传": {"人数": "300"}, "慰问": {"场次": "2", "人数": "8"}},
            {
                "publicity-county-sessions": 1,
                "publicity-county-people": 300,
                "visits-county-sessions": 2,
                "visits-county-people": 8,
            },
        ),
        ({"其他": [{"项目": "资料", "数量": "800", "单位": "份"}]}, {}),
    ],
)
def test_what_an_activity_brings(results: dict[str, Any], wanted: dict[str, int]) -> None:
    assert cells(reckon(held(类别=["关怀关爱"], 成效=results))) == wanted


def test_held_in_the_category_is_a_session_whatever_was_written() -> None:
    """Nobody wrote how many came: a session, of unknown people; with a visit in it, one of each."""
    others = {"其他": [{"项目": "资料", "数量": "800", "单位": "份"}]}
    for found_by in (held(), held(成效=others)):
        found = reckon(found_by).nodes["430181"].sums()
        assert found["publicity-county-sessions"].value == 1
        assert (found["publicity-county-people"].known, found["publicity-county-people"].unknown) == (
            False,
            1,
        )
    assert cells(reckon(held(成效={"慰问": {"人数": "33"}}))) == {
        "publicity-county-sessions": 1,
        "visits-county-sessions": 1,
        "visits-county-people": 33,
    }


def test_unknown_is_not_zero_and_a_mark_is_told() -> None:
    found = reckon(held(slug="a", 成效={"宣传": {}}), held(slug="b", 成效={"宣传": {"人数": "近300"}}))
    people = found.nodes["430181"].sums()["publicity-county-people"]
    assert (people.value, people.records, people.unknown, people.approximate, people.approximately) == (
        300,
        1,
        1,
        1,
        300,
    )
    assert "visits-county-people" not in found.nodes["430181"].sums()
    many = reckon(held(成效={"宣传": {"场次": "3"}})).nodes["430181"].sums()["publicity-county-people"]
    assert many.unknown == 3  # sessions, not records


@pytest.mark.parametrize("state", ["计划", "延期", "取消", "撤下"])
def test_only_what_was_held_counts(state: str) -> None:
    found = reckon(held(状态=state, 预计={"宣传": {"人数": "300"}}))
    assert cells(found) == {} and found.nodes["430181"].own.left_out == {state: 1}


def test_held_without_results_is_left_out_and_said() -> None:
    assert reckon(held(类别=["关怀关爱"])).nodes["430181"].own.left_out == {"没有写成效": 1}


def test_a_tour_without_sessions_is_one() -> None:
    tour = [{"开始": "2021-05-28", "地点": "甲"}, {"开始": "2021-05-29", "地点": "乙"}]
    assert cells(reckon(held(结束="2021-05-29", 分场=tour, 成效={"宣传": {}}))) == {
        "publicity-county-sessions": 1
    }
    stops = reckon(held(结束="2021-05-29", 分场=tour, 成效={"宣传": {}}), year=notice(tours="按分场"))
    assert cells(stops) == {"publicity-county-sessions": 2}
    said = reckon(
        held(结束="2021-05-29", 分场=tour, 成效={"宣传": {"场次": "3"}}), year=notice(tours="按分场")
    )
    assert cells(said) == {"publicity-county-sessions": 3}


def test_a_joint_activity_counts_at_the_lead_alone() -> None:
    found = reckon(held("430181119", 联合=["长沙市/浏阳市"], 成效={"宣传": {"人数": "90"}}))
    assert cells(found) == {"publicity-township-sessions": 1, "publicity-township-people": 90}


def test_after_the_period_it_counts_unless_the_notice_says_otherwise() -> None:
    late = held(开始="2021-06-20", 成效={"宣传": {"场次": "2", "人数": "90"}})
    assert reckon(late).nodes["430181"].sums()["publicity-county-sessions"].late == 2  # sessions, not records
    assert cells(reckon(late, year=notice(after_period="不计"))) == {}


def test_households_are_left_out_where_the_notice_says_so() -> None:
    visit = held(类别=["关怀关爱"], 成效={"慰问": {"户数": "10"}})
    assert cells(reckon(visit, year=notice(households_only="不计"))) == {"visits-county-sessions": 1}
    converted = reckon(visit).nodes["430181"].sums()["visits-county-people"]
    assert (converted.value, converted.converted) == (10, 10)


def test_the_levels_add_up() -> None:
    found = reckon(
        held("430181", "a", 成效={"宣传": {"人数": "100"}}),
        held("430181119", "b", 成效={"宣传": {"人数": "20"}}),
        held("430181119001", "c", 成效={"宣传": {"人数": "3"}}),
    )
    assert cells(found, "430181119") == {
        "publicity-township-sessions": 1,
        "publicity-township-people": 20,
        "publicity-village-sessions": 1,
        "publicity-village-people": 3,
    }
    assert cells(found)["publicity-village-people"] == 3 and cells(found)["publicity-county-people"] == 100
    assert set(found.nodes["430181"].below) == {"430181119"}


# ---------------------------------------------------------------- tallies


def tally(code: str = "430181119", **fields: Any) -> Filing:
    return other("汇总", code, **({"级别": "村居社区", "截至": "2021-06-10"} | fields))


VILLAGE = held("430181119001", "c", 成效={"宣传": {"场次": "2", "人数": "50"}})


def test_a_tally_holds_what_is_filed_one_by_one() -> None:
    found = reckon(VILLAGE, tally(宣传={"场次": "10", "人数": "400"}))
    assert (
        cells(found)["publicity-village-sessions"] == 10 and cells(found)["publicity-village-people"] == 400
    )
    (sessions, people) = found.nodes["430181119"].tallied
    assert (sessions.contained, sessions.rest, people.contained, people.rest) == (2, 8, 50, 350)


def test_a_tally_apart_is_added() -> None:
    found = reckon(VILLAGE, tally(宣传={"场次": "10", "人数": "400"}, 不含=["逐场填报的"]))
    assert (
        cells(found)["publicity-village-sessions"] == 12 and cells(found)["publicity-village-people"] == 450
    )


def test_what_came_after_a_tally_is_not_in_it() -> None:
    later = held("430181119001", "d", 开始="2021-06-15", 成效={"宣传": {"人数": "7"}})
    found = reckon(VILLAGE, later, tally(宣传={"场次": "10"}))
    assert cells(found)["publicity-village-sessions"] == 11


def test_a_tally_above_holds_the_tallies_below() -> None:
    found = reckon(VILLAGE, tally(宣传={"场次": "10"}), tally("430181", 宣传={"场次": "25"}))
    assert cells(found)["publicity-village-sessions"] == 25
    assert cells(found, "430181119")["publicity-village-sessions"] == 10


def test_the_latest_of_two_tallies_counts() -> None:
    found = reckon(tally(宣传={"场次": "10"}), tally(截至="2021-06-20", 宣传={"场次": "14"}))
    assert cells(found) == {"publicity-village-sessions": 14}


def zero(code: str, **fields: Any) -> Filing:
    return tally(code, **({"级别": "本级", "零报告": "是"} | fields))


def test_a_zero_return_is_a_zero_and_silence_is_not() -> None:
    found = reckon(zero("430181119001"))
    assert cells(found) == {
        f"{block}-village-{measure}": 0
        for block in ("publicity", "visits")
        for measure in ("people", "sessions")
    }
    assert found.zeros == {"430181119001"}


def test_a_zero_of_one_is_not_a_zero_of_all() -> None:
    """The village is the whole county's; of the city's two counties one has reported zero."""
    county = reckon(zero("430181"))
    assert cells(county)["visits-county-people"] == 0
    city = aggregation.tree(
        "4301", {}, lambda unit: lambda row: (), shares.REGISTER, {"430181": county.nodes["430181"].whole}
    )
    found = city["4301"].sums()["visits-county-people"]
    assert (found.known, found.zeros, found.due) == (False, 1, 2)


def test_a_zero_return_beside_records_is_none() -> None:
    """Nor one beside the number of a superior: nothing is held by nobody and attended by sixty."""
    found = reckon(VILLAGE, zero("430181119001"))
    assert found.nodes["430181"].sums()["publicity-village-people"].zeros == 0
    assert cells(found)["visits-village-people"] == 0
    above = reckon(zero("430181119001"), tally("430181", 慰问={"户数": "60"})).nodes["430181"].sums()
    assert (above["visits-village-people"].value, above["visits-village-sessions"].known) == (60, False)
    assert above["publicity-village-sessions"].value == 0 and above["publicity-village-sessions"].known


@pytest.mark.parametrize(
    ("below", "above", "refuted"), [("2021-06-12", "2021-05-25", False), ("2021-05-25", "2021-05-25", True)]
)
def test_a_later_tally_below_refutes_nothing(below: str, above: str, refuted: bool) -> None:
    """Together they are more; the number is theirs, and only what was known by its day makes a tally wrong."""
    found = reckon(tally(截至=below, 宣传={"场次": "11"}), tally("430181", 截至=above, 宣传={"场次": "7"}))
    assert cells(found) == {"publicity-village-sessions": 11}
    assert [one.refuted for one in found.nodes["430181"].tallied] == [refuted]


# ---------------------------------------------------------------- who has held what all must


def test_who_holds_it_is_a_set_of_the_share() -> None:
    """Leading or taking part, by a record or by a tally of their own, each once; whoever stands elsewhere is counted there."""
    joint = held("430181119", 联合=["长沙市/浏阳市", "长沙市"], 成效={"宣传": {"人数": "9"}})
    found = reckon(joint, held("430181", "b"), tally("430181119001", 级别="本级", 宣传={"场次": "2"}))
    assert found.held == {"publicity": {"430181", "430181119", "430181119001"}}
    assert reckon(held("4301", 联合=["长沙市/浏阳市"]), top="4301").held == {"publicity": {"4301"}}


def test_what_does_not_count_is_not_held() -> None:
    late = held(开始="2021-06-20")
    assert reckon(late, year=notice(after_period="不计")).held == {"publicity": frozenset()}
    assert reckon(held(状态="取消")).held == {"publicity": frozenset()}
    assert reckon(held(类别=["关怀关爱"], 成效={"宣传": {"人数": "3"}})).held == {"publicity": {"430181"}}


def test_a_tally_of_those_below_names_nobody_and_is_never_more_than_there_are() -> None:
    """The register has one township and one village: of 500 said, the one that is not known by name."""
    said = {"单位数": "500", "宣传": {"场次": "3"}}
    found = reckon(tally("430181", **said))
    assert (found.held, found.standing().told) == ({"publicity": frozenset()}, {"village": 1})
    assert reckon(VILLAGE, tally("430181", **said)).standing().told == {"village": 0}
    assert reckon(tally("430181", 单位数="1", 慰问={"场次": "3"})).standing().told == {"village": 0}


# ---------------------------------------------------------------- media and accounts


def pieces(*said: dict[str, str], code: str = "430181") -> tuple[dict[str, int], list[str]]:
    filings = [
        other("媒体", code, **({"形式": "文字"} | one))._replace(item=place) for place, one in enumerate(said)
    ]
    elsewhere = media.counted_elsewhere(media.publications(filings, {2021: notice()}))
    found = reckon(*filings, elsewhere=elsewhere)
    return cells(found), [reason for _, _, reason in found.nodes[code].own.pieces]


def test_a_piece_counts_once_in_its_best_outlet() -> None:
    said = [{"媒体": "湖南日报", "标题": "示例标题"}, {"媒体": "人民日报", "标题": "《示例标题》"}]
    assert pieces(*said) == ({"media-national-text": 1}, ["与发在人民日报的是同一篇", ""])
    video = {"媒体": "湖南日报", "标题": "示例标题", "形式": "音视频"}
    assert pieces(said[0], video)[0] == {"media-provincial-text": 1, "media-provincial-video": 1}


def test_what_is_one_piece() -> None:
    one = {"媒体": "湖南日报", "标题": "示例标题", "日期": "2021-05-12", "网址": "https://example.org/1"}
    later, near = {"日期": "2021-06-02"}, {"日期": "2021-05-14"}
    web, paper = {"网址": "https://example.org/2"}, {"媒体": "示例日报", "级别": "市级"}
    for other_one, number in (
        (later | web, 2),  # an everyday title on two days
        (near | web, 2),
        (web, 1),
        ({"标题": "另一个标题"}, 1),  # the same address
        (paper | near | web, 1),  # one manuscript in two outlets
        (paper | later | web, 2),
    ):
        assert sum(pieces(one, one | other_one)[0].values()) == number, other_one


def publication(code: str, **fields: str) -> Filing:
    return other("媒体", code, **({"形式": "文字", "媒体": "湖南日报", "标题": "示例标题"} | fields))


def counted(*filings: Filing) -> set[str]:
    """The associations whose pieces count."""
    found = media.publications(filings, {2021: notice()})
    gone = media.counted_elsewhere(found)
    return {one.code for one in found if one.id not in gone}


def test_a_reprint_filed_below_takes_nothing_from_the_original() -> None:
    """First what does not count goes, then each piece is taken once."""
    assert counted(publication("430181"), publication("430181119", 转载自="人民日报")) == {"430181"}
    assert counted(publication("430181"), publication("430181119")) == {"430181119"}


def test_the_same_title_elsewhere_is_another_piece() -> None:
    """Of a superior it is the same manuscript, in the highest outlet; of a county far away it is another."""
    low = {"媒体": "示例日报", "级别": "市级"}
    assert counted(publication("430181"), publication("430181119", **low)) == {"430181"}
    assert counted(publication("430181"), publication("430102", **low)) == {"430181", "430102"}


def test_an_outlet_of_our_own_is_known_by_its_name() -> None:
    for name in ("示例县计生协公众号", "示例县计划生育协会网站", "示例会刊"):
        assert pieces({"媒体": name, "级别": "县级"}) == ({}, ["发在本级计生协自己的网站、内刊、账号上"])
    assert pieces({"媒体": "示例会刊", "级别": "县级", "本系统": "否"})[0] == {"media-local-text": 1}
    found = reckon(publication("430181", 媒体="示例市计生协网站", 级别="市级"))
    assert found.nodes["430181"].sums()["media-municipal-text"].system == 1


def test_the_reading_of_note_1_is_chosen() -> None:
    """What a township files in its county's own outlet: the county signs it; what the county files in its city's is not its own."""
    below = other("媒体", "430181119", 媒体="示例县计生协公众号", 级别="县级", 形式="文字")
    above = other("媒体", "430181", 媒体="示例市计生协网站", 级别="市级", 形式="文字")
    for taking, wanted in (
        ("本级不计", {"media-local-text": 1, "media-municipal-text": 1}),
        ("签表单位不计", {"media-municipal-text": 1}),
        ("各表签表单位", {"media-municipal-text": 1}),
        ("本系统都不计", {}),
    ):
        assert cells(reckon(below, above, year=notice(media_own=taking))) == wanted
        assert f"（取法：{taking}）" in applied(notice(media_own=taking))["media-own"]


def test_what_is_known_by_its_name_is_what_is_asked_and_printed() -> None:
    for name in ("示例协会网站", "示例会员活动日微信", "示例会刊"):
        assert speaks_of_the_system(name)
    assert not speaks_of_the_system("示例日报") and "“会员活动日”" in applied(notice())["media-own"]


def test_reprints_own_media_and_strangers_do_not_count() -> None:
    assert pieces({"媒体": "湖南日报", "转载自": "人民日报"}) == ({}, ["转载自人民日报"])
    own = {"媒体": "示例县计生协网站", "级别": "县级", "本系统": "是"}
    assert pieces(own) == ({}, ["发在本级计生协自己的网站、内刊、账号上"])
    assert pieces({"媒体": "湖南省计生协网站"})[0] == {"media-provincial-text": 1}
    assert pieces({"媒体": "示例网", "级别": "其他"}) == ({}, ["不是国家、省、市、县级媒体"])
    strict = reckon(
        other("媒体", "430181", 媒体="湖南省计生协网站", 形式="文字"), year=notice(media_own="本系统都不计")
    )
    assert cells(strict) == {}


def test_a_piece_that_another_counts_is_not_counted_here() -> None:
    found = reckon(publication("430181"), elsewhere={"2021-430181-0": ("430181119", "湖南日报", (2, 4, 6))})
    assert cells(found) == {} and found.nodes["430181"].own.pieces[0][2] == "@430181119"


def test_the_same_address_is_the_same_piece() -> None:
    one, two = (
        other("媒体", "430181", 媒体="湖南日报", 形式="文字", 网址=web).record
        for web in ("http://www.example.org/1.html#top", "https://example.org/1.html/")
    )
    assert piece_key(one) == piece_key(two)  # type: ignore[arg-type]


def test_accounts_count_associations_not_accounts() -> None:
    filing = other("阵地", "430181", 微信=[{"名称": "示例甲"}, {"名称": "示例乙"}], 官网=[{"名称": "示例网"}])
    assert cells(reckon(filing)) == {"accounts-county-site": 1, "accounts-county-wechat": 1}


def test_parts_that_do_not_add_up_stop_the_program() -> None:
    found = reckon(VILLAGE)
    found.nodes["430181"].whole["publicity-village-people"][0] += 1
    with pytest.raises(ArithmeticError, match="430181 publicity-village-people"):
        totals.checked(found.nodes)


# ---------------------------------------------------------------- what is printed is what is counted


def test_every_rule_that_is_applied_is_printed() -> None:
    """Each once, though the notice says none; a choice with its own sentence, whatever else the notice wrote."""
    bare = counting_rules.printed(shares.notice())
    assert len(bare) == len(set(bare)) == len(counting_rules.FIXED) + len(counting_rules.CHOICES)
    said = [
        {"代码": "after-period", "规则": "示例：都计", "取法": "不计"},
        {"代码": "zones", "规则": "示例规则"},
    ]
    told = counting_rules.printed(shares.notice(口径=said))
    assert "示例规则" in told and not any("都计" in rule for rule in told)
    assert f"{counting_rules.CHOICES['after-period']['不计']}（取法：不计）" in told


def test_the_shipped_notice_says_what_is_applied() -> None:
    raw = (small.PROJECT / "events" / "2021" / "通知.yml").read_bytes()
    (shipped,) = yaml_reader.read("通知.yml", raw, BY_FILE["通知.yml"])[0]
    assert isinstance(shipped, Notice)
    rules = {rule.slug: rule.text for rule in shipped.counting}
    assert rules.keys() == counting_rules.FIXED.keys() | counting_rules.CHOICES.keys()
    assert {slug: rules[slug] for slug in counting_rules.FIXED} == counting_rules.FIXED
    assert all(
        rules[slug] == next(iter(choices.values())) for slug, choices in counting_rules.CHOICES.items()
    )


SURE, MORE, ABOUT, NEAR = Accuracy.EXACT, Accuracy.AT_LEAST, Accuracy.ABOUT, Accuracy.NEARLY


@pytest.mark.parametrize(
    ("value", "sure", "words"),
    [(38546, MORE, "3.8万余"), (2278, MORE, "2200余"), (427, MORE, "420余"), (53, MORE, "50余"), (38546, SURE, "38546"),
     (20000, MORE, "2万余"), (123456, MORE, "12.3万余"), (7, MORE, "至少7"), (7, SURE, "7"),
     (38546, ABOUT, "约3.9万"), (2278, ABOUT, "约2300"), (424, ABOUT, "约420"), (86, ABOUT, "约86"), (7, ABOUT, "约7"),
     (38146, NEAR, "近3.9万"), (2210, NEAR, "近2300"), (200, NEAR, "近200"), (86, NEAR, "近86"), (9960, ABOUT, "约1万")],
)  # fmt: skip
def test_a_sum_as_people_print_it(value: int, sure: Accuracy, words: str) -> None:
    assert accuracy.spoken(value, sure) == words


@pytest.mark.parametrize(
    ("marks", "sure"),
    [(["", ""], SURE), (["", "余"], MORE), (["多", "超", "上"], MORE), (["", "约"], ABOUT), (["余", "近"], ABOUT),
     (["", "近"], NEAR), (["近", "近"], NEAR), (["近", "约"], ABOUT), ([], SURE)],
)  # fmt: skip
def test_a_sum_is_as_sure_as_its_parts(marks: list[str], sure: Accuracy) -> None:
    assert accuracy.together(map(accuracy.of_mark, marks)) is sure


def test_what_the_province_held_is_in_no_number_of_the_table() -> None:
    sums = {"publicity-city-sessions": totals.Sum(584, 584), "publicity-province-sessions": totals.Sum(1, 1)}
    assert sums_in_words.in_words(sums) == "宣传活动 584 场；省本级另有宣传活动 1 场"


# ---------------------------------------------------------------- what is not of the campaign, or of one level


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"所属": "7·11世界人口日"}, "不是“5·29”的活动"), ({"年份": "不详"}, "哪一年办的不详")],
)
def test_what_is_not_of_the_campaign_enters_no_cell(fields: dict[str, str], reason: str) -> None:
    results = {"宣传": {"场次": "1", "人数": "800"}, "慰问": {"人数": "5"}}
    found = reckon(held(成效=results, **fields), held(slug="b"))
    assert cells(found) == {"publicity-county-sessions": 1}
    assert found.nodes["430181"].own.left_out == {reason: 1}


@pytest.mark.parametrize(
    ("fields", "apart"), [({"合计到": "乡镇街道"}, True), ({"所属": "春节"}, True), ({}, False)]
)
def test_a_tally_of_several_levels_or_of_another_occasion_enters_no_cell(
    fields: dict[str, str], apart: bool
) -> None:
    tally = other(
        "汇总", "430181", 级别="本级", 截至="2021-06-20", 宣传={"场次": "9", "人数": "90"}, **fields
    )
    found = cells(reckon(held(), tally))
    assert found["publicity-county-sessions"] == (1 if apart else 9)


def test_a_piece_on_another_occasion_is_not_counted() -> None:
    piece = {"媒体": "湖南日报", "形式": "文字", "标题": "示例"}
    assert "media-provincial-text" not in cells(reckon(other("媒体", "430181", **piece, 所属="7·11")))
    assert cells(reckon(other("媒体", "430181", **piece)))["media-provincial-text"] == 1
