"""Subtotals and the tables made of them, with 示例 records: what is kept is what was brought, and it is all that is needed."""

from __future__ import annotations

import marshal
from typing import Any

import pytest
import shares
from almanac import validate
from almanac.model.counting_rules import rules_of
from almanac.model.filings import BY_FILE, Filing
from almanac.model.seal import Seal
from almanac.model.words import CellStatus
from almanac.statistics import aggregation, revisions, subtotals
from almanac.statistics.revisions import Contribution, Kind, contribution
from almanac.statistics.subtotals import Subtotal
from almanac.statistics.table import StatisticsTable, status_words, table
from almanac.views.activities import entry

TODAY = "2021-06-30"
KNOWN = validate.Known(shares.REGISTER, {2021: shares.notice()}, lambda path: True)


def held(code: str, slug: str, day: str, people: str) -> Filing:
    results = {"宣传": {"人数": people}, "慰问": {"户数": "3"}}
    return shares.filed(code, slug, 状态="已举办", 开始=day, 成效=results)


def other(kind: str, code: str, **fields: Any) -> Filing:
    chosen = BY_FILE[f"{kind}.yml"]
    record = chosen.model.model_validate(fields)
    return Filing(chosen, 2021, code, "", f"2021/示例{code}/{kind}.yml", None, record)


def brought(code: str, *filings: Filing) -> tuple[aggregation.Reckoning, Subtotal]:
    """The reckoning of a share, and the subtotal that it hands up."""
    events = [entry(filing, KNOWN.notices[2021], ()) for filing in filings if filing.id]
    found = aggregation.reckonings(code, events, (), filings, KNOWN, {})
    return found[2021], subtotals.of_share(code, found, events, filings, {}, KNOWN.notices)[2021]


def made(code: str, parts: dict[str, Subtotal], seal: Seal | None = None) -> StatisticsTable:
    return table(code, 2021, KNOWN.notices[2021], shares.REGISTER, parts, seal)


COUNTY = (
    held("430181", "a", "2021-05-28", "800余"),
    held("430181119", "b", "2021-05-29", "30"),
    held("430181119", "c", "2021-06-20", "40"),
    held("430181119001", "d", "2021-05", "7"),
    other("汇总", "430181", 级别="乡镇街道", 截至="2021-06-10", 宣传={"场次": "9", "人数": "400"}),
    other("备案", "430181119", 填报日期="2021-06-12"),
    other("阵地", "430181", 微信=[{"名称": "示例"}]),
    other("媒体", "430181", 媒体="红网", 级别="省级", 形式="文字", 标题="示例", 网址="https://example.org/1"),
)
CITY = (
    held("4301", "e", "2021-05-27", "50"),
    other("汇总", "4301", 级别="村居社区", 截至="2021-05-31", 宣传={"场次": "5", "人数": "100"}),
)


def test_what_is_kept_comes_back() -> None:
    """Every part of a subtotal, through the bytes in which it is kept."""
    _, one = brought("430181", *COUNTY)
    assert all(
        one[place]
        for place, name in enumerate(one._fields)
        if name not in ("left_out", "returned", "changed")
    )
    assert subtotals.from_plain(marshal.loads(marshal.dumps(one.plain(), 2))) == one


def test_the_table_of_a_county_is_its_reckoning() -> None:
    """Its sums, own numbers, tallies and those of its townships, as the whole share was counted."""
    found, one = brought("430181", *COUNTY)
    whole, node = made("430181", {"430181": one}), found.nodes["430181"]
    assert (whole.sums, whole.own, list(whole.tallied)) == (node.sums(), node.own_sums(), node.tallied)
    assert [(tallied.whole, tallied.contained) for tallied in whole.tallied] == [(9, 1), (400, 30)]
    town = next(child for child in whole.children if child.code == "430181119")
    assert town.sums == found.nodes["430181119"].sums()
    assert (town.returned.filled, town.standing.filed) == ("2021-06-12", {"township": 1, "village": 1})
    assert whole.standing == found.standing()


