"""The campaign as filed: which files there are, what they say, and what is wrong with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac import validate
from almanac.load import persons, rehearsal
from almanac.model import filings as model_filings
from almanac.model import rewriting, seal
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, Place, in_order, is_error, on
from almanac.model.divisions import Register
from almanac.model.filings import ACTIVITY, BY_FILE, Activity, Award, Filing, Kind, Notice
from almanac.parse import customs, images, yaml_reader
from almanac.parse.discovery import Paper, files_in, folder_of, linked_years, survey, years
from almanac.parse.input_files import Below, content, is_plain, plain
from almanac.validate import personal_data, qr_codes, questions
from almanac.validate.file_layout import like_a_kind, link, misplaced

NOTICE_FILE = "通知.yml"


class Loaded(NamedTuple):
    """What one share's files say: the filings, every fault, and the files that were set aside for their faults."""

    filings: tuple[Filing, ...]
    faults: tuple[Fault, ...]
    aside: tuple[str, ...]


# ---------------------------------------------------------------- the notices


def notices(root: Path, name: str) -> tuple[dict[int, Notice], list[Fault]]:
    """Every year's notice, with what it follows from another year filled in; a year without one is a fault."""
    said: dict[int, Notice] = {}
    faults = [link(Place(f"{name}/{year}")) for year in linked_years(root)]
    for year in years(root):
        path = f"{year}/{NOTICE_FILE}"
        shown = f"{name}/{path}"
        if not is_plain(root, path):
            faults.append(
                Fault(
                    Place(shown),
                    "E201",
                    f"{year} 年没有通知，这一年的活动无从归类",
                    f"新建 {shown}，至少写：届次: {year - 1998}",
                )
            )
            continue
        found, wrong = yaml_reader.read(shown, content(root, path), BY_FILE[NOTICE_FILE])
        faults += wrong
        said.update((year, record) for record in found if isinstance(record, Notice))
    faults += seal.read(root, name, said)[1]
    return {year: _complete(year, notice, said) for year, notice in said.items()}, faults


def _complete(year: int, notice: Notice, said: dict[int, Notice]) -> Notice:
    """A notice with what it follows of another year's; 第23个 in it is the number of its own year."""
    pattern = said.get(int(notice.follows)) if notice.follows else None
    if pattern is None:
        return notice
    old, new = (f"第{number - 1998}个" for number in (int(notice.follows or 0), year))
    parts = ("categories", "outlets", "form", "blocks", "counting", "follow")
    taken = {part: getattr(pattern, part) for part in parts if not getattr(notice, part)}
    own = {
        part: rewriting.changed(value, lambda text: text.replace(old, new)) for part, value in taken.items()
    }
    return notice.model_copy(update=own)


# ---------------------------------------------------------------- one share


