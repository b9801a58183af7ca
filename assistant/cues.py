"""Words that show what a question asks, and about whom; both languages, in normal form."""

import re
from collections.abc import Mapping

from assistant.nationalities import COUNTRIES_EN, COUNTRIES_ZH, DEMONYMS_EN, PEOPLE_ZH
from corpus.statement import Facet, Status

# Where a demonym names a thing and no person: a French visa, the Thai embassy, Russian lessons.
_THING_EN = (
    r"(?!(?:'s)? (?:visas?|embass|consulate|green card|residen|household|driving|licen|language|"
    r"lessons?|class|food|restaurant|law|tax|authorit|government|border|customs|bank|school|"
    r"university|hospital|court|company's?|dollars?|pension)|-)"
)
_PERSON_FROM_EN = r"(?<!go )(?<!goes )(?<!going )(?<!back )(?<!return )(?<!returning )(?<!home )(?<!arrive )(?<!arriving )(?<!flight )(?<!flying )(?<!fly )(?<!flew )(?<!trip )(?<!returned )(?<!came )(?<!coming )(?<!in )(?<!arrived )"

_HMT_PLACE_EN = r"(?:hong ?kong|hk|maca[ou]|taiwan|taipei|kaohsiung|taichung|tainan|kowloon)\b"
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

# What the asker, or the person asked about, is said to be.
STATUS_CUES: Mapping[Status, re.Pattern[str]] = {
    Status.HMT: re.compile(
        r"hong ?kong(?:er|ese| people| residents?| passport| id| permanent)|\bhk(?:er| residents?| "
        r"id)\b|macanese|maca[ou] residents?|taiwanese|taiwan (?:residents?|compatriots?|people|passport|licen[cs]e|nhi)|"
        r"(?:maca[ou]|taiwan|\bhk) (?:id|ppl|folks?|side)\b|right of abode in (?:hong ?kong|hk|maca[ou])|"
        r"\bhmt\b|(?:i'?m|i am|we'?re|we are|is|are|comes?|husband|wife|spouse|friend|student|people|someone) from "
        r"(?:hong ?kong|hk|maca[ou]|taiwan)\b|"
        r"(?:home return|taiwan travel|mainland travel|taiwan compatriots?) permit|hong kong,? maca[ou]|\bhkid\b|"
        r"(?:hong ?kong|\bhk|maca[ou]|taiwan)[- ](?:couple|girl|guy|boy|kids?|child|woman|man|born|family|friend|"
        r"husband|wife|dad|mum|mom|student|card|people|national|teacher|engineer|colleague)|"
        rf"(?:{_PERSON_FROM_EN}from|back in|home in|born in) {_HMT_PLACE_EN}|{_FAMILY_CAME_FROM_EN}{_HMT_PLACE_EN}|"
        r"港澳台(?!办)|港澳(?:居民|人士|同胞)|港澳(?:那个|的)?居住证|(?:香港|澳门|台湾)(?:出世|政府.{0,12}我)|单程证(?:去|来|到)了?(?:香港|澳门)|(?:台湾|香港|澳门)(?:驾照|驾驶证|健保|护照)|香港人|香港居民|香港永久|港人|澳门人|澳门居民|台湾人|台湾居民|台胞|"
        r"回乡证|(?:我|他|她|老公|老婆|先生|太太|对象|男友|女友)(?:是|们是|来自|从)?(?:香港|澳门|台湾|台北|高雄)(?!护照以外)|"
        r"(?:香港|澳门|台湾|台北|高雄)(?:的|出生|籍|小孩|孩子|老公|老婆|先生|太太|女友|男友|男朋友|女朋友|同事|员工|老板|永居|仔|妹|人)|"
        rf"(?:香港|澳门|台湾)(?:身份|同胞|朋友|学生|户籍)|{_FAMILY_CAME_FROM_ZH}(?:香港|澳门|台湾|台北|高雄|台中|台南)(?:来|过来|飞来|飞过来)"
    ),
    Status.OVERSEAS_CHINESE: re.compile(
        r"overseas chinese|returned? (?:overseas )?chinese|chinese (?:citizens? )?(?:settled|living) "
        r"abroad|returning (?:to settle|chinese)|华侨|归侨|回国定居|海外华人"
    ),
    Status.FOREIGNER: re.compile(
        r"\bforeign\b(?! (?:country|countries|exchange|affairs|language|currency|university|degree|"
        r"diploma|income|citizenship|nationality))|foreign(?:er|ers|er's)\b|\bexpats?\b|"
        r"\b(?:us|u\.s\.|uk|eu) (?:passport|citizen|national)|"
        rf"\b(?:{DEMONYMS_EN})s?\b{_THING_EN}|"
        rf"{_PERSON_FROM_EN}\bfrom (?:{COUNTRIES_EN})\b|"
        r"\blaowai\b|international students?|non-?chinese\b|(?:in|from|of|to) my (?:home |own )?country\b|\bmy (?:embassy|consulate)\b|"
        rf"外国(?!语|语言|学历|文凭|大学|法|货|驾照|牌)|外籍|老外|外教|留学生|洋(?:女婿|媳妇)|"
        rf"(?:{COUNTRIES_ZH})(?:{PEOPLE_ZH})|(?:来自|我是|他是|她是)(?:{COUNTRIES_ZH})"
    ),
    Status.CITIZEN: re.compile(
        r"(?:i'?m|i am|we are|we're|both|as a) (?:a )?(?:mainland |mainland chinese|chinese citizens?|chinese\b)|"
        r"chinese citizens?|mainland (?:chinese|citizens?|residents?|id)|mainlanders?|my hukou|"
        r"(?:our|her|his|local|rural|urban|outside|non-local|out-of-town) hukou|hukou (?:is|in|from)\b|"
        r"migrant (?:workers?|children|kids)|"
        r"中国公民|(?:内地|大陆)(?:居民|人)|(?:是|都是|两口子)(?:本国人|中国人|内地人|大陆人)|我的户口|我户口|我家户口|户口在|"
        r"外地(?:户口|人|娃|孩子|来的|来京|学生|牌)|本地户口|农村户口|城市户口|外来务工|非京籍|非沪籍|"
        r"非深户|非广户|随迁|农民工|老家"
    ),
}

