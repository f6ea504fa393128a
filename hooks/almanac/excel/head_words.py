"""What the heads of tables mean: the words that offices use, kept in parse/field_words.tsv, and how heads of counts are put together of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from almanac.model.fields import ANSWER, FILE, JOIN, MARK, PLACE, VERSION, columns
from almanac.model.filings import Kind
from almanac.parse.field_words import rows

WHOLE, OWNER = "协会", "主办者"
PERSONAL, REFUSED, QUIET, UNCOUNTED = "个人", "不收", "不报", "不计"
NATURE = "性质"  # a column that says of a row that it is a sum: 汇总
TALLY = "汇总"
SEEN = 20_000  # so many cells are known again: each is tried as a head of every kind, with every row above it
_MARKS = re.compile(
    r"^(?:(?:请(?:选择|填写|输入))?(?:您|你|贵)们?(?:所在|所属|单位)?的?|请(?:选择|填写|输入)(?:所在|所属)?的?|[0-9]{1,3}[、.．]|Q[0-9]{1,3}[:：、.]?|[(（][0-9一二三四五六七八九十]{1,3}[)）])|[(（\[【](?:必填|选填|自动|单选题|多选题|填空题)[)）\]】]|\*"
)
_IN_BRACKETS = re.compile(r"[（(]([^）)]*)[）)]")
_OF_ANOTHER = re.compile("(?:其中|包含|含)|(?:小计|累计|本年累计)$")
_AUDIENCE = re.compile("(?:群众|居民|村民|学生|家长).*人|参[加与].*人")
_DOMAINS = ("宣传", "慰问")
_PUBLIC = re.compile("群众|居民|村民|学生|家长")
_BESIDE = {"办事的人": "来办活动的人", "另计": "线上观看的人"}
_MEASURES = ("场次", "人数", "户数")
SAID = {
    "其中": "已经含在别的列里，没有再算",
    "合计": "是几列加起来的，没有再算",
    "办事的人": "数的是来办活动、来慰问的人，不是参加活动、受慰问的人，没有收",
    "不计": "不是活动的场次、人数，没有收；资料、款物可写进“成效·其他”，稿件逐篇报“媒体”",
}


class Sense(NamedTuple):
    """What the head of a count means.

    field: 宣传·人数; item: the part of it that is counted, 讲座; level: of which associations; is_total, is_plan;
    generic: nothing says of what, so that a visit's row is in doubt; of_visits: 人次, beside which 人数 is the better;
    reason: why the column is not filed.
    """

    field: str = ""
    item: str = ""
    level: str = ""
    is_total: bool = False
    is_plan: bool = False
    generic: bool = False
    of_visits: bool = False
    reason: str = ""


@lru_cache(SEEN)
def bare(head: str) -> str:
    """A head without blanks, units in brackets, the marks of collecting tools, and joints."""
    return re.sub(r"[（(][^）)]*[）)]|[\s*·:：、/\\_—-]", "", _MARKS.sub("", re.sub(r"\s", "", head)))


@cache
def words(kind: str, means: str) -> frozenset[str]:
    """The words of a meaning, without their marks."""
    return frozenset(bare(word) for k, m, said in rows() if (k, m) == (kind, means) for word in said)


@cache
def names(kind: Kind) -> dict[str, str]:
    """Every name a column may have, and the head it stands for; empty for what never matters."""
    found = {bare(each): each for each in (MARK, FILE, VERSION, *PLACE, WHOLE)} | {ANSWER: ""}
    cols = columns(kind)
    tails = [JOIN.join(column.path[n:]) for column in cols for n in range(1, len(column.path))]
    for means, said in (
        (means, said)
        for k, means, said in rows()
        if k == "*" and means not in (PERSONAL, REFUSED, OWNER, UNCOUNTED)
    ):
        meant = "" if means == QUIET else means
        found |= {bare(each): meant for each in said} | dict.fromkeys(said, meant)
    for column in cols:
        for n in range(1, len(column.path)):
            tail = JOIN.join(column.path[n:])
            if tails.count(tail) == 1:
                found[bare(tail)] = column.head
    for means, said in ((means, said) for k, means, said in rows() if k == kind.name):
        found |= {bare(each): means for each in said}
    return found | {bare(column.head): column.head for column in cols}


# ---------------------------------------------------------------- heads of counts


@cache
def _tokens() -> dict[str, str]:
    """Each word that heads of counts are put together of, and its class; the longest first."""
    found = {re.sub(r"\s", "", word): means for k, means, said in rows() if k == "词" for word in said}
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


@lru_cache(SEEN)
def sense(path: tuple[str, ...], domain: str = "") -> Sense | None:
    """What a head of several levels counts; domain: what the whole table is about; None if it is not understood."""
    parts = [_plain(part) for part in path]
    if any(_OF_ANOTHER.match(part) for part in parts):
        return Sense(reason=SAID["其中"])
    text = "".join(parts)
    classes: list[tuple[str, str]] = []
    for word, means in _cover(text):
        if means is None:
            return _uncounted(text)
        if word == "会员" and _AUDIENCE.search(text):
            means = ""
        classes.append((word, means))
    said = {means for _, means in classes}
    if "另计" in said:
        return None
    for reason in ("不计", "办事的人"):
        if reason in said:
            return Sense(reason=SAID[reason])
    found = _put_together(classes, said, domain)
    if found is None or not found.field:
        return found
    groups = "".join(parts[:-1])
    item = (
        groups
        if len(parts) > 1 and any(word in groups for word, means in classes if means[:2] in _DOMAINS)
        else found.item
    )
    return found._replace(item=item, of_visits="人次" in text and "人数" not in text)


def _put_together(classes: Sequence[tuple[str, str]], said: set[str], domain: str) -> Sense | None:
    measures = [means for means in _MEASURES if means in said]
    domains = {means[:2] for means in said if means[:2] in _DOMAINS}
    if "走访" in said and domain == "慰问":
        domains.add(domain)
    if "总" in said and not measures and not domains:
        return Sense(reason=SAID["合计"])
    if len(measures) != 1 or len(domains) > 1:
        return None
    of = next(iter(domains), domain) or ("慰问" if measures[0] == "户数" else "宣传")
    if of == "宣传" and measures[0] == "户数":
        return None
    item = "".join(word for word, means in classes if means.endswith("项"))
    level = next((means.removeprefix("级:") for means in said if means.startswith("级:")), "")
    return Sense(
        f"{of}{JOIN}{measures[0]}", item, level, "总" in said, "计划" in said, not domains and not domain
    )


def _uncounted(text: str) -> Sense | None:
    """A head with a word that is never filed as a count, whatever else it says."""
    for word, means in _tokens().items():
        if word == "会员" and _AUDIENCE.search(text):
            continue
        if means in ("不计", "办事的人") and len(word) > 1 and word in text:
            return Sense(reason=SAID[means])
    return None


# ---------------------------------------------------------------- what is joined in a head and apart with us


@lru_cache(SEEN)
def joined(path: tuple[str, ...], domain: str = "") -> tuple[str, ...]:
    """The fields and figures that a head counts together, 户数（人数）, 中省媒体（篇）: nobody can split them; else nothing."""
    text = "".join(re.sub(r"\s", "", part) for part in path)
    if levels := _levels_of_media(text):
        return levels
    inside = [word for one in _IN_BRACKETS.findall(text) for word in _classes(one)]
    outside = _classes("".join(map(bare, path)))
    said = {means for _, means in (*outside, *inside)}
    measures = [one for one in _MEASURES if one in said]
    domains = [one for one in _DOMAINS if any(means[:2] == one for means in said)] or [domain or ""]
    workers = "办事的人" in {means for _, means in outside}
    if not measures or said & {"其中", "不计"} or (workers and not _PUBLIC.search(text)):
        return ()
    of = domains[0] or ("慰问" if "户数" in measures else "宣传")
    if workers:
        return f"{of}人数", _BESIDE["办事的人"]
    if beside := next((_BESIDE[means] for _, means in inside if means in _BESIDE), ""):
        return f"{of}{measures[0]}", beside
    if "走访" in said and "慰问" not in domains:
        return f"慰问{measures[0]}", "没有慰问的走访"
    return (
        tuple(f"{one or of}{measure}" for one in domains for measure in measures)
        if len(domains) * len(measures) > 1
        else ()
    )


def _levels_of_media(text: str) -> tuple[str, ...]:
    """The levels of outlets whose pieces a head counts together."""
    plain = re.sub("[、，,/和及与]", "", text)
    if not any(word in text for word in ("媒", "报道", "报告", "稿", "篇")):
        return ()
    for kind, parts, said in rows():
        if kind == "合称" and any(re.sub("[和及与]", "", word) in plain for word in said):
            return tuple(parts.split())
    return ()


def unit(head: str) -> str:
    """The unit in which pieces are counted: as a head has it in brackets, else 篇."""
    found = [one.removeprefix("单位").lstrip("：:") for one in _IN_BRACKETS.findall(head)]
    return next((one for one in found if one in ("条", "次", "件")), "篇")


def figures() -> frozenset[str]:
    """What may be filed among the other figures of a record: 国家级媒体报道."""
    return frozenset(part for kind, parts, _ in rows() if kind == "合称" for part in parts.split())


def _classes(text: str) -> list[tuple[str, str]]:
    """The words of a text that are known, and their classes; what is not known is passed over."""
    return [(word, means or "") for word, means in _cover(text)]


def _plain(part: str) -> str:
    """A level of a head with its unit behind it: 宣传（单位：人） is 宣传人."""
    text = re.sub(r"\s", "", _MARKS.sub("", part.strip()))
    return re.sub(r"[·:：、/\\_—-]", "", _IN_BRACKETS.sub(lambda one: _unit(one[1]), text))


def _unit(text: str) -> str:
    word = re.sub(r"^单位[:：]?", "", text)
    return word if word in _tokens() or re.fullmatch(".", word) else ""


@cache
def _by_letter() -> dict[str, list[str]]:
    """The words of counts by the letter that they begin with, the longest first."""
    found: dict[str, list[str]] = {}
    for word in _tokens():
        found.setdefault(word[0], []).append(word)
    return found


def _cover(text: str) -> Iterator[tuple[str, str | None]]:
    """The words that a text is put together of, with their classes; a letter with which none begins has None."""
    while text:
        word = next((word for word in _by_letter().get(text[0], ()) if text.startswith(word)), text[0])
        yield word, _tokens().get(word)
        text = text.removeprefix(word)
