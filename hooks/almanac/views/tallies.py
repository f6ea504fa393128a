"""A tally in words, as the page of its association's table shows it: what was filed, before anything is taken off."""

from __future__ import annotations

from almanac.disclosure import small_counts
from almanac.model.filings import Results, Tally
from almanac.views.activity_text import groups, tiles
from almanac.views.campaign_year import day_words


def tally_words(tally: Tally, code: str) -> str:
    """Of which levels, until when, by how many, and every number as it was written."""
    results = Results.model_construct(publicity=tally.publicity, visits=tally.visits, others=tally.others)
    shown = small_counts.shown(results, code, "")
    levels = f"{tally.level}至{tally.through}合计" if tally.through else tally.level
    said = [f"{tile.label} {tile.number}{tile.unit}" for tile in tiles(shown)]
    said += [f"{f.scope}{f.item} {f.number}{f.unit}" for f in tally.others if f.scope != "本次"]
    said += [f"{tally.units} 个协会"] if tally.units else []
    said += ["零报告"] if tally.zero == "是" else []
    head = f"{f'{tally.occasion}，' if tally.occasion else ''}{levels}，截至{day_words(tally.as_of)}"
    return f"{head}：{'、'.join(said)}。{''.join(groups(shown))}{tally.note or ''}"
