"""What releases have to do with the records of one build: pieces about what they tell of, names they may not print, faults."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from almanac.build.desk import Desk, digest
from almanac.build.orders import FREE, RELEASE, Incoming, Order, Reach, Read
from almanac.model.diagnostics import Fault, is_error

if TYPE_CHECKING:  # a build with nothing to do loads none of these
    from almanac.load.press_releases import Newsroom
    from almanac.model.press_release import Manuscript
    from almanac.pages import Site
    from almanac.validate import Known
    from almanac.views.activities import Entry
    from almanac.views.press_release import News

Unprinted = tuple[str, str, bool]  # a name, the award it stands in, whether the press once might print it
Entries = Callable[[str], "Iterable[Entry]"]  # all activities of a share, by its code
NOTHING = Incoming([], [], [], {})


def unprinted(newsroom: Newsroom, reach: Mapping[str, Reach]) -> dict[str, list[Unprinted]]:
    """By release, the names in it that the press may not print: of awards at, above or below its association."""
    found: dict[str, list[Unprinted]] = {}
    for one in newsroom.releases:
        words = one.words
        near = [
            each for share, each in reach.items() if share.startswith(one.code) or one.code.startswith(share)
        ]
        for code, name, award, once in chain.from_iterable(each.unprinted for each in near):
            if name in words and (code.startswith(one.code) or one.code.startswith(code)):
                found.setdefault(one.slug, []).append((name, award, once))
    return {slug: sorted(set(those)) for slug, those in found.items()}


def struck(
    newsroom: Newsroom, withdrawn: Sequence[str], names: Mapping[str, Sequence[Unprinted]]
) -> Newsroom:
    """The releases without the names that were withdrawn anywhere, and without those that each may not print."""
    from almanac.disclosure.public_records import rewritten, striking

    releases = []
    for one in newsroom.releases:
        gone = [*withdrawn, *(name for name, _, _ in names.get(one.slug, ()))]
        if gone:
            change = striking(dict.fromkeys(gone, "某某"))
            one = one._replace(head=rewritten(one.head, change), body=change(one.body))
        releases.append(one)
    return newsroom._replace(releases=tuple(releases))


def incoming(newsroom: Newsroom, reach: Mapping[str, Reach], withdrawn: Sequence[str]) -> dict[str, Incoming]:
    """For each release the published pieces about the activities it tells of, wherever they were filed."""
    from almanac.disclosure.public_records import plainly_struck

    about: dict[str, list[Any]] = {activity: [] for one in newsroom.releases for activity in one.covers}
    for mention in chain.from_iterable(each.mentions for each in reach.values()) if about else ():
        if mention[0] in about:
            about[mention[0]].append(mention)
    return {
        one.slug: Incoming(
            [], plainly_struck(chain.from_iterable(map(about.__getitem__, one.covers)), withdrawn), [], {}
        )
        for one in newsroom.releases
    }


def orders(
    root: str,
    shown: Sequence[Manuscript],
    told: Mapping[str, Incoming],
    read: Callable[[str], Read],
    note: Mapping[str, Any],
    anew: bool,
) -> tuple[list[Order], dict[str, bytes]]:
    """The releases to make, each a part of its own: those to which the records say something else than before, and
    those of which nothing may be left; and the marks by which a later build sees that. anew: all are made."""
    before, wanted, marks = note["manifests"], [], {}
    for one in shown:
        part, known = f"{RELEASE}{one.slug}", {code: read(code) for code in sorted(one.shares)}
        kept = [(code, each.province, each.city, each.others) for code, each in known.items()]
        marks[part] = digest(marshal.dumps((tuple(told[one.slug]), kept), 2))
        if anew or note.get("released", {}).get(part) != marks[part]:
            wanted.append(Order(root, part, told[one.slug], known, before.get(root + part, {}).get("name")))
    for key, made in before.items():
        part = key.removeprefix(root)
        if part.startswith(RELEASE) and made["files"] and part not in marks:
            wanted.append(Order(root, part, NOTHING, {}, made["name"]))
    return wanted, marks


def hand_for(order: Order, last: int, owner: Callable[[str], int]) -> int:
    """The hand that makes a part above the counties; releases are dealt out evenly."""
    if order.part.startswith(RELEASE):
        return sum(order.part.encode()) % (last + 1)
    return last if order.part in FREE else owner(order.code)


def told(site: Site, here: Desk, wanted: Order, known: Known) -> list[News]:
    """The release whose page is ordered, with what the records say; none if it may not be read today."""
    from almanac.views import press_release

    slug = wanted.part.removeprefix(RELEASE)
    those = [one for one in site.newsroom.shown(site.today) if one.slug == slug]
    entries = activities(here, wanted.below.__getitem__)
    found = gathered(those, entries, {slug: wanted.incoming}, known)
    return [one._replace(held=any(map(is_error, press_release.faults(one, known.notices)))) for one in found]


def activities(here: Desk, read: Callable[[str], Read]) -> Entries:
    """All activities of a share as it handed them up."""
    from almanac.build.summaries import everything

    return lambda code: everything(here, read(code))


def faults(
    newsroom: Newsroom,
    entries: Entries,
    told: Mapping[str, Incoming],
    names: Mapping[str, Sequence[Unprinted]],
    known: Known,
) -> list[Fault]:
    """What is wrong with the releases that are done, now that all shares are read."""
    from almanac.views import press_release

    done = [one for one in newsroom.releases if one.is_done]
    return [
        *(
            fault
            for one in gathered(done, entries, told, known)
            for fault in press_release.faults(one, known.notices)
        ),
        *(fault for one in done for fault in press_release.named(one, names.get(one.slug, ()))),
    ]


def gathered(
    those: Sequence[Manuscript], entries: Entries, told: Mapping[str, Incoming], known: Known
) -> list[News]:
    """Releases with what the records say."""
    from almanac.views import press_release
    from almanac.views.media_mentions import Mention

    mentions = [Mention._make(m) for one in those for m in told[one.slug].mentions]
    return list(press_release.gather(those, entries, mentions, known.notices, known.register))
