"""Certificates: who gets one and who does not, what it says, that it fits its page, that no letter is lost."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from almanac.documents.certificate import ALL, pdf
from almanac.model.day import Day
from almanac.model.filings import BY_FILE, Award, Filing
from almanac.validate import award_id
from almanac.views.certificates import Certificate, certificates
from small import build, records
from test_commands import run  # the command as a clerk runs it

CONSENT = {"同意人": "本人", "日期": "2021-05-10", "范围": ["网页", "印刷"], "至": "2021-06-30"}
URL = "https://529.example.org/"


def filing(entries: list[dict[str, Any]], **fields: Any) -> Filing:
    """An award of 浏阳市 as it stands in a file."""
    said = {
        "编号": "xj",
        "名称": "示例健康幸福家庭",
        "类型": "家庭",
        "级别": "县级",
        "授予单位": "示例计生协",
    }
    record = Award.model_validate({**said, **fields, "名单": entries})
    where = "2021/示例/表彰.yml"
    return Filing(BY_FILE["表彰.yml"], 2021, "430181", award_id(2021, "430181", record), where, None, record)


def one(**fields: Any) -> dict[str, Any]:
    """A family that has agreed to be named in print."""
    return {"编号": "01", "名称": "示例甲家庭", "同意": CONSENT} | fields


@pytest.mark.parametrize(
    ("entry", "award", "why"),
    [
        (one(), {}, ""),
        (one(编号=None), {}, "没有“编号”，证书无从核验"),
        (one(同意=None), {}, "没有“同意”"),
        (one(同意=None), {"类型": "集体"}, ""),
        (one(同意={**CONSENT, "范围": ["网页"]}), {}, "同意的“范围”里没有“印刷”"),
        (one(同意={**CONSENT, "范围": ["印刷"], "写法": "某某"}), {}, ""),
        (one(同意={**CONSENT, "至": "2021-05-19"}), {}, "同意已经过期"),
        (one(同意={**CONSENT, "日期": "2021-05-21"}), {}, "同意的日子还没有到"),
        (one(同意={**CONSENT, "撤回": "2021-05-15"}), {}, "已经撤回同意"),
        (one(名称="撤回"), {}, "已经撤回同意"),
        (one(未成年="是"), {}, "未成年人的姓名不进证书"),
        (one(同意={**CONSENT, "同意人": "监护人"}), {}, "未成年人的姓名不进证书"),
        (one(), {"性质": "推荐"}, "推荐还不是表彰"),
    ],
)
def test_who_gets_a_certificate(entry: dict[str, Any], award: dict[str, Any], why: str) -> None:
    made, refused = certificates([filing([entry], **award)], Day("2021-05-20"))
    assert [each.why for each in refused] == ([why] if why else [])
    assert [each.name for each in made] == ([] if why else ["示例甲家庭"])
    assert "示例甲" not in "".join(map(str, refused)), "whoever gets none is not named"


@pytest.mark.parametrize(
    ("entry", "award", "words"),
    [
        ({}, {}, "被评为“示例健康幸福家庭”"),
        ({"等次": "一等奖"}, {}, "被评为“示例健康幸福家庭”一等奖"),
        ({}, {"性质": "推选"}, "被推选为“示例健康幸福家庭”"),
        ({}, {"性质": "表扬"}, "被表扬为“示例健康幸福家庭”"),
        ({}, {"类型": "授牌", "性质": "授牌"}, "被授予“示例健康幸福家庭”"),
        ({}, {"类型": "作品", "性质": "评选"}, "荣获“示例健康幸福家庭”"),
        ({"已故": "是"}, {}, "被追授“示例健康幸福家庭”"),
        ({}, {"年度": "2021年度"}, "在2021年度被评为“示例健康幸福家庭”"),
        ({}, {"年度": "2021年度", "名称": "2021年度“示例”之家"}, "被评为“2021年度‘示例’之家”"),
    ],
)
def test_what_it_says(entry: dict[str, Any], award: dict[str, Any], words: str) -> None:
    ((made,), _) = certificates([filing([one(**entry)], 日期="2021-05-20", **award)], Day("2021-05-20"))
    assert (made.id, made.words, made.day) == ("2021-430181-xj-01", words, "2021年5月20日")
    assert made.wish == ("特发此证，以资纪念。" if entry.get("已故") else "特发此证，以资鼓励。")


def test_a_name_withdrawn_elsewhere_is_in_no_certificate_of_another() -> None:
    rolls = [
        filing([one(单位="示例乙的家"), one(编号="02", 名称="示例乙", 同意=None)], 授予单位="示例乙基金会")
    ]
    ((made,), _) = certificates(rolls, Day("2021-05-20"), ["示例乙", "示例甲"])
    assert (made.name, made.unit, made.bodies) == ("示例甲家庭", "某某的家", ("某某基金会",))


def test_all_of_an_award_have_one_size_and_each_body_its_line() -> None:
    """A single long name makes all certificates of its award smaller, no other award's; an association stands there by the
    full name that is on its seal."""
    rolls = [
        filing([one(), one(编号="02", 单位="示例" * 15)], 授予单位="示例市计生协、示例市卫生健康局"),
        filing([one(编号="03")], 编号="b"),
    ]
    made, _ = certificates(rolls, Day("2021-05-20"))
    assert [(each.is_long, each.long) for each in made] == [(False, True), (True, True), (False, False)]
    assert made[0].bodies == ("示例市计划生育协会", "示例市卫生健康局") and made[2].bodies == (
        "示例计划生育协会",
    )


def test_one_award_alone() -> None:
    rolls = [filing([one()]), filing([one(编号="02")], 编号="b")]
    assert [each.id for each in certificates(rolls, Day("2021-05-20"), (), "b")[0]] == ["2021-430181-b-02"]
    assert len(certificates(rolls, Day("2021-05-20"))[0]) == 2


# ---------------------------------------------------------------- the PDF

PLAIN = Certificate("2021-430181-xj-01", "示例村", "示例䶮", "被评为“示例”", "示例。", ("示例协会",), "", "")


def streams(data: bytes) -> bytes:
    """All that is packed in a PDF."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S)
    return b"\n".join(zlib.decompress(each) for each in found if each[:1] == b"x")


