"""From records to files: puts one share together, lets every output make its part, stamps the bodies."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from almanac.build import newsdesk, page_shell, reckoned
from almanac.build.desk import Refused, desk, digest, kept
from almanac.build.orders import (
    DAYS,
    GUIDE,
    NAMES,
    PRESS,
    RELEASE,
    ROLLS,
    SUMS,
    TABLES,
    WEEK,
    Job,
    Late,
    Order,
    Parts,
    Read,
    fault,
)
from almanac.build.summaries import awards, services, take_up, week
from almanac.disclosure import redaction
from almanac.load.articles import Shelf
from almanac.load.press_releases import Newsroom
from almanac.model.diagnostics import Fault, name_of
from almanac.model.divisions import Register, parent
from almanac.model.filings import Filing
from almanac.pages import (
    Document,
    Made,
    Share,
    Site,
    Stamp,
    account_codes,
    activities,
    association_finder,
    associations,
    booklet,
    calendars,
    error_reference,
    feeds,
    field_reference,
    health,
    home,
    honours,
    months,
    open_data,
    posters,
    press,
    returns,
    search,
    sitemap,
    submission_forms,
    totals,
    totals_files,
    weekly_digest,
    years,
)
from almanac.pages import service as service_pages
from almanac.publish import compress
from almanac.publish.file_tree import double_claim
from almanac.validate import Known
from almanac.views import honour_rolls, service
from almanac.views.activities import Entry, order
from almanac.views.error_catalogue import GALLERY
from almanac.views.media_mentions import Mention
from almanac.views.related import Tie

Files = dict[str, bytes | Late]
DOUBT = "W4"  # how the codes of rules/doubts.py begin
Make = Callable[[Share], Iterator[Made]]
MAKERS: dict[str, tuple[Make, ...]] = {
    "": (
        home.make,
        associations.make,
        activities.make,
        posters.make,
        account_codes.make,
        calendars.make,
        feeds.make,
        open_data.make,
        totals.make,
        totals_files.make,
        returns.make,
        association_finder.make,
        search.make,
        sitemap.make,
        honours.make,
        service_pages.make,
        weekly_digest.make,
    ),
    WEEK: (weekly_digest.make,),
    DAYS: (months.make, years.make, health.make_topics),
    SUMS: (totals.make, totals.make_front, totals_files.make, returns.make, open_data.make_totals),
    ROLLS: (honours.make_rolls, open_data.make_awards),
    TABLES: (open_data.make_tables,),
    GUIDE: (search.make_guide,),
    PRESS: (press.make_front,),
    RELEASE: (press.make,),
    NAMES: (
        open_data.make_register,
        association_finder.make_finder,
        field_reference.make,
        error_reference.make,
        submission_forms.make,
        returns.make_deadlines,
        health.make,
        booklet.make,
    ),
}


class Maker:
    """Makes the files of one share after another; what all pages share is put together once."""

    def __init__(
        self,
        job: Job,
        known: Known,
        shelf: Shelf,
        newsroom: Newsroom,
        folder: Path,
        withdrawn: Sequence[str] = (),
        unprinted: Mapping[str, Sequence[newsdesk.Unprinted]] = MappingProxyType({}),
        program: bytes = b"",
    ) -> None:
        facts = page_shell.facts(folder)
        demo = any(notice.demo == "是" for notice in known.notices.values())
        years = [year for year in known.notices if year <= int(job.today[:4])] or list(known.notices)
        self._here, self._known, self._packs = desk(job.site), known, job.compress
        self._press, self._program = (
            page_shell.Press(folder, demo),
            program + repr(sorted(withdrawn)).encode(),
        )
        self._site = Site(
            name=facts.name,
            url=facts.url,
            domain=facts.url.split("/")[2],
            owner=facts.owner,
            today=known.today,
            year=job.year or max(years),
            demo=demo,
            register=known.register,
            notices=known.notices,
            seals=known.seals,
            shelf=shelf,
            newsroom=newsdesk.struck(newsroom, withdrawn, unprinted),
            home_prose=facts.home_prose,
            records=job.records,
            cache=job.cache,
            source=facts.source,
            gallery=job.project / GALLERY,
        )
        self._erase = redaction.eraser(withdrawn)
        if self._erase:
            self._site = redaction.site(self._site, self._erase)
            self._known = known._replace(notices=self._site.notices, seals=self._site.seals)

    def county(self, wanted: Order, parts: Parts, read: Read) -> Files:
        """Every file of a county's share by its path, of what was filed in it."""
        share = self._share(wanted, parts.filings, parts.entries)
        share = share._replace(weekly=week(self._here, {wanted.code: read}))
        return self._pressed(
            wanted,
            share._replace(reckonings=parts.reckonings, changed=parts.changed, doubts=self._doubts(read)),
            read.aside,
        )

    def above(self, wanted: Order, mine: Parts) -> tuple[Files, list[int]]:
        """Every file of a city, or of one part of the province, of what all shares at or below it handed up.

        mine: what it has filed itself. Returned with it: the campaigns of which it names every activity.
        """
        aside = [name for read in wanted.below.values() for name in read.aside]
        if wanted.part not in ("", DAYS, SUMS):
            share = self._share(wanted, (), ())._replace(**self._handed_up(wanted))
            return self._pressed(wanted, share, aside if wanted.part in (ROLLS, WEEK) else ()), []
        if wanted.part == SUMS:
            sheets = reckoned.sheets(
                self._here, wanted.code, wanted.below, self._known, mine.reckonings, self._site.year
            )
            share = self._share(wanted, mine.filings, mine.entries)._replace(
                sheets=tuple(sheets), doubts=self._doubts(*wanted.below.values())
            )
            if wanted.code == self._site.register.root:
                share = share._replace(
                    rows=[{"totals": reckoned.totals_lines(self._here, wanted.below, self._known)}]
                )
            return self._pressed(wanted, share, aside), []
        entries, crowds, whole = take_up(self._here, wanted.code, wanted.below)
        share = self._share(wanted, mine.filings, entries)._replace(
            crowds=crowds, service=services(self._here, wanted.below)
        )
        if len(wanted.code) > 2:
            share = share._replace(honours=awards(self._here, wanted.below))
        return self._pressed(wanted, share, aside), whole

    def _handed_up(self, wanted: Order) -> dict[str, Any]:
        """What one part of the province's shows of what all shares handed up."""
        here, below = self._here, wanted.below
        if wanted.part == TABLES:
            return {"rows": [kept(here, read.rows) for read in below.values()]}
        if wanted.part == GUIDE:
            return {"guide": tuple(kept(here, read.words) for read in below.values())}
        if wanted.part == ROLLS:
            return {"honours": awards(here, below)}
        if wanted.part == WEEK:
            return {"weekly": week(here, below)}
        if wanted.part.startswith(RELEASE):
            return {"news": newsdesk.told(self._site, here, wanted, self._known)}
        return {}

    def _doubts(self, *reads: Read) -> tuple[Fault, ...]:
        """Numbers to look at once more, as the staff page shows them."""
        found = {parts for read in reads for parts in read.faults if parts[3].startswith(DOUBT)}
        shown = tuple(sorted(map(fault, found)))
        return redaction.faults(shown, self._erase) if self._erase else shown

    def _pressed(self, wanted: Order, share: Share, aside: Sequence[str] = ()) -> Files:
        """What every output makes of one share; a path made twice is refused."""
        note = _aside([self._erase(name) for name in aside] if self._erase else aside)
        files: Files = {}
        for maker in MAKERS[RELEASE if wanted.part.startswith(RELEASE) else wanted.part]:
            for made in maker(share):
                if note and isinstance(made, Stamp) and not made.path.startswith("e/"):
                    made = made._replace(body=note + made.body)
                path, data = self._late(made) if isinstance(made, Document) else self._press.press(made)
                if path in files:
                    raise Refused(double_claim(path))
                files[path] = data
        if self._packs:
            files |= compress.packed({path: made for path, made in files.items() if isinstance(made, bytes)})
        return files

    def _late(self, made: Document) -> tuple[str, Late]:
        return made.path, Late(digest(self._program + made.made_of.encode()), made.make)

    def _share(
        self,
        wanted: Order,
        filings: tuple[Filing, ...],
        entries: Sequence[Entry],
    ) -> Share:
        code, register = wanted.code, self._site.register
        mentions: dict[str, list[Mention]] = {}
        for mention in map(Mention._make, wanted.incoming.mentions):
            mentions.setdefault(mention.activity, []).append(mention)
        ties: dict[str, list[Tie]] = {}
        for tie in map(Tie._make, wanted.incoming.ties):
            ties.setdefault(tie.activity, []).append(tie)
        joined = sorted((Entry._make(event) for event in wanted.incoming.joined), key=order)
        content = {filing.code for filing in filings}
        content |= {joint for event in (*entries, *joined) for joint in event.joint if joint.startswith(code)}
        return Share(
            code=code,
            units=tuple(register.within(code)) if len(code) == 6 else (register[code],),
            filings=filings,
            entries=tuple(entries),
            crowds={},
            joined=tuple(joined),
            mentions={key: tuple(sorted(value)) for key, value in mentions.items()},
            paged=_paged(register, content, code),
            rows=[],
            reckonings={},
            changed={},
            doubts=(),
            sheets=(),
            guide=(),
            site=self._site,
            honours=honour_rolls.honours(filings, self._known),
            service={code: service.service(filings, self._site.notices)} if len(code) == 6 else {},
            pledges=service.pledges(filings, self._known),
            ties={key: tuple(sorted(value)) for key, value in ties.items()},
        )


def _paged(register: Register, content: set[str], code: str) -> frozenset[str]:
    """Province, cities and counties; and associations with records, those above them and right below them."""
    pages = {code} | {child.code for child in register.children(code) if len(child.code) <= 6}
    for one in content if len(code) == 6 else ():
        pages |= {child.code for child in register.children(one)}
        while len(one) > len(code):
            pages.add(one)
            one = parent(one)
    return frozenset(pages)


def _aside(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = "、".join(html.escape(name_of(name)) for name in sorted(names)[:5])
    more = f" 等 {len(names)} 份" if len(names) > 5 else ""
    return f'<p class="banner change" role="note">有 {len(names)} 份记录因有错暂未发布，本页的活动和数字不含它们：{shown}{more}。</p>'
