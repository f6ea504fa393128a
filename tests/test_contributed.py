"""Contributed files have one door: nothing behind a link, no device, no pipe, and no more than is wanted is read or shown."""

from __future__ import annotations

import os
import re
import sys
import threading
from pathlib import Path

import pytest
from almanac.cli import options
from almanac.load import articles
from almanac.load import records as load_records
from almanac.model.day import Day
from almanac.model.report import report
from almanac.parse import input_files
from almanac.review import annotations as review_annotations
from checking import faults as faults_of
from small import FULL as REGISTER
from small import PLACES
from test_rules import NOTICE

ROOT = Path(__file__).resolve().parents[1]
SECRET = "秘密的第一行\n"
FILE = "2021/长沙市/浏阳市/0529-x.yml"

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="links need rights that few Windows users have"
)


def laid(root: Path, path: str, kind: str) -> Path:
    """A place in a records folder that is no plain file reached through no link; the secret lies elsewhere."""
    elsewhere = root.parent / "elsewhere"
    elsewhere.mkdir(parents=True, exist_ok=True)
    for name in (path.rpartition("/")[2], "secret"):
        (elsewhere / name).write_text(SECRET, encoding="utf-8")
    file = root / path
    file.parent.parent.mkdir(parents=True, exist_ok=True)
    if kind == "folder":
        file.parent.symlink_to(elsewhere)
        return file
    file.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(
            {"link": elsewhere / "secret", "device": Path("/dev/zero"), "gone": Path("none")}[kind]
        )
    return file


def in_time(ask: object) -> object:
    """What a question answers; one that waits for a pipe, or reads without end, answers nothing."""
    told: list[object] = ["没有回答"]
    asked = threading.Thread(target=lambda: told.append(ask()), daemon=True)  # type: ignore[operator]
    asked.start()
    asked.join(20)
    return told[-1]


@pytest.mark.parametrize("kind", ["link", "folder", "device", "pipe", "gone"])
@pytest.mark.parametrize("below", ["events", "content"])
def test_nothing_that_is_no_plain_file_is_shown(
    kind: str, below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "PROJECT", tmp_path)
    path = FILE if below == "events" else "content/health/shili.md"
    root = tmp_path / "events" if below == "events" else tmp_path
    laid(root, path, kind)
    shown = f"events/{path}" if below == "events" else path
    assert in_time(lambda: options.text_of(shown, tmp_path / "events", "events")) is None
    assert not input_files.is_plain(root, path)
    with pytest.raises(OSError):
        input_files.content(root, path)


@pytest.mark.parametrize("kind", ["link", "folder", "device", "pipe"])
def test_a_report_on_records_says_nothing_of_what_a_link_leads_to(kind: str, tmp_path: Path) -> None:
    records = tmp_path / "events"
    laid(records, FILE, kind)
    (records / "2021" / "通知.yml").write_text(NOTICE, encoding="utf-8")

    def checked() -> str:
        faults = faults_of(records, REGISTER, "2021-06-15")
        faults += load_records.check(records, REGISTER, Day("2021-06-15"), "events", [FILE])

        def text_of(file: str) -> str | None:
            return options.text_of(file, records, "events")

        return (
            report(faults, text_of)
            + review_annotations.rdjson(faults, text_of)
            + review_annotations.github(faults, text_of)
        )

    found = in_time(checked)
    assert "E202" in str(found) and "秘密" not in str(found)


@pytest.mark.parametrize("name", ["2022", "2021/通知.yml", "2021/封存.json"])
def test_a_year_a_notice_and_a_seal_are_no_links(name: str, tmp_path: Path) -> None:
    records = tmp_path / "events"
    (records / "2021").mkdir(parents=True)
    (records / "2021" / "通知.yml").write_text(NOTICE, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "通知.yml").write_text(f"届次: {SECRET}", encoding="utf-8")
    (records / name).unlink(missing_ok=True)
    (records / name).symlink_to(elsewhere if name == "2022" else elsewhere / "通知.yml")
    found = faults_of(records, REGISTER, "2021-06-15")
    assert "E202" in {fault.code for fault in found if fault.place.file == f"events/{name}"}
    assert "秘密" not in repr(found)


