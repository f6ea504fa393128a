"""A site brought to a folder, a server or a bucket: in order, whole at every moment, and what is read back is the site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import buckets
import pytest
from almanac.publish import manifest as manifests
from almanac.publish import remote
from almanac.publish.file_tree import Refused
from almanac.publish.folder import LEFT, PART, Folder
from almanac.publish.headers import TYPES, headers_by
from almanac.publish.local import VERSION, turn
from almanac.publish.object_store import Bucket, ObjectStore
from almanac.publish.remote import Plan, Target, Wishes
from almanac.publish.rsync import ADDRESS, Server
from guard import LIMIT
from small import PROJECT, build, records

HEADERS = headers_by((PROJECT / "theme/serving/nginx.conf").read_text(encoding="utf-8"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows 没有可比的强制结束信号")
Files = dict[str, bytes]


def edition(number: int) -> Files:
    """A small site of every kind of file; every second file is another in each edition, and some are in one only."""
    names = [f"assets/{n}.css" for n in range(6)] + [f"e/{n}/index.html" for n in range(12)]
    names += [f"e/2021-{n}/0-1.webp" for n in range(3)] + [f"feeds/{n}.ics" for n in range(6)]
    names += [f"data/{n}.csv" for n in range(4)] + [
        "data/x.json",
        "assets/x.svg",
        "u/43/index.html",
        "index.html",
    ]
    names += [f"e/only{number}-{n}/index.html" for n in range(5)] + ["empty.txt"]
    said = {name: f"{name} {number if at % 2 else 0}".encode() for at, name in enumerate(names)}
    return {**said, "empty.txt": b"", "index.html": b"front %d" % number, VERSION: b"%d\n" % number}


def lay(site: Path, files: Mapping[str, bytes]) -> Path:
    """The folder with these files and no others."""
    shutil.rmtree(site, ignore_errors=True)
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    return site


def send(target: Target, site: Path, **wishes: bool) -> Plan:
    return remote.publish(target, site, Wishes(**wishes), lambda what, done, of: None)


# ---------------------------------------------------------------- the three targets


class Place(NamedTuple):
    """A target, and how to look at it from outside: read all, write a file, remove one."""

    target: Target
    read: Callable[[], Files]
    write: Callable[[str, bytes], None]


def on_disk(target: Target, root: Path) -> Place:
    def read() -> Files:
        return {path: (root / path).read_bytes() for path in manifests.files_below(root)}

    def write(path: str, data: bytes) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)

    return Place(target, read, write)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with buckets.store() as address:
        yield address


def bucket(endpoint: str, name: str) -> Place:
    """A new bucket, in which the site has a folder."""
    with buckets.client(endpoint) as client:
        client.make_bucket(name)
    target = ObjectStore(Bucket(f"s3://{name}/529", endpoint, "", True, ("key", "secret")), HEADERS)

    def read() -> Files:
        with buckets.client(endpoint) as client:
            names = [item.object_name for item in client.list_objects(name, prefix="529/", recursive=True)]
            return {path.removeprefix("529/"): client.get_object(name, path).read() for path in names}

    return Place(target, read, target.write)


@pytest.fixture(params=["folder", "server", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Each kind of target, empty."""
    root = tmp_path / "there it is"
    if request.param == "bucket":
        return bucket(request.getfixturevalue("endpoint"), f"b{abs(hash(os.fspath(tmp_path)))}")
    root.mkdir()
    if request.param == "folder":
        return on_disk(Folder(root), root)
    buckets.rsync()
    way = tmp_path / "ssh"  # no other host is needed to speak with rsync at the other end
    way.write_text('#!/bin/sh\nshift\nexec sh -c "$*"\n', encoding="utf-8")
    way.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", os.fspath(way))
    return on_disk(Server(f"example.org:{root}"), root)


def ours(place: Place) -> Files:
    return {path: data for path, data in place.read().items() if path != manifests.PATH}


