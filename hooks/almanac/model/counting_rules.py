"""The counting rules of a year: which there are, what they leave to choose, and what they call one thing (通知.yml 口径)."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from almanac.model.divisions import Level, level_of
from almanac.model.filings import Notice, Piece, Tally

# Words in the name of an outlet by which it is one of the associations' own, where neither record nor notice says so.
_SYSTEM = (
    "计生协",
    "计划生育协会",
    "会刊",
    "会员活动日",
    "协会内刊",
    "协会网站",
    "协会官网",
    "协会公众号",
    "协会微信",
)
_KNOWN_BY_NAME = f"名称里有{''.join(f'“{word}”' for word in _SYSTEM)}的，没有另外写明，就是计生协系统自己的。"
# What is counted how; `_ORDER` is how it is printed. A rule with choices has a sentence for each; the first is taken
# where none is said. What is printed of it is always the sentence of the choice that was applied.
FIXED = {
    "lead-level": "按主办（牵头）计生协的级别计。几个计生协联合举办的，只在牵头的计生协计一次。",
    "province-level": "表里没有省级的列；省计生协自己主办的活动另列在表旁，不计入任何一格。",
    "zones": "管理区、经济技术开发区等，名册里有的按名册的级别计；名册里没有的，计在填报它的计生协名下。",
    "held-only": "只计状态为“已举办”的活动；计划、延期、取消、撤下的和“预计”里的数，任何时候都不计。",
    "occasions": "写了“所属”（不是“5·29”）、年份不详、几级合计分不开的活动、稿件和汇总，照样公布，写明是什么，不计入任何一格。",
    "sessions": "类别是群众性主题宣传、或写了宣传成效的，办了就是宣传活动；写了慰问成效的是慰问服务。写了场次的按场次计。",
    "mixed": "一场活动既是宣传活动又有慰问成效的，宣传活动和服务活动两块各计，人数分别计。",
    "people": "人数按所写的数计；没有写人数的不计，也不当作零，并列出有几场没有写人数。",
    "approximate": "带“余、多、近、约、超、上”的数按所写的数字计，并注明含约数。",
    "visited-people": "慰问人数按人计。",
    "media-once": "先去掉转载的、不计的，再把同一篇合并，按发表过的最高一级媒体计一次；文字、音视频两种形式分开计。"
    "网址相同的是同一篇；同一媒体标题、日期相同的（有一处没有日期的，看标题）是同一篇；不同媒体标题相同、日期相差不超过 7 天，"
    "又是同一协会或上下级协会报的，是同一篇。几个协会都报了的，计在级别最低的协会。",
    "accounts": "网站和新媒体按开通的计生协个数计，一个协会开几个也只计一个，并附名称、网址、微信公众号二维码和微博名（统计表注2）。",
    "city-sum": "一个市州的表等于市州本级加上所属各级；全省的表等于各市州之和加上省本级。各级之和与上级的数不相等时不出表。",
    "tallies": "没有逐场填报的活动按“汇总”计：一个协会对一级活动报了几份的，取截至最晚的一份。截至那天和以前开始的（只写了月份"
    "的看月份，没有写日期的都算），凡是逐场填报的（写进“不含”的除外）和下级的汇总都算在汇总里面，先减去再加，不重复计；"
    "加起来比汇总多的，按多的计。",
    "coverage": "办过宣传活动的按协会数：牵头或联合办了计入的宣传活动的、在本级的汇总里报了宣传活动的，各算一个，不论办了几场。"
    "上级的汇总说另有几个协会办了的，写在旁边，不点名。",
    "unreported": "没有填报的是未知，不当作零，格子空着；应当报的协会都写明“零报告”的才是零，只有一部分报零的，注明几个。"
    "零报告和记录、汇总不一致的，不算零报告。",
}
CHOICES = {
    "after-period": {
        "计": "在通知规定的活动时间以外举办的也计，并注明有几场。",
        "不计": "在通知规定的活动时间以外举办的不计，并注明有几场没有计。",
    },
    "tours": {
        "一场": "没有写场次的按一场计；多地、多日的也是，不按“分场”的条数计。",
        "按分场": "没有写场次的，有“分场”的按分场的条数计，没有分场的按一场计。",
    },
    "households-only": {
        "一户计一人": "慰问只知道户数、不知道人数的，一户按一人计，并注明；写明“户数另计”的，户数按一户一人加在人数上，并注明。",
        "不计": "慰问只知道户数、不知道人数的，人数不计；写明“户数另计”的，户数也不加在人数上。",
    },
    "media-own": {
        "本级不计": "在本级计生协网站、内刊、账号上发的稿，不计入媒体宣传（统计表注1）；上级计生协的，按那一级计。"
        f"{_KNOWN_BY_NAME}",
        "签表单位不计": "在签统计表的计生协自己的网站、内刊、账号上发的稿，不计入媒体宣传（统计表注1）：乡镇街道、村居社区报的稿，"
        "由县级签，看是不是县级计生协的；市州、县市区报的，看是不是本级的。其他计生协的，按那一级计。"
        f"{_KNOWN_BY_NAME}",
        "各表签表单位": "在签这张表的计生协自己的网站、内刊、账号上发的稿，不计入这张表的媒体宣传（统计表注1），不论是哪一级报的："
        "县的表不计县级计生协自己的，市州的表不计市级计生协自己的，全省的表不计省计生协自己的，在别的表里照那一级计。每张表各自先去掉再合并同一篇，"
        "所以媒体宣传里上级的数和各下级的表合起来可以不等，差多少写在表下。"
        f"{_KNOWN_BY_NAME}",
        "本系统都不计": "在各级计生协网站、内刊、账号上发的稿，都不计入媒体宣传（统计表注1）。"
        f"{_KNOWN_BY_NAME}",
    },
}
# What is said besides of another rule where a choice was taken.
_BESIDES = {
    ("media-own", "各表签表单位"): ("city-sum", "媒体宣传除外：各张表不计的不同（取法：各表签表单位）。")
}
_ORDER = (
    "lead-level",
    "province-level",
    "zones",
    "held-only",
    "after-period",
    "occasions",
    "sessions",
    "tours",
    "mixed",
    "people",
    "approximate",
    "visited-people",
    "households-only",
    "media-once",
    "media-own",
    "accounts",
    "city-sum",
    "tallies",
    "coverage",
    "unreported",
)
PUBLICITY = "publicity"  # the category, and the block of the form, of what every level must hold
OUTLETS = {"国家级": "national", "省级": "provincial", "市级": "municipal", "县级": "local"}
OWN_LEVEL = dict(zip(Level, ("省级", "市级", "县级", "其他", "其他"), strict=True))
SIGNERS = (Level.PROVINCE, Level.CITY, Level.COUNTY)  # who signs a table
FORMS = {"文字": "text", "音视频": "video"}
TALLIED = {level.label: level.slug for level in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)}
ALL_FILED = "逐场填报的"
CLOSE = 7  # so many days apart is one manuscript printed by several outlets


class Rules(NamedTuple):
    """A year's choices, and its period as two days (empty where the notice gives none)."""

    late: bool
    stops: bool
    households: bool
    own_media: str
    first: str
    last: str

    @property
    def by_table(self) -> bool:
        """Whether what each signer's own outlets print is left out of its own table alone."""
        return self.own_media == "各表签表单位"


