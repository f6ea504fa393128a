"""Photos: drawn anew and upright, nothing of the camera's notes kept, only with consent, and refused with a code."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

import drawing
import pytest
import shares
from almanac.pages import File, Stamp, activities
from almanac.pages.parts import activity_list
from almanac.parse import images
from almanac.validate import plausibility
from almanac.views import photos
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

NOTES = (b"SECRET", drawing.SECRET.encode(), b"Exif", b"XMP ", b"ICC", b"http", b"JFIF\0\1\1\1")


def write(folder: Path, name: str, raw: bytes) -> Path:
    (folder / name).write_bytes(raw)
    return folder / name


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_photo_is_drawn_at_the_widths_that_it_fills() -> None:
    def sizes(width: int, height: int) -> list[tuple[str, int, int]]:
        return [each[:3] for each in images.drawn("1.jpg", drawing.picture(width, height))]

    assert sizes(4000, 3000) == [
        ("webp", 480, 360),
        ("webp", 960, 720),
        ("webp", 1600, 1200),
        ("jpg", 960, 720),
    ]
    assert sizes(1000, 500) == [
        ("webp", 480, 240),
        ("webp", 960, 480),
        ("webp", 1000, 500),
        ("jpg", 960, 480),
    ]
    assert sizes(700, 10) == [("webp", 480, 7), ("webp", 700, 10), ("jpg", 700, 10)]
    assert sizes(1, 1) == [("webp", 1, 1), ("jpg", 1, 1)]


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_stands_upright(turned: int) -> None:
    """The quarter that is red stays at the top left, however the camera was held."""
    upright = Image.new("RGB", (1200, 800), "white")
    upright.paste((200, 0, 0), (0, 0, 600, 400))
    how = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transposition that undoes each orientation
    lying = upright.transpose(Image.Transpose(how[turned])) if turned > 1 else upright
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = turned
    lying.save(out, "JPEG", exif=exif, quality=95)
    for each in images.drawn("1.jpg", out.getvalue()):
        found = opened(each.data)
        assert found.size == (each.width, each.height) and found.width > found.height
        corner = found.convert("RGB").getpixel((found.width // 8, found.height // 8))
        assert isinstance(corner, tuple) and corner[0] > 150 and corner[1] < 60


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_cameras_notes_is_left(kind: str) -> None:
    raw = drawing.noted(turned=1)
    if kind != "JPEG":
        source, out = opened(raw), io.BytesIO()
        source.save(out, kind, exif=source.getexif(), icc_profile=b"SECRET", xmp=b"SECRET-xmp")
        raw = out.getvalue()
    assert b"SECRET" in raw, "else the test looks for nothing"
    for each in images.drawn(f"1{images.ENDINGS[kind][0]}", raw):
        assert not [note for note in NOTES if note in each.data]
        found = opened(each.data)
        assert not found.getexif() and not {"icc_profile", "xmp", "comment", "exif"} & {*found.info}


def test_colours_of_print_and_what_can_be_seen_through_become_plain() -> None:
    red = opened(images.drawn("1.jpg", drawing.by_word("CMYK"))[-1].data).convert("RGB").getpixel((5, 5))
    assert isinstance(red, tuple) and red[0] > 120 and red[1] < 90
    out = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(out, "PNG")
    white = opened(images.drawn("1.png", out.getvalue())[-1].data).getpixel((5, 5))
    assert isinstance(white, tuple) and min(white) > 250


@pytest.mark.parametrize(
    ("word", "name", "code"),
    [
        ("空文件", "1.jpg", "E233"), ("HEIC", "1.jpg", "E234"), ("HEIC", "1.webp", "E234"), ("SVG", "1.png", "E235"),
        ("网页", "1.jpg", "E235"), ("GIF", "1.jpg", "E235"), ("PDF", "1.jpg", "E235"), ("动图 WEBP", "1.webp", "E236"),
        ("动图 PNG", "1.png", "E236"), ("PNG", "1.jpg", "E237"), ("WEBP", "1.png", "E237"), ("", "1.webp", "E237"),
        ("截断", "1.jpg", "E238"), ("截断 PNG", "1.png", "E238"), ("坏字节", "1.jpg", "E238"), ("炸弹", "1.png", "E239"),
        ("四千万多像素", "1.png", "E239"), ("二十多兆", "1.jpg", "E239"),
    ],
)  # fmt: skip
def test_what_is_no_plain_photo_is_refused_by_its_code(
    word: str, name: str, code: str, tmp_path: Path
) -> None:
    raw = drawing.by_word(word)
    found = images.trouble(name, raw)
    assert found and found.code == code and name in found.message and found.example
    file = write(tmp_path, name, raw)
    for _ in "again":
        assert photos.trouble(file, tmp_path / "cache") == found and photos.published(file, tmp_path) == ()


@pytest.mark.parametrize("word", ["", "CMYK"])
def test_what_is_one_is_left_alone(word: str) -> None:
    for name in ("1.jpg", "1.JPG", "1.jpeg"):
        assert images.trouble(name, drawing.by_word(word)) is None
    assert images.trouble("1.jpg", drawing.noted()) is None


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 900), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_no_bytes_make_it_stumble(spoilt: bytes, at: int, kind: str) -> None:
    raw = drawing.picture(64, 64, kind)
    name = f"1{images.ENDINGS[kind][0]}"
    for each in (spoilt, raw[:at] + spoilt + raw[at + len(spoilt) :]):
        found = images.trouble(name, each)
        assert found is None or re.fullmatch("E23[3-9]", found.code)


# ---------------------------------------------------------------- kept


def test_a_photo_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, file = tmp_path / "cache", write(tmp_path, "1.jpg", drawing.noted())
    drawn = photos.published(file, cache)
    assert len(drawn) == 4
    kept = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    monkeypatch.setattr(images, "drawn", lambda name, raw: pytest.fail("drawn again"))
    assert photos.published(file, cache) == drawn and photos.trouble(file, cache) is None
    os.rename(file, tmp_path / "2.jpg")
    assert photos.published(tmp_path / "2.jpg", cache) == drawn, "known by its content"
    assert {path: path.stat().st_mtime_ns for path in cache.iterdir() if path in kept} == kept


def test_another_photo_of_the_same_name_is_drawn(tmp_path: Path) -> None:
    cache, file = tmp_path / "cache", write(tmp_path, "1.jpg", drawing.picture(600, 400))
    one = photos.published(file, cache)
    write(tmp_path, "1.jpg", drawing.picture(600, 300))
    assert photos.published(file, cache)[0].height != one[0].height


def test_what_is_kept_half_is_drawn_again(tmp_path: Path) -> None:
    cache, file = tmp_path / "cache", write(tmp_path, "1.jpg", drawing.picture(600, 400))
    drawn = photos.published(file, cache)
    for kept in [path for path in cache.iterdir() if path.suffix == ".webp"]:
        kept.unlink()
        assert photos.published(file, cache) == drawn


# ---------------------------------------------------------------- on a page


@pytest.mark.parametrize(
    ("consent", "minors", "blurred", "shown"),
    [
        ("有", "无", "否", True),
        ("无人像", "无", "否", True),
        ("无", "无", "否", False),
        ("有", "有", "否", False),
        ("有", "有", "是", True),
    ],
)
def test_a_photo_needs_consent(consent: str, minors: str, blurred: str, shown: bool, tmp_path: Path) -> None:
    said = {"同意": consent, "未成年人": minors, "已遮挡": blurred}
    made = page(tmp_path, drawing.picture(600, 400), **said)
    folder = "e/2021-430181-shili/"
    assert [m.path.removeprefix(folder) for m in made if isinstance(m, File)] == (
        ["1-480.webp", "1-600.webp", "1-600.jpg", "card.jpg"] if shown else []
    )
    assert ('alt="示例现场"' in str(made[0])) is shown


def page(folder: Path, raw: bytes, **said: Any) -> list[Any]:
    """What is made of an activity with one photo."""
    filing = shares.filed("430181", "shili", 照片=[{"文件": "1.jpg", "说明": "示例现场", **said}])
    where = folder / filing.file.rpartition("/")[0]
    where.mkdir(parents=True)
    write(where, "1.jpg", raw)
    site = shares.site()._replace(records=folder, cache=folder / "cache")
    return list(activities.make(shares.shares(filing, on=site)["430181"]))


def test_the_page_tells_browsers_all_they_must_know(tmp_path: Path) -> None:
    made = page(
        tmp_path, drawing.picture(2000, 1500), 同意="有", 未成年人="无", 画面="示例：医生给老人量血压"
    )
    stamp = made[0]
    assert isinstance(stamp, Stamp)
    assert (
        '<source type="image/webp" srcset="1-480.webp 480w, 1-960.webp 960w, 1-1600.webp 1600w"' in stamp.body
    )
    assert (
        '<img src="1-960.jpg" width="960" height="720" alt="示例：医生给老人量血压" loading="lazy"'
        in stamp.body
    )
    assert "<figcaption>示例现场</figcaption>" in stamp.body


def test_a_file_elsewhere_is_never_read(tmp_path: Path) -> None:
    write(tmp_path, "secret.jpg", drawing.picture())
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    for name in ("../secret.jpg", "link.jpg", "..\\secret.jpg", "none.jpg", "."):
        photo = shares.filed(
            "430181", "x", 照片=[{"文件": name, "说明": "示例", "同意": "有", "未成年人": "无"}]
        ).record.photos  # type: ignore[attr-defined]
        assert list(photos.shown(photo, folder, tmp_path / "cache")) == []


@pytest.mark.whole
def test_a_photo_is_known_again() -> None:
    """Scaled, saved again or brightened it is the same; another scene is another, and an even surface is nothing."""
    marks = [images.likeness("1.jpg", drawing.scene(seed)) for seed in range(40)]
    for seed, mark in enumerate(marks):
        for other in (
            drawing.scene(seed, 480, 50),
            drawing.scene(seed, 2000, 80),
            drawing.scene(seed, light=0.8),
        ):
            again = images.likeness("2.jpg", other)
            assert mark is not None and again is not None and (mark ^ again).bit_count() <= plausibility.NEAR
    pairs = [
        (a ^ b).bit_count() for n, a in enumerate(marks) for b in marks[:n] if a is not None and b is not None
    ]
    assert min(pairs) > 3 * plausibility.NEAR
    assert images.likeness("1.jpg", drawing.picture(1200, 900)) is None


@pytest.mark.parametrize(("consent", "shown"), [("有", True), ("无", False)])
def test_lists_show_a_small_one_only_of_what_may_be_shown(consent: str, shown: bool, tmp_path: Path) -> None:
    """In rows it stands with its size, so that nothing moves, and says nothing of itself; else there is our drawing."""
    photo = {"文件": "0529-1.jpg", "说明": "示例现场", "同意": consent, "未成年人": "无"}
    share = shares.shares(shares.filed("430181", "shili", 名称="示例义诊", 照片=[photo]))["430181"]
    row = str(activity_list.rows(share.site.register, "../../")(share.entries[0]))
    image = '<img src="../../e/2021-430181-shili/card.jpg" width="120" height="90" alt="" loading="lazy"'
    assert (image in row) is shown and ('data-t="clinic"' in row) is not shown


def test_a_row_of_another_page_finds_its_photo_from_there() -> None:
    """Whatever a row leads to, its photo too, is reached from where the row stands."""
    photo = {"文件": "0529-1.jpg", "说明": "示例现场", "同意": "有", "未成年人": "无"}
    share = shares.shares(shares.filed("430181", "shili", 名称="示例义诊", 照片=[photo]))["430181"]
    row = activity_list.rows(share.site.register, "../../")
    there = str(activity_list.moved(row, "../../../")(share.entries[0]))
    assert set(re.findall('(?:href|src)="([./]+)e/', there)) == {"../../../"} and "card.jpg" in there
