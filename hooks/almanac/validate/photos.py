"""Those who can be recognised in photos: files that can be shown, with the consent of those in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from almanac.model.filings import Account, Accounts, Activity, Award, Filing, Follow, Notice, Photo, Return
from almanac.validate.context import Finding, Known

_PICTURE = re.compile(r"[0-9A-Za-z_\u3400-\u9fff（）-]{1,60}\.(?:jpg|jpeg|png|webp)", re.IGNORECASE)


def _beside(filing: Filing, known: Known, name: str) -> str:
    """The path of a file beside the record; of a notice that follows another year's, perhaps beside that one."""
    path, record = f"{filing.file.rpartition('/')[0]}/{name}".lstrip("/"), filing.record
    if isinstance(record, Notice) and record.follows and not known.exists(path):
        return f"{record.follows}/{name}"
    return path


def photos_of(record: object) -> Iterator[tuple[tuple[str | int, ...], Photo]]:
    """The photos a record names, each with its place."""
    if isinstance(record, (Activity, Return)):
        yield from ((("照片", n), photo) for n, photo in enumerate(record.photos))
    elif isinstance(record, Award):
        yield from ((("名单", n, "照片"), one.photo) for n, one in enumerate(record.honoured) if one.photo)


def codes_of(record: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The QR images of accounts that a record names, each with its place."""
    lists: tuple[tuple[str, Sequence[Account | Follow]], ...] = ()
    if isinstance(record, Accounts):
        lists = (("官网", record.sites), ("微信", record.wechat), ("微博", record.weibo))
    elif isinstance(record, Notice):
        lists = (("关注", record.follow),)
    for key, accounts in lists:
        yield from (((key, n, "二维码"), one.code) for n, one in enumerate(accounts) if one.code)


def _file_fault(filing: Filing, known: Known, name: str, loc: tuple[str | int, ...]) -> Iterator[Finding]:
    if not _PICTURE.fullmatch(name):
        message = f"照片文件名“{name}”不好用：只用汉字、字母、数字、- 和 _，以 .jpg .png .webp 结尾，和记录放在同一文件夹"
        yield Finding(loc, "E232", message, f"{loc[-1]}: 0529-1.jpg")
    elif not known.exists(_beside(filing, known, name)):
        message = f"同一文件夹里没有“{name}”；大小写和扩展名也要一样"
        yield Finding(loc, "E230", message, f"把照片放进 {filing.file.rpartition('/')[0]}/")


def photo_file(filing: Filing, known: Known) -> Iterator[Finding]:
    """A picture that a record names lies beside it under a plain name."""
    record = filing.record
    for loc, photo in photos_of(record):
        yield from _file_fault(filing, known, photo.file, (*loc, "文件"))
    for loc, code in codes_of(record):
        yield from _file_fault(filing, known, code, loc)


def may_be_shown(photo: Photo) -> bool:
    """A photo is published with the consent of those in it, or of nobody in it; minors only with covered faces."""
    return photo.consent in ("有", "无人像") and (photo.minors == "无" or photo.blurred == "是")


def photo_content(filing: Filing, known: Known) -> Iterator[Finding]:
    """A photo that is going to be published is one that can be shown: whole, still, of a kind that browsers know."""
    record = filing.record
    shown = [((*loc, "文件"), photo.file) for loc, photo in photos_of(record) if may_be_shown(photo)]
    for loc, name in (*shown, *codes_of(record)):
        path = _beside(filing, known, name)
        if _PICTURE.fullmatch(name) and known.exists(path):
            trouble = known.picture(path)
            if trouble:
                yield Finding(loc, *trouble)


_MONEY = re.compile("(?:收款|付款|支付|赞赏|捐款|捐赠)(?:二维)?码|扫码(?:捐|付|支付)")


def photo_of_money(filing: Filing, known: Known) -> Iterator[Finding]:
    """No picture of a code for payment is published: gifts are told as sums, with the foundation's name."""
    for loc, code in codes_of(filing.record):
        yield from _money(loc, code, code)
    for loc, photo in photos_of(filing.record):
        for told in of_money(photo):
            yield told._replace(loc=(*loc, *told.loc))


def of_money(photo: Photo) -> Iterator[Finding]:
    """What in the words about a photo says that it shows a code for payment."""
    for key, words in (("说明", photo.caption), ("画面", photo.alt or "")):
        yield from _money((key,), photo.file, words)


def _money(loc: tuple[str | int, ...], file: str, words: str) -> Iterator[Finding]:
    if found := _MONEY.search(words):
        message = f"照片“{file}”像是{found[0]}；网站上不放任何收款的码，善款只写总数和基金会"
        example = "募捐: [{项目: 小善举·大爱心, 金额: 3000, 基金会: 省人口健康福利基金会}]"
        yield Finding(loc, "E291", message, example)


def photo_consent(filing: Filing, known: Known) -> Iterator[Finding]:
    """A photo without the consent of those in it is not published; a minor's face is covered."""
    for loc, photo in photos_of(filing.record):
        if photo.minors == "有" and photo.blurred == "否":
            message = f"照片“{photo.file}”里有未成年人，脸没有遮挡，不能公布；请遮挡后再放，或撤下"
            yield Finding((*loc, "未成年人"), "E231", message, "已遮挡: 是")
        elif photo.consent == "无":
            message = f"照片“{photo.file}”里的人没有同意公开，这张照片不会公布"
            yield Finding((*loc, "同意"), "W231", message, "同意: 有（征得同意之后）")
