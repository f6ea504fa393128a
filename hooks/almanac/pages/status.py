"""For which day the site was made, of what, by which version of the program: for whoever watches over it."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.pages import File, Made, Share
from almanac.render.html import compact

PATH = "status.json"
RELEASE = "1.7"  # of the program, as the newest section of CHANGES.md says


def make(share: Share) -> Iterator[Made]:
    """Make status.json; the same records, program and day give the same bytes."""
    site, (digest, records, aside) = share.site, share.made_of
    said = {
        "day": site.today.iso,
        "sources": digest,
        "program": RELEASE,
        "year": site.year,
        "records": records,
        "associations": len(site.register),
        "set_aside": aside,
        "demo": site.demo,
        "rehearsal": site.rehearsal,
    }
    yield File(PATH, f"{compact(said)}\n".encode())
