"""The page for staff says what the build knows: its numbers are those of status.json, of the faults and of the returns."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from almanac.build.job import Outcome
from small import build, records

ODD = (
    "名称: 示例第22个会员活动日\n类别: [家庭健康促进]\n状态: 计划\n开始: 2021-05-31\n地点: 示例\n"  # the 23rd
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A small demo with a record that has an error and is set aside, and some at which one should look."""
    root = tmp_path_factory.mktemp("status")
    events = records(root / "events", activities=60)
    faulty = min(events.glob("2021/*/*/[01]*.yml"))
    faulty.write_text(faulty.read_text(encoding="utf-8") + "未知的一项: 有\n", encoding="utf-8", newline="\n")
    pieces = "- {媒体: 红网, 级别: 国家级, 形式: 文字, 标题: 示例一}\n- {媒体: 红网, 级别: 国家级, 形式: 文字, 标题: 示例二}\n"
    (events / "2021/邵阳市/媒体.yml").write_text(pieces, encoding="utf-8", newline="\n")
    (events / "2021/0529-shili.yml").write_text(ODD, encoding="utf-8", newline="\n")
    return root / "site", build(events, root / "site", set_aside=True)


def page(site: Path) -> str:
    return (site / "status/index.html").read_text(encoding="utf-8")


def rows(site: Path) -> dict[str, tuple[int, int, int]]:
    """Of each city its records, its open questions and its warnings."""
    number = r'<td class="num">(\d+)</td>'
    found = re.findall(rf'<th scope="row">(?:<a [^>]*>)?([^<]+)(?:</a>)?</th>{number * 3}', page(site))
    return {name: (int(filed), int(asked), int(warned)) for name, filed, asked, warned in found}


@pytest.mark.whole
def test_it_says_what_status_json_says(made: tuple[Path, Outcome]) -> None:
    site, outcome = made
    said, text = json.loads((site / "status.json").read_bytes()), page(site)
    assert len(outcome.aside) == said["set_aside"] == 1 and "1 份，因为有错，网站里没有" in text
    assert f"{said['records']:,} 份" in text and said["sources"][:16] in text
    assert sum(number for number, _, _ in rows(site).values()) == said["records"]


@pytest.mark.whole
@pytest.mark.parametrize(("letter", "column"), [("Q", 1), ("W", 2)])
def test_its_questions_and_warnings_are_those_of_the_build(
    made: tuple[Path, Outcome], letter: str, column: int
) -> None:
    site, outcome = made
    codes = [fault.code for fault in outcome.faults if fault.code.startswith(letter)]
    assert codes and f"共 {len(codes)} 处" in page(site)
    listed = re.findall(rf'faults/#({letter}\w+)">\w+</a></dt><dd>(\d+) 处', page(site))
    assert {code: int(number) for code, number in listed} == Counter(codes)
    assert sum(row[column] for row in rows(site).values()) == len(codes)


def test_it_has_every_city_and_what_it_has_returned(made: tuple[Path, Outcome]) -> None:
    site, _ = made
    assert len(rows(site)) == 3 and "省本级" in rows(site)
    returns = (site / "returns/2021/43/index.html").read_text(encoding="utf-8")
    for name in rows(site).keys() - {"省本级"}:
        mine = re.search(rf">{name}(?:</a>)?</th>((?:<td.*?</td>)+)", page(site))
        theirs = re.search(rf">{name}</th>((?:<td.*?</td>)+)", returns)
        assert mine and theirs
        words = re.findall("<td[^>]*>([^<]*（[^<]*|未报|已报)</td>", mine[1])
        assert words and words == re.findall("<td[^>]*>([^<]*（[^<]*|未报|已报)</td>", theirs[1])


def test_no_search_engine_keeps_it(made: tuple[Path, Outcome]) -> None:
    site, _ = made
    assert '<meta name="robots" content="noindex">' in page(site)
    assert not [path for path in site.rglob("sitemap*.xml") if b"/status/" in path.read_bytes()]
