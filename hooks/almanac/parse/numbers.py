"""Numbers as people type them, made into the numbers that records take: 一百零五, 200余人, 大约1,200人次, 3千."""

from __future__ import annotations

import re

from pydantic_core import PydanticCustomError

from almanac.model import filings

HAN = dict(
    zip("零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖", [0, 0, *range(1, 10), 2, *range(1, 10)], strict=True)
)
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN = "".join(HAN) + "".join(_STEPS)
UNITS = {
    "人数": "人次|人|名|位|个",
    "户数": "户|家",
    "场次": "场次|场|次",
    "结对": "户|对",
    "金额": "元",
    "数量": "人次|人|名|位|个|户|家|对|件|块|份|套",
    "单位数": "个|家",
}
_BEFORE = {"大约": "约", "大概": "约", "约": "约", "将近": "近", "接近": "近", "近": "近", "超过": "超", "超": "超", "逾": "超"}  # fmt: skip
_AFTER = {"余": "余", "多": "多", "+": "余", "左右": "约", "上下": "约", "以上": "超"}
_NUMBER = re.compile(
    rf"(?P<before>{'|'.join(_BEFORE)})?(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)?(?P<han>[{_HAN}]*)(?P<much>万)?"
    r"(?P<more>余|多|\+)?(?P<late>万)?(?P<unit>\D*?)(?P<after>余|多|\+|左右|上下|以上)?"
)


_DIGITS, _STEP = "".join(HAN), "".join(_STEPS)
_RUN = re.compile(r"[0-9](?:[0-9.,，\s]*[0-9])?")
_GROUPS = re.compile(r"[0-9]{1,3}(?:[ \u3000][0-9]{3})+")
_HAN_APART = re.compile(rf"[{_STEP}]\s+[{_HAN}]|[{_DIGITS}]\s+[{_DIGITS}]")


def is_several(text: str) -> bool:
    """Whether digits stand apart: a blank parts thousands if the groups are of three, else two numbers; so does a line break."""
    runs = (run for run in _RUN.findall(text) if re.search(r"\s", run))
    return any(not _GROUPS.fullmatch(run) for run in runs) or bool(_HAN_APART.search(text))


def han(word: str) -> int | None:
    """A whole number below 10,000 in Chinese numerals, with its steps: 一百零五; None if it is not said properly."""
    total, digit, last = 0, None, 10_000
    zero = False
    for sign in word:
        if sign in _STEPS:
            step = _STEPS[sign]
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


def spelt(key: str, text: str) -> tuple[str, list[str]]:
    """The number as a record takes it, and the names of the rules by which; what is not understood stays."""
    plain = re.sub("[ \u3000]", "", text.replace("，", ","))
    found = None if is_several(text) else _NUMBER.fullmatch(plain)
    if not plain or found is None or re.fullmatch("[近约超上][百千万]", plain):
        return text, []
    body, names = _body(found["digits"], found["han"])
    unit = found["unit"]
    if body is None or (unit and not re.fullmatch(UNITS.get(key, "(?!)"), unit)):
        return text, []
    marks = [_BEFORE.get(found["before"] or "", ""), _AFTER.get(found["more"] or "", ""), _AFTER.get(found["after"] or "", "")]  # fmt: skip
    if sum(map(bool, marks)) > 1 or (found["much"] and found["late"]):
        return text, []
    mark = "".join(marks)
    many = "万" if found["much"] or found["late"] else ""
    new = f"{mark}{body}{many}" if mark in ("约", "近", "超") else f"{body}{many}{mark}"
    if many and mark in ("余", "多") and found["late"]:
        new = f"{body}{mark}万"  # 1余万 is as it was written
    names += ["去掉单位"] if unit else []
    names += ["约数的说法"] if {found["before"], found["more"], found["after"]} - {None, mark} else []
    names += ["去掉空白"] if plain != text.replace("，", ",") else []
    return (new, names) if new != text and is_count(new) else (text, [])


def is_count(text: str) -> bool:
    """Whether a record takes the number: what it would refuse, as 20千万人, nobody makes of other words."""
    try:
        filings.count(text)
    except PydanticCustomError:
        return False
    return True


def _body(digits: str | None, word: str) -> tuple[str | None, list[str]]:
    """The number itself, from digits, Chinese numerals, or digits before 十百千."""
    if digits is None:
        if word in ("百", "千"):  # 百余人
            return str(_STEPS[word]), ["中文数字"]
        value = han(word) if word else None
        return (None, []) if value is None else (str(value), ["中文数字"])
    whole = (
        digits.replace(",", "") if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9.]+", digits) else ""
    )
    names = ["千分号"] if whole != digits else []
    if not whole:
        return None, []
    if not word:
        return whole, names
    if word not in _STEPS:
        return None, []
    left, _, right = whole.partition(".")
    zeros = len(str(_STEPS[word])) - 1
    if len(right) > zeros:
        return None, []
    return str(int(left + right.ljust(zeros, "0"))), [*names, "中文数字"]
