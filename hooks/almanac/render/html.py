"""The stamps' templates, and the few things every stamp needs: links, heads, cut titles, JSON in a script."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from almanac.model.association_names import pieces

PROJECT = Path(__file__).resolve().parents[3]
STAMPS, COMPILED = PROJECT / "theme" / "stamps", PROJECT / ".build" / "stamps"
TITLE = 30
compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # a value as JSON on one line
_PHRASE = re.compile(
    "(“[^“”]{1,9}”|《[^《》]{1,9}》|[0-9]+(?:年(?:[0-9]+月)?(?:[0-9]+日)?|月(?:[0-9]+日)?|[·.][0-9]+)"
    "|开展|举办|召开|举行|启动|优生优育|青春健康|家庭健康|生育关怀|走访慰问|结对帮扶|科学育儿|亲子早教|家庭医生|流动人口|集市宣传|宣传服务|文化作品|展板巡展|志愿服务|文艺[演汇][出演]|计生协|健步行|广场舞|运动会|报告会|座谈会|绿色通道|健康[讲知义][座识诊]|政策[宣咨][传询])"
)
_SPECIAL = re.compile("[&<>\"']")


def safe(value: object) -> str:
    """A value as it may stand in HTML; the quick way for the many words that hold nothing to escape."""
    if type(value) is str and _SPECIAL.search(value) is None:
        return value
    return str(value) if type(value) is Markup else str(escape(value))


class _Generator(CodeGenerator):
    """Lets templates escape by `safe`, three times as quick; without this method they escape by markupsafe."""

    def _output_child_pre(self, node: object, frame: object, finalize: object) -> None:
        self.write("environment.safe(")


class _Environment(Environment):
    code_generator_class = _Generator
    safe = staticmethod(safe)


@functools.cache
def _environment() -> Environment:
    COMPILED.mkdir(parents=True, exist_ok=True)
    environment = _Environment(
        bytecode_cache=FileSystemBytecodeCache(str(COMPILED)),
        loader=FileSystemLoader(STAMPS, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(place=place, phrased=phrased)
    return environment


@functools.cache
def _renderer(name: str) -> Callable[..., str]:
    """What fills in a template: its own `render` gathers the globals anew for each page, which costs as much as a page."""
    template = _environment().get_template(name)
    fixed, environment = dict(template.globals), template.environment

    def filled(**values: object) -> str:
        context = environment.context_class(environment, {**fixed, **values}, name, template.blocks)
        try:
            return environment.concat(template.root_render_func(context))
        except Exception:
            environment.handle_exception()

    return filled


def fill(name: str, /, **values: object) -> Markup:
    """The template `name` of theme/stamps filled in; whatever is not Markup is escaped."""
    return Markup(_renderer(name)(**values))  # noqa: S704  (rendered with autoescape on)


@functools.cache
def _pieces(template: str) -> tuple[str, ...]:
    return tuple(template.split("{}"))


def markup(template: str, *values: object) -> Markup:
    """A short piece of HTML: each {} is filled with an escaped value."""
    pieces = _pieces(template)
    text = "".join([piece + safe(value) for piece, value in zip(pieces, values, strict=False)])
    return Markup(text + pieces[-1])  # noqa: S704  (templates are literals of our modules)


def joined(parts: Iterable[str], between: str = "、") -> Markup:
    """Pieces set side by side; those that are not Markup are escaped."""
    return Markup(between.join(map(safe, parts)))  # noqa: S704  (`between` is a literal of our modules)


def phrased(text: str, first: str = "") -> Markup:
    """A title that is broken between its phrases, not inside a short one in quotes, a date, a number, a set phrase
    of this field, or the name it begins with."""
    known = bool(first) and text.startswith(first) and (len(first) < TITLE // 3 or len(pieces(first)) > 1)
    rest = _PHRASE.split(text[len(first) :] if known else text)  # each second is a phrase
    parts = [_whole(part) if n % 2 else part for n, part in enumerate(rest)]
    return joined([_whole(first), *parts] if known else parts, "")


def _whole(phrase: str) -> Markup:
    """What stays on one line, but for a place's long name, which has its own seams."""
    return place(phrase) if len(pieces(phrase)) > 1 else markup('<span class="whole">{}</span>', phrase)


def place(name: str) -> Markup:
    """A place's name that is broken between its pieces where a line has no room for it."""
    parts = pieces(name)
    whole = joined(parts, "<wbr>")
    return markup('<span class="seamed">{}</span>', whole) if len(parts) > 1 else whole


def up(path: str) -> str:
    """The way from a page to the root of the site: `../../` from e/<id>/."""
    return "../" * path.count("/")


def cut(text: str, limit: int = TITLE) -> str:
    """A text in one line of at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def title(name: str, unit: str = "") -> str:
    """A page's title: the name, and the unit after it where both have room."""
    whole = f"{name} - {unit}" if unit else name
    return whole if len(whole) <= TITLE else cut(name)


def script(value: object) -> Markup:
    """JSON that may stand in a script element: no letter of it can end the element."""
    text = compact(value)
    for letter, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(letter, code)
    return Markup(text)  # noqa: S704  (the letters that matter in a script are codes now)


def is_web(text: str) -> bool:
    """Only http and https become links."""
    return text.startswith(("https://", "http://"))


def outward(address: str, words: str = "") -> Markup:
    """A link out of the site where the address is a web address, else the words alone."""
    if not is_web(address):
        return escape(words or address)
    return markup('<a href="{}" rel="noopener nofollow">{}</a>', address, words or address.split("/")[2])


def head(
    url: str, path: str, description: str, kind: str = "website", metas: Iterable[tuple[str, str]] = ()
) -> str:
    """What stands in the head of every stamp; `url` is the site's, `path` the page's."""
    here = safe(url + ("" if path == "index.html" else path))
    said = safe(description)
    lines = "".join([f'\n<meta name="{name}" content="{safe(content)}">' for name, content in metas])
    return (
        f'<link rel="canonical" href="{here}">\n<meta property="og:type" content="{kind}">\n'
        f'<meta property="og:url" content="{here}">\n<meta property="og:description" content="{said}">{lines}'
    )


def column(
    name: str, description: str, kind: str, keywords: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """The head tags that the government-site yardstick asks of a page that lists things."""
    return (
        ("ColumnName", name),
        ("ColumnDescription", description),
        ("ColumnKeywords", ",".join(keywords) or name),
        ("ColumnType", kind),
    )


def alternates(root: str, code: str) -> str:
    """The feeds of a province, city or county, for the head of a page; `code` is digits."""
    return (
        f'\n<link rel="alternate" type="application/atom+xml" href="{root}feeds/{code}.xml">'
        f'\n<link rel="alternate" type="application/feed+json" href="{root}feeds/{code}.json">'
        f'\n<link rel="alternate" type="text/calendar" href="{root}feeds/{code}.ics">'
    )


def page_script(root: str, name: str) -> str:
    """A page's own script, for its head."""
    return f'\n<script src="{root}assets/{name}.js" defer></script>'
