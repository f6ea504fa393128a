"""What a record says in its own words, set into sentences: a doer and a time for lines that have neither.

The words themselves stay as they were written. What speaks of another time than the text does is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from almanac.views.press_names import without_notes
from almanac.views.press_sentences import ask

_SENTENCE = re.compile("[^。！？\n]+[。！？]?")
_HOW = (
    "(?:免费|现场|集中|沿途|沿街|上门|入户|当场|当面|全程|统一|分批|分别|逐一|逐户|逐件|重点|着重|继续|同时|同步|主要|积极"
    "|广泛|深入|挨家挨户|一对一|面对面|线上|巡回|轮流|共同|联合|还|并|也|先后|首先|随后|最后|然后)"
)
_ASKED_IN = "请(?=[^，。您自带携]{0,8}(?:党员|专家|医生|医师|老师|教师|讲师|教授|律师|干部|演员|艺人|群众|会员|居民|村民))"
_DOES = (
    f"{_ASKED_IN}|带领|率领|陪同|发动|动员|特邀|[与和](?=[^，。]{{1,12}}(?:一起|共同|联合))|对(?=[^，。]{{1,20}}进行)|体检(?![车报中结])|拍摄|出资|购买|投入|筹集|接受|宣读|"
    "开展|举办|举行|组织(?!者)|发放|派发|分发|发给|赠送|赠|提供|讲解|讲授|讲(?![师座台])|宣传(?![车员队品册资])|宣讲(?!员)|解答|解读|展出|展示|演出|表演(?!者)|测|量|检查(?!组)|筛查|做|作|设|摆|悬挂|张贴"
    "|播放|登记|说明|倡导|号召|呼吁|引导|指导|帮助|帮扶|帮|慰问|走访|看望|探望|送|了解|听取|征求|收集|邀请|安排|派|围绕|通过|利用|结合|采取|采用|运用"
    "|以(?![上下外及])|用(?![品药])|把|为|给|向|在|趁|借|从|就(?!医)|到(?!场)|进(?!行人)|深入|观看(?!者)|参观(?!者)|签约|签订|建立|结对|募集|募捐(?!启动)|表彰|评选|颁发|授予|传授|普及|推广|介绍|分享"
    "|交流|座谈|学习|回顾|总结|部署|启动(?!仪式)|召开|揭牌|穿插|留出|理发|打扫|清扫|清理|救助|资助|接种|培训(?![师班])|教(?![师育])|写|唱|跳|陪|接|摸排|排查|建档|随访|回访|义诊(?=[^专医现])"
)
_SUBJECTLESS = re.compile(f"{_HOW}*(?:{_DOES})")
_TRADE = re.compile(  # what takes somebody's trade: a doctor, a teacher, an artist
    "^[^，]*(?:讲|解答|解读|说明|[测量做]|检查|筛查|体检|义诊|接种|教|指导|帮助|引导|演|回顾|分享|理发|介绍)"
)
_ORDERS = re.compile(  # what an association does itself
    "^(?:到|进|深入|走)|^[^，]*(?:开展|举[办行]|组织|发放|派发|分发|发给|赠|送|[设摆搭展]|悬挂|张贴|播放|登记|慰问|走访|[看探]望|特?邀|安排|派|募|表彰|评选|颁|授予|签|结对"
    "|建立|救助|资助|帮扶|召开|启动|上门|入户|征求|听取|收集|提供|利用|采[取用]|学习|讨论|请|带领|培训|介绍[^，。]*(?:办法|方法|流程))"
)
LONG = 60  # characters of a sentence that takes one more thing
_WHEN = re.compile(  # 演出间隙穿插: needs a 在
    "(?:演出|表演|讲座|宣讲|讲课|培训|活动|仪式|比赛|检查|宣传|义诊|[会课])(?:结束|开始)?(?:之?后|之?前|间隙|期间|时)(?![，的])"
)
_FIXED = re.compile(
    "所[募筹收得]|收支|活动|这次|本次|此次|届时|当天|当日|会议(?=[^上中后前，。])|现场(?=[，有])|[0-9]{1,2}[月日]|计划|按照|根据|[^，。]{0,12}(?:"
    "(?:计生协|协会(?!长))(?![^，。]{0,6}(?:长|书记|工作人员|干部|专干|志愿者))|活动(?=[与是有由以在]))"
)
_MAY = re.compile(f"可(?!口)|将|由|要(?!求)|须|(?!{_ASKED_IN})请|欢迎|不用|即|有")
_SOMEWHERE = re.compile("[趁在到进]|深入")  # which 现场 would say twice
_NAMED = re.compile(
    "[^，。；]*的[^，。；]*(?:打算|内容|安排|项目|活动|仪式)(?=[，。；]|$)"
)  # says what it is
_ELSEWHERE = re.compile(
    "[^，。]{0,12}(?:时|会上|那次|上次|此前)[^，。]{0,4}(?:宣布|公布|提出)的"
)  # of what no reader knows
_NUMBERED = re.compile(
    r"(^|[；。：\n])(?:[一二三四五六七八]、|[1-9１-９][.、．]|[（(][一二三四五六1-6][）)])\s*"
)
_LIST = re.compile("^[^，。；：\n]{2,10}(?:；[^，。；：\n]{2,10})+(?=。|$)", re.MULTILINE)
_OF_IT = re.compile("由|结束|让|使(?!用)|旨在")  # what only the activity does
_HELD_AT = re.compile(
    "在[^，。]{1,16}(?:举行|进行|开展)(?=[，。]|$)"
)  # which the activity is, and nothing else
_FIRST = re.compile(
    f"((?:根据|按照|为了)[^，。]{{1,24}}，|(?:上午|下午|晚上|最后|接着)，?)(?={_HOW}*(?:{_DOES}))"
)
_NO_NEWS = re.compile(  # of the press itself, and praise
    "接受了?[^，。]{0,6}采访|气氛(?:热烈|活跃|浓厚)|点赞|好评|称赞|赞不绝口|欢声笑语|人头攒动|积极参与|反响(?:热烈|强烈)|掌声|圆满"
)
_WE = re.compile("^(?:本|我)?协会(?=[^，。员]{2})")
_WHO = (
    "志愿者|医生|医师|护士|专家|理事|会员|团队|代表|群众|居民|村民|队员|人员|工作者|干部|教师|老师|讲师|主持人|家长|学生|参观者|观众|宣传车|展板"
    "|会长|秘书长|小组长|专干|书记|主任|局长|小分队|服务队|演出队|艺术团|医院|学校|家庭|一行"
)
_DOER = re.compile(f"[^，。；、的由]{{0,10}}?(?:{_WHO})(?!{_WHO}|[的、和与及，。；])(?=.)")
_COMING = re.compile(
    "届时|(?<![即])将(?:于|在|开展|举办|举行|组织|发放|邀请|为|免费|由|有)|欢迎|敬请|请(?:大家|您|广大|自|携|带)|(?:计划|拟)(?:开展|举办|举行|组织)|预计|不用报名|报名"
)
_OVER = re.compile("(?<![为除罢])了(?![解结])|已(?:经)?(?:举行|举办|开展|完成|转|送|发|帮)")


class Frame(NamedTuple):
    """What stands around the words of a record in a text of one time.

    scene: before the first of them; insert: what a subject is followed by; wrong: what such a text may not say; asked:
    what is asked for in its place.
    """

    scene: str
    insert: str
    wrong: re.Pattern[str]
    asked: str

    def begun(self, doer: str) -> str:
        """The beginning of what somebody does: 届时，某县计生协将; 现场 has the scene in it."""
        scene = "" if doer == ON_SPOT and self.scene == OVER.scene else self.scene
        return f"{scene}{doer}{self.insert}"


class Doers(NamedTuple):
    """Who does what nobody is said to do: what an association does, and what takes somebody's trade, who is not known."""

    who: str
    spot: str


