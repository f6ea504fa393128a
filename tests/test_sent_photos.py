"""Photos that come with records are placed beside them under a clean name, with nothing of the camera's notes; consent is asked once."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import workbooks
import xlsxwriter
from almanac.cli import sent_files
from almanac.excel.whole_table import Question
from almanac.intake import inbox
from PIL import Image
from test_wechat import FIRST, RECORD

AGREED = {("", "照片·同意"): "有", ("", "照片·未成年人"): "无"}
FOLDER = "2021/长沙市/浏阳市/大瑶镇"


def _photo(colour: str = "red") -> bytes:
    out = io.BytesIO()
    picture = Image.effect_noise((1200, 800), 60).convert("RGB")
    picture.paste(colour, (0, 0, 300, 300))
    exif = Image.Exif()
    exif[0x010F] = "示例相机"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _box(root: Path, answers: dict[tuple[str, str], str]) -> inbox.Inbox:
    context = workbooks.context(workbooks.records(root), day="2021-07-01")
    return inbox.Inbox(context._replace(answers=answers), False, True)


@pytest.mark.parametrize(
    "name", ["0528-示例义诊-1.jpg", "长沙市/浏阳市/大瑶镇/微信图片_20210528.jpg", "IMG_0001.JPG"]
)
def test_a_photo_lies_beside_the_record_it_is_of(name: str, tmp_path: Path) -> None:
    box = _box(tmp_path / "events", AGREED)
    box.put(name, _photo())
    box.put("记录.txt", RECORD.encode())
    words = box.photos()
    kept = box.context.root / FOLDER / "0528-示例义诊-1.jpg"
    assert kept.is_file(), words
    assert "示例相机".encode() not in kept.read_bytes()
    record = (box.context.root / FIRST).read_text(encoding="utf-8")
    assert record.startswith(RECORD) and record.endswith(
        "照片: [{文件: 0528-示例义诊-1.jpg, 说明: 示例广场示例义诊现场, 同意: 有, 未成年人: 无}]\n"
    )


def test_without_consent_no_photo_is_taken(tmp_path: Path) -> None:
    box = _box(tmp_path / "events", {})
    box.put("IMG_0001.jpg", _photo())
    box.put("记录.txt", RECORD.encode())
    assert "先没有收，要知道画面里的人是否同意公开" in box.photos()[0]
    assert not list(box.context.root.rglob("*.jpg"))


def test_the_same_photo_twice_is_one(tmp_path: Path) -> None:
    box, photo = _box(tmp_path / "events", AGREED), _photo()
    box.put("a.jpg", photo)
    box.put("b.jpg", photo)
    box.put("记录.txt", RECORD.encode())
    assert ["原来就有" in line for line in box.photos()] == [False, True]
    assert len(list(box.context.root.rglob("*.jpg"))) == 1


def test_the_second_photo_leaves_every_other_letter(tmp_path: Path) -> None:
    """A clerk's own remarks and the order of the lines stay, however many photos come."""
    box = _box(tmp_path / "events", AGREED)
    remark = RECORD.rstrip("\n") + "\n# 示例：场地已经说好\n"
    box.put("a.jpg", _photo())
    box.put("b.jpg", _photo("blue"))
    box.put("记录.txt", remark.encode())
    box.photos()
    record = (box.context.root / FIRST).read_text(encoding="utf-8")
    assert "# 示例：场地已经说好\n" in record and record.count("文件: ") == 2
    assert [line for line in record.splitlines() if not line.startswith(("照片: ", "受理: "))] == [
        line for line in remark.splitlines() if not line.startswith("受理: ")
    ]


def test_a_photo_that_a_record_names_itself_is_taken_with_it(tmp_path: Path) -> None:
    box = _box(tmp_path / "events", {})
    box.put("现场.jpg", _photo())
    line = "照片: [{文件: 现场.jpg, 说明: 示例广场现场, 同意: 有, 未成年人: 无}]\n"
    told = box.put("记录.txt", (RECORD + line).encode())
    assert (box.context.root / FOLDER / "现场.jpg").is_file(), told.words
    assert box.photos() == []


def test_what_is_no_photo_is_said(tmp_path: Path) -> None:
    box = _box(tmp_path / "events", AGREED)
    box.put("a.jpg", b"GIF89a")
    box.put("记录.txt", RECORD.encode())
    assert "没有收" in box.photos()[0] and not list(box.context.root.rglob("*.jpg"))


def test_pictures_in_a_workbook_go_to_their_rows(tmp_path: Path) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("活动")
    rows = [
        ["乡镇", "活动名称", "活动类别", "状态", "活动时间", "地点", "宣传人数"],
        ["大瑶镇", "示例义诊", "家庭健康促进", "已举办", "5月28日", "示例广场", 300],
        ["金刚镇", "示例讲座", "家庭健康促进", "已举办", "5月29日", "示例礼堂", 85],
    ]
    for r, row in enumerate(rows):
        page.write_row(r, 0, row)
    page.insert_image(2, 8, "现场.jpg", {"image_data": io.BytesIO(_photo())})
    book.close()
    box = _box(tmp_path / "events", AGREED)
    box.put("台账.xlsx", out.getvalue())
    words = box.photos()
    assert (box.context.root / "2021/长沙市/浏阳市/金刚镇/0529-示例讲座-1.jpg").is_file(), words


def test_a_zip_is_a_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "送来.zip", "w") as archive:
        archive.writestr("长沙市/浏阳市/大瑶镇/记录.txt", RECORD)
        archive.writestr("长沙市/浏阳市/大瑶镇/IMG.jpg", _photo())
        archive.writestr("__MACOSX/._IMG.jpg", b"x")
    found = sent_files.sent(str(tmp_path / "送来.zip"))
    assert [name for name, _ in found] == ["长沙市/浏阳市/大瑶镇/记录.txt", "长沙市/浏阳市/大瑶镇/IMG.jpg"]


def test_questions_about_photos_are_asked_once(tmp_path: Path) -> None:
    asked: list[list[str]] = []

    def ask(questions: list[tuple[str, Question]], known: object) -> dict[tuple[str, str], str]:
        asked.append([one.key for _, one in questions])
        return AGREED

    context = workbooks.context(workbooks.records(tmp_path / "events"), day="2021-07-01")
    box = inbox.Inbox(context, False, True, ask)
    for name in ("a.jpg", "b.jpg"):
        box.put(name, _photo("red" if name == "a.jpg" else "blue"))
    box.put("记录.txt", RECORD.encode())
    box.photos()
    assert asked == [["照片·同意", "照片·未成年人"]] and len(list(box.context.root.rglob("*.jpg"))) == 2
