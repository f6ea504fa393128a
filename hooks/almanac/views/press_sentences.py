"""Sentences of a release: who was present, and what was done, each kind with a verb of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# Verbs of what was done, by words in it; the first that fits.
_FORMS = (
    *(
        (verb, f"^{verb}(?!大会$|会$|慰问$|活动$|仪式$)..")
        for verb in (
            "发放",
            "赠送",
            "表彰",
            "慰问",
            "走访",
            "募集",
            "悬挂",
            "张贴",
            "播放",
            "设置",
            "出动",
            "参观",
            "讲",
            "写",
        )
    ),
    ("", "^(量|测|观看|收看|请先进代表)"),
    ("举行", "(演出|汇演|调演|大会|会议|仪式|晚会|生日会|走秀|表演|比赛|竞赛)$"),
    ("作", "报告$"),
    ("组织", "(问答|抢答|竞答|讲座|宣讲|培训|座谈|募捐|捐赠|直播|课堂|广播|观看|参观|评选|游戏|巡回)$"),
    ("展出", "(展板|板报|作品)$"),
    ("举办", "(展览|巡展|展播)$"),
    ("设置", "(咨询台|服务台|服务点)$"),
    ("悬挂", "(横幅|标语)$"),
    ("出动", "宣传车$"),
    ("发出", "倡议"),
    ("发放", "(资料|药具|用品|药品|礼品|助学金|慰问金|手册|物资|月饼)$"),
    ("", "^为群众义务理发$"),
    ("进行", "表彰$|授牌$"),
    ("提供", "餐$"),
    ("开展", ""),
)
_WHOLE = {
    "理发": "为群众义务理发",
    "义务理发": "为群众义务理发",
    "表彰": "表彰先进",
    "先进表彰": "表彰先进",
    "先进报告": "请先进代表作报告",
}  # forms that lack their verb or its object
_TWO = re.compile("(资料)(药具|药品|用品|礼品)$")  # things that clerks write as one
SEVERAL = re.compile("领导$|班子|代表$|干部$|人员$|专家$|会员$|群众$|成员$|有关负责人$|等$")


def ask(what: str) -> str:
    """What somebody has to find out before the text may be published."""
    return f"〔待核实：{what}〕"


def guests(offices: Sequence[str], verb: str) -> str:
    """Offices with the name to be found out, once for all of them, but for those that are several people; titles of one man
    are divided otherwise than men are."""
    those = [re.sub("^(.+)（(.+(?:长|主席|书记|主任))）$", r"\2、\1", one) for one in offices]
    alone = [one for one in those if not SEVERAL.search(one)]
    said = [
        f"{one}{ask('姓名' if len(alone) == 1 else '各人姓名')}" if one in alone[-1:] else one
        for one in those
    ]
    mark = "，" if any("、" in one for one in those) else "、"
    return f"{mark.join(said)}{verb}。" if said else ""


def done(forms: Iterable[str], start: str) -> str:
    """What was done, a verb for each kind: 某县计生协举行文艺演出，组织有奖问答，开展义诊，发放药具. Whom all of it was for is said
    once, before; which of it was for some of them no form says."""
    kinds: dict[str, list[str]] = {}
    for form in dict.fromkeys(_WHOLE.get(form, _TWO.sub(r"\1和\2", form)) for form in forms):
        verb = next(verb for verb, words in _FORMS if re.search(words, form))
        kinds.setdefault(verb, []).append(form.removeprefix(verb) or form)
    parts = "，".join(_clause(verb, those) for verb, those in kinds.items())
    return f"{start}{parts}。" if parts else ""


def _clause(verb: str, those: Sequence[str]) -> str:
    """A verb and what: 发放药具, 为群众量血压、测血糖."""
    if verb == "组织" and "参观" in those:
        rest = [one for one in those if one != "参观"]
        return f"{verb}{_and(rest)}，{verb}参观{ask('参观何处')}".removeprefix(f"{verb}，")
    if not verb and any(one.startswith(("量", "测")) for one in those):
        return f"为群众{'、'.join(re.sub('(?<=.)(?=[量测])', '、', one) for one in those)}"
    return f"{verb}{_and(those)}"


def _and(those: Sequence[str]) -> str:
    """一、二和三."""
    return "和".join(["、".join(those[:-1]), those[-1]]) if len(those) > 1 else "".join(those)