# Who says this of their family is no Chinese citizen; a resident of Hong Kong would say "mainland".
MARRIED_TO_A_CITIZEN = re.compile(
    r"\bmy chinese[- ](?:born )?(?:husband|wife|spouse|partner|fianc[eé]e?|boyfriend|girlfriend|in-?laws)|"
    r"(?:i(?:'?m|'ve| am| got| was)?|we) (?:been )?(?:marry|married|marrying) (?:to )?a chinese\b|"
    r"我(?:的|家)?中国(?:籍)?(?:老公|老婆|丈夫|妻子|太太|先生|配偶|男友|女友|男朋友|女朋友|对象|未婚妻|未婚夫)|"
    r"我(?:嫁给|嫁了|娶了|和|跟)(?:了)?(?:一个|个)?中国(?:公民|人|男人|女人|老公|老婆)"
)

# Whoever was Chinese and is so no longer is a foreigner.
WAS_CHINESE = re.compile(
    r"\b(?:used (?:to )?be|was|were|formerly|former|ex-?) ?(?:an? )?chinese\b|\b(?:became|becoming|become|naturali[sz]ed)\b[^.?!]{0,12}"
    r"\b(?:american|canadian|british|australian|us|uk|german|french|dutch|japanese|korean|singaporean|citizens?)\b|"
    r"(?:以前|原来|原先|曾经|本来)(?:是|也是)?中国(?:人|籍|公民)|(?:加入|入|拿|换|转)(?:了)?[^,。?!]{0,6}(?:外籍|国籍|籍了)"
)

