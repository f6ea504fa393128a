"""Official texts as Word: margins, 22 lines of 28 characters, fonts by level, page numbers, as GB/T 9704 has them."""

from __future__ import annotations

import re
from typing import Any

from almanac.documents.docx import BODY, HEADS, TITLE, font, saved, timeless
from almanac.documents.zip import deflated

KAI = "楷体_GB2312"
LINE, PER_LINE = 28.95, 28  # points from line to line, so that a page has 22; characters of a line
TIGHTER = -5  # twentieths of a point by which a character of 16 points is narrower, so that a line holds 28
TITLE_LINE = 20  # characters of a title on one line
_NUMERALS, _SECOND = "一二三四五六七八九十", re.compile("（[一二三四五六七八九十]+）")


def letter(title: str, signer: str, date: str, lines: list[str]) -> bytes:
    """An official text (GB/T 9704): title, paragraphs with their headings, who and when; 22 lines of 28 characters."""
    from docx import Document
    from docx.shared import Cm

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(3.7), Cm(3.5)
    page.left_margin, page.right_margin = Cm(2.8), Cm(2.6)
    usual = document.styles["Normal"]
    font(usual, BODY, 16)  # by which the grid measures a character
    _gridded(page)
    for words in _broken(title):
        _set(document, words, TITLE, 22, "CENTER", 33)
    _set(document, "", BODY, 16, "LEFT")
    for line in lines:
        head = HEADS if line[1:2] == "、" and line[0] in _NUMERALS else KAI if _SECOND.match(line) else BODY
        paragraph = _set(document, line, head, 16, "LEFT", indent=2)
        paragraph.paragraph_format.keep_with_next = head is not BODY or line is lines[-1]
        paragraph.paragraph_format.keep_together = line is lines[-1] and len(line) < 3 * PER_LINE
    _set(document, "", BODY, 16, "LEFT").paragraph_format.keep_with_next = True
    longer = max(len(signer), len(date))
    for words, behind in ((signer, 4 + (longer - len(signer)) / 2), (date, 4 + (longer - len(date)) / 2)):
        last = _set(document, words, BODY, 16, "RIGHT", behind=behind)
        last.paragraph_format.keep_with_next = words is signer
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, signer, "zh-CN"
    timeless(properties)
    return deflated(saved(document))


def _set(
    document: Any,
    words: str,
    name: str,
    points: float,
    side: str,
    high: float = LINE,
    indent: int = 0,
    behind: float = 0,
) -> Any:
    """A paragraph on the grid; indent, behind: characters before its first line and behind its last."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    look = paragraph.paragraph_format
    look.space_before = look.space_after = Pt(0)
    look.line_spacing, look.alignment = Pt(high), getattr(WD_ALIGN_PARAGRAPH, side)
    if indent:
        look.first_line_indent = Pt(indent * points)
    if behind:
        look.right_indent = Pt(behind * points)
    run = paragraph.add_run(words)
    font(run, name, points)
    if points == 16:
        run._element.rPr.append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{TIGHTER}"/>'))
    return paragraph


def _gridded(page: Any) -> None:
    """22 lines of 28 characters, and the page's number below: — 1 —."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Cm

    for old in page._sectPr.findall(qn("w:docGrid")):
        page._sectPr.remove(old)
    grid = f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{round(LINE * 20)}"/>'
    page._sectPr.append(parse_xml(grid))
    page.footer_distance = Cm(2.8)  # 7 mm below the text
    below = page.footer.paragraphs[0]
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    font(below.add_run("— "), "宋体", 14)
    number = below.add_run()
    font(number, "宋体", 14)
    for kind in ("begin", "PAGE", "end"):
        field = (
            f"<w:instrText {nsdecls('w')}>PAGE</w:instrText>"
            if kind == "PAGE"
            else f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
        )
        number._element.append(parse_xml(field))
    font(below.add_run(" —"), "宋体", 14)


def _broken(title: str) -> list[str]:
    """A title too long for a line in two: who, then what."""
    at = title.find("计划生育协会") + len("计划生育协会")
    if len(title) <= TITLE_LINE or not len("计划生育协会") < at < len(title):
        return [title]
    return [title[:at], title[at:]]
