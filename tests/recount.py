"""A second count of the official table, of the raw YAML by the printed rules: it shares no code with the program."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar as it is written
LEVELS = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}
ROWS = {"县市区": "county", "乡镇街道": "township", "村居社区": "village"}
RANKS = {"国家级": "national", "省级": "provincial", "市级": "municipal", "县级": "local"}
OWN = {4: "市级", 6: "县级", 2: "省级"}
PAIRS = [(block, measure) for block in ("publicity", "visits") for measure in ("sessions", "people")]
Cells = dict[tuple[str, str], int]


class Read(NamedTuple):
    """A record as it stands in its file: of which association, in which file, the plain words."""

    code: str
    stem: str
    path: str
    said: dict[str, Any]


class Reading(NamedTuple):
    """How the notice wants things counted (取法): what is out of its time, places of a tour, households; note 1; its time."""

    late: bool
    stops: bool
    households: bool
    own: str
    first: str
    last: str


class Count(NamedTuple):
    """What was counted: each cell of each association that has a number; who has held publicity activities.

    filed: those that have filed anything; zeros: those whose last word on some level is that there was nothing;
    townships: those at or below which a tally or a piece was filed.
    """

    cells: Cells
    held: set[str]
    townships: set[str]
    filed: set[str]
    zeros: set[str]


def recount(records: Path, year: int) -> Count:
    """Count a campaign."""
    units, files = _read(records, year)
    notice = _notice(records, year)
    cells: Cells = {}
    held: set[str] = set()
    how = _reading(notice)
    single = [r for r in files if r.stem not in ("汇总", "媒体", "阵地", "备案", "表彰", "清单")]
    lines = [line for one in single for line in _lines(one, how)]
    for code, cell, value, _, _ in lines:
        if value is not None:
            _add(cells, code, cell, value)
    telling = {line[3] for line in lines if line[1].startswith("publicity")}
    for one in single:
        if one.path in telling:
            held |= {one.code, *(units[path] for path in one.said.get("联合", ()))}
    tallies = _latest([r for r in files if r.stem == "汇总"])
    held |= {r.code for r in tallies if _row(r) == LEVELS[len(r.code)] and _speaks(r)}
    _tallies(tallies, lines, how, cells)
    _zeros(tallies, set(units.values()), cells, lines)
    _media([r for r in files if r.stem == "媒体"], notice, how, cells)
    for one in files:
        for key, kind in (
            (("官网", "site"), ("微信", "wechat"), ("微博", "weibo")) if one.stem == "阵地" else ()
        ):
            if one.said.get(key):
                _add(cells, one.code, f"accounts-{LEVELS[len(one.code)]}-{kind}", 1)
    folders = {
        file.parent.relative_to(records / str(year)).as_posix()
        for name in ("汇总", "媒体")
        for file in (records / str(year)).rglob(f"{name}.yml")
    }
    townships = {units[folder][:9] for folder in folders if folder.count("/") > 1}
    filed = {
        units[file.parent.relative_to(records / str(year)).as_posix().strip(".")]
        for file in (records / str(year)).rglob("*.yml")
        if file.stem != "通知"
    }
    zeros = {one.code for one in tallies if one.said.get("零报告") == "是"}
    return Count(cells, held, townships, filed, zeros)


def _notice(records: Path, year: int) -> dict[str, Any]:
    """The year's notice; what it does not say it has from the one it names."""
    said: dict[str, Any] = yaml.load((records / str(year) / "通知.yml").read_text("utf-8"), TEXTS)
    return {**_notice(records, int(said["沿用"])), **said} if "沿用" in said else said


def _reading(notice: dict[str, Any]) -> Reading:
    """What the notice has chosen; where it says nothing, the first of what there is."""
    taken = {rule["代码"]: rule.get("取法") for rule in notice.get("口径", ())}
    period = notice.get("时间", {})
    return Reading(
        taken.get("after-period") != "不计",
        taken.get("tours") == "按分场",
        taken.get("households-only") != "不计",
        taken.get("media-own") or "本级不计",
        period.get("开始", ""),
        period.get("结束", ""),
    )


