"""Reading: what a file says comes out letter for letter, or a fault says why not; no bytes make it raise or hang."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from almanac.model.diagnostics import Fault, is_error
from almanac.model.filings import ACTIVITY, KINDS, Kind, Record
from almanac.parse import encoding, garbled, yaml_errors, yaml_lint, yaml_reader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError
from small import FULL

GOOD = """\
名称: 示例义诊
类别: [家庭健康促进, 群众性主题宣传]
状态: 已举办
# 说明单独写一行
开始: 2021-05-29 08:30
地点: 天和广场
简介: |
  上午，示例协会开展义诊：①测血压；②测血糖。
  # 这一行是文字
成效:
  宣传: {场次: 1, 人数: 800余}
  其他:
    - {项目: 宣传资料, 数量: 800余, 单位: 份}
来源: [https://www.example.org/a?b=1&c=2#d]
"""
CALLS, CALLS_PER_BYTE = 20_000, 80  # the work that a text may bring grows with its length, no faster
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def parsed(text: str) -> tuple[Any, list[str]]:
    value, faults = yaml_reader.parse("甲.yml", text.encode())
    return value, [fault.code for fault in faults]


def spot(text: str, kind: Kind = ACTIVITY) -> list[tuple[int, int, str]]:
    """Line, column and code of each fault."""
    _, faults = yaml_reader.read("甲.yml", text.encode(), kind)
    return [(fault.place.line, fault.place.column, fault.code) for fault in faults]


# ---------------------------------------------------------------- what is right


def test_every_scalar_is_text() -> None:
    value, codes = parsed("a: no\nb: 12:30\nc: 2021-05-29\nd: 1e3\ne: yes\nf: 'x'\ng: 0o7\nh: [yes, on]\n")
    assert codes == []
    assert value == {"a": "no", "b": "12:30", "c": "2021-05-29", "d": "1e3", "e": "yes", "f": "x", "g": "0o7",
                     "h": ["yes", "on"]}  # fmt: skip


def test_a_good_record_is_left_alone() -> None:
    value, faults = yaml_reader.parse("甲.yml", GOOD.encode())
    assert faults == [] and isinstance(value, dict)
    assert value["成效"] == {
        "宣传": {"场次": "1", "人数": "800余"},
        "其他": [{"项目": "宣传资料", "数量": "800余", "单位": "份"}],
    }
    assert value["来源"] == ["https://www.example.org/a?b=1&c=2#d"]
    assert value["简介"] == "上午，示例协会开展义诊：①测血压；②测血糖。\n# 这一行是文字\n"
    records, faults = yaml_reader.read("甲.yml", GOOD.encode(), ACTIVITY)
    assert len(records) == 1 and faults == []


def test_both_line_ends_do() -> None:
    assert yaml_reader.parse("甲.yml", GOOD.encode().replace(b"\n", b"\r\n")) == yaml_reader.parse(
        "甲.yml", GOOD.encode()
    )


def test_a_first_line_of_three_dashes_does() -> None:
    assert parsed("---\n" + GOOD) == parsed(GOOD)


@pytest.mark.parametrize(
    "line",
    [
        "地点: “天和”广场（东门）·一楼",
        "地点: 天和广场 100㎡，25℃",
        "地点: 天和广场#3号门",
        "简介: 主题：学党史 办实事",
        '简介: "a: b # c"',
        "简介: '值: #529'",
        "简介: 测血压😀",
        "简介: Café",
        "简介: 𠮷野家",
        "协办: [〇一二三医院, 示例&协会]",
        "主题: 5·29，我们在行动！",
        "简介: |\n  　　段首两个全角空格。\n\n  第二段。",
        "来源: [https://mp.weixin.qq.com/s?__biz=Mz&mid=26&idx=1&sn=ab#rd]",
    ],
)
def test_what_people_write_is_no_mistake(line: str) -> None:
    assert parsed(f"名称: 示例\n{line}\n")[1] == []


# ---------------------------------------------------------------- several mistakes at once


def test_all_mistakes_are_told_at_once() -> None:
    text = "名称：示例义诊\n类别: [家庭健康促进]\n状态: 已举办\n状态: 取消\n开始: ２０２１-05-29\n地点: 市民广场 #3号门\n形式:\n"
    assert spot(text) == [(1, 3, "E012"), (4, 1, "E029"), (5, 5, "E037"), (6, 10, "E032"), (7, 4, "E031")]


def test_places_in_a_line_with_a_mended_colon_are_those_of_the_file() -> None:
    assert spot("名称：示例 #a\n状态：已举办 #b\n") == [
        (1, 3, "E012"),
        (1, 7, "E032"),
        (2, 3, "E012"),
        (2, 8, "E032"),
    ]


def test_field_mistakes_are_told_at_once_with_their_places() -> None:
    text = (
        "- 名称: 示例\n  类别: 宣传\n  状态: 已举\n  开使: 2021-05-29\n  成效: {宣传: {人数: 很多}}\n- 你好\n"
    )
    assert spot(text) == [(3, 7, "E104"), (4, 3, "E102"), (5, 17, "E110"), (6, 3, "E103")]


def test_a_good_item_beside_a_bad_one_is_read() -> None:
    item = "- {名称: 示例, 类别: 宣传, 状态: 计划, 开始: 待定}\n"
    records, faults = yaml_reader.read("甲.yml", (item + "- {名称: 示例}\n").encode(), ACTIVITY)
    assert len(records) == 1 and {fault.place.line for fault in faults} == {2}


def test_places_of_values_and_keys() -> None:
    found = yaml_reader.places("a: 1\nb:\n  - c: 2\n  - [3]\n")
    assert found[("a",)] == (1, 4) and found[("a", "<key>")] == (1, 1)
    assert (
        found[("b",)] == (3, 3) and found[("b", 0, "c")] == (3, 8) and found[("b", 0, "c", "<key>")] == (3, 5)
    )
    assert found[("b", 1, 0)] == (4, 6) and found[()] == (1, 1)
    assert yaml_reader.places("a: 1\nb: [")[("a",)] == (1, 4)


# ---------------------------------------------------------------- pydantic, never in its own words


class Colour(Enum):
    RED = "红"
    GREEN = "绿"


def _own(text: object) -> str:
    if text != "对":
        raise PydanticCustomError("E199", "“{found}”不对", {"found": str(text), "example": "自定: 对"})
    return "对"


class Inner(Record):
    one: str = Field(alias="甲", examples=["一"])


class Model(Record):
    text: Annotated[str, Field(min_length=2, max_length=4)] = Field("两字", alias="文字", examples=["两字"])
    number: Annotated[int, Field(ge=1, le=9)] = Field(1, alias="数目", examples=["5"])
    part: float = Field(1.0, alias="小数", json_schema_extra={"examples": ["0.5"]})
    flag: bool = Field(True, alias="真假")
    word: Literal["计划", "已举办"] = Field("计划", alias="状态")
    colour: Colour = Field(Colour.RED, alias="颜色")
    either: Inner | str = Field("x", alias="二选一", examples=["一"])
    many: tuple[Inner, ...] = Field((), alias="几个")
    mapping: dict[str, int] = Field({}, alias="对照")
    own: Annotated[str, PlainValidator(_own)] = Field("对", alias="自定")
    day: Annotated[str, Field(pattern="^[0-9]+$")] = Field("1", alias="日")


THING = Kind("东西", "thing", Model, False)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("文字: 一", "E105"), ("文字: 一二三四五", "E105"), ("文字: [a]", "E103"), ("文字: {a: b}", "E103"),
        ("数目: 十", "E107"), ("数目: 10", "E107"), ("数目: 0", "E107"), ("数目: [1]", "E103"),
        ("小数: 半", "E107"), ("真假: 也许", "E109"), ("状态: 已举", "E104"), ("状态: [计划]", "E103"),
        ("颜色: 蓝", "E104"), ("颜色: {a: b}", "E103"), ("二选一: [a]", "E103"), ("二选一: {乙: 一}", "E102"),
        ("几个: a", "E103"), ("几个: [a]", "E103"), ("几个: [{乙: 一}]", "E101"), ("对照: a", "E103"),
        ("对照: {a: b}", "E107"), ("自定: 错", "E199"), ("日: a", "E106"), ("文子: 两字", "E102"), ("无关: 两字", "E102"),
    ],
)  # fmt: skip
def test_whatever_pydantic_refuses_has_a_chinese_sentence(line: str, code: str) -> None:
    _, faults = yaml_reader.read("甲.yml", f"{line}\n".encode(), THING)
    assert code in [fault.code for fault in faults]
    for fault in faults:
        assert fault.example and not any(
            word in fault.message for word in ("should", "Input", "valid", "Field")
        )


def test_did_you_mean() -> None:
    _, faults = yaml_reader.read("甲.yml", "文子: 两字\n状态: 已举\n".encode(), THING)
    assert ["是不是“文字”" in faults[0].message, "是不是“已举办”" in faults[1].message] == [True, True]


def test_every_kind_begins_with_an_example_that_can_be_read() -> None:
    for kind in KINDS:
        _, faults = yaml_reader.read("甲.yml", "没有这一项: 示例\n".encode(), kind)
        for fault in faults:
            assert parsed(fault.example + "\n")[1] == [], fault.example


def test_where_no_explanation_fits_the_place_is_still_told() -> None:
    fault = yaml_errors.explain(yaml_errors.Stop("甲.yml", ["名称: 示例"], "something new", 0, 4))
    assert fault.code == "E011" and "示例" in fault.message


# ---------------------------------------------------------------- what must not raise, hang or pass a limit


@contextmanager
def at_most(calls: int) -> Iterator[None]:
    """What is done inside calls functions, ours and the library's, no more often than this."""
    made = 0

    def count(frame: object, event: str, called: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)
    assert made <= calls


def bounded(raw: bytes) -> tuple[Any, list[Fault]]:
    """Read as every kind may be read; with bounded work, with a value or an error, in places that exist."""
    with at_most(CALLS + CALLS_PER_BYTE * len(raw)):
        value, faults = yaml_reader.parse("甲.yml", raw)
        yaml_reader.read("甲.yml", raw, ACTIVITY)
    assert (value is None) == any(map(is_error, faults))
    assert faults == sorted(set(faults))
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in faults:
        assert 1 <= fault.place.line <= len(lines) + 1 and fault.place.column >= 1
    if value is not None:
        assert_bounds(value)
    return value, faults


def assert_bounds(value: object, depth: int = 1) -> int:
    """Depth, number and length of what was read; letters in their composed form."""
    if isinstance(value, str):
        assert len(value) <= 20_000
        return 1
    assert isinstance(value, (dict, list)) and depth <= yaml_lint.DEEPEST
    inner = list(value.values()) if isinstance(value, dict) else value
    count = 1 + sum(assert_bounds(one, depth + 1) for one in inner)
    assert count <= yaml_reader.MOST
    return count


BOMB = "a: &a {x: 1}\n" + "".join(
    f"{c}: &{c} {{<<: [{', '.join(['*' + p] * 9)}]}}\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)
NASTY = {
    "25 KB of brackets": b"[" * 25_000,
    "64 KB of brackets": b"[" * 65_536,
    "braces": b"{" * 65_536,
    "nested entries": b"- " * 30_000,
    "nested keys": "".join(" " * n + "a:\n" for n in range(300)).encode(),
    "question marks": b"? " * 30_000,
    "merge keys": BOMB.encode()[:513],
    "aliases": b"a: &a [1]\nb: [" + b"*a," * 20_000 + b"]",
    "one byte too many": b"a: " + b"x" * 65_534,
    "as many bytes as may be": b"a: " + b"x" * 65_533,
    "NUL": b"\0" * 1000,
    "NUL in text": "名称: a\0b\n".encode(),
    "a lone surrogate": b"a: \xed\xa0\x80\n",
    "an escaped surrogate": b'a: "\\ud800"\n',
    "cut in a letter": "名称: 示例".encode()[:-1],
    "a huge key": b"k" * 60_000 + b": 1\n",
    "a huge quoted key": b'"' + b"k" * 60_000 + b'": 1\n',
    "many keys": "".join(f"k{n}: 1\n" for n in range(6_000)).encode(),
    "one key over and over": b"a: 1\n" * 12_000,
    "look-alikes over and over": "".join(f"a{chr(0x200B) * n}: 1\n" for n in range(1, 150)).encode(),
    "empty keys": b": \n" * 20_000,
    "empty values": b"a:\n" * 20_000,
    "comments after values": b"a: 1 #\n" * 9_000,
    "hashes": b"# " * 32_000,
    "open quotes": b'a: "' + b'\\"' * 30_000,
    "quotes": b'"' * 65_000,
    "apostrophes": b"'" * 65_000,
    "full-width colons": "名：a\n".encode() * 7_000,
    "full-width colons in braces": ("{" + "名：a," * 5_000 + "}").encode(),
    "tight colons": b"ab:c\n" * 12_000,
    "tabs": b"\t" * 65_000,
    "tabs after a letter": b"x" + b"\t" * 65_000,
    "blanks": b" " * 65_000,
    "blanks and a letter": b" " * 65_000 + b"a",
    "line ends": b"\n" * 65_000,
    "carriage returns": b"a: 1\r" * 13_000,
    "directives": b"%YAML 1.1\n" * 6_000,
    "documents": b"---\n" * 16_000,
    "tags": b"!!str " * 10_000,
    "block signs": b"a: |\n" * 12_000,
    "marks": b"\xef\xbb\xbf" * 20_000,
    "circled digits": "③".encode() * 20_000,
    "combining marks": "e\u0301".encode() * 20_000,
    "dashes and colons": b"- " * 15_000 + b": " * 15_000,
    "commas": b"[" + b"," * 60_000 + b"]",
    "a plain text over many lines": b"a: b\n" + b" c\n" * 20_000,
    "the head of a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "the head of a workbook": b"PK\x03\x04" + bytes(range(256)) * 20,
}  # fmt: skip


@pytest.mark.parametrize("raw", NASTY.values(), ids=NASTY.keys())
def test_nasty_files_bring_a_fault_and_no_harm(raw: bytes) -> None:
    value, faults = bounded(raw)
    assert value is None and faults


@QUIET
@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    bounded(raw)


SIGNS = "名称场次示例: ：-[]{},，\"'#&*!|>%@`?\\\n\r\t \u3000\u00a0\u200b\u202e\u2028\ufeff\x00\x85③２٣⻓\u0301é0a~<.…"


@QUIET
@given(st.text(alphabet=st.one_of(st.sampled_from(SIGNS), st.characters(codec="utf-8")), max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    bounded(text.encode())


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A good record with a few letters put in, taken out or doubled."""
    text = GOOD
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 4))
        text = text[:at] + draw(st.text(alphabet=SIGNS, max_size=4)) + text[at + cut :]
    return text


@QUIET
@given(mutated())
def test_a_spoilt_record_is_read_or_explained(text: str) -> None:
    _, faults = bounded(text.encode())
    assert all(fault.code != "E011" or fault.message for fault in faults)


@QUIET
@given(mutated())
def test_the_fast_way_misses_nothing_that_the_slow_way_tells(text: str) -> None:
    raw = text.encode()
    decoded, faults = encoding.decode("甲.yml", raw)
    if decoded is not None and not faults:
        assert yaml_reader.parse("甲.yml", raw) == yaml_reader._examined("甲.yml", decoded, [])


PLAIN = st.text(
    alphabet=st.one_of(
        st.sampled_from("示例义诊，。：；“”（）《》·—…#&*!|>%@`?-[]{}:~ab09.,'\""),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    ),
    min_size=1,
    max_size=30,
)


@QUIET
@given(
    st.dictionaries(
        st.text("名称地点开始甲乙丙", min_size=1, max_size=6),
        st.one_of(PLAIN, st.lists(PLAIN, min_size=1, max_size=4)),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_written_in_quotes_comes_back_the_same(said: dict[str, Any]) -> None:
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items())
    value, faults = yaml_reader.parse("甲.yml", text.encode())
    assert faults == [] and value == said


def test_the_records_of_the_repository_are_read() -> None:
    """Not one of them needs the slow way to be found good."""
    for file in sorted((Path(__file__).resolve().parents[1] / "events").rglob("*.yml")):
        value, faults = yaml_reader.parse(file.name, file.read_bytes())
        assert value is not None and not faults, file


# ---------------------------------------------------------------- what staff's programs make

ROOT = Path(__file__).resolve().parents[1]
MARK = "\ufeff".encode()


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("head", [b"", MARK], ids=["bare", "marked"])
def test_what_a_program_puts_at_the_head_and_at_the_ends_of_lines_is_nothing(head: bytes, end: bytes) -> None:
    plain, saved = GOOD.encode(), head + GOOD.encode().replace(b"\n", end)
    assert yaml_reader.parse("甲.yml", saved) == yaml_reader.parse("甲.yml", plain)
    assert yaml_reader.read("甲.yml", saved, ACTIVITY) == yaml_reader.read("甲.yml", plain, ACTIVITY)
    wrong = GOOD.replace("800余}", "好多}").replace("状态: 已举办", "状态: 办了")
    told = yaml_reader.read("甲.yml", wrong.encode(), ACTIVITY)[1]
    assert told and yaml_reader.read("甲.yml", head + wrong.encode().replace(b"\n", end), ACTIVITY)[1] == told
    broken = GOOD.replace("地点: 天和广场", "地点: [天和广场")
    told = yaml_reader.read("甲.yml", broken.encode(), ACTIVITY)[1]
    assert (
        told and yaml_reader.read("甲.yml", head + broken.encode().replace(b"\n", end), ACTIVITY)[1] == told
    )


def test_a_mark_in_the_middle_is_still_a_sign_nobody_sees() -> None:
    assert [fault.code for fault in yaml_reader.parse("甲.yml", MARK + b"a: 1\n" + MARK + b"b: 2\n")[1]] == [
        "E008"
    ]


def western(text: str) -> str:
    """A text as it is shown where its bytes are taken for Western European."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("said", ["长沙", "天和广场健康义诊", "浏阳市计生协", "测血压、查视力"])
def test_words_in_the_wrong_encoding_are_told_with_what_they_were(said: str) -> None:
    assert [one.meant for one in garbled.spoilt(f"名称: {western(said)}")] == [said]
    _, faults = yaml_reader.parse("甲.yml", f"名称: {western(said)}\n".encode())
    assert [fault.code for fault in faults] == ["E045"] and said[:5] in faults[0].example
    chinese = said.encode()[: len(said.encode()) // 2 * 2].decode("gbk", "replace")
    if "\ufffd" not in chinese:
        assert said.startswith("".join(one.meant for one in garbled.spoilt(chinese))[:2])


def test_ordinary_words_are_never_taken_for_spoilt_ones() -> None:
    folders = [ROOT / "events", ROOT / "content"]
    files = [
        file for folder in folders for file in folder.rglob("*") if file.suffix in (".yml", ".md", ".csv")
    ]
    texts = [file.read_text(encoding="utf-8") for file in files]
    assert sum(map(len, texts)) > 500_000
    assert [(one, text[:40]) for text in texts for one in garbled.spoilt(text)] == []


def test_no_place_is_taken_for_spoilt_words() -> None:
    """洋涓村部 is a place: by chance its bytes are two other Han, too."""
    after = ("", "村部", "卫生室", "文化广场", "党群服务中心", "计生协", "组织委员")
    said = "\n".join(
        f"地点: {name}{words}"
        for unit in FULL
        for name in {unit.name, unit.short, unit.short.removesuffix("村")}
        for words in after
    )
    assert "洋涓村部" in said and list(garbled.spoilt(said)) == []
    assert garbled.without(f"洋涓村部 {western('长沙')}") == "洋涓村部 " + "_" * len(western("长沙"))


@pytest.mark.parametrize(
    "word", ["null", "NULL", "None", "NaN", "undefined", "~", "N/A", "#REF!", '"null"', "'#N/A'"]
)
def test_what_programs_print_for_nothing_is_no_name(word: str) -> None:
    value, faults = yaml_reader.parse("甲.yml", f"名称: {word}\n地点: 天和广场\n".encode())
    assert value is None and [fault.code for fault in faults] in (["E046"], ["E031", "E033"], ["E033"]), (
        faults
    )
    in_list = yaml_reader.parse("甲.yml", f"类别: [家庭健康促进, {word}]\n".encode())[1]
    assert in_list and in_list[0].code in ("E046", "E032", "E033", "E015")
    assert yaml_reader.parse("甲.yml", "名称: 示例 null 讲座\n简介: |\n  null 是什么\n".encode())[1] == []


def test_behind_a_colon_that_is_too_wide_the_other_mistakes_are_told_as_well() -> None:
    """One round: the colons, a word, a number; places are those of what was written."""
    raw = "名称: 示例义诊\n类别：[家庭健康促进]\n状态: 己举办\n开始：2021-05-29\n成效: {宣传：{人数: 很多}}\n"
    kind = next(kind for kind in KINDS if kind.name == "活动")
    found, faults = yaml_reader.read("示例.yml", raw.encode(), kind)
    told = [(fault.code, fault.place.line, fault.place.column) for fault in faults]
    assert found == []
    assert told == [
        ("E012", 2, 3),
        ("E104", 3, 5),
        ("E012", 4, 3),
        ("E012", 5, 8),
        ("E110", 5, 14),
    ]
