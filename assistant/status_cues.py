"""Words that show whom a question is about, and where; both languages, in normal form."""

import re
from collections.abc import Mapping

from assistant.nationalities import COUNTRIES_EN, COUNTRIES_ZH, DEMONYMS_EN, PEOPLE_ZH
from corpus.statement import Status

# Where a demonym names a thing and no person: a French visa, the Thai embassy, Russian lessons.
_THING_EN = (
    r"(?!(?:'s)? (?:visas?|embass|consulate|green card|residen|household|driving|licen|language|"
    r"lessons?|class|food|restaurant|law|tax|authorit|government|border|customs|bank|school|"
    r"university|hospital|court|company's?|dollars?|pension)|-)"
)
_PERSON_FROM_EN = r"(?<!go )(?<!goes )(?<!going )(?<!back )(?<!return )(?<!returning )(?<!home )(?<!arrive )(?<!arriving )(?<!flight )(?<!flying )(?<!fly )(?<!flew )(?<!trip )(?<!returned )(?<!came )(?<!coming )(?<!in )(?<!arrived )"

_HMT_PLACE_EN = (
    r"(?:hong ?kong|hk|maca[ou]|taiwan|taipei|kaohsiung|taichung|tainan|hsinchu|keelung|hualien|pingtung|chiayi|"
    r"kowloon|tuen mun|yuen long|sha ?tin|tsuen wan|kwun tong|mong ?kok|tin shui wai|tseung kwan o)\b"
)
_HMT_TOWN_ZH = r"(?:(?<![柜烟邢阳天平五前])台[北中南]|高雄|新竹|基隆|花莲|屏东|嘉义|彰化|屯门|元朗|荃湾|观塘|旺角|天水围|将军澳|深水埗)(?![县区镇])"
# Family who came from there are of there; a friend, or oneself, may have been on a trip.
_FAMILY_CAME_FROM_EN = (
    r"\b(?:uncle|aunt(?:ie|y)?|cousins?|nephew|niece|grand\w+|mum|mom|mother|dad|father|parents|brother|sister|in-?laws?)"
    r",? (?:who )?(?:just |has |have )?(?:flew|flown|came|come|comes|arrived|landed|moved)"
    r"(?: (?:in|over|here|to china|to stay|to visit)){0,2} from "
)
_FAMILY_CAME_FROM_ZH = (
    r"(?:爸|妈|父亲|母亲|父母|爷|奶|外公|外婆|公婆|叔|伯|舅|姑|姨|表哥|表姐|表弟|表妹|亲戚)"
    r"(?:们)?(?:刚|昨天|今天|前天|上周|下周|要|刚刚|会)?从"
)

# Settled in another country, and no more than that: a citizen who lives there.
_ABROAD_EN = (
    r"[^.?!]{0,30}\b(?:settled|pr|permanent resident|permanent residence|green card)\b[^.?!]{0,20}"
    r"\b(?:in|of|from)\b[^.?!]{0,30}"
)

# Who says so of themselves is Chinese no longer.
_GAVE_UP_EN = r"\b(?:i|i've|i have|we|having) (?:gave|given) up (?:my |our )?chinese (?:nationality|citizenship)\b"

# Whom a place's name stands before: 台湾女婿, 香港表弟.
_FAMILY_ZH = "女婿|儿媳|媳妇(?!的)|新娘|新郎|亲戚|同学(?!会)|客户(?!要的)|客人|房客|租客|室友|邻居|老师|教授|姑娘|小伙|老人(?!院)|夫妇|夫妻(?!店)|表[弟妹哥姐]|堂[弟妹哥姐]"