class Files:
    """The files of one records folder.

    name: how the records folder is shown to people; pending: files that are not on the disk yet, by their path;
    below: what opens them, if it has looked at folders on the way already.
    """

    def __init__(
        self,
        root: Path,
        known: validate.Known,
        name: str,
        pending: Mapping[str, bytes] | None = None,
        below: Below | None = None,
    ) -> None:
        self.root, self.known, self.name = root, known, name
        self._pending = pending or {}
        self._below = below or Below(root)
        self._folders: dict[str, tuple[str, str | None]] = {}
        self._spelt: dict[int, customs.Customs] = {}

    def now(self, path: str) -> bytes:
        """The bytes of a file: those that are pending, else those on the disk."""
        return self._pending[path] if path in self._pending else self._below.content(path)

    def as_filed(self, path: str, raw: bytes | None = None) -> list[Filing]:
        """What a file says, or would say with other bytes; its mistakes were told before, or are not asked for."""
        code, kind = self.folder(path)[1], _kind(path)
        if code is None or kind.model is Notice:
            return []
        raw = self._below.content(path) if raw is None else raw
        found, faults = yaml_reader.read(f"{self.name}/{path}", raw, kind, self._customs(int(path[:4])))
        if any(map(is_error, faults)):
            return []
        return self._then(_filings(kind, code, path, found, _is_listed(kind, plain(raw))))

    def _then(self, filings: Iterable[Filing]) -> list[Filing]:
        """The same as they stood on the day that is rehearsed, if one is."""
        return list(rehearsal.as_on(filings, day) if (day := self.known.rehearsal) else filings)

    def _customs(self, year: int) -> customs.Customs:
        """How words are spelt in the records of a year."""
        if year not in self._spelt:
            self._spelt[year] = customs.customs(year, self.known.notices.get(year))
        return self._spelt[year]

    def folder(self, path: str) -> tuple[str, str | None]:
        """The folder of an association that a file stands in, and the association's code, None for a strange one."""
        above = path.rpartition("/")[0]
        if above not in self._folders:
            folder = folder_of(path)
            self._folders[above] = (folder, self.known.register.at(folder))
        return self._folders[above]

    def filings(self, path: str) -> tuple[list[Filing], list[Fault]]:
        """What a file says and what is wrong with it."""
        kind = _kind(path)
        code, shown = self.folder(path)[1], f"{self.name}/{path}"
        if kind.model is Notice and path.count("/") == 1:
            return self._notice(kind, path)
        raw = self.now(path)
        found, faults = yaml_reader.read(shown, raw, kind, self._customs(int(path[:4])))
        text = plain(raw)
        private = personal_data.faults(shown, text, personal_data.places(self.known.register))
        if code is None or (faults and not found) or any(map(is_error, faults)):
            return [], [*faults, *questions.unanswered(private, ())]  # a faulty list has lost its numbers
        secret = any(map(is_error, private))
        filings = self._then(_filings(kind, code, path, found, _is_listed(kind, text)))
        filings, private = persons.asked(filings, private, text)
        faults += private
        if int(path[:4]) in self.known.notices:
            faults += _against_rules(filings, text, self.known, self.name)
        return [] if secret else filings, faults

    def _notice(self, kind: Kind, path: str) -> tuple[list[Filing], list[Fault]]:
        """A year's notice, which was read and checked for its fields with the other notices."""
        year, register = int(path[:4]), self.known.register
        notice = self.known.notices.get(year)
        filings = [Filing(kind, year, register.root, path[:4], path, None, notice)] if notice else []
        text = plain(content(self.root, path))
        private = personal_data.faults(f"{self.name}/{path}", text, personal_data.places(register))
        filings, faults = persons.asked(filings, private, text)
        return filings, [*faults, *_against_rules(filings, text, self.known, self.name)]


def load(files: Files, papers: Sequence[Paper], only: Collection[str] | None = None) -> Loaded:
    """Read and check one share's files, every fault at once.

    A fault holds on the days that it says (`diagnostics.on`). The filings of a faulty file stay with their faults.
    only: the files that are looked into; the others, looked into before, are but read, and come first: of two that
    do not go together the one that is looked into is told.
    """
    filings: list[Filing] = []
    faults: list[Fault] = []
    for paper in papers:
        if only is not None and paper.path not in only:
            if paper.path.endswith(".yml") and not paper.link:
                filings += files.as_filed(paper.path)
            continue
        faults += misplaced(paper, *files.folder(paper.path), files.known.register, files.name)
        if paper.path.endswith(".yml") and not paper.link and not like_a_kind(paper.path):
            found, wrong = files.filings(paper.path)
            filings += found
            faults += wrong
    if only is not None:
        filings.sort(key=lambda filing: filing.file in only)
    faults += _between(files, filings)
    return Loaded(tuple(filings), tuple(in_order(faults)), ())


def set_aside(loaded: Loaded, name: str, today: Day) -> Loaded:
    """The same without the filings of files that have an error on a day; these are named."""
    bad = {
        fault.place.file.removeprefix(f"{name}/")
        for fault in loaded.faults
        if is_error(fault) and today.holds(fault.since, fault.until)
    }
    filings = tuple(filing for filing in loaded.filings if filing.file not in bad)
    return Loaded(filings, loaded.faults, tuple(sorted(bad)))


def _kind(path: str) -> Kind:
    return BY_FILE.get(unicodedata.normalize("NFC", path.rsplit("/", 1)[-1]), ACTIVITY)


