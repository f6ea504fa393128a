"""The schemas that editors use: true to the models, committed, and in force on real YAML."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from almanac.model.article import DIRECTORY, GLOSSARY
from almanac.model.filings import KINDS
from almanac.model.json_schema import Field, parts, schemas, written
from almanac.model.press_release import MANUSCRIPTS
from almanac.pages import Stamp
from almanac.pages.field_reference import make
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from shares import shares

ROOT = Path(__file__).resolve().parents[1]
LISTS = (DIRECTORY, GLOSSARY)
COMMITTED = ROOT / "events" / "schemas"


def faults(slug: str, text: str) -> list[str]:
    """What the schema says against a YAML text as an editor reads it."""
    return [
        error.message for error in Draft202012Validator(schemas()[slug]).iter_errors(yaml.safe_load(text))
    ]


def test_the_committed_schemas_are_true() -> None:
    """Renew them with `BLESS=1 python -m pytest tests/test_schemas.py`."""
    made = {f"{slug}.json": written(schema) for slug, schema in schemas().items()}
    if os.environ.get("BLESS"):
        COMMITTED.mkdir(exist_ok=True)
        for name, data in made.items():
            (COMMITTED / name).write_bytes(data)
    assert {path.name: path.read_bytes() for path in COMMITTED.iterdir()} == made


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_a_schema_is_valid_and_speaks_chinese(kind: Any) -> None:
    schema = schemas()[kind.slug]
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == kind.name and schema["description"]
    for part in schema["$defs"].values():
        assert part["additionalProperties"] is False
        for key, shape in part["properties"].items():
            assert shape["description"] and shape["examples"], key
    assert '"null"' not in json.dumps(schema)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_example_is_right(kind: Any) -> None:
    """The example of a plain field passes its own schema, read as YAML."""
    schema = schemas()[kind.slug]
    for part in schema["$defs"].values():
        for key, shape in part["properties"].items():
            if "$ref" not in json.dumps(shape, ensure_ascii=False):
                Draft202012Validator(shape | {"$schema": schema["$schema"]}).validate(shape["examples"][0])
                assert key


ACTIVITY = "名称: 示例义诊\n类别: 群众性主题宣传\n状态: 已举办\n开始: 2021-05-29 上午\n"


def test_a_record_as_staff_write_it_passes() -> None:
    assert (
        faults(
            "activity",
            ACTIVITY + "成效: {宣传: {场次: 1, 人数: 800余}, 慰问: {人数: 15}}\n形式: [义诊, 讲座]",
        )
        == []
    )
    assert faults("activity", "- 编号: 1\n  " + ACTIVITY.replace("\n", "\n  ")) == []
    assert faults("notice", "届次: 23\n沿用: 2021") == []
    assert faults("accounts", "微信: [{名称: 示例计生协}]") == []


@pytest.mark.parametrize(
    "wrong",
    [
        ACTIVITY + "地址: 天和广场",
        ACTIVITY.replace("已举办", "办了"),
        ACTIVITY.replace("名称: 示例义诊\n", ""),
        ACTIVITY + "结束:",
        ACTIVITY + "成效: {宣传: {人数: 很多}}",
        ACTIVITY + "成效: {宣传: {人数: [1]}}",
    ],
)
def test_a_wrong_record_does_not(wrong: str) -> None:
    assert faults("activity", wrong)


def test_editors_find_the_schema_of_every_file() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    mapped = settings["yaml.schemas"]
    lists = {f"./events/schemas/{kind.slug}.json": [f"content/health/{kind.name}.yml"] for kind in LISTS}
    assert set(mapped) == lists.keys() | {f"./events/schemas/{kind.slug}.json" for kind in KINDS}
    assert {slug: mapped[slug] for slug in lists} == lists
    for kind in KINDS[1:]:
        assert mapped[f"./events/schemas/{kind.slug}.json"] == [f"events/**/{kind.name}.yml"]


def test_the_table_names_every_field_once() -> None:
    for kind in KINDS:
        found = parts(kind)
        assert len({(part.key, part.fields) for part in found}) == len(found)
        defined = schemas()[kind.slug]["$defs"]
        assert sorted(sorted(f.key for f in part.fields) for part in found) == sorted(
            sorted(part["properties"]) for part in defined.values()
        )
    state = next(field for field in parts(KINDS[0])[0].fields if field.key == "状态")
    assert state == Field(
        "状态", "state", True, state.meaning, "计划、已举办、延期、取消、撤下，选一个", "已举办"
    )


class Outline(HTMLParser):
    """Counts tags and refuses those left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_of_fields_is_made_once() -> None:
    made = shares()
    (page,) = make(made["43"])
    assert isinstance(page, Stamp) and page.path == "fields/" and not list(make(made["430181"]))
    outline = Outline()
    outline.feed(page.body)
    assert not outline.open and outline.seen.count("h2") == len((*KINDS, *MANUSCRIPTS))
    assert '<th scope="row">名称</th><td>必填</td>' in page.body
