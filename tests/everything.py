"""A small project with all that may not be shown in it, for tests of every command; persons are all 示例.

GONE withdrew her consent in 浏阳市, LATER's has run out, GOOD has agreed: they stand side by side in texts of 浏阳市, and
GONE and GOOD in those of 吉首市, in an article, the notice, a release, and in the reason of a revision. HELD is the
telling word of a release that may not be read yet. In a village two people of one household were visited (FEW stands
beside the numbers; sums above may tell them, with those of a visit by the county), and as many as SOME says at another
time (MANY stands beside them).
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import newsrooms
from almanac.build import campaign
from almanac.build.job import Job
from almanac.model import seal
from almanac.statistics import sealing
from newsrooms import RELEASE
from small import PROJECT

TODAY, SEALED = newsrooms.TODAY, "2021-05-31"
GONE, LATER, GOOD, HELD, FEW, MANY = "示例龘", "示例靐", "示例鱻", "示例爨", "示例麤", "示例馫"
SOME = ("31", "21")  # people, households
ALL = f"{GONE}、{LATER}和{GOOD}"
BOTH = f"{GONE}和{GOOD}"
COUNTY, OTHER, VILLAGE = (
    "长沙市/浏阳市",
    "湘西土家族苗族自治州/吉首市",
    "长沙市/浏阳市/大瑶镇/示例社区居民委员会",
)
CONSENT = "{同意人: 本人, 日期: 2021-05-01, 范围: [网页, 报刊, 印刷], 至: 2026-05-01}"
WITHDRAWN = CONSENT.replace("}", ", 撤回: 2021-06-01}")
ROLL = f"""\
- 编号: xj
  名称: 示例健康幸福家庭
  类型: 家庭
  级别: 县级
  授予单位: 示例计生协
  日期: 2021-05-20
  名单:
    - {{编号: "01", 名称: {GONE}家庭, 单位: {GONE}的家, 事迹: {GONE}帮助邻里。, 同意: {CONSENT}}}
    - {{编号: "02", 名称: {LATER}家庭, 同意: {CONSENT.replace("2026-05-01", "2021-06-01")}}}
    - {{编号: "03", 名称: {GOOD}家庭, 事迹: {GOOD}与{ALL}帮助邻里。, 同意: {CONSENT}}}
"""
ACTIVITY = """\
名称: NAMES报告会
类别: [评先评优, 群众性主题宣传]
形式: [先进报告]
状态: 已举办
开始: 2021-05-28 上午
地点: NAMES的大院
主办: [NAMES工作室]
协办: [NAMES工作室]
出席: [NAMES, 省计生协副会长NAMES]
简介: NAMES讲了自己的故事。
面向: [NAMES的邻居]
预计: {其他: [{项目: NAMES手册, 数量: 5, 单位: 份}]}
成效: {宣传: {场次: 3, 人数: 40}, 其他: [{项目: NAMES手册, 数量: 5, 单位: 份}],
  募捐: [{项目: NAMES基金, 金额: 100, 基金会: NAMES基金会}]}
变更: [{日期: 2021-05-27, 内容: NAMES改在上午讲}]
来源: [示例日报：NAMES的故事]
"""
PLAN = """\
名称: NAMES义诊
类别: [家庭健康促进]
形式: [义诊]
状态: 计划
开始: 2021-06-20 上午
地点: NAMES的大院
简介: NAMES要来。
"""
VISIT = """\
名称: WHO慰问
类别: [关怀关爱]
形式: [走访慰问]
状态: 已举办
开始: 2021-05-27 上午
地点: 示例社区
简介: 看望WHO。
成效: {慰问: {场次: 1, 人数: PEOPLE, 户数: HOMES, 分组: [{对象: WHO, 数量: PEOPLE, 单位: 人}]}}
"""
HEALTH = f"""\
---
标题: 示例文章{BOTH}
话题: [示例话题]
读者: [备孕夫妇]
摘要: 一篇示例文章，讲{BOTH}备孕的时候做哪些事。
状态: 已审核
审核: {{审核人: 示例医生, 职称: 示例职称, 单位: 示例医院, 日期: 2021-05-08}}
作者: {{名称: 示例作者, 资质: 示例资质}}
来源: [{{单位: 示例单位, 题名: 示例资料, 年份: "2021"}}]
发布: 2021-05-10
有效至: 2023-05-10
许可: CC BY 4.0
---
示例正文，{BOTH}讲叶酸。

## 示例小标题

