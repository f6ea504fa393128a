"""What a record's own words and forms add to a draft: what its first sentence and its numbers say is not said again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from almanac.disclosure.small_counts import FEW
from almanac.model.filings import Activity, Results
from almanac.views.press_story import Doers

_SENTENCE = re.compile("[^。！？\n]+[。！？]?")
_BEFORE = "(?:并|还|同时|现场|免费|当场|向[^，、]{1,8}|为[^，、]{1,8})*"
_GAVE = re.compile(f"{_BEFORE}(?P<verb>发放|派发|赠送|送去|悬挂|展出|慰问|表彰)(?P<things>[^，。]+)")
_RAISED = re.compile(f"{_BEFORE}(?:组织)?(?:募捐|募集善款|募集资金)")
_ANY = re.compile("(?:大会|会议|活动|仪式|服务|教育)$")  # endings that say nothing of what is done
_SAYS_NOTHING = re.compile(
    "(?:线上|线下|网上|网络|集中|现场)*(?:志愿服务|讲座|宣传|宣讲|服务|活动)"
)  # of what, or for whom
_LESSON = re.compile("党课|党史")
_THING = re.compile("发放|赠送|悬挂|展出|设置")
_AND = re.compile("、|以及|和|及|与")
_HELD = re.compile("举办|开展|举行|组织")
_DOERS = re.compile(
    "志愿者|医生|医师|护士|专家|团队|理事|干部|老师|队$"
)  # who is news, whatever else the words repeat
_OF_OTHERS = re.compile(
    "没有?(?:写到|提到|出现|说到|提及)[省市州县区乡镇]?计生协|计生协是否(?:共同)?(?:主办|举办)|由谁(?:主办|举办)"
)
_VISIT, _PLAY, _GIFT = re.compile("慰问|走访"), re.compile("演出|汇演|调演"), re.compile("募|捐")
_SHOW, _PAIR, _CHECK = re.compile("展[览播]|展$"), re.compile("结对"), re.compile("检查|筛查|体检")
_IN_TURN = re.compile("在各(?:处|地|村|社区)?(?:轮流|巡回)?(?=展)|(?:轮流|巡回)(?=展出)")
_IN_TURN_HERE = re.compile(f"(?:{_IN_TURN.pattern})(展出)，现场")
_AT_STALL = re.compile("(?:设点|[设摆]摊)，(?:[并还现场]|向[^，。]{1,10}?)*发放(?P<things>[^，。0-9]+)")
_GIVEN = re.compile("(?P<start>，|^这次活动共?)另?发放(?P<things>[^，。]*[0-9][^，。]*)(?P<more>，?)")
_LEARN = re.compile("培训|讲座|讲课|宣讲|课堂|讲堂|授课")
_REPEATED = re.compile("^这是|^(?:现场|[并还])*(?:说明|介绍|宣传)|的|(?:办法|方法|用法|知识)$|活动$")
_ALL = re.compile("(?:群众|居民|村民|会员|市民)$")
_PEOPLE = re.compile(
    "(?:群众|会员|居民|村民|妇女|老人|老年人|儿童|学生|青年|青少年|家长|照护人|夫妇|理事|职工|人员|骨干|工作者|新市民|师生)$"
)


HONOURED = "先进典型"  # whom nothing names more closely


class Told(NamedTuple):
    """What a draft says besides: act, first sentence, association; who does what is told; things that its numbers name."""

    act: str
    lead: str
    who: str
    doers: Doers
    things: Sequence[str] = ()


def counted(results: Results | None) -> list[str]:
    """The things, and the groups visited, of which the numbers are told."""
    if results is None:
        return []
    things = [figure.item for figure in results.others if figure.scope == "本次"]
    visits = results.visits
    if visits and FEW not in (str(visits.people), str(visits.households)):
        things += ["慰问", *(group.group for group in visits.groups)]
    return [*things, *("募集善款" for _ in results.gifts[:1])]


def without_helpers(results: Results | None, helpers: Sequence[str]) -> Results | None:
    """Results without the number of those who helped, which are named: 18个乡镇计生协."""
    if results is None:
        return None
    others = [one for one in results.others if not any(f"{one.number}{one.unit}" in each for each in helpers)]
    return (
        results.model_copy(update={"others": tuple(others)}) if len(others) < len(results.others) else results
    )


def honoured(about: str, act: str, rolls: Sequence[str]) -> str:
    """Who was honoured, as the rolls of the activity say it, its words or its name: 先进集体和先进个人, “好媳妇”“好婆婆”."""
    if rolls:
        return "、".join(dict.fromkeys(rolls))
    found = re.search("表彰(?:了|奖励)?([^，。；、][^，。；]*)", about)
    found = found or re.match("(“[^，。]+”|[^，。“”]{2,}家庭)评选", act)
    return found[1] if found else HONOURED


def homes(activity: Activity) -> str:
    """What the households were that were visited, where the record says so: its words do, or all of it is for one kind and
    it has no groups."""
    found = [one for one in activity.audience if one.endswith(("户", "家庭"))]
    visits, about = activity.results and activity.results.visits, activity.about or ""
    alone = (
        len(activity.audience) == 1 or re.search(f"(?:慰问|走访)了?{re.escape(found[0])}", about)
        if found
        else None
    )
    return found[0] if len(found) == 1 and alone and not (visits and visits.groups) else "家庭"


def moved(done: str, numbers: str) -> tuple[str, str]:
    """What was done and its numbers, those of what was given at a stall beside it: 设点，发放手册84份."""
    stall, given = _AT_STALL.search(done), _GIVEN.search(numbers)
    if not (stall and given):
        return done, numbers
    left = numbers.replace(given[0], given["start"] if given["start"] != "，" else given["more"], 1)
    with_numbers = done[: stall.start("things")] + given["things"] + done[stall.end("things") :]
    return with_numbers, "" if re.fullmatch("这次活动共?。", left) else left


def to_whom(audience: Sequence[str]) -> str:
    """Whom something was done for: 育龄妇女, where all of it is for them; else nobody in particular."""
    return audience[0] if len(audience) == 1 else "群众"


def of_whole(audience: Sequence[str], about: str, results: Results | None) -> list[str]:
    """Those for whom all of it is: none of whom the record says that one thing was done, a visit, a gift, a prize."""
    groups = [group.group for group in results.visits.groups] if results and results.visits else []
    one_thing = "".join(re.findall("(?:慰问|走访|看望|救助|资助|结对|表彰|邀请)了?([^，。；]+)", about))
    those = [
        one
        for one in audience
        if one not in one_thing and not any(one in each or each in one for each in groups)
    ]
    return those if len(those) == len(audience) or any(map(_ALL.search, those)) else []


def for_whom(audience: Sequence[str]) -> str:
    """Whom it is for, none beside a kind that has it: 会员、老年人等群众."""
    every = next((one for one in ("群众", "居民") if one in audience), "")
    others = [one for one in audience if one != every]
    if not (every and others):
        return "、".join(audience)
    others = [one for one in others if not one.endswith(every)]  # 育龄群众 are among 群众
    if not others:
        return every
    return f"{'、'.join(others)}{'等' if all(map(_PEOPLE.search, others)) else '和'}{every}"


def counts_doubt(questions: Sequence[str]) -> str:
    """What the record cannot say of how many came, as a question: 收官那一场还是全程的人数."""
    for question in questions:
        found = re.search("(?:是|究竟)?([^，。；“”是]{2,12}还是[^，。；]{1,12}人数)", question)
        if found:
            return found[1]
    return ""


def is_of_others(questions: Sequence[str]) -> bool:
    """Whether the record says that its source does not speak of the association, or not as who held it."""
    return any(map(_OF_OTHERS.search, questions))


def at_places(about: str, places: int) -> str:
    """The record's words of so many places: at one nothing goes from place to place, 展板在现场展出."""
    return about if places != 1 else _IN_TURN.sub("在现场", _IN_TURN_HERE.sub(r"在现场\1，", about))


