"""Two sites to look at in a browser: the shipped one, out of season, and a small demo province in season."""

from __future__ import annotations

import http.server
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import small
from almanac.build import engine
from almanac.build.job import Job, Outcome
from PIL import Image

OUT_OF_SEASON = "2026-11-23"
HOME_URL = "https://529.example.org/"
COUNTY = "430382"  # 韶山市, whose own records are EXAMPLES beside what the demo draws

CONSENT = "{同意人: 本人, 日期: 2021-05-10, 范围: [网页, 印刷], 至: 2026-05-20}"

# One activity of each state, with all that a page can show; the plan is for the campaign's own day.
EXAMPLES = {
    "0529-shili-jihua": """\
名称: 示例广场健康义诊
类别: [家庭健康促进, 群众性主题宣传]
形式: [义诊, 健康讲座]
状态: 计划
开始: 2021-05-29 09:00
结束: 2021-05-29 11:30
地点: 示例广场
分场:
  - {开始: 2021-05-29 09:00, 地点: 示例广场, 内容: 义诊}
  - {开始: 2021-05-29 10:30, 地点: 示例社区, 内容: 健康讲座}
面向: [育龄妇女, 老年人]
联合: [邵阳市/双清区]
协办: [示例医院]
简介: |
  免费测血压、血糖，发放健康资料。

  下雨改在示例社区活动室。
携带: 身份证、以往病历
报名: {结束: 2021-05-28, 说明: 到示例社区报名}
预计: {宣传: {人数: 300}}
曾用地址: [2021-430382-0528-shili]
""",
    "0528-shili-jinxing": """\
名称: 示例健康作品展
类别: [群众性主题宣传]
形式: [展览展播]
状态: 计划
开始: 2021-05-28
结束: 2021-06-02
地点: 示例文化馆
面向: [群众]
""",
    "0528-shili-yiban": """\
名称: 示例走访慰问
类别: [关怀关爱]
形式: [走访慰问]
状态: 已举办
开始: 2021-05-28 上午
地点: 示例社区
面向: [困难家庭]
简介: 走访困难家庭，送去慰问品。
成效:
  宣传: {场次: 1, 人数: 800余}
  慰问: {场次: 1, 人数: 15, 户数: 10}
  其他: [{项目: 宣传资料, 数量: 800余, 单位: 份}]
照片: [{文件: 0528-shili.jpg, 说明: 示例社区走访现场, 同意: 无人像, 未成年人: 无}]
变更: [{日期: 2021-05-27, 内容: 时间由27日改为28日, 原定: 2021-05-27 上午}]
来源: ["https://www.example.org/1.html"]
待核实: [材料没有写明慰问金额]
""",
    "0530-shili-quxiao": """\
名称: 示例健步行
类别: [群众性主题宣传]
状态: 取消
开始: 2021-05-30 08:00
地点: 示例公园
变更: [{日期: 2021-05-29, 内容: 因大雨取消}]
""",
    "0606-shili-yanqi": """\
名称: 示例健康讲座
类别: [家庭健康促进]
形式: [健康讲座]
状态: 延期
开始: 2021-06-06 09:00
地点: 示例礼堂
变更: [{日期: 2021-05-28, 内容: 时间由5月30日改为6月6日, 原定: 2021-05-30 09:00}]
""",
    "0601-shili-chexia": """\
名称: 示例座谈
类别: [理事勤理事]
状态: 撤下
开始: 2021-06-01
变更: [{日期: 2021-05-30, 内容: 示例}]
""",
    "0527-shili-baogao": """\
名称: 示例先进报告会
类别: [评先评优, 理事勤理事]
状态: 已举办
开始: 2021-05-27 下午
地点: 示例礼堂
成效:
  宣传: {场次: 1, 人数: 120}
  慰问: {人数: 36, 分组: [{对象: 留守儿童, 数量: 24, 单位: 人}, {对象: 计生特殊家庭, 数量: 12, 单位: 人}]}
  结对: 20余
  募捐: [{项目: 小善举·大爱心, 金额: 102846, 基金会: 示例基金会}]
""",
    "表彰": f"""\
- 编号: xj
  名称: 示例市先进个人
  类型: 个人
  级别: 县级
  授予单位: 示例市计生协
  文号: 示计生协〔2021〕3号
  年度: 2021年度
  日期: 2021-05-27
  数量: 5
  单位: 名
  公示: {{开始: 2021-05-10, 结束: 2021-05-14}}
  活动: 0527-shili-baogao
  名单:
    - 编号: "01"
      名称: 示例甲
      单位: 示例镇示例村
      身份: 会长
      等次: 一等奖
      事迹: |
        示例甲多年来组织会员走访独居老人，每月两次。

        他说：“大家信得过，就要把事办好。”
      照片: {{文件: 0528-shili.jpg, 说明: 示例甲在义诊现场, 画面: 示例甲给老人量血压, 同意: 有, 未成年人: 无}}
      报告: [0527-shili-baogao]
      同意: {CONSENT}
    - {{编号: "02", 名称: 示例乙, 单位: 示例镇, 身份: 志愿者, 已故: 是, 同意: {CONSENT.replace("本人", "近亲属")}}}
    - {{编号: "03", 名称: 示例丙, 单位: 示例社区, 身份: 理事, 同意: {CONSENT.replace("}", ", 写法: 某某}")}}}
    - {{编号: "04", 名称: 示例丁, 单位: 示例社区, 身份: 会员, 同意: {CONSENT.replace("}", ", 撤回: 2021-05-28}")}}}
- {{名称: 示例村好媳妇, 级别: 村社区, 类型: 个人, 授予单位: 示例村计生协, 性质: 推选, 数量: 3, 单位: 名, 年度: 2021年}}
- {{名称: 示例市健康幸福家庭, 级别: 县级, 类型: 家庭, 授予单位: 示例市计生协, 数量: 10, 单位: 户, 说明: 只公布数量。}}
- {{名称: 示例省先进单位, 级别: 省级, 类型: 集体, 授予单位: 示例省计生协, 性质: 推荐, 名单: [{{名称: 示例镇计生协}}]}}
""",
    "清单": """\
- {事项: 为育龄妇女免费检查, 对象: 育龄妇女, 负责: 示例市妇幼保健院, 期限: 2021-06-30, 状态: 在办}
- {事项: 为独居老人签约家庭医生, 对象: 老年人, 负责: 示例镇卫生院, 状态: 办结, 结果: 签约 46 人, 活动: [0527-shili-baogao]}
- {事项: 修缮示例社区活动室, 负责: 示例社区, 期限: 2021-05-20, 状态: 未办}
""",
}