# What the asker, or the person asked about, is said to be.
STATUS_CUES: Mapping[Status, re.Pattern[str]] = {
    Status.HMT: re.compile(
        r"hong ?kong(?:er|ese| chinese| people| residents?| passport| id| permanent)|\bhk(?:er| residents?| "
        r"id)\b|macanese|maca[ou] residents?|taiwanese|taiwan (?:residents?|compatriots?|people|passport|licen[cs]e|nhi)|"
        r"(?:maca[ou]|taiwan|\bhk) (?:id|ppl|folks?|side|passport)\b|right of abode in (?:hong ?kong|hk|maca[ou])|"
        r"\bhmt\b|(?:i'?m|i am|we'?re|we are|is|are|comes?|husband|wife|spouse|friend|student|people|someone) from "
        r"(?:hong ?kong|hk|maca[ou]|taiwan)\b|"
        r"\bhome return card\b|(?:home return|taiwan travel|mainland travel|taiwan compatriots?) permit|hong kong,? maca[ou]|\bhkid\b|"
        r"(?:hong ?kong|\bhk|maca[ou]|taiwan)[- ](?:couple|girl|guy|boy|kids?|child|woman|man|born|family|friend|"
        r"husband|wife|dad|mum|mom|student|card|people|national|teacher|engineer|colleague)|"
        rf"(?:{_PERSON_FROM_EN}from|back in|home in|born in) {_HMT_PLACE_EN}|\({_HMT_PLACE_EN}\)|{_FAMILY_CAME_FROM_EN}{_HMT_PLACE_EN}|"
        r"\b(?:i'?m|i am|me) (?:an? )?(?:hong ?kong|hk|maca[ou]) pr\b(?![^.?!]*\b(?:passport|foreign|nationality|citizen|non-chinese))|(?<!想办)(?<!想拿)(?<!申请)(?<!取得)(?<!拿到)(?:台湾|香港|澳门)的(?:户籍|户口)(?!制度|本)|"
        r"港澳台(?!办|生(?:孩|娃|子|的))|港澳(?:居民|人士|同胞)|港澳(?:台)?生(?=联招|参加|报|考|[,。?!\s]|$)|^(?!.*(?:大陆|内地|户口|陆配))(?=.*(?<!在)(?<!去)台湾居住证(?!件))|港澳(?:那个|的)?居住证|(?:香港|澳门|台湾)(?:出世|政府.{0,12}我)|单程证(?:去|来|到)了?(?:香港|澳门)|(?:台湾|香港|澳门)(?:驾照|驾驶证|健保|护照)|香港人|香港居民|香港永久|港人|澳门人|澳门居民|台湾人|台湾居民|台胞|"
        r"回乡证|是(?:香港|澳门|台湾)的|(?:我|他|她|老公|老婆|先生|太太|对象|男友|女友)(?:是|们是|来自|从)?(?:香港|澳门|台湾|台北|高雄)(?!护照以外)|"
        r"(?:香港|澳门|台湾|台北|高雄)(?:出生|籍|小孩|孩子|老公|老婆|先生|太太|女友|男友|男朋友|女朋友|同事|员工|老板|永居|仔|妹|人)|"
        rf"(?:香港|澳门|台湾)(?:中国籍|身份|同胞|朋友|学生|户籍|户口|居民|{_FAMILY_ZH})|大陆居住证(?![^。?!]*(?:户口|我是))|港籍|台籍|港宝|{_FAMILY_CAME_FROM_ZH}(?:香港|澳门|台湾|{_HMT_TOWN_ZH})(?:来|过来|飞来|飞过来)|"
        rf"(?:来自|从小在)(?:{_HMT_TOWN_ZH})|(?:{_HMT_TOWN_ZH})人(?!才|口|民|社|员|事|力)"
    ),
    Status.OVERSEAS_CHINESE: re.compile(
        r"overseas chinese|returned? (?:overseas )?chinese|chinese (?:citizens? )?(?:settled|living) "
        r"abroad|returning (?:to settle|chinese)|华侨|归侨|回国定居|海外华人|"
        rf"chinese passport\b{_ABROAD_EN}|\b(?:pr|permanent residen(?:t|ce|cy)|green card) (?:in|of|from) (?!china\b|(?:the )?mainland)(?:(?!\b(?:can|could|how|when|what|do|does|will|may)\b)[^.?!,]){{2,30}}\bchinese passport|(?:{COUNTRIES_ZH}|国外|海外)[^。?!]{{0,8}}(?:永居|绿卡|定居)[^。?!]{{0,14}}(?:还是|一直是|仍是|拿)?中国(?:护照|籍|的)|"
        rf"定居(?:在)?(?:国外|海外|{COUNTRIES_ZH})|(?:国外|海外|{COUNTRIES_ZH})[^。?!]{{0,14}}户口[^。?!]{{0,4}}(?:被销|销了|销掉|注销)|"
        rf"护照(?:还是|一直是|仍是)?中国[^。?!]{{0,14}}(?:{COUNTRIES_ZH}|国外|海外)[^。?!]{{0,8}}(?:永居|绿卡|定居)|"
        rf"(?:{COUNTRIES_ZH}|国外|海外)[^。?!]{{0,8}}(?:永居|绿卡|定居)[^。?!]{{0,8}}护照(?:还是|一直是|仍是)中国|"
        rf"(?<!没有)(?<!没)(?:{COUNTRIES_ZH})(?:永居|绿卡)(?=[^?!]*户口)(?=.*没(?:有)?(?:入籍|加入[^,。?!]{{0,4}}籍))|"
        rf"\b(?:i have|i've got|i hold|i got|holding|with) (?:an? |my )?(?:{COUNTRIES_EN}|{DEMONYMS_EN}|us|uk) (?:green card|pr|permanent residen\w+)\b"
        r"[^.?!]{0,8}\b(?:still (?:an? )?chinese|(?:i am|i'm) (?:still )?(?:an? )?chinese)(?![ -](?:born|american|canadian|australian|british))(?=.*\bhukou\b)|"
        rf"\b(?:i am|i'm) (?:an? )?(?:still )?chinese(?: citizen)?(?![ -](?:born|american|canadian|australian|british))[^?!]{{0,25}}\b(?:{COUNTRIES_EN}|{DEMONYMS_EN}|us|uk) (?:green card|pr|permanent residen\w+)\b(?=.*\bhukou\b)|"
        rf"\b(?:i am|i'm) an? (?:{COUNTRIES_EN}|{DEMONYMS_EN}|us|uk) permanent resident\b[^.?!]{{0,8}}\bstill (?:an? )?chinese\b(?=.*\bhukou\b)|"
        rf"\bin (?:{COUNTRIES_EN})\b[^.?!]{{0,12}}\b(?:pr|permanent residen\w+|green card)\b(?=.*\bi (?:never naturali[sz]ed|am still (?:an? )?chinese))"
    ),
    Status.FOREIGNER: re.compile(
        r"\bforeign\b(?! (?:country|countries|exchange|affairs|language|currency|university|degree|"
        r"diploma|income|citizenship|nationality))|foreign(?:er|ers|er's)\b|\bexpats?\b|"
        r"\b(?:us|u\.s\.|uk|eu) (?:passport|citizen|national)|"
        rf"\b(?:{DEMONYMS_EN})s?\b{_THING_EN}|"
        rf"{_PERSON_FROM_EN}\bfrom (?:{COUNTRIES_EN})\b|"
        rf"\b(?:{DEMONYMS_EN}) (?:embassy|consulate)[^.?!]{{0,24}}\bpassport\b|\b(?:we are|we're|i'm a|i am a|as a) tourists?\b|"
        rf"\bhome to (?:{COUNTRIES_EN})\b|leav(?:e|ing) china for good|"
        r"restor\w+ (?:of )?(?:my |chinese )?nationality|(?:want|get|become|apply for) (?:a |my |the )?chinese (?:citizenship|nationality)|"
        rf"{_GAVE_UP_EN}|"
        r"\blaowai\b|international students?|non-?chinese\b|(?:in|from|of|to) my (?:home |own )?country\b|\bmy (?:embassy|consulate)\b|"
        rf"外国(?!语|语言|学历|文凭|大学|法|货|驾照|牌)|外籍|老外|外教|留学生|洋(?:女婿|媳妇)|"
        rf"(?:{COUNTRIES_ZH})(?:{PEOPLE_ZH})|(?:美|英|日|韩|德|法|俄|加|澳|泰|越|意|荷|印)籍|恢复(?:中国)?国籍|(?:老公|老婆|丈夫|妻子|太太|先生|女朋友|男朋友|女友|男友|媳妇|对象|岳父|岳母|丈母娘)(?:是)?(?:{COUNTRIES_ZH})的|(?:来自|我是|他是|她是)(?:{COUNTRIES_ZH})|"
        rf"(?:{COUNTRIES_ZH})来的(?=[^,。?!]{{0,5}}(?:生|人|工|客|友|师|学者|姑娘|小伙|夫妻))"
    ),
    Status.CITIZEN: re.compile(
        r"(?:i'?m|i am|we are|we're|both|as a) (?:a )?(?:\d\d(?: years old)?,? )?(?:mainland |mainland chinese|chinese citizens?|chinese\b)|"
        r"\b(?:i'?m|is|are|am|wife|husband|bride|groom|girl|guy|man|woman|friend|people) from (?:the )?mainland\b(?! to\b| china to\b)|"
        r"(?:^|[.?!] )chinese (?:man|woman) born\b|my citizen'?s? residence (?:card|permit)|"
        r"chinese citizens?|mainland (?:chinese|citizens?|residents?|id)|mainlanders?|my hukou|"
        r"both parents (?:are )?(?:mainland )?chinese\b|(?:our|local|rural|urban|outside|non-local|out-of-town) hukou|hukou (?:is|in|from)\b|"
        r"migrant (?:workers?|children|kids)|"
        r"中国公民|(?:内地|大陆)(?:居民|人)|(?:是|都是|两口子)(?:本国人|中国人|内地人|大陆人)|我的户口|我户口|我家户口|户口在|"
        r"(?:农村|乡下)(?:来|出来)的(?!媳妇|老婆|新娘)|进城(?:打工|务工)|外地(?:户口|人|娃|孩子|来的|来京|学生|牌)|本地户口|农村户口|城市户口|外来务工|非京籍|非沪籍|"
        r"非深户|非广户|随迁|农民工"
    ),
}