def rules_of(notice: Notice | None) -> Rules:
    """The choices of a notice's 口径."""
    taken = _taken(notice)
    period = notice.period if notice else None
    return Rules(
        taken["after-period"] == "计",
        taken["tours"] == "按分场",
        taken["households-only"] == "一户计一人",
        taken["media-own"],
        period.start if period else "",
        period.end if period else "",
    )


def _taken(notice: Notice | None) -> dict[str, str]:
    said = {rule.slug: rule.choice for rule in notice.counting} if notice else {}
    return {slug: said.get(slug) or next(iter(choices)) for slug, choices in CHOICES.items()}


def printed(notice: Notice) -> list[str]:
    """Every rule that is applied, as it is applied."""
    return list(applied(notice).values())


def applied(notice: Notice) -> dict[str, str]:
    """The same by their codes: the notice's own words where there is nothing to choose."""
    said, taken = {rule.slug: rule.text for rule in notice.counting}, _taken(notice)
    rules = {
        slug: f"{CHOICES[slug][taken[slug]]}（取法：{taken[slug]}）"
        if slug in CHOICES
        else said.get(slug, FIXED[slug])
        for slug in _ORDER
    }
    for (slug, choice), (other, words) in _BESIDES.items():
        if taken[slug] == choice:
            rules[other] += words
    return rules


