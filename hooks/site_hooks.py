"""The one door to mkdocs: adds the shells, says what was rendered; no rule of ours."""

from __future__ import annotations

import json
import re
from pathlib import Path

from almanac.render import colours
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

SHELLS = {"_shell.html": 0, "_shell/index.html": 1, "_shell/2/index.html": 2, "_shell/2/3/index.html": 3}
STYLE = "assets/site.css"
SHELL = "---\ntemplate: shell.html\n---\n"


def heading_id(text: str, separator: str) -> str:
    """Headings are numbered h_1, h_2 … (toc counts on), so that an address never holds Chinese."""
    return "h_1"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give headings ASCII ids; leave sitemap.xml to the outputs, which know all pages; refuse a code read as a number of base eight."""
    settings = Path(config.config_file_path).read_text(encoding="utf-8")
    if octal := re.search(r"(?m)^ *(\w+): *(0[0-7]+) *(?:#.*)?$", settings):
        raise PluginError(
            f'mkdocs.yml 的 {octal[1]} 以 0 开头，要加引号，不然读成别的数。例：{octal[1]}: "{octal[2]}"'
        )
    config.mdx_configs.setdefault("toc", {})["slugify"] = heading_id
    config.theme.static_templates.discard("sitemap.xml")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Keep our own pages right in content/ and our own assets, and add one shell for each depth."""
    content, theme = Path(config.docs_dir).resolve(), Path(config.theme.dirs[0]).resolve()
    kept = [
        file
        for file in files
        if (_source(file).parent == content and file.src_uri.endswith(".md"))
        or theme / "assets" in _source(file).parents
    ]
    for address in SHELLS:
        shell = File.generated(
            config, address.replace(".html", ".md"), content=SHELL, inclusion=InclusionLevel.NOT_IN_NAV
        )
        shell.dest_uri = address
        kept.append(shell)
    if colour := config.extra.get("colour"):
        kept = [_coloured(config, file, colour) if file.src_uri == STYLE else file for file in kept]
    return Files(kept)


def _coloured(config: MkDocsConfig, file: File, colour: str) -> File:
    """The style sheet with the colours of the configuration behind it."""
    try:
        own = colours.rules(colour)
    except colours.Pale as refusal:
        raise PluginError(str(refusal)) from None
    return File.generated(config, STYLE, content=_source(file).read_text(encoding="utf-8") + own)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Leave beside the shells what stamped pages must know: the site's name, address, owner and where records are."""
    said = {"name": config.site_name, "url": config.site_url, "owner": config.extra["owner"]["name"]}
    said["source"] = config.extra.get("source") or {}
    text = json.dumps(said, ensure_ascii=False, indent=1)
    files.append(File.generated(config, "_shell/site.json", content=text))


def _source(file: File) -> Path:
    return Path(file.abs_src_path or "").resolve()
