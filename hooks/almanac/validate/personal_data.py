"""Personal data in a text: numbers and addresses that must not be published, names that ask for a decision."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from almanac.model.association_names import short
from almanac.model.diagnostics import Fault, Place, stem
from almanac.model.divisions import Register
from almanac.model.late_pattern import late
from almanac.validate import disguises, name_scores, name_signs, person_names, personal_numbers, persons
from almanac.validate.personal_numbers import NUMBERS, PROVINCES, Sort
from almanac.validate.personal_particulars import PARTICULARS
from almanac.validate.persons import Places

__all__ = ["PROVINCES", "SAID", "SORTS", "Finding", "Places", "Sort", "faults", "find", "numbers", "places"]


SORTS: tuple[Sort, ...] = (*NUMBERS, *PARTICULARS)


class Finding(NamedTuple):
    """Personal data from index `start` to `end` of the text; the message never says the whole of it.

    value: of a question, what it asks about: two of one surname differ in it, and nobody reads the name out of it.
    """

    start: int
    end: int
    code: str
    message: str
    example: str
    value: str = ""


_HALF = str.maketrans(
    "０１２３４５６７８９"
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
    "－–—―　\u00a0\u202f\u2009．＝（）～＊／［］",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz----    .=()~*/[]",
)
_FULL = late("[０-９Ａ-Ｚａ-ｚ－–—―　\u00a0\u202f\u2009．＝（）～＊／［］]")
_OTHERWISE = "〇零一二三四五六七八九两OoＯ幺壹贰叁肆伍陆柒捌玖①②③④⑤⑥⑦⑧⑨⓪lI洞拐勾"
DIGITS = str.maketrans(
    _OTHERWISE, "0012345678920" + "00" + "1" + "123456789" * 2 + "0" + "11" + "079"
)  # how else digits are written
_NO_SIGN, _NO_DIGIT = late(r"[^0-9A-Za-z\u3400-\u9fff*×#]"), re.compile("[^0-9A-Za-z]")
_URL = late(r"https?://[!-~]+")

# ---------------------------------------------------------------- one look at a whole record

_ANY = f"0-9０-９{_OTHERWISE}"
_GAPS = "\u00a0\u202f\u2009" r"\- .·_—–－　/~～*＊()（）／+|=_'\"<>#@^…【】{}“”‘’［］,，、；;\[\]\\"
_LONG = late(f"[0-9０-９〇零一二三四五六七八九幺壹①-⑧Il][{_ANY}{_GAPS}\n]{{9,}}[{_ANY}Xx]")
_LANDLINE = late("0[1-9][0-9]{1,2}-?[1-9][0-9]{6,7}")
_NO_GAPS = dict.fromkeys(map(ord, f"{_GAPS}\n"))
_POINT = late(  # a coordinate, a room, half a number
    r"[0-9.-][0-9*＊×xX#＃:：](?:(?<=[*＊×xX#＃])|(?<=[:：])[0-9]{4}[:：]|(?<=\.[0-9])[0-9]{3}|(?<=-[0-9])[0-9]?-[0-9]{3})"
)
_SAID = late(  # a piece of a number, strokes in words, a mailbox, a house of a street
    "尾号|[前后末][3-8三四五六七八]位|[前倒反][半段过写着来]|[0-9](?:[点杠横减]|空格)[0-9]{4}[点杠横减空]|[0-9A-Za-z]@[0-9a-z]|[街路道巷弄]子?[0-9一二三四五六七八九十]|存折|打入|[农工建招]行[0-9]"
)
_FIRST = f"{personal_numbers.PLACES}EGDSPHMCＥＧＤＳＰＨＭ单号微东北wvWVqQ扣企音手书频账帐卡胞行疾官保居护栋幢座楼层组出生°年"
_PAIR = late(  # two letters that begin a passport, a plate, a room, an account, a coordinate, a birthday
    f"[{_FIRST}月日球加薇威徽维❤中份鹅西区园寓村苑]"
    f"(?:(?<=[{_FIRST}])[证照户号元楼信纬经生于扣鹅卡xXeEqQA-WYZＡ-Ｚa-wyz0-9０-９一二三四五六七八九十单 ]"
    "|(?<=[年月日])生|(?<=生)日[:： 12]|(?<=[qQ球])[Qq球：:]|(?<=加)[QqVv微薇威+我她他一]|(?<=[vV薇威徽维❤])信"
    "|(?<=[vV薇威])[♥❤]|(?<=份)证|(?<=鹅)[号:：0-9]|(?<=[东中西])户|(?<=组)第|(?<=[音手书])[I:：]"
    "|(?<=[区园寓村苑])[0-9]{1,2}-)"
)


def _long_numbers(text: str) -> list[tuple[int, int]]:
    """Where eleven digits or more stand in a row, gaps allowed; landlines and dates with an hour do not count."""
    if not (found := _LONG.findall(text)):
        return []
    if all(_LANDLINE.fullmatch(one) or len(one.translate(_NO_GAPS)) < 11 for one in found):
        return []
    return [one.span() for one in _LONG.finditer(text)]


def _masked(datum: str) -> str:
    """The first and the last of it, the middle hidden."""
    show = 3 if len(datum) >= 11 else 1
    return f"{datum[:show]}{'*' * 4}{datum[-2:] if len(datum) >= 8 else ''}"


@functools.lru_cache(8)
def places(register: Register) -> Places:
    """The cities and counties of a register, with or without the kind of place: no letter of theirs begins a person's name."""
    units = (unit for first, counties in register.tree for unit in (first, *counties))
    names = {name for unit in units for name in (unit.name, stem(unit.name)) if len(name) > 1}
    return re.compile("|".join(sorted(names, key=lambda name: (-len(name), name))) or "(?!)")


