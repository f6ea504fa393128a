"""Sentences with and without a person, for measuring what asks. 示例：all names are invented, common ones put together by lot.

Two halves, written before the rules: the rules were fitted to `tuned` and never to `held_out`, whose sentences, surnames
and given names are others. Names of villages are those of the official register, which often look like names of people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

REGISTER = Path(__file__).resolve().parents[1] / "events" / "associations.csv"


class Half(NamedTuple):
    """What sentences are put together of: {n} a name, {s} a surname, {v} a village, {t} a town, {k} a number."""

    surnames: str
    given: Sequence[str]
    naming: Sequence[str]
    others: Sequence[str]
    seed: int


TUNED = Half(
    surnames="王李张刘陈杨黄周吴徐孙马朱胡林郭何高罗郑梁谢宋唐于冯董程曹方成关",
    given=(
        "建国 小明 桂花 秀英 志强 大明 思雨 小红 玉兰 国庆 丽华 建军 春梅 子涵 浩然 文斌 得水 小雨 金莲 福生 爱华 敏 伟 芳 军 静 某某 某".split()
    ),
    naming=(
        "慰问失独家庭{n}，送上慰问金",
        "慰问计生特殊家庭{n}一户，送米送油",
        "为留守儿童{n}送书包",
        "慰问对象：{n}",
        "慰问对象：{n}，72岁，患病多年",
        "看望了老{s}家的媳妇",
        "{t}慰问{s}大爷家",
        "{n}是失独老人，送去{k}元",
        "失独老人{n}",
        "困难党员{n}",
        "留守儿童{n}、成成",
        "9岁的小红上台领奖",
        "五（2）班{n}（11岁）获一等奖",
        "艾滋病感染者{n}接受随访",
        "{n}已落实避孕措施",
        "{n}，男，1965年3月5日出生",
        "走访{v}6组12号{n}一家",
        "家住{v}3组12号",
        "志愿者{n}带队",
        "协会一行到{n}家中走访，了解生活情况",
        "走访慰问了{n}、李大爷等5户困难家庭",
        "{n}同学家庭困难，协会送去助学金{k}元",
        "向患病会员{n}送去慰问金",
        "{n}患尿毒症多年，协会上门看望",
        "村民{n}激动地说：“感谢协会”",
        "{s}奶奶今年86岁，独自生活",
        "帮助{n}办理了特殊家庭扶助金",
        "{n}的儿子在意外中去世，成了失独家庭",
        "为{n}（女，45岁）免费做了两癌检查",
        "今年68岁的{n}老人拉着工作人员的手",
        "产妇{n}顺产一名男婴",
        "{n}家有三个孩子，丈夫外出务工",
        "{v}{n}户：危房改造，补助{k}元",
        "受助学生名单：{n}、李思雨",
    ),
    others=(
        "县妇幼保健院3号楼201会议室举办讲座",
        "活动在3号楼201会议室举行",
        "3单元 102 户居民参加",
        "发放药品（国药准字H12345678）",
        "批号 E12345678",
        "卫妇幼字第P12345678号",
        "在罗荣桓元帅广场举行",
        "弘扬雷锋精神",
        "李大夫健康讲堂开讲",
        "关注微信公众号 hnjsx529",
        "咨询电话0731-83610000",
        "拨打12356",
        "慰问失独家庭{k}户",
        "走访困难家庭和留守儿童",
        "看望计生特殊家庭成员{k}余名",
        "和平村、建国村开展宣传",
        "{v}慰问困难家庭",
        "慰问对象：计生特殊家庭",
        "成人高血压患者随访",
        "关爱女孩，于细微处见真情",
        "高龄老人健康体检",
        "湘计生协发〔2021〕7号",
        "430181110251",
        "国卫办医函〔2020〕480号",
        "1.38万人次",
        "到{v}走访慰问，发放慰问金{k}元",
        "在{v}村部举办育儿讲座，{k}人参加",
        "为{v}{k}名留守儿童送去书包和文具",
        "{t}计生协组织志愿者到{v}开展义诊",
        "慰问{v}计生特殊家庭{k}户",
        "{v}村民代表参加启动仪式",
        "联合{t}卫生院为群众测量血压、血糖",
        "市计生协会长一行看望慰问困难家庭",
        "为高血压、糖尿病患者免费检查",
        "志愿者方队入场，关爱行动启动",
        "向留守儿童赠送图书{k}册",
        "为孕产妇讲解优生优育知识",
        "{v}党员、会员{k}余人参加",
        "慰问会员、志愿者和先进个人",
        "学生代表发言，家长代表表态",
    ),
    seed=17,
)

HELD_OUT = Half(
    surnames="蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文施洪季鲁"
    "莫柳水安",
    given=(
        "美玲 海燕 桂英 翠花 建华 国强 淑珍 玉梅 雪梅 志明 光明 家豪 欣怡 梓萱 宇轩 雨桐 一诺 诗涵 俊杰 冬生 秋菊 满香 运生 德贵 长根 "
        "艳红 晓东 振华 立新 冰冰 辉 勇 娟 霞 磊 燕 平 某 ××"
    ).split(),
    naming=(
        "协会领导来到{n}家，送上慰问品和慰问金",
        "走进计生特困户{n}家里嘘寒问暖",
        "{n}，女，67岁，独生子{k}年前因车祸离世",
        "特扶对象{n}领到了扶助金",
        "得知{n}身患乳腺癌，大家纷纷捐款",
        "独居老人{n}收到了米和油",
        "{n}小朋友收到了心仪的礼物",
        "六年级{n}同学代表受助学生发言",
        "给孤儿{n}过生日",
        "“太感谢你们了！”{n}老人说",
        "贫困母亲{n}获得小额贷款{k}元",
        "帮扶对象{n}，家庭人口5人",
        "该户户主{n}因病致贫",
        "{v}残疾人{n}领到轮椅",
        "探望住院的会员{n}",
        "{n}于1958年7月出生，丧偶",
        "孕妇{n}在讲座后咨询医生",
        "{s}阿姨说，讲座办得好",
        "先后到{n}、{n}等困难会员家中慰问",
        "上门为失能老人{n}测血压",
        "{n}确诊白血病，急需用钱",
        "{n}上环手术后恢复良好",
        "住在{v}8组的{n}夫妇失去了独生女",
        "大学新生{n}获得助学金{k}元",
        "三年级2班的{n}朗读了作文",
        "姓名：{n}，身份：计生特殊家庭成员",
        "受访人：{n}（五保户）",
        "志愿者{n}为老人理发",
        "为烈属{n}送去节日祝福",
        "{n}一家五口挤在老屋里",
        "78岁的{s}爹爹参加了体检",
        "慰问对象为{n}等3人",
        "育龄妇女{n}做了免费孕检",
        "联户代表{n}上台领奖",
        "与计生家庭{n}结对帮扶",
        "走访了低保户{n}",
        "{n}的孙子患有自闭症",
        "给村民{n}送去化肥",
        "{n}家庭困难，其母{n}常年卧床",
        "资助学生：{n}（初二）、{n}（高一）",
    ),
    others=(
        "慰问{v}、{v}特殊家庭共{k}户",
        "走访{v}低保家庭{k}户",
        "在{v}广场开展5.29集中宣传，发放资料{k}余份",
        "{t}开展会员日活动",
        "{v}计生协会员小家建成开放",
        "看望{t}敬老院老人，送去慰问品",
        "给{v}小学学生讲青春期知识",
        "帮助{v}计生困难家庭申请贷款{k}万元",
        "为{t}孕妇免费筛查",
        "慰问对象：低保户、特困户{k}户",
        "向{v}留守儿童捐赠书包{k}个",
        "志愿者到{v}入户宣传，受到好评",
        "患者家属座谈会在{t}卫生院召开",
        "{v}老人日间照料中心举行健康讲座",
        "湖南省人民医院专家团队坐诊",
        "高考学子关爱行动，慰问高三学生{k}名",
        "万名会员齐参与，安全常识进万家",
        "文艺演出后，文化志愿者为群众写春联",
        "石门县、江华县、汤溪镇同步举行",
        "金秋助学，江边义诊，钟楼广场宣传",
        "常态化走访困难会员，任务落实到人",
        "白内障、康复训练、龙舟赛、易地搬迁安置区宣传",
        "慰问农村部分计划生育家庭奖励扶助对象",
        "石材厂女职工两癌筛查{k}人",
        "组织党员、田间课堂学员、毛巾厂职工参加",
        "康乃馨送给母亲，温情满人间",
        "幸福家庭评选：表彰最美家庭{k}户",
        "学生们在家长陪同下参加夏令营",
        "独生子女家庭、双女户家庭代表{k}人座谈",
        "三（1）班和五年级学生共{k}人参加",
        "0至3岁婴幼儿家庭入户指导{k}户",
        "65岁以上老人免费体检{k}人次",
        "老年人健康讲座由段家铺卫生院承办",
        "为{k}名贫困母亲送去“幸福工程”资金",
        "患病会员慰问金{k}元已发放",
        "邀请市中心医院主任医师授课",
        "{v}村民说讲座实用",
        "送医送药到{v}，{k}人受益",
        "计生特殊家庭“三个全覆盖”落实",
        "家庭医生为失能老人上门服务",
        "协会专干余人不参加培训的另行通知",
        "学生安全意识明显提高，平安校园建设有成效",
    ),
    seed=29,
)


def naming(half: Half, times: int) -> Iterator[str]:
    """Sentences with a person, each of the half's `times` times with other names."""
    return _filled(half, half.naming, times)


def others(half: Half, times: int) -> Iterator[str]:
    """Sentences without one; a sentence without a mark in it is given once."""
    return _filled(half, half.others, times)


def _filled(half: Half, patterns: Sequence[str], times: int) -> Iterator[str]:
    draw = random.Random(half.seed)
    names = [line.split(",") for line in REGISTER.read_text(encoding="utf-8").splitlines()[1:]]
    towns = [name for _, name, level in names if level == "township"]
    villages = [name.removesuffix("委会") for _, name, level in names if level == "village"]
    kinds = {
        "{n}": lambda: draw.choice(half.surnames) + draw.choice(half.given),
        "{s}": lambda: draw.choice(half.surnames),
        "{v}": lambda: draw.choice(villages),
        "{t}": lambda: draw.choice(towns),
        "{k}": lambda: str(draw.randrange(3, 900)),
    }
    for pattern in patterns:
        for _ in range(times if "{" in pattern else 1):
            sentence = pattern
            for mark, made in kinds.items():
                while mark in sentence:
                    sentence = sentence.replace(mark, made(), 1)
            yield sentence
