"""The text for WeChat goes through its editor unchanged: a simulator of the editor's known rules, of pasting and of saving, and
texts that it would change.

What it does is what users of doocs/md, mdnice and wechat-format have reported, and the developers' documentation of 草稿箱.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from typing import Any

import pytest
from almanac.parse import markdown
from almanac.render import wechat_html
from hypothesis import given, settings
from hypothesis import strategies as st

# What the editor keeps, as far as it is known: these elements, and of their attributes style, src, alt and the like.
KEPT = {"section", "p", "span", "img", "table", "tbody", "tr", "td"}
ATTRIBUTES = {"style", "src", "alt", "colspan", "rowspan"}  # width and height are dropped
DROPPED_WHOLE = {"script", "style", "link", "iframe", "form", "input", "svg", "video"}
VOID = {"img"}
STYLE = re.compile(
    r"(?!position|float|z-index|animation|transform)[a-z-]+:(?!.*(?:url\(|var\(|expression))[^;:<>\"]+"
)


OURS = "https://529.example.org/press/a/"


def fetches(address: str) -> bool:
    """A picture at a public address, in a form that the editor takes."""
    return re.fullmatch(r"https://[^/]+/[^?#]+\.(?:jpg|png)", address) is not None


class Editor(HTMLParser):
    """What is left of a paste: no class, id, script or link; no style that the editor refuses; pictures that it fetched."""

    def __init__(self, fetched: Callable[[str], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._gone = 0
        self._fetched = fetched

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED_WHOLE:
            self._gone += tag not in ("link", "input")
        elif tag == "img" and not self._fetched(dict(attrs).get("src") or ""):
            return
        elif tag in KEPT and not self._gone:
            said = "".join(self._attribute(name, value or "") for name, value in attrs)
            self.out.append(f"<{tag}{said}>")

    def _attribute(self, name: str, value: str) -> str:
        if name not in ATTRIBUTES:
            return ""
        if name == "style":
            value = "".join(f"{one};" for one in value.split(";") if STYLE.fullmatch(one.strip()))
        return f' {name}="{escape(value)}"' if value else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in DROPPED_WHOLE:
            self._gone -= 1
        elif tag in KEPT - VOID and not self._gone:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._gone:
            self.out.append(escape(data, quote=False))


def pasted(html: str, fetched: Callable[[str], bool] = fetches) -> str:
    editor = Editor(fetched)
    editor.feed(html)
    editor.close()
    return "".join(editor.out)


EMPTY = re.compile(r"<(p|section|span)(?: [^>]*)?>\s*</\1>")
SERIF = re.compile(r"font-family:[^;\"]*;")


def saved(html: str, fetched: Callable[[str], bool] = fetches) -> str:
    """A draft after it was saved: pasted, then elements without words and fonts of its own choice are gone."""
    before, after = "", SERIF.sub("", pasted(html, fetched))
    while before != after:
        before, after = after, EMPTY.sub("", after)
    return after


def unescaped(html: str) -> str:
    """Quotation marks in words may be written either way, and so may those in attributes."""
    words = re.sub(r">[^<]*<", lambda found: found[0].replace("&#34;", '"').replace("&#39;", "'"), html)
    return words.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")


def refusals(html: str) -> list[str]:
    """What the editor, or its dark mode, would change: elements, attributes, styles, colours of letters or grounds."""
    found = [] if pasted(html) == unescaped(html) else ["编辑器会改动"]
    found += [] if saved(html) == unescaped(html) else ["保存以后会改动"]
    found += ["颜色"] if re.search(r"[;\"](?:color|background[a-z-]*):", html) else []
    found += ["超过长度"] if len(html) >= wechat_html.CONTENT else []
    return found


TEXTS = """\
## 小标题 <b>&amp;

