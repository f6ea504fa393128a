"""Markdown from staff: what the page may hold, and each known way to smuggle more into it, read back by a parser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from almanac.model.article import Term
from almanac.model.diagnostics import is_error
from almanac.parse import front_matter
from almanac.parse import markdown as parse_markdown
from almanac.render import rich_text
from hypothesis import given, settings
from hypothesis import strategies as st
from small import PLACES

# Each would do something on a page that is made of Markdown as it comes; none may leave more than words.
VECTORS = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//example.org/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></table></math>",
    "<iframe src=https://example.org/></iframe>",
    "<a href='javascript:alert(1)'>甲</a>",
    "<base href=https://example.org/>",
    "<form action=https://example.org/><input name=a><button>甲</button></form>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<style>*{background:url(https://example.org/x)}</style>",
    "<p style='position:fixed' onclick=alert(1) class=banner id=main>甲</p>",
    "<object data=x></object><embed src=x><video src=x><audio src=x>",
    "<!-- 甲 --><![CDATA[<b>]]><?php echo 1 ?>",
    "[甲](javascript:alert(1))",
    "[甲](JaVaScRiPt:alert(1))",
    "[甲](java\tscript:alert(1))",
    "[甲](&#106;avascript:alert(1))",
    "[甲](\x01javascript:alert(1))",
    "[甲](data:text/html;base64,PHNjcmlwdD4=)",
    "[甲](vbscript:msgbox)",
    "[甲](file:///etc/passwd)",
    "[甲](//example.org/)",
    "[甲](\\\\example.org/)",
    "[甲](/\\example.org/)",
    "[甲](https:example.org)",
    "[甲](https:///example.org/)",
    "[甲](https://user@example.org/)",
    "[甲](https://湖南.example.org@evil.example/)",
    "[甲](http://[::1)",
    "[甲](../../../../etc/)",
    "[甲][乙]\n\n[乙]: javascript:alert(1) '丙'",
    "[甲](https://example.org/ '\" onmouseover=\"alert(1)')",
    '[甲](<https://example.org/" onmouseover="alert(1)>)',
    "<javascript:alert(1)>",
    "<https://example.org/>",
    "![甲](https://example.org/1.png)",
    '![甲](x "onerror=alert(1)")',
    "![甲][乙]\n\n[乙]: https://example.org/1.png",
    "    <script>alert(1)</script>",
    "```\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "甲{: onclick=alert(1) }",
    "甲 { #main .banner onclick=alert(1) }",
    "|甲{: onclick=alert(1) }|乙|\n|:-:|--:|\n|<img src=x onerror=alert(1)>|丁|",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "{{ config }} {% include 'x' %}",
    '--8<-- "/etc/passwd"',
    "\x02amp\x03 \x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03",
    "*a_b*_c_ ***甲** 乙* __丙_",
)
TAGS = parse_markdown.BLOCKS | parse_markdown.INLINE


class Page(HTMLParser):
    """Holds every start tag to what may stand in an article."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        self.tags.append(tag)
        for name, value in attrs:
            assert value is not None
            if name == "href":
                assert tag == "a"
                assert re.fullmatch(
                    r"https?://[a-z0-9.-]+(:[0-9]+)?(/[^@\\]*)?|(\.\./){1,2}[a-z0-9/#-]*", value
                )
                self.links.append(value)
            elif name == "rel":
                assert tag == "a" and value == "noopener nofollow"
            elif name == "class":
                assert (tag, value) == ("a", "term") or (
                    tag in ("td", "th") and value in ("left", "right", "center")
                )
            else:
                assert (tag, name) == ("ol", "start") and value.isdecimal()

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def page(markdown: str) -> Page:
    return Page(str(rich_text.html(parse_markdown.tree(markdown), TERMS, "../glossary/")))


TERMS = (
    Term.model_validate({"词": "叶酸", "代码": "yesuan", "解释": "示例。", "又名": ["维生素"]}),
    Term.model_validate({"词": "叶", "代码": "ye", "解释": "示例。"}),
)


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_is_smuggled_in(vector: str) -> None:
    """Alone, in a list, in a quotation, in a table's cell: the page holds words and at most a plain link."""
    for text in (
        vector,
        f"- {vector}",
        f"> {vector}",
        f"|甲|\n|-|\n|{vector}|",
        f"**{vector}**",
        f"## {vector}",
    ):
        found = page(text)
        assert all(link.startswith("https://example.org/") for link in found.links)
        ElementTree.fromstring(f"<x>{rich_text.xhtml(parse_markdown.tree(text), str)}</x>")


