"""What releases have to do with the records of a build: pieces about what they tell of, names they may not print, faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from almanac.build import handed
from almanac.build.graph import Run
from almanac.build.handed import Entries
from almanac.build.values import PlainFault, told_of
from almanac.disclosure import redaction
from almanac.disclosure.public_records import rewritten, striking
from almanac.load import press_releases
from almanac.load.article_rules import HEALTH
from almanac.load.articles import Shelf
from almanac.load.press_releases import Newsroom
from almanac.model.diagnostics import Fault, is_error, on
from almanac.model.press_release import Manuscript
from almanac.model.words import ReleaseStatus
from almanac.statistics import press_numbers
from almanac.validate import Known
from almanac.views import press_release
from almanac.views.media_mentions import Mention
from almanac.views.press_release import News

Unprinted = tuple[str, str, bool]  # a name, the award it stands in, whether the press once might print it


def newsroom(run: Run, files: Any, found: Known, there: Any) -> Newsroom:
    """The releases, and what is wrong with each by itself."""
    return press_releases.load(run.means.space.project, found, run.means.space.records)


def listed(run: Run, room: Newsroom) -> list[tuple[str, list[str]]]:
    """The releases by their addresses, each with the areas whose activities it tells of."""
    return [(one.slug, sorted(one.shares)) for one in room.releases]


def unprinted(run: Run, room: Newsroom, *args: Any) -> dict[str, list[Unprinted]]:
    """By release, the names in it that the press may not print: of awards at, above or below its association."""
    *areas, codes = args
    found: dict[str, list[Unprinted]] = {}
    for one in room.releases:
        words = one.words
        near = [
            names
            for area, (_, names, _) in zip(codes, areas, strict=True)
            if area.startswith(one.code) or one.code.startswith(area)
        ]
        for code, name, award, once in chain.from_iterable(near):
            if name in words and (code.startswith(one.code) or one.code.startswith(code)):
                found.setdefault(one.slug, []).append((name, award, once))
    return {slug: sorted(set(those)) for slug, those in found.items()}


def public(
    run: Run, room: Newsroom, gone: Sequence[str], names: Mapping[str, Sequence[Unprinted]]
) -> Newsroom:
    """The releases without the names that were withdrawn anywhere, and without those that each may not print."""
    releases = []
    for one in room.releases:
        hidden = [*gone, *(name for name, _, _ in names.get(one.slug, ()))]
        if hidden:
            change = striking(dict.fromkeys(hidden, "某某"))
            one = one._replace(head=rewritten(one.head, change), body=change(one.body))
        releases.append(one)
    return room._replace(releases=tuple(releases))


def mentions(run: Run, room: Newsroom, *said: Any) -> dict[str, list[Any]]:
    """For each release the published pieces about the activities it tells of, wherever they were filed."""
    about: dict[str, list[Any]] = {activity: [] for one in room.releases for activity in one.covers}
    for mention in chain.from_iterable(each["mentions"] for each in said) if about else ():
        if mention[0] in about:
            about[mention[0]].append(mention)
    return {one.slug: [*chain.from_iterable(map(about.__getitem__, one.covers))] for one in room.releases}


def news(run: Run, room: Newsroom, shown: Known, told: Sequence[Any], *args: Any) -> list[News]:
    """A release with what the records say; none of a draft. The last: the areas it tells of, its address."""
    *each, codes, slug = args
    those = [one for one in room.releases if one.slug == slug and one.head.state != ReleaseStatus.DRAFT]
    found = _gathered(those, _entries(each, codes), {slug: told}, shown)
    return [one._replace(held=any(map(is_error, press_release.faults(one, shown.notices)))) for one in found]


def faults(
    run: Run, room: Newsroom, found: Known, names: Mapping[str, Sequence[Unprinted]], *args: Any
) -> list[PlainFault]:
    """What is wrong with the releases that are done, now that all areas are read.

    Arguments: the pieces about each release, the activities of the areas that they tell of; the addresses, these areas.
    """
    *each, slugs, codes = args
    told, each = dict(zip(slugs, each, strict=False)), each[len(slugs) :]
    done = [one for one in room.releases if one.is_done]
    entries = _entries(each, codes)
    wrong: list[Fault] = []
    for one in _gathered(done, entries, told, found):
        wrong += press_release.faults(one, found.notices)
    for release in done:
        wrong += press_release.named(release, names.get(release.slug, ()))
    kept: list[PlainFault] = told_of(wrong)["all"]
    return kept


def _gathered(
    those: Iterable[Manuscript], entries: Entries, told: Mapping[str, Any], known: Known
) -> list[News]:
    those = list(those)
    pieces = [Mention._make(mention) for one in those for mention in told[one.slug]]
    return list(
        press_release.gather(those, entries, pieces, known.notices, known.register, press_numbers.numbers)
    )


def _entries(each: Sequence[Any], codes: Sequence[str]) -> Entries:
    """All activities of an area, of what three parts of each hand up."""
    columns = [dict(zip(codes, each[place::3], strict=True)) for place in range(3)]
    return lambda code: handed.everything(*(column[code] for column in columns)) if code in columns[0] else []


def foundation(run: Run, said: tuple[Any, list[Fault]], shelf: Shelf) -> list[PlainFault]:
    """Errors on which all pages hang today: of the notices, and of the site's own pages."""
    ours = [fault for fault in shelf.faults if not fault.place.file.startswith(HEALTH)]
    errors: list[PlainFault] = told_of(on([*said[1], *ours], run.day))["errors"]
    return errors


def common_faults(
    run: Run,
    said: tuple[Any, list[Fault]],
    shelf: Shelf,
    room: Newsroom,
    told: Sequence[PlainFault],
    gone: Sequence[str],
) -> Sequence[Fault]:
    """What is wrong in the notices and in content/ on which days, without names that were withdrawn."""
    from almanac.build.values import fault

    found = [*said[1], *shelf.faults, *room.faults, *map(fault, told)]
    change = redaction.eraser(gone)
    return redaction.faults(found, change) if change else found


def common_faults_today(run: Run, told: Sequence[Fault]) -> dict[str, Any]:
    """Of that what is wrong today, in the words of the day; which of it are errors."""
    return told_of(on(told, run.day))
