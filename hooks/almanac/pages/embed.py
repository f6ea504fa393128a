"""A county's list for the county's own site, one file to be shown in a frame: embed/<code>.html."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model.divisions import Level
from almanac.pages import File, Made, Share
from almanac.pages.parts.activity_list import plain, rows
from almanac.render.html import fill
from almanac.views.hierarchy import shown
from almanac.views.nearby import ahead

MOST = 200


def make(share: Share) -> Iterator[Made]:
    """What of the present campaign anybody may come to, by date; the reader's browser says what is over and what is near."""
    if share.code.level is not Level.COUNTY:
        return
    site = share.site
    events = [event for event, _, _ in ahead(shown(share.entries), site.year)]
    body = fill(
        "embed.html",
        code=share.code,
        short=site.register[share.code].short,
        name=site.name,
        demo=site.demo,
        url=site.url,
        rows=plain(events[:MOST], rows(site.register, "../")) if events else "",
    )
    yield File(f"embed/{share.code}.html", str(body).encode())
