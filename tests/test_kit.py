"""The publicity kit as its users meet it: what is in the folder, from where its words come, the same bytes each time."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
import segno
from almanac.model.day import Day
from almanac.model.filings import Notice
from almanac.views import promotion_kit
from guard import LIMIT
from PIL import Image
from shares import filed, notice, shares
from small import PROJECT
from workbooks import records

BUILD = [sys.executable, "-P", "-X", "utf8", "-X", "almanac", str(PROJECT / "build.py")]
WHERE = "长沙市/浏阳市"
PLAN = "名称: 示例/义诊\n类别: [家庭健康促进]\n状态: 计划\n开始: 2021-06-05 上午\n地点: 示例广场\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = records(tmp_path / "events")
    (root / "2021" / WHERE).mkdir(parents=True)
    (root / "2021" / WHERE / "0605-义诊.yml").write_text(PLAN, encoding="utf-8")
    return root


def run(root: Path, to: Path, who: str = WHERE) -> tuple[int, str]:
    """Call `build.py kit` in a process of its own."""
    command = [*BUILD, "kit", who, "--to", str(to), "--records", str(root), "--today", "2021-05-29"]
    done = subprocess.run(command, capture_output=True, cwd=root.parent, check=False, timeout=LIMIT)
    return done.returncode, (done.stdout + done.stderr).decode()


def made(to: Path) -> dict[str, bytes]:
    return {
        path.relative_to(to).as_posix().partition("/")[2]: path.read_bytes()
        for path in sorted(to.rglob("*"))
        if path.is_file()
    }


def test_the_kit_is_whole_and_the_same_each_time(root: Path, tmp_path: Path) -> None:
    code, said = run(root, tmp_path / "a")
    assert code == 0 and "1 场活动的转发文字" in said, said
    files = made(tmp_path / "a")
    sheets = {f"{name}.{kind}" for name in ("横幅", "海报", "展板") for kind in ("pdf", "png")}
    assert set(files) == sheets | {"标语.txt", "说明.txt", "转发文字/0605-示例义诊.txt"}
    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in files.items() if name.endswith(".png")}
    assert {name: round(wide / high, 2) for name, (wide, high) in sizes.items()} == {
        "横幅.png": 9.99,
        "海报.png": 0.71,
        "展板.png": 2.0,
    }
    assert all(data[:5] == b"%PDF-" for name, data in files.items() if name.endswith(".pdf"))
    texts = files["转发文字/0605-示例义诊.txt"].decode("utf-8-sig")
    assert "【朋友圈】\r\n示例/义诊\r\n时间：6月5日（周六）上午\r\n" in texts
    assert "【浏阳市计生协】6月5日（周六）上午在示例广场举办示例/义诊，欢迎参加。" in texts
    assert "（通知没有另列标语，这里是通知的主题）\r\n学党史 办实事 促健康" in files["标语.txt"].decode(
        "utf-8-sig"
    )
    assert "没有二维码图片的公众号、账号：中国计生协、湖南省计生协" in files["说明.txt"].decode("utf-8-sig")
    run(root, tmp_path / "b")
    assert made(tmp_path / "b") == files


def test_slogans_are_the_notices_and_codes_those_that_were_given(root: Path, tmp_path: Path) -> None:
    file = root / "2021" / "通知.yml"
    said = file.read_text(encoding="utf-8").replace("关注:\n", "标语: [示例标语甲, 示例标语乙]\n关注:\n")
    said = said.replace(
        "名称: 湖南省计生协, 种类: 微信公众号", "名称: 湖南省计生协, 种类: 微信公众号, 二维码: 省.png"
    )
    file.write_text(said, encoding="utf-8")
    segno.make("https://www.example.org/").save(str(root / "2021" / "省.png"), scale=4)
    code, words = run(root, tmp_path / "a")
    assert code == 0, words
    files = made(tmp_path / "a")
    assert {"横幅1.pdf", "横幅2.pdf", "横幅1.png", "横幅2.png"} <= set(files)
    assert "（通知里的标语）\r\n示例标语甲\r\n示例标语乙\r\n" in files["标语.txt"].decode("utf-8-sig")
    assert "账号：中国计生协。" in files["说明.txt"].decode("utf-8-sig")


def test_with_a_mistake_in_the_records_nothing_is_written(root: Path, tmp_path: Path) -> None:
    (root / "2021" / WHERE / "0606-讲座.yml").write_text("名称: 示例\n", encoding="utf-8")
    code, said = run(root, tmp_path / "a")
    assert code == 1 and "E101" in said and not (tmp_path / "a").exists()


def test_coming_is_its_own_and_those_right_below_with_a_day() -> None:
    plans = (
        filed("4301", "city", 开始="2021-06-02"),
        filed("430181", "county", 开始="2021-06-01"),
        filed("430181119", "town", 开始="2021-06-01"),
        filed("4301", "past", 开始="2021-05-28"),
        filed("4301", "still", 开始="2021-05-28", 结束="2021-05-30"),
        filed("4301", "unset", 开始="待定"),
        filed("4301", "off", 开始="2021-06-01", 状态="取消"),
    )
    entries = shares(*plans)["43"].entries
    assert [e.id.split("-")[2] for e in promotion_kit.coming(entries, "4301", Day("2021-05-29"))] == [
        "still",
        "county",
        "city",
    ]


@pytest.mark.parametrize(
    ("said", "slogans"),
    [
        (notice(标语=["示例甲", "示例乙"], 主题="示例主题"), ("示例甲", "示例乙")),
        (notice(主题="示例主题"), ("示例主题",)),
        (notice(), ()),
        (None, ()),
    ],
)
def test_no_slogan_is_ours(said: Notice | None, slogans: tuple[str, ...]) -> None:
    assert promotion_kit.slogans(said) == slogans
