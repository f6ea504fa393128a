"""What must hold between records: addresses that differ, nothing filed twice, references that lead somewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from almanac.model.counting_rules import ALL_FILED
from almanac.model.diagnostics import closest
from almanac.model.divisions import CODE
from almanac.model.examples import local
from almanac.model.filings import Activity, Award, Filing, Piece, Promise, Return, Tally
from almanac.model.words import TAKEN_BACK
from almanac.validate.context import Finding, Known, activity_id, reference


def number_missing(filing: Filing, known: Known) -> Iterator[Finding]:
    """In a file of several activities each has a number of its own, since its address is made of it."""
    activity = filing.record
    if isinstance(activity, Activity) and filing.item is not None and activity.number is None:
        message = f"一个文件里列了几场活动，每场都要写“编号”，网址由它而来；“{activity.name}”没有写"
        yield Finding((), "E223", message, f'编号: "{filing.item + 1}"')


# The files whose records name activities by their files (`references`).
REFERRING = frozenset({"媒体.yml", "清单.yml", "表彰.yml", "备案.yml", "汇总.yml"})
_ID = re.compile(f"[0-9]{{4}}-{CODE}-[a-z0-9-]{{1,60}}")


def _activities(filings: Iterable[Filing]) -> Iterator[tuple[Filing, Activity]]:
    for filing in filings:
        if isinstance(filing.record, Activity):
            yield filing, filing.record


def same_address(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """No two activities have the same address, and no two file names differ only by case or way of writing."""
    ids: dict[str, Filing] = {}
    files: dict[str, str] = {}
    for filing, activity in _activities(filings):
        other = ids.setdefault(filing.id, filing)
        if other is not filing and other.file == filing.file:
            message = f"编号“{activity.number}”在这个文件里用了两次，两场活动会成为同一个网址"
            yield filing, Finding(("编号",), "E224", message, f'编号: "{(filing.item or 0) + 1}"')
            continue
        plain = unicodedata.normalize("NFKC", filing.file).casefold()
        twin = files.setdefault(plain, filing.file)
        if twin != filing.file or other is not filing:
            name = (twin if twin != filing.file else other.file).rsplit("/", 1)[-1]
            message = f"文件名和“{name}”只差大小写或写法，在有的电脑上会互相覆盖，网址也分不开"
            yield filing, Finding((), "E226", message, "改成另一个文件名，如 0529-义诊-2.yml")


def filed_twice(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """One association files an activity of one name and day once; really two are numbered in one file."""
    seen: dict[tuple[int, str, str, str], Filing] = {}
    for filing, activity in _activities(filings):
        if not activity.start.day:
            continue
        other = seen.setdefault((filing.year, filing.code, activity.start.text, activity.name), filing)
        if other is not filing and other.file != filing.file:
            name = other.file.rsplit("/", 1)[-1]
            message = f"“{name}”里已有同一天的“{activity.name}”，是不是报了两次？真是两场的，名称里写明区别"
            yield filing, Finding(("名称",), "E225", message, f"名称: {activity.name}（第二场）")


def former_address(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """A former address has the shape of an address, belongs to no present activity and is claimed once."""
    ids = {filing.id for filing, _ in _activities(filings)}
    claimed: dict[str, str] = {}
    for filing, activity in _activities(filings):
        example = f"曾用地址: [{filing.year}-{filing.code}-0528-yizhen]"
        for n, former in enumerate(activity.former_ids):
            code, message = "E228", ""
            if former == TAKEN_BACK:
                continue
            if not _ID.fullmatch(former) or former.split("-")[1] not in known.register:
                code, message = "E227", f"“{former}”不是网址里的编号；编号是“年份-协会代码-文件名”"
            elif former == filing.id:
                message = f"“{former}”就是这场活动现在的编号，不用写；改名以前的编号才写"
            elif former in ids:
                message = f"“{former}”是另一场活动现在的编号，一个网址只能归一场活动"
            elif former in claimed:
                message = f"“{former}”在“{claimed[former]}”里已经写了，一个网址只能归一场活动"
            if message:
                yield filing, Finding(("曾用地址", n), code, message, example)
            claimed.setdefault(former, filing.file.rsplit("/", 1)[-1])


def references(record: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The activities that a record names by their files, each with its place."""
    if isinstance(record, (Piece, Promise)):
        yield from ((("活动", n), text) for n, text in enumerate(record.activities))
    elif isinstance(record, Award):
        if record.activity:
            yield ("活动",), record.activity
        for n, one in enumerate(record.honoured):
            yield from ((("名单", n, "报告", m), text) for m, text in enumerate(one.talks))
    elif isinstance(record, Return) and record.plan:
        yield from ((("计划", "活动", n), text) for n, text in enumerate(record.plan.activities))
    elif isinstance(record, Tally):
        yield from ((("不含", n), text) for n, text in enumerate(record.excludes) if text != ALL_FILED)


def unresolved(filings: Sequence[Filing], known: Known) -> Iterator[tuple[Filing, Finding]]:
    """Every activity that a piece, an award, a promise, a plan or a tally names is there."""
    several: dict[str, set[str]] = {}  # the address of a file, those of the activities in it
    stems: dict[str, list[str]] = {}
    for filing, _ in _activities(filings):
        folder, _, name = filing.file.rpartition("/")
        stem = name.removesuffix(".yml")
        several.setdefault(activity_id(filing.year, filing.code, stem), set()).add(filing.id)
        stems.setdefault(folder, []).append(stem)
    for filing in filings:
        for loc, text in references(filing.record):
            words, _, number = text.partition("#")
            file = reference(words, filing, known)
            if file is None:
                meant = closest(words.removesuffix(".yml"), stems.get(filing.file.rpartition("/")[0], ()))
                how = (
                    f"，是不是“{meant}”？" if meant else "；同一文件夹的写文件名，别处的写“文件夹路径/文件名”"
                )
                yield (
                    filing,
                    Finding(
                        loc,
                        "E229",
                        f"找不到活动“{words}”{how}",
                        meant or local("甲市/乙县/0528-义诊", known.register),
                    ),
                )
                continue
            ids = several.get(file, {f"{file}-{number}" if number else file})
            if (f"{file}-{number}" if number else file) not in ids:
                numbers = sorted(one.removeprefix(f"{file}-") for one in ids if one != file)
                how = (
                    f"里列了几场，要写明是哪一场：{'、'.join(numbers)}"
                    if numbers
                    else "里只有一场，不用写编号"
                )
                yield (
                    filing,
                    Finding(loc, "E229", f"“{words}”{how}", f"{words}#{numbers[0]}" if numbers else words),
                )
