"""The paste box's script and the program read every notice alike, and every notice spoiled in some way."""

from __future__ import annotations

import json
import random

import notices
from almanac.intake import notice_extraction
from almanac.intake.quantities import Proposed
from browser.conftest import Open
from small import PROJECT
from test_spelling import BEYOND

RULES = notices.rules()
SPOILERS = "，。；：\n 0１9二百千万余多近户人名场元年月日时点“”（）😊📍\u200b\r🀄𠮷在到于由"


def spoiled(lot: random.Random, texts: list[str]) -> str:
    """A notice with letters taken out, put in, changed or doubled, or the halves of two."""
    text = lot.choice(texts)
    if lot.random() < 0.3:
        other = lot.choice(texts)
        text = text[: lot.randrange(len(text))] + other[lot.randrange(len(other)) :]
    for _ in range(lot.randrange(1, 12)):
        place = lot.randrange(len(text) + 1)
        text = (
            lot.choice(
                [
                    text[:place] + text[place + lot.randrange(1, 4) :],
                    text[:place] + lot.choice(SPOILERS) + text[place:],
                    text[:place] + lot.choice(SPOILERS) + text[place + 1 :],
                    text[:place] + text[max(0, place - 6) : place] + text[place:],
                ]
            )
            or "。"
        )
    return text


def test_the_script_answers_as_the_program_does(page: Open) -> None:
    texts = [sample.text for half in ("tuned", "held_out") for sample in notices.samples(half)]
    lot = random.Random(529)
    texts += [f"昨天在示例广场开展了义诊，来了{said}人，慰问了{said}人。" for said in BEYOND]
    texts += ["", "\n", "⊢█#", "接龙", *(spoiled(lot, texts) for _ in range(1500))]
    tab = page()
    tab.add_script_tag(path=PROJECT / "theme/assets/draft.js")
    said = tab.evaluate(
        "([rules, texts]) => { const by = window.draft(rules); return texts.map(text => JSON.stringify(by.proposed(text))); }",
        [json.loads(json.dumps(RULES)), texts],
    )
    for text, answer in zip(texts, said, strict=True):
        mine = notice_extraction.proposed(text, RULES)
        assert json.loads(answer) == {
            "proposed": [told(one) for one in mine.proposed],
            "missing": mine.missing,
            "personal": [told(one) for one in mine.personal],
        }, text


def told(one: Proposed) -> dict[str, object]:
    return {"field": one.field, "value": one.value, "source": [one.start, one.end]}
