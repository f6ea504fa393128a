"""The text for WeChat goes through its editor unchanged: a simulator of the editor's known rules, and texts that it would change."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

import pytest
from almanac.parse import markdown
from almanac.render import wechat_html
from hypothesis import given, settings
from hypothesis import strategies as st

# What the editor keeps, as far as it is known: these elements, and of their attributes style, src, alt and the like.
KEPT = {"section", "p", "span", "img", "table", "tbody", "tr", "td"}
ATTRIBUTES = {"style", "src", "alt", "colspan", "rowspan"}
DROPPED_WHOLE = {"script", "style", "link", "iframe", "form", "input", "svg", "video"}
VOID = {"img"}
STYLE = re.compile(
    r"(?!position|float|z-index|animation|transform)[a-z-]+:(?!.*(?:url\(|var\(|expression))[^;:<>\"]+"
)


class Editor(HTMLParser):
    """What is left of a paste: no class, id, script or link; no style that the editor refuses; pictures of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._gone = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DROPPED_WHOLE:
            self._gone += tag not in ("link", "input")
        elif tag in KEPT and not self._gone:
            said = "".join(self._attribute(tag, name, value or "") for name, value in attrs)
            self.out.append(f"<{tag}{said}>")

    def _attribute(self, tag: str, name: str, value: str) -> str:
        if name not in ATTRIBUTES or (name == "src" and not value.startswith("https://mmbiz.qpic.cn/")):
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


def pasted(html: str) -> str:
    editor = Editor()
    editor.feed(html)
    editor.close()
    return "".join(editor.out)


def unescaped(html: str) -> str:
    """Quotation marks in words may be written either way."""
    return re.sub(r">[^<]*<", lambda found: found[0].replace("&#34;", '"').replace("&#39;", "'"), html)


def refusals(html: str) -> list[str]:
    """What the editor, or its dark mode, would change: elements, attributes, styles, colours of letters or grounds."""
    found = [] if pasted(html) == unescaped(html) else ["编辑器会改动"]
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


def test_the_editor_changes_nothing_of_ours() -> None:
    html = wechat_html.wechat(
        markdown.tree(TEXTS), ["示例广场", "<示例>"], ["来源：示例"], "https://529.example.org/press/a/"
    )
    assert refusals(html) == []
    assert html.count("【图") == 2 and "[1]" in html and "[2]" not in html
    assert "https://www.example.org/a?b=1&amp;c=2" in html


WORDS = st.text(st.sampled_from("甲乙丙 *_[]()<>&\"'#->|`1.\n\\"), max_size=120)


@settings(max_examples=300, deadline=None)
@given(WORDS, st.lists(WORDS.map(lambda text: text.replace("\n", "")), max_size=3))
def test_whatever_is_written_goes_through_unchanged(text: str, captions: list[str]) -> None:
    html = wechat_html.wechat(
        markdown.tree(text), captions, ["来源：示例"], "https://529.example.org/press/a/"
    )
    assert refusals(html) == []
    assert pasted(pasted(html)) == pasted(html)


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
        '<img src="https://www.example.org/1.jpg">',
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
    html = wechat_html.wechat(
        markdown.tree("甲\n\n乙\n\n丙\n\n丁"), ["一", "二"], [], "https://529.example.org/press/a/"
    )
    with_list = wechat_html.wechat(
        markdown.tree("- 甲\n- 乙\n- 丙\n\n丁"), ["一", "二"], [], "https://529.example.org/press/a/"
    )
    assert with_list.index("丙") < with_list.index("【图2") < with_list.index(">丁<"), (
        "no picture stands in a list"
    )
    places = [html.index(word) for word in ("【图1", ">甲<", "【图2", ">丁<")]
    assert places == sorted(places)
