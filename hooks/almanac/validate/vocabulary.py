"""The notice's words and the register's: categories, joint associations, outlets; and numbers that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model.diagnostics import closest
from almanac.model.divisions import Level, level_of
from almanac.model.filings import Activity, Count, Filing, Notice, Piece, Results, Tally
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
            example = f"联合: [{meant or '长沙市/浏阳市/大瑶镇'}]"
            yield Finding(("联合", n), "E220", f"名册里没有“{text}”{hint}", example)
        elif code == filing.code:
            message = f"“{text}”就是本协会自己；“联合”只写其他协会，没有就不写这一项"
            yield Finding(("联合", n), "E221", message, "联合: [长沙市/浏阳市/大瑶镇]")
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
        yield Finding(("级别",), "W240", message, f"级别: {found.level}")
    if found and piece.own and piece.own != found.own:
        message = (
            f"“{piece.outlet}”在媒体名录里“本系统”是“{found.own}”，这里写“{piece.own}”；统计时按这里写的"
        )
        yield Finding(("本系统",), "W240", message, f"本系统: {found.own}")


_MOST_PEOPLE = {
    Level.VILLAGE: 3000,
    Level.TOWNSHIP: 30_000,
    Level.COUNTY: 200_000,
    Level.CITY: 500_000,
    Level.PROVINCE: 2_000_000,
}


def _counts(results: Results | None, loc: str) -> Iterator[tuple[tuple[str | int, ...], Count | None]]:
    if results and results.publicity:
        yield (loc, "宣传", "人数"), results.publicity.people
    if results and results.visits:
        yield (loc, "慰问", "人数"), results.visits.people


def implausible(filing: Filing, known: Known) -> Iterator[Finding]:
    """A number of people is one that a place could hold."""
    record = filing.record
    found: list[tuple[tuple[str | int, ...], Count | None]] = []
    if isinstance(record, Activity):
        found = [*_counts(record.results, "成效"), *_counts(record.expected, "预计")]
    elif isinstance(record, Tally):
        found = [(("宣传", "人数"), record.publicity.people)] if record.publicity else []
        found += [(("慰问", "人数"), record.visits.people)] if record.visits else []
    level = level_of(filing.code) if isinstance(record, Activity) else Level.CITY
    largest = _MOST_PEOPLE[level]
    for loc, number in found:
        if number and number.value > largest:
            most = f"{largest // 10_000}万" if largest >= 10_000 else str(largest)
            message = f"{loc[-2]}人数写的是 {number}，{level.label}一级很少超过 {most}；没有多写零、没有把网上观看的算进来，就不用改"
            yield Finding(loc, "W214", message, "人数: 800余")


def more_households_than_people(filing: Filing, known: Known) -> Iterator[Finding]:
    """Where people and households are both counted, a household has at least one person."""
    record = filing.record
    visits = record.results.visits if isinstance(record, Activity) and record.results else None
    loc: tuple[str | int, ...] = ("成效", "慰问", "户数")
    if isinstance(record, Tally):
        visits, loc = record.visits, ("慰问", "户数")
    people, households = (visits.people, visits.households) if visits else (None, None)
    if people and households and households.value > people.value and visits and visits.apart == "否":
        message = f"慰问 {households} 户，却只有 {people} 人；如果这些户的人没有算在人数里，请写明"
        yield Finding(loc, "W215", message, "户数另计: 是")
