"""How cells of a workbook look that somebody else has made: a new look is one of theirs with another fill, or one of ours added."""

from __future__ import annotations

from almanac.excel import xml_edits
from almanac.excel.package import STYLES, Package
from almanac.excel.xml_edits import Edit, Element

_FONT = '<{p}font><{p}sz val="{size}"/><{p}name val="宋体"/><{p}charset val="134"/></{p}font>'
_BOLD = '<{p}font><{p}b/><{p}sz val="{size}"/><{p}name val="黑体"/><{p}charset val="134"/></{p}font>'
_FILL = '<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{color}"/><{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
_LINE = "".join(f'<{{p}}{side} style="thin"><{{p}}color rgb="FFD9D9D9"/></{{p}}{side}>' for side in ("left", "right", "top", "bottom"))  # fmt: skip
_BORDER = f"<{{p}}border>{_LINE}<{{p}}diagonal/></{{p}}border>"


class Styles:
    """The looks of a workbook, to which some are added; `keep` writes them into the package."""

    def __init__(self, package: Package) -> None:
        self._package, self._raw = package, package.part(STYLES)
        found = xml_edits.elements(self._raw, 3)
        self._root, self._p = found[0], xml_edits.prefix(self._raw, found[0])
        self._lists = {
            one.name: one
            for one in found
            if one.above == 0 and one.name in ("fonts", "fills", "borders", "cellXfs")
        }
        if len(self._lists) < 4:
            raise xml_edits.Unreadable
        self._had = {
            name: [each for each in found if each.above == found.index(one)]
            for name, one in self._lists.items()
        }
        self._new: dict[str, list[str]] = {name: [] for name in self._lists}
        self._made: dict[tuple[object, ...], int] = {}

    def _add(self, name: str, words: str) -> int:
        """The number of a new entry of a list; the same words have the same number."""
        if words not in self._new[name]:
            self._new[name].append(words)
        return len(self._had[name]) + self._new[name].index(words)

    def _fill(self, color: str) -> int:
        return self._add("fills", _FILL.format(p=self._p, color=color.lstrip("#")))

    def filled(self, style: int, color: str) -> int:
        """A look that a cell has, on another ground."""
        looks = self._had["cellXfs"]
        if style >= len(looks):
            return self.plain(color)
        one = looks[style]
        raw = self._raw[one.start : one.end]
        whole = Element(one.name, one.attributes, 0, one.tag_end - one.start, 0, 0, -1)
        edit = xml_edits.with_attributes(raw, whole, fillId=str(self._fill(color)), applyFill="1")
        return self._add("cellXfs", xml_edits.applied(raw, [edit]).decode())

    def plain(self, color: str = "", size: int = 11, bold: bool = False, lined: bool = True) -> int:
        """A look of our own: wrapped, at the top."""
        p = self._p
        font = self._add("fonts", (_BOLD if bold else _FONT).format(p=p, size=size))
        border = self._add("borders", _BORDER.format(p=p)) if lined else 0
        fill = self._fill(color) if color else 0
        wraps = f'<{p}alignment vertical="top" wrapText="{int(lined)}"/>'
        return self._add(
            "cellXfs",
            f'<{p}xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
            f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{wraps}</{p}xf>',
        )

    def keep(self) -> None:
        """Write the new looks into the workbook."""
        edits: list[Edit] = []
        for name, one in self._lists.items():
            if self._new[name]:
                count = str(len(self._had[name]) + len(self._new[name]))
                words = "".join(self._new[name]).encode()
                if one.close == one.end:
                    raise xml_edits.Unreadable
                edits += [
                    xml_edits.with_attributes(self._raw, one, count=count),
                    xml_edits.inside(self._raw, one, words),
                ]
        self._package.put(STYLES, xml_edits.applied(self._raw, edits))