def _read(records: Path, year: int) -> tuple[dict[str, str], list[Read]]:
    with (records / "associations.csv").open(encoding="utf-8", newline="") as opened:
        rows = {row["code"]: row["name"] for row in csv.DictReader(opened)}
    units = {"/".join(rows[code[:n]] for n in LEVELS if 2 < n <= len(code)): code for code in rows}
    found = []
    for file in sorted((records / str(year)).rglob("*.yml")):
        said = yaml.load(file.read_text(encoding="utf-8"), TEXTS)
        folder = file.parent.relative_to(records / str(year)).as_posix().strip(".")
        for number, one in enumerate(said if isinstance(said, list) else [said]):
            if file.stem != "通知" and not (file.stem == "汇总" and ("所属" in one or "合计到" in one)):
                found.append(Read(units[folder], file.stem, f"{folder}/{file.stem}/{number}", one))
    return units, found


def _number(words: Any) -> int | None:
    if words is None:
        return None
    digits = re.sub("[^0-9.万]", "", str(words).replace("千", "1000").replace("百", "100"))
    return round(float(digits.rstrip("万")) * (10_000 if digits.endswith("万") else 1))


def _people(visits: dict[str, Any], how: Reading) -> int | None:
    people, houses = _number(visits.get("人数")), _number(visits.get("户数"))
    if how.households and houses is not None and (people is None or visits.get("户数另计") == "是"):
        return (people or 0) + houses
    return people


def _day(one: Read) -> str:
    """Its first day, or month; nothing where none is known."""
    day = str(one.said["开始"])[:10]
    return day if day[:4].isdigit() else ""


def _outside(day: str, how: Reading) -> bool:
    return bool(day and how.first) and not how.first[: len(day)] <= day <= how.last[: len(day)]


def _lines(one: Read, how: Reading) -> Iterator[tuple[str, str, int | None, str, str]]:
    """What an activity brings: whose, cell, value, of which record, its first day."""
    said = one.said
    if said.get("状态") != "已举办" or "所属" in said or "年份" in said:
        return
    row, results, day = LEVELS[len(one.code)], said.get("成效") or {}, _day(one)
    if _outside(day, how) and not how.late:
        return
    times = (len(said.get("分场", ())) or 1) if how.stops else 1
    publicity, visits = results.get("宣传"), results.get("慰问")
    if publicity is not None or "群众性主题宣传" in said["类别"]:
        known = publicity or {}
        sessions = _number(known.get("场次"))
        yield one.code, f"publicity-{row}-sessions", times if sessions is None else sessions, one.path, day
        yield one.code, f"publicity-{row}-people", _number(known.get("人数")), one.path, day
    if visits is not None:
        sessions = _number(visits.get("场次"))
        yield one.code, f"visits-{row}-sessions", times if sessions is None else sessions, one.path, day
        yield one.code, f"visits-{row}-people", _people(visits, how), one.path, day


def _add(cells: Cells, code: str, cell: str, value: int, lengths: Iterable[int] = LEVELS) -> None:
    for length in lengths:
        if length <= len(code):
            cells[code[:length], cell] = cells.get((code[:length], cell), 0) + value


def _row(tally: Read) -> str:
    return ROWS.get(tally.said["级别"], LEVELS[len(tally.code)])


def _speaks(tally: Read) -> bool:
    numbers = [_number((tally.said.get("宣传") or {}).get(key)) for key in ("场次", "人数")]
    return "宣传" in tally.said and any(number != 0 for number in numbers)


def _latest(tallies: list[Read]) -> list[Read]:
    best: dict[tuple[str, str], Read] = {}
    for one in sorted(tallies, key=lambda one: str(one.said["截至"])):
        best[one.code, _row(one)] = one
    return sorted(best.values(), key=lambda one: (-len(one.code), one.code))


def _tallies(
    tallies: list[Read], lines: list[tuple[str, str, int | None, str, str]], how: Reading, cells: Cells
) -> None:
    """From the lowest up: what a tally says beyond what is filed within it and what tallies below it have added."""
    filed: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
    for code, cell, value, path, day in lines:
        for at in {code[:length] for length in LEVELS}:
            filed.setdefault((at, cell), []).append((value or 0, path, day))
    added: Cells = {}
    for one in tallies:
        row, until, out = _row(one), str(one.said["截至"]), one.said.get("不含", [])
        publicity, visits = one.said.get("宣传") or {}, one.said.get("慰问") or {}
        whole = {
            f"publicity-{row}-sessions": _number(publicity.get("场次")),
            f"publicity-{row}-people": _number(publicity.get("人数")),
            f"visits-{row}-sessions": _number(visits.get("场次")),
            f"visits-{row}-people": _people(visits, how),
        }
        for cell, value in whole.items():
            within = added.get((one.code, cell), 0) + sum(
                number
                for number, path, day in filed.get((one.code, cell), ())
                if day[: len(until)] <= until
                and "逐场填报的" not in out
                and not any(path.removesuffix("/0").endswith(text) for text in out)
            )
            if value is not None and value > within:
                _add(added, one.code, cell, value - within)
                _add(cells, one.code, cell, value - within)


