"""What a reader sees of a text: without tags and letters that have no form, with every kind of digit and blank as the plain one."""

from __future__ import annotations

import re
from typing import NamedTuple

# The first of a run of digits that follow each other, and which digit it is: of other scripts, raised, lowered, ringed, Roman.
_RUNS = (
    "\u06600\u06f00\u20744\u20800\u21601\u21701\u24741\u24881\u24f51\u27761\u27801\u278a1\u32201\u32801"
    "\U0001d7ce0\U0001d7d80\U0001d7e20\U0001d7ec0\U0001d7f60"
)
_SINGLE = "⁰0¹1²2³3⓿0⠁1⠃2⠉3⠙4⠑5⠋6⠛7⠓8⠊9⠚0"  # the last ten as the blind read them
RUNS = (
    *(
        (ord(first), int(digit), 10 - int(digit))
        for first, digit in zip(_RUNS[::2], _RUNS[1::2], strict=True)
    ),
    *((ord(sign), int(digit), 1) for sign, digit in zip(_SINGLE[::2], _SINGLE[1::2], strict=True)),
)  # code of the first, which digit it is, how many follow each other
_DIGITS = {chr(first + more): str(digit + more) for first, digit, length in RUNS for more in range(length)}
_OTHER_DIGIT = "".join(sorted(_DIGITS))
_NOTHING = (
    "\u00ad\u0300-\u036f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20d0-\u20f0\ufe00-\ufe0f\ufeff\u283c"
)
_BLANKS = "\t\u0085\u115f\u1680\u2000-\u200a\u2028\u2029\u205f\u2800\u3164"
_STROKES = "\u2010-\u2012\u2212ー・∙•★☆♥❤&$！!？?。《》"
_MARKUP = re.compile(
    "<!--[^<>]{0,99}-->|</?[A-Za-z][^<>\n]{0,99}>|&(?:#[0-9]{2,5}|#[xX][0-9A-Fa-f]{2,4}|(?:nb|en|em|thin)sp|zwn?j|shy);"
    f"|[{_NOTHING}]|[{_BLANKS}]|[{_OTHER_DIGIT}]|%3[0-9]"
    f"|(?<=[0-9])(?:[{_STROKES}]|[\U0001f300-\U0001faff])\ufe0f?(?=[0-9])"
)
_PARTED = re.compile("</(?:td|th|tr|li|p|div|dd|dt)|<br")  # tags that begin another line or cell
_BLANK = re.compile(f"&[net]|[{_BLANKS}]")
_STROKE = re.compile(f"^(?:[{_STROKES}]|[\U0001f300-\U0001faff])\ufe0f?$")
PATTERNS = {"markup": _MARKUP, "parted": _PARTED, "other blank": _BLANK, "stroke": _STROKE}


class Seen(NamedTuple):
    """The text as it is seen, and of each of its letters where it stands in the text as it is written."""

    text: str
    places: list[int]


def _sign(mark: str) -> str:
    """What a reader sees of a tag, an entity, a letter without a form, a digit or a blank of another kind."""
    if mark.startswith("&#"):
        return chr(int(mark[3:-1], 16) if mark[2] in "xX" else int(mark[2:-1]))
    if mark.startswith("%3"):
        return mark[2]
    if mark in _DIGITS:
        return _DIGITS[mark]
    if _STROKE.match(mark):
        return "-"
    return "，" if _PARTED.match(mark) else " " if _BLANK.match(mark) else ""


def seen(text: str) -> Seen | None:
    """The text as a reader sees it; None where that is how it is written."""
    bare, places, last = "", list[int](), 0
    for mark in _MARKUP.finditer(text):
        letter = _sign(mark[0])
        bare += text[last : mark.start()] + letter
        places += [*range(last, mark.start()), *(mark.start() for _ in letter)]
        last = mark.end()
    if not last:
        return None
    return Seen(bare + text[last:], [*places, *range(last, len(text))])
