"""Numbers as people type them, made into the numbers that records take: 一百零五, 200余人, 大约1,200人次, 一万五千.

The patterns are data for the form's script as well (`GRAMMAR`); `theme/scripts/reading/numbers.js` reads by them in the same
steps. They keep to what Python and JavaScript understand alike.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from almanac.model import filings
from almanac.model.late_pattern import late

HAN = dict(
    zip("零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖", [0, 0, *range(1, 10), 2, *range(1, 10)], strict=True)
)
STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN = "".join(HAN) + "".join(STEPS)
UNITS = {
    "人数": "人次|人[(]次[)]|人|名|位|个",
    "户数": "户|家",
    "场次": "场次|场|次|堂",
    "结对": "户|对",
    "金额": "元",
    "数量": "人次|人[(]次[)]|人|名|位|个|户|家|对|件|块|份|套",
    "单位数": "个|家",
}
BEFORE = {
    **dict.fromkeys(("大约", "大概", "约"), "约"), **dict.fromkeys(("将近", "接近", "不到", "不足", "近"), "近"), "上": "上",
    **dict.fromkeys(("超过", "不少于", "不低于", "至少", "超", "逾", ">", "＞", "≥"), "超"),
}  # fmt: skip
AFTER = {"余": "余", "多": "多", "来": "余", "+": "余", "左右": "约", "上下": "约", "以上": "超"}
_NUMERAL = f"[0-9][0-9,]*(?:[.][0-9]+)?[十百千]?|[{_HAN}]+"
_SMALL = "一二三四五六七八九"
_COUNTED = "[^0-9+]{0,4}"

# By what a text that is no number is known, in this order; of a span or a sum the numbers are 1, 2 …
_REASONS = (
    ("negative", "-[0-9].*"),
    ("sum", f"[0-9]+(?:[+][0-9]+)+{_COUNTED}"),
    ("span", f"([0-9][0-9,.]*)({_COUNTED})[-~—–－～至到]+[0-9][0-9,.]*({_COUNTED})"),
    ("either", f"([{_SMALL}])([{_SMALL}])([十百千]?)(万?){_COUNTED}"),
    ("two ways", f"([{_SMALL}两][百千万])([{_SMALL}]){_COUNTED}"),
    ("vague", "(?:上|好|成)?[几数].*|十几.*|若干.*|成[百千].*|无数.*|[许很众]多.*|大量.*|不少"),
    ("comma", "[^0-9]*[0-9]+(?:,[0-9]*)+[^0-9]*"),
    ("broken", f"[^0-9]{{0,3}}[0-9]+[.][0-9]+{_COUNTED}"),
    ("several", "[^0-9A-Za-z]*[0-9][0-9,.]*[^0-9,.A-Za-z万]+[0-9].*"),
)
GRAMMAR: dict[str, Any] = {
    "number": f"(?<before>{'|'.join(BEFORE)})?(?<high>{_NUMERAL})?(?<much>万)?(?<low>{_NUMERAL})?(?<more>余|多|来|[+])?(?<late>万)?"
    "(?<unit>[^0-9]*?)(?<after>余|多|[+]|左右|上下|以上)?",
    "units": UNITS, "before": BEFORE, "after": AFTER, "reasons": _REASONS, "count": filings.COUNT.pattern, "most": filings.LARGEST,
}  # fmt: skip

# What is said of it, and the right example; {right}: what may be meant.
REASONS: dict[str, tuple[str, str]] = {
    "number": ("“{found}”不是能读懂的数；写一个数，可带 余 多 近 约 超；不知道就空着", "{key}: {right}"),
    "negative": ("“{found}”是负数", "{key}: {right}"),
    "sum": ("“{found}”是算式；请写加好的数", "{key}: {right}"),
    "span": ("“{found}”是一个范围；请写小的数，后面加“余”", "{key}: {right}"),
    "either": ("“{found}”是一个范围；请写小的数，后面加“余”", "{key}: {right}"),
    "two ways": ("“{found}”有两种读法，看不出是 {other} 还是 {right}；请用数字写", "{key}: {right}"),
    "vague": ("“{found}”没有确数；请查实了写，可带“余”“约”；查不到就空着，原话写进“待核实”", "{key}: {right}"),
    "comma": ("“{found}”里逗号的位置不对；逗号只隔开千位，不写更好", "{key}: {right}"),
    "broken": ("“{found}”带小数，人数、场次、份数都应是整数", "{key}: {right}"),
    "several": ("“{found}”里不止一个数；这里只写总数，其余写进分项", "{key}: {right}"),
    "unit": ("“{found}”的单位“{other}”不是“{key}”数的；请换一项写，或改成这一项的数", "{key}: {right}"),
}  # fmt: skip

_RUN = re.compile(r"[0-9](?:[0-9.,，\s]*[0-9])?")
_GROUPS = re.compile(r"[0-9]{1,3}(?:[ \u3000][0-9]{3})+")
_DIGITS, _STEP = "".join(HAN), "".join(STEPS)
_HAN_APART = late(rf"[{_STEP}]\s+[{_HAN}]|[{_DIGITS}]\s+[{_DIGITS}]")


class Refusal(NamedTuple):
    """Why a text is no number: the reason's name, what may be meant, and what else."""

    name: str
    right: str
    other: str = ""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that Python and scripts share, for Python."""
    return re.compile(re.sub(r"\(\?<(?![=!])", "(?P<", pattern))


_NUMBER = compiled(GRAMMAR["number"])
_WHY = [(name, late(pattern)) for name, pattern in _REASONS]
_WHOLE = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]+(\.[0-9]+)?")


def is_several(text: str) -> bool:
    """Whether digits stand apart: a blank parts thousands if the groups are of three, else two numbers; so does a line break."""
    runs = (run for run in _RUN.findall(text) if re.search(r"\s", run))
    return any(not _GROUPS.fullmatch(run) for run in runs) or bool(_HAN_APART.search(text))


def han(word: str) -> int | None:
    """A whole number below 10,000 in Chinese numerals, with its steps: 一百零五; None if it is not said properly."""
    total, digit, last = 0, None, 10_000
    zero = False
    for sign in word:
        if sign in STEPS:
            step = STEPS[sign]
            if step >= last or (digit is None and (total or step != 10 or zero)):
                return None
            total, digit, last, zero = total + (digit if digit is not None else 1) * step, None, step, False
        elif HAN[sign] == 0:
            if digit is not None:
                return None
            zero = True
        elif digit is not None:
            return None
        else:
            digit = HAN[sign]
    if digit is None:
        return total or None
    colloquial = last > 10 and last < 10_000 and not zero  # 二百五 may be 205 or 250
    return None if colloquial else total + digit


# ---------------------------------------------------------------- a number as a record takes it


def spelt(key: str, text: str) -> tuple[str, list[str]]:
    """The number as a record takes it, and the names of the rules by which; what is not understood stays."""
    plain = _plain(text)
    found = None if is_several(text) else _NUMBER.fullmatch(plain)
    if not plain or found is None or not _is_unit(key, found["unit"]):
        return text, []
    new = _put(found)
    if new is None or new == text or not is_count(new):
        return text, []
    return new, _rules(text, plain, found)


def _plain(text: str) -> str:
    """The text without blanks, its commas and brackets half-width."""
    return re.sub("[ \u3000]", "", text.replace("，", ",").replace("（", "(").replace("）", ")"))


def _is_unit(key: str, unit: str) -> bool:
    return not unit or re.fullmatch(UNITS.get(key, "(?!)"), unit) is not None


def _put(found: re.Match[str]) -> str | None:
    """The parts of a number in the order of records."""
    marks = {BEFORE.get(found["before"] or ""), AFTER.get(found["more"] or ""), AFTER.get(found["after"] or "")} - {None}  # fmt: skip
    if len(marks) > 1 or (found["much"] and found["late"]):
        return None
    mark, high = "".join(filter(None, marks)), found["high"] or ""
    if (bare := high + (found["much"] or "")) in ("百", "千", "万") and not found["low"]:
        return _round(bare, mark, bool(found["late"]))
    whole, many = _body(high), "万" if found["much"] or found["late"] else ""
    if whole is None or mark == "上":
        return None
    if found["low"]:
        whole, many = (_long(whole, found["low"]) if found["much"] else None), ""
        if whole is None:
            return None
    if many and mark in ("余", "多") and found["late"]:
        return f"{whole}{mark}万"  # 1余万 is as it was written
    return f"{mark}{whole}{many}" if mark in ("约", "近", "超") else f"{whole}{many}{mark}"


def _round(word: str, mark: str, late: bool) -> str | None:
    """近千 as it is; 百余 as 100余; 百人 as 100."""
    if late:
        return None
    if mark in ("近", "约", "超", "上"):
        return mark + word
    if word == "万":
        return f"1万{mark}" if mark else None
    return f"{STEPS[word]}{mark}"


def _long(high: str, word: str) -> str | None:
    """一万五千, 1万2千, 一百九十万零三千: what follows 万 must be thousands, or begin with a zero; 一万五 says either."""
    low = _body(word)
    if low is None or "." in high + low:
        return None
    number = int(low)
    sure = number >= 1000 or (word[0] in "零〇0" and len(word) > 1)
    return str(int(high) * 10_000 + number) if sure and number < 10_000 else None


def _body(word: str) -> str | None:
    """The number itself, from digits, Chinese numerals, or digits before 十百千."""
    step = STEPS.get(word[-1:], 0) if word[:1].isascii() else 0
    if not word[:1].isascii() or not word:
        value = han(word) if word else None
        return None if value is None else str(value)
    digits = word[:-1] if step else word
    if not _WHOLE.fullmatch(digits):
        return None
    if not step:
        return re.sub(r"^0+(?=[0-9])", "", digits.replace(",", ""))
    left, _, right = digits.replace(",", "").partition(".")
    zeros = len(str(step)) - 1
    return None if len(right) > zeros else str(int(left + right.ljust(zeros, "0")))


def _rules(text: str, plain: str, found: re.Match[str]) -> list[str]:
    """Which rules made the number."""
    said = (found["before"], found["more"], found["after"])
    numerals = f"{found['high'] or ''}{found['low'] or ''}"
    names = ["中文数字"] if re.search(f"[{_HAN}]", numerals) or not found["high"] else []
    names += ["去掉单位"] if found["unit"] else []
    names += ["约数的说法"] if any(one and one not in "近约超上余多" for one in said) else []
    names += ["去掉空白"] if re.search("[ \u3000]", text) else []
    return names or ["千分号" if "," in plain else "数的写法"]


def is_count(text: str) -> bool:
    """Whether a record takes the number: what it would refuse, as 20千万人, nobody makes of other words."""
    try:
        filings.count(text)
    except PydanticCustomError:
        return False
    return True


# ---------------------------------------------------------------- why it is none


def why(key: str, text: str) -> Refusal:
    """The true reason why a text is no number of a field, with what may be meant."""
    plain = _plain(text)
    found = _NUMBER.fullmatch(plain)
    if found and not is_several(text) and not _is_unit(key, found["unit"]):
        new = _put(found)
        if new and is_count(new) and any(re.fullmatch(units, found["unit"]) for units in UNITS.values()):
            return Refusal("unit", new, found["unit"])
    for name, pattern in _WHY:
        if (fits := pattern.fullmatch(plain)) and (right := _meant(name, fits)):
            return Refusal(name, *right)
    return Refusal("several" if is_several(text) else "number", "800余")


def _meant(name: str, fits: re.Match[str]) -> tuple[str, str] | None:
    """What may be meant, and what else; nothing where the reason does not hold after all."""
    if name == "negative":
        return re.sub("[^0-9]", "", fits[0]) or "800", ""
    if name == "sum":
        return str(sum(map(int, re.findall("[0-9]+", fits[0])))), ""
    if name == "span":
        return f"{fits[1]}{'万' if '万' in fits[2] + fits[3] else ''}余", ""
    if name == "either":
        if HAN[fits[2]] != HAN[fits[1]] + 1:
            return None
        return f"{HAN[fits[1]] * STEPS.get(fits[3], 1)}{fits[4]}余", ""
    if name == "two ways":
        step = {"百": 100, "千": 1000, "万": 10_000}[fits[1][1]]
        first, last = HAN[fits[1][0]] * step, HAN[fits[2]]
        return str(first + last * step // 10), str(first + last)
    if name == "vague":
        return ("10余" if fits[0].startswith("十") else "300余"), ""
    if name == "comma":
        said = re.sub("[^0-9,]", "", fits[0])
        return None if _WHOLE.fullmatch(said) else (said.replace(",", ""), "")
    if name == "broken":
        return re.sub("[.].*|[^0-9.]", "", fits[0]), ""
    return re.match("[^0-9]*([0-9]+)", fits[0])[1], ""  # type: ignore[index]  # a digit is there
