"""Returns and reminders, from records of a small demo province to files, words and revisions."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

import icalendar
import pytest
import shares
from almanac.build import campaign
from almanac.documents import return_pack
from almanac.model import divisions
from almanac.model.day import Day
from almanac.statistics import reminders, returns
from almanac.statistics.sealing import Counted
from PIL import Image
from shares import filed
from small import build, job, records
from test_commands import run

TODAY = "2021-07-02"


def silent(what: str, done: int, of: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records(tmp_path_factory.mktemp("paperwork") / "events", activities=160)


def known(events: Path) -> divisions.Register:
    return divisions.load(events / "associations.csv")


def counted(events: Path, until: str = "") -> Counted:
    found, errors = campaign.signed(job(events, events.parent / "site", today=TODAY), 2021, until, silent)
    assert errors == []
    return found


def to_return(events: Path, code: str) -> campaign.Returned:
    return campaign.returned(
        job(events, events.parent / "site", today=TODAY), 2021, code, silent, filings=True
    )


def first(events: Path, pattern: str) -> Path:
    return sorted(events.glob(pattern))[0]


# ---------------------------------------------------------------- what is owed


def test_who_owes_what_and_a_text_that_names_only_them(events: Path) -> None:
    found, names = counted(events), known(events)
    lines = reminders.in_words(found.tables["43"], names, Day("2021-05-20"))
    assert lines[0].startswith("湖南省计生协，2021年，到 2021-05-20 为止")
    assert "活动计划按时（5月12日）" in lines[1] and "活动总结还没有到期（6月30日到期）" in lines[1]
    texts = dict(reminders.reminders(found.tables["43"], names, Day("2021-05-20")))
    assert "活动计划" not in texts
    assert (
        texts["活动总结"]
        == "“5·29会员活动日”活动总结，请在6月30日前报送省计生协综合处。还没有收到的：湘潭市、邵阳市。"
    )
    whole = found.tables["43"]
    free = whole._replace(notice=whole.notice.model_copy(update={"deadlines": ()}))
    told = reminders.in_words(free, names, Day("2021-05-20"))
    assert "：已办" in told[1] and not any("：；" in line for line in told), "a notice without deadlines"
    late = dict(reminders.reminders(found.tables["43"], names, Day(TODAY)))
    assert "6月30日已经到期，请尽快" in late["活动总结"]


def test_counties_are_reminded_of_the_deadline_that_binds_their_city(events: Path) -> None:
    texts = dict(reminders.reminders(counted(events).tables["4303"], known(events), Day("2021-05-20")))
    assert texts["活动总结"].startswith(
        "“5·29会员活动日”活动总结，我们要在6月30日前报送省计生协综合处，请还没有报的尽快报来："
    )


@pytest.mark.whole
def test_the_staff_page_and_the_deadlines(events: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(events, site)
    page = (site / "returns" / "2021" / "43" / "index.html").read_text(encoding="utf-8")
    assert 'name="robots" content="noindex"' in page and "提醒的话" in page and "湘潭市" in page
    feed = icalendar.Calendar.from_ical((site / "feeds" / "deadlines-2021.ics").read_bytes())
    days = [(str(e["SUMMARY"]), e["DTSTART"].to_ical()) for e in feed.walk("VEVENT")]
    assert ("到期：活动计划", b"20210515") in days and len(days) == 4


# ---------------------------------------------------------------- the return


def returned(folder: Path, photos: int) -> None:
    """A whole 备案 with so many 示例 photos."""
    said = (
        "计划: {日期: 2021-05-12, 内容: 示例计划}\n总结: {日期: 2021-06-28, 内容: 示例总结}\n"
        "联系人: 综合科\n电话: 0731-83600000\n填报日期: 2021-06-28\n照片:\n"
    )
    for number in range(photos):
        out = io.BytesIO()
        Image.new("RGB", (64, 48), (number * 40, 90, 120)).save(out, "JPEG", comment=b"secret")
        (folder / f"0529-{number}.jpg").write_bytes(out.getvalue())
        said += f"  - {{文件: 0529-{number}.jpg, 说明: 示例照片{number}, 同意: 无人像, 未成年人: 无}}\n"
    (folder / "备案.yml").write_text(said if photos else said.removesuffix("照片:\n"), encoding="utf-8")


@pytest.mark.whole
def test_a_whole_return_is_one_zip_with_fixed_bytes(events: Path, tmp_path: Path) -> None:
    copied = tmp_path / "events"
    shutil.copytree(events, copied)
    city = copied / "2021" / "湘潭市"
    returned(city, 5)
    (city / "阵地.yml").write_text("微信: [{名称: 示例公众号, 二维码: 示例码.jpg}]\n", encoding="utf-8")
    Image.new("RGB", (300, 300), "white").save(city / "示例码.jpg")
    found = to_return(copied, "4303")
    assert found.table
    made = [return_pack.parcel(found.table, known(copied), copied, found.filings) for _ in range(2)]
    assert made[0] == made[1] and made[0].missing == []
    with zipfile.ZipFile(io.BytesIO(made[0].data)) as packed:
        names = packed.namelist()
        assert [f"照片/{n}.jpg" for n in range(1, 6)] == [name for name in names if name.endswith(".jpg")]
        assert b"secret" not in b"".join(packed.read(name) for name in names)
        assert "3.jpg　示例照片2" in packed.read("照片/照片说明.txt").decode("utf-8-sig")
        assert "材料齐全" in packed.read("说明.txt").decode("utf-8-sig")
        assert {
            "活动计划.docx",
            "活动总结.pdf",
            "统计表.xlsx",
            "统计表.docx",
            "网站和新媒体名单.docx",
        } <= set(names)
        with zipfile.ZipFile(io.BytesIO(packed.read("网站和新媒体名单.docx"))) as listed:
            assert any(name.startswith("word/media/") for name in listed.namelist())
        for name in (name for name in names if name.endswith(".docx")):
            with zipfile.ZipFile(io.BytesIO(packed.read(name))) as paper:
                size = re.search("<w:pgSz ([^>]*)", paper.read("word/document.xml").decode())
                sides = sorted(map(int, re.findall('w:[wh]="([0-9]+)"', size[1] if size else "")))
                assert sides == [11906, 16838], f"{name} is not A4"
        with zipfile.ZipFile(io.BytesIO(packed.read("活动总结.docx"))) as letter:
            assert "示例总结" in letter.read("word/document.xml").decode()


def test_a_plan_says_what_became_of_each_activity() -> None:
    states = ("计划", "已举办", "延期", "取消", "撤下")
    filings = [filed("4303", state, 状态=state) for state in states]
    lines = list(return_pack._planned(states, filings))
    assert [line.partition("）。")[0][:2] for line in lines] == ["1.", "2.", "3.", "4."]
    assert [mark in line for line, mark in zip(lines, ("", "", "（已改期）", "（已取消）"), strict=True)] == [
        True
    ] * 4
    assert not any("已" in line for line in lines[:2])


@pytest.mark.whole
def test_what_a_return_lacks_is_said(events: Path, tmp_path: Path) -> None:
    code, said = run("report", "湘潭市", "--records", events, "--today", TODAY, "--to", tmp_path)
    assert code == 1 and "还缺：活动总结" in said and "照片 5 张，现在有 0 张能用" in said
    assert [file.name for file in tmp_path.iterdir()] == ["2021年湘潭市会员活动日报送材料.zip"]
    code, said = run("report", "湘潭", "--records", events, "--to", tmp_path)
    assert code == 2 and "是不是“湘潭市”" in said


def test_photos_bear_no_day_and_are_never_said_to_be_in_time() -> None:
    due = {"期限": "2021-06-30", "报送单位": ["市州计生协"], "报送至": "省计生协"}
    notice = shares.notice(
        报送期限=[
            {"事项": "活动总结", "材料": "总结", **due},
            {"事项": "照片", "材料": "照片", "份数": "2", **due},
        ]
    )
    has = returns.NOTHING._replace(summary="2021-06-28", filled="2021-06-28", photos=2)
    for day in ("2021-06-01", "2021-07-02"):
        summary, photos = (reminders.said(each) for each in returns.dues(notice, "4301", has, Day(day)))
        assert (summary, photos) == ("按时（6月28日）", "已报（不知道哪天）")
    (_, few) = returns.dues(notice, "4301", has._replace(photos=1), Day("2021-07-02"))
    assert few.state == returns.OWED
