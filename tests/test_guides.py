"""What the guides tell readers to type is there to be typed."""

from __future__ import annotations

import re

from almanac.model import divisions
from almanac.parse import discovery
from almanac.validate.context import activity_id
from small import PROJECT

GUIDES = [
    PROJECT / "README.md",
    PROJECT / "CONTRIBUTING.md",
    *sorted((PROJECT / "content").glob("guide*.md")),
]
WRITTEN = "2021/长沙市/浏阳市/0528-义诊.yml"  # the reader of guide-file writes it


def test_what_the_commands_of_the_guides_name_exists() -> None:
    """A record that is named after a command, and a number in a guide, is of the records or the one that the guide has one write."""
    events = PROJECT / "events"
    register = divisions.load(events / "associations.csv")
    paths = [file.relative_to(events).as_posix() for file in events.glob("2*/**/*.yml")]
    numbers = {
        activity_id(
            int(path[:4]), register.at(discovery.folder_of(path)) or "43", path.rpartition("/")[2][:-4]
        )
        for path in [*paths, WRITTEN]
    }
    for guide in GUIDES:
        text = guide.read_text(encoding="utf-8")
        named = re.findall(r"build\.py (?:check|again) (?:events/)?(2[0-9]{3}/\S+\.yml)", text)
        assert {*named} <= {*paths, WRITTEN}, guide.name
        asked = re.findall(r"(?:press draft |曾用地址: \[)(2[0-9]{3}-[0-9]+-[a-z0-9-]+)", text)
        assert {*asked} <= numbers, guide.name
