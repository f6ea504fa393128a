"""Proposals of twelve kinds, each with the whole remark that whoever decides on it reads.

The remarks are in `tests/remarks`. Accept new words with `pytest --bless`, then read the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from almanac.model import divisions, seal
from almanac.model.diagnostics import Fault, Place
from almanac.model.divisions import Level
from almanac.review import annotations as review_annotations
from almanac.review import comment, compare
from almanac.review.changes import Proposal
from drawing import picture
from small import FULL as REGISTER
from test_commands import run
from test_proposals import FORM, HELD, PLAN, Repository, codes
from test_rules import NOTICE

REMARKS = Path(__file__).resolve().parent / "remarks"
LIUYANG, NINGXIANG = "2021/长沙市/浏阳市", "2021/长沙市/宁乡市"
LECTURE = HELD.replace("示例义诊", "示例讲座")
ALL = "300 files"  # needs the whole register
# What all others need of it: the province, 长沙市, 浏阳市 and 宁乡市 with all below them.
FEW = re.compile("(43|4301|430181.*|430182.*|code),")
REGISTERED = "".join(
    line
    for line in (REMARKS.parents[1] / "events" / "associations.csv")
    .read_text("utf-8")
    .splitlines(keepends=True)
    if FEW.match(line)
)


class Case(NamedTuple):
    """What the base holds, and what is proposed: files by path below the records folder; those that are taken away."""

    before: Mapping[str, str | bytes]
    after: Mapping[str, str | bytes]
    gone: tuple[str, ...] = ()
    own: str = ""


def _many() -> dict[str, str | bytes]:
    towns = [unit for unit in REGISTER if unit.level is Level.TOWNSHIP][::6][:300]
    return {
        f"2021/{REGISTER.path(unit.code)}/0529-义诊.yml": HELD.replace("80", str(81 + number))
        for number, unit in enumerate(towns)
    }


CASES = {
    "good": Case({f"{LIUYANG}/0528-讲座.yml": LECTURE}, {f"{LIUYANG}/0529-义诊.yml": HELD}),
    "faulty": Case(
        {f"{LIUYANG}/0528-讲座.yml": LECTURE, f"{LIUYANG}/0529-义诊.yml": HELD},
        {
            f"{LIUYANG}/0528-讲座.yml": LECTURE.replace("已举办", "己举办").replace("80", "90"),
            f"{LIUYANG}/0529-另一份.yml": HELD,
        },
    ),
    "moved": Case(
        {f"{LIUYANG}/0529-义诊.yml": HELD}, {f"{LIUYANG}/0529-广场义诊.yml": HELD}, (f"{LIUYANG}/0529-义诊.yml",)
    ),
    "deleted": Case({f"{LIUYANG}/0529-义诊.yml": HELD}, {}, (f"{LIUYANG}/0529-义诊.yml",)),
    "another's folder": Case({}, {f"{NINGXIANG}/0529-义诊.yml": PLAN}, own="长沙市/浏阳市"),
    "photo": Case(
        {f"{LIUYANG}/0529-义诊.yml": HELD},
        {
            f"{LIUYANG}/0529-义诊.yml": HELD + "照片: [{文件: 0529-1.jpg, 说明: 示例, 同意: 有, 未成年人: 无}]\n",
            f"{LIUYANG}/0529-1.jpg": picture(1200, 800),
        },
    ),
    "notice": Case(
        {f"{LIUYANG}/0529-义诊.yml": HELD}, {"2021/通知.yml": (NOTICE + FORM).replace("家庭健康促进", "健康促进")}
    ),
    "register": Case(
        {f"{LIUYANG}/大瑶镇/0529-义诊.yml": HELD},
        {"associations.csv": REGISTERED.replace("大瑶镇", "大瑶新镇")},
    ),
    "seal": Case({f"{LIUYANG}/0529-义诊.yml": HELD}, {}),
    "program": Case(
        {},
        {
            f"{LIUYANG}/0529-义诊.yml": HELD,
            "../hooks/almanac/x.py": "1\n",
            "../theme/assets/site.css": "a {}\n",
            "../.github/workflows/check.yml": "on: push\n",
            "schemas/activity.json": "{}\n",
        },
    ),
    "configuration": Case(
        {"../mkdocs.yml": "site_name: 示例\nsite_url: https://www.example.org/\n"},
        {"../mkdocs.yml": "site_name: 示例\nsite_url: https://example.net/\n"},
    ),
    ALL: Case({}, _many()),
}  # fmt: skip


def weighed(name: str, repository: Repository) -> Proposal:
    case = CASES[name]
    base = repository.commit(case.before)
    if name == "seal":
        base = sealed(repository)
        forged(repository)
    repository.commit(case.after, case.gone)
    return repository.weigh(base, own=case.own)


def sealed(repository: Repository) -> str:
    """Seal what there is, as the command does; the commit."""
    code, said = run("seal", "2021", "--records", repository.records, "--today", "2021-06-10")
    assert code == 0, said
    return repository.commit({})


def forged(repository: Repository) -> None:
    """A seal with another number in it, and with the digest that fits: no hand that is careless."""
    file = repository.records / "2021" / seal.FILE
    found = seal.parsed(file.read_bytes())
    assert found
    totals = {code: tuple(n if n != 80 else 800 for n in values) for code, values in found.totals.items()}
    file.write_bytes(seal.written(found._replace(totals=totals)))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "库", REGISTERED)


@pytest.mark.parametrize("name", CASES)
def test_each_kind_of_proposal_has_its_remark(name: str, tmp_path: Path) -> None:
    found = weighed(name, Repository(tmp_path / "库", "" if name == ALL else REGISTERED))
    said = comment.markdown(found, REGISTER)
    file = REMARKS / f"{name.replace(' ', '-')}.md"
    if os.environ.get("BLESS"):
        file.write_text(said, encoding="utf-8", newline="\n")
    assert said == file.read_text(encoding="utf-8")
    assert bool(found.unseen) == (name in ("program", "configuration"))
    assert not (found.unseen and "没有错误" in said)


def test_over_what_nobody_looked_at_no_door_says_that_there_is_no_error(repository: Repository) -> None:
    base = repository.commit({})
    repository.commit({"../theme/x.css": "a {}\n", "README.md": "x\n"})
    for how in ("text", "markdown"):
        code, said = run("check", "--records", repository.records, "--base", base, "--format", how)
        assert code == 0 and "没有错误" not in said.replace("核对了的没有错误", "")
        assert "theme/x.css" in said.replace("&#46;", ".") and "README.md" in said


def test_what_is_refused_is_not_counted(repository: Repository) -> None:
    """Neither a duplicate, whichever of the two files has the earlier name, nor another number in a faulty file."""
    base = repository.commit({f"{LIUYANG}/0529-b.yml": HELD})
    for name in ("0529-a", "0529-c"):
        repository.commit({f"{LIUYANG}/{name}.yml": HELD})
        found = repository.weigh(base)
        assert codes(found) == ["E225"] and found.faults[0].place.file.endswith(f"{name}.yml")
        assert found.cells == () and [row.how for row in found.rows] == ["新增（有错）"]
        repository.commit({}, (f"{LIUYANG}/{name}.yml",))
    repository.commit({f"{LIUYANG}/0529-b.yml": HELD.replace("80", "90") + "结束: 2021-05-28\n"})
    found = repository.weigh(base)
    assert found.cells == () and found.rows[0].how == "改动（有错）"
    assert "成效：宣传80人 → 宣传90人" in found.rows[0].changed


@pytest.mark.whole
def test_a_seal_that_the_command_wrote_is_taken(repository: Repository) -> None:
    """The first, and the next revision of it; not one whose earlier revisions are otherwise, nor one taken away."""
    base = repository.commit({f"{LIUYANG}/0529-义诊.yml": HELD})
    first = sealed(repository)
    assert "E297" not in codes(repository.weigh(base))
    repository.commit({f"{LIUYANG}/0529-义诊.yml": HELD.replace("80", "90")})
    second = sealed(repository)
    found = repository.weigh(first)
    assert "E297" not in codes(found) and any("80 → 90" in line for line in found.basis[0].lines)
    file = repository.records / "2021" / seal.FILE
    revised = seal.parsed(file.read_bytes())
    assert revised and revised.revisions
    one = revised.revisions[0]._replace(why="示例")
    file.write_bytes(seal.written(revised._replace(revisions=(one, *revised.revisions[1:]))))
    assert [fault.message[-8:] for fault in repository.weigh(second).faults if fault.code == "E297"] == [
        "改动了以前的修订"
    ]
    repository.commit({}, (f"2021/{seal.FILE}",))
    assert "E297" in codes(repository.weigh(second))


def test_of_many_areas_the_differences_are_those_of_the_whole(tmp_path: Path) -> None:
    """Where only what is needed is read, the numbers and the faults are those of the counties read whole."""
    repository = Repository(tmp_path / "库")
    counties = [unit for unit in REGISTER if unit.level is Level.COUNTY][:6]
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for number, unit in enumerate(counties):
        folder = f"2021/{REGISTER.path(unit.code)}"
        towns = [REGISTER.path(one.code) for one in REGISTER.children(unit.code)[:3]]
        before |= {
            f"2021/{town}/05{10 + n}-讲座.yml": LECTURE.replace("05-29", f"05-{10 + n}")
            for n, town in enumerate(towns)
        }
        before[f"{folder}/汇总.yml"] = (
            f"级别: 乡镇\n截至: 2021-05-30\n宣传: {{场次: {number + 3}, 人数: {400 * number + 300}}}\n"
        )
        before[f"{folder}/媒体.yml"] = "媒体: 红网\n形式: 文字\n活动: [0529-yizhen]\n"
        before[f"{folder}/0529-yizhen.yml"] = HELD
        after[f"2021/{towns[0]}/0512-讲座.yml"] = LECTURE.replace("05-29", "05-12").replace(
            "80", str(90 + number)
        )
        after[f"{folder}/0530-义诊.yml"] = HELD.replace("05-29", "05-30").replace("示例义诊", "示例义诊乙")
    base = repository.commit(before)
    repository.commit(
        after, tuple(f"2021/{REGISTER.path(unit.code)}/0529-yizhen.yml" for unit in counties[:2])
    )
    partly, whole = partly_and_whole(repository, base)
    assert (partly.faults, partly.rows) == (whole.faults, whole.rows) and "E229" in codes(partly)
    said = [
        (cell.code, cell.words, plain(cell.after) - plain(cell.before))
        for cell in whole.cells
        if plain(cell.after) != plain(cell.before)
    ]
    assert said and [(cell.code, cell.words, plain(cell.after)) for cell in partly.cells] == said


def partly_and_whole(repository: Repository, base: str) -> tuple[Proposal, Proposal]:
    """A proposal weighed by what is needed of its counties, and by all of them."""
    with pytest.MonkeyPatch.context() as changed:
        partly = repository.weigh(base)
        changed.setattr(compare, "FEW", 1_000)
        return partly, repository.weigh(base)


def test_of_many_areas_what_lies_far_from_the_touched_files_is_found_all_the_same(tmp_path: Path) -> None:
    """A joint activity of another town, a town filled in alike, a zero return over what was held: each is asked about."""
    repository = Repository(tmp_path / "库")
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for unit in [unit for unit in REGISTER if unit.level is Level.COUNTY][:5]:
        town, other = REGISTER.children(unit.code)[:2]
        villages = [f"2021/{REGISTER.path(one.code)}" for one in REGISTER.children(town.code)[:5]]
        after |= {f"{village}/0510-讲座.yml": LECTURE.replace("05-29", "05-10") for village in villages}
        joint = f"联合: [{villages[0].removeprefix('2021/')}]\n"
        before |= {
            f"2021/{REGISTER.path(other.code)}/05{day}-义诊.yml": HELD.replace("05-29", f"05-{day}") + joint
            for day in (20, 29)
        }
        after[f"{villages[0]}/0529-义诊.yml"] = HELD.replace("80", "70")
        after[f"2021/{REGISTER.path(unit.code)}/汇总.yml"] = "级别: 村居社区\n截至: 2021-06-01\n零报告: 是\n"
    base = repository.commit(before)
    repository.commit(after)
    partly, whole = partly_and_whole(repository, base)
    assert (partly.faults, partly.rows) == (whole.faults, whole.rows)
    assert {"Q295", "Q401", "Q277"} <= set(codes(partly))


def plain(number: str) -> int:
    """A number of a remark; what is empty counts nothing."""
    return 0 if number == "空" else int(number.replace("−", "-"))


def test_personal_data_is_quoted_from_neither_state(repository: Repository) -> None:
    """Not from the notice that has it now, nor from a faulty file that had it before."""
    file, phone = f"{LIUYANG}/0529-义诊.yml", "身份证号 11010519491231002X"
    base = repository.commit({file: PLAN + f"简介: {phone}\n"})
    repository.commit(
        {file: PLAN.replace("计划", "记划"), "2021/通知.yml": NOTICE + FORM + f"说明: {phone}\n"}
    )
    found = repository.weigh(base)
    assert found.rows[0].how == "改动（有错）" and found.rows[0].changed == ()
    assert "1101" not in str((found.rows, found.basis)) and "1101" not in comment.markdown(found, REGISTER)


REFUSALS: dict[str, Case] = {
    "deleted": CASES["deleted"],
    "moved": CASES["moved"],
    "moved into another county": Case(
        {f"{LIUYANG}/0529-义诊.yml": HELD}, {f"{NINGXIANG}/0529-义诊.yml": HELD}, (f"{LIUYANG}/0529-义诊.yml",)
    ),
    "moved into a folder of nobody": Case(
        {f"{LIUYANG}/0529-义诊.yml": HELD},
        {f"{LIUYANG}/没有的镇/0529-义诊.yml": HELD},
        (f"{LIUYANG}/0529-义诊.yml",),
    ),
    "moved with its address, and a mistake": Case(
        {f"{LIUYANG}/0529-义诊.yml": HELD},
        {
            f"{NINGXIANG}/0529-义诊.yml": HELD.replace("2021-05-29", "2021-05-30")
            + "曾用地址: [2021-430181-0529-voiwe]\n结束: 2021-05-29\n"
        },
        (f"{LIUYANG}/0529-义诊.yml",),
    ),
    "a state that is no word for one": Case(
        {f"{LIUYANG}/0529-义诊.yml": HELD}, {f"{LIUYANG}/0529-义诊.yml": HELD.replace("状态: 已举办", "状态: 己举办")}
    ),
    "a tally below what is filed": Case(
        {
            f"{LIUYANG}/0529-义诊.yml": HELD,
            f"{LIUYANG}/汇总.yml": "- {级别: 县市区级, 截至: 2021-06-01, 宣传: {场次: 3, 人数: 90}}\n",
        },
        {f"{LIUYANG}/汇总.yml": "- {级别: 县市区级, 截至: 2021-06-01, 宣传: {场次: 0, 人数: 0}}\n"},
    ),
    "more than an untouched tally says": Case(
        {
            f"{LIUYANG}/0529-义诊.yml": HELD,
            f"{LIUYANG}/汇总.yml": "- {级别: 县市区级, 截至: 2021-06-01, 宣传: {场次: 1, 人数: 90}}\n",
        },
        {f"{LIUYANG}/0530-义诊.yml": HELD.replace("05-29", "05-30")},
    ),
    "a link": Case({f"{LIUYANG}/0529-义诊.yml": HELD}, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refused_change_has_no_effect_on_the_table(name: str, repository: Repository) -> None:
    """What is taken away against the rule stands, what comes in its place is not counted."""
    case = REFUSALS[name]
    base = repository.commit(case.before)
    repository.commit(case.after, case.gone)
    if name == "a link":
        file = repository.records / f"{LIUYANG}/0529-义诊.yml"
        file.unlink()
        file.symlink_to("../通知.yml")
    found = repository.weigh(base)
    assert [code for code in codes(found) if code[0] == "E"], found
    assert found.cells == ()
    assert all(row.how.endswith("（有错）") for row in found.rows), found.rows


def test_thousands_of_the_same_mistake_are_one_line_of_a_remark() -> None:
    same = [
        Fault(Place(f"events/{LIUYANG}/汇总.yml", n + 1, 3), "E104", "“级别”不能写“村”", "级别: 村居社区")
        for n in range(3_000)
    ]
    register = divisions.Register([("43", "湖南省", "province")])
    said = comment.markdown(Proposal(tuple(same), (), (), {}, (), (), ()), register)
    assert (
        said.count("E104") == 1
        and "同样的还有 2999 处：第 2、3、4、5、6、7、8、9 行" in said
        and len(said) < 2_000
    )
    assert "有 3000 处要改" in said and "还有" not in said.replace("同样的还有", "")
    commands = review_annotations.github(same, lambda _: None)
    assert commands.count("::error") == 1 and "同样的还有 2999 处" in commands
