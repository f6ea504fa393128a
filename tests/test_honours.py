"""Who may be named, and how; rolls by place and year; pages of deeds; what was done for people, as sums."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import shares
from almanac.disclosure.public_records import HIDDEN, name_for, public, shortened
from almanac.model.day import Day
from almanac.model.filings import Award, Filing
from almanac.model.words import Use
from almanac.pages import Stamp, honours, service
from almanac.pages.parts.area_honours import Merits
from almanac.validate.awards import persons
from almanac.views import honour_rolls
from almanac.views.honour_rolls import Honour
from hypothesis import given
from hypothesis import strategies as st
from small import PLACES, build, records
from test_pages import Tags, text

CONSENT = {"同意人": "本人", "日期": "2021-05-10", "范围": ["网页", "印刷"], "至": "2021-06-30"}


def entry(**fields: Any) -> tuple[Award, Any]:
    """One person on the roll of an award, and the award."""
    said = {"名称": "示例甲", "同意": CONSENT} | fields
    award = Award.model_validate(
        {"名称": "示例先进个人", "类型": "个人", "级别": "县级", "授予单位": "示例计生协", "名单": [said]}
    )
    return award, award.honoured[0]


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("fields", "day", "use", "name"),
    [
        ({}, "2021-05-20", Use.WEB, "示例甲"),
        ({}, "2021-05-10", Use.WEB, "示例甲"),
        ({}, "2021-05-09", Use.WEB, ""),
        ({}, "2021-06-30", Use.WEB, "示例甲"),
        ({}, "2021-07-01", Use.WEB, ""),
        ({}, "2021-05-20", Use.PRESS, ""),
        ({}, "2021-05-20", Use.PRINT, "示例甲"),
        ({"同意": {**CONSENT, "至": "2021-06"}}, "2021-06-30", Use.WEB, "示例甲"),
        ({"同意": {**CONSENT, "至": "2021-06"}}, "2021-07-01", Use.WEB, ""),
        ({"同意": {**CONSENT, "撤回": "2021-05-15"}}, "2021-05-20", Use.WEB, ""),
        ({"同意": {**CONSENT, "撤回": "2021-05-15"}}, "2021-05-20", Use.PRINT, ""),
        ({"同意": {**CONSENT, "写法": "某某"}}, "2021-05-20", Use.WEB, "示某某"),
        ({"同意": {**CONSENT, "写法": "字母"}}, "2021-05-20", Use.WEB, "SLJ"),
        ({"同意": {**CONSENT, "写法": "字母"}}, "2021-05-20", Use.PRINT, "示例甲"),
        ({"同意": None}, "2021-05-20", Use.WEB, ""),
        ({"未成年": "是"}, "2021-05-20", Use.WEB, ""),
        ({"同意": {**CONSENT, "同意人": "监护人"}}, "2021-05-20", Use.PRINT, ""),
        ({"名称": "撤回"}, "2021-05-20", Use.WEB, ""),
    ],
)
def test_a_name_stands_only_while_its_consent_is_good(
    fields: dict[str, Any], day: str, use: Use, name: str
) -> None:
    award, one = entry(**fields)
    assert name_for(one, award, use, Day(day)) == name


def test_units_need_no_consent() -> None:
    award, one = entry(名称="示例镇计生协", 同意=None)
    assert (
        name_for(one, award.model_copy(update={"kind": "集体"}), Use.WEB, Day("2021-05-20")) == "示例镇计生协"
    )
    assert name_for(one, award.model_copy(update={"kind": None}), Use.WEB, Day("2021-05-20")) == ""


@pytest.mark.parametrize(
    ("name", "style", "short"),
    [
        ("张示例", "全名", "张示例"),
        ("张示例", "某某", "张某某"),
        ("张示", "某某", "张某"),
        ("欧阳示例", "某某", "欧阳某某"),
        ("张示、李例家庭", "某某", "张某、李某家庭"),
        ("曾示例", "字母", "ZSL"),
        ("单示例", "字母", "SSL"),
    ],
)
def test_a_name_is_shortened_as_was_agreed(name: str, style: str, short: str) -> None:
    assert shortened(name, style) == short


@given(st.lists(st.text("示例甲乙丙欧阳", min_size=2, max_size=4), min_size=1, max_size=3))
def test_no_given_name_is_left_of_a_short_one(names: list[str]) -> None:
    said = "、".join(names)
    found = shortened(said, "某某")
    assert not [name for name in persons(said) if name in found]
    assert persons(found) == []


def test_the_same_name_stays_where_its_own_consent_is_good() -> None:
    """Of two of one name, in different places, the one who withdrew is gone and the other is not."""
    filing = shares.awarded("430181")._replace(record=entry()[0])  # not yet made fit for the public
    here = public([filing], Day("2021-05-20"), PLACES, ["示例甲"])
    assert isinstance(award := here[0].record, Award) and award.honoured[0].name == "示例甲"
    later = public([filing], Day("2021-07-01"), PLACES, ["示例甲"])
    assert isinstance(award := later[0].record, Award) and award.honoured[0].name == HIDDEN


# ---------------------------------------------------------------- rolls


def honour(code: str, level: str, names: int = 1, year: int = 2021, **fields: Any) -> Honour:
    """An award of units, as rolls show it."""
    filing = shares.awarded(
        code,
        year=year,
        级别=level,
        名单=[{"名称": f"示例{n}计生协"} for n in range(names)],
        **fields,
    )
    return shares.shares(filing, on=shares.site(years=(year,)))["43"].honours[0]


def test_a_long_roll_names_what_is_its_own_and_of_higher_levels() -> None:
    many = [
        honour("430181119", "乡镇", 299, 名称="示例乡镇奖"),
        honour("430181", "县级", 5, 名称="示例县级奖"),
        honour("430181", "省级", 5, 名称="示例省级奖"),
        honour("4301", "市州", 5, 名称="示例市级奖"),
    ]
    (roll,) = honour_rolls.rolls(many, "43")
    assert [each.name for each in roll.named] == ["示例省级奖", "示例市级奖"] and roll.more == 2
    assert roll.levels == {"省级": 1, "市州": 1, "县级": 1, "乡镇": 1} and roll.places == {"4301": 4}
    (city,) = honour_rolls.rolls(many, "4301")
    assert [each.name for each in city.named] == ["示例省级奖", "示例市级奖", "示例县级奖"] and city.more == 1
    (short,) = honour_rolls.rolls(many[1:], "43")
    assert short.more == 0 and len(short.named) == 3


def test_years_stand_apart_and_newest_first() -> None:
    found = list(honour_rolls.rolls([honour("43", "省级", year=2019), honour("43", "省级", year=2021)], "43"))
    assert [roll.year for roll in found] == [2021, 2019]


@pytest.mark.parametrize(
    ("name", "kind", "slug"),
    [
        ("示例县健康幸福家庭", "家庭", "family"),
        ("示例村好媳妇", "个人", "moral"),
        ("示例村“好婆婆”", "家庭", "moral"),
        ("示例好市民", None, "moral"),
        ("示例先进个人", "个人", "person"),
        ("示例奖", None, "other"),
    ],
)
def test_kinds(name: str, kind: str | None, slug: str) -> None:
    award = entry()[0].model_copy(update={"name": name, "kind": kind})
    assert honour_rolls.kind_of(award) == slug


@pytest.mark.parametrize(
    ("words", "role"), [("副会长兼秘书长", "副会长"), ("示例村会长", "会长"), ("理事", "理事"), ("医生", "")]
)
def test_roles(words: str, role: str) -> None:
    assert honour_rolls.role_of(words) == role


# ---------------------------------------------------------------- pages


def made(*filings: Filing, today: str = "2021-05-20") -> dict[str, Stamp]:
    """The pages of honours and service, by path."""
    those = shares.shares(*filings, on=shares.site(today=today))
    found = [
        made for share in those.values() for make in (honours.make, service.make) for made in make(share)
    ]
    found += honours.make_rolls(those["43"], those["43"].honours)
    return {each.path: each for each in found if isinstance(each, Stamp)}


PERSON: dict[str, Any] = {
    "编号": "01",
    "名称": "示例甲",
    "单位": "示例村",
    "身份": "会长",
    "等次": "一等奖",
    "事迹": "示例事迹。\n又一段。",
    "同意": CONSENT,
}
AWARD: dict[str, Any] = {
    "编号": "xj",
    "名称": "示例先进个人",
    "类型": "个人",
    "文号": "示计生协〔2021〕3号",
    "年度": "2021年度",
    "日期": "2021-05-20",
    "数量": "3",
    "单位": "名",
    "公示": {"开始": "2021-05-10", "结束": "2021-05-14"},
}


def test_a_roll_says_who_gave_it_by_which_paper_and_when_it_was_shown() -> None:
    pages = made(shares.awarded("430181", **AWARD, 名单=[PERSON, {"名称": "示例乙", "同意": CONSENT}]))
    body = pages["honours/2021/430181/"].body
    said = text(body)
    assert "示例计生协表彰·3名·2021年度·2021年5月20日（周四）·示计生协〔2021〕3号·公示5月10日" in said
    assert '<a href="../../../honours/deeds/2021-430181-xj-01/">示例甲</a>' in body
    assert "<b>示例乙</b>" in body and 'data-a="会长"' in body
    assert "示例甲示例村，会长，一等奖" in said
    for path in ("honours/", "honours/2021/", "honours/2021/4301/"):
        assert path in pages
        Tags(pages[path].body)
    assert "县级1项" in text(pages["honours/"].body)
    deeds = pages["honours/deeds/2021-430181-xj-01/"]
    assert "<p>示例事迹。</p>\n<p>又一段。</p>" in deeds.body and 'content="noindex"' in deeds.head


def test_after_the_consent_nothing_is_left_but_a_number() -> None:
    filing = shares.awarded("430181", today="2021-07-01", **AWARD, 名单=[PERSON])
    pages = made(filing, today="2021-07-01")
    whole = "".join(page.title + page.description + page.head + page.body for page in pages.values())
    for word in ("示例甲", "示例村", "示例事迹", "一等奖"):
        assert word not in whole
    assert "名单上的1个，姓名不公开" in text(pages["honours/2021/430181/"].body)
    check = text(pages["honours/verify/2021-430181-xj-01/"].body)
    assert "证书编号2021-430181-xj-01" in check and "获得者的姓名没有公开" in check
    assert "信息不公开" in pages["honours/deeds/2021-430181-xj-01/"].body


def test_who_is_gone_is_remembered() -> None:
    person = PERSON | {"已故": "是", "同意": CONSENT | {"同意人": "近亲属"}}
    pages = made(shares.awarded("430181", **AWARD, 名单=[person]))
    for path in (
        "honours/2021/430181/",
        "honours/deeds/2021-430181-xj-01/",
        "honours/verify/2021-430181-xj-01/",
    ):
        assert "示例甲（已故）" in text(pages[path].body), path


@pytest.mark.parametrize("act", ["表扬", "推选", "推荐", "评选"])
def test_what_is_no_award_is_not_called_one(act: str) -> None:
    pages = made(shares.awarded("430181", **AWARD, 性质=act, 名单=[PERSON]))
    assert f"{act}，不是表彰" in pages["honours/2021/430181/"].body
    assert f"示例计生协{act}" in pages["honours/2021/430181/"].body
    assert f"（{act}，不是表彰）" in pages["honours/deeds/2021-430181-xj-01/"].body
    assert f"<dt>性质</dt><dd>{act}</dd>" in pages["honours/verify/2021-430181-xj-01/"].body


def test_hostile_words_are_only_words() -> None:
    bad = "</script><b onclick=x>&"
    pages = made(
        shares.awarded(
            "430181", **AWARD | {"名称": bad, "文号": bad}, 名单=[PERSON | {"名称": bad, "单位": bad}]
        ),
        shares.promised("430181", 事项=bad, 结果=bad),
    )
    for page in pages.values():
        Tags(page.body)
        assert "<b onclick" not in page.body + page.head


# ---------------------------------------------------------------- what was done for people


def served() -> list[Filing]:
    """Promises, pairs, visits and gifts of 示例."""
    results = {
        "慰问": {"分组": [{"对象": "留守儿童", "数量": "5", "单位": "人"}]},
        "结对": "20余",
        "募捐": [{"项目": "小善举·大爱心", "金额": "3000", "基金会": "示例基金会"}],
    }
    return [
        shares.filed("430181", "a", 状态="已举办", 类别=["理事勤理事"], 成效=results),
        shares.filed("430181119", "b", 状态="已举办", 类别=["理事勤理事"], 成效={**results, "结对": "1"}),
        shares.filed("430181", "c", 状态="计划", 类别=["理事勤理事"], 预计=results),
        shares.promised("430181", 状态="办结", 对象="育龄妇女", 期限="2021-05-31", 结果="查了 320 人"),
        shares.promised("430181119", 状态="在办", 期限="2021-05-31"),
        shares.promised("430181119", 状态="未办", 期限="2021-05-19"),
    ]


def test_sums_of_service() -> None:
    body = text(made(*served())["service/"].body)
    assert "要办的事3件办好了1件正在办1件还没有办1件" in body
    assert "理事参加的活动2场理事结对帮扶20余户" in body
    assert "留守儿童10人" in body and "小善举·大爱心示例基金会6000" in body
    for row in ("县市区1100120余", "乡镇街道201111", "长沙市3111220余"):
        assert row in body, body


def test_a_promise_is_never_called_late_in_public() -> None:
    pledges = shares.shares(*served())["430181"].pledges
    assert [(one.state, one.words(Day("2021-05-20"))) for one in pledges] == [
        ("办结", "为育龄妇女"),
        ("在办", "2021年5月31日（周一）前办成"),
        ("未办", ""),
    ]
    whole = "".join(page.body for page in made(*served()).values())
    assert not re.search("逾期|过期|超期|晚了|没有按时", whole)


def test_an_association_s_page_has_its_promises_awards_and_the_sums_below() -> None:
    share = shares.shares(*served(), shares.awarded("430181", **AWARD, 名单=[PERSON]))["430181"]
    merits = Merits(share.honours, share.pledges, share.service, 2021, Day("2021-05-20"))
    top = text(merits.of("430181", True, "../../"))
    assert "要办的事3件办好了1件理事参加的活动2场理事结对帮扶20余户" in top
    assert "结果：查了320人" in top and "示例先进个人" in top
    below = text(merits.of("430181119", False, "../../"))
    assert "要办的事" not in below and "为示例群众办的事" in below and "示例先进个人" not in below
    assert merits.of("430181119001", False, "../../") == ""


# ---------------------------------------------------------------- the whole line


@pytest.mark.whole
def test_talks_and_awards_are_told_on_the_page_of_the_activity(tmp_path: Path) -> None:
    events = records(tmp_path / "events", 20)
    county = events / "2021/湘潭市/韶山市"
    (county / "0528-shili.yml").write_text(
        "名称: 示例报告会\n类别: [评先评优]\n状态: 已举办\n开始: 2021-05-28\n地点: 示例礼堂\n成效: {宣传: {场次: 1}}\n",
        encoding="utf-8",
    )
    (county / "表彰.yml").write_text(
        "- {编号: xj, 名称: 示例先进集体, 类型: 集体, 级别: 县级, 授予单位: 示例计生协, 活动: 0528-shili,\n"
        "   名单: [{编号: '1', 名称: 示例村计生协, 事迹: 示例事迹, 报告: [0528-shili]}]}\n",
        encoding="utf-8",
    )
    (county / "清单.yml").write_text("- {事项: 示例的事, 状态: 办结, 活动: [0528-shili]}\n", encoding="utf-8")
    build(events, tmp_path / "site")
    page = (tmp_path / "site/e/2021-430382-0528-shili/index.html").read_text(encoding="utf-8")
    assert "honours/2021/430382/#a-2021-430382-xj" in page and "示例村计生协（示例先进集体）" in page
    assert "示例的事（办结）" in page
    deeds = (tmp_path / "site/honours/deeds/2021-430382-xj-1/index.html").read_text(encoding="utf-8")
    assert '<a href="../../../e/2021-430382-0528-shili/">示例报告会</a>' in deeds


@pytest.mark.whole
def test_a_check_page_that_vanishes_is_told(tmp_path: Path) -> None:
    """W291: the codes on printed certificates lead there."""
    events = records(tmp_path / "events", 20)
    roll = events / "2021/湘潭市/韶山市/表彰.yml"
    one = "- {编号: xj, 名称: 示例先进集体, 类型: 集体, 级别: 县级, 授予单位: 示例计生协, 名单: [{编号: '1', 名称: 示例村}]}\n"
    roll.write_text(one, encoding="utf-8")
    build(events, tmp_path / "site")
    roll.write_text(one.replace("'1'", "'2'"), encoding="utf-8")
    found = [fault for fault in build(events, tmp_path / "site").faults if fault.code == "W291"]
    assert len(found) == 1 and "honours/verify/2021-430382-xj-1/" in found[0].message


def test_an_award_in_parts_says_how_many_of_each_and_of_which_levels_it_is() -> None:
    parts = [
        {"名称": "示例家庭", "类型": "家庭", "数量": "8", "单位": "户"},
        {"名称": "示例会员", "类型": "个人"},
    ]
    award = shares.awarded("430181", 类型=None, 分项=parts, 合计到="乡镇")
    (honour,) = shares.shares(award)["430181"].honours
    told = honour_rolls.row(honour)
    assert told["parts"] == "示例家庭 8户、示例会员（数量不详）"
    assert (told["levels"], honour.kind) == ("县级至乡镇合计", "other")


def test_stories_stand_before_the_names_and_search_engines_keep_none() -> None:
    """What somebody did, with its beginning and the way to its page; of whom nothing may be told nothing stands there."""
    told = {
        "编号": "01",
        "名称": "示例甲",
        "单位": "示例村",
        "事迹": "示例甲每月走访独居老人两次。",
        "同意": CONSENT,
    }
    gone = {"编号": "02", "名称": "示例丁", "事迹": "示例丁的事。", "同意": {**CONSENT, "撤回": "2021-05-20"}}
    pages = made(shares.awarded("430181", 类型="个人", 名单=[told, gone]))
    page = pages["honours/2021/430181/"]
    stories, _, names = page.body.partition('id="roll"')
    assert "示例甲每月走访独居老人两次。" in stories and "honours/deeds/" in stories and "示例甲" in names
    assert "示例丁" not in page.body and "noindex" in page.head
    front = pages["honours/"]
    assert front.body.index("他们的故事") < front.body.index("名单怎样公开") and "noindex" in front.head
    plain = made(shares.awarded("430181", 类型="个人", 名单=[{"名称": "示例甲", "同意": CONSENT}]))[
        "honours/2021/430181/"
    ]
    assert "他们的故事" not in plain.body and "noindex" not in plain.head
