"""The newsroom: the releases in content/press/, what is wrong with them, and which may be read on a day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from almanac import finding, manuscript, pictures, reading, rules
from almanac.articles import SLUG
from almanac.faults import Fault, Place, closest, is_error
from almanac.finding import Paper
from almanac.records import Mailbox, Notice, Outlet
from almanac.releases import RELEASE, Release
from almanac.rules import Finding
from almanac.rules.known import Known
from almanac.shelf import PICTURES

PRESS = "content/press/"
TAKEN = frozenset({"index", "feed"})
OPEN = "〔待核实"
ASKED = re.compile(r"\{\{[ \t]*([^{}\n]{0,40}?)[ \t]*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")

# What {{ … }} may ask for; views/figures.py knows what each is.
NAMES = (
    *("年份", "届次", "周年", "主题", "单位"),
    *("活动数", "宣传场次", "宣传人数", "慰问场次", "慰问人数", "慰问户数"),
)


class Manuscript(NamedTuple):
    """One release: its address below /press/, its file as shown, its head, its body, whose it is, what it covers.

    code: of the association; covers: ids of activities; places: line and column of each key of the head.
    """

    slug: str
    file: str
    head: Release
    body: str
    code: str
    covers: tuple[str, ...]
    places: dict[str, tuple[int, int]]

    @property
    def year(self) -> int:
        return int(self.head.year)

    @property
    def since(self) -> str:
        """The day from which it may be read."""
        return max(self.head.published, self.head.embargo or "")

    @property
    def is_done(self) -> bool:
        """Whether it is going to be read: a draft is nobody's business, and what was withdrawn is gone."""
        return self.head.state in ("待审核", "定稿")

    @property
    def shares(self) -> set[str]:
        """The shares whose activities it tells of."""
        return {id_share(each) for each in self.covers}

    @property
    def words(self) -> str:
        """All that it says to readers."""
        head = self.head
        captions = [said for photo in head.photos for said in (photo.caption, photo.alt or "")]
        return "\n".join([head.headline, head.subhead or "", head.digest, *captions, self.body])


class Newsroom(NamedTuple):
    """All releases without a fault, the newest first; the faults of all; the files set aside."""

    folder: Path
    releases: tuple[Manuscript, ...]
    faults: tuple[Fault, ...]
    aside: tuple[str, ...]

    def shown(self, today: str) -> tuple[Manuscript, ...]:
        """Those that have a page on a day: never a draft, and none before its day."""
        return tuple(one for one in self.releases if one.head.state != "草稿" and one.since <= today)

    def final(self, today: str) -> tuple[Manuscript, ...]:
        """Those that may be printed: reviewed, and their day has come."""
        return tuple(one for one in self.shown(today) if one.head.state == "定稿")


def id_share(activity: str) -> str:
    """The share an activity's id belongs to."""
    return activity.split("-")[1][:6]


def load(project: Path, known: Known) -> Newsroom:
    """Read and check content/press/; invented records have no news."""
    there = (project / PRESS).is_dir() and not any(notice.demo == "是" for notice in known.notices.values())
    papers = finding.walk(project, PRESS.rstrip("/")) if there else []
    faults = [fault for paper in papers for fault in _misplaced(paper)]
    strange = {fault.place.file for fault in faults}
    found: list[Manuscript] = []
    for paper in papers:
        if paper.path.endswith(".md") and paper.path not in strange:
            found += _one(project, paper.path, known, faults)
    faults += _addresses(found)
    bad = {fault.place.file for fault in faults if is_error(fault)}
    good = [one for one in found if one.file not in bad]
    good.sort(key=lambda one: (one.head.published, one.slug), reverse=True)
    return Newsroom(project / PRESS, tuple(good), tuple(sorted(set(faults))), tuple(sorted(bad)))


def _misplaced(paper: Paper) -> Iterator[Fault]:
    place, last = Place(paper.path), paper.path.removeprefix(PRESS)
    stem, _, kind = last.rpartition(".")
    example = f"{PRESS}dayao-yizhen.md"
    if paper.link or "/" in last or (kind != "md" and kind not in PICTURES):
        message = (
            f"“{last}”不该放在这里；content/press 里只收稿件（.md）和照片（.jpg .png .webp），下面不再分"
        )
        yield Fault(place, "E410", message, example)
    elif not SLUG.fullmatch(stem) or len(stem) > 40 or stem in TAKEN:
        message = f"文件名“{last}”会成为网址，只用英文小写字母、数字和短横"
        yield Fault(place, "E410", message, example)