def new_words(about: str, told: Told) -> str:
    """The record's words, a line for each sentence, without clauses that say no more than is said."""
    lines = (_new(line.strip(), told) for line in _SENTENCE.findall(about))
    return "\n".join(filter(None, lines))


def new_forms(forms: Sequence[str], told: Told) -> list[str]:
    """The forms that neither the act nor a number says; none where all that is left says nothing: 志愿服务, 线上讲座."""
    new = [form for form in forms if not _is_said(form, told)]
    return [] if len(new) == 1 and _SAYS_NOTHING.fullmatch(new[0]) else new


def _is_said(form: str, told: Told) -> bool:
    kind = "" if _ANY.search(form) or re.match("表彰|发放|赠送", form) else form[-2:]
    core = _ANY.sub("", form)
    if (
        _is_in(form, told.lead)
        or (len(core) > 1 and core in told.act)
        or (_LESSON.search(form) and _LESSON.search(told.act))
        or (kind and kind in told.act)
        or any(_is_in(form, each) for each in told.things)
    ):
        return True
    return any(
        kind.search(form) and any(map(kind.search, those))
        for kind, those in (
            (_VISIT, [told.act, *told.things]),
            (_PLAY, [told.act]),
            (_SHOW, [told.act]),
            (_PAIR, [told.act]),
            (_LEARN, [told.act]),
            (_GIFT, told.things),
            (_CHECK, told.things),
        )
    ) or bool(_THING.match(form) and _is_counted(form[2:], told.things))


