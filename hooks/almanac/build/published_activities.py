"""What the site has published of activities, held against the new edition: whoever noted one learns that it is otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from almanac.model.diagnostics import TODAY, Fault, Place
from almanac.model.filings import When
from almanac.model.words import Status
from almanac.publish import local
from almanac.views.occurrences import has_moved, span_words

FOLDER, OFF = "data/activities/", (Status.POSTPONED, Status.CANCELLED)


def unannounced(here: local.Place, changed: Iterable[str], records: str) -> Iterator[Fault]:
    """What is put off, called off or moved says so by a 变更; asked before the edition takes its place, of changed files only."""
    for path in sorted(changed):
        if path.startswith(FOLDER):
            before, after = (_activities(folder / path) for folder in (here.site, here.staged))
            for identity in sorted(before.keys() & after.keys()):
                if what := _otherwise(before[identity], after[identity]):
                    message = (
                        f"活动 /e/{identity}/ 上次公布过，这次{what}，却没有在“变更”里加一条；"
                        "已经加进手机日历的人不会知道"
                    )
                    example = f"变更: [{{日期: {TODAY}, 内容: {what}}}]"
                    yield Fault(Place(records), "W292", message, example)


def _activities(file: Path) -> dict[str, dict[str, Any]]:
    """The activities of a file of open data by identity; of one that is not there or not ours, none."""
    try:
        return {each["id"]: each for each in json.loads(file.read_bytes())["activities"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _otherwise(old: dict[str, Any], new: dict[str, Any]) -> str:
    """What is otherwise without a word; empty if nothing is, or a change says it."""
    if new["revision"] > old["revision"]:
        return ""
    if new["state"] != old["state"] and new["state"] in OFF:
        return f"状态由“{old['state']}”改为“{new['state']}”"
    if Status.HELD in (old["state"], new["state"]):
        return ""
    was, now = map(_start, (old, new))
    if has_moved(was, now):
        return f"时间由{span_words(was, None)}改为{span_words(now, None) or '待定'}"
    if (
        old["place"]
        and new["place"]
        and old["place"] not in new["place"]
        and new["place"] not in old["place"]
    ):
        return f"地点由{old['place']}改为{new['place']}"
    return ""


def _start(activity: dict[str, Any]) -> When:
    day, _, clock = (activity["start"] or "").partition("T")
    return When(day, clock, activity["half"] or "", "")
