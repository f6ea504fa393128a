"""What people and newspapers call the places of associations, from the names of the register."""

from __future__ import annotations

import functools
import re

_PEOPLE = (
    "(?:土家|苗|侗|瑶|白|回|维吾尔|壮|蒙古|藏|彝|满|朝鲜|布依|哈尼|傣|黎|傈僳|佤|畲|水|纳西|土|达斡尔|羌|仫佬|仡佬|毛南|裕固|"
    "哈萨克|撒拉|保安|东乡|拉祜|布朗|景颇|独龙|怒|普米|阿昌|锡伯|塔吉克|鄂温克|鄂伦春|柯尔克孜|各)族"
)
KIND = f"(?:{_PEOPLE})*(?:自治|联合)?[省市州县区盟旗]$"  # what a place is, behind its name; readers' scripts have it, too
_VILLAGERS = re.compile("(?<=.)(?:村民委(?:员会会?|委会)|村委会会?)$|(?<=嘎查)委员会$")
_RESIDENTS = re.compile("(?<=.)(?:居民委员会会?|居委会会?)$|(?<=社区)委员会$")
_PEOPLES = re.compile(f"(?<=.)(?:{_PEOPLE})+(?:自治)?(?=[州县旗乡镇])")
_ABOVE_IT = re.compile(r"^[^村社]{1,3}[市县][^村社]{1,3}[镇乡](?=..)")  # 韶山市银田镇银田村
# Where a long name may be broken: 城步|苗族|自治县, 益阳市|大通湖|管理区, 松木|经济|开发区.
_SEAM = re.compile(
    f"(?<=.)(?={_PEOPLE}|自治[州县旗]|联合旗|高新技术|经济(?:技术)?开发|产业|管理区|示范区|开发区|街道|社区|居委会)"
    "|(?:(?<=^..)(?!市)|(?<=..[省市]))(?=..+(?:管理|开发|示范|园)区)"
)
SEAMED = 5  # letters of a name that needs no seam


def without_peoples(name: str) -> str:
    """A place's name without its peoples: 湘西州 for 湘西土家族苗族自治州."""
    return _PEOPLES.sub("", name)


def in_print(name: str) -> str:
    """The same as newspapers print it, which call a 民族乡 by its whole name: 虎形山瑶族乡."""
    return re.sub(f"{_PEOPLES.pattern}(?![乡镇])", "", name)


def pieces(name: str) -> list[str]:
    """A long name as the pieces between which a line may end."""
    return _SEAM.split(name) if len(name) > SEAMED else [name]


@functools.lru_cache(maxsize=50_000)
def short(name: str, is_village: bool) -> str:
    """The name people say: 火炬村 for 火炬村委会, without the county and town that some names begin with."""
    for committee, kind in ((_VILLAGERS, "村"), (_RESIDENTS, "居委会")) if is_village else ():
        place = committee.sub("", name)
        name = name if place == name else place if place.endswith(("村", "区", "嘎查")) else place + kind
    return _ABOVE_IT.sub("", name) if is_village else name


def legal(short: str) -> str:
    """The name of the association of a place as it stands in its seal."""
    return f"{short}计划生育协会"
