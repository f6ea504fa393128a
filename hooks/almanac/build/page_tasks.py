"""From what is known of an area to its files: the pages' own functions make bodies, which are put into the rendered shell."""

from __future__ import annotations

import html
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from almanac.build import handed
from almanac.build.graph import Run
from almanac.build.site_tasks import Files, Shell, Undeclared, with_packed
from almanac.build.values import Incoming, Parts, fault, told_of
from almanac.build.worker import Late
from almanac.disclosure import redaction
from almanac.model.diagnostics import Fault, name_of
from almanac.model.divisions import AreaCode, Level, Register, level_of, parent
from almanac.model.filings import Filing
from almanac.pages import Document, Share, Site, Stamp
from almanac.statistics import tally_check
from almanac.statistics.table import StatisticsTable
from almanac.statistics.totals import Tallied
from almanac.validate import Known, personal_data
from almanac.views import honour_rolls, service
from almanac.views.activities import Entry, from_plain, order
from almanac.views.media_mentions import Mention
from almanac.views.related import Tie
from almanac.views.rollup import Crowds
from almanac.views.visits import Attendance

# ---------------------------------------------------------------- what an area publishes


def share(run: Run, these: Parts, incoming: Sequence[Any], shown: Known, code: str) -> Share:
    """What a county publishes."""
    found = _share(code, these.filings, these.entries, Incoming(*incoming), shown)
    return found._replace(reckonings=these.reckonings)


def own_share(run: Run, these: Parts, incoming: Sequence[Any], shown: Known, code: str) -> Share:
    """What a city or the province publishes of what it has filed itself."""
    return _share(code, these.filings, these.entries, Incoming(*incoming), shown)


def share_above(
    run: Run,
    these: Parts,
    incoming: Sequence[Any],
    shown: Known,
    lists: tuple[list[Entry], dict[str, Crowds]],
    *args: Any,
) -> Share:
    """What a city or the province publishes of all areas; then what each did for people, a city's awards, codes, its code."""
    *services, awards, codes, code = args
    found = _share(code, these.filings, lists[0], Incoming(*incoming), shown)
    found = found._replace(crowds=lists[1], service=handed.services(dict(zip(codes, services, strict=True))))
    return found._replace(honours=awards) if awards is not None else found


def bare_share(run: Run, shown: Known, code: str) -> Share:
    """What pages are made from that show no records of the area itself, but parts of what areas hand up."""
    return _share(code, (), (), Incoming([], [], [], {}, {}, []), shown)


def share_of_lists(run: Run, shown: Known, incoming: Sequence[Any], *args: Any) -> Share:
    """What pages are made from that show a county's activities, but no more of its records than it has handed up: parts of
    its list, the descriptions that are not told above, its code."""
    *lists, abouts, code = args
    entries = sorted(handed.whole(handed.everything(*lists), abouts), key=order)
    return _share(code, (), entries, Incoming(*incoming), shown)


def _share(
    code: str, filings: tuple[Filing, ...], entries: Iterable[Entry], incoming: Incoming, shown: Known
) -> Share:
    register, entries = shown.register, tuple(entries)
    mentions: dict[str, list[Mention]] = {}
    for mention in map(Mention._make, incoming.mentions):
        mentions.setdefault(mention.activity, []).append(mention)
    ties: dict[str, list[Tie]] = {}
    for tie in map(Tie._make, incoming.ties):
        ties.setdefault(tie.activity, []).append(tie)
    joined = sorted(map(from_plain, incoming.joined), key=order)
    content = {filing.code for filing in filings}
    content |= {joint for event in (*entries, *joined) for joint in event.joint if joint.startswith(code)}
    return Share(
        code=AreaCode(code),
        units=tuple(register.within(code)) if level_of(code) is Level.COUNTY else (register[code],),
        filings=filings,
        entries=entries,
        crowds={},
        joined=tuple(joined),
        mentions={key: tuple(sorted(value)) for key, value in mentions.items()},
        paged=_paged(register, content, code),
        reckonings={},
        site=Undeclared("site"),  # type: ignore[arg-type]
        honours=honour_rolls.honours(filings, shown),
        service={code: service.service(filings, shown.notices)} if level_of(code) is Level.COUNTY else {},
        pledges=service.pledges(filings, shown),
        ties={key: tuple(sorted(value)) for key, value in ties.items()},
    )


def _paged(register: Register, content: set[str], code: str) -> frozenset[str]:
    """Province, cities and counties; and associations with records, those above them and right below them."""
    pages = {code} | {child.code for child in register.children(code) if child.level <= Level.COUNTY}
    for one in content if level_of(code) is Level.COUNTY else ():
        pages |= {child.code for child in register.children(one)}
        while one != code:
            pages.add(one)
            one = parent(one)
    return frozenset(pages)


