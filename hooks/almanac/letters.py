"""Whether a file's bytes are plain readable text: its size, encoding, line ends, and letters that mislead."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator

from almanac.faults import Fault, Place, shown

LARGEST = 64 * 1024

# One look at the whole text: letters outside these are looked at one by one. Among these nothing can mislead,
# and all is in the composed form (NFC).
ODD = re.compile(
    "[^\n -\\[\\]-~·×—‘’“”…℃、-】〔〕㐀-䶿一-鿿！-／：-＠\U00020000-\U0002a6df\U0002a700-\U0002ee5d\U00030000-\U000323af]"
)
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\U0001fffe\U0001ffff\U0010ffff]"
)
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0e\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_BREAK = re.compile("[\x85\u2028\u2029]")
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_ORDINAL = re.compile("[Ⅰ-ↈ①-⒛⓪-⓿❶-➓㈠-㈩㊀-㊉㉑-㉟㊱-㊿㋀-㋋㍘-㍰㏠-㏾]")
_HOLLOW = re.compile("[ᅟᅠㅤﾠ\u2800]")
_LOST = re.compile("\ufffd")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_TWIN = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_WIDE = re.compile("(?![0-9])\\d|[Ａ-Ｚａ-ｚ]")

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
    bare = "".join(c for c in _HOLLOW.sub("", INVISIBLE.sub("", word)) if c != "\ufe0f")
    return "".join(plain(bare).translate(_SCRIPTS).split())


# ---------------------------------------------------------------- bytes to text

_SAVE = "记事本：文件→另存为→编码选“UTF-8”；WPS：另存为“文本文件”，编码选“UTF-8”"


def decode(file: str, raw: bytes) -> tuple[str | None, list[Fault]]:
    """A record file is at most 64 KB of UTF-8 without a mark at its head; both Unix and Windows line ends do."""
    if len(raw) > LARGEST:
        message = (
            f"文件有 {len(raw) // 1024} KB，超过 64 KB 的上限，没有再往下看；请拆成几个文件，照片不要贴进来"
        )
        return None, [Fault(Place(file), "E001", message, "每场活动一个文件，一般不到 4 KB")]
    if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
        return None, [
            Fault(Place(file), "E002", "文件是空的；不需要就删去这个文件", "名称: 天和广场健康义诊")
        ]
    faults = []
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[3:]
        message = "文件开头带有看不见的标记（BOM）；另存时编码选“UTF-8”，不要选“带有 BOM 的 UTF-8”"
        faults.append(Fault(Place(file), "E003", message, _SAVE))
    try:
        text = raw.decode("utf-8")
        wide = text.count("\0") * 4 >= len(text)
    except UnicodeDecodeError as error:
        return None, [*faults, _undecoded(file, raw, error)]
    if wide:
        return None, [*faults, _foreign(file, "UTF-16")]
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            line = text[: text.index("\r")].count("\n") + 1
            message = "文件用了旧式苹果电脑的换行（只有回车）；请用记事本或 WPS 重新保存"
            column = text.index("\r") - (text.rfind("\n", 0, text.index("\r")) + 1) + 1
            faults.append(Fault(Place(file, line, column), "E006", message, "Windows 和 Linux 的换行都可以"))
    return text, faults


def _foreign(file: str, name: str) -> Fault:
    return Fault(
        Place(file), "E004", f"文件不是 UTF-8 编码，看起来是 {name}；为了不认错字，没有往下读", _SAVE
    )


def _undecoded(file: str, raw: bytes, error: UnicodeDecodeError) -> Fault:
    """Bytes that are not UTF-8 are named by their likely encoding and never read by guess."""
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or raw.count(0) * 5 >= len(raw):
        return _foreign(file, "UTF-16")
    kept = sum(ord(c) > 127 for c in raw.decode("utf-8", "ignore"))
    lost = raw.decode("utf-8", "replace").count("\ufffd")
    if kept > 2 * lost:  # mostly sound UTF-8: a damaged place, not another encoding
        before = raw[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        message = "这里有读不出来的字节，文件可能在传送中损坏，或混进了别的编码；请把这一行重新打一遍"
        return Fault(Place(file, line, column), "E005", message, _SAVE)
    for encoding, name in (("gb18030", "GBK（记事本里叫 ANSI）"), ("big5", "Big5（繁体）")):
        try:
            letters = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _PRIVATE.search(letters):
            return _foreign(file, name)
    return _foreign(file, "别的编码，或者不是文字文件（如 Word、Excel、照片改了名）")


# ---------------------------------------------------------------- letters of the whole text

Rule = tuple[re.Pattern[str], str, str, str, str]
_RULES: tuple[Rule, ...] = (
    (_CONTROL, "E007", "这里有看不见的控制字符，多半是复制时带来的；请删去它，或把这一行重新打一遍", "名称: 天和广场健康义诊", "_"),
    (INVISIBLE, "E008", "这里有看不见的字符（零宽或改变文字方向的），多半是从网页、微信复制来的；请删去它，或把这一行重新打一遍",
     "名称: 天和广场健康义诊", ""),
    (re.compile("\t"), "E009", "这里有制表符（Tab 键打出的空白）；请改成空格，每缩进一层用两个空格", "  宣传: {场次: 1}", " "),
    (_BLANK, "E010", "这里有特殊的空格，多半是从网页、Word 复制来的；请改成普通空格", "地点: 天和广场", " "),
    (_BREAK, "E028", "这里有看不见的换行字符，多半是从网页、Word 复制来的；请删去它，需要换行就按回车键", "简介: |", "_"),
)  # fmt: skip
_EDGE = re.compile("[ \t-]*")


def odd_letters(file: str, text: str) -> tuple[str, list[Fault], bool]:
    """Marks nobody sees are faults wherever they stand, one fault a kind; gives the text without their effect.

    The text given back has the same places, so that reading can go on and tell the other mistakes.
    The last value says that indentation itself is in doubt: then nothing after this can be told truly.
    """
    faults: list[Fault] = []
    doubt = False
    for pattern, code, message, example, instead in _RULES:
        found = list(pattern.finditer(text))
        if not found:
            continue
        at = found[0].start()
        start = text.rfind("\n", 0, at) + 1
        more = f"（全文件共 {len(found)} 处）" if len(found) > 1 else ""
        name = "" if code == "E009" else f"〔U+{ord(found[0][0]):04X}〕"
        faults.append(
            Fault(
                Place(file, text.count("\n", 0, at) + 1, at - start + 1), code, message + name + more, example
            )
        )
        if instead == " ":
            doubt = doubt or any(
                _EDGE.fullmatch(text, text.rfind("\n", 0, m.start()) + 1, m.start()) for m in found
            )
        if instead:
            text = pattern.sub(instead, text)
    if "\r" in text:
        text = text.replace("\r", "\n")
    return text.replace("\ufeff", "\u200b"), faults, doubt


# ---------------------------------------------------------------- letters of one value


def misleading(value: str, block: bool) -> Iterator[tuple[int, str, str, str]]:
    """Letters that look like others or like nothing: (position, code, message, plain form); one a kind."""
    quoted = shown(value, 24)
    if found := _TWIN.search(value):
        bad = "".join(dict.fromkeys(c for c in _TWIN.findall(value) if plain(c) != c))
        if bad:
            yield (
                found.start(),
                "E035",
                f"“{bad}”是部首或兼容字形，样子像汉字却不是，多半从 PDF 复制来；应是“{plain(bad)}”",
                plain(value),
            )
            value = plain(value)
    if not block and (found := _ORDINAL.search(value)):
        sign = found[0]
        yield (
            found.start(),
            "E036",
            f"“{quoted}”里有特殊符号“{sign}”；请改写成“{plain(sign)}”（长文字用 | 另起一行写时可以用）",
            _ordinary(value),
        )
    if found := _WIDE.search(value):
        bad = "".join(dict.fromkeys(_WIDE.findall(value)))
        yield (
            found.start(),
            "E037",
            f"“{quoted}”里有全角或别国的数字、字母“{shown(bad)}”；请切换到半角重打，应是“{shown(plain(bad))}”",
            _ordinary(value),
        )
    if found := _HOLLOW.search(value):
        yield (
            found.start(),
            "E038",
            f"这里有显示为空白的文字〔U+{ord(found[0]):04X}〕，看着像没有填；不知道就删去这一行",
            "",
        )
    if found := _LOST.search(value):
        yield found.start(), "E043", f"“{quoted}”里有“�”，是转换编码时丢掉的字；请对照原件补上", ""
    if found := _PRIVATE.search(value):
        yield (
            found.start(),
            "E044",
            f"这里有自造字〔U+{ord(found[0]):04X}〕，别人的电脑和手机上显示不出来；请换成通用字，生僻字可写“（上X下X）”",
            "",
        )
    if not unicodedata.is_normalized("NFC", value):
        at = next((i for i, c in enumerate(value) if unicodedata.combining(c)), 0)
        yield (
            at,
            "E039",
            f"“{quoted}”里有分开写的附加符号，和普通写法看着一样却不相等；请重新打一遍",
            unicodedata.normalize("NFC", value),
        )


def _ordinary(value: str) -> str:
    """The value with only its odd letters made plain."""
    return "".join(plain(c) if _WIDE.match(c) or _ORDINAL.match(c) else c for c in value)
