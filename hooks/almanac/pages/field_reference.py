"""The table of fields for staff: every kind of record, every field, what it means and an example."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from almanac.model.article import ARTICLE, DIRECTORY, GLOSSARY
from almanac.model.examples import local
from almanac.model.filings import ACTIVITY, KINDS, Kind
from almanac.model.json_schema import Field, Part, parts
from almanac.model.press_release import MANUSCRIPTS, RELEASE
from almanac.pages import Made, Share, Stamp

_COLUMNS = ("项目", "是否必填", "填什么", "例", "怎样写", "程序里的名字")
_FILES = {
    ACTIVITY.slug: "文件名以日期开头，如 0529-义诊.yml",
    ARTICLE.slug: "健康文章放在 content/health/，文件名用英文小写，如 beiyun.md；这些项目写在开头的两行 --- 之间",
    RELEASE.slug: "新闻稿放在 content/press/，文件名用英文小写，如 dayao-yizhen.md；这些项目写在开头的两行 --- 之间",
    DIRECTORY.slug: "文件是 content/health/目录.yml",
    GLOSSARY.slug: "文件是 content/health/词汇.yml",
}
HEAD = "<tr>" + "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS) + "</tr>"


def make(share: Share) -> Iterator[Made]:
    """Make fields/ once for the whole site, from the models that also check the records."""
    if share.code != share.site.register.root:
        return
    listed = "".join(
        f'<li><a href="#{kind.slug}">{escape(kind.name)}</a></li>' for kind in (*KINDS, *MANUSCRIPTS)
    )
    body = (
        '<nav class="crumbs" aria-label="您当前的位置"><ol><li><a href="../">首页</a></li>'
        '<li><a href="../data/">数据</a></li><li aria-current="page">填报项目表</li></ol></nav>'
        '<header class="section"><h1>填报项目表</h1>'
        "<p>各种记录有哪些项目、填什么、怎样写。每条记录是一个 .yml 文件，放在本协会的文件夹里；"
        "项目名写在左边，后面是英文冒号和一个空格，再写内容。不知道的项目不写，不要填零。</p>"
        f'<ul class="chips">{listed}</ul></header>' + "".join(map(_kind, (*KINDS, *MANUSCRIPTS)))
    )
    head = f'<link rel="canonical" href="{escape(share.site.url)}fields/">'
    yield Stamp(
        "fields/",
        "填报项目表",
        "5·29会员活动日各种记录的项目、含义、写法和例子。",
        head,
        local(body, share.site.register),
    )


def _kind(kind: Kind) -> str:
    first, *inner = parts(kind)
    file = _FILES.get(kind.slug, f"文件名 {kind.name}.yml")
    many = "；一个文件里可以列几项" if kind.many else ""
    schema = f'<a href="../schemas/{kind.slug}.json">给程序用的说明</a>'
    return (
        f'<section class="section" id="{kind.slug}"><div class="section-head">'
        f"<h2>{escape(kind.name)}</h2></div>"
        f'<p>{escape(first.meaning)}</p><p class="note">{escape(file + many)}。{schema}</p>'
        f"{_table(kind, first)}"
        + "".join(f"<h3>{escape(p.key)}</h3><p>{escape(p.meaning)}</p>{_table(kind, p)}" for p in inner)
        + "</section>"
    )


def _table(kind: Kind, part: Part) -> str:
    label = part.key if part.key == kind.name else f"{kind.name}的{part.key}"
    rows = "".join(map(_row, part.fields))
    return (
        f'<div class="tablebox" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
        f"<thead>{HEAD}</thead><tbody>{rows}</tbody></table></div>"
    )


def _row(field: Field) -> str:
    need = "必填" if field.required else "可不填"
    return (
        f'<tr><th scope="row">{escape(field.key)}</th><td>{need}</td><td>{escape(field.meaning)}</td>'
        f"<td><code>{escape(field.key)}: {escape(field.example)}</code></td><td>{escape(field.how)}</td>"
        f'<td><code lang="en">{escape(field.english)}</code></td></tr>'
    )
