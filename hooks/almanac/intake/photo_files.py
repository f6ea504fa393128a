"""Photos that were sent with records: each beside the record it is of, under a clean name, drawn anew; consent is asked once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from almanac.excel.importer import Context
from almanac.excel.whole_table import Question
from almanac.intake import answers, record_files
from almanac.model.diagnostics import describe, is_error, name_of
from almanac.model.filings import ACTIVITY, BY_FILE
from almanac.parse import discovery, images, input_files, yaml_reader
from almanac.validate.file_layout import PICTURES

CONSENT, MINORS, WHICH = "照片·同意", "照片·未成年人", "照片·"
LONGEST = 2560  # pixels of the long side: enough for a newspaper, and small enough to be kept
PHOTOS = "照片"
Answer = Callable[[Sequence[Question]], Mapping[str, str]]


class Sent(NamedTuple):
    """A photo: its path below what was sent, its bytes, and the record beside which it was pasted, if it was."""

    name: str
    raw: bytes
    beside: str = ""


class _Placed(NamedTuple):
    photo: Sent
    path: str
    why: str = ""


def take(
    photos: Sequence[Sent], filed: Sequence[str], context: Context, answer: Answer
) -> tuple[dict[str, bytes], list[str]]:
    """The files that photos make, records that name them included, and what is said; filed: the records of this hand-in."""
    placed = [_placed(photo, filed, context) for photo in photos]
    questions = [_which(one.photo, filed) for one in placed if not one.path and not one.why]
    said = dict(answer([*_consent(), *questions]))
    files: dict[str, bytes] = {}
    words: list[str] = []
    for one in placed:
        path = one.path or next(
            (path for path in filed if said.get(f"{WHICH}{one.photo.name}") == _label(path)), ""
        )
        shown = name_of(one.photo.name)
        if one.why or not path:
            words.append(
                f"照片 {shown}：{one.why or '不知道是哪一场的，没有收；文件名前面写上记录的文件名，如 0528-义诊-1.jpg'}。"
            )
        elif said.get(CONSENT) not in ("有", "无人像") or said.get(MINORS) not in ("有", "无"):
            words.append(
                f"照片 {shown}：先没有收，要知道画面里的人是否同意公开、有没有未成年人；"
                f"加上 --say {CONSENT}=有 --say {MINORS}=无 再来一次。"
            )
        else:
            words.append(_put(one.photo, path, said, context, files))
    return files, words


def _consent() -> list[Question]:
    return [
        Question(
            CONSENT,
            "照片里的人是否都同意公开（没有问过的写 无，先不收）",
            f"{CONSENT}: 有",
            ("有", "无人像", "无"),
        ),
        Question(MINORS, "照片里有没有未成年人", f"{MINORS}: 无", ("有", "无")),
    ]


def _which(photo: Sent, filed: Sequence[str]) -> Question:
    choices = tuple(map(_label, filed))
    return Question(
        f"{WHICH}{photo.name}",
        f"照片 {name_of(photo.name)} 是哪一场的",
        f"{WHICH}{photo.name}: 0528-义诊",
        choices,
    )


def _label(path: str) -> str:
    return "/".join(path.removesuffix(".yml").split("/")[-2:])


def _placed(photo: Sent, filed: Sequence[str], context: Context) -> _Placed:
    """The record of a photo: beside which it was pasted, whose name its own begins with, or the only one of its folder."""
    if wrong := images.trouble(photo.name.rpartition("/")[2], photo.raw):
        return _Placed(photo, "", f"没有收，{wrong.message}")
    if photo.beside:
        return _Placed(photo, photo.beside)
    folder, _, name = photo.name.rpartition("/")
    code = next(
        (
            code
            for n in range(folder.count("/") + 1)
            if folder and (code := context.register.at("/".join(folder.split("/")[n:])))
        ),
        "",
    )
    near = [path for path in filed if not code or context.register.at(discovery.folder_of(path)) == code]
    stem = re.sub(r"[^0-9A-Za-z一-鿿]", "", name.rpartition(".")[0])
    named = [
        path for path in near if stem.startswith(re.sub(r"[^0-9A-Za-z一-鿿]", "", _label(path).split("/")[1]))
    ]
    found = named or near
    return _Placed(photo, found[0] if len(found) == 1 else "")


def _put(photo: Sent, path: str, said: Mapping[str, str], context: Context, files: dict[str, bytes]) -> str:
    """Put a photo beside its record; what is said of it."""
    raw = files.get(path) or input_files.content(context.root, path)
    stem, folder = path.rpartition("/")[2].removesuffix(".yml"), path.rpartition("/")[0]
    name = _free(stem, folder, context, files)
    value, _ = yaml_reader.parse(path, raw)
    shown = name_of(photo.name)
    if not isinstance(value, dict):
        return f"照片 {shown}：{name_of(path)} 里有几场，不知道是哪一场的，没有收；请在记录里写“照片”，文件放在旁边。"
    caption = f"{value.get('地点') or ''}{value.get('名称', '')}现场"
    line = {"文件": name, "说明": caption, "同意": said[CONSENT], "未成年人": said[MINORS]}
    made = _named(raw, value, line)
    if made is None:
        return f"照片 {shown}：{name_of(path)} 里的“照片”要自己写，没有收；请在记录里写好，文件放在旁边。"
    data = images.fitted(photo.name.rpartition("/")[2], photo.raw, LONGEST).data
    if data in _beside(folder, context, files):
        return f"照片 {shown}：原来就有。"
    checked = record_files.take_text(
        made, path, path, context, True, {**_pictures(files), f"{folder}/{name}": data}
    )
    if wrong := [fault for fault in checked.faults if is_error(fault)]:
        return f"照片 {shown}：没有收。{describe(wrong[0])}"
    files |= {path: made, f"{folder}/{name}": data}
    return f"照片 {shown}：放在 {name_of(folder)}/{name}，说明写的是“{caption}”，请再看一眼。"


def _beside(folder: str, context: Context, files: Mapping[str, bytes]) -> list[bytes]:
    """The photos that lie in a folder, or are going to."""
    there = [one for one in (context.root / folder).iterdir() if one.name.lower().endswith(PICTURES)]
    kept = [
        input_files.content(context.root, f"{folder}/{one.name}")
        for one in there
        if input_files.is_plain(context.root, f"{folder}/{one.name}")
    ]
    return [*kept, *_pictures(files).values()]


def _pictures(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.lower().endswith(PICTURES)}


def wanted(raw: bytes, folder: str, photos: Sequence[Sent]) -> dict[str, bytes]:
    """The photos that a record names itself, as they lie beside it."""
    text = raw.decode("utf-8", "ignore")
    found = {}
    for photo in photos:
        name = photo.name.rpartition("/")[2]
        if name in text and images.trouble(name, photo.raw) is None:
            is_jpeg = name.lower().endswith((".jpg", ".jpeg"))
            found[f"{folder}/{name}"] = images.fitted(name, photo.raw, LONGEST).data if is_jpeg else photo.raw
    return found


def _named(raw: bytes, value: Mapping[str, object], line: Mapping[str, str]) -> bytes | None:
    """The record with one more photo, every other letter as it was; None where it can only be written by hand."""
    present = value.get(PHOTOS, [])
    return answers.written(raw, None, PHOTOS, [*present, line]) if isinstance(present, list) else None


class Added(NamedTuple):
    """Photos that are added to a record: its new lines, the files, and which of those that were sent they are."""

    lines: Sequence[Mapping[str, object]] = ()
    files: Mapping[str, bytes] = MappingProxyType({})
    photos: Sequence[Sent] = ()


def added(said: object, path: str, context: Context, photos: Sequence[Sent]) -> Added | None:
    """The photos that a correction adds to a record, under names that are free beside it; None if one of them did not come."""
    stem, folder = path.rpartition("/")[2].removesuffix(".yml"), path.rpartition("/")[0]
    by_name = {photo.name.rpartition("/")[2]: photo for photo in photos}
    lines: list[Mapping[str, object]] = []
    files: dict[str, bytes] = {}
    taken = []
    for line in said if isinstance(said, list) else ():
        photo = by_name.get(str(line.get("文件"))) if isinstance(line, dict) else None
        if photo is None or images.trouble("1.jpg", photo.raw):
            return None
        name = _free(stem, folder, context, files)
        lines.append({**line, "文件": name})
        files[f"{folder}/{name}"] = images.fitted("1.jpg", photo.raw, LONGEST).data
        taken.append(photo)
    return Added(lines, files, taken) if lines else None


def _free(stem: str, folder: str, context: Context, files: Iterable[str]) -> str:
    """A name of a photo that nothing has beside a record; files: those that are going to lie there."""
    taken = set(files) | {f"{folder}/{one.name}" for one in (context.root / folder).iterdir()}
    return next(f"{stem}-{n}.jpg" for n in range(1, 1000) if f"{folder}/{stem}-{n}.jpg" not in taken)


def is_activity(path: str) -> bool:
    """Whether a record is one that photos are of."""
    return BY_FILE.get(path.rpartition("/")[2], ACTIVITY) is ACTIVITY
