"""What is copied out of WeChat comes in as it is: records among nicknames and small talk, many at once, and a receipt for each filer."""

from __future__ import annotations

from pathlib import Path

import pytest
import workbooks
from almanac.intake import inbox, pasted, receipts
from small import FULL

RECORD = """# 2021/长沙市/浏阳市/大瑶镇/0528-示例义诊.yml
名称: 示例义诊
类别: [家庭健康促进]
状态: 已举办
开始: 2021-05-28 上午
地点: 示例广场
成效: {宣传: {场次: 1, 人数: 300余}}
"""
OTHER = (
    RECORD.replace("大瑶镇/0528-示例义诊", "金刚镇/0529-示例讲座")
    .replace("示例义诊", "示例讲座")
    .replace("2021-05-28 上午", "2021-05-29")
)
FIRST, SECOND = "2021/长沙市/浏阳市/大瑶镇/0528-示例义诊.yml", "2021/长沙市/浏阳市/金刚镇/0529-示例讲座.yml"


def _box(root: Path) -> inbox.Inbox:
    return inbox.Inbox(workbooks.context(workbooks.records(root), day="2021-07-01"), False, True)


def _filed(box: inbox.Inbox) -> list[str]:
    root = box.context.root
    return sorted(
        path.relative_to(root).as_posix() for path in root.rglob("*.yml") if path.name != "通知.yml"
    )


def _indented(mark: str) -> str:
    return "".join(f"{mark}{line}\n" for line in RECORD.splitlines())


PASTES = {
    "昵称和时间": "示例甲 5月30日 10:21\n" + RECORD,
    "两条消息": f"示例甲 2021/5/30 10:21\n{RECORD}\n示例乙 2021/5/30 11:02\n{OTHER}",
    "全角冒号": RECORD.replace(": ", "：").replace("：[", "： [").replace("1, ", "1，"),
    "不换行空格": RECORD.replace(": ", ":\u00a0"),
    "引用": _indented("> "),
    "连成一行": " ".join(RECORD.split("\n")),
    "闲话": f"收到，在下面\n{RECORD}辛苦了🙏\n示例丙：好的\n{OTHER}",
    "弯引号": RECORD.replace("300余", "“300余”"),
    "记事本": "\ufeff" + RECORD.replace("\n", "\r\n"),
    "合并转发": f"—————  2021-05-30  —————\n\n示例甲 10:21\n\n{RECORD}\n\n示例乙 10:40\n\n{OTHER}",
    "接龙": f"#接龙\n5·29活动\n\n1. 示例甲\n{RECORD}2. 示例乙\n{OTHER}",
    "序号后面": f"#接龙\n1. {RECORD}2. 示例乙：{OTHER}",
    "昵称后面": f"示例甲：{RECORD}",
    "横线": f"----------\n\n{RECORD}\n\n----------\n",
    "前面没有地址": RECORD.partition("\n")[2],
}  # fmt: skip


@pytest.mark.parametrize("name", PASTES)
def test_a_paste_is_filed_as_if_it_were_typed(name: str, tmp_path: Path) -> None:
    box = _box(tmp_path / "events")
    told = box.put("", PASTES[name].encode())
    wanted = [FIRST, SECOND] if "示例讲座" in PASTES[name] else [FIRST]
    if name == "前面没有地址":
        wanted = ["2021/长沙市/浏阳市/0528-示例义诊.yml"]
    assert _filed(box) == wanted, told.words
    text = (box.context.root / wanted[0]).read_text(encoding="utf-8")
    assert text.partition("名称")[2] == f"{RECORD}受理: {box.context.today.iso}\n".partition("名称")[2]


def test_what_is_no_record_is_skipped_and_said(tmp_path: Path) -> None:
    told = _box(tmp_path / "events").put("", PASTES["闲话"].encode())
    assert "标准输入：跳过了 3 行，不是记录（昵称、时间、闲话）。" in told.words


def test_small_talk_ends_a_record_and_adds_nothing_to_it(tmp_path: Path) -> None:
    box = _box(tmp_path / "events")
    box.put("", f"{RECORD}示例乙 10:40\n联合: [长沙市/浏阳市/金刚镇]\n".encode())
    assert "联合" not in (box.context.root / FIRST).read_text(encoding="utf-8")


def test_prose_keeps_every_sign(tmp_path: Path) -> None:
    """In 简介 a colon after a word that is a key too, or a quotation mark, is the writer's own."""
    box = _box(tmp_path / "events")
    box.put("", (RECORD + "简介: |\n  地点：示例广场\n  主题：“5·29”\n").encode())
    assert "  地点：示例广场\n  主题：“5·29”\n" in (box.context.root / FIRST).read_text(encoding="utf-8")