# A document that only one status can hold: answered for that status, and said so.
DOCUMENT_CUES: Mapping[Status, re.Pattern[str]] = {
    Status.HMT: re.compile(
        r"台胞证|回乡证|来往大陆通行证|来往内地通行证|港澳台居民居住证|mainland travel permit"
    ),
    Status.FOREIGNER: re.compile(
        r"(?<!exit )\bvisas?\b|\b[zmflqsxrkdjc][12]? ?-?visa|work permit|(?<!us )(?<!u\.s\. )(?<!american )green card(?! (?:of|in|from) (?:the )?(?:us|america|usa)\b)|five-star card|"
        r"overstay|deport|permanent resident (?:id|card)|foreigner|passport number|\b(?:trf|trp)\b|"
        r"\b(?:work|stud(?:y|ent)|spouse|reunion) residen\w+ permit|\bstudent permit|\bmy tourist days\b|no visa\b|"
        r"exit-entry|arrival card|无犯罪|居留许可|居留证|居留卡|(?:学生|学习|工作|团聚|配偶|我的|他的|她的)居留|居留(?:快|马上|下周|下个?月|就|已经|又|是)|签证|旅游签|工作许可|工签|永居|永久居留|绿卡|五星卡|"
        r"住宿登记|非法居留|口岸签证|超期停留|逾期居留|落地签|过境免签|免签|入境卡"
    ),
    Status.CITIZEN: re.compile(
        r"\bhukou\b|\bhuji\b|juzhuzheng|household registration|migration certificate|one[- ]way (?:permit|thing)|gaokao|zhongkao|户口|户籍|落户|入户|居住证|暂住证|身份证|迁移证|积分落户|积分入户|居转户|高考|中考|签注|港澳通行证|旅行证|异地|单程证"
    ),
}

FACET_CUES: tuple[tuple[Facet, re.Pattern[str]], ...] = (
    (
        Facet.PROCESSING_TIME,
        re.compile(
            r"how long (?:does|will|do|is) (?:it|they|the (?:office|police|application|process))[^?]*"
            r"(?:take|process|wait)|how many (?:working )?days.*(?:take|process)|when will i (?:get|receive)|"
            r"processing time|(?:normal|usual|average|long a) wait|still (?:waiting|not (?:here|ready|arrived))|"
            r"waiting time|多久(?:能|可以)?(?:拿到|下来|办好|办完|办下来|出来|批)|几个工作日|要等多久|"
            r"多长时间(?:能|可以)?(?:拿到|下来|办好)|审批.*多久|多少个工作日"
        ),
    ),
    (
        Facet.DEADLINE,
        re.compile(
            r"how soon|by when|deadline|within how|how (?:late|early)|last day|in advance|time limit|"
            r"how many (?:hours|days)|when (?:do|must|should|does|am) (?:i|we|he|she|they|it)|how fast|"
            r"how quickly|多久之?内|几天之?内|几日内|多少天|期限|提前多久|提前几|几小时|多少小时|什么时候|"
            r"多久(?:要|得|必须|登记|去|报|上|办)|何时|几天要|最晚"
        ),
    ),
    (
        Facet.PENALTY,
        re.compile(
            r"\bfine[ds]?\b|penalt|punish|what (?:happens|if)|what'll happen|caught|consequences?|"
            r"in trouble|\blate\b|overstay|forgot|illegal|deport|罚|处罚|后果|逾期|忘了|忘记|超期|过期(?:了|怎)|"
            r"会怎样|会怎么样|违法|没(?:有)?(?:办|登记|申报|报)|拘留|抓"
        ),
    ),
    (
        Facet.FEE,
        re.compile(
            r"\bcosts?\b|\bfees?\b|how much(?! time)|\bprice|\bpay\b|free of charge|\bcharge[ds]?\b|"
            r"\bset (?:me|us|him|her|you|one) back|\bexpensive|\bcheap|going rate|\bafford|多少钱|收费|费用|"
            r"要钱|工本费|免费|花钱|几块|贵不贵|多贵|花多少|交多少"
        ),
    ),
    (
        Facet.DOCUMENTS,
        re.compile(
            r"(?:what|which) (?:papers|documents|paperwork|do i (?:bring|need to bring))|\bpapers\b|"
            r"\bpaperwork\b|\bbring\b|documents? (?:do|are|needed|required)|材料|带什么|要带|带哪些|什么证件|"
            r"哪些证件|手续要什么|需要准备|提交什么"
        ),
    ),
    (
        Facet.WHERE,
        re.compile(
            r"\bwhere\b|which (?:office|police|station|place|bureau)|在哪|去哪|到哪|哪里|哪个(?:部门|派出所|窗口|单位|地方)|"
            r"什么地方|哪儿"
        ),
    ),
    (
        Facet.VALIDITY,
        re.compile(
            r"how long (?:is|are|can|does|do).*(?:valid|last|stay)|valid (?:for|until)|validity|expir|"
            r"how often|how many years|good for|run(?:s|ning)? out|maximum length|longest|有效期|有效多久|管几年|多久(?:签注|换|续)|一次|几年|"
            r"能待多久|最长|到期"
        ),
    ),
    (
        Facet.DEFINITION,
        re.compile(
            r"difference|meaning of|\bmeans?\b|same (?:thing )?as|是什么|什么是|什么意思|"
            r"有什么(?:区别|不同)|区别|指的是|是一回事"
        ),
    ),
    (
        Facet.RIGHTS,
        re.compile(
            r"\brights\b|\bright to\b|benefits?|entitled|what can i do with|\bservices?\b|allow(?:s|ed)? me|use (?:it|my)|"
            r"有什么用|权利|好处|享受|待遇|能用来|可以用"
        ),
    ),
    (
        Facet.STEPS,
        re.compile(
            r"\bhow (?:do|can|should|would) (?:i|we|he|she|they|you)|how to|procedure|\bsteps?\b|process\b|"
            r"what (?:do|should) i do|怎么办|如何|怎样|怎么(?:申请|办|补|换|续|转|迁|报)|流程|步骤|程序"
        ),
    ),
    (
        Facet.CONDITIONS,
        re.compile(
            r"\bcan (?:i|we|he|she|they|my|a|an|the)\b|eligib|qualif|require|conditions?|who can|条件|"
            r"能不能|可不可以|可以.{0,12}[吗么]|能.{0,12}[吗么]|符合|资格|要求|够不够"
        ),
    ),
    (
        Facet.WHO,
        re.compile(
            r"\bwho\b|do (?:i|we|they) (?:need|have) to|does (?:he|she|my|the|a).*(?:need|have) to|must (?:i|we|he|she)|"
            r"is it (?:required|necessary|mandatory)|谁|要不要|需不需要|需要.{0,14}[吗么]|要.{0,14}[吗么]|用不用|必须.{0,10}吗"
        ),
    ),
    (Facet.EXCEPTIONS, re.compile(r"exempt|except|waive|豁免|例外|免于|不用办")),
    (
        Facet.BACKGROUND,
        re.compile(r"\bwhy\b|history|\bstudy\b|research|reform|为什么|历史|研究|改革|政策"),
    ),
)