# Where a family comes from; of a citizen, unless a word says that it is another's.
OLD_HOME = re.compile("老家")
# What stands behind a word of a status that is another person's than the asker's, or one of two.
ANOTHER = re.compile(
    r"s? (?:and|or|vs|husband|wife|spouse|partner|boyfriend|girlfriend|bf|gf|hubby|fianc\w+|son|daughter|kid|child|baby|mum|mom|"
    r"dad|mother|father|parents|friend|guest|tenant|client|boss|colleague|guy|girl)s?\b|[/&]|和|与|跟|还是|或"
)

# Who says this of their family is no Chinese citizen; a resident of Hong Kong would say "mainland".
MARRIED_TO_A_CITIZEN = re.compile(
    r"\bmy chinese[- ](?:born )?(?:husband|wife|spouse|partner|fianc[eé]e?|boyfriend|girlfriend|in-?laws)|"
    r"(?:i(?:'?m|'ve| am| got| was)?|we) (?:been )?(?:marry|married|marrying) (?:to )?a chinese\b|"
    r"我(?:的|家)?中国(?:籍)?(?:老公|老婆|丈夫|妻子|太太|先生|配偶|男友|女友|男朋友|女朋友|对象|未婚妻|未婚夫)|"
    r"我(?:嫁给|嫁了|娶了|和|跟)(?:了)?(?:一个|个)?中国(?:公民|人|男人|女人|老公|老婆)"
)

