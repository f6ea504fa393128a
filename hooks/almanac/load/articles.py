"""The shelf: what lies in content/, the articles that may be published, and every fault of all of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

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
from almanac.model.day import Day, after
from almanac.model.diagnostics import TODAY, Fault, Place, closest, is_about_person, is_error, shown
from almanac.model.filings import Kind
from almanac.model.words import ArticleStatus, leading_on
from almanac.parse import discovery, front_matter, images, input_files, yaml_reader
from almanac.parse.discovery import Paper
from almanac.validate import Finding, file_names, qr_codes, questions

CONTENT, HEALTH, PRESS = "content", "content/health/", "content/press/"
DIRECTORY_FILE, GLOSSARY_FILE = f"{HEALTH}目录.yml", f"{HEALTH}词汇.yml"
PICTURES = ("jpg", "jpeg", "png", "webp")
_EXAMPLE = "content/health/beiyun.md"


class Piece(NamedTuple):
    """One article: its address below /health/, its file as shown, its head, its body as Markdown."""

    slug: str
    file: str
    head: Article
    body: str


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


def load(project: Path, today: Day) -> Shelf:
    """Read and check content/: whatever has an error on a day is not among the articles."""
    papers = discovery.walk(project, CONTENT) if (project / CONTENT).is_dir() else []
    if (project / CONTENT).is_symlink():
        papers = [Paper(CONTENT, 0, 0, True)]
    papers = [paper for paper in papers if not paper.path.startswith(PRESS)]
    faults = [fault for paper in papers for fault in _misplaced(paper)]
    strange = {fault.place.file for fault in faults}
    known = [paper.path for paper in papers if paper.path not in strange]
    directory = _directory(project, known, faults)
    terms = _terms(project, known, faults)
    pieces: list[Piece] = []
    for path in known:
        if path.endswith(".md"):
            pieces += _piece(project, path, directory, faults)
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


def _misplaced(paper: Paper) -> Iterator[Fault]:
    """In content/ lie the site's own pages, and in content/health/ articles, two lists and covers; no links."""
    place, last = Place(paper.path), paper.path.rsplit("/", 1)[-1]
    yield from file_names.faults(paper.path, place)
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


def _piece(project: Path, path: str, directory: Directory, faults: list[Fault]) -> Iterator[Piece]:
    """An article, if its head is whole; its faults, and those of a page of the site's own, are told."""
    raw = input_files.content(project, path)
    ours = not path.startswith(HEALTH)
    kind: Kind = PAGE if ours else ARTICLE
    parts, told = front_matter.read(path, raw, ours)
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
            places = yaml_reader.places(parts.head.decode())
            for rule in RULES:
                for finding in rule(piece, directory, project):
                    faults.append(_placed(path, finding, places))
            yield piece


def _placed(path: str, told: Finding, places: dict[tuple[str | int, ...], tuple[int, int]]) -> Fault:
    loc = told.loc
    while loc and loc not in places:
        loc = loc[:-1]
    return told.at(Place(path, *places.get(loc, (1, 1))))


# ---------------------------------------------------------------- what must hold in a head


def _reviewed(piece: Piece, directory: Directory, project: Path) -> Iterator[Finding]:
    """Who says 已审核 says by whom; what nobody has seen yet names nobody."""
    head = piece.head
    if head.state == ArticleStatus.REVIEWED and head.review is None:
        message = "写了“已审核”，却没有写谁审核的；没有审核不能发布"
        example = "审核: {审核人: 示例医生, 职称: 主任医师, 单位: 示例市人民医院, 日期: 2021-05-10}"
        yield Finding(("状态",), "E280", message, example)
    if head.state == ArticleStatus.UNREVIEWED and head.review is not None:
        yield Finding(("审核",), "E281", "写了审核人，状态却是“待审核”；审核过了就改状态", "状态: 已审核")


