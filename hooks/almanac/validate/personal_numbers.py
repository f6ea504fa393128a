"""Numbers and addresses that are somebody's: how each is written, what makes it one, what to write instead.

Identity and bank numbers with a right check digit, mobile numbers, plates and coordinates are refused; forms that ordinary
texts share with them (rooms, permits, accounts, half of a number) ask.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from almanac.model.late_pattern import late

PROVINCES = frozenset((*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82))  # fmt: skip
PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def is_date(digits: str) -> bool:
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
        return is_date("19" + digits[6:12])
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    return is_date(digits[6:14]) and "10X98765432"[total % 11] == digits[17].upper()


def _is_card(digits: str) -> bool:
    """The check digit of bank cards (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1


def _is_born(digits: str) -> bool:
    """The form of an identity number with another check character than it should have: a slip of one that is somebody's."""
    return (
        len(digits) == 18
        and int(digits[:2]) in PROVINCES
        and is_date(digits[6:14])
        and not _is_identity(digits)
    )


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


_GAP = r"(?:[ ._·/~*()+|='<>#@^…【】{}“”‘’\[\]\\\"-]{0,3}|\n *)"
_D = rf"[0-9]{_GAP}"
_SIZES = (
    (3, 5, 3),
    (4, 4, 3),
    (2, 4, 5),
    (4, 3, 4),
    (5, 3, 3),
    (3, 3, 5),
    (5, 6),
    (6, 5),
    (3, 2, 2, 2, 2),
    (3, 4, 1, 3),
    (3, 4, 2, 2),
    (3, 4, 3, 1),
)  # other groups than 3, 4, 4


def _groups(gap: str, *sizes: int) -> str:
    """The digits of a mobile number after its first two, in groups."""
    return gap.join(f"[0-9]{{{size}}}" for size in (sizes[0] - 2, *sizes[1:])).replace("[0-9]{0}", "")


def _listed(mark: str) -> str:
    """The same in the usual groups, as the items of a list; round numbers are numbers."""
    return f"[0-9]{mark}[0-9]{{2}}(?!00)[0-9]{{2}}{mark}[0-9]{{2}}(?!00)[0-9]{{2}}"


_ITEM = "[，,、；;:：] ?"  # between the items of a list
_FOUR = "[0-9]{2}(?!00)[0-9]{2}"  # round numbers are numbers
OFFICE = "咨询: 县计生协 010-88880000"
_H = "[0-9〇零一二三四五六七八九]"  # a digit as forms have it
NO_PAPERS = "任何材料里都不写证件号码，请删去"
_NO_MOBILE = "个人手机不公开，请改写单位座机"
_PERHAPS = f"{_NO_MOBILE}；不是手机的，写明核过"

_IN_WORDS = "|".join(f"{word}[0-9]{{4}}{word}[0-9]{{4}}" for word in ("点", "杠", "横", "减", "空格"))
NUMBERS: tuple[Sort, ...] = (
    Sort(
        "E301", "身份证号", "", late(rf"(?<![0-9])[1-8]{_GAP}(?:{_D}){{16}}[0-9Xx](?![0-9])"),
        _is_identity, True, NO_PAPERS, "人数: 15",
    ),
    Sort(
        "E301", "身份证号", "", late("(?<![0-9])[1-8][0-9]{5}[ -]?[0-9]{6}[ -]?[0-9]{3}(?![0-9])"),
        _is_identity, False, NO_PAPERS, "人数: 15",
    ),
    Sort(
        "E301", "身份证号", "", late(f"(?<![0-9])[1-8][0-9]{{5}}{_ITEM}(?:19|20)[0-9]{{6}}{_ITEM}[0-9]{{3}}[0-9Xx](?![0-9])"),
        _is_identity, False, NO_PAPERS, "人数: 15",
    ),
    Sort(  # 20 digits: an identity number and two for the kind and degree
        "E301", "残疾人证号", "", late(rf"(?<![0-9])[1-8]{_GAP}(?:{_D}){{16}}[0-9Xx](?=[1-7][1-4](?![0-9]))"),
        _is_identity, True, NO_PAPERS, "人数: 15",
    ),
    Sort(
        "Q301", "身份证号", "", late("(?<![0-9])[1-8][0-9]{16}[0-9Xx](?![0-9])"),
        _is_born, False, NO_PAPERS, "人数: 15",
    ),
    Sort(
        "Q301", "隐去一半的身份证号", "[0-9] ?[*＊×xX]{4}",
        late(
            "(?<![0-9])[1-8][0-9]{5}(?:(?:19|20)[0-9]{2,6}[*×xX]{4,10}[0-9]{0,3}[0-9Xx]?|[*×xX]{6,9}[0-9]{2,3}[0-9Xx])(?![0-9])"
        ),
        bool, False, NO_PAPERS, "人数: 15",
    ),
    Sort(  # said to be one, with whatever check character
        "Q301", "身份证号", "份证",
        late(
            f"身份证(?:件)?(?:号码?)?(?:为|是|[:：])? ?([1-8一二三四五六七八](?:[ -]?{_H}){{13,17}}[Xx]?)(?![0-9])"
        ),
        bool, False, NO_PAPERS, "人数: 15",
    ),
    Sort(
        "Q301", "身份证号的一段", "[前后尾末]",
        late("身份证[^0-9，。；\n]{0,4}(?:[前后末]?[四六八4-8]位|尾号)[^0-9，。；\n]{0,3}([0-9]{3,8}[0-9Xx])(?![0-9])"),
        bool, False, NO_PAPERS, "人数: 15",
    ),
    Sort(
        "E302", "手机号", "",
        late(
            rf"(?:(?<![0-9])(?:\+?86|0086|0){_GAP}|(?<![0-9]))"
            rf"1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}(?![0-9])"
        ),
        bool, False, _NO_MOBILE, OFFICE,
    ),
    Sort(  # parted as the items of a list are, or otherwise than numbers are said
        "Q302", "手机号", "",
        late(
            f"(?<![0-9])1[3-9](?:{'|'.join([*map(_listed, '，,、；;'), *(_groups('[ -]', *sizes) for sizes in _SIZES)])})(?![0-9])"
        ),
        bool, False, _PERHAPS, OFFICE,
    ),
    Sort(  # each digit an item of a list
        "Q302", "手机号", "", late("(?<![0-9])1(?:[，,][3-9](?:[，,][0-9]){9}|、[3-9](?:、[0-9]){9})(?![0-9])"),
        bool, False, _PERHAPS, OFFICE,
    ),
    Sort(  # parted by words for strokes
        "Q302", "手机号", "[0-9](?:[点杠横减]|空格)[0-9]{4}",
        late(f"(?<![0-9])1[3-9][0-9](?:{_IN_WORDS})(?![0-9])"),
        bool, False, _PERHAPS, OFFICE,
    ),
    Sort(  # from its end, and said to be
        "Q302", "倒着写的号码", "[倒反][过写着来]",
        late("[倒反][过写着来][^0-9\n]{0,12}([0-9]{9}[3-9]1|[0-9Xx][0-9]{17})(?![0-9])"), bool, False, _PERHAPS, OFFICE,
    ),
    Sort(
        "Q302", "手机号的一段", "[前后尾末]",
        late(
            "(?:手机|电话|号码)[^0-9，。；\n]{0,4}(?:前[^0-9，。；\n]{0,4}(1[3-9][0-9]{1,5})|(?:[后末][四4]位|尾号)[^0-9，。；\n]{0,3}([0-9]{4}))(?![0-9])"
        ),
        bool, False, _NO_MOBILE, OFFICE,
    ),
    Sort(
        "Q302", "手机号", "[0-9][:：][0-9]{4}[:：]", late(f"(?<![0-9:：])1[3-9]{_listed('[:：]')}(?![0-9:：])"),
        bool, False, _PERHAPS, OFFICE,
    ),
    Sort(
        "E302", "手机号", "", late(r"(?<![0-9])1[ ._·/~*-]{1,2}[3-9](?:[ ._·/~*-]{1,2}[0-9]){9}(?![0-9])"),
        bool, False, _NO_MOBILE, OFFICE,
    ),
    Sort(
        "E302", "手机号", "", late("(?i)(?<=phone=|obile=|..tel=)1[3-9][0-9]{9}(?![0-9])"),
        bool, True, "个人手机不公开，请换一个不带手机号的网址", "来源: [https://www.example.org/1.html]",
    ),
    Sort(  # a whole part of an address, or a whole value in it: perhaps a number of the site's own
        "Q302", "手机号", "", late("(?<=[/=:])1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}(?=[/.?#&\\]\\s,\"'}，。；、）]|$)"),
        bool, True, "它在网址里：是个人的手机，请换一个网址；是那个网站自己的编号，写明核过", "来源: [https://www.example.org/1.html]",
    ),
    Sort(
        "Q302", "隐去一半的手机号", "[0-9][*＊×xX]{3}", late("(?<![0-9])1[3-9][0-9][*×xX]{3,4}[0-9]{4}(?![0-9])"),
        bool, False, _NO_MOBILE, OFFICE,
    ),
    Sort(
        "E303", "银行卡号", "",
        late(
            r"(?<![0-9A-Za-z])(?:[3-6][0-9]{15,18}|[3-6][0-9]{3}(?:[ ._·/~*-][0-9]{4}){3}(?:[ ._·/~*-]?[0-9]{1,3})?"
            "|62[0-9]{4}[ -][0-9]{10,13})(?![0-9A-Za-z])"
        ),
        _is_card, False, "任何材料里都不写银行卡号，请删去", "{项目: 善款, 数量: 3000, 单位: 元}",
    ),
    Sort(
        "Q303", "银行卡号", "",
        late(f"(?<![0-9])(?:4[0-9]|5[1-5]|62)(?!00)[0-9]{{2}}(?:{_ITEM}{_FOUR}){{3}}(?:{_ITEM}[0-9]{{1,3}})?(?![0-9]|{_ITEM}[0-9])"),
        _is_card, False, "任何材料里都不写银行卡号，请删去；不是卡号的，写明核过", "{项目: 善款, 数量: 3000, 单位: 元}",
    ),
    Sort(
        "Q303", "银行账号", "[账帐卡][号户]|[行社]卡|存折|[农工建招]行|打入",
        late(
            "(?:银行|开户|收款|对公)?(?:[账帐]号|[账帐]户|(?<!保)卡号|[行社]卡|存折账?号?|[农工建招]行|打入)(?:为|是|[:：])? ?"
            f"({_H}(?:{_H}|-){{8,29}}|{_H}{{4,5}}(?: {_H}{{2,5}}){{2,6}})(?![0-9])"
        ),
        bool, False, "个人账号不公开；是单位公开的捐款账户，请确认", "{项目: 善款, 数量: 3000, 单位: 元}",
    ),
)  # fmt: skip
