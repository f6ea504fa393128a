"""Pages: 示例 records in, the words and addresses of their pages out."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
import shares
from almanac.model.day import Day
from almanac.model.filings import ACTIVITY, Activity, Filing
from almanac.pages import (
    File,
    Site,
    Stamp,
    activities,
    association_finder,
    associations,
    day_pages,
    home,
    honours,
    months,
    service,
    years,
)
from almanac.pages.parts.month_table import density, month_table
from almanac.render.html import cut, is_web, markup, outward, phrased, script, title
from almanac.views import facets
from almanac.views.campaign_year import nearest, next_day, season
from almanac.views.hierarchy import full_title, states

MAKERS = (
    home.make,
    years.make,
    months.make,
    day_pages.make,
    association_finder.make,
    associations.make,
    activities.make,
    honours.make,
    service.make,
)
VOID = {"meta", "link", "img", "input", "br", "hr", "wbr"}


def stamps(*filings: Filing, on: Site | None = None) -> dict[str, Stamp]:
    """Every stamp of the small province, by path; a path made twice is a mistake."""
    those = shares.shares(*filings, on=on)
    made = [m for share in those.values() for maker in MAKERS for m in maker(share)]
    made += [
        *association_finder.make_finder(those["43"]),
        *honours.make_rolls(those["43"], those["43"].honours),
    ]
    found = {m.path: m for m in made if isinstance(m, Stamp)}
    assert len(found) == sum(isinstance(m, Stamp) for m in made)
    return found


def page(**fields: Any) -> str:
    """The body of the page of one activity of 浏阳市."""
    return stamps(shares.filed("430181", "shili", **fields))["e/2021-430181-shili/"].body


def text(body: str) -> str:
    """What a reader sees, blanks and tags taken away."""
    return re.sub(r"\s+", "", re.sub(r"<script.*?</script>|<[^>]*>", "", body, flags=re.S))


def event(body: str) -> dict[str, Any]:
    """The page's JSON-LD."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.S)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


