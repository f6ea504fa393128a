"""What an association files reaches the public: every field of every kind, filled with a word of its own, is found in a site.

What is a word of a closed set, or names another record, has no word of its own; it stands in SET with what is to be
found. What no public output may have stands in KEPT, each with its reason.
"""

from __future__ import annotations

import copy
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import drawing
import pytest
import small
import unpacking
import yaml
from almanac.model.filings import ACTIVITY, KINDS, Answer, Count, Kind, Record, When

CITY = "湘潭市"
ANOTHER = "湘潭市/湘乡市"
COUNTED = {"activity": "0528-shili.yml"}
SET: dict[str, Any] = {
    "通知.格式": "2",
    "活动.类别": ["家庭健康促进", "群众性主题宣传"],
    "活动.状态": "已举办",
    "活动.方式": "线上线下",
    "活动.参加": "会员",
    "活动.联合": [ANOTHER],
    "活动.年份": "不详",
    "活动.编号": None,
    "活动.海报": "是",
    "活动.曾用地址": ["2021-4303-0527-shili"],
    "活动.开始": "2021-05-28 08:31",
    "活动.结束": "2021-05-29 17:32",
    "活动.受理": "2021-05-12",
    "活动.分场.开始": "2021-05-28 09:33",
    "活动.分场.结束": "2021-05-28 10:34",
    "活动.报名.开始": "2021-05-03",
    "活动.报名.结束": "2021-05-04",
    "活动.变更.日期": "2021-05-05",
    "活动.变更.原定": "2021-05-06 11:35",
    "照片.文件": "shili.jpg",
    "照片.同意": "有",
    "照片.未成年人": "无",
    "照片.已遮挡": "否",
    "表彰.编号": "shili9",
    "表彰.类型": "集体",
    "表彰.级别": "市州",
    "表彰.合计到": "县级",
    "表彰.性质": "表彰",
    "表彰.日期": "2021-05-07",
    "表彰.公示.开始": "2021-05-08",
    "表彰.公示.结束": "2021-05-09",
    "表彰.活动": "0528-shili",
    "表彰.数量": "99",
    "表彰.名单.编号": "09",
    "表彰.名单.已故": "否",
    "表彰.名单.未成年": "否",
    "表彰.名单.报告": ["0528-shili"],
    "表彰.名单.同意": None,
    "媒体.级别": "市级",
    "媒体.形式": "文字",
    "媒体.日期": "2021-05-10",
    "媒体.活动": ["0528-shili"],
    "媒体.本系统": "否",
    "清单.期限": "2021-06-01",
    "清单.状态": "在办",
    "清单.活动": ["0528-shili"],
    "汇总.级别": "乡镇街道",
    "汇总.合计到": "村居社区",
    "汇总.截至": "2021-06-02",
    "汇总.不含": ["逐场填报的"],
    "汇总.零报告": "否",
    "备案.计划.日期": "2021-05-11",
    "备案.计划.活动": ["0528-shili"],
    "备案.总结.日期": "2021-06-03",
    "备案.填报日期": "2021-06-04",
    "备案.照片": None,
    "二维码": None,
    "通知.届次": "23",
    "通知.沿用": None,
    "通知.类别": None,
    "通知.统计表各块": None,
    "通知.口径": None,
    "通知.演示": "是",
    "通知.发文日期": "2021-05-02",
    "通知.时间.开始": "2021-05-01",
    "通知.时间.结束": "2021-06-10",
    "通知.报送期限.期限": "2021-06-05",
    "通知.报送期限.份数": "5",
    "邮箱": "shili@example.org",
    "要求.文件": ["Word"],
}
KEPT = {
    "备案.计划.内容": "between an association and its superior: only in the pack that is sent there",
    "备案.总结.内容": "the same",
    "通知.统计表.填报项": "left to be written by hand: the form has its own four places for them",
    **{
        f"通知.{place}.要求.{what}": "for whoever packs a release (`press pack`)"
        for place in ("媒体名录", "投稿渠道")
        for what in (
            "标题最多",
            "正文最少",
            "正文最多",
            "照片最多",
            "照片长边",
            "照片最大",
            "时效",
            "邮件主题",
            "文件",
            "照片放法",
            "送稿单",
            "文末",
            "出处",
            "文末",
        )
    },
}
FILLED = KINDS


