"""A preview: the pages that a proposal touches, made from the touched shares alone, before and after it."""

from __future__ import annotations

import hashlib
import html
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.build import engine
from almanac.build.job import Job, Outcome
from almanac.build.proposed import Proposed
from almanac.model.diagnostics import name_of
from almanac.model.divisions import CODE, Level, Register, level_of, share_line, share_of
from almanac.parse import encoding, input_files
from almanac.parse.discovery import files_in, folder_of, is_record, share_at, years
from almanac.parse.word_marks import ROLL
from almanac.review.git import Change, History, Unready
from almanac.review.scope import JOINT
from almanac.validate import association

OF_ASSOCIATIONS = ("u/",)
SHARED = ("通知.yml", "封存.json")
_CODE = re.compile(f"(?<![0-9]){CODE}(?![0-9])")
_TITLE = re.compile(rb"<title>(.*?)</title>", re.S)


class Preview(NamedTuple):
    """What was made: the touched pages with their titles, pages that are gone, records left out for their errors.

    beside: how many pages of other associations change along, with their lists of what is near by.
    """

    pages: list[tuple[str, str]]
    gone: list[str]
    aside: list[str]
    beside: int


def make(job: Job, register: Register, history: History, to: Path) -> Preview:
    """Lay the touched pages, and what they are drawn with, into an empty folder."""
    changes = history.changes
    if any(change.link and not change.gone for change in (*changes.records, *changes.content)):
        raise Unready("提交里有链接或别的仓库，没有做预览；去掉以后再来。")
    touched = [change for change in changes.records if is_record(change.path)]
    with tempfile.TemporaryDirectory() as folder:
        records, site = Path(folder, "events"), Path(folder, "site")
        small = job._replace(records=records, site=site, set_aside=True, compress=False)
        whole = Proposed(job.records, register, job.name)
        associations = _associations(whole, touched, history)
        shares = {share_of(code) for code in associations}
        withdrawn = whole.withdrawn(
            whole.withdrawals(history.called(ROLL))
        )  # most of the rolls are not laid out
        small = small._replace(withdrawn=tuple(withdrawn))
        _lay_out(whole, records, shares, _joined(whole, history, shares))
        _as_before(records, touched, history)
        if not _build(small).published:
            raise Unready("通知或 content/ 里有错，做不出预览；先看：python build.py check")
        before = _digests(site)
        _as_proposed(job.records, records, touched)
        outcome = _build(small)
        if not outcome.published:
            raise Unready("通知或 content/ 里有错，做不出预览；先看：python build.py check")
        after = _digests(site)
        changed = [
            path for path in after if before.get(path) != after[path] and _is_theirs(path, shares, register)
        ]
        gone = [path for path in before if path not in after and _is_theirs(path, shares, register)]
        whose = {unit.code for code in associations for unit in register.line(code)}
        theirs = [path for path in changed if _is_of(path, whose, register)]
        paths = {change.path for change in touched}
        made = _taken(site, to, theirs, gone, [path for path in outcome.aside if path in paths])
        pages = sum(path.endswith(".html") for path in changed) - len(made.pages)
        made = made._replace(beside=pages)
        (to / "index.html").write_text(_front(made), encoding="utf-8", newline="\n")
        return made


def _associations(whole: Proposed, touched: Sequence[Change], history: History) -> set[str]:
    """The associations whose records are touched, and those that take part or did so before."""
    register, found = whole.known.register, set[str]()
    held = history.held((change.before for change in touched), encoding.LARGEST)
    for change in touched:
        found.add(register.at(folder_of(change.path)) or share_at(folder_of(change.path), register))
        if change.path.endswith(".yml"):
            texts = [held[change.before]] if change.before in held else []
            texts += [raw] if (raw := whole.raw(change.path)) else []
            for filing in (filing for raw in texts for filing in whole.filed(change.path, raw)):
                joint = getattr(filing.record, "joint", ())
                found.update(code for text in joint if (code := association(text, register)))
    return found


def _is_of(path: str, whose: set[str], register: Register) -> bool:
    """Whether a page of an association is one of theirs; any other page is."""
    found = _code_in(path, register) if path.startswith(OF_ASSOCIATIONS) else ""
    return not found or found in whose


def _build(job: Job) -> Outcome:
    return engine.build(job, lambda what, done, whole: None)


# ---------------------------------------------------------------- a small records folder