# Who says so married out: a citizen, whatever the other one is.
MARRIED_OUT = re.compile(
    rf"(?:嫁(?:给|了|到)?|娶(?:了)?|(?:跟|和|与))(?:了)?(?:一个|个)?(?:台湾|香港|澳门|外国|老外|{COUNTRIES_ZH})(?:人|籍|男人|女人|女孩|老公|老婆)?"
    r"(?:结婚|领证|登记|再婚|以后|后|孩子|,|了|$)"
)
# A hukou is asked for a child, or it is one's own since birth.
_CHILD = (
    r"(?:(?<!没有)(?<!没)(?:孩子|娃|宝宝|小孩|婴儿|儿子|女儿)|我爸.{0,20}我妈|我妈.{0,20}我爸|"
    r"\bbaby\b|\bchild|\bkids?\b|\bson\b|\bdaughter\b|(?<![a-z])bb(?![a-z]))"
)
_HUKOU = (
    r"(?:户口(?!簿|本|在(?!哪|什么|何处))|上户|入户|落户|"
    r"\b(?:get|gets|got|be|put|take|has?|have|hold|holds|holding|apply|enter\w*|on|in|into|for|which|what|no|mainland|register|need|needs|want|wants|do|add|to|of)"
    r"\b[^.?!]{0,24}\bhukou\b(?! (?:is|was)\b))"
)
A_CHILD_AND_HUKOU = re.compile(rf"\A(?=.*{_CHILD})(?=.*{_HUKOU})", re.DOTALL)
# Born there it may be a resident of that place, whoever its parents are.
BORN_IN_HMT = re.compile(
    r"(?:香港|澳门|台湾|港|台北|澳)(?:那边|这边|的医院)?(?:生|出生|出世)|born in (?:hong ?kong|hk|macau|macao|taiwan|taipei)|出生在(?:香港|澳门|台湾)|"
    r"(?:孩子|娃|宝宝|儿子|女儿|小孩)[^,。?!]{0,6}(?:香港|澳门|台湾)(?:身份|籍|户籍|护照)|(?:baby|child|son|daughter) (?:has|got|holds) (?:an? )?(?:hk|hong ?kong|macau|macao|taiwan)"
)
# And one of its parents is no citizen: it is the child that it is about.
CHILDS_HUKOU = re.compile(
    rf"\A(?=.*{_CHILD})(?=.*(?:户口(?!簿|本)|上户|入户|落户|\bhukou\b))"
    rf".*(?:(?:爸|妈|爹|父亲|母亲|老公|老婆|男友|女友|前夫|前妻)[^,。?!]{{0,4}}(?:外国人|老外|外籍|{COUNTRIES_ZH}|香港|澳门|台湾)|"
    rf"(?:跟|和|与)(?:外国人|老外|(?:{COUNTRIES_ZH})人)[^。?!]{{0,10}}(?:生|怀|娃|孩子)|(?:外国|{COUNTRIES_ZH})(?:媳妇|老婆)|"
    rf"(?:\bmy (?:\w+ )?|^)(?:{DEMONYMS_EN}) (?:gf|girlfriend|wife|husband|boyfriend|bf|bride)\b|"
    rf"(?:dad|mom|mum|father|mother|husband|wife|boyfriend|girlfriend) is (?:an? )?(?:{DEMONYMS_EN}|foreign\w*)\b)",
    re.DOTALL,
)