_CONCERNS = {
    "media-": r"media-",
    "accounts": r"accounts-",
    "occasions": r"(publicity|visits|media)-",
    "coverage": r"(?!)",  # tells of associations, and of no cell
    "sessions|tours": r"(publicity|visits)-.*-sessions",
    "people": r"(publicity|visits)-.*-people",
    "visited-people|households-only": r"visits-.*-people",
    "held-only|after-period|mixed|tallies|unreported|province-level": r"(publicity|visits)-",
}


def concerns(slug: str, cell: str) -> bool:
    """Whether a rule can change the number of a cell."""
    told = [cells for slugs, cells in _CONCERNS.items() if re.match(slugs, slug)]
    return not told or any(re.match(cells, cell) for cells in told)


def speaks_of_the_system(outlet: str) -> bool:
    """Whether an outlet's name says that it is one of the associations' own."""
    return any(word in outlet for word in _SYSTEM)


def is_own_outlet(level: str, code: str, rules: Rules) -> bool:
    """Whether an outlet of the associations' own, of this level, is the filing association's or the signer's (统计表注1)."""
    own = level_of(code)
    if rules.by_table:
        return False
    if rules.own_media == "签表单位不计":
        own = min(own, Level.COUNTY)
    return level == OWN_LEVEL[own]


def signer(code: str) -> Level:
    """The level of whoever signs the table in which what an association brings is read: of a village's that of its county."""
    return min(level_of(code), Level.COUNTY)


def signer_of_outlet(level: str) -> Level | None:
    """Whose table an outlet of the associations' own, of this level, belongs to."""
    return next((own for own in SIGNERS if OWN_LEVEL[own] == level), None)


def tally_row(tally: Tally, code: str) -> str:
    """The level whose activities a tally of this association adds up."""
    return TALLIED.get(tally.level) or level_of(code).slug


def piece_key(piece: Piece) -> str:
    """What tells one publication from another, whoever files it: its address, else outlet, title, date; empty if neither."""
    if piece.web:
        return f"{piece.form}:{plain_address(piece.web)}"
    title = plain_title(piece.title or "")
    return f"{piece.form}:{piece.outlet}:{title}:{piece.date or ''}" if title else ""


class Printed(NamedTuple):
    """Where and when a piece was published under which title, as two are held against one another; empty: not known."""

    outlet: str
    title: str
    date: str
    address: str


def printed_as(piece: Piece) -> Printed:
    """What tells a piece from others of the same form."""
    return Printed(
        piece.outlet, plain_title(piece.title or ""), piece.date or "", plain_address(piece.web or "")
    )


def is_same(one: Printed, other: Printed, related: bool) -> bool:
    """Whether two of the same form are one piece; what is neither titled nor has an address is known from nothing.

    related: whether one association has filed both, or one above the other.
    """
    if one.address and one.address == other.address:
        return True
    if not one.title or one.title != other.title:
        return False
    if one.outlet == other.outlet:
        if one.date and other.date:
            return one.date == other.date
        return not (one.address and other.address)
    return related and _apart(one.date, other.date) <= CLOSE


def _apart(one: str, other: str) -> int:
    """Days between two dates; none where one of them has no day."""
    if len(one) < 10 or len(other) < 10:
        return 0 if one[:7] == other[:7] or not (one and other) else CLOSE + 1
    return abs((datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)).days)


def plain_address(web: str) -> str:
    """An address without what two spellings of it may differ in."""
    return web.partition("://")[2].partition("#")[0].rstrip("/").removeprefix("www.")


def plain_title(title: str) -> str:
    """A title without spaces and marks, by which two spellings of it are known to be one."""
    return "".join(letter for letter in title if letter.isalnum())
