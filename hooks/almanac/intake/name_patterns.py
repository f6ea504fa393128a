"""How names of persons are known, as the form has it: what its patterns have in common is sent once.

They come by themselves, when somebody is in the form: a fourth of what it needs, and nothing that is shown before something
is typed.
"""

from __future__ import annotations

import re
from typing import Any

from almanac.model.divisions import Register
from almanac.validate import person_names, personal_data, persons

FOUND = "{found}"
_MARKS = range(0xE000, 0xF8FF)  # letters that mean nothing: no pattern of names has them


def for_script(pattern: re.Pattern[str]) -> str:
    """A pattern as a script has it, with its flag `u`: there a digit or letter of any script is named otherwise."""
    text = pattern.pattern.removeprefix("(?i)")
    return (
        text.replace(r"[^\w", r"[^\p{L}\p{N}_")
        .replace(r"\d", r"\p{Nd}")
        .replace(r"\"", '"')
        .replace(r"\'", "'")
    )


def rules(register: Register) -> dict[str, Any]:
    """How names look, what around them asks, and what is said then; `parts`: what stands in the place of each mark."""
    parts = sorted({*person_names.PARTS, *persons.PARTS}, key=lambda part: (-len(part), part))
    forms = [
        {
            "name": _parted(for_script(form.pattern), parts),
            "cues": [
                [
                    cue.kind,
                    *(_parted(for_script(one), parts) if one else "" for one in (cue.before, cue.after)),
                ]
                for cue in form.cues
            ],
        }
        for form in persons.FORMS
    ]
    said = {
        kind: (code, message.replace("{}", FOUND), example)
        for kind, (code, message, example) in personal_data.SAID.items()
    }
    return {
        "parts": [_parted(part, parts[place + 1 :], place + 1) for place, part in enumerate(parts)],
        "quick": _parted(for_script(person_names.QUICK), parts),
        "forms": forms,
        "reach": persons.REACH,
        "said": said,
        "titled": for_script(persons.TITLED),
        "places": personal_data.places(register).pattern,
    }


def _parted(pattern: str, parts: list[str], first: int = 0) -> str:
    """A pattern with a mark in the place of each part."""
    for mark, part in zip(_MARKS[first:], parts, strict=False):
        pattern = pattern.replace(part, chr(mark))
    return pattern