def _zeros(
    tallies: list[Read], units: set[str], cells: Cells, lines: list[tuple[str, str, int | None, str, str]]
) -> None:
    """Nothing, where every association of a level has said so and nobody a number."""
    within: dict[tuple[str, int], set[str]] = {}
    for unit in units:
        for at in {unit[:length] for length in LEVELS}:
            within.setdefault((at, len(unit)), set()).add(unit)
    for length, row in LEVELS.items():
        said = [one.code for one in tallies if one.said.get("零报告") == "是" and _row(one) == row]
        nil = {unit for code in said for unit in within.get((code, length), ())}
        for code in sorted({unit[:n] for unit in nil for n in LEVELS if n <= len(unit)}):
            due = within.get((code, length), set())
            for block in ("publicity", "visits") if due and due <= nil else ():
                pair = [f"{block}-{row}-{measure}" for measure in ("sessions", "people")]
                if not any((code, cell) in cells for cell in pair):
                    cells.update(dict.fromkeys([(code, cell) for cell in pair], 0))


def _media(pieces: list[Read], notice: dict[str, Any], how: Reading, cells: Cells) -> None:
    """Once for all tables; or for those of each signer, who leaves out what its own outlets have printed."""
    each = how.own == "各表签表单位"
    for lengths in ((2,), (4,), (6, 9, 12)) if each else (tuple(LEVELS),):
        _pieces(pieces, notice, how, cells, lengths, OWN[lengths[0]] if each else "")


def _pieces(
    pieces: list[Read],
    notice: dict[str, Any],
    how: Reading,
    cells: Cells,
    lengths: tuple[int, ...],
    signer: str,
) -> None:
    """First what does not count is taken away; then each piece once, the highest outlet first, then the lowest filer."""
    listed = {name: one for one in notice["媒体名录"] for name in (one["名称"], *one.get("别名", ()))}
    own = OWN | ({9: "县级", 12: "县级"} if how.own == "签表单位不计" else {})
    own = dict.fromkeys(LEVELS, signer) if signer else own
    good = []
    for one in pieces:
        said, outlet = one.said, listed.get(one.said["媒体"], {})
        level = said.get("级别") or outlet.get("级别", "其他")
        ours = (
            re.search("计生协|计划生育协会|会刊|会员活动日|协会(?:内刊|网站|官网|公众号|微信)", said["媒体"])
            is not None
            or outlet.get("本系统") == "是"
        )
        ours = said["本系统"] == "是" if "本系统" in said else ours
        if (
            level in RANKS
            and not {"转载自", "所属", "年份"} & said.keys()
            and not (ours and (how.own == "本系统都不计" or level == own.get(len(one.code))))
        ):
            good.append((list(RANKS).index(level), -len(one.code), one.code, one))
    # by its address and by its title: whatever is the same shares one of them
    taken: dict[str, list[Read]] = {}
    for rank, _, code, one in sorted(good, key=lambda each: each[:3]):
        marks = [mark for mark in (one.said.get("网址"), _letters(one)) if mark]
        if not any(_same(one, other) for mark in marks for other in taken.get(mark, ())):
            for mark in marks:
                taken.setdefault(mark, []).append(one)
            form = "text" if one.said["形式"] == "文字" else "video"
            _add(cells, code, f"media-{list(RANKS.values())[rank]}-{form}", 1, lengths)


def _same(one: Read, other: Read) -> bool:
    this, that = one.said, other.said
    if this["形式"] != that["形式"]:
        return False
    if this.get("网址") and this.get("网址") == that.get("网址"):
        return True
    if _letters(one) != _letters(other) or not _letters(one):
        return False
    days = [said["日期"] for said in (this, that) if "日期" in said]
    if this["媒体"] == that["媒体"]:
        return len(set(days)) == 1 if len(days) == 2 else not ("网址" in this and "网址" in that)
    near = len(days) < 2 or abs((_date(days[0]) - _date(days[1])).days) <= 7
    return near and (one.code.startswith(other.code) or other.code.startswith(one.code))


def _letters(one: Read) -> str:
    return re.sub(r"\W", "", one.said.get("标题", ""))


def _date(day: str) -> datetime.date:
    return datetime.date.fromisoformat(day)
