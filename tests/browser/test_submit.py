"""The form pages in a real browser: what they let through passes the program's own checks; nothing typed is lost."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from almanac.excel import importer
from almanac.intake import corrections, record_files
from almanac.model import divisions, filings
from almanac.model.day import Day
from almanac.model.diagnostics import is_error
from almanac.parse import yaml_reader
from almanac.validate.context import activity_id
from browser import walk
from browser.conftest import Open
from browser.sites import Published
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect
from small import PROJECT
from workbooks import DAY
from workbooks import records as folder

FORM = "submit/activity/"
EVENTS = PROJECT / "events"
IN_THE_FORM = ("文件却放在 2021 年的文件夹里", "上面的“年份”选的是 2021 年")  # a form has no folders
SEND = "form[data-submit] button[type=submit]"
NOTICE = "5月29日上午8:30-11:30，永和镇计生协在永和镇集贸市场开展示例义诊，欢迎老年人参加。\n咨询电话0731-83600002，手机13800000001\n"
FILL = """([values]) => {
  const pairs = Object.entries(values);
  document.querySelectorAll("form[data-submit] [data-ticked]").forEach(one => delete one.dataset.ticked);
  document.querySelectorAll("form[data-submit] input[type=checkbox]").forEach(one => { one.checked = false; });
  document.querySelectorAll("form[data-submit] textarea, form[data-submit] input[type=text]").forEach(one => { one.value = ""; });
  for (const [id, value] of pairs) {
    const field = document.getElementById(id);
    if (field.matches("fieldset")) {
      for (const word of value.split("、")) {
        const tick = [...field.querySelectorAll("input")].find(one => one.value === word);
        if (tick) { tick.checked = true; tick.dispatchEvent(new Event("input", {bubbles: true})); }
      }
    } else field.value = value;
  }
}"""


@pytest.fixture(scope="module")
def taker(tmp_path_factory: pytest.TempPathFactory) -> importer.Context:
    root = folder(tmp_path_factory.mktemp("records") / "events")
    known = divisions.load(PROJECT / "events" / "associations.csv")
    return importer.open_context(root, known, 2021, Day(DAY), "events", "43")


def opened(page: Open, site: Published, address: str = FORM) -> Page:
    here = page(permissions=["clipboard-read", "clipboard-write"])
    here.add_init_script(
        "let now = 1623283200000; Date.now = () => now++"
    )  # on the day on which the program checks
    here.goto(site.address + address)
    ready(here)
    expect(here.locator("#where")).not_to_be_empty()
    here.select_option("#year", "2021")
    return here


def ready(here: Page) -> None:
    expect(here.locator("form[data-submit]:not([inert])")).to_have_count(1)
    entered(here)


def entered(here: Page) -> None:
    """Go into a form: what is known of names comes with that."""
    here.locator("form[data-submit]").dispatch_event("focusin", {"bubbles": True})
    expect(here.locator("form[data-submit][data-persons]")).to_have_count(1)


def unfold(here: Page) -> None:
    """Open all that is folded in the form, as somebody does who looks for more."""
    here.evaluate(
        "document.querySelectorAll('form[data-submit] details').forEach(one => { one.open = true; })"
    )


def choose(here: Page, *names: str) -> None:
    for place, name in zip(("city", "county", "town", "village"), names, strict=False):
        here.select_option(f"#{place}", label=name)
        here.wait_for_timeout(50)


def test_a_record_is_filled_in_copied_and_accepted(
    page: Open, shipped: Published, taker: importer.Context
) -> None:
    """From an empty form to the text in the clipboard, which `import -` takes as it is."""
    here = opened(page, shipped)
    choose(here, "长沙市", "浏阳市", "大瑶镇")
    here.locator(SEND).click()
    expect(here.locator("#faults li").first).to_contain_text("缺少“名称”这一项")
    here.fill("#名称", "示例广场健康\u200b义诊")
    here.locator("#类别").get_by_label("家庭健康促进").check()
    here.select_option("#状态", "已举办")
    here.fill("#开始", "下周六上午")
    here.locator(SEND).click()
    expect(here.locator("#开始-f")).to_contain_text("没有说是哪一天")
    here.fill("#开始", "5.29上午")
    here.fill("#成效·宣传·人数", "人数: 800余人")
    unfold(here)
    here.locator("#成效·其他 [data-add]").click()
    here.fill("#成效·其他·0·项目", "示例资料")
    here.fill("#成效·其他·0·数量", "1200")
    here.fill("#成效·其他·0·单位", "份")
    here.locator(SEND).click()
    expect(here.locator("#found")).to_have_text("没有错，可以交了。")
    here.locator("#done").get_by_role("button", name="复制").click()
    text = here.evaluate("navigator.clipboard.readText()")
    assert text.startswith("# 2021/长沙市/浏阳市/大瑶镇/0529-示例广场健康义诊.yml\n名称: 示例广场健康义诊\n")
    path = record_files.address(text.encode(), "", taker)
    taken = record_files.take_text(text.encode(), "送来", path, taker, False)
    assert taken.outcome and not any(map(is_error, taken.faults)), taken.faults
    with here.expect_download() as download:
        here.locator("#download").click()
    assert download.value.path().read_text(encoding="utf-8") == text
    assert download.value.suggested_filename == "0529-示例广场健康义诊.yml"


def test_nothing_typed_is_lost(page: Open, shipped: Published) -> None:
    """A reload, a second record, and the first one again: with its places, its ticks in their order, its parts."""
    here = opened(page, shipped)
    choose(here, "长沙市", "浏阳市", "大瑶镇")
    here.fill("#名称", "示例 半句")
    for word in ("关怀关爱", "群众性主题宣传"):
        here.locator("#类别").get_by_label(word).check()
    unfold(here)
    here.locator("#成效·宣传·分项 [data-add]").click()
    here.fill("#成效·宣传·分项·0·对象", "示例会员")
    here.wait_for_timeout(300)
    here.reload()
    expect(here.locator("#名称")).to_have_value("示例 半句")
    expect(here.locator("#成效·宣传·分项·0·对象")).to_have_value("示例会员")
    expect(here.locator("#类别 .ticked")).to_have_text("次序：关怀关爱、群众性主题宣传")
    expect(here.locator("#where")).to_have_text("记到：2021/长沙市/浏阳市/大瑶镇")
    here.get_by_role("button", name="另填一份").click()
    expect(here.locator("#名称")).to_have_value("")
    expect(here.locator("#类别 input:checked")).to_have_count(0)
    here.get_by_role("button", name="接着填：示例 半句").click()
    expect(here.locator("#名称")).to_have_value("示例 半句")
    here.once("dialog", lambda dialog: dialog.accept())
    here.get_by_role("button", name="清空这一份").click()
    expect(here.locator("#名称")).to_have_value("")
    here.reload()
    expect(here.locator("#drafts li")).to_have_count(0)


def test_a_pasted_notice_fills_what_is_empty(page: Open, shipped: Published) -> None:
    """Each value with its words; what was typed before stays; a mobile number is named and left out."""
    here = opened(page, shipped)
    here.fill("#地点", "示例先填的地点")
    here.locator(".paste summary").click()
    here.fill("#paste", NOTICE)
    here.get_by_role("button", name="读一读").click()
    expect(here.locator("#proposed li").filter(has_text="开始")).to_contain_text(
        "原话：“5月29日上午8:30-11:30”"
    )
    expect(here.locator("#read")).to_contain_text("看到个人信息 1 处（手机号）")
    here.get_by_role("button", name="填进下面的表").click()
    expect(here.locator("#开始")).to_have_value("2021-05-29 08:30")
    expect(here.locator("#面向")).to_have_value("老年人")
    expect(here.locator("#地点")).to_have_value("示例先填的地点")
    assert "13800000001" not in json.dumps(here.evaluate("localStorage['submit:activity']"))


def test_a_correction_holds_what_changed_and_is_taken(
    page: Open, shipped: Published, taker: importer.Context
) -> None:
    """改正这条信息 leads to the form with all that its page says; the text names the activity and holds what was changed only."""
    values = (
        (file, yaml_reader.parse("", file.read_bytes())[0]) for file in sorted(EVENTS.glob("2021/*/*/0*.yml"))
    )
    file = next(
        file for file, value in values if isinstance(value, dict) and {"地点", "形式", "成效"} <= value.keys()
    )
    below = file.relative_to(EVENTS).as_posix()
    code = taker.register.at("/".join(below.split("/")[1:-1])) or ""
    number = activity_id(2021, code, file.stem)
    here = opened(page, shipped, FORM)
    here.goto(f"{shipped.address}e/{number}/")
    name = here.locator("h1").inner_text()
    here.get_by_role("link", name="改正这条信息").click()
    expect(here.locator("#change")).to_contain_text(number)
    expect(here.locator("#名称")).to_have_value(name)
    here.locator(SEND).click()
    expect(here.locator("#found")).to_contain_text("没有改动")
    expect(here.locator("#ready")).to_be_hidden()
    here.fill("#地点", "示例新地点")
    here.fill("#成效·宣传·人数", "123余人")
    unfold(here)
    here.fill("#形式", "")
    here.locator(SEND).click()
    text = here.input_value("#text")
    assert text == f"# 更正 {number}\n地点: 示例新地点\n成效: {{宣传: {{人数: 123余}}}}\n删去: [形式]\n"
    here.wait_for_timeout(300)
    here.reload()
    expect(here.locator("#地点")).to_have_value("示例新地点")
    there = taker.root / below
    there.parent.mkdir(parents=True, exist_ok=True)
    there.write_bytes(file.read_bytes())
    made = corrections.corrected(corrections.read(text)[0], taker)
    assert not made.wrong and any(change.endswith("→ 示例新地点") for change in made.changes), made
    assert any(change.strip().startswith("形式：") and change.endswith("（删去）") for change in made.changes)
    there.unlink()


def test_every_activity_can_be_corrected_from_its_page(page: Open, shipped: Published) -> None:
    """What the form begins with is read as it is: no activity on the site is changed by looking at it."""
    filed = sorted(Path(shipped.folder, "submit", "filed").glob("*.json"))
    numbers = [number for file in filed for number in json.loads(file.read_text("utf-8"))]
    here = page()
    assert len(numbers) > 30
    for number in numbers[::5]:
        here.goto("about:blank")
        here.goto(f"{shipped.address}{FORM}#a={number}")
        expect(here.locator("#change")).to_contain_text(number)
        here.locator(SEND).click()
        expect(here.locator("#found")).to_contain_text("没有改动")


# ---------------------------------------------------------------- photos


def photo(size: tuple[int, int], orientation: int = 1) -> bytes:
    """A photo as a phone makes it: red above, blue below when it is held upright; where it was taken in its notes."""
    picture = Image.effect_noise(size, 90).convert("RGB")
    upright = Image.new("RGB", size, (200, 30, 30))
    upright.paste((30, 30, 200), (0, size[1] // 2, *size))
    picture = Image.blend(upright, picture, 0.2)
    turned = {
        1: picture,
        6: picture.transpose(Image.Transpose.ROTATE_90),
        3: picture.transpose(Image.Transpose.ROTATE_180),
    }
    notes, out = Image.Exif(), io.BytesIO()
    notes[0x0112] = orientation
    notes.get_ifd(0x8825)[2] = (28.0, 9.0, 0.0)
    turned[orientation].save(out, "JPEG", quality=95, exif=notes)
    return out.getvalue()


def choose_photos(here: Page, *photos: tuple[str, bytes]) -> None:
    files: list[FilePayload] = [
        {"name": name, "mimeType": "image/jpeg", "buffer": raw} for name, raw in photos
    ]
    here.set_input_files("#照片-选", files)
    expect(here.locator("#照片-说")).to_contain_text(f"共 {len(photos)} 张", timeout=60_000)


def test_photos_go_with_their_record_in_one_zip(page: Open, shipped: Published, tmp_path: Path) -> None:
    """Turned upright, made small, without the camera's notes; consent is asked once; `import` takes the zip as it is."""
    here = opened(page, shipped)
    choose(here, "长沙市", "浏阳市", "大瑶镇")
    for key, said in {"名称": "示例义诊", "开始": "5月29日上午", "地点": "示例广场"}.items():
        here.fill(f"#{key}", said)
    here.locator("#类别").get_by_label("家庭健康促进").check()
    here.select_option("#状态", "已举办")
    here.locator("#照片 summary").first.click()
    choose_photos(here, ("IMG 1.JPG", photo((3000, 4000), 6)), ("二.jpg", photo((1200, 900), 3)))
    here.fill("#照片·0·说明", "示例广场义诊现场")
    here.locator(SEND).click()
    expect(here.locator("#照片-同意-f")).to_contain_text("缺少“同意”")
    expect(here.locator("#faults li").filter(has_text="未成年人")).to_have_count(1)
    here.select_option("#照片-同意", "有")
    here.select_option("#照片-未成年人", "无")
    here.locator(SEND).click()
    expect(here.locator("#found")).to_contain_text("有 1 处要改")
    here.get_by_role("link", name="照片·说明").click()
    expect(here.locator("#照片·1·说明")).to_be_focused()
    here.keyboard.type("示例发放资料")
    here.locator(SEND).click()
    expect(here.locator("#found")).to_have_text("没有错，可以交了。")
    expect(here.locator("#copy")).to_be_hidden()
    with here.expect_download() as download:
        here.locator("#download").click()
    assert download.value.suggested_filename == "0529-示例义诊.zip"
    sent = tmp_path / "0529-示例义诊.zip"
    download.value.save_as(sent)
    folder_in = "2021/长沙市/浏阳市/大瑶镇/0529-示例义诊"
    with zipfile.ZipFile(sent) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{folder_in}.yml", f"{folder_in}-1.jpg", f"{folder_in}-2.jpg"]
        for name, size in (("1", (1920, 2560)), ("2", (1200, 900))):
            raw = archive.read(f"{folder_in}-{name}.jpg")
            with Image.open(io.BytesIO(raw)) as picture:
                assert picture.size == size and not picture.getexif() and len(raw) < 5_000_000
                above, below = (picture.getpixel((size[0] // 2, size[1] * n // 8)) for n in (1, 7))
                assert above[0] > above[2] + 60 and below[2] > below[0] + 60  # type: ignore[index]
    root = folder(tmp_path / "events")
    run = [
        sys.executable,
        "-X",
        "utf8",
        str(PROJECT / "build.py"),
        "import",
        str(sent),
        "--records",
        str(root),
        "--today",
        DAY,
    ]
    done = subprocess.run(run, capture_output=True, check=False, timeout=120)
    said = done.stdout.decode()
    assert done.returncode == 0 and "新收 1 条" in said, said + done.stderr.decode()
    assert sorted(one.name for one in (root / folder_in).parent.iterdir()) == [
        "0529-示例义诊-1.jpg", "0529-示例义诊-2.jpg", "0529-示例义诊.yml",
    ]  # fmt: skip


def test_photos_survive_a_reload_and_are_gone_when_they_are_handed_over(
    page: Open, shipped: Published
) -> None:
    """Two of one name are two; one that is taken out is not kept; where nothing was kept they are chosen again."""
    here = opened(page, shipped)
    choose(here, "长沙市", "浏阳市", "大瑶镇")
    for key, said in {"名称": "示例义诊", "开始": "5月29日上午", "地点": "示例广场"}.items():
        here.fill(f"#{key}", said)
    here.locator("#类别").get_by_label("家庭健康促进").check()
    here.select_option("#状态", "已举办")
    unfold(here)
    choose_photos(
        here, ("a.jpg", photo((400, 300))), ("a.jpg", photo((300, 400))), ("b.jpg", photo((500, 300)))
    )
    here.locator("#照片 [data-item]").nth(2).locator("[data-drop]").click()
    for n in range(2):
        here.fill(f"#照片·{n}·说明", f"示例说明{n}")
    here.wait_for_timeout(600)
    here.reload()
    unfold(here)
    expect(here.locator("#照片 [data-item] canvas")).to_have_count(2)
    expect(here.locator("#照片·1·说明")).to_have_value("示例说明1")
    here.select_option("#照片-同意", "有")
    here.select_option("#照片-未成年人", "无")
    here.locator(SEND).click()
    expect(here.locator("#found")).to_have_text("没有错，可以交了。")
    with here.expect_download() as download:
        here.locator("#download").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        sizes = [Image.open(io.BytesIO(archive.read(name))).size for name in archive.namelist()[1:]]
    assert sizes == [(400, 300), (300, 400)]
    here.wait_for_timeout(300)
    here.reload()
    unfold(here)
    expect(here.locator("#照片-说")).to_contain_text("2 张照片要再选一次")
    here.locator(SEND).click()
    expect(here.locator("#照片-f")).to_contain_text("已经不在了")
    here.set_input_files("#照片-选", {"name": "c.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
    expect(here.locator("#照片-说")).to_contain_text("“c.jpg”打不开")


def test_photos_go_with_a_correction(page: Open, shipped: Published) -> None:
    file = sorted(Path(shipped.folder, "submit", "filed").glob("*.json"))[0]
    number = next(iter(json.loads(file.read_text("utf-8"))))
    here = page()
    waiting: list[Route] = []
    here.route("**/submit/filed/*.json", lambda route: waiting.append(route))
    here.goto(f"{shipped.address}{FORM}#a={number}")
    expect(here.locator("#change")).to_be_hidden()
    expect(here.locator("form[data-submit][inert]")).to_have_count(1)  # what was typed now would be wiped
    while not waiting:
        here.wait_for_timeout(50)
    waiting[0].continue_()
    ready(here)
    expect(here.locator("#change")).to_contain_text("加在原来的后面")
    unfold(here)
    choose_photos(here, ("a.jpg", photo((400, 300))))
    here.fill("#照片·0·说明", "示例现场")
    here.select_option("#照片-同意", "无人像")
    here.select_option("#照片-未成年人", "无")
    here.locator(SEND).click()
    with here.expect_download() as download:
        here.locator("#download").click()
    assert download.value.suggested_filename == f"更正 {number}.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        names = archive.namelist()
        (change,) = corrections.read(archive.read(f"更正 {number}.yml").decode())
    value, _ = yaml_reader.parse("", change.text.encode())
    assert isinstance(value, dict) and list(value) == ["照片"]
    assert [one["文件"] for one in cast(list[dict[str, str]], value["照片"])] == names[1:]


def test_personal_data_is_told_first(page: Open, shipped: Published) -> None:
    """Also where a value beside it cannot be read."""
    here = opened(page, shipped)
    here.fill("#名称", "示例义诊")
    here.fill("#开始", "大概月底")
    here.fill("#成效·宣传·人数", "好几个")
    unfold(here)
    here.fill("#简介", "联系手机" + "138" + "00138000")
    here.locator(SEND).click()
    expect(here.locator("#faults li").first).to_contain_text("E302")
    assert here.locator("#faults li").count() > 3


def test_what_is_in_doubt_is_filled_in_by_who_says_so(page: Open, shipped: Published) -> None:
    here = opened(page, shipped)
    here.locator("summary", has_text="贴进来先读一遍").click()
    here.fill("#paste", "5月29日，永和镇计生协在镇广场开展宣传，参加群众300人。入户走访120户。")
    here.locator("#look").click()
    doubtful = here.locator("#proposed li", has_text="拿不准，没有填")
    expect(doubtful).to_contain_text("慰问户数：120")
    here.locator("#take").click()
    expect(here.locator("#read")).to_contain_text("一个一个点")
    assert here.input_value("#地点") and not here.input_value("#成效·宣传·人数")
    read = here.locator("#proposed li", has_text="统计的数，对了才填")
    expect(read).to_contain_text("宣传人数：300")
    for item, field, number in ((read, "宣传·人数", "300"), (doubtful, "慰问·户数", "120")):
        assert not here.input_value(f"#成效·{field}")
        item.locator("button").click()
        assert here.input_value(f"#成效·{field}") == number and not item.locator("button").count()


def test_a_number_of_one_activity_goes_into_no_other(page: Open, shipped: Published) -> None:
    """Of several in one text each number waits until its own activity is in the form."""
    here = opened(page, shipped)
    here.locator("summary", has_text="贴进来先读一遍").click()
    here.fill(
        "#paste",
        "5月28日上午，镇计生协在文化广场开展义诊，参加群众300人。\n5月29日上午，镇计生协在天和小区开展健康讲座，参加群众80人。",
    )
    here.locator("#look").click()
    numbers = here.locator("#proposed button:visible", has_text="是，填进去")
    expect(here.locator("#read")).to_contain_text("读出 2 场")
    assert numbers.count() == 0
    here.get_by_role("button", name="填第 2 场").click()
    assert numbers.count() == 1 and not here.input_value("#成效·宣传·人数")
    numbers.click()
    assert here.input_value("#成效·宣传·人数") == "80" and here.input_value("#地点") == "天和小区"


PASTED = {
    "tally": (
        "截至6月10日，全县共开展宣传活动85场，参加群众12000余人。\n",
        {"截至": "2021-06-10", "宣传·场次": "85"},
    ),
    "piece": (
        "红网 《示例标题一》 https://www.example.org/1.html 5月28日\n《湖南日报》5月30日：《示例标题二》\n",
        {"媒体": "湖南日报", "标题": "示例标题二", "日期": "2021-05-30"},
    ),
    "award": (
        "会上，县计生协表彰了先进集体10个。\n",
        {"名称": "先进集体", "数量": "10", "授予单位": "县计生协"},
    ),
}


@pytest.mark.parametrize("kind", PASTED)
def test_a_pasted_text_is_read_as_the_kind_of_its_form(kind: str, page: Open, shipped: Published) -> None:
    text, right = PASTED[kind]
    here = opened(page, shipped, f"submit/{kind}/")
    here.select_option("#year", "2021")
    here.locator(".paste summary").click()
    here.fill("#paste", f"{text}联系人手机{'138' + '00138000'}\n")
    here.locator("#look").click()
    expect(here.locator("#read")).to_contain_text("个人信息 1 处")
    (here.get_by_role("button", name="填第 2 条") if kind == "piece" else here.locator("#take")).click()
    while (number := here.locator("#proposed button:visible", has_text="是，填进去")).count():
        number.first.click()
    for key, said in right.items():
        expect(here.locator(f"[id='{key}']")).to_have_value(said)


def test_the_return_has_its_five_photos(page: Open, shipped: Published) -> None:
    here = opened(page, shipped, "submit/return/")
    choose(here, "长沙市")
    unfold(here)
    choose_photos(here, *((f"{n}.jpg", photo((800, 600))) for n in range(5)))
    here.select_option("#照片-同意", "无人像")
    here.select_option("#照片-未成年人", "无")
    for n in range(5):
        here.fill(f"#照片·{n}·说明", f"示例说明{n}")
    here.locator(SEND).click()
    expect(here.locator("#download")).to_have_text("下载压缩包（记录和 5 张照片）")
    assert here.locator("#download").get_attribute("download") == "备案.zip"


def test_wechat_says_first_that_it_keeps_no_files(page: Open, shipped: Published) -> None:
    agent = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.40"
    here = page(user_agent=agent)
    here.goto(shipped.address + FORM)
    expect(here.locator("#where")).not_to_be_empty()
    first = here.locator(".banner.only-wechat")
    expect(first).to_contain_text("在浏览器打开")
    expect(first).to_contain_text("发在同一个聊天里")
    assert first.evaluate(
        "one => one.compareDocumentPosition(document.querySelector('form[data-submit]')) & 4"
    ), "before the form"
    here.locator("#照片 summary").first.click()
    expect(here.locator("#照片 .only-wechat")).to_be_visible()
    expect(here.locator("#照片-选")).to_be_hidden()
    assert not here.locator("#download").is_visible()


# ---------------------------------------------------------------- the page itself


def test_what_everybody_is_asked_comes_first(page: Open, shipped: Published) -> None:
    """On a phone of 360 pixels all of it is above 2,500, the boxes of every level of associations open."""
    for kind in filings.KINDS:
        if kind.name == "通知":
            continue
        here = page(viewport={"width": 360, "height": 720})
        here.goto(f"{shipped.address}submit/{kind.slug}/")
        expect(here.locator("#where")).not_to_be_empty()
        choose(here, "长沙市", "浏阳市", "大瑶镇")
        top = here.locator("form[data-submit] > details.more-asks").last.evaluate(
            "one => one.getBoundingClientRect().top + scrollY"
        )
        assert top < 2500, (kind.slug, top)


def test_a_day_is_asked_once(page: Open, shipped: Published) -> None:
    """One box, and beside it the phone's own calendar and clock, which write into it; the years are those of campaigns."""
    here = opened(page, shipped)
    box, calendar, clock = (
        here.locator(f"[data-key=开始]:not([data-item] *) {one}").first
        for one in ("input[type=text]", "input[type=date]", "input[type=time]")
    )
    calendar.fill("2021-05-29")
    expect(box).to_have_value("2021-05-29")
    clock.fill("08:30")
    expect(box).to_have_value("2021-05-29 08:30")
    calendar.fill("2021-05-30")
    expect(box).to_have_value("2021-05-30 08:30")
    assert calendar.get_attribute("min") == "2021-01-01" and calendar.get_attribute("max") == "2021-12-31"
    box.fill("5月29日上午")
    calendar.fill("2021-05-28")
    expect(box).to_have_value("2021-05-28")


def test_examples_can_be_typed_as_they_are_shown(
    page: Open, shipped: Published, taker: importer.Context
) -> None:
    """The example beside each box, typed into it, is taken without a fault at that box."""
    for slug in ("activity", "award", "piece", "tally"):
        here = opened(page, shipped, f"submit/{slug}/")
        unfold(here)
        for box in here.locator("form[data-submit] .ask:has(> .note > .eg)").all():
            example = box.locator("> .note > .eg").inner_text()
            field = box.locator("> input[type=text], > textarea, > .when > input[type=text]").first
            if field.count() and field.is_visible():
                field.fill(example)
        here.locator(SEND).click()
        shown = {
            line
            for line in here.locator("#faults li").all_inner_texts()
            if re.search(" E1(1.|0[3-9])$", line)
        }
        assert not shown, (slug, shown)


# ---------------------------------------------------------------- any values at all

WORDS: dict[str, tuple[str, ...]] = {
    "名称": ("示例义诊", "示例：“5·29”讲座", "- 示例", "示例\u200b活动", "示" * 81, "#示例", "示例: 冒号", "１２示例", "yes", ""),
    "类别": ("家庭健康促进", "关怀关爱、群众性主题宣传", ""),
    "状态": ("计划", "已举办", "取消", "延期"),
    "开始": ("2021-05-29", "2021-05-29 上午", "2021-05-29 08:30", "2021-06", "待定", "不详", "2020-05-29", "2021-5-29", "2021-02-30", "2021-07-01"),
    "结束": ("", "", "2021-05-29 11:30", "2021-05-28", "2021-06-01", "2021-05-29 07:00", "明天"),
    "地点": ("示例广场", "", "示例⼴场", "示例�", "示例\t村部"),
    "形式": ("义诊、讲座", "", "义诊\n\n讲座", "“两癌”筛查"),
    "面向": ("", "老年人", "a, b", "[老人]"),
    "简介": ("", "示例。\n第二段。", "  示例", "手机13800000001", "孤儿张示例", "示" * 3000, "https://www.example.org/1?a=13800000001"),
    "成效·宣传·人数": ("", "800余", "近千", "1.2万", "约800余", "八百", "999999999999", "1,200"),
    "成效·宣传·场次": ("", "1", "1.5"),
    "来源": ("", "https://www.example.org/1.html", "示例日报", "ftp://x", "https://例.中国"),
}  # fmt: skip


LETTERS = "示例义诊 \t\u3000，。：:#-'\"[]{}&*!|>%@`?~\n\r1９Ⅲ①\u200b\xa0🎉𠮷é"


def test_what_the_form_lets_through_passes_the_checks(
    page: Open, shipped: Published, taker: importer.Context
) -> None:
    """250 forms of good and bad words: accepted in the browser, accepted by the program; refused by both for one reason."""
    here, lot = opened(page, shipped), random.Random(529)
    choose(here, "长沙市", "浏阳市", "大瑶镇")
    accepted = refused = 0
    for _ in range(250):
        values = {key: lot.choice(some if lot.random() < 0.08 else some[:2]) for key, some in WORDS.items()}
        for key in lot.sample(("名称", "地点", "形式", "简介", "面向"), 2):
            values[key] = "示例" + "".join(lot.choices(LETTERS, k=lot.randrange(12)))
        here.evaluate(FILL, [values])
        here.select_option("#状态", values["状态"])
        here.evaluate(f"document.querySelector('{SEND}').click()")
        told: list[str] = here.locator("#faults li").all_inner_texts()
        hard = [line for line in told if " E" in line[-6:]]
        if hard:
            refused += 1
            continue
        accepted += 1
        text: str = here.input_value("#text")
        path = record_files.address(text.encode(), "", taker)
        found = record_files.take_text(text.encode(), "送来", path, taker, True)
        assert found.outcome, (values, text, found.faults)
    assert accepted > 60 and refused > 40, (accepted, refused)


def test_one_field_is_refused_in_the_program_s_own_words(
    page: Open, shipped: Published, taker: importer.Context
) -> None:
    """Each bad word alone in a sound record: the same code and the same sentence on both sides."""
    here = opened(page, shipped)
    choose(here, "长沙市", "浏阳市", "大瑶镇")
    sound = {
        "名称": "示例义诊",
        "类别": "家庭健康促进",
        "状态": "已举办",
        "开始": "2021-05-29",
        "地点": "示例广场",
    }
    bad = (
        ("成效·宣传·人数", "数百"),
        ("成效·宣传·人数", "50-60人"),
        ("成效·宣传·人数", "1.5"),
        ("成效·宣传·人数", "999999999999"),
        ("开始", "5月29日（星期日）"),
        ("开始", "5月29日晚上12点"),
        ("开始", "2021-02-30"),
        ("开始", "5月32日"),
        ("地点", "示例�"),
        ("简介", "手机13800000001"),
        ("来源", "ftp://x"),
        ("名称", "示" * 81),
        ("结束", "2021-05-28"),
        ("结束", "2020-06-01"),
        ("开始", "待定"),
        ("开始", "2021-07-01"),
    )
    for key, word in bad:
        here.evaluate(FILL, [{**sound, key: word}])
        here.select_option("#状态", sound["状态"])
        here.evaluate(f"document.querySelector('{SEND}').click()")
        lines = [line.split("：", 1)[1] for line in here.locator("#faults li").all_inner_texts()]
        shown = {re.sub("。?(?:例：.*)? (E[0-9]+)$", r" \1", line) for line in lines if " E" in line[-6:]}
        record: dict[str, Any] = {**sound, "类别": [sound["类别"]], key: [word] if key == "来源" else word}
        if "·" in key:
            record["成效"] = {"宣传": {"人数": record.pop(key)}}
        raw = json.dumps(record, ensure_ascii=False).encode()
        found = record_files.take_text(raw, "x", "2021/长沙市/浏阳市/大瑶镇/x.yml", taker, True)
        assert shown == {
            f"{one.message} {one.code}".replace(*IN_THE_FORM) for one in found.faults if is_error(one)
        }, (key, word)


def test_every_kind_can_be_opened_and_says_what_is_missing(page: Open, shipped: Published) -> None:
    for kind in filings.KINDS:
        if kind.name != "通知":
            here = opened(page, shipped, f"submit/{kind.slug}/")
            here.locator(SEND).click()
            expect(here.locator("#done")).to_be_visible()


def test_the_form_is_light(shipped: Published) -> None:
    """Everything that the heaviest form needs, compressed, is at most 84 KB, and 28 KB how names of persons are known.

    It reads and doubts as the checks do, and packs photos. Names come once somebody is in the form; whoever pastes a notice
    fetches its rules then, 32 KB at most.
    """
    import gzip

    names = [f"assets/{name}" for name in ("site.css", "site.js", "activity.js")]
    names += ["submit/rules.json", "submit/activity.json", "submit/activity/index.html"]
    names += ["units/below-430181.json", "assets/favicon.svg"]

    def weight(those: list[str]) -> int:
        return sum(len(gzip.compress(Path(shipped.folder, name).read_bytes())) for name in those)

    print(weight(names), weight(["submit/persons.json"]), weight(["submit/draft.json"]))
    assert weight(names) < 84 * 1024
    assert weight(["submit/persons.json"]) < 28 * 1024
    assert weight(["submit/draft.json"]) < 32 * 1024


def test_nothing_is_handed_over_before_names_were_looked_for(
    context: Callable[..., Any], shipped: Published
) -> None:
    """The rules about names come when a box is entered; without them nothing is handed over, and a second press fetches them.

    The name is a common one, invented: no other is known as one.
    """
    here = context().new_page()
    asked: list[str] = []
    here.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    here.route("**/submit/persons.json", lambda route: route.abort())
    walk.settled(here, f"{shipped.address}{FORM}#u=430181&y=2021")
    expect(here.locator("form[data-submit]:not([inert])")).to_have_count(1)
    assert "rules.json" in asked and "persons.json" not in asked
    here.locator("#名称").focus()
    here.evaluate(FILL, [{"名称": "示例走访", "简介": "走访慰问困难老人李秀英。"}])
    here.locator(SEND).click()
    expect(here.locator("#found")).to_contain_text("没有连上网络")
    expect(here.locator("#ready")).to_be_hidden()
    assert "persons.json" in asked
    here.unroute("**/submit/persons.json")
    here.locator(SEND).click()
    expect(here.locator("#faults")).to_contain_text("这里像是姓名“李××”")
    assert here.input_value("#名称") == "示例走访"


def test_an_address_brings_nothing_of_its_own(page: Open, shipped: Published) -> None:
    """A crafted link neither opens a correction nor is shown nor writes into the text that is handed over."""
    for crafted in (
        "a=2021-430181-0528-x%0A%E7%8A%B6%E6%80%81:%20%E5%8F%96%E6%B6%88",
        "a=2021-430181-../../x",
        "a=2021-430181-<img src=x onerror=alert(1)>",
        "u=430181%0A&y=2021%0A&f=0528-x.yml%0A%E5%90%8D%E7%A7%B0:%20x",
    ):
        here = opened(page, shipped, f"{FORM}#{crafted}")
        expect(here.locator("#change")).to_be_hidden()
        assert not here.input_value("#名称") and "x" not in here.locator("#kept").inner_text()
        here.locator(SEND).click()
        expect(here.locator("#ready")).to_be_hidden()
    here = opened(page, shipped, f"{FORM}#u=430181&y=9999")
    expect(here.locator("#where")).to_have_text("记到：2021/长沙市/浏阳市")


def test_a_number_that_is_not_on_the_site_opens_no_correction(
    context: Callable[..., Any], shipped: Published
) -> None:
    here = context().new_page()
    for number in ("2021-430181-0101-nobody", "2021-430181-constructor"):
        here.goto("about:blank")
        here.goto(f"{shipped.address}{FORM}#a={number}")
        expect(here.locator("#kept")).to_contain_text("没有打开要更正的活动")
        expect(here.locator("#change")).to_be_hidden()
