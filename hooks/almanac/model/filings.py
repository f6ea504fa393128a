"""The kinds of record an association files; a field is one line: Chinese key, meaning, example."""

# A field is one line, however long its words: the lines are read as a table.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

import datetime
import re
import urllib.parse
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from almanac.model.audience import Audience, by_default
from almanac.model.web_address import WEB
from almanac.model.words import Status, Use

# ---------------------------------------------------------------- scalars


def wrong(code: str, message: str, example: str) -> PydanticCustomError:
    """A mistake in one value, to become the fault `code` at the place of that value."""
    return PydanticCustomError(code, "{message}", {"message": message, "example": example})


FORMAT = 2  # of the records; a change that old records do not fit raises it and gets a step in `intake/upgrade`


def key(alias: str, meaning: str, example: Any, default: Any = ...) -> Any:
    """One field: its Chinese key, what it means, an example; without a default it is required."""
    return Field(default, alias=alias, description=meaning, examples=[example])


class Count(NamedTuple):
    """A number as the filer wrote it: `800余` is value 800, mark 余; the text is never changed."""

    value: int
    mark: str
    text: str

    def __str__(self) -> str:
        return self.text


COUNT = re.compile(r"(近|约|超)?(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]{1,4}))?(万)?(余|多)?(万)?")
_ROUND = {"百": 100, "千": 1000, "万": 10_000}
LARGEST = 100_000_000


def count(text: object) -> Count:
    """A count is digits, perhaps with 万, and perhaps one of 余 多 近 约 超; or 近千, 上百, as the press writes."""
    if isinstance(text, Count):
        return text
    if isinstance(text, str) and len(text) == 2 and text[0] in "近约超上" and text[1] in _ROUND:
        return Count(_ROUND[text[1]], text[0], text)
    found = COUNT.fullmatch(text) if isinstance(text, str) else None
    if found is None or (found[4] and found[6]) or (found[1] and found[5]):
        raise wrong("E110", f"“{text}”不是能读懂的数", "人数: 800余")
    before, whole, part, ten_thousand, after, last = found.groups()
    scale = 10_000 if ten_thousand or last else 1
    value = int(whole.replace(",", "")) * scale
    if part:
        if scale == 1 or len(part) > 4:
            raise wrong("E110", f"“{text}”带小数，人数、场次、份数都应是整数", "人数: 1.2万")
        value += int(part) * scale // 10 ** len(part)
    if value > LARGEST:
        raise wrong("E111", f"“{text}”大得不合情理（上限一亿）", "人数: 800余")
    return Count(value, before or after or "", str(text))


WHEN = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2})(?: ([0-9]{2}:[0-9]{2}|上午|中午|下午|晚上|全天))?)?")


class When(NamedTuple):
    """A moment as precisely as it is known: day `2021-05-29`, `2021-05` or empty; clock `08:30` or empty."""

    day: str
    clock: str
    half: str
    text: str

    def __str__(self) -> str:
        return self.text


def when(text: object) -> When:
    """A moment is a date, a date with hour or half-day, a month, 待定 (not fixed) or 不详 (not reported)."""
    example = "开始: 2021-05-29 上午"
    if isinstance(text, When):
        return text
    if text in ("待定", "不详"):
        return When("", "", "", str(text))
    found = WHEN.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise wrong("E112", f"“{text}”不是能读懂的时间", example)
    year, month, day, rest = found.groups()
    try:
        datetime.date(int(year), int(month), int(day or 1))
        if rest and ":" in rest:
            datetime.time.fromisoformat(rest)
    except ValueError:
        raise wrong("E113", f"“{text}”：日历上没有这个日子或钟点", example) from None
    clock = rest if rest and ":" in rest else ""
    return When(f"{year}-{month}-{day}" if day else f"{year}-{month}", clock, "" if clock else rest or "", str(text))


def date(text: object) -> str:
    """A date is year-month-day with two-digit month and day, and must exist; a month alone is allowed."""
    moment = when(text)
    if not moment.day or moment.clock or moment.half:
        raise wrong("E114", f"“{text}”不是日期", "日期: 2021-05-29")
    return moment.day


ADDRESSED = re.compile(  # what is meant as an address, with its scheme or without
    "[a-zA-Z][a-zA-Z0-9+.-]*:(?!$).*|(?:[A-Za-z0-9-]+[.])+[A-Za-z]{2,}(?:[/:?#].*)?|[^ \u3400-\u9fff]+@[^ ]+"
)
_ENCODED = "".join(map(chr, range(0x21, 0x7F)))


def _public(text: str) -> str:
    """The address as it stands in a page."""
    return text if text.isascii() else urllib.parse.quote(text, safe=_ENCODED)


def address(text: object) -> str:
    """A source is a web address, or words (outlet and date) where the page has no address."""
    if not isinstance(text, str) or not text.strip():
        raise wrong("E115", f"“{text}”不是网址，也不是出处", "来源: [https://www.example.org/1.html]")
    if WEB.fullmatch(text):
        return _public(text)
    if ADDRESSED.fullmatch(text):
        message = f"“{text}”不是公开的网址：以 http:// 或 https:// 开头，后面是网站的域名（不是 8.8.8.8 这样的一串数字），没有空格，不带账号、@，不是内网和个人微信"
        raise wrong("E115", message, "来源: [https://www.example.org/1.html]")
    return text


