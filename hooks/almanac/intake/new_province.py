"""A new province's project: this program, its register, a notice to be filled in, and pages that name no other province."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from almanac.model.diagnostics import stem
from almanac.model.divisions import Level, Register
from almanac.model.examples import local, sample
from almanac.model.rewriting import Change

# What is taken over as it is, besides what is written anew.
PROGRAM = (
    *("build.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt", "requirements-publish.txt"),
    *(
        "requirements-cluster.txt",
        ".workflow",
        *(f".github/workflows/{n}.yml" for n in ("check", "remark", "publish")),
    ),
    *("LICENSE", "开始.bat", "开始.command", ".gitattributes", ".gitignore", ".editorconfig"),
    *("hooks", "theme", "deploy", ".vscode"),
)
ADAPTED = ("content", "events/README.md", "events/schemas", "tests/faults", "CONTRIBUTING.md", "CHANGES.md")
_LEFT = ("content/press/",)
_GITLAB = ".gitlab-ci.yml"
_OWN_TESTS = re.compile(
    r"(?m)^# .*\nwhole:\n(?: .*\n)+\n?"
)  # a job of the program itself, whose tests stay here
_CARDS = ((1200, 630), (600, 600))  # the pictures that chats show beside a link
# What a notice says of one province's year; the rest is said alike everywhere, and kept.
_OWN = frozenset(
    ("主题", "标题", "文号", "发文单位", "发文日期", "主送", "缘起", "工作要求", "投稿渠道", "附件", "联系", "待核实", "来源", "标语")
)  # fmt: skip
_ITEM = re.compile(r"^  - .*\n", re.MULTILINE)
_DOCUMENT = re.compile(r"(?:[0-9]{4}年为)?[一-鿿]计生协发〔[0-9]{4}〕[0-9]+号。?")
_PLATE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_RECORD_NUMBER = re.compile(f"{_PLATE}(?=ICP备|公网安备|[A-Z]·?[A-Z0-9]{{5}}|[*]{{4}})")
_TEXTS = (".md", ".yml", ".json", ".txt", ".case", ".proposal", ".svg", ".toml", ".html")


def files(
    project: Path, old: Register, new: Register, year: int, named: str, erased: Change
) -> Iterator[tuple[str, bytes]]:
    """All files of the new project but its register, by path.

    old: the register that this project has; named: the new one's owner; erased: what takes withdrawn names out of a text.
    """
    placed = _change(old, new)

    def change(text: str) -> str:
        return placed(erased(text))

    for name in PROGRAM:
        for path in _below(project, name):
            yield path, (project / path).read_bytes()
    for name in ADAPTED:
        for path in _below(project, name):
            raw = (project / path).read_bytes()
            if path.startswith(_LEFT) or not path.endswith(_TEXTS):
                continue
            text = raw.decode()
            if path.startswith("content/health/") and stem(old[old.root].name) in text:
                continue  # what it says of one province is not true of another
            yield path, change(text).encode()
    for path in _below(project, _GITLAB):
        yield path, _OWN_TESTS.sub("", (project / path).read_text(encoding="utf-8")).encode()
    whole = new[new.root].name
    yield "mkdocs.yml", _settings((project / "mkdocs.yml").read_text(encoding="utf-8"), whole, named).encode()
    yield "README.md", _README.format(whole=whole, year=year, folder=new.path(sample(new)[-1].code)).encode()
    yield (
        f"events/{year}/通知.yml",
        _notice(_whole_notice(project), year, change, stem(old[old.root].name)).encode(),
    )


def cards(named: str) -> Iterator[tuple[str, bytes]]:
    """The pictures of the site that chats show beside a link, with its owner's name."""
    from almanac.render.typst import typeset

    for size in _CARDS:
        picture = typeset("card.typ", {"size": size, "owner": named}, "png", ppi=72)
        yield f"theme/assets/og-{size[0]}x{size[1]}.png", picture


def folders(register: Register, year: int) -> list[str]:
    """The folders that the year begins with: of all that files with the province, and of the counties."""
    places = [unit.code for first, counties in register.tree for unit in (first, *counties)]
    return [f"events/{year}/{register.path(code)}" for code in places]


def _below(project: Path, name: str) -> Iterator[str]:
    top = project / name
    found = sorted(top.rglob("*")) if top.is_dir() else [top]
    for file in found:
        path = file.relative_to(project)
        if file.is_file() and "__pycache__" not in path.parts and file.suffix != ".pyc":
            yield path.as_posix()


# ---------------------------------------------------------------- words


def _change(old: Register, new: Register) -> Change:
    """What puts the new province's places where a text of ours takes the old one's as examples."""
    whole, other = old[old.root].name, new[new.root].name
    cities = {unit.name for unit in old.children(old.root)}
    counties = {unit.name for first, below in old.tree for unit in below}
    names = dict.fromkeys(cities, "甲市") | dict.fromkeys(counties, "乙县")
    short = {"甲市": stem(sample(new)[0].name), "乙县": stem(_county(new))}
    stems = {stem(name): short[word] for name, word in names.items() if len(stem(name)) > 1}
    both = stems | names
    path = re.compile(
        rf"({'|'.join(map(re.escape, cities))})/(?:({'|'.join(map(re.escape, counties))})(/[^/\s\]）”,。，]+[乡镇道])?(/[^/\s\]）”,。，]+[村区])?)?"
    )
    place = re.compile("|".join(sorted(map(re.escape, both), key=len, reverse=True)))
    code = re.compile(rf"(?<![0-9.]){old.root}(?:[0-9]{{10}}|[0-9]{{7}}|[0-9]{{4}}|[0-9]{{2}})(?![0-9])")
    bare = re.compile(rf'(?<=["/是]){old.root}(?=["./，])')

    def change(text: str) -> str:
        inner: dict[str, str] = {}
        for found in path.finditer(text):
            inner |= {
                name.strip("/"): word
                for name, word in zip(found.groups()[2:], ("丙镇", "丁村"), strict=True)
                if name
            }
        for name, word in sorted(inner.items(), key=lambda pair: -len(pair[0])):
            text = text.replace(name, word)
        text = place.sub(lambda found: both[found[0]], text)
        text = code.sub(lambda found: "990101001001"[: len(found[0])], text)
        text = bare.sub(new.root, text)
        text = _RECORD_NUMBER.sub("京", _DOCUMENT.sub("", text))
        text = text.replace(whole, other).replace(stem(whole), stem(other))
        return local(text, new)

    return change