ON_SPOT, ON_NET = "现场", "活动"
OVER = Frame("活动中，", "", _COMING, "做了什么，简介写的是计划")
UNDERWAY = OVER._replace(scene="活动期间，")
COMING = Frame("届时，", "将", _OVER, "做什么，简介写的是已经办过的事")
TODAY = COMING._replace(scene="")
PLANNED = COMING._replace(scene="按原计划，")


def sentences(about: str, doers: Doers, frame: Frame) -> str:
    """The words of a record as sentences of a text."""
    about = _LIST.sub(_included, _NUMBERED.sub(r"\1", about))
    words = re.sub(f"；(?={_HOW}*(?:{_DOES}))", "。", without_notes(about))
    if frame is TODAY:  # whose day it is
        words = re.sub("届时，?", "", words)
    words = re.sub(
        "((?:^|。)现场(?:有|设)[^。]*?)，(?=表彰|慰问|走访)", r"\1。", words
    )  # which no place does
    lines = [_WE.sub("", _plainly(line.strip())) for line in _SENTENCE.findall(words) if line.strip()]
    lines = [line for line in lines if not _NO_NEWS.search(line)]
    if frame.insert:  # what was said elsewhere only its own report knows
        lines = [line for line in lines if not _ELSEWHERE.match(line)]
    right = [line for line in lines if not frame.wrong.search(line)]
    said = "".join(_framed(right, doers, frame))
    if frame is PLANNED and len(said) <= 2 * LONG:  # all of it was a plan
        said = said.rstrip("。").replace("。", "，") + "。" * bool(said)
    if frame is PLANNED and said and frame.scene not in said:
        said = frame.scene + said
    return said + (f"{ask(frame.asked)}。" if len(right) < len(lines) and not said else "")


def _included(found: re.Match[str]) -> str:
    """What a list of catchwords says: 活动内容包括文艺演出、知识问答."""
    return f"活动内容包括{found[0].replace('；', '、')}"


