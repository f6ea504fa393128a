"""The return of one association as one zip: plan or summary, photos with captions, the table, its sites and accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.documents import docx, official_paper, pdf, xlsx
from almanac.documents.zip import zipped
from almanac.model import association_names, phase
from almanac.model.divisions import Register
from almanac.model.filings import Activity, Filing, Photo, Return
from almanac.model.phase import WORDS, Phase
from almanac.parse import images
from almanac.parse.input_files import content
from almanac.statistics import return_draft, returns
from almanac.statistics.table import StatisticsTable, status_words
from almanac.validate.photos import may_be_shown
from almanac.views.campaign_year import day_words
from almanac.views.occurrences import spoken
from almanac.views.press_sentences import ask

PHOTOS = 5


class Parcel(NamedTuple):
    """A zip with fixed bytes, the names of what is in it, and what is missing, in words."""

    data: bytes
    names: list[str]
    missing: list[str]


def parcel(one: StatisticsTable, register: Register, records: Path, filings: Sequence[Filing]) -> Parcel:
    """Put together what the notice asks an association to return."""
    filed = next((f for f in filings if isinstance(f.record, Return)), None)
    record = filed.record if filed and isinstance(filed.record, Return) else Return.model_validate({})
    folder = filed.file.rpartition("/")[0] if filed else ""
    files = dict(_texts(one, register, record, filings))
    taken, refused = _photos(records, folder, record.photos)
    files |= taken
    files["统计表.xlsx"] = xlsx.issued(one, register)
    files["统计表.docx"] = docx.issued(one, register)
    files["统计表.pdf"] = pdf.issued(one, register, status_words(one))
    files["统计数据.xlsx"] = xlsx.reuse(one, register)
    if one.accounts:
        codes = dict(_codes(one, records))
        files["网站和新媒体名单.docx"] = docx.accounts(one, register, codes)
    missing = [*returns.missing(one.returned), *refused, *_short(record.photos, taken)]
    files["说明.txt"] = _about(one, register, files, missing).encode("utf-8-sig")
    days = [each.date for each in (record.plan, record.summary) if each]
    return Parcel(zipped(files, max(days, default="")), list(files), missing)


def drafted(one: StatisticsTable, register: Register, filings: Sequence[Filing]) -> dict[str, bytes]:
    """Plan and summary drafted from the records: each as Word, both as text for 备案.yml."""
    unit, files = register[one.code], {}
    kinds = zip(("计划", "总结"), return_draft.drafts(one, filings, register), strict=True)
    lines = ["# 由记录起草。查清〔待核实〕、改好以后，抄进本协会文件夹里的 备案.yml。"]
    for kind, draft in kinds:
        due = max(
            (each.due for each in one.notice.deadlines if each.material == kind), default=f"{one.year}-06-30"
        )
        name = f"{one.year}年{unit.short}活动{kind}（草稿）.docx"
        files[name] = official_paper.letter(
            draft.title, legal(register, one.code), ask("日期"), draft.paragraphs
        )
        lines += [f"{kind}:", f"  日期: {due}", "  内容: |", *(f"    {line}" for line in draft.paragraphs)]
    return files | {f"{one.year}年{unit.short}备案（草稿）.yml": ("\n".join(lines) + "\n").encode()}


def legal(register: Register, code: str) -> str:
    """An association's name as it stands in its seal."""
    return association_names.legal(register[code].short)


def _texts(
    one: StatisticsTable, register: Register, record: Return, filings: Sequence[Filing]
) -> Iterator[tuple[str, bytes]]:
    """Plan and summary as Word and PDF."""
    unit, name = legal(register, one.code), f"{one.year}年“5·29会员活动日”"
    plan = record.plan
    if plan:
        text = (plan.text or "").split("\n") + list(_planned(plan.activities, filings))
        yield from _both("活动计划", f"{unit}{name}活动计划", unit, plan.date, text)
    if record.summary:
        yield from _both(
            "活动总结", f"{unit}{name}活动总结", unit, record.summary.date, record.summary.text.split("\n")
        )


def _planned(names: Sequence[str], filings: Sequence[Filing]) -> Iterator[str]:
    """The activities that a plan names, a line each, with what has become of them; none that was withdrawn."""
    led = {
        f.file.rpartition("/")[2].removesuffix(".yml"): f.record
        for f in filings
        if isinstance(f.record, Activity)
    }
    found = [activity for stem in names if (activity := led.get(stem.partition("#")[0]))]
    for number, activity in enumerate((one for one in found if WORDS[phase.of(one)].listed), 1):
        place = f"，{activity.place}" if activity.place else ""
        became = phase.of(activity)
        mark = f"（{WORDS[became].board}）" if WORDS[became].board and became is not Phase.HELD else ""
        what = "、".join(activity.categories)
        yield f"{number}. {spoken(activity)}{place}，{activity.name}（{what}）{mark}。"


def _both(file: str, title: str, unit: str, date: str, text: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    lines = [line.strip() for line in text if line.strip()]
    yield f"{file}.docx", official_paper.letter(title, unit, day_words(date).partition("（")[0], lines, date)
    yield f"{file}.pdf", pdf.letter(title, unit, day_words(date).partition("（")[0], lines)


def _photos(records: Path, folder: str, those: Sequence[Photo]) -> tuple[dict[str, bytes], list[str]]:
    """The photos that may be sent, drawn anew without the camera's notes, and their captions; and why others may not."""
    taken: dict[str, bytes] = {}
    captions, refused = [], []
    for photo in those:
        if not may_be_shown(photo):
            refused.append(f"照片 {photo.file} 没有同意或有未遮挡的未成年人，没有放进去")
            continue
        try:
            drawn = images.whole(photo.file, content(records, f"{folder}/{photo.file}"))
        except (OSError, ValueError, images.Unfit):
            refused.append(f"照片 {photo.file} 打不开，没有放进去")
            continue
        taken[f"照片/{len(taken) + 1}.jpg"] = drawn.data
        captions.append(f"{len(taken)}.jpg　{photo.caption}")
    if captions:
        taken["照片/照片说明.txt"] = ("\n".join(captions) + "\n").encode("utf-8-sig")
    return taken, refused


def _codes(one: StatisticsTable, records: Path) -> Iterator[tuple[str, bytes]]:
    """The QR images of the accounts, by the path that their records give; what cannot be opened is left out."""
    for path in dict.fromkeys(account.picture for account in one.accounts if account.picture):
        try:
            yield path, images.whole(path.rpartition("/")[2], content(records, path)).data
        except (OSError, ValueError, images.Unfit):
            continue


def _short(those: Sequence[Photo], taken: dict[str, bytes]) -> list[str]:
    number = sum(name.endswith(".jpg") for name in taken)
    return [f"照片 {PHOTOS} 张，现在有 {number} 张能用（备案.yml 的“照片”）"] if number < PHOTOS else []


def _about(one: StatisticsTable, register: Register, files: dict[str, bytes], missing: list[str]) -> str:
    unit = register[one.code].title
    told = [f"{unit}{one.year}年“5·29会员活动日”报送材料", f"统计表：{status_words(one)}", "", "内有："]
    told += [f"  {name}" for name in sorted(files)]
    told += ["", "还缺：", *(f"  {words}" for words in missing)] if missing else ["", "材料齐全。"]
    to = sorted({f"{deadline.item}：{deadline.due} 前报{deadline.to}" for deadline in one.notice.deadlines})
    return "\n".join([*told, "", "期限：", *(f"  {words}" for words in to), ""])
