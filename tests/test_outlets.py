"""One release packed for four outlets: each pack is what its outlet takes, and no two are alike."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import drawing
import newsrooms
import pytest
from almanac.documents.outlet_pack import Pack
from almanac.parse import images
from newsrooms import NOTICE, RELEASE

OUTLETS = """\
  - 名称: 示例晚报
    级别: 市级
    邮箱: wanbao@example.org
    要求: {标题最多: "12", 正文最多: "60", 照片最多: "1", 照片放法: 另附, 送稿单: 否, 文末: （作者单位：〔单位〕　责编：〔责编〕）, 文件: [Word]}
  - {名称: 示例县微信公众号, 级别: 县级, 本系统: 是}
"""
PHOTO = "{{文件: shili-{0}.jpg, 说明: 示例 {0}, 同意: 有, 未成年人: 无}}"
TEXT = RELEASE.replace("标题: 浏阳市计生协举办示例义诊", "标题: 浏阳市计生协在示例广场举办示例义诊").replace(
    "发布: ", f"备用标题: [浏阳市计生协举办示例义诊, 浏阳举办示例义诊]\n照片: [{PHOTO.format(1)}, {PHOTO.format(2)}]\n发布: "
) + "\n![](shili-2.jpg)\n\n最后一段讲下一步的打算，编辑从末尾删起，先删的就是它。\n"  # fmt: skip


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    root = tmp_path_factory.mktemp("outlets")
    files = {"events/2021/通知.yml": NOTICE + OUTLETS, "content/press/shili.md": TEXT}
    newsrooms.write(root, files)
    for number in (1, 2):
        (root / f"content/press/shili-{number}.jpg").write_bytes(drawing.scene(number, 3000))
    return {
        name: newsrooms.packed(root, name) for name in ("红网", "湖南日报", "示例晚报", "示例县微信公众号")
    }


def opened(pack: Pack) -> dict[str, bytes]:
    assert not pack.refused, pack
    with zipfile.ZipFile(io.BytesIO(pack.data)) as box:
        return {name: box.read(name) for name in box.namelist()}


def words(files: dict[str, bytes]) -> str:
    """The text of the Word file, a paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(files["shili.docx"])) as box:
        body = box.read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", body.replace("</w:p>", "\n"))


@pytest.mark.whole
def test_each_outlet_gets_the_files_that_it_takes(packs: dict[str, Pack]) -> None:
    found = {name: set(opened(pack)) - {"README.txt", "captions.txt"} for name, pack in packs.items()}
    assert found == {
        "红网": {"shili.docx", "shili.pdf", "shili.txt", "photo-1.jpg"},
        "湖南日报": {"shili.docx", "shili.pdf", "shili.txt", "photo-1.jpg", "photo-2.jpg"},
        "示例晚报": {"shili.docx", "photo-1.jpg"},
        "示例县微信公众号": {
            *("shili.docx", "shili.txt", "photo-1.jpg", "photo-2.jpg"),
            *("wechat.html", "wechat-1.jpg", "wechat-2.jpg"),
        },
    }
    phone = opened(packs["示例县微信公众号"])
    assert all(len(phone[f"wechat-{n}.jpg"]) < 1_000_000 for n in (1, 2))
    for name, pack in packs.items():
        said = opened(pack)["README.txt"].decode("utf-8-sig")
        assert all(each in said for each in found[name]), name
        assert ("Word 稿：正文和照片" in said) == (name != "示例晚报"), "its photos are sent apart"
    assert "【图1】" in phone["wechat.html"].decode() and "稿件页" in phone["wechat.html"].decode()


def test_hints_fit_what_is_sent(tmp_path: Path) -> None:
    """Before its day a release has no page to copy it from; without photos nobody is told of photos."""
    early = RELEASE.replace("发布: 2021-05-29", "发布: 2021-05-29\n解禁: 2021-06-02")
    newsrooms.write(tmp_path, {"events/2021/通知.yml": NOTICE + OUTLETS, "content/press/shili.md": early})
    files = opened(newsrooms.packed(tmp_path, "示例县微信公众号", "2021-05-30"))
    page, said = files["wechat.html"].decode(), files["README.txt"].decode("utf-8-sig")
    assert "解禁：2021年6月2日" in page and "解禁：2021年6月2日" in said
    assert "Ctrl+C" in page and "稿件页" not in page and "【图1】" not in page
    assert "Word 稿：正文\r" in said


@pytest.mark.whole
def test_files_bear_the_day_of_the_release(packs: dict[str, Pack]) -> None:
    """Unpacked, they are not of 1980."""
    for pack in packs.values():
        with zipfile.ZipFile(io.BytesIO(pack.data)) as box:
            assert {each.date_time[:3] for each in box.infolist()} == {(2021, 5, 29)}


@pytest.mark.whole
def test_headline_length_cover_and_closing_lines_are_the_outlets(packs: dict[str, Pack]) -> None:
    texts = {name: words(opened(pack)) for name, pack in packs.items()}
    headlines = {
        "红网": "浏阳市计生协在示例广场举办示例义诊",
        "湖南日报": "浏阳市计生协在示例广场举办示例义诊",
        "示例晚报": "浏阳市计生协举办示例义诊",
        "示例县微信公众号": "浏阳市计生协在示例广场举办示例义诊",
    }
    for name, text in texts.items():
        assert headlines[name] in text.splitlines(), name
        assert ("送　稿　单" in text) == (name != "示例晚报")
        assert ("先删的就是它" in text) == (name != "示例晚报")
        assert ("（作者单位：浏阳市计生协　责编：示例编辑）" in text) == (name == "示例晚报")
        assert ("来源：浏阳市计生协" in text) == (name != "示例晚报")
    with zipfile.ZipFile(io.BytesIO(opened(packs["示例晚报"])["shili.docx"])) as box:
        assert not [each for each in box.namelist() if "media" in each], "its photos are sent apart"
    assert len({re.sub(r"\s", "", text) for text in texts.values()}) == 4
    first = {name: re.search(r"^(.*)5月28日上午", text, re.M) for name, text in texts.items()}
    assert {name: found and found[1] for name, found in first.items()} == {
        "红网": "红网时刻新闻5月29日讯（通讯员 示例作者）　",
        "湖南日报": "本报讯（通讯员 示例作者）　",
        "示例晚报": "本报讯（通讯员 示例作者）　",
        "示例县微信公众号": "",
    }


def test_what_was_cut_is_told_and_what_is_not_known_once(packs: dict[str, Pack]) -> None:
    assert packs["示例晚报"].cut == [
        "标题用了备用的“浏阳市计生协举办示例义诊”（12 字）",
        "照片只附前 1 张",
        "正文从末尾删了 1 段，剩 51 字",
    ]
    assert packs["湖南日报"].cut == [] and packs["示例晚报"].beyond == []
    assert packs["示例县微信公众号"].unknown == ["正文字数", "照片张数", "照片大小", "时效"]


@pytest.mark.whole
def test_a_photo_desk_gets_the_original_pixels_on_request(tmp_path: Path) -> None:
    newsrooms.write(tmp_path, {"content/press/shili.md": TEXT})
    for number in (1, 2):
        (tmp_path / f"content/press/shili-{number}.jpg").write_bytes(drawing.scene(number, 3000))
    for original, longest in ((False, 2560), (True, 3000)):
        files = opened(newsrooms.packed(tmp_path, "湖南日报", original=original))
        assert max(images.size(files["photo-1.jpg"])) == longest
