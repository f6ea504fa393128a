"""The official tables that a site publishes, against a second count of its records (tests/recount.py, tests/published.py).

python tests/bench/second_count.py --work DIR [--activities 6000] [--seed 11]
python tests/bench/second_count.py --work DIR --records events --today 2025-06-15

A demo province is written below DIR, or the records named are taken; they are built and every published number of every
campaign is read again: JSON, page, CSV, workbooks, the open data. Told is each that is otherwise, each part greater than
its whole, each address that is not there; it ends with 1 if there is any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import published
import recount
from bench import measuring
from bench.measuring import ROOT, run

BUILD = (sys.executable, "-P", "-s", "-X", "utf8", "-X", "almanac", str(ROOT / "build.py"))
YEAR = 2021


def differences(records: Path, site: Path) -> Iterator[str]:
    """All that is wrong with what a site publishes of its records, in every campaign."""
    for folder in sorted(records.glob("[0-9][0-9][0-9][0-9]")):
        year = int(folder.name)
        yield from published.Published(site, year, recount.recount(records, year)).differences()


def main() -> None:
    parser = measuring.words(__doc__ or "")
    parser.add_argument("--activities", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--records", type=Path, help="records to take instead of a demo")
    parser.add_argument("--today", default=f"{YEAR}-07-01")
    asked = measuring.given(parser)
    records, site = asked.records or asked.work / "records", asked.work / "site"
    if not asked.records and not records.is_dir():
        words = ("--activities", str(asked.activities), "--seed", str(asked.seed), "--year", str(YEAR))
        run([*BUILD, "demo", "--to", str(records), *words, "--today", asked.today])
    run([*BUILD, "build", "--records", str(records.resolve()), "--out", str(site), "--today", asked.today])
    found = list(differences(records, site))
    print("\n".join([*found[:100], f"{len(found)} differences"]))
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
