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
from almanac import building
from almanac.orders import Job, Outcome
from PIL import Image

OUT_OF_SEASON = "2026-11-23"
HOME_URL = "https://529.example.org/"
COUNTY = "430382"  # 韶山市, whose own records are EXAMPLES beside what the demo draws

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
    Kind("activity-cancelled", "demo", _example("0530-shili-quxiao")),
    Kind("activity-postponed", "demo", _example("0606-shili-yanqi")),
    Kind("activity-withdrawn", "demo", _example("0601-shili-chexia")),
    Kind("totals", "demo", "totals/index.html"),
    Kind("totals-province", "demo", "totals/2021/43/index.html"),
    Kind("totals-county", "demo", f"totals/2021/{COUNTY}/index.html"),
    Kind("totals-nothing", "shipped", "totals/2025/430181/index.html"),
    Kind("returns", "demo", "returns/2021/4303/index.html"),
    Kind("health", "shipped", "health/index.html"),
    Kind("article", "shipped", "health/beiyun-zhunbei/index.html"),
    Kind("topic", "demo", "health/topics/yousheng/index.html"),
    Kind("glossary", "shipped", "health/glossary/index.html"),
    Kind("booklet-none", "shipped", "health/booklet/index.html"),
    Kind("not-found", "shipped", "404.html", crumbs=False),
    Kind("about", "shipped", "about/index.html"),
    Kind("data", "shipped", "data/index.html"),
    Kind("fields", "shipped", "fields/index.html"),
)
MOVED = "e/2021-430382-0528-shili/"
PLANNED = f"e/2021-{COUNTY}-0529-shili-jihua/"


def shipped(folder: Path) -> Path:
    """The site of the records that are shipped, as on a day in November."""
    job = Job(small.PROJECT, small.PROJECT / "events", folder / "site", OUT_OF_SEASON, None, 1, False, True)
    return _published(building.build(job, lambda what, done, whole: None), job.site)


def demo(folder: Path) -> Path:
    """The site of a small demo province, the day after the campaign's day, with the EXAMPLES in it."""
    events = small.records(folder / "events", activities=120)
    county = events / "2021" / "湘潭市" / "韶山市"
    for stem, text in EXAMPLES.items():
        (county / f"{stem}.yml").write_text(text, encoding="utf-8")
    Image.new("RGB", (1600, 1200), (163, 42, 26)).save(county / "0528-shili.jpg")
    job = small.job(events, folder / "site")._replace(compress=True)
    return _published(building.build(job, lambda what, done, whole: None), job.site)


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
