"""Verbs of what is counted: 发放 leaflets, 设置 desks, 慰问 people, by words in its name."""

from __future__ import annotations

import re

from almanac.model.filings import Figure

# Verbs of things that are counted.
_FIGURES = (
    ("授课", "^(课时|课程)$"),
    ("提供", "咨询$"),
    ("开展", "(义诊|检查|筛查|体检|讲座|宣讲|培训|理发)$"),
    (
        "发放",
        "资料|手册|宣传册|折页|传单|药具|药品|用品|服务包|礼包|健康包|礼品|奖品|纪念品|卫生巾|手提袋|书籍|读本|倡议书|慰问品|(慰问|救助)资金|(慰问|助学|抚慰|救助|扶助|帮扶|奖)金|补贴|物资|月饼|棉衣|床单|棉被",
    ),
    ("设置", "咨询台|服务台|展台|摊位|宣传栏|服务点"),
    ("悬挂", "横幅|标语"),
    ("展出", "展板|板报|图片|作品"),
    ("演出", "节目"),
    ("组织", "专家|医生|医护|医务|志愿者|文艺队|宣传队"),
    ("募集", "善款|募捐|筹资|资金|捐款"),
    ("慰问", "慰问"),
    ("表彰", "表彰"),
    ("推送", "推送"),
    ("赠送", "保险$"),
)  # fmt: skip
OWN_VERB = re.compile(  # which has a verb in its name
    "^(每.|人均)?(赠送|发给|签约|奖励|减免|投保(?!户)|走访|培训|结对|覆盖|接种|随访)|结对$|^参[加与]"
)
CAME = re.compile(
    "^(参[加赛演]?的?)?(.*(?:家庭|队伍|代表队|方阵))$"
)  # who came, by other measures than heads
VERBS = "捐款|参加|参与|参演|观看|收看|咨询|听课|受教育|受益"
OF = re.compile(f"^({VERBS})(.*?)的(.+)$")
WORTH = re.compile("^(.+?)价值$")
WHOM = {"人": "人", "名": "人", "位": "人", "户": "户", "对": "对夫妇"}  # of whom a service is told
TO = re.compile("^发给(.+)的(.+)$")


def is_people(figure: Figure) -> bool:
    """Whether it is people who did something: 捐款的职工."""
    return bool(OF.match(figure.item) or re.match("捐款.", figure.item))


def verb_of(figure: Figure) -> str:
    """The verb of a thing that is counted; empty where its name has one, or is of those who came."""
    item = figure.item
    if TO.match(item):
        return "发给"
    if item.startswith("赠送") and figure.unit in WHOM:
        return "赠送"
    if is_people(figure) or OWN_VERB.search(item) or CAME.match(item):
        return ""
    if worth := WORTH.match(item):
        item = worth[1]
    return next((verb for verb, words in _FIGURES if re.search(words, item)), "")


def thing(verb: str, item: str, honoured: str) -> str:
    """What was given, without the verb; of a prize whom it went to."""
    if item == "表彰":
        return honoured
    if to := TO.match(item):
        return f"{to[1]}{to[2]}"
    for other in (verb, "募捐", "募集", "筹集", "捐赠"):
        item = item.removeprefix(other) if len(item) > len(other) else item
    return "" if item == verb or verb == "授课" else item
