"""When an activity begins and ends, as notices say it; data as in `notice_patterns`."""

# A rule is one line, however long its words.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from typing import Any

from almanac.parse import lunar
from almanac.parse.date_patterns import HALF

SMALL = "[0-9]{1,2}|[两一二三四五六七八九十]{1,3}"
WHEN = f"(?:20[0-9]{{2}}年)?(?:{SMALL})月(?:{SMALL})[日号]"
_WEEKDAY = "(?:[)])?(?: *[(]?(?:，(?=(?:星期|周|礼拜)[一二三四五六日天](?:[，。 ]|[上下早晚中])))?(?:星期|周|礼拜)(?<week>[一二三四五六日天])[)]?)?"
_NOTE = "(?: *[(][^)\n]{1,20}[)])?"
_HALF = "|".join(HALF)
_PART = "半|整|一刻|三刻|[0-5]?[0-9]分?|(?:[二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])分(?![别发])"
# An hour at which people sign in or gather is none at which it begins.
_GATHER = "(?![0-9半整一三刻分钟左右许]{0,5}(?:开始|准时)?(?:签到|报到|入场|进场|到岗|化妆))"
_CLOCK = f"(?: *，? *(?<half>{_HALF}))?(?: *(?<hour>{SMALL}) *(?:: *(?<minute>[0-5][0-9])|[点时](?<part>{_PART})?){_GATHER})?"
_TWO = f"[、和与及]?(?=(?:(?:{SMALL})月)?(?:{SMALL})[日号](?:连续)?[两2二]天)"   # 28日、29日两天
_LAST = f"(?: *(?:至|到|~|-+|{_TWO}) *(?:(?:(?:20[0-9]{{2}}年)?(?<month2>{SMALL})月)?(?<day2>{SMALL})[日号]|(?<half2>{_HALF})? *(?<hour2>{SMALL}) *(?:: *(?<minute2>[0-5][0-9])|[点时](?<part2>{_PART})?)))?"
_ALSO = f"(?<also> *(?:、|和|与|及|或者?) *(?:(?:{SMALL})月(?:{SMALL})[日号]?|(?:{SMALL})[日号]))?"
_TAIL = f"{_WEEKDAY}{_NOTE}{_CLOCK}{_LAST}{_ALSO}"
YEAR = "(?:(?<year>20[0-9]{2})年 *)?"
_MONTH_DAY = f"{YEAR}(?<month>{SMALL}) *月 *(?<day>{SMALL})(?: *[日号]|(?=[上下中晚早 ])|(?=[-~]+[0-9]{{1,2}}[日号]))"
_SLASHED = "(?:(?<year>20[0-9]{2}) *[./-] *)(?<month>[0-9]{1,2}) *[./-] *(?<day>[0-9]{1,2})(?![0-9])"
_BARE = "(?<month>[0-9]{1,2})/(?<day>[0-9]{1,2})(?![0-9/])"
_DOTTED = "(?<month>[0-9]{1,2})[.](?<day>[0-9]{1,2})(?:日|号|(?= ?(?:[(](?:周|星期)|上午|下午|早上|晚上|中午)))"
_DOTTED_DAY = "(?!5[.]29的)(?<month>[0-9]{1,2})[.](?<day>[0-9]{1,2})(?=当天|那天|的(?:义诊|讲座|演出|晚会|活动|培训|电影|体检|宣传)|[一-鿿]{0,8}(?:讲座|义诊|培训|演出)(?:签到|情况|小结|汇总|总结)| +[^0-9 ]{0,12}[0-9]{1,2}[:点时])"
_NAMED_DAY = "(?<month>5)[.·](?<day>29)[”\"]?(?:会员活动日)?(?:当天|那天|这天|当日)"
_LABEL = "(?:活动|举办)?(?:时间|日期)[ :是为】]*"
# A line that says when, read as a whole; what is said there and refused for one of these reasons is left open.
WHEN_LINE = f"\n[□◎ 【]*{_LABEL}(?<said>[^\n。；]{{2,40}})(?=[\n。；])"
DOUBTFUL = ("weekday", "several days", "midnight", "runs back", "lunar or not", "no colon")
_HALF_BEFORE = f"(?<half>{_HALF}) *[(]{YEAR}(?<month>{SMALL})月(?<day>{SMALL})[日号][)](?<week>(?!))? *(?<hour>{SMALL}) *(?:: *(?<minute>[0-5][0-9])|[点时](?<part>{_PART})?){_LAST}{_ALSO}"
# Days of the Chinese calendar, and days that have a name.
_MOON = (
    f"(?:农历|阴历|旧历)(?<moon>[正冬腊]|{SMALL})月(?<age>初[一二三四五六七八九十]|廿[一二三四五六七八九]?|{SMALL})[日号]?",
    f"(?<moon>[正冬腊]|{SMALL})月(?<age>初[一二三四五六七八九十]|廿[一二三四五六七八九]?)[日号]?",
    "(?<moon>[正冬腊])月(?<age>[一二三]?十[一二三四五六七八九]?)(?![日号])",
    f"(?<moon>[正冬腊]|{SMALL})月(?<age>{SMALL})[日号]?[(](?:农历|阴历|旧历)[)]",
)
_FEAST = "(?<feast>端午|中秋|重阳|元宵|七夕|元旦|三八|五一|五四|六一|七一|十一|儿童节|护士节|人口日|国庆)(?:[”节日]|国际|世界|儿童|妇女|劳动|青年|建党)*(?:当天|当日|那天|这天|这一天)"
_APART = f"{_WEEKDAY}(?: *[(][^)\n0-9]{{1,20}}[)])?{_CLOCK}{_LAST}{_ALSO}"
DATES: tuple[str, ...] = (
    f"{_MONTH_DAY}[(](?:农历|阴历|旧历)[^)\n]{{2,12}}[)]{_TAIL}",   # 8月2日(农历闰六月初九)
    *(each + _APART for each in _MOON),
    _HALF_BEFORE,   # 周三晚上(6月2日)7:00
    *(_LABEL + each + _TAIL for each in (_MONTH_DAY, _SLASHED, _DOTTED, _BARE)),
    *(each + _TAIL for each in (_MONTH_DAY, _SLASHED, _DOTTED, _BARE, _DOTTED_DAY, _NAMED_DAY)),
    f"(?<month>[0-9]{{1,2}})[.](?<day>[0-9]{{1,2}})(?:(?![本上下这每])[^0-9，。；\n]){{1,24}}，? *(?:星期|周|礼拜)(?<week>[一二三四五六日天]){_CLOCK}{_LAST}{_ALSO}",   # 7.11世界人口日亲子课堂，周四下午3点
    f"(?<month>元)月(?<day>{SMALL})[日号]{_TAIL}",
    _FEAST + _TAIL,
    f"{YEAR}(?<month>{SMALL})月(?:份|(?<third>上旬|中旬|下旬|初|中|底|末)|(?=以来|间|期间|[里，、]))(?![0-9日号初廿一二三四五六七八九十])",
    f"(?<year>20[0-9]{{2}})年 *(?<month>{SMALL})月(?<third>(?!))?(?![0-9日号初廿一二三四五六七八九十])",
)
# Beside the day on which the text was posted: 27号晚上, 明天上午. An hour in another clause than the day: 晚上7点开演, 讲到九点一刻才散.
NEAR: tuple[str, ...] = (
    f"(?<lead>(?:改|推|挪|延|推迟|延期|顺延|提前|调整)[到至为在]|[^月0-9一二三四五六七八九十至到~、和中、-](?:这个?月|本月)?)(?<day>廿[一二三四五六七八九]?|{SMALL})[日号]{_TAIL}",
    f"(?<shift>大前|前|昨|今|明|后|大后)[天日]?(?= *(?:{_HALF}|早|[(](?:周|星期)|(?:{SMALL})[点时:])){_TAIL}",
f"(?<lead>[^到至于比像从直今])(?<shift>前|昨|今|明|后)[天日](?!之?前|以前|[气津空地文上下]){_TAIL}",
    f"(?<which>本|这|上|下)个?(?:周|星期|礼拜)(?<on>[一二三四五六日天])(?:[(][^)\n]{{1,12}}[)])?{_TAIL}",
    f"[^一-鿿](?<shift>)(?=(?:上午|下午|中午|晚上)的?[^，。；\n]{{0,8}}(?:活动|义诊|讲座|演出)[^，。；\n]{{0,10}}(?:结束|搞完|圆满|成功)){_TAIL}",
)
WEEKS = {"上": -1, "本": 0, "这": 0, "下": 1}
SHIFTS = {"": 0, "大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
LAST_DAY: tuple[str, ...] = (f"(?<month>{SMALL})月(?<day>{SMALL})[日号](?:结束|收官|闭幕)",)
HOURS = f"(?:从|自)? *(?<half>{_HALF})?(?<hour>{SMALL})(?::(?<minute>[0-5][0-9])|[点时](?<part>{_PART})?)(?:一直)?(?:持续|[摆搞办讲开演忙做看听测量唱放打干跑])?(?:至|到|~|-+)(?<half2>{_HALF})?(?<hour2>{SMALL})(?::(?<minute2>[0-5][0-9])|[点时](?<part2>{_PART})?)"
_HOUR = f"(?<half>{_HALF})? *(?<hour>{SMALL})(?::(?<minute>[0-5][0-9])|[点时](?<part>{_PART})?)钟?"
# Of these days of the Chinese calendar, else of ours.
_OLD = {"端午": (5, 5), "中秋": (8, 15), "重阳": (9, 9), "元宵": (1, 15), "七夕": (7, 7)}
_OURS = {
    "元旦": "01-01", "三八": "03-08", "五一": "05-01", "五四": "05-04", "护士节": "05-12", "六一": "06-01", "儿童节": "06-01",
    "七一": "07-01", "人口日": "07-11", "十一": "10-01", "国庆": "10-01",
}
MOONS = {"正": 1, "冬": 11, "腊": 12}
OPENS: tuple[str, ...] = (
    f"{_HOUR}(?:许|左右)? *(?:，?[^，。；\n0-9]{{0,8}}(?:准时|正式)|活动|义诊|演出|讲座|比赛)?(?:开始|开演|开讲|开场|开播|开课)",
    f"(?:改|推|推迟|延迟|提前|挪|移)[到至为](?:当[天日])?{_HOUR}",
)
# The only hour of a text that is none of gathering, of a deadline or of an end: 6月1日儿童节上午9点. It has its half of the day, or minutes.
SOLE = f"(?:[^至到~0-9一二三四五六七八九十.点时天日号-]|[那当这][天日]|(?:周|星期|礼拜)[一二三四五六日天]){_HOUR}(?![0-9])(?![^，。；\n]{{0,8}}(?:集合|集中|之?前|截止|报名|签到|出发|上车|为止|结束|散|收|到岗|到齐|彩排|布置|已|左右才|才|转屋|回家|到家|收工))"
# The half of a day that is said in another sentence: 7月11日是世界人口日。当天下午，……
HALF_SAID = f"(?:[那当这][天日]|[。；\n])，?(?<half>{_HALF})(?!，?(?:又|还|再|接着|随后))"
_AN_HOUR = f"(?:{_HALF})? *(?:{SMALL})(?::[0-5][0-9]|[点时](?:{_PART})?)钟?"
CLOSES = f"(?:延长[到至]|[^0-9一二三四五六七八九十:点时~-](?={_AN_HOUR}[^，。；\n0-9]{{0,12}}?(?:结束|散|收摊|收场))){_HOUR}"
WHEN_WORDS: tuple[str, ...] = ("(?:农历|阴历|旧历)[正一二三四五六七八九十冬腊0-9]{1,2}月[初十廿二三四五六七八九一]{1,3}|[正一二三四五六七八九十冬腊0-9]{1,2}月[初廿][一二三四五六七八九十]|[正冬腊]月[一二三]?十[一二三四五六七八九]?|赶[集场圩](?:日|天)",)
VAGUE = "近日(?!有|来|连|降|天气|强)|日前|连日来"              # kept where there is no date

_DONE = "举办|举行|开展|召开|组织|义诊|讲座|演出|放映|走访|慰问|宣讲|宣传|培训|比赛|汇演|座谈|筛查|体检|活动|搞|办|摆|讲|放|看望|送|来|到|在|启动|走进"
# What speaks for and against a moment's being that of the activity, in its sentence; the moment stands between # and ⊢.
DAY_SIGNS: tuple[tuple[int, str], ...] = (
    (4, "#(?:活动)?(?:时间|日期)|(?:时间|日期)[ :是为在]*#"),
    (2, "#[^⊢]*(?:[0-9一二三四五六七八九十][点时]|[0-9]:[0-9])"),
    (3, f"⊢[^。；\n]{{0,80}}(?:{_DONE})|(?:定|计划|改)[于在到至为]#"),
    (-8, "⊢(?:[^#，。；\n]{0,8}[日号天晚午点时分半0-9班])?(?:之?前|以前|截止|为止)(?![往来坪后的])|(?:截止|报名)[^#。；\n ]{0,8}#"),
    (-6, "⊢[^，。；\n]{0,20}(?:领取|签到(?!汇总|情况|表|簿|人数)|上报|报送|有效|审核)"),
    (6, f"⊢[^，。；\n]{{0,20}}(?:签到|入场|集合|报到)，[^#。；\n]{{0,3}}?(?:{SMALL})(?:[点时]|:[0-9]{{2}})[^，。；\n]{{0,8}}(?:开始|举行|开演|开场)"),
    (-8, "⊢[^。；\n]{0,30}(?:没[搞办开]成|没能|未能|泡汤|作罢)"),
    (-5, "(?:原来|本来|原先|早先)(?!发的|通知)[^#，。；\n]{0,4}#"),
    (5, "(?:改|推|延|挪|推迟|延期|顺延|提前|调整)[到至为在]了?#"),
    (-9, "继[^#，。；\n]{0,4}#"),
    (-6, "⊢[^，。；\n]{0,20}(?:报到|彩排|排练|抽签|预赛)"),
    (-3, "⊢[^，。；\n]{0,20}集合"),
    (-9, "(?:上[次回期场批]|上一[次期场批]|前次)(?!说|讲|通知|定|发)[^#，。；\n]{0,6}#"),
    (-8, "原(?:定|先|计划|通知)的?(?:时间|日期)[^#，。；\n]{0,3}#"),
    (-5, "(?:原定|[^按照]原计划)[^#，。；\n]{0,6}#[^⊢]*⊢(?![^。；\n]*(?:改|推|取消|延|提前|调整|不变|暂停|停|照))"),
    (5, "终于[在于]?#"),
    (-2, "⊢“?(?:世界|国际|全国|中国)[一-鿿]{2,10}[日节周]"),
    (-3, "(?:迎接|围绕|结合|纪念|庆祝|值此)[^#，。；\n]{0,4}#"),
    (-5, "(?:预赛|初赛|选拔|海选|上一?期|往期)[^#。；\n]{0,10}#"),
    (-5, "(?:下一步|重点工作|下阶段|接下来|还将|下月|随后将|计划(?!生育)|今后|力争|争取)[^#。；\n]{0,60}#"),
    (-4, "⊢(?:[^，。；\n]{0,4}的)?(?:全[县市省]|[县市省]里|上级)"),
    (-4, "⊢，?[^，。；\n]{0,12}(?:动员会|理事会|协调会|推进会|例会|专题会|碰头会)"),
    (-5, "⊢[^。；\n]{0,30}(?:筹备会|部署会|理事会会议|会议纪要)"),
    (-6, "⊢，?[^，。；\n]{0,14}(?:迎接|督查|督导|考核|检查组)|(?:因|由于|鉴于)(?:(?!改|推|延|提前|调)[^#，。；\n]){0,10}#"),
    (-3, "#[^日号天⊢]*月[^日号⊢]*⊢"),
)

RULES: dict[str, Any] = {
    "dates": DATES, "halves": HALF, "whenLabel": _LABEL, "whenLine": WHEN_LINE, "doubtful": DOUBTFUL, "lastDay": LAST_DAY, "whenWords": WHEN_WORDS, "daySigns": DAY_SIGNS, "vague": VAGUE,
    "hours": HOURS, "opens": OPENS, "closes": CLOSES, "sole": SOLE, "halfSaid": HALF_SAID, "near": NEAR, "weeks": WEEKS, "shifts": SHIFTS, "weekdays": f"{_MONTH_DAY}{_WEEKDAY}",
}


def of_year(year: int) -> dict[str, Any]:
    """The months of the Chinese calendar and the days that have a name, of one year."""
    old = {name: lunar.day(year, month, date) for name, (month, date) in _OLD.items()}
    return {
        "moons": [[moon.month, moon.first, moon.days] for moon in lunar.months(year) if moon.first.startswith(str(year))], "moonNames": MOONS,
        "feasts": {**old, **{name: f"{year}-{date}" for name, date in _OURS.items()}},
    }
