"""Awards, published pieces and tallies in a pasted text: each as a record of its list, of what the words say and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from almanac.intake import quantities
from almanac.intake.count_patterns import NUMBER
from almanac.intake.notice_extraction import Draft
from almanac.model.fields import Value
from almanac.model.filings import Notice
from almanac.parse import dates
from almanac.parse.numbers import compiled

Found = dict[tuple[str, ...], Value]

_DAY = re.compile(r"(?:20[0-9]{2} *[年./-] *)?[0-9]{1,2} *[月./-] *[0-9]{1,2}[日号]?(?![0-9])")
_UNTIL = re.compile(rf"(?:截[至止]到?|统计到)({_DAY.pattern})")
_WEB = re.compile(r"https?://[!-~]{4,300}")
_TITLE = re.compile(r"《([^》\n]{2,60})》")
_OUTLET = re.compile(
    r"(?:[一-鿿A-Za-z·]{1,12}?)(?:日报|晚报|早报|时报|商报|报|网|广播电台|电视台|电台|客户端|融媒体中心|头条|公众号|视频号|频道|发布)"
)
_HEARD = re.compile("视频|电视|广播|电台|抖音|音频")
_NUMBERED = re.compile(r"^\s*[(（]?[0-9一二三四五六七八九十]{1,3}[.、)）](?![0-9])\s*")
_NAMED = "[一-鿿“”·]{2,14}"
_GIVES = re.compile(
    r"(?:^|[，。；\s])([一-鿿]{2,20}?(?:计生协|协会|局|委|政府|党委))(?:、[^，。；]{2,20})?(?:决定)?(?:对|授予|表彰|通报|命名)"
)
_PAPER = re.compile(r"[一-鿿]{2,8}〔20[0-9]{2}〕[0-9]{1,4}号")
# 10个单位“先进计生协”称号; 先进集体10个; 10个先进集体: what stands before the number, between, and after it
_HONOURS = (
    ("#[一-鿿]{0,8}“(?P<name>[^”\\n]{2,20})”(?:荣誉)?(?:称号|奖)", "name"),
    (f"(?P<name>{_NAMED})#(?=[，。、；\\n]|$)", "name"),
    (f"#(?P<name>{_NAMED}?)(?=[，。、；\\n和及]|$)", "name"),
)
_UNITS = {"个": "个", "名": "名", "位": "名", "人": "名", "户": "户", "家": "个"}


def tally(draft: Draft, text: str, year: int) -> Found:
    """What a summary says of several sessions together, with the day to which it counts."""
    found: Found = {}
    for one in draft.proposed:
        field = one.field.removeprefix("成效·")
        if field in ("宣传·场次", "宣传·人数", "慰问·场次", "慰问·人数", "慰问·户数", "慰问·户数另计"):
            found.setdefault(tuple(field.split("·")), one.value)
        elif field == "其他" and isinstance(one.value, dict):
            found.setdefault(("其他",), []).append({key: word for key, word in one.value.items() if word})
    if said := _UNTIL.search(text):
        until = dates.spelt(said[1], year, hours=False).text
        found |= {("截至",): until} if dates.is_day(until) else {}
    return found


def pieces(text: str, year: int, notice: Notice | None) -> Iterator[Found]:
    """The published pieces that a text lists, one a line: a title or an address says that it is one."""
    listed = sorted((one.name for one in notice.outlets), key=len, reverse=True) if notice else []
    for said in re.split(r"[\n；;]", text):
        line = _NUMBERED.sub("", said)
        title, web = _TITLE.search(line), _WEB.search(line)
        rest = _WEB.sub(" ", _TITLE.sub(" ", line))
        outlet = next((name for name in listed if name in rest), "") or _first(_OUTLET, rest)
        if not (title or web) or not outlet:
            continue
        found: Found = {
            ("媒体",): outlet.lstrip("在于由被和"),
            ("形式",): "音视频" if _HEARD.search(rest) else "文字",
        }
        if title:
            found["标题",] = title[1]
        if web:
            found["网址",] = web[0].rstrip("，。）)")
        if day := _DAY.search(rest):
            date = dates.spelt(day[0], year, hours=False).text
            found |= {("日期",): date} if dates.is_day(date) else {}
        yield found


def awards(text: str, year: int) -> Iterator[Found]:
    """The honours that a text says were given, with how many got each; who got them stays out."""
    giver, paper = _GIVES.search(text), _PAPER.search(text)
    for sentence in re.split(r"[。；\n]", text):
        if not re.search("表彰|授予|荣获|获评|评选出|评出|通报表扬|命名", sentence):
            continue
        for named, number, unit in _given(sentence):
            found: Found = {("名称",): named, ("数量",): number, ("单位",): unit}
            if giver:
                found["授予单位",] = giver[1]
            if paper:
                found["文号",] = paper[0]
            yield found


def _given(sentence: str) -> Iterator[tuple[str, str, str]]:
    """Each honour of a sentence: its name, how many, and of what."""
    for number in compiled(NUMBER).finditer(sentence):
        unit, count = _UNITS.get(number["unit"], ""), quantities.count(number.groupdict())
        if not unit or not count:
            continue
        begins = max(sentence.rfind(sign, 0, number.start()) for sign in "，、；") + 1
        before = re.sub(
            r"^.*(?:表彰了?|授予|评选出|评出|通报表扬了?|命名|荣获|对|和|及)",
            "",
            sentence[begins : number.start()],
        )
        around = f"{before}#{sentence[number.end() :]}"
        for pattern, group in _HONOURS:
            if found := re.search(pattern, around):
                name = found[group].strip("“”")
                if re.search("先进|优秀|模范|幸福家庭|标兵|示范|最美|好媳妇|好婆婆|之星|十佳|健康家庭", name):
                    yield name, count, unit
                break


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""
