"""Changed files on which others hang: the register, notices, seals, the site's settings: how they differ, what hangs on
them, and what is wrong everywhere because of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from almanac.build.proposed import Proposed
from almanac.model import divisions
from almanac.model.day import Day
from almanac.model.diagnostics import Fault
from almanac.model.divisions import Register
from almanac.model.seal import FILE as SEAL
from almanac.parse import input_files
from almanac.parse.discovery import folder_of, is_record
from almanac.review import differences
from almanac.review.changes import Basis, cell_names
from almanac.review.git import Change, History

REGISTER, ALIASES, NOTICE, SETTINGS = "associations.csv", "names.csv", "通知.yml", "mkdocs.yml"
LARGEST = 64 * 1024 * 1024


def is_basis(path: str) -> bool:
    """Whether other files hang on one of the records folder."""
    return path in (REGISTER, ALIASES) or is_of_a_year(path)


def is_of_a_year(path: str) -> bool:
    """Whether it is a notice or a seal."""
    year, _, name = path.partition("/")
    return is_record(path) and len(year) == 4 and name in (NOTICE, SEAL)


def faults(records: Proposed, history: History, today: Day) -> list[Fault]:
    """What is wrong anywhere, where a file is changed on which all records hang; and with a seal by itself."""
    shared = [
        change for change in history.changes.records if is_basis(change.path) and change.path != ALIASES
    ]
    if not shared:
        return []
    from almanac.build import engine
    from almanac.build.job import Job
    from almanac.review import seals

    job = Job(history.top, records.root, history.top / "site", today.iso, None, 1, False)
    found = engine.faults(job, lambda what, done, of: None, everything=True)
    changed = [change for change in shared if change.path.endswith(f"/{SEAL}")]
    return [*found, *seals.faults(job, records, changed, _before(history, changed))]


def of(records: Proposed, history: History, shy: Collection[str]) -> Iterator[Basis]:
    """Each changed file with its differences; of `shy` files, with personal data in them, nothing is quoted."""
    changes = [change for change in history.changes.records if is_basis(change.path)]
    settings = [change for change in history.changes.others if change.path == SETTINGS]
    before = _before(history, [*changes, *settings])
    for change in changes:
        old, new = before.get(change.path, b""), b"" if change.gone else records.raw(change.path)
        lines, hangs = _told(records, history, change.path, old, new)
        file = f"{records.name}/{change.path}"
        yield Basis(file, ("（有个人信息，不在这里显示）",) if file in shy else tuple(lines), hangs)
    for change in settings:
        new = b"" if change.gone or change.link else input_files.content(history.top, SETTINGS)
        hangs = "网站的名称、网址、主办单位、备案号都从它来：每一页都会变，网址改了，别人存的都会失效。"
        yield Basis(SETTINGS, tuple(differences.lines(before.get(SETTINGS, b""), new)), hangs)


def _before(history: History, changes: Iterable[Change]) -> dict[str, bytes]:
    those = list(changes)
    held = history.held((change.before for change in those), LARGEST)
    return {change.path: held[change.before] for change in those if change.before in held}


def _told(
    records: Proposed, history: History, path: str, old: bytes, new: bytes
) -> tuple[Iterable[str], str]:
    """How a file differs, and what hangs on it."""
    if path == REGISTER:
        return _register(_listed(old), _listed(new), history)
    if path == ALIASES:
        return differences.lines(old, new), "查找和“收表”靠它认出旧称、别称。"
    year = path[:4]
    number = sum(each.startswith(f"{year}/") and each.endswith(".yml") for each in history.files) - 1
    if path.endswith(NOTICE):
        hangs = f"{year} 年的 {max(number, 0)} 个记录文件都照它核对、归类、计数，全省的统计表随它变；请省计生协的人看过再合并。"
        return differences.lines(old, new), hangs
    hangs = f"{year} 年全省的统计表以它为准：签过字的数、第几次修订。请省计生协的人看过再合并。"
    return _seal(records, int(year), old, new), hangs


# ---------------------------------------------------------------- the register


def _listed(raw: bytes) -> Register:
    rows = (line.split(",") for line in input_files.plain(raw).split()[1:])
    good = [
        (row[0], row[1], row[2]) for row in rows if len(row) == 3 and len(row[0]) in tuple(divisions.Level)
    ]
    whole = {row[0] for row in good}
    return Register(row for row in good if divisions.parent(row[0]) in (*whole, ""))


def _register(old: Register, new: Register, history: History) -> tuple[list[str], str]:
    """Who comes, goes, or is called otherwise; with the files in the folders that are gone."""
    below = Counter(
        "/".join(parts[:depth])
        for path in history.files
        if is_record(path)
        for parts in [folder_of(path).split("/")]
        for depth in range(1, len(parts) + 1)
    )
    before, after = ({unit.code: unit for unit in register} for register in (old, new))
    lines, left = [], 0
    for code in sorted({*before, *after}):
        was, now = before.get(code), after.get(code)
        if was == now:
            continue
        files = below[old.path(code)] if was else 0
        left += files
        there = f"，原来的文件夹“{old.path(code)}”里有 {files} 个文件" if files else ""
        names = f"{was.name} → {now.name}" if was and now else (was or now or after[code]).name
        lines.append(f"{'改名' if was and now else '删去' if was else '新增'} {code} {names}{there}")
    more = f"其中 {left} 个文件要一起挪到新的文件夹。" if left else ""
    return lines, f"现在是 {len(new)} 个协会（原来 {len(old)} 个）：文件夹、网址、统计表都照它。{more}"


# ---------------------------------------------------------------- a seal


def _seal(records: Proposed, year: int, old: bytes, new: bytes) -> Iterator[str]:
    """The signed numbers that differ, and the revisions that come."""
    notice = records.known.notices.get(year)
    names = cell_names(notice) if notice else {}
    before, after = _said(old), _said(new)
    if not before:
        yield f"第一次封存：{len(after.get('totals', {}))} 个协会，截至 {after.get('as_of', '')}"
        return
    if not after:
        yield "删去了整个封存"
        return
    cells = after.get("cells", ())
    for code, values in sorted(after.get("totals", {}).items()):
        signed = before.get("totals", {}).get(code, [None] * len(cells))
        for cell, was, now in zip(cells, signed, values, strict=False):
            if was != now:
                whose = records.known.register[code].short if code in records.known.register else code
                yield f"{whose} {names.get(cell, cell)}：{'空' if was is None else was} → {'空' if now is None else now}"
    told = before.get("revisions", [])
    for one in after.get("revisions", [])[len(told) :]:
        yield f"修订 {one.get('number')}，{one.get('date')}，{one.get('association')}：{one.get('why') or '（没有原因）'}"
    if after.get("revisions", [])[: len(told)] != told:
        yield "以前的修订被改过"


def _said(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)["sealed"]
        return found if isinstance(found, dict) else {}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
