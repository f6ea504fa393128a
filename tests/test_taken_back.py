"""Addresses that hold somebody's number or name: they are refused, and those that were published are gone for good."""

from __future__ import annotations

import re
from pathlib import Path

import newsrooms
import pytest
from almanac.model.diagnostics import Place, is_error
from almanac.model.filings import ACTIVITY, Activity, Filing
from almanac.publish import changes, taken_back
from almanac.review import published
from almanac.validate import activity_id, file_names
from small import PLACES
from test_filenames import PERSONAL

ROOT = Path(__file__).resolve().parents[1]
NGINX = (ROOT / "theme/serving/nginx.conf").read_text(encoding="utf-8")
CODE = "430181"


def filed(stem: str, *former: str, name: str = "示例义诊") -> Filing:
    """An activity in a file of that name."""
    said = {
        "名称": name,
        "类别": ["家庭健康促进"],
        "状态": "计划",
        "开始": "2021-05-29",
        "曾用地址": list(former),
    }
    record = Activity.model_validate(said)
    return Filing(
        ACTIVITY,
        2021,
        CODE,
        activity_id(2021, CODE, stem, None),
        f"2021/长沙市/浏阳市/{stem}.yml",
        None,
        record,
    )


def test_the_server_knows_the_forms_that_the_program_knows() -> None:
    assert tuple(re.findall(r'(?m)^    "~(.+)" 1;$', NGINX)) == taken_back.FORMS


@pytest.mark.parametrize("stem", PERSONAL)
def test_whatever_name_is_refused_has_an_address_that_is_gone(stem: str) -> None:
    """Such names were published once: their addresses are known by their form alone."""
    address = activity_id(2021, CODE, stem, None)
    digits = re.sub("[^0-9]", "", address.removeprefix(f"2021-{CODE}-"))
    if len(digits) < 11:  # full-width digits and blanks never came into an address
        return
    assert any(map(is_error, file_names.faults(f"{stem}.yml", Place("x.yml"), PLACES)))
    for path in (
        f"e/{address}/index.html",
        f"e/{address}.ics",
        f"e/{address}/1-480.webp",
        f"e/{CODE}-{address}/",
    ):
        assert taken_back.holds(path), path


def test_no_address_of_a_site_has_such_a_form() -> None:
    listed = (ROOT / "tests/golden/files.txt").read_text(encoding="utf-8")
    golden = re.findall(r"(?m)^ *[0-9]+ (\S+)$", listed)
    ours = ["e/2021-430181102201-0529-yizhen/", "e/2021-4301-20210529/", "e/2021-430181-0529-83610000/",
            "e/2020-430181102201-0731-84828624/", "health/2021-0529-12/", "press/dayao-0528/", "assets/13812345678.js"]  # fmt: skip
    assert len(golden) > 100
    assert [path for path in [*golden, *ours] if taken_back.holds(path)] == []


def test_an_address_with_a_number_goes_without_a_word_and_one_with_a_name_when_the_record_says_so() -> None:
    numbered, named = filed("0529-13812345678"), filed("0529-weiwen-wangjianguo")
    anew = filed("0529-yizhen")

    def told(old: Filing, *now: Filing) -> list[str]:
        return [finding.example for _, finding in published.vanished({old.id: old}, now, ())]

    assert told(numbered, anew) == told(numbered) == []
    assert told(named, anew) == [f"曾用地址: [{named.id}]"] and told(named) == ["状态: 撤下"]
    assert told(named, filed("0529-yizhen", "收回")) == []
    assert told(named, filed("0529-yizhen", "收回", name="示例讲座")) == ["状态: 撤下"], (
        "it is another activity"
    )
    gone = [f"e/{numbered.id}/index.html", f"e/{named.id}/index.html"]
    warned = list(changes.vanished(gone, "events"))
    assert [fault.example for fault in warned] == [f"曾用地址: [{named.id}]"]
    assert "曾用地址: [收回]" in warned[0].message


def test_what_is_taken_back_is_in_no_file_of_the_site(tmp_path: Path) -> None:
    """A name in an address: the file is renamed and says that the old address is taken back."""
    old = "events/2021/长沙市/浏阳市/0527-wangshili.yml"
    notice = (ROOT / "events/2021/通知.yml").read_text(encoding="utf-8")
    root = newsrooms.whole(
        tmp_path / "here",
        {
            "events/2021/通知.yml": notice,
            old: newsrooms.ACTIVITY.replace("-28", "-27").replace("示例义诊", "示例讲座"),
        },
    )
    assert newsrooms.build(root).published
    site = root / "out/site"
    assert (site / "e/2021-430181-0527-wangshili/index.html").is_file() and mentions(site) > 3
    (root / old).rename(root / old.replace("wangshili", "jiangzuo"))
    file = root / old.replace("wangshili", "jiangzuo")
    file.write_text(file.read_text(encoding="utf-8") + "曾用地址: [收回]\n", encoding="utf-8")
    made = newsrooms.build(root)
    assert made.published, made.faults
    assert (site / "e/2021-430181-0527-jiangzuo/index.html").is_file()
    assert not list(site.rglob("*收回*"))
    assert mentions(site) == 0, "what the builder was told stands nowhere, not even beside the site"
    file.write_text(file.read_text(encoding="utf-8").replace("讲座", "大讲座"), encoding="utf-8")
    assert newsrooms.build(root).published and mentions(site) == 0


def mentions(site: Path) -> int:
    """In how many files and paths of the site, and in the store beside it, the old name stands."""
    inside = [
        path
        for path in site.parent.parent.rglob("*")
        if path.is_file() and {"out", ".build"} & set(path.parts)
    ]
    return sum(b"wangshili" in path.read_bytes() or "wangshili" in path.as_posix() for path in inside)
