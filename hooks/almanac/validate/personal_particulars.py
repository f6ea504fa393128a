"""What else is somebody's: papers, plates, accounts, doors, coordinates, birthdays; how each is written, what to write instead.

Plates and coordinates are refused; forms that ordinary texts share with the others ask.
"""

from __future__ import annotations

from almanac.model.late_pattern import late
from almanac.validate.personal_numbers import NO_PAPERS, OFFICE, PLACES, Sort, is_date

_HAN_DIGIT = "[〇零○一二三四五六七八九]"
_YEAR = f"(?:(?:19|20)[0-9]{{2}}|[一二]{_HAN_DIGIT}{{3}})"
_MONTH = "(?:[0-9]{1,2}|十?[一二三四五六七八九十])"
_DAY = "(?:[0-9]{1,2}|[二三]?十?[一二三四五六七八九十])"
_N = "[0-9一二三四五六七八九十]"
_ROOM = "(?:[0-9]{3,4}|[零〇一二三四五六七八九]{3,4})(?! ?(?:[0-9年人户元名份个]|室?(?:会议|多功能|活动|培训|教|诊|办公)室))"
_COMMA = " ?[,，;；/ ] ?"
_NO_DOOR = "不写到单元、房号；写到小区、村或办公楼就行"
_NO_ACCOUNT = "个人账号不公开，请改写单位座机或公众号名称"
_FAMILIES = (  # surnames by their sounds
    "wang|li|zhang|liu|chen|yang|huang|zhao|wu|zhou|xu|sun|ma|zhu|hu|guo|he|lin|gao|luo|zheng|liang|xie|song|tang|han|feng|deng|cao|peng|zeng|"
    "xiao|tian|dong|yuan|pan|cai|jiang|yu|du|ye|cheng|wei|su|lv|lu|ding|ren|shen|yao|fu|zhong|cui|tan|liao|fan|jin|shi|jia|xia|fang|zou|xiong|"
    "bai|meng|qin|qiu|hou|wen|yi|long|mo|ou|kong|yin|qu|gong|lei|dai|mao"
)
_SYLLABLE = "(?:[bpmfdtnlgkhjqxzcsryw]|[zcs]h)?[aeiouv]{1,3}(?:ng?|r)?"
_SOUNDED = f"(?:{_FAMILIES})[._]?{_SYLLABLE}(?:{_SYLLABLE}(?:[._]?[0-9]{{1,8}})?|[._]?[0-9]{{2,8}})"
_MAILS = "(?:qq|163|126|139|189|sina|sohu|foxmail|yeah|hotmail|outlook|gmail|icloud|aliyun)[.](?:com|cn|net)"
_LONGITUDE, _LATITUDE = r"(?:1[0-3][0-9]|[7-9][0-9])\.[0-9]{4,}", r"[1-5][0-9]\.[0-9]{4,}"


def _is_passport(digits: str) -> bool:
    """A letter and a number that is no date."""
    return not is_date(digits[-8:])


def _is_plate(plate: str) -> bool:
    return sum(map(str.isdigit, plate[2:])) >= 3


