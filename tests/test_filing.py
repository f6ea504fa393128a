"""The commands for filing without git, as their users meet them: template, import, new, again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from almanac.cli import sent_files
from guard import LIMIT
from small import PROJECT
from workbooks import DAY, book, good, records, sheet

BUILD = [sys.executable, "-P", "-X", "utf8", "-X", "almanac", str(PROJECT / "build.py")]
RECORD = (
    "名称: 示例义诊\n类别: [家庭健康促进]\n状态: 已举办\n开始: 2021-05-29 上午\n成效: {宣传: {人数: 800余}}\n"
)


def run(root: Path, *arguments: object, sent: bytes = b"", today: str = DAY) -> tuple[int, str]:
    """Call build.py in a process of its own, in the folder above the records."""
    command = [*BUILD, *map(str, arguments), "--records", str(root), "--today", today]
    done = subprocess.run(
        command, input=sent, capture_output=True, cwd=root.parent, check=False, timeout=LIMIT
    )
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return records(tmp_path / "events")


def filed(root: Path) -> dict[str, str]:
    """Every record but the notices."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*.yml"))
        if path.name != "通知.yml"
    }


def test_a_template_is_filled_in_sent_and_comes_back_empty_of_faults(root: Path) -> None:
    code, said = run(root, "template", "长沙市/浏阳市", "--kind", "活动", "--kind", "汇总")
    assert code == 0 and "浏阳市2021年5·29填报表.xlsx" in said
    assert (root.parent / "浏阳市2021年5·29填报表.xlsx").stat().st_size < 200_000
    code, said = run(root, "import", "浏阳市2021年5·29填报表.xlsx")
    assert code == 0 and "没有可收的" in said and filed(root) == {}


def test_bad_rows_go_back_and_good_ones_are_filed(root: Path) -> None:
    (root.parent / "送来.xlsx").write_bytes(book(("五二九", sheet([good(), {**good(2), "状态": "己举办"}]))))
    code, said = run(root, "import", "送来.xlsx", "--look")
    assert code == 1 and filed(root) == {} and "没有写记录" in said
    code, said = run(root, "import", "送来.xlsx")
    assert (
        code == 1
        and "送来.xlsx〔五二九〕E3: E104 “状态”不能写“己举办”；是不是“已举办”？例：状态: 已举办" in said
    )
    assert "共 1 个文件：新收 1 条，有错没有收 1 条。" in said
    assert list(filed(root)) == ["2021/长沙市/浏阳市/大瑶镇/0529-示例义诊1.yml"]
    assert (root.parent / "送来-核对.xlsx").is_file()
    code, said = run(root, "import", "送来-核对.xlsx")
    assert code == 1 and "原来就有 1 条，有错没有收 1 条" in said


def test_what_went_back_untouched_is_no_sending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_files, "_RETURNED", tmp_path / ".build/returned.txt")
    folder = tmp_path / "收件"
    first = sent_files.save(b"1", "甲-核对.xlsx", str(tmp_path), folder)
    assert sent_files.sent(str(folder)) == []
    assert sent_files.save(b"2", "甲-核对.xlsx", str(tmp_path), folder) == first
    first.write_bytes(b"3")
    assert sent_files.save(b"4", "甲-核对.xlsx", str(tmp_path), folder).name == "甲-核对2.xlsx"
    assert sent_files.sent(str(folder)) == [("甲-核对.xlsx", b"3")]


@pytest.mark.whole
def test_what_went_back_is_taken_when_something_was_put_right_in_it(root: Path) -> None:
    """The filer mends the red cells where they are, in the checked workbook, and hands in that very file."""
    inbox = root.parent / "收件"
    inbox.mkdir()
    (inbox / "大瑶.xlsx").write_bytes(book(("活动", sheet([{**good(), "状态": "己举办"}]))))
    for _ in range(2):  # what went back untouched is not taken
        code, said = run(root, "import", "收件")
        assert code == 1 and said.rstrip().splitlines()[-1] == "共 1 个文件：有错没有收 1 条。"
    mended = book(("活动", sheet([good()])))
    (inbox / "大瑶-核对.xlsx").write_bytes(mended)
    code, said = run(root, "import", "收件")
    assert code == 1 and "共 2 个文件：新收 1 条，有错没有收 1 条。" in said, said
    assert list(filed(root)) == ["2021/长沙市/浏阳市/大瑶镇/0529-示例义诊1.yml"]
    assert (inbox / "大瑶-核对.xlsx").read_bytes() == mended, "nothing is written over it"
    (inbox / "大瑶.xlsx").unlink()
    code, said = run(root, "import", "收件")
    assert code == 0 and "共 1 个文件：原来就有 1 条。" in said


