"""The text for WeChat as a page: as it looks on a phone, by day and by night; what is marked and copied is the text alone."""

from __future__ import annotations

from almanac.render.html import safe

BEGIN, STOP = (
    "<!--正文-->",
    "<!--正文完-->",
)  # between them stands what the button of the release's page copies
_LOOK = (
    "body{margin:0;background:#ececec;color:#000;font:16px/1.6 sans-serif}"
    ".tools{padding:12px 16px}.tools,.night{-webkit-user-select:none;user-select:none}"
    ".phones{display:flex;flex-wrap:wrap;align-items:flex-start;justify-content:center}"
    ".phone{box-sizing:border-box;width:375px;max-width:100%;margin:0 8px 24px;padding:20px 16px;background:#fff}"
    ".phone>h1,.phone>.by{-webkit-user-select:none;user-select:none}"
    ".phone>h1{margin:0 0 12px;font-size:22px;line-height:1.4}.phone>.by{margin:0 0 24px;font-size:14px;opacity:.6}"
    ".night{background:#191919;color:#c8c8c8}@media print{.tools,.night{display:none}}"
)
_PHOTOS = "照片由微信自己去取；没有取到的，方框里只剩【图1】，把同一编号的 wechat-1.jpg 传上去。"


def how(photos: bool, online: bool) -> str:
    """What to do with the page; photos: whether the text has any; online: whether the release has its page on the site."""
    first = "在网站的稿件页点“复制到公众号”最省事；也可以在这一页按" if online else "在这一页按"
    return (
        f"左边是白天的样子，右边是手机开了深色模式的样子。{first} Ctrl+A 全选、"
        "Ctrl+C 复制（只会选中左边的正文），粘贴到公众号编辑器。标题、作者、摘要在编辑器里另填。"
        f"{_PHOTOS if photos else ''}保存以后再预览一遍。"
    )


def page(headline: str, author: str, text: str, ways: str) -> str:
    """A page of its own; text: what is pasted; ways: how."""
    above = f'<h1>{safe(headline)}</h1><p class="by">{safe(author)}</p>'
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width"><title>{safe(headline)}</title><style>{_LOOK}</style></head>\n'
        f'<body><div class="tools">{ways}</div>\n<main class="phones"><div class="phone">{above}\n{BEGIN}{text}{STOP}\n</div>\n'
        f'<div class="phone night" aria-hidden="true">{above}\n{text}\n</div></main></body></html>\n'
    )