def find(text: str, places: Places) -> Iterator[Finding]:
    """Personal data in any text: a record with its comments, a caption, a file name, a page; places: what is no person's name."""
    yield from numbers(text)
    yield from map(_named, names(text, places))


def names(text: str, places: Places) -> Iterator[persons.Naming]:
    """What looks like somebody's name: by the rules, unless it is a word there, or by the sum of all its signs."""
    text = persons.full_width(text)
    ruled = [one for one in persons.namings(text, places) if not name_scores.is_word(text, one)]
    yield from ruled
    for naming in name_scores.namings(text, places):
        if not any(naming.start < one.end and one.start < naming.end for one in ruled):
            yield naming


def numbers(text: str) -> Iterator[Finding]:
    """The numbers and addresses that are somebody's, as they are written and as a reader sees them."""
    told = list(_told(text))
    yield from told
    if (seen := disguises.seen(text)) is None:
        return
    for one in _told(seen.text):
        start, end = seen.places[one.start], seen.places[one.end - 1] + 1
        if not any(start < other.end and other.start < end for other in told):
            yield one._replace(start=start, end=end)


def _told(text: str) -> Iterator[Finding]:
    long = _long_numbers(text)
    if long or any(sign.search(text) is not None for sign in (_PAIR, _POINT, _SAID)):
        yield from _numbers(text, long)


def _numbers(text: str, long: list[tuple[int, int]]) -> Iterator[Finding]:
    """What can be told by its form alone; one finding for one place."""
    half = text.translate(_HALF) if _FULL.search(text) else text
    urls: list[tuple[int, int]] | None = None
    taken: list[tuple[int, int]] = []
    for sort in SORTS:
        for found in _written(sort, half, long):
            start, end = found.span(found.lastindex or 0)
            said = half[start:end]
            bare = _NO_SIGN.sub("", said) if sort.hint else _NO_DIGIT.sub("", said.translate(DIGITS))
            if not sort.holds(bare) or any(start < last and first < end for first, last in taken):
                continue
            if not sort.in_urls:
                urls = [url.span() for url in _URL.finditer(half)] if urls is None else urls
                if any(first <= start < last for first, last in urls):
                    continue
            taken.append((start, end))
            message = f"这里像是{sort.name}“{_masked(bare)}”；{sort.advice}"
            value = f"{_masked(bare)}-{_mark(bare)}" if sort.code[0] == "Q" else ""
            yield Finding(start, end, sort.code, message, sort.example, value)


