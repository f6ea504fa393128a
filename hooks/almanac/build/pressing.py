"""Releases without a site: what is wrong with them, a draft of one from the records, a pack for one outlet."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from almanac.build import newsdesk, whole
from almanac.build.newsdesk import Unprinted
from almanac.build.orders import Incoming, Job, Reach
from almanac.disclosure import press_consent, public_records, redaction
from almanac.documents import press_pack
from almanac.documents.zip import zipped
from almanac.load import press_releases, records
from almanac.load.press_releases import Newsroom
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, closest, is_error
from almanac.model.divisions import Register
from almanac.model.filings import Activity, Filing, Requirements
from almanac.parse.discovery import Paper, survey
from almanac.validate import Known
from almanac.validate import press_release as validate_press_release
from almanac.views import media_mentions, press_draft, press_release
from almanac.views.activities import Entry, entries
from almanac.views.hierarchy import WITHDRAWN
from almanac.views.press_release import News

ROLLS_AND_PIECES = ("/表彰.yml", "/媒体.yml")
ID = re.compile(r"([0-9]{4})-([0-9]{2,12})-[0-9a-z-]{1,80}")
WEEK = re.compile(r"(.*)/([0-9]{4})-W([0-9]{2})")


class Room(NamedTuple):
    """The releases of a project and what the records say to them; names: by release, those that it may not print."""

    newsroom: Newsroom
    known: Known
    shares: dict[str, list[Entry]]
    told: dict[str, Incoming]
    names: dict[str, list[Unprinted]]
    withdrawn: list[str]

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the releases, by themselves and held against the records."""
        shares = self.shares
        held = newsdesk.faults(
            self.newsroom, lambda code: shares.get(code, []), self.told, self.names, self.known
        )
        return sorted({*self.newsroom.faults, *held})

    def news(self, slug: str) -> News | None:
        """One release as it may be printed."""
        clean = newsdesk.struck(self.newsroom, self.withdrawn, self.names)
        those = [one for one in clean.releases if one.slug == slug]
        found = newsdesk.gathered(those, lambda code: self.shares.get(code, []), self.told, self.known)
        return next(iter(found), None)


def room(asked: Job, register: Register) -> Room:
    """Read the releases, the shares that they tell of, and everybody's rolls and published pieces."""
    files = _files(asked, register)
    known, root = files.known, asked.records
    found = press_releases.load(asked.project, known)
    wanted = {share for one in found.releases for share in one.shares}
    reach: dict[str, Reach] = {}
    shares: dict[str, list[Entry]] = {}
    papers_of = survey(root, register) if found.releases else {}
    gone = whole.withdrawn(files, papers_of)
    for share, papers in papers_of.items():
        mine = [p for p in papers if share in wanted or p.path.endswith(ROLLS_AND_PIECES)]
        filed = records.load(files, mine, True).filings
        filings = whole.public(files, papers, filed, gone)
        shares[share] = list(entries(filings, known.notices, register))
        mentions = [tuple(mention) for mention in media_mentions.mentions(filings, known)]
        names = public_records.withdrawn_in(filed), press_consent.unprinted(filed, known.today)
        reach[share] = Reach([], mentions, [], [], *names)
    known = known._replace(notices=redaction.notices(known.notices, gone))
    told = newsdesk.incoming(found, reach, gone)
    return Room(found, known, shares, told, newsdesk.unprinted(found, reach), gone)


def _files(asked: Job, register: Register) -> records.Files:
    said, _ = records.notices(asked.records, asked.name)
    return records.Files(
        asked.records, records.known_to(asked.records, register, said, asked.day), asked.name
    )


# ---------------------------------------------------------------- a draft


class Drafted(NamedTuple):
    """A draft and the name of its file; or why there is none, in words."""

    name: str
    text: str
    refused: str


def drafted(asked: Job, register: Register, what: str) -> Drafted:
    """A release of one activity (its id) or of an association's week (长沙市/浏阳市/2021-W21)."""
    one, week = ID.fullmatch(what), WEEK.fullmatch(what)
    code = one[2] if one else register.at(week[1].strip("/")) if week else None
    if code is None or code not in {unit.code for unit in register}:
        return Drafted(
            "", "", f"“{what}”看不懂。写活动编号（如 2021-430181-0528-yizhen），或 长沙市/浏阳市/2021-W21"
        )
    files = _files(asked, register)
    year = int(one[1]) if one else int(week[2]) if week else 0
    if year not in files.known.notices:
        return Drafted("", "", f"没有 {year} 年的通知。")
    papers = survey(asked.records, register)
    gone = whole.withdrawn(files, papers)
    filings = _filed(files, papers, gone, code, year)
    notice = redaction.notices(files.known.notices, gone)[year]
    if one:
        found = next((filing for filing in filings if filing.id == what), None)
        if found is None:
            return Drafted("", "", f"没有编号是 {what} 的活动。编号在活动页的网址里：/e/编号/")
        if isinstance(found.record, Activity) and found.record.state == WITHDRAWN:
            return Drafted("", "", f"活动 {what} 已经撤下，不起草稿件。")
        return Drafted(_slug(what), press_draft.of_activity(found, notice, register, files.known.today), "")
    assert week
    monday = datetime.date.fromisocalendar(year, min(max(int(week[3]), 1), 52), 1).isoformat()
    those = press_draft.within(filings, monday)
    if not those:
        return Drafted("", "", f"{register[code].title}和下级 {week[2]} 年第 {week[3]} 周没有已举办的活动。")
    return Drafted(
        f"{year}-w{week[3]}-{code}", press_draft.of_week(those, code, monday, notice, register), ""
    )


