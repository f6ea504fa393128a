"""What is to come in a county, for its townships and villages that have nothing: units/near-<code>.json."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.pages import File, Made, Share
from almanac.pages.parts.activity_list import rows
from almanac.render.html import compact
from almanac.views.hierarchy import shown
from almanac.views.nearby import ahead

ROOT = "../../"  # the rows are shown on pages of associations


def make(share: Share) -> Iterator[Made]:
    """Whose it is, first and last days, the row as lists show it; of the present campaign, the soonest first."""
    row = rows(share.site.register, ROOT)
    found = [
        (event.code, firsts, lasts, str(row(event)))
        for event, firsts, lasts in ahead(shown(share.entries), share.site.year)
    ]
    yield File(f"units/near-{share.code}.json", compact(found).encode())
