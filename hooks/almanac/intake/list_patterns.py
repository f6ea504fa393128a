"""How pasted texts say what goes into lists: published pieces, honours, sums of several sessions; data as in `notice_patterns`."""

# A rule is one line, however long its words.
# fmt: off

from __future__ import annotations

from typing import Any

_DAY = "(?:20[0-9]{2} *[年./-] *)?[0-9]{1,2} *[月./-] *[0-9]{1,2}[日号]?(?![0-9])"
_NAMED = "[一-鿿“”·]{2,14}"

LISTS: dict[str, Any] = {
    "day": _DAY,
    "until": f"(?:截[至止]到?|统计到)(?<day>{_DAY})",
    # pieces, one a line
    "line": "[^\n；;]+",
    "numbered": "^[ \t]*[(（]?[0-9一二三四五六七八九十]{1,3}[.、)）](?![0-9])[ \t]*",
    "web": "https?://[!-~]{4,300}",
    "title": "《(?<title>[^》\n]{2,60})》",
    "outlet": "[一-鿿A-Za-z·]{1,12}?(?:日报|晚报|早报|时报|商报|报|网|广播电台|电视台|电台|客户端|融媒体中心|头条|公众号|视频号|频道|发布)",
    "unlike": "在于由被和、登发的据见：:",   # what hangs before the name of an outlet
    "heard": "视频|电视|广播|电台|抖音|音频",
    # honours, one a sentence
    "sentence": "[^。；\n]+",
    "honours": "表彰|授予|荣获|获评|评选出|评出|通报表扬|命名",
    "gives": "(?:^|[，。；\n ])(?<giver>[一-鿿]{1,20}?(?:计生协|协会|局|委|政府|党委))(?:、[^，。；]{2,20})?(?:决定)?(?:对|授予|表彰|通报|命名)",
    "paper": "(?:根据|按照|依据|印发|由|以)?(?<paper>[一-鿿]{2,8}〔20[0-9]{2}〕[0-9]{1,4}号)",
    "upTo": "^.*(?:表彰了?|授予|评选出|评出|通报表扬了?|命名|荣获|对|和|及)",
    # 10个单位“先进计生协”称号; 先进集体10个; 10个先进集体: what stands before the number (#), and after it
    "named": [
        "#[一-鿿]{0,8}“(?<name>[^”\n]{2,20})”(?:荣誉)?(?:称号|奖)",
        f"(?<name>{_NAMED})#(?=[，。、；\n]|$)",
        f"#(?<name>{_NAMED}?)(?=[，。、；\n和及]|$)",
    ],
    "honour": "先进|优秀|模范|幸福家庭|标兵|示范|最美|好媳妇|好婆婆|之星|十佳|健康家庭",
    "units": {"个": "个", "名": "名", "位": "名", "人": "名", "户": "户", "家": "个"},
}