def test_what_changed_is_sent_what_is_gone_is_taken_away_and_the_rest_is_left(
    place: Place, tmp_path: Path
) -> None:
    site = lay(tmp_path / "site", edition(1))
    assert len(send(place.target, site).changed) == len(edition(1)) and ours(place) == edition(1)
    assert send(place.target, site)[:2] == ([], [])
    place.write("proof.txt", b"not ours")
    lay(site, edition(2))
    look = send(place.target, site, look=True)
    assert ours(place) == {**edition(1), "proof.txt": b"not ours"}
    plan = send(place.target, site)
    assert plan[:2] == look[:2] and plan.strange == {"proof.txt"}
    assert set(plan.changed) == {path for path, data in edition(2).items() if edition(1).get(path) != data}
    assert plan.gone == sorted(edition(1).keys() - edition(2).keys())
    assert ours(place) == {**edition(2), "proof.txt": b"not ours"}
    send(place.target, site, clean=True)
    assert ours(place) == edition(2)


def test_what_somebody_else_changed_there_is_found_when_it_is_read_back(place: Place, tmp_path: Path) -> None:
    """Also a file of the same size, and one that no change of ours touches."""
    send(place.target, lay(tmp_path / "site", edition(1)))
    place.write("assets/0.css", bytes(len(edition(1)["assets/0.css"])))
    send(place.target, lay(tmp_path / "site", edition(2)))
    assert ours(place) == edition(2)


def test_a_place_with_other_files_is_taken_only_when_told_to(place: Place, tmp_path: Path) -> None:
    place.write("letter.txt", b"x")
    site = lay(tmp_path / "site", edition(1))
    with pytest.raises(Refused, match=r"例如 letter\.txt.*--adopt") as refusal:
        send(place.target, site)
    assert refusal.value.code == 2 and place.read() == {"letter.txt": b"x"}
    send(place.target, site, adopt=True)
    assert ours(place) == {**edition(1), "letter.txt": b"x"}


def test_a_site_that_was_copied_there_before_is_taken_over(place: Place, tmp_path: Path) -> None:
    place.write(VERSION, b"0\n")
    place.write("e/old/index.html", b"x")
    plan = send(place.target, lay(tmp_path / "site", edition(1)))
    assert plan.strange == {"e/old/index.html"} and ours(place).items() > edition(1).items()


# ---------------------------------------------------------------- killed at ten moments


