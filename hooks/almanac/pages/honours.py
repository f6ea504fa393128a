"""Rolls of honour by year and place, a page of deeds for those who may be told of, a page that checks a certificate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from almanac.disclosure.public_records import HIDDEN
from almanac.model.divisions import Level, ancestor, level_of
from almanac.model.filings import Award, Filing, Honoured
from almanac.pages import File, Made, Share, Stamp
from almanac.render.html import column, fill, head, title, up
from almanac.views import certificates, honour_rolls, photos
from almanac.views.campaign_year import day_words
from almanac.views.hierarchy import shown as listed
from almanac.views.honour_rolls import KINDS, LEVELS, ROLES, Honour, Name, Roll, row
from almanac.views.photos import Picture

OPEN = 30  # lines of a roll, some four screens of a phone
NOINDEX = (("robots", "noindex"),)  # what a search engine remembers outlives a consent


def make(share: Share) -> Iterator[Made]:
    """Make the rolls of a county or a city, and the pages of all who stand on a list filed in this share."""
    if share.code.level > Level.PROVINCE:
        found = list(honour_rolls.rolls(share.honours, share.code))
        for roll in found:
            yield _roll(share, roll, [each.year for each in found])
    talks = {(each.id, name.serial): name.talks for each in share.honours for name in each.names}
    for filing in share.filings:
        if isinstance(filing.record, Award):
            for one in filing.record.honoured:
                if one.serial:
                    yield _certificate(share, filing, filing.record, one)
                    told = talks.get((filing.id, one.serial), ())
                    yield from _deeds(share, filing, filing.record, one, told)


def make_rolls(share: Share, awards: Sequence[Honour]) -> Iterator[Made]:
    """Make the rolls of the whole province, and the page that leads to them."""
    found = list(honour_rolls.rolls(awards, share.code))
    for roll in found:
        yield _roll(share, roll, [each.year for each in found])
    yield _front(share, found, awards)


# ---------------------------------------------------------------- rolls


def _front(share: Share, found: list[Roll], awards: Sequence[Honour]) -> Stamp:
    site, path = share.site, "honours/"
    counts = [(roll.year, _numbers(roll)) for roll in found]
    said = "历届会员活动日表彰的先进集体、先进个人、健康幸福家庭和好媳妇、好婆婆、好市民。"
    stories = honour_rolls.stories(awards)
    body = fill("honours.html", root=up(path), years=counts, owner=site.owner, stories=stories)
    metas = (*column("光荣榜", said, "列表", ("光荣榜", "表彰", "会员活动日")), *_quiet(stories))
    return Stamp(path, "光荣榜", said, head(site.url, path, said, metas=metas), str(body))


def _numbers(roll: Roll) -> list[tuple[str, int]]:
    return [(level, roll.levels[level]) for level in LEVELS if level in roll.levels]


def _roll(share: Share, roll: Roll, years: list[int]) -> Stamp:
    site, register, code = share.site, share.site.register, roll.scope
    path = honour_rolls.path(roll.year, code)
    name, number = register[code].short, sum(roll.levels.values())
    line = [(one.short, honour_rolls.path(roll.year, one.code)) for one in register.line(code)]
    below = {child.code: child.short for child in register.children(code)}
    level_below = level_of(code).below if below else None  # that of the places it can be narrowed to
    stories = honour_rolls.stories(roll.named)
    body = fill(
        "roll.html",
        root=up(path),
        stories=stories,
        name=name,
        year=roll.year,
        number=number,
        more=roll.more,
        line=line,
        levels=list(_levels(roll, level_below)),
        places=[(below[child], honour_rolls.path(roll.year, child), n) for child, n in roll.places.items()],
        linked=level_of(code) < Level.COUNTY,
        choices=_choices(roll, below, level_below),
        years=[(year, honour_rolls.path(year, code)) for year in years],
        unit=code,
    )
    said = f"{roll.year}年{name}光荣榜：共{number}项表彰，按级别列出授予单位、文号和名单。"
    metas = (*column(f"{roll.year}年光荣榜", said, "列表", (name, "光荣榜", "表彰")), *_quiet(stories))
    return Stamp(
        path, title(f"{roll.year}年光荣榜", name), said, head(site.url, path, said, metas=metas), str(body)
    )


def _levels(
    roll: Roll, level_below: Level | None
) -> Iterator[tuple[str, list[dict[str, object]], int, bool]]:
    """The levels of a roll: its awards, how many there are, and whether they are seen without being asked for."""
    lines = 0
    for level in LEVELS:
        if level in roll.levels:
            named = [each for each in roll.named if each.level == level]
            lines += sum(each.size for each in named)
            yield level, [row(each, level_below) for each in named], roll.levels[level], lines <= OPEN


def _quiet(stories: Sequence[tuple[Honour, Name]]) -> tuple[tuple[str, str], ...]:
    """Search engines are to keep no stories of persons."""
    return NOINDEX if any(each.kind not in ("collective", "plaque") for each, _ in stories) else ()


def _choices(
    roll: Roll, below: dict[str, str], level_below: Level | None
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What a roll can be narrowed by: the field, its label, its choices; only what makes a difference."""
    kinds = Counter([each.kind for each in roll.named])
    roles = {role for each in roll.named for role in each.roles}
    places = (
        {ancestor(each.code, level_below) for each in roll.named} & below.keys() if level_below else set()
    )
    fields = (
        ("l", "哪一级", [(level, level) for level in LEVELS if level in roll.levels]),
        ("c", "类型", [(slug, KINDS[slug]) for slug in KINDS if slug in kinds]),
        ("a", "身份", [(role, role) for role in ROLES if role in roles]),
        ("p", "地方", [(code, below[code]) for code in sorted(places)]),
    )
    return [field for field in fields if len(field[2]) > 1]


