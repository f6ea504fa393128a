"""Small shares for tests of outputs: 示例 activities over a few real divisions, no folder, no campaign.

province = shares(filed("430181", "0528-yizhen", 名称="示例义诊", 状态="计划", 开始="2021-05-28 上午"))["43"]
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from almanac.disclosure.public_records import public
from almanac.load.articles import Piece, Shelf
from almanac.load.press_releases import Newsroom
from almanac.model.article import Article, Help, Topic
from almanac.model.day import Day
from almanac.model.divisions import AreaCode, Level, Register, level_of, parent, share_of
from almanac.model.filings import ACTIVITY, BY_FILE, Activity, Award, Filing, Notice, Promise
from almanac.pages import Share, Site
from almanac.validate import Known, award_id, personal_data
from almanac.views import honour_rolls, service
from almanac.views.activities import Entry, entry
from almanac.views.edit_links import source_of
from almanac.views.open_data import ACTIVITIES, activity_rows, lines

REGISTER = Register(
    [
        ("43", "湖南省", "province"),
        ("4301", "长沙市", "city"),
        ("430102", "芙蓉区", "county"),
        ("430102001", "文艺路街道", "township"),
        ("430181", "浏阳市", "county"),
        ("430181119", "大瑶镇", "township"),
        ("430181119001", "示例社区居民委员会", "village"),
        ("4331", "湘西土家族苗族自治州", "city"),
        ("433101", "吉首市", "county"),
    ]
)
ARTICLE = Article.model_validate(
    {
        "标题": "示例文章",
        "话题": ["示例话题"],
        "读者": ["示例读者"],
        "摘要": "一篇示例文章，讲示例话题。",
        "状态": "已审核",
        "审核": {"审核人": "示例医生", "职称": "示例职称", "单位": "示例医院", "日期": "2021-05-08"},
        "作者": {"名称": "示例作者", "资质": "示例资质"},
        "来源": [{"单位": "示例单位", "题名": "示例资料", "年份": "2021"}],
        "发布": "2021-05-10",
        "有效至": "2023-05-10",
        "许可": "CC BY 4.0",
    }
)
TOPIC = Topic.model_validate(
    {"名称": "示例话题", "代码": "shili", "说明": "一个示例话题。", "字": "示", "词": ["叶酸"]}
)
SHELF = Shelf(
    folder=Path("content/health"),
    articles=(Piece("shili", "content/health/shili.md", ARTICLE, "## 示例\n\n示例正文，讲叶酸。"),),
    topics=(TOPIC,),
    readers=("示例读者",),
    terms=(),
    helps=(Help.model_validate({"什么事": "急病", "找谁": "120"}),),
    helps_as_of="2021-05-10",
    faults=(),
    aside=(),
    rotten=False,
)
CATEGORIES = (
    ("群众性主题宣传", "publicity"),
    ("关怀关爱", "care"),
    ("家庭健康促进", "health"),
    ("理事勤理事", "council"),
    ("评先评优", "merit"),
)


def notice(**fields: Any) -> Notice:
    """A year's notice with the five categories."""
    classes = [{"名称": name, "代码": slug, "全称": f"开展{name}活动"} for name, slug in CATEGORIES]
    return Notice.model_validate({"发文日期": "2021-05-06", "类别": classes, **fields})


def filed(code: str, slug: str, *, year: int = 2021, **fields: Any) -> Filing:
    """An activity as it stands in a file; what is not given is the plainest example."""
    said = {"名称": "示例活动", "类别": ["群众性主题宣传"], "状态": "计划", "开始": "2021-05-29"} | fields
    record = Activity.model_validate(said)
    return Filing(ACTIVITY, year, code, f"{year}-{code}-{slug}", f"{year}/示例/{slug}.yml", None, record)


