"""What a build takes out of the site: an address once published never answers 404."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from almanac.model.diagnostics import Fault, Place


def vanished(gone: Iterable[str], records: str) -> Iterator[Fault]:
    """An address once published never answers 404: whoever renames or removes a record is told what keeps it alive."""
    for path in sorted(gone):
        parts = path.split("/")
        if parts[0] == "honours" and parts[1] in ("verify", "deeds") and parts[3:] == ["index.html"]:
            yield Fault(
                Place(records),
                "W291",
                f"证书或事迹的网址 /{'/'.join(parts[:3])}/ 上次发布过，这次没有了。印出的二维码要一直打得开："
                "编号和表彰名称不要改，名单里的一项不要删；不再公开的，写上“撤回”的日期",
                "同意: {…, 撤回: 2022-01-01}",
            )
        if parts[0] == "press" and parts[2:] == ["index.html"]:
            yield Fault(
                Place("content/press"),
                "W290",
                f"新闻稿网址 /press/{parts[1]}/ 上次发布过，这次没有了。文件改了名的，在新文件里写上旧名；"
                "不再公布的，把文件放回来，状态写“撤下”",
                f"曾用地址: [{parts[1]}]",
            )
        if parts[0] == "e" and parts[2:] == ["index.html"]:
            yield Fault(
                Place(records),
                "W290",
                f"活动网址 /e/{parts[1]}/ 上次发布过，这次没有了。文件改了名的，在新文件里写上旧编号；"
                "不再公布的，把文件放回来，状态写“撤下”",
                f"曾用地址: [{parts[1]}]",
            )
