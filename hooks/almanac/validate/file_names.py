"""Names of contributed files and folders: they stand in addresses and in many files, and must fit every computer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from almanac.model.diagnostics import Fault, Place, shown
from almanac.parse import encoding, garbled
from almanac.validate import personal_data
from almanac.validate.personal_data import Places

LONGEST = 120  # bytes of one name
_USUAL = re.compile(r"[0-9A-Za-z_\u3400-\u9fff（）·“”《》、，—-][0-9A-Za-z_\u3400-\u9fff（）·“”《》、，—.-]*")
_NEVER = re.compile(r'[<>:"/\\|?*]')
_TAKEN = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)
_EXAMPLE = "0529-义诊.yml"


class Unfit(NamedTuple):
    """What is wrong with a name: the code, the sentence, what would be right."""

    code: str
    message: str
    example: str


def unfit(name: str, places: Places) -> Iterator[Unfit]:
    """A name has no personal data, nothing that cannot be seen or typed, and no form that some computer refuses."""
    if why := _why(name):
        yield Unfit(
            "E205", f"文件名“{shown(name)}”不好用：{why}；只用汉字、字母、数字、- 和 _", _better(name)
        )
    for found in personal_data.find(name, places):
        message = f"{found.message.partition('；')[0]}，在文件名里；文件名会成为网址，请改名"
        yield Unfit(found.code, message, f"{_EXAMPLE}（改文件名）")


def faults(path: str, place: Place, places: Places) -> Iterator[Fault]:
    """Every name in a path, folders included, is fit; told at the path."""
    for name in path.split("/"):
        for one in unfit(name, places):
            yield Fault(place, *one)


def _why(name: str) -> str:
    """What about its form makes a name unfit; empty for one that does everywhere."""
    stem = name.rpartition(".")[0] or name
    if len(name.encode("utf-8", "surrogateescape")) > LONGEST:
        return f"太长，超过 {LONGEST} 个字节（40 个汉字）"
    if _TAKEN.fullmatch(name):
        return "Windows 留作别用，那里建不了这个文件"
    if name.endswith(".") or stem != stem.strip(" .") or name != name.strip():
        return "开头、结尾或扩展名前面有空格或点"
    if name.startswith("-"):
        return "以横线开头"
    if spoilt := next(garbled.spoilt(name), None):
        return (
            f"是乱码，原来多半是“{shown(spoilt.meant, 20)}”" if spoilt.meant else "是乱码，原来的字已经丢了"
        )
    if _USUAL.fullmatch(name):
        return ""
    if any("\ud800" <= sign <= "\udfff" for sign in name):
        return "不是 UTF-8 编码，成了乱码"
    if found := _NEVER.search(name):
        return f"Windows 的文件名里不能有 {found[0]}"
    odd = next(filter(_is_odd, name), "")
    return f"里面有看不见或不好打的符号（U+{ord(odd):04X}）" if odd else ""


def _is_odd(sign: str) -> bool:
    """Controls, marks that turn or hide letters, other blanks than the plain one, pictures."""
    kind = unicodedata.category(sign)
    return kind[0] == "C" or kind == "So" or (kind[0] == "Z" and sign != " ") or bool(_HIDDEN.match(sign))


_HIDDEN = re.compile(f"{encoding.INVISIBLE.pattern}|{encoding.HOLLOW.pattern}|\ufe0f")


def _better(name: str) -> str:
    """The name with what is wrong left out, where something is left of it."""
    stem, dot, ending = name.rpartition(".")
    bare = "".join(c for c in (stem if dot else name) if not _NEVER.match(c) and not _is_odd(c)).strip(" .-")
    while len(bare.encode()) > LONGEST - 40:
        bare = bare[:-1].rstrip(" .-")
    better = f"{bare}.{ending}" if bare and re.fullmatch("[A-Za-z0-9]{1,4}", ending) else bare
    return f"改名为 {better if bare and not _why(better) else _EXAMPLE}"
