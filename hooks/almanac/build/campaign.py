"""One campaign counted, for the commands about returns and the seal: asked of the graph, nothing is read twice."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.build import areas, engine, handed
from almanac.build.graph import Values
from almanac.build.job import Job, Tell
from almanac.build.store import Store
from almanac.build.task import Task
from almanac.build.tasks import Asked
from almanac.build.values import Incoming, fault
from almanac.model import seal
from almanac.model.diagnostics import Fault
from almanac.model.divisions import Level, level_of
from almanac.model.filings import Filing
from almanac.publish import local
from almanac.statistics import sealing, subtotals
from almanac.statistics.sealing import Counted
from almanac.statistics.table import StatisticsTable, table


class Returned(NamedTuple):
    """What one association has to return: its table, what it filed itself; or the errors that forbid to count.

    table: None where the campaign has no notice.
    """

    table: StatisticsTable | None
    filings: tuple[Filing, ...]
    errors: list[Fault]


def returned(job: Job, year: int, code: str, tell: Tell, filings: bool = False) -> Returned:
    """A campaign of a county, a city or the province; filings: whether what it filed itself is wanted, too."""
    part = "table" if level_of(code) is Level.COUNTY else "sums"

    def names(asked: Asked) -> list[str]:
        below = asked.below(code)
        wanted = [
            "public known",
            f"exchange:{code}",
            *_errors(below),
            *(f"handed/{each}:{part}" for each in below),
        ]
        return [*wanted, f"parts/{code}"] if filings else wanted

    with engine.answers(job, names, tell) as value:
        errors, known = _of_year(job, year, value), value["public known"]
        if errors or year not in known.notices:
            return Returned(None, (), errors)
        kept = {name[7:].partition(":")[0]: value[name] for name in value.names if name.startswith("handed/")}
        brought = handed.of_year(handed.brought(kept), year)
        seal = known.seals.get(year)
        above = Incoming(*value[f"exchange:{code}"]).vouched.get(year, ())
        made = table(code, year, known.notices[year], known.register, brought, seal, above)
        filed: Sequence[Filing] = value[f"parts/{code}"].filings if filings else ()
        return Returned(made, tuple(f for f in filed if f.code == code and f.year == year), [])


def signed(job: Job, year: int, until: str, tell: Tell) -> tuple[Counted, list[Fault]]:
    """A campaign as it is signed, and what forbids to sign it: errors, and open questions on what is counted.

    until: later activities and tallies are not yet counted.
    """

    def more(asked: Asked) -> list[Task]:
        needs = ("parts/{0}", "public known", "exchange:{0}")
        return [
            Task(
                f"signed/{code}",
                areas.signed,
                tuple(name.format(code) for name in needs),
                (code, year, until),
                code,
            )
            for code in asked.codes
        ]

    def names(asked: Asked) -> list[str]:
        forbids = (*_errors(asked.codes), *_unsigned(asked.codes))
        return ["public known", *forbids, *(f"signed/{code}" for code in asked.codes)]

    with engine.answers(job, names, tell, more) as value:
        of = {name.partition("/")[2]: value[name] for name in value.names if name.startswith("signed/")}
        brought = {code: subtotals.from_plain(one[0]) for code, one in of.items() if one[0] is not None}
        tables = sealing.tables(value["public known"], year, brought)
        return Counted(tables, {code: one[1] for code, one in of.items()}), _of_year(
            job, year, value, (":errors", ":unsigned")
        )


def signed_upon(job: Job, year: int, until: str, sealed: bytes | None) -> tuple[Counted, list[Fault]]:
    """The same of these records beside another seal, or none: counted in a copy, for records lie beside their seal."""
    with tempfile.TemporaryDirectory() as folder:
        records, site = Path(folder, job.records.name), Path(folder, "site")
        shutil.copytree(job.records, records, ignore=shutil.ignore_patterns(".*"), symlinks=True)
        file = records / str(year) / seal.FILE
        file.unlink(missing_ok=True)
        if sealed is not None:
            file.write_bytes(sealed)
        asked = job._replace(records=records, site=site)
        store = Store(local.place(site).store)
        store.see("of", str(records.resolve()))
        store.close()
        return signed(asked, year, until, lambda what, done, of: None)


def _errors(codes: Sequence[str]) -> list[str]:
    above = [code for code in codes if level_of(code) < Level.COUNTY]
    return [
        "common faults today:errors",
        *(f"faults today/{code}:errors" for code in codes),
        *(f"tallies/{code}:errors" for code in above),
    ]


def _unsigned(codes: Sequence[str]) -> list[str]:
    return [f"{told}/{code}:unsigned" for told in ("faults today", "doubles") for code in codes]


def _of_year(job: Job, year: int, value: Values, ending: tuple[str, ...] = (":errors",)) -> list[Fault]:
    """The errors in the records of a campaign; or what else is asked for by how it is called."""
    found = {fault(each) for name in value.names if name.endswith(ending) for each in value[name]}
    return sorted(each for each in found if each.place.file.startswith(f"{job.name}/{year}/"))