# ---------------------------------------------------------------- one who is honoured


def _crumbs(share: Share, filing: Filing) -> list[tuple[str, str]]:
    """From the front of the rolls to the one that names an award, each with its address below the site's root."""
    register = share.site.register
    found = [("光荣榜", "honours/"), (f"{filing.year}年", f"honours/{filing.year}/")]
    place = share.code
    while place.level > Level.PROVINCE:
        found.insert(2, (register[place].short, honour_rolls.path(filing.year, place)))
        place = place.parent
    return found


def _certificate(share: Share, filing: Filing, award: Award, one: Honoured) -> Stamp:
    """What stands in the register of certificates under a number, and no more than consent allows."""
    holder = honour_rolls.holder_id(filing.id, one.serial or "")
    path = f"honours/verify/{holder}/"
    facts = [
        ("证书编号", holder),
        ("获得者", one.name + ("（已故）" if one.deceased == "是" else "")),
        ("单位", one.unit or ""),
        ("荣誉", award.name),
        ("等次", one.rank or ""),
        ("性质", award.act if award.act != "表彰" else ""),
        ("授予单位", award.body),
        ("文号", award.document or ""),
        ("年度", award.period or ""),
        ("日期", day_words(award.date or "")),
    ]
    body = fill(
        "certificate.html",
        root=up(path),
        crumbs=_crumbs(share, filing),
        facts=[fact for fact in facts if fact[1]],
        hidden=one.name == HIDDEN,
        printable=certificates.is_printable(one, award),
    )
    said = "核验荣誉证书：本站登记的荣誉、授予单位和日期。"
    return Stamp(path, "证书核验", said, head(share.site.url, path, said, metas=NOINDEX), str(body))


def _deeds(share: Share, filing: Filing, award: Award, one: Honoured, talks: Sequence[str]) -> Iterator[Made]:
    """The page of one's deeds; a neutral one where they may not be told, as the address may have been published."""
    if one.name != HIDDEN and not (one.deeds or one.photo):
        return
    site, path = share.site, f"honours/deeds/{honour_rolls.holder_id(filing.id, one.serial or '')}/"
    pictures: list[Picture] = []
    if one.photo:
        pictures = list(photos.shown([one.photo], site.records / filing.file.rpartition("/")[0], site.cache))
    names = {event.id: event.name for event in listed(share.entries)}
    body = fill(
        "deeds.html",
        root=up(path),
        crumbs=_crumbs(share, filing),
        one=one,
        award=award,
        date=day_words(award.date or ""),
        roll=f"{honour_rolls.path(filing.year, filing.code)}#a-{filing.id}",
        hidden=one.name == HIDDEN,
        deeds=[part for part in (one.deeds or "").split("\n") if part.strip()],
        pictures=pictures,
        talks=[(talk, names.get(talk, "")) for talk in talks],
    )
    name = "信息不公开" if one.name == HIDDEN else f"{one.name}的事迹"
    said = "这一页的内容不公开。" if one.name == HIDDEN else f"{one.name}：{award.body}“{award.name}”。"
    top = head(site.url, path, said, "article", NOINDEX if award.kind not in ("集体", "授牌") else ())
    yield Stamp(path, title(name), said, top, str(body))
    folder = site.records / filing.file.rpartition("/")[0]
    for picture in pictures:
        yield File(f"{path}card.jpg", photos.card(folder / picture.source, site.cache))
        yield from (File(path + file, drawn.data) for file, drawn in picture.files)
