"""What an address asks of a form or a list is taken only in the form of what it stands for; tried in plain Node."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import nodes
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ID = "2021-430181-0528-yizhen"
LINES = (
    "\n状态: 取消",
    "%0A状态: 取消",
    "\r\n# 2021/长沙市/0101-x.yml",
    "\u2028名称: x",
    "\u0085x",
    "\x00",
    "\u202ex",
    "\ud800",
)
FORMS = {"a": ID, "u": "430181", "y": "2021"}


def told(hashes: list[str]) -> list[Any]:
    return nodes.read({"addresses": hashes})["addresses"]


def spelt(pairs: dict[str, str]) -> str:
    return "#" + "&".join(
        f"{key}={quote(said.encode('utf-8', 'surrogatepass'))}" for key, said in pairs.items()
    )


def test_what_our_own_links_ask_is_understood() -> None:
    of_activity, of_unit, of_another_time = told(
        [f"#a={ID}", "#u=430181&y=2021", f"#a={ID}&f={quote('0528-义诊.yml')}"]
    )
    assert of_activity == of_another_time == {"a": ID}
    assert of_unit == {"u": "430181", "y": "2021"}


@pytest.mark.parametrize("key", FORMS)
def test_no_line_comes_in_through_an_address(key: str) -> None:
    """Before, within and after each value; what is left says nothing of it."""
    sent = [
        spelt({**FORMS, key: said})
        for line in LINES
        for said in (FORMS[key] + line, line + FORMS[key], FORMS[key][:4] + line + FORMS[key][4:])
    ]
    for found in told(sent):
        assert key not in found
        assert not any(set(said) & set("\n\r\u2028\u2029\u0085\x00\u202e") for said in found.values())


def test_only_what_has_its_form_is_taken() -> None:
    strange = [
        *(
            "#a=2021-43-/../../units/",
            "#a=2021-430181-%2e%2e",
            "#a=../x",
            "#a=2021-430181-",
            "#a=2021-4301811-x",
            "#a=x",
            "#a",
        ),
        *(
            "#u=43018",
            "#u=abc",
            "#u=430181-x",
            "#y=21",
            "#y=20211",
            "#f=0528.yml",
            "#__proto__=x",
            "#constructor=x",
            "#编号=x",
        ),
        *("#a=%E0%A4%A", "#", "", "#===", "#&&"),
    ]
    assert told(strange) == [{}] * len(strange)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("afuyqx"), st.text(max_size=30)), min_size=40, max_size=80))
def test_no_address_whatever_brings_a_line(asked: list[dict[str, str]]) -> None:
    for found in told([spelt(pairs) for pairs in asked]):
        assert all(said.isprintable() and len(said) < 110 for said in found.values())


def test_the_address_is_read_in_few_places() -> None:
    """Who looks at the address does so by a form: `asked`, `plain` for words in a box of a list, letters and digits of a mark."""
    readers = {
        (file.relative_to(nodes.SCRIPTS).as_posix(), line.strip())
        for file in nodes.SCRIPTS.rglob("*.js")
        for line in file.read_text(encoding="utf-8").splitlines()
        if any(sign in line for sign in ("location.hash", "(location.search", "document.referrer"))
    }
    assert readers == {
        ("form/start.js", "var found = ofAddress(location.hash);"),
        (
            "parts/days.js",
            r"var named = /^#[\w-]+$/.test(location.hash) && document.getElementById(location.hash.slice(1));",
        ),
        (
            "parts/days.js",
            (
                'var box = named && (named.tagName === "DETAILS" ? named : /^#d(-|$)/.test(location.hash)'
                ' && named.querySelector("details") || named.closest("details"));'
            ),
        ),
        (
            "parts/nearby.js",
            "block.hidden = !place() || /[?&]q=[^&]/.test(location.search);",
        ),
        ("parts/filter.js", 'location.hash.slice(1).split("&").forEach(function (pair) {'),
        ("search.js", "new URLSearchParams(location.search).forEach(function (value, key) {"),
    }
