"""What stands in deploy/: scripts that bash can read, units and containers that name what there is, headers that stay."""

from __future__ import annotations

import email
import email.policy
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
import typer.main
import yaml
from almanac.cli.nation import _nation as NATION
from almanac.nation import plan
from almanac.pages.status import RELEASE
from buckets import needed
from guard import LIMIT
from small import PROJECT
from test_servers import NGINX

DEPLOY = PROJECT / "deploy"
SETTING = re.compile(r"\$\{?((?:DAILY|PUBLISH)_[A-Z_]+)")


@pytest.mark.skipif(shutil.which("bash") is None, reason="没有 bash")
@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_can_be_read_by_bash(script: Path) -> None:
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr


class Hook(http.server.BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    sent: list[bytes] = []  # noqa: RUF012  (one hook a test)

    def do_POST(self) -> None:
        """Take a message."""
        self.sent.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
        """Nothing is printed."""


def program(path: Path, *lines: str) -> None:
    path.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="没有 bash")
def test_who_is_to_know_is_told_once_it_fails_and_once_it_is_well_again(tmp_path: Path) -> None:
    """By mail, by a hook of the web, by a command; a program that cannot start is told of, too."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(DEPLOY / "daily.sh", tmp_path / "deploy")
    program(tmp_path / "python", f'[ "$1" != build.py ] && exec {sys.executable} "$@"', 'exit "$CODE"')
    program(tmp_path / "sendmail", f"cat >> {tmp_path}/mail")
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "HOME": os.fspath(tmp_path),
        "DAILY_PYTHON": os.fspath(tmp_path / "python"),
        "DAILY_MAILTO": "staff@example.org",
        "DAILY_HOOK": f'echo "$DAILY_SUBJECT" >> {tmp_path}/told',
        "DAILY_PULL": "no",
    }
    Hook.sent.clear()
    states = []
    with http.server.HTTPServer(("127.0.0.1", 0), Hook) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        environment["DAILY_WEBHOOK"] = f"http://127.0.0.1:{server.server_port}/"
        for code in ("0", "75", "0", "0"):
            command = ["bash", os.fspath(tmp_path / "deploy/daily.sh")]
            done = subprocess.run(
                command, env={**environment, "CODE": code}, timeout=LIMIT, check=False, capture_output=True
            )
            assert done.returncode == int(code), done.stderr.decode()
            states.append(json.loads((tmp_path / ".build/status.json").read_text(encoding="utf-8")))
        server.shutdown()
    assert [said["state"] for said in states] == ["ok", "failed", "ok", "ok"]
    assert states[1]["last_success"] == states[0]["ended"] and states[1]["last_published"]
    subjects = ["5·29网站：网站没有做成，原来的没有动", "5·29网站：已恢复"]
    assert (tmp_path / "told").read_text(encoding="utf-8").splitlines() == subjects
    texts = [json.loads(data)["text"]["content"] for data in Hook.sent]
    assert [text.split("\n")[0] for text in texts] == subjects
    mail = email.message_from_bytes((tmp_path / "mail").read_bytes(), policy=email.policy.default)
    assert (mail["To"], mail["Subject"]) == ("staff@example.org", subjects[0])
    assert "daily.log" in str(mail.get_payload())


def test_every_setting_of_daily_is_in_its_sample() -> None:
    """But those that only tests and schedulers give; what the sample names is asked for somewhere."""
    asked = set(SETTING.findall((DEPLOY / "daily.sh").read_text(encoding="utf-8")))
    for name in ("cli/publishing.py", "publish/targets.py"):
        source = (PROJECT / "hooks/almanac" / name).read_text(encoding="utf-8")
        asked |= set(re.findall(r'"(PUBLISH_[A-Z_]+)"', source))
    sample = set(re.findall(r"^#(\w+)=", (DEPLOY / "daily.env").read_text(encoding="utf-8"), re.M))
    assert asked - sample == {
        "DAILY_PAUSE",
        "DAILY_PYTHON",
        "DAILY_SETTINGS",
        "DAILY_CLOCK_FOR_TESTS",
    }
    assert sample <= asked


def test_platforms_call_daily_once_a_day_at_five_past_midnight_in_beijing() -> None:
    workflow = yaml.safe_load((PROJECT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    assert workflow[True]["schedule"] == [{"cron": "5 16 * * *"}]  # UTC
    job = workflow["jobs"]["publish"]
    assert job["if"] == "vars.PUBLISH_TO != ''" and job["steps"][-1]["run"] == "bash deploy/daily.sh"
    assert workflow["concurrency"]["cancel-in-progress"] is False
    ours = yaml.safe_load((PROJECT / ".gitlab-ci.yml").read_text(encoding="utf-8"))["publish"]
    assert ours["script"] == ["bash deploy/daily.sh"] and ours["resource_group"]
    kept = {".build", ".venv", "site"}
    cache = next(step["with"] for step in job["steps"] if step.get("uses", "").startswith("actions/cache@"))
    assert set(cache["path"].split()) == kept == set(ours["cache"]["paths"])
    timer = (DEPLOY / "systemd/529-daily.timer").read_text(encoding="utf-8")
    assert "OnCalendar=*-*-* 00:05:00 Asia/Shanghai\nPersistent=true\n" in timer
    service = (DEPLOY / "systemd/529-daily.service").read_text(encoding="utf-8")
    assert "deploy/daily.sh\n" in service and "User=" in service


def test_containers_are_pinned_run_as_nobody_and_copy_what_there_is() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    stages = re.split(r"(?m)^(?=FROM )", text)[1:]
    assert [stage.split()[3] for stage in stages] == ["builder", "web"]
    for stage in stages:
        assert re.match(r"FROM [a-z]+:\d+\.\d+\.\d+-[a-z-]+ AS ", stage), "a version to its last number"
        users = re.findall(r"(?m)^USER (\S+)", stage)
        assert users and users[-1] not in ("root", "0") and "HEALTHCHECK" in stage
    assert not re.search(r"(?m)^(?:ADD|MAINTAINER)\b|\bsudo\b|:latest\b", text)
    assert all(said.startswith("[") for said in re.findall(r"(?m)^ *CMD (\S)", text)), "no shell between"
    for said in re.findall(r"(?m)^RUN (apt-get(?:.*\\\n)*.*)", text):
        assert "--no-install-recommends" in said and "rm -rf /var/lib/apt/lists/*" in said
    copied = re.findall(r"(?m)^COPY (\S+) ", text)
    let_in = [
        line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().split() if line.startswith("!")
    ]
    assert copied and all((PROJECT / path).is_file() for path in copied)
    assert all(any(path.startswith(f"{folder}/") for folder in let_in) for path in copied)
    said = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    for name, service in said["services"].items():
        assert service["build"]["target"] == name and service["cap_drop"] == ["ALL"]
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        assert all(volume.split(":")[0] in said["volumes"] for volume in service["volumes"])
        port = service.get("ports", ["529:8080"])[0].split(":")[1]
        assert port == "8080" and "EXPOSE 8080" in text


def test_the_containers_of_a_nation_run_commands_that_there_are() -> None:
    """Each as nobody, from the same image, with the key in a file of its own and no port open to the world."""
    text = (DEPLOY / "nation.compose.yml").read_text(encoding="utf-8")
    services = yaml.safe_load(text)["services"]
    assert (
        set(services) == {"worker", "scheduler", "coordinator"}
        and "PUBLISH_KEY" not in text.split("services:")[1]
    )
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    for name, service in services.items():
        assert service["build"]["target"] == "builder" and service["cap_drop"] == ["ALL"]
        assert ("first" in service.get("profiles", [])) == (name != "worker") and "ports" not in service
        scripts = [word for word in service["command"] if word.startswith("/usr/local/bin/")]
        assert scripts and all(
            f"COPY deploy/{Path(script).name} {script}\n" in dockerfile for script in scripts
        )
        words = service["command"][service["command"].index("/usr/local/bin/nation.sh") + 1 :]
        command = typer.main.get_group(NATION).commands[words[0]]
        assert command.make_context(words[0], words[1:]).params, "they are read as at the terminal"
        with pytest.raises(Exception, match="no-such-option"):
            command.make_context(words[0], [*words[1:], "--no-such-option"])


def test_the_sample_of_a_nation_is_one() -> None:
    nation = plan.read(DEPLOY / "nation.yml")
    assert nation.provinces[0].address == "https://529.example.org/hunan/" and nation.target.endpoint


@pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="没有 bash")
@pytest.mark.parametrize(("code", "soon"), [(0, False), (1, False), (75, True)])
def test_the_containers_clock_waits_until_five_past_midnight_or_tries_again_soon(
    code: int, soon: bool, tmp_path: Path
) -> None:
    """What could not be reached is tried again in ten minutes, at most: a first start does not cost a day."""
    here, programs, waited = tmp_path / "529", tmp_path / "bin", tmp_path / "waited"
    for folder in (here / "deploy", programs):
        folder.mkdir(parents=True)
    (here / "build.py").touch()
    (here / "deploy/daily.sh").write_text(f"exit {code}\n", encoding="utf-8")
    (programs / "sleep").write_text(f'#!/bin/sh\necho "$1" > {waited}\nkill $PPID\n', encoding="utf-8")
    now = 1_622_240_000
    (programs / "date").write_text(f"#!/bin/sh\necho {now}\n", encoding="utf-8")
    for program in programs.iterdir():
        program.chmod(0o755)
    clock = (DEPLOY / "container.sh").read_text(encoding="utf-8").replace("/srv/529", os.fspath(here))
    path = f"{programs}:{os.environ['PATH']}"
    command = ["bash", "-c", clock]
    subprocess.run(command, env={"PATH": path, "REPOSITORY": "x"}, timeout=LIMIT, check=False)
    seconds = int(waited.read_text(encoding="utf-8"))
    assert seconds <= 600 if soon else (now + seconds + 8 * 3600) % 86400 == 301, seconds


def plain_http() -> str:
    """The settings of the container's web server."""
    files = DEPLOY / "plain_http.sed", PROJECT / "theme/serving/nginx.conf"
    command = ["sed", "-E", "-f", *map(os.fspath, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True)
    return str(done.stdout)


needs_sed = pytest.mark.skipif(shutil.which("sed") is None or os.name == "nt", reason="没有 sed")


@needs_sed
def test_the_containers_web_server_has_our_headers_and_no_certificate() -> None:
    ours, made = (PROJECT / "theme/serving/nginx.conf").read_text(encoding="utf-8"), plain_http()
    headers = re.compile(r"^ *add_header .*", re.M)
    assert headers.findall(made) == headers.findall(ours) and len(headers.findall(made)) > 8
    assert re.findall(r"^ +(?:listen|root|server_name|ssl\w*) .*", made, re.M) == [
        "    listen 8080;",
        "    listen [::]:8080;",
        "    server_name _;",
        "    root /srv/529/site;",
    ]
    assert made.count("\nserver {") == 1 and "return 301" not in made


@needs_sed
def test_nginx_takes_the_containers_settings(tmp_path: Path) -> None:
    needed(NGINX, "nginx")
    assert NGINX
    (tmp_path / "mime.types").write_text("types { text/html html; }", encoding="utf-8")
    (tmp_path / "site.conf").write_text(plain_http(), encoding="utf-8")
    places = "".join(
        f"{name}_temp_path {tmp_path}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {places} include site.conf; }}",
        encoding="utf-8",
    )
    command = [NGINX, "-t", "-c", os.fspath(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr


def test_the_release_is_the_newest_of_the_changes() -> None:
    changes = (PROJECT / "CHANGES.md").read_text(encoding="utf-8")
    newest = re.search(r"(?m)^## (.+)$", changes)
    assert newest and newest[1] == RELEASE
