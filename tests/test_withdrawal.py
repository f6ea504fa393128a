"""A name that was withdrawn is in no byte of the output: pages, feeds, data, documents, whatever they are packed in."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
import zlib
from pathlib import Path

import brotli
import drawing
import pytest
import shares
from almanac.disclosure import redaction
from almanac.model.diagnostics import Fault, Place
from small import FULL, TODAY, build, bytes_of, job, records
from unpacking import below, forms, having

RARE = "龘"  # in nothing else, so that one letter of the name is as good as all of it
NAME = f"示例{RARE}"
GOOD = "{同意人: 本人, 日期: 2021-05-01, 范围: [网页, 报刊, 印刷], 至: 2026-05-01}"
GONE = GOOD.replace("}", ", 撤回: 2021-05-29}")
ROLL = """\
- 编号: xj
  名称: 示例健康幸福家庭
  类型: 家庭
  级别: 县级
  授予单位: 示例计生协
  日期: 2021-05-20
  活动: 0528-shili
  名单:
    - 编号: "01"
      名称: NAME家庭
      单位: 示例村，NAME的家
      身份: 会员
      事迹: NAME一家多年帮助邻里。
      照片: {文件: shili.jpg, 说明: NAME在义诊现场, 画面: NAME给老人量血压, 同意: 有, 未成年人: 无}
      报告: [0528-shili]
      同意: CONSENT
    - {编号: "02", 名称: 示例乙家庭, 同意: GOOD}
""".replace("GOOD", GOOD)
ACTIVITY = """\
名称: 示例NAME报告会
类别: [评先评优]
形式: [先进报告]
状态: 已举办
开始: 2021-05-28 上午
地点: 示例NAME大院
分场: [{开始: 2021-05-28 上午, 地点: NAME家, 内容: NAME作报告}]
主办: [NAME工作室]
协办: [NAME工作室]
出席: [NAME]
联合: [湘潭市/湘乡市]
简介: NAME讲了自己的故事。
面向: [NAME的邻居]
咨询: NAME 0731-83600000
预计: {其他: [{项目: NAME手册, 数量: 5, 单位: 份}]}
成效: {宣传: {人数: 40}, 慰问: {人数: 9, 分组: [{对象: NAME的邻居, 数量: 9, 单位: 人}]},
  募捐: [{项目: NAME基金, 金额: 100, 基金会: NAME基金会}], 其他: [{项目: NAME手册, 数量: 5, 单位: 份}]}
