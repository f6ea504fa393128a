"""Releases held against the records: each fault of one has its files and its words in tests/faults.

A `.release` is written like a `.case` (see test_rules); its paths begin with events/ or content/, and what it does not
bring is in newsrooms.py. Accept new words with `BLESS=1 python -m pytest tests/test_newsroom.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

import newsrooms
import pytest
from almanac.build import engine
from almanac.model.day import Day
from almanac.model.press_release import RELEASE
from almanac.model.report import report
from almanac.validate import press_release as validate_press_release
from newsrooms import FILES, TODAY
from small import PLACES
from test_rules import SIGNS, case

ROOT = Path(__file__).resolve().parents[1]
CASES = sorted((ROOT / "tests" / "faults").glob("*.release"))


def room(root: Path, files: dict[str, str], today: str = TODAY) -> newsrooms.Room:
    newsrooms.write(root, files)
    return newsrooms.room(root, today)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_fault_has_its_words(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    said = case(text)
    found = room(tmp_path, said.files, said.today)
    words = report(found.faults, lambda path: (FILES | said.files).get(path))
    if os.environ.get("BLESS"):
        text = text.partition("=== 期望\n")[0] + "=== 期望\n" + words
        file.write_text(text, encoding="utf-8", newline="\n")
    assert words == case(text).expected
    assert set(SIGNS.findall(words)) == {file.stem[:4]}
    assert all("例：" in line for line in words.splitlines() if SIGNS.search(line))


def test_what_is_right_has_no_fault_and_is_filled_from_the_records(tmp_path: Path) -> None:
    found = room(tmp_path, {})
    assert found.faults == []
    one = found.news["shili"]
    assert one.known == {
        "年份": "2021",
        "届次": "23",
        "周年": "41",
        "主题": "示例主题",
        "单位": "浏阳市计生协",
        "活动数": "1",
        "宣传场次": "1",
        "宣传人数": "800余",
    }


def test_what_is_typed_as_the_records_say_is_right(tmp_path: Path) -> None:
    """The day's number and anniversary in digits or in words, a range of days, numbers of the record, other anniversaries."""
    typed = (
        "5月28日上午，800余人参加活动。今年是第23个“5·29会员活动日”，也是中国计划生育协会成立四十一周年，省计生协成立30周年；"
        "5月24日至30日一周还有别的活动，200多名群众观看演出。"
    )
    text = FILES["content/press/shili.md"] + f"\n{typed}\n"
    assert room(tmp_path, {"content/press/shili.md": text}).faults == []
    wrong = text.replace("第23个", "第24个")
    (fault,) = room(tmp_path, {"content/press/shili.md": wrong}).faults
    line = wrong.split("\n")[fault.place.line - 1]
    assert fault.code == "W513" and line[fault.place.column - 1 :].startswith("24个")


def test_what_is_next_is_no_wrong_day_of_what_is_over(tmp_path: Path) -> None:
    """A later day than the text's own, and people who are told beside households, are held against no record."""
    bare = FILES["content/press/shili.md"]
    text = f"{bare}\n6月4日下午3点，示例协会将开展义诊。\n这一周共慰问90余人和40余户家庭。\n"
    assert room(tmp_path, {"content/press/shili.md": text}).faults == []
    (fault,) = room(tmp_path, {"content/press/shili.md": f"{bare}\n5月20日，示例协会开展义诊。\n"}).faults
    assert fault.code == "W513" and "5月20日" in fault.message


def test_only_known_names_are_asked_for() -> None:
    """The names of NAMES are those that the guide in CONTRIBUTING lists."""
    said = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in said for name in validate_press_release.NAMES)


def test_other_records_are_not_held_against_our_releases(tmp_path: Path) -> None:
    """A build of records elsewhere reads no release: they tell of the project's own."""
    project = newsrooms.write(tmp_path / "project", {})
    other = newsrooms.write(tmp_path / "other", {"events/2021/长沙市/浏阳市/0528-shili.yml": ""}) / "events"
    asked, names = newsrooms.job(project), ["newsroom", "common faults today:all"]
    with engine.answers(asked, lambda _: names, newsrooms.silent) as value:
        assert len(value["newsroom"].releases) == 1
    with engine.answers(asked._replace(records=other), lambda _: names, newsrooms.silent) as value:
        assert value["newsroom"].releases == () and value["common faults today:all"] == []


def test_a_draft_is_nobodys_business(tmp_path: Path) -> None:
    """Whatever a draft lacks of the records is not told, and it has no page."""
    draft = (
        FILES["content/press/shili.md"].replace("状态: 定稿", "状态: 草稿").replace("宣传人数", "慰问人数")
    )
    found = room(tmp_path, {"content/press/shili.md": f"{draft}\n〔待核实：示例〕\n"})
    assert found.faults == [] and found.newsroom.shown(Day("2099-01-01")) == ()


