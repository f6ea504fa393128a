"""A name withdrawn in one county is in no byte that any command makes for another: drafts, packs, books, boards, kits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import newsrooms
import pytest
from almanac.build import campaign, engine, press_tasks
from almanac.build.page_shell import Facts
from almanac.cli import press as cli_press
from almanac.documents import booklet as printed
from almanac.documents import return_pack
from almanac.excel import importer
from almanac.intake import media_piece
from almanac.model.day import Day
from almanac.statistics import reminders
from almanac.views import booklet as books
from almanac.views.edit_links import Source
from small import PROJECT
from test_booklet import DIRECTORY, SOUND
from test_commands import run
from test_withdrawal import GONE, GOOD, NAME, named_in

WHERE, CODE = "长沙市/浏阳市", "430181"
REAL = (PROJECT / "events/2021/通知.yml").read_text(encoding="utf-8")  # with the official table
FACTS = Facts("示例网站", "https://529.example.org/", "示例协会", "", Source("", ""))
ROLL = """\
- 编号: xj
  名称: 示例奖
  类型: 个人
  级别: 县级
  授予单位: 示例计生协
  日期: 2020-05-20
  名单: [{编号: "01", 名称: NAME, 同意: CONSENT}]
"""
ACTIVITY = """\
名称: NAME报告会
类别: [群众性主题宣传]
形式: [先进报告]
状态: STATE
开始: DAY
地点: NAME大院
简介: NAME讲自己的故事。
咨询: NAME 0731-83600000
"""
FILES = {
    f"events/2021/{WHERE}/0528-shili.yml": ACTIVITY.replace("STATE", "已举办").replace("DAY", "2021-05-28"),
    f"events/2021/{WHERE}/0620-shili.yml": ACTIVITY.replace("STATE", "计划").replace("DAY", "2021-06-20"),
    f"events/2021/{WHERE}/媒体.yml": "- {媒体: 红网, 形式: 文字, 标题: NAME的故事, 日期: 2021-05-29}\n",
    f"events/2021/{WHERE}/阵地.yml": "微信: [{名称: NAME工作室}]\n",
    f"events/2021/{WHERE}/备案.yml": "计划: {日期: 2021-05-12, 内容: NAME报告}\n总结: {日期: 2021-05-29, 内容: NAME报告}\n",
    f"events/2021/{WHERE}/表彰.yml": ROLL.replace("示例奖", "NAME奖").replace("名称: NAME,", "名称: 示例乙,").replace(
        "CONSENT", GOOD
    ),
    "events/2021/通知.yml": REAL.replace("主题: 学党史", "主题: NAME精神 学党史"),
    "content/health/目录.yml": DIRECTORY,
    "content/health/shili.md": SOUND + "NAME医生写的。\n",
    "content/press/shili.md": newsrooms.RELEASE.replace("，参加{{ 宣传人数 }}人", "").replace("医生给", "NAME给"),
}  # fmt: skip


def silent(what: str, done: int, of: int) -> None:
    """Progress that nobody looks at."""


def press(root: Path) -> dict[str, bytes]:
    """A draft of an activity, of what is planned, of a week, and a pack."""
    ids = ("2021-430181-0528-shili", "2021-430181-0620-shili", f"{WHERE}/2021-W21")
    drafts = [cli_press.drafted(newsrooms.job(root), what) for what in ids]
    assert not [made.refused for made in drafts if made.refused]
    pack = newsrooms.packed(root, "红网", url=FACTS.url)
    assert not pack.refused, pack
    return {"pack.zip": pack.data, **{f"{n}.md": made.text.encode() for n, made in enumerate(drafts)}}


def book(root: Path) -> dict[str, bytes]:
    asked = newsrooms.job(root)
    with engine.answers(asked, lambda _: ["public shelf"], silent) as value:
        shelf = value["public shelf"]
    made = books.booklet(shelf, asked.day, "示例读本", (), "示例协会", FACTS.name, FACTS.url)
    assert made and len(made.pages) == 1
    return printed.files(made, asked.cache)


def commanded(root: Path, *arguments: str) -> dict[str, bytes]:
    """What a command writes."""
    to = root / f"{arguments[0]}-{len(list(root.iterdir()))}"
    code, said = run(*arguments, "--records", root / "events", "--today", newsrooms.TODAY, "--to", to)
    assert code == 0, said
    return {path.name: path.read_bytes() for path in to.rglob("*") if path.is_file()}


def board(root: Path) -> dict[str, bytes]:
    return commanded(root, "notice", WHERE, "--month", "2021-06")


def kit(root: Path) -> dict[str, bytes]:
    files = commanded(root, "kit", WHERE)
    return {"转发.txt" if "0620" in name else name: data for name, data in files.items()}


def parcel(root: Path) -> dict[str, bytes]:
    register = newsrooms.listed(root)
    found = campaign.returned(newsrooms.job(root), 2021, CODE, silent, filings=True)
    assert found.table, found.errors
    made = return_pack.parcel(found.table, register, root / "events", found.filings)
    told = "\n".join(reminders.in_words(found.table, register, Day(newsrooms.TODAY)))
    return {"parcel.zip": made.data, "owed.txt": told.encode()}


def certificate(root: Path) -> dict[str, bytes]:
    return commanded(root, "certificates", WHERE)


def media(root: Path) -> dict[str, bytes]:
    """What is told of a piece that is like the new one."""
    register = newsrooms.listed(root)
    context = importer.open_context(root / "events", register, 2021, Day(newsrooms.TODAY), "events", CODE)
    names = [f"pieces/{CODE}", "known", "withdrawn"]
    asked = newsrooms.job(root)
    with engine.answers(asked, lambda _: names, silent, lambda each: press_tasks.pieces(each, 2021)) as value:
        desk = media_piece.Desk(context, CODE, value["known"], value[names[0]], value["withdrawn"])
    likes = desk.likes({("媒体",): "红网", ("形式",): "文字", ("标题",): f"{NAME}的故事"})
    assert likes
    return {"likes.txt": "".join(map(desk.in_words, likes)).encode()}


@pytest.mark.parametrize("command", [press, book, board, kit, parcel, certificate, media])
@pytest.mark.parametrize("broken", ["", pytest.param("  性质: 没有这一种\n", marks=pytest.mark.whole)])
def test_no_command_writes_a_name_withdrawn_elsewhere(
    command: Callable[[Path], dict[str, bytes]], broken: str, tmp_path: Path
) -> None:
    """Whatever else may be wrong with the roll that says so; and it is written while the consent holds."""
    roll = "events/2020/长沙市/芙蓉区/表彰.yml"
    notice = {"events/2020/通知.yml": "届次: 22\n"}
    for consent, wrong, named in ((GOOD, "", True), (GONE, broken, False)):
        text = ROLL.replace("CONSENT", consent) + wrong
        files = {path: words.replace("NAME", NAME) for path, words in (FILES | notice | {roll: text}).items()}
        newsrooms.write(tmp_path, files)
        out = tmp_path / ("named" if named else "struck")
        for name, data in command(tmp_path).items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(data)
        assert bool(named_in(out)) == named, named_in(out)