def _is_listed(kind: Kind, text: str) -> bool:
    if not kind.many or text.lstrip(" \n").startswith("-"):
        return kind.many
    said = (line for line in map(str.strip, text.splitlines()) if line and line[0] != "#")
    return next(said, "").startswith(("-", "["))


def _filings(
    kind: Kind, code: str, path: str, found: Iterable[model_filings.Record], listed: bool
) -> Iterator[Filing]:
    year, stem = int(path[:4]), path.rsplit("/", 1)[-1].removesuffix(".yml")
    for place, record in enumerate(found):
        number = record.number if isinstance(record, Activity) else None
        identity = validate.activity_id(year, code, stem, (number or str(place + 1)) if listed else None)
        if isinstance(record, Award):
            identity = validate.award_id(year, code, record)
        yield Filing(kind, year, code, identity, path, place if listed else None, record)


def _against_rules(filings: Iterable[Filing], text: str, known: validate.Known, name: str) -> Iterator[Fault]:
    places: dict[tuple[str | int, ...], tuple[int, int]] | None = None
    for filing in filings:
        for rule in validate.RULES:
            for found in rule(filing, known):
                finding = questions.asked(filing.record, found)
                if finding is None:
                    continue
                if places is None and filing.item is None and len(finding.loc) == 1:
                    quick = yaml_reader.quick_place(text, str(finding.loc[0]))
                    if quick:  # what may hold one day is found in almost every file
                        yield finding.at(Place(f"{name}/{filing.file}", *quick))
                        continue
                places = yaml_reader.places(text) if places is None else places
                yield _placed(filing, finding, places, name)


def _between(files: Files, filings: Sequence[Filing]) -> Iterator[Fault]:
    for rule in validate.BETWEEN:
        for filing, found in rule(filings, files.known):
            finding = questions.asked(filing.record, found)
            if finding is not None:
                yield placed(files, filing, finding)


def placed(files: Files, filing: Filing, finding: validate.Finding) -> Fault:
    """What was found in a record, as a fault at its place in the file."""
    text = plain(files.now(filing.file))
    return _placed(filing, finding, yaml_reader.places(text), files.name)


def _placed(
    filing: Filing, finding: validate.Finding, places: dict[tuple[str | int, ...], tuple[int, int]], name: str
) -> Fault:
    """The place of the field a rule names, else of the nearest thing around it that is written down."""
    loc = finding.loc if filing.item is None else (filing.item, *finding.loc)
    while loc and loc not in places:
        loc = loc[:-1]
    line, column = places.get(loc, (1, 1))
    return finding.at(Place(f"{name}/{filing.file}", line, column))


# ---------------------------------------------------------------- everything, or some named files


def check(root: Path, register: Register, today: Day, name: str, files: Sequence[str] = ()) -> list[Fault]:
    """Every fault of the records, or of the named files together with the folders they stand in."""
    said, faults = notices(root, name)
    folder = Files(root, known_to(root, register, said), name)
    if files:
        above = sorted({path.rsplit("/", 1)[0] for path in files})
        papers = [paper for one in above for paper in files_in(root, one)]
        wanted = {f"{name}/{path}" for path in files}
        unsaid = {path[:4] for path in files if path[:4].isdecimal() and int(path[:4]) not in said}
        wanted |= {f"{name}/{year}/{NOTICE_FILE}" for year in unsaid}
        found = (*faults, *load(folder, papers).faults)
        return in_order(on((fault for fault in found if fault.place.file in wanted), today))
    for papers in survey(root, register).values():
        faults += load(folder, papers).faults
    return in_order(on(faults, today))


def known_to(root: Path, register: Register, said: dict[int, Notice]) -> validate.Known:
    """What the rules may look at besides the record itself."""
    sealed, _ = seal.read(root, "", said)
    return validate.Known(
        register,
        said,
        lambda path: is_plain(root, path),
        sealed,
        lambda path: images.trouble(path.rpartition("/")[2], content(root, path), qr_codes.refused),
        lambda path: images.likeness(path.rpartition("/")[2], content(root, path)),
    )
