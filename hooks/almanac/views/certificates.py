"""Certificates: the words of each, and who gets none and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from almanac.disclosure.public_records import name_for, named_in, struck
from almanac.model import association_names
from almanac.model.day import Day
from almanac.model.filings import Award, Filing, Honoured
from almanac.model.words import Use
from almanac.validate.awards import UNITS, WITHDRAWN, is_minor, is_over
from almanac.views.campaign_year import day_words
from almanac.views.honour_rolls import holder_id

LONG = 26  # characters of a line in full size
RECOMMENDED = "推荐"  # is no award, and has no certificate
WORDS = {"推选": "被推选为", "授牌": "被授予", "表扬": "被表扬为"}


class Certificate(NamedTuple):
    """What one certificate says; id: its number, under which it is checked; name: whole, as its holder is called.

    bodies: who gives it, a line each; long: whether one of the same award has words that want a smaller letter.
    """

    id: str
    unit: str
    name: str
    words: str
    wish: str
    bodies: tuple[str, ...]
    day: str
    document: str
    long: bool = False

    @property
    def is_long(self) -> bool:
        """Whether its own words want a smaller letter."""
        return max(len(self.unit) + len(self.name), len(self.words) // 2) > LONG


class Refused(NamedTuple):
    """Who on a roll gets no certificate, by place and not by name, and why."""

    award: str
    place: int
    why: str

    def __str__(self) -> str:
        return f"“{self.award}”名单里第 {self.place} 个：{self.why}"


def certificates(
    filings: Sequence[Filing], today: Day, withdrawn: Iterable[str] = (), only: str = ""
) -> tuple[list[Certificate], list[Refused]]:
    """The certificates for those on the rolls in some filings, and who gets none.

    withdrawn: names that no paper may bear, but where their own consent is good; only: the number of one award.
    """
    elsewhere = set(withdrawn) - named_in(filings, today, Use.PRINT)
    made: list[Certificate] = []
    refused: list[Refused] = []
    for filing, clean in zip(filings, struck(filings, dict.fromkeys(elsewhere, "某某")), strict=True):
        award, words = filing.record, clean.record
        if not isinstance(award, Award) or not isinstance(words, Award) or only not in ("", award.serial):
            continue
        those = []
        for place, (one, said) in enumerate(zip(award.honoured, words.honoured, strict=True)):
            why = why_not(one, award, today)
            if why:
                refused.append(Refused(words.name, place + 1, why))
            else:
                those.append(_certificate(filing, words, said, name_for(one, award, Use.PRINT, today)))
        long = any(each.is_long for each in those)
        made += [each._replace(long=long) for each in those]
    return made, refused


def is_printable(one: Honoured, award: Award) -> bool:
    """Whether there may ever have been a certificate, as far as the day has no say in it; for whoever checks one."""
    agreed = one.consent is None or Use.PRINT in one.consent.scope
    return award.act != RECOMMENDED and not is_minor(one) and agreed


def why_not(one: Honoured, award: Award, today: Day) -> str:
    """Why somebody on a roll gets no certificate; empty if there is nothing against it."""
    consent = one.consent
    against = (
        (award.act == RECOMMENDED, "推荐还不是表彰"),
        (one.name == WITHDRAWN or bool(consent and consent.withdrawn), "已经撤回同意"),
        (is_minor(one), "未成年人的姓名不进证书"),
        (consent is None and award.kind not in UNITS, "没有“同意”"),
        (bool(consent and not today.reached(consent.date)), "同意的日子还没有到"),
        (bool(consent and is_over(consent, today)), "同意已经过期"),
        (bool(consent and Use.PRINT not in consent.scope), "同意的“范围”里没有“印刷”"),
        (not one.serial, "没有“编号”，证书无从核验"),
    )
    return next((why for holds, why in against if holds), "")


def _certificate(filing: Filing, award: Award, one: Honoured, name: str) -> Certificate:
    late = one.deceased == "是"
    inner = award.name.replace("“", "‘").replace("”", "’")
    year = award.period if award.period and award.period not in award.name else ""
    verb = "荣获" if award.kind == "作品" else "被追授" if late else WORDS.get(award.act, "被评为")
    return Certificate(
        holder_id(filing.id, one.serial or ""),
        one.unit or "",
        name,
        f"{f'在{year}' if year else ''}{verb}“{inner}”{one.rank or ''}",
        "特发此证，以资纪念。" if late else "特发此证，以资鼓励。",
        tuple(_legal(body) for body in award.body.split("、") if body),
        day_words(award.date or "").partition("（")[0],
        award.document or "",
    )


def _legal(body: str) -> str:
    """Who gives an award by the full name that is on its seal, where the record has the short one of an association."""
    short = body.removesuffix("计生协")
    return body if short == body else association_names.legal(short)
