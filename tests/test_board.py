"""The page for a notice board: which activities stand on it, in what words, where its code leads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from almanac.build import engine
from almanac.build.neighbourhood import Neighbourhood
from almanac.model import divisions
from almanac.model.day import Day
from almanac.views import noticeboard
from almanac.views.activities import Entry
from shares import REGISTER, filed, shares
from small import TODAY, build, job, records
from test_commands import run

TOWN, VILLAGE = "430181119", "430181119001"


def entries(*said: tuple[str, str, dict[str, Any]]) -> list[Entry]:
    """Activities by their association and stem, as lists show them."""
    all_of_them = shares(*(filed(code, stem, **fields) for code, stem, fields in said))
    return [
        event for share in all_of_them.values() for event in share.entries if event.code[:6] == share.code[:6]
    ]


def names(code: str, *said: tuple[str, str, dict[str, Any]], month: str = "2021-05") -> set[str]:
    """The stems on the board of an association."""
    return {event.id.split("-")[2] for event in noticeboard.listed(entries(*said), code, month)}


EVERYWHERE: tuple[tuple[str, str, dict[str, Any]], ...] = tuple(
    (code, stem, {})
    for code, stem in (("430181", "county"), (TOWN, "town"), (VILLAGE, "village"), ("430102", "other"))
)


@pytest.mark.parametrize(
    ("code", "there"),
    [
        ("430181", {"county", "town"}),
        (TOWN, {"county", "town", "village"}),
        (VILLAGE, {"county", "town", "village"}),
    ],
)
def test_own_right_below_and_for_a_town_what_is_above(code: str, there: set[str]) -> None:
    assert names(code, *EVERYWHERE) == there


def test_what_is_on_still_deeper_is_counted() -> None:
    """A county's board lists its towns' activities, and says how many its villages have; a town's board lists those."""

    def further(code: str) -> str:
        made = noticeboard.board(
            entries(*EVERYWHERE), [], code, "2021-05", REGISTER, {}, Day(TODAY), "https://529.example.org/"
        )
        return made.further

    assert further("430181") == "各村居社区另有 1 场活动，扫码看离您最近的。"
    assert further(TOWN) == further(VILLAGE) == ""


def test_joint_ones_are_on_it() -> None:
    assert names(TOWN, ("430102", "shili", {"联合": ["长沙市/浏阳市/大瑶镇"]})) == {"shili"}


@pytest.mark.parametrize(
    ("said", "month", "there"),
    [
        ({"开始": "2021-05-31", "结束": "2021-06-02"}, "2021-06", True),
        ({"开始": "2021-05-31"}, "2021-06", False),
        ({"状态": "撤下"}, "2021-05", False),
        ({"状态": "取消"}, "2021-05", True),
        ({"开始": "2021-05"}, "2021-05", True),
        ({"开始": "待定"}, "2021-05", False),
    ],
)
def test_of_that_month_and_not_withdrawn(said: dict[str, Any], month: str, there: bool) -> None:
    assert bool(names(TOWN, (TOWN, "shili", said), month=month)) == there


def test_what_was_put_off_stands_on_its_old_day() -> None:
    moved = [{"日期": "2021-05-27", "内容": "延期", "原定": "2021-05-28"}]
    events = noticeboard.listed(
        entries((TOWN, "shili", {"状态": "延期", "开始": "待定", "变更": moved})), TOWN, "2021-05"
    )
    (line,) = noticeboard.lines(events, TOWN, REGISTER, Day("2021-06-02"))
    assert line.mark == "推迟，新的时间待定" and line.host == ""


def test_the_code_leads_to_a_page_that_is_there() -> None:
    assert noticeboard.page(entries((VILLAGE, "a", {})), TOWN) == TOWN
    assert noticeboard.page(entries((TOWN, "a", {})), VILLAGE) == VILLAGE
    assert noticeboard.page(entries(("430181", "a", {})), VILLAGE) == TOWN
    assert noticeboard.page([], VILLAGE) == "430181"


