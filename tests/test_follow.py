"""Accounts to follow: whose stand on a page and in which order, their QR images, and words where there is none."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from almanac.model.filings import BY_FILE, Accounts, Filing
from almanac.pages import File, account_codes, associations
from almanac.parse import images
from almanac.views import social_accounts as following
from PIL import Image
from shares import notice, shares, site

HERE = "430181"


def accounts(code: str, year: int = 2021, **kinds: list[dict[str, str]]) -> Filing:
    """An association's accounts as they stand in a file."""
    record = Accounts.model_validate(kinds)
    return Filing(BY_FILE["阵地.yml"], year, code, "", f"{year}/{code}/阵地.yml", None, record)


def code_at(path: Path, words: str = "https://www.example.org/") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    segno.make(words).save(str(path), scale=3, border=1)


def page(share: object, code: str) -> str:
    return next(made.body for made in associations.make(share) if made.path == f"u/{code}/")  # type: ignore[arg-type, union-attr]


def test_the_national_account_comes_first_then_the_provinces_then_its_own(tmp_path: Path) -> None:
    said = notice(关注=[{"名称": "示例全国号"}, {"名称": "示例全省号", "二维码": "省.png"}])
    on = site()._replace(notices={2021: said}, records=tmp_path, cache=tmp_path / "kept")
    code_at(tmp_path / "2021" / "省.png")
    code_at(tmp_path / "2021" / HERE / "号.png")
    mine = accounts(HERE, 微博=[{"名称": "示例微博"}], 微信=[{"名称": "示例县号", "二维码": "号.png"}])
    made = shares(mine, on=on)
    body = page(made[HERE], HERE)
    names = ["示例全国号", "示例全省号", "示例县号", "示例微博"]
    places = [body.index(f"<strong>{name}</strong>") for name in names]
    assert places == sorted(places)
    assert 'src="../../u/43/all-follow-1.png"' in body and 'src="follow-1.png"' in body
    assert body.count("<img") == 2 and "在微信里点“搜一搜”，搜“示例全国号”，再点“公众号”" in body
    files = [each for code in ("43", HERE) for each in account_codes.make(made[code])]
    assert [each.path for each in files] == ["u/43/all-follow-1.png", f"u/{HERE}/follow-1.png"]
    for each in files:
        assert isinstance(each, File)
        drawn = Image.open(io.BytesIO(each.data))
        assert drawn.format == "PNG" and drawn.width == drawn.height >= 80


def test_nothing_is_drawn_that_was_not_given(tmp_path: Path) -> None:
    said = notice(关注=[{"名称": "示例全省号", "二维码": "没有.png"}])
    on = site()._replace(notices={2021: said}, records=tmp_path, cache=tmp_path / "kept")
    made = shares(accounts(HERE, 微信=[{"名称": "示例县号"}]), on=on)
    assert "<img" not in page(made[HERE], HERE)
    assert [*account_codes.make(made["43"]), *account_codes.make(made[HERE])] == []


def test_a_villages_page_stays_light_without_accounts_of_its_own() -> None:
    on = site()._replace(notices={2021: notice(关注=[{"名称": "示例全省号"}])})
    made = shares(accounts("430181119", 微信=[{"名称": "示例镇号"}]), on=on)[HERE]
    assert "示例全省号" in page(made, HERE) and "示例全省号" in page(made, "430181119")
    assert "关注我们" not in page(made._replace(paged=made.paged | {"430181119001"}), "430181119001")


def test_an_account_is_shown_once_as_its_newest_record_has_it() -> None:
    old = accounts(HERE, 2020, 微信=[{"名称": "示例县号", "二维码": "旧.png"}])
    new = accounts(HERE, 2021, 微信=[{"名称": "示例县号", "二维码": "新.png"}])
    assert [(one.name, one.file) for one in following.own([old, new])] == [
        ("示例县号", f"2021/{HERE}/新.png")
    ]


def test_a_code_is_drawn_anew_square_on_white(tmp_path: Path) -> None:
    ground = Image.new("RGBA", (1200, 900), (0, 0, 0, 0))
    out = io.BytesIO()
    ground.save(out, "PNG")
    drawn = Image.open(io.BytesIO(images.square("号.png", out.getvalue())))
    assert drawn.size == (480, 480) and drawn.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
