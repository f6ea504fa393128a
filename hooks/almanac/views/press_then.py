"""Names as they were on the day of a text, and posts with the place that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from almanac.model.divisions import Level, Register, level_of
from almanac.model.filings import Activity
from almanac.views import press_names

_ENDS = ("计生协", "计生协会", "计划生育协会")
_POST = re.compile(
    "(?P<post>(?:常务)?副?[市州县区镇乡]长)|(?P<office>[市州县区镇乡](?![、和]?[市州县区镇乡])(?=.{2}))"
)
# What offices were called from a day to another: word of today, word of then.
_OFFICES = ((("卫健委", "卫计委"), ("卫健局", "卫计局")), "2014", "2018-03")


class Holder(NamedTuple):
    """An association by its name of today and by that of then, when it held something; both empty where they are one."""

    now: str = ""
    then: str = ""

    def titled(self, text: str) -> str:
        """A headline with the name of then."""
        return text.replace(f"{self.now}计生协", f"{self.then}计生协") if self.then else text

    def told(self, text: str) -> str:
        """A text with the name of then, once beside that of today: 仲夏乡（今卢峰镇）计生协."""
        first, name, rest = text.partition(f"{self.now}计生协") if self.then else (text, "", "")
        return f"{first}{self.then}（今{self.now}）计生协{self.titled(rest)}" if name else text


def holder(activity: Activity, register: Register, code: str) -> Holder:
    """Who held what is over, where the record names the association by a name that its place has no more."""
    if level_of(code) < Level.TOWNSHIP or not press_names.is_over(activity):
        return Holder()
    named = {f"{old}{end}": old for old in press_names.former(register, code) for end in _ENDS}
    found = next((named[one] for one in (*activity.organisers, *activity.hosts) if one in named), "")
    return Holder(press_names.short(register, code), found) if found else Holder()


def others(activity: Activity, held: Holder) -> Activity:
    """The activity without its own association among those who helped."""
    own = {f"{held.then}{end}" for end in _ENDS} if held.then else set()
    change = {
        key: tuple(one for one in getattr(activity, key) if one not in own) for key in ("organisers", "hosts")
    }
    return activity.model_copy(update=change) if own else activity


def posts(guests: Sequence[str], register: Register, code: str) -> Iterator[str]:
    """Those present with the place of their post, where it can be one alone: 珠晖区副区长; of offices at the first of each place."""
    line = [press_names.short(register, one.code) for one in register.line(code)[1:]]
    told: set[str] = set()
    for guest in guests:
        found = _POST.match(guest)
        letter = found[0].removesuffix("长")[-1] if found else ""
        places = [name for name in line if letter and name.endswith(letter)]
        if len(places) != 1 or not found or (found["office"] and letter in told):
            yield guest
            continue
        start = f"（{letter}"  # of another title of the same man, which is printed first
        first = guest.replace(start, f"（{places[0]}", 1) if start in guest else places[0] + guest[1:]
        yield places[0] + guest if found["post"] else first
        told.add(letter)


def of_day(text: str, day: str) -> str:
    """The text with offices as they were called on its day: 卫计委 of 2017."""
    words, first, end = _OFFICES
    for now, then in words if first <= day < end else ():
        text = text.replace(now, then)
    return text