def test_sums_are_as_precise_as_the_least_precise(tmp_path: Path) -> None:
    """Two activities, one approximate, one that did not say: the sum is 余; what nobody said is not known."""
    more = FILES["events/2021/长沙市/浏阳市/0528-shili.yml"]
    files = {
        "events/2021/长沙市/浏阳市/大瑶镇/0529-a.yml": more.replace("800余", "200").replace("28 上午", "29"),
        "content/press/shili.md": FILES["content/press/shili.md"].replace(
            "[0528-shili]", "[0528-shili, 大瑶镇/0529-a]"
        ),
    }
    one = room(tmp_path, files).news["shili"]
    assert (one.known["活动数"], one.known["宣传场次"], one.known["宣传人数"]) == ("2", "2", "1000余")
    assert "慰问人数" not in one.known


def test_what_a_photo_may_not_show(tmp_path: Path) -> None:
    """Nobody who did not agree, no bare face of a child, no code for payment, nothing that is no photo."""
    for said, word, code in (
        ("说明: 示例, 同意: 无, 未成年人: 无", "\n", "E417"),
        ("说明: 示例, 同意: 有, 未成年人: 有", "\n", "E417"),
        ("说明: 收款码, 同意: 无人像, 未成年人: 无", "\n", "E291"),
        ("说明: 示例, 同意: 有, 未成年人: 无", "SVG", "E235"),
    ):
        head = FILES["content/press/shili.md"].replace("发布: ", f"照片: [{{文件: a.jpg, {said}}}]\n发布: ")
        found = room(tmp_path / said, {"content/press/shili.md": head, "content/press/a.jpg": word})
        assert {fault.code for fault in found.faults} == {code}


def test_one_or_two_people_of_a_village_are_not_told(tmp_path: Path) -> None:
    """Neither alone nor in a sum: it is 若干, or 余 with the others."""
    visit = (
        FILES["events/2021/长沙市/浏阳市/0528-shili.yml"]
        .replace("示例广场", "示例村")
        .replace("宣传: {场次: 1, 人数: 800余}", "慰问: {场次: 1, 人数: NUMBER}")
    )
    text = FILES["content/press/shili.md"].replace("宣传人数", "慰问人数")
    alone = {
        "events/2021/长沙市/浏阳市/0528-shili.yml": visit.replace("NUMBER", "2"),
        "content/press/shili.md": text,
    }
    one = room(tmp_path / "a", alone).news["shili"]
    assert one.known["慰问人数"] == "若干"
    both = alone | {
        "events/2021/长沙市/浏阳市/0529-b.yml": visit.replace("NUMBER", "30").replace("28 上午", "29"),
        "content/press/shili.md": text.replace("[0528-shili]", "[0528-shili, 0529-b]"),
    }
    one = room(tmp_path / "b", both).news["shili"]
    assert one.known["慰问人数"] == "30余"


def test_the_same_name_elsewhere_is_another_person(tmp_path: Path) -> None:
    """A roll of another city keeps nobody out of a release that has nothing to do with it."""
    roll = (
        "- {名称: 示例奖, 类型: 个人, 级别: 县级, 授予单位: 示例计生协, 名单: [{名称: 示例丁丁, "
        "同意: {同意人: 本人, 日期: 2021-05-01, 范围: [网页], 至: 2026-05-01}}]}\n"
    )
    told = {"content/press/shili.md": FILES["content/press/shili.md"] + "\n示例丁丁到场。\n"}
    there = "events/2021/湘西土家族苗族自治州/吉首市/表彰.yml"
    assert room(tmp_path / "a", told | {there: roll}).faults == []
    here = "events/2021/长沙市/浏阳市/大瑶镇/表彰.yml"
    assert [fault.code for fault in room(tmp_path / "b", told | {here: roll}).faults] == ["E420"]


def test_outlets_are_those_of_the_notice_and_say_what_is_not_known() -> None:
    from almanac.model.filings import BY_FILE, Notice, Requirements
    from almanac.parse import yaml_reader
    from almanac.views import press_outlet

    raw = (ROOT / "events" / "2021" / "通知.yml").read_bytes()
    (notice,) = yaml_reader.read("通知.yml", raw, BY_FILE["通知.yml"])[0]
    assert isinstance(notice, Notice)
    boxes = {box.name: box.mail for box in notice.mailboxes}
    assert len(boxes) == 4 and boxes["中国计生协网站"] == "cfpa@chinafpa.org.cn"
    assert press_outlet.unknown("红网", notice) == ["标题字数", "正文字数", "照片张数", "照片大小", "时效"]
    assert press_outlet.requirements("湖南省计生协网站", notice) == (Requirements(), "hnjsxwz@163.com")


def test_the_shipped_release_waits_for_its_reviewers() -> None:
    from almanac.parse import front_matter, yaml_reader

    file = "content/press/huilongcun.md"
    parts, faults = front_matter.read(file, (ROOT / file).read_bytes(), PLACES)
    assert parts and not faults
    (head,) = yaml_reader.read(file, parts.head, RELEASE)[0]
    assert (head.state, head.review, head.writers) == ("待审核", None, ())  # type: ignore[attr-defined]


def test_a_link_is_not_a_release(tmp_path: Path) -> None:
    """It is told as what it is, and nothing is read through it."""
    root = newsrooms.write(tmp_path, {})
    (root / "content/press/lianjie.md").symlink_to("/dev/zero")
    told = [
        fault for fault in newsrooms.room(root).newsroom.faults if fault.place.file.endswith("lianjie.md")
    ]
    assert [(fault.code, "是链接" in fault.message) for fault in told] == [("E410", True)]
