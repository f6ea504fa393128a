"""Text that a program spoilt before it was saved: read in another encoding than it was written in, or never a text at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from almanac.model.late_pattern import late

# UTF-8 read as Western European (é•¿æ²™ for 长沙): a Han is a letter from ä to é and two of these.
_WESTERN = {bytes([byte]).decode("cp1252", "replace"): byte for byte in range(0x80, 0x100)}
_WESTERN.pop("\ufffd", None)  # five bytes are no letter there; they stay controls
_AFTER = "".join(re.escape(letter) for letter, byte in _WESTERN.items() if byte < 0xC0) + "\x80-\xbf"
_AS_WESTERN = late(f"(?:[ã-ï][{_AFTER}]{{2}})+")

# UTF-8 read as GBK (闀挎矙 for 长沙): two Han are three other ones, of which each kind has its few bytes.
_LEADS, _TRAILS = range(0xE4, 0xEA), range(0x80, 0xC0)


def _letters(firsts: range, seconds: range) -> str:
    pairs = (bytes((first, second)).decode("gbk", "ignore") for first in firsts for second in seconds)
    return "".join(sorted(letter for letter in pairs if len(letter) == 1))


_FIRST, _SECOND, _THIRD = _letters(_LEADS, _TRAILS), _letters(_TRAILS, _LEADS), _letters(_TRAILS, _TRAILS)
_AS_GBK = late(f"(?:[{_FIRST}][{_SECOND}][{_THIRD}])+")
LOST = late("锟斤拷?|斤拷锟|锘挎?")  # U+FFFD and the mark at a file's head, in bytes of UTF-8, read as GBK
_SPOILT = late(f"{_AS_WESTERN.pattern}|{_AS_GBK.pattern}|{LOST.pattern}")
_MAYBE = late(f"[{_FIRST}锟锘]")  # one set of letters is looked for five times as fast as the whole

VOID = frozenset(  # what programs print for nothing
    ("null", "none", "nil", "nan", "undefined", "~", "n/a", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!")
)  # fmt: skip
_MAYBE_VOID = late("[NnUu~#](?:(?<=~)|(?<=[Nn])(?:(?i:ull|one|il|an)|/[Aa])|(?<=[Uu])ndefined|(?<=#)[NRVD])")
_VOID_VALUE = late(
    rf"(?im)(?:^|[:\[{{,-]) *[\"']?(?:{'|'.join(map(re.escape, sorted(VOID)))})[\"']? *(?:$|[,\]}}#])"
)

_PICTURE = "[\u2600-\u27bf\U0001f000-\U0001faff](?:\ufe0f|[\U0001f3fb-\U0001f3ff])?"
JOINED = late(f"{_PICTURE}(?:\u200d{_PICTURE})+")  # several pictures shown as one: a family


class Spoilt(NamedTuple):
    """Letters that were spoilt: where they stand, what they are, and what they were; empty where that is lost."""

    at: int
    found: str
    meant: str


def is_suspicious(text: str) -> bool:
    """Whether anything in a text of Han may be spoilt: worth a look at each of its values."""
    return (_MAYBE.search(text) is not None and _SPOILT.search(text) is not None) or (
        _MAYBE_VOID.search(text) is not None and _VOID_VALUE.search(text) is not None
    )


def is_void(value: str) -> bool:
    """Whether a value is what a program writes where it has none."""
    return value.strip().casefold() in VOID


def without(text: str) -> str:
    """The same places with nothing spoilt in them, so that reading can go on."""
    return _SPOILT.sub(lambda found: "_" * len(found[0]) if _is_spoilt(found[0]) else found[0], text)


def spoilt(text: str) -> Iterator[Spoilt]:
    """Each stretch of spoilt letters."""
    for found in _SPOILT.finditer(text):
        if LOST.match(found[0]):
            yield Spoilt(found.start(), found[0], "")
        elif meant := _meant(found[0]):
            yield Spoilt(found.start(), found[0], meant)


def _is_spoilt(found: str) -> bool:
    return LOST.match(found) is not None or bool(_meant(found))


def _meant(found: str) -> str:
    """The words as they were before; empty where the letters are likely what they seem.

    Three Han in daily use may be words by chance (涓村部 in 洋涓村部); of those that GBK makes one in sixty is all such.
    """
    western = found[0] in _WESTERN
    raw = (
        bytes(_WESTERN.get(letter, ord(letter)) for letter in found)
        if western
        else found.encode("gbk", "ignore")
    )
    meant = raw.decode("utf-8", "ignore")
    if not western and found.encode("gb2312", "ignore") == raw:
        return ""
    try:
        meant.encode("gb2312" if not western else "gbk")  # what is meant is in daily use
    except UnicodeEncodeError:
        return ""
    return meant
