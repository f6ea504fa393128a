"""Releases for the press: the list of them with its feed, and of each its page and the files that editors take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almanac.documents import press_pack, press_photos
from almanac.documents.press_pack import Copy
from almanac.load.press_releases import is_shown
from almanac.model.press_release import Manuscript
from almanac.model.words import ReleaseStatus, leading_on
from almanac.pages import File, Made, Share, Site, Stamp
from almanac.parse.markdown import blocks
from almanac.render import rich_text, wechat_html
from almanac.render.html import column, fill, head, is_web, markup, page_script, phrased, safe, title
from almanac.views import photos
from almanac.views.campaign_year import day_words, long_day
from almanac.views.press_release import News

FRONT, LIST = "press/", "新闻稿"
ROOT, DEEPER = "../", "../../"
NEWEST = 50
KINDS = (
    (".zip", "全部材料", "下面各样都在里面，另有给编辑的说明"),
    (".docx", "Word 稿", "正文"),
    (".pdf", "PDF 稿", "打印、传阅"),
    (".txt", "纯文字", "贴到哪里都行"),
)


# ---------------------------------------------------------------- the list


def make_front(share: Share) -> Iterator[Made]:
    """The list of all releases and their feed."""
    site = share.site
    shown = [one for one in site.newsroom.shown(site.today) if one.is_done]
    final = site.newsroom.final(site.today)
    said = "各级计生协可以直接刊用的新闻稿：Word、PDF、公众号排版和照片，按时间排列。"
    body = fill(
        "press_list.html",
        root=ROOT,
        years=[(year, [_row(site, one) for one in those]) for year, those in _by_year(shown)],
        aside=len(site.newsroom.aside),
    )
    feed = '\n<link rel="alternate" type="application/atom+xml" href="feed.xml">'
    metas = column(LIST, said, "列表", (LIST, "会员活动日"))
    yield Stamp(FRONT, LIST, said, head(site.url, FRONT, said, metas=metas) + feed, str(body))
    yield File(f"{FRONT}feed.xml", _feed(site, final[:NEWEST]).encode())


def _by_year(those: Sequence[Manuscript]) -> Iterator[tuple[int, list[Manuscript]]]:
    for year in sorted({one.year for one in those}, reverse=True):
        yield year, [one for one in those if one.year == year]


def _row(site: Site, one: Manuscript) -> tuple[str, str, str, str, str, bool]:
    """Address, headline, digest, day, association, whether it is still to be reviewed."""
    unit = site.register[one.code].title
    return (
        f"{one.slug}/",
        one.head.headline,
        one.head.digest,
        long_day(one.since),
        unit,
        one.head.state != ReleaseStatus.FINAL,
    )


def _feed(site: Site, those: Sequence[Manuscript]) -> str:
    """Atom of the reviewed releases, the newest first."""
    here = f"{site.url}{FRONT}"
    notice = site.notices.get(site.year)
    opened = those[0].since if those else (notice.issued if notice else "") or f"{site.year}-01-01"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<id>{safe(here)}feed.xml</id>",
        f"<title>{LIST} - {safe(site.name)}</title>",
        f"<updated>{opened}T00:00:00+08:00</updated>",
        f"<author><name>{safe(site.owner or site.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{safe(here)}feed.xml"/>',
        f'<link rel="alternate" type="text/html" href="{safe(here)}"/>',
    ]
    for one in those:
        address = safe(f"{here}{one.slug}/")
        lines += [
            f"<entry><id>{address}</id><title>{safe(one.head.headline)}</title>",
            f"<updated>{one.since}T00:00:00+08:00</updated>",
            f"<author><name>{safe(site.register[one.code].title)}</name></author>",
            f'<link rel="alternate" type="text/html" href="{address}"/>',
            f'<summary type="text">{safe(one.head.digest)}</summary></entry>',
        ]
    return "\n".join([*lines, "</feed>", ""])


# ---------------------------------------------------------------- one release


def make(share: Share, news: Sequence[News]) -> Iterator[Made]:
    """The page of one release and its files, if it may be read today; what was withdrawn or is held back has a page that
    says so."""
    site = share.site
    for one in news:
        slug = one.release.slug
        if not is_shown(one.release, site.today):
            continue
        if one.release.head.state == ReleaseStatus.WITHDRAWN or one.held:
            yield _gone(site, slug, "held" if one.held else "withdrawn")
        else:
            yield from _whole(site, one)
        for old in leading_on(one.release.head.former):
            yield _gone(site, old, "moved", slug)


def _whole(site: Site, one: News) -> Iterator[Made]:
    slug, address = one.release.slug, f"{site.url}{FRONT}{one.release.slug}/"
    room, notice = site.newsroom, site.notices.get(one.release.year)
    shots = press_photos.shots(one.release.head.photos, one.text, room.folder, site.cache)
    copy = press_pack.copy(one, shots, site.register, notice, address)
    pictures = list(photos.shown(one.release.head.photos, room.folder, site.cache))
    files = press_pack.published(copy, slug)
    yield _page(site, one, copy, pictures, files)
    yield from (File(f"{FRONT}{slug}/{name}", data) for name, data in files.items())
    for picture in pictures:
        yield from (File(f"{FRONT}{slug}/{name}", drawn.data) for name, drawn in picture.files)


def _downloads(slug: str, copy: Copy, files: dict[str, bytes]) -> list[tuple[str, str, str, str]]:
    """The name of each file, what it is called, what is in it and how large it is; a Word file has photos where the
    release has."""
    found = []
    for end, name, what in KINDS:
        inside = f"{what}、照片" if end == ".docx" and copy.pictures else what
        found.append((f"{slug}{end}", name, inside, _size(files[f"{slug}{end}"])))
    return found


def _page(
    site: Site, one: News, copy: Copy, pictures: list[photos.Picture], files: dict[str, bytes]
) -> Stamp:
    here, path = one.release.head, f"{FRONT}{one.release.slug}/"
    unit = site.register[one.release.code].title
    placed = {block.value for block in blocks(one.text) if block.tag == "img"}
    drawn = {each.source: str(fill("photo.html", picture=each)) for each in pictures if each.source in placed}
    body = fill(
        "press.html",
        root=DEEPER,
        head=here,
        heading=phrased(here.headline, unit),
        unit=unit,
        code=one.release.code,
        day=long_day(one.release.since),
        pending=here.state != ReleaseStatus.FINAL,
        text=rich_text.html(one.text, pictures=drawn),
        copy=copy,
        meters=wechat_html.meters(copy.headline, copy.author, copy.digest, copy.wechat),
        pictures=[each for each in pictures if each.source not in placed],
        shots=[(each, _size(each.data)) for each in copy.pictures],
        downloads=_downloads(one.release.slug, copy, files),
        whole=_size(files[f"{one.release.slug}.zip"]),
        covered=[(f"e/{event.id}/", event.name, event.when) for event in one.covered],
        pieces=[(m, day_words(m.date), is_web(m.web)) for m in one.mentions],
    )
    metas = [
        ("ArticleTitle", here.headline), ("PubDate", f"{one.release.since} 00:00"), ("ContentSource", unit),
        ("Author", "、".join(here.writers) or unit), ("Keywords", f"{LIST},会员活动日"), ("Description", here.digest),
    ]  # fmt: skip
    metas += [("robots", "noindex")] if here.state != ReleaseStatus.FINAL else []
    top = head(site.url, path, here.digest, "article", metas) + page_script(DEEPER, "press")
    if pictures:
        top += str(
            markup('\n<meta property="og:image" content="{}">', f"{site.url}{path}{pictures[0].jpeg[0]}")
        )
    return Stamp(path, title(here.headline, LIST), here.digest, top, str(body))


def _size(data: bytes) -> str:
    return f"{len(data) / 1048576:.1f} MB" if len(data) > 1048576 else f"{-(-len(data) // 1024)} KB"


def _gone(site: Site, slug: str, why: str, to: str = "") -> Stamp:
    """What stands where a release was withdrawn, is held back, or was before its address changed."""
    said = {
        "withdrawn": "这篇新闻稿已经撤下。",
        "held": "这篇新闻稿正在核对，暂时不公开。",
        "moved": "这篇新闻稿的网址已经改了，页面会自动转到新网址。",
    }[why]
    path = f"{FRONT}{to or slug}/"
    top = head(site.url, path, said, metas=(("robots", "noindex"),))
    if to:
        top += str(markup('\n<meta http-equiv="refresh" content="0;url={}">', f"../{to}/"))
    body = fill("press_gone.html", root=DEEPER, said=said, to=f"../{to}/" if to else "")
    return Stamp(f"{FRONT}{slug}/", LIST, said, top, str(body))
