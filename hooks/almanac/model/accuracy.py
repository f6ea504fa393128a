"""How sure a number is: exact, at least, about, nearly; what a sum of such numbers is; how each is said."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

_MYRIAD = 10_000


class Accuracy(StrEnum):
    """On which side of a number the true one may lie: on none, above, on both, below."""

    EXACT = ""
    AT_LEAST = "余"
    ABOUT = "约"
    NEARLY = "近"

    @property
    def may_be_more(self) -> bool:
        """Whether the true number may be larger."""
        return self in (Accuracy.AT_LEAST, Accuracy.ABOUT)

    @property
    def may_be_less(self) -> bool:
        """Whether the true number may be smaller."""
        return self in (Accuracy.NEARLY, Accuracy.ABOUT)


_OF_MARK = {
    "": Accuracy.EXACT,
    **dict.fromkeys("余多超上", Accuracy.AT_LEAST),
    "约": Accuracy.ABOUT,
    "近": Accuracy.NEARLY,
}
_OF_SIDES = {
    (False, False): Accuracy.EXACT,
    (True, False): Accuracy.AT_LEAST,
    (True, True): Accuracy.ABOUT,
    (False, True): Accuracy.NEARLY,
}
# How a number is said, how one of less than ten is, and to which side it is rounded: down, to the nearest, up.
_WORDS = {
    Accuracy.AT_LEAST: ("{}余", "至少{}", 0.0),
    Accuracy.ABOUT: ("约{}", "约{}", 0.5),
    Accuracy.NEARLY: ("近{}", "近{}", 1.0),
}


def of_mark(mark: str) -> Accuracy:
    """How sure a number is with this mark beside it, as it was filed: 余, 多, 近, 约, 超, 上 or none."""
    return _OF_MARK[mark]


def of_sides(more: bool, less: bool) -> Accuracy:
    """How sure a number is where the true one may be more, or less."""
    return _OF_SIDES[more, less]


def together(parts: Iterable[Accuracy]) -> Accuracy:
    """How sure a sum of such numbers is: 余 with what is exact is 余; what is 约, or 余 with 近, is 约."""
    those = list(parts)
    return of_sides(any(one.may_be_more for one in those), any(one.may_be_less for one in those))


def spoken(value: int, accuracy: Accuracy) -> str:
    """A sum as people print it: 3.8万余, 420余, 约430, 近430; all digits of what is exact."""
    if accuracy is Accuracy.EXACT:
        return str(value)
    words, few, share = _WORDS[accuracy]
    if value < 10:  # nobody says 9余人
        return few.format(value)
    step = 10 ** max(len(str(value)) - 2, 1) if value < _MYRIAD else _MYRIAD // 10
    if value < 100 and accuracy is not Accuracy.AT_LEAST:  # 约85人 is no 约90人
        step = 1
    rounded = (value + int((step - 1) * share + 0.5)) // step * step
    much = str(rounded) if rounded < _MYRIAD else f"{rounded / _MYRIAD:g}万"
    return words.format(much)
