"""Releases on the site: their pages and files, the day from which they may be read, names that may not be printed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import drawing
import newsrooms
import office
import pytest
from almanac.cli import press
from almanac.model.day import Day
from almanac.parse import images
from almanac.statistics import press_draft_subject
from almanac.statistics.press_draft_subject import Drafted
from newsrooms import ACTIVITY, FILES, RELEASE
from small import PROJECT, bytes_of
from test_commands import run
from unpacking import below, having, unpacked

RARE = "龘"  # in no other text, so that one letter is as good as all of it
NOTICE = "events/2021/通知.yml"
REAL = {NOTICE: (PROJECT / NOTICE).read_text(encoding="utf-8")}  # with the table that a whole site makes
SOON = "2021-06-01"
TEXT = RELEASE.replace("发布: 2021-05-29", f"发布: 2021-05-29\n解禁: {SOON}").replace(
    "示例义诊\n摘要", f"示例{RARE}义诊\n摘要"
)
TEXT = TEXT.replace("医生给老人", f"{RARE}医生给老人").replace("举办义诊。", f"举办{RARE}义诊。")
PHOTOS = "照片: [{文件: shili-1.jpg, 说明: 示例广场，医生给老人量血压, 同意: 有, 未成年人: 无}]\n---\n5月"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose engine has run once; each test writes its own releases."""
    root = newsrooms.whole(tmp_path_factory.mktemp("press") / "project", REAL)
    assert newsrooms.build(root, site="first").published
    return root


@pytest.fixture
def desk(project: Path) -> Path:
    """The project with the files of newsrooms.py and no others."""
    shutil.rmtree(project / "content" / "press")
    shutil.rmtree(project / "events")
    shutil.rmtree(project / "out", ignore_errors=True)
    return newsrooms.write(project, REAL)


def where(site: Path, letter: str) -> set[str]:
    """The files that have a letter, packed or not."""
    return having(below(site), f"示例{letter}")


@pytest.mark.whole
def test_a_release_has_its_page_and_every_file(desk: Path) -> None:
    text = RELEASE.replace("---\n5月", PHOTOS)
    (desk / "content/press/shili.md").write_text(text, encoding="utf-8")
    (desk / "content/press/shili-1.jpg").write_bytes(drawing.noted(4000, 3000))
    outcome = newsrooms.build(desk)
    assert outcome.published and outcome.faults == [], outcome.faults
    there = desk / "out/site/press/shili"
    names = {file.name for file in there.iterdir()}
    files = {
        "shili.docx",
        "shili.pdf",
        "shili.txt",
        "wechat.html",
        "photo-1.jpg",
        "wechat-1.jpg",
        "captions.txt",
    }
    assert files | {"index.html", "shili.zip"} <= names
    with zipfile.ZipFile(there / "shili.zip") as box:
        assert set(box.namelist()) == files | {"README.txt"}
        assert all(box.read(name) == (there / name).read_bytes() for name in files)
        assert "示例甲" in box.read("README.txt").decode("utf-8-sig")
    assert max(images.size((there / "photo-1.jpg").read_bytes())) == 2560
    small = (there / "wechat-1.jpg").read_bytes()
    assert max(images.size(small)) == 1080 and len(small) < 1_000_000
    assert all(drawing.SECRET.encode() not in each for each in (small, (there / "photo-1.jpg").read_bytes()))
    page = (there / "index.html").read_text(encoding="utf-8")
    for said in (
        "参加800余人",
        'data-copy="#headline"',
        'data-copy="#plain"',
        'data-copy="#digest"',
        "初审 示例甲",
        'data-paste="wechat.html"',
        "向浏阳市计生协索取",
    ):
        assert said in page
    assert page.index("这篇稿子") < page.index("<details") < page.index("给编辑") < page.index("shili.zip")
    assert re.search(r"Word 稿</a>（\d+ KB）", page) and "不清楚" not in page


PHONE, COLLEAGUES = "0731-83612345", "只给同事看的示例"