# "What is a …?" asks for a definition if it asks nothing more particular.
PLAIN_WHAT = re.compile(r"^what(?:'s| is| are) (?:an?|the|my)?\b")

FOLLOW_UP = re.compile(
    r"^(?:and|but|what about|how about|so|then|ok(?:ay)?\b.{0,3}|also|same|or|same (?:in|for)|is it the same|"
    r"no,|sorry,|i mean|actually|yes,?|once|when|if|for (?:him|her|them|my))\b|"
    r"\b(?:it|its|that|this|those|these|them|they|there|him|her|he|she|one|ones|the same|both)\b|"
    r"^(?:那|那么|如果|要是|还有|另外|但是|可是|然后|同样|这个|那个|再|也|他|她|它|不对|不是|没|嗯|好的?|哦|知道了|办|罚|在|去|要|能|多少|多久|几|哪|谁)|"
    r"(?:这|那|他|她|它|同样|一样|也|又)|呢[?？]?$"
)
# Two people or two places to be set side by side.
COMPARE = re.compile(
    r"\b(?:difference|differ|differs|different|compare|compared|comparison|versus|vs|easier|cheaper|faster|better)\b|"
    r"\bor\b|and (?:for|in) |区别|不同|不一样|一样吗|对比|相比|比较|还是|哪个|哪边|分别|和|与"
)
# Nothing but the wish to read on.
MORE = re.compile(
    r"(?:(?:tell|show|give) me more|more|more (?:please|details?|info\w*|on (?:this|that))|go on|continue|"
    r"(?:anything|what) else|any ?thing more|details|in (?:more )?detail)[ ,.?!]*(?:please)?[.?!]*|"
    r"(?:更多|多说(?:一)?点|再多说(?:一)?点|再说说|说详细(?:一)?点|详细(?:一)?点|详细说说|展开说说|还有(?:别的|其他|其它|什么)?[吗呢么]?|继续|接着说|然后呢)[。?？!！]*"
)
# Words for the one back from a question: "the first one", "I don't know".
_IT_IS = r"^(?:i'?m |i am |it'?s |it is )?(?:the |number |no\.? ?|option )?"
_IT_IS_ZH = r"^(?:我是|是|选|选择|应该是)?"
ORDINALS = (
    re.compile(
        rf"{_IT_IS}(?:1st|first|one|1)(?: one)?[.!]?$|{_IT_IS_ZH}(?:第[一1]个|前者|[一1])[。!]?$"
    ),
    re.compile(
        rf"{_IT_IS}(?:2nd|second|two|2)(?: one)?[.!]?$|{_IT_IS_ZH}(?:第[二2]个|[二2])[。!]?$"
    ),
    re.compile(
        rf"{_IT_IS}(?:3rd|third|last|three|3)(?: one)?[.!]?$|{_IT_IS_ZH}(?:第[三3]个|最后一个|[三3])[。!]?$"
    ),
)
DO_NOT_KNOW = re.compile(
    r"^(?:i )?(?:don'?t|do not|dunno)\b.{0,12}know|^(?:i'?m )?not sure|^no idea|^(?:none|neither)\b|"
    r"^(?:我)?(?:也)?(?:不知道|不清楚|不确定|说不清|搞不清|没想好|不懂)"
)
# Nothing but who it is about: an answer to a question back, or a correction.
ONLY_WHO = re.compile(
    r"(?:(?:no|sorry|oh|ah|well|actually|yes)[,.]? )*(?:i'?m|i am|we'?re|we are|it'?s|he'?s|she'?s|he is|she is|as|for)?"
    r"(?: not [\w ]+?[,;.] ?(?:but )?(?:i'?m|i am|we are)?)? ?(?:an? |the |from )?[\w' -]{2,40}[.!]?|"
    r"(?:不对?|不是|错了|哦|嗯|是的)?[,。!]?(?:我|我们|他|她|本人|咱)?(?:们)?(?:其实)?(?:是|属于|算|来自)?[^,。?!吗呢怎多几哪罚]{1,12}"
    r"(?:[,。](?:我)?不是[^,。?!吗呢]{1,10})?[。!]?"
)
# What is denied of a person says nothing of their status.
DENIED = re.compile(
    rf"\bnot (?:an? |the )?(?:foreigners?|foreign nationals?|expats?|chinese(?: citizens?)?|mainland\w*(?: chinese)?|"
    rf"taiwanese|hong ?kong\w*|{DEMONYMS_EN})\b|(?<!是)(?:不是|并非|不算)[^,。?!吗么而]{{0,10}}"
)
# A place that says where a person comes from, not where the matter is.
ORIGIN_BEFORE = re.compile(
    r"(?:\b(?:i'?m|i am|we are|we'?re|he'?s|she'?s|is|are|am|originally|guy|girl|woman|man|husband|wife|parents|family|"
    r"us|comes?|people|person|mate|friend|colleague|student|hail) from |^from |hometown (?:is |in |of )?|hukou (?:is |are )?(?:still )?(?:in |from |at )?|"
    r"老家(?:是|在)?|户口(?:还)?(?:在|是)|户籍(?:地)?(?:在|是)?|我(?:们)?(?:俩)?(?:是)?(?:来自)|来自)$"
)
ORIGIN_AFTER = re.compile(
    r"(?:'s)? hukou\b|^(?:省|市|县|那边)?(?:人(?!才|口|员|社|事)|籍|户口|户籍|老家|农村|的户口)"
)

