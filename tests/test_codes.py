"""QR codes in pictures: those for payment and those of persons are found and refused, whichever door the picture comes through."""

from __future__ import annotations

import io
from pathlib import Path

import checking
import drawing
import newsrooms
import pytest
from almanac.model.diagnostics import is_error
from almanac.parse import images
from almanac.validate import qr_codes
from almanac.views import photos
from PIL import Image

zxing = pytest.importorskip("zxingcpp", reason="没有装 zxing-cpp")

REFUSED = {
    "wxp://f2f0shili-shili-shili": "E291",
    "https://qr.alipay.com/fkx00000shili": "E291",
    "HTTPS://QR.ALIPAY.COM/FKX00000SHILI": "E291",
    "https://qr.95516.com/00010000/62shili": "E291",
    "weixin://wxpay/bizpayurl?pr=shili": "E291",
    "https://u.wechat.com/shili": "E292",
    "https://weixin.qq.com/g/shili": "E292",
    "https://work.weixin.qq.com/u/vcshili": "E292",
    "https://qm.qq.com/cgi-bin/qm/qr?k=shili": "E292",
    "BEGIN:VCARD\nVERSION:3.0\nFN:示例\nEND:VCARD": "E292",
    "请打 13812345678": "E292",
}
TAKEN = (
    "http://weixin.qq.com/r/shili",
    "https://www.hnjsxw.org.cn/",
    "https://529.example.org/e/2021-430181-0529-x/",
    "示例",
)


@pytest.mark.parametrize("says", REFUSED)
def test_a_code_for_payment_or_of_a_person_is_refused_and_not_repeated(says: str) -> None:
    wrong = images.trouble("0529-1.jpg", drawing.with_code(says), qr_codes.refused)
    assert wrong and wrong.code == REFUSED[says]
    assert says not in wrong.message and "1381234" not in wrong.message and "0529-1.jpg" in wrong.message
    assert images.trouble("0529-1.jpg", drawing.with_code(says)) is None, "it is a good photo otherwise"


@pytest.mark.parametrize("says", TAKEN)
def test_other_codes_may_stay(says: str) -> None:
    assert images.trouble("0529-1.jpg", drawing.with_code(says), qr_codes.refused) is None


@pytest.mark.parametrize(
    ("width", "share", "turned"),
    [(4000, 0.3, 0), (4000, 0.08, 0), (4000, 0.15, 30), (1600, 0.1, 180), (900, 0.2, 90), (1200, 0.5, 5)],
)
def test_codes_are_found_at_the_sizes_and_turns_of_photos(width: int, share: float, turned: int) -> None:
    says = "https://qr.alipay.com/fkx00000shili"
    assert images.trouble("1.jpg", drawing.with_code(says, width, share, turned), qr_codes.refused)


def test_a_picture_that_can_be_seen_through_or_is_white_on_black_hides_no_code() -> None:
    with Image.open(io.BytesIO(drawing.with_code("wxp://shili", 600, 0.5))) as picture:
        through, dark = picture.convert("RGBA"), Image.eval(picture, lambda light: 255 - light)
    for name, kind, drawn in (("1.png", "PNG", through), ("1.webp", "WEBP", dark)):
        out = io.BytesIO()
        drawn.save(out, kind)
        assert images.trouble(name, out.getvalue(), qr_codes.refused), name


def test_a_photo_that_was_kept_before_is_looked_at_by_its_content(tmp_path: Path) -> None:
    file = tmp_path / "0529-1.jpg"
    for word, code in (("公众号", None), ("收款码", "E291"), ("公众号", None)):
        file.write_bytes(drawing.by_word(word))
        wrong = photos.trouble(file, tmp_path / "cache")
        assert (wrong.code if wrong else None) == code
        again = photos.trouble(file, tmp_path / "cache")
        assert (again.code if again else None) == code
    kept = b"".join(each.read_bytes() for each in (tmp_path / "cache").iterdir())
    assert b"wxp:" not in kept and b"weixin" not in kept


def test_nothing_with_such_a_code_is_published_from_any_door(tmp_path: Path) -> None:
    here = "events/2021/长沙市/浏阳市"
    photo = "照片: [{文件: shili.jpg, 说明: 示例现场, 同意: 有, 未成年人: 无}]\n"
    doors = {
        "record": {f"{here}/0528-shili.yml": newsrooms.ACTIVITY + photo, f"{here}/shili.jpg": "收款码"},
        "account": {f"{here}/阵地.yml": "微信: [{名称: 示例, 二维码: shili.jpg}]\n", f"{here}/shili.jpg": "个人微信"},
        "release": {"content/press/shili.md": newsrooms.RELEASE.replace("发布: 2021-05-29\n", "发布: 2021-05-29\n" + photo),
                    "content/press/shili.jpg": "收款码"},
    }  # fmt: skip
    for door, files in doors.items():
        root = newsrooms.write(tmp_path / door, files)
        faults = (
            newsrooms.room(root).faults
            if door == "release"
            else checking.faults(root / "events", newsrooms.listed(root), newsrooms.TODAY)
        )
        assert [fault.code for fault in faults if is_error(fault)] in (["E291"], ["E292"]), (door, faults)