class Published(NamedTuple):
    """A site that was built and is being served: its folder and its address, which ends in /."""

    folder: Path
    address: str

    def first(self, pattern: str) -> str:
        """The address below the site of the first page whose file fits the pattern; a missing one is a mistake."""
        found = sorted(self.folder.glob(pattern))
        assert found, f"no page fits {pattern}"
        return found[0].relative_to(self.folder).as_posix().removesuffix("index.html")


class Kind(NamedTuple):
    """A type of page: its name, the site it is looked at on, where its file is; `crumbs`: it says where one is."""

    name: str
    site: str
    file: str
    crumbs: bool = True


def _example(stem: str) -> str:
    return f"e/2021-{COUNTY}-{stem}/index.html"


KINDS = (
    Kind("home-over", "shipped", "index.html", crumbs=False),
    Kind("home-season", "demo", "index.html", crumbs=False),
    Kind("calendar", "demo", "calendar/index.html"),
    Kind("calendar-over", "shipped", "calendar/index.html"),
    Kind("month", "shipped", "calendar/2021-05/index.html"),
    Kind("month-season", "demo", "calendar/2021-06/index.html"),
    Kind("month-filtered", "demo", "calendar/2021-05/health/index.html"),
    Kind("years", "shipped", "years/index.html"),
    Kind("year", "shipped", "2021/index.html"),
    Kind("year-little-known", "shipped", "2014/index.html"),
    Kind("units", "shipped", "units/index.html"),
    Kind("search", "shipped", "search/index.html"),
    Kind("province", "shipped", "u/43/index.html"),
    Kind("province-season", "demo", "u/43/index.html"),
    Kind("province-filtered", "demo", "u/43/health/index.html"),
    Kind("city", "shipped", "u/4301/index.html"),
    Kind("county", "demo", f"u/{COUNTY}/index.html"),
    Kind("county-empty", "shipped", "u/430281/index.html"),
    Kind("township", "demo", f"u/{COUNTY}???/index.html"),
    Kind("village", "demo", f"u/{COUNTY}??????/index.html"),
    Kind("activity-reported", "shipped", "e/2021-*/index.html"),
    Kind("activity-planned", "demo", _example("0529-shili-jihua")),
    Kind("activity-held", "demo", _example("0528-shili-yiban")),
    Kind("activity-talk", "demo", _example("0527-shili-baogao")),
    Kind("activity-cancelled", "demo", _example("0530-shili-quxiao")),
    Kind("activity-postponed", "demo", _example("0606-shili-yanqi")),
    Kind("activity-withdrawn", "demo", _example("0601-shili-chexia")),
    Kind("totals", "demo", "totals/index.html"),
    Kind("totals-province", "demo", "totals/2021/43/index.html"),
    Kind("totals-county", "demo", f"totals/2021/{COUNTY}/index.html"),
    Kind("totals-township", "demo", "totals/2021/?????????/index.html"),
    Kind("totals-nothing", "shipped", "totals/2025/430181/index.html"),
    Kind("returns", "demo", "returns/2021/4303/index.html"),
    Kind("status", "demo", "status/index.html"),
    Kind("digest", "demo", f"digest/{COUNTY}/index.html"),
    Kind("digest-province", "demo", "digest/43/index.html"),
    Kind("digest-nothing", "shipped", "digest/430181/index.html"),
    Kind("honours", "shipped", "honours/index.html"),
    Kind("roll", "shipped", "honours/2021/index.html"),
    Kind("roll-county", "demo", f"honours/2021/{COUNTY}/index.html"),
    Kind("roll-province", "demo", "honours/2021/index.html"),
    Kind("deeds", "demo", f"honours/deeds/2021-{COUNTY}-xj-01/index.html"),
    Kind("deeds-withdrawn", "demo", f"honours/deeds/2021-{COUNTY}-xj-04/index.html"),
    Kind("certificate", "demo", f"honours/verify/2021-{COUNTY}-xj-02/index.html"),
    Kind("certificate-withdrawn", "demo", f"honours/verify/2021-{COUNTY}-xj-04/index.html"),
    Kind("service", "demo", "service/index.html"),
    Kind("service-nothing", "shipped", "service/index.html"),
    Kind("health", "shipped", "health/index.html"),
    Kind("article", "shipped", "health/beiyun-zhunbei/index.html"),
    Kind("topic", "demo", "health/topics/yousheng/index.html"),
    Kind("glossary", "shipped", "health/glossary/index.html"),
    Kind("booklet-none", "shipped", "health/booklet/index.html"),
    Kind("releases", "shipped", "press/index.html"),
    Kind("release", "shipped", "press/huilongcun/index.html"),
    Kind("not-found", "shipped", "404.html", crumbs=False),
    Kind("about", "shipped", "about/index.html"),
    Kind("data", "shipped", "data/index.html"),
    Kind("fields", "shipped", "fields/index.html"),
    Kind("codes", "shipped", "faults/index.html"),
    Kind("guide", "shipped", "guide-file/index.html"),
    Kind("forms", "shipped", "submit/index.html"),
    Kind("form", "shipped", "submit/activity/index.html"),
    Kind("form-award", "shipped", "submit/award/index.html"),
)
MOVED = "e/2021-430382-0528-shili/"
PLANNED = f"e/2021-{COUNTY}-0529-shili-jihua/"