@pytest.mark.whole
def test_every_page_a_code_leads_to(tmp_path: Path) -> None:
    """Of every association of a small province whose board is not empty."""
    events, out = records(tmp_path / "events", activities=60), tmp_path / "site"
    assert build(events, out).published
    known, led = divisions.load(events / "associations.csv"), set()
    asked = job(events, out)
    all_of_them = [Neighbourhood(known, unit.code, 2021, asked.name) for unit in known]
    names = {name for here in all_of_them for name in here.asks(joint=True)}
    with engine.answers(asked, lambda _: [*names, "known"], lambda *_: None) as value:
        notices = value["known"].notices
        for here in all_of_them:
            assert not here.errors(value)
            lists = here.entries(value), here.joint(value)
            board = noticeboard.board(*lists, here.code, "2021-05", known, notices, Day(TODAY), "")
            if board.lines:
                led.add(board.address.split("/")[1])
    assert len(led) > 20 and {len(code) for code in led} == {2, 4, 6, 9, 12}
    assert not [code for code in led if not (out / "u" / code / "index.html").is_file()]


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small province with an activity whose words would mean something to a typesetter."""
    folder = records(tmp_path_factory.mktemp("board") / "events", activities=60)
    (folder / "2021" / "湘潭市" / "韶山市" / "0529-shili.yml").write_text(
        "名称: '示例#*义诊$'\n类别: [家庭健康促进]\n状态: 计划\n开始: 2021-05-29 09:00\n地点: 示例广场\n",
        encoding="utf-8",
    )
    return folder


def notice(events: Path, to: Path, *said: str) -> tuple[int, str]:
    """The command, as it is called."""
    return run("notice", *said, "--records", events, "--today", TODAY, "--to", to)


@pytest.mark.whole
def test_the_command_makes_a_pdf_that_says_it_all(events: Path, tmp_path: Path) -> None:
    code, said = notice(events, tmp_path, "湘潭市/韶山市", "--month", "2021-05")
    assert code == 0, said
    (made,) = tmp_path.iterdir()
    assert made.name == "韶山市2021年5月活动.pdf" and made.read_bytes()[:5] == b"%PDF-"
    first = made.read_bytes()
    notice(events, tmp_path, "湘潭市/韶山市", "--month", "2021-05")
    assert made.read_bytes() == first


@pytest.mark.whole
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["湘潭市/韶山市", "--month", "5月"], 2, "“5月”不是月份。例：--month 2021-05"),
        (["湘潭市/韶山市", "--month", "2020-05"], 2, "没有 2020 年的文件夹"),
        (["韶山市"], 2, "是不是“湘潭市/韶山市”？"),
        (
            ["湘潭市/韶山市", "--month", "2021-11"],
            1,
            "韶山市计生协2021年11月没有填报请群众参加的活动，没有做。",
        ),
    ],
)
def test_the_command_says_why_not(
    arguments: list[str], code: int, said: str, events: Path, tmp_path: Path
) -> None:
    ended, text = notice(events, tmp_path, *arguments)
    assert ended == code and said in text and not list(tmp_path.iterdir())


@pytest.mark.whole
def test_a_mistake_next_door_does_not_matter(events: Path, tmp_path: Path) -> None:
    county = events / "2021" / "湘潭市" / "湘乡市"
    (county / "0501-shili.yml").write_text("名称: 示例\n", encoding="utf-8")
    assert notice(events, tmp_path, "湘潭市/韶山市", "--month", "2021-05")[0] == 0
    code, said = notice(events, tmp_path, "湘潭市/湘乡市", "--month", "2021-05")
    (county / "0501-shili.yml").unlink()
    assert code == 1 and "E101" in said and "记录有错，没有往下做" in said


def test_what_another_county_leads_together_with_it_is_on_it(events: Path, tmp_path: Path) -> None:
    known = divisions.load(events / "associations.csv")
    county = known.at("湘潭市/韶山市")
    other = next(unit for unit in known.within("4303") if len(unit.code) == 6 and unit.code != county)
    broken = events / "2021" / known.path(other.code) / "0530-shili-lianhe.yml"
    broken.write_text(
        "名称: 示例联合义诊\n类别: [家庭健康促进]\n状态: 计划\n开始: 2021-05-30\n联合: [湘潭市/韶山市]\n",
        encoding="utf-8",
    )
    assert led_elsewhere(events, tmp_path / "site", known, str(county)) == {other.code}
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("韶山市]", "韶山市, 没有这里]"), encoding="utf-8")
    assert led_elsewhere(events, tmp_path / "site", known, str(county)) == set(), "its file has errors"
    broken.unlink()


def led_elsewhere(events: Path, out: Path, known: divisions.Register, code: str) -> set[str]:
    """The leaders of what an association takes part in."""
    asked = job(events, out)
    here = Neighbourhood(known, code, 2021, asked.name)
    with engine.answers(asked, lambda _: here.asks(joint=True), lambda *_: None) as value:
        return {event.code for event in here.joint(value) if event.name == "示例联合义诊"}


@pytest.mark.parametrize(
    ("path", "code", "concerned"),
    [
        ("2021/长沙市/浏阳市/0528-shili.yml", "430181", True),
        ("2021/长沙市/浏阳市/大瑶镇/0528-shili.yml", "430181", True),
        ("2021/长沙市/浏阳市/大瑶镇/x村/0528-shili.yml", "430181", False),
        ("2021/长沙市/0528-shili.yml", "430181", True),
        ("2021/0528-shili.yml", "430181", True),
        ("2021/长沙市/芙蓉区/0528-shili.yml", "430181", False),
        ("2021/长沙市/浏阳市/0528-shili.yml", "4301", True),
        ("2020/长沙市/浏阳市/0528-shili.yml", "430181", False),
        ("2021/长沙市/浏阳市/媒体.yml", "430181", False),
        ("2021/长沙市/浏阳市/a.jpg", "430181", False),
        ("2021/长沙市/0528-shili.yml", "43", False),
    ],
)
def test_mistakes_at_above_and_right_below_concern_a_board(path: str, code: str, concerned: bool) -> None:
    assert noticeboard.concerns(path, code, 2021, REGISTER) == concerned


def test_what_is_filed_deeper_than_right_below_is_not_on_it() -> None:
    said = entries((VILLAGE, "village", {"联合": ["长沙市/浏阳市"]}))
    for here, joint, there in ((said, [], ()), ([], said, ("示例",))):
        board = noticeboard.board(
            here, joint, "430181", "2021-05", REGISTER, {}, Day(TODAY), "https://529.example.org/"
        )
        assert len(board.lines) == len(there)
        assert board.address == "https://529.example.org/u/430181/"