def _written(sort: Sort, half: str, long: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Where a sort may stand: anywhere if its hint does, else around long numbers, as they are and in plain digits."""
    if sort.hint:
        if re.search(sort.hint, half):
            yield from sort.pattern.finditer(half)
        return
    for start, end in long:
        window = max(0, start - 5), end + 1
        yield from sort.pattern.finditer(half, *window)
        plain = half[: end + 1][window[0] :].translate(DIGITS)
        if plain != half[window[0] : window[1]]:
            yield from sort.pattern.finditer(f"{half[: window[0]]}{plain}", *window)


SAID = {
    "care": (
        "Q310",
        "这里像是姓名“{}××”；服务对象和未成年人不写姓名，请改成人数或户数",
        "简介: 慰问困难家庭 15 户",
    ),
    "health": (
        "Q311",
        "这里像是写着“{}××”的健康或避孕情况；这些不和姓名写在一起，请改成人数",
        "简介: 慰问患病会员 15 人",
    ),
    "others": (
        "Q312",
        "这里像是姓名“{}××”；志愿者、会员、群众的姓名要本人同意才写，没有问过的请改成人数",
        "简介: 志愿者 15 人参加",
    ),
}


def _named(naming: persons.Naming) -> Finding:
    """A name asks a person to decide; it is no error by guess."""
    code, message, example = SAID[naming.kind]
    value = f"{naming.surname}××-{_mark(naming.around)}"
    return Finding(naming.start, naming.end, code, message.format(naming.surname), example, value)


def _mark(text: str) -> str:
    """Four letters by which a place of a text is known again while it stays as it is."""
    return base64.b32encode(hashlib.blake2s(text.encode(), digest_size=3).digest()).decode().lower()[:4]


def faults(file: str, text: str, places: Places) -> list[Fault]:
    """The personal data in the whole text of a file, comments included, as faults with their places.

    places: what is no person's name, besides the places in whose folder the file is. Whether a question is answered is
    not known here: what it asks about stands for its answer.
    """
    own = _own_names(file.rpartition("/")[0])
    named = (_named(one) for one in names(text, places) if not (own and _is_of(own, text, one)))
    found = [
        Fault(
            Place(file, text.count("\n", 0, one.start) + 1, one.start - text.rfind("\n", 0, one.start)),
            one.code,
            one.message,
            one.example,
            answer=one.value,
        )
        for one in (*numbers(text), *named)
    ]
    return sorted(found)


_BEGIN = re.compile(person_names.BEGIN)


@functools.lru_cache(1024)
def _own_names(folder: str) -> re.Pattern[str] | None:
    """What people call the places in whose folder a record stands: 金竹 of 金竹村委会; no part that is no place."""
    parts = set(folder.split("/"))
    names = sorted(name for name in {stem(short(part, True)) for part in parts} - parts if len(name) > 1)
    return re.compile("|".join(map(re.escape, names))) if names else None


def _is_of(own: re.Pattern[str], text: str, one: persons.Naming) -> bool:
    """Whether what looks like a name is that of the record's own place, alone or with the word after it: 金竹优|生优育.

    Its people may be called by its name and a letter more: 金竹英 is somebody.
    """
    words = name_signs.weights().words
    places = own.finditer(text, max(0, one.start - 8), one.end + 1)
    return any(
        place.start() <= one.start < place.end()
        and (
            one.end <= place.end()
            or _BEGIN.match(text, place.end())
            or text[place.end() : place.end() + 2] in words
        )
        for place in places
    )
