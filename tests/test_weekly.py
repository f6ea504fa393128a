"""The digest of a week: what stands in it, how those of several shares add up, its page and feed, incremental as clean."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from almanac.model import accuracy
from almanac.model.accuracy import Accuracy
from almanac.model.day import Day
from almanac.model.filings import BY_FILE, Filing, Piece
from almanac.pages import File, Share, Stamp, weekly_digest
from almanac.statistics import aggregation, press_numbers, weekly_words
from almanac.statistics import weekly_digest as statistics_weekly_digest
from almanac.validate import Known
from hypothesis import given
from hypothesis import strategies as st
from shares import REGISTER, filed, shares, site
from small import build, bytes_of, records

TODAY, MONDAY = "2021-05-26", "2021-05-24"  # a Wednesday
ATOM = "{http://www.w3.org/2005/Atom}"
HELD: Any = {"状态": "已举办", "成效": {"宣传": {"人数": "100余"}, "慰问": {"人数": "5"}}}


def piece(code: str, **fields: Any) -> Filing:
    """A published piece as it stands in a file."""
    said = {"媒体": "红网", "形式": "文字", "级别": "省级", "日期": "2021-05-25"} | fields
    return Filing(BY_FILE["媒体.yml"], 2021, code, "", f"2021/{code}/媒体.yml", 0, Piece.model_validate(said))


def week(share: Share) -> statistics_weekly_digest.Weekly:
    return statistics_weekly_digest.of_share(share.entries, share.filings, share.site.notices)


def county(*filings: Filing, today: str = TODAY) -> statistics_weekly_digest.Digest:
    return statistics_weekly_digest.on(week(shares(*filings)["430181"]), Day(today))


def test_a_week_runs_from_monday_to_sunday() -> None:
    days = ("2021-05-23", "2021-05-24", "2021-05-30", "2021-05-31")
    found = county(*(filed("430181", f"d{day[8:]}", 开始=day, **HELD) for day in days), today="2021-05-31")
    assert {start: [line.id[-3:] for line in one.named] for start, one in found.weeks.items()} == {
        "2021-05-17": ["d23"],
        "2021-05-24": ["d24", "d30"],
        "2021-05-31": ["d31"],
    }
    assert weekly_words.week_words(MONDAY) == "2021年第21周（5月24日—5月30日）"
    assert weekly_words.week_words("2020-12-28") == "2020年第53周（12月28日—1月3日）"


def test_numbers_are_those_of_the_official_table() -> None:
    found = county(
        filed("430181", "a", 开始="2021-05-24", **HELD),
        filed("430181119", "b", 开始="2021-05-25", 状态="已举办", 成效={"宣传": {"场次": "3", "人数": "50"}}),
    )
    assert weekly_words.counted(found.weeks[MONDAY]) == "宣传活动 4 场、150余 人；慰问服务 1 场、5 人"
    one = county(filed("430181119001", "c", 开始="2021-05-24", 状态="已举办", 成效={"慰问": {"人数": "2"}}))
    assert weekly_words.counted(one.weeks[MONDAY]) == "宣传活动 1 场；慰问服务 1 场"


def test_a_sum_is_no_more_than_its_parts_may_be() -> None:
    """What holds 近200 or 约80 may be less than its digits, and is told as 近 or 约 in the digest, as in a release."""
    for written, said in ((("近200", "87"), "近290"), (("约200", "87"), "约290"), (("近200", "100余"), "约300"),
                          (("200余", "10多"), "210余"), (("200", None), "200余"), (("近200", None), "约200")):  # fmt: skip
        held = [
            filed(
                "430181",
                f"a{n}",
                开始="2021-05-24",
                状态="已举办",
                成效={"宣传": {"人数": one} if one else {}},
            )
            for n, one in enumerate(written)
        ]
        assert weekly_words.counted(county(*held).weeks[MONDAY]).endswith(f"、{said} 人"), written


def test_staff_see_all_digits_beside_a_sum_that_is_rounded() -> None:
    rough: Any = {"状态": "已举办", "成效": {"宣传": {"人数": "1234余"}}}
    found = county(filed("430181", "a", 开始="2021-05-24", **rough)).weeks[MONDAY]
    assert weekly_words.counted(found) == "宣传活动 1 场、1200余 人"
    assert weekly_words.counted(found, exact=True) == "宣传活动 1 场、1234 人"


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ({"开始": "2021-05-26"}, True),
        ({"开始": "2021-05-25"}, False),
        ({"开始": "2021-05-25", "结束": "2021-05-26"}, True),
        ({"开始": "2021-06-06"}, True),
        ({"开始": "2021-06-07"}, False),
        ({"开始": "2021-06"}, False),
        ({"开始": "待定"}, False),
        ({"开始": "2021-05-30", "状态": "取消"}, True),
        ({"开始": "2021-05-30", "状态": "撤下"}, False),
    ],
)
def test_coming_is_from_today_to_the_end_of_next_week(said: dict[str, Any], there: bool) -> None:
    found = county(filed("430181", "x", **said))
    assert (found.ahead, len(found.coming)) == (int(there), int(there))


def test_pieces_are_told_once_and_reprints_not() -> None:
    a, b = piece("430181", 标题="示例甲"), piece("4301", 标题="示例甲")
    others = piece("430181", 标题="示例乙", 转载自="红网"), piece("430181", 标题="示例丙", 日期="2021-05")
    made = shares(a, b, *others)
    both = statistics_weekly_digest.together([week(made["430181"]), week(made["4301"])])
    assert [one.title for one in both.weeks[MONDAY].printed] == ["示例甲"]
    assert list(weekly_words.told(both.weeks[MONDAY], {})) == [
        "媒体报道：",
        "· 红网《示例甲》，5月25日",
    ]


_CODES = st.sampled_from(["430181", "430181119", "430181119001", "430102", "430102001"])
_DAYS = st.sampled_from(["2021-05-03", "2021-05-24", "2021-05-25", "2021-05-26", "2021-06-02"])
_ONES = st.lists(st.tuples(_CODES, _DAYS, st.sampled_from(["计划", "已举办", "延期"])), max_size=30)


@given(_ONES)
def test_the_sum_of_shares_is_what_the_whole_would_be(ones: list[tuple[str, str, str]]) -> None:
    """The city's digest, added up of its counties', is the one made of all their records at once."""
    made = shares(*(filed(code, f"a{n}", 开始=day, 状态=state) for n, (code, day, state) in enumerate(ones)))
    parts = [
        statistics_weekly_digest.from_plain(statistics_weekly_digest.plain(week(made[code])))
        for code in ("430181", "430102")
    ]
    assert statistics_weekly_digest.together(parts) == week(made["4301"])
    held = [day for _, day, state in ones if state == "已举办" and day <= "2021-05-30"]
    digest = statistics_weekly_digest.on(week(made["4301"]), Day(TODAY))
    assert sum(one.held for one in digest.weeks.values()) == len(held)
    coming = [day for _, day, state in ones if state != "已举办" and TODAY <= day <= "2021-06-06"]
    assert (digest.ahead, len(digest.coming)) == (len(coming), min(len(coming), 12))
    assert [line.start for line in digest.coming] == sorted(coming)[:12]


_RESULTS: Any = st.sampled_from(
    [
        {"宣传": {"人数": "800余"}},
        {"宣传": {"场次": "3"}},
        {"慰问": {"户数": "12"}},
        {"慰问": {"人数": "2"}},
        {"慰问": {"人数": "98"}},
        {"慰问": {"场次": "2", "人数": "30", "户数": "4", "户数另计": "是"}, "宣传": {"人数": "6"}},
        {"其他": [{"项目": "资料", "数量": "9", "单位": "份"}]},
        None,
    ]
)
_BELOW = st.sampled_from(["430181", "430181119", "430181119001"])


@given(st.lists(st.tuples(_BELOW, _DAYS, _RESULTS), min_size=1, max_size=12))
def test_table_digest_and_release_are_one_count(ones: list[tuple[str, str, Any]]) -> None:
    """Of the same activities: all weeks are the table's own sums, cell by cell; a week's release has its digest's numbers."""
    told = [
        filed(code, f"a{n}", 开始=day, 状态="已举办", **({"成效": results} if results else {}))
        for n, (code, day, results) in enumerate(ones)
    ]
    share = shares(*told)["430181"]
    known = Known(REGISTER, share.site.notices, lambda path: True)
    (table,) = aggregation.reckonings("430181", share.entries, (), told, known, {}).values()
    weeks = week(share).weeks
    cells = {cell for one in weeks.values() for cell in one.sums}
    whole = {cell: sum(one.sums.get(cell, (0,))[0] for one in weeks.values()) for cell in cells}
    assert whole == {cell: one.value for cell, one in table.nodes["430181"].sums().items()}
    for start, one in weeks.items():
        held = [
            event
            for event in share.entries
            if start <= event.start <= statistics_weekly_digest.later(start, 6)
        ]
        released = press_numbers.numbers(held, share.site.notices[2021])
        for name, block, measure in (("宣传场次", "publicity", "sessions"), ("宣传人数", "publicity", "people"),
                                     ("慰问场次", "visits", "sessions"), ("慰问人数", "visits", "people")):  # fmt: skip
            those = [n for cell, n in one.sums.items() if cell.startswith(block) and cell.endswith(measure)]
            value, is_known = sum(n[0] for n in those), any(n[1] for n in those)
            ways = {
                str(value),
                accuracy.spoken(value, Accuracy.AT_LEAST),
                f"{value}余",
                *(["若干"] if value <= 2 else []),
            }
            assert released[name] in ways if is_known else name not in released


