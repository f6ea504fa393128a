"""Share posters: which activities have one, that it is the right size and carries the page's QR code, and is drawn once."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import segno
from almanac.model.filings import Filing
from almanac.pages import File
from almanac.pages.posters import make
from almanac.render.qr_code import code
from PIL import Image
from shares import filed, shares, site

WIDTH, HEIGHT, QR, EDGE, BELOW = 1080, 1440, 264, 72, 44


def posters(cache: Path, *filings: Filing, today: str = "2021-05-20") -> dict[str, bytes]:
    """The posters of the small province by their path."""
    on = site(today=today)._replace(cache=cache)
    made = [one for share in shares(*filings, on=on).values() for one in make(share)]
    assert all(isinstance(one, File) for one in made)
    return {one.path: one.data for one in made if isinstance(one, File)}


def lightness(data: bytes) -> Callable[[int, int], int]:
    """How light a poster is at each place, 0 to 255."""
    picture = Image.open(io.BytesIO(data)).convert("L")
    assert picture.size == (WIDTH, HEIGHT)
    grey = picture.tobytes()
    return lambda x, y: grey[y * WIDTH + x]


@pytest.mark.parametrize(
    ("code", "said", "today", "there"),
    [
        ("43", {}, "2021-05-29", True),
        ("430181", {}, "2021-05-29", True),
        ("430181", {"海报": "否"}, "2021-05-29", False),
        ("430181119", {}, "2021-05-29", False),
        ("430181119001", {"海报": "是"}, "2021-05-29", True),
        ("430181", {}, "2021-05-30", True),  # what is over the browser hides
        ("430181", {"结束": "2021-06-02"}, "2021-06-02", True),
        ("430181", {"状态": "延期", "开始": "2021-06-05"}, "2021-05-30", True),
        ("430181", {"开始": "待定"}, "2021-05-20", False),
        ("430181", {"状态": "取消"}, "2021-05-20", False),
        ("430181", {"状态": "已举办", "海报": "是"}, "2021-05-20", False),
    ],
)
def test_what_is_to_come_at_a_county_or_above_or_asks_for_one(
    code: str, said: dict[str, Any], today: str, there: bool, tmp_path: Path
) -> None:
    made = posters(tmp_path, filed(code, "shili", **said), today=today)
    assert list(made) == ([f"e/2021-{code}-shili/poster.png"] if there else [])


def test_another_years_has_none(tmp_path: Path) -> None:
    filing = filed("430181", "shili", year=2020, 开始="2020-05-29")
    on = site(today="2020-05-20", years=(2020, 2021))._replace(cache=tmp_path)
    assert not [one for share in shares(filing, on=on).values() for one in make(share)]


def test_the_size_and_the_way_to_the_page(tmp_path: Path) -> None:
    """1080 by 1440; square by square the QR code is that of the page's address, with four white ones around it."""
    (data,) = posters(
        tmp_path, filed("430181", "shili", 名称="#天和广场*健康*义诊$", 地点="天和广场")
    ).values()
    light = lightness(data)
    rows = segno.make(
        "https://529.example.org/e/2021-430181-shili/", error="m", mask=3, boost_error=False
    ).matrix
    step = QR / (len(rows) + 8)
    left, top = WIDTH - EDGE - QR, HEIGHT - BELOW - QR

    def black(x: int, y: int) -> bool:
        return light(left + int((x + 4.5) * step), top + int((y + 4.5) * step)) < 128

    assert [[black(x, y) for x in range(len(rows))] for y in range(len(rows))] == [
        list(map(bool, row)) for row in rows
    ]
    around = range(-4, len(rows) + 4)
    assert not any(black(x, y) for x in around for y in (-4, -1, len(rows), len(rows) + 3))


def test_the_longest_words_fit(tmp_path: Path) -> None:
    """However long they are, the name and the facts do not reach the edges of the boxes that would cut them off."""
    filing = filed(
        "430181", "shili", 名称="名" * 80, 开始="2021-05-29 08:30", 结束="2021-05-30 17:00", 地点="地" * 80, 携带="带" * 80,
        咨询="问" * 80, 时间说明="时" * 20, 主题="题" * 80,
    )  # fmt: skip
    (data,) = posters(tmp_path, filing).values()
    light = lightness(data)
    for y in (*range(661, 667), *range(1096, 1103)):
        assert min(light(x, y) for x in range(EDGE, WIDTH - EDGE)) > 235, y


def test_drawn_once_for_the_same_words(tmp_path: Path) -> None:
    filing = filed("430181", "shili")
    first = posters(tmp_path, filing)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"kept")
    assert list(posters(tmp_path, filing).values()) == [b"kept"]
    kept.unlink()
    assert posters(tmp_path, filing) == first
    posters(tmp_path, filed("430181", "shili", 地点="另一处"))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_code_as_a_drawing() -> None:
    """Each address has the very squares that it has when its code is made by itself."""
    for address in (
        "https://529.example.org/u/43/",
        "https://529.example.org/u/430181102203/",
        "https://例.cn/u/9/",
    ):
        matrix = segno.make(address, error="m", mask=3, boost_error=False, micro=False).matrix
        made = code(address)
        black = set()
        for row in made.path.split("M")[1:]:
            x, y = 0, int(row.split(".5")[0].split()[1])
            for run in row.replace(f"{y}.5", "0").split("m"):
                before, width = run.split(" 0h")
                x += int(before)
                black |= {(x + n, y) for n in range(int(width))}
                x += int(width)
        assert made.size == len(matrix)
        assert black == {(x, y) for y, row in enumerate(matrix) for x, square in enumerate(row) if square}
