"""The pages of health articles: what readers see of their state, their topics, and the activities beside them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from almanac.load.articles import Shelf, load
from almanac.model.day import Day
from almanac.pages import File, Share, Site, Stamp, activities, booklet, health
from almanac.views import article_status
from shares import filed, shares, site
from small import PLACES
from test_booklet import DIRECTORY, FILES
from test_shelf import HEAD, project

WORDS = DIRECTORY.replace("说明: 示例话题。", "说明: 示例话题。, 词: [优生, 叶酸]")


def on(root: Path, today: str = "2021-06-15", **files: str) -> Site:
    """A site with these articles beside the shared ones, its pictures drawn into `root`."""
    more = {f"content/health/{slug.replace('_', '-')}.md": text for slug, text in files.items()}
    shelf = load(project(root, FILES | {"content/health/目录.yml": WORDS} | more), Day(today), PLACES)
    return site()._replace(shelf=shelf, today=Day(today), cache=root / "cache", drawn=root / "drawn")


def province(where: Site, *filings: Any) -> Share:
    return shares(*filings, on=where)["43"]


def pages(share: Share) -> dict[str, Stamp]:
    return {made.path: made for made in health.make(share) if isinstance(made, Stamp)}


def test_an_article_says_who_stands_for_it(tmp_path: Path) -> None:
    made = pages(province(on(tmp_path)))
    page = made["health/shili/"]
    for words in (
        "示例作者（示例资质）", "示例医生，示例职称，示例医院", "2021年5月8日", "2023年5月10日", "备孕夫妇", "CC BY 4.0",
        "示例单位：《示例资料》，2021年", "发布时间：2021年5月10日", "约 1 分钟读完",
    ):  # fmt: skip
        assert words in page.body
    own = page.body.partition("接着看")[0]
    assert "待审核" not in own and "已过期" not in own and "noindex" not in page.head
    for name in ("ArticleTitle", "PubDate", "ContentSource", "Author", "Keywords", "Description"):
        assert f'<meta name="{name}" content="' in page.head
    assert 'content="2021-05-10 00:00"' in page.head


def test_what_nobody_has_reviewed_says_so_everywhere(tmp_path: Path) -> None:
    """On its own page, in every list, and to search engines, which are to leave it out."""
    share = province(on(tmp_path))
    made = pages(share)
    assert "待审核" in made["health/daishen/"].body and "noindex" in made["health/daishen/"].head
    topic = {each.path: each for each in health.make_topics(share) if isinstance(each, Stamp)}
    for body in (made["health/"].body, topic["health/topics/yousheng/"].body):
        row = re.search(r"<li>(?:(?!</li>).)*示例待审核.*?</li>", body, re.S)
        assert row and "待审核</span>" in row[0]


def test_an_article_expires_by_the_day_alone(tmp_path: Path) -> None:
    """The last day counts; then it says so; after half a year it is folded away and leaves the lists of topics."""

    def state(today: str) -> tuple[bool, bool, bool]:
        made = pages(province(on(tmp_path, today)))
        index = made["health/"].body.partition("已过期的文章")
        return "已过期" in made["health/guoqi/"].body, "示例过期" in index[0], "示例过期" in index[2]

    assert state("2021-05-31") == (False, True, False)
    assert state("2021-06-01") == (True, True, False)
    assert state("2021-11-27") == (True, True, False)
    assert state("2021-11-28") == (True, False, True)


def test_a_withdrawn_article_and_an_old_address_still_answer(tmp_path: Path) -> None:
    old = HEAD.replace("许可: CC BY 4.0", "许可: CC BY 4.0\n曾用地址: [shili-jiu]")
    made = pages(province(on(tmp_path, shili_xin=f"{old}示例。\n")))
    assert "已经撤下" in made["health/chexia/"].body and "示例正文" not in made["health/chexia/"].body
    assert 'content="0;url=../shili-xin/"' in made["health/shili-jiu/"].head
    assert "示例撤下" not in made["health/"].body


def test_activities_and_articles_of_one_topic_lead_to_each_other(tmp_path: Path) -> None:
    where = on(tmp_path)
    filings = (
        filed("43", "yousheng", 名称="示例优生讲座", 状态="已举办"),
        filed("43", "wudao", 名称="示例广场舞", 状态="已举办"),
        filed("43", "quxiao", 名称="示例叶酸发放", 状态="取消"),
    )
    share = province(where, *filings)
    made = {each.path: each for each in activities.make(share) if isinstance(each, Stamp)}
    assert 'href="../../health/shili/"' in made["e/2021-43-yousheng/"].body
    assert "../../health/guoqi/" not in made["e/2021-43-yousheng/"].body, "nobody is sent to what has expired"
    assert "health/shili" not in made["e/2021-43-wudao/"].body
    topics = {each.path: each for each in health.make_topics(share) if isinstance(each, Stamp)}
    page = topics["health/topics/yousheng/"].body
    assert "e/2021-43-yousheng/" in page and "wudao" not in page and "quxiao" not in page
    assert '"../topics/yousheng/"' in pages(share)["health/shili/"].body


def test_main_topics_choose_what_an_activity_shows(tmp_path: Path) -> None:
    shelf: Shelf = on(tmp_path).shelf
    related = article_status.related(shelf, Day("2021-06-15"))
    share = province(on(tmp_path), filed("43", "a", 名称="示例亲子早教课"))
    assert [card.path for card in related(share.entries[0])] == ["health/shili-er/"]


def test_the_booklet_s_page_has_the_book_or_says_why_not(tmp_path: Path) -> None:
    made = list(booklet.make(province(on(tmp_path / "a"))))
    page = next(each for each in made if isinstance(each, Stamp))
    files = {each.path for each in made if isinstance(each, File)}
    assert files == {f"health/booklet/{name}" for name in ("booklet.pdf", "booklet.epub", "cover.png")}
    assert "2 篇专家审核过的文章" in page.body and "示例第二篇" in page.body and "示例待审核" not in page.body
    assert "下载健康知识读本" in pages(province(on(tmp_path / "a")))["health/"].body
    none = on(tmp_path / "a", "2024-01-01")
    [only] = booklet.make(province(none))
    assert isinstance(only, Stamp) and "还在等专家审核" in only.body and "noindex" in only.head
    assert "下载健康知识读本" not in pages(province(none))["health/"].body


def test_a_title_is_only_words(tmp_path: Path) -> None:
    evil = HEAD.replace("示例文章", "'</title><script>x</script>'").replace("讲备孕", '讲" onload=x <b>备孕')
    old = HEAD.replace("许可: CC BY 4.0", "许可: CC BY 4.0\n曾用地址: [shili-jiu]")
    share = province(on(tmp_path, evil=f"{evil}示例。\n", xin=f"{old}示例。\n"))
    for made in (*health.make(share), *health.make_topics(share), *booklet.make(share)):
        if isinstance(made, Stamp):
            assert made.head.startswith('<link rel="canonical"') and "&lt;meta" not in made.head
            assert "<script>" not in made.body + made.head and '" onload' not in made.body + made.head


def test_pictures_of_topics_are_drawn_once_and_the_same(tmp_path: Path) -> None:
    def drawn() -> dict[str, bytes]:
        made = health.make(province(on(tmp_path)))
        return {each.path: each.data for each in made if isinstance(each, File)}

    first = drawn()
    assert {"health/topics/yousheng.png", "health/topics/yousheng-600.png", "health/shili/qr.png"} <= set(
        first
    )
    assert first == drawn()
    (tmp_path / "drawn").rename(tmp_path / "away")
    assert first == drawn()


def test_whom_to_ring_stands_under_every_article_with_its_day(tmp_path: Path) -> None:
    """The numbers are data, kept once; a number can be rung, and the day on which they were checked is said."""
    lines = '求助: [{什么事: 示例急病, 找谁: "120"}, {什么事: 示例小病, 找谁: 示例卫生院}]\n求助截至: 2021-05-20\n'
    where = on(tmp_path)
    shelf = load(
        project(tmp_path / "more", FILES | {"content/health/目录.yml": WORDS + lines}),
        Day("2021-06-15"),
        PLACES,
    )
    made = pages(province(where._replace(shelf=shelf)))
    articles = [each.body for each in made.values() if "这篇文章可靠吗" in each.body]
    assert len(articles) == len(article_status.pieces(shelf)) > 1
    for body in articles:
        assert '<a href="tel:120"><b>120</b></a>' in body and "示例卫生院" in body and "2021年5月20日" in body


def test_articles_topics_and_terms_are_found_by_how_they_sound(tmp_path: Path) -> None:
    index = pages(province(on(tmp_path)))["health/"].body.partition('id="alphabet"')[2]
    letters = re.findall("<h3>(.)</h3>", index)
    assert letters == sorted(set(letters)) and "S" in letters
    assert '<a href="shili/">' in index.partition("<h3>S</h3>")[2].partition("<h3>")[0]


SIGNS = {
    "beiyun-zhunbei": ("打120", "抽搐", "宫外孕", "生完以后"),
    "zaojiao-peiban": ("打120", "抽筋", "纽扣电池", "醒着、大人看着"),
    "jiating-suyang": ("打120", "180/110", "免疫球蛋白", "农药"),
    "biyun-xuanze": ("120小时", "宫外孕", "产后6周"),
    "aizibing-yufang": ("72小时", "自己付钱"),
    "liangai-shaicha": ("满13岁", "2025年11月10日"),
    "sanhai-zhengce": ("3600元", "2026年1月1日", "158天"),
    **dict.fromkeys(("goutong-zhidao", "tongban-zhidao"), ("一步也不要离开他", "打120或110", "药瓶")),
}


def test_the_shipped_articles_name_the_signs_of_danger() -> None:
    """What was left out once did the harm: signs of danger, what is free, and until when help is of use."""
    shelf = load(Path(__file__).resolve().parents[1], Day("2026-11-29"), PLACES)
    bodies = {piece.slug: piece.body for piece in shelf.articles}
    assert {
        slug: [words for words in signs if words not in bodies[slug]] for slug, signs in SIGNS.items()
    } == {slug: [] for slug in SIGNS}
    assert all(piece.head.state == "待审核" for piece in shelf.articles) and shelf.helps
