"""The year of a record comes from what was sent: its first line, its days, the title of a table; never from today alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import workbooks
from almanac.excel import importer
from almanac.excel.importer import Context
from almanac.intake import inbox
from almanac.model.day import Day

RECORD = "名称: 示例义诊\n类别: [家庭健康促进]\n状态: 已举办\n开始: {}\n地点: 示例广场\n来源: [示例出处]\n"
ROWS = [
    ["名称", "类别", "状态", "开始", "地点", "来源"],
    ["示例义诊", "家庭健康促进", "已举办", "5.29", "示例广场", "示例出处"],
]


def _later(folder: Path) -> Context:
    """The campaign of 2025 is on; records of 2021 and of 2025 are there."""
    root = workbooks.records(folder)
    (root / "2025").mkdir()
    (root / "2025" / "通知.yml").write_text('届次: "27"\n沿用: "2021"\n', encoding="utf-8")
    notices = workbooks.context(root).notices
    assert set(notices) == {2021, 2025}
    return workbooks.context(root)._replace(year=2025, today=Day("2025-07-01"))


@pytest.mark.parametrize(
    ("first", "day", "year"),
    [
        ("# 2021/长沙市/浏阳市/0529-示例义诊.yml\n", "5.29上午", 2021), ("# 2025/长沙市/浏阳市/0529-示例义诊.yml\n", "5.29", 2025),
        ("", "2021-05-29", 2021), ("", "2021年5月29日", 2021), ("", "5.29", 2025),
    ],
)  # fmt: skip
def test_a_record_goes_into_the_year_that_it_says(tmp_path: Path, first: str, day: str, year: int) -> None:
    context = _later(tmp_path)
    told = inbox.Inbox(context, False, True).put("", (first + RECORD.format(day)).encode())
    path = f"{year}/长沙市/浏阳市/0529-示例义诊.yml"
    assert (context.root / path).is_file(), told.words
    assert ("放在 2021 年里" in told.words[0]) == (year == 2021)


def test_a_record_whose_days_contradict_its_first_line_is_told(tmp_path: Path) -> None:
    context = _later(tmp_path)
    raw = ("# 2021/长沙市/浏阳市/0529-示例义诊.yml\n" + RECORD.format("2025-05-29")).encode()
    told = inbox.Inbox(context, False, True).put("", raw)
    assert "有 1 处错，没有收" in told.words[0] and not (context.root / "2021" / "长沙市").exists()


def test_a_table_whose_days_all_say_one_year_is_of_it(tmp_path: Path) -> None:
    context = _later(tmp_path)
    rows = [ROWS[0], [cell if cell != "5.29" else "2021-05-29" for cell in ROWS[1]]]
    told = inbox.Inbox(context, False, True).put("活动.xlsx", workbooks.book(("活动", rows)))
    assert "写的是 2021 年，放在 2021 年里" in told.words[0]
    assert (context.root / "2021/长沙市/浏阳市/0529-示例义诊.yml").is_file()
    both = [*rows, [cell if cell != "5.29" else "2025-05-29" for cell in ROWS[1]]]
    told = inbox.Inbox(context, False, True).put("活动.xlsx", workbooks.book(("活动", both)))
    assert "E211" in "".join(told.words)


def test_a_year_without_a_notice_is_told(tmp_path: Path) -> None:
    told = inbox.Inbox(_later(tmp_path), False, True).put("", RECORD.format("2019-05-29").encode())
    assert told.words == [
        "标准输入：写的是 2019 年，这里没有 2019 年的通知，没有收；年份写错了请改第一行和日期。"
    ]


@pytest.mark.parametrize(
    ("title", "file", "year"),
    [
        ("2021年5·29会员活动日：活动", "表.xlsx", 2021), ("浏阳市5·29活动情况", "浏阳市2021年填报表.xlsx", 2021),
        ("2025年活动情况（2021年的另表）", "表.xlsx", 2025), ("填表日期：2021年6月3日", "表.xlsx", 2025), ("情况", "20210529.xlsx", 2025),
    ],
)  # fmt: skip
def test_a_table_is_of_the_year_that_its_title_or_name_says(
    tmp_path: Path, title: str, file: str, year: int
) -> None:
    taken = importer.take(workbooks.book(("活动", [[title], *ROWS])), file, _later(tmp_path))
    assert [path[:5] for path in taken.files] == [f"{year}/"], taken


@pytest.mark.parametrize(
    ("title", "file", "said"),
    [
        ("2021年活动情况", "2025年活动情况.xlsx", "几个年份：2021、2025"), ("2019年和2021年活动情况", "表.xlsx", "几个年份：2019、2021"),
        ("2019年活动情况", "表.xlsx", "没有 2019 年的通知"),
    ],
)  # fmt: skip
def test_a_table_of_a_doubtful_year_is_kept_back(tmp_path: Path, title: str, file: str, said: str) -> None:
    taken = importer.take(workbooks.book(("活动", [[title], *ROWS])), file, _later(tmp_path))
    assert (
        taken.refused and taken.refused.code == "E092" and said in taken.refused.message and not taken.files
    )
