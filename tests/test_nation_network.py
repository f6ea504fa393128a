"""A machine of the nation whose cable is pulled: it works on, and nobody hears of it. Played in network namespaces of this one.

python tests/test_nation_network.py FOLDER plays it; `unshare -rn` gives whoever starts it a network of their own, without root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "hooks"), str(HERE.parent)]

import buckets  # noqa: E402  (found by the path above)
import nations  # noqa: E402
import pytest  # noqa: E402
from guard import LIMIT  # noqa: E402
from test_nation import Cluster, ended, posix, running, tree, until  # noqa: E402

OURS, THEIRS, PORT = "10.9.0.1", "10.9.0.2", 8786
JOINED = f'read line; ip link set lo up; ip addr add {THEIRS}/24 dev far; ip link set far up; exec "$@"'


@posix
@pytest.mark.whole
def test_a_machine_whose_cable_is_pulled_is_replaced(tmp_path: Path) -> None:
    """In the middle of a province: another makes it, all is published once, and what is there stands."""
    buckets.needed((nations.CLUSTER / "distributed").is_dir(), "dask（几台机器一起做）")
    alone = ["unshare", "-rn", "--"]
    if (
        not all(map(shutil.which, ("unshare", "ip")))
        or subprocess.run([*alone, "true"], check=False, timeout=LIMIT).returncode
    ):
        pytest.skip("这台电脑不让普通用户另开一个网络")
    played = subprocess.run(
        [*alone, sys.executable, "-X", "utf8", os.fspath(HERE), os.fspath(tmp_path)],
        capture_output=True, encoding="utf-8", check=False, timeout=2 * LIMIT,
    )  # fmt: skip
    assert played.returncode == 0, played.stdout + played.stderr


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, timeout=LIMIT)


def _far(cluster: Cluster) -> None:
    """A worker with a network of its own, to which one cable leads."""
    command = nations.nation("worker", f"tcp://{OURS}:{PORT}")
    environment = cluster.land.environment(NATION_FOLDER=os.fspath(cluster.folder("B")))
    process = subprocess.Popen(
        ["unshare", "-n", "sh", "-c", JOINED, "sh", *command],
        env=environment, stdin=subprocess.PIPE, stdout=sys.stderr, stderr=sys.stderr, start_new_session=True,
    )  # fmt: skip
    cluster.running["B"] = process
    ours = os.readlink("/proc/self/ns/net")
    while os.readlink(f"/proc/{process.pid}/ns/net") == ours:
        time.sleep(0.02)
    _ip("link", "set", "far", "netns", str(process.pid))
    assert process.stdin is not None
    process.stdin.write(b"\n")
    process.stdin.close()


def main(folder: Path) -> None:
    """Two provinces, two machines; the cable of one is pulled while it is at work."""
    for words in (
        "link set lo up",
        "link add near type veth peer name far",
        f"addr add {OURS}/24 dev near",
        "link set near up",
    ):
        _ip(*words.split())
    land = nations.land(folder, 2)
    cluster = Cluster(land, PORT, {})
    try:
        cluster.start("scheduler", "scheduler", "--host", "0.0.0.0", "--port", str(PORT))
        cluster.start("A", "worker", cluster.address)
        _far(cluster)
        coordinator = cluster.coordinator()
        until(lambda: any(running(cluster.folder("B"), code) for code in nations.CODES[:2]), coordinator)
        _ip("link", "set", "near", "down")
        result, printed = ended(coordinator)
        assert result == 0, printed
        assert "2 个已更新" in (land.target / "index.html").read_text(encoding="utf-8"), printed
    finally:
        for name in list(cluster.running):
            cluster.kill(name)
    before = tree(land.target)
    again = land.run("--again")
    assert again.returncode == 0 and "没有变化" in again.stdout, again.stdout + again.stderr
    assert tree(land.target) == before


if __name__ == "__main__":
    main(Path(sys.argv[1]))
