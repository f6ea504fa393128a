"""A poster for whoever passes an activity on in WeChat: e/<id>/poster.png."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model.filings import Activity
from almanac.pages import File, Made, Share
from almanac.views import posters
from almanac.views.hierarchy import full_title


def make(share: Share) -> Iterator[Made]:
    """A picture for every activity of this share that has a poster."""
    site = share.site
    entries = {event.id: event for event in share.entries if event.words.poster}
    for filing in share.filings:
        activity, event = filing.record, entries.get(filing.id)
        if event is None or not isinstance(activity, Activity):
            continue
        if posters.has_poster(activity, event, site.year):
            said = posters.words(
                activity,
                event,
                site.notices.get(event.year),
                full_title(site.register, filing.code),
                site.name,
                f"{site.url}e/{event.id}/",
                site.demo,
            )
            yield File(f"e/{event.id}/poster.png", posters.drawn(said, site.cache))
