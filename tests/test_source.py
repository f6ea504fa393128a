"""Links to where a record is put right: on the platform that is configured, or in the form."""

from __future__ import annotations

import re

import pytest
from almanac.model.filings import Filing
from almanac.pages import Stamp, activities, associations
from almanac.views.edit_links import source_of
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
    assert links(found["u/4301/"]) == ["../../submit/activity/#u=4301&amp;y=2021"]


def _quoted(path: str) -> list[str]:
    return [
        "".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in part.encode())
        for part in path.split("/")
    ]


@pytest.mark.parametrize(
    "said",
    [{}, {"file": "", "folder": ""}, {"file": "javascript:{path}"}, {"file": "https://git.example.org/"}],
)
def test_without_a_platform_the_links_lead_to_the_form(said: dict[str, str]) -> None:
    one = filed("430181", "0529-义诊")
    found = pages(one, said)
    assert links(found[f"e/{one.id}/"]) == [f"../../submit/activity/#a={one.id}"]
    assert links(found["u/430181/"]) == ["../../submit/activity/#u=430181&amp;y=2021"]
