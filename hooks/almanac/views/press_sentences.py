"""Sentences of a release: who was present, what was done, and numbers, each with a verb of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from almanac.model.filings import Count, Figure, Group, Results

# Verbs of what was done, by words in it; the first that fits.
_FORMS = (
    *(
        (verb, f"^{verb}(?!大会$|会$|慰问$|活动$)..")
        for verb in ("发放", "赠送", "表彰", "慰问", "走访", "募集")
    ),
    ("举行", "(演出|汇演|调演|大会|仪式|晚会|走秀|表演|工作报告|比赛|竞赛)$"),
    ("组织", "(问答|抢答|竞答|讲座|宣讲|培训|座谈|募捐|捐赠|直播|课堂|广播|观看|参观|评选)$"),
    ("展出", "(展板|展览|板报|巡展|作品)$"),
    ("发出", "倡议"),
    ("发放", "(资料|药具|用品|药品|礼品|助学金|慰问金|手册)$"),
    ("开展", ""),
)
# Verbs of things that are counted.
_FIGURES = (
    (
        "发放",
        "资料|手册|宣传册|折页|传单|药具|药品|用品|服务包|礼包|礼品|卫生巾|手提袋|书籍|读本|慰问品|慰问金|助学金|奖金",
    ),
    ("设置", "咨询台|服务台|展台|摊位|宣传栏|服务点"),
    ("悬挂", "横幅|标语"),
    ("展出", "展板|板报|图片|作品"),
    ("演出", "节目"),
    ("组织", "专家|医生|医护|医务|志愿者|文艺队|宣传队"),
    ("募集", "善款|募捐|筹资|资金|捐款"),
    ("慰问", "慰问"),
    ("表彰", "表彰"),
)  # fmt: skip
SEVERAL = re.compile("领导$|班子|代表$|干部$|人员$|专家$|会员$|群众$|成员$|有关负责人$|等$")
_VERB = "捐款|参加|参与|参演|观看|收看|咨询|听课|受教育|受益"
_OF = re.compile(f"^({_VERB})(.*?)的(.+)$")
_BARE = re.compile(f"^({_VERB})(.*)$")


def ask(what: str) -> str:
    """What somebody has to find out before the text may be published."""
    return f"〔待核实：{what}〕"


def guests(offices: Sequence[str], verb: str) -> str:
    """Offices, each with its name to be found out, but for those that are several people."""
    said = [one if SEVERAL.search(one) else f"{one}{ask('姓名')}" for one in offices]
    return f"{'、'.join(said)}{verb}。" if said else ""


def done(forms: Iterable[str], coming: bool = False) -> str:
    """What was done, a verb for each kind: 现场举行文艺演出，组织有奖问答，开展义诊，发放药具."""
    kinds: dict[str, list[str]] = {}
    for form in dict.fromkeys(forms):
        verb = next(verb for verb, words in _FORMS if re.search(words, form))
        kinds.setdefault(verb, []).append(form.removeprefix(verb) or form)
    parts = "，".join(f"{verb}{_and(those)}" for verb, those in kinds.items())
    return f"{'活动将' if coming else '活动中，'}{parts}。" if parts else ""


def _and(those: Sequence[str]) -> str:
    """一、二和三."""
    return "和".join(["、".join(those[:-1]), those[-1]]) if len(those) > 1 else "".join(those)


# ---------------------------------------------------------------- numbers


def numbers(results: Results | None) -> str:
    """All numbers of an activity in a sentence: who came, what was given, what services there were; else empty."""
    if results is None:
        return ""
    came, verbs, plain = list(_came(results)), [*_visited(results), *_given(results)], list(_served(results))
    gave = "，".join([*([f"共{verbs[0]}", *verbs[1:]] if verbs else []), *plain])
    start = "" if came or not verbs else "这次活动"
    return (
        "，".join(part for part in ("，".join(came), f"{start}{gave}") if part) + "。" if came or gave else ""
    )


def _came(results: Results) -> Iterator[str]:
    publicity = results.publicity
    if publicity and publicity.people:
        yield "{{ 宣传人数 }}人参加活动"
    for group in publicity.parts if publicity else ():
        yield _people(group.group, group.number, group.unit)
    for figure in _own(results):
        if _is_people(figure):
            yield _people(figure.item, figure.number, figure.unit)


def _people(what: str, number: Count, unit: str) -> str:
    """200多名群众观看演出, of 观看演出的群众; 100余人参加活动; 计生家庭代表10名参加 of the plain name of some."""
    if len(what) > 2 and what.startswith("捐款"):
        what = f"捐款的{what[2:]}"
    if found := _OF.match(what):
        verb, thing, who = found.groups()
        return f"{number}{'名' if unit in ('人', '位') else unit}{who}{verb}{thing}"
    if found := _BARE.match(what):
        return f"{number}{unit}{what}"
    return f"{number}{'名' if unit in ('人', '位') else unit}{what}参加"


def _visited(results: Results) -> Iterator[str]:
    visits = results.visits
    if visits is None:
        return
    groups = "、".join(f"{one.group}{one.number}{one.unit}" for one in visits.groups)
    total = [f"{{{{ 慰问{what} }}}}{unit}" for what, unit in (("户数", "户"), ("人数", "人"))
             if (visits.households if unit == "户" else visits.people)]  # fmt: skip
    if (
        len(visits.groups) == 1
        and len(total) == 1
        and _is_all(visits.groups[0], visits.people or visits.households)
    ):
        yield f"慰问{visits.groups[0].group}{total[0]}"
    elif total:
        yield f"慰问{'、'.join(total)}" + (f"（其中{groups}）" if groups else "")
    elif groups:
        yield f"慰问{groups}"


def _is_all(group: Group, whole: object) -> bool:
    return str(group.number) == str(whole) and group.unit in ("人", "名", "位", "户")


def _own(results: Results) -> list[Figure]:
    """The other numbers that are of this activity, not of the year."""
    return [figure for figure in results.others if figure.scope == "本次"]


def _is_people(figure: Figure) -> bool:
    return bool(_OF.match(figure.item) or re.match("捐款.", figure.item))


def _given(results: Results) -> Iterator[str]:
    """Things that were given, shown, collected: one verb for all that take it."""
    kinds: dict[str, list[str]] = {}
    for figure in _own(results):
        if not _is_people(figure) and (verb := _verb(figure.item)):
            kinds.setdefault(verb, []).append(f"{_thing(verb, figure.item)}{figure.number}{figure.unit}")
    for verb, those in kinds.items():
        yield f"{verb}{'、'.join(those)}"
    if results.pairs:
        yield f"新结对帮扶{results.pairs}户"
    for gift in results.gifts:
        yield f"为“{gift.project}”项目募集{gift.amount}元（由{gift.foundation}接收）"


def _served(results: Results) -> Iterator[str]:
    """What has its verb in its name: 义诊80余人次, 签约30户."""
    for figure in _own(results):
        if not _is_people(figure) and not _verb(figure.item):
            yield f"{figure.item}{figure.number}{figure.unit}"


def _verb(item: str) -> str:
    """The verb of a thing that is counted; empty where its name has one or is a service."""
    if item.endswith(("价值", "结对")):
        return ""
    return next((verb for verb, words in _FIGURES if re.search(words, item)), "")


def _thing(verb: str, item: str) -> str:
    for other in (verb, "募捐", "募集", "捐赠"):
        item = item.removeprefix(other) if len(item) > len(other) else item
    return "" if item == verb else item