def test_the_last_copy_supersedes_earlier_ones(tmp_path: Path) -> None:
    box = _box(tmp_path / "events")
    told = box.put(
        "", f"#接龙\n1. 示例甲\n{RECORD}#接龙\n1. 示例甲\n{RECORD.replace('300余', '350')}".encode()
    )
    assert "人数: 350" in (box.context.root / FIRST).read_text(encoding="utf-8")
    assert any("贴了不止一份，收的是最后一份" in line for line in told.words)


def test_a_chain_without_records_is_told_what_to_do(tmp_path: Path) -> None:
    told = _box(tmp_path / "events").put(
        "", "#接龙\n今天的活动\n\n1. 示例甲 义诊30人\n2. 示例乙 讲座20人\n".encode()
    )
    assert "是接龙，里面没有记录" in told.words[0]


@pytest.mark.parametrize("name", ["记录.yml.txt", "汇总(1).yml", "汇总（2）.yml", "汇总 - 副本.yml"])
def test_names_that_phones_and_systems_give(name: str, tmp_path: Path) -> None:
    tally = (
        "级别: 村居社区\n截至: 2021-06-20\n宣传: {场次: 5, 人数: 300}\n"
        if "汇总" in name
        else RECORD.partition("\n")[2]
    )
    box = _box(tmp_path / "events")
    box.put(f"长沙市/浏阳市/大瑶镇/{name}", tally.encode())
    assert _filed(box) == [f"2021/长沙市/浏阳市/大瑶镇/{'汇总' if '汇总' in name else '记录'}.yml"]


def test_thirty_villages_in_one_paste_are_one_summary_and_a_receipt_each(tmp_path: Path) -> None:
    villages = [unit.code for unit in FULL.within("430181") if unit.slug == "village"][:30]
    texts = []
    for number, code in enumerate(villages):
        record = RECORD.replace("长沙市/浏阳市/大瑶镇", FULL.path(code)).replace("300余", str(30 + number))
        texts.append(f"示例{number} 10:{number:02}\n{record}\n")
    texts[7] = texts[7].replace("状态: 已举办", "状态: 办了")
    box = _box(tmp_path / "events")
    box.put("", "\n".join(texts).encode())
    assert box.summary() == "共 1 个文件：新收 29 条，有错没有收 1 条。"
    said = receipts.text(box.received, FULL, "2021-07-01")
    assert said.count("7月1日回执") == 30 and said.count("：新收。") == 29
    assert said.count("没有收，要改 1 处，改好再发一次：") == 1 and "备案号 2021-430181" in said


def test_a_fault_stands_at_its_line_of_the_paste(tmp_path: Path) -> None:
    told = _box(tmp_path / "events").put("", f"示例甲 10:21\n\n{RECORD.replace('已举办', '办了')}".encode())
    assert any(line.startswith("标准输入:6:") for line in told.words), told.words


def test_a_receipt_says_what_was_changed_in_reading(tmp_path: Path) -> None:
    box = _box(tmp_path / "events")
    box.put("", PASTES["全角冒号"].encode())
    assert "读的时候改了：全角冒号改半角、全角逗号改半角。" in receipts.text(box.received, FULL, "2021-07-01")


def test_a_correction_of_the_site_is_no_paste() -> None:
    assert pasted.read("# 更正 2021-430181-0528-x\n地点: 示例广场\n").messages == []


def test_of_a_record_whose_association_nobody_knows_its_line_is_told(tmp_path: Path) -> None:
    context = workbooks.context(workbooks.records(tmp_path / "events"), base="43")._replace(base="")
    box = inbox.Inbox(context, False, True)
    told = box.put("", f"{RECORD}收到\n示例乙\n{RECORD.partition(chr(10))[2]}".encode())
    assert any("标准输入第 10 行起的那条：不知道是哪个协会的" in line for line in told.words), told.words


def test_a_line_with_another_word_for_a_field_is_of_the_record_and_the_word_is_told(tmp_path: Path) -> None:
    """Whoever types a message by hand writes 时间 and 人数: it ends no record, and what is meant is said."""
    box = _box(tmp_path / "events")
    typed = "名称：示例义诊\n时间：5月28日上午\n类别：家庭健康促进\n状态：已举办\n地点：示例广场\n人数：120多人\n收到\n"
    told = "\n".join(box.put("", typed.encode()).words)
    assert "没有“时间”这一项，要写在“开始”里。例：开始: 2021-05-29 上午" in told
    assert "要写在“成效·宣传·人数”里。例：成效: {宣传: {人数: 800余}}" in told
    assert "跳过了 1 行" in told and not _filed(box), told
