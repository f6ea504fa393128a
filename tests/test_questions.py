"""Questions: open until the record is changed or says that it is so, answered at every door, and in the way of a seal."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

import pytest
from almanac.excel import feedback
from almanac.intake import answers
from almanac.model.diagnostics import Fault, Place, is_about_person, is_question
from almanac.model.report import report
from almanac.parse import yaml_reader
from almanac.validate import questions
from almanac.validate.limits import LIMITS
from checking import faults as faults_of
from small import FULL, TODAY, build, bytes_of
from small import FULL as REGISTER
from small import records as small_records
from test_filing import run as run_with
from test_rules import CASES, NOTICE, case
from unpacking import below, having
from workbooks import HEADS, book, context, good, records, sheet, take

RARE = "龘"
PERSON = f"慰问留守儿童张{RARE}，送上书包"
ASKED = [file for file in CASES if file.stem.startswith("Q") and "photo" not in file.stem]


def filed(root: Path, files: dict[str, str]) -> Path:
    for path, text in ({"2021/通知.yml": NOTICE} | files).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def open_in(root: Path, today: str = "2021-06-15") -> list[Fault]:
    return [fault for fault in faults_of(root, REGISTER, today) if is_question(fault)]


def reply(root: Path, fault: Fault, note: str = "照签到表核过") -> None:
    """Answer a question in its record, as the terminal does."""
    file = root / fault.place.file.removeprefix("events/")
    made = answers.answered(file.read_bytes(), fault, note)
    assert made is not None, fault
    file.write_bytes(made)


def held(number: str, more: str = "") -> str:
    return f"名称: 示例义诊\n类别: [家庭健康促进]\n状态: 已举办\n开始: 2021-05-29\n成效: {{宣传: {{人数: {number}}}}}\n{more}"


OURS = "2021/长沙市/浏阳市/0529-义诊.yml"

# ---------------------------------------------------------------- in the record


@pytest.mark.parametrize("file", ASKED, ids=lambda file: file.stem)
def test_each_question_is_answered_by_its_line_and_by_nothing_less(file: Path, tmp_path: Path) -> None:
    said = case(file.read_text(encoding="utf-8"))
    root = filed(tmp_path, said.files)
    asked = open_in(root, said.today)
    assert asked and all(fault.answer.startswith("已核: [{问题: Q") for fault in asked)
    for number in range(len(asked), 0, -1):
        now = open_in(root, said.today)
        assert len(now) == number
        reply(root, now[0])
    assert open_in(root, said.today) == []


def test_an_answer_is_to_what_stands_there_now(tmp_path: Path) -> None:
    """Another number asks anew; the old one needs no second answer; one that does not say what it answers answers nothing."""
    root = filed(tmp_path, {OURS: held("80万余")})
    (fault,) = open_in(root)
    said = held("80万余", f"{fault.answer}\n")
    for text, codes in (
        (said, []),
        (said.replace("人数: 80万余", "人数: 90万余"), ["Q214"]),
        (said.replace("人数: 80万余", "人数: 800余"), []),
        (held("80万余", "已核: [{问题: Q214, 说明: 核对过}]\n"), ["Q214"]),
        (said.replace("问题: Q214", "问题: Q215"), ["Q214"]),
    ):
        filed(tmp_path, {OURS: text})
        assert [fault.code for fault in open_in(root)] == codes, text
    filed(tmp_path, {OURS: held("80万余", "已核: [{问题: W214, 说明: 核对过}]\n")})
    assert [fault.code for fault in faults_of(root, REGISTER, TODAY)] == ["E106"]


def test_the_line_holds_the_answers_that_were_there(tmp_path: Path) -> None:
    """A record has one 已核: who copies the line over the old one loses none, and all of it is read."""
    root = filed(tmp_path, {OURS: held("80万余").replace("}}", "}, 慰问: {人数: 9万}}")})
    first, _ = open_in(root)
    reply(root, first, "按签到表，“约数”：核过")
    (second,) = open_in(root)
    assert second.answer.count("问题") == 2 and "“约数”" in second.answer
    text = (root / OURS).read_text(encoding="utf-8")
    (root / OURS).write_text(re.sub("(?m)^已核.*$", lambda _: second.answer, text), encoding="utf-8")
    assert open_in(root) == []


@pytest.mark.parametrize(
    "text",
    [
        "# 说明\n" + held("80万余") + "\n# 末尾的话\n",
        held("80万余", "简介: |\n  第一行\n\n  第二行\n"),
        held("80万余", "已核:\n  - 问题: Q402\n    值: 旧\n    说明: 早先的\n地点: 示例广场\n"),
        "- 编号: a\n  " + held("80万余").replace("\n", "\n  ").rstrip() + "\n- {编号: b, 名称: 示例, 类别: 关怀关爱, 状态: 计划, 开始: 2021-06-29}\n",
        "- {编号: b, 名称: 示例, 类别: 关怀关爱, 状态: 已举办, 开始: 2021-05-29, 成效: {慰问: {人数: 9万}}}\n",
        held("80万余").replace("\n", "\r\n"),
    ],
    ids=["comments", "block", "answered-before", "list", "flow", "windows"],
)  # fmt: skip
def test_an_answer_changes_no_other_letter(text: str, tmp_path: Path) -> None:
    root = filed(tmp_path, {OURS: text})
    (fault,) = open_in(root)
    reply(root, fault)
    assert open_in(root) == []
    now = (root / OURS).read_text(encoding="utf-8")
    for line in text.replace("\r\n", "\n").split("\n"):
        kept = "已核" in text and ("Q402" in line or "值" in line or "说明" in line or "已核" in line)
        assert kept or line.rstrip("}") in now
    assert "早先的" in now or "早先的" not in text


# ---------------------------------------------------------------- how many there are


def test_every_count_that_is_printed_is_true() -> None:
    """Questions head the report; what is not listed is counted all the same."""
    place = Place("甲.yml", 1, 1)
    asked = [Fault(place, "Q214", f"问{n}", answer="已核: […]") for n in range(700)]
    warned = [Fault(place, "W211", f"看{n}") for n in range(16_716)]
    lines = report([*warned, *asked, Fault(place, "E103", "错")], lambda _: None, 3).splitlines()
    assert lines[0].startswith("有 700 处待核（Q 开头）")
    assert [line.split()[1] for line in lines[1:8]] == ["Q214"] * 3 + ["E103"] + ["W211"] * 3
    assert lines[8:] == [
        "还有 17410 处没有列出；全部的见 python build.py check",
        "共 1 处错误，16716 处提醒，700 处待核。",
    ]


# ---------------------------------------------------------------- a text that may name somebody


@pytest.mark.whole
def test_a_text_about_a_person_is_in_no_byte_until_it_is_answered(tmp_path: Path) -> None:
    """Whatever kind of record it stands in; the rest of the record is published, and the answer is not."""
    events, site = small_records(tmp_path / "events", 30), tmp_path / "site"
    said = {
        "湘潭市/韶山市/0528-shili.yml": f"名称: 示例走访\n类别: [关怀关爱]\n状态: 已举办\n开始: 2021-05-28\n地点: 示例广场\n"
        f"简介: {PERSON}\n出席: [市计生协会长, {PERSON}]\n变更: [{{日期: 2021-05-27, 内容: {PERSON}}}]\n联合: [湘潭市/湘乡市]\n",
        "湘潭市/媒体.yml": f"- {{媒体: 红网, 形式: 文字, 标题: 示例标题一二三, 说明: {PERSON}, 活动: [韶山市/0528-shili]}}\n",
        "湘潭市/湘乡市/清单.yml": f"- {{事项: 示例事项, 结果: {PERSON}, 状态: 在办}}\n",
        "湘潭市/湘乡市/表彰.yml": f"- {{名称: 示例奖, 类型: 集体, 级别: 县级, 授予单位: 示例, 名单: [{{编号: '1', 名称: 示例, 事迹: {PERSON}}}]}}\n",
    }  # fmt: skip
    for path, text in said.items():
        (events / "2021" / path).write_text(text, encoding="utf-8")
    outcome = build(events, site)
    assert outcome.published, [f for f in outcome.faults if f.code[0] == "E"]
    assert having(below(site), f"张{RARE}") == set()
    page = (site / "e/2021-430382-0528-shili/index.html").read_text(encoding="utf-8")
    assert "示例走访" in page and "市计生协会长" in page
    for _ in range(9):
        persons = [fault for fault in faults_of(events, FULL, TODAY) if is_about_person(fault)]
        if persons:
            reply(events, persons[0], "不是姓名，示例丁丑核过")
    assert build(events, site).published
    now = having(below(site), f"张{RARE}")
    assert "e/2021-430382-0528-shili/index.html" in now
    assert not any("丁丑" in path.read_text("utf-8", "replace") for path in site.rglob("*") if path.is_file())
    build(events, tmp_path / "clean")
    assert bytes_of(site) == bytes_of(tmp_path / "clean")


# ---------------------------------------------------------------- doubles, and the graph


@pytest.mark.whole
def test_a_double_of_a_superior_is_asked_and_what_is_kept_stays_true(tmp_path: Path) -> None:
    """The county is asked when its city files the same, also where nothing of the county's has changed."""
    events, site = small_records(tmp_path / "events", 30), tmp_path / "site"
    text = (
        "名称: 示例启动仪式甲\n类别: [群众性主题宣传]\n状态: 已举办\n开始: 2021-05-27 上午\n地点: 示例剧院\n"
    )
    (events / "2021/湘潭市/韶山市/0527-a.yml").write_text(text, encoding="utf-8")

    def doubles() -> list[str]:
        outcome = build(events, site)
        build(events, tmp_path / "clean")
        assert bytes_of(site) == bytes_of(tmp_path / "clean")
        shutil.rmtree(tmp_path / "clean")
        return [f.place.file.rpartition("/2021/")[2] for f in outcome.faults if f.code == "Q295"]

    assert doubles() == []
    above = events / "2021/湘潭市/0527-b.yml"
    above.write_text(text, encoding="utf-8")
    assert doubles() == ["湘潭市/韶山市/0527-a.yml"]
    above.write_text(text.replace("27 上午", "27 下午"), encoding="utf-8")
    assert doubles() == []


