"""A workbook as the parts it is packed of, of which some are changed; all others go back as they came."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from almanac.excel import xml_edits
from almanac.excel.xml_edits import Edit, Element

_TYPES, BOOK, BOOK_LINKS, STYLES = (
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
)  # fmt: skip
_LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKED = "http://schemas.openxmlformats.org/package/2006/relationships"
_BEGUN = (1980, 1, 1, 0, 0, 0)


class Package:
    """The parts of a workbook by name; `put` changes or adds one, `drop` takes one away."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            self._known = {one.filename for one in archive.infolist()}
        self._changed: dict[str, bytes] = {}
        self._gone: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._changed or (name in self._known and name not in self._gone)

    def part(self, name: str) -> bytes:
        if name in self._changed:
            return self._changed[name]
        with zipfile.ZipFile(io.BytesIO(self._raw)) as archive:
            return archive.read(name)

    def put(self, name: str, raw: bytes, kind: str = "") -> None:
        """A part with new bytes; kind: the content type of one that was not there."""
        self._changed[name] = raw
        if kind:
            self._typed(f'<Override PartName="/{name}" ContentType="{kind}"/>')

    def drop(self, name: str) -> None:
        self._changed.pop(name, None)
        self._gone.add(name)
        raw = self.part(_TYPES)
        edits = [
            Edit(one.start, one.end, b"")
            for one in xml_edits.elements(raw)
            if one.attributes.get("PartName") == f"/{name}"
        ]
        self._changed[_TYPES] = xml_edits.applied(raw, edits)

    def takes(self, ending: str, kind: str) -> None:
        """Files of this ending are of a content type."""
        known = [one.attributes.get("Extension", "").lower() for one in xml_edits.elements(self.part(_TYPES))]
        if ending not in known:
            self._typed(f'<Default Extension="{ending}" ContentType="{kind}"/>')

    def _typed(self, words: str) -> None:
        raw = self.part(_TYPES)
        self._changed[_TYPES] = xml_edits.applied(
            raw, [xml_edits.inside(raw, xml_edits.elements(raw)[0], words.encode())]
        )

    # ------------------------------------------------------------ links

    def links(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part links to, by identity: the last word of its kind, and the part."""
        return {
            one.attributes["Id"]: (
                one.attributes.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", posixpath.dirname(name), one.attributes["Target"]))[
                    1:
                ],
            )
            for one in self._links(name)
            if "Id" in one.attributes and one.attributes.get("TargetMode") != "External"
        }

    def _links(self, name: str) -> list[Element]:
        file = links_of(name)
        return xml_edits.elements(self.part(file))[1:] if file in self else []

    def link(self, name: str, kind: str, to: str) -> str:
        """A new link of a part; its identity."""
        file = links_of(name)
        raw = (
            self.part(file) if file in self else f'<Relationships xmlns="{_PACKED}"></Relationships>'.encode()
        )
        known = {one.attributes.get("Id") for one in xml_edits.elements(raw)}
        identity = next(f"rIdBack{n}" for n in range(1, 1000) if f"rIdBack{n}" not in known)
        words = f'<Relationship Id="{identity}" Type="{_LINKED}{kind}" Target="/{to}"/>'.encode()
        self._changed[file] = xml_edits.applied(
            raw, [xml_edits.inside(raw, xml_edits.elements(raw)[0], words)]
        )
        return identity

    def unlink(self, name: str, identity: str) -> None:
        raw = self.part(links_of(name))
        edits = [
            Edit(one.start, one.end, b"")
            for one in xml_edits.elements(raw)
            if one.attributes.get("Id") == identity
        ]
        self._changed[links_of(name)] = xml_edits.applied(raw, edits)

    def sheets(self) -> Mapping[str, str]:
        """The part of each sheet by the sheet's name."""
        links = self.links(BOOK)
        return {
            one.attributes["name"]: links[identity][1]
            for one in xml_edits.elements(self.part(BOOK))
            if one.name == "sheet" and (identity := linked(one)) in links
        }

    def free(self, pattern: str) -> str:
        """A name for a new part."""
        return next(name for n in range(1, 1000) if (name := pattern.format(n)) not in self)

    def packed(self) -> bytes:
        """The workbook: the parts that were not changed as they were, in their order, and what is new after them."""
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._raw)) as old, zipfile.ZipFile(out, "w") as new:
            for info in old.infolist():
                if info.filename in self._changed or info.filename not in self._gone:
                    new.writestr(
                        info,
                        self._changed.get(info.filename) or old.read(info),
                        compress_type=zipfile.ZIP_DEFLATED,
                    )
            for name, raw in self._changed.items():
                if name not in self._known:
                    new.writestr(zipfile.ZipInfo(name, _BEGUN), raw, compress_type=zipfile.ZIP_DEFLATED)
        return out.getvalue()


def links_of(name: str) -> str:
    """The part that says what a part links to."""
    folder, file = posixpath.split(name)
    return f"{folder}/_rels/{file}.rels"


def linked(one: Element) -> str:
    """The identity of the link that an element bears, whatever its prefix."""
    return next((value for key, value in one.attributes.items() if key.endswith(":id")), "")
