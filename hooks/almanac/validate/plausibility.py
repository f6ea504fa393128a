"""Numbers and facts to look at once more: explained with their evidence, never changed, never an error by guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from almanac.model.divisions import Level, ancestor, level_of
from almanac.model.filings import Activity, Count, Filing
from almanac.model.words import Status
from almanac.validate.context import Finding, Known
from almanac.validate.photos import may_be_shown

Told = Iterator[tuple[Filing, Finding]]
Held = tuple[Filing, Activity]

ALIKE, MOSTLY = 4, 0.6  # so many villages of a town, and such a part of those that say a number
MANY, HEAPED = 20, 0.6  # so many exact numbers of a county, and such a part of them round
FEW, ALWAYS = 3, 0.5  # so many activities with both numbers, and such a part of them equal
NEAR = 16  # of 256: so many bits differ at most between two of one photo
_CREW = re.compile("(?<!共青)(队|团|小组|专家组)$")
_ANYBODYS = re.compile(
    "(志愿|服务|者|青年|党员|巾帼|健康|医疗|专家|文艺|宣传|宣讲|讲师|义诊|演出|小|分|队|团|组)+"
)
_PEOPLE = ("成效", "宣传", "人数")


def _held(filings: Iterable[Filing]) -> list[Held]:
    return [
        (f, f.record) for f in filings if isinstance(f.record, Activity) and f.record.state == Status.HELD
    ]


def people(activity: Activity) -> Count | None:
    return activity.results.publicity.people if activity.results and activity.results.publicity else None


def _exact(held: Iterable[Held]) -> list[tuple[Filing, int]]:
    """Numbers of people that are written without 余, 多, 近 and the like."""
    found = [(filing, people(activity)) for filing, activity in held]
    return [(filing, number.value) for filing, number in found if number and not number.mark]


def _names(filings: Sequence[Filing], known: Known) -> str:
    names = list(dict.fromkeys(known.register[filing.code].short for filing in filings))
    return "、".join(names[:5]) + (f"等 {len(names)} 个" if len(names) > 5 else "")


def _by(found: Iterable[tuple[Filing, int]], level: Level) -> dict[tuple[int, str], list[tuple[Filing, int]]]:
    groups: dict[tuple[int, str], list[tuple[Filing, int]]] = {}
    for filing, number in found:
        groups.setdefault((filing.year, ancestor(filing.code, level)), []).append((filing, number))
    return groups


def same_figures(filings: Sequence[Filing], known: Known) -> Told:
    """The villages of one town do not all have the same number of people."""
    villages = [pair for pair in _exact(_held(filings)) if level_of(pair[0].code) is Level.VILLAGE]
    for (_, town), found in _by(villages, Level.TOWNSHIP).items():
        numbers = Counter(number for number, _ in {(number, filing.code) for filing, number in found})
        number, times = numbers.most_common(1)[0]
        if times >= ALIKE and times >= MOSTLY * sum(numbers.values()):
            those = [filing for filing, value in found if value == number]
            message = (
                f"{known.register[town].short}有 {times} 个村、社区的宣传人数都是 {number}（{_names(those, known)}）；"
                "如果是照一个样子填的，请各按实际核对"
            )
            yield (
                those[0],
                Finding(
                    _PEOPLE,
                    "Q401",
                    message,
                    "人数: 按签到或发放的资料数填，说不准的写 100余",
                    value=f"{times} 个都是 {number} 人",
                ),
            )


def round_numbers(filings: Sequence[Filing], known: Known) -> Told:
    """Exact numbers of a county are not mostly round."""
    for (_, county), found in _by(_exact(_held(filings)), Level.COUNTY).items():
        round_ones = [filing for filing, number in found if number % 50 == 0 and number]
        if len(found) >= MANY and len(round_ones) >= HEAPED * len(found):
            message = (
                f"{known.register[county].short}的 {len(found)} 个宣传人数里有 {len(round_ones)} 个是 50 的整倍数"
                f"（{_names(round_ones, known)}），却没有写“余、多、近、约”；如果是估计的，请照实注明"
            )
            value = f"{len(found)} 个里 {len(round_ones)} 个整数"
            yield round_ones[0], Finding(_PEOPLE, "Q402", message, "人数: 约100", value=value)


def as_planned(filings: Sequence[Filing], known: Known) -> Told:
    """What came of activities is not always exactly what was expected."""
    both: list[tuple[Filing, int]] = []
    for filing, activity in _held(filings):
        expected = (
            activity.expected.publicity.people if activity.expected and activity.expected.publicity else None
        )
        number = people(activity)
        if expected and number:
            both.append((filing, int(expected.value == number.value)))
    for (_, county), found in _by(both, Level.COUNTY).items():
        equal = [filing for filing, same in found if same]
        if len(equal) >= FEW and len(equal) >= ALWAYS * len(found):
            message = (
                f"{known.register[county].short}既写了预计又写了成效的 {len(found)} 场里，有 {len(equal)} 场两个人数"
                f"一模一样（{_names(equal, known)}）；成效要按办成以后的实际数填"
            )
            value = f"{len(found)} 场里 {len(equal)} 场一样"
            example = "成效: {宣传: {人数: 实际到场的数}}"
            yield equal[0], Finding(_PEOPLE, "Q404", message, example, value=value)


def same_photo(filings: Sequence[Filing], known: Known) -> Told:
    """A photo is of one activity: the same one, though scaled or saved again, does not stand for two."""
    seen: list[tuple[int, Filing, str]] = []
    for filing in filings:
        record = filing.record
        for number, photo in enumerate(record.photos if isinstance(record, Activity) else ()):
            path = f"{filing.file.rpartition('/')[0]}/{photo.file}"
            mark = known.likeness(path) if may_be_shown(photo) and known.exists(path) else None
            if mark is None:
                continue
            same = next(
                (one for one in seen if (one[0] ^ mark).bit_count() <= NEAR and one[1].id != filing.id), None
            )
            if same:
                place = known.register[same[1].code].short
                message = f"照片“{photo.file}”和{place}的“{same[1].file.rpartition('/')[2]}”用的“{same[2]}”是同一张；一张照片只能是一场活动的"
                value = f"{photo.file} 和 {same[1].id} {same[2]}"
                loc = ("照片", number, "文件")
                yield filing, Finding(loc, "Q405", message, "文件: 0529-2.jpg", value=value)
            seen.append((mark, filing, photo.file))


def two_places(filings: Sequence[Filing], known: Known) -> Told:
    """One crew is not in two places at one time; a 志愿服务队 without a name is each association's own."""
    seen: dict[tuple[str, str, str], Held] = {}
    for filing, activity in _held(filings):
        when = activity.start
        if len(when.day) < 10 or not (when.clock or when.half in ("上午", "下午", "晚上")):
            continue
        half = when.half or ("上午" if when.clock < "12:30" else "下午" if when.clock < "18:00" else "晚上")
        for crew in (*activity.organisers, *activity.supporters):
            if not _CREW.search(crew):
                continue
            whose = filing.code if _ANYBODYS.fullmatch(crew) else ""
            other, there = seen.setdefault((when.day, half, crew + whose), (filing, activity))
            if other is not filing and (there.place or other.code) != (activity.place or filing.code):
                message = (
                    f"“{crew}”在 {when.day} {half}同时在两处：{there.place or known.register[other.code].short}"
                    f"（{there.name}）和{activity.place or known.register[filing.code].short}（{activity.name}）；请核对时间或队伍"
                )
                yield (
                    filing,
                    Finding(
                        ("开始",),
                        "Q406",
                        message,
                        f"开始: {when.day} {'下午' if half == '上午' else '上午'}",
                        value=f"{crew} {other.id} {when}",
                    ),
                )
