"""Personal data: what must be found however it is written, what must pass, and what the message may say."""

from __future__ import annotations

import pytest
from almanac.validate import personal_data
from hypothesis import given, settings
from hypothesis import strategies as st
from small import PLACES

CARD = "430102199003071234"  # an identity number with a right check digit, of nobody
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def codes(text: str) -> list[str]:
    return [found.code for found in personal_data.find(text, PLACES)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CARD, "E301"), (f"身份证{CARD}号", "E301"), (f"{CARD[:6]} {CARD[6:14]} {CARD[14:]}", "E301"),
        (f"{CARD[:6]}-{CARD[6:14]}-{CARD[14:]}", "E301"), (CARD.translate(WIDE), "E301"),
        (f"https://www.example.org/{CARD}.html", "E301"), ("430102900307123", "E301"),
        ("43010219900307008X", "E301"), ("43010219900307008x", "E301"),
        ("13812345678", "E302"), ("电话13812345678找示例", "E302"), ("138 1234 5678", "E302"), ("138-1234-5678", "E302"),
        ("+86 13812345678", "E302"), ("8613812345678", "E302"), ("13812345678".translate(WIDE), "E302"),
        ("https://www.example.org/?phone=13812345678", "E302"),
        ("https://www.example.org/13812345678/1.html", "Q302"),
        ("来源: [https://www.example.org/u/138-1234-5678]", "Q302"),
        ("https://www.example.org/a?id=13812345678&b=1", "Q302"),
        ("卡号6228480402564890018", "E303"), ("6228 4804 0256 4890 018", "E303"), ("4111 1111 1111 1111", "E303"),
        ("护照E12345678", "Q304"), ("EA1234567", "Q304"),
        ("湘A12345", "E305"), ("湘A·D12345", "E305"), ("湘a1b234", "E305"), ("湘Ａ１２３４５", "E305"),
        ("微信号：zhangsan", "Q306"), ("加微信abc_529", "Q306"), ("VX：abc12345", "Q306"), ("wxid_abcdefg123", "Q306"),
        ("3栋2单元501室", "Q307"), ("三栋二单元501", "Q307"), ("5号楼1203", "Q307"), ("2单元301", "Q307"),
        ("112.93886,28.22821", "E308"), ("28.2282, 112.9388", "E308"), ("北纬28.228", "E308"), ("28°13′41″N", "E308"),
        ("走访留守儿童张某某，", "Q310"), ("慰问失独家庭李四等", "Q310"), ("示例小学李小明同学", "Q310"), ("困难党员王某", "Q310"),
    ],
)  # fmt: skip
def test_personal_data_is_found(text: str, code: str) -> None:
    assert codes(text) == [code] and codes(f"名称: 示例\n# {text}\n") == [code]


@pytest.mark.parametrize(
    "text",
    [
        "0731-84828624", "073184828624", "0731-84828624、0731-84822037", "84822037 84822038", "12356", "hnjsx@163.com",
        "91430000MA4L12345X", "914300001837123456", "湘计生协发〔2021〕7号", "浏卫义诊〔2021〕12号",
        "43", "4301", "430181", "430181104", "430181104201",
        "2021-05-29 08:30", "2021-05-29 2021-05-30", "2021.05.29-2021.06.10", "20210529083000",
        "800余人", "1.2万", "3000000000", "13.5万元",
        "https://yy.rednet.cn/content/646949/61/14994142.html",
        "https://mp.weixin.qq.com/s?__biz=MzI1&mid=2650123456789&idx=1&sn=abcdef123456",
        "https://www.example.org/202105/t20210529_13812345678.html",
        "微信公众号", "微信公众号：hnjsxh", "微信: [{名称: 浏阳计生协}]", "二维码: 微信.png", "微博 weibo",
        "301会议室", "第3栋", "湘府中路1号", "新化县", "P20210529.jpg",
        "留守儿童关爱", "困难家庭学生", "失独家庭成员", "困难群众张贴海报", "小学生", "示例小学操场", "小学高年级", "特困家庭 15 户",
    ],
)  # fmt: skip
def test_what_is_not_personal_passes(text: str) -> None:
    assert codes(text) == [] and codes(f"简介: {text}\n") == []


def test_the_message_does_not_say_it_again() -> None:
    for text in (CARD, "13812345678", "6228480402564890018", "E12345678", "湘A12345", "张某某"):
        for found in personal_data.find(f"留守儿童{text}，", PLACES):
            assert text not in found.message and text not in found.example


def test_it_is_told_with_its_place() -> None:
    found = personal_data.faults("甲.yml", "名称: 示例\n咨询: 示例 13812345678\n# 138 1234 5678\n", PLACES)
    assert [(fault.place.line, fault.place.column, fault.code) for fault in found] == [
        (2, 8, "E302"),
        (3, 3, "E302"),
    ]


def test_two_in_one_line_are_both_found() -> None:
    assert codes("13812345678 13912345678") == ["E302", "E302"]
    assert codes(f"{CARD}、13812345678，湘A12345") == ["E301", "E302", "E305"]


@pytest.mark.parametrize(
    "text", ["1" * 65_000, "1 " * 32_000, "微信 " * 20_000, "3栋" * 20_000, "112." * 16_000, "4111 " * 13_000]
)
def test_long_texts_do_not_hang(text: str) -> None:
    assert len(list(personal_data.find(text, PLACES))) < 20_000


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("0123456789 -.１２湘A微信wx栋单元室°北纬留守儿童张某，"), st.characters()
        ),
        max_size=80,
    )
)
def test_no_text_makes_it_raise(text: str) -> None:
    for found in personal_data.find(text, PLACES):
        assert 0 <= found.start < found.end <= len(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=10), st.text(alphabet="示例，。 \n:", max_size=10))
def test_a_number_is_found_between_any_words(before: str, after: str) -> None:
    if not (before and before[-1:].isdigit()):
        assert "E301" in codes(f"示例{CARD}{after}")