def test_a_table_above_needs_nothing_but_what_was_handed_up() -> None:
    """A city's tally is held against what counties' activities bring, though none of them is read again."""
    county, city = brought("430181", *COUNTY)[1], brought("4301", *CITY)[1]
    kept = {"430181": county.for_above(), "4301": city}
    above = made(
        "4301",
        {
            code: subtotals.from_plain(marshal.loads(marshal.dumps(one.plain(), 2)))
            for code, one in kept.items()
        },
    )
    assert above == made("4301", {"430181": county, "4301": city})
    assert [(tallied.cell, tallied.whole, tallied.contained) for tallied in above.tallied] == [
        ("publicity-village-sessions", 5, 1),
        ("publicity-village-people", 100, 7),
    ]
    people = above.sums["publicity-township-people"]
    assert (people.value, people.tallied) == (30 + 40 + 370, 370)
    assert (
        next(child for child in above.children if child.code == "430181").sums
        == made("430181", {"430181": county}).sums
    )


@pytest.mark.parametrize(("excluded", "contained"), [((), (2, 30)), (("x",), (1, 20))])
def test_an_activity_that_a_tally_leaves_out_by_name_stands_alone(
    excluded: tuple[str, ...], contained: tuple[int, int]
) -> None:
    tally = other(
        "汇总", "430181", 级别="本级", 截至="2021-06-10", 宣传={"场次": "9", "人数": "90"}, 不含=excluded
    )
    filings = (held("430181", "x", "2021-05-28", "10"), held("430181", "y", "2021-05-28", "20"), tally)
    found, one = brought("430181", *filings)
    whole = made("430181", {"430181": one})
    assert list(whole.tallied) == found.nodes["430181"].tallied
    assert tuple(tallied.contained for tallied in whole.tallied) == contained


def test_a_county_that_filed_nothing_has_an_empty_table() -> None:
    empty = made("430181", {})
    assert not empty.filled and empty.children and set(empty.status.values()) <= {CellStatus.PROVISIONAL}


@pytest.mark.parametrize(
    ("date", "words", "day"),
    [
        ("2021-05", "截至 2021年5月（有的记录只写到月）", "2021-05-31"),
        ("2021-05-29", "截至 2021-05-29", "2021-05-29"),
        ("2021-06", "截至 2021年6月（有的记录只写到月）", "2021-06-30"),
    ],
)
def test_a_record_of_a_month_is_of_no_day(date: str, words: str, day: str) -> None:
    """A piece of May, filed in May, makes no table of the 31st; data, which have room for days only, give that."""
    piece = other("媒体", "430181", 媒体="红网", 级别="省级", 形式="文字", 标题="示例", 日期=date)
    one = made("430181", {"430181": brought("430181", held("430181", "x", "2021-05-28", "10"), piece)[1]})
    assert words in status_words(one) and one.day == day


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Contribution(Kind.ACTIVITY, "430181", "2021-430181-0528-yizhen"), "2021-430181-0528-yizhen"),
        (Contribution(Kind.TALLY, "430181", "village"), "430181 汇总 village"),
        (Contribution(Kind.PIECE, "430181", "红网 示例"), "430181 媒体 红网 示例"),
        (Contribution(Kind.PIECE, "430181", "红网 看 汇总 town"), "430181 媒体 红网 看 汇总 town"),
        (Contribution(Kind.PIECE, "4301", "红网 守 阵地"), "4301 媒体 红网 守 阵地"),
        (Contribution(Kind.ACCOUNTS, "430181119001", ""), "430181119001 阵地"),
    ],
)
def test_a_contribution_has_one_text(one: Contribution, text: str) -> None:
    """Whatever stands in the title of a piece: it stays a piece."""
    assert (one.text, contribution(text)) == (text, one)


def test_a_changed_piece_is_why_a_number_of_the_media_changed() -> None:
    """Its title has the word for a tally; the sealed number that it changed names it all the same."""
    piece = other("媒体", "430181", 媒体="红网", 级别="省级", 形式="文字", 标题="看 汇总 town")
    found, _ = brought("430181", piece)
    seal = Seal(2021, "2021-06-20", ("media-provincial-text",), {"430181": (0,)}, {}, ())
    now = revisions.marks("430181", found, (), rules_of(KNOWN.notices[2021]), seal.cells)
    told = revisions.changed(seal, "430181", now, (), shares.REGISTER)
    assert [(one.words, one.cells) for one in told] == [
        ("新增浏阳市计生协“媒体 红网 看 汇总 town”", ("media-provincial-text",))
    ]
