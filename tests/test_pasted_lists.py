"""Awards, pieces and tallies by the doors that had only activities: questions, and a pasted text."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_filing import filed, run
from workbooks import records

WHO = ("--who", "长沙市/浏阳市")
SUMMARY = "活动总结：截至6月10日，全市共开展宣传活动8场次，参加人数2600人次；慰问计生困难家庭35户；发放宣传资料5000份。\n"
PIECES = (
    "报道情况：\n1. 《示例义诊进社区》 红网 2021年5月28日 https://example.org/a.html\n"
    "2. 5月29日，浏阳电视台播出《示例侧记》；\n3、总共两篇\n"
)
HONOURS = (
    "浏阳市计生协关于表彰的决定（浏计协〔2021〕3号）。决定表彰先进集体10个、优秀会员20名，"
    "授予示例镇等15户家庭“健康幸福家庭”称号。300人参加大会，每户奖励200元。\n"
)


@pytest.mark.whole
def test_a_summary_is_a_tally_and_said_to_be_one(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    code, said = run(root, "draft", "-", *WHO, "--look", sent=SUMMARY.encode())
    assert code == 0 and "--kind 汇总" in said
    code, said = run(root, "draft", "-", *WHO, "--kind", "汇总", "--look", sent=SUMMARY.encode())
    assert code == 0 and "截至: 2021-06-10\n  宣传: {场次: 8, 人数: 2600}\n  慰问: {户数: 35}" in said
    code, said = run(root, "draft", "-", *WHO, "--kind", "汇总", sent=SUMMARY.encode())
    assert code == 1 and "缺少“级别”" in said and filed(root) == {}


@pytest.mark.whole
def test_a_list_of_pieces_goes_into_the_file_of_pieces(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    code, said = run(root, "draft", "-", *WHO, "--kind", "媒体", "--look", sent=PIECES.encode())
    assert code == 0 and "读出 2 条媒体" in said
    assert "媒体: 浏阳电视台\n  形式: 音视频\n  标题: 示例侧记\n  日期: 2021-05-29" in said
    first = PIECES.split("2.")[0]
    code, said = run(root, "draft", "-", *WHO, "--kind", "媒体", sent=first.encode())
    assert code == 0, said
    ((path, text),) = filed(root).items()
    assert path == "2021/长沙市/浏阳市/媒体.yml" and "网址: https://example.org/a.html" in text


def test_honours_are_read_with_their_numbers_and_nothing_else_is(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    code, said = run(root, "draft", "-", *WHO, "--kind", "表彰", "--look", sent=HONOURS.encode())
    assert code == 0 and "读出 3 条表彰" in said and "文号: 浏计协〔2021〕3号" in said
    for words in ("先进集体", "优秀会员", "健康幸福家庭"):
        assert f"- 名称: {words}\n" in said
    assert "300" not in said and "200" not in said
    code, said = run(
        root, "draft", "-", *WHO, "--kind", "表彰", "--look", sent="今天开会，来了10个人。".encode()
    )
    assert code == 1 and "没有读出表彰" in said


@pytest.mark.whole
def test_awards_and_tallies_are_asked_for_and_added_to_their_lists(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    typed = "示例先进\n\n县级\n浏阳市计生协\n\n\n5月29日\n3\n个\n\n\n"
    for number in (1, 2):
        said_ = typed.replace("示例先进", f"示例先进{number}").encode()
        code, said = run(root, "new", WHO[1], "--kind", "表彰", sent=said_)
        assert code == 0, said
    text = filed(root)["2021/长沙市/浏阳市/表彰.yml"]
    assert text.count("- 名称: 示例先进") == 2 and "日期: 2021-05-29" in text
    typed = "村居社区\n5月30日\n3\n12\n百余人\n\n\n8户\n\n\n\n"
    code, said = run(root, "new", WHO[1], "--kind", "汇总", sent=typed.encode())
    assert code == 0 and "宣传: {场次: 12, 人数: 100余}" in filed(root)["2021/长沙市/浏阳市/汇总.yml"]
    code, said = run(root, "new", WHO[1], "--kind", "媒体", sent=b"")
    assert code == 2 and "media add" in said
