"""Personal data in a text: numbers and addresses that must not be published, names that ask for a decision."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from almanac.model.diagnostics import Fault, Place


class Finding(NamedTuple):
    """Personal data from index `start` to `end` of the text; the message never says the whole of it.

    value: of a question, what it asks about: two of one surname differ in it, and nobody reads the name out of it.
    """

    start: int
    end: int
    code: str
    message: str
    example: str
    value: str = ""


_HALF = str.maketrans(
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－–—―　．＝",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz---- .=",
)
_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ－–—―　．＝]")
_GAP = "[ ._·-]{0,2}"
_URL = re.compile(r"https?://[!-~]+")
PROVINCES = frozenset((*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82))  # fmt: skip


# ---------------------------------------------------------------- one look at a whole record

_PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LONG = re.compile("[0-9０-９][-0-9０-９ .·_—–－　]{9,}[0-9０-９Xx]")
_LANDLINE = re.compile("0[1-9][0-9]{1,2}-?[1-9][0-9]{6,7}")
_NO_GAPS = dict.fromkeys(map(ord, "- .·_—–－　"))
_POINT = re.compile(r"\.[0-9]{4}")
_PAIR = re.compile(  # two letters that begin a passport, a plate, a room, a WeChat id, a coordinate, or name a group
    f"[{_PLACES}EGDSPHMＥＧＤＳＰＨＭ失留困孤低残特小贫单号微北东wvWV栋幢座°]"
    "[独守难困儿保疾扶学殊元楼信纬经xXeEA-ZＡ-Ｚa-z0-9０-９一二三四五六七八九十单 ]"
)


def _long_numbers(text: str) -> list[tuple[int, int]]:
    """Where eleven digits or more stand in a row, gaps allowed; landlines and dates with an hour do not count."""
    if not (found := _LONG.findall(text)):
        return []
    if all(_LANDLINE.fullmatch(one) or len(one.translate(_NO_GAPS)) < 11 for one in found):
        return []
    return [one.span() for one in _LONG.finditer(text)]


# ---------------------------------------------------------------- numbers


def _is_date(digits: str) -> bool:
    try:
        year = int(digits[:4])
        datetime.date(year, int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= year <= 2100


def _is_identity(digits: str) -> bool:
    """18 characters with a province, a birthday and the check character; or the old 15."""
    if int(digits[:2]) not in PROVINCES:
        return False
    if len(digits) == 15:
        return _is_date("19" + digits[6:12])
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    return _is_date(digits[6:14]) and "10X98765432"[total % 11] == digits[17].upper()


def _is_card(digits: str) -> bool:
    """The check digit of bank cards (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1


def _is_passport(digits: str) -> bool:
    """A letter and a number that is no date."""
    return not _is_date(digits[-8:])


def _is_plate(plate: str) -> bool:
    return sum(map(str.isdigit, plate[2:])) >= 3


class Sort(NamedTuple):
    """One sort of personal data: what hints at it, its form, what makes it one, and what to write instead."""

    code: str
    name: str
    hint: str  # a quick pattern that must be in the text; nothing: it is looked for around long numbers
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]
    in_urls: bool
    advice: str
    example: str


_D = rf"[0-9]{_GAP}"
_N = "[0-9一二三四五六七八九十]"
_ROOM = "[0-9]{3,4}(?![0-9年人户元])"
_LONGITUDE, _LATITUDE = r"(?:1[0-3][0-9]|[7-9][0-9])\.[0-9]{4,}", r"[1-5][0-9]\.[0-9]{4,}"
_COMMA = " ?[,，;；/ ] ?"
_OFFICE = "咨询: 浏阳市计生协 0731-83600000"
_NO_PAPERS = "任何材料里都不写证件号码，请删去"