def said_in(name: str, data: bytes) -> Iterator[str]:
    """Every text in a file and in what is packed into it, as it is read: marks between letters are left out."""
    for _, each in unpacked(name, data):
        yield re.sub("<[^>]+>", "", each.decode("utf-8", "replace"))
        if each[:5] == b"%PDF-" and (
            program := shutil.which("pdftotext")
        ):  # letters in it are numbers of its fonts
            yield subprocess.run(
                [program, "-", "-"], input=each, capture_output=True, check=True, timeout=60
            ).stdout.decode()


@pytest.mark.whole
def test_what_is_not_for_the_site_is_in_no_byte_of_it(desk: Path) -> None:
    """Whom editors ask, and a word to colleagues; only what is sent to an outlet says whom to ask."""
    text = RELEASE.replace("0731-83600000", PHONE).replace("---\n5月", f"说明: {COLLEAGUES}\n{PHOTOS}")
    (desk / "content/press/shili.md").write_text(text, encoding="utf-8")
    (desk / "content/press/shili-1.jpg").write_bytes(drawing.scene(1, 2000))
    assert newsrooms.build(desk).published
    files = [file for file in (desk / "out/site").rglob("*") if file.is_file()]
    assert {"shili.docx", "shili.pdf", "shili.zip"} <= {file.name for file in files}
    secret = re.compile(f"{PHONE}|83612345|{COLLEAGUES}|送　稿　单")
    found = {
        file.name for file in files for said in said_in(file.name, file.read_bytes()) if secret.search(said)
    }
    assert found == set()
    pack = newsrooms.packed(desk, "红网")
    assert not pack.refused, pack
    there = {name for name, data in unpacked("pack", pack.data) if PHONE in "".join(said_in(name, data))}
    assert {"pack/shili.docx/word/document.xml"} <= there and PHONE in pack.letter
    assert COLLEAGUES not in "".join(said_in("pack", pack.data))


def test_nothing_of_it_is_anywhere_before_its_day(desk: Path) -> None:
    """Page, list, search, feeds, sitemap, data and packs: not a byte before, all of them after; a draft never."""
    press = desk / "content/press/shili.md"
    press.write_text(TEXT, encoding="utf-8")
    outcome = newsrooms.build(desk, "2021-05-31")
    assert outcome.published and where(desk / "out/site", RARE) == set()
    assert not (desk / "out/site/press/shili").exists()
    assert newsrooms.build(desk, SOON).published
    found = where(desk / "out/site", RARE)
    files = {
        f"press/shili/{name}"
        for name in ("index.html", "shili.docx", "shili.pdf", "shili.txt", "shili.zip", "wechat.html")
    }
    assert files | {"press/index.html", "press/feed.xml", "search/43.json"} <= found
    maps = (desk / "out/site/sitemaps/pages.xml").read_text(encoding="utf-8")
    assert "press/shili/" in maps
    press.write_text(TEXT.replace("状态: 定稿", "状态: 草稿"), encoding="utf-8")
    outcome = newsrooms.build(desk, SOON)
    assert outcome.published and [fault.code for fault in outcome.faults] == ["W290"], (
        "an address has vanished"
    )
    assert where(desk / "out/site", RARE) == set() and not (desk / "out/site/press/shili").exists()
    press.write_text(TEXT, encoding="utf-8")
    newsrooms.build(desk, SOON)
    newsrooms.build(desk, "2021-05-31")
    assert where(desk / "out/site", RARE) == set(), "and a day before nobody has heard of it again"


@pytest.mark.whole
def test_what_waits_for_review_is_shown_as_such_and_found_nowhere(desk: Path) -> None:
    text = TEXT.replace("状态: 定稿", "状态: 待审核").replace(
        "审核: {初审: 示例甲, 复审: 示例乙, 终审: 示例丙}\n", ""
    )
    (desk / "content/press/shili.md").write_text(text, encoding="utf-8")
    assert newsrooms.build(desk).published
    found = where(desk / "out/site", RARE)
    assert {path.partition("/")[0] for path in found} == {"press"} and "press/feed.xml" not in found
    assert 'content="noindex"' in (desk / "out/site/press/shili/index.html").read_text(encoding="utf-8")
    assert "请勿刊用" in (desk / "out/site/press/shili/shili.txt").read_text(encoding="utf-8")
    assert "shili" not in (desk / "out/site/sitemaps/pages.xml").read_text(encoding="utf-8")


