"""What the site has published of seals, held against the records: what was signed and published is never taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from almanac.build.job import Job
from almanac.model import seal
from almanac.model.diagnostics import Fault, Place
from almanac.parse import input_files

FILE = "data/seals.json"


def faults(job: Job) -> Iterator[Fault]:
    """A year whose seal was published has it still, and it begins with the numbers that were published."""
    for year, digests in _published(job.site).items():
        path = f"{year}/{seal.FILE}"
        there = input_files.is_plain(job.records, path)
        now = seal.parsed(input_files.content(job.records, path)) if there else None
        if there and now is None:
            continue  # told as E290
        if now is None or list(now.digests[: len(digests)]) != digests:
            how = "换过：不是在它后面修订的" if now else "删掉了"
            message = (
                f"{year} 年的封存公布过（封存号 {digests[-1][: seal.SHORT]}），现在被{how}。签过字的数不能收回，"
                "有变动只能用 seal 命令修订"
            )
            example = f"git checkout 公布时的版本 -- {job.name}/{path}；换了一套记录的，用 --out 另做一个网站"
            yield Fault(Place(f"{job.name}/{path}"), "E298", message, example)


def _published(site: Path) -> dict[str, list[str]]:
    """By year the digests of what the site says was signed, the oldest first."""
    try:
        told = json.loads((site / FILE).read_bytes())
        return {year: [*each["digests"]] for year, each in told.items() if each["digests"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
