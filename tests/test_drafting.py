"""A pasted notice: what is read, from which words, and how often rightly; and the command as its users meet it."""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path

import notices
import pytest
from almanac.intake import notice_extraction
from almanac.intake.notice_extraction import Draft
from almanac.model.fields import columns
from almanac.model.filings import ACTIVITY
from guard import LIMIT
from test_filing import BUILD, filed, run
from workbooks import DAY, records

RULES = notices.rules()
COPIED = ("名称", "主题", "地点", "主办", "承办", "协办", "指导", "联合", "面向", "形式", "咨询", "来源")
TEXT = (
    "关于开展示例义诊的通知\n5月29日上午8:30-11:30，浏阳市计生协在永和镇集贸市场开展示例义诊，"
    "欢迎老年人参加。\n联系人：示例三 13800000001，咨询电话0731-83600002\n"
)


@pytest.mark.parametrize(("half", "right", "found"), [("tuned", 0.97, 0.925), ("held_out", 0.96, 0.95)])
def test_what_is_read_is_right_and_what_is_said_is_read(half: str, right: float, found: float) -> None:
    """Precision and recall over all fields do not fall below what was reached."""
    samples = notices.samples(half)
    read = [(notices.pairs(notice_extraction.proposed(one.text, RULES)), one.expected) for one in samples]
    hits = sum(len(got & expected) for got, expected in read)
    assert len(samples) > 30
    assert hits / sum(len(got) for got, _ in read) >= right
    assert hits / sum(len(expected) for _, expected in read) >= found


def test_nothing_is_proposed_without_the_words_it_stands_in() -> None:
    """Of every text, whole or cut: a copied value is in its words, a day or number has its digits there."""
    texts = [one.text for half in ("tuned", "held_out") for one in notices.samples(half)]
    lot = random.Random(529)
    texts += [
        text[lot.randrange(len(text)) :] + lot.choice(texts)[: lot.randrange(200)] for text in texts * 5
    ]
    heads = {column.head for column in columns(ACTIVITY)}
    seen = 0
    for text in texts:
        for one in notice_extraction.proposed(text, RULES).proposed:
            source = _folded(text[one.start : one.end])
            assert one.field in heads and 0 <= one.start < one.end <= len(text), one
            if one.field in COPIED:
                assert str(one.value) in source, (one, source)
            elif one.field in ("开始", "结束") or "成效" in one.field:
                assert any(letter in "0123456789一二三四五六七八九十百千万初" for letter in source), (
                    one,
                    source,
                )
            seen += 1
    assert seen > 2000


def test_personal_data_is_named_and_stays_out() -> None:
    found = notice_extraction.proposed(TEXT, RULES)
    assert {one.value for one in found.personal} == {"手机号"}
    assert _nowhere(found, "13800000001")


def test_a_text_of_a_novels_length_is_read_in_part() -> None:
    for filler in "，5一":
        assert notice_extraction.proposed(filler * 30_000 + TEXT, RULES).proposed == []


# ---------------------------------------------------------------- the command


