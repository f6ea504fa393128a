"""What must hold in the head of an article, one generator a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from almanac.model.article import Article, Directory
from almanac.model.day import after
from almanac.model.diagnostics import TODAY, closest
from almanac.model.words import ArticleStatus
from almanac.parse import images, input_files
from almanac.validate import Finding, qr_codes

HEALTH, PICTURES = "content/health/", ("jpg", "jpeg", "png", "webp")


class Piece(NamedTuple):
    """One article: its address below /health/, its file as shown, its head, its body as Markdown."""

    slug: str
    file: str
    head: Article
    body: str


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
