"""The publicity kit as its users meet it: what is in the folder, from where its words come, the same bytes each time."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import drawing
import pytest
import segno
from almanac.documents import print_fonts
from almanac.model.day import Day
from almanac.model.filings import Notice
from almanac.render.typst import typeset
from almanac.views import promotion_kit, promotion_texts
from guard import LIMIT
from PIL import Image
from shares import REGISTER, filed, notice, shares
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


def run(root: Path, to: Path, who: str = WHERE, *more: str) -> tuple[int, str]:
    """Call `build.py kit` in a process of its own."""
    command = [*BUILD, "kit", who, "--to", str(to), "--records", str(root), "--today", "2021-05-29", *more]
    done = subprocess.run(command, capture_output=True, cwd=root.parent, check=False, timeout=LIMIT)
    return done.returncode, (done.stdout + done.stderr).decode()


def made(to: Path) -> dict[str, bytes]:
    return {
        path.relative_to(to).as_posix().partition("/")[2]: path.read_bytes()
        for path in sorted(to.rglob("*"))
        if path.is_file()
    }


@pytest.mark.whole
def test_the_kit_is_whole_and_the_same_each_time(root: Path, tmp_path: Path) -> None:
    code, said = run(root, tmp_path / "a")
    assert code == 0 and "1 场活动的转发文字" in said, said
    files = made(tmp_path / "a")
    sheets = {f"{name}.{kind}" for name in ("横幅", "海报", "展板") for kind in ("pdf", "png")}
    shop = {f"印刷厂/{name}.pdf" for name in ("横幅", "海报", "展板")}
    assert set(files) == sheets | shop | {"标语.txt", "说明.txt", "转发文字/0605-示例义诊.txt"}
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


@pytest.mark.whole
def test_no_heading_of_the_board_is_cut(root: Path, tmp_path: Path) -> None:
    """Letters of the first line below the band are as tall as they are: a clipped block cut a fifth of them."""
    run(root, tmp_path)
    (file,) = tmp_path.rglob("展板.png")
    sheet = Image.open(file).convert("RGB")
    dot = sheet.width / 480  # of a board laid out 480 mm wide
    left, right, top, end = (round(mm * dot) for mm in (14, 60, 62.5, 73))
    part = sheet.crop((left, top, right, end))
    row, dots = part.width * 3, part.tobytes()
    rows = [dots[start : start + row] for start in range(0, len(dots), row)]
    red = [any(r > 120 and g < 140 for r, g in zip(line[::3], line[1::3], strict=True)) for line in rows]
    first = red.index(True)
    assert red.index(False, first) - first > 0.88 * 17 / 72 * 25.4 * dot


def box(pdf: bytes, name: str) -> tuple[float, ...]:
    """A box of the only page, in millimetres, read from the end of the file as programs do: by its last table of objects."""
    start = int(pdf.rstrip().split(b"\n")[-2])
    found = re.match(rb"xref\n([0-9]+) 1\n([0-9]{10}) 00000 n \ntrailer\n<<.*/Prev [0-9]+>>", pdf[start:])
    assert found
    page = pdf[int(found[2]) :].partition(b"endobj")[0]
    assert page.startswith(found[1] + b" 0 obj\n<</Type/Page/")
    corners = re.search(rb"/%sBox\[([0-9. ]+)\]" % name.encode(), page)
    assert corners
    return tuple(round(float(each) / 72 * 25.4, 1) for each in corners[1].split())


def inches(pdf: bytes) -> tuple[float, float]:
    """Width and height of a PDF's page in millimetres."""
    whole = pdf + b"".join(unpacked_streams(pdf))
    found = re.search(rb"/MediaBox ?\[ ?0 0 ([0-9.]+) ([0-9.]+) ?\]", whole)
    assert found
    wide, high = (round(float(each) / 72 * 25.4, 1) for each in found.groups())
    return wide, high


def inks(pdf: bytes) -> set[bytes]:
    """The colours of letters and grounds in a PDF, as its operators say them."""
    said = b"".join(unpacked_streams(pdf))
    return set(re.findall(rb"(?<![0-9.])((?:[0-9.]+ ){1,4}(?:k|rg|g|scn))\b", said))


