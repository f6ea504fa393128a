"""A proposal against its base, in a real repository: what it brings, in every form in which it is told.

`tests/faults/*.proposal` are the gallery of what only the comparison shows: `=== 改前 path` stands in the base, `=== 中间
path` in a commit on the way, `=== path` now (what is not there now was taken away), `=== 期望` is the report. Accept new
words with `BLESS=1`, then read the difference.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from almanac.model import divisions
from almanac.model.day import Day
from almanac.model.diagnostics import Fault, Place
from almanac.model.report import report
from almanac.review import annotations as review_annotations
from almanac.review import comment
from almanac.review import report as review_report
from almanac.review.changes import Basis, Cell, Proposal, Row
from almanac.review.git import History, Unready
from guard import LIMIT
from hypothesis import given
from hypothesis import strategies as st
from small import FULL as REGISTER
from test_commands import run
from test_rules import NOTICE
from test_withdrawal import GONE, GOOD, NAME
from test_withdrawn_elsewhere import ROLL

ROOT = Path(__file__).resolve().parents[1]
CASES = sorted((ROOT / "tests" / "faults").glob("*.proposal"))
GIT = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
PLAN = "名称: 示例义诊\n类别: [家庭健康促进]\n状态: 计划\n开始: 2021-05-29 上午\n地点: 天和广场\n"
HELD = PLAN.replace("计划", "已举办") + "成效: {宣传: {场次: 1, 人数: 80}}\n"
FORM = """\
统计表各块:
  - 名称: 宣传活动
    代码: publicity
    数什么: [sessions, people]
    列:
      - {名称: 县市区级, 代码: county, 小列: [场次, 人数]}
      - {名称: 乡镇, 代码: township, 小列: [场次, 人数]}
