"""The shelf: what lies in content/, the articles that may be published, and every fault of all of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.load.article_rules import HEALTH, PICTURES, RULES
from almanac.load.article_rules import Piece as Piece
from almanac.model.article import (
    ARTICLE,
    DIRECTORY,
    GLOSSARY,
    PAGE,
    SLUG,
    TAKEN,
    Article,
    Directory,
    Help,
    Term,
    Topic,
)
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, Place, is_about_person, is_error, shown
from almanac.model.filings import Kind
from almanac.model.words import leading_on
from almanac.parse import discovery, front_matter, input_files, yaml_reader
from almanac.parse.discovery import Paper
from almanac.validate import Finding, file_names, questions
from almanac.validate.personal_data import Places

CONTENT, PRESS = "content", "content/press/"
DIRECTORY_FILE, GLOSSARY_FILE = f"{HEALTH}目录.yml", f"{HEALTH}词汇.yml"
_EXAMPLE = "content/health/beiyun.md"


class Shelf(NamedTuple):
    """The articles in the order of their topics, the topics and readers, the glossary.

    aside: files that are not published for their faults; rotten: whether one of the site's own pages is at fault.
    """

    folder: Path
    articles: tuple[Piece, ...]
    topics: tuple[Topic, ...]
    readers: tuple[str, ...]
    terms: tuple[Term, ...]
    helps: tuple[Help, ...]
    helps_as_of: str
    faults: tuple[Fault, ...]
    aside: tuple[str, ...]
    rotten: bool


def load(project: Path, today: Day, places: Places) -> Shelf:
    """Read and check content/: whatever has an error on a day is not among the articles."""
    papers = discovery.walk(project, CONTENT) if (project / CONTENT).is_dir() else []
    if (project / CONTENT).is_symlink():
        papers = [Paper(CONTENT, 0, 0, True)]
    papers = [paper for paper in papers if not paper.path.startswith(PRESS)]
    faults = [fault for paper in papers for fault in _misplaced(paper, places)]
    strange = {fault.place.file for fault in faults}
    known = [paper.path for paper in papers if paper.path not in strange]
    directory = _directory(project, known, faults)
    terms = _terms(project, known, faults)
    pieces: list[Piece] = []
    for path in known:
        if path.endswith(".md"):
            pieces += _piece(project, path, directory, places, faults)
    faults += _addresses(pieces)
    bad = {
        f.place.file
        for f in faults
        if (is_error(f) and today.holds(f.since, f.until))
        or (is_about_person(f) and f.place.file.startswith(HEALTH))
    }
    order = {topic.name: place for place, topic in enumerate(directory.topics)}
    good = [piece for piece in pieces if piece.file not in bad and piece.head.topics[0] in order]
    good.sort(key=lambda piece: (order[piece.head.topics[0]], piece.slug))
    return Shelf(
        project / CONTENT / "health",
        tuple(good),
        directory.topics,
        directory.readers,
        tuple(terms),
        directory.helps if directory.helps_as_of else (),
        directory.helps_as_of or "",
        tuple(sorted(set(faults))),
        tuple(sorted(bad)),
        any(not path.startswith(HEALTH) for path in bad),
    )


# ---------------------------------------------------------------- what may lie in content/


def _misplaced(paper: Paper, places: Places) -> Iterator[Fault]:
    """In content/ lie the site's own pages, and in content/health/ articles, two lists and covers; no links."""
    place, last = Place(paper.path), paper.path.rsplit("/", 1)[-1]
    yield from file_names.faults(paper.path, place, places)
    last = shown(last)
    if paper.link:
        yield Fault(
            place,
            "E061",
            f"“{last}”是链接或别的特殊文件，不是普通文件；这个文件夹里只收真正的文件",
            "把原文件复制进来",
        )
        return
    stem, _, kind = last.rpartition(".")
    folder = paper.path.rpartition("/")[0] + "/"
    if unicodedata.normalize("NFC", paper.path) in (DIRECTORY_FILE, GLOSSARY_FILE):
        return
    if folder not in (f"{CONTENT}/", HEALTH) or (
        kind != "md" and not (folder == HEALTH and kind in PICTURES)
    ):
        where = "文章（.md）、目录.yml、词汇.yml 和封面图片" if folder == HEALTH else "网站自己的几页（.md）"
        message = f"“{last}”不该放在这里；{folder.rstrip('/')} 里只收{where}"
        if folder not in (f"{CONTENT}/", HEALTH):
            message = f"“{last}”不该放在这里；content 里只有 health 和 press 两个文件夹，下面不再分"
        yield Fault(place, "E060", message, _EXAMPLE)
    elif not SLUG.fullmatch(stem) or len(stem) > 40 or (folder == HEALTH and stem in TAKEN):
        taken = "这个名字本站另有用处" if stem in TAKEN else "只用英文小写字母、数字和短横"
        yield Fault(place, "E062", f"文件名“{last}”会成为网址，不能这样写：{taken}", _EXAMPLE)