def awarded(code: str, *, year: int = 2021, today: str = "2021-05-20", **fields: Any) -> Filing:
    """An award as the public may see it on a day; what is not given is the plainest example."""
    said = {"名称": "示例先进集体", "类型": "集体", "级别": "县级", "授予单位": "示例计生协"} | fields
    record = Award.model_validate(said)
    where = f"{year}/示例/表彰.yml"
    filing = Filing(BY_FILE["表彰.yml"], year, code, award_id(year, code, record), where, None, record)
    return public([filing], Day(today), personal_data.places(REGISTER))[0]


def promised(code: str, *, year: int = 2021, **fields: Any) -> Filing:
    """A promise as it stands in a file."""
    said = {"事项": "为示例群众办的事", "状态": "在办"} | fields
    return Filing(
        BY_FILE["清单.yml"], year, code, "", f"{year}/示例/清单.yml", None, Promise.model_validate(said)
    )


def site(
    *, year: int = 2021, today: str = "2021-05-20", demo: bool = False, years: tuple[int, ...] = (2021,)
) -> Site:
    """The site of the small register."""
    notices = {each: notice(发文日期=f"{each}-05-06") for each in years}
    return Site(
        name="湖南5·29会员活动日",
        url="https://529.example.org/",
        domain="529.example.org",
        owner="湖南省计划生育协会",
        today=Day(today),
        year=year,
        demo=demo,
        register=REGISTER,
        notices=notices,
        seals={},
        shelf=SHELF,
        newsroom=Newsroom(Path("content/press"), (), (), ()),
        home_prose="<p>示例</p>",
        records=Path("events"),
        cache=Path(".build/photos"),
        drawn=Path(".build/drawn"),
        source=source_of({}),
        gallery=Path(__file__).parent / "faults",
    )


def shares(*filings: Filing, on: Site | None = None) -> dict[str, Share]:
    """All shares of the small register with these activities, by code; the province's is `["43"]`."""
    on = on or site()
    entries = [_entry(filing, on) for filing in filings if isinstance(filing.record, Activity)]
    paged = {unit.code for unit in REGISTER if len(unit.code) <= 6}
    for filing in filings:
        paged |= {unit.code for unit in REGISTER.line(filing.code)}
    return {
        unit.code: _share(unit.code, filings, entries, frozenset(paged), on)
        for unit in REGISTER
        if len(unit.code) <= 6
    }


def data_rows(share: Share) -> list[dict[str, bytes]]:
    """The lines of the open data's tables that the areas at or below a share hand up."""
    return [{"totals": b"", "activities": lines(ACTIVITIES, activity_rows(share.entries, REGISTER))}]


def _entry(filing: Filing, on: Site) -> Entry:
    assert isinstance(filing.record, Activity)
    joint = tuple(code for path in filing.record.joint if (code := REGISTER.at(path)))
    return entry(filing, on.notices[filing.year], joint)


def _share(
    code: str, filings: tuple[Filing, ...], entries: list[Entry], paged: frozenset[str], on: Site
) -> Share:
    units = tuple(REGISTER.within(code)) if level_of(code) is Level.COUNTY else (REGISTER[code],)
    below = {unit.code for unit in REGISTER if unit.code.startswith(code)}
    inside = [filing for filing in filings if filing.code.startswith(code)]
    known = Known(REGISTER, on.notices, lambda path: False)
    parts = {share_of(filing.code) for filing in inside}
    return Share(
        AreaCode(code),
        units,
        tuple(filing for filing in filings if share_of(filing.code) == code),
        tuple(event for event in entries if event.code.startswith(code)),
        {},
        tuple(e for e in entries if not e.code.startswith(code) and below & set(e.joint)),
        {},
        frozenset(each for each in paged if each in below or parent(each) in below),
        {},
        on,
        honour_rolls.honours(inside, known),
        {
            each: service.service([f for f in inside if share_of(f.code) == each], on.notices)
            for each in parts
        },
        service.pledges([filing for filing in filings if share_of(filing.code) == code], known),
    )
