"""For whom something is done, where a record's own words leave that out: 了解老年人的身体情况, 志愿者为群众登记."""

from __future__ import annotations

import re
from collections.abc import Sequence

from almanac.views import press_told
from almanac.views.press_told import Told

_DOES = "引导|登记|解答|讲解|咨询|签约|问诊|诊疗|检查|服务|理发|答疑"
_FOR = re.compile(  # who does it, where, and verbs without an object
    "((?:志愿者|医生|医师|护士|专家|医护人员|医务人员|工作人员|讲师|[^，。]{0,4}团队)(?:在[^，。]{1,10}?)?(?:现场|免费|当场|当面)*)"
    f"(?=(?:{_DOES})(?:、|，|。|$))"
)
_SEVERAL = re.compile(f"(?:{_DOES})(?:、(?:{_DOES}))+(?=，|。|$)")  # services that stand side by side
_STATE = re.compile("(了解|询问|察看|查看|听取)(?=(?:身体|生活|健康|家庭|生产)[^，。的]{0,6}(?:情况|状况))")
_NEEDS = re.compile("(登记|收集|了解|办理)(?=需要办的|想办的|需求|困难(?:[，。和、]|$))")
_WHO_NEEDS = re.compile(
    "^((?:有)?(?:需要|愿意|符合|想要?)[^，。的群居村会]{1,8}的)(?=[由可即经])", re.MULTILINE
)
_LED = re.compile("(志愿者|工作人员)引导(?=[，。]|$)")
_TO_DO = re.compile("(?:说定|商定|约定)(今年|本月|年内)要办的(?=[一几两][件桩])")
_CARE = re.compile("((?:陪伴|喂养|照护)(?:[和、](?:陪伴|喂养|照护))*)(?=[，。]|$)", re.MULTILINE)


def of_one(about: str, audience: Sequence[str]) -> str:
    """A record's words with the object or the owner that they leave out; once by name, then as 他们."""
    whom, left = named(audience), "他们"
    for pattern, between in ((_STATE, "的"), (_NEEDS, "")):
        before = about
        about = pattern.sub(lambda found: f"{found[1]}{whom}{between}", about, count=1)  # noqa: B023
        whom = whom if about == before else left
    about = _TO_DO.sub(r"约定\1为其办", about)
    if any("婴" in one for one in audience):
        about = _CARE.sub(r"\1婴幼儿", about)
    about = _WHO_NEEDS.sub(r"\1群众", about)
    about = _LED.sub(r"\1引导群众", about)
    about = _FOR.sub(
        lambda found: (
            f"{found[1]}{'与' if found.string[found.end() :][:2] == '签约' else '为'}{press_told.to_whom(audience)}"
        ),
        about,
    )
    whom = re.escape(press_told.to_whom(audience))
    return re.sub(f"(?<=为{whom})({_SEVERAL.pattern})", r"提供\1服务", about)


def named(audience: Sequence[str]) -> str:
    """All for whom it is: 计生特殊家庭、计生困难家庭和“三留守”人员; 群众 where nobody is named."""
    those = [one for one in audience if one != "群众"]
    return "和".join(filter(None, ["、".join(those[:-1]), those[-1]])) if those else "群众"


def to_whom(said: str, audience: Sequence[str], told: Told) -> str:
    """Words with those whom the record names, 联系计生困难家庭, 为育龄妇女免费检查; along no way where there is none."""
    whom = press_told.to_whom(audience)
    said = re.sub(
        f"((?:{re.escape(told.who)}|现场|同时，)还?将?)(?=免费[做测量查检筛理体])", rf"\1为{whom}", said
    )
    if re.search("运动会|广场舞", told.act):
        said = re.sub("沿[途线街]", "现场", said, count=1)
    families = [one if one.endswith("家庭") else f"{one}家庭" for one in audience]
    if not families:
        return said
    said = re.sub("(?<=联系|结对|帮扶|走访)一户家庭", f"一户{'或'.join(families)}", said, count=1)
    return re.sub("(?<=联系|结对|帮扶|走访)家庭", "、".join(families), said, count=1)
