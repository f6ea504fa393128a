"""What the head of a news release in content/press/ says; one line a field."""

# A field is one line, however long its words: the lines are read as a table.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from almanac.model.article import CONTENT, Day
from almanac.model.divisions import share_of
from almanac.model.filings import Answer, Kind, Line, Photo, Record, Text, Words, answered, key
from almanac.model.words import ReleaseStatus

_REVIEW = {"初审": "示例甲", "复审": "示例乙", "终审": "示例丙"}
_PHOTO = {"文件": "dayao-1.jpg", "说明": "丙镇天和广场，志愿者为群众测血压", "同意": "有", "未成年人": "无"}


class Review(Record):
    """三审：谁审的，写姓名或职务。"""

    first: Line = key("初审", "谁初审", "示例甲")
    second: Line = key("复审", "谁复审", "示例乙")
    last: Line = key("终审", "谁终审", "示例丙")


class Release(Record):
    """一篇新闻稿开头的说明。"""

    headline: Annotated[str, Field(min_length=4, max_length=60, pattern=r"^[^\n]*$")] = key("标题", "稿件的标题", "乙县丙镇开展“5·29会员活动日”义诊")
    shorter: Words = key("备用标题", "短一些的标题，长的在前；一家媒体收不下“标题”时，打包用它", ["乙县计生协开展义诊"], ())
    subhead: Line | None = key("副题", "副标题", "百余名群众在家门口看专家", None)
    digest: Annotated[str, Field(min_length=10, max_length=120, pattern=r"^[^\n]*$")] = key("摘要", "一两句话，搜索和转发时显示", "5月28日，乙县丙镇计生协在天和广场开展义诊。")
    unit: Line = key("单位", "哪个协会的稿件，写文件夹；省里的写省的名称", "甲市/乙县")
    year: Annotated[str, Field(pattern=r"^[0-9]{4}$")] = key("年份", "写的是哪一年的活动日", "2021")
    activities: Words = key("活动", "写的是哪些活动：文件名；下级的写“文件夹/文件名”", ["丙镇/0528-义诊"], ())
    state: Literal[ReleaseStatus.DRAFT, ReleaseStatus.UNREVIEWED, ReleaseStatus.FINAL, ReleaseStatus.WITHDRAWN] = key("状态", "草稿不公布；“待审核”标明样稿；三审完了写“定稿”", "草稿")
    writers: Words = key("通讯员", "谁写的；定稿必须有", ["示例作者"], ())
    editor: Line | None = key("责编", "责任编辑；定稿必须有", "示例编辑", None)
    review: Review | None = key("审核", "三审是谁；定稿必须有", _REVIEW, None)
    published: Day = key("发布", "哪天的稿", "2021-05-28")
    embargo: Day | None = key("解禁", "到哪天才可以公布；不写就是“发布”那天", "2021-05-29", None)
    outlets: Words = key("投往", "投给哪些媒体：通知的媒体名录或投稿渠道里的名称", ["红网", "省计生协网站"], ())
    enquiries: Line | None = key("联系", "编辑找谁核对：单位和座机；只写在送稿的文件里，不上网页", "乙县计生协 010-88880000", None)
    photos: tuple[Photo, ...] = key("照片", "同一文件夹里的照片，第一张作头图", [_PHOTO], ())
    note: Text | None = key("说明", "给同事看的话，不公布", "照片等宣传科补", None)
    former: Words = key("曾用地址", "文件改名以前的名字，旧网址由此转来；旧网址里有姓名、要收回的写“收回”", ["dayao-0528"], ())
    answers: tuple[Answer, ...] = answered()


RELEASE = Kind("稿件", "release", Release, False)
MANUSCRIPTS: tuple[Kind, ...] = (*CONTENT, RELEASE)  # every kind of what lies in content/


class Manuscript(NamedTuple):
    """One release: its address below /press/, its file as shown, its head, its body, whose it is, what it covers.

    code: of the association; covers: ids of activities; places: line and column of each key of the head; above: how many
    lines stand above the body.
    """

    slug: str
    file: str
    head: Release
    body: str
    code: str
    covers: tuple[str, ...]
    places: dict[str, tuple[int, int]]
    above: int = 0

    @property
    def year(self) -> int:
        return int(self.head.year)

    @property
    def since(self) -> str:
        """The day from which it may be read."""
        return max(self.head.published, self.head.embargo or "")

    @property
    def is_done(self) -> bool:
        """Whether it is going to be read: a draft is nobody's business, and what was withdrawn is gone."""
        return self.head.state in (ReleaseStatus.UNREVIEWED, ReleaseStatus.FINAL)

    @property
    def shares(self) -> set[str]:
        """The shares whose activities it tells of."""
        return {id_share(each) for each in self.covers}

    @property
    def words(self) -> str:
        """All that it says to readers."""
        head = self.head
        captions = [said for photo in head.photos for said in (photo.caption, photo.alt or "")]
        return "\n".join([head.headline, *head.shorter, head.subhead or "", head.digest, *captions, self.body])


def id_share(activity: str) -> str:
    """The share an activity's id belongs to."""
    return share_of(activity.split("-")[1])