照片: [{文件: shili.jpg, 说明: NAME在讲台上, 同意: 有, 未成年人: 无}]
变更: [{日期: 2021-05-27, 内容: NAME改在上午讲}]
来源: [示例日报：NAME的故事]
待核实: [NAME讲了多久]
"""
FILES = {
    "湘潭市/韶山市/0528-shili.yml": ACTIVITY,
    "湘潭市/韶山市/表彰.yml": ROLL,
    "湘潭市/湘乡市/0527-NAME.yml": ACTIVITY.replace("联合: [湘潭市/湘乡市]\n", "").replace("28", "27"),
    "湘潭市/媒体.yml": "- {媒体: 红网, 形式: 文字, 标题: NAME的故事, 日期: 2021-05-29, 活动: [韶山市/0528-shili], 说明: NAME讲的}\n",
    "湘潭市/韶山市/清单.yml": "- {事项: NAME家修路, 对象: NAME的邻居, 负责: NAME, 状态: 办结, 结果: NAME很高兴, 活动: [0528-shili]}\n",
    "湘潭市/湘乡市/清单.yml": "- {事项: NAME家修桥, 负责: NAME, 状态: 办结}\n",
    "湘潭市/备案.yml": "计划: {日期: 2021-05-12, 内容: NAME}\n总结: {日期: 2021-05-29, 内容: NAME}\n联系人: NAME科\n",
    "湘潭市/湘乡市/备案.yml": "计划: {日期: 2021-05-12, 内容: NAME}\n联系人: NAME科\n",
    "湘潭市/阵地.yml": "微信: [{名称: NAME工作室}]\n官网: [{名称: NAME网}]\n",
    "湘潭市/湘乡市/汇总.yml": "- {级别: 乡镇街道, 截至: 2021-05-29, 宣传: {场次: 99, 人数: 9999}, 不含: [逐场填报的], 说明: NAME报的}\n",
    "湘潭市/表彰.yml": "- {名称: NAME奖, 类型: 集体, 级别: 市州, 授予单位: NAME基金会, 说明: NAME发的, 名单: [{编号: '1', 名称: NAME工作室}]}\n",
}


def fill(events: Path, consent: str) -> None:
    """The name stands in every text field of two counties, their city, and on the roll with this consent."""
    for path, text in FILES.items():
        file = events / "2021" / path.replace("NAME", NAME)
        file.write_text(text.replace("NAME", NAME).replace("CONSENT", consent), encoding="utf-8")
        (file.parent / "shili.jpg").write_bytes(drawing.noted(800, 600))


def named_in(site: Path) -> set[str]:
    """The files that have the name."""
    return having(below(site), NAME)


def test_a_withdrawn_name_is_in_no_byte(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events", 30), tmp_path / "site"
    fill(events, GOOD)
    outcome = build(events, site)
    assert outcome.published, outcome.faults
    before = named_in(site)
    kinds = {path.rpartition(".")[2] for path in before}
    assert kinds >= {"html", "ics", "xml", "json", "csv", "pdf", "docx", "xlsx"}, kinds
    for page in (
        "honours/2021/430382/",
        "honours/deeds/2021-430382-xj-01/",
        "honours/verify/2021-430382-xj-01/",
        "e/2021-430382-0528-shili/",
        "service/",
        "u/4303/",
        "calendar/2021-05/",
    ):
        assert f"{page}index.html" in before, page

    fill(events, GONE)
    assert build(events, site).published
    assert named_in(site) == set()
    pages = {
        path: (site / path / "index.html").read_text(encoding="utf-8")
        for path in (
            "honours/2021/430382",
            "honours/deeds/2021-430382-xj-01",
            "honours/verify/2021-430382-xj-01",
        )
    }
    assert "另有 1 个，姓名不公开" in pages["honours/2021/430382"]
    assert "信息不公开" in pages["honours/deeds/2021-430382-xj-01"]
    assert "获得者的姓名没有公开" in pages["honours/verify/2021-430382-xj-01"]
    assert "示例乙家庭" in pages["honours/2021/430382"], "who has not withdrawn is still named"
    assert not list((site / "honours/deeds/2021-430382-xj-01").glob("*.jpg"))
    build(events, tmp_path / "clean")
    assert bytes_of(site) == bytes_of(tmp_path / "clean")


def test_nothing_stays_of_a_photo_that_was_taken_out(tmp_path: Path) -> None:
    """Neither in the site nor in what is kept between builds; of others the drawings stay."""
    events, site = records(tmp_path / "events", 20), tmp_path / "site"
    photo = "照片: [{{文件: {}, 说明: 示例, 同意: 有, 未成年人: 无}}]\n"
    folder = events / "2021/湘潭市/韶山市"
    for day, shade in (("0527", 1), ("0528", 2)):
        activity = (
            f"名称: 示例义诊{day}\n类别: [家庭健康促进]\n状态: 已举办\n开始: 2021-{day[:2]}-{day[2:]}\n"
        )
        (folder / f"{day}-shili.yml").write_text(activity + photo.format(f"{day}.jpg"), encoding="utf-8")
        (folder / f"{day}.jpg").write_bytes(drawing.scene(shade, 600))
    assert build(events, site).published
    kept = job(events, site).cache
    before = {file.name for file in kept.iterdir()}
    pictures = {file.read_bytes() for file in (site / "e/2021-430382-0528-shili").glob("1-*")}

    (folder / "0528.jpg").unlink()
    file = folder / "0528-shili.yml"
    file.write_text(file.read_text(encoding="utf-8").partition("照片")[0], encoding="utf-8")
    assert build(events, site).published
    after = {file.name for file in kept.iterdir()}
    assert pictures and after < before
    assert not pictures & {
        each.read_bytes() for each in [*kept.iterdir(), *site.rglob("*.*")] if each.is_file()
    }
    assert {each.read_bytes() for each in (site / "e/2021-430382-0527-shili").glob("1-*")} <= {
        each.read_bytes() for each in kept.iterdir()
    }


def test_another_mistake_in_the_roll_brings_no_name_back(tmp_path: Path) -> None:
    """A roll that is set aside for an error still says who has withdrawn."""
    events, site = records(tmp_path / "events", 30), tmp_path / "site"
    fill(events, GONE)
    roll = events / "2021/湘潭市/韶山市/表彰.yml"
    roll.write_text(roll.read_text(encoding="utf-8") + "  性质: 没有这一种\n", encoding="utf-8")
    outcome = build(events, site, set_aside=True)
    assert outcome.published and any(path.endswith("表彰.yml") for path in outcome.aside)
    assert named_in(site) == set()


@pytest.mark.whole
def test_a_consent_runs_out_by_the_day_alone(tmp_path: Path) -> None:
    events, site = records(tmp_path / "events", 20), tmp_path / "site"
    county = events / "2021/湘潭市/韶山市"
    roll = ROLL.replace("NAME", NAME).replace("CONSENT", GOOD.replace("2026-05-01", TODAY))
    (county / "表彰.yml").write_text(roll, encoding="utf-8")
    (county / "0528-shili.yml").write_text(ACTIVITY.replace("NAME", "示例"), encoding="utf-8")
    (county / "shili.jpg").write_bytes(drawing.picture(800, 600))
    build(events, site)
    assert named_in(site)
    build(events, site, today="2021-05-31")
    assert named_in(site) == set()
    build(events, site)
    assert named_in(site), "and it is not forgotten: a day before it is named again"


@pytest.mark.parametrize("escaped", [False, pytest.param(True, marks=pytest.mark.whole)])
def test_a_roll_that_only_says_consent_is_read_for_what_others_show(tmp_path: Path, escaped: bool) -> None:
    """The joint activity of a county stands on another's pages: without a name whose consent, told of nowhere else, is over."""
    events, county = records(tmp_path / "events", 20), tmp_path / "events/2021/湘潭市/韶山市"
    consent = GOOD.replace("2026-05-01", TODAY)
    names = f"[{{编号: '01', 名称: {NAME}, 同意: {consent}}}]"
    award = "名称: 示例奖, 类型: 个人, 级别: 县级, 授予单位: 示例计生协, 日期: 2021-05-20"
    roll = f"- {{{award}, 名单: {names}}}\n"
    if escaped:  # the same words to YAML, and other bytes
        roll = re.sub("同意人?", lambda key: json.dumps(key[0]), roll)
    (county / "表彰.yml").write_text(roll, encoding="utf-8")
    text = ACTIVITY.replace("NAME", NAME).partition("照片: ")[0]
    (county / "0528-shili.yml").write_text(text, encoding="utf-8")
    for today, named in ((TODAY, True), ("2021-05-31", False)):
        assert build(events, tmp_path / "site", today=today).published
        assert bool(named_in(tmp_path / "site")) == named, named_in(tmp_path / "site")


