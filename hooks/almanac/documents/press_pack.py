"""A news release as an editor gets it: its files by name, each the same bytes as long as it says the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from almanac.documents import press_docx
from almanac.documents.zip import zipped
from almanac.model.divisions import Register
from almanac.model.filings import Photo
from almanac.model.words import ReleaseStatus
from almanac.parse import images
from almanac.parse.images import Unfit
from almanac.parse.input_files import content, is_plain
from almanac.parse.markdown import Node
from almanac.render import rich_text, wechat_html
from almanac.render.html import safe
from almanac.render.typst import once, typeset
from almanac.validate.photos import may_be_shown
from almanac.views.campaign_year import long_day
from almanac.views.press_release import News

LONGEST, LEAST = (
    2560,
    1280,
)  # pixels of a photo's long side: as we give it, and as small as it may get for an outlet
PENDING = "待审核，请勿刊用"


class Picture(NamedTuple):
    """A photo of a release as JPEG: its file's name, its bytes, what stands below it, what can be seen on it, its size."""

    name: str
    data: bytes
    caption: str
    alt: str
    width: int
    height: int


class Copy(NamedTuple):
    """What an editor gets: lines above and below the text, the text, the photos; about: label and words of what else is
    known of it; cover: the same and whom to ask, for the cover sheet of what is sent; empty in what is published; embargo:
    from when it may be printed, where it is sent before."""

    headline: str
    subhead: str
    digest: str
    author: str
    text: Node
    byline: list[str]
    pictures: list[Picture]
    about: list[tuple[str, str]]
    cover: list[tuple[str, str]]
    address: str
    embargo: str = ""

    @property
    def mark(self) -> str:
        """By which it is seen that the files would be others."""
        shots = [
            each._replace(data=hashlib.blake2b(each.data, digest_size=16).digest()) for each in self.pictures
        ]
        return repr(self._replace(pictures=shots))

    @property
    def captions(self) -> list[str]:
        """What stands below each photo, by its file."""
        return [f"{each.name}　{each.caption}" for each in self.pictures]

    @property
    def plain(self) -> str:
        """The body, a paragraph a line."""
        return wechat_html.plain(self.text).strip("\n")

    @property
    def wechat(self) -> str:
        """The body for WeChat's editor."""
        return wechat_html.wechat(
            self.text, [each.caption for each in self.pictures], self.byline, self.address
        )


def copy(one: News, photos: Sequence[Picture], register: Register, address: str, sent: bool = False) -> Copy:
    """A release put together for editors; only what is sent to an outlet says whom to ask, no file of the site does."""
    head, unit = one.release.head, register[one.release.code].title
    writers = "、".join(head.writers)
    byline = [f"来源：{unit}", *([f"通讯员：{writers}"] if writers else [])]
    byline += [f"责任编辑：{head.editor}"] if head.editor else []
    byline += [PENDING] if head.state != ReleaseStatus.FINAL else []
    about = list(_about(one, unit, writers, len(photos), address))
    return Copy(
        head.headline,
        head.subhead or "",
        head.digest,
        writers if 0 < len(writers) <= wechat_html.AUTHOR else unit,
        one.text,
        byline,
        list(photos),
        about,
        [*about, *_whom(one)] if sent else [],
        address,
    )


def _about(one: News, unit: str, writers: str, photos: int, address: str) -> Iterator[tuple[str, str]]:
    head = one.release.head
    yield "标题", head.headline
    yield "单位", unit
    yield "通讯员", writers or "待补"
    yield "责任编辑", head.editor or "待补"
    review = head.review
    yield (
        "三审",
        f"初审 {review.first}，复审 {review.second}，终审 {review.last}"
        if review
        else "待审核（初审、复审、终审都还没有）",
    )
    yield "发布日期", long_day(one.release.since)
    yield "篇幅", f"正文 {len(wechat_html.plain(one.text).replace(chr(10), ''))} 字，照片 {photos} 张"
    yield "网页", address


def _whom(one: News) -> Iterator[tuple[str, str]]:
    if one.release.head.outlets:
        yield "投往", "、".join(one.release.head.outlets)
    yield "联系", one.release.head.enquiries or "待补（单位和座机）"


# ---------------------------------------------------------------- photos