def test_the_page_and_the_feed_say_the_same() -> None:
    plan = filed("430181119", "plan", 名称="示例讲座", 开始="2021-05-29 上午", 地点="示例广场")
    held = filed("430181", "held", 名称="示例<义诊>", 开始="2021-05-25", **HELD)
    old = filed("430181", "old", 名称="示例旧事", 开始="2021-05-18", **HELD)
    share = shares(plan, held, old, piece("430181", 标题="示例报道"), on=site(today=TODAY))["430181"]
    made = list(weekly_digest.make(share, week(share)))
    page, feed = made
    assert isinstance(page, Stamp) and isinstance(feed, File)
    assert (page.path, feed.path) == ("digest/430181/", "feeds/430181-week.xml")
    for words in ("示例讲座", "示例&lt;义诊&gt;", "《示例报道》", 'id="w2021-05-17"', "示例旧事", "第21周"):
        assert words in page.body
    assert "是宣传活动 1 场、100 人；慰问服务 1 场、5 人。" in page.body and "100余 人" in page.body
    assert "feeds/430181-week.xml" in page.head and "&lt;" not in page.head
    entries = ET.fromstring(feed.data).findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"https://529.example.org/digest/430181/#w{start}" for start in (MONDAY, "2021-05-17")
    ]
    text = entries[0].findtext(f"{ATOM}content") or ""
    assert (
        "示例<义诊>" in text
        and "近期活动：\n· 5月29日（周六）上午，示例讲座，示例广场（浏阳市大瑶镇计生协）" in text
    )
    assert [entry.findtext(f"{ATOM}updated", "")[:10] for entry in entries] == ["2021-05-25", "2021-05-18"]


