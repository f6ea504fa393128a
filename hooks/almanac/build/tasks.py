"""The tasks of the site, in the order in which they follow from one another: its table of contents.

A page that needs something new of every area is a function in `pages/`, a part of what areas hand up (`handed.up`) if it
has no home yet, and a line below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from almanac.build import areas, doubles, handed, page_tasks, persons, references, releases, site_tasks
from almanac.build.page_groups import (
    NEWSROOM,
    OF_A_CITY,
    OF_A_COUNTY,
    OF_ITS_LISTS,
    OF_ITS_PARTS,
    OF_THE_PROVINCE,
    OF_THOSE_ABOVE,
    ONCE,
    TABLES,
    Pages,
)
from almanac.build.task import Keep, Task
from almanac.model.divisions import Level, city_of, level_of, province_of
from almanac.pages import press


class Asked(NamedTuple):
    """What one build is asked: codes of the areas, cities before their counties; the year, if it was said; whether faulty
    records are set aside; names withdrawn elsewhere; whether texts are packed, too; the releases by address, each with the areas it tells of;
    the past day as which real records are taken, if they are."""

    codes: tuple[str, ...]
    year: int | None
    set_aside: bool
    withdrawn: tuple[str, ...]
    compress: bool
    releases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rehearsal: str = ""

    def below(self, code: str) -> tuple[str, ...]:
        """The areas at or below one."""
        return tuple([each for each in self.codes if each.startswith(code)])


COMMON_SOURCES = ("divisions", "aliases", "notice files", "content", "press", "shell sources")
KEY, DIGEST_ONLY, PARTS, FILES = Keep.KEY, Keep.DIGEST, Keep.PARTS, Keep.FILES


def basis(rehearsal: str) -> Iterator[Task]:
    """What is known before any record is read: register, notices, articles, releases; rehearsal: as in `Asked`."""
    yield Task("register", areas.register, ("divisions", "aliases"), keep=KEY)
    yield Task("notices", areas.notices, ("notice files",), keep=KEY)
    yield Task("known", areas.known, ("register", "notices", "notice files"), (rehearsal,), keep=KEY)
    yield Task("asked/press", references.asked_by_releases, ("press", "known"))
    yield Task("there/press", references.there, ("paths", "asked/press"), (("press",),), keep=PARTS)
    yield Task("newsroom", releases.newsroom, ("press", "known", "there/press:press"), keep=KEY)
    yield Task("release list", releases.listed, ("newsroom",))


def site(asked: Asked) -> list[Task]:
    """All tasks of the site."""
    return [
        *basis(asked.rehearsal),
        *_all_areas(asked),
        *_shell(asked),
        *(t for code in asked.codes for t in _area(asked, code)),
        *_once(asked),
    ]


def _all_areas(asked: Asked) -> Iterator[Task]:
    """What concerns all areas: who has withdrawn, what one says that others show, what is wrong."""
    codes, aside = asked.codes, asked.set_aside
    each = _of(codes)
    yield Task("shelf since", site_tasks.shelf_since, ("content", "register"))
    yield Task("shelf", site_tasks.shelf, ("content", "register", "shelf since"), keep=KEY)
    yield from (Task(f"asked/{c}", references.asked, (f"files/{c}", "known"), (), "asked") for c in codes)
    yield Task("there", references.there, ("paths", *each("asked")), (codes,), keep=PARTS)
    for c in codes:
        rolls = (f"rolls/{c}", "known", f"there:{c}")
        yield Task(f"names/{c}", persons.names, rolls, (aside,), "names", DIGEST_ONLY)
    yield Task("withdrawn", persons.withdrawn, each("names"), (asked.withdrawn,), keep=DIGEST_ONLY)
    yield Task("sealed names", persons.in_seals, ("known", *each("names")), (codes,), keep=DIGEST_ONLY)
    yield Task("unprinted", releases.unprinted, ("newsroom", *each("names")), (codes,), keep=DIGEST_ONLY)
    yield Task("public known", areas.public_known, ("known", "withdrawn", "sealed names"), keep=KEY)
    yield Task("public shelf", site_tasks.public_shelf, ("shelf", "withdrawn"), keep=KEY)
    yield Task("public newsroom", releases.public, ("newsroom", "withdrawn", "unprinted"), keep=KEY)
    for c in codes:
        filed = (f"files/{c}", "known", f"there:{c}", "withdrawn")
        yield Task(f"reach/{c}", areas.reach, filed, (c, aside))
    yield Task("exchange", areas.exchange, each("reach"), (codes,), keep=PARTS)
    above = _above(codes)
    yield Task("superiors", doubles.superiors, _of(above)("reach"), (above,), keep=PARTS)
    yield Task("clashes", doubles.clashes, each("handed", ":visits"), (codes,), keep=PARTS)
    yield Task("mentions", releases.mentions, ("newsroom", *each("reach")), keep=PARTS)
    told = tuple(sorted({area for _, those in asked.releases for area in those if area in codes}))
    slugs = tuple(slug for slug, _ in asked.releases)
    of_releases = ("newsroom", "known", "unprinted", *(f"mentions:{slug}" for slug in slugs), *_entries(told))
    yield Task("release faults", releases.faults, of_releases, (slugs, told), keep=KEY)
    yield Task("foundation", releases.foundation, ("notices", "shelf"))
    common = ("notices", "shelf", "newsroom", "release faults", "withdrawn")
    yield Task("common faults", releases.common_faults, common, keep=KEY)
    yield Task("common faults today", releases.common_faults_today, ("common faults",), keep=PARTS)
    errors = (
        "common faults today:errors",
        *each("faults today", ":errors"),
        *_of(_above(codes))("tallies", ":errors"),
    )
    yield Task("errors", page_tasks.together, errors)


def _shell(asked: Asked) -> Iterator[Task]:
    """What all pages share."""
    yield Task("year", site_tasks.year, ("known",), (asked.year,))
    yield Task("rendered", site_tasks.rendered, ("shell sources", "withdrawn"))
    yield Task("shell", site_tasks.shell, ("rendered", "known"), keep=KEY)
    yield Task("site", site_tasks.site, ("public known", "shell", "year"), keep=KEY)
    yield Task(
        "own pages",
        site_tasks.own_pages,
        ("rendered", "known"),
        (asked.compress,),
        keep=FILES,
        gate="foundation",
    )
    yield Task(
        "scripts", site_tasks.scripts, ("script files",), (asked.compress,), keep=FILES, gate="foundation"
    )


def _area(asked: Asked, code: str) -> Iterator[Task]:
    """What is made of one area's records: read, checked, shown to the public, counted, handed up; and its pages."""

    def task(
        name: str,
        function: Callable[..., Any],
        inputs: Sequence[str],
        *settings: Any,
        keep: Keep = Keep.VALUE,
    ) -> Task:
        return Task(f"{name}/{code}", function, tuple(inputs), settings, code, keep)

    yield from _records(asked, code, task)
    below = asked.below(code)
    each = _of(below)
    questions = ("withdrawn", "register", *each("faults today", ":all"), *each("doubles", ":all"))
    yield task("questions", page_tasks.questions, questions)
    yield task("week", page_tasks.week, _of(below)("handed", ":weeks"), keep=KEY)
    aside = _of(below)("faults today", ":aside") if asked.set_aside else ()
    yield task("aside", page_tasks.aside, ("withdrawn", *aside))
    yield task("bare", page_tasks.bare_share, ("public known",), code, keep=KEY)
    shown = (f"parts/{code}", f"exchange:{code}", "public known")
    if level_of(code) is Level.COUNTY:
        yield from _of_a_county(code, shown, task)
        gate = "foundation" if asked.set_aside else f"gate/{code}"
        yield task("gate", page_tasks.together, ("foundation", f"faults today/{code}:errors"))
        yield from (_pages(asked, pages, code, "share", gate) for pages in OF_A_COUNTY)
        yield from (_pages(asked, pages, code, "lists", gate) for pages in OF_ITS_LISTS)
    else:
        yield from _lists_above(asked, code, task)
        yield task("own share", page_tasks.own_share, shown, code, keep=KEY)
        gate = "foundation" if asked.set_aside else "errors"
        front = OF_A_CITY if level_of(code) is Level.CITY else (*OF_A_CITY, *OF_THE_PROVINCE)
        yield from (_pages(asked, pages, code, "share", gate) for pages in front)
        yield _pages(asked, TABLES, code, "own share", gate)
        yield from (_pages(asked, pages, code, "bare", gate) for pages in OF_THOSE_ABOVE)
    yield from (_pages(asked, pages, code, "bare", gate) for pages in OF_ITS_PARTS)


