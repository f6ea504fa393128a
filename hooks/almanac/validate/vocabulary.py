"""The notice's words and the register's: categories, joint associations, outlets."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model import filings
from almanac.model.counting_rules import speaks_of_the_system
from almanac.model.diagnostics import closest
from almanac.model.examples import local
from almanac.model.filings import Activity, Filing, Notice, Piece
from almanac.validate.context import Finding, Known, association, full_path
from almanac.validate.media import listed, meant


def unknown_category(filing: Filing, known: Known) -> Iterator[Finding]:
    """Categories are the notice's words, each once."""
    activity, notice = filing.record, known.notices.get(filing.year)
    if not isinstance(activity, Activity) or notice is None or not notice.categories:
        return
    names = [category.name for category in notice.categories]
    for n, word in enumerate(activity.categories):
        if word in activity.categories[:n]:
            once = ", ".join(dict.fromkeys(activity.categories))
            yield Finding(("类别", n), "E222", f"类别“{word}”写了两次", f"类别: [{once}]")
        elif word not in names:
            meant = _category_meant(word, notice)
            hint = f"，是不是“{meant}”？" if meant else f"；只有：{'、'.join(names)}"
            several = filings.APART.split(word)
            if set(several) <= set(names):  # [甲、乙] is one word to a file
                meant, hint = ", ".join(several), "，是几类连在一起了，在方括号里用逗号隔开"
            yield Finding(
                ("类别", n), "E222", f"通知里没有“{word}”这一类{hint}", f"类别: [{meant or names[0]}]"
            )


def _category_meant(word: str, notice: Notice) -> str | None:
    """The category that a word names by its code, title or sub-kind, by a slip, or by a part that no other has."""
    for category in notice.categories:
        if word in (category.slug, category.title, *category.kinds):
            return category.name
    names = [category.name for category in notice.categories]
    parts = [name for name in names if len(word) > 1 and (word in name or name in word)]
    return closest(word, names) or (parts[0] if len(parts) == 1 else None)


def joint_unknown(filing: Filing, known: Known) -> Iterator[Finding]:
    """A joint association is named by its folder in the register, once, and is not the one that files."""
    activity = filing.record
    if not isinstance(activity, Activity):
        return
    for n, text in enumerate(activity.joint):
        code = association(text, known.register)
        if code is None:
            meant = full_path(text, known.register)
            hint = (
                f"，是不是“{meant}”？要写名册里的全名"
                if meant
                else "；要写从市州起的文件夹路径，用名册里的全名"
            )
            example = f"联合: [{meant or local('甲市/乙县/丙镇', known.register)}]"
            yield Finding(("联合", n), "E220", f"名册里没有“{text}”{hint}", example)
        elif code == filing.code:
            message = f"“{text}”就是本协会自己；“联合”只写其他协会，没有就不写这一项"
            yield Finding(("联合", n), "E221", message, local("联合: [甲市/乙县/丙镇]", known.register))
        elif text in activity.joint[:n]:
            yield Finding(("联合", n), "E221", f"“{text}”在“联合”里写了两次", f"联合: [{text}]")


def outlet_level(filing: Filing, known: Known) -> Iterator[Finding]:
    """An outlet is in the notice's list or the piece says its level; both say the same."""
    piece, notice = filing.record, known.notices.get(filing.year)
    if not isinstance(piece, Piece):
        return
    found = listed(piece.outlet, notice)
    if found is None and piece.level is None:
        near = meant(piece.outlet, notice)
        message = f"媒体名录里没有“{piece.outlet}”" + (f"，是不是“{near}”？" if near else "；请写明它的级别")
        yield Finding(("媒体",), "E240", message, f"媒体: {near}" if near else "级别: 市级")
    elif found and piece.level and piece.level != found.level:
        message = f"“{piece.outlet}”在媒体名录里是{found.level}，这里写的是{piece.level}；统计时按这里写的"
        yield Finding(
            ("级别",), "Q240", message, f"级别: {found.level}", value=f"{piece.outlet} {piece.level}"
        )
    if found and piece.own and piece.own != found.own:
        message = (
            f"“{piece.outlet}”在媒体名录里“本系统”是“{found.own}”，这里写“{piece.own}”；统计时按这里写的"
        )
        value = f"{piece.outlet} 本系统{piece.own}"
        yield Finding(("本系统",), "Q240", message, f"本系统: {found.own}", value=value)
    if found is None:
        yield from _claims(piece)


def _claims(piece: Piece) -> Iterator[Finding]:
    """What an outlet outside the notice's list claims: not to be the system's own, though its name says so; to be national."""
    if piece.own is None and speaks_of_the_system(piece.outlet):
        message = f"“{piece.outlet}”像是计生协自己的网站、内刊或账号，这里没有写是不是；本级的不计入统计表"
        yield Finding(("媒体",), "Q242", message, "本系统: 是", value=piece.outlet)
    if piece.level == "国家级":
        message = f"媒体名录里没有“{piece.outlet}”，这里写的是国家级；地方媒体的客户端、转载的网站不是国家级"
        yield Finding(("级别",), "Q243", message, "级别: 省级", value=f"{piece.outlet} 国家级")
