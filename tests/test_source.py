"""Links to where a record is put right: only where a platform is configured, and only to the record's own file."""

from __future__ import annotations

import re

import pytest
from almanac.outputs import Stamp, activities, associations
from almanac.records import Filing
from almanac.views.source import source_of
from shares import filed, shares, site

FILES, FOLDERS = (
    "https://git.example.org/edit/main/events/{path}",
    "https://git.example.org/tree/main/events/{path}",
)


def pages(one: Filing, said: dict[str, str]) -> dict[str, str]:
    on = site()._replace(source=source_of(said))
    made = [
        stamp
        for share in shares(one, on=on).values()
        for make in (activities.make, associations.make)
        for stamp in make(share)
    ]
    return {stamp.path: stamp.body for stamp in made if isinstance(stamp, Stamp)}


def links(body: str) -> list[str]:
    return re.findall(r'<a class="button plain" href="([^"]*)" rel="noopener">改正', body)


def test_pages_lead_to_the_file_and_the_folder() -> None:
    one = filed("430181", "0529-义诊")
    found = pages(one, {"file": FILES, "folder": FOLDERS})
    assert links(found[f"e/{one.id}/"]) == [
        "https://git.example.org/edit/main/events/" + "/".join(["2021", *_quoted(one.file)[1:]])
    ]
    assert links(found["u/430181/"]) == [
        "https://git.example.org/tree/main/events/" + "/".join(["2021", *_quoted(one.file)[1:-1]])
    ]
    assert links(found["u/4301/"]) == []


def _quoted(path: str) -> list[str]:
    return [
        "".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in part.encode())
        for part in path.split("/")
    ]


@pytest.mark.parametrize(
    "said",
    [{}, {"file": "", "folder": ""}, {"file": "javascript:{path}"}, {"file": "https://git.example.org/"}],
)
def test_without_a_platform_there_is_no_link(said: dict[str, str]) -> None:
    assert not any(links(body) for body in pages(filed("430181", "0529-义诊"), said).values())
