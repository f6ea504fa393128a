"""The statistics as pictures: what a chart says is what the published numbers say; small, without script, silence is not zero."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
import small
from almanac.model.divisions import Level
from almanac.pages.parts.charts import brief, of_season, of_years
from almanac.render import svg_chart
from almanac.render.svg_chart import Bar
from small import FULL

SVG = re.compile(r'<svg role="img".*?</svg>', re.DOTALL)
LARGEST = 3 * 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo province of two cities, in season."""
    folder = tmp_path_factory.mktemp("charts")
    outcome = small.build(small.records(folder / "events", 300), folder / "site")
    assert outcome.published, outcome.faults
    return folder / "site"


def drawn(page: Path) -> list[str]:
    """The charts of a page; each is XML of its own, small, and neither runs nor fetches anything."""
    found = SVG.findall(page.read_text(encoding="utf-8"))
    for chart in found:
        assert len(chart.encode()) < LARGEST
        tags = {element.tag for element in ElementTree.fromstring(chart).iter()}
        assert tags <= {"svg", "path", "text", "pattern"}
        assert "style=" not in chart and "http" not in chart
    return found


def told(chart: str) -> dict[str, str]:
    """What a chart says for whoever cannot see it: by place, and so by what stands in it."""
    words = ElementTree.fromstring(chart).attrib["aria-label"].partition("：")[2]
    return {
        found[1]: found[2]
        for part in words.split("，")
        if (found := re.fullmatch(r"(\D+?)(没有报|\d[\d/]*)", part))
    }


@pytest.mark.whole
@pytest.mark.parametrize("code", ["43", "4303"])
def test_a_chart_has_the_numbers_of_the_table(site: Path, code: str) -> None:
    """Held against the published data of every place below, one by one; the drawn words are the same."""
    folder = site / "data" / "totals" / "2021"
    charts = drawn(site / "totals" / "2021" / code / "index.html")
    below = list(small.small_register().children(code))
    above = small.small_register()[code].short
    said = brief([unit.short for unit in below], above, "湖南省")
    names = {unit.code: name for unit, name in zip(below, said, strict=True)}
    for chart, ending in zip(charts[:2], ("sessions", "people"), strict=True):
        right = {}
        for unit in below:
            cells = json.loads((folder / f"{unit.code}.json").read_text(encoding="utf-8"))["cells"]
            known = [
                cell["value"]
                for cell in cells
                if re.fullmatch(f"publicity-.*-{ending}", cell["cell"]) and cell["value"] is not None
            ]
            right[names[unit.code]] = str(sum(known)) if known else "没有报"
        assert told(chart) == right
        texts = [each.text for each in ElementTree.fromstring(chart).iter("text")]
        assert Counter(texts) == Counter([*right, *right.values()])
    standing = json.loads((folder / f"{code}.json").read_text(encoding="utf-8"))["standing"]
    levels = {level.label: level.slug for level in Level}
    assert {levels[name]: number for name, number in told(charts[2]).items()} == {
        slug: f"{standing['held']['publicity'].get(slug, 0)}/{standing['expected'][slug]}"
        for slug in (levels[name] for name in told(charts[2]))
    }


@pytest.mark.whole
def test_a_county_and_the_years_have_theirs(site: Path) -> None:
    assert len(drawn(site / "totals" / "2021" / "430382" / "index.html")) == 1
    (season,) = drawn(site / "2021" / "index.html")
    days = json.loads((site / "data" / "days.json").read_text(encoding="utf-8"))["days"]
    most = max(day["activities"] + day["cancelled"] for day in days)
    assert f"{most}场" in season and f">{most}</text>" in season
    (years,) = drawn(site / "years" / "index.html")
    assert told(years) == {} and "2021年300场" in years


def test_silence_and_zero_and_about_look_different() -> None:
    chart = str(svg_chart.bars("示例", [Bar("甲", 100, 40), Bar("乙", 0), Bar("丙", 0, 0, False)], "h"))
    sure, about, none = (
        re.findall(rf'class="{kind}"[^>]* d="([^"]*)"', chart) for kind in ("sure", "about", "none")
    )
    assert re.findall(r"h(\d+)v", sure[0]) == ["114"] and re.findall(r"h(\d+)v", about[0]) == ["76"]
    assert none[0].startswith("M84 57") and ">没有报<" in chart and ">0<" in chart
    grid = str(svg_chart.tiles("示例", [Bar("甲", 9), Bar("乙", 0), Bar("丙", 0, 0, False)]))
    assert re.findall(r'class="(t4|t1|none)"', grid) == ["none", "t1", "t4"]


def test_names_in_a_chart_are_short_and_tell_places_apart() -> None:
    for unit in FULL:
        if unit.level < Level.COUNTY:
            names = brief([child.short for child in FULL.children(unit.code)], unit.short, "湖南省")
            assert max(map(len, names)) <= 4
            twice = [name for name, number in Counter(names).items() if number > 1]
            assert twice == [], (unit.name, twice)
    zones = ["岳阳市屈原管理区", "湖南衡阳松木经济开发区", "湖南湘潭高新技术产业园区", "永州经济技术开发区"]
    cities = ["岳阳市", "衡阳市", "湘潭市", "永州市"]
    assert [brief([name], above, "湖南省")[0] for name, above in zip(zones, cities, strict=True)] == [
        "屈原", "松木经开", "高新", "经开",
    ]  # fmt: skip
    assert brief(["怀化市洪江管理区", "洪江市", "通道侗族自治县"], "怀化市", "湖南省") == [
        "洪江区",
        "洪江市",
        "通道",
    ]
    assert brief(["鄂伦春自治旗", "兴安盟", "湘西土家族苗族自治州"], "甲市", "乙省") == [
        "鄂伦春",
        "兴安",
        "湘西",
    ]


def test_few_days_need_no_curve_and_far_ones_do_not_flatten_it() -> None:
    assert of_season({"2021-05-29": 3}) == "" and of_years([(2021, 0)]) == ""
    chart = str(of_season({"2021-01-05": 1, "2021-05-27": 2, "2021-05-28": 5, "2021-05-29": 9}))
    assert "5月27日" in chart and "1月5日" not in chart and chart.count("v-") == 3
