"""What may lie in a folder of records, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from almanac.model import seal
from almanac.model.diagnostics import Fault, Place, closest, shown
from almanac.model.divisions import Register, parent
from almanac.model.examples import local
from almanac.model.filings import BY_FILE
from almanac.parse.discovery import Paper
from almanac.validate import context, file_names, personal_data

_COPY = re.compile(
    rf"({'|'.join(name.removesuffix('.yml') for name in BY_FILE)})[ _-]?(?:[0-9一二三四五]{{1,2}}|[(（][0-9]{{1,2}}[)）]|副本)\.yml"
)
PICTURES = (".jpg", ".jpeg", ".png", ".webp")


def misplaced(paper: Paper, folder: str, code: str | None, register: Register, name: str) -> Iterator[Fault]:
    """A file stands in the folder of an association under a name that does everywhere, and is a record or a picture.

    folder, code: where it stands, and the association's code, None for a strange folder; name: of the records folder.
    """
    place, last = Place(f"{name}/{paper.path}"), paper.path.rsplit("/", 1)[-1]
    named = paper.path if code is None else last
    yield from file_names.faults(named, place, personal_data.places(register))
    if code is not None and paper.path.endswith(".yml") and not paper.link:
        if kind := like_a_kind(paper.path):
            message = f"“{shown(last)}”像是{kind}，名字却不是“{kind}.yml”；一个协会的{kind}都写在“{kind}.yml”里，一项接一项"
            yield Fault(place, "E206", message, f"抄进 {kind}.yml，每项前面写 - ，再删去 {shown(last)}")
        return
    if paper.path.count("/") == 1 and paper.path.endswith(f"/{seal.FILE}") and not paper.link:
        return
    if paper.link:
        yield link(place)
    elif not last.endswith(".yml") and not last.lower().endswith(PICTURES):
        right = re.sub(r"(?i)(\.ya?ml|\.txt)+$", "", last)
        right = (right if right != last else last.rsplit(".", 1)[0]) + ".yml"
        message = f"“{shown(last)}”既不是记录（.yml）也不是照片（.jpg .png .webp）"
        yield Fault(place, "E203", message, f"改名为 {shown(right)}，或移出这个文件夹")
    if code is None:
        yield _unknown_folder(folder, place, register)


def like_a_kind(path: str) -> str:
    """The kind of record whose file a name is a copy of: 表彰2.yml, 汇总(1).yml; empty if it is none."""
    found = _COPY.fullmatch(path.rpartition("/")[2])
    return found[1] if found else ""


def link(place: Place) -> Fault:
    """A link is no file: it may lead anywhere."""
    message = f"“{shown(place.file.rpartition('/')[2])}”是链接或别的特殊文件，不是普通文件；记录文件夹里只收真正的文件"
    return Fault(place, "E202", message, "把原文件复制进来")


def _unknown_folder(folder: str, place: Place, register: Register) -> Fault:
    parts = folder.split("/")
    depth = next(n for n in range(len(parts)) if register.at("/".join(parts[: n + 1])) is None)
    above = register.at("/".join(parts[:depth])) or register.root
    children = register.children(above)
    known = {other: child.name for child in children for other in register.others(child.code)}
    meant = known.get(parts[depth]) or closest(parts[depth], [child.name for child in children])
    unit, named = register[above].name, shown(parts[depth])
    if meant:
        return Fault(place, "E204", f"名册里“{unit}”下面没有“{named}”，是不是“{meant}”？文件夹要用名册里的全名",
                     "/".join([*parts[:depth], meant, *parts[depth + 1 :]]))  # fmt: skip
    other = context.elsewhere(parts[depth:], above, register)
    where = f"；“{other.name}”在名册里属“{register.path(parent(other.code))}”，照名册放" if other else ""
    return Fault(place, "E204", f"名册里“{unit}”下面没有“{named}”{where or '；文件夹要用名册 associations.csv 里的全名'}",
                 register.path(other.code) if other else local("甲市/乙县/丙镇", register))  # fmt: skip