def shipped(folder: Path) -> Path:
    """The site of the records that are shipped, as on a day in November."""
    job = Job(small.PROJECT, small.PROJECT / "events", folder / "site", OUT_OF_SEASON, None, 1, False, True)
    return _published(engine.build(job, lambda what, done, whole: None), job.site)


# Another county's, that has 韶山 in its name: whoever asks for 韶山 means 韶山市 before this one.
NAMESAKE = """\
名称: 韶山路健康义诊
类别: [家庭健康促进]
形式: [义诊]
状态: 已举办
开始: 2021-05-22
地点: 示例广场
"""


def demo(folder: Path) -> Path:
    """The site of a small demo province, the day after the campaign's day, with the EXAMPLES in it."""
    events = small.records(folder / "events", activities=120, seed=2)
    county = events / "2021" / "湘潭市" / "韶山市"
    for stem, text in EXAMPLES.items():
        (county / f"{stem}.yml").write_text(text, encoding="utf-8")
    (events / "2021" / "邵阳市" / "双清区" / "0522-shaoshanlu.yml").write_text(NAMESAKE, encoding="utf-8")
    Image.new("RGB", (1600, 1200), (163, 42, 26)).save(county / "0528-shili.jpg")
    job = small.job(events, folder / "site")._replace(compress=True)
    return _published(engine.build(job, lambda what, done, whole: None), job.site)


def _published(outcome: Outcome, site: Path) -> Path:
    assert outcome.published, "\n".join(map(str, outcome.faults))
    return site


NGINX = small.PROJECT / "theme" / "serving" / "nginx.conf"


def headers() -> dict[str, str]:
    """What every answer says beside itself, as the sample for nginx has it."""
    return dict(re.findall(r'^ *add_header +(\S+) +"(.*)" always;', NGINX.read_text(encoding="utf-8"), re.M))


class _Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012  (the library's own way to be told)
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".ics": "text/calendar; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".webp": "image/webp",
    }
    protocol_version = "HTTP/1.1"
    said = headers()

    def end_headers(self) -> None:
        """Say what the sample for nginx says."""
        for name, value in self.said.items():
            self.send_header(name, value)
        super().end_headers()

    def do_GET(self) -> None:
        """Send the packed form where the browser takes it and there is one, as gzip_static does."""
        path = Path(self.translate_path(self.path))
        packed = Path(f"{path / 'index.html' if path.is_dir() else path}.gz")
        if "gzip" not in self.headers.get("Accept-Encoding", "") or not packed.is_file():
            super().do_GET()
            return
        data = packed.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(os.fspath(packed.with_suffix(""))))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A missing address is answered with the site's own page, as web servers are told to."""
        page = Path(self.directory) / "404.html"
        if code != 404:
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Requests are not worth a line."""


@contextmanager
def served(folder: Path) -> Iterator[Published]:
    """Serve a site's folder on this machine, at a port that is free."""
    handler = partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield Published(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
        thread.join()