def web_address(text: object) -> str:
    """A web address begins with http:// or https:// and the name of a public site, and has no spaces."""
    if not isinstance(text, str) or not WEB.fullmatch(text):
        raise wrong("E115", f"“{text}”不是网址", "网址: https://www.example.org/1.html")
    return _public(text)


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


APART = re.compile(r"\s*[、，,；;\n]\s*")  # between short items that stand in one text


def _several(value: object) -> object:
    """A text of several short items is these items, as a cell has them: 宣传，义诊，演出."""
    return ([item for item in APART.split(value.strip()) if item] or [value]) if isinstance(value, str) else value


_LETTERS = WithJsonSchema({"type": "string"})
Text = Annotated[str, Field(min_length=1, max_length=500)]
Line = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\n]*$")]
Prose = Annotated[str, Field(min_length=1, max_length=20_000)]
Words = Annotated[tuple[Line, ...], BeforeValidator(_several)]
Lines = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more)]
Number = Annotated[
    Count,
    PlainValidator(count),
    WithJsonSchema({"type": "string", "pattern": "^((近|约|超)?[0-9][0-9,.]*万?(余|多)?万?|[近约超上][百千万])$"}),
]
Moment = Annotated[
    When,
    PlainValidator(when),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^([0-9]{4}-[0-9]{2}(-[0-9]{2}( ([0-9]{2}:[0-9]{2}|上午|中午|下午|晚上|全天))?)?|待定|不详)$",
        }
    ),
]
Date = Annotated[str, PlainValidator(date), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"})]
Source = Annotated[str, PlainValidator(address), _LETTERS]
Sources = Annotated[tuple[Source, ...], BeforeValidator(_one_or_more)]
Web = Annotated[str, PlainValidator(web_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
YesNo = Literal["是", "否"]
OutletLevel = Literal["国家级", "省级", "市级", "县级", "其他"]


class Record(BaseModel):
    """What every kind shares: Chinese keys, no unknown keys, never changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # built when first needed


# ---------------------------------------------------------------- an answer


class Answer(Record):
    """对一处待核（Q 开头的提示）的答复：核对过，没有错；它问的值改了，要再核。"""

    question: Annotated[str, Field(pattern=r"^Q[0-9]{3}$")] = key("问题", "提示的代码", "Q214")
    value: Text | None = key("值", "核的是什么，照提示里“没有错就写”的抄；不写就还没有核", "80万余", None)
    note: Text = key("说明", "怎样核的；不写姓名", "核对过，没有错")


def answered() -> Any:
    """The field that every kind has for answers."""
    example = [{"问题": "Q214", "值": "80万余", "说明": "核对过，没有错"}]
    return key("已核", "Q 开头的提示，核对过没有错的；提示里有照抄的一行", example, ())


# ---------------------------------------------------------------- an activity


class Group(Record):
    """人数中的一类，只写数，不写姓名。"""

    group: Line = key("对象", "哪一类人或家庭，或参加、观看、咨询", "留守儿童")
    number: Number = key("数量", "多少", "5")
    unit: Line = key("单位", "人、户、对、名…", "人")


class Publicity(Record):
    """宣传活动的成效。"""

    sessions: Number | None = key("场次", "办了几场；不写按一场计", "1", None)
    people: Number | None = key("人数", "参加和受宣传的人数；材料没有明说就不写", "800余", None)
    parts: tuple[Group, ...] = key("分项", "几种人数并存时各多少", [{"对象": "观看演出", "数量": "200多", "单位": "人"}], ())


class Visits(Record):
    """走访慰问、服务的成效。"""

    sessions: Number | None = key("场次", "慰问服务几场；不写按一场计", "1", None)
    people: Number | None = key("人数", "慰问服务的人数", "15", None)
    households: Number | None = key("户数", "慰问的户数；只知道户数时只写这一项", "10", None)
    apart: YesNo = key("户数另计", "写“是”：这些户里的人不在人数里，两样都要计", "是", "否")
    groups: tuple[Group, ...] = key("分组", "各类对象各多少", [{"对象": "留守儿童", "数量": "5", "单位": "人"}], ())


class Figure(Record):
    """成效中的其他数：资料、义诊、善款、结对……"""

    item: Line = key("项目", "数的是什么", "宣传资料")
    number: Number = key("数量", "多少", "800余")
    unit: Line = key("单位", "份、盒、元、人次…", "份")
    scope: Literal["本次", "累计", "年度", "背景"] = key("口径", "本次活动的数，还是累计、全年或背景数", "本次", "本次")


class Gift(Record):
    """一个公益项目募到的善款：只写总数和接收的基金会，不写捐款人，不放收款码。"""

    project: Line = key("项目", "公益项目的名称", "小善举·大爱心")
    amount: Number = key("金额", "多少元", "102846")
    foundation: Line | None = key("基金会", "善款由哪个基金会或慈善组织接收；材料没有写就不写", "省人口健康福利基金会", None)


class Results(Record):
    """官方统计表和报道都从这里取数。"""

    publicity: Publicity | None = key("宣传", "宣传活动的场次、人数", {"场次": "1", "人数": "800余"}, None)
    visits: Visits | None = key("慰问", "慰问服务的场次、人数、户数", {"场次": "1", "人数": "15"}, None)
    pairs: Number | None = key("结对", "理事新结对帮扶了几户；只写数，不写是谁", "20", None)
    gifts: tuple[Gift, ...] = key("募捐", "各公益项目募到的善款", [{"项目": "小善举·大爱心", "金额": "102846", "基金会": "省人口健康福利基金会"}], ())
    others: tuple[Figure, ...] = key("其他", "其他数", [{"项目": "宣传资料", "数量": "800余", "单位": "份"}], ())


class Session(Record):
    """多地、多日活动中的一场。"""

    start: Moment = key("开始", "这一场何时开始", "2021-05-29 上午")
    end: Moment | None = key("结束", "这一场何时结束", "2021-05-29 11:30", None)
    place: Line | None = key("地点", "这一场在哪里", "天和广场", None)
    about: Text | None = key("内容", "这一场做什么", "启动仪式", None)


class Signup(Record):
    """需要报名的活动。"""

    start: Date | None = key("开始", "报名从哪天起", "2021-05-09", None)
    end: Date | None = key("结束", "报名到哪天止", "2021-05-18", None)
    note: Text | None = key("说明", "怎样报名、什么条件", "到村卫生室报名", None)


class Photo(Record):
    """一张照片；没有同意、没有说明的不发布。"""

    file: Line = key("文件", "同一文件夹里的照片文件名", "0529-1.jpg")
    caption: Text = key("说明", "地点、人物职务、在做什么；不写姓名", "天和广场义诊现场")
    alt: Text | None = key("画面", "念给看不见的人听：画面上有什么；不写就念“说明”", "医生给老人量血压", None)
    consent: Literal["有", "无", "无人像"] = key("同意", "画面里的人是否同意公开", "有")
    minors: Literal["有", "无"] = key("未成年人", "画面里有没有未成年人", "无")
    blurred: YesNo = key("已遮挡", "未成年人和服务对象的脸是否已遮挡", "否", "否")


class Change(Record):
    """让公众和日历知道的一次变更。"""

    date: Date = key("日期", "哪天作的变更", "2021-05-27")
    text: Text = key("内容", "变更了什么", "时间由28日改为29日")
    earlier: Moment | None = key("原定", "改期前的时间", "2021-05-28 上午", None)


class Activity(Record):
    """一场活动，一个文件（或一个文件里列几场）。"""

    number: Annotated[str, Field(pattern=r"^[0-9a-z]{1,8}$")] | None = key("编号", "一个文件列几场时，每场的编号", "1", None)
    name: Line = key("名称", "活动叫什么", "天和广场健康义诊")
    categories: Words = key("类别", "通知里的类别，第一个是主要的", ["家庭健康促进", "群众性主题宣传"])
    forms: Words = key("形式", "办成什么样", ["义诊", "健康讲座"], ())
    state: Literal[Status.PLANNED, Status.HELD, Status.POSTPONED, Status.CANCELLED, Status.WITHDRAWN] = key("状态", "办到哪一步", "已举办")
    start: Moment = key("开始", "何时开始", "2021-05-29 上午")
    end: Moment | None = key("结束", "何时结束", "2021-05-29 11:30", None)
    time_note: Line | None = key("时间说明", "日期写不准时说明，如“5月下旬”“赶集日”", "赶集日，农历四月十八", None)
    place: Line | None = key("地点", "在哪里", "天和广场", None)
    sessions: tuple[Session, ...] = key("分场", "多地、多日的各场", [{"开始": "2021-05-29", "地点": "天和广场"}], ())
    mode: Literal["线下", "线上", "线上线下"] = key("方式", "线下、线上或都有", "线下", "线下")
    theme: Line | None = key("主题", "这场活动自己的主题；与通知相同就不写", "健康进社区", None)
    occasion: Line | None = key("所属", "不是“5·29”的活动，写它属于什么；照样公布，不计入统计表；是“5·29”的不写", "7·11世界人口日", None)
    year_known: Literal["不详"] | None = key("年份", "材料没有写是哪一年，年份是推断的，写“不详”；照样公布，不计入统计表", "不详", None)
    audience: Words = key("面向", "给谁办的", ["育龄妇女", "老年人"], ())
    attendance: Literal[Audience.PUBLIC, Audience.MEMBERS, Audience.INTERNAL] | None = key("参加", "谁可以来；不写时，走访、结对、上门一类的是内部，其他的是公开", "公开", None)
    hosts: Words = key("主办", "本协会以外的主办单位", ["县人民政府"], ())
    joint: Words = key("联合", "联合举办的其他计生协，写文件夹路径；场次只在本协会计一次", ["甲市/乙县/丙镇"], ())
    organisers: Words = key("承办", "承办单位", ["县卫健局"], ())
    supporters: Words = key("协办", "协办、参与单位", ["市妇幼保健院"], ())
    guides: Words = key("指导", "指导单位", ["市卫健委"], ())
    guests: Words = key("出席", "出席者的职务；不写姓名", ["市计生协会长"], ())
    about: Prose | None = key("简介", "做了什么、要做什么", "免费测血压、血糖，发放健康资料。", None)
    bring: Line | None = key("携带", "请群众带什么", "身份证、以往病历", None)
    enquiries: Line | None = key("咨询", "找谁问：单位和座机，不写个人手机", "乙县计生协 010-88880000", None)
    signup: Signup | None = key("报名", "报名的起止和办法", {"结束": "2021-05-18"}, None)
    clinic_filing: Line | None = key("义诊备案", "义诊备案号", "浏卫义诊〔2021〕12号", None)
    accepted: Date | None = key("受理", "上级哪天收下备案的；由 import 写，或审核的人写，填报的人不写", "2021-05-20", None)
    expected: Results | None = key("预计", "计划中的数；永不计入统计", {"宣传": {"人数": "300"}}, None)
    results: Results | None = key("成效", "办成后的数", {"宣传": {"场次": "1", "人数": "800余"}}, None)
    photos: tuple[Photo, ...] = key("照片", "照片", [{"文件": "0529-1.jpg", "说明": "现场", "同意": "有", "未成年人": "无"}], ())
    poster: YesNo | None = key("海报", "要不要分享海报；不写时，县级及以上的才有", "是", None)
    changes: tuple[Change, ...] = key("变更", "公布后的变更，新的写在后面", [{"日期": "2021-05-27", "内容": "改期"}], ())
    sources: Sources = key("来源", "出处：网址，或媒体名称和日期", ["https://www.example.org/1.html"], ())
    open_questions: Lines = key("待核实", "材料没有说清的事", ["报道未写人数"], ())
    former_ids: Words = key("曾用地址", "改文件名以前的编号，旧网址由此转来；旧网址里有姓名、要收回的写“收回”", ["2021-990101-0528-yizhen"], ())
    answers: tuple[Answer, ...] = answered()

    @property
    def open_to(self) -> Audience:
        """Whom it is for: as 参加 says, else by what it is."""
        return self.attendance or by_default(self.name, self.categories, self.forms)

    @property
    def apart(self) -> str:
        """Why it is not one of its year's campaign, and enters no cell; empty where it is."""
        return "不是“5·29”的活动" if self.occasion else "哪一年办的不详" if self.year_known else ""


# ---------------------------------------------------------------- the year's notice


class Category(Record):
    """通知中的一类活动。"""

    name: Line = key("名称", "类别的说法，活动里就写它", "群众性主题宣传")
    slug: Annotated[str, Field(pattern=r"^[a-z]{3,12}$")] = key("代码", "网址里用的英文小写代码", "publicity")
    title: Line = key("全称", "通知里的标题", "开展群众性主题宣传活动")
    kinds: Words = key("子类", "通知列举的形式", ["文艺演出", "知识讲座"], ())
    duties: Lines = key("要求", "通知提出的要求", ["市、县、乡、村均要开展一次群众性宣传活动"], ())
    required: Annotated[tuple[Literal["市州", "县市区", "乡镇街道", "村居社区"], ...], BeforeValidator(_one_or_more)] = key("必办", "哪些级别的协会都要办一次", ["市州", "县市区"], ())


class Period(Record):
    """活动时间。"""

    start: Date = key("开始", "从哪天起", "2021-05-01")
    end: Date = key("结束", "到哪天止", "2021-06-10")
    text: Line = key("说明", "通知里的原话", "5月上旬至6月上旬")


class Deadline(Record):
    """一项报送和它的期限。"""

    item: Line = key("事项", "报送什么", "活动计划")
    due: Date = key("期限", "最迟哪天", "2021-05-15")
    by: Words = key("报送单位", "谁报", ["市州计生协"])
    to: Line = key("报送至", "报给谁", "省计生协综合处")
    material: Literal["计划", "总结", "照片", "统计表"] | None = key("材料", "备案里的哪一项", "计划", None)
    number: Annotated[int, Field(ge=1, le=100)] | None = key("份数", "要几份（照片几张）", "5", None)


Mail = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+$")]
_Digits = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,4}$")]


class Requirements(Record):
    """一家媒体收稿的要求；不知道的不写。"""

    headline: _Digits | None = key("标题最多", "标题最多几字", "20", None)
    least: _Digits | None = key("正文最少", "正文至少几字", "300", None)
    most: _Digits | None = key("正文最多", "正文最多几字", "800", None)
    photos: _Digits | None = key("照片最多", "最多几张照片", "5", None)
    pixels: _Digits | None = key("照片长边", "照片的长边至少多少像素", "1920", None)
    weight: _Digits | None = key("照片最大", "一张照片最多几兆", "5", None)
    age: _Digits | None = key("时效", "活动以后几天内收", "3", None)
    subject: Line | None = key("邮件主题", "邮件主题的写法：单位、作者、标题会填进去", "单位+作者+标题", None)
    files: Annotated[tuple[Literal["Word", "PDF", "纯文字", "公众号排版"], ...], BeforeValidator(_one_or_more)] = key("文件", "收哪几种文件", ["Word", "纯文字"], ())
    placing: Literal["文中", "另附"] | None = key("照片放法", "照片放在 Word 文中，还是只另附", "另附", None)
    cover: YesNo | None = key("送稿单", "Word 稿前面要不要送稿单", "否", None)
    tail: Line | None = key("文末", "正文后面署什么：〔单位〕〔作者〕〔责编〕会填进去；不写就是来源、通讯员、责编各一行", "（作者单位：〔单位〕）", None)
    source: Line | None = key("出处", "从哪里知道这些要求", "该媒体投稿须知 2021-05", None)


class Mailbox(Record):
    """一个投稿渠道。"""

    name: Line = key("名称", "投到哪里", "省计生协网站")
    mail: Mail = key("邮箱", "投稿邮箱", "tougao@example.org")
    asks: Requirements | None = key("要求", "收稿的要求；不知道就不写", {"标题最多": "20"}, None)


class Outlet(Record):
    """媒体名录中的一家。"""

    name: Line = key("名称", "媒体名称", "红网")
    level: OutletLevel = key("级别", "国家级、省级、市级、县级或其他", "省级")
    own: YesNo = key("本系统", "是否计生协自己的网站、内刊、账号", "否", "否")
    aliases: Words = key("别名", "别的写法", ["红网时刻"], ())
    mail: Mail | None = key("邮箱", "投稿邮箱", "tougao@example.org", None)
    asks: Requirements | None = key("要求", "收稿的要求；不知道就不写", {"标题最多": "20"}, None)


class Column(Record):
    """统计表一块的一列：级别，以及其下的各小列。"""

    name: Line = key("名称", "列名", "市州级计生协")
    slug: Literal["city", "county", "township", "village", "national", "provincial", "municipal", "local"] = key("代码", "哪一级的协会，或哪一级的媒体", "city")
    parts: Words = key("小列", "其下的小列，次序同本块的“数什么”", ["活动场次", "宣传人数"])


class Block(Record):
    """统计表的一块。"""

    name: Line = key("名称", "块名", "宣传活动")
    slug: Literal["publicity", "visits", "media", "accounts"] = key("代码", "数哪一类记录", "publicity")
    measures: Annotated[tuple[Literal["sessions", "people", "text", "video", "site", "wechat", "weibo"], ...], BeforeValidator(_one_or_more)] = key("数什么", "各小列数什么，依次写", ["sessions", "people"])
    columns: tuple[Column, ...] = key("列", "各列", [{"名称": "市州级计生协", "代码": "city", "小列": ["活动场次", "宣传人数"]}])


class Form(Record):
    """附件的统计表。"""

    title: Line = key("名称", "表名", "第23个“会员活动日”信息统计表")
    fields: Words = key("填报项", "表下要填的", ["联系人姓名", "电话", "填报日期"])
    notes: Lines = key("注", "表后的注", ["在本级计生协网站、内刊的发稿不计入媒体宣传一栏发稿量。"])


class CountingRule(Record):
    """一条计数口径，印在表旁。"""

    slug: Annotated[str, Field(pattern=r"^[a-z-]{3,30}$")] = key("代码", "口径的英文代码", "lead-level")
    text: Text = key("规则", "怎样数", "按主办协会的级别计；联合举办只在主办处计一次。")
    choice: Line | None = key("取法", "有几种取法的口径，写明取哪一种", "一户计一人", None)


class Assessed(Record):
    """评估表的一项：看什么，看哪几级的协会。"""

    name: Line = key("名称", "表头上怎样写", "活动计划")
    slug: Literal["plan", "summary", "photos", "form", "coverage", "complete", "media", "accounts", "questions"] = key("代码", "看哪一样：plan 计划、summary 总结、photos 照片、form 统计表、coverage 开展的面、complete 记录、media 媒体、accounts 阵地、questions 待核", "plan")
    levels: Annotated[tuple[Literal["省级", "市州", "县市区", "乡镇街道"], ...], BeforeValidator(_one_or_more)] = key("级别", "看哪几级的协会", ["市州", "县市区"])
    demand: Text | None = key("要求", "要求做到什么，照印在表下；没有就不写", "5月15日前报送省计生协综合处", None)


class Office(Record):
    """联系单位。"""

    name: Line = key("单位", "单位名称", "省计划生育协会综合处")
    phones: Words = key("电话", "座机", ["010-88880000"], ())
    mail: Line | None = key("邮箱", "邮箱", "bangongshi@example.org", None)


class Follow(Record):
    """请大家关注的一个账号。"""

    name: Line = key("名称", "在微信里搜什么", "省计生协")
    kind: Literal["微信公众号", "微博", "官网"] = key("种类", "哪一种账号", "微信公众号", "微信公众号")
    web: Web | None = key("网址", "官网、微博的网址", "https://www.example.org/", None)
    code: Line | None = key("二维码", "同一文件夹里的二维码图片；没有就不写", "省计生协.png", None)


class Notice(Record):
    """一年的通知：届次、主题、时间、类别、期限、表式和口径；不知道的不写。"""

    ordinal: Annotated[int, Field(ge=1, le=200)] | None = key("届次", "第几个会员活动日（年份减 1998）", "23", None)
    theme: Line | None = key("主题", "当年的主题；不知道就不写", "学党史 办实事 促健康", None)
    title: Line | None = key("标题", "通知标题", "关于开展第23个“5.29会员活动日”宣传服务活动的通知", None)
    document: Line | None = key("文号", "通知文号", "某计生协发〔2021〕7号", None)
    issuer: Line | None = key("发文单位", "谁发的", "省计划生育协会", None)
    issued: Date | None = key("发文日期", "哪天发的", "2021-05-06", None)
    period: Period | None = key("时间", "活动时间", {"开始": "2021-05-01", "结束": "2021-06-10", "说明": "5月上旬至6月上旬"}, None)
    follows: Annotated[str, Field(pattern=r"^[0-9]{4}$")] | None = key("沿用", "类别、统计表、口径沿用哪一年的", "2021", None)
    categories: tuple[Category, ...] = key("类别", "各类活动", [{"名称": "群众性主题宣传", "代码": "publicity", "全称": "…"}], ())
    deadlines: tuple[Deadline, ...] = key("报送期限", "各项报送期限", [{"事项": "活动计划", "期限": "2021-05-15", "报送单位": "市州计生协", "报送至": "省计生协综合处"}], ())
    mailboxes: tuple[Mailbox, ...] = key("投稿渠道", "投稿邮箱", [{"名称": "省计生协网站", "邮箱": "tougao@example.org"}], ())
    outlets: tuple[Outlet, ...] = key("媒体名录", "认得的媒体和级别", [{"名称": "红网", "级别": "省级"}], ())
    form: Form | None = key("统计表", "当年的统计表式", {"名称": "信息统计表", "填报项": [], "注": []}, None)
    blocks: tuple[Block, ...] = key("统计表各块", "统计表的各块和它们的列", [{"名称": "宣传活动", "代码": "publicity", "数什么": ["sessions"], "列": []}], ())
    counting: tuple[CountingRule, ...] = key("口径", "计数规则", [{"代码": "lead-level", "规则": "…"}], ())
    assessed: tuple[Assessed, ...] = key("评估", "年度评估看哪几项；不写就没有评估表，也不从“沿用”的年份带过来", [{"名称": "活动计划", "代码": "plan", "级别": ["市州", "县市区"]}], ())
    addressees: Words = key("主送", "发给谁", ["各市州计生协"], ())
    occasion: Text | None = key("缘起", "通知开头说的纪念日和背景", "5月29日是中国计生协成立41周年纪念日", None)
    follow: tuple[Follow, ...] = key("关注", "请大家关注的账号，全国的在前", [{"名称": "省计生协", "种类": "微信公众号"}], ())
    slogans: Lines = key("标语", "通知里的标语口号，一条一行；通知没有就不写，宣传材料用主题", ["学党史 办实事 促健康"], ())
    attachments: Words = key("附件", "通知的附件", ["第23个“会员活动日”信息统计表"], ())
    office: Office | None = key("联系", "联系单位", {"单位": "省计划生育协会综合处"}, None)
    duties: Lines = key("工作要求", "通知的工作要求", ["建立下级活动向上级备案机制"], ())
    open_questions: Lines = key("待核实", "还不知道的事", ["未见当年通知原文"], ())
    sources: Sources = key("来源", "出处", ["某计生协发〔2021〕7号"], ())
    format: Annotated[int, Field(ge=1, le=FORMAT)] | None = key("格式", "记录照哪一版的写法写，由 upgrade 写上；不写就是现在的写法", str(FORMAT), None)
    demo: YesNo = key("演示", "写“是”的是演示数据，每一页都会标明", "否", "否")
    answers: tuple[Answer, ...] = answered()


# ---------------------------------------------------------------- the other kinds


class Piece(Record):
    """媒体发表的一篇稿件；只记篇目，不录正文。"""

    outlet: Line = key("媒体", "哪家媒体", "红网")
    level: OutletLevel | None = key("级别", "媒体级别；名录里有的不用写", "省级", None)
    form: Literal["文字", "音视频"] = key("形式", "文字，或音频、视频", "文字")
    title: Line | None = key("标题", "稿件标题；不知道就不写", "乙县开展5·29义诊", None)
    date: Date | None = key("日期", "发表日期；不知道就不写", "2021-05-30", None)
    web: Web | None = key("网址", "稿件网址", "https://www.example.org/1.html", None)
    activities: Words = key("活动", "报道了哪些活动：同一文件夹的文件名（不带 .yml），或文件夹路径/文件名", ["0528-义诊"], ())
    reprint_of: Line | None = key("转载自", "转载的原发媒体；转载不再计数", "某省日报", None)
    own: YesNo | None = key("本系统", "是否计生协自己的网站、内刊、账号；名录里有的不用写", "否", None)
    occasion: Line | None = key("所属", "写的不是“5·29”的活动，写它属于什么；不计入统计表", "7·11世界人口日", None)
    note: Text | None = key("说明", "要说明的事", "原页已无网址", None)
    answers: tuple[Answer, ...] = answered()


class Account(Record):
    """一个网站或账号。"""

    name: Line = key("名称", "网站、公众号或微博的名称", "乙县计生协")
    web: Web | None = key("网址", "网址", "https://www.example.org/", None)
    code: Line | None = key("二维码", "同一文件夹里的二维码图片", "微信.png", None)


class Accounts(Record):
    """本协会已开通的网站和新媒体。"""

    sites: tuple[Account, ...] = key("官网", "协会官网", [{"名称": "乙县计生协网"}], ())
    wechat: tuple[Account, ...] = key("微信", "微信公众号", [{"名称": "乙县计生协"}], ())
    weibo: tuple[Account, ...] = key("微博", "微博", [{"名称": "乙县计生协"}], ())
    answers: tuple[Answer, ...] = answered()


class Consent(Record):
    """本人或监护人对公开的同意。"""

    by: Literal["本人", "监护人", "近亲属", "单位"] = key("同意人", "谁同意的；已故的由近亲属同意", "本人")
    date: Date = key("日期", "哪天同意的", "2021-05-20")
    scope: Annotated[tuple[Literal[Use.WEB, Use.PRESS, Use.PRINT], ...], BeforeValidator(_one_or_more)] = key("范围", "同意公开在哪里；发证书要有“印刷”", ["网页", "印刷"])
    until: Date = key("至", "同意到哪天；过了这天，姓名自动不再显示", "2026-05-20")
    style: Literal["全名", "某某", "字母"] = key("写法", "网页和报刊上姓名怎样写：全名、某某（只留姓）、字母（拼音首字母）", "某某", "全名")
    withdrawn: Date | None = key("撤回", "哪天撤回的；写了就不再公开", "2022-01-01", None)


_CONSENT = {"同意人": "本人", "日期": "2021-05-20", "范围": ["网页", "印刷"], "至": "2026-05-20"}


class Honoured(Record):
    """一个受表彰的集体、家庭或个人。"""

    serial: Annotated[str, Field(pattern=r"^[0-9a-z]{1,8}$")] | None = key("编号", "证书和事迹页的编号；定了就不再改", "01", None)
    name: Line = key("名称", "集体名称，或经同意公开的姓名、称呼；撤回以后改写“撤回”", "丙镇计生协")
    unit: Line | None = key("单位", "所在单位", "丙镇丁村", None)
    role: Line | None = key("身份", "会长 副会长 秘书长 理事 会员 志愿者…", "会长", None)
    rank: Line | None = key("等次", "分等次或名次的写", "一等奖", None)
    deceased: YesNo = key("已故", "追授的写“是”", "否", "否")
    minor: YesNo = key("未成年", "未成年人写“是”，姓名写成某某，永不公开", "否", "否")
    deeds: Prose | None = key("事迹", "主要事迹", "连续五年组织义诊", None)
    photo: Photo | None = key("照片", "本人或集体的照片", {"文件": "先进-1.jpg", "说明": "丙镇计生协会员在义诊现场", "同意": "有", "未成年人": "无"}, None)
    talks: Words = key("报告", "在哪些活动上作先进报告：活动的文件名", ["0528-先进报告会"], ())
    consent: Consent | None = key("同意", "公开姓名的个人和家庭必须有", _CONSENT, None)


class Notification(Record):
    """公示的起止。"""

    start: Date = key("开始", "公示从哪天起", "2021-05-10")
    end: Date = key("结束", "公示到哪天止", "2021-05-14")


class Part(Record):
    """一项表彰里的一部分，各有各的数。"""

    name: Line = key("名称", "这一部分叫什么", "幸福家庭")
    kind: Literal["集体", "个人", "家庭", "作品", "授牌"] | None = key("类型", "给谁的；不清楚就不写", "家庭", None)
    number: Number | None = key("数量", "这一部分多少；不知道就不写", "8", None)
    unit: Line | None = key("单位", "个、名、户", "户", None)


class Award(Record):
    """一项表彰。"""

    serial: Annotated[str, Field(pattern=r"^[0-9a-z]{1,8}$")] | None = key("编号", "发证书的写；定了就不再改", "xj", None)
    name: Line = key("名称", "表彰名称", "乙县健康幸福家庭")
    kind: Literal["集体", "个人", "家庭", "作品", "授牌"] | None = key("类型", "表彰给谁；不清楚就不写", "家庭", None)
    level: Literal["国家级", "省级", "市州", "县级", "乡镇", "村社区"] = key("级别", "哪一级的表彰", "县级")
    through: Literal["省级", "市州", "县级", "乡镇", "村社区"] | None = key("合计到", "几级合在一起、分不开的，写合到哪一级", "县级", None)
    body: Line = key("授予单位", "谁授予的", "乙县计生协")
    act: Literal["表彰", "推荐", "授牌", "表扬", "推选", "评选"] = key("性质", "表扬、推选、推荐、作品评选不是表彰", "表彰", "表彰")
    document: Line | None = key("文号", "表彰文号", "浏计生协〔2021〕3号", None)
    period: Line | None = key("年度", "年度或周期", "2021年度", None)
    date: Date | None = key("日期", "表彰日期", "2021-05-29", None)
    number: Number | None = key("数量", "共多少", "10", None)
    unit: Line | None = key("单位", "个、名、户", "户", None)
    parts: tuple[Part, ...] = key("分项", "一项表彰分几部分、给几种人的，各多少", [{"名称": "幸福家庭", "类型": "家庭", "数量": "8", "单位": "户"}], ())
    notification: Notification | None = key("公示", "公示起止", {"开始": "2021-05-10", "结束": "2021-05-14"}, None)
    activity: Line | None = key("活动", "在哪场活动上表彰的：文件名", "0528-表彰大会", None)
    honoured: tuple[Honoured, ...] = key("名单", "公开的名单，照文件里的先后写", [{"名称": "丙镇计生协"}], ())
    note: Text | None = key("说明", "要说明的事", "报道只公布数量", None)
    open_questions: Lines = key("待核实", "材料没有说清的事", ["两级合计，各多少没有写"], ())
    sources: Sources = key("来源", "出处", ["https://www.example.org/1.html"], ())
    answers: tuple[Answer, ...] = answered()


class Promise(Record):
    """“为民服务解难题”清单中的一件事。"""

    item: Line = key("事项", "要办的事", "为育龄妇女免费检查")
    group: Line | None = key("对象", "为哪一类人办", "育龄妇女", None)
    owner: Line | None = key("负责", "由谁办：单位或职务", "市妇幼保健院", None)
    due: Date | None = key("期限", "何时办成", "2021-06-30", None)
    state: Literal["未办", "在办", "办结"] = key("状态", "办到哪一步", "在办")
    result: Text | None = key("结果", "办成什么样", "检查 320 人", None)
    activities: Words = key("活动", "相关活动的文件名", ["0528-义诊"], ())
    answers: tuple[Answer, ...] = answered()


class Tally(Record):
    """一级活动的合计，不必逐场填报；已经逐场填报的算在合计里面，不在里面的写进“不含”。"""

    level: Literal["本级", "县市区", "乡镇街道", "村居社区"] = key("级别", "合计的是哪一级办的活动", "村居社区")
    through: Literal["县市区", "乡镇街道", "村居社区"] | None = key("合计到", "几级合在一起、分不开的，写合到哪一级；照样公布，不计入统计表的格", "乡镇街道", None)
    occasion: Line | None = key("所属", "不是“5·29”的数，写它属于什么，如全年工作；照样公布，不计入统计表", "2021年全年", None)
    as_of: Date = key("截至", "统计到哪天", "2021-06-20")
    units: Number | None = key("单位数", "多少个协会办了", "25", None)
    publicity: Publicity | None = key("宣传", "宣传场次、人数", {"场次": "25", "人数": "3000余"}, None)
    visits: Visits | None = key("慰问", "慰问场次、人数", {"场次": "20", "人数": "200"}, None)
    excludes: Words = key("不含", "不在合计里的活动；逐场填报的都不在合计里，写“逐场填报的”", ["丙镇/丁村/0529-讲座"], ())
    others: tuple[Figure, ...] = key("其他", "其他数；不计入统计表", [{"项目": "宣传资料", "数量": "12000余", "单位": "份"}], ())
    zero: YesNo = key("零报告", "确实没有活动写“是”；不写不等于零", "否", "否")
    note: Text | None = key("说明", "要说明的事", "由各村电话报数", None)
    open_questions: Lines = key("待核实", "材料没有说清的事", ["县乡各多少没有写"], ())
    sources: Sources = key("来源", "出处", ["https://www.example.org/1.html"], ())
    answers: tuple[Answer, ...] = answered()

    @property
    def apart(self) -> str:
        """Why it enters no cell; empty where it does."""
        return "不是“5·29”的数" if self.occasion else "几级合计，分不到各格" if self.through else ""


class Plan(Record):
    """报送的活动计划。"""

    date: Date = key("日期", "哪天报的", "2021-05-12")
    text: Prose | None = key("内容", "计划全文", "一、时间…", None)
    activities: Words = key("活动", "计划中的活动文件名", ["0528-义诊"], ())


class Report(Record):
    """报送的活动总结。"""

    date: Date = key("日期", "哪天报的", "2021-06-28")
    text: Prose = key("内容", "总结全文", "今年我市…")


class Return(Record):
    """向上级备案和报送的材料。"""

    plan: Plan | None = key("计划", "活动计划", {"日期": "2021-05-12"}, None)
    summary: Report | None = key("总结", "活动总结", {"日期": "2021-06-28", "内容": "…"}, None)
    photos: tuple[Photo, ...] = key("照片", "5 张活动照片", [], ())
    contact: Line | None = key("联系人", "联系人的职务或科室", "综合科", None)
    phone: Line | None = key("电话", "座机", "010-88880000", None)
    filled: Date | None = key("填报日期", "统计表的填报日期", "2021-06-28", None)
    answers: tuple[Answer, ...] = answered()


class Kind(NamedTuple):
    """A kind of record: its Chinese name (also its file name, but for activities), slug, model; many = a list is allowed."""

    name: str
    slug: str
    model: type[Record]
    many: bool


ACTIVITY = Kind("活动", "activity", Activity, True)
KINDS: tuple[Kind, ...] = (
    ACTIVITY,
    Kind("通知", "notice", Notice, False),
    Kind("表彰", "award", Award, True),
    Kind("媒体", "piece", Piece, True),
    Kind("阵地", "accounts", Accounts, False),
    Kind("清单", "promise", Promise, True),
    Kind("备案", "return", Return, False),
    Kind("汇总", "tally", Tally, True),
)
BY_FILE: dict[str, Kind] = {f"{kind.name}.yml": kind for kind in KINDS if kind is not ACTIVITY}


class Filing(NamedTuple):
    """A record with where it was filed: `file` below the records folder, `item` its place in a list or None.

    doubtful: what open questions about persons in its file ask about: a text with such a thing in it is not published.
    """

    kind: Kind
    year: int
    code: str
    id: str
    file: str
    item: int | None
    record: Record
    doubtful: frozenset[str] = frozenset()