def _one(project: Path, path: str, known: Known, faults: list[Fault]) -> Iterator[Manuscript]:
    parts, wrong = manuscript.read(path, (project / path).read_bytes())
    faults += wrong
    if parts is None:
        return
    found, wrong = reading.read(path, parts.head, RELEASE)
    faults += wrong
    for head in found:
        if isinstance(head, Release):
            unit = head.unit.strip("/")
            code = (
                known.register.root
                if unit == known.register[known.register.root].name
                else known.register.at(unit)
            )
            covers, unknown = _covers(head, code, known) if code else ((), [])
            places = reading.places(parts.head.decode())
            keys = {str(loc[0]): at for loc, at in places.items() if len(loc) == 1}
            slug = path.removeprefix(PRESS).removesuffix(".md")
            one = Manuscript(slug, path, head, parts.body, code or "", covers, keys)
            told = [*unknown, *(each for rule in RULES for each in rule(one, known, project))]
            faults += [_placed(path, each, places) for each in told]
            above = (project / path).read_bytes().count(b"\n") - parts.body.count("\n")
            faults += _body(path, above, parts.body, one.is_done)
            yield one


def _placed(path: str, told: Finding, places: dict[tuple[str | int, ...], tuple[int, int]]) -> Fault:
    loc = told.loc
    while loc and loc not in places:
        loc = loc[:-1]
    return Fault(Place(path, *places.get(loc, (1, 1))), told.code, told.message, told.example)


def _covers(head: Release, code: str, known: Known) -> tuple[tuple[str, ...], list[Finding]]:
    """The ids of the activities it names, which lie at or below its association."""
    covers, unknown = [], []
    for number, words in enumerate(head.activities):
        target = rules.meant(words, int(head.year), code, known)
        if target is None or not target.split("-")[1].startswith(code):
            message = f"“{words}”不是{known.register[code].short}和下级 {head.year} 年的活动文件"
            example = "活动: [0528-义诊]（下级的写 大瑶镇/0528-义诊）"
            unknown.append(Finding(("活动", number), "E412", message, example))
        else:
            covers.append(target)
    return tuple(covers), unknown


def _body(path: str, above: int, body: str, final: bool) -> Iterator[Fault]:
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
        meant = rules.full_path(one.head.unit.strip("/"), known.register)
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
    if one.head.state == "定稿" and one.head.review is None:
        yield Finding(
            ("状态",), "E415", "定稿要写明三审是谁", "审核: {初审: 示例甲, 复审: 示例乙, 终审: 示例丙}"
        )
    if one.head.state == "定稿" and one.head.editor is None:
        yield Finding(("状态",), "E415", "定稿要写明责任编辑", "责编: 示例编辑")
    if one.head.state == "定稿" and not one.head.writers:
        yield Finding(("状态",), "E415", "定稿要写明通讯员", "通讯员: [示例作者]")
    if one.head.state == "待审核" and one.head.review is not None:
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
        file = project / PRESS / photo.file
        kind = photo.file.rpartition(".")[2]
        if "/" in photo.file or kind not in PICTURES or file.is_symlink() or not file.is_file():
            message = f"照片“{photo.file}”不在 content/press 里，或不是 .jpg .png .webp"
            yield Finding(("照片", number, "文件"), "E417", message, f"文件: {one.slug}-1.jpg")
        if photo.consent == "无" or (photo.minors == "有" and photo.blurred == "否"):
            message = f"照片“{photo.file}”里的人没有同意公开，或有没遮挡的未成年人；请换一张"
            yield Finding(("照片", number), "E417", message, "同意: 有")
        elif file.is_file() and (wrong := pictures.trouble(photo.file, file.read_bytes())):
            yield Finding(("照片", number, "文件"), *wrong)


Rule = Callable[[Manuscript, Known, Path], Iterator[Finding]]
RULES: tuple[Rule, ...] = (_whose, _signed, _head, _destined, _pictured)


def outlet_of(name: str, notice: Notice) -> Outlet | Mailbox | None:
    """The outlet or the submission box of a name; a box that says where to send to comes first."""
    box = next((each for each in notice.mailboxes if each.name == name), None)
    return box or next((each for each in notice.outlets if name in (each.name, *each.aliases)), None)


def _addresses(those: Iterable[Manuscript]) -> Iterator[Fault]:
    """A former address is a plain name that no other release has or had."""
    those = list(those)
    taken = {one.slug for one in those} | TAKEN
    for one in those:
        for old in one.head.former:
            if old in taken or not SLUG.fullmatch(old) or len(old) > 40:
                message = f"曾用地址“{old}”正被别的稿件使用，或写法不对"
                yield Fault(
                    Place(one.file, *one.places.get("曾用地址", (1, 1))),
                    "E418",
                    message,
                    "曾用地址: [dayao-0528]",
                )
            taken.add(old)


def plain(title: str) -> str:
    """A headline without marks and blanks."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", title) if letter.isalnum())
