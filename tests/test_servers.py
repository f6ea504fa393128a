"""The sample for nginx and the way over ssh, held to the programs themselves where they are installed."""

from __future__ import annotations

import getpass
import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from email.message import Message
from pathlib import Path

import pytest
from almanac.publish import manifest
from almanac.publish.file_tree import Refused
from almanac.publish.headers import TYPES
from almanac.publish.rsync import Server
from buckets import needed
from guard import LIMIT
from small import PROJECT
from test_targets import edition, lay, send

pytestmark = pytest.mark.whole
SAMPLE = PROJECT / "theme" / "serving" / "nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MIME = Path("/etc/nginx/mime.types")
PLACES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def a_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def standing(command: Sequence[str], port: int, log: Path) -> Iterator[None]:
    """A server that runs in the foreground, from when it answers until it is ended."""
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as server:
        try:
            for _ in range(300):
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")
                time.sleep(0.05)
            yield
        finally:
            server.terminate()
            server.wait(30)


# ---------------------------------------------------------------- nginx


def get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    asked = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=10) as found:
            return found.status, found.headers, found.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A few files of every kind, with a page that is long enough to be packed and one that is packed already."""
    files = {f"a.{end}": f"{end} 示例 ".encode() * 400 for end in TYPES} | {"e/x/1-1.webp": b"picture"}
    files |= {"index.html": b"front", "404.html": b"no such page", "assets/a.css": b"a {}" * 400}
    files |= {
        "bare/x.txt": b"x",
        "press/shili-1/wechat.html": b"<p style='color:red'>",
        "packed.html": b"as it is",
    }
    files |= {"packed.html.gz": b"packed before"}
    return lay(tmp_path / "site", files)


@pytest.fixture
def address(site: Path, tmp_path: Path) -> Iterator[str]:
    """Where nginx gives it out, by the sample with another port, folder and certificate than the sample's."""
    needed(NGINX and MIME.is_file() and shutil.which("openssl"), "nginx 和 openssl")
    assert NGINX
    key, certificate, secure, plain = tmp_path / "k.pem", tmp_path / "c.pem", a_port(), a_port()
    made = (
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    )
    subprocess.run(
        [*made, "-keyout", key, "-out", certificate], check=True, capture_output=True, timeout=LIMIT
    )
    sample = SAMPLE.read_text(encoding="utf-8")
    for old, new in (
        ("/etc/nginx/529.pem", certificate), ("/etc/nginx/529.key", key), ("/var/www/529", site),
        ("listen 443", f"listen {secure}"), ("listen 80", f"listen {plain}"), ("/etc/nginx/529-gone", tmp_path / "529-gone"),
    ):  # fmt: skip
        assert old in sample
        sample = sample.replace(old, str(new))
    (tmp_path / "site.conf").write_text(re.sub(r"(?m)^    listen \[::\].*\n", "", sample), encoding="utf-8")
    shutil.copy(MIME, tmp_path / "mime.types")
    places = "".join(f"{name}_temp_path {tmp_path}/{name};" for name in PLACES)
    user = f"user {getpass.getuser()};" if os.getuid() == 0 else ""
    settings = tmp_path / "nginx.conf"
    settings.write_text(
        f"{user} pid {tmp_path}/pid; error_log stderr; daemon off; events {{}}"
        f" http {{ include mime.types; default_type application/octet-stream; access_log off; {places} include site.conf; }}",
        encoding="utf-8",
    )
    tried = subprocess.run(
        [NGINX, "-t", "-c", settings], capture_output=True, text=True, timeout=LIMIT, check=False
    )
    assert tried.returncode == 0 and "[warn]" not in tried.stderr, tried.stderr
    (tmp_path / "529-gone.map").write_text(
        "/e/2021-430181-0529-wangshili/ 1;\n~^/press/wangshili/ 1;\n", encoding="utf-8"
    )
    with standing([NGINX, "-c", os.fspath(settings)], secure, tmp_path / "nginx.log"):
        yield f"https://localhost:{secure} http://localhost:{plain}"


@pytest.fixture(autouse=True)
def any_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of the test is nobody's."""
    monkeypatch.setattr(ssl, "_create_default_https_context", ssl._create_unverified_context)


