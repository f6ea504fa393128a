"""How newspapers name an association, a place and an activity, so that outsiders know them and nothing is said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from almanac.model import phase
from almanac.model.association_names import without_peoples
from almanac.model.divisions import Association, Level, Register, ancestor, level_of, parent
from almanac.model.filings import Activity
from almanac.model.phase import Phase
from almanac.views import press_place_fit
from almanac.views.occurrences import occurrences_of
from almanac.views.press_sentences import ask

# What a clerk notes about the source and not about the activity.
_NOTE = re.compile(
    "报道|发表(?!讲话|演讲|致辞|感言|意见)|材料(?:里|中)?没|原稿|原文|不详|不明|不清|没有(?:写|说|见|查)|未(?:写|说明|注明)|暂(?:按|作|记|列|不)"
    "|推断|推测|估计是|待(?:查|核|补|定)|存疑|按.{1,6}(?:一场|级)记|转载|见网页|录入|填报人"
)
_BRACKETS = re.compile(r"[（(\[【][^（）()\[\]【】]*[）)\]】]")
_CAMPAIGN = re.compile(r"[“”\"'‘’]?5\s*[.·．・。•]\s*29[“”\"'‘’]?")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?")
_VILLAGE = re.compile("[^省市州县区镇乡、，在]{1,6}?(?:村|社区)")
_VIRTUAL = re.compile("虚拟(?:社区|生活区|村)")  # villages that only statistics know
_ENDS = (
    "场园院校馆厅站所处部堂台队村寨镇乡区社道街路山坪店家里会局市县州"  # with which the name of a place ends
)
_KINDS = (
    "社区",
    "街道",
    "农场",
    "林场",
    "管理处",
    *"省州市县区镇乡村",
)  # what stays of an association's name before a place in it
# Names that say by themselves that something is held; all others are followed by 活动.
NOUN = re.compile(
    "(?:活动|活动日|仪式|会|会议|演出|汇演|调演|义诊|讲座|巡讲|直播|比赛|竞赛|展览|巡展|联欢|行动|培训|座谈|课堂|讲堂|体检|检查|走秀|(?<!党)课|诊|展"
    "|赛|集市|节|论坛|沙龙|[班营])$"
)
_COMMON = re.compile(  # places of which each village or town has its own
    "(?:文化|老年|文体)?活动(?:中心|室)|文化(?:广场|站|中心)|农家书屋|卫生[室院]|(?:党群|便民)?服务中心|中心小学|礼堂|政府前坪"
)

OWN = re.compile(
    "^(发放|赠送|表彰|慰问|走访|募集)(?!大会$|会$|慰问$|.*活动$|.*服务$).."
)  # names with a verb of their own
GIVING = re.compile(  # two things, of which a 培训 is not all
    "(?:发放|赠送|慰问|走访|募捐)(?:和|及|与|、)[^和及与、]+(?<!活动)(?<!仪式)$"
)


def is_note(text: str) -> bool:
    """Whether a text is a word among clerks, which no reader of a newspaper is to see."""
    return bool(_NOTE.search(text))


def without_notes(text: str) -> str:
    """The sentences of a text that are no words among clerks; its paragraphs stay."""
    lines = ("".join(one for one in _SENTENCE.findall(line) if not is_note(one)) for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def short(register: Register, code: str) -> str:
    """The name that is printed: 湘西州, 江华县, 大通湖管理区; a village without its committee, a statistical one as its town."""
    name, above = register[code].printed, parent(code)
    if _VIRTUAL.search(name) and above:
        return short(register, above)
    if level_of(code) is Level.COUNTY:  # 湖南湘潭高新技术产业园区
        province = re.sub("(?:省|市|(?:壮族|回族|维吾尔)?自治区)$", "", register[register.root].name)
        name = re.sub(f"^{province}(?=.{{4,}}区$)", "", name)
    return name.removeprefix(register[above].name) or name if above else name


def unit(register: Register, code: str) -> str:
    """An association among those who know the place: 永顺县计生协, 武潭镇计生协."""
    return f"{short(register, code)}计生协"


def known(register: Register, code: str) -> str:
    """What stands before the name, so that it is known outside: the county of a town or a village; else nothing."""
    return short(register, ancestor(code, Level.COUNTY)) if level_of(code) > Level.COUNTY else ""


def whole(register: Register, code: str) -> str:
    """The name by which a place is told first: a county with its peoples, 江华瑶族自治县; afterwards it is short."""
    name = short(register, code)
    if level_of(code) is Level.COUNTY and name == register[code].printed:
        return register[code].short
    return name


def full(register: Register, code: str) -> str:
    """An association for readers anywhere in the province: 益阳市桃江县武潭镇计生协."""
    return near(register, code, "")


def near(register: Register, code: str, base: str) -> str:
    """An association for those who know where another one is: 武潭镇天和村计生协 for readers in the county."""
    line = [one.code for one in register.line(code)[1:-1] if not base.startswith(one.code)]
    return "".join(dict.fromkeys(whole(register, each) for each in [*line, code])) + "计生协"


def shorter_later(text: str, register: Register, code: str) -> str:
    """The text with each county's name whole where it stands first, and as people say it afterwards; titles stay as they are."""
    for county in _near_by(register, code):
        brief = county.printed
        if (
            brief != county.short
            and county.level is Level.COUNTY
            and (found := re.search(f"(?:{county.short}|{brief})(?![^《》]*》)", text))
        ):
            head, rest = text[: found.start()], text[found.end() :]
            own = f"{county.short}(?![^《》]*》)"
            text = head + county.short + re.sub(own, brief, rest)
    return text