def _records(asked: Asked, code: str, task: Callable[..., Task]) -> Iterator[Task]:
    """What is made of the records of one area, whatever day it is, and what of it is wrong today."""
    yield task("sources", site_tasks.sources_of, (f"files/{code}",))
    yield task("read", areas.read, (f"files/{code}", "known", f"there:{code}"), keep=KEY)
    if asked.set_aside:
        yield task("consents", persons.consents_and_errors, (f"read/{code}", "register"))
    else:
        yield task("consents", persons.consents, (f"rolls/{code}", "known"))
    since = f"consents/{code}"
    yield task("loaded", areas.loaded, (f"read/{code}", since), asked.set_aside, keep=KEY)
    filed = (f"loaded/{code}", "known", "public known", "withdrawn", f"exchange:{code}", since)
    yield task("parts", areas.parts, filed, code, keep=KEY)
    yield task("faults", areas.faults, (f"loaded/{code}", f"parts/{code}", "withdrawn"), code, keep=KEY)
    found = (f"faults/{code}", f"loaded/{code}", "withdrawn")
    yield task("lasting faults", areas.lasting_faults, found)
    yield task("other faults today", areas.other_faults_today, found)
    both = (f"lasting faults/{code}", f"other faults today/{code}")
    yield task("faults today", areas.faults_today, both, keep=PARTS)
    yield task("handed", areas.hand_up, (f"parts/{code}", "known"), code, keep=PARTS)
    city = city_of(code)
    above = city if level_of(city) < Level.COUNTY else province_of(code)
    others = (f"exchange:{code}", f"superiors:{above}", f"clashes:{code}", *_entries((code,)))
    yield task("doubles", doubles.asked, (f"files/{code}", "known", *others), keep=PARTS)