def _filed(
    files: records.Files, papers: Mapping[str, list[Paper]], gone: Sequence[str], code: str, year: int
) -> list[Filing]:
    """The activities at or below an association, as the public may see them."""
    found: list[Filing] = []
    for share, those in papers.items():
        if share.startswith(code) or code.startswith(share):
            mine = [paper for paper in those if paper.path.startswith(f"{year}/")]
            filed = whole.public(files, those, records.load(files, mine, True).filings, gone)
            found += [f for f in filed if isinstance(f.record, Activity) and f.code.startswith(code)]
    return found


def _slug(activity: str) -> str:
    return activity[:40].strip("-")


# ---------------------------------------------------------------- a pack


class Pack(NamedTuple):
    """A zip, a link that opens a mail with its words, what the outlet's limits are passed by; or why there is none."""

    data: bytes
    mail: str
    beyond: list[str]
    unknown: list[str]
    refused: str
    faults: list[Fault]


def packed(asked: Job, register: Register, slug: str, outlet: str, url: str, cache: Path) -> Pack:
    """A release cut to an outlet: photos as many and as large as it takes; what only people can cut is told."""
    here = room(asked, register)
    known_as = [one.slug for one in here.newsroom.releases]
    file = f"{validate_press_release.PRESS}{slug}.md"
    wrong = [fault for fault in here.faults if is_error(fault) and fault.place.file == file]
    one = here.news(slug)
    if wrong:
        return Pack(b"", "", [], [], "稿件有错，没有做；改好后再运行。", wrong)
    if one is None:
        near = closest(slug, known_as)
        return Pack(b"", "", [], [], f"没有稿件 {file}" + (f"；是不是 {near}？" if near else "。"), [])
    refused = _closed(one, here, outlet, here.known.today)
    if refused:
        return Pack(b"", "", [], [], refused, [])
    notice = here.known.notices[one.release.year]
    asks, box = press_release.requirements(outlet, notice)
    photos = one.release.head.photos[: int(asks.photos) if asks and asks.photos else None]
    weight = int(asks.weight) * 1_000_000 if asks and asks.weight else 0
    shots = list(press_pack.photographs(photos, here.newsroom.folder, cache, weight=weight))
    copy = press_pack.copy(one, shots, register, f"{url}press/{slug}/", sent=True)
    cut = one._replace(
        release=one.release._replace(head=one.release.head.model_copy(update={"photos": photos}))
    )
    mail = _mail(copy, one, register, asks.subject if asks else None)
    letter = "\r\n".join([f"收件：{box or '邮箱不清楚，请问编辑'}", f"主题：{mail[0]}", "", mail[1]])
    files = press_pack.files(copy, slug)
    files.pop(f"{slug}.zip")
    beyond = [*press_release.beyond(cut, outlet, notice), *_unfit(shots, asks)]
    data = zipped({"邮件.txt": letter.encode("utf-8-sig"), **files})
    link = f"mailto:{box}?subject={quote(mail[0])}&body={quote(mail[1])}"
    return Pack(
        data,
        link if box else "",
        beyond,
        press_release.unknown(outlet, notice),
        "",
        [],
    )


def _unfit(shots: list[press_pack.Picture], asks: Requirements | None) -> Iterator[str]:
    """Photos that are smaller, or even when made small still heavier, than an outlet takes."""
    for shot in shots if asks else ():
        assert asks
        longest = max(shot.width, shot.height)
        if asks.pixels and longest < int(asks.pixels):
            yield f"{shot.name} 长边只有 {longest} 像素，至少要 {asks.pixels}；请找原图"
        if asks.weight and len(shot.data) > int(asks.weight) * 1_000_000:
            yield f"{shot.name} 超过 {asks.weight} MB，请换一张"


def _closed(one: News, here: Room, outlet: str, today: Day) -> str:
    """Why a release may not be sent yet; empty if it may."""
    notice = here.known.notices[one.release.year]
    if one.release.head.state != "定稿":
        return f"稿件的状态是“{one.release.head.state}”；三审完了、写成“定稿”才能投稿。"
    if not today.reached(one.release.since):
        return f"稿件 {one.release.since} 才解禁，今天 {today.iso} 不能投。"
    if validate_press_release.outlet_of(outlet, notice) is None:
        names = [*(box.name for box in notice.mailboxes), *(each.name for each in notice.outlets)]
        near = closest(outlet, names)
        return f"通知里没有“{outlet}”；" + (f"是不是“{near}”？" if near else f"有的是：{'、'.join(names)}")
    return ""


def _mail(copy: press_pack.Copy, one: News, register: Register, pattern: str | None) -> tuple[str, str]:
    """Subject and words of the mail: unit, author and title, as the outlet wants them put together."""
    unit = register[one.release.code].title
    parts: dict[str, Callable[[], str]] = {
        "单位": lambda: unit,
        "作者": lambda: copy.author,
        "标题": lambda: copy.headline,
    }
    subject = re.sub("单位|作者|标题", lambda found: parts[found[0]](), pattern or "单位+作者+标题")
    body = [
        "编辑您好：",
        f"现送上{unit}的稿件《{copy.headline}》，Word、PDF、文字稿和照片在附件里。",
        f"如需核对，请联系：{one.release.head.enquiries or '（请补单位和座机）'}",
        *copy.byline,
    ]
    return subject, "\r\n".join(body)