def test_a_notice_becomes_a_record_that_passes_the_checks(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    code, said = run(root, "draft", "-", "--who", "长沙市/浏阳市", sent=TEXT.encode())
    assert code == 0, said
    assert "开始：2021-05-29 08:30　← 第2行“5月29日上午8:30-11:30”" in said
    assert "个人信息，没有放进记录：" in said and "13800000001" not in said
    ((path, text),) = filed(root).items()
    assert path == "2021/长沙市/浏阳市/0529-示例义诊.yml" and "地点: 永和镇集贸市场\n" in text
    code, said = run(root, "check", path)
    assert code == 0, said


def test_a_number_in_doubt_is_shown_with_its_words_and_not_filled_in(tmp_path: Path) -> None:
    """Homes that were told something are perhaps not visited in the notice's sense; two numbers of who came may be the same people."""
    root = records(tmp_path / "events")
    text = "5月29日，大瑶镇计生协在镇广场开展宣传，参加群众300人。\n入户走访120户。讲座听课的有80人。\n"
    code, said = run(root, "draft", "-", "--look", sent=text.encode())
    assert code == 0 and "拿不准，没有填的" in said
    assert "成效·慰问·户数：120　← 第2行“120户”" in said
    assert "成效·宣传·人数：300" in said and "成效·宣传·人数：80" in said
    _, _, record = said.partition("\n\n")
    assert "人数" not in record and "户数" not in record
    day = {**RULES, "today": "2021-05-30"}
    found = notice_extraction.proposed("昨天上午，大瑶镇计生协在镇广场开展义诊。", day)
    assert ("开始", "2021-05-29 上午") in [(one.field, one.value) for one in found.proposed]
    assert "“昨天上午”是从今天（2021-05-30）算的" in found.notes[0]


HELD = (
    "大瑶镇计生协开展“示例进家”活动\n"
    "5月28日上午9点，大瑶镇计生协在大瑶镇文化广场开展义诊，参加群众300人。走访慰问计生困难家庭12户。\n"
)


def test_without_anybody_to_ask_no_number_of_the_statistics_is_written(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    code, said = run(root, "draft", "-", "--who", "长沙市/浏阳市/大瑶镇", sent=HELD.encode())
    assert code == 0 and "没有人核对，没有写进记录：成效·宣传·人数 300、成效·慰问·户数 12、" in said, said
    ((_, text),) = filed(root).items()
    assert "示例进家" in text and "成效" not in text


@pytest.mark.whole
@pytest.mark.skipif(os.name == "nt", reason="a terminal of its own is opened")
def test_who_is_asked_takes_a_number_puts_it_right_or_leaves_it_out(tmp_path: Path) -> None:
    """At a terminal the return key takes 300, another number stands instead of 12, a stroke leaves a number out."""
    (tmp_path / "通知.txt").write_text(HELD, encoding="utf-8")
    for answers, wanted in (
        ("\n11\n", "成效: {宣传: {人数: 300}, 慰问: {户数: 11, "),
        ("-\n很多\n\n", "成效: {慰问: {户数: 12, "),
    ):
        root = records(tmp_path / answers.strip() / "events")
        said = at_a_terminal(
            root, "draft", tmp_path / "通知.txt", "--who", "长沙市/浏阳市/大瑶镇", typed=answers + "\n" * 9
        )
        assert "原文“参加群众300人”" in said or "原文“300人”" in said, said
        ((_, text),) = filed(root).items()
        assert wanted in text, text


def at_a_terminal(root: Path, *arguments: object, typed: str) -> str:
    """What build.py says to somebody at a terminal who types this."""
    import pty

    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    command = [*BUILD, *map(str, arguments), "--records", str(root), "--today", DAY]
    done = subprocess.run(
        command, stdin=theirs, capture_output=True, cwd=root.parent, check=False, timeout=LIMIT
    )
    for one in (ours, theirs):
        os.close(one)
    return (done.stdout + done.stderr).decode()


def test_looking_writes_nothing_and_needs_no_association(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    (tmp_path / "通知.txt").write_bytes(TEXT.encode("gb18030"))
    code, said = run(root, "draft", "通知.txt", "--look")
    assert code == 0 and "名称: 示例义诊" in said and filed(root) == {}
    code, said = run(root, "draft", "通知.txt")
    assert code == 2 and "请加 --who" in said and filed(root) == {}


@pytest.mark.whole
def test_what_the_notice_lacks_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    root = records(tmp_path / "events")
    code, said = run(
        root, "draft", "-", "--who", "长沙市/浏阳市", sent="昨天，我们在村部开展了义诊，来了80多人。".encode()
    )
    assert code == 1 and "原文没有说：" in said and "没有写下来" in said and filed(root) == {}
    code, said = run(root, "draft", "-", sent="今天天气不错".encode())
    assert code == 1 and "没有看到说的是哪一场活动" in said and filed(root) == {}
    code, said = run(root, "draft", "-", sent=b"PK\x03\x04\x00\x00")
    assert code == 2 and "不是文字文件" in said
    code, said = run(root, "draft", "-", sent=b"")
    assert code == 2 and "没有贴进来文字" in said
    code, said = run(root, "draft", "没有.txt")
    assert code == 2 and "没有这个文件" in said


def _folded(text: str) -> str:
    return "".join(RULES["letters"].get(letter, letter) for letter in text if letter not in RULES["unseen"])


def _nowhere(found: Draft, word: str) -> bool:
    return all(word not in str(one.value) for one in found.proposed)


def test_two_places_said_alike_are_both_shown_and_neither_is_filled_in() -> None:
    """What is shown to be chosen is not told to be missing."""
    found = notice_extraction.proposed(
        "5月28日，镇计生协在天和小区开展宣传，在文化广场开展宣传。", {**RULES, "today": "2021-05-29"}
    )
    assert [one.value for one in found.asked if one.field == "地点"] == ["天和小区", "文化广场"], found
    assert "地点" not in {*found.missing, *(one.field for one in found.proposed)}