ROLL = """\
- 名称: 示例奖
  类型: 个人
  级别: 县级
  授予单位: 示例计生协
  名单: [{名称: 示例龘, 同意: {同意人: 本人, 日期: 2021-05-01, 范围: [网页, 报刊], 至: 2026-05-01END}}]
"""


def test_a_withdrawn_name_is_struck_from_page_and_files(desk: Path) -> None:
    roll = desk / "events/2021/长沙市/浏阳市/表彰.yml"
    roll.write_text(ROLL.replace("END", ""), encoding="utf-8")
    (desk / "content/press/shili.md").write_text(RELEASE + f"\n示例{RARE}到场。\n", encoding="utf-8")
    assert newsrooms.build(desk).published
    assert {"press/shili/shili.docx", "press/shili/shili.zip"} <= where(desk / "out/site", RARE)
    roll.write_text(ROLL.replace("END", ", 撤回: 2021-06-02"), encoding="utf-8")
    assert newsrooms.build(desk).published
    assert where(desk / "out/site", RARE) == set()
    assert "某某到场" in (desk / "out/site/press/shili/shili.txt").read_text(encoding="utf-8")
    roll.write_text(ROLL.replace("END", "").replace("2026-05-01", "2021-06-01"), encoding="utf-8")
    outcome = newsrooms.build(desk)
    assert outcome.published and "W512" in {fault.code for fault in outcome.faults}
    assert where(desk / "out/site", RARE) == set()


@pytest.mark.whole
def test_the_same_bytes_every_time_and_made_again_only_when_they_say_something_else(desk: Path) -> None:
    (desk / "content/press/a.md").write_text(RELEASE, encoding="utf-8")
    other = RELEASE.replace("[0528-shili]", "[大瑶镇/0529-a]")
    (desk / "content/press/b.md").write_text(other, encoding="utf-8")
    (desk / "content/press/shili.md").unlink()
    town = desk / "events/2021/长沙市/浏阳市/大瑶镇/0529-a.yml"
    town.parent.mkdir()
    town.write_text(ACTIVITY.replace("800余", "90"), encoding="utf-8")
    (desk / "events/2021/湘西土家族苗族自治州/吉首市").mkdir(parents=True)
    assert newsrooms.build(desk).published
    before = bytes_of(desk / "out/site")
    assert newsrooms.build(desk).written == 0
    town.write_text(ACTIVITY.replace("800余", "91"), encoding="utf-8")
    newsrooms.build(desk)
    after = bytes_of(desk / "out/site")
    changed = {path for path in after if path.startswith("press/") and after[path] != before.get(path)}
    assert {path.split("/")[1] for path in changed} == {"b"}
    far = desk / "events/2021/湘西土家族苗族自治州/吉首市/媒体.yml"
    far.write_text(
        "- {媒体: 红网, 形式: 文字, 标题: 示例报道, 活动: [长沙市/浏阳市/0528-shili]}\n", encoding="utf-8"
    )
    newsrooms.build(desk)
    assert "《示例报道》" in (desk / "out/site/press/a/index.html").read_text(encoding="utf-8")
    newsrooms.build(desk, site="clean")
    assert bytes_of(desk / "out/site") == bytes_of(desk / "out/clean")


@pytest.mark.whole
def test_an_error_of_a_release_keeps_the_site_and_set_aside_keeps_it_out(desk: Path) -> None:
    newsrooms.build(desk)
    before = bytes_of(desk / "out/site")
    (desk / "content/press/shili.md").write_text(RELEASE.replace("宣传人数", "慰问人数"), encoding="utf-8")
    outcome = newsrooms.build(desk)
    assert not outcome.published and [fault.code for fault in outcome.faults] == ["E419"]
    assert bytes_of(desk / "out/site") == before
    outcome = newsrooms.build(desk, aside=True)
    assert outcome.published and outcome.aside == ["content/press/shili.md"]
    page = (desk / "out/site/press/shili/index.html").read_text(encoding="utf-8")
    assert "正在核对" in page and "待核实" not in page
    assert [file.name for file in (desk / "out/site/press/shili").iterdir()] == ["index.html"]