# ---------------------------------------------------------------- one file


def _directory(project: Path, known: Iterable[str], faults: list[Fault]) -> Directory:
    """The topics and readers; with articles but without it nothing can be put in its place."""
    for path in known:
        if unicodedata.normalize("NFC", path) == DIRECTORY_FILE:
            found, wrong = yaml_reader.read(path, input_files.content(project, path), DIRECTORY)
            faults += wrong
            for record in found:
                if isinstance(record, Directory):
                    faults += _twice(path, "话题", [(t.name, t.slug) for t in record.topics])
                    return record
            break
    else:
        if any(path.startswith(HEALTH) and path.endswith(".md") for path in known):
            message = "没有 目录.yml，文章的话题和读者无从归类"
            faults.append(Fault(Place(DIRECTORY_FILE), "E286", message, "读者: [备孕夫妇, 孕产妇, 老年人]"))
    return Directory.model_construct(topics=(), readers=(), helps=(), helps_as_of=None)


def _terms(project: Path, known: Iterable[str], faults: list[Fault]) -> list[Term]:
    for path in known:
        if unicodedata.normalize("NFC", path) == GLOSSARY_FILE:
            found, wrong = yaml_reader.read(path, input_files.content(project, path), GLOSSARY)
            terms = [record for record in found if isinstance(record, Term)]
            faults += [*wrong, *_twice(path, "词", [(term.name, term.slug) for term in terms])]
            return [] if any(is_error(fault) and fault.place.file == path for fault in faults) else terms
    return []


def _twice(path: str, what: str, names: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """A name and an address stand once in a list."""
    seen: set[str] = set()
    for pair in names:
        for word in dict.fromkeys(pair):
            if word in seen:
                message = f"{what}“{pair[0]}”的名称或代码“{word}”前面已经用过"
                yield Fault(Place(path), "E287", message, f"代码: {pair[1]}-2")
        seen.update(pair)


def _piece(
    project: Path, path: str, directory: Directory, places: Places, faults: list[Fault]
) -> Iterator[Piece]:
    """An article, if its head is whole; its faults, and those of a page of the site's own, are told."""
    raw = input_files.content(project, path)
    ours = not path.startswith(HEALTH)
    kind: Kind = PAGE if ours else ARTICLE
    parts, told = front_matter.read(path, raw, places, ours)
    if parts is None:
        faults += told
        return
    found, wrong = yaml_reader.read(path, parts.head, kind)
    faults += questions.unanswered(told, [each for head in found for each in questions.answers_of(head)])
    faults += [
        fault
        if fault.code != "E002"
        else fault._replace(code="E063", message="开头的说明是空的", example=front_matter.HEAD)
        for fault in wrong
    ]
    for head in found:
        if isinstance(head, Article):
            piece = Piece(path.removeprefix(HEALTH).removesuffix(".md"), path, head, parts.body)
            spots = yaml_reader.places(parts.head.decode())
            for rule in RULES:
                for finding in rule(piece, directory, project):
                    faults.append(_placed(path, finding, spots))
            yield piece


def _placed(path: str, told: Finding, places: dict[tuple[str | int, ...], tuple[int, int]]) -> Fault:
    loc = told.loc
    while loc and loc not in places:
        loc = loc[:-1]
    return told.at(Place(path, *places.get(loc, (1, 1))))


# ---------------------------------------------------------------- former addresses


def _addresses(pieces: Iterable[Piece]) -> Iterator[Fault]:
    """A former address is a plain name that no other article has or had."""
    pieces = list(pieces)
    taken = {piece.slug for piece in pieces} | TAKEN
    for piece in pieces:
        for old in leading_on(piece.head.former):
            if old in taken or not SLUG.fullmatch(old) or len(old) > 40:
                message = f"曾用地址“{old}”正被别的文章或页面使用，或写法不对"
                yield Fault(Place(piece.file), "E285", message, "曾用地址: [beiyun-zhishi]")
            taken.add(old)
