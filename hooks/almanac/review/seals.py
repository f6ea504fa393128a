"""A seal that a proposal brings: what `seal` itself would write from the same records, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from almanac.build import campaign
from almanac.build.job import Job
from almanac.build.proposed import Proposed
from almanac.model.diagnostics import Fault, Place
from almanac.model.seal import FILE as SEAL
from almanac.model.seal import Seal, parsed
from almanac.review.git import Change
from almanac.statistics import sealing


def faults(
    job: Job, records: Proposed, changed: Iterable[Change], before: Mapping[str, bytes]
) -> Iterator[Fault]:
    """A seal is only ever appended to, by what the command finds in the records as they are proposed."""
    for change in changed:
        year = int(change.path[:4])
        wrong = ""
        if change.gone:
            wrong = "删掉了；签过字的数不能收回"
        elif year in records.known.seals:
            wrong = _wrong(job, records.known.seals[year], before.get(change.path))
        if wrong:
            message = f"“{SEAL}”只能由 seal 命令写，只能往后加：这次{wrong}"
            place = Place(f"{records.name}/{change.path}")
            command = (
                f"git checkout 目标分支 -- {records.name}/{change.path}，再运行 python build.py seal {year}"
            )
            yield Fault(place, "E297", message, command)


def _wrong(job: Job, proposed: Seal, before: bytes | None) -> str:
    """How a seal is not what the command would write; nothing if it is, or if records with errors forbid to count."""
    standing = parsed(before) if before is not None else None
    if proposed.last[0] > job.today:
        return f"写的日子 {proposed.last[0]} 还没有到"
    until = sealing.until(proposed, standing)
    counted, errors = campaign.signed_upon(job, proposed.year, until, before)
    return "" if errors else sealing.wrong(proposed, standing, counted)
