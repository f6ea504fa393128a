"""A release cut to one outlet: photos as many and as large as it takes, and a mail; what only people can cut is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from almanac.documents import press_pack
from almanac.documents.press_pack import Copy, Picture
from almanac.documents.zip import zipped
from almanac.model.day import Day
from almanac.model.diagnostics import Fault
from almanac.model.divisions import Register
from almanac.model.filings import Notice, Requirements
from almanac.views import press_dateline, press_release
from almanac.views.campaign_year import long_day
from almanac.views.press_release import News


class Pack(NamedTuple):
    """A zip, a link that opens a mail with its words, what the outlet's limits are passed by; or why there is none."""

    data: bytes
    mail: str
    beyond: list[str]
    unknown: list[str]
    refused: str
    faults: list[Fault]


def refused(words: str, faults: Sequence[Fault] = ()) -> Pack:
    """No pack."""
    return Pack(b"", "", [], [], words, list(faults))


class Place(NamedTuple):
    """Where photos lie, where those that were drawn are kept, and the address of the site."""

    photos: Path
    cache: Path
    url: str


def pack(one: News, outlet: str, notice: Notice, register: Register, place: Place, today: Day) -> Pack:
    """All files of a release and the mail to an outlet; before its day each says from when it may be printed."""
    asks, box = press_release.requirements(outlet, notice)
    photos = one.release.head.photos[: int(asks.photos) if asks and asks.photos else None]
    weight = int(asks.weight) * 1_000_000 if asks and asks.weight else 0
    shots = list(press_pack.photographs(photos, place.photos, place.cache, weight=weight))
    slug = one.release.slug
    copy = press_pack.copy(one, shots, register, f"{place.url}press/{slug}/", sent=True)
    head = one.release.head
    text = press_dateline.opened(
        copy.text, press_dateline.dateline(outlet, notice, head.published, head.writers)
    )
    closed = "" if today.reached(one.release.since) else f"解禁：{long_day(one.release.since)}，请勿提前刊发"
    copy = copy._replace(text=press_dateline.embargoed(text, closed), embargo=closed)
    mail = _mail(copy, one, register, asks.subject if asks else None)
    letter = "\r\n".join(
        [
            *([closed] if closed else []),
            f"收件：{box or '邮箱不清楚，请问编辑'}",
            f"主题：{mail[0]}",
            "",
            mail[1],
        ]
    )
    files = press_pack.files(copy, slug)
    files.pop(f"{slug}.zip")
    cut = one._replace(
        release=one.release._replace(head=one.release.head.model_copy(update={"photos": photos}))
    )
    return Pack(
        zipped({"邮件.txt": letter.encode("utf-8-sig"), **files}),
        f"mailto:{box}?subject={quote(mail[0])}&body={quote(mail[1])}" if box else "",
        [*press_release.beyond(cut, outlet, notice), *_unfit(shots, asks)],
        press_release.unknown(outlet, notice),
        "",
        [],
    )


def _unfit(shots: list[Picture], asks: Requirements | None) -> Iterator[str]:
    """Photos that are smaller, or even when made small still heavier, than an outlet takes."""
    for shot in shots if asks else ():
        assert asks
        longest = max(shot.width, shot.height)
        if asks.pixels and longest < int(asks.pixels):
            yield f"{shot.name} 长边只有 {longest} 像素，至少要 {asks.pixels}；请找原图"
        if asks.weight and len(shot.data) > int(asks.weight) * 1_000_000:
            yield f"{shot.name} 超过 {asks.weight} MB，请换一张"


def _mail(copy: Copy, one: News, register: Register, pattern: str | None) -> tuple[str, str]:
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
        *([f"{copy.embargo}。"] if copy.embargo else []),
        f"现送上{unit}的稿件《{copy.headline}》，Word、PDF、文字稿和照片在附件里。",
        f"如需核对，请联系：{one.release.head.enquiries or '（请补单位和座机）'}",
        *copy.byline,
    ]
    return subject, "\r\n".join(body)
