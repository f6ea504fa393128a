"""What content/health/ holds: the head of an article, the topics and readers, the glossary; one line a field."""

# A field is one line, however long its words: the lines are read as a table.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from almanac.model.filings import (
    Answer,
    Kind,
    Line,
    Photo,
    Prose,
    Record,
    Text,
    Web,
    Words,
    answered,
    key,
    wrong,
)
from almanac.model.words import ArticleStatus

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TAKEN = frozenset({"index", "glossary", "topics", "booklet"})  # addresses below /health/ that are not articles


def day(text: object) -> str:
    """A whole day that exists: an article is good until a day, not until a month."""
    if not isinstance(text, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise wrong("E114", f"“{text}”不是日期", "发布: 2021-05-29")
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        raise wrong("E113", f"“{text}”：日历上没有这个日子", "发布: 2021-05-29") from None
    return text


Day = Annotated[str, PlainValidator(day), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]{1,30}(-[a-z0-9]{1,30}){0,5}$")]


class Author(Record):
    """写文章的人或单位。"""

    name: Line = key("名称", "作者的姓名或单位", "示例县妇幼保健院")
    standing: Line = key("资质", "作者的职称或资格；不是医务人员就照实写", "主治医师")


class Reference(Record):
    """文章所依据的一份公开资料。"""

    body: Line = key("单位", "谁发布的", "国家卫生健康委")
    title: Line = key("题名", "资料的名称", "中国公民健康素养——基本知识与技能（2015年版）")
    year: Annotated[str, Field(pattern=r"^[0-9]{4}$")] = key("年份", "哪一年的", "2015")
    web: Web | None = key("网址", "资料的网址", "https://www.example.org/1.html", None)


class Review(Record):
    """专家对这篇文章的审核。"""

    by: Line = key("审核人", "谁审核的", "示例医生")
    title: Line = key("职称", "审核人的职称", "主任医师")
    unit: Line = key("单位", "审核人的单位", "示例市人民医院")
    date: Day = key("日期", "哪天审核的", "2021-05-10")


_REVIEW = {"审核人": "示例医生", "职称": "主任医师", "单位": "示例市人民医院", "日期": "2021-05-10"}
_SOURCE = {"单位": "国家卫生健康委", "题名": "示例指南", "年份": "2021"}


class Article(Record):
    """一篇健康知识文章开头的说明。"""

    title: Annotated[str, Field(min_length=2, max_length=30, pattern=r"^[^\n]*$")] = key("标题", "文章的标题，不超过 30 字", "备孕的时候要做哪些事")
    topics: Words = key("话题", "目录.yml 里的话题，第一个是主要的", ["优生优育"])
    readers: Words = key("读者", "写给谁看：目录.yml 里的读者", ["备孕夫妇"])
    summary: Annotated[str, Field(min_length=10, max_length=120, pattern=r"^[^\n]*$")] = key("摘要", "一两句话说清讲什么", "备孕前做哪些检查、怎样补充叶酸、生活上注意什么。")
    state: Literal[ArticleStatus.UNREVIEWED, ArticleStatus.REVIEWED, ArticleStatus.WITHDRAWN] = key("状态", "专家还没看过的写“待审核”", "待审核")
    author: Author = key("作者", "谁写的、有什么资质", {"名称": "示例县妇幼保健院", "资质": "主治医师"})
    editor: Line | None = key("责编", "责任编辑", "示例县计生协", None)
    sources: Annotated[tuple[Reference, ...], Field(min_length=1)] = key("来源", "依据了哪些公开资料", [_SOURCE])
    review: Review | None = key("审核", "谁审核的；状态是“已审核”的必须有", _REVIEW, None)
    published: Day = key("发布", "哪天发布的", "2021-05-12")
    until: Day = key("有效至", "到哪天为止可以放心看，过后要重新审核", "2023-05-12")
    as_of: Day | None = key("截至", "讲政策的，写明政策截至哪天", "2021-08-20", None)
    licence: Line = key("许可", "别人可以怎样使用", "CC BY 4.0")
    cover: Photo | None = key("封面", "同一文件夹里的封面图片；没有就由程序画一张", {"文件": "beiyun.jpg", "说明": "…", "同意": "无人像", "未成年人": "无"}, None)
    former: Words = key("曾用地址", "文件改名以前的名字，旧网址由此转来；旧网址里有姓名、要收回的写“收回”", ["beiyun-zhishi"], ())
    answers: tuple[Answer, ...] = answered()


class Topic(Record):
    """一个话题。"""

    name: Line = key("名称", "话题的说法，文章里就写它", "优生优育")
    slug: Slug = key("代码", "网址里用的英文小写代码", "yousheng")
    about: Text = key("说明", "一句话说清这个话题", "怀孕前后怎样保护好母亲和孩子。")
    mark: Annotated[str, Field(pattern=r"^[一-鿿]$")] = key("字", "封面图上的一个大字", "育")
    words: Words = key("词", "活动的名称或形式里有这些词的，就是讲这个话题的", ["优生", "孕前", "叶酸"], ())
    years: Annotated[int, Field(ge=1, le=50)] | None = key("年限", "最新的来源、“截至”过了几年要重查；不写就不提醒", "5", None)


class Help(Record):
    """有急事、不知道找谁的时候，打什么电话、去哪里。"""

    need: Line = key("什么事", "什么时候用得上", "急病、受伤、中毒")
    whom: Line = key("找谁", "电话号码，或者去哪里", "120")


class Directory(Record):
    """话题和读者的目录。"""

    topics: tuple[Topic, ...] = key("话题", "有哪些话题，按这里的次序排", [{"名称": "优生优育", "代码": "yousheng", "说明": "…", "字": "育"}])
    readers: Words = key("读者", "有哪些读者，按这里的次序排", ["备孕夫妇", "孕产妇", "老年人"])
    helps: tuple[Help, ...] = key("求助", "每篇文章下面都有的电话和去处，最急的在前", [{"什么事": "急病、受伤、中毒", "找谁": "120"}], ())
    helps_as_of: Day | None = key("求助截至", "电话和去处核对到哪天；写了“求助”就要写", "2021-05-10", None)


class Term(Record):
    """词汇表里的一个词。"""

    name: Line = key("词", "词本身", "叶酸")
    slug: Slug = key("代码", "网址里用的英文小写代码", "yesuan")
    meaning: Prose = key("解释", "用平常话解释", "一种 B 族维生素。")
    others: Words = key("又名", "别的叫法", ["维生素 B9"], ())


ARTICLE = Kind("文章", "article", Article, False)
DIRECTORY = Kind("目录", "directory", Directory, False)
GLOSSARY = Kind("词汇", "term", Term, True)
CONTENT: tuple[Kind, ...] = (ARTICLE, DIRECTORY, GLOSSARY)


class Page(Record):
    """网站自己的一页（content/ 下的 about.md 等）开头的说明。"""

    title: Line = key("title", "页面的标题", "关于本站")
    description: Text = key("description", "一句话说明，搜索和转发时显示", "本站是什么、资料从哪里来。")


PAGE = Kind("页面", "page", Page, False)
