"""The site's settings in mkdocs.yml: what is still as it was shipped, what is not filled in.

Read line by line: this must work where no reader of YAML is installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from almanac.doctor.finding import Finding, Subject, bad, good, note

FILE = "mkdocs.yml"
OWNER = ("name", "phone", "email")
_ISSUER = re.compile(r"^发文单位: *(\S+)", re.MULTILINE)
_LINE = re.compile(r"( *)([A-Za-z_]+):(?:\s+(.*))?$")
_EXAMPLES = re.compile(r"//(?:[\w.-]+\.)?(?:example\.(?:org|com|net)|localhost|127\.0\.0\.1)(?=[:/]|$)")
_ICP = re.compile(r"[\u4e00-\u9fff]ICP备\d{6,}号(?:-\d+)?")
_POLICE = re.compile(r"[\u4e00-\u9fff]公网安备\s*\d{14}号")


def of(subject: Subject) -> dict[str, str]:
    """The settings by their path, `extra.owner.name`; none where the file cannot be read."""
    try:
        return read((subject.project / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def read(text: str) -> dict[str, str]:
    """The plain values of nested keys; what is written in another way than the shipped file is left out."""
    found, above = dict[str, str](), list[tuple[int, str]]()
    for line in text.splitlines():
        if match := _LINE.match(line):
            depth = len(match[1])
            above = [each for each in above if each[0] < depth] + [(depth, match[2])]
            found[".".join(name for _, name in above)] = _value(match[3] or "")
    return found


def _value(written: str) -> str:
    quoted = re.match(r"""(["'])(.*?)\1""", written)
    return quoted[2] if quoted else re.split(r"(?:^|\s)#", written)[0].strip()


def is_example(address: str) -> bool:
    """Whether an address is none that the public could open."""
    return not address or _EXAMPLES.search(address) is not None


def address(subject: Subject) -> Iterator[Finding]:
    """The name and the address of the site."""
    known = of(subject)
    if not known:
        yield bad("网站设置", f"{FILE} 没有，或读不出", f"用 git 取回来：git checkout -- {FILE}，再填一遍。")
        return
    where = known.get("site_url", "")
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?/", where):
        yield bad(
            "网址",
            f"“{where}”不是完整的网址",
            f"在 {FILE} 里改，例：site_url: https://529.您的域名/（末尾有 /）",
        )
    elif is_example(where):
        yield note(
            "网址", f"还是示例：{where}", f"在 {FILE} 里把 site_url 改成自己的网址；日历订阅和二维码都用它。"
        )
    elif where.startswith("http:"):
        yield note("网址", f"{where} 不是 https", "给域名办好证书，再改成 https://；微信里和手机日历更可靠。")
    else:
        yield good("网址", where)
    yield (
        good("网站名称", known["site_name"])
        if known.get("site_name")
        else bad("网站名称", "没有写", f"在 {FILE} 里写 site_name。")
    )


def owner(subject: Subject) -> Iterator[Finding]:
    """Whose site it is: not one name with another's telephone."""
    known = of(subject)
    said = {key: known.get(f"extra.owner.{key}", "") for key in OWNER}
    if not known:
        return
    if not said["name"]:
        yield note("主办单位", "没有写", f"在 {FILE} 的 extra.owner 里写 name，页脚会显示。")
    elif other := _issuer_of(subject.project, said):
        yield bad(
            "主办单位",
            f"{said['name']}，电话或邮箱还是{other}的",
            f"在 {FILE} 的 extra.owner 里改成本单位的，没有的留空。",
        )
    else:
        yield good("主办单位", said["name"])


def _issuer_of(project: Path, said: dict[str, str]) -> str:
    """Who else issued a notice that gives this telephone or mail box as its own; nothing where nobody did."""
    reached = [said[key] for key in ("phone", "email") if said[key]]
    for notice in sorted(project.glob("events/[0-9]*/通知.yml"), reverse=True):
        text = notice.read_text(encoding="utf-8", errors="replace")
        issuer = _ISSUER.search(text)
        if issuer and issuer[1] != said["name"] and any(one in text for one in reached):
            return issuer[1]
    return ""


def numbers(subject: Subject) -> Iterator[Finding]:
    """The numbers that a public site in China must show."""
    known = of(subject)
    for thing, key, form, example in (
        ("备案号", "extra.icp", _ICP, "京ICP备00000000号"),
        ("公安备案号", "extra.police", _POLICE, "京公网安备 00000000000000号"),
    ):
        said = known.get(key, "")
        if not known:
            continue
        if not said:
            yield note(thing, "没有写", f"办好以后写在 {FILE} 的 {key}，页脚会显示，例：{example}")
        elif not form.fullmatch(said):
            yield note(thing, f"“{said}”不像{thing}", f"照批下来的写在 {FILE} 的 {key}，例：{example}")
        else:
            yield good(thing, said)
    icon = known.get("extra.police_icon", "")
    if icon and not (subject.project / "theme" / icon).is_file():
        yield note(
            "公安备案的图标",
            f"没有 theme/{icon}，页脚上是一个破图",
            f"把平台给的图片放成 theme/{icon}，或者把 {FILE} 的 extra.police_icon 改成空的。",
        )


def source(subject: Subject) -> Iterator[Finding]:
    """Where the records may be put right by whoever reads the site."""
    known = of(subject)
    if known.get("extra.source.file"):
        yield good("改正的链接", known["extra.source.file"])
    elif known:
        yield note(
            "改正的链接",
            "没有写代码平台的网址，“改正这条信息”打开的是网上填报",
            f"记录放在代码平台上的，在 {FILE} 的 extra.source 里写网址；没有用平台的，不用管。",
        )


EXAMINATIONS = (address, owner, numbers, source)
