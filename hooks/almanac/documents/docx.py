"""Word files: written by python-docx, with the fonts of official documents by name, and zipped with fixed times."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from almanac.documents import word_paper
from almanac.documents.word_paper import BODY, HEADS, TITLE, blank, font, owned, parts, saved
from almanac.documents.zip import deflated
from almanac.model.divisions import Register
from almanac.statistics import form
from almanac.statistics.table import StatisticsTable, status_words

ACCOUNTS = (3.6, 2.6, 4.6, 4.4)  # centimetres of the columns of the list of accounts
KEPT = Path(__file__).resolve().parents[3] / ".build" / "forms"


def paragraphs(texts: Iterable[str], name: str = BODY, points: float = 10.5) -> str:
    """Plain paragraphs as they stand in document.xml."""
    size = int(points * 2)
    look = (
        f'<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
    return "".join(
        f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
        for text in texts
    )


# ---------------------------------------------------------------- the official table


def issued(sheet: StatisticsTable, register: Register) -> bytes:
    """附件2 on one page; the seal's place stays empty.

    The form is laid out once for a year and its marks are filled in for each association: 40 ms, then 2.
    """
    has, cells = sheet.returned, form.names(sheet.notice)
    words = {
        "attachment": form.attachment(sheet.notice),
        "unit": register[sheet.code].title,
        "status": status_words(sheet),
        "contact": has.contact,
        "phone": has.phone,
        "filled": form.filled(sheet),
        **{cell: form.words_of(sheet.sums.get(cell)) for cell in cells},
        **{
            f"{cell}:": form.mark(sheet, cell) if form.words_of(sheet.sums.get(cell)) else ""
            for cell in cells
        },
    }
    title, grid = form.title(sheet.notice), tuple(form.grid(sheet.notice))
    filled = dict(_laid_out(title, grid, form.columns(sheet.notice)))
    text = filled["word/document.xml"].decode()
    if not words["attachment"]:
        text = instead(text, "⟦attachment⟧", "")
    for mark, value in words.items():
        text = text.replace(f"⟦{mark}⟧", escape(value, quote=False))
    text = instead(text, "⟦notes⟧", paragraphs(_notes(sheet), points=9))
    filled["word/document.xml"] = text.encode()
    return deflated(filled, filled.keys() - {"word/document.xml"})


def instead(text: str, mark: str, paragraphs: str) -> str:
    """A document's text with other paragraphs, or none, in the place of the one with a mark."""
    before, _, after = text.partition(mark)
    start, end = before.rindex("<w:p>"), after.index("</w:p>") + len("</w:p>")
    return f"{before[:start]}{paragraphs}{after[end:]}"


def _notes(sheet: StatisticsTable) -> Iterator[str]:
    """The notes of the notice, and apart from them what must be known of the numbers."""
    for heading, notes in (("注：", form.own_notes(sheet.notice)), ("填数说明：", form.footnotes(sheet))):
        yield from (heading, *(f"{number}. {note}" for number, note in enumerate(notes, 1))) if notes else ()


@functools.lru_cache(maxsize=16)
def _laid_out(name: str, rows: tuple[tuple[form.Square, ...], ...], wide: int) -> dict[str, bytes]:
    """The year's form with a mark in each place that is filled in; kept between builds."""
    drawn_by = (
        Path(__file__).read_bytes(),
        Path(word_paper.__file__).read_bytes(),
        importlib.metadata.version("python-docx"),
    )
    of = hashlib.blake2b(repr((name, rows, wide, drawn_by)).encode(), digest_size=12).hexdigest()
    file = KEPT / f"{of}.docx"
    if file.is_file():
        return parts(file.read_bytes())
    made = _drawn(name, rows, wide)
    KEPT.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.write_bytes(deflated(made))
    os.replace(part, file)
    return made


def _drawn(name: str, rows: Sequence[Sequence[form.Square]], wide: int) -> dict[str, bytes]:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
    from docx.shared import Cm

    document = blank(points=12)
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.3)
    font(document.add_paragraph().add_run("⟦attachment⟧"), HEADS, 12)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    font(title.add_run(name), TITLE, 18)
    above = document.add_paragraph()
    above.paragraph_format.tab_stops.add_tab_stop(Cm(25.7), WD_TAB_ALIGNMENT.RIGHT)
    font(above.add_run("单位（公章）：⟦unit⟧\t"), BODY, 12)
    font(above.add_run("⟦status⟧"), BODY, 10.5)
    for paragraph in document.paragraphs:
        paragraph.paragraph_format.space_after = Cm(0.1)
    _grid(document, rows, wide)
    below = document.add_paragraph()
    below.paragraph_format.space_before = below.paragraph_format.space_after = Cm(0.1)
    font(below.add_run("联系人姓名：⟦contact⟧　　　　电话：⟦phone⟧　　　　填报日期：⟦filled⟧"), BODY, 12)
    document.add_paragraph("⟦notes⟧")
    owned(document, name, "")
    return saved(document)


def _grid(document: Any, rows: Sequence[Sequence[form.Square]], wide: int) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    table = document.add_table(len(rows), wide + 1)
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    for place, column in enumerate(table.columns):
        column.width = Cm(2.6) if place == 0 else Cm(23.1 / wide)
    for line, row in enumerate(rows):
        table.rows[line].height = Cm(0.75)
        at = 0 if row[0].kind == "block" else 1
        for square in row:
            first = table.cell(line, at)
            whole = first.merge(table.cell(line + square.high - 1, at + square.wide - 1))
            whole.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            words = whole.paragraphs[0]
            words.alignment = WD_ALIGN_PARAGRAPH.CENTER
            is_value = square.kind == "value"
            text = f"⟦{square.cell}⟧" if is_value else square.text
            points = 12 if is_value else 10.5 if square.kind == "block" else 10  # 音频、视频稿件 on one line
            font(words.add_run(text), BODY if is_value else HEADS, points)
            if is_value:
                raised = words.add_run(f"⟦{square.cell}:⟧")
                font(raised, BODY, points)
                raised.font.superscript = True
            at += square.wide


# ---------------------------------------------------------------- texts


def accounts(sheet: StatisticsTable, register: Register, codes: Mapping[str, bytes]) -> bytes:
    """The list that the form's note 2 asks for: who has which site or account, its address and QR image.

    codes: images as JPEG, by the path that the account's record gives.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    document = blank(points=12)
    title = f"{register[sheet.code].title}已开通的网站和新媒体"
    heading = document.add_paragraph()
    heading.alignment, heading.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Cm(0.5)
    font(heading.add_run(title), TITLE, 18)
    rows = [("单位", "种类", "名称", "网址或二维码")]
    rows += [(register[one.code].title, one.kind, one.name, one.web) for one in sheet.accounts]
    table = document.add_table(len(rows), 4)
    table.style, table.autofit = "Table Grid", False
    for column, wide in zip(table.columns, ACCOUNTS, strict=True):
        column.width = Cm(wide)
        for cell in column.cells:
            cell.width = Cm(wide)
    for line, one in enumerate(sheet.accounts, 1):
        if one.picture in codes:
            run = table.cell(line, 3).add_paragraph().add_run()
            drawn = run.add_picture(io.BytesIO(codes[one.picture]), width=Cm(3))
            drawn._inline.docPr.set("descr", f"{one.name}的二维码")
    for line, row in enumerate(rows):
        for place, words in enumerate(row):
            font(table.cell(line, place).paragraphs[0].add_run(words), BODY if line else HEADS, 12)
    owned(document, title, register[sheet.code].title)
    return deflated(saved(document))
