"""The search finds what is meant among 2,000 drawn activities; its filters; the unit finder; my place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
import small
from almanac import demo
from almanac.build import engine
from almanac.model.diagnostics import is_error
from almanac.model.divisions import Register
from browser.conftest import Open
from browser.sites import Published, served
from playwright.sync_api import Page, expect

TODAY = "2021-05-30"
TOWNS = VILLAGES = 5  # of each county that something is planted in; all counties are there
# Activities among the drawn ones: folder and file, name, category, day, place, form, audience, account.
PLANTED = """\
长沙市/浏阳市/大瑶镇/0528-shili-paozhu | 示例花炮安全知识宣讲 | 群众性主题宣传 | 2021-05-28 | 示例烟花广场 | 健康讲座 | 群众 | 讲花炮生产的防护。
长沙市/浏阳市/0529-shili-yizhen | 示例浏阳河畔义诊 | 家庭健康促进 | 2021-05-29 | 示例风光带 | 义诊 | 老年人 | 测血压、血糖。
长沙市/岳麓区/0526-shili-liyi | 示例大学同伴教育 | 家庭健康促进 | 2021-05-26 | 示例大学礼堂 | 健康讲座 | 青少年 | 讲HPV疫苗和生殖健康。
长沙市/岳麓区/0527-shili-qingzi | 示例亲子早教体验 | 家庭健康促进 | 2021-05-27 | 示例早教中心 | 健康讲座 | 育龄妇女 | 带宝宝做游戏。
湘西土家族苗族自治州/花垣县/0523-shili-miaoge | 示例苗歌对唱 | 群众性主题宣传 | 2021-05-23 | 示例边城广场 | 文艺演出 | 群众 | 用苗歌唱政策。
湘西土家族苗族自治州/吉首市/0530-shili-qigu | 示例鼓舞展演 | 群众性主题宣传 | 2021-05-30 | 示例乾州古城 | 文艺演出 | 群众 | 苗鼓表演。
张家界市/永定区/0601-shili-xunlu | 示例民宿业主座谈 | 理事勤理事 | 2021-06-01 | 示例民宿 | 座谈 | 新市民 | 听取流动人口意见。
永州市/江华瑶族自治县/0525-shili-yaoyao | 示例瑶医瑶药展 | 家庭健康促进 | 2021-05-25 | 示例瑶族文化园 | 展览展播 | 群众 | 认识瑶药。
衡阳市/0529-shili-qidong | 示例“5.29”启动仪式 | 群众性主题宣传 | 2021-05-29 | 示例雁峰公园 | 启动仪式 | 群众 | 全市启动。
岳阳市/君山区/0524-shili-longzhou | 示例龙舟健身赛 | 家庭健康促进 | 2021-05-24 | 示例湖滨 | 运动健身 | 会员 | 端午前的健身活动。
常德市/石门县/0531-shili-chaye | 示例茶农体检 | 家庭健康促进 | 2021-05-31 | 示例茶园 | 义诊 | 群众 | 给采茶工免费体检。
郴州市/桂阳县/0522-shili-shanghuo | 示例失能老人照护培训 | 家庭健康促进 | 2021-05-22 | 示例福利院 | 志愿服务 | 老年人 | 教家属翻身、拍背。
怀化市/洪江市/0528-shili-zhitu | 示例雪峰山巡回义诊 | 家庭健康促进 | 2021-05-28 | 示例雪峰镇 | 义诊 | 群众 | 送医上山。
株洲市/渌口区/0603-shili-tielu | 示例铁路职工健步走 | 家庭健康促进 | 2021-06-03 | 示例渌湘大道 | 运动健身 | 会员 | 沿江步行五公里。
娄底市/双峰县/0520-shili-nongji | 示例农机手颈椎保健课 | 家庭健康促进 | 2021-05-20 | 示例农机合作社 | 健康讲座 | 群众 | 教颈椎操。
益阳市/安化县/0529-shili-heicha | 示例黑茶之乡孝老宴 | 关怀关爱 | 2021-05-29 | 示例梅山文化园 | 慰问演出 | 老年人 | 请老人吃团圆饭。
邵阳市/新宁县/0527-shili-langshan | 示例崀山最美家庭颁奖 | 评先评优 | 2021-05-27 | 示例崀山广场 | 表彰大会 | 群众 | 表彰最美家庭。
湘潭市/韶山市/0526-shili-hongse | 示例红色家风故事会 | 群众性主题宣传 | 2021-05-26 | 示例银田寺 | 演讲比赛 | 青少年 | 讲家风故事。
"""
RECORD = """\
名称: {}
类别: [{}]
状态: 计划
开始: {}
地点: {}
形式: [{}]
面向: [{}]
简介: |
  {}
