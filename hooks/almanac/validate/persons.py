"""Persons in a text: what looks like a name and stands where a person is spoken of asks somebody to decide.

Two steps, so that a text without a name costs one look: what looks like a name (`person_names`), then what stands before and
after it on the same line. Nothing here is an error: a word may look like a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from almanac.model.late_pattern import late
from almanac.validate.person_names import (
    ADDRESS,
    ALL,
    ANOTHER,
    CALLED,
    CERTAIN,
    ELDERS,
    FREE,
    GIVEN_ALONE,
    NAME,
    NEIGHBOUR,
    NICKNAME,
    PEOPLE,
    PET,
    QUICK,
    SHORT,
    WHOLE,
)

CARE = (
    "失独|留守|困难|特困|贫困|孤[儿老]|低保|五保|残疾|特扶|特殊|扶助|帮扶|救助|慰问|受助|受益|受捐|资助|失能|独居|空巢|孤寡|丧偶|"
    "致贫|烈属|军属|优抚|脱贫|监测|计生|独生|单亲|患病|重病|大病|住院"
)
MINOR = (
    "大?学生|新生儿?|未成年人|[男女]生|儿童|孩子|女孩|男孩|少年|孤儿|幼儿|宝宝|"
    "婴儿|小学|中学|(?:年级|班)的?|子女|学子|遗孤|女童|男童|女婴|男婴|小朋友"
)
KIN = (
    "老人|妇女|母亲|父亲|[爷外叔伯]公|外婆|爷爷|奶奶|叔叔|[哥姐弟妹]{2}|舅舅|妈妈|爸爸|夫[妇妻]|户主?|家庭|对象|家属|成员|遗[属孀]|女儿|儿子|孙[女子]|侄[女子儿]|外甥女?|独[生子女]+|[爱病]人|"
    "妻子?|丈夫|媳妇?|老[伴公婆]|堂客|移民|单身汉|其[母父妻夫子女]"
)
GROUP = f"(?:{CARE})(?:{KIN}|会员|党员|群众|职工|人员|人|户|大学生)?的?"
VISIT = "慰问了?|看望了?|走访了?|探望了?|资助了?|救助了?|帮扶了?|帮助|结对|走进|来到"
_LABEL = "(?:(?:姓名|[\u4e00-\u9fff](?:对象|名单|学生))(?:[：:] ?|为)|[人者户]：)"
OTHERS = (
    "小记者|(?<![记或作编])者|村民|居民|群众|会员|党员|代表|职工|选手|受访人|村医|青年|乡亲|邻居|联户|新人|市民|[\u4e00-\u9fff]农|农民|家长|"
    "(?:求助|来[信访]|举报|收养|监护|委托|代理|证明|见证|经手|介绍|代笔)人|[工病]友|化名|名叫|人员|护理员|网格员|宣传员|学员|营员|宝[妈爸]|新[娘郎]|组长|老板|带头人|大户|店主|[发厨技]师|师傅|歌手|班长|寿星|乡贤|军人|村官|[之明]星|护工|好人|企业家|户长|婆婆|小主持人|后代|[绣厨]娘|[鼓号歌琴]手|骨干|[理护动]员|姑娘|阿妹|义工|人士|受益人|申请人|聋哑人|典型|标兵|模范|能手|学霸|主播|传承人|[身老]汉|票友|小作者|老(?:会长|书记|妇女主任|支书|主任|校长|村长|兵|教师|党员)|[0-9一二三四五六七八九十]组|[^，。；、\n][湾冲坪塘屋]"
)
ILL = (
    "得了[^，。；\n]{0,6}[病癌]|身?患(?!者)|难产|手术|病重|生病|瘫痪|癌|尿毒|中风|失明|肿瘤|精神病|自闭|抑郁|确诊|因病|查出|感染|罹患|病逝|卧床|怀孕|流产|"
    "[上取放]了?环|结扎|避孕|顺产|剖[腹宫]|绝育|引产|截瘫|偏瘫|残疾|血[糖压]|收缩压|[彩B]超|病情|肌瘤|结节|结核|截肢|化疗|放疗|癫痫|脑瘫|失聪|狼疮|孕[0-9]|坐月子|脑梗|透析"
)
OFFICES = (
    "(?<!老)会长|(?<!老)书记|(?<!老)(?<!老妇女)主任|局长|院长|医师|教授|主席|部长|处长|科长|站长|所长|"
    "秘书长|专家|老师|医生|大夫|护士长|校长|(?<!休)干部|讲师"
)
_OPENING = "[“”（(：、 ]?$"
# What is said of nobody but a person.
AGE = (
    "[，,（( ]*(?:今年|现年)?(?:[已都刚才快有满]|已经)?(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})[多来]?岁"
    "|今年(?:[3-9][0-9]|[三四五六七八九]十[一二三四五六七八九]?)(?=[，。了])"
)
SCHOOL = "今年(?:[上读念]|考[上取])|[上读念](?:小学|[初高][一二三中]|[一二三四五六]年级|幼儿园)|[是系][^，。；\n]{1,10}班的?学生|同学(?![会们校聚])"
FAMILY = "的?(?:丈夫|妻子|爱人|老伴|老公|老婆|堂客|[大小二]?儿子|[大小二]?女儿|孙[子女]|母亲|父亲|妈妈|爸爸|独生[子女]|奶奶|爷爷|外婆|外公)"
WITH = "[和跟与](?:奶奶|爷爷|外[婆公]|妈妈|爸爸|弟弟|妹妹|姐姐|哥哥|老伴|丈夫|儿子|女儿)"
LIVES = (
    "老(?:人(?![大和])|太太?|汉|爹)|一家|一户|夫妇|夫妻|两口子|家(?:里|中|电[线灯]|漏|的?房|住|有|境)|[笑哭][着了]|含[着泪]|[流抹][着下]|抹?眼泪|带[着了][^，。；\n]{0,4}[孩儿女]|接过|攥|哽咽|"
    "一个人|一辈子|一生|至今|终身|守寡|改嫁|[外远]嫁|坐牢|服刑|吸毒|辍学|失学|失去|丧[偶子女夫妻]|去世|离世|牺牲|遇难|出生|学会|捐献|离[婚异]|未婚|"
    "因[^，。；\n]{0,3}[病贫灾残故]|[是为][^，。；\n]{0,10}(?:困难|低保|失独|特困|独生|媳妇|婆婆|[儿女]户)|从[^，。；\n]{1,6}嫁|嫁[到给入]|没[了有]了?[父母爹娘爸妈]|"
    "[领收]到|[拿捧拉提][着了]|[，,（( ]*(?:[男女][，, ]|[一二三四]级|低保|五保|独居|失独|户籍)|时?[，,][他她](?:的|是|家|正|今年|从小|[患因身])"
)


class Cue(NamedTuple):
    """What stands right before and right after a name where a private person is spoken of, and what it is a sign of."""

    kind: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


class Form(NamedTuple):
    """How a name may look, and the cues that make it one; the cue without anything around it always does."""

    pattern: re.Pattern[str]
    cues: tuple[Cue, ...]


FORMS: tuple[Form, ...] = (
    Form(ADDRESS, (Cue("care"),)),
    Form(NEIGHBOUR, (Cue("care"),)),
    Form(
        PET,
        (
            Cue("care", late(f'(?:(?:{MINOR})[“"]?|(?:小名|[叫喊][他她]?)[“"]?)$')),
            Cue(
                "care",
                None,
                late(f"{AGE}|{SCHOOL}|{FAMILY}|{WITH}|家里|是[^，。；\n]{{0,8}}(?:{CARE})|(?:{ILL})"),
            ),
        ),
    ),
    Form(
        NICKNAME,
        (
            Cue("care", late("(?:岁的?|[女男][孩生]|[化名]名|名?叫)$")),
            Cue("care", None, late("(?:在(?:作文|日记|信|心愿)[^，。；\n]{0,4})?写[道到下]")),
            Cue(
                "care",
                None,
                late(f"[，（]?(?:今年|现年)?[0-9]{{1,2}}岁|{FAMILY}|{WITH}|{SCHOOL}|(?:{ILL})|说[，：]|喜欢"),
            ),
        ),
    ),
    Form(
        NAME,
        (
            Cue("health", late(f"(?:患者|感染者|病人|患儿|孕妇|产妇|[病癌症炎重]的){_OPENING}")),
            Cue("health", None, late(f"[^，。；“0-9\n]{{0,4}}(?:{ILL})")),
            Cue(
                "care",
                late(
                    f"(?:{GROUP}|{MINOR}|{KIN}|{VISIT}|岁的?|出生的|{_LABEL}|[组户]的|家?住[^，。；]{{1,8}}的|(?:离[婚异]|守寡|辍学|[残亡世癌瘫暴孤孕]|戒毒|晚期|业|赶集|[返还]乡)的){_OPENING}"
                ),
            ),
            Cue(
                "care",
                None,
                late(
                    "(?:（化名）)?(?:[，（( ]*(?:[男女][，、 ]*)?(?:今年|现年)?(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})岁|"
                    "[，（( ]*[男女]方?(?![\u4e00-\u9fff])"
                    f"|(?:同学|小朋友|老人|{ELDERS})|[是系为][^，。；\n]{{0,6}}(?:{CARE})|一家|一户"
                    "|家(?![庭长园乡属政具禽畜族教访风村湾坪冲]|电(?![线灯费表路]))|家庭(?:困难|贫困|经济|人口|作|被|代表|获)|户[：:]"
                    "|的?(?:丈夫|妻子?|爱人|老伴|媳妇|[大小]?儿子|[大小]?女儿|崽|孙[子女]|母亲|父[母亲]|独[生子女]|奶奶|爷爷)|的房[子屋]|"
                    "[屋户]里|写下|的?微?心愿"
                    "|[，（( ]*(?:再婚|初婚|离[婚异]|未婚|已婚)|[：， ]*[0-9]{2,6}元| +(?:[0-9]|[男女独双失特低][\u4e00-\u9fff ])"
                    "|[，（( ]*(?:户籍|低保|五保|残疾|特困|独居|脑瘫|重病)|夫妇|夫妻|两口子|手[上里中]|住院|去世|离世|丧偶"
                    "|今年(?:[上读念]|考[上取])|失去[独儿女丈妻孩双]"
                    "|等[0-9两一二三四五六七八九十]*余?[人户名个]|于?[0-9]{4}年[0-9]{1,2}月[^，。；\n]{0,3}(?:出?生))"
                ),
            ),
            Cue("others", late(f"(?:{OTHERS}){_OPENING}")),
            Cue("others", late(f"(?<![\u4e00-\u9fff]){ANOTHER}[、和与]$")),
            Cue("others", None, late(f"[、和与]{ANOTHER}(?![\u4e00-\u9fff])")),
            Cue("others", None, late("[^，。；\n]{0,3}(?:说(?![明法服])|激动|告诉|表示感谢)|女士|先生")),
            Cue(
                "others",
                late("(?:[为给向到与把对陪请由从]|[、，。；：“ ]|^)$"),
                late(
                    "[送办测做领]|申请|争取|解决|理发|过生日|等[0-9一二三四五六七八九十]*[人户名]|等.{0,4}家"
                ),
            ),
        ),
    ),
    Form(
        CERTAIN,
        (
            Cue("care", late(f"(?:{CARE}|{KIN}|{MINOR})[^。；;,{{}}\n]{{0,16}}$")),
            Cue("care", None, late(f"[^。；;,{{}}\n]{{0,16}}?(?:{CARE}|{KIN}|{MINOR})")),
        ),
    ),
    Form(
        CALLED,
        (
            Cue(
                "care",
                late(
                    "(?:兹证明|[她他我名你]叫|叫做|她是|他是|我是|[真本大全乳]名(?:叫|为|是|[：:])?|名字(?:叫|是)|姓名[：:]|写着)[“ ]?$"
                ),
            ),
        ),
    ),
    Form(
        WHOLE,
        (
            Cue("health", None, late(f"[^，。；“0-9\n]{{0,2}}(?:{ILL})")),
            Cue("care", None, late(f"{AGE}|{SCHOOL}|{FAMILY}|{LIVES}")),
        ),
    ),
    Form(
        GIVEN_ALONE,
        (
            Cue(
                "care",
                late(
                    f"(?:{MINOR}|{KIN}|(?:残疾|聋哑|独居)人|村民|居民|会员|党员|[孕产]妇|[他她我]叫|名叫){_OPENING[:-1]}和?$"
                ),
            ),
            Cue(
                "care",
                None,
                late(f"{AGE}|{SCHOOL}|{FAMILY}|{LIVES}|{WITH}|家[去今前]年|问[她他]|身?患|{ELDERS}|嫂子"),
            ),
        ),
    ),
    Form(SHORT, (Cue("care", None, late(f"{AGE}|{SCHOOL}")),)),
    Form(
        PEOPLE,
        (
            Cue(
                "care",
                late(
                    "(?:班|[五六七八九]旬的?|族(?:老人|姑娘|妇女|孤儿|阿[妹婆哥]|小伙子?|大[妈爷娘姐叔]|村民|青年|学生|女孩|男孩)|[单老]身?汉|照[料顾]|系户是|证明"
                    "|(?:[五低]保|失独|孤寡|独居|单亲|残疾|困难|特困|百岁|脱贫|计生)(?:老人|母亲|父亲|妈妈|爸爸|妇女|青年|儿童|人|户|党员|会员|群众|职工|学生))$"
                ),
            ),
        ),
    ),
    Form(FREE, (Cue("others", None, late(f"(?! ?(?:{OFFICES}))")),)),
)
# Who holds an office, or writes, is named in public; so are those named after him.
TITLED = late(
    f"(?:{OFFICES}|[省市州县区镇乡]长|(?<!小)记者|通讯员|摄影|文[/、]图|(?<!小)作者|编辑|责编|校对|签发|[供撰]稿|[初复终一二三]审|审核人|联系人|"
    f"[负发][责言]人|责任人|(?<!小)主持人|主讲人)"
    f'[：: \\["“]{{0,3}}(?:[{ALL}][\u4e00-\u9fff]{{1,3}}[、，, ]{{1,2}}){{0,4}}$'
)
PARTS = (
    LIVES,
    ILL,
    KIN,
    CARE,
    AGE,
    MINOR,
    FAMILY,
    SCHOOL,
    WITH,
    OFFICES,
)  # what several patterns have in common
REACH = 24  # so many letters before and after a name are looked at


class Naming(NamedTuple):
    """What looks like the name of a person, from index `start` to `end`; `around`: the name with what says so."""

    start: int
    end: int
    kind: str
    surname: str
    around: str


Places = re.Pattern[str]
# Marks of half width between Chinese letters, and what they are there.
_HALF = late("[,;:?!](?<=[\u4e00-\u9fff”》）)].)(?=[\u4e00-\u9fff“《0-9])|[()]")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}


def full_width(text: str) -> str:
    """The text with marks as they are written in Chinese, each at its place: those of a record stand before a blank."""
    return _HALF.sub(lambda mark: _FULL[mark[0]], text)


def namings(text: str, known: Places) -> Iterator[Naming]:
    """What looks like a name and stands where a person in need, ill, under age or another private one is spoken of.

    known: places that are no persons.
    """
    last = 0
    for quick in QUICK.finditer(text):
        at = quick.start()
        if known.match(text, at):
            continue
        if at >= last and (naming := next(_at(text, at), None)):
            last = naming.end
            yield naming


def _at(text: str, start: int) -> Iterator[Naming]:
    for pattern, cues in FORMS:
        if not (found := pattern.match(text, start)):
            continue
        before = text[max(0, start - REACH) : start].rpartition("\n")[2]
        after = text[found.end() : found.end() + REACH].partition("\n")[0]
        if TITLED.search(before):
            continue
        for kind, left, right in cues:
            said = left.search(before) if left else None, right.match(after) if right else None
            if (said[0] or not left) and (said[1] or not right):
                around = "".join(
                    (said[0][0].strip() if said[0] else "", found[0], said[1][0] if said[1] else "")
                )
                yield Naming(start, found.end(), kind, found[0][found[0][0] in "小老"], around)
