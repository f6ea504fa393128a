"""What a province hands up: the numbers of its table, a few of its feed's entries, and which files its data package has.

It is made of what the province has published, so nothing stands in it that the public cannot see there; and it is read as
what strangers wrote: one that is not of this form, or says more than it may, is refused whole.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from almanac.parse import input_files
from almanac.publish import status
from almanac.publish.file_tree import Refused
from almanac.render.html import cut

FILE = "up.json"
FORM = 1
LARGEST = 512 * 1024
OF_SITE = 32 * 1024 * 1024  # bytes of a file of the province's site
ENTRIES, CELLS, FILES = 12, 60, 80
TITLE, TEXT = 80, 300
REFUSED = 1


def _plain(words: str) -> str:
    """Words in one line, without letters that are not seen."""
    if not words.isprintable():
        raise ValueError("letters that are not seen")
    return words


Words = Annotated[str, Field(max_length=TITLE), AfterValidator(_plain)]
Count = Annotated[int, Field(ge=0, le=10**11)]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class Part(BaseModel):
    """Part of what is handed up: of its own fields and no others, each of its type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Cell(Part):
    """A number of the province's table; None: nobody has reported, which is not zero."""

    cell: Annotated[str, Field(pattern=r"^[a-z]{1,20}-[a-z]{1,20}-[a-z]{1,20}$")]
    label: Annotated[tuple[Words, ...], Field(min_length=3, max_length=3)]
    status: Annotated[str, Field(pattern=r"^(provisional|final|R[1-9][0-9]{0,3})$")]
    value: Count | None
    records: Count
    tallied: Count
    approximate: Count
    unknown: Count
    zeros: Count
    due: Count


class Entry(Part):
    """An entry of the province's feed; path: its page on the province's site."""

    path: Annotated[str, Field(pattern=r"^e/[a-z0-9][a-z0-9-]{0,100}/$")]
    title: Words
    by: Words
    changed: Day
    text: Annotated[str, Field(max_length=TEXT), AfterValidator(_plain)]


class DataFile(Part):
    """A file of the province's data package, with its length and digest."""

    path: Annotated[str, Field(pattern=r"^data/[A-Za-z0-9][A-Za-z0-9._-]{0,80}$")]
    title: Words
    bytes: Count
    hash: Digest


class HandedUp(Part):
    """All that a province hands up; commit: of what, day: for which day its site was made."""

    form: Literal[1]
    code: Annotated[str, Field(pattern=r"^[1-9][0-9]$")]
    commit: Annotated[str, Field(pattern=r"^[0-9a-f]{40,64}$")]
    program: Annotated[str, Field(pattern=r"^[0-9A-Za-z.+-]{1,20}$")]
    day: Day
    demo: bool
    records: Count
    associations: Count
    aside: Count
    year: Annotated[int, Field(ge=1999, le=2197)]
    title: Words
    as_of: Day | None
    seal: Annotated[str, Field(pattern=r"^[0-9a-f]{8,128}$")] | None
    cells: Annotated[tuple[Cell, ...], Field(min_length=1, max_length=CELLS)]
    entries: Annotated[tuple[Entry, ...], Field(max_length=ENTRIES)]
    package: Annotated[tuple[DataFile, ...], Field(max_length=FILES)]

    @property
    def form_of_table(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The cells of its table with their words, which all provinces of a year must share to be added up."""
        return tuple((cell.cell, cell.label) for cell in self.cells)


def of_site(site: Path, code: str, commit: str) -> bytes:
    """What the province of a site hands up; Refused where the site does not say it in the form that is known here."""
    said = status.status(site)
    try:
        totals = _json(site, f"data/totals/{said['year']}/{code}.json")
        made = {
            "form": FORM,
            "code": code,
            "commit": commit,
            **{name: said[name] for name in ("program", "day", "demo", "records", "associations", "year")},
            "aside": said["set_aside"],
            **{name: totals[name] for name in ("title", "as_of", "seal")},
            "cells": [{name: cell[name] for name in Cell.model_fields} for cell in totals["cells"]],
            "entries": [_entry(item) for item in _json(site, f"feeds/{code}.json")["items"][:ENTRIES]],
            "package": [_file(each) for each in _json(site, "data/datapackage.json")["resources"]],
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise Refused(
            f"做好的网站里没有要上交的数（{type(error).__name__} {error}）：程序的版本可能太旧。", REFUSED
        ) from None
    text = json.dumps(made, ensure_ascii=False, indent=0).encode()
    handed_up(text, code)
    return text


def handed_up(text: bytes, code: str) -> HandedUp:
    """What a province has handed up; Refused, with the reason, where it is not what it must be."""
    if len(text) > LARGEST:
        raise Refused(f"上交的太大：{len(text)} 字节，最多 {LARGEST}", REFUSED)
    try:
        said = json.loads(text)
        if isinstance(said, dict) and said.get("form") != FORM:
            raise Refused("上交的格式不是这个版本的程序认得的，请两边用同一版程序", REFUSED)
        up = HandedUp.model_validate_json(text)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False, include_context=False)
        where = "、".join(".".join(map(str, each["loc"])) or "整个" for each in wrong[:3])
        raise Refused(f"上交的有 {len(wrong)} 处不合格式：{cut(where, 100)}", REFUSED) from None
    except (ValueError, RecursionError):
        raise Refused("上交的不是 JSON", REFUSED) from None
    if up.code != code:
        raise Refused("上交的是别的省的", REFUSED)
    if len({cell.cell for cell in up.cells}) != len(up.cells):
        raise Refused("上交的有一格写了两次", REFUSED)
    return up


def _json(site: Path, path: str) -> Any:
    return json.loads(input_files.content(site, path, OF_SITE))


def _entry(item: dict[str, Any]) -> dict[str, Any]:
    """An entry of the feed; what it says is cut, and in one line."""
    return {
        "path": "/".join(["e", item["url"].rstrip("/").rpartition("/")[2], ""]),
        "title": cut(item["title"], TITLE),
        "by": cut(item["authors"][0]["name"], TITLE),
        "changed": item["date_modified"][:10],
        "text": cut(item["content_text"].replace("\n", "；"), TEXT),
    }


def _file(resource: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": f"data/{resource['path']}",
        "title": cut(resource["title"], TITLE),
        "bytes": resource["bytes"],
        "hash": resource["hash"],
    }
