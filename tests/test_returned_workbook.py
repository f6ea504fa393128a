"""A workbook that goes back is the clerk's own: every part but what is marked is byte for byte as it was sent."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from almanac.excel import feedback, importer, reader, xml_edits
from almanac.excel.importer import Taken
from PIL import Image
from workbooks import context, records

FILE = "浏阳市2021年活动情况.xlsx"
HEADS = ["序号", "乡镇", "活动名称", "状态", "类别", "活动时间", "地点", "宣传场次", "参加人数"]
ROWS = [
    ["1", "大瑶镇", "示例义诊", "已举办", "家庭健康促进", "2021-05-28", "镇广场", 1, 120],
    ["2", "永和镇", "示例演出", "已举办", "群众性主题宣传", "2021-05-29", "永和广场", 1, "很多人"],
    ["3", "没有镇", "示例讲座", "已举办", "家庭健康促进", "2021-05-27", "村部", 1, 60],
]
# What stands in a sheet beside its cells and is never touched.
KEPT = {
    "sheetPr", "sheetFormatPr", "autoFilter", "mergeCells", "conditionalFormatting", "dataValidations",
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "drawing", "legacyDrawing",
}  # fmt: skip


def rich() -> bytes:
    """A workbook with everything that offices put into one."""
    out, picture = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (60, 30), (200, 30, 30)).save(picture, "PNG")
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("活动情况")
    head, red = book.add_format({"bold": True, "bg_color": "#DDEEFF"}), book.add_format({"font_color": "red"})
    page.merge_range("A1:I1", "浏阳市2021年活动情况", head)
    for row, line in enumerate([HEADS, *ROWS], 1):
        page.write_row(row, 0, line, head if row == 1 else None)
        page.set_row(row, None, None, {"level": int(row > 1)})
    page.write(5, 1, "合计")
    page.write_formula("I6", "=SUM(I3:I5)", None, 180)
    page.freeze_panes(2, 3)
    page.autofilter("A2:I5")
    page.write_comment("C3", "经办人的批注")
    page.write_comment("I4", "这里待核")
    page.conditional_format("I3:I5", {"type": "cell", "criteria": ">", "value": 100, "format": red})
    page.data_validation("D3:D9", {"validate": "list", "source": ["已举办", "计划"]})
    page.set_column("C:C", 22)
    page.set_column("G:P", 15, None, {"level": 1})
    page.insert_image("L3", "示例.png", {"image_data": picture})
    page.set_landscape()
    page.print_area("A1:I6")
    page.repeat_rows(1)
    page.set_footer("&C第&P页")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='活动情况'!$I$3:$I$5"})
    page.insert_chart("L9", chart)
    book.add_worksheet("填表说明").write(0, 0, "每场一行")
    book.add_worksheet("名单").hide()
    book.define_name("合计数", "='活动情况'!$I$6")
    book.close()
    return out.getvalue()


def back(raw: bytes, root: Path) -> tuple[Taken, bytes]:
    here = context(records(root / "events"))
    taken = importer.take(raw, FILE, here)
    return taken, feedback.returned(taken, "430181", here)


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


SHEET = "xl/worksheets/sheet1.xml"


def test_everything_but_the_marks_is_as_it_was_sent(tmp_path: Path) -> None:
    sent = rich()
    taken, answer = back(sent, tmp_path)
    before, after = parts(sent), parts(answer)
    assert (taken.count("新收"), taken.bad) == (1, 2)
    changed = {name for name, raw in before.items() if after.get(name) != raw}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET,
        "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    old, new = _below(before[SHEET]), _below(after[SHEET])
    assert {name: words for name, words in old.items() if name in KEPT} == {
        name: words for name, words in new.items() if name in KEPT
    }
    assert b"outlineLevel" in new["sheetData"] and new["cols"].startswith(old["cols"][:60])
    assert b"<f>SUM(I3:I5)</f><v>180</v>" in new["sheetData"] and b'state="frozen"' in new["sheetViews"]
    assert set(re.findall(rb"<row [^>]*?r=", old["sheetData"])) <= set(
        re.findall(rb"<row [^>]*?r=", new["sheetData"])
    )


def _below(raw: bytes) -> dict[str, bytes]:
    """What stands right below the sheet, by name."""
    return {one.name: raw[one.start : one.end] for one in xml_edits.elements(raw, 2) if one.above == 0}


def test_reasons_stand_beside_the_row_at_its_place_and_in_front(tmp_path: Path) -> None:
    taken, answer = back(rich(), tmp_path)
    pages = {page.name: page for page in reader.opened(answer)}
    assert list(pages) == ["核对结果", "活动情况", "填表说明"]
    rows = [[cell.text if cell else "" for cell in row] for row in pages["活动情况"].rows]
    assert rows[1][9] == "核对" and rows[2][9].startswith("新收，备案号")
    assert rows[3][9].startswith("I4 E110") and rows[4][9].startswith("B5 E087")
    assert rows[2][:9] == [str(value) for value in ROWS[0]]
    notes = parts(answer)["xl/comments1.xml"].decode()
    assert "经办人的批注" in notes and re.search("这里待核.*?核对：E110", notes, re.S)
    assert re.search('ref="B4".*?I4 E110', notes, re.S)  # where the row begins, too
    assert any("E087" in (cell.text if cell else "") for row in pages["核对结果"].rows for cell in row)
    assert taken.bad == 2


def test_an_answer_sent_again_has_our_sheets_once(tmp_path: Path) -> None:
    root = tmp_path / "one"
    taken, answer = back(rich(), root)
    importer.write(root / "events", taken.files)
    again = importer.take(answer, FILE, context(root / "events"))
    assert (again.count("已经有了"), again.bad) == (1, 2)
    second = parts(feedback.returned(again, "430181", context(root / "events")))
    book = second["xl/workbook.xml"].decode()
    assert re.findall('<sheet [^>]*name="([^"]*)"', book) == ["核对结果", "活动情况", "填表说明", "名单"]
    assert sorted(re.findall(r'localSheetId="(\d)"', book)) == ["1", "1", "1"]
    assert sum("sheetBack" in name for name in second) == 1
    assert second[SHEET].count("核对</t>".encode()) == 1


def prefixed(raw: bytes) -> bytes:
    """The sheet as programs write it that give every element a prefix."""
    raw = re.sub(rb"<(/?)(?=[a-zA-Z])(?!\?)", rb"<\1x:", raw)
    return raw.replace(b'xmlns="', b'xmlns:x="', 1)


def unplaced(raw: bytes) -> bytes:
    """The first rows without saying where they are, as some exports write them."""
    return re.sub(rb'<row r="[12]"', b"<row", re.sub(rb'<c r="[A-I]2"', b"<c", raw))


@pytest.mark.parametrize("made", [prefixed, unplaced])
def test_sheets_of_other_programs_are_marked_as_well(made: Callable[[bytes], bytes], tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, raw in parts(rich()).items():
            archive.writestr(name, made(raw) if name == SHEET else raw)
    _, answer = back(out.getvalue(), tmp_path)
    assert "xl/media/image1.png" in parts(answer)  # not written anew
    rows = next(page for page in reader.opened(answer) if page.name == "活动情况").rows
    last = [row[9].text if len(row) > 9 and row[9] else "" for row in rows]
    assert last[1] == "核对" and last[3].startswith("I4 E110")
    xml_edits.elements(parts(answer)[SHEET])
