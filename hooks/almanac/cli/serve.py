"""A look at the site on this machine while records are edited: a small server and a watch on the files."""

from __future__ import annotations

import functools
import http.server
import threading
import time
import webbrowser
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from almanac.build import engine, mkdocs_shell
from almanac.build.job import Job
from almanac.cli.options import Teller
from almanac.model.diagnostics import Fault
from almanac.model.divisions import load
from almanac.parse import discovery
from almanac.publish import taken_back
from almanac.publish.file_tree import Refused

RELOAD = (
    b'<script>let v;setInterval(async()=>{try{const n=await(await fetch("/version.txt",{cache:"no-store"})).text();'
    b"if(v&&v!==n)location.reload();v=n}catch{}},700)</script></body>"
)
PAUSE = 0.4


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site's files; pages reload themselves when the site has changed."""

    extensions_map = {  # noqa: RUF012  (the library's own way to be told)
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".ics": "text/calendar; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
        ".webp": "image/webp",
    }

    def do_GET(self) -> None:
        """Answer with a file; a page gets the lines that reload it, and what is taken back answers as on a server."""
        if taken_back.holds(unquote(self.path).partition("?")[0].lstrip("/")):
            self.send_error(HTTPStatus.GONE)
            return
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.split("?")[0].endswith("/"):
            file /= "index.html"
        if file.suffix != ".html" or not file.is_file():
            super().do_GET()
            return
        self._page(200, file)

    def _page(self, status: int, file: Path) -> None:
        data = file.read_bytes().replace(b"</body>", RELOAD, 1)
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A missing address is answered with the site's own page."""
        page = Path(self.directory) / "404.html"
        if code in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE) and page.is_file():
            self._page(code, page)
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        """Nothing is kept by the browser while one is editing."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the library's name)
        """Requests are not worth a line."""


def serve(job: Job, port: int, report: Callable[[list[Fault]], object], show: bool = False) -> None:
    """Build, open the site at 127.0.0.1, and build again within two seconds of a saved change, until Ctrl+C.

    show: whether the browser of whoever started it is opened, too.
    """
    _build(job, report)
    handler = functools.partial(Handler, directory=str(job.site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    print(f"网站在 http://127.0.0.1:{server.server_port}/ ，按 Ctrl+C 结束。", flush=True)
    if show:
        webbrowser.open(f"http://127.0.0.1:{server.server_port}/")
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            _watch(job, report)
        except KeyboardInterrupt:
            server.shutdown()


def _watch(job: Job, report: Callable[[list[Fault]], object]) -> None:
    register = load(job.records / "associations.csv")
    seen = None
    while True:
        began = time.perf_counter()
        now = (discovery.survey(job.records, register), mkdocs_shell.sources(job.project))
        if seen is not None and now != seen:
            _build(job._replace(workers=1), report)
        seen = now
        time.sleep(max(PAUSE, time.perf_counter() - began))


def _build(job: Job, report: Callable[[list[Fault]], object]) -> None:
    began = time.perf_counter()
    teller = Teller("查看文件", "打开网站")
    try:
        outcome = engine.build(job, teller.tell)
    except (Refused, mkdocs_shell.Failed) as refusal:
        print(refusal, flush=True)
        return
    finally:
        teller.done()
    report(outcome.faults)
    print(f"已更新 {outcome.written} 个文件，用时 {time.perf_counter() - began:.1f} 秒。", flush=True)
