"""build.py doctor: each thing that may be wrong is said with its cure, and nothing that is broken breaks it."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from almanac import doctor
from almanac.doctor import checkout, machine, publishing, settings
from almanac.doctor.finding import Finding, Health, Subject
from almanac.publish.rsync import ADDRESS
from everything import GIT
from guard import LIMIT

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2021-06-01"
Break = Callable[[Path], object]


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home without settings, and no setting of the caller's."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    for name in ("PUBLISH_TO", "DAILY_SETTINGS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def git(root: Path, *arguments: str) -> None:
    when = {"GIT_AUTHOR_DATE": "2021-05-20T08:00:00Z", "GIT_COMMITTER_DATE": "2021-05-20T08:00:00Z"}
    subprocess.run(
        [*GIT, *arguments], cwd=root, check=True, capture_output=True, env={**os.environ, **when}, timeout=600
    )


def project(root: Path) -> Path:
    """A checkout with all that is needed, committed, with another repository as its origin."""
    for name in checkout.NEEDED:
        write(root / name, "") if "." in name else (root / name).mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    write(root / "requirements.txt", "示例==1.0\n".replace("示例", "shili"))
    write(root / "events/associations.csv", "code,name,level\n43,湖南省,province\n")
    write(
        root / "events/2021/通知.yml",
        "年份: 2021\n发文单位: 湖南省计划生育协会\n联系: {电话: [0731-84828624]}\n",
    )
    write(root / ".gitignore", "/site/\n/.build/\n/.venv/\n")
    git(root, "init", "-q", "-b", "main", ".")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "示例")
    git(root, "init", "-q", "--bare", "../origin.git")
    git(root, "remote", "add", "origin", "../origin.git")
    git(root, "push", "-q", "-u", "origin", "main")
    return root


def subject(root: Path, network: bool = False) -> Subject:
    return Subject(root, root / "events", root / "site", TODAY, network)


def lines(root: Path, network: bool = False) -> dict[str, list[Finding]]:
    """What is found, by the thing it is of."""
    found: dict[str, list[Finding]] = {}
    for _, findings in doctor.examine(subject(root, network)):
        for finding in findings:
            found.setdefault(finding.thing, []).append(finding)
    return found


def set_up(root: Path) -> None:
    """A .venv with the one package of the lock and its files."""
    where = root / ".venv/lib/python3.11/site-packages"
    write(where / "shili/__init__.py", "")
    write(where / "shili-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: shili\nVersion: 1.0\n")
    write(where / "shili-1.0.dist-info/RECORD", "shili/__init__.py,,\nshili-1.0.dist-info/METADATA,,\n")
    write(where / f"{machine.FONTS}/a.otf", "font")
    write(root / ".venv/installed-requirements.txt", f"/usr/bin/python\n{(root / machine.LOCK).read_text()}")


def site(root: Path, **status: object) -> None:
    write(root / "site/version.txt", "1\n")
    write(root / "site/status.json", json.dumps({"day": TODAY, "records": 3, **status}))


def day(root: Path, **status: object) -> None:
    said = {
        "state": "ok",
        "message": "做好了",
        "ended": f"{TODAY}T00:06:00+08:00",
        "last_success": TODAY,
        "last_published": TODAY,
        "target": "/var/www",
    }
    write(root / ".build/status.json", json.dumps(said | status))


def replaced(file: str, old: str, new: str) -> Break:
    def change(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        write(root / file, text.replace(old, new))

    return change


def test_a_sound_checkout_has_nothing_broken(tmp_path: Path) -> None:
    root = project(tmp_path / "项目")
    set_up(root)
    day(root)
    found = lines(root)
    bad = [f for each in found.values() for f in each if f.health is Health.BAD]
    assert bad == []
    assert found["程序包"][0].health is Health.GOOD and found["字体"][0].health is Health.GOOD
    assert found["改动"][0].words == "都提交了" and found["远程仓库"][0].health is Health.GOOD
    assert found["名册"][0].words == "1 个协会" and "2021 年 1 份" in found["记录"][0].words
    assert found["每天更新"][0].health is Health.GOOD and found["时钟"][0].health is Health.GOOD


BAD, NOTE, GOOD = Health.BAD, Health.NOTE, Health.GOOD
PACKAGE = ".venv/lib/python3.11/site-packages/shili"
DAMAGES: dict[str, tuple[Break, str, Health, str]] = {
    "package gone": (lambda r: shutil.rmtree(r / f"{PACKAGE}-1.0.dist-info"), "程序包", BAD, "缺少：shili"),
    "package torn": (lambda r: (r / PACKAGE / "__init__.py").unlink(), "程序包", BAD, "文件不全：shili"),
    "other version": (replaced("requirements.txt", "1.0", "2.0"), "程序包", BAD, "shili 1.0（应为 2.0）"),
    "half installed": (lambda r: (r / ".venv/installed-requirements.txt").unlink(), "程序包", NOTE, "没有装完"),
    "no lock": (lambda r: (r / "requirements.txt").unlink(), "程序包", BAD, "没有 requirements.txt"),
    "no environment": (lambda r: shutil.rmtree(r / ".venv"), "程序包", NOTE, "还没有装"),
    "no fonts": (lambda r: shutil.rmtree(r / PACKAGE.replace("shili", machine.FONTS)), "字体", BAD, "没有找到"),
    "file gone": (lambda r: (r / "theme/base.html").unlink(), "程序文件", BAD, "缺少 theme/base.html"),
    "no records": (lambda r: shutil.rmtree(r / "events"), "记录", BAD, "没有文件夹"),
    "no register": (lambda r: (r / "events/associations.csv").unlink(), "名册", BAD, "没有"),
    "empty register": (lambda r: write(r / "events/associations.csv", ""), "名册", BAD, "是空的"),
    "no notice": (lambda r: (r / "events/2021/通知.yml").unlink(), "通知", BAD, "2021 年没有"),
    "old year": (lambda r: (r / "events/2021").rename(r / "events/2020"), "通知", NOTE, "最近的是 2020 年"),
    "marks": (lambda r: write(r / "events/2021/a.yml", "<<<<<<< HEAD\n名称: 甲\n"), "合并的痕迹", BAD, "events/2021/a.yml"),
    "line ends": (lambda r: (r / "content/a.md").write_bytes(b"a\r\n"), "换行", NOTE, "content/a.md"),
    "script": (lambda r: (r / "deploy/daily.sh").write_bytes(b"a\r\n"), "换行", BAD, "bash 读不了"),
    "changed": (lambda r: write(r / "content/a.md", "新\n"), "改动", NOTE, "content/a.md"),
    "no git": (lambda r: (r / ".git").rename(r.parent / "away"), "git", BAD, "git 不能回答"),
    "no remote": (lambda r: git(r, "remote", "remove", "origin"), "远程仓库", NOTE, "只有这一份"),
    "no upstream": (lambda r: git(r, "switch", "-q", "-c", "b"), "远程仓库", NOTE, "没有对应的上游"),
    "ahead": (lambda r: git(r, "commit", "-q", "--allow-empty", "-m", "又"), "远程仓库", NOTE, "多 1 次提交"),
    "no settings": (lambda r: (r / "mkdocs.yml").unlink(), "网站设置", BAD, "没有"),
    "address": (replaced("mkdocs.yml", "https://529.example.org/", "529.org"), "网址", BAD, "不是完整的网址"),
    "plain address": (replaced("mkdocs.yml", "https://529.example.org/", "http://529.org.cn/"), "网址", NOTE, "不是 https"),
    "example address": (lambda r: None, "网址", NOTE, "还是示例"),
    "right address": (replaced("mkdocs.yml", "529.example.org", "529.org.cn"), "网址", GOOD, "https://529.org.cn/"),
    "no name": (replaced("mkdocs.yml", "site_name: 湖南5·29会员活动日", "site_name:"), "网站名称", BAD, "没有写"),
    "half owner": (replaced("mkdocs.yml", "name: 湖南省计划", "name: 示例市计划"), "主办单位", BAD, "电话或邮箱还是"),
    "no number": (lambda r: None, "备案号", NOTE, "没有写"),
    "odd number": (replaced("mkdocs.yml", 'icp: ""', "icp: 备案中"), "备案号", NOTE, "不像备案号"),
    "number": (replaced("mkdocs.yml", 'icp: ""', "icp: 湘ICP备00000000号-2"), "备案号", GOOD, "湘ICP备"),
    "police": (replaced("mkdocs.yml", 'police: ""', "police: 湘公网安备00000000000000号"), "公安备案号", GOOD, "湘公网"),
    "no icon": (replaced("mkdocs.yml", 'police_icon: ""', "police_icon: assets/police.png"), "公安备案的图标", NOTE, "没有 theme/assets/police.png"),
    "no site": (lambda r: None, "网站", NOTE, "还没有网站"),
    "failed build": (site, "网站", BAD, "没有做成"),
    "old site": (lambda r: site(r, day="2021-05-31"), "网站", NOTE, "今天是 2021-06-01"),
    "later site": (lambda r: site(r, day="2021-06-02"), "网站", BAD, "时钟慢了"),
    "demo": (lambda r: site(r, demo=True), "网站", NOTE, "演示"),
    "set aside": (lambda r: site(r, set_aside=2), "网站", NOTE, "有 2 份记录"),
    "failed day": (lambda r: day(r, state="failed", message="网站没有做成"), "每天更新", BAD, "网站没有做成"),
    "missed day": (lambda r: day(r, ended="2021-05-31T00:05:00+08:00"), "每天更新", BAD, "今天还没有做"),
    "odd status": (lambda r: write(r / ".build/status.json", "[1"), "每天更新", BAD, "读不懂"),
    "never published": (lambda r: day(r, last_published=""), "上次发布", NOTE, "还没有"),
    "no day yet": (lambda r: (r / ".build/status.json").unlink(), "每天更新", NOTE, "还没有运行过"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_each_trouble_is_said_with_its_cure(damage: str, tmp_path: Path) -> None:
    root = project(tmp_path / "项目")
    set_up(root)
    day(root)
    breaks, thing, health, words = DAMAGES[damage]
    breaks(root)
    found = [each for each in lines(root).get(thing, []) if words in each.words]
    assert [each.health for each in found] == [health], lines(root).get(thing)
    assert bool(found[0].cure) == (health is not Health.GOOD)


def test_a_merge_that_is_half_done_is_bad(tmp_path: Path) -> None:
    root = project(tmp_path / "项目")
    for branch, text in (("b", "甲\n"), ("main", "乙\n")):
        git(root, "switch", "-q", *(["-c"] if branch == "b" else []), branch)
        write(root / "content/index.md", text)
        git(root, "commit", "-q", "-am", text)
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "b")
    found = lines(root)
    assert found["改动"][0].health is Health.BAD and "content/index.md" in found["改动"][0].words
    assert found["合并的痕迹"][0].health is Health.BAD


def test_a_clock_that_is_behind_is_bad(tmp_path: Path) -> None:
    root = project(tmp_path / "项目")
    early = subject(root)._replace(today="2021-05-19")
    assert [each.health for each in checkout.clock(early)] == [Health.BAD]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows 上没有这种权限")
def test_a_file_of_keys_that_others_can_read_is_bad(tmp_path: Path) -> None:
    root = project(tmp_path / "项目")
    write(tmp_path / "home/.529.env", "# 设置\nPUBLISH_TO='529@www.example.org:/var/www/529'  # 服务器\n")
    (tmp_path / "home/.529.env").chmod(0o644)
    found = lines(root)
    assert found["密钥"][0].health is Health.BAD and "chmod 600" in found["密钥"][0].cure
    assert found["发布到"][0].words == "529@www.example.org:/var/www/529"
    assert ADDRESS.fullmatch(publishing.target())
    (tmp_path / "home/.529.env").chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert "密钥" not in lines(root)


def test_another_machine_is_asked_only_when_wanted(tmp_path: Path) -> None:
    root = project(tmp_path / "项目")
    assert "连接远程" not in lines(root)
    assert lines(root, network=True)["连接远程"][0].health is Health.GOOD
    shutil.rmtree(tmp_path / "origin.git")
    assert lines(root, network=True)["连接远程"][0].health is Health.BAD


def test_the_settings_are_read_as_mkdocs_reads_them() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    whole, read = yaml.safe_load(text), settings.read(text)
    for key in ("site_name", "site_url"):
        assert read[key] == whole[key]
    extra = whole["extra"]
    for key in ("icp", "police", "site_code"):
        assert read[f"extra.{key}"] == extra[key]
    for part in ("owner", "source"):
        assert {key: read[f"extra.{part}.{key}"] for key in extra[part]} == extra[part]


def junk(root: Path) -> None:
    """Every file is something else."""
    for path in [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]:
        path.write_bytes(b"\xff\xfe\x00[{")


def folders(root: Path) -> None:
    """Every file is a folder."""
    for path in [path for path in root.rglob("*") if path.is_file()]:
        path.unlink()
        path.mkdir()


WRECKS: tuple[Break, ...] = (junk, folders, lambda r: shutil.rmtree(r), lambda r: write(r / ".git/HEAD", "?"))


@pytest.mark.parametrize("number", range(len(WRECKS)))
def test_nothing_broken_breaks_it(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each examination says something of a wreck, and none of them raises."""
    root = project(tmp_path / "项目")
    set_up(root)
    site(root)
    day(root)
    WRECKS[number](root)
    monkeypatch.setenv("PATH", str(tmp_path))  # nor is any program there
    found = doctor.examine(subject(root, network=True))
    assert [title for title, _ in found] == [title for title, _ in doctor.EXAMINATIONS]
    assert all(findings for _, findings in found)
    assert "坏" in doctor.report(found) and json.loads(doctor.as_json(found))["code"] == 1


