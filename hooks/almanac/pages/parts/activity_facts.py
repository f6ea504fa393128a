"""The facts of an activity in the order a reader asks for them, and the associations among them as links."""

from __future__ import annotations

from collections.abc import Iterator

from almanac.model.audience import WORDS as AUDIENCES
from almanac.model.divisions import Level, level_of
from almanac.model.filings import Activity, Filing
from almanac.pages import Share
from almanac.render.html import joined, markup
from almanac.views.activities import Entry
from almanac.views.addresses import address
from almanac.views.campaign_year import day_words
from almanac.views.hierarchy import full_title
from markupsafe import Markup

ROOT = "../../"


def link(share: Share, code: str) -> Markup:
    """An association by name, as the way to its page where it has one."""
    name = full_title(share.site.register, code)
    if level_of(code) <= Level.COUNTY or code in share.paged:
        return markup('<a href="{}u/{}/">{}</a>', ROOT, code, name)
    return markup("{}", name)


def facts(
    share: Share, filing: Filing, a: Activity, event: Entry, host: Markup
) -> Iterator[tuple[str, str | Markup]]:
    """The facts in the order a reader asks for them; what is not filed is left out."""
    notice = share.site.notices.get(filing.year)
    yield "时间", f"{filing.year}年{event.when}" if event.start and not a.year_known else event.when
    if event.place:
        yield "地点", markup('<span id="place">{}</span>', address(share.site.register, event))
    if a.mode != "线下":
        yield "方式", a.mode
    yield "主办", joined([host, *a.hosts])
    if event.joint:
        yield "联合", joined([link(share, code) for code in event.joint])
    for label, words in (
        ("所属", (a.occasion,) if a.occasion else ()),
        ("承办", a.organisers),
        ("协办", a.supporters),
        ("指导", a.guides),
        ("出席", a.guests),
        ("适合", a.audience),
    ):
        if words:
            yield label, "、".join(words)
    if invited := AUDIENCES[event.open_to].fact:
        yield "参加", invited
    if a.bring:
        yield "请带", a.bring
    if a.signup:
        yield "报名", "，".join(_signup(a))
    if a.enquiries:
        yield "问谁", _enquiries(a.enquiries, event.phone)
    if a.forms:
        yield "形式", "、".join(a.forms)
    yield "哪一类", "、".join(a.categories)
    if a.theme:
        yield "主题", f"“{a.theme}”"
    elif notice and notice.theme and not a.apart:
        yield "主题", f"“{notice.theme}”（本届主题）"
    yield from _filed(filing, a)


def _filed(filing: Filing, activity: Activity) -> Iterator[tuple[str, str]]:
    """With whom it is on file: a clinic with the health office, what was accepted with the association above."""
    if activity.clinic_filing:
        yield "义诊备案", activity.clinic_filing
    if activity.accepted:
        yield "备案", f"{day_words(activity.accepted)}受理，备案号 {filing.id}"


def _enquiries(words: str, phone: str) -> Markup:
    """Whom to ask; the office's telephone can be rung."""
    before, found, after = words.partition(phone) if phone else (words, "", "")
    return markup("{}", before) + (markup('<a href="tel:{}">{}</a>', found, found) if found else "") + after


def _signup(activity: Activity) -> Iterator[str]:
    signup = activity.signup
    if signup and signup.start:
        yield f"{day_words(signup.start)}起"
    if signup and signup.end:
        yield f"{day_words(signup.end)}止"
    if signup and signup.note:
        yield signup.note