def _plainly(line: str) -> str:
    """A line that means what it says: one for each, who looks on, on which account, what money will be for."""
    line = re.sub("^一名(?=[^，。]{1,6}(?:联系|结对|帮扶|走访)一户家庭)", "每名", line)
    line = re.sub("^说明(?=[^，。]*的(?:办法|方法|流程)(?:[，。]|$))", "介绍", line)
    line = re.sub("^在(?=[^，。]*即可)", "群众在", line)
    line = re.sub("^(?:活动)?(?:主要)?内容[：:]", "活动内容包括", line)
    line = re.sub("^(?=(?:现场|沿途|沿街|沿线)[设摆搭])", "在", line)
    line = re.sub("^(所[募筹收得][^，。将已]{0,4}?|收支情况)(?=全部|均|都|用于|专项|向社会)", r"\1将", line)
    return re.sub("本地公众号(?!“)", f"本地公众号{ask('公众号名称')}", line)


def _framed(lines: list[str], doers: Doers, frame: Frame) -> Iterator[str]:
    """Lines without a subject share one; a line that has its own is a sentence by itself."""
    scene, before, told = frame.scene, False, "nobody"
    for bare, those in groupby(lines, is_subjectless):
        if bare:
            for part in _joined([line.rstrip("。！").removeprefix("将") for line in those]):
                doer = doers.spot if _TRADE.search(part) and not _ORDERS.search(part) else doers.who
                if doer == doers.spot and _SOMEWHERE.match(part):
                    doer = ""
                begun = frame._replace(scene=scene).begun(doer)
                if before:  # the same goes on
                    begun = f"同时，{frame.insert}"
                elif doer == told:
                    begun = f"{doer}还{frame.insert}"
                elif told == "nobody":
                    part = re.sub("^(现场)?[还并也]", r"\1", part)
                yield f"{begun}{part.removeprefix(doer)}。"
                scene, before, told = "", True, doer
            continue
        for line, more in _pairs([line.rstrip("。！？") for line in those]):
            other = f"，{_whole(more, '', frame.insert, doers.who)}" if more else ""
            said = f"{_whole(line, scene, frame.insert, doers.who)}{other}。"
            scene, before, told = "", False, ON_SPOT if ON_SPOT in said else told
            yield said


def _pairs(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Lines that have a subject, each with the next where it is short and others of the kind do it: 一方代表发言，另一方代表谈体会."""
    left = [*lines]
    while left:
        line = left.pop(0)
        yield line, left.pop(0) if left and _are_of_one_kind(line, left[0]) else ""


def _are_of_one_kind(line: str, other: str) -> bool:
    """Whether two short lines tell what two doers of one kind do."""
    one, two = _DOER.match(line), _DOER.match(other)
    if not (one and two) or one[0] == two[0] or one[0][-2:] != two[0][-2:]:
        return False
    return "，" not in other and len(line + other) <= 36 and not _MAY.search(line + other)


def _joined(lines: list[str]) -> list[str]:
    """Lines with one doer as the ends of sentences: short ones are one; of those with clauses the first stands alone."""
    first, *rest = lines
    if rest and (any("，" in line for line in lines[:-1]) or len("".join(lines)) > LONG):
        return [first, _and(rest)]
    return [_and(lines)]


def _and(lines: list[str]) -> str:
    """One，two，并three."""
    *most, last = lines
    return f"{'，'.join(most)}，{'' if re.match('[还并也]', last) else '并'}{last}" if most else last


def is_subjectless(line: str) -> bool:
    """Whether a line says what is done, and not by whom: 免费测血压."""
    if (
        _FIXED.match(line)
        or _HELD_AT.match(line)
        or _FIRST.match(line)
        or _WHEN.match(line)
        or _MAY.match(line)
        or re.search("^[^，。]*[即还均都]?可(?!口)以?", line)
    ):
        return False
    return bool(_SUBJECTLESS.match(line) or line.startswith("将"))


def _whole(line: str, scene: str, word: str, who: str) -> str:
    """A line that has its subject; where that is seen, and nothing else says the time, with a word behind it."""
    if _NAMED.match(line):
        what, comma, rest = line.partition("，")
        return f"{what}是{rest}" if comma else f"这是{line}"
    if first := _FIRST.match(line):
        return f"{first[1].rstrip('，')}，{who}{word}{line[first.end() :]}"
    if _OF_IT.match(line) or _HELD_AT.match(line):
        return f"活动{'' if line[0] in '结旨' else word}{line}"
    if when := _WHEN.match(line):
        rest = line[when.end() :]
        if rest.startswith(("向", "为", "给")):
            return f"{when[0]}，{word}{rest}"
        return f"{when[0]}{'' if _MAY.match(rest) else word}{rest}"
    if _FIXED.match(line):
        return f"{who}{line}" if re.match("计划(?:开展|举办|举行|组织)", line) else line
    found = _DOER.match(line)
    if found and not _MAY.search(line.partition("，")[0]):
        return f"{scene}{line[: found.end()]}{word}{line[found.end() :]}"
    return line if word or _MAY.search(line) else scene + line
