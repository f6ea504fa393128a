"""The proof-reading of a release: what must hold in its head, and what its text may ask for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from almanac import validate
from almanac.load.articles import PICTURES
from almanac.model.diagnostics import Fault, Place, closest
from almanac.model.filings import Mailbox, Notice, Outlet
from almanac.model.press_release import Manuscript
from almanac.model.words import ReleaseStatus
from almanac.parse import images, input_files
from almanac.validate import Finding, photos, qr_codes
from almanac.validate.context import Known

PRESS = "content/press/"
OPEN = "〔待核实"
ASKED = re.compile(r"\{\{[ \t]*([^{}\n]{0,40}?)[ \t]*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")

# What {{ … }} may ask for; views/figures.py knows what each is.
NAMES = (
    *("年份", "届次", "周年", "主题", "单位"),
    *("活动数", "宣传场次", "宣传人数", "慰问场次", "慰问人数", "慰问户数"),
)


def asked(path: str, above: int, body: str, final: bool) -> Iterator[Fault]:
    """What {{ … }} asks for is known; a final text has nothing left to find out."""
    for row, line in enumerate(body.split("\n"), above + 1):
        rest = ASKED.sub("", line)
        for asked in ASKED.finditer(line):
            if asked[1] not in NAMES:
                near = closest(asked[1], NAMES)
                hint = f"是不是“{near}”？" if near else f"能写的是：{'、'.join(NAMES)}"
                message = f"不认得“{asked[0]}”；{hint}"
                yield Fault(
                    Place(path, row, asked.start() + 1), "E413", message, f"{{{{ {near or '宣传人数'} }}}}"
                )
        if _BRACES.search(rest):
            message = "花括号没有成对；要从记录里取的数写成 {{ 宣传人数 }}"
            yield Fault(Place(path, row, 1), "E413", message, "{{ 宣传人数 }}")
        if OPEN in line and final:
            message = "稿里还有没核实的事，不能公布；核实后改好，或把状态写成“草稿”"
            yield Fault(Place(path, row, line.index(OPEN) + 1), "E414", message, "状态: 草稿")


# ---------------------------------------------------------------- what must hold in a head


def _whose(one: Manuscript, known: Known, project: Path) -> Iterator[Finding]:
    """The association is one of the register, the year has a notice."""
    if not one.code:
        meant = validate.full_path(one.head.unit.strip("/"), known.register)
        hint = f"是不是“{meant}”？" if meant else "要写从市州起的文件夹"
        yield Finding(
            ("单位",), "E411", f"名册里没有“{one.head.unit}”；{hint}", f"单位: {meant or '长沙市/浏阳市'}"
        )
    if one.year not in known.notices:
        years = "、".join(str(year) for year in known.notices)
        yield Finding(
            ("年份",),
            "E411",
            f"没有 {one.head.year} 年的通知；有的是 {years}",
            f"年份: {max(known.notices, default=2021)}",
        )


def _signed(one: Manuscript, known: Known, project: Path) -> Iterator[Finding]:
    """A final text has a writer, an editor and three reviews; what nobody has seen yet names no reviewer."""
    if one.head.state == ReleaseStatus.FINAL and one.head.review is None:
        yield Finding(
            ("状态",), "E415", "定稿要写明三审是谁", "审核: {初审: 示例甲, 复审: 示例乙, 终审: 示例丙}"
        )
    if one.head.state == ReleaseStatus.FINAL and one.head.editor is None:
        yield Finding(("状态",), "E415", "定稿要写明责任编辑", "责编: 示例编辑")
    if one.head.state == ReleaseStatus.FINAL and not one.head.writers:
        yield Finding(("状态",), "E415", "定稿要写明通讯员", "通讯员: [示例作者]")
    if one.head.state == ReleaseStatus.UNREVIEWED and one.head.review is not None:
        yield Finding(("审核",), "E415", "写了三审是谁，状态却是“待审核”；审过了就改状态", "状态: 定稿")


def _head(one: Manuscript, known: Known, project: Path) -> Iterator[Finding]:
    """What stands above the text is written out: it goes into lists and messages as it is, and is known."""
    for loc, said in (
        ("标题", one.head.headline),
        ("副题", one.head.subhead or ""),
        ("摘要", one.head.digest),
    ):
        if _BRACES.search(said):
            yield Finding(
                (loc,), "E413", f"“{loc}”里不能从记录取数，请直接写出来", f"{loc}: 百余名群众在家门口看专家"
            )
        if OPEN in said and one.is_done:
            yield Finding((loc,), "E414", "稿里还有没核实的事，不能公布；核实后改好", "状态: 草稿")


def _embargoed(one: Manuscript, known: Known, project: Path) -> Iterator[Finding]:
    """An embargo ends on the day of the release, or later."""
    if one.head.embargo and one.head.embargo < one.head.published:
        message = f"解禁日 {one.head.embargo} 比发布日 {one.head.published} 早；解禁是最早可以公布的那天"
        yield Finding(("解禁",), "E421", message, f"解禁: {one.head.published}")


def _destined(one: Manuscript, known: Known, project: Path) -> Iterator[Finding]:
    """The outlets are known; those that are known to take no such text say so."""
    notice = known.notices.get(one.year)
    for number, name in enumerate(one.head.outlets if notice else ()):
        assert notice
        if outlet_of(name, notice) is None:
            listed = [*(box.name for box in notice.mailboxes), *(outlet.name for outlet in notice.outlets)]
            near = closest(name, listed)
            hint = f"是不是“{near}”？" if near else "先把它写进 通知.yml 的媒体名录"
            yield Finding(
                ("投往", number), "E416", f"通知里没有“{name}”；{hint}", f"投往: [{near or '红网'}]"
            )


def _pictured(one: Manuscript, known: Known, project: Path) -> Iterator[Finding]:
    """A photo lies beside the text, and may be published."""
    for number, photo in enumerate(one.head.photos):
        there = input_files.is_plain(project, PRESS + photo.file)
        kind = photo.file.rpartition(".")[2]
        if "/" in photo.file or kind not in PICTURES or not there:
            message = f"照片“{photo.file}”不在 content/press 里，或不是 .jpg .png .webp"
            yield Finding(("照片", number, "文件"), "E417", message, f"文件: {one.slug}-1.jpg")
        for told in photos.of_money(photo):
            yield told._replace(loc=("照片", number, *told.loc))
        if photo.consent == "无" or (photo.minors == "有" and photo.blurred == "否"):
            message = f"照片“{photo.file}”里的人没有同意公开，或有没遮挡的未成年人；请换一张"
            yield Finding(("照片", number), "E417", message, "同意: 有")
        elif there and (
            wrong := images.trouble(
                photo.file, input_files.content(project, PRESS + photo.file), qr_codes.refused
            )
        ):
            yield Finding(("照片", number, "文件"), *wrong)


Rule = Callable[[Manuscript, Known, Path], Iterator[Finding]]
RULES: tuple[Rule, ...] = (_whose, _signed, _head, _embargoed, _destined, _pictured)


def outlet_of(name: str, notice: Notice) -> Outlet | Mailbox | None:
    """The outlet or the submission box of a name; a box that says where to send to comes first."""
    box = next((each for each in notice.mailboxes if each.name == name), None)
    return box or next((each for each in notice.outlets if name in (each.name, *each.aliases)), None)


def plain(title: str) -> str:
    """A headline without marks and blanks."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", title) if letter.isalnum())