def test_every_examination_has_a_name() -> None:
    assert {each for _, parts in doctor.EXAMINATIONS for each in parts} == doctor.NAMES.keys()


def outside(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, called with a Python that has no packages at all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    base = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    return subprocess.run(
        [base, "-S", str(root / "build.py"), "doctor", *arguments],
        env={**kept, "PYTHONUTF8": "1"}, cwd=root, capture_output=True, encoding="utf-8", timeout=LIMIT,
    )  # fmt: skip


def test_it_works_without_an_environment_and_makes_none(tmp_path: Path) -> None:
    root = project(tmp_path / "项目")
    shutil.copy(ROOT / "build.py", root)
    shutil.rmtree(root / "hooks")
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    done = outside(root)
    assert "运行环境还没有装" in done.stdout and done.stderr == "" and done.returncode == 0
    assert not (root / ".venv").exists()
    (root / ".venv/lib/python3.11/site-packages").mkdir(parents=True)
    done = outside(root, "--json")
    said = json.loads(done.stdout)
    assert done.returncode == said["code"] == 1 and done.stderr == ""
    assert "缺少：shili" in [each["found"] for each in said["findings"]]


@pytest.mark.whole
@pytest.mark.skipif(sys.platform == "win32", reason="这里的 .venv 是一个符号链接，Windows 上另测")
def test_a_package_that_is_gone_is_said_by_every_command(tmp_path: Path) -> None:
    """The environment is stamped as whole, and a package is not there: the Python without packages stands for it."""
    root = project(tmp_path / "项目")
    shutil.copy(ROOT / "build.py", root)
    shutil.copytree(
        ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True
    )
    set_up(root)
    base = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    (root / ".venv/bin").mkdir()
    (root / ".venv/bin/python").symlink_to(base)
    lock = (root / machine.LOCK).read_text()
    write(root / ".venv/installed-requirements.txt", f"{base}\n{lock}")
    for arguments, code, words in (("check", 2, "程序包 typer 不全"), ("doctor", 0, "这台电脑：")):
        done = subprocess.run(
            [base, str(root / "build.py"), arguments], cwd=root, capture_output=True, encoding="utf-8", timeout=LIMIT,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"},
        )  # fmt: skip
        assert (done.returncode, words in done.stdout + done.stderr) == (code, True), (
            done.stdout + done.stderr
        )
        assert "Traceback" not in done.stderr