# Whoever was Chinese and is so no longer is a foreigner.
WAS_CHINESE = re.compile(
    rf"{_GAVE_UP_EN}|"
    r"\b(?:used (?:to )?be|was|were|formerly|former|ex-?) ?(?:an? )?chinese\b|\b(?:became|becoming|become|naturali[sz]ed)\b[^.?!]{0,12}"
    r"\b(?:american|canadian|british|australian|us|uk|german|french|dutch|japanese|korean|singaporean|citizens?)\b|"
    r"(?:以前|原来|原先|曾经|本来)(?:是|也是)?中国(?:人|籍|公民)|(?:加入|入|拿|换|转)(?:了)?[^,。?!]{0,6}(?:外籍|国籍|籍了)|"
    rf"(?:^|[,。?!;\s]|我|本人|自己)(?:已经|已|就|也|都|刚刚?|现在|早就|后来|去年|前年|今年|上个?月|前几年|[在于]?[\d一二三四五六七八九十]+年前?|和[^,。?!]{{1,4}}){{0,3}}"
    rf"(?:(?:加入|入|换|转)了?(?:{COUNTRIES_ZH})籍|入籍了?(?:{COUNTRIES_ZH}))"
)

# A document that only one status can hold: answered for that status, and said so.
DOCUMENT_CUES: Mapping[Status, re.Pattern[str]] = {
    Status.HMT: re.compile(
        r"台胞证|回乡证|taibaozheng|huixiangzheng|来往大陆通行证|来往内地通行证|港澳台居民居住证|mainland travel permit"
    ),
    Status.FOREIGNER: re.compile(
        r"(?<!exit )(?<!\bus )(?<!\buk )(?<!american )(?<!japan )(?<!schengen )(?<!thai )\bvisas?\b|\b(?:on|my|an?|with) [qsx][12]\b|\b[zmflqsxrkdjc][12]? ?-?visa|work permit|(?<!us )(?<!u\.s\. )(?<!american )green card(?! (?:of|in|from) (?:the )?(?:us|america|usa)\b)|five-star card|"
        r"overstay|deport|permanent residen(?:t|ce) (?:id|card)|(?:72|144|240)[- ]?hours?\b|accommodation registration|foreigner|passport number|\b(?:trf|trp)\b|"
        r"\b(?:work|stud(?:y|ent)|spouse|reunion|family reunion|private affairs|[qs][12]|x1|z)(?:[- ]type)? residen\w+ permits?\b|"
        r"residen\w+ permits?\b[^.?!]{0,16}\b(?:in|inside) (?:my|the|his|her|our|their) (?:old |new |other |expired |current )?passports?\b(?! (?:office|renewal|application))|"
        r"^(?=.*\bresiden(?:ce|cy) permit)(?=.*\b(?:my|his|her|our|their) (?:\w+ )?passports?\b)(?!.*\b(?:id cards?|identity cards?|chinese passports?|hukou|huji|citizens?|mainland|taiwan\w*|hong kong|hk|maca[ou])\b)|"
        r"residen(?:ce|cy) permit.*停留|\bstudent permit|\bmy tourist days\b|no visa\b|"
        r"^(?!.*(?:\b(?:apply|applying|applied|application)(?: for)?(?: an?| my| his| her| the| our)?(?: first| new)? passport|passport application|\b(?:son|daughter|child|kid|baby) (?:\w+ )?(?:have|get|needs?) (?:a )?passport))(?=.*exit-entry)|arrival card|无犯罪|居留许可|居留证|居留卡|(?:学生|学习|工作|团聚|配偶|我的|他的|她的|续)居留|居留到|(?:学习|工作|商务|探亲|团聚)签(?!注)|过境签|居留(?:快|马上|下周|下个?月|就|已经|又|是)|签证|旅游签|工作许可|工签|永居|永久居留|绿卡|五星卡|"
        r"住宿登记|非法居留|口岸签证|超期停留|逾期居留|落地签|过境免签|免签|入境卡"
    ),
    Status.CITIZEN: re.compile(
        r"\bhukou\b|\bhuji\b|juzhuzheng|household registration|(?:household|family)(?: register| registration)? booklet|migration certificate|one[- ]way (?:permit|thing)|gaokao|zhongkao|户口|户籍|落户|入户|居住证|暂住证|身份证|迁移证|积分落户|积分入户|居转户|高考|中考|签注|港澳通行证|旅行证|异地|单程证|小孩上户|孩子上户|上户口|居住登记|qianyizheng|\bjifen\b|集体户|空挂户|户主|曾用名|\bendorsements?\b"
    ),
}

