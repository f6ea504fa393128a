"""A published piece put into an association's 媒体.yml: its questions, and what is known of it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from almanac import validate
from almanac.disclosure import redaction
from almanac.disclosure.public_records import rewritten
from almanac.excel.importer import Context
from almanac.intake.prompts import Asked, Tell
from almanac.model.counting_rules import piece_key, rules_of
from almanac.model.fields import Value
from almanac.model.filings import BY_FILE, Filing, Piece
from almanac.parse import input_files
from almanac.parse.discovery import files_in
from almanac.statistics import media
from almanac.validate import Known
from almanac.validate.media import ALIKE, likeness, listed, meant, pairs_of

FILE = "媒体.yml"
PIECE = BY_FILE[FILE]
MOST = 5  # so many pieces that look like the new one are shown
Found = Mapping[tuple[str, ...], Value]


class Like(NamedTuple):
    """A piece that was filed before and looks like the new one; how much, from 0 to 1; whether it is the very same."""

    code: str
    piece: Piece
    much: float
    same: bool


class Desk:
    """One association's published pieces of a year, and what else was filed in its city, to hold a new one against.

    filed: these pieces as they were filed; withdrawn: the names that were withdrawn anywhere, which are not told.
    """

    def __init__(
        self, context: Context, code: str, known: Known, filed: Sequence[Filing], withdrawn: Sequence[str]
    ) -> None:
        self.context, self.code, self.known = context, code, known
        self.notice = context.notices.get(context.year)
        self.filed, self._erase = filed, redaction.eraser(withdrawn)
        self.folder = "/".join(p for p in (str(context.year), context.register.path(code)) if p)
        self.path = f"{self.folder}/{FILE}"

    # -------------------------------------------------- the questions

    def asked(self, given: Mapping[str, str], tell: Tell) -> Asked:
        """What is asked of a piece; given: answers that are there already. What is known is told between the questions."""
        folder = self.context.root / self.folder
        papers = files_in(self.context.root, self.folder) if folder.is_dir() else ()
        names = [paper.path.rpartition("/")[2] for paper in papers]
        stems = tuple(name[:-4] for name in names if name.endswith(".yml") and name not in BY_FILE)

        def questions(found: Found) -> Iterator[str]:
            yield "媒体"
            near = meant(found["媒体",], self.notice)
            if not listed(found["媒体",], self.notice) and near and "级别" not in given:
                tell(f"  媒体名录里没有“{found['媒体',]}”，是不是“{near}”？是另一家媒体的，原样再写一遍。")
                yield "媒体"
            if not listed(found["媒体",], self.notice):
                tell(f"  媒体名录里没有“{found['媒体',]}”，请写明它的级别。")
                while ("级别",) not in found:
                    yield "级别"
                yield "本系统"
            elif given.keys() & {"级别", "本系统"}:
                yield from ("级别", "本系统")
            tell(f"  {self.standing(found)}")
            yield from ("形式", "标题", "网址", "日期")
            for like in self.likes(found):
                tell(f"  {self.in_words(like)}")
            yield from ("转载自", "活动", "说明")

        return Asked(PIECE, questions, {"活动": stems}, self._strange)

    def _strange(self, head: str, value: Value) -> str:
        """An activity that is not there."""
        here = Filing(PIECE, self.context.year, self.code, "", self.path, None, _piece({"媒体": "x"}))
        for text in value if head == "活动" else ():
            if validate.reference(text, here, self.known) is None:
                return f"找不到活动“{text}”；同一文件夹的写文件名（不带 .yml），别处的写“文件夹路径/文件名”"
        return ""

    # -------------------------------------------------- what is known of it

    def standing(self, found: Found) -> str:
        """An outlet's level, whether it is of our own system, and what the official table does with a piece in it."""
        piece = _piece(
            {path[0]: value for path, value in found.items() if path[0] in ("媒体", "级别", "本系统")}
        )
        rules, where = rules_of(self.notice), media.reach(piece, self.notice)
        level, system = where
        own = "，计生协系统自己的" if system else ""
        why = media.left_out(piece, self.code, self.notice, rules)
        table = media.own_table(where, rules)
        but = f"；{table.label}计生协签的表里不计（统计表注1）" if table and not why else ""
        counts = f"不计入统计表（{why}），网页上照样列出" if why else f"计入统计表的“{level}媒体”{but}"
        return f"{piece.outlet}：{level}媒体{own}；{counts}。"

    def likes(self, found: Found) -> list[Like]:
        """The pieces filed before, in the same city and by the province, that are the same or much alike; likest first."""
        keys = ("媒体", "形式", "标题", "网址", "日期")
        piece = _piece({path[0]: value for path, value in found.items() if path[0] in keys})
        key, pairs = piece_key(piece), pairs_of(piece.title or "")
        likes = []
        for filing in self.filed:
            other = filing.record
            assert isinstance(other, Piece)
            same = bool(key) and piece_key(other) == key
            equal = same or (piece.title is not None and other.title == piece.title)
            much = 1.0 if equal else likeness(pairs, pairs_of(other.title or ""))
            if much >= ALIKE and (same or other.form == piece.form):
                likes.append(Like(filing.code, other, much, same))
        return sorted(likes, key=lambda like: (-like.much, like.code != self.code, like.code))[:MOST]

    def has(self, value: Mapping[str, Value]) -> bool:
        """Whether the association has filed the very same piece already."""
        return any(
            like.same and like.code == self.code
            for like in self.likes({(key,): said for key, said in value.items()})
        )

    def in_words(self, like: Like) -> str:
        """What a like piece means for the new one."""
        who = self.context.register[like.code].title
        piece = rewritten(like.piece, self._erase) if self._erase else like.piece
        named = f"{piece.outlet}《{piece.title or '标题不详'}》" + (f"（{piece.date}）" if piece.date else "")
        if like.same and like.code == self.code:
            return f"这一篇已经记过了：{named}。"
        if like.same:
            return f"{who}也记了这一篇：{named}；统计时只在级别最低的协会计一次。"
        return f"像是同一篇：{named}，{who}记的。是转载它的，“转载自”写：{piece.outlet}"

    # -------------------------------------------------- the file

    def present(self) -> bytes | None:
        """The file as it is; None if there is none."""
        root = self.context.root
        return input_files.content(root, self.path) if input_files.is_plain(root, self.path) else None


def _piece(value: Mapping[str, Any]) -> Piece:
    return Piece.model_validate({"形式": "文字", **value})