def _is_in(form: str, said: str) -> bool:
    """Whether words have the form in them, word for word or with others between: 免费健康检查 says 免费检查."""
    letters = iter(said)
    return all(letter in letters for letter in form)


def _new(line: str, told: Told) -> str:
    clauses = _after_lead(_without_place(line.rstrip("。"), told.lead), told).split("，")
    if len(clauses) == 1 and _is_in(_REPEATED.sub("", clauses[0]), told.act):
        return ""
    kept = [new for clause in clauses if (new := _clause(clause, told.things))]
    if kept and re.search("设点$|[设摆]摊$", kept[-1]):  # for what, only the rest says
        kept = clauses
    if len(kept) == len(clauses):
        return "，".join(kept)
    return re.sub("^[并还]", "", "，".join(kept))


def _after_lead(line: str, told: Told) -> str:
    """A line that tells once more who held what, from where it tells more: 邀请邻县的村民参加."""
    if not line.startswith(told.who):
        return line
    clauses = line.split("，")
    core = re.sub("活动$", "", told.act)[-2:]
    for place, clause in enumerate(clauses[:3], 1):
        if _HELD.search(clause) and core in clause and not _DOERS.search("".join(clauses[:place])):
            return "，".join(clauses[place:])
    return line


def _without_place(line: str, lead: str) -> str:
    """A line without the place that the lead says: 集中开展政策咨询, of 在村广场集中开展政策咨询."""
    found = re.match("在([^，。在]{1,12}?(?:广场|前坪|中心|书屋|站|院|室|厅|馆|园|校|村部))", line)
    return line[found.end() :] if found and found[1] in lead else line


def _clause(clause: str, things: Sequence[str]) -> str:
    """A clause without the things whose numbers follow; nothing where they are all of it."""
    if _RAISED.fullmatch(clause) and any(map(_GIFT.search, things)):
        return ""
    if re.fullmatch(f"{_BEFORE}(?:药品|药具)", clause) and _is_counted(clause, things):
        return ""
    found = _GAVE.fullmatch(clause)
    if not found:
        return clause
    named = _AND.split(found["things"])
    left = [one for one in named if not _is_counted(one, things)]
    if found["verb"] == "表彰" and "表彰" in things:
        left = []  # the number says whom
    if len(left) == len(named):
        return clause
    if not left:
        return ""
    said = "和".join(filter(None, ["、".join(left[:-1]), left[-1]]))
    return clause[: found.start("things")] + said


def _is_counted(thing: str, things: Sequence[str]) -> bool:
    """Whether a thing is among those with a number, by the end of its name: 优生优育展板 of 展板, 手册 of 宣传册, 保险 of 意外险."""
    ends = [thing[-2:], *(thing[-1:] if thing.endswith(("册", "险")) else "")]
    those = [each for each in things if each != "慰问"]
    return any(thing in each or each in thing or any(end in each for end in ends) for each in those)