class Tags(HTMLParser):
    """The elements of a body: every one is closed, ids are unique, nothing runs and nothing is styled in place."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(body)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        assert not [name for name in said if name == "style" or name.startswith("on")]
        assert tag != "script" or said == {"type": "application/ld+json"}
        if tag not in VOID:
            self.open.append(tag)
        if "id" in said:
            self.ids.append(said["id"] or "")
        self.links += [said[name] or "" for name in ("href", "src") if name in said]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


# ---------------------------------------------------------------- every page


def many(number: int = 40) -> list[Filing]:
    """Several levels, days, states and years of 示例 activities."""
    made = [
        shares.filed(
            "430181119001" if n % 3 else "430181",
            f"n{n}",
            名称=f"示例活动{n}",
            状态="已举办" if n % 2 else "计划",
            开始=f"2021-05-{1 + n % 28:02}",
            类别=["关怀关爱"] if n % 5 else ["家庭健康促进", "群众性主题宣传"],
            面向=["老年人"] if n % 4 else ["育龄妇女"],
            成效={"宣传": {"人数": "800余"}} if n % 2 else None,
        )
        for n in range(number)
    ]
    return [
        *made,
        shares.filed("4301", "y", 开始="2021-05-30", 结束="2021-06-02"),
        shares.filed("43", "d", 开始="不详"),
    ]


def test_every_page_is_whole_and_asks_no_other_host() -> None:
    made = stamps(*many())
    for path, stamp in made.items():
        tags = Tags(stamp.body)
        assert len(tags.ids) == len(set(tags.ids)), path
        assert 0 < len(stamp.title) <= 30 and stamp.description, path
        assert type(stamp.body) is str and type(stamp.head) is str
        assert '<link rel="canonical" href="https://529.example.org/' in stamp.head
        for link in tags.links:
            assert not link.startswith(("http:", "https:", "//", "javascript:")), (path, link)


def test_links_lead_to_pages_that_are_made() -> None:
    made = stamps(*many(), shares.filed("430181119", "l", 联合=["长沙市/芙蓉区/文艺路街道"]))
    others = re.compile(
        r"/(feeds|assets|health|totals|data|digest|submit|calendar-help)/|.*\.(ics|png)$|webcal:"
    )
    for path, stamp in made.items():
        for link in Tags(stamp.body).links:
            target = urljoin(f"/{path.removesuffix('index.html')}", link.split("#")[0])
            known = target.removeprefix("/") or "index.html"
            assert known in made or others.match(target), f"{path}: {link}"


def test_days_of_the_month_lead_to_their_place_in_the_list() -> None:
    for path, stamp in stamps(*many()).items():
        tags = Tags(stamp.body)
        marks = [link[1:] for link in tags.links if link.startswith("#d-")]
        assert set(marks) <= set(tags.ids), path


# ---------------------------------------------------------------- words of staff


def test_a_hostile_name_is_only_words() -> None:
    bad = "</script><img src=x onerror=alert(1)>&\"'"
    made = stamps(
        shares.filed("430181", "shili", 名称=bad, 地点=bad, 简介=bad, 面向=[bad], 来源=["出处：" + bad])
    )
    for stamp in made.values():
        assert "<img src=x" not in stamp.body + stamp.head
        Tags(stamp.body)
    body = made["e/2021-430181-shili/"].body
    assert event(body)["name"] == bad
    assert "&lt;/script&gt;&lt;img" in body


def test_only_http_becomes_a_link() -> None:
    assert is_web("https://www.example.org/1.html") and not is_web("javascript:alert(1)")
    assert outward("示例日报2021年5月30日") == "示例日报2021年5月30日"
    assert outward("http://a.example.org/?a=1&b=2") == (
        '<a href="http://a.example.org/?a=1&amp;b=2" rel="noopener nofollow">a.example.org</a>'
    )
    assert markup("<b>{}</b>{}", "<i>", markup("<u>{}</u>", "&")) == "<b>&lt;i&gt;</b><u>&amp;</u>"
    assert script({"a": "</x>&\u2028"}) == '{"a":"\\u003c/x\\u003e\\u0026\\u2028"}'


def test_titles_have_at_most_thirty_letters() -> None:
    assert title("天和广场健康义诊", "浏阳市计生协") == "天和广场健康义诊 - 浏阳市计生协"
    assert title("长" * 28, "浏阳市计生协") == "长" * 28
    assert title("长" * 31) == "长" * 29 + "…"
    assert cut("一\n 二", 9) == "一 二"


# ---------------------------------------------------------------- one activity


def test_plan_and_actual_are_told_apart() -> None:
    plan = text(page(状态="计划", 预计={"宣传": {"人数": "300"}}))
    assert "预计300人宣传人数" in plan.replace("宣传人数300人", "300人宣传人数") and "办得怎么样" not in plan
    held = text(page(状态="已举办", 成效={"宣传": {"人数": "800余"}}))
    assert "办得怎么样" in held and "原先的打算" not in held


def test_approximate_numbers_stay_as_written() -> None:
    results = {
        "宣传": {"场次": "2", "人数": "近1.2万"},
        "慰问": {"户数": "10", "分组": [{"对象": "留守儿童", "数量": "5", "单位": "人"}]},
        "其他": [
            {"项目": "宣传资料", "数量": "800余", "单位": "份"},
            {"项目": "签约", "数量": "3000多", "单位": "户", "口径": "累计"},
        ],
    }
    body = page(状态="已举办", 成效=results)
    assert "<dd>近1.2万<small>人</small></dd>" in body and "<dd>800余<small>份</small></dd>" in body
    assert body.count("约数</span>") == 2 and "标“约数”的" in body
    assert "慰问：留守儿童5人。" in body
    assert "背景数，不是这一场的：累计签约3000多户。" in body


def test_a_cancelled_activity_says_so_first() -> None:
    changes = [{"日期": "2021-05-27", "内容": "因大雨取消"}]
    body = page(状态="取消", 变更=changes)
    assert "这项活动不举办了" in body and "2021年5月27日（周四）：因大雨取消" in body
    assert "加入手机日历" not in body
    assert event(body)["eventStatus"].endswith("EventCancelled")


def test_a_moved_activity_shows_old_and_new() -> None:
    changes = [{"日期": "2021-05-27", "内容": "时间由28日改为29日", "原定": "2021-05-28 08:30"}]
    body = page(开始="2021-05-29 09:00", 变更=changes)
    assert "时间由28日改为29日（原定 5月28日（周五）8:30）" in body
    told = event(body)
    assert told["eventStatus"].endswith("EventRescheduled")
    assert told["previousStartDate"] == "2021-05-28T08:30:00+08:00"


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2021-05-29 08:30", "2021-05-29 11:30", ("2021-05-29T08:30:00+08:00", "2021-05-29T11:30:00+08:00")),
        ("2021-05-29 上午", None, ("2021-05-29", None)),
        ("2021-05-29", "2021-05-30", ("2021-05-29", "2021-05-30")),
    ],
)
def test_programs_are_told_the_hour_only_where_it_is_known(
    start: str, end: str | None, told: tuple[str, str | None]
) -> None:
    found = event(page(开始=start, 结束=end))
    assert (found["startDate"], found.get("endDate")) == told


@pytest.mark.parametrize(
    ("start", "note", "words"),
    [("不详", "5月下旬", "5月下旬"), ("待定", None, "时间待定"), ("2021-05", None, "2021年5月")],
)
def test_what_has_no_day_is_not_given_one(start: str, note: str | None, words: str) -> None:
    body = page(开始=start, 时间说明=note)
    assert f"<dt>时间</dt><dd>{words}</dd>" in body
    assert "application/ld+json" not in body and "加入手机日历" not in body


def test_the_calendar_file_can_be_had_in_three_ways() -> None:
    body = page(开始="2021-05-29 08:30")
    assert (
        '<code class="address not-elder" id="ics">https://529.example.org/e/2021-430181-shili.ics</code>'
        in body
    )
    assert 'href="../2021-430181-shili.ics"' in body
    assert 'href="webcal://529.example.org/e/2021-430181-shili.ics"' in body
    assert body.index('id="ics"') < body.index("webcal:")


def test_a_former_address_leads_on_without_script() -> None:
    old = stamps(shares.filed("430181", "shili", 曾用地址=["2021-430181-0528-jiu"]))[
        "e/2021-430181-0528-jiu/"
    ]
    assert '<meta http-equiv="refresh" content="0;url=../2021-430181-shili/">' in old.head
    assert 'rel="canonical" href="https://529.example.org/e/2021-430181-shili/"' in old.head
    assert 'content="noindex"' in old.head and 'href="../2021-430181-shili/"' in old.body


@pytest.mark.parametrize("bad", ["../../index.html", "2021-430181-../x", "2021-430181-A", "assets"])
def test_a_former_address_is_never_a_path_elsewhere(bad: str) -> None:
    made = stamps(shares.filed("430181", "shili", 曾用地址=[bad]))
    assert [path for path in made if path.startswith("e/")] == ["e/2021-430181-shili/"]


def test_a_withdrawn_activity_leaves_nothing_but_its_address() -> None:
    made = stamps(shares.filed("430181", "shili", 名称="示例撤下的事", 状态="撤下", 地点="示例地点"))
    assert not [
        path for path, stamp in made.items() if "示例撤下的事" in str(stamp) or "示例地点" in str(stamp)
    ]
    assert "信息已由发布单位撤下" in made["e/2021-430181-shili/"].body


# ---------------------------------------------------------------- lists


def test_a_full_day_shows_eight_and_says_how_many_more() -> None:
    filings = [shares.filed("430181", f"n{n}", 名称=f"示例{n}") for n in range(3)]
    filings += [shares.filed("430181119001", f"v{n}", 名称=f"示例村{n}") for n in range(10)]
    body = stamps(*filings)["u/4301/"].body
    assert body.count('<li class="row"') == 8
    assert text(body).count("还有5场，看这一天的全部：浏阳市5场") == 1
    assert '<a href="../../u/4301/2021-05-29/">看这一天的全部</a>' in body
    assert '<a href="../../u/430181/2021-05-29/">浏阳市5场</a>' in body
    assert "示例0" in body and "示例村9" not in body
    assert '5月29日 周六 <span class="num">13场</span>' in body


def test_own_activities_and_those_below_stand_in_one_list() -> None:
    """Each once; a reader need not know which level led it."""
    body = stamps(
        *(
            shares.filed(code, name)
            for code, name in (("430181", "a"), ("430181119", "b"), ("430181119001", "c"))
        )
    )["u/430181/"].body
    assert body.count('<li class="row"') == 3 and '<span class="n">3场</span>' in body
    assert "含下级" not in body and "本级" not in body


def test_the_days_of_a_long_list_are_closed() -> None:
    """Closed lines, one a day, with the rows inside; a short list is open, and a township has no pages of days."""
    made = stamps(*(shares.filed("430181119001", f"v{n}", 开始=f"2021-05-{1 + n:02}") for n in range(30)))
    for path in ("u/4301/", "u/430181/", "u/430181119/", "calendar/2021-05/"):
        assert made[path].body.count('<details><summary class="day-head">') == 30, path
        assert made[path].body.count('<li class="row"') == 30, path
    assert 'class="narrowing days"' in made["u/430181/"].body
    assert 'class="fold-elder" open><summary>一天一天地看' in made["u/430181119/"].body
    short = stamps(shares.filed("430181", "a"))["u/430181/"].body
    assert '<details open><summary class="day-head">' in short and "一天一天地看" not in short


def test_what_is_on_stands_before_what_was_cancelled() -> None:
    """Also of a day that is too full to show all; and a day on which only something goes on is closed."""
    changed = [{"日期": "2021-05-20", "内容": "因雨取消"}]
    off = shares.filed("430181", "a", 名称="示例取消", 状态="取消", 开始="2021-05-29 08:00", 变更=changed)
    late = shares.filed("430181119", "b", 名称="示例在办", 状态="计划", 开始="2021-05-29 15:00")
    body = stamps(off, late)["calendar/2021-05/"].body
    assert body.index("示例在办") < body.index("示例取消")
    long = shares.filed("430181", "c", 名称="示例展览", 开始="2021-05-28", 结束="2021-05-30")
    body = stamps(long)["u/430181/"].body
    assert re.findall(r'data-date="([^"]+)"><details( open)?>', body) == [
        ("2021-05-28", " open"),
        ("2021-05-29", ""),
        ("2021-05-30", ""),
    ]


def test_a_joint_activity_stands_with_its_partner_but_is_not_counted_there() -> None:
    made = stamps(shares.filed("430181", "a", 名称="示例联合义诊", 联合=["湘西土家族苗族自治州/吉首市"]))
    body = made["u/433101/"].body
    assert "和别的协会一起办的" in body and "示例联合义诊" in body and "还没有公开的活动记录" in body
    assert 'href="../../u/433101/">吉首市计生协</a>' in made["e/2021-430181-a/"].body


def test_what_has_only_a_month_stands_in_that_month() -> None:
    made = stamps(
        shares.filed("43", "a", 名称="示例有月", 开始="2021-05"), shares.filed("43", "b", 开始="不详")
    )
    assert (
        "示例有月" in made["calendar/2021-05/"].body
        and "另有 1 场活动日期不详" in made["calendar/2021-05/"].body
    )
    assert made["calendar/"].body.count("示例有月") == 1
    assert text(made["2021/"].body).count("日期不详") >= 2


def test_filter_pages_say_when_they_do_not_show_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "LIMIT", 4)
    made = stamps(*many())
    body = text(made["calendar/2021-05/care/"].body)
    assert "共32场，这里列出级别最高的4场，其余请到下级去看。" in body
    assert "u/4301/care/" in made and "u/430102/care/" not in made


def test_facets_take_higher_levels_first() -> None:
    filings = [*(shares.filed("430181119001", f"v{n}") for n in range(5)), shares.filed("43", "p")]
    entries = shares.shares(*filings)["43"].entries
    number, kept = facets.faceted(entries, 2)["publicity"]
    assert number == 6 and kept[0].code == "43" and len(kept) == 2


def test_the_month_says_numbers_not_only_colours() -> None:
    table = month_table("2021-05", {"2021-05-29": 12, "2021-06-01": 1}, "#d-{}")
    assert '<a href="#d-2021-05-29"><b>29</b><span class="n">12场</span></a>' in table
    assert table.count("场") == 1 and "2021-06-01" not in table
    assert table.count("<td>") == 30 and table.count('<td class="out">') == 11  # May 2021 takes six weeks
    assert [density(n, 60) for n in (1, 3, 10, 50)] == [1, 2, 3, 4]
    assert [density(n, 10_000) for n in (299, 300, 1000, 5000)] == [1, 2, 3, 4]


# ---------------------------------------------------------------- campaigns


def test_out_of_season_the_front_page_says_so() -> None:
    body = text(stamps(*many(), on=shares.site(today="2021-11-23"))["index.html"].body)
    assert "本届已结束。下一个是第24个会员活动日：2022年5月29日（周日）" in body
    assert "近期活动" not in body and "最近办的" in body
    assert "近期活动" in text(stamps(*many())["index.html"].body)


def test_an_unknown_theme_is_said_to_be_unknown() -> None:
    made = stamps()
    assert "主题" not in made["index.html"].body.split("</header>")[0]
    assert "<dt>主题</dt><dd>不详</dd>" in made["2021/"].body


@pytest.mark.parametrize(
    ("today", "coming"),
    [("2021-05-29", "2021-05-29"), ("2021-05-30", "2022-05-29"), ("2022-01-01", "2022-05-29")],
)
def test_the_next_day_of_the_association(today: str, coming: str) -> None:
    assert next_day(Day(today)) == coming


def test_season_and_month_to_open() -> None:
    assert (
        season(2021, None).stage(Day("2021-07-01")) == "after"
        and season(2021, None).stage(Day("2021-05-29")) == "during"
    )
    assert season(2025, None).name == "第27个“5·29会员活动日”"
    assert nearest(["2021-05", "2021-06"], Day("2021-05-02")) == "2021-05"
    assert (
        nearest(["2021-05", "2021-06"], Day("2022-01-01")) == "2021-06"
        and nearest([], Day("2022-01-01")) == ""
    )


def test_the_finder_has_every_association() -> None:
    those = shares.shares()
    made = [
        *association_finder.make_finder(those["43"]),
        *(m for share in those.values() for m in association_finder.make(share)),
    ]
    files = {m.path: json.loads(m.data) for m in made if isinstance(m, File)}
    rows = [row for path, found in files.items() if "paged" not in path for row in found]
    assert sorted(row[0] for row in rows if len(row) == 3) == sorted(unit.code for unit in shares.REGISTER)
    assert ["430181119001", "示例社区", "长沙市 浏阳市 大瑶镇"] in files["units/sl.json"]
    assert ["433101", "吉首市", "湘西土家族苗族自治州"] in files["units/js.json"]
    assert ["4331", "湘西州", "", "湘西土家族苗族自治州"] in files["units/xx.json"]
    assert files["units/paged-430181.json"] == []


def test_names_and_counts() -> None:
    assert full_title(shares.REGISTER, "430181119001") == "大瑶镇示例社区计生协"
    assert full_title(shares.REGISTER, "4301") == "长沙市计生协"
    entries = shares.shares(*many())["43"].entries
    assert states(entries) == (42, 20, 22, 0, 0, 0)


# ---------------------------------------------------------------- a list


def test_an_activity_filed_by_a_list_keeps_its_number() -> None:
    record = Activity.model_validate(
        {"名称": "示例", "类别": ["关怀关爱"], "状态": "计划", "开始": "2021-05-29"}
    )
    filing = Filing(ACTIVITY, 2021, "430181", "2021-430181-lie-2", "2021/示例/列.yml", 1, record)
    assert "e/2021-430181-lie-2/" in stamps(filing)


def test_a_title_is_broken_between_its_phrases() -> None:
    """No 成长之|道, no 2020|年, no 如意亭社|区: whole stay a short quotation, a date, and the name it begins with."""

    def whole(words: str, first: str = "") -> list[str]:
        return re.findall('<span class="whole">(.*?)</span>', phrased(words, first))

    assert whole("后山“成长之道”青春健康教育") == ["“成长之道”", "青春健康"]
    assert whole("示例县优生优育展板巡展", "示例县") == ["示例县", "优生优育", "展板巡展"]
    assert whole("示例县2020年5月29日纪念5·29活动") == ["2020年5月29日", "5·29"]
    assert whole("如意亭社区理事宣讲党史", "如意亭社区") == ["如意亭社区"]
    assert whole("示例县计生协开展集中宣传服务", "示例县计生协") == ["示例县计生协", "开展", "宣传服务"]
    assert whole("示例社区会员健步行") == ["健步行"]
    assert 'seamed">丙土<wbr>苗族<wbr>自治县</span><span' in phrased("丙土苗族自治县健步行", "丙土苗族自治县")
    assert whole("一二“这一句长得一行也放不下怎么办”三") == []
    assert re.sub("<[^>]+>", "", phrased("<b>“甲”&1日")) == "&lt;b&gt;“甲”&amp;1日"
