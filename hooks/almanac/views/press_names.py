"""How newspapers name an association, a place and an activity, so that outsiders know them and nothing is said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from almanac.model.divisions import Level, Register, ancestor, level_of, parent
from almanac.model.filings import Activity
from almanac.views.occurrences import occurrences_of

# What a clerk notes about the source and not about the activity.
_NOTE = re.compile(
    "报道|发表(?!讲话|演讲|致辞|感言|意见)|材料(?:里|中)?没|原稿|原文|不详|不明|不清|没有(?:写|说|见|查)|未(?:写|说明|注明)|暂(?:按|作|记|列|不)"
    "|推断|推测|估计是|待(?:查|核|补|定)|存疑|按.{1,6}(?:一场|级)记|转载|见网页|录入|填报人"
)
_BRACKETS = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]")
_CAMPAIGN = re.compile(r"[“”\"'‘’]?5\s*[.·．・。•]\s*29[“”\"'‘’]?")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?")
_ENDS = (
    "场园院校馆厅站所处部堂台队村寨镇乡区社道街路山坪店家里会局市县州"  # with which the name of a place ends
)
_KINDS = ("社区", "街道", *"省州市县区镇乡村")  # what stays of an association's name before a place in it
_ACTS = "活动|仪式|会|演出|汇演|调演|义诊|讲座|直播|比赛|竞赛|展览|巡展|联欢|行动|培训|座谈|课堂|体检|检查|走秀|评选|课|诊|展|赛|集市"
_DONE = re.compile(f"(?:{_ACTS})$")
_ACT = re.compile(
    r"(宣传服务|集中宣传|宣传|启动|慰问|走访|服务|宣讲|咨询|募捐|普及|结对|帮扶|表彰|宣传与走访|服务日"
    "|进(?:校园|社区|家庭|企业|乡村|农村|机关|军营))$"
)


def is_note(text: str) -> bool:
    """Whether a text is a word among clerks, which no reader of a newspaper is to see."""
    return bool(_NOTE.search(text))


def without_notes(text: str) -> str:
    """The sentences of a text that are no words among clerks; its paragraphs stay."""
    lines = ("".join(one for one in _SENTENCE.findall(line) if not is_note(one)) for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def short(register: Register, code: str) -> str:
    """The name that is printed: 湘西州, 江华县, 大通湖管理区; a village without its committee."""
    name, above = register[code].printed, parent(code)
    return name.removeprefix(register[above].name) or name if above else name


def unit(register: Register, code: str) -> str:
    """An association among those who know the place: 永顺县计生协, 武潭镇计生协."""
    return f"{short(register, code)}计生协"


def known(register: Register, code: str) -> str:
    """What stands before the name, so that it is known outside: the county of a town or a village; else nothing."""
    return short(register, ancestor(code, Level.COUNTY)) if level_of(code) > Level.COUNTY else ""


def full(register: Register, code: str) -> str:
    """An association for readers anywhere in the province: 益阳市桃江县武潭镇计生协."""
    line = [one.code for one in register.line(code)[1:-1]]
    return "".join(short(register, each) for each in line) + unit(register, code)


# ---------------------------------------------------------------- places


def place(activity: Activity, register: Register, code: str) -> str:
    """Where it is, without brackets, notes and the name of the association; of several places the first three."""
    said = [activity.place] if activity.place else []
    if not said or re.search("[，；]", said[0]) or re.search("^.{0,3}在", said[0]):
        said = [one.place for one in occurrences_of(activity)]
    found = dict.fromkeys(filter(None, (_place(each, register, code) for each in said)))
    return "、".join([*found][:3]) + ("等地" if len(found) > 3 else "")


def _place(text: str, register: Register, code: str) -> str:
    bare = _BRACKETS.sub("", text).strip("，、； ")
    if is_note(bare):
        return ""
    for name in sorted(_names(register, code), key=len, reverse=True):
        if bare.startswith(name) and len(bare) > len(name) + 1:
            kind = next((word for word in _KINDS if name.endswith(word) and len(name) > len(word) + 1), "")
            return kind + bare[len(name) :] if kind else bare
    return bare


def _names(register: Register, code: str) -> Iterator[str]:
    """All by which the association is called, and those above it."""
    for one in register.line(code)[1:]:
        yield from (one.name, one.short, short(register, one.code), *register.others(one.code))


# ---------------------------------------------------------------- activities


def act(activity: Activity, register: Register, code: str) -> str:
    """What is held: the activity's name without the association, the place, brackets and notes."""
    bare = _CAMPAIGN.sub("“5·29”", _BRACKETS.sub("", activity.name)).strip()
    bare = re.sub("^第.{1,4}个(?=“5·29”)", "", bare)
    places = [activity.place or "", *(session.place or "" for session in activity.sessions)]
    bare = _without(bare, [*_names(register, code), "全省", "全市", "全县"])
    bare = _without(bare, [part for each in places if each for part in _parts(each)])
    bare = bare.strip("，、：: ")
    if len(bare.replace("“5·29”", "").replace("活动", "")) < 2:
        bare = activity.name
    bare = re.sub("“5·29”会员活动日", "“5·29会员活动日”", bare)
    return f"{bare}活动" if _ACT.search(bare) and not _DONE.search(bare) else bare


def _without(text: str, names: Iterable[str]) -> str:
    """The text without the names at its beginning, the longest first, one after another."""
    longest = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    while name := next((each for each in longest if text.startswith(each) and len(text) > len(each) + 1), ""):
        text = re.sub("^(?:计划生育协会|计生协会?|的)", "", text[len(name) :])
    return text


def _parts(text: str) -> Iterator[str]:
    """A place, and each end of its name that is one by itself: 小溪镇回龙村广场, 回龙村广场."""
    bare = _BRACKETS.sub("", text)
    yield bare
    for at, letter in enumerate(bare[:-1], 1):
        if letter in _ENDS and bare[-1] in _ENDS and len(bare) - at > 1:
            yield bare[at:]
        if letter in "市县区镇乡村":
            yield bare[:at]