"""
# What is asked, and what must be in the address or the name of the first thing found.
WANTED = """\
花炮 = shili-paozhu
花炮安全 = shili-paozhu
安全花炮 = shili-paozhu
大瑶镇花炮 = shili-paozhu
花炮 浏阳 = shili-paozhu
huapao = shili-paozhu
浏阳河畔义诊 = shili-yizhen
示例 浏阳 义诊 = shili-yizhen
义诊 示例 浏阳市 = shili-yizhen
风光带 = shili-yizhen
同伴教育 = 同伴教育
HPV = health/liangai
hpv疫苗 = health/
ＨＰＶ = health/liangai
岳麓区 HPV = shili-liyi
岳麓区同伴教育 = 同伴教育
早教 = 早教
亲子早教 = 亲子早教
早教亲子 = 亲子早教
qinzizaojiao = 亲子早教
示例亲子早教 = shili-qingzi
苗歌 = shili-miaoge
湘西州苗歌 = shili-miaoge
花垣 苗歌 = shili-miaoge
miaoge = shili-miaoge
乾州古城 = shili-qigu
吉首 鼓舞 = shili-qigu
民宿 = shili-xunlu
大庸市民宿 = shili-xunlu
瑶医 = shili-yaoyao
江华县瑶药 = shili-yaoyao
示例5.29启动仪式 = shili-qidong
示例5·29启动仪式 = shili-qidong
示例529启动 = shili-qidong
示例５．２９启动仪式 = shili-qidong
雁峰公园 = shili-qidong
龙舟 = shili-longzhou
longzhou = shili-longzhou
端午健身 = shili-longzhou
茶农 = shili-chaye
石门的茶农体检 = shili-chaye
失能老人 = shili-shanghuo
照护培训在哪里 = shili-shanghuo
雪峰山 = shili-zhitu
黔阳县雪峰山义诊 = shili-zhitu
株洲县健步走铁路 = shili-tielu
铁路职工 = shili-tielu
颈椎 = shili-nongji
双峰县颈椎保健 = shili-nongji
孝老宴 = shili-heicha
5月29日孝老宴 = shili-heicha
黑茶 老年人 = shili-heicha
崀山 = 崀山镇计生协
崀山颁奖 = shili-langshan
2021年最美家庭崀山 = shili-langshan
红色家风 = shili-hongse
韶山家风故事 = shili-hongse
浏阳市 = 浏阳市计生协
浏阳 = 浏阳市计生协
浏阳市计生协 = 浏阳市计生协
liuyang = 浏阳市计生协
大瑶镇 = 大瑶镇计生协
浏阳大瑶 = 大瑶镇计生协
湘西州 = 湘西土家族苗族自治州计生协
望城县 = 望城区计生协
changsha = 长沙市计生协
江华 = 江华瑶族自治县计生协
岳麓区 = 岳麓区计生协
瀏陽 花炮 = shili-paozhu
浏阳huapao = shili-paozhu
huapao浏阳 = shili-paozhu
大姚镇花炮 = shili-paozhu
5月28号 浏阳 花炮 = shili-paozhu
5月28日花炮 = shili-paozhu
示例浏阳河畔义珍 = shili-yizhen
风光带 看病 = shili-yizhen
风光带 量血压 = shili-yizhen
岳麓区 宝宝 示例 = shili-qingzi
苗歌 演出 = shili-miaoge
苗歌 表演 = shili-miaoge
鼓舞 演出 = shili-qigu
湘西州 鼓舞 = shili-qigu
民宿业主 = shili-xunlu
瑤醫瑤藥 = shili-yaoyao
瑶一瑶药 = shili-yaoyao
江华瑶药展 = shili-yaoyao
龍舟 = shili-longzhou
君山区龙舟 = shili-longzhou
茶农 看病 = shili-chaye
石门 茶农 = shili-chaye
5月31日 茶农 = shili-chaye
照护培训 = shili-shanghuo
照护 讲座 = shili-shanghuo
桂阳 老人 照护 = shili-shanghuo
雪峰山 看病 = shili-zhitu
洪江市 巡回义诊 = shili-zhitu
洪江 雪峰山 = shili-zhitu
渌口区 健步走 = shili-tielu
铁路 健步走 = shili-tielu
農機手 = shili-nongji
双峰 农机手 = shili-nongji
颈椎宝健 = shili-nongji
安化 黑茶 = shili-heicha
梅山文化园 = shili-heicha
最美家庭 崀山 = shili-langshan
5月27日 崀山颁奖 = shili-langshan
紅色家風 = shili-hongse
红色家峰 = shili-hongse
韶山 家风 故事会 = shili-hongse
银田寺 = 银田寺社区
長沙 = 长沙市计生协
长沙 = 长沙市计生协
长沙县 = 长沙县计生协
邵阳 = 邵阳市计生协
衡阳县 = 衡阳县计生协
南县 = 南县计生协
大祥 = 大祥区计生协
武冈 = 武冈市计生协
fenghuang = 凤凰县计生协
鳳凰縣 = 凤凰县计生协
永顺 = 永顺县计生协
5月29日 = u/43/2021-05-29/
5月29号 = u/43/2021-05-29/
"""
QUERIES = [tuple(line.split(" = ")) for line in WANTED.splitlines()]


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """All cities and counties, some towns and villages, 2,000 drawn activities, and those above."""
    folder = tmp_path_factory.mktemp("searched")
    records = folder / "events"
    demo.write(records, _register(), 2000, 7, 2021, lambda done: None)
    (records / "names.csv").write_bytes((small.PROJECT / "events" / "names.csv").read_bytes())
    for line in PLANTED.splitlines():
        where, *said = line.split(" | ")
        file = records / "2021" / f"{where}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RECORD.format(*said), encoding="utf-8")
    job = small.job(records, folder / "site", workers=2, today=TODAY)
    outcome = engine.build(job, lambda what, done, whole: None)
    assert outcome.published, "\n".join(map(str, filter(is_error, outcome.faults)))
    with served(folder / "site") as site:
        yield site


def _register() -> Register:
    """Of the real register: every city and county, and the first towns and villages of some counties."""
    planted = {small.FULL.at("/".join(line.split("/")[:2])) for line in PLANTED.splitlines()}
    kept = {unit.code for unit in small.FULL if len(unit.code) <= 6}
    kept.add(small.FULL.at("长沙市/浏阳市/大瑶镇") or "")
    for county in planted:
        for town in small.FULL.children(county or "")[:TOWNS]:
            kept |= {town.code, *(unit.code for unit in small.FULL.children(town.code)[:VILLAGES])}
    return Register([unit for unit in small.FULL if unit.code in kept])


def _ask(page: Page, site: Published, query: str, more: str = "") -> None:
    page.goto(f"{site.address}search/?q={quote(query)}{more}")
    expect(page.locator("#said")).to_contain_text("。")


def _first(page: Page) -> str:
    """The first thing found: its address and its name."""
    row = page.locator("#hits li").first
    if not row.count():
        return "nothing"
    return f"{row.locator('a').get_attribute('href')} {row.locator('.row-name').inner_text()}"


def test_what_is_meant_stands_first(page: Open, province: Published) -> None:
    """Words joined or apart, in any order, by sound, with a place's short or old name, 5.29 written in any way."""
    here, wrong = page(), []
    assert len(QUERIES) >= 120
    for query, wanted in QUERIES:
        _ask(here, province, query)
        first = _first(here)
        if wanted not in first:
            wrong.append(
                f"{query}: {wanted} was to be first, not {first}; {here.locator('#said').inner_text()}"
            )
    assert not wrong, "\n".join(wrong)


