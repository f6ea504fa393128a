"""Which drawing of ours stands beside what has no photo: by the words of its name and forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# In the order of the squares of theme/assets/drawings.svg; an earlier name is taken where words of several stand.
PLAIN = "gathering"
WORDS = {
    PLAIN: (),
    "clinic": ("义诊", "体检", "检查", "筛查", "家庭医生", "就医", "血压", "家庭健康"),
    "mother": ("优生", "孕", "叶酸", "母婴", "生育政策", "三孩", "新政"),
    "child": ("早教", "亲子", "婴幼儿", "育儿", "托育", "儿童", "留守"),
    "youth": ("青春", "成长之道", "同伴", "沟通", "家长", "青少年", "校园"),
    "protection": ("艾滋", "性病", "避孕", "节育", "药具", "生殖", "两癌", "妇科", "妇女病"),
    "vaccine": ("疫苗", "接种"),
    "stage": ("文艺", "演出", "汇演", "调演", "戏", "电影"),
    "sport": ("健步", "运动", "乐跑", "广场舞", "骑行", "趣味"),
    "home": ("慰问", "走访", "结对", "帮扶", "关怀", "募捐", "救助", "上门", "志愿"),
    "talk": ("讲座", "宣讲", "党课", "座谈", "培训", "讲堂", "课堂", "报告", "竞答", "四史", "改革"),
    "medal": ("表彰", "评选", "先进", "授牌"),
}
NAMES = tuple(WORDS)
_CHOOSING = (
    "vaccine",
    "medal",
    "stage",
    "sport",
    "child",
    "youth",
    "mother",
    "protection",
    "clinic",
    "home",
    "talk",
)
_PATTERNS = tuple((name, re.compile("|".join(WORDS[name]))) for name in _CHOOSING)


def drawing(*texts: str) -> str:
    """The drawing of the first text that has a word of one; the plain one if none has."""
    return next(_of(texts), PLAIN)


def _of(texts: Iterable[str]) -> Iterator[str]:
    return (name for text in texts for name, pattern in _PATTERNS if pattern.search(text))