def test_a_week_without_anything_says_so_and_has_no_entry() -> None:
    share = shares(on=site(today=TODAY))["430181"]
    page, feed = weekly_digest.make(share, week(share))
    assert isinstance(page, Stamp) and "本周到现在没有登记已举办的活动" in page.body
    assert isinstance(feed, File) and b"<entry>" not in feed.data


@pytest.mark.whole
def test_a_new_piece_reaches_the_digests_above_it_as_in_a_clean_build(tmp_path: Path) -> None:
    root = records(tmp_path / "records")
    build(root, tmp_path / "site")
    before = bytes_of(tmp_path / "site")
    file = next((root / "2021").glob("湘潭市/韶山市")) / "媒体.yml"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    file.write_text(
        f"{text}- {{媒体: 示例日报, 级别: 市级, 形式: 文字, 标题: 示例新报道, 日期: 2021-05-29}}\n",
        encoding="utf-8",
    )
    outcome = build(root, tmp_path / "site")
    assert outcome.published, outcome.faults
    after = bytes_of(tmp_path / "site")
    changed = {path for path in after if before.get(path) != after[path]}
    wanted = {f"digest/{code}/index.html" for code in ("430382", "4303", "43")}
    assert wanted <= changed and "digest/4305/index.html" not in changed
    assert "示例新报道" in (tmp_path / "site" / "digest" / "43" / "index.html").read_text(encoding="utf-8")
    build(root, tmp_path / "clean")
    assert after == bytes_of(tmp_path / "clean")
