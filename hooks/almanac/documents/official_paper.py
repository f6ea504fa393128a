"""Official texts as Word: margins, 22 lines of 28 characters, fonts by level, page numbers, as GB/T 9704 has them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from almanac.documents.word_paper import BODY, HEADS, KAI, SONG, blank, font, owned, saved
from almanac.documents.zip import deflated

LINE, PER_LINE = 28.95, 28  # points from line to line, so that a page has 22; characters of a line
TIGHTER = -5  # twentieths of a point by which a character of 16 points is narrower, so that a line holds 28
BEHIND = 4  # characters that the date stands away from the right edge
TITLE_LINE, TITLE_HIGH = (
    19,
    33,
)  # characters of a title on one line, with room for wide marks, and its points from line to line
_LEVELS = (
    (re.compile("[一二三四五六七八九十]{1,3}、"), 1, HEADS),
    (re.compile("（[一二三四五六七八九十]{1,3}）"), 2, KAI),
    (re.compile(r"[0-9]{1,2}[.．](?![0-9])"), 3, BODY),
)
_MEANING = re.compile(
    "(.+?(?:计划生育协会|计生协|关于|[0-9]{4}年|”|活动(?!日)的?|(?=开展|举办|召开|集中|宣传服务))|.+$)"
)


def letter(title: str, signer: str, date: str, lines: list[str], day: str = "") -> bytes:
    """An official text (GB/T 9704): title, paragraphs with their headings, who and when; day: its date as 2021-05-29."""
    document = sheet()
    heading(document, title)
    for line in lines:
        paragraph = _leveled(document, line)
        if line is lines[-1]:
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.keep_together = len(line) < 3 * PER_LINE
    put(document, "").paragraph_format.keep_with_next = True
    signer_behind, date_behind = behind(signer, date)
    put(document, signer, side="RIGHT", behind=signer_behind).paragraph_format.keep_with_next = True
    put(document, date, side="RIGHT", behind=date_behind)
    owned(document, title, signer, day)
    return deflated(saved(document))


def sheet() -> Any:
    """An empty document with the margins, the grid and the page numbers of an official text."""
    from docx.shared import Cm

    document = blank()
    page = document.sections[0]
    page.top_margin, page.bottom_margin = Cm(3.7), Cm(3.5)
    page.left_margin, page.right_margin = Cm(2.8), Cm(2.6)
    _gridded(page)
    _numbered(document, page)
    return document


def heading(document: Any, title: str) -> None:
    """The title, broken by meaning, and the empty line below it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph = put(document, "", "Title", side="CENTER", high=TITLE_HIGH)
    paragraph._element.get_or_add_pPr().append(parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>'))
    for number, words in enumerate(broken(title)):
        if number:
            paragraph.add_run().add_break()
        paragraph.add_run(words)
    put(document, "")


def put(
    document: Any,
    words: str,
    style: str = "Normal",
    *,
    side: str = "LEFT",
    high: float = LINE,
    indent: int = 0,
    behind: float = 0,
) -> Any:
    """A paragraph on the grid; indent, behind: characters before its first line and behind its last."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph(style=style)
    look = paragraph.paragraph_format
    look.line_spacing, look.alignment = Pt(high), getattr(WD_ALIGN_PARAGRAPH, side)
    if indent:
        look.first_line_indent = Pt(indent * 16)
    if behind:
        look.right_indent = Pt(behind * 16)
    if words:
        run(paragraph, words)
    return paragraph


def run(paragraph: Any, words: str, name: str = "", points: float = 16) -> Any:
    """Words of a paragraph, so narrow that 28 of them fill a line; name: another font than the style's."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = paragraph.add_run(words)
    if name:
        font(made, name, points)
    made._element.get_or_add_rPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{TIGHTER}"/>'))
    return made


def level(line: str) -> int:
    """Of which level a line is a heading, all of it; 0 if it is text."""
    _, stop, rest = line.partition("。")
    found = next((depth for pattern, depth, _ in _LEVELS if pattern.match(line)), 0)
    return 0 if rest or (found == 3 and stop) else found


def _leveled(document: Any, line: str) -> Any:
    """A paragraph in the font of its level; a heading with its text behind it is one only up to its full stop."""
    if found := level(line):
        return put(document, line, f"Heading {found}", indent=2)
    name = next((name for pattern, _, name in _LEVELS if pattern.match(line)), "")
    paragraph = put(document, "", indent=2)
    first, stop, rest = line.partition("。") if name else (line, "", "")
    run(paragraph, first + stop, name)
    if rest:
        run(paragraph, rest)
    return paragraph


def behind(signer: str, date: str) -> tuple[float, float]:
    """How far signer and date stand from the right: the date four characters, the signer in the middle above it."""
    over = (_wide(signer) - _wide(date)) / 2
    shift = max(0.0, over - BEHIND)
    return BEHIND - over + shift, BEHIND + shift


def _wide(words: str) -> float:
    """How many characters wide words are; a figure is half of one."""
    return sum(0.5 if letter.isascii() else 1 for letter in words)


def _gridded(page: Any) -> None:
    """22 lines of a page."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    for old in page._sectPr.findall(qn("w:docGrid")):
        page._sectPr.remove(old)
    grid = f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{round(LINE * 20)}"/>'
    page._sectPr.append(parse_xml(grid))


def _numbered(document: Any, page: Any) -> None:
    """The page's number below, — 1 —: odd ones a character from the right, even ones from the left."""
    from docx.shared import Cm, Pt

    document.settings.odd_and_even_pages_header_footer = True
    page.footer_distance = Cm(2.8)  # 7 mm below the text
    for footer, side, edge in ((page.footer, 2, "right_indent"), (page.even_page_footer, 0, "left_indent")):
        below = footer.paragraphs[0]
        below.alignment = side
        setattr(below.paragraph_format, edge, Pt(14))
        font(below.add_run("— "), SONG, 14)
        _field(below.add_run(), "PAGE")
        font(below.add_run(" —"), SONG, 14)


def _field(number: Any, name: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    font(number, SONG, 14)
    for kind in ("begin", "", "end"):
        text = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
        number._element.append(
            parse_xml(text if kind else f"<w:instrText {nsdecls('w')}>{name}</w:instrText>")
        )


# ---------------------------------------------------------------- titles


def broken(title: str) -> list[str]:
    """A title on as few lines as hold it, each whole in meaning: growing, shrinking, or widest in the middle."""
    parts = [part for part in _MEANING.findall(title) if part]
    for number in range(max(1, -(-len(title) // TITLE_LINE)), len(parts) + 1):
        ways = [way for way in _ways(parts, number) if max(map(_wide, way)) <= TITLE_LINE and _shapely(way)]
        if ways:
            return min(ways, key=lambda way: max(map(_wide, way)) - min(map(_wide, way)))
    return [title]


def _ways(parts: Sequence[str], number: int) -> Iterator[list[str]]:
    """The parts put on so many lines, in every way."""
    if number == 1:
        yield ["".join(parts)]
        return
    for first in range(1, len(parts) - number + 2):
        for rest in _ways(parts[first:], number - 1):
            yield ["".join(parts[:first]), *rest]


def _shapely(lines: Sequence[str]) -> bool:
    """Whether lines make a trapezoid or a diamond, never a rectangle or an hourglass."""
    wide = [_wide(line) for line in lines]
    steps = [after - before for before, after in itertools.pairwise(wide)]
    grows = [step > 0 for step in steps]
    return all(abs(step) >= 1 for step in steps) and grows == sorted(grows, reverse=True)