DECEIT = re.compile(
    r"\b(?:fake|forge|forged|counterfeit|falsify|made[- ]up|photoshop)\b.{0,40}|(?:without|avoid|evade|dodge) "
    r"(?:getting caught|being caught|the police|detection)|pretend (?:to|that|i)|sham marriage|marriage of "
    r"convenience|buy (?:an? |my )?(?:residence )?(?:hukou|permit|visa|id)\b|hide .{0,30}from (?:the )?police|write me an? (?:employment|invitation|school|admission) letter|"
    r"lie (?:to|on|about)|bribe|red envelopes?\b.{0,30}\b(?:officer|police|clerk|official|window)|(?:警察|民警|办事员|窗口|领导).{0,6}(?:塞|送|包)(?:个)?红包|假(?:结婚|证|材料|证明|合同|离婚|签证|户口)|伪造|代开|买(?:户口|证|假|居住证|居留)|(?:居住证|户口|签证|居留许可)(?:哪里)?(?:可以|能)?买|一份假|骗(?:过|取)|躲过|"
    r"逃避(?:检查|警察)|不被(?:发现|查到)|行贿|走后门|作假|造假",
)
# Words that stand in much else too: they count beside an example of deceit.
HINTS_AT_DECEIT = re.compile(
    r"\b(?:buy|sells?|selling|rent out|borrow|fake|shell|quietly|secret(?:ly)?|notice|find out|hid(?:e|ing)|trick|bypass|loophole|connections?|"
    r"under the table|off the books|word (?:it|the|my)|(?:change|edit|alter) (?:the|my|a)|tell (?:the|my) (?:police|embassy|officer)|get (?:a)?round|"
    r"so (?:that )?(?:they|he|she|nobody|no one)|without (?:them|anyone|telling|my|the)|how (?:do|can|to|should) .{0,20}(?:avoid|keep))\b|"
    r"(?<!购)买(?!的|了?房|二手|保险|票|社保卡|车)|卖|编|改小|改大|躲|瞒|骗|假(?!期)|挂靠|挂着|挂个|行情|送点|塞|打点|请客|送烟|送礼|门路|关系户|黄牛|造|"
    r"查不出|查到|发现|别让|不让.{0,6}知道|不被|混过|糊弄|冒用|借.{0,4}(?:证|护照|地址)|偷偷|花钱"
)
# Asking about the rule on deceit, or telling of having been deceived, is no request to deceive.
ABOUT_DECEIT = re.compile(
    r"what (?:is|are|happens|(?:can|could|will|would) happen)|should (?:i|we|he|she) tell|in trouble|\bjail\b|prison|penalt|fine\b|punish|caught with|was (?:sold|given)|is it illegal|罚|处罚|后果|"
    r"会怎么|犯法|违法|被骗|算不算|坐牢|判刑|判几年|拘留|会退回|几年不|几年内不|举报|自首"
)

