"""The catalogue and its guide: every activity and award is in one drawer, and its words lead there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small
from almanac.parse.pinyin import sounds
from almanac.search import catalogue
from almanac.search.bigrams import LEAVES, MARKS, leaf, pairs, plain
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("5·29", "529"),
        ("5.29", "529"),
        ("５．２９", "529"),
        ("５・29", "529"),
        ("“5·29”启动", " 529 启动"),
        ("HPV疫苗", "hpv疫苗"),
        ("ＨＰＶ", "hpv"),
        ("上午8:30—11:30", "上午8 30 11 30"),
    ],
)
def test_as_it_is_looked_for(written: str, sought: str) -> None:
    """5.29 is 529 however it is written; wide and large letters are small ones; signs part words."""
    assert plain(written) == sought


@given(st.text(), st.text())
def test_pairs_never_go_over_a_sign(one: str, other: str) -> None:
    """A pair is two letters side by side in one text, and no other pair is found."""
    found = pairs([one, other])
    assert all(len(pair) == 2 and " " not in pair for pair in found)
    assert found == {
        text[i : i + 2]
        for text in (plain(one), plain(other))
        for i in range(len(text) - 1)
        if " " not in text[i : i + 2]
    }


def test_sounds() -> None:
    """What readers type for the names here, also where pypinyin alone would say something else; all of one sound share a leaf."""
    known = sounds(small.FULL)
    assert [known[letter] for letter in "浏阳长沙曾义诊"] == [
        "liu",
        "yang",
        "chang",
        "sha",
        "zeng",
        "yi",
        "zhen",
    ]
    assert leaf("义诊", known) == leaf("一针", known) < LEAVES
    assert {letter for unit in small.FULL for letter in unit.short if "一" <= letter <= "鿿"} <= known.keys()


def test_neighbours_share_a_drawer() -> None:
    """Each township's villages have one drawer, of at most four in a county, in the order of their codes."""
    for county in (unit.code for unit in small.FULL if len(unit.code) == 6):
        drawers = list(catalogue.village_drawers(small.FULL, county).values())
        assert drawers == sorted(drawers)
        assert set(drawers) <= {2, 3, 4, 5}


def _guide(site: Path) -> dict[str, set[str]]:
    """The drawers that the guide names for each pair."""
    known = sounds(small.small_register())
    found: dict[str, set[str]] = {}
    for number in range(LEAVES):
        for line in (site / "search" / "guide" / f"{number}.txt").read_text(encoding="utf-8").splitlines():
            share, _, said = line.partition(" ")
            for place in range(0, len(said), 4):
                pair, bits = said[place : place + 2], MARKS.index(said[place + 2])
                assert leaf(pair, known) == number
                drawers = (catalogue.name_of(share, drawer) for drawer in range(6) if bits >> drawer & 1)
                found.setdefault(pair, set()).update(drawers)
    return found


@pytest.mark.whole
def test_every_word_leads_to_its_drawer(tmp_path: Path) -> None:
    """All published activities are in drawers, each once, and for each pair of its name the guide names that drawer."""
    records = small.records(tmp_path / "events", activities=150)
    site = tmp_path / "site"
    assert small.build(records, site).published
    guide = _guide(site)
    found: dict[str, str] = {}
    for file in sorted((site / "search").glob("*.json")):
        for code, line, _, cards in json.loads(file.read_text(encoding="utf-8")):
            for kind, path, name, *_ in cards:
                for pair in pairs([name, line]):
                    assert file.stem in guide[pair], (file.stem, pair)
                if kind == catalogue.ACTIVITY:
                    identity = f"{path[:5]}{code}-{path[5:]}"
                    assert identity not in found
                    found[identity] = name
    pages = {page.parent.name for page in (site / "e").glob("*/index.html")}
    withdrawn = {
        page for page in pages if "撤下" in (site / "e" / page / "index.html").read_text(encoding="utf-8")
    }
    assert found.keys() == pages - withdrawn
    assert len(found) >= 150