# ---------------------------------------------------------------- what is signed


@pytest.mark.whole
def test_nothing_is_sealed_while_a_question_on_it_is_open(tmp_path: Path) -> None:
    events = small_records(tmp_path / "events", 30)
    file = events / "2021/湘潭市/韶山市/0529-x.yml"
    seal = ("seal", 2021, "--as-of", "2021-06-09")
    file.write_text(held("80万余"), encoding="utf-8")
    code, said = run_with(events, *seal)
    assert code == 1 and "有 1 处待核" in said and "没有封存" in said, said
    assert not (events / "2021/封存.json").exists()
    (fault,) = [fault for fault in faults_of(events, FULL, "2021-06-10") if fault.code == "Q214"]
    reply(events, fault)
    code, said = run_with(events, *seal)
    assert code == 0 and (events / "2021/封存.json").exists(), said


# ---------------------------------------------------------------- the other doors


@pytest.mark.whole
def test_the_terminal_asks_and_writes_the_answer(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    filed_at = root / OURS
    filed_at.parent.mkdir(parents=True)
    filed_at.write_text("# 说明\n" + held("80万余"), encoding="utf-8")
    check = ("check", str(filed_at), "--answer", "--today", "2021-06-15")
    code, said = run_with(root, *check, sent=b"\n")
    assert code == 0 and "答复了 0 处，还有 1 处待核" in said, said
    code, said = run_with(root, *check, sent="公安部门估计\n".encode())
    assert code == 0 and "答复了 1 处" in said, said
    value, _ = yaml_reader.parse("", filed_at.read_bytes())
    assert isinstance(value, dict)
    assert value["已核"] == [{"问题": "Q214", "值": "宣传人数 80万余", "说明": "公安部门估计"}]
    assert "待核" not in run_with(root, *check)[1].replace("还有 0 处待核", "")


def test_a_workbook_asks_at_the_cell_and_takes_the_answer(tmp_path: Path) -> None:
    """The row is taken; sent once more with the example in its column it is answered, without a word of correction."""
    root = records(tmp_path / "events")
    row = {**good(), "成效·宣传·人数": "80万余"}
    taken = take(book(("活动", sheet([row]))), root)
    (asked,) = [one for one in taken.wrong[0] if one.code == "Q214"]
    assert taken.count("新收") == 1 and asked.at == (1, HEADS.index("成效·宣传·人数"))
    assert feedback.returned(taken, "430181", context(root))
    for path, raw in taken.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    key, _, cell = asked.example.partition(": ")
    again = take(book(("活动", sheet([{**row, key: cell}], [*HEADS, key]))), root)
    assert again.count("更正") == 1 and not again.wrong[0], again.wrong
    for path, raw in again.files.items():
        (root / path).write_bytes(raw)
    assert take(book(("活动", sheet([row]))), root).count("已经有了") == 1
    assert [fault.code for fault in open_in(root)] == []


# ---------------------------------------------------------------- what nobody is asked about


def test_limits_rise_with_the_level() -> None:
    rows = [LIMITS[level] for level in sorted(LIMITS, reverse=True)]
    for lower, upper in itertools.pairwise(rows):
        assert all(one <= two for one, two in zip(lower, upper, strict=True))


def test_a_plain_record_is_asked_nothing(tmp_path: Path) -> None:
    root = filed(tmp_path, {OURS: held("800余"), OURS.replace("0529", "0528"): held("近千")})
    assert open_in(root) == [] and questions.answers_of(object()) == ()  # type: ignore[arg-type]
