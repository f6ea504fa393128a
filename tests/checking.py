"""What is wrong in a folder of records, by the very functions that the graph runs, without a store: for tests of rules."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from almanac.build import areas, doubles, handed, page_tasks, values
from almanac.build.graph import Run
from almanac.disclosure import public_records
from almanac.load import records
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, on
from almanac.model.divisions import Register, share_of
from almanac.parse.discovery import survey
from almanac.statistics import media
from almanac.validate import personal_data


def faults(root: Path, register: Register, today: str, name: str = "events") -> list[Fault]:
    """Every fault of the records, those between areas among them."""
    run = Run(SimpleNamespace(space=SimpleNamespace(records=root, name=name), below=None), Day(today), ())
    said, found = records.notices(root, name)
    known = records.known_to(root, register, said)
    files = {
        code: [(paper.path, b"", paper.link, 0) for paper in those]
        for code, those in survey(root, register).items()
    }
    loaded = {code: areas.read(run, those, known, []) for code, those in files.items()}
    places = personal_data.places(register)
    shown = [public_records.public(one.filings, run.day, places) for one in loaded.values()]
    elsewhere = media.counted_elsewhere(
        [piece for filings in shown for piece in media.publications(filings, known.notices)]
    )
    told: list[Any] = list(map(values.plain_fault, found))
    made = {}
    for code, one in loaded.items():
        incoming = tuple(values.Incoming([], [], [], elsewhere, {}, []))
        made[code] = areas.parts(run, one, known, known, [], incoming, today, code)
        told += map(values.plain_fault, areas.faults(run, one, made[code], [], code))
    up = {code: handed.up(code, parts, (), known) for code, parts in made.items()}
    at_once = doubles.clashes(run, *(each["visits"] for each in up.values()), tuple(up))
    for code in made:
        others = [
            e.plain()
            for area, each in made.items()
            if code.startswith(area) and area != code
            for e in each.entries
        ]
        joined = [e.plain() for each in made.values() for e in each.entries if code in map(share_of, e.joint)]
        own = [up[code][part] for part in ("province", "city", "others")]
        told += doubles.asked(
            run, files[code], known, values.Incoming(joined, [], [], {}, {}, []), others, at_once[code], *own
        )["all"]
    sums = {code: each["sums"] for code, each in up.items()}
    for code in (code for code in made if len(code) < 6):
        below = {each: one for each, one in sums.items() if each.startswith(code)}
        told += page_tasks.tallies(run, made[code], known, *below.values(), tuple(below), code)["all"]
    return sorted(set(on(map(values.fault, told), run.day)))