def _county(register: Register) -> str:
    """The name of the county that examples name."""
    return next(
        (unit.name for unit in sample(register) if unit.level >= Level.COUNTY), register[register.root].name
    )


def _settings(text: str, whole: str, named: str) -> str:
    """The site's settings with the new names; what only the old owner can say is left empty."""
    said = {
        "site_name": f"{stem(whole)}5·29会员活动日",
        "site_url": "https://529.example.org/",
        "site_description": f"{whole}各级计划生育协会“5·29会员活动日”：身边的活动、日历、成果和健康知识。",
        "  name": f"{named}     # 主办单位",
        "  phone": '""                  # 电话',
        "  email": '""                  # 电子邮箱',
    }
    own = re.split(r"(?m)^  owner:", text, maxsplit=1)
    for key, value in said.items():
        part = 1 if key.startswith("  ") else 0
        own[part] = re.sub(
            rf"(?m)^({'  ' if part else ''}{key}:).*$",
            lambda found, value=value: f"{found[1]} {value}",
            own[part],
            count=1,
        )
    text = "  owner:".join(own)
    return re.sub(r"，如 .{1,3}(ICP备0+号|公网安备 0+号)", r"，如 京\1", text)


def _whole_notice(project: Path) -> str:
    """The text of the newest notice of this project that follows no other."""
    texts = [
        file.read_text(encoding="utf-8").replace("\r\n", "\n")
        for file in sorted((project / "events").glob("[0-9]*/通知.yml"))
    ]
    return [text for text in texts if "\n沿用:" not in text][-1]


def _notice(raw: str, year: int, change: Change, old: str) -> str:
    """A notice to be filled in: what all provinces say alike, and the places of what this one has to say."""
    blocks = re.split(r"^(?=[^\s#\-])", raw, flags=re.MULTILINE)[1:]
    was = int(re.search(r"(?m)^届次: *([0-9]+)", raw)[1]) + 1998  # type: ignore[index]
    kept = []
    for block in blocks:
        key = block.partition(":")[0]
        if key in _OWN or key == "届次":
            continue
        if key in ("媒体名录", "关注"):
            block = f"{key}:\n" + "".join(item for item in _ITEM.findall(block) if old not in item)
        kept.append(re.sub(r"(?m)^#.*\n", "", block))
    text = "\n".join(block.rstrip() for block in kept) + "\n"
    text = re.sub(rf"(?<![0-9]){was}(?=-[0-9]{{2}})", str(year), text).replace(
        f"第{was - 1998}个", f"第{year - 1998}个"
    )
    return (
        f"# {year} 年的通知，照本省的文改：类别、期限、媒体名录、统计表、口径下面都有一份样子，不合的改掉。\n"
        f"# 还要写的：主题、标题、文号、发文单位、发文日期、时间、投稿渠道、联系、来源；每一项怎样写，见网站的“填报项目表”。\n"
        f"届次: {year - 1998}\n{change(text)}"
        "待核实:\n  - 这份通知是照样子起草的，还没有照本省的文改。改好以后删去这一条。\n"
    )


_README = """# {whole} 5·29 会员活动日

把{whole}各级计划生育协会“5·29 会员活动日”的活动记录（一场活动一个文本文件）核对一遍，做成一个公开网站。

只需要 Python 3.11 或更新：`python build.py` 读记录、核对、做网站；双击 `开始.bat`（Windows）或 `开始.command`（macOS）有菜单。

## 开办以前要改的

1. `mkdocs.yml`：网址、主办单位的电话和邮箱、备案号；没有的留空。要换颜色，改 `extra.colour`。
2. `events/{year}/通知.yml`：照本省的通知改，`#` 开头的几行说了要写什么。
3. `content/`：`index.md`、`about.md` 是起草的，读一遍；`health/` 的文章请本省的专业人员审。
4. `events/associations.csv` 是名册：区划变了，改它；旧称写在同一文件夹的 `names.csv`（code,name 两列）。
5. `python build.py doctor` 说还有哪里没有填；`python build.py demo --to 演示` 造一个演示省，先看看样子。

这个文件夹还不是 git 的仓库。`git init -b main`、`git add -A`、`git commit -m "开始"` 以后，从 `content/guide-admin.md` 的“二”做起：
`原来的网址` 写这个文件夹。换程序的新版：用新版再做一份到别处，把其中的 `hooks`、`theme`、`deploy`、`tests`、
`build.py` 和 `requirements*.txt` 抄过来盖上，运行 `python build.py upgrade`。

记录放在 `events/{year}/` 下面协会自己的文件夹里，如 `events/{year}/{folder}/`。怎样填，见 CONTRIBUTING.md。
"""
