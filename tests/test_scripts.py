"""The pages' scripts: modules put together into one file a kind of page, looked through by a linter, read by old browsers."""

from __future__ import annotations

import re
from pathlib import Path

import nodes
import pytest
from almanac.build import mkdocs_shell, sources
from almanac.pages import Stamp, association_finder, search, submission_forms
from almanac.render import scripts
from almanac.render.scripts import Unreadable, bundle, entries
from shares import shares
from small import PROJECT

MODULES = {
    file.relative_to(nodes.SCRIPTS).as_posix(): file.read_text(encoding="utf-8")
    for file in sorted(nodes.SCRIPTS.rglob("*.js"))
}
PUBLISHED = {name: bundle(MODULES, name) for name in entries(MODULES)}


def test_a_module_stands_once_after_what_it_needs() -> None:
    found = bundle(
        {
            "page.js": 'import { twice } from "./parts/b.js";\nimport { one as first } from "./parts/a.js";\n\nvar n = twice(first);\n',
            "parts/b.js": 'import { one } from "./a.js";\n\n// two of it\nexport function twice(n) {\n  return n + one;\n}\n',
            "parts/a.js": "/* What it is for. */\n\nexport var one = 1;\n",
        },
        "page.js",
    )
    assert found == (
        '(function () {\n"use strict";\n'
        "var m0 = (function () {\nvar one = 1;\nreturn { one: one };\n})();\n"
        "var m1 = (function () {\nvar one = m0.one;\nfunction twice(n) {\nreturn n + one;\n}\nreturn { twice: twice };\n})();\n"
        "var m2 = (function () {\nvar twice = m1.twice, first = m0.one;\nvar n = twice(first);\n})();\n})();\n"
    )


@pytest.mark.parametrize(
    ("modules", "why"),
    [
        ({"a.js": 'import { x } from "./b.js";\n'}, "not there"),
        ({"a.js": 'import { x } from "./b.js";\n', "b.js": 'import { y } from "./a.js";\n'}, "needs itself"),
        ({"a.js": "export default 1;\n"}, "another way"),
        ({"a.js": 'import "./b.js";\n', "b.js": ""}, "another way"),
        ({"a.js": 'import { x } from "./b.js";\n', "b.js": "var x = 1;\n"}, "does not export"),
    ],
)
def test_a_module_that_cannot_be_put_together_is_refused(modules: dict[str, str], why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        bundle(modules, "a.js")


def test_every_module_is_of_some_page() -> None:
    """What no page needs is not kept."""
    used = {name for entry in PUBLISHED for name in scripts.needed(MODULES, entry)}
    assert used == MODULES.keys()


def test_every_script_is_put_together_from_modules() -> None:
    """A file among the assets would pass neither the linter nor the vectors."""
    assert not list((PROJECT / "theme" / "assets").glob("*.js"))


def test_no_script_asks_another_host_or_writes_code() -> None:
    """So the policy needs neither another host nor `unsafe-inline`, `unsafe-eval`."""
    for name, text in PUBLISHED.items():
        assert not re.search(r"https?:|url\(|src=|\.style\b|innerHTML|\beval\b|\bFunction\(", text), name


def test_a_page_asks_for_one_script_of_its_own() -> None:
    """Beside the one of every page: on a slow network each file more is a wait."""
    province = shares()["43"]
    heads = [
        made.head
        for make in (search.make, association_finder.make_finder, submission_forms.make)
        for made in make(province)
        if isinstance(made, Stamp)
    ]
    asked = [re.findall(r'<script src="[./]*assets/([a-z]+\.js)" defer>', head) for head in heads]
    assert all(len(names) <= 1 for names in asked)
    assert {name for names in asked for name in names} == PUBLISHED.keys() - {"site.js", "press.js"}
    release = (PROJECT / "hooks/almanac/pages/press.py").read_text(encoding="utf-8")
    assert release.count("page_script(") == 1 and 'page_script(DEEPER, "press")' in release


def test_a_changed_script_is_put_together_again_and_no_page_is(tmp_path: Path) -> None:
    def edited(path: str, text: str) -> tuple[bytes, object]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
        return mkdocs_shell.sources(tmp_path), sources.given(tmp_path, tmp_path / "events")["script files"]

    (tmp_path / "events").mkdir()
    edited("theme/base.html", "1")
    shell, files = edited("theme/scripts/parts/x.js", "1")
    changed_shell, changed_files = edited("theme/scripts/parts/x.js", "2")
    assert changed_shell == shell and changed_files != files
    assert edited("theme/base.html", "2") != (shell, changed_files)


@pytest.mark.whole
def test_the_linter_finds_nothing(tmp_path: Path) -> None:
    """Nothing unused, undeclared or shadowed in the modules; what is published is ECMAScript 5."""
    for folder, files in (("scripts", MODULES), ("assets", PUBLISHED)):
        for name, text in files.items():
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    assert nodes.lint(tmp_path) == []


FORBIDDEN = {
    "scripts/reading/unused.js": ("export function f() { var unused = 1; }\n", "no-unused-vars"),
    "scripts/reading/undeclared.js": ("export function f() { return g; }\n", "no-undef"),
    "scripts/reading/page.js": ("export function f() { return document; }\n", "no-undef"),
    "scripts/shadowed.js": ("var a = 1;\nexport function f(a) { return a; }\nf(a);\n", "no-shadow"),
    "assets/arrow.js": ("var f = () => 1;\nf();\n", "Parsing error"),
    "assets/pattern.js": ("var f = /\\p{L}/u;\nf.test('x');\n", "Parsing error"),
}


@pytest.mark.whole
def test_the_linter_sees_what_it_forbids(tmp_path: Path) -> None:
    for name, (text, _) in FORBIDDEN.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = nodes.lint(tmp_path)
    missed = {
        name: rule
        for name, (_, rule) in FORBIDDEN.items()
        if not any(name in one and rule in one for one in found)
    }
    assert missed == {} and len(found) == len(FORBIDDEN)
