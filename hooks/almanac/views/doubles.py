"""Activities that may be one and the same, filed by an association and its superior, or by two that held it together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from almanac.model.divisions import Register, level_of, parent
from almanac.validate import Finding
from almanac.views.activities import Entry

_NOISE = re.compile(r"[\W_]+|计生协|活动|举办|开展|20[0-9]{2}年?|5[·.]?29")
MUTUAL = "同一天，又互为联合举办"
Key = tuple[str, str]  # day and association


def doubles(events: Iterable[Entry], others: Iterable[Entry]) -> Iterator[tuple[Entry, Entry, str]]:
    """Of some activities each that looks like one of the others, with that one, and what they have in common.

    It is asked of the lower of two, of the later code of equals, and so once of a pair that is looked at from both sides.
    """
    by: dict[Key, list[Entry]] = {}
    naming: dict[Key, list[Entry]] = {}
    for other in others:
        by.setdefault((other.day, other.code), []).append(other)
        for code in other.joint:
            naming.setdefault((other.day, code), []).append(other)
    for event in events:
        near = {
            other.id: other for other in naming.get((event.day, event.code), ()) if not _later(event, other)
        }
        code = event.code
        while code := parent(code):
            near |= {other.id: other for other in by.get((event.day, code), ())}
        yield from ((event, other, why) for other, why in alike(event, near.values()))


def _later(event: Entry, other: Entry) -> bool:
    """Whether the other, which names this one's association, is itself named by it and is the one to be asked."""
    return other.code in event.joint and (level_of(other.code), other.code) > (
        level_of(event.code),
        event.code,
    )


def alike(event: Entry, others: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Activities that another association has filed and that look like this one, with what they have in common.

    On the same day, not at clearly other hours: both name the other as partner; or one stands above the other or names
    it, and both are of one name and not at two places, or of one category at one place.
    """
    for other in others:
        if other.code == event.code or not event.day or other.day != event.day:
            continue
        if not (event.words.listed and other.words.listed) or _apart(event, other):
            continue
        named = (event.code in other.joint, other.code in event.joint)
        if all(named):
            yield other, MUTUAL
        elif not any(named) and not related(event.code, other.code):
            continue
        elif _same(event.name, other.name) and not (_known_apart(event.place, other.place)):
            yield other, "同一天，名称相同"
        elif _same(event.place, other.place) and set(event.categories) & set(other.categories):
            yield other, f"同一天，同在{event.place}"


def question(other: Entry, why: str, register: Register) -> Finding:
    """What is asked of an activity that looks like another one."""
    whose = register[other.code].title
    partner = register.path(other.code) or whose.removesuffix("计生协")
    message = f"可能与{whose}的“{other.name}”是同一场（{why}）；是同一场的只由牵头的报，另一家写进“联合”，不然会计两次"
    example = "只留牵头的一份，删去另一份" if why == MUTUAL else f"联合: [{partner}]"
    return Finding(("名称",), "Q295", message, example, value=f"{other.id} {why}")


def _known_apart(one: str, two: str) -> bool:
    """Whether two places are both known and are two."""
    return bool(one and two) and not _same(one, two)


def related(one: str, two: str) -> bool:
    """Whether one of two associations stands above the other."""
    return one.startswith(two) or two.startswith(one)


def _same(one: str, two: str) -> bool:
    plain = [_NOISE.sub("", words) for words in (one, two)]
    return len(plain[0]) >= 2 and plain[0] == plain[1]


def _apart(one: Entry, two: Entry) -> bool:
    """Whether both hours are known, and one is in the morning and the other in the afternoon."""
    halves = [event.half or _half(event.start) for event in (one, two)]
    return all(half in ("上午", "下午", "晚上") for half in halves) and halves[0] != halves[1]


def _half(start: str) -> str:
    clock = start[11:]
    return ("上午" if clock < "12:00" else "下午" if clock < "18:00" else "晚上") if clock else ""
