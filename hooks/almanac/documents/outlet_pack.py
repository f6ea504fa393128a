"""A release cut to one outlet: its headline, length, photos, files and closing lines, and a mail; what only people can mend
is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from almanac.documents import press_pack, press_photos
from almanac.documents.press_pack import Copy
from almanac.documents.press_photos import Picture
from almanac.documents.zip import zipped
from almanac.model.day import Day
from almanac.model.diagnostics import Fault
from almanac.model.divisions import Register
from almanac.model.filings import Notice, Requirements
from almanac.render import wechat_html
from almanac.views import press_dateline, press_outlet
from almanac.views.campaign_year import long_day
from almanac.views.press_release import News

MEGABYTE = 1_000_000


class Pack(NamedTuple):
    """A zip, a link that opens a mail with its words, the same mail as a text; what was cut, what limits the release still
    passes, what is not known of the outlet; or why there is no pack."""

    data: bytes
    mail: str
    letter: str
    cut: list[str]
    beyond: list[str]
    unknown: list[str]
    refused: str
    faults: list[Fault]


def refused(words: str, faults: Sequence[Fault] = ()) -> Pack:
    """No pack."""
    return Pack(b"", "", "", [], [], [], words, list(faults))


class Place(NamedTuple):
    """Where photos lie, where those that were drawn are kept, and the address of the site; original: photos as large as
    they were given."""

    photos: Path
    cache: Path
    url: str
    original: bool = False


def pack(one: News, outlet: str, notice: Notice, register: Register, place: Place, today: Day) -> Pack:
    """All files of a release for an outlet and the mail to it; before its day each says from when it may be printed."""
    asks, box = press_outlet.requirements(outlet, notice)
    cut = _cut(one, asks)
    copy = _copy(cut, outlet, notice, register, place, asks)
    closed = "" if today.reached(one.release.since) else f"解禁：{long_day(one.release.since)}，请勿提前刊发"
    copy = copy._replace(text=press_dateline.embargoed(copy.text, closed), embargo=closed)
    wanted = asks.files or (
        ("Word", "纯文字", "公众号排版") if press_outlet.is_wechat(outlet) else ("Word", "PDF", "纯文字")
    )
    subject, body = _mail(copy, one, register, asks.subject, wanted)
    above = [closed] if closed else []
    letter = "\r\n".join([*above, f"收件：{box or '邮箱不清楚，请问编辑'}", f"主题：{subject}", "", body])
    return Pack(
        zipped(press_pack.files(copy, one.release.slug, wanted, asks.placing == "另附")),
        f"mailto:{box}?subject={quote(subject)}&body={quote(body)}" if box else "",
        letter,
        list(_told(one, cut)),
        [*_beyond(cut, outlet, notice, copy), *_unfit(copy.pictures, asks)],
        press_outlet.unknown(outlet, notice),
        "",
        [],
    )


def _cut(one: News, asks: Requirements) -> News:
    """The release with the headline that fits, as many photos as are taken, and as much of its text."""
    head = one.release.head
    photos = head.photos[: int(asks.photos)] if asks.photos else head.photos
    said = {"headline": press_outlet.headline(head, asks), "photos": photos}
    text = press_outlet.shortened(one.text, int(asks.most)) if asks.most else one.text
    return one._replace(release=one.release._replace(head=head.model_copy(update=said)), cut=text)


def _told(one: News, cut: News) -> Iterator[str]:
    """What was cut, in words."""
    before, after = one.release.head, cut.release.head
    if after.headline != before.headline:
        yield f"标题用了备用的“{after.headline}”（{len(after.headline)} 字）"
    if len(after.photos) < len(before.photos):
        yield f"照片只附前 {len(after.photos)} 张"
    gone = len(one.text.inside) - len(cut.text.inside)
    if gone:
        yield f"正文从末尾删了 {gone} 段，剩 {wechat_html.length(cut.text)} 字"


def _beyond(cut: News, outlet: str, notice: Notice, copy: Copy) -> Iterator[str]:
    """The limits that what is sent still passes."""
    for limit in press_outlet.beyond(cut.release.head, cut.text, cut.covered, outlet, notice):
        yield limit.words
    meters = wechat_html.meters(copy.headline, copy.author, copy.digest, copy.wechat)
    if press_outlet.is_wechat(outlet):
        yield from (f"{m.what} {m.length} 字，公众号最多 {m.most} 字" for m in meters[1:] if m.is_over)


def _copy(
    cut: News, outlet: str, notice: Notice, register: Register, place: Place, asks: Requirements
) -> Copy:
    """What is sent: with the words that the outlet begins and ends with, with a cover sheet unless it wants none."""
    head, slug = cut.release.head, cut.release.slug
    weight = int(asks.weight) * MEGABYTE if asks.weight else 0
    pixels = press_photos.ORIGINAL if place.original else press_photos.LONGEST
    shots = press_photos.shots(head.photos, cut.text, place.photos, place.cache, weight, pixels)
    copy = press_pack.copy(cut, shots, register, notice, f"{place.url}press/{slug}/", sent=True)
    opening = press_dateline.dateline(outlet, notice, head.published, head.writers)
    parts = _parts(copy, cut, register)
    tail = re.sub("〔(单位|作者|标题|责编)〕", lambda found: parts[found[1]], asks.tail or "")
    return copy._replace(
        text=press_dateline.opened(copy.text, opening),
        byline=[tail] if tail else copy.byline,
        cover=[] if asks.cover == "否" else copy.cover,
    )


def _unfit(shots: list[Picture], asks: Requirements) -> Iterator[str]:
    """Photos that are smaller, or even when made small still heavier, than an outlet takes."""
    for shot in shots:
        longest = max(shot.width, shot.height)
        if asks.pixels and longest < int(asks.pixels):
            yield f"{shot.name} 长边只有 {longest} 像素，至少要 {asks.pixels}；请找原图"
        if asks.weight and len(shot.data) > int(asks.weight) * MEGABYTE:
            yield f"{shot.name} 超过 {asks.weight} MB，请换一张"


def _parts(copy: Copy, one: News, register: Register) -> dict[str, str]:
    """What a pattern of an outlet may ask for."""
    unit, editor = register[one.release.code].title, one.release.head.editor or ""
    return {"单位": unit, "作者": copy.author, "标题": copy.headline, "责编": editor}


def _mail(
    copy: Copy, one: News, register: Register, pattern: str | None, files: Sequence[str]
) -> tuple[str, str]:
    """Subject and words of the mail: unit, author and title, as the outlet wants them put together."""
    unit = register[one.release.code].title
    photos = f"和 {len(copy.pictures)} 张照片" if copy.pictures else ""
    body = [
        "编辑您好：",
        *([f"{copy.embargo}。"] if copy.embargo else []),
        f"现送上{unit}的稿件《{copy.headline}》，{'、'.join(files)}{photos}在附件里。",
        f"如需核对，请联系：{one.release.head.enquiries or '（请补单位和座机）'}",
        *copy.byline,
    ]
    parts = _parts(copy, one, register)
    subject = re.sub("单位|作者|标题", lambda found: parts[found[0]], pattern or "单位+作者+标题")
    return subject, "\r\n".join(body)