SORTS: tuple[Sort, ...] = (
    Sort(
        "E301", "身份证号", "", re.compile(rf"(?<![0-9])[1-8]{_GAP}(?:{_D}){{16}}[0-9Xx](?![0-9])"),
        _is_identity, True, _NO_PAPERS, "人数: 15",
    ),
    Sort(
        "E301", "身份证号", "", re.compile("(?<![0-9])[1-8][0-9]{5}[ -]?[0-9]{6}[ -]?[0-9]{3}(?![0-9])"),
        _is_identity, False, _NO_PAPERS, "人数: 15",
    ),
    Sort(
        "E302", "手机号", "",
        re.compile(
            rf"(?:(?<![0-9])(?:\+?86|0086|0){_GAP}|(?<![0-9]))"
            rf"1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}(?![0-9])"
        ),
        bool, False, "个人手机不公开，请改写单位座机", _OFFICE,
    ),
    Sort(
        "E302", "手机号", "", re.compile("(?i)(?<=phone=|obile=|..tel=)1[3-9][0-9]{9}(?![0-9])"),
        bool, True, "个人手机不公开，请换一个不带手机号的网址", "来源: [https://www.example.org/1.html]",
    ),
    Sort(
        "E303", "银行卡号", "",
        re.compile(
            "(?<![0-9A-Za-z])(?:[3-6][0-9]{15,18}|[3-6][0-9]{3}(?:[ -][0-9]{4}){3}(?:[ -]?[0-9]{1,3})?)"
            "(?![0-9A-Za-z])"
        ),
        _is_card, False, "任何材料里都不写银行卡号，请删去", "{项目: 善款, 数量: 3000, 单位: 元}",
    ),
    Sort(
        "E304", "护照或通行证号", "[EGDSPHM][A-Z]?[0-9]{7}",
        re.compile("(?<![0-9A-Za-z])(?:[EGDSPHM][0-9]{8}|E[A-Z][0-9]{7})(?![0-9A-Za-z])"),
        _is_passport, False, _NO_PAPERS, "人数: 15",
    ),
    Sort(
        "E305", "车牌号", f"[{_PLACES}][A-Za-z]",
        re.compile(f"[{_PLACES}][A-Za-z][·• .-]?[A-Za-z0-9]{{5,6}}(?![A-Za-z0-9])"),
        _is_plate, False, "不写车牌号，请删去", "简介: 送医车到村巡诊",
    ),
    Sort(
        "E306", "微信号", "微信[^公]|[vVwW][xX]|[wW]e[iICc]",
        re.compile(
            "(?:微信(?:号|[Ii][Dd])? *(?:[:：为是] *)?(?=[A-Za-z]*[-_0-9])|微信号 *[:：为是]? *"
            "|(?<![A-Za-z/.])(?:[Vv][Xx]|[Ww][Xx]|[Ww]ei[Xx]in|[Ww]e[Cc]hat)(?:号|[Ii][Dd])? *[:：号] *|(?=wxid_))"
            "([A-Za-z][-_A-Za-z0-9]{5,19})(?![-_A-Za-z0-9@.])"
        ),
        bool, False, "个人微信号不公开，请改写单位座机或公众号名称", _OFFICE,
    ),
    Sort(
        "E307", "门牌号", "[栋幢]|[座楼层元] ?[0-9]",
        re.compile(
            rf"{_N}{{1,3}} ?(?:栋|幢|座|号楼) ?(?:{_N}{{1,2}} ?单元 ?)?(?:{_N}{{1,2}} ?[楼层] ?)?{_ROOM}"
            rf"|{_N}{{1,2}} ?单元 ?{_ROOM}"
        ),
        bool, False, "不写到单元、房号；写到小区、村或办公楼就行", "地点: 天和社区",
    ),
    Sort(
        "E308", "经纬度坐标", "[.][0-9]{4}|[东北][经纬]|°",
        re.compile(
            rf"(?<![0-9.]){_LONGITUDE}{_COMMA}{_LATITUDE}|(?<![0-9.]){_LATITUDE}{_COMMA}{_LONGITUDE}"
            r"|(?:北纬|东经)[ :：]?[0-9]{2,3}(?:\.[0-9]{3,}|[°度][0-9]{1,2}[′'分])"
            "|[0-9]{2,3}°[0-9]{1,2}[′'][0-9.]*[″\"]?[NE]"
        ),
        bool, True, "不写坐标，请写地名", "地点: 天和广场",
    ),
)  # fmt: skip


def _masked(datum: str) -> str:
    """The first and the last of it, the middle hidden."""
    show = 3 if len(datum) >= 11 else 1
    return f"{datum[:show]}{'*' * 4}{datum[-2:] if len(datum) >= 8 else ''}"