def present(text: str, register: Register, code: str, then: bool = False) -> str:
    """The text with the names that the register has today: 宁乡市 for 宁乡县; a town that is part of another is 原某乡, but not
    in a text of a day on which nobody called it so (then)."""
    for one in _near_by(register, code):
        for old in former(register, one.code):
            text = text.replace(old, short(register, one.code))
    for town in register.children(ancestor(code, Level.COUNTY)):
        for old in former(register, town.code) if town.level is Level.TOWNSHIP and not then else ():
            text = re.sub(f"(?<!原){re.escape(old)}", f"原{old}", text)
    return text


def is_over(activity: Activity) -> bool:
    """Whether its text is of the day on which it was."""
    return phase.of(activity) is Phase.HELD


def _near_by(register: Register, code: str) -> list[Association]:
    """The cities and counties above an association, and the counties beside them."""
    return [
        *(one for one in register.line(code) if one.level in (Level.CITY, Level.COUNTY)),
        *register.children(ancestor(code, Level.CITY)),
    ]


def former(register: Register, code: str) -> list[str]:
    """Names that a place has no more: not those that people say beside the register's."""
    unit = register[code]
    said = (unit.name, unit.printed, without_peoples(unit.name))
    return [name for name in register.others(code) if not any(name in one for one in said)]


def kind(name: str) -> str:
    """What a place is, by its name: 县, 镇, 街道, 社区."""
    return next(
        (word for word in _KINDS if name.endswith(word)), "社区" if name.endswith("居委会") else name[-1]
    )


# ---------------------------------------------------------------- places


def place(activity: Activity, register: Register, code: str) -> str:
    """Where it is, without brackets, notes and the name of the association; of several places the first three."""
    said, each = [activity.place] if activity.place else [], [one.place for one in occurrences_of(activity)]
    if not said or re.search("[，；]", said[0]) or re.search("^.{0,3}在", said[0]) or {*each} - {*said}:
        said = each or said
    found = dict.fromkeys(filter(None, (_place(each, register, code, is_over(activity)) for each in said)))
    if len(found) > 1:
        found = dict.fromkeys(each.replace("、", "和") for each in found)
    told = list(dict.fromkeys(_with_town(each, register, code) for each in [*found][:3]))
    return "、".join(told) + ("等地" if len(found) > 3 else "")


def _with_town(where: str, register: Register, code: str) -> str:
    """A place in a village with the village's town before it, where the register has one such village in the county, of a
    city with its county: outsiders do not know where 丁村 is."""
    seat = ancestor(code, Level.COUNTY)
    inside = next((one for one in register.children(seat) if _begins(where, one.name)), None)
    if level_of(seat) is Level.COUNTY:
        first, rest = "", where
    elif inside and level_of(inside.code) is Level.COUNTY:
        seat, first = inside.code, where[: _begins(where, inside.name)]
        rest = where.removeprefix(first)
    else:
        return where
    found = _VILLAGE.match(rest)
    those = register.villages(seat).get(found[0], ()) if found else ()
    towns = {ancestor(one, Level.TOWNSHIP) for one in those}
    if len(towns) != 1 or code.startswith(town := towns.pop()):
        return where
    return f"{first}{short(register, town)}{rest}"


