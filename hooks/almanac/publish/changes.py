"""What a build takes out of the site: an address once published never answers 404."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from almanac.model.diagnostics import Fault, Place
from almanac.model.words import TAKEN_BACK
from almanac.publish import taken_back


def vanished(gone: Iterable[str], records: str) -> Iterator[Fault]:
    """An address once published never answers 404: whoever renames or removes a record is told what keeps it alive.

    Of one with somebody's number in it nothing is said: it is to be gone.
    """
    for path in sorted(taken_back.apart(gone)):
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
                f"不再公布的，把文件放回来，状态写“撤下”；旧网址里有姓名、要收回的，写 曾用地址: [{TAKEN_BACK}]",
                f"曾用地址: [{parts[1]}]",
            )
        if parts[0] == "e" and parts[2:] == ["index.html"]:
            yield Fault(
                Place(records),
                "W290",
                f"活动网址 /e/{parts[1]}/ 上次发布过，这次没有了。文件改了名的，在新文件里写上旧编号；"
                f"不再公布的，把文件放回来，状态写“撤下”；旧网址里有姓名、要收回的，写 曾用地址: [{TAKEN_BACK}]",
                f"曾用地址: [{parts[1]}]",
            )
