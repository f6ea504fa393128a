"""A nation as its file says it: which provinces there are, where each one's repository is, and where all of it is shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from almanac.model.report import report
from almanac.parse import input_files, yaml_reader
from almanac.publish.file_tree import Refused
from almanac.publish.targets import Where

WRONG_USE = 2
LARGEST = 64 * 1024
HANDED = "handed"  # the folder of the target in which provinces hand up
OWN = ("assets", "data", "feeds", "totals", "404", HANDED)  # the front's own folders: no province's
KEYS = {"名称", "网址", "主办", "目标", "接口", "区域", "路径式", "省份"}
OF_PROVINCE = {"代码", "名称", "目录", "仓库", "分支", "网址"}
_CODE, _FOLDER = re.compile("[1-9][0-9]"), re.compile("[a-z][a-z0-9-]{0,30}")
_WEB = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~-]+)*/")
_REMOTE = re.compile(r"(?:https|ssh)://[^\s'\"]+|[A-Za-z0-9_][\w.-]*@[A-Za-z0-9][\w.-]*:[^\s'\"]+")
_BRANCH = re.compile(r"[A-Za-z0-9_][\w./-]{0,100}")
EXAMPLES = {
    "名称": "全国5·29会员活动日",
    "网址": "https://529.example.org/",
    "主办": "中国计划生育协会",
    "目标": "s3://bucket-529",
    "代码": '"50"',
    "目录": "chongqing",
    "仓库": "https://git.example.org/529-chongqing.git",
    "分支": "main",
}


class Province(NamedTuple):
    """A province: its code and name, its folder of the target and address, the branch of the repository that is shown."""

    code: str
    name: str
    folder: str
    address: str
    repository: str
    branch: str


class Nation(NamedTuple):
    """A nation: what it is called, its address, who publishes it, where, and its provinces in the file's order."""

    name: str
    address: str
    owner: str
    target: Where
    provinces: tuple[Province, ...]

    @property
    def apart(self) -> tuple[str, ...]:
        """The folders of the target that are not the front's."""
        return (HANDED, *(province.folder for province in self.provinces))

    def handed(self, name: str) -> Where:
        """Where a province hands up, each in a folder of its own, so that nobody writes beside another."""
        return self.target.below(f"{HANDED}/{name}")


def read(file: Path) -> Nation:
    """What a file says; all that is wrong with it is said at once."""
    try:
        raw = input_files.content(file.absolute().parent, file.name, LARGEST + 1)
    except OSError:
        raise Refused(f"没有这个文件，或打不开：{file}", WRONG_USE) from None
    if len(raw) > LARGEST:
        raise Refused(f"{file.name} 太大，不像是全国的设置。", WRONG_USE)
    said, faults = yaml_reader.parse(file.name, raw)
    if not isinstance(said, dict):
        told = report(faults, lambda name: input_files.plain(raw)) if faults else "里面不是“名称: …”一类的行"
        raise Refused(f"{file.name} 读不懂：\n{told}", WRONG_USE)
    wrong = list(_wrong(said))
    if wrong:
        raise Refused("\n".join([f"{file.name} 有 {len(wrong)} 处要改：", *wrong]), WRONG_USE)
    return _nation(said, file.absolute().parent)


def _nation(said: dict[str, Any], base: Path) -> Nation:
    provinces = tuple(
        Province(
            each["代码"],
            each["名称"],
            each["目录"],
            each.get("网址") or f"{said['网址']}{each['目录']}/",
            each["仓库"] if _REMOTE.fullmatch(each["仓库"]) else str((base / each["仓库"]).resolve()),
            each.get("分支") or "main",
        )
        for each in said["省份"]
    )
    address = said["目标"] if said["目标"].startswith("s3://") else str((base / said["目标"]).resolve())
    where = Where(address, said.get("接口", ""), said.get("区域", ""), said.get("路径式") == "是")
    return Nation(said["名称"], said["网址"], said.get("主办", ""), where, provinces)


def _wrong(said: dict[str, Any]) -> Iterator[str]:
    """What is wrong, a sentence each."""
    yield from (f"不认识“{key}”；可以写：{'、'.join(sorted(KEYS))}" for key in said if key not in KEYS)
    yield from _missing(said, ("名称", "网址", "目标"), "")
    if isinstance(said.get("网址"), str) and said["网址"] and not _WEB.fullmatch(said["网址"]):
        yield f"“网址”{said['网址']} 不是以 / 结尾的网址。例：{EXAMPLES['网址']}"
    listed = said.get("省份")
    if not isinstance(listed, list) or not listed:
        yield '没有写“省份”。例：省份: [{代码: "50", 名称: 重庆市, 目录: chongqing, 仓库: https://…/529.git}]'
        return
    for number, each in enumerate(listed, 1):
        where = f"第 {number} 个省份："
        if isinstance(each, dict):
            yield from _wrong_in(each, where)
        else:
            yield f"{where}要写代码、名称、目录、仓库"
    for key in ("代码", "目录"):
        times = Counter(str(each.get(key)) for each in listed if isinstance(each, dict) and each.get(key))
        yield from (f"“{key}”{value} 写了 {number} 次" for value, number in times.items() if number > 1)


def _wrong_in(each: dict[str, Any], where: str) -> Iterator[str]:
    """What is wrong with one province."""
    yield from (
        f"{where}不认识“{key}”；可以写：{'、'.join(sorted(OF_PROVINCE))}"
        for key in each
        if key not in OF_PROVINCE
    )
    yield from _missing(each, ("代码", "名称", "目录", "仓库"), where)
    if any(not isinstance(value, str) for value in each.values()):
        return
    rules = (
        ("代码", _CODE, "两位数字"),
        ("目录", _FOLDER, "小写字母、数字、短横"),
        ("分支", _BRANCH, "分支名"),
    )
    for key, pattern, words in rules:
        if each.get(key) and not pattern.fullmatch(each[key]):
            yield f"{where}“{key}”{each[key]} 不对，要写{words}。例：{key}: {EXAMPLES[key]}"
    if each.get("目录") in OWN:
        yield f"{where}“目录”{each['目录']} 是全国首页自己用的，请换一个"
    if each.get("网址") and not _WEB.fullmatch(each["网址"]):
        yield f"{where}“网址”{each['网址']} 不是以 / 结尾的网址。例：{EXAMPLES['网址']}"
    repository = each.get("仓库", "")
    if (
        repository.startswith("-")
        or ("::" in repository)
        or ("://" in repository and not _REMOTE.fullmatch(repository))
    ):
        yield f"{where}“仓库”要写 https、ssh 的地址或本机的文件夹。例：仓库: {EXAMPLES['仓库']}"


def _missing(said: dict[str, Any], keys: tuple[str, ...], where: str) -> Iterator[str]:
    for key in keys:
        value = said.get(key)
        if not isinstance(value, str) or not value.strip():
            yield f"{where}没有写“{key}”。例：{key}: {EXAMPLES.get(key, '重庆市')}"
