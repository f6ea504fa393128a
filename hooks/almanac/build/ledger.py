"""What a build holds against the last one: what all shares depend on, paths claimed twice, addresses that vanish."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from almanac.build.desk import FORM, Desk, Manifest, Refused, digest, kept
from almanac.build.orders import Done, Job
from almanac.model import seal
from almanac.model.diagnostics import Fault, Place
from almanac.model.divisions import level_of
from almanac.parse import input_files
from almanac.publish import file_tree
from almanac.views.error_catalogue import GALLERY


def vanished(gone: Iterable[str], records: str) -> Iterator[Fault]:
    """An address once published never answers 404: whoever renames or removes a record is told what keeps it alive."""
    for path in sorted(gone):
        parts = path.split("/")
        if parts[0] == "honours" and parts[1] in ("verify", "deeds") and parts[3:] == ["index.html"]:
            yield Fault(
                Place(records),
                "W291",
                f"证书或事迹的网址 /{'/'.join(parts[:3])}/ 上次发布过，这次没有了。印出的二维码要一直打得开："
                "编号和表彰名称不要改，名单里的一项不要删；不再公开的，写上“撤回”的日期",
                "同意: {…, 撤回: 2022-01-01}",
            )
        if parts[0] == "press" and parts[2:] == ["index.html"]:
            yield Fault(
                Place("content/press"),
                "W290",
                f"新闻稿网址 /press/{parts[1]}/ 上次发布过，这次没有了。文件改了名的，在新文件里写上旧名；"
                "不再公布的，把文件放回来，状态写“撤下”",
                f"曾用地址: [{parts[1]}]",
            )
        if parts[0] == "e" and parts[2:] == ["index.html"]:
            yield Fault(
                Place(records),
                "W290",
                f"活动网址 /e/{parts[1]}/ 上次发布过，这次没有了。文件改了名的，在新文件里写上旧编号；"
                "不再公布的，把文件放回来，状态写“撤下”",
                f"曾用地址: [{parts[1]}]",
            )


def counted_elsewhere(pieces: Mapping[str, Iterable[tuple[str, str]]]) -> dict[str, dict[str, str]]:
    """For each share: the pieces filed there that another association counts, with its code.

    One piece filed by several is counted where it was filed lowest, and there by the first of equals.
    """
    filed: dict[str, set[str]] = {}
    for those in pieces.values():
        for key, code in those:
            filed.setdefault(key, set()).add(code)
    owners = {
        key: min(codes, key=lambda code: (-level_of(code), code))
        for key, codes in filed.items()
        if len(codes) > 1
    }
    return {
        share: {key: owners[key] for key, code in sorted(set(those)) if owners.get(key, code) != code}
        for share, those in pieces.items()
    }


def manifests(done: Mapping[str, Done], names: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What is noted down of each part that was made; names: under which their manifests are kept."""
    return {
        key: {
            "name": names[key],
            "mark": mark(part.manifest),
            "files": len(part.manifest),
            "whole": part.whole,
        }
        for key, part in done.items()
    }


def note(parts: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The note of an edition made of these parts: its version, which all their marks decide, and how many files."""
    version = hashlib.blake2b(digest_size=12)
    for key in sorted(parts):
        version.update(key.encode() + parts[key]["mark"])
    files = sum(part["files"] for part in parts.values()) + 1
    return {"form": FORM, "manifests": dict(parts), "version": version.hexdigest(), "files": files}


def mark(manifest: Manifest) -> bytes:
    """One digest for all the files of a manifest."""
    return digest(b"\n".join(path.encode() + file for path, file in sorted(manifest.items())))


def refuse_double(done: dict[str, Done], others: Iterable[str], here: Desk) -> None:
    """A path may be claimed once: new paths are looked for among each other and in all that stays."""
    new: dict[str, str] = {}
    for code, part in done.items():
        for path in part.new:
            if path in new:
                raise Refused(file_tree.double_claim(path))
            new[path] = code
    if len(new) == sum(len(part.manifest) for part in done.values()):
        return
    standing = [kept(here, name) for name in others] if new else []
    standing += [part.manifest.keys() - set(part.new) for part in done.values()]
    for paths in standing:
        for path in new.keys() & set(paths):
            raise Refused(file_tree.double_claim(path))


def program(job: Job, made_of: bytes) -> bytes:
    """What every page depends on: the day, the year, the program, the engine's sources, the register, the notices."""
    found = hashlib.blake2b(digest_size=16)
    found.update(f"{job.today}\0{job.year}\0{job.set_aside}\0{job.compress}".encode() + made_of)
    files = sorted((job.project / "hooks").rglob("*.py"))
    files += sorted((job.project / GALLERY).glob("*.*"))
    for file in files:
        found.update(file.name.encode() + b"\0" + file.read_bytes())
    for pattern in ("*.csv", "[0-9]*/通知.yml", f"[0-9]*/{seal.FILE}"):
        for path in sorted(file.relative_to(job.records).as_posix() for file in job.records.glob(pattern)):
            if input_files.is_plain(job.records, path):
                found.update(
                    path.rpartition("/")[2].encode() + b"\0" + input_files.content(job.records, path)
                )
    return found.digest()
