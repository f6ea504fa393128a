"""The newsroom: the releases in content/press/, what is wrong with them, and which may be read on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from almanac import validate
from almanac.load.article_rules import PICTURES
from almanac.model.article import SLUG
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, Place, is_about_person, is_error, shown
from almanac.model.examples import local
from almanac.model.press_release import RELEASE, Manuscript, Release
from almanac.model.words import ReleaseStatus, leading_on
from almanac.parse import discovery, front_matter, input_files, yaml_reader
from almanac.parse.discovery import Paper
from almanac.validate import Finding, file_names, personal_data, press_release, questions
from almanac.validate.context import Known
from almanac.validate.personal_data import Places
from almanac.validate.press_release import PRESS

RECORDS = "events"  # the project's own, below it

TAKEN = frozenset({"index", "feed"})


class Newsroom(NamedTuple):
    """All releases without a fault, the newest first; the faults of all; the files set aside."""

    folder: Path
    releases: tuple[Manuscript, ...]
    faults: tuple[Fault, ...]
    aside: tuple[str, ...]

    def shown(self, today: Day) -> tuple[Manuscript, ...]:
        """Those that have a page on a day: never a draft, and none before its day."""
        return tuple(one for one in self.releases if is_shown(one, today))

    def final(self, today: Day) -> tuple[Manuscript, ...]:
        """Those that may be printed: reviewed, and their day has come."""
        return tuple(one for one in self.shown(today) if one.head.state == ReleaseStatus.FINAL)


def is_shown(one: Manuscript, today: Day) -> bool:
    """Whether a release has a page on a day."""
    return one.head.state != ReleaseStatus.DRAFT and today.reached(one.since)


def load(project: Path, known: Known, records: Path) -> Newsroom:
    """Read and check content/press/; it tells of the project's own records, and of others or invented ones there is no news."""
    own = records.resolve() == (project / RECORDS).resolve()
    there = own and (project / PRESS).is_dir() and not any(n.demo == "是" for n in known.notices.values())
    papers = discovery.walk(project, PRESS.rstrip("/")) if there else []
    places = personal_data.places(known.register)
    faults = [fault for paper in papers for fault in _misplaced(paper, places)]
    strange = {fault.place.file for fault in faults}
    found: list[Manuscript] = []
    for paper in papers:
        if paper.path.endswith(".md") and paper.path not in strange:
            found += _one(project, paper.path, known, faults)
    faults += _addresses(found)
    bad = {fault.place.file for fault in faults if is_error(fault) or is_about_person(fault)}
    good = [one for one in found if one.file not in bad]
    good.sort(key=lambda one: (one.head.published, one.slug), reverse=True)
    return Newsroom(project / PRESS, tuple(good), tuple(sorted(set(faults))), tuple(sorted(bad)))


def _misplaced(paper: Paper, places: Places) -> Iterator[Fault]:
    place, last = Place(paper.path), paper.path.removeprefix(PRESS)
    yield from file_names.faults(paper.path, place, places)
    last = shown(last)
    stem, _, kind = last.rpartition(".")
    example = f"{PRESS}dayao-yizhen.md"
    if paper.link:
        message = f"“{last}”是链接或别的特殊文件，不是普通文件；content/press 里只收真正的文件"
        yield Fault(place, "E410", message, "把原文件复制进来")
    elif "/" in last or (kind != "md" and kind not in PICTURES):
        message = (
            f"“{last}”不该放在这里；content/press 里只收稿件（.md）和照片（.jpg .png .webp），下面不再分"
        )
        yield Fault(place, "E410", message, example)
    elif not SLUG.fullmatch(stem) or len(stem) > 40 or stem in TAKEN:
        message = f"文件名“{last}”会成为网址，只用英文小写字母、数字和短横"
        yield Fault(place, "E410", message, example)


def _one(project: Path, path: str, known: Known, faults: list[Fault]) -> Iterator[Manuscript]:
    raw = input_files.content(project, path)
    parts, told = front_matter.read(path, raw, personal_data.places(known.register), pictured=True)
    if parts is None:
        faults += told
        return
    found, wrong = yaml_reader.read(path, parts.head, RELEASE)
    faults += questions.unanswered(told, [each for head in found for each in questions.answers_of(head)])
    faults += wrong
    for head in found:
        if isinstance(head, Release) and not head.published > known.rehearsal > "":
            unit = head.unit.strip("/")
            code = (
                known.register.root
                if unit == known.register[known.register.root].name
                else known.register.at(unit)
            )
            covers, unknown = _covers(head, code, known) if code else ((), [])
            places = yaml_reader.places(parts.head.decode())
            keys = {str(loc[0]): at for loc, at in places.items() if len(loc) == 1}
            slug = path.removeprefix(PRESS).removesuffix(".md")
            above = input_files.plain(input_files.content(project, path)).count("\n") - parts.body.count("\n")
            one = Manuscript(slug, path, head, parts.body, code or "", covers, keys, above)
            findings = [
                *unknown,
                *(each for rule in press_release.RULES for each in rule(one, known, project)),
            ]
            faults += [_placed(path, each, places) for each in findings]
            faults += press_release.asked(path, above, parts.body, one.is_done)
            faults += press_release.lists(path, above, parts.body)
            faults += press_release.shapes(path, above, parts.body, [each.file for each in head.photos])
            yield one


def _placed(path: str, told: Finding, places: dict[tuple[str | int, ...], tuple[int, int]]) -> Fault:
    loc = told.loc
    while loc and loc not in places:
        loc = loc[:-1]
    return told.at(Place(path, *places.get(loc, (1, 1))))


def _covers(head: Release, code: str, known: Known) -> tuple[tuple[str, ...], list[Finding]]:
    """The ids of the activities it names, which lie at or below its association."""
    covers, unknown = [], []
    for number, words in enumerate(head.activities):
        target = validate.meant(words, int(head.year), code, known)
        if target is None or not target.split("-")[1].startswith(code):
            message = f"“{words}”不是{known.register[code].short}和下级 {head.year} 年的活动文件"
            example = local("活动: [0528-义诊]（下级的写 丙镇/0528-义诊）", known.register)
            unknown.append(Finding(("活动", number), "E412", message, example))
        else:
            covers.append(target)
    return tuple(covers), unknown


def _addresses(those: Iterable[Manuscript]) -> Iterator[Fault]:
    """A former address is a plain name that no other release has or had."""
    those = list(those)
    taken = {one.slug for one in those} | TAKEN
    for one in those:
        for old in leading_on(one.head.former):
            if old in taken or not SLUG.fullmatch(old) or len(old) > 40:
                message = f"曾用地址“{old}”正被别的稿件使用，或写法不对"
                yield Fault(
                    Place(one.file, *one.places.get("曾用地址", (1, 1))),
                    "E418",
                    message,
                    "曾用地址: [dayao-0528]",
                )
            taken.add(old)