def _begins(where: str, county: str) -> int:
    """How many letters of a place are the county's name, with its peoples or without."""
    return next((len(name) for name in (county, without_peoples(county)) if where.startswith(name)), 0)


def site(activity: Activity, register: Register, code: str) -> tuple[str, str]:
    """Where it is as a headline says it, or nothing; and as a sentence does, which asks for what is not known or cannot be."""
    where = place(activity, register, code)
    if where and press_place_fit.fits(activity, where):
        return f"在{where}", f"在{where}"
    if where:
        recorded = where if activity.sessions else _BRACKETS.sub("", activity.place or where)
        return "", f"在{ask(f'地点，记录写的是“{recorded}”')}"
    return "", "" if activity.mode == "线上" else f"在{ask('地点')}"


def recorded(activity: Activity, register: Register, code: str) -> str:
    """The same as a sentence has it, and nothing where the record has no place: what is doubted is asked for."""
    return site(activity, register, code)[1] if place(activity, register, code) else ""


def _place(text: str, register: Register, code: str, then: bool) -> str:
    bare = present(_VIRTUAL.sub("", _BRACKETS.sub("", text)).strip("，、； "), register, code, then)
    if is_note(bare):
        return ""
    if level_of(code) > Level.COUNTY and _COMMON.fullmatch(bare):
        whose = ancestor(code, Level.TOWNSHIP) if bare.startswith("政府") else code
        return f"{kind(short(register, whose))}{bare}"
    for name in sorted(_names(register, code), key=len, reverse=True):
        if bare.startswith(name) and len(bare) > len(name) + 1:
            word = kind(name) if len(name) > len(kind(name)) + 1 and kind(name) in _KINDS else ""
            rest = bare[len(name) :]
            return rest if word and rest.startswith((*_KINDS, "集镇")) else word + rest if word else bare
    return bare


def _names(register: Register, code: str) -> Iterator[str]:
    """All by which the association is called, and those above it."""
    for one in register.line(code)[0 if code == register.root else 1 :]:
        yield from (one.name, one.short, short(register, one.code), *register.others(one.code))


# ---------------------------------------------------------------- activities


def act(activity: Activity, register: Register, code: str) -> str:
    """What is held: the activity's name without the association, the place, brackets and notes."""
    bare = _CAMPAIGN.sub("“5·29”", _BRACKETS.sub("", activity.name)).strip()
    bare = _VIRTUAL.sub("", re.sub("^第.{1,4}个(?=“5·29”)", "", bare))
    places = [activity.place or "", *(session.place or "" for session in activity.sessions)]
    bare = of_unit(bare, register, code)
    bare = _without(bare, [part for each in places if each for part in _parts(each)])
    bare = bare.strip("，、：: ")
    if len(bare.replace("“5·29”", "").replace("活动", "")) < 2:
        bare = activity.name
    if present(bare, register, code) != bare:  # an old name stays in the name of an activity, marked as one
        bare = f"“{bare}”" if "“" not in bare else present(bare, register, code)
    bare = re.sub("“5·29”会员活动日", "“5·29会员活动日”", bare)
    bare = re.sub("集中活动日(活动)?$", "集中活动", bare)
    if bare.endswith("启动") and "启动仪式" in activity.forms:
        bare += "仪式"
    return held(bare)


def held(name: str) -> str:
    """What is held, by a name that may say only what is done: 集中宣传活动."""
    said = NOUN.search(name) and not GIVING.search(name)
    return name if said or OWN.search(name) else f"{name}活动"


def of_unit(text: str, register: Register, code: str) -> str:
    """A name without the association's, and those of the places above it: 优秀会员 of 某县优秀会员."""
    return _without(text, [*_names(register, code)])


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
        if letter in _ENDS and bare[-1] in _ENDS and len(bare) - at > 2:  # 广场 alone is of 广场舞
            yield bare[at:]
        if letter in "市县区镇乡村":
            yield bare[:at]
            yield re.split("(?<=[市县区镇乡])(?=..)", bare[:at])[-1]