def test_filters_narrow(page: Open, province: Published) -> None:
    """Kind, place and time leave what fits; the address keeps them."""
    here = page()
    here.clock.set_fixed_time(f"{TODAY}T09:00:00+08:00")
    _ask(here, province, "示例")
    here.locator("select[name=p]").select_option("430181")
    expect(here.locator("#said")).to_contain_text("。")
    expect(here.locator("#hits li").first).to_contain_text("浏阳市")
    assert all("浏阳市" in text for text in here.locator("#hits .row-sub:nth-child(2)").all_inner_texts())
    assert "p=430181" in here.url
    here.reload()
    expect(here.locator("select[name=p]")).to_have_value("430181")
    _ask(here, province, "大瑶镇", "&k=u")
    expect(here.locator("#hits li")).to_have_count(1)
    _ask(here, province, "示例花炮", "&d=coming")
    expect(here.locator("#said")).to_contain_text("没有找到")
    _ask(here, province, "示例民宿", "&d=coming")
    assert "shili-xunlu" in _first(here)


def test_more_are_shown_when_asked_for(page: Open, province: Published) -> None:
    """A common word shows some; 再找一些 shows more, without a double."""
    here = page()
    _ask(here, province, "义诊")
    rows = here.locator("#hits li")
    before = rows.count()
    here.get_by_role("button", name="再找一些").click()
    expect(rows.nth(before)).to_be_attached()
    links = rows.locator("a").evaluate_all("all => all.map(one => one.href)")
    assert len(links) == len(set(links)) > before


