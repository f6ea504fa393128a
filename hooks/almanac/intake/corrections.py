"""Corrections of what is on the site: a form's text names an activity by its number and says what changed, nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from almanac.excel import merge
from almanac.excel.importer import Context
from almanac.intake import answers, photo_files
from almanac.intake.photo_files import PHOTOS, Added, Sent
from almanac.model.diagnostics import masked, name_of, shown
from almanac.model.fields import columns
from almanac.model.filings import ACTIVITY, BY_FILE
from almanac.parse import customs, discovery, input_files, spelling, yaml_reader
from almanac.validate.context import activity_id

WORD, REMOVED = "更正", "删去"
_HEAD = re.compile(r"^# ?更正 *(.*?)\s*$", re.MULTILINE)
_NUMBER = re.compile("([0-9]{4})-([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})-[0-9a-z-]{1,80}")
_OTHERS = {"编号", "受理", "照片", "曾用地址"}  # what is not put right in this way
_LONGEST = 60  # letters of a value in the list of what changes


class Correction(NamedTuple):
    """What was sent: the number of the activity, and what is to be said in its record."""

    number: str
    text: str


class Corrected(NamedTuple):
    """The file with the record put right, and each change in words; photos: those that are added beside it; wrong: why it was not."""

    path: str = ""
    raw: bytes = b""
    changes: tuple[str, ...] = ()
    wrong: str = ""
    photos: Added = Added()


def read(text: str) -> list[Correction]:
    """The corrections in a text, each from its first line to the next one's."""
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return [Correction(head[1], text[head.end() : end]) for head, end in zip(heads, ends, strict=False)]


def corrected(correction: Correction, context: Context, sent: Sequence[Sent] = ()) -> Corrected:
    """A correction put into the record that it is of; every other letter of the file stays. sent: the photos that came with it."""
    found = next(_records(correction.number, context), None)
    if found is None:
        return Corrected(wrong=f"这里没有编号是 {name_of(correction.number)} 的活动，或者不归收的人管")
    path, item = found
    raw = input_files.content(context.root, path)
    value, _ = yaml_reader.parse(path, raw)
    before: Any = value if item is None else value[item]  # type: ignore[index]  # a list
    change, faults = yaml_reader.parse("", correction.text.encode())
    added = change.pop(PHOTOS, None) if isinstance(change, dict) else None
    if (
        not isinstance(change, dict)
        or not (change or added)
        or any(fault.code.startswith("E") for fault in faults)
    ):
        return Corrected(path, wrong="更正的内容读不懂；请把网页给出的那段文字从头到尾原样发来")
    removed = change.pop(REMOVED, [])
    keys = {column.path[0] for column in columns(ACTIVITY)} - _OTHERS
    paths = [*change, *(removed if isinstance(removed, list) else [removed])]
    if strange := [one for one in paths if not isinstance(one, str) or one.split("·")[0] not in keys]:
        return Corrected(path, wrong=f"“{shown(str(strange[0]))}”不能这样更正；请改原来的记录文件")
    notice = context.notices.get(int(path[:4]))
    photos = photo_files.added(added, path, context, sent) if added else Added()
    if photos is None:
        return Corrected(path, wrong="添的照片没有一起送来；请把网页给出的压缩包原样发来")
    spelt = spelling.record(ACTIVITY, change, customs.customs(int(path[:4]), notice))
    after = applied(before, {**spelt, REMOVED: paths[len(change) :]})
    if photos.lines:
        after[PHOTOS] = [*before.get(PHOTOS, []), *photos.lines]
    for key in [key for key in {**before, **after} if before.get(key) != after.get(key)]:
        made = answers.written(raw, item, key, after.get(key))
        if made is None:
            return Corrected(
                path,
                wrong=f"{name_of(path)} 里的“{key}”要自己改；更正里写的是：{_words(str(after.get(key)))}",
            )
        raw = made
    return Corrected(path, raw, tuple(_changes(before, after)), "", photos)


def applied(before: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A record with what a correction says of it; a part keeps what is not said."""
    after = _joined(before, {key: value for key, value in change.items() if key != REMOVED})
    for path in change.get(REMOVED, ()):
        after = _without(after, path.split("·"))
    return after


def _joined(before: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(before)
    for key, value in change.items():
        old = found.get(key)
        found[key] = _joined(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return found


def _without(value: Mapping[str, Any], keys: list[str]) -> dict[str, Any]:
    """A mapping without what some keys lead to; a part that says nothing more is gone as well."""
    found, first = dict(value), keys[0]
    inner = found.pop(first, None)
    if keys[1:] and isinstance(inner, dict) and (left := _without(inner, keys[1:])):
        found[first] = left
    return {key: found[key] for key in value if key in found}


def _records(number: str, context: Context) -> Iterator[tuple[str, int | None]]:
    """The file of an activity, and its place in a list, by its number or one that it had before."""
    said = _NUMBER.fullmatch(number)
    if said is None or not said[2].startswith(context.base) or said[2] not in context.register:
        return
    folder = "/".join(part for part in (said[1], context.register.path(said[2])) if part)
    if not (context.root / folder).is_dir():
        return
    for paper in discovery.files_in(context.root, folder):
        stem = paper.path.rpartition("/")[2].removesuffix(".yml")
        if paper.link or f"{stem}.yml" in BY_FILE or not paper.path.endswith(".yml"):
            continue
        value, _ = yaml_reader.parse("", input_files.content(context.root, paper.path))
        for item, one in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(one, dict):
                continue
            own = str(one["编号"]) if "编号" in one else None
            former = one.get("曾用地址", [])
            if number == activity_id(int(said[1]), said[2], stem, own) or number in former:
                yield paper.path, item if isinstance(value, list) else None


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """What changes, field by field, in the words of a table."""
    old, new = merge.said(ACTIVITY, before), merge.said(ACTIVITY, after)
    for column in columns(ACTIVITY):
        was, is_now = old.get(column.head, ""), new.get(column.head, "")
        if was != is_now:
            yield f"  {column.head}：{_words(was) or '（没有写）'} → {_words(is_now) or '（删去）'}"


def _words(text: str) -> str:
    return masked(shown(" ".join(text.split()), _LONGEST))