"""


class Repository:
    """A repository with a register and a notice, in which a base and then a proposal are laid down."""

    def __init__(self, folder: Path, register: str = "") -> None:
        self.root, self.records = folder, folder / "events"
        self.records.mkdir(parents=True)
        file = self.records / "associations.csv"
        file.write_bytes(register.encode() or (ROOT / "events" / "associations.csv").read_bytes())
        self.git("init", "-q", "-b", "main")
        self.commit({"2021/通知.yml": NOTICE + FORM})

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            [*GIT, *arguments], cwd=self.root, capture_output=True, check=True, timeout=LIMIT
        )
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for path, text in files.items():
            file = self.records / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)

    def commit(self, files: Mapping[str, str | bytes], gone: tuple[str, ...] = ()) -> str:
        self.write(files)
        for path in gone:
            (self.records / path).unlink()
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x")
        return self.git("rev-parse", "HEAD")

    def weigh(self, base: str, today: str = "2021-06-15", own: str = "", workers: int = 1) -> Proposal:
        history = History(self.records, base)
        register = divisions.load(self.records / "associations.csv")
        return review_report.weigh(self.records, register, Day(today), "events", history, own, workers)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "库")


def codes(found: Proposal) -> list[str]:
    return [fault.code for fault in found.faults]


def test_a_name_withdrawn_anywhere_is_in_no_remark(repository: Repository) -> None:
    """Neither of what is proposed nor of what another association filed and is quoted as a likely double."""
    plan = PLAN.replace("示例义诊", f"{NAME}义诊")
    for consent, named in ((GOOD, True), (GONE, False)):
        roll = ROLL.replace("NAME", NAME).replace("CONSENT", consent)
        files = {"2021/邵阳市/大祥区/表彰.yml": roll, "2021/湘潭市/0529-shili.yml": plan}
        base = repository.commit(files, ("2021/湘潭市/韶山市/0529-shili.yml",) * (not named))
        repository.commit({"2021/湘潭市/韶山市/0529-shili.yml": plan})
        found = repository.weigh(base)
        assert "Q295" in codes(found)
        assert (NAME in str(found), NAME in comment.markdown(found, REGISTER)) == (named, named)


# ---------------------------------------------------------------- the gallery


def told(case: str, folder: Path) -> str:
    head, *parts = re.split(r"(?m)^=== ", case)
    said = dict(line.split(": ") for line in head.splitlines())
    files = {path: body for path, _, body in (part.partition("\n") for part in parts)}
    files.pop("期望")
    stages: dict[str, dict[str, str]] = {"改前": {}, "中间": {}, "": {}}
    for name, text in files.items():
        stage, _, path = name.rpartition(" ")
        stages[stage][path] = text
    place = Repository(folder)
    base = place.commit(stages["改前"])
    place.commit(stages["中间"])
    place.commit(stages[""], tuple(stages["改前"].keys() - stages[""].keys()))
    found = place.weigh(base, said["今天"], said.get("自己的文件夹", ""))

    def text_of(file: str) -> str | None:
        path = place.root / file
        return path.read_text(encoding="utf-8") if path.is_file() else None

    return report(found.faults, text_of)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_what_only_the_comparison_shows_has_its_words(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = told(text, tmp_path / "repository")
    if os.environ.get("BLESS"):
        file.write_text(
            text.partition("=== 期望\n")[0] + "=== 期望\n" + found, encoding="utf-8", newline="\n"
        )
    else:
        assert found == text.partition("=== 期望\n")[2]
    assert set(re.findall(r": ([EWQ][0-9]{3}) ", found)) == {file.stem[:4]}


# ---------------------------------------------------------------- what is right is not held up


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PLAN, PLAN.replace("05-29 上午", "05-30 上午") + "变更: [{日期: 2021-05-19, 内容: 改到30日}]\n"),
        (PLAN.replace("2021-05-29 上午", "待定\n时间说明: 月底"), PLAN),
        (PLAN.replace(" 上午", ""), PLAN.replace("上午", "08:30")),
        (PLAN, PLAN.replace("上午", "08:30")),
        (PLAN, PLAN.replace("天和广场", "天和广场东侧")),
        (PLAN, PLAN.replace("计划", "已举办").replace("05-29", "05-19")),
        (HELD.replace("05-29", "05-18"), HELD.replace("05-29", "05-19")),
    ],
)
def test_news_that_are_told_and_facts_that_are_put_right_are_no_faults(
    before: str, after: str, repository: Repository
) -> None:
    base = repository.commit({"2021/长沙市/浏阳市/0529-义诊.yml": before})
    repository.commit({"2021/长沙市/浏阳市/0529-义诊.yml": after})
    assert [code for code in codes(repository.weigh(base, "2021-05-20")) if code[0] == "E"] == []


def test_a_renamed_record_that_names_its_old_address_is_no_loss(repository: Repository) -> None:
    old, new = "2021/长沙市/浏阳市/0529-yizhen.yml", "2021/长沙市/浏阳市/0529-guangchang.yml"
    base = repository.commit({old: PLAN})
    repository.commit({new: PLAN + "曾用地址: [2021-430181-0529-yizhen]\n"}, (old,))
    assert codes(repository.weigh(base, "2021-05-20")) == []


def test_an_unreadable_record_is_told_once_and_not_as_a_lost_address(repository: Repository) -> None:
    file = "2021/长沙市/浏阳市/0529-义诊.yml"
    base = repository.commit({file: PLAN})
    repository.commit({file: PLAN.replace("状态: 计划", "状态：计划")})
    assert codes(repository.weigh(base, "2021-05-20")) == ["E012"]


def test_only_what_is_touched_is_looked_into(repository: Repository) -> None:
    base = repository.commit(
        {"2021/长沙市/浏阳市/0528-旧.yml": PLAN.replace("示例义诊", "示例旧") + "多余: 1\n"}
    )
    repository.commit({"2021/长沙市/浏阳市/0529-义诊.yml": PLAN})
    found = repository.weigh(base, "2021-05-20")
    assert codes(found) == [] and [row.how for row in found.rows] == ["新增"]


def test_a_record_on_which_another_hangs_is_missed(repository: Repository) -> None:
    base = repository.commit(
        {
            "2021/长沙市/浏阳市/0529-yizhen.yml": HELD,
            "2021/长沙市/浏阳市/媒体.yml": "媒体: 红网\n形式: 文字\n活动: [0529-yizhen]\n",
        }
    )
    repository.commit({}, ("2021/长沙市/浏阳市/0529-yizhen.yml",))
    assert codes(repository.weigh(base)) == ["E296", "E229"]


# ---------------------------------------------------------------- records and numbers


def test_rows_and_numbers_say_what_the_proposal_brings(repository: Repository) -> None:
    base = repository.commit(
        {
            "2021/长沙市/浏阳市/0528-讲座.yml": HELD.replace("示例义诊", "示例讲座"),
            "2021/长沙市/浏阳市/大瑶镇/0527-讲座.yml": HELD.replace("示例义诊", "示例走访").replace(
                "05-29", "05-27"
            ),
        }
    )
    repository.commit(
        {
            "2021/长沙市/浏阳市/0528-讲座.yml": HELD.replace("示例义诊", "示例讲座").replace("80", "100余"),
            "2021/长沙市/浏阳市/0529-义诊.yml": HELD,
            "2021/长沙市/浏阳市/媒体.yml": "- {媒体: 红网, 形式: 文字, 标题: 示例}\n",
        }
    )
    found = repository.weigh(base)
    assert [(row.how, row.kind, row.name, row.changed) for row in found.rows] == [
        ("改动", "活动", "示例讲座", ("成效：宣传80人 → 宣传100余人",)),
        ("新增", "活动", "示例义诊", ()),
        ("新增", "媒体", "《示例》红网", ()),
    ]
    assert found.cells == (
        Cell("430181", "宣传活动·县市区级·场次", "1", "2"),
        Cell("430181", "宣传活动·县市区级·人数", "80", "180"),
    )
    assert found.folders == {"430181": 3} and found.unseen == ()


def test_a_number_nobody_had_reported_was_empty_not_zero(repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.commit(
        {"2021/长沙市/0529-义诊.yml": HELD, "2021/0529-启动.yml": HELD.replace("示例义诊", "示例启动")}
    )
    found = repository.weigh(base)
    assert Cell("43", "省级宣传活动场次", "空", "1") in found.cells


def test_many_shares_are_weighed_by_several_processes_to_the_same_end(repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")
    counties = [one for one in REGISTER if len(one.code) == 6][:9]
    repository.commit(
        {f"2021/{REGISTER.path(one.code)}/0529-{n}.yml": HELD for n, one in enumerate(counties)}
    )
    assert repository.weigh(base, workers=2) == repository.weigh(base, workers=1)


def test_a_changed_notice_has_everything_checked(repository: Repository) -> None:
    base = repository.commit({"2021/长沙市/浏阳市/0529-义诊.yml": PLAN})
    repository.commit({"2021/通知.yml": NOTICE.replace("家庭健康促进", "健康促进")})
    found = repository.weigh(base, "2021-05-20")
    assert "E222" in codes(found) and "全省" in found.basis[0].hangs
    assert any("家庭健康促进" in line and "→" in line for line in found.basis[0].lines)


def test_articles_and_several_counties_are_named(repository: Repository) -> None:
    base = repository.commit({})
    (repository.root / "content").mkdir()
    (repository.root / "content" / "guide-x.md").write_text("# x\n", encoding="utf-8")
    counties = ("长沙市/浏阳市", "长沙市/宁乡市")
    repository.commit({f"2021/{place}/0529-义诊.yml": PLAN for place in counties})
    found = repository.weigh(base, "2021-05-20")
    assert found.notes[0].startswith("改了文章、页面：content/guide-x.md。")
    assert found.notes[1].startswith("改到了不止一个县市区的文件夹：浏阳市、宁乡市。")
    assert len(repository.weigh(base, "2021-05-20", counties[0]).notes) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights that few Windows users have")
def test_a_link_among_the_articles_is_told_at_its_own_path(repository: Repository, tmp_path: Path) -> None:
    base = repository.commit({})
    (repository.root / "content").mkdir()
    (repository.root / "content" / "x.md").symlink_to(tmp_path)
    repository.commit({})
    assert [fault.place.file for fault in repository.weigh(base).faults] == ["content/x.md"]


# ---------------------------------------------------------------- hostile names, links, history


HOSTILE = "0529-$(touch x);`id`&&'\" ::error::x%0A@all <b>|.yml"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_names_of_files_and_branches_are_only_names(repository: Repository, tmp_path: Path) -> None:
    base = repository.commit({})
    repository.git("branch", "a;touch${IFS}x")
    repository.commit({f"2021/长沙市/浏阳市/{HOSTILE}": PLAN, "2021/长沙市/浏阳市/0529-a\nb.yml": PLAN})
    found = repository.weigh("a;touch${IFS}x", "2021-05-20")
    assert len(found.rows) == 2 and found == repository.weigh(base, "2021-05-20")
    assert not (repository.root / "x").exists()
    wrong = Fault(Place(f"events/2021/{HOSTILE}", 3, 5), "E104", "错\n::error::x", "状态: 计划")
    assert review_annotations.github([wrong], lambda file: None).count("\n") == 1
    said = comment.markdown(found._replace(faults=(wrong,)), REGISTER)
    assert "<b>" not in said and "@" not in said and "`" not in said.replace("```", "")


@pytest.mark.parametrize("base", ["--output=x", "-h", "nothing", "", "HEAD^{tree}", "HEAD:events"])
def test_a_base_that_is_no_version_is_refused_in_words(base: str, repository: Repository) -> None:
    with pytest.raises(Unready, match=r"没有“.*”这个版本"):
        History(repository.records, base)
    assert not (repository.root / "x").exists()


def test_a_file_that_may_be_run_is_told(repository: Repository) -> None:
    base = repository.commit({"2021/长沙市/浏阳市/0529-yizhen.yml": HELD})
    path = "events/2021/长沙市/浏阳市/0530-yizhen.yml"
    repository.write({"2021/长沙市/浏阳市/0530-yizhen.yml": PLAN.replace("05-29", "05-30")})
    repository.git("add", "-A")
    repository.git("update-index", "--chmod=+x", path)
    repository.git("commit", "-q", "-m", "x")
    repository.git("checkout", "-q", "--", ".")
    told = [note for note in repository.weigh(base).notes if "当程序运行" in note]
    assert len(told) == 1 and path in told[0] and "--chmod=-x" in told[0]
    repository.git("update-index", "--chmod=-x", path)
    repository.git("commit", "-q", "-m", "x")
    repository.git("checkout", "-q", "--", ".")
    assert not [note for note in repository.weigh(base).notes if "当程序运行" in note]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights that few Windows users have")
@pytest.mark.parametrize("name", ["2021/长沙市/浏阳市/0529-x.yml", "2021/长沙市", "2022", "schemas"])
def test_a_link_is_told_and_nothing_is_read_through_it(
    name: str, repository: Repository, tmp_path: Path
) -> None:
    base = repository.commit({"2021/长沙市/浏阳市/0529-义诊.yml": PLAN})
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "浏阳市").mkdir(parents=True)
    (elsewhere / "浏阳市" / "0529-义诊.yml").write_text("名称: 秘密\n", encoding="utf-8")
    link = repository.records / name
    if link.is_dir():
        repository.git("rm", "-rq", f"events/{name}")
    link.symlink_to(elsewhere)
    repository.commit({})
    found = repository.weigh(base, "2021-05-20")
    assert set(codes(found)) == {"E202"} and found.rows == ()
    assert "秘密" not in repr(found)


def test_git_is_asked_in_one_place_and_never_through_a_shell() -> None:
    sources = {file: file.read_text(encoding="utf-8") for file in (ROOT / "hooks").rglob("*.py")}
    ours = {"git.py", "checkout.py", "machine.py"}  # doctor asks for itself: it works when the rest does not
    assert {file.name for file, said in sources.items() if '"git"' in said} == ours
    assert not any("shell=True" in said or "os.system" in said for said in sources.values())


def test_personal_data_is_never_said_again(repository: Repository) -> None:
    base = repository.commit({})
    secret = "13812345678"
    named = f"2021/长沙市/浏阳市/0530-{secret}.yml"
    repository.commit(
        {
            "2021/长沙市/浏阳市/0529-义诊.yml": PLAN.replace("示例义诊", f"示例{secret}"),
            named: PLAN.replace("05-29", "05-30").replace("天和", "示例"),
        }
    )
    found = repository.weigh(base, "2021-05-20")
    assert codes(found) == ["E302", "E302"]

    def text_of(file: str) -> str:
        return (repository.root / file).read_text(encoding="utf-8")

    everything = [
        comment.markdown(found, REGISTER),
        "\n".join(comment.lines(found, REGISTER)),
        report(found.faults, text_of),
        *(
            form(found.faults, text_of)
            for form in (review_annotations.github, review_annotations.gitlab, review_annotations.rdjson)
        ),
    ]
    assert all(secret not in said and "2345" not in said for said in everything)
    assert everything[0].splitlines()[2].startswith("## 🔴 有个人信息，不能合并")


def test_a_shallow_repository_is_told_so(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"2021/长沙市/浏阳市/0529-义诊.yml": PLAN})
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit({})
    with pytest.raises(Unready, match="共同起点"):
        History(repository.records, "main")


# ---------------------------------------------------------------- forms for platforms


FAULTS = (
    Fault(Place("events/a.yml", 2, 5), "E104", "“状态”不能写“己举办”", "状态: 已举办"),
    Fault(Place("events/a.yml", 1, 1), "W211", "日期，逗号", ""),
    Fault(Place("events/b,c:d.yml", 1, 8), "E302", "这里像是手机号“138****78”", "咨询: 座机"),
)


def test_github_gets_the_worst_first_and_never_more_than_it_shows() -> None:
    said = review_annotations.github(FAULTS, lambda file: None).splitlines()
    assert said[0].startswith("::error file=events/b%2Cc%3Ad.yml,line=1,col=8,title=E302::这里像是手机号")
    assert said[1] == (
        "::error file=events/a.yml,line=2,col=5,title=E104::“状态”不能写“己举办”。例：状态: 已举办"
    )
    assert said[2].startswith("::warning file=events/a.yml,line=1")
    many = [Fault(Place("events/a.yml", n), "E104", f"错 {n}") for n in range(1, 31)]
    said = review_annotations.github(many, lambda file: None).splitlines()
    assert len(said) == 10 and said[-1] == "::error title=529-check::还有 21 处，全部的见这次检查的汇总。"


def test_gitlab_gets_a_quality_report_whose_fingerprints_outlive_moved_lines() -> None:
    found = json.loads(review_annotations.gitlab(FAULTS, lambda file: None))
    assert [one["severity"] for one in found] == ["blocker", "major", "minor"]
    assert all(
        {"description", "check_name", "fingerprint", "severity", "location"} == one.keys() for one in found
    )
    moved = [fault._replace(place=fault.place._replace(line=9)) for fault in FAULTS]
    again = json.loads(review_annotations.gitlab(moved, lambda file: None))
    assert {one["fingerprint"] for one in found} == {one["fingerprint"] for one in again}
    twice = [FAULTS[0], moved[0]]
    assert (
        len({one["fingerprint"] for one in json.loads(review_annotations.gitlab(twice, lambda file: None))})
        == 2
    )


def test_reviewdog_counts_bytes() -> None:
    found = json.loads(review_annotations.rdjson(FAULTS, lambda file: "名称: 示例\n状态: 己举办\n"))
    starts = [one["location"]["range"]["start"] for one in found["diagnostics"]]
    assert starts[1] == {"line": 2, "column": len("状态: ".encode()) + 1}
    assert found["diagnostics"][0]["severity"] == "ERROR"


TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_is_filed_can_become_markup(file: str, name: str, value: str) -> None:
    row = Row("新增", file, "430181", "活动", name, value, value, (value,))
    fault = Fault(Place(f"events/{file}", 1, 1), "E104", value, name)
    found = Proposal((fault,), (row,), (), {"430181": 1}, (file,), (Basis(file, (value,), value),), (value,))
    said = comment.markdown(found, REGISTER)
    assert "@" not in said and "`" not in said and "![" not in said and "](" not in said
    tags = set(re.findall("<[^>]*>", said.removeprefix(comment.MARK)))
    assert tags <= {"<code>", "</code>", "<br>"}
    forms: tuple[Callable[..., str], ...] = (
        review_annotations.github,
        review_annotations.gitlab,
        review_annotations.rdjson,
    )
    lines = [form([fault], lambda path: value) for form in forms]
    assert lines[0].startswith("::error file=") and lines[0].count("\n") == 1
    assert json.loads(lines[1]) and json.loads(lines[2])


def test_a_remark_fits_where_it_is_posted() -> None:
    row = Row("新增", "x", "430181", "活动", "长" * 80, "2021-05-29", "计划", ("长" * 80,) * 30)
    said = comment.markdown(Proposal((), (row,) * 400, (), {}, ("长" * 80,) * 400, (), ()), REGISTER)
    assert said.startswith(comment.MARK) and len(said) < 65_000


# ---------------------------------------------------------------- the command


@pytest.mark.whole
def test_the_command_tells_it_in_every_form(repository: Repository) -> None:
    base = repository.commit({"2021/长沙市/浏阳市/0529-义诊.yml": PLAN})
    repository.write(
        {"2021/长沙市/浏阳市/0530-讲座.yml": PLAN.replace("示例义诊", "示例讲座").replace("29 上", "30 上")}
    )
    asked = ("check", "--records", repository.records, "--today", "2021-05-20", "--base", base)
    code, said = run(*asked)
    assert code == 0 and "新增  浏阳市  活动  示例讲座" in said, said
    repository.write({"2021/长沙市/浏阳市/0529-义诊.yml": PLAN.replace("计划", "己取消")})
    for form, sign in (
        ("text", "共 1 处错误"),
        ("github", "::error file=events/2021/长沙市/浏阳市/0529-义诊.yml,line=3"),
        ("gitlab", '"check_name": "E104"'),
        ("rdjson", '"diagnostics"'),
        ("markdown", "## 有 1 处要改"),
    ):
        code, said = run(*asked, "--format", form)
        assert code == 1 and sign in said, (form, said)
    assert run(*asked[:-1], "没有")[0] == 2
    assert run(*asked, "--format", "html")[0] == 2
    assert run(*asked, "--own", "长沙市/没有县")[0] == 2


def test_names_and_releases_are_looked_at_too(repository: Repository) -> None:
    """A number in a name is told wherever the file lies, also where only an earlier commit has it."""
    base = repository.commit({})
    number = "13812345678"
    for folder in ("health", "press"):
        (repository.root / "content" / folder).mkdir(parents=True)
        (repository.root / "content" / folder / f"{number}.md").write_text("---\n", encoding="utf-8")
    repository.commit({f"2021/长沙市/浏阳市/0529-{number}.yml": PLAN, f"2021/长沙市/{number}.jpg": "示例"})
    repository.commit({}, (f"2021/长沙市/{number}.jpg",))
    told = {(fault.place.file, fault.code) for fault in repository.weigh(base, "2021-05-20").faults}
    assert {
        (f"events/2021/长沙市/浏阳市/0529-{number}.yml", "E302"),
        (f"events/2021/长沙市/{number}.jpg", "E309"),
        (f"content/health/{number}.md", "E302"),
        (f"content/press/{number}.md", "E302"),
    } <= told