# What is denied of a person says nothing of their status.
DENIED = re.compile(
    rf"\bnot (?:an? |the )?(?:foreigners?|foreign nationals?|expats?|chinese(?: citizens?)?|mainland\w*(?: chinese)?|"
    rf"taiwanese|hong ?kong\w*|{DEMONYMS_EN})\b|\b(?:not|no) (?:an? |the )?foreign passport\b|(?<!是)(?:不是|并非|不算)[^,。?!吗么而]{{0,10}}|"
    rf"(?:还)?(?:没有?|未)(?:加入|入)[^,。?!]{{1,6}}籍|(?:没有?|未)(?:拿|办|申请)?(?:到|过)?(?:{COUNTRIES_ZH})的?(?:绿卡|永居)|"
    rf"(?:老婆|老公|儿子|女儿|哥|姐|弟|妹|妈|爸|朋友|同学)(?:已经|去年|前年|今年)?(?:加入|入|换|转)了?(?:{COUNTRIES_ZH})籍(?=[^?!]*我[^?!]{{0,5}}(?:户口|身份证))"
)

# A place that says where a person comes from, not where the matter is.
_HUKOU_IN = (
    r"hukou (?:is |are |was )?(?:still |registered |back )*(?:in |from |at )?(?:(?:an? |the |my |our )?(?:\w+ )?(?:village|town|county|countryside) (?:in |of )|rural |the )?|"
    r"户口(?:都|也|还|一直|现在|目前|仍)*(?:在|是)|户籍(?:地)?(?:都|也|还)?(?:在|是)?"
)
ORIGIN_BEFORE = re.compile(
    r"(?:\b(?:i'?m|i am|we are|we'?re|he'?s|she'?s|is|are|am|originally|guy|girl|woman|man|husband|wife|parents|family|"
    r"us|comes?|people|person|mate|friend|colleague|student|hail|tenants?|lodger|employees?|nanny|"
    r"girlfriend|boyfriend|gf|bf|hubby|spouse|fianc\w+|bride|groom|cousin|uncle|aunt|nephew|niece|brother|sister|couple|(?:who|wife|husband|friend|cleaner|nanny|boyfriend|girlfriend)'s) from (?:an? (?:\w+ )?(?:village|town|county|countryside) (?:in|near|of) )?|^from |hometown (?:is |in |of )?|"
    r"\b(?:he|she|husband|wife|bf|gf|boyfriend|girlfriend|spouse|partner) (?:is|was) |"
    rf"老家(?:是|在)?|我(?:们)?(?:俩)?(?:是)?(?:来自)|来自|{_HUKOU_IN})$"
)
ORIGIN_AFTER = re.compile(
    r"(?:'s)? (?:hukou|old home|hometown)\b|^(?:省|市|县|那边)?(?:人(?!才|口|员|社|事)|籍|户口|户籍|老家|农村|的户口|(?:来|嚟)(?:的|嘅))"
)
# 我是山西的: where the asker comes from, and where the matter is if no other place is named.
IS_OF_BEFORE = re.compile(r"(?:我|俩|我们)(?:也|都)?是$")
IS_OF_AFTER = re.compile(r"^(?:省|市|县)?的(?=[,。;!?\s]|$)")
# Whose hukou the asker wants to join: the matter is where that is.
JOINS = re.compile(
    r"^(?!.*(?:投靠|迁|落|入)[^,。?!]{0,4}我)"
    r".*(?:投靠|(?:落|迁|入|转)(?:户口?)?(?:到|去|进|在)?(?:他|她|老公|老婆|对方)(?:那|家|名下|户口))",
    re.DOTALL,
)
SPOUSES_HUKOU_BEFORE = re.compile(
    r"(?:老公|老婆|丈夫|妻子|先生|太太|爱人|对象|配偶|媳妇)(?:的)?(?:户口)?(?:是|在)?$"
)
SPOUSES_HUKOU_AFTER = re.compile(r"^(?:省|市|县)?(?:的)?户口|^(?=[,。;!?\s]|$)")
# 外地户口在杭州办: whose hukou it is stands before, so that this is where they are.
HUKOU_STANDS_BEFORE = re.compile(r"(?:外地|外省|外市|异地|外来|农村)户口在$")
# What is paid there, and is no matter of it where another place is named.
ASIDE_BEFORE = re.compile(r"(?:退休金|养老金)(?:都|也|还)?在$")
# What people bring along from home.
INSURED_AFTER = re.compile(
    r"(?:'s)? (?:\w+ )?insurance\b|^(?:那边|老家)?的?(?:医保|社保|新农合|农合|居民医保|合作医疗)"
)
# Where somebody is said to live, work or move now, so that of several places it is this one.
NOW_BEFORE = re.compile(
    r"\b(?:i'?m|i am|we'?re|we are)(?: (?:now|here|currently|still|both|all))? in $|\b(?:liv(?:e|es|ing)|stay(?:s|ing)?|work(?:s|ing)?|rent(?:s|ing)?|stud(?:y|ies|ying)|mov(?:e|es|ed|ing)|settl(?:e|ed|ing)|"
    r"based|resid(?:e|es|ing)|job|jobs|company|factory|flat|house|apartment|school|office|now|currently|together|here)"
    r"(?: (?:here|now|together|together here|over|with \w+|at home))? (?:is |are )?(?:in|at|to|near) $|\b(?:mov|transfer|relocat|chang)\w*(?: \w+){0,4} from [a-z' ]{2,20} to $|"
    r"(?:人|我|我们|一直|现|现在|目前|已经|都|平时)在$|(?:住|租|搬|调|迁|嫁|来|去|移居|落户|定居|工作|打工|上班|上学|读书)(?:在|到|来|去|往|至)?$|"
    r"[跟和与随][^,。?!]{1,6}在$"
)
NOW_AFTER = re.compile(
    r"^ (?:right )?now\b|^(?:省|市|那边|这边|这里)?(?:打工|上班|工作|租|住|生活|买(?:了)?(?:套)?房|上学|读书|读[大高初小]|念书|务工|做生意|定居|落户|办|登记|公司|工厂|当地)"
)
# Where a paper was once made, which yields to where somebody is now.
MADE_THERE = re.compile(r"^(?:省|市|县)?(?:办(?:理|好)?的|办了|办下来|签发的|发的)")
# The same where it is the hukou that is there: with no other place it is that office that is meant,
# unless the person lives elsewhere.
HUKOU_BEFORE = re.compile(rf"(?:{_HUKOU_IN})$")
HUKOU_AFTER = re.compile(
    r"(?:'s)? hukou\b|^(?:省|市|县)?(?:人[^。?!]*(?:户口|身份证)|户口|户籍|的户口)"
)
ELSEWHERE = re.compile(
    r"\b(?:here|away|elsewhere|outside|migrant|(?:an)?other (?:city|cities|province|place|town)|out of (?:town|province)|"
    r"residence permit|juzhuzheng|temporary resid\w+|live|lives|living|work|works|working|stud(?:y|ying|ies)|rent(?:ing)?)\b|"
    r"外地|外面|外省|这边|这里|本地|当地|异地|打工|上班|居住证|暂住|在外|别的城市|现在住|现居|现在在|租"
)