def unpacked_streams(pdf: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        with contextlib.suppress(zlib.error):
            yield zlib.decompress(found[1])


@pytest.mark.whole
def test_the_print_shop_gets_a_bleed_crop_marks_and_black_as_one_black(root: Path, tmp_path: Path) -> None:
    """Each sheet twice: cut to its size, and 3 mm larger on all sides with marks outside; other sizes where asked for."""
    code, said = run(root, tmp_path / "a")
    assert code == 0, said
    files = made(tmp_path / "a")
    edge = 2 * (3 + 8)
    for name, wide, high in (("横幅", 800, 80), ("海报", 420, 594), ("展板", 480, 240)):
        assert inches(files[f"{name}.pdf"]) == (wide, high)
        assert inches(files[f"印刷厂/{name}.pdf"]) == (wide + edge, high + edge)
        trim, bleed = box(files[f"印刷厂/{name}.pdf"], "Trim"), box(files[f"印刷厂/{name}.pdf"], "Bleed")
        assert [*trim, *bleed] == [11, 11, 11 + wide, 11 + high, 8, 8, 14 + wide, 14 + high]
        assert b"/TrimBox" not in files[f"{name}.pdf"]
    for name in ("海报", "展板"):
        colours = inks(files[f"{name}.pdf"])
        assert b"0 0 0 1 k" in colours or b"0 0 0 1 scn" in colours, colours
    code, said = run(root, tmp_path / "b", WHERE, "--size", "海报=570x840", "--bleed", "0")
    assert code == 0, said
    files = made(tmp_path / "b")
    assert inches(files["海报.pdf"]) == inches(files["印刷厂/海报.pdf"]) == (570, 840)
    assert "570×840 毫米" in files["说明.txt"].decode("utf-8-sig")
    for wrong, words in (("海报=570x200", "高要在"), ("海报大一点", "看不懂")):
        code, said = run(root, tmp_path / "c", WHERE, "--size", wrong)
        assert code == 2 and words in said and not (tmp_path / "c").exists()


def test_a_bold_face_is_a_true_one_or_none(root: Path, tmp_path: Path) -> None:
    code, said = run(root, tmp_path / "a", WHERE, "--fonts", str(tmp_path))
    assert code == 2 and "没有中文黑体的粗体" in said
    assert print_fonts.bold(None) == ""
    faces = sorted(Path("/usr/share/fonts").rglob("NotoSansCJK-Bold.ttc"))
    if faces:
        assert print_fonts.bold(faces[0].parent) == "Noto Sans CJK SC"
        sheet = {**SHEET, "size": (800, 80), "bleed": 0, "slug": 0, "bold": "Noto Sans CJK SC"}
        made_bold = typeset("banner.typ", sheet, fonts=faces[0].parent)
        assert b"NotoSansCJKsc-Bold" in made_bold and b"-Bold" not in typeset(
            "banner.typ", {**sheet, "bold": ""}
        )


SHEET: dict[str, object] = {"slogan": "", "campaign": "第23个“5·29会员活动日”", "unit": "示例", "demo": False}


@pytest.mark.whole
def test_photos_from_the_records_stand_on_the_board_and_what_is_below_is_counted(
    root: Path, tmp_path: Path
) -> None:
    """A county's board names its towns with those of their villages; a photo is drawn anew, and needs consent."""
    town = root / "2021" / WHERE / "大瑶镇"
    (town / "南川社区").mkdir(parents=True)
    for folder in (town, town / "南川社区"):
        (folder / "0606-义诊.yml").write_text(PLAN.replace("/", "镇"), encoding="utf-8")
    held = PLAN.replace("计划", "已举办").replace("2021-06-05 上午", "2021-05-20") + (
        "照片: [{文件: a.jpg, 说明: 示例现场, 同意: 有, 未成年人: 无}, {文件: b.jpg, 说明: 示例, 同意: 无, 未成年人: 无}]\n"
    )
    (root / "2021" / WHERE / "0520-义诊.yml").write_text(held, encoding="utf-8")
    for name in ("a", "b"):
        (root / "2021" / WHERE / f"{name}.jpg").write_bytes(drawing.noted(1600, 1200))
    code, said = run(root, tmp_path / "a")
    assert code == 0, said
    board = made(tmp_path / "a")["展板.pdf"]
    assert board.count(b"/Subtype/Image") + board.count(b"/Subtype /Image") == 1
    words = texts_of(board)
    assert {"大瑶镇", "2场"} <= set(words.split()) and "示例现场" in words and "贴活动照片" not in words


@pytest.mark.whole
def test_a_board_of_few_activities_tells_more_of_each(root: Path, tmp_path: Path) -> None:
    plan = PLAN + "形式: [示例义诊]\n面向: [老年人]\n简介: 为老年人测血压。\n咨询: 浏阳市计生协\n"
    (root / "2021" / WHERE / "0605-义诊.yml").write_text(plan, encoding="utf-8")
    code, said = run(root, tmp_path / "a")
    assert code == 0, said
    words = texts_of(made(tmp_path / "a")["展板.pdf"])
    assert {"内容", "为老年人测血压。", "面向", "老年人", "咨询"} <= set(words.split())


def texts_of(pdf: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("没有 pdftotext")
    done = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True, timeout=LIMIT)
    return done.stdout.decode()


@pytest.mark.whole
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


@pytest.mark.whole
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


def test_what_is_over_of_a_tour_is_not_told_as_to_come() -> None:
    days = ("2021-05-26", "2021-05-28", "2021-05-30", "2021-06-01", "2021-06-02", "2021-06-03", "2021-06-04")
    stops = [{"开始": f"{day} 09:00", "地点": f"示例{day[8:]}村"} for day in days]
    tour = filed("4301", "tour", 名称="示例巡讲", 开始=days[0], 结束=days[-1], 分场=stops)
    entries = shares(tour)["43"].entries
    for today, first, left in (
        ("2021-05-29", "0530", 5),
        ("2021-06-04", "0604", 1),
        ("2021-05-20", "0526", 7),
    ):
        coming = tuple(promotion_kit.coming(entries, "4301", Day(today)))
        kit = promotion_kit.filled("4301", 2021, notice(), coming, (), (), Day(today), Path())
        said = promotion_texts.words(kit, notice(), REGISTER, [tour], "https://529.example.org/", ())
        text = said.texts[f"{first}-示例巡讲"]
        gone = days[: len(days) - left]
        assert not any(f"示例{day[8:]}村" in text or f"{int(day[8:])}日" in text for day in gone), text
        assert (f"共{left}场" in text) == (left > 1) and f"示例{days[-left][8:]}村" in text, text
        rows = promotion_kit.said(kit, notice(), REGISTER, "https://529.example.org/", "示例", False)[
            "programme"
        ]
        assert isinstance(rows, list) and len(rows) == left


def test_what_is_off_is_told_to_those_who_were_asked() -> None:
    """Called off or put off, open to people, until its old day is past; a home visit was told to nobody."""
    filings = (
        filed("4301", "off", 名称="示例义诊", 开始="2021-06-01", 状态="取消"),
        filed("4301", "later", 名称="示例讲座", 开始="待定", 状态="延期"),
        filed("4301", "moved", 名称="示例竞赛", 开始="2021-06-03", 状态="延期"),
        filed("4301", "past", 开始="2021-05-28", 状态="取消"),
        filed("4301", "home", 名称="走访慰问", 开始="2021-06-01", 状态="取消"),
        filed("430181119", "town", 开始="2021-06-01", 状态="取消"),
    )
    today = Day("2021-05-29")
    entries = shares(*filings)["43"].entries
    off = tuple(promotion_kit.off(entries, "4301", today))
    assert sorted(e.id.split("-")[2] for e in off) == ["later", "off"]
    coming = tuple(promotion_kit.coming(entries, "4301", today))
    kit = promotion_kit.filled("4301", 2021, notice(), coming, (), (), today, Path(), (), off)
    said = promotion_texts.words(kit, notice(), REGISTER, filings, "https://529.example.org/", ())
    assert sorted(said.texts) == ["0601-已取消-示例义诊", "0603-示例竞赛", "延期-示例讲座"]
    assert "取消了，请大家不要去" in said.texts["0601-已取消-示例义诊"]
    assert "请先不要前往" in said.texts["延期-示例讲座"]
    assert "1 场将要举办的活动" in said.about and "2 场取消了或推迟了" in said.about


def test_a_board_lists_what_is_further_below_where_there_is_room() -> None:
    """A county's own and its townships' first, then the villages', each by whom; what nobody is invited to is not among them."""
    today = Day("2021-05-20")
    own = filed("430181", "own", 名称="浏阳市示例义诊")
    towns = [filed("430181119", f"t{n}", 名称=f"示例讲座{n}", 开始=f"2021-05-2{n}") for n in range(1, 4)]
    deep = [filed("430181119001", f"v{n:02}", 名称=f"示例{n}") for n in range(20)]
    home = filed("430181119001", "home", 名称="走访慰问")
    entries = shares(own, *towns, *deep, home)["430181"].entries
    kit = promotion_kit.filled(
        "430181", 2021, notice(), tuple(promotion_kit.coming(entries, "430181", today)), (), (), today, Path(),
        tuple(promotion_kit.deeper(entries, "430181", today)),
    )  # fmt: skip
    listed = promotion_kit.said(kit, notice(), REGISTER, "https://529.example.org/", "示例", False)[
        "programme"
    ]
    assert isinstance(listed, list) and len(listed) == promotion_kit.PROGRAMME
    hosts = [row[3] for row in listed]
    town = REGISTER["430181119"].short
    assert (
        hosts[:3] == [town] * 3 and "" in hosts and hosts.count(town + REGISTER["430181119001"].short) == 10
    )
    assert not any("走访" in row[1] for row in listed)


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
