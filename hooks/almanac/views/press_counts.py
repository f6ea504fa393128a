"""The numbers of an activity in a sentence: who came, who was visited, what was given; each has a verb of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.disclosure import small_counts
from almanac.model.filings import Count, Figure, Group, Results, Visits
from almanac.validate.press_release import ASKED
from almanac.views.press_count_verbs import CAME, OF, OWN_VERB, VERBS, WHOM, WORTH, is_people, thing, verb_of
from almanac.views.press_told import HONOURED

_GAVE = re.compile("捐款，募集(?:捐款|善款|募捐)?(?=[0-9近约超])")  # the same twice
_EACH = re.compile("每[户人对名]|人均|在.+的(?=讲座)")
TALLY = re.compile("节目|横幅|标语|展板|课时|课程|队伍?$|方阵$")  # of which one is no news
_TO_HOMES = re.compile("慰问|救助|抚慰|扶助|补助|助学|棉|床|被|粮|米|油|物资|月饼|生活用品")
_ONE = re.compile("(?<![0-9.])1[^0-9.万余多]+$")  # of which there is no sum
_BARE = re.compile(f"^({VERBS})(.*)$")
_HEADS = ("人", "名", "位")
_HOMES = ("家庭", "户")
_GIVES = re.compile("慰问|发放|赠送|表彰")
_SERVICES = ("开展", "赠送")


class Named(NamedTuple):
    """What numbers do not say: what the sentence begins with, what those did who came, what is doubted of how many, who was
    honoured, what households those are that were visited, what the sentence before them has said is held, and who visits and
    gives, beside those who came."""

    start: str = "这次活动"
    coming: str = "参加"
    doubt: str = ""
    honoured: str = HONOURED
    homes: str = "家庭"
    act: str = ""
    who: str = "计生协"


PLAIN = Named()


def numbers(results: Results | None, named: Named = PLAIN) -> str:
    """All numbers of an activity in a sentence: who came, what was given, what services there were; else empty."""
    if results is None:
        return ""
    came, plain = list(_came(results, named)), list(_plain(results))
    visited, given, shares = (
        list(_visited(results, named.homes)),
        list(_given(results, named)),
        _shares(results),
    )
    at_homes = [one for one in given if visited and one.startswith("发放")]
    verbs = [
        *visited,
        *at_homes,
        *(shares if visited else ()),
        *(one for one in given if one not in at_homes),
    ]
    plain += () if visited else shares
    if came:
        if (
            verbs and _GIVES.match(verbs[0]) and not came[-1].endswith(("参加", "参观"))
        ):  # who watched gave nothing
            verbs[0] = named.who + verbs[0]
        return _GAVE.sub("捐款", f"{named.start}共有{'，'.join([*came, *verbs, *plain])}。")
    whole = "共" if len(verbs) > 1 or (verbs and not _ONE.search(verbs[0])) else ""
    said = "，".join([*([f"{whole}{verbs[0]}", *verbs[1:]] if verbs else []), *plain])
    start = named.start if verbs or (plain and OWN_VERB.match(plain[0])) else ""
    return f"{start}{said}。" if said else ""


def as_written(text: str, results: Results | None) -> str:
    """The text with each number of one activity as its record has it."""
    publicity, visits = (results.publicity, results.visits) if results else (None, None)
    known = {
        "宣传人数": publicity.people if publicity else None,
        "慰问人数": visits.people if visits else None,
        "慰问户数": visits.households if visits else None,
    }
    return ASKED.sub(lambda found: str(known[found[1]]), text)


def measured(number: Count, unit: str) -> str:
    """A number as newspapers print it: 24.08万元 for 240800元, 1.2万余份 for 12000余份; what needs more decimals stays."""
    found = re.fullmatch("(近|约|超)?[0-9,]+(余|多)?", str(number))
    if not found or number.value < 10_000 or number.value % 100:
        return f"{number}{unit}"
    return (
        f"{found[1] or ''}{number.value / 10_000:.2f}".rstrip("0").rstrip(".") + f"万{found[2] or ''}{unit}"
    )


def coming(act: str) -> str:
    """What those do who come to it: 参观 an exhibition."""
    return "参观" if re.search("展览?$|展播$", act) else "参加"


def _came(results: Results, named: Named) -> Iterator[str]:
    publicity = results.publicity
    others = [
        f"{measured(figure.number, figure.unit)}{found[2]}"
        for figure in _own(results)
        if (found := CAME.match(figure.item)) and not is_people(figure) and not _is_one(figure, results)
    ]
    if publicity and publicity.people:
        yield f"{'、'.join([*others, '{{ 宣传人数 }}人'])}{named.coming}{named.doubt}"
    elif others:
        yield f"{'、'.join(others)}{named.coming}"
    for group in publicity.parts if publicity else ():
        yield _people(group.group, group.number, group.unit)
    yield from (_people(one.item, one.number, one.unit) for one in _own(results) if is_people(one))


def _people(what: str, number: Count, unit: str) -> str:
    """200多名群众观看演出, of 观看演出的群众; 100余人参加活动; 计生家庭代表10名参加 of the plain name of some."""
    if len(what) > 2 and what.startswith("捐款"):
        what = f"捐款的{what[2:]}"
    heads = measured(number, "名" if unit in ("人", "位") else unit)
    if found := OF.match(what):
        verb, thing, who = found.groups()
        return f"{heads}{who}{verb}{'' if thing == '活动' else thing}"
    if _BARE.match(what):
        return f"{measured(number, unit)}{what.removesuffix('活动')}"
    return f"{heads}{what}参加"


def _visited(results: Results, homes: str) -> Iterator[str]:
    """Who was visited; where that number is hidden the groups, as their numbers are not."""
    visits = results.visits
    if visits is None:
        return
    known = [one for one in visits.groups if str(one.number) != small_counts.FEW]
    groups = "、".join(map(_group, known))
    if small_counts.FEW in (str(visits.people), str(visits.households)):
        if groups:
            yield f"慰问{groups}"
        return
    whom = known[0].group if len(known) == 1 and _is_all(known[0], visits) else ""
    among = f"（{'' if _are_all(known, visits) else '其中'}{groups}）" if groups and not whom else ""
    if visits.apart == "是" and visits.people and visits.households:  # two groups, which the table adds up
        people, houses = _of_unit(known, _HEADS), _of_unit(known, ("户",))
        if people and houses:
            yield f"慰问{houses}、{people}"
        elif whom:
            yield f"慰问{_group(known[0])}和{visits.households}户{homes}"
        else:
            yield f"慰问{people or f'{visits.people}人'}和{houses or f'{visits.households}户{homes}'}"
        return
    total = ["{{ 慰问户数 }}户"] if visits.households else []
    total += ["{{ 慰问人数 }}人"] if visits.people else []
    if total:
        kind = homes if visits.households and (not whom or visits.people) else ""
        if (
            not (whom or visits.people) and len(known) == 1 and _are_in(known[0], visits)
        ):  # 24户家庭的留守儿童24人
            yield f"慰问{total[0]}{homes}的{groups}"
        elif not visits.households and whom.endswith(_HOMES):
            yield f"慰问{whom}成员{total[0]}"
        elif not whom or whom.endswith(_HOMES):  # households and the people in them: 4户6人
            yield f"慰问{whom or kind}{''.join(total)}{among}"
        elif total[1:]:  # people and the households they are of
            yield f"慰问{total[0]}{homes if homes != whom else '家庭'}的{whom}{total[1]}{among}"
        else:
            yield f"慰问{kind}{whom}{total[0]}{among}"
    elif groups:
        yield f"慰问{groups}"


def _of_unit(groups: Sequence[Group], units: Sequence[str]) -> str:
    """The groups that are counted so, one after another."""
    return "、".join(_group(one) for one in groups if one.unit in units)


def _group(one: Group) -> str:
    """留守儿童24人; 计生困难家庭成员4人, as a family is no man."""
    return f"{one.group}{'成员' if one.group.endswith(_HOMES) and one.unit in _HEADS else ''}{one.number}{one.unit}"


def _are_in(group: Group, visits: Visits) -> bool:
    """Whether people are those of all the households that were visited, at least one of each."""
    return bool(visits.households and group.unit in _HEADS and group.number.value >= visits.households.value)


def _is_all(group: Group, visits: Visits) -> bool:
    """Whether a group is all that were visited: so many, and people where people are counted."""
    whole, units = (visits.people, _HEADS) if visits.people else (visits.households, ("户",))
    return str(group.number) == str(whole) and (group.unit in units or group.group.endswith("家庭"))


def _are_all(groups: Sequence[Group], visits: Visits) -> bool:
    """Whether groups that are counted alike are together all that were visited, so that none is 其中 of more."""
    alike = len({one.unit == "户" for one in groups}) == 1
    total = sum(one.number.value for one in groups)
    exact = not any(one.number.mark for one in groups)
    wholes = [one for one in (visits.people, visits.households) if one]
    if len(groups) == 1:
        return any(str(groups[0].number) == str(one) for one in wholes)
    return alike and exact and any(not one.mark and one.value == total for one in wholes)


def _is_one(figure: Figure, results: Results) -> bool:
    """Whether it is one of what is counted by the piece, beside other numbers: 共有30人参加，演出节目1个."""
    ones = [one for one in _own(results) if one.number.value == 1 and TALLY.search(one.item)]
    has_more = bool(results.publicity and results.publicity.people) or len(ones) < len(_own(results))
    return figure in ones and has_more


def _own(results: Results) -> list[Figure]:
    """The other numbers that are of this activity, not of the year."""
    return [figure for figure in results.others if figure.scope == "本次"]


def _given(results: Results, named: Named) -> Iterator[str]:
    """Things that were given, shown, collected: one verb for all that take it; then what was done for how many."""
    kinds: dict[str, list[str]] = {}
    visits = results.visits and any(_TO_HOMES.search(one.item) for one in _own(results))
    served: list[str] = []
    for figure in _own(results):
        verb, item, much = verb_of(figure), figure.item, measured(figure.number, figure.unit)
        if not verb or _EACH.match(item) or _is_one(figure, results):
            continue
        if verb == "发放" and visits and not _TO_HOMES.search(item):
            verb = "另发放"
        if (
            verb == "开展" and not named.start and named.act.endswith(item)
        ):  # 开展义诊，共有80人参加，义诊60人次
            verb = ""
        if verb in _SERVICES and figure.unit in WHOM:
            heads = measured(figure.number, WHOM[figure.unit])
            served.append(f"为{heads}{verb}{item.removeprefix(verb)}")
        elif worth := WORTH.match(item):
            kinds.setdefault(verb, []).append(f"价值{much}的{worth[1]}")
        else:
            if item == "表彰" and re.search("(?:个人|者|会员|”)$", named.honoured):  # people are no 个
                much = re.sub("个$", "名", much)
            kinds.setdefault(verb, []).append(f"{thing(verb, item, named.honoured)}{much}")
    for verb in sorted(kinds, key=lambda verb: verb != "组织"):  # who came before what they did
        yield f"{verb}{'、'.join(kinds[verb])}"
    yield from served
    if results.pairs and str(results.pairs) != small_counts.FEW:
        yield f"新结对帮扶{results.pairs}户"
    for gift in results.gifts:
        taken = f"，善款由{gift.foundation}接收" if gift.foundation else ""
        what = "" if gift.project in named.act else f"为“{gift.project}”项目"
        yield f"{what}募集善款{measured(gift.amount, '元')}{taken}"


def _shares(results: Results) -> list[str]:
    """What each had: 每户发放慰问金600元; of several things 为每户送上慰问金500元和价值100元的保险."""
    whose: dict[str, list[tuple[str, str]]] = {}
    groups = results.visits.groups if results.visits else ()
    homes = [one.group for one in groups if one.unit == "户"]
    for figure in _own(results):
        if share := _EACH.match(figure.item):
            item, much = figure.item[share.end() :], measured(figure.number, figure.unit)
            bare = re.sub("^(?:发放|赠送)", "", item)
            thing = (
                f"价值{much}的{bare}" if bare.endswith("保险") and figure.unit == "元" else f"{bare}{much}"
            )
            verb = verb_of(figure) or (item.removesuffix(bare))
            of = homes[0] if share[0] == "每户" and len(homes) == 1 < len(groups) else ""  # not of others
            whose.setdefault(share[0].removesuffix("的") + of, []).append(
                (verb, thing if verb else f"{item}{much}")
            )
    return [
        f"为{who}送上{'、'.join(thing for _, thing in those[:-1])}和{those[-1][1]}"
        if len(those) > 1 and {verb for verb, _ in those} <= {"发放", "赠送"}
        else "，".join(f"{'为' if verb == '赠送' else ''}{who}{verb}{thing}" for verb, thing in those)
        for who, those in whose.items()
    ]


def _plain(results: Results) -> Iterator[str]:
    """What has its verb in its name, 签约30户; what has no verb is a sum, 保费共3.279万元."""
    for figure in _own(results):
        item, verb, much = figure.item, verb_of(figure), measured(figure.number, figure.unit)
        if not (verb or _EACH.match(item) or is_people(figure) or CAME.match(item)):
            yield f"{item}{'' if OWN_VERB.search(item) or item.endswith('价值') else '共'}{much}"
