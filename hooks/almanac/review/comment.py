"""What a proposal brings, in plain words: one Markdown remark for whoever decides, or lines for the screen.

Names and values in it come from anybody. In Markdown each stands in a code span with every sign that could end it
written as an entity, or in a sentence in which signs with a meaning have their full-width form: nothing becomes a
link, a mention, a picture or a heading.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

from almanac.model import alike
from almanac.model.diagnostics import Fault, is_error, is_question, masked, name_of, shown
from almanac.model.divisions import Register, share_of
from almanac.review.annotations import file_of, is_secret, sentence, worst_first
from almanac.review.changes import WRONG, Basis, Cell, Proposal, Row

MARK = "<!-- 529-check -->"  # by which the remark is found again and written anew
MANY, LONGEST = 40, 60_000  # faults and rows that are shown; characters a remark may have
DOUBLES, ELSEWHERE = "Q295", "W296"
_MEANING = str.maketrans("@#<>&*_`[]|~\\!$", "＠＃＜＞＆＊＿｀［］｜～＼！＄")
HOWS = tuple(f"{how}{wrong}" for how in ("新增", "改动", "移动", "删去") for wrong in ("", WRONG))
BESIDE = "上级的表同样增减；还没有报的是空，不是零。"
KINDS = (  # what a file that is no record belongs to, by how its path begins
    ("hooks/", "程序"),
    ("build.py", "程序"),
    ("requirements", "程序所用的包"),
    ("pyproject.toml", "程序所用的包"),
    ("theme/", "网站的样子"),
    ("mkdocs.yml", "网站的设置"),
    (".github/", "平台的核对任务"),
    (".gitlab-ci.yml", "平台的核对任务"),
    (".workflow/", "平台的核对任务"),
    (".ci/", "平台的核对任务"),
    ("tests/", "测试"),
)
_LINKS = (("://", "：//"), ("www.", "www．"), ("WWW.", "WWW．"))


def code(text: str) -> str:
    """Somebody's words as a code span of HTML."""
    plain = masked(shown(text, 200)).encode("utf-8", "replace").decode()
    inner = "".join(c if c.isalnum() or c in " /-.，。、；：“”《》（）→·" else f"&#{ord(c)};" for c in plain)
    return f"<code>{inner}</code>"


def words(text: str) -> str:
    """A sentence with somebody's words in it."""
    plain = text.translate(_MEANING).encode("utf-8", "replace").decode()
    for sign, other in _LINKS:
        plain = plain.replace(sign, other)
    return plain


# ---------------------------------------------------------------- Markdown


def markdown(found: Proposal, register: Register) -> str:
    """The whole remark; what is too much for one is counted."""
    parts = [MARK, f"## {headline(found)}", *_unseen(found.unseen), words(_brought(found, register))]
    parts += _faults(found.faults)
    parts += [words(note) for note in found.notes]
    parts += [_basis(one) for one in found.basis]
    whole = all(cell.before for cell in found.cells)
    heads = ("协会", "格", "现在", "合并后") if whole else ("协会", "格", "增减")
    parts += _table("合并后统计表的变化", heads, _cells(found.cells, register, whole), True)
    if found.cells:
        parts.append(BESIDE if whole else f"改到的县市区多，只写增减。{BESIDE}")
    parts += _table(
        "改动的记录",
        ("", "协会", "种类", "记录", "日期", "状态", "改了什么"),
        _rows(found.rows, register),
        False,
    )
    said = "\n\n".join(part for part in parts if part) + "\n"
    return (
        said
        if len(said) <= LONGEST
        else said[:LONGEST].rpartition("\n")[0] + "\n\n……太长了，后面的见核对任务的日志。\n"
    )