PARTICULARS: tuple[Sort, ...] = (
    Sort(
        "Q304", "护照或通行证号", "[EGDSPHMC][A-Z]?[0-9]{7}",
        late(
            "(?<![0-9A-Za-z])(?<!准字)(?<!字第)(?<!批号)(?<!批号[ ：:])(?<!编号)(?<!编号[ ：:])(?<!备字)(?<!健[注备])"
            "(?:[EGDSPHMC][0-9]{8}(?:[0-9]{2})?|E[A-Z][0-9]{7})(?![0-9A-Za-z])"
        ),
        _is_passport, False, NO_PAPERS, "人数: 15",
    ),
    Sort(
        "Q304", "证件号", "[胞行疾官保居]证|护照|保卡",
        late("(?:台胞证|通行证|残疾人?证|军官证|警官证|居住证|居留证|护照|社保卡|医保卡)"
            "(?:号码?)?(?:为|是|[:：])? ?(?:[\u4e00-\u9fff]字第)?([A-Z]?[0-9]{7,20})(?![0-9])"),
        bool, False, NO_PAPERS, "人数: 15",
    ),
    Sort(
        "E305", "车牌号", f"[{PLACES}][A-Za-z]",
        late(f"[{PLACES}][A-Za-z][·• .-]?[A-Za-z0-9]{{5,6}}(?![A-Za-z0-9])"),
        _is_plate, False, "不写车牌号，请删去", "简介: 送医车到村巡诊",
    ),
    Sort(
        "Q306", "微信号", "[微薇威徽维Vv].?信[^公]|[vVwW][xX]|[wW]e[iICc]|加.{0,2}[微薇威vV+]|[薇威vV][♥❤：:]",
        late(
            "(?:(?:微.?|[薇威徽维Vv])信(?:号|[Ii][Dd])?[)）]? *(?:[:：为是] *)?(?=[A-Za-z]*[-_0-9])|微信号 *[:：为是]? *"
            "|加(?:我|她|他|一下)?[微薇威Vv+]{1,2} *[:：]? *(?=[A-Za-z]*[-_0-9])|[薇威Vv][♥❤]\ufe0f? *[:：]? *(?=[A-Za-z]*[-_0-9])"
            "|(?<![A-Za-z/.])(?:[Vv][Xx]|[Ww][Xx]|[Ww]ei[Xx]in|[Ww]e[Cc]hat)(?:(?:号|[Ii][Dd])? *[:：号] *| +(?=[A-Za-z]*[-_0-9]))|(?=wxid_))"
            "([A-Za-z][-_A-Za-z0-9]{5,19})(?![-_A-Za-z0-9@.])"
        ),
        bool, False, "个人微信号不公开，请改写单位座机或公众号名称", OFFICE,
    ),
    Sort(
        "Q306", "QQ 号", "[qQ] ?[qQ.号1-9]|扣扣|球球|企鹅|加[qQ]",
        late(
            "(?<![A-Za-z])(?:(?:[qQ] ?[qQ]|[qQ](?=号|[1-9][0-9]{7})|加[qQ]|扣扣|球球|企鹅)(?:号码?|群号?)?(?:为|是|[:：])? ?"
            "([1-9][0-9]{4,10}|[1-9](?: [0-9]){4,10}|[1-9][0-9](?:[ -][0-9]{2,3}){2,4}|[一二三四五六七八九][〇零一二三四五六七八九]{4,10})(?![0-9.])"
            "|(?<![A-Za-z0-9._-])([1-9][0-9]{4,10})@[qQ]{2}[.]com)"
        ),
        bool, True, _NO_ACCOUNT, OFFICE,
    ),
    Sort(  # a name by its sounds, or said to be somebody's; mailboxes of offices are of other letters
        "Q306", "个人邮箱", "@(?:[0-9a-z]+[.])+[a-z]",
        late(
            f"(?<![A-Za-z0-9._-])({_SOUNDED}@{_MAILS}|(?<=的邮箱是)[A-Za-z0-9._-]{{3,24}}@{_MAILS}|(?<=[他她人妈爸]邮箱[：:是])[A-Za-z0-9._-]{{3,24}}@{_MAILS})"
        ),
        bool, True, _NO_ACCOUNT, OFFICE,
    ),
    Sort(
        "Q306", "抖音号、快手号", "[音手书] ?[号A-Za-z0-9IiDd:：]",
        late(
            "(?:抖音|快手|小红书)(?:号|[IiDd]{2})? ?(?:为|是|[:：])? ?"
            "((?=[-_.A-Za-z]*[0-9]|(?<=号)|(?<=[号Dd][:：为是 ]))[A-Za-z0-9][-_.A-Za-z0-9]{4,24})"
        ),
        bool, False, _NO_ACCOUNT, OFFICE,
    ),
    Sort(
        "Q307", "门牌号", "[栋幢]|[座楼层元] ?[0-9]|组 ?第? ?[0-9一二三四五六七八九十]+ ?号|[0-9][#＃][0-9]{3}|[0-9]-[0-9]{1,2}-[0-9]{3}"
        "|[区园寓村苑][0-9]{1,2}-[0-9]{3}|[东西]户",
        late(
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
        "Q307", "门牌号", "[街路道巷弄]子?[0-9一二三四五六七八九十]",
        late(
            "(?:(?<![之国])家(?:就?在|里?住在?)|家庭住?地?址[:：]?|住址[:：]?|(?<![入居])住在?|上门到)(?![建房院宿户保])"
            "[^，。；：\n]{0,16}?(?:街|路|道|巷|弄)子?[0-9一二三四五六七八九十]{1,4}号"
        ),
        bool, False, _NO_DOOR, "地点: 天和社区",
    ),
    Sort(
        "E308", "经纬度坐标", "[.][0-9]{4}|[东北][经纬]|°",
        late(
            rf"(?<![0-9.]){_LONGITUDE}{_COMMA}{_LATITUDE}|(?<![0-9.]){_LATITUDE}{_COMMA}{_LONGITUDE}"
            r"|(?:北纬|东经)[ :：]?[0-9]{2,3}(?:\.[0-9]{3,}|[°度][0-9]{1,2}[′'分])"
            "|[0-9]{2,3}°[0-9]{1,2}[′'][0-9.]*[″\"]?[NE]"
        ),
        bool, True, "不写坐标，请写地名", "地点: 天和广场",
    ),
    Sort(
        "Q313", "出生日期", "出生|生[于日]|[年月日0-9]生",
        late(
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