@pytest.mark.whole
def test_an_address_goes_on_answering(desk: Path) -> None:
    text = RELEASE.replace("发布: ", "曾用地址: [jiu]\n发布: ")
    (desk / "content/press/shili.md").write_text(text, encoding="utf-8")
    newsrooms.build(desk)
    assert "url=../shili/" in (desk / "out/site/press/jiu/index.html").read_text(encoding="utf-8")
    (desk / "content/press/shili.md").write_text(RELEASE.replace("定稿", "撤下"), encoding="utf-8")
    newsrooms.build(desk)
    assert "已经撤下" in (desk / "out/site/press/shili/index.html").read_text(encoding="utf-8")
    assert "示例义诊" not in (desk / "out/site/press/index.html").read_text(encoding="utf-8")


@pytest.mark.whole
def test_the_word_file_opens_as_it_is_meant(desk: Path, tmp_path: Path) -> None:
    """In a pack a cover sheet on a page of its own; the text in the order it has, photos with their captions below."""
    text = RELEASE.replace("---\n5月", PHOTOS)
    (desk / "content/press/shili.md").write_text(text, encoding="utf-8")
    (desk / "content/press/shili-1.jpg").write_bytes(drawing.scene(1))
    file = tmp_path / "shili.docx"
    with zipfile.ZipFile(io.BytesIO(newsrooms.packed(desk, "红网").data)) as box:
        file.write_bytes(box.read("shili.docx"))
    said = office.converted([file], office.TEXT, tmp_path / "read")["shili.txt"]
    words = [
        "送　稿　单",
        "0731-83600000",
        "参加800余人",
        "现场",
        "（https://www.example.org/1.html）",
        "来源：浏阳市计生协",
        "photo-1.jpg",
    ]
    places = [said.index(word) for word in words]
    assert places == sorted(places)
    with zipfile.ZipFile(file) as box:
        body = box.read("word/document.xml").decode()
        styles = box.read("word/styles.xml").decode()
    assert 'descr="示例广场，医生给老人量血压"' in body
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体"} <= set(re.findall('w:eastAsia="([^"]+)"', body + styles))


# ---------------------------------------------------------------- drafts and packs


def drafted(root: Path, what: str) -> Drafted:
    return press.drafted(newsrooms.job(root), what)


def test_a_draft_says_what_the_record_says_in_the_order_of_facts(tmp_path: Path) -> None:
    full = ACTIVITY + (
        "主题: 示例健康行\n联合: [长沙市/芙蓉区]\n承办: [示例医院]\n出席: [示例县长]\n简介: 医生量血压。\n待核实: [示例的事。]\n"
    )
    newsrooms.write(tmp_path, {"events/2021/长沙市/浏阳市/0528-shili.yml": full})
    made = drafted(tmp_path, "2021-430181-0528-shili")
    words = [
        "5月28日上午", "联合芙蓉区计生协", "在示例广场开展示例义诊", "成立{{ 周年 }}周年", "第{{ 届次 }}个", "示例健康行",
        "示例医院承办", "示例县长〔待核实：姓名〕参加", "医生量血压", "{{ 宣传人数 }}人参加",
    ]  # fmt: skip
    body = made.text.rpartition("\n---\n")[2]
    places = [body.index(word) for word in words]
    assert places == sorted(places)
    assert "示例的事" not in body and "示例的事" in made.text, "what a clerk notes is for colleagues"
    newsrooms.write(
        tmp_path, {"events/2021/长沙市/浏阳市/0528-shili.yml": full, "content/press/draft.md": made.text}
    )
    found = newsrooms.room(tmp_path)
    assert found.faults == []
    done = made.text.replace("状态: 草稿", "状态: 待审核")
    newsrooms.write(
        tmp_path, {"events/2021/长沙市/浏阳市/0528-shili.yml": full, "content/press/draft.md": done}
    )
    found = newsrooms.room(tmp_path)
    assert {fault.code for fault in found.faults} == {"E414"}, (
        "what is still to be found out is never published"
    )


def test_a_draft_of_little_knowledge_asks_for_the_rest(tmp_path: Path) -> None:
    bare = "名称: 示例活动\n类别: [群众性主题宣传]\n状态: 已举办\n开始: 不详\n"
    newsrooms.write(tmp_path, {"events/2021/长沙市/浏阳市/0528-shili.yml": bare})
    made = drafted(tmp_path, "2021-430181-0528-shili")
    assert all(f"〔待核实：{what}〕" in made.text for what in ("日期", "地点", "做了什么", "人数等成效"))
    assert "{{ 宣传人数 }}" not in made.text


MOVED = "变更: [{日期: 2021-06-10, 内容: 因下雨改期, 原定: 2021-06-12 上午}]\n"
OFF = "变更: [{日期: 2021-05-27, 内容: 因下雨取消}]\n"


HERE = "浏阳市计生协"


@pytest.mark.parametrize(
    ("state", "start", "more", "headline", "first"),
    [
        ("已举办", "2021-05-28 上午", "", "在示例广场开展示例义诊", "在示例广场开展示例义诊。"),
        ("计划", "2021-06-20 上午", "", "活动预告：将在示例广场开展示例义诊", "6月20日上午，将在示例广场开展示例义诊。"),
        ("计划", "2021-06-15 09:30", "", "今天在示例广场开展示例义诊", "今天（6月15日）上午9点半，在示例广场开展示例义诊。"),
        ("计划", "2021-06-15", "结束: 2021-06-16\n", "今天在示例广场开展示例义诊", "今天（6月15日）至6月16日，在示例广场开展示例义诊。"),
        ("计划", "2021-06-12", "结束: 2021-06-16\n", "示例义诊正在进行", "6月12日至16日，在示例广场开展示例义诊，目前正在进行。"),
        ("计划", "2021-06-14", "", "〔待核实：是否已办〕示例义诊", "原计划6月14日在示例广场开展示例义诊，〔待核实：是否已办〕。"),
        ("计划", "2021-05", "", "〔待核实：是否已办〕示例义诊", "原计划5月在示例广场开展示例义诊，〔待核实：是否已办〕。"),
        (
            "延期", "2021-06-20 上午", MOVED, "改期公告：示例义诊改到6月20日上午",
            "因下雨，原定6月12日上午开展的示例义诊改到6月20日上午在示例广场举行，请相互转告。",
        ),
        (
            "延期", "待定", MOVED.replace("06-12", "06-16"), "延期公告：示例义诊推迟举办",
            "因下雨，原定6月16日上午在示例广场开展的示例义诊推迟举行，新的时间另行通知，请相互转告。",
        ),
        ("延期", "2021-06-14", MOVED, "〔待核实：是否已办〕示例义诊", "〔待核实：是否已办〕。"),
        ("取消", "2021-06-15", OFF, "示例义诊取消", "因下雨，原定6月15日在示例广场开展的示例义诊取消，请相互转告。"),
        ("取消", "2021-06-20", OFF, "示例义诊取消", "因下雨，原定6月20日在示例广场开展的示例义诊取消，请相互转告。"),
    ],
)  # fmt: skip
def test_a_draft_says_what_became_of_it(
    state: str, start: str, more: str, headline: str, first: str, tmp_path: Path
) -> None:
    """Only what was held is reported: no other draft says that it took place, or how many came."""
    file = "events/2021/长沙市/浏阳市/0528-shili.yml"
    text = ACTIVITY.replace("已举办", state).replace("2021-05-28 上午", start) + more
    files = {file: text if state == "已举办" else text.replace("成效: {", "预计: {")}
    made = drafted(newsrooms.write(tmp_path, files), "2021-430181-0528-shili")
    said = made.text.replace(f"长沙市{HERE}", "").replace(HERE, "")
    assert f"标题: '{headline}'" in said and first in said and HERE in made.text, made.text
    asks = "是否已办" in first
    assert ("是否已办" in said) == asks
    assert ("{{ 宣传人数 }}" in said) == (state == "已举办"), made.text
    assert "变更说明" not in said and said.count("因下雨") == (state in ("延期", "取消") and not asks)
    day = "2021-05-28" if state == "已举办" else newsrooms.TODAY
    assert f"发布: {day}\n" in said
    newsrooms.write(tmp_path, files | {"content/press/draft.md": made.text})
    assert newsrooms.room(tmp_path).newsroom.faults == ()


def test_what_was_withdrawn_has_no_draft_and_a_visit_tells_no_hour_or_place(tmp_path: Path) -> None:
    file = "events/2021/长沙市/浏阳市/0528-shili.yml"
    newsrooms.write(tmp_path, {file: ACTIVITY.replace("已举办", "撤下") + OFF})
    made = drafted(tmp_path, "2021-430181-0528-shili")
    assert made.refused == "活动 2021-430181-0528-shili 已经撤下，不起草稿件。" and not made.text
    visit = ACTIVITY.replace("[义诊]", "[走访慰问]").replace("2021-05-28 上午", "2021-06-20 09:30")
    for state in ("计划", "取消", "延期"):
        newsrooms.write(tmp_path, {file: visit.replace("已举办", state).replace("成效", "预计") + OFF})
        text = drafted(tmp_path, "2021-430181-0528-shili").text
        assert (
            "6月20日" in text
            and "09:30" not in text
            and "示例广场" not in text
            and "待核实：地点" not in text
        )


def test_a_week_is_summed_by_the_records(tmp_path: Path) -> None:
    files = {
        "events/2021/长沙市/浏阳市/大瑶镇/0529-a.yml": ACTIVITY.replace("28 上午", "29").replace(
            "800余", "20"
        ),
        "events/2021/长沙市/浏阳市/0607-b.yml": ACTIVITY.replace("05-28", "06-07"),
        **{
            f"events/2021/长沙市/浏阳市/0528-{state}.yml": ACTIVITY.replace("已举办", state).replace(
                "成效", "预计"
            )
            + OFF
            for state in ("计划", "延期", "取消", "撤下")
        },
    }
    newsrooms.write(tmp_path, files)
    made = drafted(tmp_path, "长沙市/浏阳市/2021-W21")
    assert "举办“5·29会员活动日”活动2场" in made.text and "0607-b" not in made.text
    draft = made.text.replace("状态: 草稿", "状态: 待审核").replace("〔待核实：接下来做什么〕", "示例")
    newsrooms.write(tmp_path, files | {"content/press/week.md": draft})
    found = newsrooms.room(tmp_path)
    one = found.news["week"]
    assert found.faults == [] and one.known["宣传人数"] == "820余"


@pytest.mark.parametrize(
    "what",
    [
        "x",
        "2021-430181-x",
        "2021-99-0528-shili",
        "长沙市/2021-W40",
        "没有/2021-W21",
        "长沙市/浏阳市/1990-W21",
    ],
)
def test_a_draft_of_nothing_is_refused_in_words(tmp_path: Path, what: str) -> None:
    newsrooms.write(tmp_path, {})
    made = drafted(tmp_path, what)
    assert made.refused.endswith(("。", "21", "/")) and not made.text


@pytest.mark.whole
def test_a_pack_is_cut_to_its_outlet(tmp_path: Path) -> None:
    photo = "{{文件: shili-{}.jpg, 说明: 示例 {}, 同意: 有, 未成年人: 无}}"
    text = RELEASE.replace("---\n5月", f"照片: [{photo.format(1, 1)}, {photo.format(2, 2)}]\n---\n5月")
    newsrooms.write(tmp_path, {"content/press/shili.md": text})
    for number in (1, 2):
        (tmp_path / f"content/press/shili-{number}.jpg").write_bytes(drawing.scene(number, 3000))
    made = newsrooms.packed(tmp_path, "红网")
    assert not made.refused and made.beyond == [] and made.unknown == [], made
    with zipfile.ZipFile(io.BytesIO(made.data)) as box:
        assert "photo-1.jpg" in box.namelist() and "photo-2.jpg" not in box.namelist()
        assert len(box.read("photo-1.jpg")) <= 5_000_000
    letter = made.letter
    assert (
        "收件：tougao@example.org" in letter
        and "主题：浏阳市计生协：浏阳市计生协举办示例义诊（示例作者）" in letter
    )
    assert made.mail.startswith("mailto:tougao@example.org?subject=%E6%B5%8F")
    (tmp_path / "content/press/shili-1.jpg").write_bytes(drawing.scene(1, 1200))
    assert newsrooms.packed(tmp_path, "红网").beyond == [
        "photo-1.jpg 长边只有 1200 像素，至少要 1920；请找原图"
    ]
    (tmp_path / "content/press/shili-1.jpg").write_bytes(drawing.scene(1, 3000))
    other = newsrooms.packed(tmp_path, "湖南日报")
    assert other.unknown == ["标题字数", "正文字数", "照片张数", "照片大小", "时效"] and not other.mail
    with zipfile.ZipFile(io.BytesIO(other.data)) as box:
        assert "photo-2.jpg" in box.namelist()
    assert "主题：浏阳市计生协+示例作者+浏阳市计生协举办示例义诊" in other.letter
    assert made.data == newsrooms.packed(tmp_path, "红网").data


def test_what_stands_in_a_file_with_an_error_is_neither_drafted_nor_packed(tmp_path: Path) -> None:
    """It is read as far as it goes, but nobody sends out what may be wrong; other files of the area stay."""
    other = {"events/2021/长沙市/浏阳市/0529-b.yml": ACTIVITY.replace("28 上午", "29")}
    wrong = ACTIVITY.replace("名称: 示例义诊", "名称: 示例义诊 13907318888")
    newsrooms.write(tmp_path, other | {"events/2021/长沙市/浏阳市/0528-shili.yml": wrong})
    assert drafted(tmp_path, "2021-430181-0528-shili").refused.startswith("没有编号是")
    week = drafted(tmp_path, "长沙市/浏阳市/2021-W21").text
    assert "5月29日，长沙市浏阳市计生协在示例广场开展示例义诊。" in week and "5月28日" not in week
    made = newsrooms.packed(tmp_path, "红网")
    assert "稿件有错" in made.refused and not made.data and made.faults[0].code == "E412", made


def test_a_draft_asks_only_the_areas_that_it_is_about(tmp_path: Path) -> None:
    """Of an activity its own area, of a week the areas at and below the association."""
    register = newsrooms.listed(newsrooms.write(tmp_path, {}))

    def areas(what: str) -> list[str]:
        found = press_draft_subject.subject(what, register, Day(newsrooms.TODAY))
        assert found
        return found.areas(register)

    village = next(unit.code for unit in register if len(unit.code) == 12 and unit.code.startswith("430181"))
    assert areas(f"2021-{village}-0528-shili") == areas("长沙市/浏阳市/大瑶镇/2021-W21") == ["430181"]
    assert areas("2021-4301-0528-shili") == ["4301"]
    city = areas("长沙市/2021-W21")
    assert "4301" in city and "430181" in city and not [code for code in city if code[:4] != "4301"]


@pytest.mark.parametrize(
    ("change", "outlet", "today", "said"),
    [
        (("定稿", "草稿"), "红网", "2021-06-15", "草稿"),
        (("发布: 2021-05-29", "发布: 2021-06-20"), "红网", "2021-06-15", "写上 解禁: 2021-06-20"),
        (("", ""), "红往", "2021-06-15", "是不是“红网”"),
        (("宣传人数", "慰问人数"), "红网", "2021-06-15", "有错"),
    ],
)
def test_what_may_not_be_sent_is_not_packed(
    tmp_path: Path, change: tuple[str, str], outlet: str, today: str, said: str
) -> None:
    newsrooms.write(tmp_path, {"content/press/shili.md": FILES["content/press/shili.md"].replace(*change)})
    made = newsrooms.packed(tmp_path, outlet, today)
    assert said in made.refused and not made.data


def test_a_pack_before_its_day_says_so_in_every_file(tmp_path: Path) -> None:
    """An editor may have it earlier, and reads everywhere from when it may be printed; afterwards nothing of that."""
    text = RELEASE.replace("发布: 2021-05-29", "发布: 2021-05-29\n解禁: 2021-06-20").replace(
        "---\n5月", PHOTOS
    )
    newsrooms.write(tmp_path, {"content/press/shili.md": text})
    (tmp_path / "content/press/shili-1.jpg").write_bytes(drawing.scene(1, 2000))
    words = re.compile("解禁：2021年6月20日，请勿提前刊发")
    for today, closed in (("2021-06-15", True), ("2021-06-20", False)):
        made = newsrooms.packed(tmp_path, "红网", today)
        assert not made.refused, made
        with zipfile.ZipFile(io.BytesIO(made.data)) as box:
            texts = {name: "".join(said_in(name, box.read(name))) for name in box.namelist()}
        said = {name for name, each in texts.items() if words.search(each.replace("\n", ""))}
        assert ("请勿提前刊发" in unquote(made.mail)) == closed
        files = {"README.txt", "shili.docx", "shili.txt", "captions.txt"}
        assert ("请勿提前刊发" in made.letter) == closed
        assert said - {"shili.pdf"} == (files if closed else set())


@pytest.mark.parametrize(
    ("outlet", "first"),
    [
        ("红网", "红网时刻新闻5月29日讯（通讯员 示例作者）　5月28日"),
        ("湖南日报", "本报讯（通讯员 示例作者）　5月28日"),
        ("湖南省计生协网站", "5月28日"),
    ],
)
def test_a_text_begins_as_the_outlet_prints_it(outlet: str, first: str, tmp_path: Path) -> None:
    newsrooms.write(tmp_path, {})
    with zipfile.ZipFile(io.BytesIO(newsrooms.packed(tmp_path, outlet).data)) as box:
        lines = box.read("shili.txt").decode("utf-8-sig").splitlines()
    assert lines[2].startswith(first), lines


@pytest.mark.parametrize(
    "what", ["长沙市/浏阳市/2021-W21", "浏阳市/2021-05-28", "浏阳 2021-05-30", "浏阳市/上周"]
)
def test_a_week_is_asked_for_as_people_say_it(what: str, tmp_path: Path) -> None:
    newsrooms.write(tmp_path, {})
    made = press.drafted(newsrooms.job(tmp_path, "2021-06-02"), what)
    assert made.name == "2021-w21-430181" and "5月28日上午，长沙市浏阳市计生协" in made.text, made


@pytest.mark.whole
def test_the_commands_write_files_and_never_over_another(tmp_path: Path) -> None:
    newsrooms.write(tmp_path, {})
    where = ("--records", tmp_path / "events", "--today", newsrooms.TODAY, "--to", tmp_path / "to")
    code, said = run("press", "draft", "2021-430181-0528-shili", *where)
    file = tmp_path / "to" / "2021-430181-0528-shili.md"
    assert code == 0 and "〔待核实〕" in said and file.read_text(encoding="utf-8").startswith("---\n标题: ")
    code, said = run("press", "draft", "2021-430181-0528-shili", *where)
    assert code == 1 and "没有覆盖" in said
    code, said = run("press", "draft", "2021-430181-x", *where)
    assert code == 1 and "没有编号是 2021-430181-x 的活动" in said
    code, said = run("press", "pack", "meiyou", "--outlet", "红网", *where)
    assert code == 1 and "没有稿件 content/press/meiyou.md" in said
    code, said = run("press", "--help")
    assert code == 0 and "起草" in said and "Usage" not in said