def test_what_is_not_there_is_said(page: Open, province: Published) -> None:
    """Nothing is made up: a word that nobody uses finds nothing; but the page says where else to look."""
    here = page()
    _ask(here, province, "冰壶锦标")
    expect(here.locator("#said")).to_contain_text("没有找到")
    links = here.locator("#hits a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links == ["../calendar/", "../units/", "../health/"]


def test_results_are_what_they_link_to(page: Open, province: Published) -> None:
    """Every page that is found is there, and says the name; the letters that were asked for stand out."""
    here = page()
    _ask(here, province, "示例5·29")
    expect(here.locator("#hits mark").first).to_be_visible()
    for query in ("义诊", "浏阳", "yizhen", "表彰"):
        _ask(here, province, query)
        for link in here.locator("#hits a").all():
            where = re.sub(r"^\.\./", "", link.get_attribute("href") or "")
            assert (province.folder / where / "index.html").is_file(), where


def test_from_the_head_of_any_page(page: Open, province: Published) -> None:
    """The box in the head leads to the results; without script to the ways by place, month and kind."""
    here = page()
    here.goto(f"{province.address}units/")
    here.get_by_role("searchbox", name="查找活动").fill("苗歌")
    here.get_by_role("search").get_by_role("button").click()
    expect(here.locator("#hits li").first).to_contain_text("示例苗歌对唱")
    plain = page(java_script_enabled=False)
    plain.goto(f"{province.address}search/?q={quote('苗歌')}")
    for name in ("花垣县", "2021年5月", "关怀关爱"):
        expect(plain.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(plain.locator("select[name=p]")).to_be_hidden()


# ---------------------------------------------------------------- my place


@pytest.mark.parametrize(
    "typed", ["大瑶", "dayao", "dyz", "大瑶镇", "浏阳 大瑶", "浏阳大瑶", "dayaoz", "liuyang dayao"]
)
def test_the_finder_by_letters_sounds_and_initials(typed: str, page: Open, province: Published) -> None:
    """A town is found by its name, begun or whole, with its county before it, by pinyin and by initials."""
    here = page()
    here.goto(f"{province.address}units/")
    here.locator("#find").fill(typed)
    expect(here.locator("#found .row-name", has_text="大瑶镇").first).to_be_visible()
    assert here.locator("#found .row-name").first.inner_text() == "大瑶镇计生协"


def test_an_old_name_is_said(page: Open, province: Published) -> None:
    """望城县 finds 望城区, and says why."""
    here = page()
    here.goto(f"{province.address}units/")
    here.locator("#find").fill("望城县")
    expect(here.locator("#found li").first).to_contain_text("望城区计生协")
    expect(here.locator("#found li").first).to_contain_text("也叫望城县")


def test_my_place_is_chosen_once(page: Open, province: Published) -> None:
    """Chosen in the finder it stands in the head of every page, leads there, and is forgotten when asked."""
    here = page()
    here.goto(f"{province.address}units/")
    here.locator("#find").fill("大瑶镇")
    here.get_by_role("button", name="把大瑶镇设为我的地方").click()
    head = here.get_by_role("link", name="我的地方，去大瑶镇")
    expect(head).to_be_visible()
    here.goto(province.address)
    head.click()
    expect(here.locator("h1")).to_contain_text("大瑶镇计生协")
    button = here.locator("[data-keep]")
    expect(button).to_have_attribute("aria-pressed", "true")
    here.get_by_role("link", name="浏阳市", exact=True).click()
    expect(here.locator("h1")).to_contain_text("浏阳市计生协")
    expect(here.locator("[data-keep]")).to_have_attribute("aria-pressed", "false")
    here.goto(f"{province.address}units/")
    here.get_by_role("button", name="不再记住").click()
    expect(here.get_by_role("link", name="选我的地方")).to_be_visible()


def test_my_place_comes_first_in_what_is_found(page: Open, province: Published) -> None:
    """Of what fits alike, that of the reader's own county."""
    here = page()
    here.goto(f"{province.address}u/430181/")
    here.locator("[data-keep]").click()
    _ask(here, province, "示例 义诊")
    assert "shili-yizhen" in _first(here)
    here.locator("select[name=p]").select_option(label="我的地方：浏阳市")
    expect(here.locator("#said")).to_contain_text("。")
    assert "shili-yizhen" in _first(here)


# As villagers say it: whole sentences, heard wrongly, without blanks; where, and what must be in the first three rows.
SENTENCES = """\
我们浏阳哪里有花炮活动 = 花炮
浏阳大窑镇有什么活动 = 大瑶镇计生协
大瑶镇几点开始义诊活动 = 大瑶镇计生协
附近有免费量血压的吗 = 义诊
老人免费体检 = 义诊
妇女免费检查在哪里查 = 检查
小孩早教在哪里 = 早教
浏阳河畔义诊地址 = shili-yizhen
石门茶农体检不要钱 = shili-chaye
崀山颁奖时间表 = shili-langshan
吉首哪里看苗鼓表演 = shili-qigu
江华县计生协电话 = 江华瑶族自治县计生协
光荣榜名单 = 光荣榜
"""


def test_sentences_are_understood(page: Open, province: Published) -> None:
    """And nobody is left with an empty page."""
    here, wrong = page(), []
    for query, want in (line.split(" = ") for line in SENTENCES.splitlines()):
        here.goto(f"{province.address}search/?q={quote(query)}")
        expect(here.locator("#said")).to_contain_text("。")
        rows = here.locator("#hits > li a").evaluate_all(
            "rows => rows.slice(0, 3).map(row => row.pathname + row.textContent)"
        )
        if not any(want in row for row in rows):
            wrong.append((query, rows))
    assert not wrong
