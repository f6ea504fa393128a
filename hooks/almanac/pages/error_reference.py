"""The page of all codes: what each mistake looks like and what to write instead, from the gallery that tests them."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from almanac.model.examples import local
from almanac.pages import Made, Share, Stamp
from almanac.views.error_catalogue import Cure, cures

PARTS = (  # how codes begin, the heading's id, the heading, what to do with these
    (("E00", "E01", "E02", "E03", "E04"), "written", "文件的写法", "文件读不懂：编码、标点、缩进。"),
    (("E06",), "articles", "文章的写法", "文章、网站自己的几页：开头的说明和正文。"),
    (("E08", "E09"), "tables", "表格", "收 Excel 表的时候：打不开、表头不认得、行与行之间、行与记录之间。"),
    (("E1",), "values", "一项的内容", "某一项写得不对：少了、写错了、不在可写的词里。"),
    (("E2",), "between", "前后对照", "两项之间、两份记录之间、与名册或通知对不上。"),
    (("E3",), "private", "个人信息", "这些内容不能公开，一律先删去；这里也不显示原来的样子。"),
    (("E4",), "releases", "新闻稿", "稿件的开头、正文里取的数、照片和姓名；改好才公布。"),
    (
        ("Q",),
        "questions",
        "待核",
        (
            "要请人看一眼再定。写错的改掉；没有错的，在那条记录里加一行“已核”，照提示里“没有错就写”后面的抄。"
            "“值”是核的时候写的那个数或那几个字，以后改了，会再问一次。"
            "没有答复的不妨碍发布，但计入统计表的不能封存，像姓名的那段文字先不公布。"
        ),
    ),
    (("W",), "look", "提醒", "不妨碍发布。请看一眼：属实就不用改。"),
)


def make(share: Share) -> Iterator[Made]:
    """Make faults/ once for the whole site."""
    found = cures(share.site.gallery)
    if not found:
        return
    listed = "".join(f'<li><a href="#{slug}">{name}</a></li>' for _, slug, name, _ in PARTS)
    body = (
        '<nav class="crumbs" aria-label="您当前的位置"><ol><li><a href="../">首页</a></li>'
        '<li><a href="../guide/">填报指南</a></li><li aria-current="page">提示代码和改法</li></ol></nav>'
        '<header class="section"><h1>提示代码和改法</h1><p>核对时每条提示都带一个代码。按代码找到它，'
        "看错在哪里、写成什么样。E 开头的必须改，Q 开头的请改掉或答复，W 开头的请看一眼。</p>"
        f'<ul class="chips">{listed}</ul></header>' + "".join(_part(found, *part) for part in PARTS)
    )
    head = f'<link rel="canonical" href="{escape(share.site.url)}faults/">'
    said = "核对记录时的每个提示代码：错在哪里，写成什么样。"
    yield Stamp("faults/", "提示代码和改法", said, head, local(body, share.site.register))


def _part(found: list[Cure], begins: tuple[str, ...], slug: str, name: str, about: str) -> str:
    mine = [cure for cure in found if cure.code.startswith(begins)]
    codes = "".join(_code(code, list(those)) for code, those in groupby(mine, key=lambda cure: cure.code))
    listed = "".join(f'<li><a href="#{code}">{code}</a></li>' for code in dict.fromkeys(c.code for c in mine))
    return (
        f'<section class="section" id="{slug}"><div class="section-head"><h2>{name}</h2></div>'
        f'<p>{about}</p><ul class="chips">{listed}</ul>{codes}</section>'
    )


def _code(code: str, those: list[Cure]) -> str:
    return f'<section class="cure" id="{code}"><h3>{code}</h3>{"".join(map(_cure, those))}</section>'


def _cure(cure: Cure) -> str:
    wrong = f"<div><dt>错的</dt><dd><code>{escape(cure.wrong)}</code></dd></div>" if cure.wrong else ""
    right = f"<div><dt>照着改</dt><dd><code>{escape(cure.right)}</code></dd></div>" if cure.right else ""
    return f'<p>{escape(cure.message)}。</p><dl class="facts">{wrong}{right}</dl>'.replace("？。", "？")
