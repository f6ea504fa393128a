"""The nation's front: laid out on this machine in the house's look, and brought to the target beside its provinces."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator

from almanac.build import mkdocs_shell, page_shell
from almanac.nation import pages
from almanac.nation.plan import Nation
from almanac.nation.standing import Sheet
from almanac.nation.worker import PROJECT, folder
from almanac.pages import File
from almanac.publish import manifest, remote, targets
from almanac.publish.file_tree import Refused, Tree
from almanac.publish.local import VERSION
from almanac.publish.remote import Wishes
from almanac.render.scripts import bundle

SCRIPT = "site.js"
DEMO = 2


def publish(sheet: Sheet, demo: bool) -> int:
    """Lay the front out and bring it to the target: how many files were sent or taken away."""
    if sheet.demo and not demo:
        raise Refused("有的省是演示数据，全国的首页没有发布。真要演练，加上 --demo。", DEMO)
    site = folder() / "front" / "site"
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    tree, marks = Tree(site), hashlib.sha256()
    for file in files(sheet):
        tree.new(file.path, file.data)
        marks.update(f"{file.path} {manifest.mark(file.data)}\n".encode())
    tree.new(VERSION, f"{marks.hexdigest()[:24]}\n".encode())
    target = targets.target(sheet.nation.target, sheet.nation.apart)
    plan = remote.publish(target, site, Wishes(), lambda what, done, whole: None)
    return len(plan.changed) + len(plan.gone)


def files(sheet: Sheet) -> Iterator[File]:
    """Every file of the front."""
    mark = page_shell.DEMO if sheet.demo else ""
    rendered = _rendered(sheet.nation)
    yield from page_shell.files(rendered, mark)
    press = page_shell.Press(rendered, mark)
    for made in pages.make(sheet):
        yield File(*press.press(made))
    scripts = PROJECT / mkdocs_shell.SCRIPTS
    modules = {
        path.relative_to(scripts).as_posix(): path.read_text("utf-8")
        for path in sorted(scripts.rglob("*.js"))
    }
    yield File(f"assets/{SCRIPT}", bundle(modules, SCRIPT).encode())


def _rendered(nation: Nation) -> dict[str, bytes]:
    """What mkdocs makes of the theme under the nation's name: our own settings, with a few that are the nation's."""
    project = folder() / "front" / "project"
    (project / "content").mkdir(parents=True, exist_ok=True)
    settings = json.dumps(_settings(nation), ensure_ascii=False, indent=1)  # all JSON is YAML
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (project / "content" / "index.md").write_text("---\ntitle: 首页\n---\n", encoding="utf-8")
    made_of = hashlib.blake2b(mkdocs_shell.sources(PROJECT) + settings.encode(), digest_size=16)
    return mkdocs_shell.rendered(project, made_of.digest(), None)


def _settings(nation: Nation) -> dict[str, object]:
    return {
        "INHERIT": str(PROJECT / "mkdocs.yml"),
        "site_name": nation.name,
        "site_url": nation.address,
        "site_description": f"{nation.name}：各省的网站、统计和数据。",
        "docs_dir": "content",
        "theme": {"custom_dir": str(PROJECT / "theme")},
        "hooks": [str(PROJECT / "hooks" / "site_hooks.py")],
        "extra": {
            "national": True,
            "colour": "",
            "menu": [
                {"name": "首页", "path": "", "elder": True},
                {"name": "统计", "path": "totals/"},
                {"name": "数据", "path": "data/"},
            ],
            "owner": {"name": nation.owner, "address": "", "phone": "", "email": ""},
            "source": {"file": "", "folder": ""},
            **dict.fromkeys(("icp", "police", "police_icon", "site_code"), ""),
            "credit": "数由各省上报；没有上报的不是零",
        },
    }