def _of_a_county(code: str, shown: Sequence[str], task: Callable[..., Task]) -> Iterator[Task]:
    """What the pages of a county are made from; its lists and its tables are made of what it has handed up."""
    _, incoming, known = shown
    yield task("share", page_tasks.share, shown, code, keep=KEY)
    lists = (known, incoming, *_entries((code,)), f"handed/{code}:abouts")
    yield task("lists", page_tasks.share_of_lists, lists, code, keep=KEY)
    table = (known, incoming, f"handed/{code}:table", "year")
    yield task("sheets", page_tasks.sheets, table, (code,), code, keep=KEY)


def _lists_above(asked: Asked, code: str, task: Callable[..., Task]) -> Iterator[Task]:
    """What a city or the province shows of all areas at or below it."""
    below = asked.below(code)
    parts = ("province",) if level_of(code) is Level.PROVINCE else ("province", "city")
    for c in below:
        yield task(f"told/{c}", handed.told, [f"handed/{c}:{part}" for part in parts], keep=KEY)
    told = [f"told/{c}/{code}" for c in below]
    yield task("whole years", handed.whole_years, told, code)
    for c in below:
        rest = (f"told/{c}/{code}", f"handed/{c}:others", f"handed/{c}:city", f"whole years/{code}")
        yield task(f"others/{c}", handed.others, rest, code)
    lists = [*told, *(f"others/{c}/{code}" for c in below), f"whole years/{code}"]
    yield task("gathered", handed.gathered, lists, below, code, keep=KEY)
    awards = [f"handed/{c}:awards" for c in below] if level_of(code) is Level.CITY else []
    yield task("awards", page_tasks.awards if awards else page_tasks.nothing, awards, keep=KEY)
    services = _of(below)("handed", ":service")
    shown = (
        f"parts/{code}",
        f"exchange:{code}",
        "public known",
        f"gathered/{code}",
        *services,
        f"awards/{code}",
    )
    yield task("share", page_tasks.share_above, shown, below, code, keep=KEY)
    yield task("visits", page_tasks.attendance, _of(below)("handed", ":visits"), below, keep=KEY)
    sums = _of(below)("handed", ":sums")
    yield task(
        "sheets",
        page_tasks.sheets,
        ("public known", f"exchange:{code}", *sums, "year"),
        below,
        code,
        keep=KEY,
    )
    tallied = (f"parts/{code}", "public known", *sums)
    yield task("tallies", page_tasks.tallies, tallied, below, code, keep=PARTS)
    if level_of(code) is Level.PROVINCE:
        yield task("totals rows", page_tasks.totals_rows, ("public known", *sums), below)