def test_a_folder_of_all_sorts_is_taken_with_one_summary(root: Path) -> None:
    inbox = root.parent / "收件"
    for path, raw in {
        "大瑶.xlsx": book(("活动", sheet([good()]))),
        "长沙市/浏阳市/0529-示例.yml": RECORD.encode(),
        "长沙市/浏阳市/0530-示例.yml": RECORD.replace("已举办", "办了").encode(),
        "微信/转来的.yml": f"# 2021/长沙市/宁乡市/0529-转来.yml\n{RECORD}".encode(),
        "微信/不知道谁的.yml": RECORD.encode(),
        "微信/照片.jpg": b"\xff\xd8",
        "坏的.xlsx": b"PK\x03\x04broken",
        ".DS_Store": b"",
    }.items():
        (inbox / path).parent.mkdir(parents=True, exist_ok=True)
        (inbox / path).write_bytes(raw)
    code, said = run(root, "import", "收件", "--to", "退回")
    assert code == 1
    assert said.rstrip().splitlines()[-1] == "共 7 个文件：新收 3 条，有错没有收 3 条，别的文件 1 个没有收。"
    assert list(filed(root)) == [
        "2021/长沙市/宁乡市/0529-转来.yml",
        "2021/长沙市/浏阳市/0529-示例.yml",
        "2021/长沙市/浏阳市/大瑶镇/0529-示例义诊1.yml",
    ]
    assert filed(root)["2021/长沙市/浏阳市/0529-示例.yml"] == f"{RECORD}受理: {DAY}\n"
    assert "新收，2021/长沙市/浏阳市/0529-示例.yml。备案号 2021-430181-0529-" in said
    assert f"，{DAY} 受理" in (root.parent / "退回/回执.txt").read_text(encoding="utf-8-sig")
    assert sorted(path.name for path in (root.parent / "退回").iterdir()) == ["回执.txt", "大瑶-核对.xlsx"]


@pytest.mark.whole
def test_standard_input_takes_a_record_or_a_workbook(root: Path) -> None:
    code, said = run(root, "import", "-", "--who", "长沙市/浏阳市", sent=RECORD.encode())
    assert code == 0 and list(filed(root)) == ["2021/长沙市/浏阳市/0529-示例义诊.yml"], said
    code, said = run(root, "import", "-", "--who", "长沙市/浏阳市", sent="媒体: 红网\n形式: 文字\n".encode())
    assert code == 0 and "2021/长沙市/浏阳市/媒体.yml" in filed(root)
    code, said = run(root, "import", "-", sent=book(("活动", sheet([good()]))))
    assert code == 0 and "新收 1 条" in said and (root.parent / "送来的表-核对.xlsx").is_file()
    code, said = run(root, "import", "-", sent=RECORD.encode())
    assert code == 1 and "--who" in said


@pytest.mark.whole
def test_a_record_that_differs_replaces_another_only_when_asked(root: Path) -> None:
    run(root, "import", "-", "--who", "长沙市/浏阳市", sent=RECORD.encode())
    other = RECORD.replace("800余", "900余").encode()
    code, said = run(root, "import", "-", "--who", "长沙市/浏阳市", sent=other)
    assert code == 1 and "E088" in said and "800余" in filed(root)["2021/长沙市/浏阳市/0529-示例义诊.yml"]
    code, said = run(root, "import", "-", "--who", "长沙市/浏阳市", "--replace", sent=other)
    assert (
        code == 0 and "更正 1 条" in said and "900余" in filed(root)["2021/长沙市/浏阳市/0529-示例义诊.yml"]
    )


@pytest.mark.whole
def test_a_record_cannot_be_sent_out_of_its_place(root: Path) -> None:
    for head in (
        "# ../../../../x.yml",
        "# 2021/../长沙市/x.yml",
        "# /etc/x.yml",
        "# 2021/通知.yml",
        "# 通知.yml",
    ):
        run(root, "import", "-", "--who", "长沙市/浏阳市", sent=f"{head}\n{RECORD}".encode())
    assert all(path.startswith("2021/长沙市/浏阳市/") for path in filed(root))
    code, said = run(
        root, "import", "-", "--who", "长沙市/浏阳市", sent=f"# 长沙市/宁乡市/x.yml\n{RECORD}".encode()
    )
    assert code == 1 and "不在“浏阳市计生协”里面" in said
    assert (root / "2021" / "通知.yml").read_bytes() == (PROJECT / "events/2021/通知.yml").read_bytes()


def test_new_asks_again_until_an_answer_will_do(root: Path) -> None:
    answers = ["浏阳", "示例义诊", "9", "3、1", "2", "某日", "5月29日上午8点半", "", "示例广场", "义诊，健康讲座", "", "", "1", "几十人", "200余人",
               "", "", "", ""]  # fmt: skip
    code, said = run(root, "new", sent="\n".join(answers).encode() + b"\n")
    assert code == 0, said
    assert "通知里没有“9”这一类" in said and "“某日”不是能读懂的时间" in said and "读作：200余" in said
    assert filed(root) == {
        "2021/长沙市/浏阳市/0529-示例义诊.yml": (
            "名称: 示例义诊\n类别: [家庭健康促进, 群众性主题宣传]\n形式: [义诊, 健康讲座]\n状态: 已举办\n开始: 2021-05-29 08:30\n"
            "地点: 示例广场\n成效: {宣传: {场次: 1, 人数: 200余}}\n"
        )
    }


