"""Seals: a year that was signed stands, is revised by `seal` alone, and cannot be taken back unseen."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from almanac.model import seal as model_seal
from almanac.model.seal import Revised, Seal
from almanac.statistics import sealing
from guard import LIMIT
from published import Published
from small import build, records
from test_commands import run
from test_paperwork import counted

TODAY = "2021-07-02"
CELL = "publicity-village-people"
TABLE = "totals/2021/43"


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records(tmp_path_factory.mktemp("seals") / "events", activities=160)


@pytest.fixture(scope="module")
def signed(events: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the records sealed as of the end of May and their site."""
    folder = tmp_path_factory.mktemp("signed")
    shutil.copytree(events, folder / "events")
    code, said = seal(folder / "events", "--as-of", "2021-05-31")
    assert code == 0 and "封存了 2021 年的统计表" in said, said
    assert build(folder / "events", folder / "site", today=TODAY).published
    return folder


@pytest.fixture
def sealed(signed: Path, tmp_path: Path) -> Path:
    """A copy of the sealed records, beside a copy of their site."""
    shutil.copytree(signed, tmp_path, dirs_exist_ok=True)
    return tmp_path / "events"


def seal(records: Path, *options: str, today: str = TODAY) -> tuple[int, str]:
    return run("seal", 2021, "--records", records, "--today", today, *options)


def village(events: Path) -> Path:
    """A village's activity of May with a number of people."""
    files = sorted(events.glob("2021/*/*/*/*/05*.yml"))
    return next(
        f
        for f in files
        if "宣传: {" in (said := f.read_text(encoding="utf-8")) and "人数: " in said and "已举办" in said
    )


def say(file: Path, people: int) -> None:
    text = file.read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if "宣传: {" in line)
    file.write_text(text.replace(line, f"  宣传: {{场次: 1, 人数: {people}}}"), encoding="utf-8")


def read(events: Path) -> Seal:
    return model_seal.read(events, "events", {2021: None})[0][2021]


def rewritten(events: Path, change: Callable[[Seal], Seal]) -> None:
    """A seal as somebody would make it who knows how: with all its digests."""
    (events / "2021" / model_seal.FILE).write_bytes(model_seal.written(change(read(events))))


def table(site: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((site / "data" / f"{TABLE}.json").read_text(encoding="utf-8"))
    return found


def rows(site: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((site / "data" / f"{name}.csv").read_text(encoding="utf-8"))))


def number(site: Path, cell: str = CELL) -> int | None:
    return next(each["value"] for each in table(site)["cells"] if each["cell"] == cell)  # type: ignore[attr-defined,no-any-return]


# ---------------------------------------------------------------- what was signed stands


def test_a_changed_record_changes_no_signed_number_and_is_told(sealed: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(sealed, site, today=TODAY)
    signed = number(site)
    say(village(sealed), 377)
    build(sealed, site, today=TODAY)
    found = table(site)
    assert number(site) == signed == read(sealed).value("43", CELL)
    assert {cell["status"] for cell in found["cells"]} == {"final"} and found["revisions"] == []  # type: ignore[attr-defined]
    (differs,) = (each for each in found["differences"] if each["cell"] == CELL)  # type: ignore[attr-defined]
    assert differs["signed"] == signed != differs["now"] and "改动" in differs["why"]
    told = f"现在的记录是 {differs['now']}，与定稿的 {signed} 不同，未修订（"
    page = (site / TABLE / "index.html").read_text(encoding="utf-8")
    word, book = (_text(site / TABLE / f"form.{kind}") for kind in ("docx", "xlsx"))
    words = f"定稿，截至 2021-05-31，封存号 {read(sealed).digest}"
    for text in (page, word, book):
        assert told in text and words in text
    assert "<sup>≠</sup>" in page and "≠<" in word and "≠" in book


def _text(file: Path) -> str:
    with zipfile.ZipFile(file) as packed:
        return "".join(
            packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))
        )


@pytest.mark.whole
def test_no_build_dates_or_numbers_what_nobody_has_signed(sealed: Path, tmp_path: Path) -> None:
    """What differs today and tomorrow is the same page: there is no revision until `seal` makes it."""
    say(village(sealed), 377)
    for day in ("2021-07-02", "2021-07-03"):
        build(sealed, tmp_path / day, today=day)
    one, other = (
        {
            file.relative_to(tmp_path / day): file.read_bytes()
            for folder in ("totals", "data/totals")
            for file in (tmp_path / day / folder).rglob("*")
            if file.is_file()
        }
        for day in ("2021-07-02", "2021-07-03")
    )
    assert one == other


