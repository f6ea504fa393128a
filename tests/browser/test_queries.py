"""查找: what people ask of the shipped site, in the reader's own script run in plain Node; and every city and county by its name."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from typing import NamedTuple

import nodes
import small
from almanac.model.divisions import Level
from browser.sites import OUT_OF_SEASON, Published
from guard import LIMIT

SEARCH = small.PROJECT / "tests" / "vectors" / "search.js"
QUERIES = small.PROJECT / "tests" / "queries.tsv"
READ = 180_000  # bytes, unpacked, that a question may read beside page and scripts


class Query(NamedTuple):
    """What is typed, the pages of which one must come among so many first, and why."""

    words: str
    wanted: frozenset[str]
    within: int
    why: str


class Found(NamedTuple):
    """The addresses of the rows, best first, and how many bytes were read for them."""

    rows: list[str]
    read: int


def _queries() -> list[Query]:
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [
        Query(words, frozenset(wanted.split("|")), int(number), why) for words, wanted, number, why in cells
    ]


def _ask(site: Published, queries: list[str]) -> list[Found]:
    year = json.loads((site.folder / "data" / "days.json").read_text(encoding="utf-8"))["year"]
    said = {"site": str(site.folder), "today": OUT_OF_SEASON, "year": str(year), "top": small.FULL.root}
    run = subprocess.run(
        [str(nodes.node()), str(SEARCH)],
        input=json.dumps({**said, "queries": queries}).encode(),
        capture_output=True,
        check=False,
        timeout=LIMIT,
    )
    assert run.returncode == 0, run.stderr.decode()
    return [Found(one["rows"], one["bytes"]) for one in json.loads(run.stdout)]


def test_what_people_ask_comes_first(shipped: Published) -> None:
    """Of 120 questions and more at least 95 in 100; each page that is wanted is there."""
    queries = _queries()
    assert len(queries) >= 120 and len({query.words for query in queries}) == len(queries)
    for query in queries:
        for path in query.wanted:
            assert (shipped.folder / path / "index.html").is_file(), (query.words, path)
    found = _ask(shipped, [query.words for query in queries])
    wrong = [
        f"{query.words}: {sorted(query.wanted)}, not {answer.rows[:4]} ({query.why})"
        for query, answer in zip(queries, found, strict=True)
        if not query.wanted & set(answer.rows[: query.within])
    ]
    assert len(wrong) <= len(queries) * 0.05, "\n".join(wrong)
    assert max(answer.read for answer in found) < READ


def test_every_city_and_county_comes_first_by_its_short_name(shipped: Published) -> None:
    """All 148; where a city and a county share a name the city stands before the county."""
    named = defaultdict(list)
    for unit in small.FULL:
        if Level.CITY <= unit.level <= Level.COUNTY:
            named[_bare(unit.short)].append(unit.code)
    assert sum(map(len, named.values())) == 148
    for (name, codes), answer in zip(named.items(), _ask(shipped, list(named)), strict=True):
        wanted = [f"u/{code}/" for code in sorted(codes, key=lambda code: (len(code), code))]
        assert answer.rows[: len(wanted)] == wanted, (name, answer.rows[:3])


def _bare(name: str) -> str:
    """As people call it: 乙 for 乙县, unless one letter is left; without the names of peoples."""
    short = name
    for end in ("自治县", "自治州", "省", "市", "州", "县", "区"):
        if name.endswith(end):
            short = name.removesuffix(end)
            break
    for people in ("土家族", "苗族", "侗族", "瑶族") * 2:
        short = short.removesuffix(people)
    return short if len(short) > 1 else name
