"""The texts of a publicity kit: its slogans, what is in it, and for each activity words to send."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from almanac.model.divisions import Register
from almanac.model.filings import Activity, Filing, Notice
from almanac.views import share_texts
from almanac.views.activities import Entry
from almanac.views.hierarchy import full_title
from almanac.views.promotion_kit import Kit

_UNFIT = re.compile(r'[\x00-\x1f/\\:*?"<>|.]+')


class Words(NamedTuple):
    """What the kit says in texts: the slogans, what it is and what is in it, and words to send, by the name of their file.

    about: what stands before the names of the files.
    """

    slogans: str
    about: str
    texts: dict[str, str]


def words(
    kit: Kit,
    notice: Notice | None,
    register: Register,
    filings: Iterable[Filing],
    site: str,
    sizes: Sequence[str],
) -> Words:
    """The texts of the kit; filings: of the coming activities; site: the site's address; sizes: of the sheets, in words."""
    texts = _texts(kit, {filing.id: filing.record for filing in filings}, register, site)
    return Words(_slogans(kit, notice), _about(kit, register, sizes), texts)


def _texts(kit: Kit, records: Mapping[str, object], register: Register, site: str) -> dict[str, str]:
    """For each coming activity, and each that is off, a file with its three texts."""
    found: dict[str, str] = {}
    for event in (*kit.coming, *kit.off):
        record = records[event.id]
        assert isinstance(record, Activity)
        record = _with_sessions_of(record, event)
        address = f"{site}e/{event.id}/"
        three = share_texts.texts(record, event, full_title(register, event.code), kit.year.name, address)
        mark = event.words.state if event in kit.off else ""
        day = event.day[5:7] + event.day[8:]
        stem = "-".join(filter(None, (day, mark, _UNFIT.sub("", event.name)[:30])))
        while stem in found:
            stem += "-又一场"
        found[stem] = "\n".join(
            f"【{what}】\n{said}\n"
            for what, said in (
                ("朋友圈", three.moments),
                ("群通知", three.group),
                (f"短信，{len(three.sms)}字", three.sms),
            )
        )
    return found


def _with_sessions_of(record: Activity, event: Entry) -> Activity:
    """The record with those of its 分场 alone that its entry has: those still to come."""
    if not 0 < len(event.occurrences) < len(record.sessions):
        return record
    left = tuple(record.sessions[one.number - 1] for one in event.occurrences)
    return record.model_copy(update={"sessions": left, "start": left[0].start, "end": left[-1].end})


def _slogans(kit: Kit, notice: Notice | None) -> str:
    lines = [f"{kit.year.year}年{kit.year.name}标语", ""]
    if notice and notice.slogans:
        lines += ["（通知里的标语）", *kit.slogans]
    elif kit.slogans:
        lines += ["（通知没有另列标语，这里是通知的主题）", *kit.slogans]
    else:
        lines.append("没有见到当年通知的主题和标语。知道以后写进“通知.yml”的“主题”“标语”，再做一遍。")
    return "\n".join([*lines, ""])


def _about(kit: Kit, register: Register, sizes: Sequence[str]) -> str:
    unit = full_title(register, kit.code)
    number, off = len(kit.coming), len(kit.off)
    bare = [one.name for one in kit.accounts if not one.file]
    lines = [
        f"{unit} {kit.year.year}年{kit.year.name}宣传材料",
        "",
        *sizes,
        "交给广告店、印刷厂的用“印刷厂”里的 PDF：四边多出血，角上有裁切线，黑字是单色黑；没有出血的 PDF 自己打印，PNG 发微信群。",
        "展板上的照片是记录里写了同意的；没有照片的，那里排活动安排，不留空框。",
        "标语　只用通知里的话。",
        f"转发文字　{f'{number} 场将要举办的活动，' if number else '本协会自己没有将要举办的；'}每场一个文件：朋友圈、群通知、短信（70 字以内）。",
        *(
            [f"　　　　　{off} 场取消了或推迟了、新的时间没有定的，也各有一个文件：请大家先不要去。"]
            if off
            else []
        ),
        "",
        "届次、主题、活动时间和类别来自“通知.yml”，活动来自各协会填报的记录。活动改了，再做一遍，旧的不要再发。",
        "图上没有盖章、没有领导姓名。印制前请核对一遍单位名称和日期。",
    ]
    if bare:
        lines += ["", (f"没有二维码图片的公众号、账号：{'、'.join(bare)}。图上写的是怎样查找，没有画二维码；"
                  "有了图片，放进记录文件夹并在“二维码”里写文件名，再做一遍。")]  # fmt: skip
    return "\n".join([*lines, "", "内有："])