def photographs(
    those: Sequence[Photo], folder: Path, cache: Path, longest: int = LONGEST, weight: int = 0
) -> Iterator[Picture]:
    """The photos that may be shown as JPEG, named by their place; `weight`: the most bytes that one may have."""
    for number, photo in enumerate(those, 1):
        if may_be_shown(photo) and "/" not in photo.file and is_plain(folder, photo.file):
            try:
                drawn = _drawn(photo.file, content(folder, photo.file), cache, longest, weight)
            except Unfit:
                continue
            alt = photo.alt or photo.caption
            yield Picture(f"photo-{number}.jpg", drawn.data, photo.caption, alt, drawn.width, drawn.height)


def _drawn(name: str, raw: bytes, cache: Path, longest: int, weight: int) -> images.Drawn:
    said = ["press photo", hashlib.blake2b(raw, digest_size=16).hexdigest(), longest]
    data = once(cache, said, lambda: images.fitted(name, raw, longest).data)
    if weight and len(data) > weight and longest > LEAST:
        return _drawn(name, raw, cache, longest * 3 // 4, weight)
    return images.Drawn("jpg", *images.size(data), data)


# ---------------------------------------------------------------- files


def names(one: Copy, slug: str) -> list[str]:
    """Which files there will be."""
    captions = ["captions.txt"] if one.pictures else []
    kinds = [f"{slug}.{kind}" for kind in ("docx", "pdf", "txt")]
    return [*kinds, "wechat.html", *(each.name for each in one.pictures), *captions, f"{slug}.zip"]


def files(one: Copy, slug: str) -> dict[str, bytes]:
    """Every file of a release by its name, and all of them once more as one zip with a word to the editor."""
    found = {
        f"{slug}.docx": press_docx.document(
            one.headline, one.subhead, one.text, one.byline, one.cover,
            [(p.name, p.data, p.caption, p.alt) for p in one.pictures],
        ),
        f"{slug}.pdf": _pdf(one),
        f"{slug}.txt": _text(one).encode("utf-8-sig"),
        "wechat.html": page(one).encode(),
        **{each.name: each.data for each in one.pictures},
    }  # fmt: skip
    if one.pictures:
        found["captions.txt"] = ("\n".join([*_first(one), *one.captions, ""])).encode("utf-8-sig")
    about = _contents(one, slug).encode("utf-8-sig")
    return found | {f"{slug}.zip": zipped({"README.txt": about, **found})}


def page(one: Copy) -> str:
    """The text for WeChat as a page of its own: opened, marked and copied as it is."""
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width"><title>{safe(one.headline)}</title></head>\n'
        f"<body>{one.wechat}</body></html>\n"
    )


def _text(one: Copy) -> str:
    """Headline, text and byline, a paragraph a line; then the captions."""
    lines = [one.headline, *([one.subhead] if one.subhead else []), "", one.plain, "", *one.byline]
    captions = ["", "照片说明：", *one.captions] if one.captions else []
    return "\n".join([*lines, *captions, "", one.address, ""])


def _pdf(one: Copy) -> bytes:
    """Set by Typst, tagged; photos stay files of their own, their captions are listed."""
    return typeset(
        "release.typ",
        {
            "headline": one.headline,
            "subhead": one.subhead,
            "text": rich_text.plain(one.text, one.address),
            "byline": one.byline,
            "captions": one.captions,
            "address": one.address,
        },
    )


def _first(one: Copy) -> list[str]:
    return [one.embargo] if one.embargo else []


def _contents(one: Copy, slug: str) -> str:
    lines = [
        f"《{one.headline}》稿件包",
        *_first(one),
        "",
        f"{slug}.docx　　Word 稿：正文和照片",
        f"{slug}.pdf　　　打印、传阅用",
        f"{slug}.txt　　　纯文字",
        "wechat.html　　 用浏览器打开，全选、复制，粘贴到公众号编辑器；照片按【图1】【图2】的位置插入",
        *(f"{each.name}　　 照片，{each.width}×{each.height}：{each.caption}" for each in one.pictures),
        *(["captions.txt　　照片说明"] if one.pictures else []),
        "",
        *(f"{label}：{words}" for label, words in one.about if label in ("单位", "三审", "发布日期")),
        "照片里的人同意公开；请不要裁去遮挡，也不要另配姓名。" if one.pictures else "本稿没有照片。",
        "",
    ]
    return "\r\n".join(lines)
