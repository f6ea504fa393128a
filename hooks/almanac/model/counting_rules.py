"""The counting rules of a year: which there are, what they leave to choose, and what they call one thing (通知.yml 口径)."""

from __future__ import annotations

from typing import NamedTuple

from almanac.model.divisions import Level, level_of
from almanac.model.filings import Notice, Piece, Tally

# The counting rules that a notice may have, and those that leave a choice (the first is taken where none is said).
FIXED = frozenset(
    (
        *("lead-level", "province-level", "zones", "held-only", "sessions", "tours", "mixed", "people"),
        *("approximate", "visited-people", "media-once", "accounts", "city-sum", "tallies", "unreported"),
    )
)
CHOICES = {
    "after-period": ("计", "不计"),
    "households-only": ("一户计一人", "不计"),
    "media-own": ("本级不计", "本系统都不计"),
}
OUTLETS = {"国家级": "national", "省级": "provincial", "市级": "municipal", "县级": "local"}
OWN_LEVEL = dict(zip(Level, ("省级", "市级", "县级", "其他", "其他"), strict=True))
FORMS = {"文字": "text", "音视频": "video"}
TALLIED = {level.label: level.slug for level in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)}
ALL_FILED = "逐场填报的"


class Rules(NamedTuple):
    """A year's choices, and its period as two days (empty where the notice gives none)."""

    late: bool
    households: bool
    superior_media: bool
    first: str
    last: str


def rules_of(notice: Notice | None) -> Rules:
    """The choices of a notice's 口径."""
    said = {rule.slug: rule.choice for rule in notice.counting} if notice else {}
    taken = {slug: said.get(slug) or choices[0] for slug, choices in CHOICES.items()}
    period = notice.period if notice else None
    return Rules(
        taken["after-period"] == "计",
        taken["households-only"] == "一户计一人",
        taken["media-own"] == "本级不计",
        period.start if period else "",
        period.end if period else "",
    )


def tally_row(tally: Tally, code: str) -> str:
    """The level whose activities a tally of this association adds up."""
    return TALLIED.get(tally.level) or level_of(code).slug


def piece_key(piece: Piece) -> str:
    """What tells one publication from another, whoever files it: its address, else outlet and title; empty if neither."""
    if piece.web:
        address = piece.web.partition("://")[2].partition("#")[0].rstrip("/").removeprefix("www.")
        return f"{piece.form}:{address}"
    return f"{piece.form}:{piece.outlet}:{plain_title(piece.title)}" if piece.title else ""


def plain_title(title: str) -> str:
    """A title without spaces and marks, by which two spellings of it are known to be one."""
    return "".join(letter for letter in title if letter.isalnum())
