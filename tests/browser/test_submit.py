"""The form pages in a real browser: what they let through passes the program's own checks; nothing typed is lost."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from almanac.excel import importer
from almanac.intake import record_files
from almanac.model import divisions, filings
from almanac.model.day import Day
from almanac.model.diagnostics import is_error, sentence
from browser.conftest import Open
from browser.sites import Published
from playwright.sync_api import Page, expect
from small import PROJECT
from workbooks import DAY
from workbooks import records as folder

FORM = "submit/activity/"
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
    expect(here.locator("#where")).not_to_be_empty()
    here.select_option("#year", "2021")
    return here


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


def test_a_correction_begins_with_what_its_page_says(page: Open, shipped: Published) -> None:
    """改正这条信息 leads to the form with the record's own file named."""
    here = opened(page, shipped, FORM)
    here.goto(shipped.address + shipped.first("e/2021-*/index.html"))
    name = here.locator("h1").inner_text()
    here.get_by_role("link", name="改正这条信息").click()
    expect(here.locator("#change")).to_contain_text("要改的是 ")
    expect(here.locator("#名称")).to_have_value(name)


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
        shown = {line for line in lines if " E" in line[-6:]}
        record: dict[str, Any] = {**sound, "类别": [sound["类别"]], key: [word] if key == "来源" else word}
        if "·" in key:
            record["成效"] = {"宣传": {"人数": record.pop(key)}}
        raw = json.dumps(record, ensure_ascii=False).encode()
        found = record_files.take_text(raw, "x", "2021/长沙市/浏阳市/大瑶镇/x.yml", taker, True)
        assert shown == {
            f"{sentence(one.message, one.example)} {one.code}" for one in found.faults if is_error(one)
        }, (key, word)


def test_every_kind_can_be_opened_and_says_what_is_missing(page: Open, shipped: Published) -> None:
    for kind in filings.KINDS:
        if kind.name != "通知":
            here = opened(page, shipped, f"submit/{kind.slug}/")
            here.locator(SEND).click()
            expect(here.locator("#done")).to_be_visible()


def test_the_form_is_light(shipped: Published) -> None:
    """Everything that the heaviest form needs, compressed, is at most 80 KB: it reads numbers, days and names as the checks do."""
    import gzip

    names = [f"assets/{name}" for name in ("site.css", "site.js", "activity.js")]
    names += ["submit/rules.json", "submit/activity.json", "submit/draft.json", "submit/activity/index.html"]
    names += ["units/below-430181.json", "assets/favicon.svg"]
    assert sum(len(gzip.compress(Path(shipped.folder, name).read_bytes())) for name in names) < 80 * 1024


def test_an_address_brings_no_lines_of_its_own(page: Open, shipped: Published) -> None:
    """A crafted link neither opens a correction nor writes into the text that is handed over."""
    for crafted in (
        "a=2021-430181-0528-x%0A%E7%8A%B6%E6%80%81:%20%E5%8F%96%E6%B6%88",
        "a=2021-430181-../../x",
        "u=430181%0A&y=2021%0A&f=0528-x.yml%0A%E5%90%8D%E7%A7%B0:%20x",
    ):
        here = opened(page, shipped, f"{FORM}#{crafted}")
        said = here.locator("#change-said").text_content() or ""
        assert "状态" not in said and "名称" not in said and "\n" not in said and ".." not in said
    here = opened(page, shipped, f"{FORM}#u=430181&y=9999")
    expect(here.locator("#where")).to_have_text("记到：2021/长沙市/浏阳市")
