"""What the sentence around a candidate says for and against it, and which of several it leaves.

`theme/scripts/notice/evidence.js` weighs the same in the same steps.
"""

from __future__ import annotations

from collections.abc import Iterable

from almanac.intake.quantities import ASKED, Proposed
from almanac.parse.numbers import compiled

ENDS = "。!?；\n"
FAR = 200  # so many letters before and after it may say something of it
MARGIN = 1  # with fewer points above another, neither is filled in

Sign = tuple[int, str]


def points(signs: Iterable[Sign], text: str, start: int, end: int) -> int:
    """The sum of the signs that its sentence has; the candidate stands between # and ⊢."""
    first = max(start - FAR, *(text.rfind(sign, 0, start) + 1 for sign in ENDS))
    ends = (text.find(sign, end, end + FAR) for sign in ENDS)
    last = min((n for n in ends if n >= 0), default=end + FAR)
    around = f"{text[first:start]}#{text[start:end]}⊢{text[end:last]}"
    return sum(points for points, source in signs if compiled(source).search(around))


def likeliest(found: list[tuple[int, list[Proposed]]]) -> list[Proposed]:
    """What more is said for than for any other; of some for which as much is said each is asked about; nothing that more is said
    against than for."""
    most = max((weight for weight, _ in found), default=-1)
    if most < 0:
        return []
    first = next(said for weight, said in found if weight == most)
    same = [said for weight, said in found if weight == most and _alike(first[0], said[0])]
    best = max(same, key=lambda said: len(str(said[0].value)))
    fuller = {
        str(said[0].value): said
        for weight, said in reversed(found)
        if weight >= 0 and str(said[0].value).startswith(f"{best[0].value} ")
    }
    best = next(iter(fuller.values())) if len(fuller) == 1 else best  # 延至6月1日举行。6月1日上午……
    rivals = [said[0] for weight, said in found if most - weight < MARGIN and not _alike(best[0], said[0])]
    among = sorted((best[0], *rivals), key=lambda one: one.start)
    return [one._replace(field=f"{one.field}{ASKED}") for one in among] if rivals else best


def _alike(one: Proposed, other: Proposed) -> bool:
    """Whether two say the same, one perhaps more exactly: a day and its hour, a hall and its village."""
    mine, theirs = (str(each.value).partition(" ")[0] for each in (one, other))
    return mine in theirs or theirs in mine
