"""Numbers and addresses that are somebody's: how each is written, what makes it one, what to write instead.

Identity and bank numbers with a right check digit, mobile numbers, plates and coordinates are refused; forms that ordinary
texts share with them (rooms, permits, accounts, half of a number) ask.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

PROVINCES = frozenset((*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82))  # fmt: skip
PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


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


def _is_born(digits: str) -> bool:
    """The form of an identity number with another check character than it should have: a slip of one that is somebody's."""
    return (
        len(digits) == 18
        and int(digits[:2]) in PROVINCES
        and _is_date(digits[6:14])
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
)  # other groups than 3, 4, 4


def _groups(gap: str, *sizes: int) -> str:
    """The digits of a mobile number after its first two, in groups."""
    return gap.join(f"[0-9]{{{size}}}" for size in (sizes[0] - 2, *sizes[1:])).replace("[0-9]{0}", "")


def _listed(mark: str) -> str:
    """The same in the usual groups, as the items of a list; round numbers are numbers."""
    return f"[0-9]{mark}[0-9]{{2}}(?!00)[0-9]{{2}}{mark}[0-9]{{2}}(?!00)[0-9]{{2}}"


_ITEM = "[，,、；;:：] ?"  # between the items of a list
_FOUR = "[0-9]{2}(?!00)[0-9]{2}"  # round numbers are numbers
_HAN_DIGIT = "[〇零○一二三四五六七八九]"
_YEAR = f"(?:(?:19|20)[0-9]{{2}}|[一二]{_HAN_DIGIT}{{3}})"
_MONTH = "(?:[0-9]{1,2}|十?[一二三四五六七八九十])"
_DAY = "(?:[0-9]{1,2}|[二三]?十?[一二三四五六七八九十])"
_N = "[0-9一二三四五六七八九十]"
_ROOM = "(?:[0-9]{3,4}|[零〇一二三四五六七八九]{3,4})(?! ?(?:[0-9年人户元名份个]|室?(?:会议|多功能|活动|培训|教|诊|办公)室))"
_LONGITUDE, _LATITUDE = r"(?:1[0-3][0-9]|[7-9][0-9])\.[0-9]{4,}", r"[1-5][0-9]\.[0-9]{4,}"
_COMMA = " ?[,，;；/ ] ?"
_OFFICE = "咨询: 县计生协 010-88880000"
_NO_PAPERS = "任何材料里都不写证件号码，请删去"
_NO_ACCOUNT = "个人账号不公开，请改写单位座机或公众号名称"
_NO_DOOR = "不写到单元、房号；写到小区、村或办公楼就行"
_NO_MOBILE = "个人手机不公开，请改写单位座机"

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
        "E301", "身份证号", "", re.compile(f"(?<![0-9])[1-8][0-9]{{5}}{_ITEM}(?:19|20)[0-9]{{6}}{_ITEM}[0-9]{{3}}[0-9Xx](?![0-9])"),
        _is_identity, False, _NO_PAPERS, "人数: 15",
    ),
    Sort(  # 20 digits: an identity number and two for the kind and degree
        "E301", "残疾人证号", "", re.compile(rf"(?<![0-9])[1-8]{_GAP}(?:{_D}){{16}}[0-9Xx](?=[1-7][1-4](?![0-9]))"),
        _is_identity, True, _NO_PAPERS, "人数: 15",
    ),
    Sort(
        "Q301", "身份证号", "", re.compile("(?<![0-9])[1-8][0-9]{16}[0-9Xx](?![0-9])"),
        _is_born, False, _NO_PAPERS, "人数: 15",
    ),
    Sort(
        "Q301", "隐去一半的身份证号", "[0-9] ?[*＊×xX]{4}",
        re.compile(
            "(?<![0-9])[1-8][0-9]{5}(?:(?:19|20)[0-9]{2,6}[*×xX]{4,10}[0-9]{0,3}[0-9Xx]?|[*×xX]{6,9}[0-9]{2,3}[0-9Xx])(?![0-9])"
        ),
        bool, False, _NO_PAPERS, "人数: 15",
    ),
    Sort(
        "E302", "手机号", "",
        re.compile(
            rf"(?:(?<![0-9])(?:\+?86|0086|0){_GAP}|(?<![0-9]))"
            rf"1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}(?![0-9])"
        ),
        bool, False, _NO_MOBILE, _OFFICE,
    ),
    Sort(  # parted as the items of a list are, or otherwise than numbers are said
        "Q302", "手机号", "",
        re.compile(
            f"(?<![0-9])1[3-9](?:{'|'.join([*map(_listed, '，,、；;'), *(_groups('[ -]', *sizes) for sizes in _SIZES)])})(?![0-9])"
        ),
        bool, False, "个人手机不公开，请改写单位座机；不是手机的，写明核过", _OFFICE,
    ),
    Sort(
        "Q302", "手机号", "[0-9][:：][0-9]{4}[:：]", re.compile(f"(?<![0-9:：])1[3-9]{_listed('[:：]')}(?![0-9:：])"),
        bool, False, "个人手机不公开，请改写单位座机；不是手机的，写明核过", _OFFICE,
    ),
    Sort(
        "E302", "手机号", "", re.compile(r"(?<![0-9])1[ ._·/~*-]{1,2}[3-9](?:[ ._·/~*-]{1,2}[0-9]){9}(?![0-9])"),
        bool, False, _NO_MOBILE, _OFFICE,
    ),
    Sort(
        "E302", "手机号", "", re.compile("(?i)(?<=phone=|obile=|..tel=)1[3-9][0-9]{9}(?![0-9])"),
        bool, True, "个人手机不公开，请换一个不带手机号的网址", "来源: [https://www.example.org/1.html]",
    ),
    Sort(  # a whole part of an address, or a whole value in it: perhaps a number of the site's own
        "Q302", "手机号", "", re.compile("(?<=[/=:])1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}(?=[/.?#&\\]\\s,\"'}]|$)"),
        bool, True, "它在网址里：是个人的手机，请换一个网址；是那个网站自己的编号，写明核过", "来源: [https://www.example.org/1.html]",
    ),
    Sort(
        "Q302", "隐去一半的手机号", "[0-9][*＊×xX]{3}", re.compile("(?<![0-9])1[3-9][0-9][*×xX]{3,4}[0-9]{4}(?![0-9])"),
        bool, False, _NO_MOBILE, _OFFICE,
    ),
    Sort(
        "E303", "银行卡号", "",
        re.compile(
            r"(?<![0-9A-Za-z])(?:[3-6][0-9]{15,18}|[3-6][0-9]{3}(?:[ ._·/~*-][0-9]{4}){3}(?:[ ._·/~*-]?[0-9]{1,3})?"
            "|62[0-9]{4}[ -][0-9]{10,13})(?![0-9A-Za-z])"
        ),
        _is_card, False, "任何材料里都不写银行卡号，请删去", "{项目: 善款, 数量: 3000, 单位: 元}",
    ),
    Sort(
        "Q303", "银行卡号", "",
        re.compile(f"(?<![0-9])(?:4[0-9]|5[1-5]|62)(?!00)[0-9]{{2}}(?:{_ITEM}{_FOUR}){{3}}(?:{_ITEM}[0-9]{{1,3}})?(?![0-9]|{_ITEM}[0-9])"),
        _is_card, False, "任何材料里都不写银行卡号，请删去；不是卡号的，写明核过", "{项目: 善款, 数量: 3000, 单位: 元}",
    ),
    Sort(
        "Q303", "银行账号", "[账帐卡][号户]",
        re.compile(
            "(?:银行|开户|收款|对公)?(?:[账帐]号|[账帐]户|(?<!保)卡号)(?:为|是|[:：])? ?"
            "([0-9][0-9-]{8,29}|[0-9]{4}(?: [0-9]{2,5}){2,6})(?![0-9])"
        ),
        bool, False, "个人账号不公开；是单位公开的捐款账户，请确认", "{项目: 善款, 数量: 3000, 单位: 元}",
    ),
    Sort(
        "Q304", "护照或通行证号", "[EGDSPHMC][A-Z]?[0-9]{7}",
        re.compile(
            "(?<![0-9A-Za-z])(?<!准字)(?<!字第)(?<!批号)(?<!批号[ ：:])(?<!编号)(?<!编号[ ：:])(?<!备字)(?<!健[注备])"
            "(?:[EGDSPHMC][0-9]{8}(?:[0-9]{2})?|E[A-Z][0-9]{7})(?![0-9A-Za-z])"
        ),
        _is_passport, False, _NO_PAPERS, "人数: 15",
    ),
    Sort(
        "Q304", "证件号", "[胞行疾官保居]证|护照|保卡",
        re.compile("(?:台胞证|通行证|残疾人?证|军官证|警官证|居住证|居留证|护照|社保卡|医保卡)"
            "(?:号码?)?(?:为|是|[:：])? ?(?:[\u4e00-\u9fff]字第)?([A-Z]?[0-9]{7,20})(?![0-9])"),
        bool, False, _NO_PAPERS, "人数: 15",
    ),
    Sort(
        "E305", "车牌号", f"[{PLACES}][A-Za-z]",
        re.compile(f"[{PLACES}][A-Za-z][·• .-]?[A-Za-z0-9]{{5,6}}(?![A-Za-z0-9])"),
        _is_plate, False, "不写车牌号，请删去", "简介: 送医车到村巡诊",
    ),
    Sort(
        "Q306", "微信号", "[微薇威Vv].?信[^公]|[vVwW][xX]|[wW]e[iICc]",
        re.compile(
            "(?:(?:微.?|[薇威Vv])信(?:号|[Ii][Dd])? *(?:[:：为是] *)?(?=[A-Za-z]*[-_0-9])|微信号 *[:：为是]? *"
            "|(?<![A-Za-z/.])(?:[Vv][Xx]|[Ww][Xx]|[Ww]ei[Xx]in|[Ww]e[Cc]hat)(?:(?:号|[Ii][Dd])? *[:：号] *| +(?=[A-Za-z]*[-_0-9]))|(?=wxid_))"
            "([A-Za-z][-_A-Za-z0-9]{5,19})(?![-_A-Za-z0-9@.])"
        ),
        bool, False, "个人微信号不公开，请改写单位座机或公众号名称", _OFFICE,
    ),
    Sort(
        "Q306", "QQ 号", "[qQ] ?[qQ.]|扣扣|球球|企鹅号|加[qQ]",
        re.compile(
            "(?<![A-Za-z])(?:(?:[qQ] ?[qQ]|加[qQ]|扣扣|球球|企鹅)(?:号码?|群号?)?(?:为|是|[:：])? ?([1-9][0-9]{4,10})(?![0-9.])"
            "|(?<![A-Za-z0-9._-])([1-9][0-9]{4,10})@[qQ]{2}[.]com)"
        ),
        bool, True, _NO_ACCOUNT, _OFFICE,
    ),
    Sort(
        "Q306", "抖音号、快手号", "[音手书] ?[号A-Za-z0-9IiDd:：]",
        re.compile(
            "(?:抖音|快手|小红书)(?:号|[IiDd]{2})? ?(?:为|是|[:：])? ?"
            "((?=[-_.A-Za-z]*[0-9]|(?<=号)|(?<=[号Dd][:：为是 ]))[A-Za-z0-9][-_.A-Za-z0-9]{4,24})"
        ),
        bool, False, _NO_ACCOUNT, _OFFICE,
    ),
    Sort(
        "Q307", "门牌号", "[栋幢]|[座楼层元] ?[0-9]|组 ?第? ?[0-9一二三四五六七八九十]+ ?号|[0-9][#＃][0-9]{3}|[0-9]-[0-9]{1,2}-[0-9]{3}"
        "|[区园寓村苑][0-9]{1,2}-[0-9]{3}|[东西]户",
        re.compile(
            rf"{_N}{{1,3}} ?(?:栋|幢|座|号楼) ?(?:{_N}{{1,2}} ?单元 ?)?(?:{_N}{{1,2}} ?[楼层] ?)?(?:[0-9]-)?{_ROOM}"
            "|单元[^，。；\n]{0,6}[东西中]户|号[0-9]{1,2}楼[0-9]{3,4}房"
            "|(?<=[区园寓村苑])[0-9]{1,2}-[0-9]{3,4}(?![-0-9年月日人户元名份个])"
            rf"|{_N}{{1,2}} ?单元 ?{_ROOM}"
            rf"|{_N}{{1,3}} ?(?:村民小)?组 ?第? ?(?:[0-9]{{1,4}}|[一二三四五六七八九十]{{1,3}}) ?号(?![楼线文])"
            "|(?<![0-9A-Za-z])[0-9]{1,2}[#＃][0-9]{3,4}(?![0-9])|(?<![-0-9A-Za-z])[A-Z]?[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,4}(?![-0-9A-Za-z年人户元名份个])"
        ),
        bool, False, _NO_DOOR, "地点: 天和社区",
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
    Sort(
        "Q313", "出生日期", "出生|生[于日]|[年月日0-9]生",
        re.compile(
            f"{_YEAR}(?:年|[-./]){_MONTH}(?:(?:月|[-./])(?:{_DAY}日?)?)?出生(?![的后缺育产活日以]|人口|率|医学|证)"
            f"|(?:出生(?:于|日期|年月)?|生于|生日)[:：]? ?{_YEAR}(?:年|[-./]){_MONTH}(?![0-9]*年)"
            f"|(?:出生(?:于|日期|年月)|生于)[:：]? ?{_YEAR}年(?![0-9以之前后间代的一二三四五六七八九十初底末起])"
            f"|(?:(?:19|20)?[0-9]{{2}}|[一二]{_HAN_DIGIT}{{3}})"
            f"(?:年{_MONTH}月(?:{_DAY}日)?|[-./][0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?)生(?=[，。、；）)人\n ]|$)"
            f"|{_YEAR}年生(?=[，。、；）)人\n ]|$)"
        ),
        bool, False, "不写个人的出生日期，请删去或只写年龄段", "简介: 慰问 70 岁以上老人 15 人",
    ),
)  # fmt: skip