def test_all_of_the_articles_behind_a_link_are_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "index.md").write_text(f"---\n标题: {SECRET}---\n", encoding="utf-8")
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")
    found = articles.load(tmp_path, Day("2021-06-15"), PLACES)
    assert [fault.code for fault in found.faults] == ["E061"] and found.rotten


def test_what_is_too_large_to_be_read_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "a.yml").write_bytes(b"x" * (64 * 1024 + 1))
    assert options.text_of("events/2021/a.yml", tmp_path, "events") is None
    (tmp_path / "2021" / "a.yml").write_bytes(b"x" * (64 * 1024))
    assert options.text_of("events/2021/a.yml", tmp_path, "events") == "x" * 64 * 1024
    assert input_files.content(tmp_path, "2021/a.yml", 3) == b"xxx"


@pytest.mark.parametrize(
    "path",
    [
        "/in/2021/a.yml",
        "/2021/a.yml",
        "../secret",
        "2021/../../secret",
        "2021//a.yml",
        "./2021/a.yml",
        "",
        "a\0b",
    ],
)
def test_no_path_leads_out_of_the_folder(path: str, tmp_path: Path) -> None:
    (tmp_path / "in" / "2021").mkdir(parents=True)
    (tmp_path / "in" / "2021" / "a.yml").write_text("名称: 示例\n", encoding="utf-8")
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    assert not input_files.is_plain(tmp_path / "in", path)
    assert input_files.text(tmp_path / "in", path, 100) is None


# Who else reads files, and which: nothing that a contributor sends is among them.
OWN = {
    "parse/input_files": "the door itself",
    **dict.fromkeys(
        (
            "render/typst",
            "intake/new_province",
            "documents/docx",
            "documents/epub",
            "parse/pinyin",
            "validate/name_signs",
            "validate/word_cuts",
            "demo/__init__",
        ),
        "the program's own",
    ),
    **dict.fromkeys(
        (
            "publish/file_tree",
            "publish/local",
            "publish/manifest",
            "publish/folder",
            "publish/rsync",
            "cli/serve",
        ),
        "what was made before",
    ),
    **dict.fromkeys(("build/versions", "views/error_catalogue"), "sources and the gallery of mistakes"),
    "build/mkdocs_shell": "its own lock, its mark, and sources that are plain files",
    **dict.fromkeys(
        ("review/preview", "build/published_activities"), "pages that were just made, or made before"
    ),
    "views/photos": "what was drawn and kept",
    "parse/images": "bytes that were read",
    "excel/reader": "parts of a workbook in memory",
    "parse/field_words": "the program's own words",
    "excel/remembered": "what was answered before, kept beside the store",
    **dict.fromkeys(
        ("cli/sent_files", "cli/notice"), "a file that is named on the command line, up to its limit"
    ),
    **dict.fromkeys(
        ("publish/object_store", "publish/targets"), "what was made before, and the server's settings"
    ),
    **dict.fromkeys(
        ("doctor/checkout", "doctor/settings", "doctor/machine", "doctor/publishing", "doctor/__init__"),
        "what is ours, up to a limit: it works when the rest does not",
    ),
    "build/published_seals": "what was published",
    "parse/discovery": "the mark of a demo",
    "review/git": "git, as a program",
    "review/platforms": "an answer from the network, up to its limit",
    "review/traces": "a part of a packed file in git's history, up to a limit",
    "nation/front": "the program's own scripts, and settings that were just made",
    "nation/worker": "its own lock, and which packages two checkouts of the program ask for",
    "cli/review": "a remark that was just made",
    "cli/menu": "a command, as a program",
}


def test_whatever_reads_a_contributed_file_goes_through_the_door() -> None:
    signs = re.compile(r"\.read_text\(|\.read_bytes\(|(?<!_)open\(|copyfile\(")
    folder = ROOT / "hooks" / "almanac"
    readers = {
        file.relative_to(folder).as_posix().removesuffix(".py")
        for file in folder.rglob("*.py")
        if signs.search(file.read_text(encoding="utf-8"))
    }
    assert readers == OWN.keys()