{BOTH}说的。
"""


def _notice() -> str:
    said = (PROJECT / "events/2021/通知.yml").read_text(encoding="utf-8")
    said = said.replace("主题: 学党史 办实事 促健康", f"主题: 学{BOTH}\n标语: [学习{BOTH}]")
    return said.replace("规则: 慰问人数按人计。", f"规则: 慰问人数按人计，{BOTH}说的。")


def _visit(who: str, people: str, homes: str) -> str:
    return VISIT.replace("WHO", who).replace("PEOPLE", people).replace("HOMES", homes)


FILES = {
    "events/2021/通知.yml": _notice(),
    "events/2020/通知.yml": "届次: 22\n沿用: '2021'\n",
    f"events/2020/{COUNTY}/0528-jiangzuo.yml": PLAN.replace("NAMES", "示例").replace("2021-06", "2020-05"),
    f"events/2021/{COUNTY}/0528-shili.yml": ACTIVITY.replace("NAMES", ALL),
    f"events/2021/{COUNTY}/0620-yizhen.yml": PLAN.replace("NAMES", ALL),
    f"events/2021/{COUNTY}/表彰.yml": ROLL.replace(CONSENT, WITHDRAWN, 1),
    f"events/2021/{COUNTY}/媒体.yml": f"- {{媒体: 红网, 形式: 音视频, 标题: {ALL}的故事, 活动: [0528-shili]}}\n",
    f"events/2021/{COUNTY}/清单.yml": f"- {{事项: {ALL}家修路, 负责: {ALL}, 状态: 办结, 结果: {ALL}很高兴}}\n",
    f"events/2021/{COUNTY}/阵地.yml": f"微信: [{{名称: {ALL}工作室}}]\n官网: [{{名称: {ALL}网}}]\n",
    f"events/2021/{COUNTY}/备案.yml": f"计划: {{日期: 2021-05-12, 内容: {ALL}}}\n总结: {{日期: 2021-05-29, 内容: {ALL}}}\n",
    f"events/2021/{VILLAGE}/0527-weiwen.yml": _visit(FEW, "2", "1").replace("场次: 1, ", ""),
    f"events/2021/{VILLAGE}/0526-weiwen.yml": _visit(MANY, *SOME).replace("-27", "-26"),
    f"events/2021/{COUNTY}/0525-weiwen.yml": _visit(FEW, "40", "30").replace("场次: 1, ", "").replace("-27", "-25").replace("社区", "广场"),
    f"events/2021/{OTHER}/0528-shili.yml": ACTIVITY.replace("NAMES", BOTH),
    f"events/2021/{OTHER}/0620-yizhen.yml": PLAN.replace("NAMES", BOTH),
    f"events/2021/{OTHER}/0529-{GONE}.yml": ACTIVITY.replace("NAMES", BOTH).replace("-28", "-29"),
    f"events/2021/{OTHER}/媒体.yml": f"- {{媒体: 红网, 形式: 文字, 标题: {BOTH}的报道}}\n",
    f"events/2021/{OTHER}/清单.yml": f"- {{事项: {BOTH}家修桥, 状态: 办结}}\n",
    f"events/2021/{OTHER}/阵地.yml": f"微信: [{{名称: {BOTH}工作室}}]\n",
    f"events/2021/{OTHER}/备案.yml": f"计划: {{日期: 2021-05-12, 内容: {BOTH}}}\n总结: {{日期: 2021-05-29, 内容: {BOTH}}}\n",
    "content/health/目录.yml": "话题:\n  - {名称: 示例话题, 代码: shili, 字: 育, 说明: 示例话题。, 词: [叶酸]}\n读者: [备孕夫妇]\n",
    "content/health/词汇.yml": f"- {{词: 叶酸, 代码: yesuan, 解释: {BOTH}说的。}}\n",
    "content/health/shili.md": HEALTH,
    "content/press/shili.md": RELEASE.replace("医生给老人", f"{ALL}给老人").replace("标题: 浏阳", f"标题: {GOOD}浏阳"),
    "content/press/jinfa.md": RELEASE.replace("发布: 2021-05-29", "发布: 2021-05-29\n解禁: 2021-07-01")
    .replace("标题: 浏阳市计生协", f"标题: {HELD}")
    .replace("摘要: ", f"摘要: {HELD}，")
    .replace("医生给老人", f"{HELD}给老人"),
}  # fmt: skip
GIT = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


def project(root: Path) -> Path:
    """The whole project in a repository; its year was sealed, and revised once, before the name was withdrawn."""
    roll = f"events/2021/{COUNTY}/表彰.yml"
    media = f"events/2021/{COUNTY}/媒体.yml"
    newsrooms.whole(root, FILES | {roll: ROLL, media: FILES[media].replace("音视频", "文字")})
    shutil.copy(PROJECT / "requirements.txt", root)
    _seal(root / "events")
    newsrooms.write(root, FILES)
    (root / ".gitignore").write_text(".build/\nout/\n", encoding="utf-8")
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run([*GIT, *arguments], cwd=root, check=True, timeout=60)
    return root


def _seal(events: Path) -> None:
    """Seal the year, and note a revision of a cell whose reason has the names in it."""
    job = Job(events.parent, events, events.parent / "out/sealing/site", SEALED, None, 1, False)
    counted, _ = campaign.signed(job, 2021, "", lambda what, done, of: None)
    made = sealing.sealed(counted, 2021, SEALED, None).seal
    cell = "publicity-county-people"
    one = seal.Revised("R1", SEALED, "430181", cell, 1, made.value("430181", cell), f"改动“{ALL}报告会”")
    (events / "2021" / seal.FILE).write_bytes(seal.written(made._replace(revisions=(one,))))
