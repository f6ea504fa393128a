"""A Word file of our own to begin with: Chinese, the fonts of official documents and what stands in for them, no word of a
template's; and its bytes, which tell no time but the document's own day."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

TITLE, BODY, HEADS, KAI, SONG = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
)  # GB/T 9704; the clerk's own Word has them or its like
INSTEAD = (
    (TITLE, "方正小标宋_GBK,华文中宋,宋体", "roman"),
    (BODY, "仿宋,FangSong,华文仿宋", "modern"),
    (KAI, "楷体,KaiTi,华文楷体", "modern"),
    (HEADS, "SimHei,微软雅黑", "swiss"),
    (SONG, "SimSun,新宋体", "roman"),
)  # each font with those that Word takes where it is missing, the nearest first
LEVELS = (("Title", TITLE, 22), ("Heading 1", HEADS, 16), ("Heading 2", KAI, 16), ("Heading 3", BODY, 16))
_GONE = ("thumbnail", "stylesWithEffects", "customXml")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>5·29会员活动日</Application></Properties>"
)


def blank(usual: str = BODY, points: float = 16) -> Any:
    """An empty document on A4; usual, points: what is set where nothing else is said."""
    from docx import Document
    from docx.shared import Cm

    document = Document()
    document.sections[0].page_width, document.sections[0].page_height = Cm(21), Cm(29.7)
    for owner in (document.part.package, document.part):
        for key, relation in list(owner.rels.items()):
            if any(each in relation.reltype for each in _GONE):
                del owner.rels[key]
            elif relation.reltype.endswith("/extended-properties"):
                relation.target_part._blob = _APP.encode()
            elif relation.reltype.endswith("/fontTable"):
                relation.target_part._blob = _font_table().encode()
    _speak_chinese(document)
    for name, face, size in (("Normal", usual, points), *LEVELS):
        _styled(document.styles[name], face, size)
    return document


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, others, family in INSTEAD
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{_W}">{fonts}</w:fonts>'
    )


def _speak_chinese(document: Any) -> None:
    """The language of its letters; that of its digits is another, or LibreOffice breaks a number at the end of a line."""
    from docx.oxml.ns import qn

    for element in (document.styles.element, document.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for found in element.iter(qn(tag)):
                found.set(qn("w:val"), "en-US")
                found.set(qn("w:eastAsia"), "zh-CN")


def _styled(style: Any, face: str, points: float) -> None:
    """A style in one font for all letters, black, with nothing that the template's had: no rule, no space, no bold."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    properties = style.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    font(style, face, points)
    style.font.color.rgb = RGBColor(0, 0, 0)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    look = style.paragraph_format
    look.space_before = look.space_after = Pt(0)
    if style.name != "Normal":
        look.keep_with_next = look.keep_together = True


def font(run: Any, name: str, points: float) -> None:
    """Name a run's or a style's font for Western and for Chinese letters alike."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name, run.font.size = name, Pt(points)
    element = run._element if hasattr(run, "_element") else run.element
    element.rPr.rFonts.set(qn("w:eastAsia"), name)


def owned(document: Any, title: str, author: str, day: str = "") -> None:
    """Say whose the document is and, where a day is known, of which day; nothing else."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, author, "zh-CN"
    properties.comments = properties.last_modified_by = ""
    if day:
        properties.created = properties.modified = datetime.datetime.fromisoformat(f"{day}T00:00:00")
        return
    for element in list(properties._element):
        if element.tag.endswith(("}created", "}modified")):
            properties._element.remove(element)


def saved(document: Any) -> dict[str, bytes]:
    """The parts of a document, with nothing in them that tells the time."""
    out = io.BytesIO()
    document.save(out)
    return parts(out.getvalue())


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}