# ---------------------------------------------------------------- parts of what all areas handed up


def listed(run: Run, *values: Any) -> list[Any]:
    """Values as a list."""
    return list(values)


def awards(run: Run, *kept: Any) -> list[honour_rolls.Honour]:
    """All awards of some areas."""
    return handed.awards(kept)


def attendance(run: Run, *args: Any) -> dict[str, dict[int, Attendance]]:
    """Who was present in some areas; the last argument: their codes."""
    *said, codes = args
    return handed.attendance(dict(zip(codes, said, strict=True)))


def nothing(run: Run) -> None:
    """Nothing, where others have something."""


def week(run: Run, *kept: Any) -> Any:
    """The digest of some areas together."""
    return handed.week(kept)


def sheets(run: Run, shown: Known, incoming: Sequence[Any], *args: Any) -> tuple[StatisticsTable, ...]:
    """The official tables of an area; of each area at or below it what it brings; then the present year, codes, the scope."""
    *sums, year, codes, scope = args
    return handed.tables(scope, _brought(sums, codes), shown, year, Incoming(*incoming).vouched)


def tallies(run: Run, these: Parts, shown: Known, *args: Any) -> dict[str, Any]:
    """What is wrong with the tallies of a city or the province, held against all that is at or below it."""
    *sums, codes, scope = args
    tallied: list[Tallied] = []
    if any(one.tallies for one in these.subtotals.values()):
        first = min(these.subtotals)
        tallied = [
            one
            for each in handed.tables(scope, _brought(sums, codes), shown, first, {})
            for one in each.tallied
        ]
    return told_of(tally_check.tally_faults(run.means.space.records, run.means.space.name, tallied))


def totals_rows(run: Run, shown: Known, *args: Any) -> dict[str, bytes]:
    """The lines of the open data's tables of totals."""
    *sums, codes = args
    return handed.totals_lines(_brought(sums, codes), shown)


def _brought(sums: Sequence[Any], codes: Sequence[str]) -> handed.Brought:
    return handed.brought(dict(zip(codes, sums, strict=True)))


def questions(run: Run, gone: Sequence[str], everyone: Register, *told: Any) -> list[Any]:
    """Questions that are open, as the staff page shows them: none about a person, none in whose words one may be named.

    Also the name of a file is a text.
    """
    change, known = redaction.eraser(gone) or str, personal_data.places(everyone)
    asked = (each for one in told for each in map(tuple, one) if each[3].startswith("Q"))
    open_ = (each for each in asked if each[3][1] != "3" and not any(personal_data.find(each[4], known)))
    return sorted({(change(file), *rest) for file, *rest in open_})


def aside(run: Run, gone: Sequence[str], *paths: Any) -> list[str]:
    """The files that were set aside, as pages name them."""
    change = redaction.eraser(gone) or str
    return [change(path) for one in paths for path in one]


# ---------------------------------------------------------------- files


def pages(run: Run, frame: Shell, common: Site, area: Share, aside: Sequence[str], *args: Any) -> Files:
    """The files that some pages make of an area; then what else they declare, and its names: of a field of the site, or
    of a parameter; whether packed forms of texts stand beside them."""
    *values, names, compress = args
    files = _pages(run, frame, common, area, aside, dict(zip(names, values, strict=True)))
    return with_packed(files) if compress else files


def _pages(
    run: Run, frame: Shell, common: Site, area: Share, aside: Sequence[str], extras: dict[str, Any]
) -> Files:
    if "doubts" in extras:
        extras["doubts"] = tuple(sorted(map(fault, extras["doubts"])))
    common = common._replace(
        today=run.day, **{name: value for name, value in extras.items() if name in Site._fields}
    )
    area = area._replace(site=common)
    note = _aside(aside)
    for make in run.code:
        asked = {name: extras[name] for name in asked_by(make)}
        for made in make(area, **asked):
            if note and isinstance(made, Stamp) and not made.path.startswith("e/"):
                made = made._replace(body=note + made.body)
            if isinstance(made, Document):
                yield made.path, Late(made.made_of.encode(), made.make)
            else:
                yield frame.press.press(made)


def asked_by(make: Callable[..., object]) -> list[str]:
    """What a page's function needs besides the share: the names of its other parameters."""
    return [*inspect.signature(make).parameters][1:]


def _aside(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = "、".join(html.escape(name_of(name)) for name in sorted(names)[:5])
    more = f" 等 {len(names)} 份" if len(names) > 5 else ""
    return f'<p class="banner change" role="note">有 {len(names)} 份记录因有错暂未发布，本页的活动和数字不含它们：{shown}{more}。</p>'


def together(run: Run, *lists: Any) -> list[Any]:
    """Several lists as one."""
    return [each for one in lists for each in one]


Faults = list[Fault]