def pages(data: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", data + streams(data)))


def test_each_stands_on_one_page_however_long_its_words_are() -> None:
    long = "示" * 80
    words = f"被评为“{long}”{long}"
    longest = Certificate(f"2021-430181119001-{'x' * 8}-01", long, long, words, PLAIN.wish, (long,), "", long)
    assert [pages(pdf(those, URL)) for those in ([PLAIN], [longest], [PLAIN, longest, PLAIN])] == [1, 1, 3]


def test_rare_letters_are_set_and_the_same_words_give_the_same_bytes() -> None:
    made = pdf([PLAIN], URL)
    assert b"<4DAE>" in streams(made).upper(), "䶮"
    assert made == pdf([PLAIN], URL)


# ---------------------------------------------------------------- the command

ROLL = """\
- 编号: xj
  名称: 示例健康幸福家庭
  类型: 家庭
  级别: 县级
  授予单位: 示例计生协
  日期: 2021-05-20
  名单:
    - {编号: "01", 名称: 示例䶮家庭, 同意: {同意人: 本人, 日期: 2021-05-10, 范围: [网页, 印刷], 至: 2026-05-20}}
    - {编号: "02", 名称: 示例𠮷家庭, 同意: {同意人: 本人, 日期: 2021-05-10, 范围: [网页, 印刷], 至: 2026-05-20}}
    - {编号: "03", 名称: 示例丙家庭, 同意: {同意人: 本人, 日期: 2021-05-10, 范围: 网页, 至: 2026-05-20}}
    - {编号: "04", 名称: 示例丁家庭, 同意: {同意人: 本人, 日期: 2021-05-10, 范围: 印刷, 至: 2026-05-20}}
"""


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = records(tmp_path_factory.mktemp("certificates") / "events", activities=20)
    (found / "2021/湘潭市/韶山市/表彰.yml").write_text(ROLL, encoding="utf-8")
    return found


def test_a_letter_that_no_font_has_is_named_and_the_others_are_made(events: Path, tmp_path: Path) -> None:
    code, said = run(
        "certificates", "湘潭市/韶山市", "--records", events, "--today", "2021-05-30", "--to", tmp_path
    )
    assert code == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "2021-430382-xj-01.pdf",
        "2021-430382-xj-04.pdf",
        "全部证书.pdf",
    ]
    assert "做了 2 份证书" in said and "没有做的 2 份" in said
    assert "证书 2021-430382-xj-02：字库里没有“𠮷”（U+20BB7）" in said
    assert "名单里第 3 个：同意的“范围”里没有“印刷”" in said
    assert pages((tmp_path / ALL).read_bytes()) == 2


@pytest.mark.whole
def test_nothing_is_made_without_a_roll_or_of_a_faulty_one(events: Path, tmp_path: Path) -> None:
    code, said = run(
        "certificates", "湘潭市/湘乡市", "--records", events, "--today", "2021-05-30", "--to", tmp_path
    )
    assert code == 1 and "没有 2021 年的表彰记录" in said
    assert run("certificates", "湘潭市/没有", "--records", events)[0] == 2
    assert run("certificates", "--records", events, "--fonts", tmp_path / "没有")[0] == 2
    bad = records(tmp_path / "bad", activities=5)
    (bad / "2021/湘潭市/韶山市/表彰.yml").write_text(ROLL.replace("  级别: 县级\n", ""), encoding="utf-8")
    code, said = run("certificates", "湘潭市/韶山市", "--records", bad, "--to", tmp_path / "out")
    assert code == 1 and "缺少“级别”" in said and not (tmp_path / "out").exists()


@pytest.mark.whole
def test_every_certificate_has_a_check_page(events: Path, tmp_path: Path) -> None:
    to = tmp_path / "to"
    run("certificates", "湘潭市/韶山市", "--records", events, "--today", "2021-05-30", "--to", to)
    made = {file.name for file in to.iterdir()}
    assert len(made) == 3
    build(events, tmp_path / "site")
    for name in made - {ALL}:
        page = tmp_path / "site/honours/verify" / name.removesuffix(".pdf") / "index.html"
        assert "示例健康幸福家庭" in page.read_text(encoding="utf-8")
    hidden = (tmp_path / "site/honours/verify/2021-430382-xj-04/index.html").read_text(encoding="utf-8")
    assert "示例丁" not in hidden, "agreed to in print only"
    for number in ("01", "02", "03", "04"):
        page = tmp_path / f"site/honours/verify/2021-430382-xj-{number}/index.html"
        never = "这个编号没有发过证书" in page.read_text(encoding="utf-8")
        assert never == (number == "03"), "agreed to on pages only, so that it was never printed"