@pytest.mark.parametrize("vector", [v for v in VECTORS if re.search(r"<[a-zA-Z!?/]|!\[|script:|&", v)])
def test_what_is_not_markdown_is_told(vector: str) -> None:
    """The writer is told with line and column; the cleaning above is the second wall."""
    head = "---\n标题: 示例\n---\n"
    _, faults = front_matter.read("shili.md", f"{head}{vector}\n".encode(), PLACES)
    assert any(map(is_error, faults))


MARKS = st.sampled_from([
    *"*_[]()<>!#`|-+>&;:\"'\\/={}~^ \n\t", "<script>", "<img src=x onerror=a>", "](javascript:a)", "](//a.b)",
    "](https://a.b/c)", "](../yesuan/)", "## ", "- ", "1. ", "> ", "|-|\n", "\n\n", "甲", "叶酸", "&#60;", "\u202e",
    "\x02", "\x03", "[a]: data:x\n",
])  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(MARKS, max_size=40).map("".join))
def test_any_text_gives_a_plain_and_well_formed_page(text: str) -> None:
    tree = parse_markdown.tree(text)
    page(text)
    ElementTree.fromstring(f"<x>{rich_text.xhtml(tree, str)}</x>")
    assert rich_text.minutes(tree) >= 1


def test_what_staff_use_comes_through() -> None:
    text = (
        "## 小标题\n\n一段**要紧**的话，\n接着写 [网页](https://www.example.org/1.html)。\n\n"
        "3. 甲\n4. 乙\n\n- 丙\n\n> 丁\n\n|甲|乙|\n|-|-:|\n|1|2|\n"
    )
    assert str(rich_text.html(parse_markdown.tree(text))) == (
        "<h2>小标题</h2><p>一段<strong>要紧</strong>的话，接着写 "
        '<a href="https://www.example.org/1.html" rel="noopener nofollow">网页</a>。</p>'
        '<ol start="3"><li>甲</li><li>乙</li></ol><ul><li>丙</li></ul><blockquote><p>丁</p></blockquote>'
        '<table><thead><tr><th>甲</th><th class="right">乙</th></tr></thead>'
        '<tbody><tr><td>1</td><td class="right">2</td></tr></tbody></table>'
    )


def test_a_word_of_the_glossary_is_linked_where_it_is_met_first() -> None:
    """Not in a heading, not in a link, not twice, the longer word before the shorter one."""
    text = "## 叶酸\n\n[叶酸](https://www.example.org/) 叶酸 叶酸 维生素 叶\n"
    found = str(rich_text.html(parse_markdown.tree(text), TERMS, "../glossary/"))
    assert found == (
        '<h2>叶酸</h2><p><a href="https://www.example.org/" rel="noopener nofollow">叶酸</a> '
        '<a class="term" href="../glossary/#yesuan">叶酸</a> 叶酸 维生素 <a class="term" href="../glossary/#ye">叶</a></p>'
    )


def test_reading_time_is_that_of_a_slow_reader() -> None:
    assert [rich_text.minutes(parse_markdown.tree("字" * count)) for count in (1, 300, 301, 1500)] == [
        1,
        1,
        2,
        5,
    ]


@pytest.mark.whole
def test_the_largest_text_that_may_be_filed_is_quickly_read() -> None:
    """What the bounds let through does not take the minutes that Markdown can take: that would end the test as a hang."""
    head = "---\n标题: 示例\n---\n"
    for text in (
        "[" * 200 + "\n\n",
        "*_" * 1900 + "\n\n",
        "> " * 8 + "甲\n\n",
        "|甲" * 900 + "|\n" + "|-" * 900 + "|\n\n",
    ):
        whole = (text * (120_000 // len(text.encode()))).encode()
        parts, faults = front_matter.read("shili.md", head.encode() + whole, PLACES)
        if parts:
            parse_markdown.tree(parts.body)
        assert all(fault.code.startswith("E06") for fault in faults)