@pytest.mark.whole
def test_three_revisions_are_numbered_once_with_their_days_and_reasons(sealed: Path, tmp_path: Path) -> None:
    began, values, site = read(sealed), list[int | None](), tmp_path / "site"
    values.append(began.value("43", CELL))
    for place, day in enumerate(("2021-07-03", "2021-07-05", "2021-08-01"), 1):
        say(village(sealed), 500 + place * 7)
        code, said = seal(sealed, "--as-of", "2021-05-31", today=day)
        assert code == 0 and f"记下了第 {place} 次修订" in said, said
        values.append(read(sealed).value("43", CELL))
    after = read(sealed)
    mine = [one for one in after.revisions if (one.association, one.cell) == ("43", CELL)]
    assert [(one.number, one.date, one.until) for one in mine] == [
        ("R1", "2021-07-03", "2021-05-31"),
        ("R2", "2021-07-05", "2021-05-31"),
        ("R3", "2021-08-01", "2021-05-31"),
    ]
    assert [one.old for one in mine] == values[:3] and [one.new for one in mine] == values[1:]
    assert all("改动" in one.why for one in after.revisions) and after.digests[0] == began.digests[0]
    build(sealed, site, today="2021-08-02")
    page = (site / TABLE / "index.html").read_text(encoding="utf-8")
    assert "定稿，修订至 R3，截至 2021-05-31" in page and "<sup>R3" in page
    assert f"由 {values[1]} 改为 {values[2]}，2021-07-05" in page
    _told_in_every_form(site, values)
    told = [one for one in rows(site, "revisions") if one["association"] == "43" and one["row"] == "village"]
    assert {one["vintage"] for one in told} == {"R1", "R2", "R3"}
    vintages = [
        one
        for one in rows(site, "signed")
        if one["association"] == "43" and "-".join((one["block"], one["row"], one["column"])) == CELL
    ]
    assert [int(one["value"]) for one in vintages] == values
    assert [one["vintage"] for one in vintages] == ["final", "R1", "R2", "R3"]


def _told_in_every_form(site: Path, values: list[int | None]) -> None:
    """The last number with its mark, how final it is, and each revision with its numbers, days and reason."""
    forms = {kind: _text(site / TABLE / f"form.{kind}") for kind in ("docx", "xlsx")}
    forms["page"] = (site / TABLE / "index.html").read_text(encoding="utf-8")
    if Published.reads_pdf():
        command = ["pdftotext", "-layout", str(site / TABLE / "form.pdf"), "-"]
        forms["pdf"] = subprocess.run(command, capture_output=True, check=True, timeout=LIMIT).stdout.decode()
    for kind, text in forms.items():
        plain = re.sub(r"<[^>]+>|\s", "", text)
        assert "定稿，修订至R3，截至2021-05-31，封存号" in plain, kind
        assert re.search(rf"{values[3]}\*?R3", plain) or kind in ("xlsx", "pdf"), kind
        for place, day in enumerate(("2021-07-03", "2021-07-05", "2021-08-01"), 1):
            words = f"由{values[place - 1]}改为{values[place]}，{day}修订，截至2021-05-31（改动"
            assert words in plain, (kind, place)
    (line,) = [
        one
        for one in _lines(site)
        if (one["block"], one["row"], one["column"]) == ("publicity", "village", "people")
    ]
    assert (line["value"], line["status"], line["obs_status"]) == (str(values[3]), "R3", "A")


def _lines(site: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((site / TABLE / "table.csv").read_text(encoding="utf-8"))))


@pytest.mark.whole
def test_anybody_can_recompute_the_digest_from_the_data(sealed: Path, tmp_path: Path) -> None:
    say(village(sealed), 388)
    seal(sealed)
    build(sealed, tmp_path / "site", today=TODAY)
    before, found = "", rows(tmp_path / "site", "signed")
    for vintage in ("final", "R1"):
        those = [one for one in found if one["vintage"] == vintage]
        number = "" if vintage == "final" else vintage
        lines = [f"2021,{number},{those[0]['date']},{those[0]['as_of']},{before}"]
        lines += [f"{r['association']},{r['block']}-{r['row']}-{r['column']},{r['value']}" for r in those]
        before = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        assert {one["digest"] for one in those} == {before}
    assert f"封存号 {before[:16]}" in (tmp_path / "site" / TABLE / "index.html").read_text(encoding="utf-8")