def headline(found: Proposal) -> str:
    """What comes of it, in one line; over files that nobody has looked at it is never said that there is no error."""
    faults = found.faults
    private, errors = sum(map(is_secret, faults)), sum(map(is_error, faults))
    unseen = f"有 {len(found.unseen)} 个文件没有核对，要请人看过；" if found.unseen else ""
    if private:
        return f"🔴 {unseen}有个人信息，不能合并：{private} 处（共 {errors} 处要改）"
    if errors:
        return f"{unseen}有 {errors} 处要改，改好才能合并"
    asked = sum(map(is_question, faults))
    told = [f"{asked} 处待核"] if asked else []
    told += [f"{len(faults) - asked} 处请看一眼"] if len(faults) > asked else []
    if unseen:
        return f"⚠️ {unseen}" + (f"另有 {'，'.join(told)}" if told else "其余的核对过了")
    return "，".join(["没有错误", *told])


def _unseen(files: Sequence[str]) -> Iterator[str]:
    """The files that nobody has looked at, by what they are of."""
    if not files:
        return
    yield (
        "> [!WARNING]\n> **没有核对的文件**：下面的不是记录，这里不看、不运行，对不对这里说不了。请维护人员逐个看过再合并。\n>\n"
        + (
            "\n".join(
                f"> - {what}：{'、'.join(map(code, those))}{more}" for what, those, more in _kinds(files)
            )
        )
    )


def _kinds(files: Iterable[str]) -> Iterator[tuple[str, list[str], str]]:
    """The same sorted by what they are of, each with what is too much to name."""
    sorted_ones: dict[str, list[str]] = {}
    for file in files:
        what = next((name for start, name in KINDS if file.startswith(start)), "其他")
        sorted_ones.setdefault(what, []).append(file)
    for what, those in sorted_ones.items():
        few = list(map(name_of, those[:MANY]))
        yield what, few, f" 等 {len(those)} 个" if len(those) > MANY else ""


def _basis(one: Basis) -> str:
    """A file on which others hang: what hangs on it, and how it differs."""
    few = (
        "\n".join(f"- {code(line)}" for line in one.lines[:MANY])
        or "- 读起来没有不同（只是空格、换行或次序）"
    )
    more = f"\n\n还有 {len(one.lines) - MANY} 处。" if len(one.lines) > MANY else ""
    return f"### 改了 {code(one.file)}\n\n{words(one.hangs)}\n\n{few}{more}"


def _brought(found: Proposal, register: Register) -> str:
    counts: dict[str, int] = {}
    for how in HOWS:
        counts[how] = sum(row.how == how for row in found.rows)
    told = (
        "、".join(
            f"{how}{'' if how.endswith('）') else ' '}{number} 条" for how, number in counts.items() if number
        )
        or "没有改动记录"
    )
    shares: dict[str, int] = {}
    for unit, number in found.folders.items():
        share = share_of(unit)
        shares[share] = shares.get(share, 0) + number
    where = "、".join(f"{register[one].short} {number} 个" for one, number in list(shares.items())[:8])
    more = f" 等 {len(shares)} 处" if len(shares) > 8 else ""
    return f"记录：{told}。{f'文件：{where}{more}。' if where else ''}"


def _faults(faults: Iterable[Fault]) -> Iterator[str]:
    ordered = worst_first(faults)
    private = [fault for fault in ordered if is_secret(fault)]
    if private:
        yield (
            "> [!CAUTION]\n> 🔴 **个人信息**：下面的内容不能公开，请先改掉。这里不照抄原文。\n>\n"
            + "\n".join(
                f"> - {code(file_of(one.fault))} 第 {one.fault.place.line} 行：{_told(one)}"
                for one in alike.together(private)[:MANY]
            )
        )
    yield from _by_file("要改的", [f for f in ordered if is_error(f) and not is_secret(f)])
    asked = [fault for fault in ordered if is_question(fault)]
    yield from _by_file("可能重复，请定", [f for f in asked if f.code == DOUBLES])
    yield from _by_file("待核：写错的改掉，没有错的加一行", [f for f in asked if f.code != DOUBLES])
    doubtful = [fault for fault in ordered if not is_error(fault) and not is_question(fault)]
    yield from _by_file("不在本单位文件夹里的", [f for f in doubtful if f.code == ELSEWHERE])
    yield from _by_file("请看一眼，属实就不用改", [f for f in doubtful if f.code != ELSEWHERE])


