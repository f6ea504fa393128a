"""What around a number of the official statistics speaks against filling it in; data as in `notice_patterns`.

A number that one of these fits is left out, or it is shown to be chosen from; whoever files decides.
"""

# A rule is one line, however long its words.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

_HERE = "[^#，。；:!?\n]"            # in the clause of the number
_SAID = "[^#。；!?\n]"              # in its sentence
_PEOPLE = (
    "群众|居民|村民|会员|家庭|学生|新生|师生|同学|家长|家属|孕妈|孕妇|孕产妇|宝妈|宝爸|育龄|老人|老年|妇女|女性|男性|职工|员工|女工|工友|农民工|听众|观众|市民|乡亲|百姓|学员|青年|青少年|儿童|孩子|母亲|夫妇|夫妻"
    "|游客|过往|姐妹|民众|患者|病人|老乡|街坊|邻里|业主|骑手|商户|小朋友|娃|新人|选手|党员|户主|男女老少|老少|人次|老百姓|爸妈|新手"
)
_STAFF = (
    "领导|负责人|负责同志|负责同事|专干|干事|干部(?!职工)|骨干|代表|医生|专家|医护|医务|志愿者|义工|工作人员|主持人|队员|演员|评委|讲师|师资|理事|会长|秘书|主任|书记|[组站所局院]长|民警|记者|嘉宾|委员|同志|班子|成员单位"
)
_SENDER = "医院|卫生院|卫生室|卫生服务[站中心]+|保健院|妇幼|疾控|[镇乡县市省区]里|上[级头面]|机关|剧团|公司|单位|部门"
_AIM = "(?:[^按原]计划(?!生育|外)|[⊢，]计划(?!生育|外)|拟|力争|争取|目标|打算|年内|确保|预期|有望|明年|将(?:在|于|为|对|向|把|继续|陆续|再)|任务)"
_EARLIER = "(?:此前|早前|早先|上[次期回届]|上一[次期回届个]|前[一二两三几][次期场回天周]|往[年届期]|曾[经在于获]|当时|那[次回]|去年|前年|上年|上学期|上半年|历年|历届|[0-9]{1,2}月份已|至今|迄今)"
_OTHERS = f"(?:(?:[市县省区州镇乡村]|街道|社区|计生协|协会){_HERE}{{0,8}}也(?:在|于|同[时步日]|举|开|组|搞|办|有)|自行(?:组织|开展|举办)|(?:同类|同样的?)(?:活动|讲座|义诊|演出)|隔壁|邻[县镇乡村]|兄弟[县镇乡]|各(?:县|市|区|乡镇|地)(?:共|累计|都|也))"
_LONG = f"(?:{_HERE}{{40}}#|#{_HERE}{{40}}|{_HERE}{{20}}#{_HERE}{{20}})"     # nobody says where a clause ends
_COMES = "(?:来|到场|到会|参加|参与|听|看|坐|问|签到|实到|有|共|出席|聚|围|站)"
_SURE = "(?:(?:一共|总共|总计|共计|合计|共|都|大概|约莫|大约|差不多|怕|足足|有|来了|到了|到场|参加|坐了|实到|登记|就){0,4})"
_STRAIGHT = f"(?:(?:{_PEOPLE}|(?:{_COMES}){_HERE}{{0,6}}的(?:人)?|实到|到场|到会|参加){_SURE}#|#(?:的)?(?:{_PEOPLE}|来了|来听|来看|参加|到场|到会|听|看))"
_VISITED = "(?:慰问|看望|走访|探望|看了|送到)"
_GRANT = "助学金|奖学金|奖励金|扶助金|特扶金|补贴|补助|津贴|贷款|保险|保单|证书|奖牌|牌匾"

# field as it begins, whether it is asked about (else it is left out), what around the number (#) says so
DOUBTS: tuple[tuple[str, bool, str], ...] = (
    # of another time, another body, or not yet done
    ("宣传", False, f"{_AIM}{_SAID}*#|#{_HERE}{{0,10}}(?:的目标|任务)"),
    ("宣传", False, f"{_EARLIER}{_SAID}*#"),
    ("宣传", False, f"{_OTHERS}{_SAID}*#"),
    ("慰问", False, f"{_AIM}{_SAID}*#"),
    ("慰问", False, f"{_EARLIER}{_SAID}*#"),
    ("慰问", False, f"{_OTHERS}{_SAID}*#"),
    ("慰问", False, f"(?:其余|其他|剩余|剩下|余下|尚有){_HERE}{{0,8}}#"),
    # who signed up, was told or stayed away
    ("宣传·人", False, f"(?:名额|可容纳|容纳|座位|招募|通知了|应到|应参[会加]|请假|缺席|未到|没来){_HERE}{{0,8}}#|#{_HERE}{{0,6}}(?:请假|缺席|没来|未到)"),
    ("宣传·人", True, f"(?:报名|预约|领号|登记(?![簿册表来])){_HERE}{{0,8}}#|#{_HERE}{{0,6}}(?:报名|预约|领号)"),
    # who helps, leads, is sent or speaks
    ("宣传·人", False, "#(?:(?![看听观参])[^，。；、#]){0,8}(?:维持秩序|维护秩序|协助|帮忙|值守|演出|表演|坐诊|授课|陪同|陪伴|带队|主持|讲解|出诊|志愿服务)"),
    ("宣传·人", False, f"(?:{_SENDER}){_HERE}{{0,3}}(?:派|来|安排|抽调|选派|到|出动|请)了?{_HERE}{{0,4}}#(?!{_HERE}{{0,6}}(?:{_PEOPLE}))"),
    ("宣传·人", True, f"(?:[⊢，；。:](?:(?!{_PEOPLE}|培训|学习|听课|讲座|课堂)[^#，；。:])*)(?:{_STAFF})(?:(?!{_PEOPLE})[^#，；。:])*#(?!{_HERE}{{0,20}}(?:{_PEOPLE}|培训|学习|听课|讲座|课堂))"),
    # a part of those who came
    ("宣传·人", True, f"#[^#，。；、]{{0,10}}参[加与]了?(?:现场|有奖|互动)*(?:知识)?(?:问答|竞答|抢答|抽奖|签名|体验|互动|答题|游戏|检测|测试|问卷|评选|投票|颁奖|献血|开幕式?|启动仪式)(?!{_HERE}{{0,4}}，其中)"),
    ("宣传·人", True, f"⊢(?={_SAID}*#)(?=[^\n]*{_LONG})(?![^\n]*{_STRAIGHT})"),
    # a gift of money by the office, a service done, one of several for all: not surely a visit
    ("慰问·", True, f"⊢(?!{_SAID}*(?:慰问|看望|走访|探望|上门)){_SAID}*(?:#{_SAID}*(?:{_GRANT})|(?:{_GRANT}){_SAID}*#)"),
    ("慰问·", True, f"代表(?:共|等)?#|#{_HERE}{{0,10}}代表"),
    ("慰问·", False, f"(?:打扫|代办|办理|代购|理发|维修|安装|更换|申请|体检|登记|办证){_HERE}{{0,8}}#"),
    ("慰问·", True, f"⊢(?={_SAID}*#)(?=[^\n]*{_LONG})(?!{_SAID}*(?:{_VISITED}{_SAID}{{0,12}}#|[给为向]#))"),
)