def _dated(piece: Piece, directory: Directory, project: Path) -> Iterator[Finding]:
    """An article is good for some time after it was published and reviewed; nobody reviewed it tomorrow."""
    head, review = piece.head, piece.head.review
    if review:
        message = f"审核日期 {review.date} 还没有到"
        yield Finding(("审核", "日期"), "E282", message, f"日期: {TODAY}", until=review.date)
    last = max(head.published, review.date) if review else head.published
    if head.until <= last:
        message = f"“有效至”{head.until} 不晚于发布和审核的日期 {last}"
        yield Finding(("有效至",), "E282", message, f"有效至: {int(last[:4]) + 2}{last[4:]}")
    elif head.state != ArticleStatus.WITHDRAWN:
        message = f"这篇文章 {head.until} 已经过期，页面上标明了“已过期”；请专家重新审核，或把状态改成“撤下”"
        yield Finding(("有效至",), "W280", message, "状态: 撤下", since=after(head.until))


def _not_old(piece: Piece, directory: Directory, project: Path) -> Iterator[Finding]:
    """What an article rests on is looked up again after the years that its topic says: its newest source, and its policies."""
    head = piece.head
    topic = next((topic for topic in directory.topics if topic.name in head.topics[:1]), None)
    if topic is None or topic.years is None or head.state == ArticleStatus.WITHDRAWN:
        return
    newest = max(source.year for source in head.sources)
    for loc, said, day in (
        (("来源",), f"最新的来源是 {newest} 年的", f"{newest}-12-31"),
        (("截至",), f"说的是截至 {head.as_of} 的规定", head.as_of or ""),
    ):
        if day:
            last = f"{int(day[:4]) + topic.years}{day[4:].replace('02-29', '02-28')}"
            message = f"{said}，“{topic.name}”过了 {topic.years} 年要重查：看有没有新的，改好以后换来源和日期"
            yield Finding(loc, "W281", message, "状态: 撤下", since=after(last))


def _placed_in(piece: Piece, directory: Directory, project: Path) -> Iterator[Finding]:
    """Topics and readers are those of the directory."""
    topics = [topic.name for topic in directory.topics]
    for key, said, known in (
        ("话题", piece.head.topics, topics),
        ("读者", piece.head.readers, directory.readers),
    ):
        for number, word in enumerate(said):
            if known and word not in known:
                near = closest(word, known)
                meant = f"是不是“{near}”？" if near else f"有的是：{'、'.join(known)}"
                message = f"目录.yml 里没有“{word}”这个{key}；{meant}"
                yield Finding((key, number), "E283", message, f"{key}: [{near or known[0]}]")


def _covered(piece: Piece, directory: Directory, project: Path) -> Iterator[Finding]:
    """A cover is a picture that lies beside the article and that those in it have agreed to."""
    cover = piece.head.cover
    if cover is None:
        return
    path = HEALTH + cover.file
    kind = cover.file.rsplit(".", 1)[-1]
    plain = re.fullmatch(r"[a-z0-9-]{1,40}\.[a-z]{3,4}", cover.file) and kind in PICTURES
    if not plain or not input_files.is_plain(project, path):
        message = f"封面“{cover.file}”不在 content/health 里，或不是 .jpg .png .webp 图片"
        yield Finding(("封面", "文件"), "E284", message, f"文件: {piece.slug}.jpg")
    elif wrong := images.trouble(cover.file, input_files.content(project, path), qr_codes.refused):
        yield Finding(("封面", "文件"), *wrong)
    if cover.consent == "无" or (cover.minors == "有" and cover.blurred == "否"):
        message = "封面上的人没有同意公开，或有没遮挡的未成年人；请换一张"
        yield Finding(("封面",), "E284", message, "同意: 无人像")


Rule = Callable[[Piece, Directory, Path], Iterator[Finding]]
RULES: tuple[Rule, ...] = (_reviewed, _dated, _not_old, _placed_in, _covered)


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
