"""Every kind of Word and Excel file that the program makes, opened by LibreOffice: what it shows is what was meant."""

from __future__ import annotations

import html
import json
import re
import shutil
import zipfile
from pathlib import Path

import office
import pytest
from small import build, records
from test_commands import run
from test_filing import run as file
from test_paperwork import TODAY, returned
from workbooks import book, good, sheet
from workbooks import records as bare

pytestmark = pytest.mark.whole  # LibreOffice takes seconds to start


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records(tmp_path_factory.mktemp("office") / "events", activities=160)


MARKS = "(?:[*≠]|R[0-9]+)*"  # what a form puts behind a number


def test_the_filled_form_has_every_number_in_its_place(events: Path, tmp_path: Path) -> None:
    """In Word and in Excel: the same numbers in the same order as the published JSON."""
    assert build(events, tmp_path / "site").published
    folder = tmp_path / "site" / "totals" / "2021" / "43"
    said = json.loads(
        (tmp_path / "site" / "data" / "totals" / "2021" / "43.json").read_text(encoding="utf-8")
    )
    wanted = [str(one["value"]) for one in said["cells"] if one["value"] is not None]
    text = office.converted([folder / "form.docx"], office.TEXT, tmp_path / "word")["form.txt"]
    assert re.findall(rf"^(\d+){MARKS}$", text, re.M) == wanted
    assert "第23个“会员活动日”信息统计表\n" in text and "单位（公章）：湖南省计生协" in text
    books = office.converted([folder / "form.xlsx", folder / "data.xlsx"], office.SHEETS, tmp_path / "excel")
    form = [line for line in books["form-统计表.csv"].splitlines() if not re.match(r"\d\. ", line)]
    told = (re.fullmatch(rf"(\d+){MARKS}", cell) for line in form for cell in line.split(","))
    assert [each[1] for each in told if each] == wanted
    cells = [line.split(",") for line in books["data-数据.csv"].splitlines()[1:]]
    assert [cell[6] for cell in cells if cell[6]] == wanted


def test_a_return_s_letters_and_lists_can_be_read(events: Path, tmp_path: Path) -> None:
    copied = tmp_path / "events"
    shutil.copytree(events, copied)
    returned(copied / "2021" / "湘潭市", 5)
    (copied / "2021" / "湘潭市" / "阵地.yml").write_text("微信: [{名称: 示例公众号}]\n", encoding="utf-8")
    code, said = run("report", "湘潭市", "--records", copied, "--today", TODAY, "--to", tmp_path / "made")
    assert code == 0, said
    with zipfile.ZipFile(next((tmp_path / "made").glob("*.zip"))) as packed:
        packed.extractall(tmp_path / "unpacked")
    texts = office.converted((tmp_path / "unpacked").glob("*.docx"), office.TEXT, tmp_path / "read")
    assert "示例总结" in texts["活动总结.txt"]
    assert "示例公众号" in texts["网站和新媒体名单.txt"]
    assert all("湘潭市" in text for text in texts.values()), texts


def test_a_workbook_to_fill_in_offers_what_may_be_chosen(tmp_path: Path) -> None:
    """The words of the notice in the lists, and each place's list hanging on the place before it."""
    root = bare(tmp_path / "events")
    code, said = file(root, "template", "长沙市/浏阳市", "--kind", "活动", "--kind", "汇总")
    assert code == 0, said
    made = tmp_path / "浏阳市2021年5·29填报表.xlsx"
    flat = office.converted([made], office.FLAT, tmp_path / "flat")[f"{made.stem}.fods"]
    assert re.findall('<table:table table:name="([^"]+)"', flat) == ["活动", "汇总", "填写说明", "名册"]
    lists = [
        html.unescape(one) for one in re.findall('table:condition="of:cell-content-is-in-list([^"]+)', flat)
    ]
    assert '("计划";"已举办";"延期";"取消";"撤下")' in lists
    assert [
        any(f"VLOOKUP({above};" in one for one in lists)
        for above in (
            '"全省"',
            'IF([.$B4]="";"全省";[.$B4])',
            'IF([.$B4]="";"";[.$B4]&"/")&[.$C4]',
        )
    ] == [True] * 3


def test_a_workbook_that_went_back_says_what_is_wrong_with_its_row(tmp_path: Path) -> None:
    root = bare(tmp_path / "events")
    (tmp_path / "送来.xlsx").write_bytes(book(("五二九", sheet([good(), {**good(2), "状态": "己举办"}]))))
    assert file(root, "import", "送来.xlsx")[0] == 1
    sheets = office.converted([tmp_path / "送来-核对.xlsx"], office.SHEETS, tmp_path / "read")
    rows = sheets["送来-核对-五二九.csv"].splitlines()
    assert [
        row.endswith(end) for row, end in zip(rows, ("核对", " 受理", "例：状态: 已举办"), strict=True)
    ] == [True] * 3
    assert ",新收，备案号 2021-" in rows[1]
    assert (
        "五二九,E3,E104,“状态”不能写“己举办”；是不是“已举办”？,状态: 已举办"
        in sheets["送来-核对-核对结果.csv"]
    )