def sent_by_a_child(place: Place, site: Path, kill_at: int, after: bool) -> int:
    """Publish in a forked process that dies before or after its n-th request; how many it made if it lives."""
    import urllib3

    line, end = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            count, real = [0], urllib3.PoolManager.urlopen

            def counted(pool: urllib3.PoolManager, *words: object, **how: object) -> object:
                count[0] += 1
                dies = count[0] == kill_at
                if dies and not after:
                    os._exit(9)
                answer = real(pool, *words, **how)  # type: ignore[arg-type]
                if dies:
                    os._exit(9)
                return answer

            urllib3.PoolManager.urlopen = counted  # type: ignore[assignment,method-assign]
            send(place.target, site)
            os.write(end, str(count[0]).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(end)
    with open(line, "rb") as told:
        said = told.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (0 if said else 9)
    return int(said or 0)


@posix
@pytest.mark.whole
def test_killed_at_ten_moments_nothing_is_half_and_the_next_run_goes_on(
    endpoint: str, tmp_path: Path
) -> None:
    place, site = bucket(endpoint, "killed"), tmp_path / "site"
    sent_by_a_child(place, lay(site, edition(0)), 0, False)
    whole = sent_by_a_child(place, lay(site, edition(1)), 0, False)
    assert ours(place) == edition(1)
    moments = [1 + (whole - 2) * n // 9 for n in range(10)]
    fewer = 0
    for number, moment in enumerate(moments, start=2):
        before, wanted = edition(number - 1), edition(number)
        assert sent_by_a_child(place, lay(site, wanted), moment, number % 2 == 0) == 0
        now = ours(place)
        in_order(before, wanted, now)
        fewer += sent_by_a_child(place, site, 0, False) < whole
        assert ours(place) == wanted, moment
        kept = manifests.manifest(place.target.read(manifests.PATH))
        assert kept and kept.whole and dict(kept.files) == {p: manifests.mark(d) for p, d in wanted.items()}
    assert fewer > 3  # what was sent is not sent again


def in_order(before: Files, wanted: Files, now: Files) -> None:
    """Each file is of one of the two; what is of a later turn is new only when all of earlier turns is; deletions last."""
    assert all(data in (before.get(path), wanted.get(path)) for path, data in now.items())
    differ = {path for path, data in wanted.items() if before.get(path) != data}
    new = {path for path in differ if now.get(path) == wanted[path]}
    latest = max((turn(path)[0] for path in new), default=-1)
    assert {path for path in differ if turn(path)[0] < latest} <= new
    if before.keys() - wanted.keys() - now.keys():
        assert new == differ


# ---------------------------------------------------------------- what is said of a file


def test_a_bucket_gives_out_types_and_caching_as_the_sample_for_nginx(endpoint: str, tmp_path: Path) -> None:
    place = bucket(endpoint, "headers")
    send(place.target, lay(tmp_path / "site", {**edition(1), "index.html.gz": b"packed"}))
    assert "index.html.gz" not in place.read()
    found = {}
    for path in (
        "feeds/0.ics",
        "data/0.csv",
        "data/x.json",
        "assets/x.svg",
        "index.html",
        "e/2021-0/0-1.webp",
    ):
        with buckets.client(endpoint) as client:
            said = client.stat_object("headers", f"529/{path}")
        found[path] = said.content_type, said.metadata["Cache-Control"]
    assert found == {
        "feeds/0.ics": ("text/calendar; charset=utf-8", "no-cache"),
        "data/0.csv": ("text/csv; charset=utf-8", "no-cache"),
        "data/x.json": ("application/json; charset=utf-8", "no-cache"),
        "assets/x.svg": ("image/svg+xml", "public, max-age=3600"),
        "index.html": ("text/html; charset=utf-8", "no-cache"),
        "e/2021-0/0-1.webp": ("image/webp", "public, max-age=86400"),
    }


def test_every_file_of_a_site_has_a_type(tmp_path: Path) -> None:
    build(records(tmp_path / "events", activities=40), tmp_path / "site")
    endings = {path.rpartition(".")[2] for path in manifests.files_below(tmp_path / "site")}
    assert endings <= TYPES.keys() and len(endings) > 8


def test_what_a_store_refuses_is_said(endpoint: str, tmp_path: Path) -> None:
    target = ObjectStore(Bucket("s3://missing", endpoint, "", True, ("a", "b")), HEADERS)
    with pytest.raises(Refused, match="没有这个存储桶：s3://missing") as refusal:
        send(target, lay(tmp_path / "site", edition(1)))
    assert refusal.value.code == 2


@posix
def test_what_a_kill_left_half_is_taken_away(tmp_path: Path) -> None:
    """By the next that writes there; what another is writing at this moment stays."""
    code = (
        "import os, pathlib, sys; from almanac.publish.folder import LEFT, PART, Folder\n"
        "os.replace = lambda *paths: os.kill(os.getpid(), 9)\n"
        "Folder(pathlib.Path(sys.argv[1])).write('a.txt', b'half')"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "hooks")},
        timeout=LIMIT,
        check=False,
    )
    (left,) = tmp_path.iterdir()
    assert killed.returncode and left.name.startswith(PART)
    Folder(tmp_path).write("b.txt", b"whole")
    assert left.exists()
    os.utime(left, (0, left.stat().st_mtime - LEFT - 1))
    Folder(tmp_path).write("c.txt", b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.txt", "c.txt"]


def test_a_server_is_told_from_a_folder() -> None:
    servers = ("529@www.example.org:/var/www/529", "www.example.org:/srv", "a_b@10.0.0.1:/x y")
    folders = (
        r"C:\site",
        "C:/site",
        "/var/www",
        "-e@x.org:/y",
        "site",
        "a@b:relative",
        "ftp://example.org/x",
    )
    assert all(map(ADDRESS.fullmatch, servers)) and not any(map(ADDRESS.fullmatch, folders))


@pytest.mark.parametrize("text", [None, b"", b"x", b"[]", b'{"form": 2}', b'{"form": 1, "files": []}'])
def test_a_manifest_that_cannot_be_read_is_none(text: bytes | None) -> None:
    assert manifests.manifest(text) is None


@pytest.mark.whole
def test_a_manifest_is_read_as_it_was_written() -> None:
    for whole in (False, True):
        written = manifests.Manifest({"a/b.html": "0", "c": "1"}, whole)
        assert manifests.manifest(written.text()) == written
