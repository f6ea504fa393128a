"""The proof-reading of a release: what must hold in its head, and what its text may ask for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from almanac import validate
from almanac.load.article_rules import PICTURES
from almanac.model.diagnostics import Fault, Place, closest
from almanac.model.examples import local
from almanac.model.filings import Mailbox, Notice, Outlet
from almanac.model.press_release import Manuscript
from almanac.model.words import ReleaseStatus
from almanac.parse import images, input_files, markdown
from almanac.parse.front_matter import PICTURE
from almanac.parse.markdown import Node
from almanac.validate import Finding, photos, qr_codes
from almanac.validate.context import Known

PRESS = "content/press/"
OPEN = "〔待核实"
ASKED = re.compile(r"\{\{[ \t]*([^{}\n]{0,40}?)[ \t]*\}\}")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,40}\]")
_ITEM = re.compile(r"( *)(?:[-*+]|[0-9]{1,4}\.) ")
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


def shapes(path: str, above: int, body: str, photos: Collection[str]) -> Iterator[Fault]:
    """A photo stands on a line of its own and is one of the head's; lists in lists are indented by four blanks; no footnotes."""
    listed = False
    for row, line in enumerate(body.split("\n"), above + 1):
        for found in PICTURE.finditer(line):
            place, example = Place(path, row, found.start() + 1), "![](dayao-1.jpg)"
            if found[1] not in photos:
                near = closest(found[1], photos)
                hint = f"是不是“{near}”？" if near else "先写进开头的“照片”，带上说明和同意"
                yield Fault(place, "E422", f"正文里放了照片“{found[1]}”，开头的“照片”里没有；{hint}", example)
            elif line.strip() != found[0]:
                yield Fault(
                    place, "E422", "照片要单独占一行，前后不写别的话；说明写在开头的“照片”里", example
                )
        if footnote := _FOOTNOTE.search(line):
            message = "新闻稿里不用脚注，报纸和公众号都排不出来；出处直接写进句子"
            yield Fault(Place(path, row, footnote.start() + 1), "E423", message, "据县疾控中心介绍，")
        item = _ITEM.match(line)
        if item and listed and len(item[1]) % 4:
            message = f"这一条前面空了 {len(item[1])} 格，看不出属于哪一层；下一层的列表每层空 4 格"
            yield Fault(Place(path, row, 1), "E423", message, "    - 量血压")
        listed = bool(item) or (listed and line.startswith(" "))


def lists(path: str, above: int, body: str) -> Iterator[Fault]:
    """Every line that begins as an item of a list is one: none runs into the paragraph above it."""
    lines = body.split("\n")
    items = [row for row, line in enumerate(lines) if _ITEM.match(line)]
    if len(items) == _items(markdown.tree(body)):
        return
    joined = [row for row in items if row and lines[row - 1].strip() and not _ITEM.match(lines[row - 1])]
    row = next(iter(joined or items), 0)
    message = "列表有的项会和上一段连成一片；列表前面空一行，各项之间要么都空一行，要么都不空"
    yield Fault(Place(path, above + row + 1, 1), "E423", message, "- 量血压")


def _items(node: Node) -> int:
    return sum((each.tag == "li") + _items(each) for each in node.inside if isinstance(each, Node))


# ---------------------------------------------------------------- what must hold in a head


def _whose(one: Manuscript, known: Known, project: Path) -> Iterator[Finding]:
    """The association is one of the register, the year has a notice."""
    if not one.code:
        meant = validate.full_path(one.head.unit.strip("/"), known.register)
        hint = f"是不是“{meant}”？" if meant else "要写从市州起的文件夹"
        yield Finding(
            ("单位",),
            "E411",
            f"名册里没有“{one.head.unit}”；{hint}",
            f"单位: {meant or local('甲市/乙县', known.register)}",
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