def test_what_all_pages_share_names_nobody_who_withdrew() -> None:
    said = f"示例正文，{NAME}写的。"
    on = shares.site()
    piece = on.shelf.articles[0]
    head = piece.head.model_copy(update={"summary": said, "cover": None})
    on = on._replace(
        shelf=on.shelf._replace(articles=(piece._replace(head=head, body=said),)),
        notices={2021: shares.notice(主题=NAME)},
    )
    change = redaction.eraser([NAME])
    assert change
    found = redaction.site(on, change)
    assert RARE not in str(found) and RARE in str(on)
    assert found.shelf.articles[0].body == "示例正文，某某写的。"
    (fault,) = redaction.faults([Fault(Place("示例.yml"), "Q401", said, said)], change)
    assert RARE not in str(fault)


@pytest.mark.parametrize("form", forms(NAME))
def test_the_search_finds_each_way_to_write_the_name(tmp_path: Path, form: bytes) -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("a.xml", b"x" + form + b"x")
    pdf = b"%PDF-1.7\nstream\n" + zlib.compress(b"y" + form) + b"\nendstream"
    files = {
        "a.txt": b"z" + form,
        "a.docx": box.getvalue(),
        "a.pdf": pdf,
        "a.gz": gzip.compress(form),
        "a.br": brotli.compress(form),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert named_in(tmp_path) == files.keys()
    assert RARE not in "".join(unit.name for unit in FULL)