def _once(asked: Asked) -> Iterator[Task]:
    """What is made once, of parts of what all areas hand up, or of nothing of theirs; and each release."""
    root, codes = asked.codes[0], asked.codes
    each = _of(codes)
    gate = "foundation" if asked.set_aside else "errors"
    yield Task("rows", page_tasks.listed, each("handed", ":rows"), keep=KEY)
    yield Task("guide", page_tasks.listed, each("handed", ":words"), keep=KEY)
    yield Task("day counts", page_tasks.listed, each("handed", ":days"), keep=KEY)
    yield Task("sources", site_tasks.sources_of, COMMON_SOURCES)
    yield Task("made of", site_tasks.made_of, (f"aside/{root}", "sources", *each("sources")))
    faults = ("common faults today:all", *each("faults today", ":all"))
    yield Task("found", site_tasks.found, (*faults, *each("sources")), (codes,))
    yield Task("rolls", page_tasks.awards, each("handed", ":awards"), keep=KEY)
    bare = f"bare/{root}"
    yield from (_pages(asked, pages, root, bare, gate, once=True) for pages in ONCE)
    for slug, told in asked.releases:
        areas_told = tuple(area for area in told if area in codes)
        inputs = ("public newsroom", "public known", f"mentions:{slug}", *_entries(areas_told))
        yield Task(f"news/{slug}", releases.news, inputs, (areas_told, slug), keep=KEY)
        pages = Pages(f"release/{slug}", (press.make,), (NEWSROOM, ("news", f"news/{slug}")))
        yield _pages(asked, pages, root, bare, gate, once=True)


def _pages(asked: Asked, pages: Pages, code: str, area: str, gate: str, once: bool = False) -> Task:
    needs = [task.format(code=code) for _, task in pages.needs]
    of_it = area if once else f"{area}/{code}"
    aside = "nothing" if once and pages.name != "rolls" else f"aside/{code}"
    return Task(
        f"pages/{pages.name}" if once else f"pages/{code}/{pages.name}",
        page_tasks.pages,
        ("shell", "site", of_it, aside, *needs),
        (tuple(field for field, _ in pages.needs), asked.compress),
        "" if once else code,
        FILES,
        gate,
        pages.makes,
    )


def _of(codes: Sequence[str]) -> Callable[..., tuple[str, ...]]:
    """The names of a task of some areas, or of a part of its value."""
    return lambda name, part="": tuple([f"{name}/{code}{part}" for code in codes])


def _entries(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple([f"handed/{code}:{part}" for code in codes for part in ("province", "city", "others")])


def _above(codes: Sequence[str]) -> list[str]:
    return [code for code in codes if level_of(code) < Level.COUNTY]
