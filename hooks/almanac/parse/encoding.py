"""Whether a file's bytes are plain readable text: its size, encoding, line ends, and letters that mislead."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from almanac.model.diagnostics import Fault, Place, shown
from almanac.parse import garbled
from almanac.parse.input_files import plain as plain_text

LARGEST = 64 * 1024
OF_KEYS = frozenset(
    {"E008", "E035", "E036", "E037", "E038", "E039"}
)  # what a look-alike key (E030) has as well

# One look at the whole text: letters outside these are looked at one by one. Among these nothing can mislead,
# and all is in the composed form (NFC).
ODD = re.compile(
    "[^\n -\\[\\]-~·×—‘’“”…℃、-】〔〕㐀-䶿一-鿿！-／：-＠"
    "\U00020000-\U0002a6df\U0002a700-\U0002ee5d\U00030000-\U000323af]"
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
NO_LETTER = re.compile(
    f"[\ufdd0-\ufdef{''.join(chr(plane * 0x10000 + n) for plane in range(17) for n in (0xFFFE, 0xFFFF))}]"
)
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0e\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
BREAK = re.compile("[\x85\u2028\u2029]")
BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
ORDINAL = re.compile("[Ⅰ-ↈ①-⒛⓪-⓿❶-➓㈠-㈩㊀-㊉㉑-㉟㊱-㊿㋀-㋋㍘-㍰㏠-㏾]")
HOLLOW = re.compile("[ᅟᅠㅤﾠ\u2800]")
LOST = re.compile("\ufffd")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
TWIN = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
WIDE = re.compile("(?![0-9])\\d|[Ａ-Ｚａ-ｚ]")

# Radicals that Unicode gives no plain form for; PDF files put them where the Han is meant.
_RADICALS = dict(
    zip(
        "⺁⺄⺆⺇⺈⺊⺌⺍⺎⺓⺕⺗⺙⺛⺜⺝⺞⺟⺠⺡⺢⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺹⺼⺾⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻐⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻲",
        "厂乙冂几刀卜小小兀幺彐心攵旡日月歹母民水水爪丬牛犭王疋目示礻竹糸纟罒罒网羊耂肉艹艹虎衤覀西见角讠贝车辶辶钅長长门雨青韦页风飞食饣首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_SCRIPTS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορ", "ABESIJKMHOPCTYXaesijopcyxhdqwABEZHIKMNOPTYXvop"
)


def plain(word: str) -> str:
    """The word in its plain form: full-width, circled and radical letters become the ordinary ones."""
    word = "".join(_RADICALS.get(c, c) for c in word)
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in word)
    return unicodedata.normalize("NFKC", digits).strip()


def skeleton(word: str) -> str:
    """What the eye sees: two words of one skeleton cannot be told apart by a reader."""
    bare = "".join(c for c in HOLLOW.sub("", INVISIBLE.sub("", word)) if c != "\ufe0f")
    return "".join(plain(bare).translate(_SCRIPTS).split())


# ---------------------------------------------------------------- bytes to text

_SAVE = "记事本：文件→另存为→编码选“UTF-8”；WPS：另存为“文本文件”，编码选“UTF-8”"
_NAME = "名称: 天和广场健康义诊"


def place_of(file: str, text: str, index: int) -> Place:
    """The place of one letter of the text."""
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def decode(file: str, raw: bytes, largest: int = LARGEST) -> tuple[str | None, list[Fault]]:
    """A file is at most 64 KB of UTF-8; what Notepad puts at its head and whichever line ends are read as nothing and as such."""
    if len(raw) > largest:
        message = f"文件有 {-(-len(raw) // 1024)} KB，超过 {largest // 1024} KB 的上限，没有再往下看；请拆成几个文件"
        return None, [Fault(Place(file), "E001", message, "每场活动一个文件，一般不到 4 KB")]
    if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
        return None, [Fault(Place(file), "E002", "文件是空的；不需要就删去这个文件", _NAME)]
    try:
        text = plain_text(raw, "strict")
    except UnicodeDecodeError as error:
        return None, [_undecoded(file, raw, error)]
    if "\0" in text and text.count("\0") * 4 >= len(text):
        return None, [_foreign(file, "UTF-16")]
    return text, []


def _foreign(file: str, name: str) -> Fault:
    message = f"文件不是 UTF-8 编码，看起来是 {name}；为了不认错字，没有往下读"
    return Fault(Place(file), "E004", message, _SAVE)


def _undecoded(file: str, raw: bytes, error: UnicodeDecodeError) -> Fault:
    """Bytes that are not UTF-8 are named by their likely encoding and never read by guess."""
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or raw.count(0) * 20 >= len(raw):
        return _foreign(file, "UTF-16")
    sound = sum(ord(c) > 127 for c in raw.decode("utf-8", "ignore"))
    lost = raw.decode("utf-8", "replace").count("\ufffd")
    if sound > 2 * lost:  # mostly sound UTF-8: a damaged place, not another encoding
        before = plain_text(error.object[: error.start], "strict")
        message = "这里有读不出来的字节，文件可能在传送中损坏，或混进了别的编码；请把这一行重新打一遍"
        return Fault(place_of(file, before, len(before)), "E005", message, _SAVE)
    for encoding, name in (("gb18030", "GBK（记事本里叫 ANSI）"), ("big5", "Big5（繁体）")):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not PRIVATE.search(text):
            return _foreign(file, name)
    return _foreign(file, "别的编码，或者不是文字文件（如 Word、Excel、照片改了名）")


# ---------------------------------------------------------------- letters of the whole text

_COPIED = "多半是从网页、微信或 Word 复制来的"
_RETYPE = "请删去它，或把这一行重新打一遍"
_UNSEEN: tuple[tuple[re.Pattern[str], str, str, str, str], ...] = (
    (CONTROL, "E007", f"这里有看不见的控制字符，{_COPIED}；{_RETYPE}", _NAME, "_"),
    (NO_LETTER, "E007", "这里有一个不是文字的编号，多半是别的程序写坏的；" + _RETYPE, _NAME, "_"),
    (
        garbled.JOINED,
        "E008",
        "这里的“{seen}”是几个表情连成的一个（中间有看不见的连接符），换一台手机可能会拆开；请删去，或换成文字",
        _NAME,
        "",
    ),
    (INVISIBLE, "E008", f"这里有看不见的字符（零宽或改变文字方向的），{_COPIED}；{_RETYPE}", _NAME, ""),
    (re.compile("\t"), "E009", "这里有制表符（Tab 键打出的空白）；请改成空格，每缩进一层用两个", _NAME, " "),
    (BLANK, "E010", f"这里有特殊的空格，{_COPIED}；请改成普通空格", _NAME, " "),
    (BREAK, "E028", f"这里有看不见的换行字符，{_COPIED}；请删去它，需要换行就按回车键", _NAME, "_"),
)


def odd_letters(file: str, text: str) -> tuple[str, list[Fault], bool]:
    """Marks nobody sees are faults wherever they stand, one a kind; gives the text without their effect.

    The text given back has the same places, so that reading can go on and tell the other mistakes.
    The last value says that indentation itself is in doubt: then nothing after this can be told truly.
    """
    faults = list(_spoilt(file, text))
    text = garbled.without(text) if faults else text
    doubt = False
    bare = garbled.JOINED.sub(lambda found: found[0].replace("\u200d", "+"), text)
    for pattern, code, message, example, instead in _UNSEEN:
        found = pattern.search(bare if pattern is INVISIBLE else text)
        if not found:
            continue
        count = len(pattern.findall(bare if pattern is INVISIBLE else text))
        more = f"（全文件共 {count} 处）" if count > 1 else ""
        name = "" if code == "E009" or len(found[0]) > 1 else f"〔U+{ord(found[0]):04X}〕"
        seen = INVISIBLE.sub("", found[0])
        place = place_of(file, text, found.start())
        faults.append(Fault(place, code, message.format(seen=seen) + name + more, example))
        doubt = (
            doubt
            or pattern is BREAK
            or (instead == " " and re.search(f"(?m)^[ -]*{pattern.pattern}", text) is not None)
        )
        if instead:
            text = pattern.sub(instead, text)
    return text.replace("\ufeff", "\u200b"), faults, doubt


def _spoilt(file: str, text: str) -> Iterator[Fault]:
    """Text in the wrong encoding, saved as it was shown: the first place of each kind, with what was likely meant."""
    told: set[str] = set()
    for one in garbled.spoilt(text):
        code = "E045" if one.meant else "E043"
        if code in told:
            continue
        told.add(code)
        bad = shown(one.found, 16)
        message = f"“{bad}”是转换编码时丢掉的字变成的，原来的字已经找不回来；请对照原件补上"
        if one.meant:
            message = f"“{bad}”是乱码，用错了编码打开又保存才会这样；原来多半是“{shown(one.meant, 16)}”，请对照原件重新打"
        line = text[text.rfind("\n", 0, one.at) + 1 :].partition("\n")[0].replace(one.found, one.meant)
        yield Fault(
            place_of(file, text, one.at), code, message, shown(line.strip(), 60) if one.meant else _NAME
        )


# ---------------------------------------------------------------- letters of one scalar


class Span(NamedTuple):
    """One scalar: first and last index in the text, line and column from 1, style, and its key."""

    begin: int
    end: int
    line: int
    column: int
    style: str
    key: str | None  # None for a key itself and for an entry of a list

    @property
    def block(self) -> bool:
        return self.style in ("|", ">")


_MISLEADING: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (TWIN, "E035", "“{bad}”是部首或兼容字形，样子像汉字却不是，多半从 PDF 复制来；应是“{right}”"),
    (ORDINAL, "E036", "“{value}”里有特殊符号“{bad}”；请写成“{right}”（在 | 后另起的长文字里可以用）"),
    (WIDE, "E037", "“{value}”里有全角或别国的数字、字母；请切换到半角重打：“{whole}”"),
    (HOLLOW, "E038", "这里有显示为空白的文字〔{name}〕，看着像没有填；不知道就删去这一行"),
    (LOST, "E043", "“{value}”里有“�”，是转换编码时丢掉的字；请对照原件补上"),
    (PRIVATE, "E044", "这里有自造字〔{name}〕，别人的电脑和手机上显示不出来；请换成通用字"),
)
_HAVE_PLAIN = frozenset({TWIN, ORDINAL, WIDE})


def misleading(value: str, block: bool) -> Iterator[tuple[int, str, str, str]]:
    """Letters that look like others or like nothing: (position, code, message, plain form); one a kind."""
    for pattern, code, sentence in _MISLEADING:
        if not pattern.search(value) or (block and pattern is ORDINAL):
            continue
        bad = "".join(dict.fromkeys(c for c in pattern.findall(value) if plain(c) != c))
        if not bad and pattern is TWIN:  # a dozen Han that only stand among the compatibility forms
            continue
        mark = bad[:1] or pattern.findall(value)[0]
        right = "".join(plain(c) if c in bad else c for c in value) if pattern in _HAVE_PLAIN else ""
        named = {
            "value": shown(value, 24),
            "bad": shown(bad),
            "right": shown(plain(bad)),
            "whole": shown(right, 24),
        }
        yield value.index(mark), code, sentence.format(**named, name=f"U+{ord(mark):04X}"), right
        if pattern is TWIN:
            value = right
    if not unicodedata.is_normalized("NFC", value):
        at = next((i for i, c in enumerate(value) if unicodedata.combining(c)), 0)
        message = f"“{shown(value, 24)}”里有分开写的附加符号，看着和普通写法一样却不相等；请重新打一遍"
        yield at, "E039", message, unicodedata.normalize("NFC", value)


def in_scalar(file: str, text: str, span: Span, value: str) -> Iterator[Fault]:
    """What is odd in one scalar: signs made by escapes, blanks at its edges, misleading letters."""
    written = text[span.begin : span.end]
    if span.style == '"' and "\\" in written:
        bad = [c for c in value if ODD.match(c) and not c.isprintable() and c not in written]
        if bad:
            message = f"引号里的 \\ 写法变成了看不见的字符〔U+{ord(bad[0]):04X}〕；请删去它，换行请用 |"
            yield Fault(Place(file, span.line, span.column), "E034", message, _NAME)
            return
    if not span.style and "\u3000" in (value[0], value[-1]):
        at = span.column if value[0] == "\u3000" else span.column + len(value) - 1
        message = "这里多了全角空格，请删去，或改成普通空格"
        yield Fault(Place(file, span.line, at), "E010", message, "地点: 天和广场")
    for index, code, message, right in misleading(value, span.block):
        found = text.find(value[index], span.begin, span.end)
        place = place_of(file, text, found) if found >= 0 else Place(file, span.line, span.column)
        key = f"{shown(span.key, 20)}: " if span.key and right else ""
        yield Fault(place, code, message, key + shown(right, 60) if right else _NAME)


def decoded(raw: bytes) -> str:
    """The words of a text file, of Windows' old encoding too; empty if it is none."""
    for name in ("utf-8", "gb18030"):
        try:
            text = plain_text(raw.decode(name).encode(), "strict")
        except UnicodeDecodeError:
            continue
        return "" if "\0" in text else text
    return ""
