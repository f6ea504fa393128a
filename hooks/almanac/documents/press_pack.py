"""A news release as an editor gets it: its files by name, each the same bytes as long as it says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from almanac.documents import press_docx, wechat_page
from almanac.documents.press_photos import Picture, Shots
from almanac.documents.zip import zipped
from almanac.model.divisions import Register
from almanac.model.filings import Notice
from almanac.model.words import ReleaseStatus
from almanac.parse.markdown import Node, blocks
from almanac.render import rich_text, wechat_html
from almanac.render.typst import typeset
from almanac.views import social_accounts
from almanac.views.campaign_year import long_day
from almanac.views.press_release import News

PENDING = "待审核，请勿刊用"
PAGE, README = "wechat.html", "README.txt"


class Copy(NamedTuple):
    """What an editor gets: lines above and below the text, the text, the photos.

    about: label and words of what else is known of it; cover: the same and whom to ask, for the cover sheet of what is
    sent, empty in what is published; follow: whom readers in WeChat are asked to follow; unit, day: whose it is, and of
    which day; embargo: from when it may be printed, where it is sent before.
    """

    headline: str
    subhead: str
    digest: str
    author: str
    text: Node
    byline: list[str]
    shots: Shots
    about: list[tuple[str, str]]
    cover: list[tuple[str, str]]
    address: str
    follow: list[str]
    unit: str
    day: str
    embargo: str = ""

    @property
    def pictures(self) -> list[Picture]:
        """The photos as editors get them."""
        return self.shots.full

    @property
    def captions(self) -> list[str]:
        """What stands below each photo, by its file."""
        return [f"{each.name}　{each.caption}" for each in self.pictures]

    @property
    def plain(self) -> str:
        """The body, a paragraph a line."""
        return wechat_html.plain(self.text).strip("\n")

    def sheet(self, apart: bool = False) -> press_docx.Sheet:
        """What the Word file says; apart: without the photos."""
        shots = [] if apart else [(each.name, each.data, each.caption, each.alt) for each in self.pictures]
        return press_docx.Sheet(
            self.headline, self.subhead, self.text, self.byline, self.cover, shots, self.unit, self.day
        )

    @property
    def wechat(self) -> str:
        """The body for WeChat's editor."""
        shots = {
            full.name: wechat_html.Shot(f"{self.address}{small.name}", full.caption, full.alt)
            for full, small in zip(*self.shots, strict=True)
        }
        return wechat_html.wechat(self.text, shots, self.byline, self.address, self.subhead, self.follow)


def copy(
    one: News, shots: Shots, register: Register, notice: Notice | None, address: str, sent: bool = False
) -> Copy:
    """A release put together for editors; only what is sent to an outlet says whom to ask, no file of the site does."""
    head, unit = one.release.head, register[one.release.code].title
    writers = "、".join(head.writers)
    byline = [f"来源：{unit}", *([f"通讯员：{writers}"] if writers else [])]
    byline += [f"责任编辑：{head.editor}"] if head.editor else []
    byline += [PENDING] if head.state != ReleaseStatus.FINAL else []
    about = list(_about(one, unit, writers, len(shots.full), address))
    return Copy(
        head.headline,
        head.subhead or "",
        head.digest,
        writers if 0 < len(writers) <= wechat_html.AUTHOR else unit,
        _placed(one.text, shots.full),
        byline,
        shots,
        about,
        [*about, *_whom(one)] if sent else [],
        address,
        social_accounts.asked(notice),
        unit,
        one.release.since,
    )


def _placed(text: Node, photos: Sequence[Picture]) -> Node:
    """The text with the names under which its photos are sent; without those that are not."""
    named = {each.source: Node("img", each.name, (each.caption,)) for each in photos}
    those = (named.get(each.value) if each.tag == "img" else each for each in blocks(text))
    return text._replace(inside=tuple(each for each in those if each))


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


# ---------------------------------------------------------------- files


ALL = ("Word", "PDF", "纯文字", "公众号排版")


def files(one: Copy, slug: str, kinds: Sequence[str] = ALL, apart: bool = False) -> dict[str, bytes]:
    """The files of a release by their names, with a word to the editor; apart: no photos in the Word file."""
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "Word": (f"{slug}.docx", lambda: press_docx.document(one.sheet(apart))),
        "PDF": (f"{slug}.pdf", lambda: _pdf(one)),
        "纯文字": (f"{slug}.txt", lambda: _text(one).encode("utf-8-sig")),
        "公众号排版": (PAGE, lambda: wechat_page.page(one.headline, one.author, one.wechat, _ways(one)).encode()),
    }  # fmt: skip
    found = {name: make() for name, make in (makers[kind] for kind in kinds)}
    found |= {each.name: each.data for each in one.pictures}
    if "公众号排版" in kinds:
        found |= {each.name: each.data for each in one.shots.small}
    if one.pictures:
        found["captions.txt"] = ("\n".join([*_first(one), *one.captions, ""])).encode("utf-8-sig")
    return {README: _contents(one, found, bool(one.pictures) and not apart).encode("utf-8-sig"), **found}


def _ways(one: Copy) -> str:
    """How the text gets into WeChat's editor; before its day the site has no page to copy it from, and without photos
    there are none to be fetched."""
    return wechat_page.how(bool(one.pictures), not one.embargo)


def published(one: Copy, slug: str) -> dict[str, bytes]:
    """The files of a release on the site, and all of them once more as one zip."""
    found = files(one, slug)
    whole = zipped(found, one.day)
    del found[README]
    return found | {f"{slug}.zip": whole}


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


_WHAT = {
    ".docx": "Word 稿：正文",
    ".pdf": "打印、传阅用",
    "captions.txt": "照片说明",
    ".txt": "纯文字",
    ".html": "公众号排版：用浏览器打开，全选、复制，粘贴到公众号编辑器",
}
_SMALL = "公众号用的照片，不到 1 MB；粘贴以后没有出来的，按【图】的编号传"


def _contents(one: Copy, names: Iterable[str], inside: bool) -> str:
    """What is in the pack, file by file; inside: whether the Word file has the photos."""
    photos = {each.name: f"照片，{each.width}×{each.height}：{each.caption}" for each in one.pictures}
    photos |= {each.name: _SMALL for each in one.shots.small}
    photos |= {name: "Word 稿：正文和照片" for name in names if name.endswith(".docx") and inside}
    lines = [
        f"《{one.headline}》稿件包",
        *_first(one),
        "",
        *(
            f"{name}　　{photos.get(name) or next(what for end, what in _WHAT.items() if name.endswith(end))}"
            for name in names
        ),
        "",
        *(f"{label}：{words}" for label, words in one.about if label in ("单位", "三审", "发布日期")),
        "照片里的人同意公开；请不要裁去遮挡，也不要另配姓名。" if one.pictures else "本稿没有照片。",
        "",
    ]
    return "\r\n".join(lines)