class Filler:
    """Fills a record; tokens: the word of each field, by its keys."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.tokens: dict[str, str] = {}

    def record(self, model: type[Record], path: str) -> dict[str, Any]:
        """A record of a model with every field filled."""
        found = {}
        for field in model.model_fields.values():
            key = str(field.alias)
            value = self.value(typing.cast("Any", field), f"{path}.{key}", key)
            if value is not None:
                found[key] = value
        return found

    def value(self, field: Any, path: str, key: str) -> Any:
        """What a field says."""
        for name in (path, ".".join(path.split(".")[-2:]), key):
            if name in SET:
                return copy.copy(SET[name])  # YAML would refer to what stands twice
        shape = str(field.annotation)
        parts = list(_parts(field.annotation))
        inner = next((one for one in parts if isinstance(one, type) and issubclass(one, Record)), None)
        if inner is Answer:
            return None
        if inner:
            nested = self.record(inner, path)
            return [nested] if "tuple" in shape else nested
        if any(get_origin(one) is Literal for one in parts):
            return get_args(next(one for one in parts if get_origin(one) is Literal))[0]
        return self.word(parts, field, path, "tuple" in shape)

    def word(self, parts: list[Any], field: Any, path: str, many: bool) -> Any:
        """A word of its own, remembered."""
        number = len(self.tokens) + 1
        token = f"示例{self.kind.name}词{number:03}"
        if Count in parts or "[0-9]{0,4}" in repr(field):
            token = str(31_000 + number)
        elif When in parts:
            raise AssertionError(f"{path}: a moment is to be set")
        elif "web_address" in repr(field) or path.endswith((".网址", ".来源")):
            token = f"https://www.example.org/{self.kind.slug}-{number:03}"
        self.tokens[path] = token
        return [token] if many else token


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation and all that is in it."""
    yield annotation
    if get_origin(annotation) in (Annotated, typing.Union, types.UnionType, tuple):
        for each in get_args(annotation):
            yield from _parts(each)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, dict[str, str]], unpacking.Packed]:
    """The words of each kind, and all files of the site that was made of them."""
    root = tmp_path_factory.mktemp("filled")
    events, site = root / "events", root / "site"
    folder = events / "2021" / CITY
    folder.mkdir(parents=True)
    rows = [f"{one.code},{one.name},{one.slug}" for one in small.small_register()]
    (events / "associations.csv").write_text("\n".join(["code,name,level", *rows, ""]), encoding="utf-8")
    notice = yaml.load((small.PROJECT / "events/2021/通知.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    (folder / "shili.jpg").write_bytes(drawing.scene(1, 400))
    tokens = {}
    for kind in FILLED:
        filler = Filler(kind)
        said = filler.record(kind.model, kind.name)
        if kind.slug == "notice":
            _write(events / "2021/通知.yml", notice | said)
        else:
            many = kind.many and kind is not ACTIVITY
            _write(folder / COUNTED.get(kind.slug, f"{kind.name}.yml"), [said] if many else said)
        tokens[kind.slug] = filler.tokens
    ended = small.build(events, site, today="2021-07-01")
    assert ended.published, [(f.place.file, f.code, f.message) for f in ended.faults if f.code[0] == "E"]
    return tokens, [(name, data) for name, packed in unpacking.below(site).items() for _, data in packed]


def _write(file: Path, said: Any) -> None:
    file.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")


@pytest.mark.parametrize("kind", FILLED, ids=lambda kind: kind.slug)
def test_every_field_reaches_a_published_form(
    kind: Kind, filled: tuple[dict[str, dict[str, str]], unpacking.Packed]
) -> None:
    tokens, files = filled
    whole = b"\0".join(data for name, data in files if "schemas" not in name)
    lost = {path for path, token in tokens[kind.slug].items() if token.encode() not in whole}
    assert lost <= set(KEPT), lost - set(KEPT)


def test_words_of_closed_sets_are_on_the_page(
    filled: tuple[dict[str, dict[str, str]], unpacking.Packed],
) -> None:
    page = next(data.decode() for name, data in filled[1] if name == "e/2021-4303-0528-shili/index.html")
    for word in ("线上线下", "不是“5·29”的活动，不计入", "会员", "5月12日（周三）受理"):
        assert word in page
    assert f'class="kicker">{filled[0][ACTIVITY.slug]["活动.所属"]}<' in page
