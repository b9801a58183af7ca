"""Words of this field that must not be exchanged, in both languages: status, role, paper, outcome.

A line is `name | English | Chinese`, each a regular expression; a heading in brackets gives its kind.
A sentence may use such a word only where a passage that is to support it uses one of the same line.
Behind a ~ stand words that bear the others out and need nothing themselves: "half a year" has a
year, but asks for none.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_LINES = r"""
[status]
foreigner | foreign(?:er|ers|er's)|foreign (?:national|citizen|student|pupil|child|spouse|graduate|expert|worker|employee|guest|visitor|teacher|famil)\w*|aliens? ~ foreign\w*|non-chinese|expat\w*|not chinese | 外国人|外籍|外国学生|外国公民|外国留学生|外国孩子|老外 ~ 外国|居留许可|居留证|来华|境外人员|国际学生|留学生|非中国籍
hong kong | hong kong|hk\b | 香港|港澳|港籍|港人|港台 ~ 回乡证
macao | macao|macau | 澳门|港澳 ~ 回乡证
taiwan | taiwan\w* | 台湾|港澳台|台胞|港台 ~ 台籍|两岸
citizen | (?:chinese |mainland )?citizens?(?:'s?)?(?! card)|mainlanders?|mainland residents? ~ mainland|chinese (?:national|nationality|parent|spouse|passport|citizenship)\w*|nationality|nationals? | 中国公民|内地居民|大陆居民|内地公民|中国人|公民 ~ 内地|大陆|中国籍|国籍|境内居民|中国国籍|居民户口|(?<!居民)居住证|是中国|成为中国
overseas chinese | overseas chinese | 华侨 ~ 归侨|侨眷|侨
returned overseas chinese | returned overseas chinese ~ returned|return\w* | 归侨 ~ 回国|侨
stateless | stateless ~ no nationality|without (?:a |any )?nationality|nationality is unknown|unknown nationality | 无国籍 ~ 没有国籍|国籍不明
no foreigner | non-foreign\w* | 非外国人|非外籍
former foreigner | former foreign\w*|ex-foreign\w*|used to be (?:a )?foreign\w* | 前外国人|原外国人|曾是外国人
descent | of chinese descent|ethnic chinese ~ descent|born chinese | 外籍华人|华裔|血统
diplomat | diplomats?|diplomatic | 外交 ~ 领事|领馆|使馆
refugee | refugees?|asylum | 难民
[role]
host | hosts?|householders? ~ host's|people who put \w+ up|whoever puts?|put \w+ up|lodg\w+ | 留宿人|户主|房主 ~ 留宿|主人
landlord | landlords?|lessors?|home ?owners? ~ owners?|lets? | 房东|出租人|业主 ~ 出租|房主|产权
tenant | tenants?|renters?|lessees? ~ rent\w* | 承租|租客|租户 ~ 租
hotel | hotels?|inns?|hostels?|guesthouses? | 旅馆|宾馆|酒店|旅店|民宿|饭店
guest | guests? ~ travellers? | 旅客|住客 ~ 客人|游客
employer | employers?|firms?|companies|company|work units?|enterprises? ~ bod(?:y|ies)|hir\w+|employ(?:s|ed|ing|ment)?|units?|organi[sz]ations?|business\w* | 用人单位|雇主|企业|公司|单位 ~ 用工|聘用|聘|任职|机构|团体|组织|招用|店|经营者
worker | workers?|employees?|staff ~ work(?:s|ing|er)?|employed|labou?r\w*|personnel | 职工|劳动者|员工|雇员 ~ 就业人|务工|工人|人员|从业|农民工|被聘|打工|工作的人|参保人
school | schools?|universit(?:y|ies)|colleges?|kindergartens? ~ school\w*|education\w*|enrol\w*|campus|teach\w*|stud\w+ | 学校|院校|高校|大学|幼儿园|本校 ~ 校|大专|园|就学|入学|中考|高考|高中|初中|小学|学籍|招生|学业|借读|上学|读书
student | students?|pupils? ~ stud\w+|school\w*|graduat\w+|trainees? | 学生|留学生 ~ 生|学习|就读|在学|读书|入学|上学
parent | parents?|mothers?|fathers? ~ famil\w+|parental|relatives? | 父母|母亲|父亲|家长|双亲 ~ 父|母|亲属|老人|亲子
guardian | guardians?|legal representatives? | 监护人|法定代理人 ~ 监护
child | child|children|minors?|bab(?:y|ies)|sons?|daughters?|kids?|infants?|newborns? ~ child's|children's|birth|born|under (?:16|18|6|14)|pupils?|youths?|young\w* | 孩子|子女|儿童|未成年|婴儿|新生儿|幼儿 ~ 随迁|孤儿|胎|弃婴|出生|未满|不满|周岁以下|岁以下|学生|婴|少年|亲子
spouse | spouses?|husbands?|wife|wives ~ marr\w+|couples?|famil\w+ | 配偶|夫妻|丈夫|妻子 ~ 结婚|婚|夫|妻
police | police|public security ~ psb|officers?|exit-entry|exit and entry | 公安|派出所|警察|民警 ~ 警|移民|户口登记机关|户籍|出入境|签发机关
court | courts?|judges? ~ judg\w+ | 法院|法官|法庭 ~ 诉讼|起诉|判|司法
inviter | inviters?|invit\w+ | 邀请
agent | agents?|agenc(?:y|ies)|brokers?|prox(?:y|ies)|intermediar\w+ ~ authori[sz]ed|entrust\w+|someone else|on behalf|represent\w+|office\w*|another | 中介|代理人|代办人 ~ 代|委托|机构|经办|受托|他人
hospital | hospitals?|clinics?|doctors? ~ medical|health|treatment | 医院|医生|医师 ~ 医疗机构|医|诊
mission | embass(?:y|ies)|consulates?|missions? abroad ~ mission\w*|consul\w*|visa offices?|diplomatic | 使领馆|使馆|领馆|驻外 ~ 签证机关|领事|外交
customs | customs | 海关
bank | banks? ~ banking | 银行
airline | airlines?|carriers? ~ flights?|transport\w* | 航空公司|承运人 ~ 航空|运输|航班|客运
relative | relatives?|kin ~ famil\w+|spouse|parents?|child\w*|close | 亲属|亲戚 ~ 家属|家庭|家人|亲|眷|团聚|投靠|继承
neighbour | neighbou?rs?|neighbou?rhoods? | 邻居|居委会 ~ 村|社区|居民委员会
lawyer | lawyers?|attorneys? ~ law firms? | 律师 ~ 律所
soldier | soldiers?|army|military | 军人|军队 ~ 军|兵役|服役
holder | holders? ~ hold\w*|held|has|have|person|people|visa|permit|card|passport|with | 持证人|持有人|持照人 ~ 持|本人|凭|的人
applicant | applicants? ~ appl\w+|person|people|who\w*|claim\w*|ask\w* | 申请人|申领人 ~ 申请|申领|办|提出|申报|登记|报名
volunteer | volunteers? | 志愿者
[paper]
visa | visas? | 签证 ~ 免签|字
passport | passports? | 护照 ~ 普通护照|证照|持照
work permit | work permits? ~ work and residence permits? | 工作许可|就业许可 ~ 就业证
stay permit | stay permits? | 停留证件 ~ 停留
identity card | identity cards?|id cards? ~ cards?|five-star\w* | 身份证 ~ 五星卡
hukou booklet | hukou booklets?|household register booklets? ~ booklets?|register\w* | 户口簿|户口本 ~ 户口证件
driving licence | driv\w+ (?:licen[cs]es?|permits?)|licen[cs]es? to drive ~ driv\w+|licen[cs]es? | 驾驶证|驾驶许可|驾照 ~ 驾|换证
birth certificate | birth certificates? ~ birth paper\w* | 出生医学证明|出生证
marriage certificate | marriage certificates? ~ proof of marriage|marriage paper\w* | 结婚证 ~ 婚姻证明
[outcome]
fine | fine[sd]?\b(?! )|fine[sd]? ~ days'?(?: in| of)? detention.{0,60} yuan | 罚款 ~ 罚
warning | warn(?:ed|ing|ings|s)? | 警告
detention | detain\w*|detention ~ custody|held | 拘留 ~ 拘|扣留|羁押
prison | prison\w*|imprison\w*|jail\w* ~ crim\w+|sentenc\w+ | 徒刑|监狱|坐牢 ~ 刑|服刑
removal | removal|be removed from china ~ remov\w+|sent back|sends? back|returned | 遣送|遣返 ~ 移出|送回
deportation | deport\w* | 驱逐
confiscation | confiscat\w+|seiz\w+|forfeit\w+ ~ tak(?:en|es|e)|keep|kept|collect\w+ | 没收|收缴 ~ 扣|收走|收
ban | banned|blacklist\w* ~ not allow\w*|may not|must not|bar\w*|ban\w*|no longer|refus\w+|not be let|forbid\w* | 禁止|黑名单 ~ 不准|不得|不能|限制|不许|失信|不可以|不予
[procedure]
extension | exten(?:d|ds|ded|ding|sion|sions) ~ longer|prolong\w*|renew\w* | 延期|延长 ~ 延|续|展期
renewal | renew\w* ~ exchang\w*|expir\w+|extend\w*|extension | 换领|续签|续期 ~ 续|延|到期|换
replacement | replacements? ~ replac\w*|new one|lost|exchang\w*|again | 补领|补发 ~ 换|补|取代|代替
cancellation | cancel\w*|annul\w* ~ void|withdraw\w*|struck off|revok\w*|end\w*|remov\w*|drop\w*|abolish\w*|lift\w* | 注销|取消 ~ 作废|撤销|缴销|吊销|销|废|撤
appeal | appeal\w*|lawsuit\w* ~ review|sue|suit|court|complain\w*|final|object\w* | 复议|起诉|上诉|申诉 ~ 诉讼|诉|复核|异议|投诉|裁决
adoption | adopt\w* | 收养 ~ 通过
inheritance | inherit\w* | 继承 ~ 遗产
divorce | divorc\w* | 离婚 ~ 离异
death | deaths?|dead|dies?|died|deceased | 死亡|去世 ~ 死|亡|身故|遗体
transit | transit\w* | 过境 ~ 中转
exit | exit|leav(?:e|es|ing) (?:china|the country|abroad)|depart\w* ~ leav\w*|left|go(?:es|ing)? abroad|exit\w*|out of|abroad|travel\w*|border|go to | 出境|离境|出国(?!籍) ~ 离开|离|出入境|走|前往|出去|动身|边境|离船|出海|往来
entry | ent(?:ry|er|ers|ered|ering) (?:in|into |to )?china|arrivals?|arriv\w+ ~ ent(?:er|ry|rant|ries)\w*|com(?:e|es|ing)|land\w*|admi\w+|border|into | 入境|抵达 ~ 入|到|进|来|抵|边境|落地
[manner]
online | online|internet|websites?|e-?mail ~ web|app\b|electronic\w*|site|page|platform|digital | 网上|线上|在线|电子邮件 ~ 网|app|电子|小程序|平台|邮箱|页面|互联
in person | in person|personally ~ both go|themselves|yourself|oneself|come|own application | 亲自|当面 ~ 本人|自己|面谈|到场|亲
by post | by post|by mail|courier\w* ~ mail\w*|post\b|send\w* | 邮寄|快递 ~ 邮|寄|送达
by phone | by (?:tele)?phone|telephones?|text message ~ phone\w*|call\w*|hotline\w*|ring | 电话|短信 ~ 热线|拨打|12367|手机|致电|打
in writing | in writing|written(?! down) ~ letter|note|paper\w*|statement|consent|notice | 书面 ~ 写|信|函|意见|通知|证明
interview | interviews?(?! (?:notes?|records?)) ~ interview\w*|question\w* | 面谈|面试 ~ 采访
appointment | appointments? ~ book\w*|appoint\w* | 预约 ~ 约
free of charge | free of charge|free\b(?! to|-|dom| trade| from| port| of (?:any|a|all) )|no (?:fee|charge|cost)s?|at no cost ~ not (?:be )?charg\w*|without (?:a |any )?(?:fee|charge|cost)s?|must not (?:charge|ask|take)|pays? nothing|no \w+ fee|nothing|fees?|0|-free|exempt\w*|waive\w* | 免费|零费用|无偿 ~ 不收|不缴|免收|免交|免缴|不得收|不用交|不交|不花|免|不要钱|不得向|免征
for a fee | for a fee|at a charge ~ fees?|charg\w*|pay\w*|cost\w*|yuan | 收费|付费 ~ 费|缴|元|收|付
notary | notar\w+ | 公证
translation | translat\w+ ~ chinese version|versions? | 翻译|译文 ~ 译|译本
original | originals?(?! (?:cost|price|text|wording)) | 原件|正本 ~ 原证|原
copy | photocop\w+|copies of ~ cop(?:y|ies) | 复印件 ~ 副本|复印|复制|转载
tax | tax\w* | 税务|纳税|个税|税款|退税 ~ 税
insurance | insur\w* ~ contribut\w+|covered | 保险|参保|社保|医保 ~ 保|缴费|险
deposit | deposits? ~ security|guarantee | 押金|保证金|存款 ~ 担保|储存
cash | cash | 现金
reward | rewards? | 奖励|奖金 ~ 奖
photo | photos?|photographs? ~ photograph\w*|pictures?|image\w* | 照片|相片|拍照 ~ 照|影像|相
fingerprint | fingerprints?|biometric\w* | 指纹|生物识别 ~ 人体
male | \bm[ae]n\b|males? | 男性|男职工|男士 ~ 男
female | wom[ae]n|females? | 女性|女职工|女士 ~ 女
automatic | automatic\w* ~ by itself|by that alone|no application | 自动 ~ 自然|当然|即
[frequency]
yearly | every year|each (?:full )?year|yearly|annual(?:ly)?|per year|once a year|year by year ~ a year|each calendar year|in a year|year's | 每年|年度|一年一次|逐年 ~ 每满|年检|年审|年均|全年|每.{0,3}年|年内
monthly | every month|each month|monthly|per month|by the month ~ a month | 每月|按月|逐月 ~ 月均|每个月|月平均|(?<!\d)月缴|月工资|每满.{0,3}月
weekly | every week|each week|weekly|per week ~ a week | 每周|每星期|按周
daily | every day|each day|(?<!china )(?<!technology )(?<!people's )daily|per day ~ a day | 每日|每天|按日|逐日|按天 ~ 当日|日常
each time | each time|every time ~ each|every|any time|per|again | 每次 ~ 每|次
one time | once only|only once(?=[,.;]| a\b| in\b| per\b)|one-time|one-off ~ once|single|one | 只一次|一次性 ~ 一次|1次|单次
twice | twice | 两次|2次 ~ 二次|两倍|2倍|再
permanent | permanent(?:ly)?|indefinite(?:ly)?|for life|lifelong ~ no time limit|without (?:a )?time limit|five-star|for good|no end|no expir\w*|final\w*|always|unlimited|settle\w*|never expire | 永久|终身|永远 ~ 长期|终生|没有期限|无期限|不限期|常住|五星卡|定居|户口
temporary | temporar(?:y|ily)|provisional(?:ly)? ~ interim|short\w*|for the time|trial|not permanent | 临时|短期|暂时 ~ 暂|试行
long-term | long-term ~ long\w*|permanent\w*|for good|lasting|many years | 长期 ~ 长|常|永久|久
at leisure | when convenient | 有空时
at once | at once|immediately|straight away|right away|instantly|without delay ~ immediate\w*|promptly|on the spot|soon\w*|delay|quick\w*|same day|in (?:good )?time | 立即|马上|立刻|即时 ~ 及时|当场|即|当即|尽快|当日
early | in advance|beforehand|ahead of ~ before|early|earlier|prior|first | 提前|事先|预先 ~ 前|先|早
before | before|prior to ~ until|must first|in advance|earlier|previous\w*|ahead|yet\b|former\w*|once (?:refused|had|was|were)|used to | 之前|以前|事先|从前 ~ 前|曾|尚未|未满|过去|截止|截至
after | after(?!noon)\w*|(?<!no )(?<!not )later ~ following|next|since|then|upon|subsequent\w*|behind|once approved|from acceptance|within \d+ \w+ of|within \d+ working days of | 之后|(?<![，。；、,])以后|以后(?![要会将由您多各大再])|后来 ~ 后|届满|期满|起
abroad | abroad|overseas(?! chinese) ~ leav\w+|foreign countr\w+|overseas|outside (?:china|the mainland)|foreign\w*|another country|other countr\w+|mission\w* | 国外|境外|海外 ~ 外国|驻外|别国|出国|侨|国际|出境|外
urban | urban|townspeople ~ cit(?:y|ies)|towns?|municipal\w* | 城镇|市区 ~ 城|市|镇
rural | rural|villages?|countryside|farm(?:er|ers|land|ing)? ~ country|agricultur\w* | 农村|农民|乡村 ~ 农|村|乡|土地
nationwide | nationwide|countrywide|whole country|across china ~ national\w*|state|china|every\w*|anywhere|any | 全国 ~ 国家|国务院|各地|中国|国
latest | latest|(?:the|its|their|your|his|her) last(?! (?:day|month|year|week)) ~ last|final | 最后(?![再去补由办]) ~ 最近|末|最晚|最迟|最新
weekend | weekdays?|weekends?|holidays?|festivals? ~ working | 周末|节假日|春节|节日 ~ 工作日|假|周
[instrument]
law | laws?\b(?! firm)|acts? ~ legal\w*|lawful\w*|code | 法律|[险照籍理法动育同管]法(?=[，。第规、的对没把自要，]|$) ~ (?<![办方违非])法(?!人|院|官|定代)|依法
regulations | regulations? ~ rules|decrees? | 条例|令第 ~ 规定(?=[，。]|的)|细则|令|法规
measures | measures(?= |,|\.) ~ rules | 办法 ~ 措施|规定(?=[，。]|的)
opinions | opinions? | 意见
notice | notices?|announcements? ~ notif\w+|announc\w+|told | 通知|公告|通告 ~ 告知|公布
guide | guides? ~ guid\w+ | 指南 ~ 指引|指导
calculator | calculators? ~ tool | 计算器 ~ 工具
page | pages? ~ web\w*|sites?|guide|text|online | 页面|网页 ~ 网站|网|文本|指南|问答
"""


# Of these the one is not the other: a sentence may not put one where its passage has another, though
# some word there bears it out ("from 20 November" is after a day, "before arrival" is not after it).
_KINDS_EXCHANGED = frozenset({"status", "instrument"})
_EXCHANGED = (
    {"before", "after"}, {"employer", "worker"}, {"parent", "child"}, {"landlord", "tenant"}, {"landlord", "employer"},
)  # fmt: skip


def is_exchanged(one: str, other: str) -> bool:
    """Whether a concept may not stand in place of another."""
    if one == other:
        return False
    kinds = _kinds()
    alike = kinds[one] == kinds[other] and kinds[one] in _KINDS_EXCHANGED
    return alike or {one, other} in _EXCHANGED


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {concept.name: concept.kind for concept in concepts()}


@dataclass(frozen=True, slots=True)
class Concept:
    """One line: a thing by its words in both languages."""

    name: str
    kind: str
    english: re.Pattern[str]
    chinese: re.Pattern[str]
    english_support: re.Pattern[str]
    chinese_support: re.Pattern[str]


@lru_cache(maxsize=1)
def concepts() -> tuple[Concept, ...]:
    """Every line, in its order."""
    kind, found = "", []
    for line in _LINES.strip().splitlines():
        if line.startswith("["):
            kind = line[1:-1]
            continue
        name, english, chinese = (part.strip() for part in line.split(" | "))
        found.append(Concept(name, kind, *_patterns(english, chinese)))
    return tuple(found)


def _patterns(english: str, chinese: str) -> tuple[re.Pattern[str], ...]:
    (a, b), (c, d) = _english(english), _chinese(chinese)
    return a, c, b, d


def _english(text: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words that a sentence must have borne out, and those that bear them out: these and more."""
    own, _, more = (part.strip() for part in text.partition("~"))
    both = f"{own}|{more}" if more else own
    return (_whole(own), _whole(both))


def _whole(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})(?![a-z])")


def _chinese(text: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The same; a single character only bears out: it stands in too many words to ask for more."""
    own, _, more = (part.strip() for part in text.partition("~"))
    strict = [part for part in own.split("|") if len(part) > 1 or "(" in own]
    both = f"{own}|{more}" if more else own
    return (re.compile("|".join(strict) or "(?!)"), re.compile(both))
