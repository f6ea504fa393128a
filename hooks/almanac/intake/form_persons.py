"""How names of persons are known, for the form's script: it comes by itself, when somebody is in the form."""

from __future__ import annotations

from almanac.intake.form_messages import FOUND, Node, for_script
from almanac.model.divisions import Register
from almanac.validate import person_names, personal_data, persons


def namings(register: Register) -> Node:
    """How names look, what around them asks, and what is said then; a register's places are no persons.

    It is a fourth of what a form needs and nothing that is shown before something is typed.
    """
    forms = [
        {
            "name": for_script(form.pattern),
            "cues": [
                [cue.kind, *(for_script(one) if one else "" for one in (cue.before, cue.after))]
                for cue in form.cues
            ],
        }
        for form in persons.FORMS
    ]
    said = {
        kind: (code, message.replace("{}", FOUND), example)
        for kind, (code, message, example) in personal_data.SAID.items()
    }
    places = personal_data.places(register).pattern
    quick, titled = for_script(person_names.QUICK), for_script(persons.TITLED)
    return {
        "forms": forms,
        "reach": persons.REACH,
        "said": said,
        "places": places,
        "quick": quick,
        "titled": titled,
    }