def find(text: str) -> Iterator[Finding]:
    """Personal data in any text: a record with its comments, a caption, a file name, a page."""
    numbers = _long_numbers(text)
    pair = _PAIR.search(text) is not None
    if numbers or pair or _POINT.search(text) is not None:
        yield from _numbers(text, numbers)
    if pair and _GROUP.search(text) is not None:
        yield from _names(text)


def _numbers(text: str, numbers: list[tuple[int, int]]) -> Iterator[Finding]:
    """What can be told by its form alone; one finding for one place."""
    half = text.translate(_HALF) if _FULL.search(text) else text
    urls: list[tuple[int, int]] | None = None
    taken: list[tuple[int, int]] = []
    for sort in SORTS:
        if not sort.hint:
            windows = [(max(0, start - 5), end + 1) for start, end in numbers]
        else:
            windows = [(0, len(half))] if re.search(sort.hint, half) else []
        for found in (found for window in windows for found in sort.pattern.finditer(half, *window)):
            start, end = found.span(found.lastindex or 0)
            bare = re.sub("[ ._·-]", "", half[start:end])
            if not sort.holds(bare) or any(start < last and first < end for first, last in taken):
                continue
            if not sort.in_urls:
                urls = [url.span() for url in _URL.finditer(half)] if urls is None else urls
                if any(first <= start < last for first, last in urls):
                    continue
            taken.append((start, end))
            message = f"这里像是{sort.name}“{_masked(bare)}”；{sort.advice}"
            yield Finding(start, end, sort.code, message, sort.example)


# ---------------------------------------------------------------- names near groups that need care

_GROUP = re.compile("失独|留守|困难|特困|贫困|孤儿|低保|残疾|特扶|计生特殊|小学")
# Surnames that do not begin a common word: not 高 (高考), 关 (关爱), 成 (成员), 于, 方.
SURNAMES = (
    "张王李刘陈杨赵黄吴徐胡朱郭罗梁宋郑韩唐冯董萧肖曹袁邓傅沈彭吕苏"
    "卢蒋蔡贾丁魏薛叶潘杜戴汪姜姚谭廖邹熊陆郝崔邱秦邵孟尹黎龚贺"
)
NAMED = re.compile(
    "((?:失独|留守|困难|特困|贫困|孤儿|低保|残疾|特扶|计生特殊)"
    "(?:家庭|儿童|老人|妇女|学生|母亲|女孩|男孩|党员|群众|职工|会员|成员|户)?"
    "|小学(?:学生|生|[一二三四五六]年级(?:学生)?)?)[“（( ]?"
    f"((?:欧阳|[{SURNAMES}])(?:某某?|[xX×*]{{1,2}}|[一-鿿]{{1,2}}?))"
    "(?=[、，。；：！？）)”,;:\\s]|$|等|同学|小朋友|一家|家[中里，。]|的|老人|女士|先生|奶奶|爷爷)"
)


def _names(text: str) -> Iterator[Finding]:
    """A name right after a group that needs care asks a person to decide; it is no error by guess."""
    for found in NAMED.finditer(text):
        group, name = found[1], found[2]
        message = f"“{group}”后面像是姓名“{name[0]}××”；服务对象和未成年人不写姓名，请确认后改成人数"
        example = f"简介: 慰问{group if group[:2] != '小学' else '学生'} 15 人"
        yield Finding(*found.span(2), "Q310", message, example, f"{name[0]}××-{_mark(found[0])}")


def _mark(text: str) -> str:
    """Four letters by which a place of a text is known again while it stays as it is."""
    return base64.b32encode(hashlib.blake2s(text.encode(), digest_size=3).digest()).decode().lower()[:4]


def faults(file: str, text: str) -> list[Fault]:
    """The personal data in the whole text of a file, comments included, as faults with their places.

    Whether a question is answered is not known here: what it asks about stands for its answer.
    """
    found = [
        Fault(
            Place(file, text.count("\n", 0, one.start) + 1, one.start - text.rfind("\n", 0, one.start)),
            one.code,
            one.message,
            one.example,
            answer=one.value,
        )
        for one in find(text)
    ]
    return sorted(found)
