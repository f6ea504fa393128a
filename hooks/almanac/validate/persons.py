"""Persons in a text: what looks like a name and stands where a person is spoken of asks somebody to decide.

Two steps, so that a text without a name costs one look: what looks like a name (`person_names`), then what stands before and
after it on the same line. Nothing here is an error: a word may look like a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from almanac.validate.person_names import ADDRESS, CERTAIN, ELDERS, NAME, NICKNAME, QUICK

_CARE = (
    "失独|留守|困难|特困|贫困|孤儿|低保|五保|残疾|特扶|特殊|扶助|帮扶|救助|慰问|受助|受益|受捐|资助|失能|独居|空巢|孤寡|丧偶|"
    "致贫|烈属|军属|优抚|脱贫|监测|计生|独生|单亲|患病|重病|大病|住院"
)
_MINOR = "学生|新生|儿童|孩子|女孩|男孩|少年|孤儿|幼儿|宝宝|婴儿|小学|中学|(?:年级|班)的?|子女|学子|遗孤|女童|男童|女婴|男婴"
_KIN = (
    "老人|妇女|母亲|父亲|妈妈|爸爸|夫妇|户主?|家庭|对象|家属|成员|遗属|女儿|儿子|孙女|孙子|其[母父妻夫子女]"
)
_GROUP = f"(?:{_CARE})(?:{_KIN}|会员|党员|群众|职工|人员|人|户)?的?"
_VISIT = "慰问了?|看望了?|走访了?|探望了?|资助了?|救助了?|帮扶了?|帮助|结对|走进|来到"
_LABEL = "(?:(?:姓名|[\u4e00-\u9fff](?:对象|名单|学生))(?:[：:] ?|为)|[人者户]：)"
_OTHERS = "志愿者|村民|居民|群众|会员|党员|代表|职工|选手|受访人|获奖者|村医|青年|乡亲|邻居|联户|新人|市民|农民|获得者|家长"
_ILL = (
    "身?患(?!者)|难产|手术|病重|生病|瘫痪|癌|尿毒|中风|失明|肿瘤|精神病|自闭|抑郁|确诊|因病|查出|感染|罹患|病逝|卧床|怀孕|流产|"
    "[上取放]了?环|结扎|避孕|顺产|剖腹|绝育|引产"
)
_OPENING = "[“”（(：、 ]?$"


class Cue(NamedTuple):
    """What stands right before and right after a name where a private person is spoken of, and what it is a sign of."""

    kind: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


class Form(NamedTuple):
    """How a name may look, and the cues that make it one; the cue without anything around it always does."""

    pattern: re.Pattern[str]
    cues: tuple[Cue, ...]


FORMS: tuple[Form, ...] = (
    Form(ADDRESS, (Cue("care"),)),
    Form(NICKNAME, (Cue("care", re.compile("(?:岁的?|[女男]孩)$")),)),
    Form(
        NAME,
        (
            Cue("health", re.compile(f"(?:患者|感染者|病人|患儿|孕妇|产妇|[病癌症炎重]的){_OPENING}")),
            Cue("health", None, re.compile(f"[^，。；“0-9\n]{{0,4}}(?:{_ILL})")),
            Cue(
                "care",
                re.compile(f"(?:{_GROUP}|{_MINOR}|{_KIN}|{_VISIT}|岁的?|出生的|{_LABEL}|[组户]的){_OPENING}"),
            ),
            Cue(
                "care",
                None,
                re.compile(
                    "(?:（化名）)?(?:[，（( ]*(?:[男女][，、 ]*)?(?:今年|现年)?[0-9]{1,3}岁|[，（( ]*[男女](?![\u4e00-\u9fff])"
                    f"|(?:同学|小朋友|老人|{ELDERS})|[是系为][^，。；\n]{{0,6}}(?:{_CARE})|一家|一户"
                    "|家(?![庭长园乡属政具电禽畜族教访风村湾坪冲])|家庭(?:困难|贫困|经济|人口)|户[：:]"
                    "|的?(?:丈夫|妻子|老伴|儿子|女儿|孙子|孙女|母亲|父亲|独生)"
                    "|[，（( ]*(?:户籍|低保|五保|残疾|特困|独居|脑瘫|重病)|夫妇|夫妻|手[上里中]|住院|去世|离世|丧偶"
                    "|等[0-9两一二三四五六七八九十]*余?[人户名个]|于?[0-9]{4}年[0-9]{1,2}月[^，。；\n]{0,3}(?:出?生))"
                ),
            ),
            Cue("others", re.compile(f"(?:{_OTHERS}){_OPENING}")),
            Cue(
                "others", None, re.compile("[^，。；\n]{0,3}(?:说(?![明法服])|激动|告诉|表示感谢)|女士|先生")
            ),
            Cue(
                "others",
                re.compile("(?:[为给向到与把对陪请由从]|[、，。；：“ ]|^)$"),
                re.compile(
                    "[送办测做领]|申请|争取|解决|理发|过生日|等[0-9一二三四五六七八九十]*[人户名]|等.{0,4}家"
                ),
            ),
        ),
    ),
    Form(
        CERTAIN,
        (
            Cue("care", re.compile(f"(?:{_CARE}|{_KIN}|{_MINOR})[^。；;,{{}}\n]{{0,16}}$")),
            Cue("care", None, re.compile(f"[^。；;,{{}}\n]{{0,16}}?(?:{_CARE}|{_KIN}|{_MINOR})")),
        ),
    ),
)
TITLED = re.compile(  # who holds an office, or writes, is named in public
    "(?:会长|书记|主任|局长|院长|医师|教授|主席|[省市州县区镇乡]长|部长|处长|科长|站长|所长|秘书长|专家|老师|医生|大夫|记者|主持人|"
    "护士长|校长|干部|讲师|作者|编辑|联系人|负责人|主讲人|责任人|发言人|审核人)[：: ]?$"
)
REACH = 24  # so many letters before and after a name are looked at


class Naming(NamedTuple):
    """What looks like the name of a person, from index `start` to `end`; `around`: the name with what says so."""

    start: int
    end: int
    kind: str
    surname: str
    around: str


def namings(text: str) -> Iterator[Naming]:
    """What looks like a name and stands where a person in need, ill, under age or another private one is spoken of."""
    last = 0
    for quick in QUICK.finditer(text):
        at = quick.start()
        if at >= last and (naming := next(_at(text, at), None)):
            last = naming.end
            yield naming


def _at(text: str, start: int) -> Iterator[Naming]:
    for pattern, cues in FORMS:
        if not (found := pattern.match(text, start)):
            continue
        before = text[max(0, start - REACH) : start].rpartition("\n")[2]
        after = text[found.end() : found.end() + REACH].partition("\n")[0]
        if TITLED.search(before):
            continue
        for kind, left, right in cues:
            said = left.search(before) if left else None, right.match(after) if right else None
            if (said[0] or not left) and (said[1] or not right):
                around = "".join(
                    (said[0][0].strip() if said[0] else "", found[0], said[1][0] if said[1] else "")
                )
                yield Naming(start, found.end(), kind, found[0][found[0][0] in "小老"], around)
