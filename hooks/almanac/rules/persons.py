"""Those who can be recognised: photos with their consent, names on the roll with theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from almanac.records import Accounts, Activity, Award, Filing, Photo, Return
from almanac.rules.known import Finding, Known

_PICTURE = re.compile(r"[0-9A-Za-z_\u3400-\u9fff（）-]{1,60}\.(?:jpg|jpeg|png|webp)", re.IGNORECASE)


def _beside(filing: Filing, name: str) -> str:
    return f"{filing.file.rpartition('/')[0]}/{name}".lstrip("/")


def photos_of(record: object) -> tuple[Photo, ...]:
    """The photos a record names."""
    return record.photos if isinstance(record, (Activity, Return)) else ()


def _file_fault(filing: Filing, known: Known, name: str, loc: tuple[str | int, ...]) -> Iterator[Finding]:
    if not _PICTURE.fullmatch(name):
        message = f"照片文件名“{name}”不好用：只用汉字、字母、数字、- 和 _，以 .jpg .png .webp 结尾，和记录放在同一文件夹"
        yield Finding(loc, "E232", message, f"{loc[-1]}: 0529-1.jpg")
    elif not known.exists(_beside(filing, name)):
        message = f"同一文件夹里没有“{name}”；大小写和扩展名也要一样"
        yield Finding(loc, "E230", message, f"把照片放进 {filing.file.rpartition('/')[0]}/")


def photo_file(filing: Filing, known: Known) -> Iterator[Finding]:
    """A picture that a record names lies beside it under a plain name."""
    record = filing.record
    for n, photo in enumerate(photos_of(record)):
        yield from _file_fault(filing, known, photo.file, ("照片", n, "文件"))
    if isinstance(record, Accounts):
        for key, accounts in (("官网", record.sites), ("微信", record.wechat), ("微博", record.weibo)):
            for n, account in enumerate(accounts):
                if account.code:
                    yield from _file_fault(filing, known, account.code, (key, n, "二维码"))


def may_be_shown(photo: Photo) -> bool:
    """A photo is published with the consent of those in it, or of nobody in it; minors only with covered faces."""
    return photo.consent in ("有", "无人像") and (photo.minors == "无" or photo.blurred == "是")


def photo_content(filing: Filing, known: Known) -> Iterator[Finding]:
    """A photo that is going to be published is one that can be shown: whole, still, of a kind that browsers know."""
    for n, photo in enumerate(photos_of(filing.record)):
        path = _beside(filing, photo.file)
        if may_be_shown(photo) and _PICTURE.fullmatch(photo.file) and known.exists(path):
            trouble = known.picture(path)
            if trouble:
                yield Finding(("照片", n, "文件"), *trouble)


def photo_consent(filing: Filing, known: Known) -> Iterator[Finding]:
    """A photo without the consent of those in it is not published; a minor's face is covered."""
    for n, photo in enumerate(photos_of(filing.record)):
        if photo.minors == "有" and photo.blurred == "否":
            message = f"照片“{photo.file}”里有未成年人，脸没有遮挡，不能公布；请遮挡后再放，或撤下"
            yield Finding(("照片", n, "未成年人"), "E231", message, "已遮挡: 是")
        elif photo.consent == "无":
            message = f"照片“{photo.file}”里的人没有同意公开，这张照片不会公布"
            yield Finding(("照片", n, "同意"), "W231", message, "同意: 有（征得同意之后）")


def award_consent(filing: Filing, known: Known) -> Iterator[Finding]:
    """The name of a person or a family stands on the roll only with a consent that is still good."""
    award = filing.record
    if not isinstance(award, Award):
        return
    for n, one in enumerate(award.honoured):
        consent = one.consent
        if consent is None:
            if award.kind not in ("集体", "授牌", "作品"):
                message = f"表彰的是{award.kind or '谁没有写明（“类型”）'}，名单里第 {n + 1} 个没有“同意”，姓名不能公开；只公布数量也可以"
                example = "同意: {同意人: 本人, 日期: 2021-05-20, 范围: [网页], 至: 2026-05-20}"
                yield Finding(("名单", n, "名称"), "E260", message, example)
        elif consent.withdrawn:
            message = f"名单里第 {n + 1} 个的同意已在 {consent.withdrawn} 撤回，请删去这个名字"
            yield Finding(("名单", n, "同意", "撤回"), "E261", message, "名单: []（数量照写）")
        elif consent.until < known.today[: len(consent.until)]:
            message = (
                f"名单里第 {n + 1} 个的同意到 {consent.until} 为止，已经过期；请再征得同意，或删去这个名字"
            )
            yield Finding(
                ("名单", n, "同意", "至"), "E261", message, f"至: {int(known.today[:4]) + 5}{known.today[4:]}"
            )


def award_numbers(filing: Filing, known: Known) -> Iterator[Finding]:
    """A roll is not longer than the number awarded, and the public notice of it ends after it begins."""
    award = filing.record
    if not isinstance(award, Award):
        return
    if award.number and award.number.value < len(award.honoured):
        message = f"数量写 {award.number}，名单却有 {len(award.honoured)} 个"
        yield Finding(("数量",), "W262", message, f"数量: {len(award.honoured)}")
    shown = award.notification
    if shown and shown.end < shown.start:
        message = f"公示的“结束”{shown.end} 早于“开始”{shown.start}"
        yield Finding(("公示", "结束"), "E210", message, f"公示: {{开始: {shown.end}, 结束: {shown.start}}}")