@pytest.mark.whole
def test_sealing_without_a_change_writes_nothing(sealed: Path) -> None:
    before = (sealed / "2021" / model_seal.FILE).read_bytes()
    code, said = seal(sealed, "--as-of", "2021-05-31")
    assert code == 0 and "没有变动" in said
    assert (sealed / "2021" / model_seal.FILE).read_bytes() == before


# ---------------------------------------------------------------- what is refused


def test_a_revision_is_of_no_day_before_the_signature_before_it(sealed: Path) -> None:
    say(village(sealed), 377)
    for options, today in (((), "2021-06-01"), (("--as-of", "2021-05-30"), TODAY)):
        code, said = seal(sealed, *options, today=today)
        assert code == 2 and "修订不能早于它" in said, said
    code, said = seal(sealed, "--as-of", "2021-07-03")
    assert code == 2 and "还没有到" in said


@pytest.mark.whole
def test_what_neither_a_record_nor_a_rule_explains_needs_a_reason(sealed: Path) -> None:
    """Somebody has signed a number that the records never gave: no record is named for it that did not change."""

    def other(found: Seal) -> Seal:
        values = list(found.totals["43"])
        values[found.cells.index(CELL)] = 1
        return found._replace(totals=found.totals | {"43": tuple(values)})

    rewritten(sealed, other)
    say(next(f for f in sorted(sealed.glob("2021/*/*/0*.yml")) if "宣传: {" in f.read_text("utf-8")), 321)
    code, said = seal(sealed, "--as-of", "2021-05-31")
    assert code == 1 and "没有一条记录、一条口径的改动能说明" in said and "--why" in said
    for bad in (" ", "改", "x" * 9, "电话 13812345678 来电更正"):
        code, said = seal(sealed, "--as-of", "2021-05-31", "--why", bad)
        assert code != 0 and read(sealed).revisions == (), bad
    code, said = seal(sealed, "--as-of", "2021-05-31", "--why", "封存时录入有误，照记录改正")
    assert code == 0, said
    why = {one.cell: one.why for one in read(sealed).revisions if one.association == "43"}
    assert why[CELL] == "封存时录入有误，照记录改正"
    assert why["publicity-county-people"].startswith("改动")


@pytest.mark.whole
def test_a_changed_rule_is_a_reason(sealed: Path) -> None:
    notice = sealed / "2021" / "通知.yml"
    text = notice.read_text(encoding="utf-8")
    assert "取法: 一户计一人" in text
    notice.write_text(text.replace("取法: 一户计一人", "取法: 不计"), encoding="utf-8")
    code, said = seal(sealed, "--as-of", "2021-05-31")
    assert code == 0 and "第 1 次修订" in said, said
    assert {one.cell.rpartition("-")[2] for one in read(sealed).revisions} == {"people"}
    assert all("口径（households-only）有改动" in one.why for one in read(sealed).revisions)


@pytest.mark.whole
@pytest.mark.parametrize(
    "change",
    [
        {"why": ""},
        {"number": "R2"},
        {"date": "2021-07-01"},
        {"as_of": "2021-05-01"},
        {"as_of": "2021-07-20"},
        {"new": 7},
        {"cell": "publicity-moon-people"},
    ],
)
def test_a_seal_says_nothing_that_the_command_would_not(sealed: Path, change: Any) -> None:
    """Whoever has recomputed its digests: an empty reason, a number left out, a day before the event."""
    say(village(sealed), 377)
    seal(sealed, "--as-of", "2021-06-01")
    found = read(sealed)
    one = next(one for one in found.revisions if one.cell == CELL)

    def other(each: Revised) -> Revised:
        return each._replace(**change) if each is one or {*change} & {"number", "date", "as_of"} else each

    wrong = found._replace(revisions=tuple(map(other, found.revisions)))
    try:
        raw = model_seal.written(wrong)
    except ValueError:
        return
    assert model_seal.parsed(raw) is None