def test_new_that_is_broken_off_leaves_nothing(root: Path) -> None:
    code, said = run(root, "new", "长沙市/浏阳市", sent="示例义诊\n3\n".encode())
    assert code != 0 and filed(root) == {} and "Traceback" not in said


@pytest.mark.whole
def test_again_makes_a_plan_of_last_years_activity(root: Path) -> None:
    last = root / "2020" / "长沙市" / "浏阳市"
    last.mkdir(parents=True)
    (root / "2020" / "通知.yml").write_text("届次: 22\n沿用: '2021'\n", encoding="utf-8")
    (last / "0528-义诊.yml").write_text(
        RECORD.replace("2021-05-29", "2020-05-28").replace("示例义诊", "第22个会员活动日示例义诊"),
        encoding="utf-8",
    )
    code, said = run(root, "again", "2020/长沙市/浏阳市/0528-义诊.yml")
    assert code == 0 and "名称改成了今年的：第23个会员活动日示例义诊" in said
    assert filed(root)["2021/长沙市/浏阳市/义诊.yml"] == (
        "名称: 第23个会员活动日示例义诊\n类别: [家庭健康促进]\n状态: 计划\n开始: 待定\n时间说明: 日期待定（去年是5月28日上午）\n"
    )
    code, said = run(root, "again", "2020/长沙市/浏阳市/0528-义诊.yml")
    assert code == 1 and "没有动它" in said
    code, said = run(root, "again", "2020/长沙市/浏阳市/0528-义诊.yml", "--start", "6月28日上午")
    assert code == 0 and "开始: 2021-06-28 上午" in filed(root)["2021/长沙市/浏阳市/0628-义诊.yml"]
    code, said = run(root, "again", "2020/长沙市/浏阳市/0528-义诊.yml", "--start", "5.20-5.22")
    assert (
        "开始: 2021-05-20\n地点" not in said
        and "结束: 2021-05-22\n" in filed(root)["2021/长沙市/浏阳市/0520-义诊.yml"]
    )
    assert run(root, "again", "2020/长沙市/浏阳市/没有.yml")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "没有.xlsx"),
        ("template", "长沙市/没有县"),
        ("template", "--kind", "没有"),
        ("import", "-", "--who", "浏阳"),
    ],
)
def test_a_wrong_call_is_said_in_chinese(root: Path, arguments: tuple[str, ...]) -> None:
    code, said = run(root, *arguments)
    assert code == 2 and "没有" in said and "Traceback" not in said


@pytest.mark.whole
def test_a_correction_from_the_form_is_no_new_record(root: Path) -> None:
    """Of what is not filed here nothing can be put right; what is filed is, once somebody says yes."""
    sent = "# 更正 2021-430181-0529-shili\n地点: 示例村部\n".encode()
    code, said = run(root, "import", "-", "--who", "长沙市/浏阳市", sent=sent)
    assert code == 1 and "没有编号是 2021-430181-0529-shili 的活动" in said and filed(root) == {}
    path = root / "2021" / "长沙市" / "浏阳市" / "0529-shili.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RECORD, encoding="utf-8")
    code, said = run(root, "import", "-", sent=sent)
    assert code == 1 and "还没有收" in said and path.read_text(encoding="utf-8") == RECORD
    code, said = run(root, "import", "-", "--say", "更正=是", sent=sent)
    assert code == 0 and "→ 示例村部" in said and "示例村部" in path.read_text(encoding="utf-8")


@pytest.mark.whole
def test_a_record_saved_as_a_text_file_is_taken_and_a_letter_is_told_where_to_go(root: Path) -> None:
    """What WeChat's words become in Notepad: with its mark, in its old encoding, as .txt; a notice is no record."""
    inbox = root.parent / "收件"
    inbox.mkdir()
    head = "# 2021/长沙市/浏阳市/大瑶镇/0529-示例义诊.yml\r\n"
    (inbox / "一.txt").write_bytes((head + RECORD).encode("utf-8-sig"))
    (inbox / "二.txt").write_bytes(
        (head.replace("0529-示例义诊", "0530-示例讲座") + RECORD.replace("义诊", "讲座")).encode("gb18030")
    )
    (inbox / "三.txt").write_bytes("各位居民：5月29日上午在村部义诊，欢迎大家。".encode())
    code, said = run(root, "import", "收件")
    assert code == 0 and "新收 2 条" in said, said
    assert "三.txt：是一段文字，不是记录，没有收；请用 python build.py draft 三.txt 读它" in said
    folder = "2021/长沙市/浏阳市/大瑶镇"
    assert list(filed(root)) == [f"{folder}/0529-示例义诊.yml", f"{folder}/0530-示例讲座.yml"]
    code, said = run(root, "import", "-", sent="今天下午开会".encode())
    assert code == 1 and "请用 python build.py draft - 读它" in said, "nothing came in"
