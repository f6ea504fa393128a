"""What QR codes in pictures lead to: no code for payment, nobody's own account or card is published."""

from __future__ import annotations

import re
from collections.abc import Sequence

from almanac.model.web_address import PERSONAL
from almanac.parse.images import Trouble
from almanac.validate import personal_data

_GIFT = "募捐: [{项目: 小善举·大爱心, 金额: 3000, 基金会: 省人口健康福利基金会}]"
_ACCOUNT = "微信: [{名称: 乙县计生协, 二维码: 公众号.png}]"
# How the codes begin that the apps make; one of a public account (weixin.qq.com/r/) leads to no person.
SORTS: tuple[tuple[str, str, str, str, re.Pattern[str]], ...] = (
    (
        "E291", "收款码", "网站上不放任何收款的码，善款只写总数和基金会", _GIFT,
        re.compile(
            "wxp://|weixin://wxpay|https?://(?:payapp[.]weixin|wx[.]tenpay|pay[.]weixin|i[.]qianbao|myun[.]tenpay)[.]"
            "|https?://(?:qr|ds|m|render|mobilecodec)[.]alipay(?:objects)?[.]com/|alipays?:|https?://qr[.]95516[.]com/"
            "|https?://(?:qr|pay)[.](?:chinaums|abchina|icbc|ccb|jd|unionpay)[.]com",
            re.IGNORECASE,
        ),
    ),
    (
        "E292", "个人微信、QQ 或企业微信的码", "个人和群的码不公开，请遮住；可以放公众号的码", _ACCOUNT,
        re.compile(
            f"https?://{PERSONAL}"
            "|weixin://contacts|mqqapi:",
            re.IGNORECASE,
        ),
    ),
    ("E292", "个人名片的码", "名片里有个人的电话，不公开，请遮住", _ACCOUNT, re.compile("BEGIN:VCARD|MECARD:|tel:|smsto:", re.IGNORECASE)),
)  # fmt: skip


def refused(name: str, said: Sequence[str]) -> Trouble | None:
    """Why a picture may not be published for what one of its codes says; the code itself is not repeated."""
    for text in said:
        for code, what, why, example, begins in SORTS:
            if begins.match(text.strip()):
                return Trouble(code, f"照片“{name}”里有{what}；{why}", example)
        for found in personal_data.numbers(text):
            if found.code.startswith("E"):
                what = found.message.partition("；")[0].removeprefix("这里像是")
                return Trouble("E292", f"照片“{name}”里的二维码写着{what}；请遮住，或换一张", _ACCOUNT)
    return None
