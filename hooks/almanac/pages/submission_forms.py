"""The form pages: one for each kind of record that staff file, with what its script must know to check and to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from almanac.intake import name_patterns, notice_patterns
from almanac.intake.form_messages import answers
from almanac.intake.form_questions import Question, questions
from almanac.model import phase
from almanac.model.divisions import Level, Register
from almanac.model.examples import local
from almanac.model.filings import ACTIVITY, KINDS, Activity, Kind, Notice
from almanac.model.phase import WORDS
from almanac.pages import File, Made, Share, Site, Stamp
from almanac.render.html import column, compact, fill, head, page_script
from almanac.views import filed

SAID = {
    "activity": ("报一场活动", "计划办的、办过了的，一场一份。"),
    "award": ("报表彰", "表彰、评选、授牌；要公开名字的，先有本人的同意。"),
    "piece": ("报稿件", "媒体发表的稿件，只报篇目和链接。"),
    "accounts": ("报网站和账号", "本协会已开通的网站、公众号、微博。"),
    "promise": ("报为民服务清单", "“为民服务解难题”要办的事，办到哪一步。"),
    "return": ("报计划、总结、照片", "报上级备案的材料和联系人。"),
    "tally": ("报汇总数", "没有逐场填报的活动，只报合计；真的没有活动，报零报告。"),
}
PASTED = {  # kinds that a pasted text is read as, and what it may be
    "activity": ("有现成的通知？贴进来先读一遍", "通知、接龙或报道的文字"),
    "award": ("有现成的表彰决定、报道？贴进来先读一遍", "表彰决定、光荣榜或报道的文字"),
    "piece": ("有现成的稿件目录？贴进来先读一遍", "一行一篇：媒体、标题、日期、链接"),
    "tally": ("有现成的小结、报数？贴进来先读一遍", "小结、报数或报道的文字"),
}
FORMS: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind.model is not Notice)


def make(share: Share) -> Iterator[Made]:
    """Make submit/ and a page for each kind, once for the whole site."""
    site = share.site
    yield _front(site)
    notice = notice_patterns.rules(site.year, site.notices.get(site.year))
    lists = {key: notice.pop(key) for key in ("lists", "outlets")}
    brought = ("reading", "numbers")  # by rules.json, which every form has
    draft = {key: rule for key, rule in notice.items() if key not in brought}
    yield File("submit/draft.json", compact(draft).encode())
    yield File("submit/lists.json", compact(lists).encode())
    yield File("submit/rules.json", compact(answers()).encode())
    yield File("submit/persons.json", compact(name_patterns.rules(site.register)).encode())
    for kind in FORMS:
        yield _page(site, kind)
        yield File(f"submit/{kind.slug}.json", local(compact(_known(site, kind)), site.register).encode())


def make_filed(share: Share) -> Iterator[Made]:
    """What the form begins with that corrects an activity of a share; a site with a platform has its records put right there."""
    if share.site.source.files:
        return
    found = {
        filing.id: filed.shown(filing, filing.record)
        for filing in share.filings
        if isinstance(filing.record, Activity) and WORDS[phase.of(filing.record)].listed
    }
    if found:
        yield File(f"submit/filed/{share.code}.json", compact(found).encode())


# ---------------------------------------------------------------- what the script knows of a kind


def _known(site: Site, kind: Kind) -> dict[str, Any]:
    """The questions, and where the record goes; years: the categories of each campaign."""
    return {
        "kind": kind.name,
        "slug": kind.slug,
        "file": "" if kind is ACTIVITY else f"{kind.name}.yml",
        "listed": kind.many and kind is not ACTIVITY,
        "questions": plain_questions(kind),
        "new": site.source.new(),
        "periods": {
            year: [notice.period.start, notice.period.end, notice.period.text]
            for year, notice in sorted(site.notices.items())
            if notice.period
        },
        "site": site.url,
    }


def plain_questions(kind: Kind) -> list[dict[str, Any]]:
    """The questions of a kind as the script has them."""
    return [_plain(one) for one in questions(kind)]


def _plain(one: Question) -> dict[str, Any]:
    """A question as the script has it: what is empty is left out, what only readers need as well."""
    said = {
        name: value
        for name, value in one._asdict().items()
        if value and name not in ("meaning", "example", "inner", "folded")
    }
    return said | ({"inner": [_plain(each) for each in one.inner]} if one.inner else {})


# ---------------------------------------------------------------- the pages


def _front(site: Site) -> Stamp:
    said = "在手机或电脑上填一张表，就是一条记录：报活动、总结、表彰、稿件，不用装任何程序。"
    body = fill("submit_front.html", root="../", kinds=[(kind.slug, *SAID[kind.slug]) for kind in FORMS])
    top = head(site.url, "submit/", said, metas=column("网上填报", said, "列表", ("填报", "计生协")))
    return Stamp("submit/", "网上填报", said, top, str(body))


def _page(site: Site, kind: Kind) -> Stamp:
    name, about = SAID[kind.slug]
    register, path = site.register, f"submit/{kind.slug}/"
    body = fill(
        "submit.html",
        root="../../",
        kind=kind,
        name=name,
        about=about,
        asked=questions(kind),
        years=sorted(site.notices, reverse=True),
        year=site.year,
        categories=_categories(site),
        tree=register.tree,
        firsts=_firsts(register),
        top=register[register.root],
        pasted=PASTED.get(kind.slug),
    )
    script = (
        kind.slug if kind.slug in ("activity", "return") else "lists" if kind.slug in PASTED else "submit"
    )
    needed = page_script("../../", script)
    top = head(site.url, path, about, metas=column(name, about, "表单", (name, "填报"))) + needed
    return Stamp(path, name, about, top, local(str(body), register))


def _firsts(register: Register) -> str:
    """What files with the province, in the words of its levels: 市州, 市州、县市区 or 县市区."""
    return "、".join(
        level.label for level in Level if any(first.level is level for first, _ in register.tree)
    )


def _categories(site: Site) -> list[tuple[str, str]]:
    """Each category that any campaign has, with the years that have it; the current campaign's first."""
    found: dict[str, list[str]] = {}
    for year in sorted(site.notices, key=lambda year: (year != site.year, -year)):
        for category in site.notices[year].categories:
            found.setdefault(category.name, []).append(str(year))
    return [(name, " ".join(years)) for name, years in found.items()]
