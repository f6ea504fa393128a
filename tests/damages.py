"""What happens to tables on their way: each damage says what it does to one cell, and what must come of it.

A damage that can be told is repaired by a rule with a name, and the value must be the one that was meant; any other must
be a fault at that very cell. What was meant is worked out here, not by the program.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

from workbooks import Worked, good

PEOPLE, DAY = "成效·宣传·人数", "开始"
WEEK = "一二三四五六日"


class Case(NamedTuple):
    """A row with one damaged cell: the rule that repairs it and what is then read, or the code of the fault."""

    name: str
    head: str
    row: dict[str, Any]
    rule: str = ""
    meant: Any = None
    code: str = ""


Damage = tuple[str, str, Callable[[Random, int], tuple[Any, Any]], str]


def han(number: int) -> str:
    """A number below 1,000 as it is said."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        said += f"{digits[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        said += "零"
    return said + (digits[ones] if ones else "")


def wide(text: str) -> str:
    """Half-width signs as full-width ones."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _n(draw: Random) -> int:
    return draw.randint(20, 990)


def _number(wrong: str, right: str, rule: str) -> Damage:
    def damage(draw: Random, _: int) -> tuple[Any, Any]:
        n = _n(draw)
        return wrong.format(n=n, han=han(n), wide=wide(str(n))), right.format(n=n)

    return wrong, PEOPLE, damage, rule


def _day(wrong: str, right: str, rule: str) -> Damage:
    def damage(draw: Random, _: int) -> tuple[Any, Any]:
        day = datetime.date(2021, 5, draw.randint(1, 31))
        said = {
            "m": day.month,
            "d": day.day,
            "dd": f"{day.day:02}",
            "w": WEEK[day.weekday()],
            "hm": han(day.month),
            "hd": han(day.day),
        }
        said |= {
            "w2": WEEK[(day.weekday() + 1) % 7],
            "wide": wide(f"{day.month}"),
            "wided": wide(f"{day.day}"),
        }
        return wrong.format(**said), right.format(day=day)

    return wrong, DAY, damage, rule


def _serial(draw: Random, _: int) -> tuple[Any, Any]:
    day = datetime.date(2021, 5, draw.randint(1, 31))
    return (day - datetime.date(1899, 12, 30)).days, str(day)


def _date_cell(draw: Random, _: int) -> tuple[Any, Any]:
    day = datetime.datetime(2021, 5, draw.randint(1, 31), 8, 30)  # noqa: DTZ001  (a cell knows no zone)
    return day, f"{day:%Y-%m-%d} 08:30"


def _fixed(name: str, head: str, wrong: Any, meant: Any, rule: str) -> Damage:
    """A damage that is always the same; {} in it is the number of the row."""

    def numbered(said: Any, number: int) -> Any:
        text = isinstance(said, str) and not isinstance(said, Worked)
        return said.replace("{}", str(number)) if text else said

    def damage(_: Random, number: int) -> tuple[Any, Any]:
        return numbered(wrong, number), numbered(meant, number)

    return name, head, damage, rule


_REPAIRED: tuple[Damage, ...] = (
    _number("{n}人", "{n}", "去掉单位"),
    _number("{n}余人", "{n}余", "去掉单位"),
    _number("{n}多人次", "{n}多", "去掉单位"),
    _number("大约{n}人", "约{n}", "约数的说法"),
    _number("将近{n}", "近{n}", "约数的说法"),
    _number("{n}人左右", "约{n}", "约数的说法"),
    _number("{n}人以上", "超{n}", "约数的说法"),
    _number("{n}+", "{n}余", "约数的说法"),
    _number("{han}", "{n}", "中文数字"),
    _number("{han}余人", "{n}余", "中文数字"),
    _number("{wide}", "{n}", "全角改半角"),
    _number(" {n} ", "{n}", "去掉首尾空白"),
    _number("1，{n:03}", "1{n:03}", "千分号"),
    _number("{n} 余", "{n}余", "去掉空白"),
    _number("\u200b{n}", "{n}", "去掉看不见的字符"),
    _day("5.{dd}", "{day}", "补上年份"),
    _day("5/{d}", "{day}", "补上年份"),
    _day("5-{d}", "{day}", "补上年份"),
    _day("{m}月{d}日", "{day}", "补上年份"),
    _day("{m}月{d}号", "{day}", "补上年份"),
    _day("2021.{m}.{d}", "{day}", "日期的写法"),
    _day("2021/{m}/{d}", "{day}", "日期的写法"),
    _day("2021年{m}月{d}日", "{day}", "日期的写法"),
    _day("21.{m}.{d}", "{day}", "日期的写法"),
    _day("202105{dd}", "{day}", "日期的写法"),
    _day("{hm}月{hd}号", "{day}", "补上年份"),
    _day("{hm}月{hd}日上午", "{day} 上午", "补上年份"),
    _day("二〇二一年{hm}月{hd}日", "{day}", "日期的写法"),
    _day("{m}月{d}日（星期{w}）", "{day}", "补上年份"),
    _day("{m}月{d}日早上", "{day} 上午", "钟点的写法"),
    _day("{m}月{d}日上午8点半", "{day} 08:30", "钟点的写法"),
    _day("{m}月{d}日下午3:00", "{day} 15:00", "钟点的写法"),
    _day("{wide}月{wided}日", "{day}", "全角改半角"),
    _day("2021-05-{dd}\n上午", "{day} 上午", "一格里的换行"),
    ("序号", DAY, _serial, "Excel 的日期序号"),
    ("日期格", DAY, _date_cell, ""),
    _fixed("已完成", "状态", "已完成", "已举办", "同样意思的词"),
    _fixed("已开展", "状态", "已开展", "已举办", "同样意思的词"),
    _fixed("已结束", "状态", " 已结束", "已举办", "去掉首尾空白"),
    _fixed("全称", "类别", "开展群众性主题宣传活动", ["群众性主题宣传"], "类别改用通知里的名称"),
    _fixed("活动二字", "类别", "家庭健康促进活动", ["家庭健康促进"], "类别改用通知里的名称"),
    _fixed("带序号", "类别", "（三）家庭健康促进活动", ["家庭健康促进"], "类别改用通知里的名称"),
    _fixed("逗号隔开", "形式", "义诊，健康讲座", ["义诊", "健康讲座"], "几项之间的分隔"),
    _fixed("分号隔开", "形式", "义诊；健康讲座", ["义诊", "健康讲座"], "几项之间的分隔"),
    _fixed("换行隔开", "形式", "义诊\n健康讲座", ["义诊", "健康讲座"], "几项之间的分隔"),
    _fixed("方括号", "形式", "[义诊, 健康讲座]", ["义诊", "健康讲座"], "去掉方括号"),
    _fixed("零宽字符", "名称", "示例\u200b义诊{}", "示例义诊{}", "去掉看不见的字符"),
    _fixed("特殊空格", "名称", "示例\u00a0义诊{}", "示例 义诊{}", "特殊的空格"),
    _fixed("制表符", "名称", "示例\t义诊{}", "示例 义诊{}", "特殊的空格"),
    _fixed("全角空格", "名称", "\u3000示例义诊{}", "示例义诊{}", "去掉首尾空白"),
    _fixed("换行", "名称", "示例\n义诊{}", "示例义诊{}", "一格里的换行"),
    _fixed("部首", "地点", "示例⼴场{}", "示例广场{}", "部首改汉字"),
    _fixed("全角字母", "地点", "示例Ａ座{}", "示例A座{}", "全角改半角"),
    _fixed("圈码", "地点", "示例广场③{}", "示例广场3{}", "特殊符号"),
    _fixed("斜杠", "形式", "/", None, "“/”当作没有填"),
    _fixed("横线", "地点", "—", None, "“—”当作没有填"),
    _fixed("无", "形式", "无", None, "“无”当作没有填"),
    _fixed("横线作数", PEOPLE, "-", None, "“-”当作没有填"),
    _fixed("丢了的零", "咨询", 73183600000, "0731-83600000", "区号补零"),
    _fixed("公式", "地点", Worked("示例广场"), "示例广场", "公式只取结果"),
    _fixed("镇名不全", "乡镇街道", "大瑶", "大瑶镇", "协会改用名册里的全名"),
    _fixed("短写的其他", "成效·其他", "宣传资料800余份；义诊120人次",
           [{"项目": "宣传资料", "数量": "800余", "单位": "份"}, {"项目": "义诊", "数量": "120", "单位": "人次"}], ""),
    _fixed("起止在一格", DAY, "5月29日8:30-11:30", "2021-05-29 08:30", "起止分开"),
)  # fmt: skip

_FAULTY: tuple[Damage, ...] = tuple(
    _fixed(f"{head}：{str(wrong)[:12]}", head, wrong, None, code)
    for head, code, wrongs in (
        (PEOPLE, "E110", ("几十人", "200-300", "若干", "二百五", "近200余人", "50户", "1.5", "0.5万人5", "数百人", "人山人海", "12a")),
        (PEOPLE, "E111", ("999999999", 2_000_000_000)),
        (PEOPLE, "E086", (datetime.datetime(2021, 5, 29), 1e15)),  # noqa: DTZ001
        (PEOPLE, "E089", ("#REF!", Worked("#DIV/0!"))),
        (DAY, "E112", ("近日", "赶集日", "29日", "5月20号左右", "下周六", "五月初五端午", "四月十八", "22.5.29", "8:30")),
        (DAY, "E113", ("2021-02-30", "5月32日", "2021-13-01", "2021-05-29 25:00")),
        (DAY, "E101", ("", None)),
        (DAY, "E086", (5.3, 5.1, 5.2)),
        (DAY, "E211", ("2020-05-29", "2019年5月29日")),
        (DAY, "E089", ("#VALUE!",)),
        ("结束", "E210", ("2021-05-28", "5月27日", 44343)),
        ("结束", "E112", ("次日", "当天")),
        ("状态", "E104", ("己举办", "办了", "好", True)),
        ("状态", "E101", ("",)),
        ("类别", "E222", ("家庭建康促进", "其他活动", "宣传服务")),
        ("类别", "E101", ("",)),
        ("名称", "E101", ("",)),
        ("名称", "E105", ("{}" + "示" * 80,)),
        ("名称", "E038", ("示ㅤ例{}",)),
        ("名称", "E043", ("示例�义诊{}",)),
        ("名称", "E044", ("示例\ue000义诊{}",)),
        ("乡镇街道", "E087", ("大瑤镇", "不存在镇", "望城区")),
        ("简介", "E302", ("联系 13812345678", "电话１３８１２３４５６７８")),
        ("简介", "E301", ("证号 110101199003070003",)),
        ("简介", "E305", ("车牌 湘A12345",)),
        ("地点", "E308", ("28.194090, 112.982279",)),
        ("来源", "E115", ("http://例.中国/1", "https://www.example.org/a b")),
        ("成效·其他", "E103", ("宣传资料若干",)),
        ("成效·其他", "E110", ("项目：宣传资料；数量：一些；单位：份",)),
        ("照片", "E230", ("文件：示例.jpg；说明：现场；同意：有；未成年人：无",)),
        ("照片", "E101", ("文件：示例.jpg；说明：现场；未成年人：无",)),
        ("联合", "E220", ("长沙市/不存在县",)),
        ("文件", "E093", ("../0529-义诊", "0529 义诊?")),
    )
    for wrong in wrongs
)  # fmt: skip


def cases(seed: int, each: int) -> Iterator[Case]:
    """Each damage in several rows, what differs between them by lot."""
    draw, number = Random(seed), 0
    for damages, faulty in ((_REPAIRED, False), (_FAULTY, True)):
        for name, head, damage, said in damages:
            for _ in range(each if not faulty else max(each // 2, 1)):
                number += 1
                wrong, meant = damage(draw, number)
                row = {**good(number), head: wrong}
                yield Case(name, head, row, "" if faulty else said, meant, said if faulty else "")