一段话，**着重**，见[报道](https://www.example.org/a?b=1&c=2)和[同一篇](https://www.example.org/a?b=1&c=2)。

- 甲
- 乙
    - 丙
    - 丁

3. 三
4. 四

> 引文一句。

| 项目 | 数 |
| --- | ---: |
| 宣传 | 800余 |

---

末尾“引号”和"直引号"。
"""


def shots(*captions: str) -> dict[str, wechat_html.Shot]:
    return {
        f"photo-{n}.jpg": wechat_html.Shot(f"{OURS}wechat-{n}.jpg", caption, caption)
        for n, caption in enumerate(captions, 1)
    }


def set_out(text: str, *captions: str, **more: Any) -> str:
    return wechat_html.wechat(markdown.tree(text), shots(*captions), ["来源：示例"], OURS, **more)


def test_the_editor_changes_nothing_of_ours() -> None:
    html = set_out(TEXTS, "示例广场", "<示例>", subhead="示例副题", follow=["关注“示例”公众号"])
    assert refusals(html) == []
    assert html.count("【图") == 2 and "[1]" in html and "[2]" not in html
    assert "https://www.example.org/a?b=1&amp;c=2" in html
    order = ["——示例副题", "小标题", "· 完 ·", "[1] https", "来源：示例", "原文：", "关注“示例”"]
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)


def test_a_picture_that_was_not_fetched_leaves_its_number_and_caption() -> None:
    html = saved(set_out("一段。", "示例广场"), lambda address: False)
    assert "<img" not in html and "【图1】示例广场" in html
    assert 'src="https://529.example.org/press/a/wechat-1.jpg"' in saved(set_out("一段。", "示例广场"))


def test_lists_in_lists_keep_numbers_and_depth() -> None:
    text = "1. 甲\n2. 乙\n    - 丙\n        1. 丁\n    - 戊\n3. 己\n"
    lines = re.findall(r'<p style="([^"]*)">([^<]*)</p>', set_out(text))
    found = [(words, re.findall("padding:0 0 0 ([0-9])em", style)) for style, words in lines[:6]]
    assert found == [
        ("1. 甲", ["1"]), ("2. 乙", ["1"]), ("• 丙", ["2"]), ("1. 丁", ["3"]), ("• 戊", ["2"]), ("3. 己", ["1"]),
    ]  # fmt: skip
    assert wechat_html.plain(markdown.tree(text)).splitlines() == [
        "1. 甲", "2. 乙", "　• 丙", "　　1. 丁", "　• 戊", "3. 己",
    ]  # fmt: skip


def test_pictures_stand_where_the_author_placed_them() -> None:
    text = markdown.tree("甲\n\n![](b.jpg)\n\n乙 ![](c.jpg) ![](https://www.example.org/a.jpg)", ["b.jpg"])
    assert [each.tag for each in markdown.blocks(text)] == ["p", "img", "p"]
    placed = text._replace(inside=tuple(
        each._replace(value="photo-2.jpg") if each.tag == "img" else each for each in markdown.blocks(text)
    ))  # fmt: skip
    html = wechat_html.wechat(placed, shots("一", "二"), [], OURS)
    order = [html.index(words) for words in (">甲<", "【图2】二", ">乙", "【图1】一", "· 完 ·")]
    assert order == sorted(order) and refusals(html) == []


WORDS = st.text(st.sampled_from("甲乙丙 *_[]()<>&\"'#->|`1.\n\\"), max_size=120)


@settings(max_examples=300, deadline=None)
@given(WORDS, st.lists(WORDS.map(lambda text: f"照片{text}".replace("\n", "")), max_size=3))
def test_whatever_is_written_goes_through_unchanged(text: str, captions: list[str]) -> None:
    html = set_out(text, *captions)
    assert refusals(html) == []
    assert saved(pasted(html)) == saved(html)


@pytest.mark.parametrize(
    "bad",
    [
        '<section class="a"><p>甲</p></section>',
        '<p id="a">甲</p>',
        "<p>甲<script>1</script></p>",
        '<p style="position:fixed;">甲</p>',
        '<p style="color:#333;">甲</p>',
        '<p style="background-color:#fff;">甲</p>',
        '<p style="width:var(--a);">甲</p>',
        '<p style="background:url(a);">甲</p>',
        '<a href="https://www.example.org/">甲</a>',
        '<img src="https://www.example.org/1.jpg" width="20">',
        '<img src="https://www.example.org/1.webp">',
        '<img src="a.jpg">',
        '<section style="border-top:1px solid;"></section>',
        '<p style="font-family:serif;">甲</p>',
        "<ul><li><p>甲</p></li></ul>",
        '<link rel="stylesheet" href="a.css"><p>甲</p>',
        '<p onclick="a()">甲</p>',
        f"<p>{'甲' * 20_000}</p>",
    ],
)
def test_what_the_editor_would_change_is_seen(bad: str) -> None:
    assert refusals(bad)


def test_the_meter_counts_what_wechat_counts() -> None:
    found = {
        meter.what: (meter.length, meter.is_over)
        for meter in wechat_html.meters("标" * 33, "者" * 16, "摘" * 129, "<p>文</p>")
    }
    assert found == {
        "标题": (33, True),
        "作者": (16, False),
        "摘要": (129, True),
        "正文（连同标签）": (8, False),
    }


def test_pictures_stand_in_order_from_the_top_on() -> None:
    html = set_out("甲\n\n乙\n\n丙\n\n丁", "一", "二")
    with_list = set_out("- 甲\n- 乙\n- 丙\n\n丁", "一", "二")
    assert with_list.index("丙") < with_list.index("【图2") < with_list.index(">丁<"), (
        "no picture stands in a list"
    )
    places = [html.index(word) for word in ("【图1", ">甲<", "【图2", ">丁<")]
    assert places == sorted(places)
