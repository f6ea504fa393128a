"""Who may be named: every record as the public may see it, before any output sees it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from almanac.disclosure.held_texts import REFERENCES, held_back
from almanac.model import phase, rewriting
from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.day import Day
from almanac.model.filings import Activity, Award, Filing, Honoured, When
from almanac.model.phase import Phase
from almanac.model.rewriting import Change, Kind
from almanac.model.words import Use
from almanac.parse.pinyin import initials
from almanac.validate.awards import UNITS, WITHDRAWN, is_minor, is_over, persons, withdrawn
from almanac.validate.personal_data import Places

HIDDEN = "（姓名不公开）"
_TWO = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯", "端木", "南宫")  # fmt: skip


def name_for(one: Honoured, award: Award, use: Use, today: Day) -> str:
    """The name as 网页, 报刊 or 印刷 may show it on a day: whole, shortened, or empty where it may not be shown.

    In print it stands whole: a certificate is made out to its holder.
    """
    consent = one.consent
    if one.name == WITHDRAWN or is_minor(one):
        return ""
    if consent is None:
        return one.name if award.kind in UNITS else ""
    if consent.withdrawn or use not in consent.scope:
        return ""
    if not today.reached(consent.date) or is_over(consent, today):
        return ""
    return one.name if use is Use.PRINT else shortened(one.name, consent.style)


def shortened(name: str, style: str) -> str:
    """张三丰 as 张某某, or as the letters ZSF; 张三、李四家庭 as 张某、李某家庭; 全名 is the whole name."""
    if style == "全名":
        return name
    instead = {person: initials(person) if style == "字母" else _surname(person) for person in persons(name)}
    return striking(instead)(name) if instead else name


def _surname(person: str) -> str:
    surname = person[: 2 if len(person) > 2 and person.startswith(_TWO) else 1]
    return surname + "某" * min(len(person) - len(surname), 2)


def named_in(filings: Iterable[Filing], today: Day, use: Use) -> set[str]:
    """The persons whom the rolls in some filings may name in full on a day."""
    return {
        person
        for filing in filings
        if isinstance(award := filing.record, Award)
        for one in award.honoured
        if name_for(one, award, use, today) == one.name
        for person in persons(one.name)
    }


# ---------------------------------------------------------------- the records, as the public may see them


def public(
    filings: Sequence[Filing], today: Day, places: Places, elsewhere: Iterable[str] = ()
) -> tuple[Filing, ...]:
    """The records without any name that may not be shown: on the rolls, and in every text of this share; and without the
    hour and place of what nobody is invited to.

    elsewhere: names withdrawn in other shares. Whom a valid consent here names stays named here.
    """
    found, instead = _with_rolls(filings, today, places, dict.fromkeys(elsewhere, "某某"))
    return struck(found, instead)


def hidden(filings: Sequence[Filing], today: Day, places: Places) -> dict[str, str]:
    """The names on the rolls of a share that none of its texts may show on a day, and what is said instead."""
    return _with_rolls(filings, today, places, {})[1]


def _with_rolls(
    filings: Sequence[Filing], today: Day, places: Places, instead: dict[str, str]
) -> tuple[list[Filing], dict[str, str]]:
    """The records with their rolls as the public may see them; what is said for which names in all other texts."""
    named: set[str] = set()
    found = []
    for filing in held_back(filings, places):
        award = filing.record
        if isinstance(award, Award) and award.honoured:
            ones = tuple(_public(one, award, today) for one in award.honoured)
            for before, after in zip(award.honoured, ones, strict=True):
                if before.name == after.name:
                    named.update(persons(before.name))
                else:
                    style = before.consent.style if before.consent else "某某"
                    short = after.name != HIDDEN
                    instead |= {n: shortened(n, style) if short else "某某" for n in persons(before.name)}
            filing = filing._replace(record=award.model_copy(update={"honoured": ones}))
        elif isinstance(activity := filing.record, Activity):
            filing = filing._replace(record=unadvertised(activity))
        found.append(filing)
    return found, {name: words for name, words in instead.items() if name not in named}


def unadvertised(activity: Activity) -> Activity:
    """Of what nobody is invited to only the days are told until it was held: hour and place tell where a family lives."""
    if AUDIENCES[activity.open_to].advertised or phase.of(activity) is Phase.HELD:
        return activity
    fixed = len(activity.start.day) == 10
    sessions = tuple(
        one.model_copy(update={"start": _day(one.start), "end": one.end and _day(one.end), "place": None})
        for one in activity.sessions
    )
    changes = tuple(
        one.model_copy(update={"earlier": one.earlier and _day(one.earlier)}) for one in activity.changes
    )
    update = {"start": _day(activity.start), "end": activity.end and _day(activity.end), "place": None}
    note = None if fixed else activity.time_note
    return activity.model_copy(update={**update, "time_note": note, "sessions": sessions, "changes": changes})


def _day(moment: When) -> When:
    return When(moment.day, "", "", moment.day or moment.text)


def _public(one: Honoured, award: Award, today: Day) -> Honoured:
    """An entry with its name as it may be shown; without one nothing of it is left but its number."""
    name = name_for(one, award, Use.WEB, today)
    if name == one.name:
        return one
    if name:
        return one.model_copy(update={"name": name, "photo": None})
    nothing = {
        "unit": None,
        "role": None,
        "rank": None,
        "deeds": None,
        "photo": None,
        "talks": (),
        "consent": None,
    }
    return one.model_copy(update={"name": HIDDEN, "deceased": "否", "minor": "否", **nothing})


def struck(filings: Sequence[Filing], instead: dict[str, str]) -> tuple[Filing, ...]:
    """The filings with other words for some names, wherever they stand."""
    if not instead:
        return tuple(filings)
    change = striking(instead)
    return tuple(filing._replace(record=rewritten(filing.record, change)) for filing in filings)


def striking(instead: dict[str, str]) -> Change:
    """Puts other words for some names into a text; of two names in one place the longer counts."""
    names = sorted(instead, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(re.escape, names)))
    return lambda text: pattern.sub(lambda found: instead[found[0]], text)


def rewritten(record: Kind, change: Change) -> Kind:
    """A record with every text of it changed, but for those that refer to files and records."""
    return rewriting.rewritten(record, change, REFERENCES)


def plainly_struck(values: Iterable[tuple[Any, ...]], names: Collection[str]) -> list[tuple[Any, ...]]:
    """Plain values of other shares without the names that were withdrawn."""
    if not names:
        return list(values)
    change = striking(dict.fromkeys(names, "某某"))
    return [tuple(rewriting.changed(each, change, REFERENCES) for each in value) for value in values]


def withdrawn_in(filings: Iterable[Filing]) -> list[str]:
    """The names withdrawn in a share, which no other share may show either."""
    return sorted({name for filing in filings for name in withdrawn(filing.record)})