def _joined(whole: Proposed, history: History, shares: Collection[str]) -> list[str]:
    """The files in the folders of others that lead an activity in which somebody of the touched shares takes part."""
    laid = {code for share in shares for code in share_line(share)}
    register, folders = whole.known.register, set[str]()
    for path in sorted(history.holding((JOINT,), map(str, years(whole.root)))):
        if path.endswith(".yml") and share_at(folder_of(path), register) not in laid and whole.raw(path):
            joint = (text for filing in whole.filed(path) for text in getattr(filing.record, "joint", ()))
            if {share_of(code) for text in joint if (code := association(text, register))} & set(shares):
                folders.add(path.rpartition("/")[0])
    return [
        paper.path for folder in sorted(folders) for paper in files_in(whole.root, folder) if not paper.link
    ]


def _lay_out(whole: Proposed, records: Path, shares: Iterable[str], joined: Iterable[str]) -> None:
    """The register, the notices and seals, all files of the touched shares and of those above them, and of others that
    lead what is done together with them."""
    wanted = [*joined, *(f"{year}/{name}" for year in years(whole.root) for name in SHARED)]
    for year in years(whole.root):
        for code in sorted({code for share in shares for code in share_line(share)}):
            wanted += [paper.path for paper in whole.papers(code, str(year)) if not paper.link]
    for path in ("associations.csv", *wanted):
        _copy(whole.root, path, records)


def _copy(source: Path, path: str, target: Path) -> None:
    """Lay a plain file into another folder, at the same path."""
    if input_files.is_plain(source, path):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(input_files.content(source, path))


def _as_before(records: Path, touched: Iterable[Change], history: History) -> None:
    """The touched files as the base has them."""
    changes = list(touched)
    held = history.held((change.before for change in changes), largest=20_000_000)
    for change in changes:
        target = records / change.path
        target.unlink(missing_ok=True)
        if change.before in held:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(held[change.before])


def _as_proposed(root: Path, records: Path, touched: Iterable[Change]) -> None:
    for change in touched:
        (records / change.path).unlink(missing_ok=True)
        if not change.gone:
            _copy(root, change.path, records)
        if (records / change.path).is_file():
            os.utime(records / change.path, ns=(1, 1))  # surely another time than before


# ---------------------------------------------------------------- what is taken of the site


def _digests(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): hashlib.blake2b(file.read_bytes(), digest_size=16).digest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


def _code_in(path: str, register: Register) -> str:
    """The first code of the province in a path: a year has four digits, too."""
    return next((found for found in _CODE.findall(path) if found.startswith(register.root)), "")


def _is_theirs(path: str, shares: Iterable[str], register: Register) -> bool:
    """Whether a file is of a touched share; of a city's or the province's own only what stands for itself."""
    share = share_of(_code_in(path, register) or register.root)
    return share in shares and (level_of(share) is Level.COUNTY or path.startswith("e/"))


def _taken(site: Path, to: Path, theirs: list[str], gone: list[str], aside: list[str]) -> Preview:
    assets = [file.relative_to(site).as_posix() for file in (site / "assets").rglob("*") if file.is_file()]
    pages = []
    for path in [*sorted(theirs, key=lambda path: (not path.startswith("e/"), path)), *assets]:
        _copy(site, path, to)
        if path.endswith(".html"):
            title = _TITLE.search((site / path).read_bytes())
            pages.append((path, html.unescape(title[1].decode("utf-8", "replace")) if title else path))
    return Preview(pages, [path for path in gone if path.endswith(".html")], aside, 0)


def _front(found: Preview) -> str:
    """The page from which the others are reached."""

    def listed(title: str, lines: Iterable[str]) -> str:
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f'<section class="section prose"><h2>{title}</h2><ul>{items}</ul></section>' if items else ""

    pages = [f'<a href="{html.escape(path)}">{html.escape(title)}</a>' for path, title in found.pages]
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>预览</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex"><link rel="stylesheet" href="assets/site.css"></head>'
        '<body><main class="wrap"><h1>预览</h1><p>这次改动会换掉的页面。市州、全省的列表不在里面。</p>'
        + listed(f"改动的页面（{len(pages)}）", pages)
        + (
            f"<p>另有 {found.beside} 个别的协会的页面跟着变（如“附近的活动”），没有放进来。</p>"
            if found.beside
            else ""
        )
        + listed("不再有的页面", map(html.escape, found.gone))
        + listed("有错、没有放进来的记录", map(html.escape, map(name_of, found.aside)))
        + "</main></body></html>\n"
    )