@pytest.mark.whole
def test_a_seal_edited_by_hand_is_a_fault(sealed: Path) -> None:
    file = sealed / "2021" / model_seal.FILE
    said = json.loads(file.read_text(encoding="utf-8"))
    said["sealed"]["totals"]["43"][0] = 1
    file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    code, text = run("check", "--records", sealed, "--today", TODAY)
    assert code == 1 and "E290" in text
    code, text = seal(sealed)
    assert code == 1 and "E290" in text


@pytest.mark.whole
@pytest.mark.parametrize("how", ["deleted", "rehashed"])
def test_a_published_seal_is_neither_deleted_nor_made_anew(sealed: Path, tmp_path: Path, how: str) -> None:
    site = tmp_path / "site"
    build(sealed, site, today=TODAY)
    stands, file = number(site), sealed / "2021" / model_seal.FILE
    good = file.read_bytes()
    file.unlink()
    if how == "rehashed":
        say(village(sealed), 377)
        assert seal(sealed, "--as-of", "2021-05-31")[0] == 0
    outcome = build(sealed, site, today=TODAY)
    (fault,) = (one for one in outcome.faults if one.code == "E298")
    assert not outcome.published and number(site) == stands
    assert model_seal.parsed(good).digest in fault.message  # type: ignore[union-attr]
    assert ("删掉了" if how == "deleted" else "换过") in fault.message and "git checkout" in fault.example
    file.write_bytes(good)
    say(village(sealed), 378)
    assert seal(sealed)[0] == 0
    assert build(sealed, site, today=TODAY).published


@pytest.mark.whole
def test_records_with_errors_are_never_sealed(events: Path, tmp_path: Path) -> None:
    copied = tmp_path / "events"
    shutil.copytree(events, copied)
    village(copied).write_text("名称：示例\n", encoding="utf-8")
    code, said = seal(copied)
    assert code == 1 and "记录有错，没有往下做" in said and not (copied / "2021" / model_seal.FILE).exists()


# ---------------------------------------------------------------- its file


def test_a_seal_comes_back_from_its_file(sealed: Path) -> None:
    found = read(sealed)
    assert model_seal.written(found) == (sealed / "2021" / model_seal.FILE).read_bytes()
    again = sealing.sealed(counted(sealed, until="2021-05-31"), 2021, "2021-05-31", None, TODAY).seal
    assert again == found


@pytest.mark.whole
def test_what_seal_appends_is_told_from_what_it_would_not(sealed: Path) -> None:
    before = read(sealed)
    say(village(sealed), 377)
    seal(sealed, "--as-of", "2021-06-01")
    after = read(sealed)
    (sealed / "2021" / model_seal.FILE).write_bytes(model_seal.written(before))
    whole = counted(sealed, until=sealing.until(after, before))
    assert sealing.wrong(after, before, whole) == ""
    one = after.revisions[0]
    for wrong, told in (
        (after._replace(revisions=(one._replace(why="别的原因"), *after.revisions[1:])), "原因"),
        (before, "格的数不同"),
        (after._replace(totals=before.totals, revisions=()), "格的数不同"),
    ):
        assert told in sealing.wrong(wrong.signed(), before, whole)


@pytest.mark.whole
def test_a_seal_of_before_is_read_and_revised(sealed: Path) -> None:
    """Version 1.6 kept neither the day of the seal nor rules, and of each record only whether it brought another."""
    file = sealed / "2021" / model_seal.FILE
    body = json.loads(file.read_text(encoding="utf-8"))["sealed"]
    for name in ("date", "rules", "digests"):
        del body[name]
    body["records"] = {code: dict.fromkeys(those, "0123abcd") for code, those in body["records"].items()}
    text = json.dumps(body, ensure_ascii=False, indent=0, sort_keys=True)
    said = {"seal": hashlib.sha256(text.encode()).hexdigest(), "sealed": body}
    file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    old = read(sealed)
    assert old.last == ("2021-05-31", "2021-05-31") and old.digest
    say(village(sealed), 377)
    code, told = seal(sealed, "--as-of", "2021-05-31")
    assert code == 1 and "--why" in told
    code, told = seal(sealed, "--as-of", "2021-05-31", "--why", "封存后一个村改了人数")
    assert code == 0 and read(sealed).digests[0] == old.digests[0]