def _by_file(title: str, faults: Sequence[Fault]) -> Iterator[str]:
    if not faults:
        return
    yield f"### {title}"
    files: dict[str, list[alike.Told]] = {}
    few = alike.together(faults)[:MANY]
    for one in few:
        files.setdefault(file_of(one.fault), []).append(one)
    for file, those in files.items():
        lines = [f"- 第 {one.fault.place.line} 行：{_told(one)}" for one in those]
        yield f"{code(file)}\n\n" + "\n".join(lines)
    if left := len(faults) - alike.number(few):
        yield f"还有 {left} 处。"


def _told(one: alike.Told) -> str:
    """What is wrong, what to write instead, and where else it is."""
    fault = one.fault
    message = words(sentence(fault._replace(example="", answer="")))
    example = f"<br>写成：{code(fault.example)}" if fault.example else ""
    answer = f"<br>没有错就写：{code(masked(shown(fault.answer, 600)))}" if fault.answer else ""
    others = f"<br>{words(alike.elsewhere(one, name_of))}" if one.others else ""
    return f"{message}（{fault.code}）{example}{answer}{others}"


def _cells(cells: Iterable[Cell], register: Register, whole: bool) -> list[tuple[str, ...]]:
    return [
        (
            words(register[c.code].short),
            words(c.words),
            *((c.before,) if whole else ()),
            f"**{_after(c, whole)}**",
        )
        for c in cells
    ]


def _after(cell: Cell, whole: bool) -> str:
    """What a number becomes; among such of which only the difference is known, from what to what."""
    return cell.after if whole or not cell.before else f"{cell.before} → {cell.after}"


def _rows(rows: Iterable[Row], register: Register) -> list[tuple[str, ...]]:
    return [
        (
            row.how,
            words(register[row.code].short),
            row.kind,
            code(row.name) if row.name else "",
            words(row.day),
            words(row.state),
            "<br>".join(words(masked(shown(each, 200))) for each in row.changed),
        )
        for row in rows
    ]


def _table(title: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]], opened: bool) -> Iterator[str]:
    if not rows:
        return
    lines = [heads, ["---"] * len(heads), *rows[:MANY]]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    more = f"\n\n还有 {len(rows) - MANY} 行。" if len(rows) > MANY else ""
    if opened or len(rows) <= 12:
        yield f"### {title}\n\n{table}{more}"
    else:
        yield f"<details><summary>{html.escape(title)}（{len(rows)}）</summary>\n\n{table}{more}\n\n</details>"


# ---------------------------------------------------------------- for the screen


def lines(found: Proposal, register: Register) -> Iterator[str]:
    """What a proposal brings besides its faults, line by line."""
    for what, files, more in _kinds(found.unseen):
        yield f"没有核对的文件（{what}）：{'、'.join(files)}{more}。请维护人员看过。"
    yield _brought(found, register)
    for row in found.rows[:MANY]:
        said = "  ".join(
            part for part in (register[row.code].short, row.kind, row.name, row.day, row.state) if part
        )
        changed = f"（{'；'.join(row.changed)}）" if row.changed else ""
        yield masked(shown(f"  {row.how}  {said}{changed}", 300))
    if len(found.rows) > MANY:
        yield f"  还有 {len(found.rows) - MANY} 条"
    for one in found.basis:
        yield f"改了 {name_of(one.file)}：{one.hangs}"
        yield from (f"  {masked(shown(line, 300))}" for line in one.lines[:MANY])
        if len(one.lines) > MANY:
            yield f"  还有 {len(one.lines) - MANY} 处"
    if found.cells:
        yield "合并后统计表的变化（上级的表同样增减）："
    for cell in found.cells:
        change = f"{cell.before} → {cell.after}" if cell.before else cell.after
        yield f"  {register[cell.code].short} {cell.words} {change}"
    yield from found.notes