def test_nginx_gives_out_the_site_as_its_sample_says(address: str, site: Path) -> None:
    """Types with their charset, caching, headers on every answer, packed forms, our own page for what is not there."""
    home, plain = address.split()
    said = {end: get(f"{home}/a.{end}")[1]["Content-Type"] for end in TYPES}
    # nginx's own table has older names for these two
    assert said == TYPES | {
        "js": "application/javascript; charset=utf-8",
        "xml": "text/xml; charset=utf-8",
    }
    caching = {
        path: get(f"{home}/{path}")[1]["Cache-Control"] for path in ("", "assets/a.css", "e/x/1-1.webp")
    }
    assert caching == {
        "": "no-cache",
        "assets/a.css": "public, max-age=3600",
        "e/x/1-1.webp": "public, max-age=86400",
    }
    sample = SAMPLE.read_text(encoding="utf-8")
    headers = dict(re.findall(r'(?m)^    add_header ([\w-]+) +"(.+)" always;', sample))
    assert len(headers) >= 5
    for path, code in (("/", 200), ("/nowhere", 404), ("/bare/", 404), ("/a.csv", 200)):
        status, answered, body = get(home + path)
        assert status == code and (body == b"no such page") == (code == 404), path
        assert {name: answered[name] for name in headers} == headers, path
        assert "/" not in answered["Server"]
    assert (
        "style-src 'unsafe-inline'" in get(f"{home}/press/shili-1/wechat.html")[1]["Content-Security-Policy"]
    )
    for name in ("a.css", "a.csv", "a.ics", "a.json", "a.html", "a.md", "a.xml", "a.svg"):
        packed = get(f"{home}/{name}", **{"Accept-Encoding": "gzip"})
        assert packed[1]["Content-Encoding"] == "gzip" and len(packed[2]) < 300, name
        assert get(f"{home}/{name}")[2] == (site / name).read_bytes()
    assert get(f"{home}/packed.html", **{"Accept-Encoding": "gzip"})[2] == b"packed before"
    tag = get(f"{home}/a.css")[1]["ETag"]
    assert get(f"{home}/a.css", **{"If-None-Match": tag})[0] == 304
    with closing(http.client.HTTPConnection(plain.removeprefix("http://"), timeout=10)) as host:
        host.request("GET", "/a", headers={"Host": "localhost"})
        with host.getresponse() as answer:
            assert (answer.status, answer.headers["Location"]) == (301, "https://localhost/a")


def test_nginx_says_that_an_address_with_a_number_or_a_listed_one_is_gone(
    address: str, site: Path, tmp_path: Path
) -> None:
    """410 with our own page, known by the form alone; a list of those with names lies on the server only."""
    home = address.split()[0]
    there = (
        "e/2021-430181-0529-yizhen/",
        "press/shili-1/wechat.html",
        "e/x/1-1.webp",
        "a.csv",
        "assets/a.css",
    )
    gone = (
        *(
            f"e/2021-430181-{form}"
            for form in ("0529-13812345678/", "0529-138-1234-5678/", "13812345678.ics")
        ),
        *("e/2021-430181-430104194910010005/", "e/2021-43-0530-6222020200112233446/1-480.webp"),
        *("e/2021-430181-0529-13812345678", "press/13812345678/index.html", "health/x-13812345678/"),
        *("e/2021-430181-0529-1381%32345678/", "e/2021-430181-0529-wangshili/", "press/wangshili/x.docx"),
    )
    for path in gone:
        status, headers, body = get(f"{home}/{path}")
        assert (status, body) == (410, b"no such page"), path
        assert headers["Content-Type"].startswith("text/html") and headers["Content-Security-Policy"], path
    assert [get(f"{home}/{path}")[0] for path in there] == [404, 200, 200, 200, 200]


# ---------------------------------------------------------------- ssh


@pytest.fixture
def over_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server of its own on this machine, to which one key leads; ssh is told of it as daily.env tells it."""
    needed(SSHD and all(map(shutil.which, ("rsync", "ssh", "ssh-keygen"))), "sshd、ssh 和 rsync")
    port = a_port()
    for name in ("host", "own"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", os.fspath(tmp_path / name)]
        subprocess.run(command, check=True, timeout=LIMIT)
    shutil.copy(tmp_path / "own.pub", tmp_path / "allowed")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd wants it when root starts it
    lines = (
        f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {tmp_path}/host", f"AuthorizedKeysFile {tmp_path}/allowed",
        "StrictModes no", "PasswordAuthentication no", "KbdInteractiveAuthentication no", "UsePAM no",
        "PermitRootLogin prohibit-password", f"PidFile {tmp_path}/sshd.pid",
    )  # fmt: skip
    (tmp_path / "sshd_config").write_text("\n".join(lines) + "\n", encoding="utf-8")
    host = (tmp_path / "host.pub").read_text(encoding="utf-8")
    (tmp_path / "known").write_text(f"[127.0.0.1]:{port} {host}", encoding="utf-8")
    way = f"ssh -F none -p {port} -i {tmp_path}/own -o BatchMode=yes -o UserKnownHostsFile={tmp_path}/known"
    monkeypatch.setenv("RSYNC_RSH", way)
    with standing(
        [SSHD or "", "-D", "-e", "-f", os.fspath(tmp_path / "sshd_config")], port, tmp_path / "sshd.log"
    ):
        yield


def test_a_site_goes_to_a_server_over_ssh(
    over_ssh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a change, a deletion, a change by somebody else; and where no key leads in, it says so and waits for nobody."""
    there = tmp_path / "there it is"
    there.mkdir()
    target = Server(f"{getpass.getuser()}@127.0.0.1:{there}")
    for number in (1, 2):
        send(target, lay(tmp_path / "site", edition(number)))
        found = {path: (there / path).read_bytes() for path in manifest.files_below(there)}
        assert {path: data for path, data in found.items() if path != manifest.PATH} == edition(number)
        (there / "assets/0.css").write_bytes(b"?")  # by somebody else: the next puts it right
    assert (there / "index.html").stat().st_mode & 0o777 == 0o644
    monkeypatch.setenv("RSYNC_RSH", os.environ["RSYNC_RSH"].replace(f"{tmp_path}/own", f"{tmp_path}/nobody"))
    with pytest.raises(Refused, match=r"(?s)连不上.*Permission denied") as refusal:
        send(target, tmp_path / "site")
    assert refusal.value.code == 75
