"""Persons in a text: what looks like a name and stands where a person is spoken of asks somebody to decide.

Two steps, so that a text without a name costs one look: a surname with common signs of given names, or a form of address;
then what stands before and after it on the same line. Nothing here is an error: a word may look like a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Surnames that do not begin a common word.
SURNAMES = (
    "张王李刘陈杨赵黄吴徐胡朱郭罗梁宋郑韩唐冯董萧肖曹袁邓傅沈彭吕苏"
    "卢蒋蔡贾丁魏薛叶潘杜戴汪姜姚谭廖邹熊陆郝崔邱秦邵孟尹黎龚贺"
)
_ALL = (
    SURNAMES
    + "高于方成关何林孙马谢程余夏钟田任范石金孔白康毛江史顾侯龙万段钱汤易常武乔赖文施洪季鲁莫柳水安曾许向周严"
    "欧游殷甘阳祝詹凌左伍祁温申翟骆聂樊颜管舒路尚古齐牛葛岳倪毕鲍米涂裴章柯项柏符简饶卜喻银宁雷阮耿焦童庄韦付闫覃庞邢窦单滕盛刁蔺蓝冉匡辜晏敖屈谌瞿粟皮龙易佘蒲娄阎佟冼桑陶"
)
_SAFE = "韦庞庄闫覃邢窦滕蔺晏屈谌佘娄阎佟冼侯顾聂骆翟樊喻柯裴章倪岳鲍毕涂阮焦颜尹孙马周吴钟段史陶殷詹欧"
_DOUBLE = "欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|夏侯|司徒"
_GIVEN = (
    "建国小明桂花秀英志强大思雨红玉兰庆丽华军春梅子涵浩然文斌得水金莲福生爱敏伟芳静美玲海燕翠淑珍雪光家豪欣怡梓萱宇轩桐一诺诗俊杰"
    "冬秋菊满香运德贵长根艳晓东振立新冰辉勇娟霞磊平波涛鹏飞龙凤云霖琴琳琪瑶瑞祥佳嘉佩俐倩倪健传伦保信仁义礼智兴兵凯凡刚力功加劲"
    "勤化千南卫友双发可叶吉君启和咏品哲唐善四圆坤培基士夏天太奇如妍妮妹姣娇娜婉婕婷媛媚嫦学宁安定宏宗宝宪富寒寿尚尧山岚岩岭岳峰峻"
    "川巧希帆平年广康庭延开弘张彤彦彩彬影彪徳心忠念怀恒恩悦情惠慧成才扬承报拥招拓政敬文方旭旺昆昌昕星昭显晋晖晗晨景晴智曦月有朋"
    "本杏松林枝柏柔柱柳树格桃梦森楚楠榕檬欢正武民水永江沁沙沛泉泽洁洋洪津浪润涌淇深清渊源满潇澜灵灿炎炜炳烨焕煜熙燕爽玥玫玮环珊珠"
    "班琛琦琼瑛瑜璇璐璟甜申男畅白益盛睿知石碧祖禄禾科程穗立竹笑筠米素紫红纯纲练维绍绪绮继缘群羽翔耀聪胜能腾自舒航艺艾芝芬芸芹苑苗"
    "若英茂茜茹荣荷莉莎莹菁菲萌萍落葵蓉蓓蔓蕊蕾薇虎虹蝶裕西言训诚谦豫财贞贤贝赛超跃路轶辰达连进远逸邦郁里重野钊钢钧铁铭铃银锋锐锦"
    "阳雁雄雅雯震青靖韬韵音顺颖风馨驰骏高魁鸣鸿鹃鹤鹭麒麟黎默齐三五六八九冉霏妤丹少腊芙毛沐泓晟翊宸昊伯仲细超佑坚卓冠剑厚声奎姗娅存帅州忆恺慈慕斌昱晔曙曼朗栋栓桑梁棋楷樱毅毓汉汝沅治泰洛浦淳湘溪滨瀚炳照献玖珂"
    "珑瑾皓盈真硕秉章童筱精绣群耕良蓬蔚衡贤迪通道采钰铠键陆隆霄露颂顶频麟亮"
    "喜博鑫作佃侨俭修儒元兆允先初利勋勉升午协占印参叔召名周呈啸喆嗣固圣垒城堂增壮夕奕好妙姿威娃婧嫣孝宛宜宣宵容宾寅尊尔屹岱崇嵘嵩巍工巨幼庚应廉弟归征律微必恋恬恭悠想意愉慎懿戎战捷敖敦斐斗旗旦旋昂昇易晏普晶暄朵权杉材来杭枫染柯栗校桥棠槐歆毛汐泳洲浏浚淼湛漪炬烁焱煊熊爵牡牧猛玄珀珏琰瑄瑗璋田由疆皎盟相研祝祺稳竞竣端笙笛策箫粒粤绢绵罗翰翼舟芊芯芮苏荃荔莺菀菡葆蔷藤蛟蜜衍语象贡赐赞足迅途遂遵鄂鉴钦铜铮锟锴镕闯闻阅陵隽霓韧韶颀飒首骄骞鸥麦黛龄娥"
)
_ELDER = "大爷|大妈|大娘|大伯|大嫂|大姐|大哥|大叔|奶奶|爷爷|爹爹|娭毑|阿姨|婆婆|嫂子|老汉|老伯|婶|伯伯"
_NO_NAMES = (  # common words that begin as a name does
    "安全|安心|安康|安慰|白天|成立|成本|成长|成年|成才|成功|成群|成员|常年|常德|常宁|常态|长沙|方言|方正|方便|方式|方向|高龄|高中|高考|高大|"
    "高山|高铁|高新|高清|高三|高一|高压|高金|关心|关爱|关怀|管家|何家|江华|江永|江南|金秋助|金秋十|金秋时|金秋季|金秋送|金和|金等|金鹰|金花|金银|金兰|康乃|康复|康桥|林业|"
    "龙山|龙舟|陆续|路长|路灵|马上|马王|毛利|米江|莫言|宁乡|宁远|牛奶|钱财|钱江|任正|石山|石化|水平|水利|水果|水源|水稻|田心|田间|万家|"
    "万名|万千|万年|万能|王家|文明|文化|文艺|文山|文学|文具|文静|武冈|武陵|夏天|向阳|向前|向上|项目|雷锋|学习|颜色|阳光|阳春|伍家|银行|"
    "银发|于心|于民|于国|岳阳|章程|祝福|祝愿|周年|周边|周六|周五|周三|周一|左右|古丈|施行|石门|尚德|汤圆|童心|童年|童真|温馨|温情|温水|"
    "简易|简明|齐心|申领|申报|严重|严格|易发|易学|易地|余年|余人|余名|余家|游园|许可证|许可的|向社|向学|向群|向安|曾经|施工|程序|程度|段家|马路|"
    "关于|于是|于一|成为|成都|毕业|焦点|路途|顾家|顾问|顾客|万一|万达|万三|万五|白石|白云|白沙|钟家|洪江|洪水|江山|沈家|徐家|"
    "钱三|钱五|欧美|凌云|季节|季度|冬春|水电|水泥|水库|水上|花鼓|符合|项链|银杏|银杯|梁上|苏州|苏区|唐代|宋代|汉代|明代|"
    "文章|会员|段落|孙子|孙女|孙辈|周围|周到|周岁|史料|马力|马来|欧洲|欧式|钟点|钟头|吴门|齐参|齐心|齐聚|黄岩|温柔|温度|温暖|于[一二三四五六七八九十]|学习|马上|何时|任何|任意|任教|史上|关上|关节|成绩|成效|成果|高兴|高度|高峰|高水|康教|常规|常见|常用|"
    "安乡|安化|安仁|安居|安排|安宁|安装|安葬|石峰|龙标|龙凤|凤凰|向荣|向善|向日|严明|严防"
)  # fmt: skip
_PLACE = (
    "(?:(?:(?![在的了到去回从住于是和与现就由把给为被说同等])[\u4e00-\u9fff]){0,4}(?:村(?!民(?!委))|[牧渔林茶]场|[工矿灾园生][区活]|煤矿|科所|计生|社区|居委|街道|镇|乡|县|路|巷|小学|中学|学校|医院|卫生[院室所]|广场|公园|敬老院|养老院|园区|幼儿园|桥|湾|"
    "坪|冲|岭|铺|塘|寺|庙|山庄|大道|小区|家园|花园|机场|车站|码头|水库|公司|集团|合作社|超市|药[店房]|工作室|讲堂|课堂|基地)|精神|纪念|故居|元帅|[\u4e00-\u9fff]?(?<!独)居(?![住家多]))"
)
_NEXT = (  # what may come right after a name: a mark, the end, or one of these
    r"(?=[^\u4e00-\u9fff]|$|[在的和与及等因患送说获领收做带上接代激朗咨参被将已曾从把对为有是测申得向讲老一家夫办户享主走今同小女先奶爷大阿"
    r"介表谈回来住确身查怀流生顺丧去离病常其丈妻过结提捐再即又也都喜之]|喜获)"
)
_MADE = f"(?:{_DOUBLE}|[{_ALL}])(?:[{_GIVEN}](?:(?!家|一[家户行]|小朋)[{_GIVEN}]|(?<![和三五六八九可能若如才加开]))|某{{1,2}}|[×*]{{1,2}}|[xX]{{1,2}})"
_WHOLE = f"(?:{_DOUBLE}|[{_ALL}])[{_GIVEN}](?!家|一[家户行]|小朋)[{_GIVEN}]"
_HIDDEN = f"[{_ALL}](?:某{{1,2}}|[×*]{{1,2}})"
_BRIEF = f"(?:[{SURNAMES}{_SAFE}][{_GIVEN}]|[{_ALL}][玲敏芳丽娟霞燕萍莲英兰珍桂琴娜婷莉蓉梅菊艳芝勇刚强伟涛磊鹏杰辉斌军超浩])(?<![和三五六八九可能若如才加开])"
_NO_SIGN = (
    "的了着过和与及或在是有为给被把向从到对于由以因但而也都还就又再很最更太各每某这那哪其他她它们我你您个名人户次场份元年月日时分号万千百十"
    "一二三四五六七八九两几多余们上下左右里外内前后中间等者家员组班级社村镇乡县市区街道路学校院所站室楼会议局部门委办公司处科团队党政府"
    "开展举办参加组织进行活动宣传服务慰问走访看望关怀送发放领取收到获得表示介绍讲解说话告诉问答看听读写做打扫帮助帮扶救资贫困难病患残疾"
    "居计生育孕产妇女男孩童老幼健康卫医疗药检查体贴张罗"
)
_OPEN = f"[{SURNAMES}{_SAFE}](?:(?![{_NO_SIGN}])[\u4e00-\u9fff]){{1,2}}"
_QUICK = re.compile(
    f"[{_ALL}司诸上小老](?=[{_GIVEN}{_ALL}某×*xX奶爷爹娭阿婆嫂老婶伯马葛官])|[{SURNAMES}{_SAFE}](?=[\u4e00-\u9fff])"
)

# ---------------------------------------------------------------- what stands around a name

_CARE = (
    "失独|留守|困难|特困|贫困|孤儿|低保|五保|残疾|特扶|特殊|扶助|帮扶|救助|慰问|受助|受益|受捐|资助|失能|独居|空巢|孤寡|丧偶|致贫|"
    "烈属|军属|优抚|脱贫|监测|计生|独生|单亲|患病|重病|大病|住院"
)
_MINOR = "学生|新生|儿童|孩子|女孩|男孩|少年|孤儿|幼儿|宝宝|婴儿|小学|中学|(?:年级|班)的?|子女|学子|遗孤|女童|男童|女婴|男婴"
_KIN = (
    "老人|妇女|母亲|父亲|妈妈|爸爸|夫妇|户主?|家庭|对象|家属|成员|遗属|女儿|儿子|孙女|孙子|其[母父妻夫子女]"
)
_VISIT = "慰问了?|看望了?|走访了?|探望了?|资助了?|救助了?|帮扶了?|帮助|结对|走进|来到"
_LABEL = "(?:(?:姓名|[\u4e00-\u9fff](?:对象|名单|学生))(?:[：:] ?|为)|[人者户]：)"
_MARK_BEFORE = "[“”（(：、 ]?$"
_AGE = "(?:今年|现年)?[0-9]{1,3}岁"
_END = "(?![\u4e00-\u9fff])"


class Cue(NamedTuple):
    """What stands right before and right after a name where a private person is spoken of, and what it is a sign of."""

    kind: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


class Form(NamedTuple):
    """How a name may look, and the cues that make it one; without cues it is one wherever it stands."""

    pattern: re.Pattern[str]
    cues: tuple[Cue, ...]


FORMS: tuple[Form, ...] = (
    Form(re.compile(f"[{_ALL}](?:{_ELDER})|老[{_ALL}]家(?![长具伙庭乡])(?!{_PLACE})"), (Cue("care"),)),
    Form(re.compile(f"小[{_GIVEN}]{_NEXT}"), (Cue("care", re.compile("(?:岁的?|[女男]孩)$")),)),
    Form(
        re.compile(
            f"(?<![健小安])(?!{_NO_NAMES})(?:(?:{_WHOLE}|{_HIDDEN}|{_BRIEF})(?!{_PLACE})|(?:{_MADE}|{_OPEN})(?!{_PLACE}){_NEXT})"
        ),
        (
            Cue("health", re.compile(f"(?:患者|感染者|病人|患儿|孕妇|产妇|[病癌症炎重]的){_MARK_BEFORE}")),
            Cue(
                "health",
                None,
                re.compile(
                    "[^，。；“0-9\n]{0,4}(?:身?患(?!者)|难产|手术|病重|生病|瘫痪|癌|尿毒|中风|失明|肿瘤|精神病|自闭|抑郁|确诊|因病|查出|感染|罹患|病逝|卧床|怀孕|流产|[上取放]了?环|结扎|避孕|顺产|剖腹|绝育|引产)"
                ),
            ),
            Cue(
                "care",
                re.compile(
                    f"(?:(?:{_CARE})(?:{_KIN}|会员|党员|群众|职工|人员|人|户)?的?|{_MINOR}|{_KIN}|{_VISIT}|岁的?|出生的|{_LABEL}|[组户]的){_MARK_BEFORE}"
                ),
            ),
            Cue(
                "care",
                None,
                re.compile(
                    f"(?:（化名）)?(?:[，（( ]*(?:[男女][，、 ]*)?{_AGE}|[，（( ]*[男女]{_END}|(?:同学|小朋友|老人|{_ELDER})"
                    f"|[是系为][^，。；\n]{{0,6}}(?:{_CARE})|一家|一户|家(?![庭长园乡属政具电禽畜族教访风村湾坪冲])|家庭(?:困难|贫困|经济|人口)|户[：:]"
                    "|的?(?:丈夫|妻子|老伴|儿子|女儿|孙子|孙女|母亲|父亲|独生)|[，（( ]*(?:户籍|低保|五保|残疾|特困|独居|脑瘫|重病)|夫妇|夫妻|手[上里中]|等[0-9两一二三四五六七八九十]*余?[人户名个]|住院|去世|离世|丧偶"
                    "|于?[0-9]{4}年[0-9]{1,2}月[^，。；\n]{0,3}(?:出?生))"
                ),
            ),
            Cue(
                "others",
                re.compile(
                    "(?:志愿者|村民|居民|群众|会员|党员|代表|职工|选手|受访人|获奖者|村医|青年|乡亲|邻居|联户|新人|市民|农民|获得者|家长)"
                    f"{_MARK_BEFORE}"
                ),
            ),
            Cue(
                "others", None, re.compile("[^，。；\n]{0,3}(?:说(?![明法服])|激动|告诉|表示感谢)|女士|先生")
            ),
            Cue(
                "others",
                re.compile("(?:[为给向到与把对陪请由从]|[、，。；：“ ]|^)$"),
                re.compile(
                    "[送办测做领]|申请|争取|解决|理发|过生日|等[0-9一二三四五六七八九十]*[人户名]|等.{0,4}家"
                ),
            ),
        ),
    ),
    Form(  # a name that could hardly be another word, anywhere beside such words
        re.compile(
            f"(?!{_NO_NAMES})(?:[{SURNAMES}](?!家)[{_GIVEN}](?!家|一[家户行]|小朋)[{_GIVEN}]|[{_ALL}]某{{1,2}})(?!{_PLACE})"
        ),
        (
            Cue("care", re.compile(f"(?:{_CARE}|{_KIN}|{_MINOR})[^。；;,{{}}\n]{{0,16}}$")),
            Cue("care", None, re.compile(f"[^。；;,{{}}\n]{{0,16}}?(?:{_CARE}|{_KIN}|{_MINOR})")),
        ),
    ),
)
TITLED = re.compile(
    "(?:会长|书记|主任|局长|院长|医师|教授|主席|[省市州县区镇乡]长|部长|处长|科长|站长|所长|秘书长|专家|老师|医生|大夫|记者|主持人|"
    "护士长|校长|干部|讲师|作者|编辑|联系人|负责人|主讲人|责任人|发言人|审核人)[：: ]?$"
)
REACH = (24, 24)  # so many letters before and after a name are looked at, on its own line


class Naming(NamedTuple):
    """What looks like the name of a person, from index `start` to `end`, of what kind, and the name with what says so."""

    start: int
    end: int
    kind: str
    surname: str
    around: str


def namings(text: str) -> Iterator[Naming]:
    """What looks like a name and stands where a person in need, ill, under age or another private one is spoken of.

    Holders of an office are not: who opens a meeting or gives a lecture does so in public.
    """
    last = 0
    for quick in _QUICK.finditer(text):
        at = quick.start()
        if at >= last and (naming := next(_at(text, at), None)):
            last = naming.end
            yield naming


def _at(text: str, start: int) -> Iterator[Naming]:
    for pattern, cues in FORMS:
        if found := pattern.match(text, start):
            end = found.end()
            before = text[max(0, start - REACH[0]) : start].rpartition("\n")[2]
            after = text[end : end + REACH[1]].partition("\n")[0]
            if TITLED.search(before):
                continue
            for kind, left, right in cues:
                said = left.search(before) if left else None, right.match(after) if right else None
                if (said[0] or not left) and (said[1] or not right):
                    words = (said[0][0].strip() if said[0] else "", found[0], said[1][0] if said[1] else "")
                    yield Naming(start, end, kind, found[0][found[0][0] in "小老"], "".join(words))
