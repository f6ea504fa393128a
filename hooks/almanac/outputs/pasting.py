"""The rules by which the form's paste box reads a notice (theme/assets/draft.js), for the current campaign."""

from __future__ import annotations

import json
from collections.abc import Iterator

from almanac import phrases
from almanac.outputs import File, Made, Share


def make(share: Share) -> Iterator[Made]:
    """Make submit/draft.json, once for the whole site."""
    site = share.site
    rules = phrases.rules(site.year, site.notices.get(site.year))
    yield File("submit/draft.json", json.dumps(rules, ensure_ascii=False, separators=(",", ":")).encode())
