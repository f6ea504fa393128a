"""A release taken to WeChat's editor: what one press puts into the clipboard, and how the text looks on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import drawing
import newsrooms
import pytest
from browser import walk
from browser.conftest import Open
from browser.sites import Published, served
from playwright.sync_api import BrowserContext, Route, expect
from small import PROJECT
from test_paste import refusals

NOTICE = "events/2021/通知.yml"
HEAD = """\
副题: 示例副题
照片:
  - {文件: shili-1.jpg, 说明: 示例广场医生给老人量血压, 同意: 有, 未成年人: 无}
  - {文件: shili-2.jpg, 说明: 示例广场志愿者发放资料, 同意: 有, 未成年人: 无}
发布: """
BODY = """
![](shili-2.jpg)

## 服务

- 义诊
    - 量血压
- 讲座

| 项目 | 数 |
| --- | ---: |
| 宣传资料 | 800余份 |
"""
READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async kind => await (await item.getType(kind)).text();
  return {types: item.types, html: await read("text/html"), plain: await read("text/plain")};
}"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """A site with a release that has two photos, one of them placed."""
    root = newsrooms.whole(tmp_path_factory.mktemp("paste") / "project", {
        NOTICE: (PROJECT / NOTICE).read_text(encoding="utf-8"),
        "content/press/shili.md": newsrooms.RELEASE.replace("发布: ", HEAD) + BODY,
    })  # fmt: skip
    for number in (1, 2):
        (root / f"content/press/shili-{number}.jpg").write_bytes(drawing.scene(number, 2000))
    outcome = newsrooms.build(root)
    assert outcome.published, outcome.faults
    with served(root / "out" / "site") as site:
        yield site


def test_one_press_copies_the_text_with_its_looks(page: Open, released: Published) -> None:
    """Rich text is in the clipboard as HTML that the editor keeps as it is, and the same as plain words."""
    here = page(permissions=["clipboard-read", "clipboard-write"])
    asked: list[str] = []
    here.on("request", lambda request: asked.append(request.url))
    walk.settled(here, f"{released.address}press/shili/")
    assert asked and not [url for url in asked if url.endswith("wechat.html")], (
        "nobody but editors fetches it"
    )
    with here.expect_response(re.compile("wechat.html")):
        here.locator("#take summary").click()
    button = here.locator("[data-paste]")
    button.click()
    expect(button).to_have_text("已复制，去公众号粘贴")
    said = here.evaluate(READ)
    assert set(said["types"]) == {"text/html", "text/plain"}
    html = re.sub(r"^.*?(<section>.*</section>).*$", r"\1", said["html"], flags=re.S)
    assert "<!--" not in html and refusals(html) == []
    order = [
        "——示例副题", "参加800余人", "border-left:4px",
        "【图1】示例广场志愿者", "服务</p>", "• 义诊", "• 量血压", "<table", "【图2】示例广场医生", "· 完 ·",
        "责任编辑：示例编辑", "原文：", "关注“湖南省计生协”",
    ]  # fmt: skip
    places = [html.index(words) for words in order]
    assert places == sorted(places), list(zip(order, places, strict=True))
    assert html.count("<img") == 2 and 'src="https://529.example.org/press/shili/wechat-1.jpg"' in html
    assert said["plain"].startswith("5月28日上午") and "<" not in said["plain"]


def test_the_text_is_shown_as_on_a_phone_by_day_and_by_night(
    context: Callable[..., BrowserContext], released: Published
) -> None:
    """Two phones of 375 pixels side by side, one below the other on a phone; only the text by day is marked with all else."""

    def photo(route: Route) -> None:
        route.fulfill(body=(released.folder / route.request.url.split("org/")[1]).read_bytes())

    made = context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    made.route("https://529.example.org/**", photo)
    here = made.new_page()
    here.goto(f"{released.address}press/shili/wechat.html")
    day, night = (here.locator(what).bounding_box() for what in (".phone >> nth=0", ".night"))
    assert day and night and (day["width"], night["width"]) == (375, 375) and day["y"] == night["y"]
    assert here.locator(".phone img >> nth=0").evaluate("e => e.naturalWidth") == 1080
    here.keyboard.press("Control+a")
    marked = here.evaluate("getSelection().toString()")
    assert marked.count("参加800余人") == 1 and "Ctrl+A" not in marked
    here.set_viewport_size({"width": 375, "height": 720})
    assert here.evaluate("document.documentElement.scrollWidth") <= 375