# Matters beside this field: other countries' papers, predictions, bookings, other law. What the
# corpus holds on them is shown as the nearest thing, not as an answer.
BESIDE = re.compile(
    r"\b(?:us|u\.s\.|american|uk|schengen|japan(?:ese)?|korean?|canadian|australian|thai|taiwan'?s own) "
    r"(?:visa|green card|residence card|household|driving)|right of abode|"
    r"\bbook (?:me|an?)\b|appointment|status of my application|application number|opening hours|"
    r"will (?:my|i|it|they|hukou|china|the)\b.{0,40}(?:approved|abolish|get it|pass|change)|next year|chances?\b|"
    r"which (?:agent|agency|lawyer)|best (?:agent|agency|lawyer)|cheapest|recommend|"
    r"mortgage|\bloans?\b|buy (?:an? )?(?:flat|house|apartment|home)(?!.{0,40}hukou)|(?:car|licen[cs]e) plate|lottery|"
    r"\b(?:dog|cat|pet)s?\b|\bcash\b|customs|bank account|sim card|adopt\b|custody|asylum|tibet|system fair|"
    r"my exact case|check if i\b|officially translate|translate this|ignore your|"
    r"(?:美国|日本|韩国|英国|加拿大|申根|泰国)(?:签证|绿卡|在留)|在留卡|香港居留权|台湾户籍|预约|进度|几点|开门|"
    r"会(?:通过|批|取消)吗|明年|哪家|推荐|中介|房贷|贷款|购房|摇号|车牌|宠物|狗|现金|海关|开户|银行账户|手机卡|"
    r"收养|归谁|抚养权|入藏|公平吗|具体罚多少|帮我查|别管依据|申请难民|换驾照"
)
