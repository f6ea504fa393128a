"""The publicity kit made by a command: banners, poster, exhibition board, slogans, and words to send for what is coming."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.build import noticeboards, whole
from almanac.build.noticeboards import Gathered, Tell
from almanac.build.page_shell import Facts
from almanac.documents import promotion_kit as sheets
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, is_error
from almanac.model.divisions import Register, share_of
from almanac.model.filings import Activity, Filing, Notice
from almanac.parse import images
from almanac.parse.input_files import content, is_plain
from almanac.views import promotion_kit, share_texts, social_accounts
from almanac.views.campaign_year import season
from almanac.views.hierarchy import full_title

TEXTS = "转发文字"
_UNFIT = re.compile(r'[\x00-\x1f/\\:*?"<>|.]+')


class Made(NamedTuple):
    """The files by name, none with errors in the records; the faults; how many activities have words to send."""

    files: dict[str, bytes]
    faults: list[Fault]
    activities: int


def make(
    root: Path, register: Register, today: Day, name: str, code: str, year: int, facts: Facts, tell: Tell
) -> Made:
    """Read what is coming there and make the kit."""
    here = noticeboards.gathered(root, register, today, name, code, f"{year}-05", tell)
    if any(map(is_error, here.faults)):
        return Made({}, here.faults, 0)
    notice = here.notices.get(year)
    everybodys = social_accounts.of_notice(notice, year, root)
    mine = social_accounts.own(_accounts(here, root, register, code, year, today))
    known = {one[:2] for one in everybodys}
    filled = promotion_kit.Kit(
        code,
        season(year, notice, today),
        promotion_kit.slogans(notice),
        tuple(promotion_kit.coming(here.entries, code, today)),
        (*everybodys, *(one for one in mine if one[:2] not in known)),
    )
    demo = any(each.demo == "是" for each in here.notices.values())
    said = promotion_kit.said(filled, notice, register, facts.url, facts.name, demo)
    files = dict(sheets.sheets(said, filled.slogans, filled.accounts, _codes(filled, root)))
    words = _words(filled, here.filings, register, facts)
    files |= {"标语.txt": _text(_slogans(filled, notice)), **words}
    files["说明.txt"] = _text(_about(filled, register, sorted(files), len(words)))
    return Made(files, here.faults, len(words))


def _accounts(
    here: Gathered, root: Path, register: Register, code: str, year: int, today: Day
) -> Sequence[Filing]:
    """What the association itself has filed of its accounts, as the public may see it."""
    path = "/".join(part for part in (str(year), register.path(code), "阵地.yml") if part)
    filed = here.files.as_filed(path) if is_plain(root, path) else []
    return whole.public(here.files, here.papers.get(share_of(code), ()), filed, here.gone, today)


def _codes(filled: promotion_kit.Kit, root: Path) -> dict[str, bytes]:
    """The QR images that were given, drawn anew; what cannot be opened is left out."""
    found = {}
    for one in filled.accounts:
        if one.file:
            try:
                found[one.file] = images.square(one.file.rpartition("/")[2], content(root, one.file))
            except (OSError, images.Unfit):
                continue
    return found


# ---------------------------------------------------------------- what is text


def _words(
    filled: promotion_kit.Kit, filings: list[Filing], register: Register, facts: Facts
) -> dict[str, bytes]:
    """For each coming activity a file with its three texts."""
    records = {filing.id: filing.record for filing in filings}
    found: dict[str, bytes] = {}
    for event in filled.coming:
        record = records[event.id]
        assert isinstance(record, Activity)
        address = f"{facts.url}e/{event.id}/"
        three = share_texts.texts(record, event, full_title(register, event.code), filled.year.name, address)
        text = "\n".join(
            f"【{what}】\n{words}\n"
            for what, words in (
                ("朋友圈", three.moments),
                ("群通知", three.group),
                (f"短信，{len(three.sms)}字", three.sms),
            )
        )
        stem = f"{event.day[5:7]}{event.day[8:]}-{_UNFIT.sub('', event.name)[:30]}"
        while f"{TEXTS}/{stem}.txt" in found:
            stem += "-又一场"
        found[f"{TEXTS}/{stem}.txt"] = _text(text)
    return found


def _slogans(filled: promotion_kit.Kit, notice: Notice | None) -> str:
    lines = [f"{filled.year.year}年{filled.year.name}标语", ""]
    if notice and notice.slogans:
        lines += ["（通知里的标语）", *filled.slogans]
    elif filled.slogans:
        lines += ["（通知没有另列标语，这里是通知的主题）", *filled.slogans]
    else:
        lines.append("没有见到当年通知的主题和标语。知道以后写进“通知.yml”的“主题”“标语”，再做一遍。")
    return "\n".join([*lines, ""])


def _about(filled: promotion_kit.Kit, register: Register, names: list[str], words: int) -> str:
    unit = full_title(register, filled.code)
    bare = [one.name for one in filled.accounts if not one.file]
    lines = [
        f"{unit} {filled.year.year}年{filled.year.name}宣传材料",
        "",
        "横幅　画面长宽比 10:1，按 8 米×0.8 米做；交给广告店 PDF，可以放大，不会模糊。",
        "海报　A2（420×594 毫米）；在微信群里发 PNG。",
        "展板　2.4 米×1.2 米，PDF 是五分之一大小；下面四个虚线框贴活动照片。",
        "标语　只用通知里的话。",
        f"转发文字　{f'{words} 场将要举办的活动，' if words else '现在没有将要举办的活动；'}每场一个文件：朋友圈、群通知、短信（70 字以内）。",
        "",
        "届次、主题、活动时间和类别来自“通知.yml”，活动来自各协会填报的记录。活动改了，再做一遍，旧的不要再发。",
        "图上没有盖章、没有领导姓名。印制前请核对一遍单位名称和日期。",
    ]
    if bare:
        lines += ["", (f"没有二维码图片的公众号、账号：{'、'.join(bare)}。图上写的是怎样查找，没有画二维码；"
                  "有了图片，放进记录文件夹并在“二维码”里写文件名，再做一遍。")]  # fmt: skip
    return "\n".join([*lines, "", "内有：", *(f"  {name}" for name in names), ""])


def _text(words: str) -> bytes:
    """A text that Notepad on Windows opens right."""
    return words.replace("\n", "\r\n").encode("utf-8-sig")
