"""Notes at cells of a sheet that somebody else has made: theirs stay, ours are added, at a cell with both below theirs."""

from __future__ import annotations

from collections.abc import Mapping

from almanac.excel import xml_edits
from almanac.excel.entry import Spot
from almanac.excel.outcome import spot
from almanac.excel.package import Package
from almanac.excel.sheet_edits import SheetEdits
from almanac.excel.xml_edits import Edit, Element

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SHAPES = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPACES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
_BOX = (
    f"<v:shape {_SPACES} "
    'id="_x0000_s{id}" type="#{type}" style="position:absolute;margin-left:60pt;margin-top:2pt;width:260pt;'
    'height:{high}pt;z-index:{id};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_TYPE = "_x0000_t202"
_SHAPE = (
    f'<v:shapetype {_SPACES} id="{_TYPE}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_FIRST = 50_000  # the numbers of our shapes begin beyond those of a program


def put(package: Package, part: str, sheet: SheetEdits, notes: Mapping[Spot, str]) -> None:
    """Add notes to a sheet."""
    if not notes:
        return
    links = package.links(part)
    texts = next((to for kind, to in links.values() if kind == "comments"), "")
    shapes = next((to for kind, to in links.values() if kind == "vmlDrawing"), "")
    known = sheet.only("legacyDrawing") is not None
    had = _texts(package, part, texts, notes)
    fresh = {at: words for at, words in notes.items() if spot(at) not in had}
    if known and shapes:
        raw = package.part(shapes)
        root = xml_edits.elements(raw)[0]
        type_ = b"" if f'id="{_TYPE}"'.encode() in raw else _SHAPE.encode()
        if not fresh:
            return
        package.put(shapes, xml_edits.applied(raw, [xml_edits.inside(raw, root, type_ + _boxes(fresh))]))
        return
    name = package.free("xl/drawings/vmlDrawingBack{}.vml")
    package.put(name, f"<xml {_SPACES}>{_SHAPE}".encode() + _boxes(fresh) + b"</xml>")
    package.takes("vml", _SHAPES)
    sheet.notes_link(package.link(part, "vmlDrawing", name))


def _boxes(notes: Mapping[Spot, str]) -> bytes:
    return "".join(
        _BOX.format(
            id=_FIRST + number,
            type=_TYPE,
            row=row,
            column=column,
            high=max(40, 14 * sum(1 + len(line) // 24 for line in words.split("\n"))),
        )
        for number, ((row, column), words) in enumerate(sorted(notes.items()))
    ).encode()


def _texts(package: Package, part: str, file: str, notes: Mapping[Spot, str]) -> set[str]:
    """Write the words of notes; the cells that had one before."""
    if not file:
        name = package.free("xl/commentsBack{}.xml")
        said = "".join(_one("", at, words) for at, words in sorted(notes.items()))
        whole_part = f'<comments xmlns="{_MAIN}"><authors><author>核对</author></authors><commentList>{said}</commentList></comments>'
        package.put(name, whole_part.encode(), _KIND)
        package.link(part, "comments", name)
        return set()
    raw = package.part(file)
    found = xml_edits.elements(raw)
    p = xml_edits.prefix(raw, found[0])
    inner = {index: one for index, one in enumerate(found) if one.name == "comment"}
    by_cell = {one.attributes.get("ref", ""): index for index, one in inner.items()}
    edits: list[Edit] = []
    for at, words in sorted(notes.items()):
        if spot(at) in by_cell:
            text = _text_of(found, by_cell[spot(at)])
            said = f'<{p}r><{p}t xml:space="preserve">\n核对：{xml_edits.text(words)}</{p}t></{p}r>'
            edits.append(xml_edits.inside(raw, text, said.encode()))
    fresh = "".join(_one(p, at, words) for at, words in sorted(notes.items()) if spot(at) not in by_cell)
    whole = next(one for one in found if one.name == "commentList")
    if fresh:
        edits.append(xml_edits.inside(raw, whole, fresh.encode()))
    package.put(file, xml_edits.applied(raw, edits))
    return set(by_cell)


def _text_of(found: list[Element], comment: int) -> Element:
    text = next((one for one in found if one.name == "text" and one.above == comment), None)
    if text is None:
        raise xml_edits.Unreadable
    return text


def _one(p: str, at: Spot, words: str) -> str:
    said = f'<{p}text><{p}r><{p}t xml:space="preserve">{xml_edits.text(words)}</{p}t></{p}r></{p}text>'
    return f'<{p}comment ref="{spot(at)}" authorId="0">{said}</{p}comment>'
