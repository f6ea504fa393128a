"""The nation's feeds: what is new in the provinces, as Atom and as JSON Feed."""

from __future__ import annotations

from typing import NamedTuple

from almanac.nation.handed_up import Entry
from almanac.nation.plan import Province
from almanac.nation.standing import Sheet
from almanac.render.atom import Item, atom

FEED = "feeds/nation"
NEWEST = 60  # entries of a feed
FIRST = "1980-05-29"  # a feed without an entry must bear some day: that of the association's founding


class News(NamedTuple):
    """An entry of a province's feed, with the province."""

    province: Province
    entry: Entry

    @property
    def url(self) -> str:
        """Its page, on the province's site."""
        return self.province.address + self.entry.path


def newest(sheet: Sheet) -> list[News]:
    """What is new in the provinces, the newest first; within a day the provinces take turns."""
    ranked = [
        (rank, News(each.province, entry))
        for each in sheet.standings
        if each.up
        for rank, entry in enumerate(each.up.entries)
    ]
    ranked.sort(key=lambda one: one[0])
    ranked.sort(key=lambda one: one[1].entry.changed, reverse=True)
    return [news for _, news in ranked[:NEWEST]]


def atom_feed(sheet: Sheet, news: list[News]) -> str:
    """The entries as Atom."""
    nation = sheet.nation
    items = [
        Item(
            one.url,
            one.entry.title,
            one.url,
            one.entry.changed,
            f"{one.province.name} {one.entry.by}",
            one.entry.text,
        )
        for one in news
    ]
    opened = max((one.entry.changed for one in news), default=sheet.day or FIRST)
    return atom(
        f"{nation.address}{FEED}.xml",
        nation.address,
        _title(sheet),
        opened,
        nation.owner or nation.name,
        items,
    )


def json_feed(sheet: Sheet, news: list[News]) -> dict[str, object]:
    """The entries as JSON Feed."""
    nation = sheet.nation
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(sheet),
        "home_page_url": nation.address,
        "feed_url": f"{nation.address}{FEED}.json",
        "language": "zh-CN",
        "authors": [{"name": nation.owner or nation.name, "url": nation.address}],
        "items": [
            {
                "id": one.url,
                "url": one.url,
                "title": one.entry.title,
                "content_text": one.entry.text,
                "date_modified": f"{one.entry.changed}T00:00:00+08:00",
                "authors": [{"name": f"{one.province.name} {one.entry.by}", "url": one.province.address}],
            }
            for one in news
        ],
    }


def _title(sheet: Sheet) -> str:
    return f"{'演示数据 ' if sheet.demo else ''}{sheet.nation.name}"
