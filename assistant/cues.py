"""Words that show what a question asks; both languages, in normal form."""

import re

from corpus.statement import Facet

FACET_CUES: tuple[tuple[Facet, re.Pattern[str]], ...] = (
    (
        Facet.PROCESSING_TIME,
        re.compile(
            r"how long (?:does|will|do|is) (?:it|they|the (?:office|police|application|process))[^?]*"
            r"(?:take|process|wait)|how many (?:working )?days.*(?:take|process)|when will i (?:get|receive)|"
            r"processing time|(?:normal|usual|average|long a) wait|still (?:waiting|not (?:here|ready|arrived))|"
            r"waiting time|多久(?:能|可以)?(?:拿到|下来|办好|办完|办下来|出来|批)|几个工作日|要等多久|"
            r"多长时间(?:能|可以)?(?:拿到|下来|办好)|审批.*多久|多少个工作日|"
            r"(?<![前过这那好十])几天才?(?:能|可以)?(?:拿|取|下来|办好|办完)"
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
            r"\bfine[ds]?\b|penalt|punish|what (?:happens?|if)|what'll happen|caught|consequences?|"
            r"in trouble|\blate\b|overstay|forg[eo]t\w*|illegal|deport|罚|处罚|后果|逾期|忘了|忘记|超期|过期(?:了|怎)|"
            r"会怎样|会怎么样|违法|没(?:有)?(?:办|登记|申报|报)|拘留|抓"
        ),
    ),
    (
        Facet.FEE,
        re.compile(
            r"\bcosts?\b|\bfees?\b|how much(?! time)|\bprice|\bpay\b|free of charge|\bcharge[ds]?\b|"
            r"\bset (?:me|us|him|her|you|one) back|\bexpensive|\bcheap|going rate|\bafford|多少钱|收费|费用|"
            r"要钱|收不收钱|[要还另]收钱|收钱吗|\bis it free\b|\bfor free\b|工本费|免费|花钱|几块|贵不贵|多贵|花多少|交多少"
        ),
    ),
    (
        Facet.DOCUMENTS,
        re.compile(
            r"(?:what|which) (?:papers|documents|paperwork|do i (?:bring|need to bring))|\bpapers\b|"
            r"\bpaperwork\b|\bbring\b|documents? (?:do|are|needed|required)|材料|带什么|要带|带哪些|什么证件|"
            r"哪些证件|手续要什么|需要准备|提交什么|办[^,。?!;]{1,12}要(?:什么|啥)(?=$|[,。?!;\s])|"
            r"准备些?(?:什么|啥|哪些)|(?<![为没])(?:什么|啥|哪些)(?:资料|文件|证明)|what proof|"
            r"what (?:do|does|will) (?:i|we|he|she|they|my \w+) need (?:for|to (?:apply|get|renew|register|show|bring))"
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

# What is left of a question that only wants to read an article.
WHAT_IT_SAYS = re.compile(
    r"\b(?:what(?:'s|s)?|is|does|do|can|you|it|there|here|say(?:s|ing)?|said|in|the|of|about|an?|and|to|for|on|under|from|"
    r"text|contents?|full|exact(?:ly)?|wording|words?|please|pls|law|act|regulations?|measures|provisions?|require[sd]?|"
    r"mean(?:s|ing)?|tell|me|show|quote|read|cite|one|sentence|explain|article)\b|"
    r"是?什么|是?啥|怎么(?:写|说|讲|规定)|写|规定|内容|原文|全文|给我|看|说|讲|意思|一下|请|条文|法律|条例|办法|[的了里中第款项吗呢是]"
)

FOLLOW_UP = re.compile(
    r"^(?:and|but|what about|how about|so|then|ok(?:ay)?\b.{0,3}|also|same|or|same (?:in|for)|is it the same|"
    r"no,|sorry,|i mean|actually|yes,?|once|when|if|for (?:him|her|them|my))\b|"
    r"\b(?:it|its|that|this|those|these|them|they|there|him|her|he|she|one|ones|the same|both)\b|"
    r"^(?:那|那么|如果|要是|还有|另外|但是|可是|然后|同样|这个|那个|再|也|他|她|它|不对|不是|没|嗯|好的?|哦|知道了|办|罚|在|去|要|能|多少|多久|几|哪|谁)|"
    r"(?:这|那|他|她|它|同样|一样|也|又)|呢[?？]?$"
)
# Says that it compares, whatever stands in between.
COMPARES_PLAINLY = re.compile(
    r"\bdiffer\w*\b|\bcompar\w+\b|\bversus\b|\bvs\b|区别|不同|不一样|对比|相比"
)
# Two people to be set side by side: a word that compares, or one that joins what they are called.
COMPARE = re.compile(
    r"\b(?:difference|differ|differs|different|compare|compared|comparison|versus|vs|easier|cheaper|faster|better)\b|"
    r"\band (?:for|in) |区别|不同|不一样|一样吗|对比|相比|比较|哪个|分别"
)
JOINED = re.compile(
    r"(?:s|'s| people| residents?| citizens?|人|居民|公民)?\s*(?:,?\s*\b(?:and|or)\b|/|[和与跟及或]|还是)\s*(?:(?:for|in|of|an?|the) )*"
)
# Somebody refuses: "they won't let me, what can I do", which asks for no procedure.
STANDS_IN_THE_WAY = re.compile(
    r"\b(?:refus(?:e[sd]?|ing)|(?:won['’]?t|wouldn['’]?t|would not) (?:let|give|accept|sign|help|return|do)|(?:doesn['’]?t|does not|didn['’]?t|did not|don['’]?t) let|"
    r"will not (?:let|give|accept|sign|help|return)|rejects?|rejected|turned? (?:me|us|him|her|them) away)\b|"
    r"(?:不让|不给|不肯|不许|不准(?!确|时|备)|不同意|不愿意?|拒绝|拒不|不接收|不接受|不受理|不收(?!费|钱|取)|不退(?!休|伍)|不还|不配合|扣着|扣了(?!\d|分|税|钱)|卡着)"
)
# Nothing but the wish to read on.
MORE = re.compile(
    r"(?:(?:tell|show|give) me more|more|more (?:please|details?|info\w*|on (?:this|that))|go on|continue|"
    r"(?:anything|what) else|any ?thing more|details|in (?:more )?detail)[ ,.?!]*(?:please)?[.?!]*|"
    r"(?:更多|多说(?:一)?点|再多说(?:一)?点|再说说|说详细(?:一)?点|详细(?:一)?点|详细说说|展开说说|还有(?:别的|其他|其它|什么)?[吗呢么]?|继续|接着说|然后呢)[。?？!！]*"
)
# It takes back what was said before, however much it says anew.
CORRECTS = re.compile(
    r"^(?:no|wait|sorry|oops|correction|my mistake|i meant|i mean|actually)\b|"
    r"^(?:不对|不是|说错|打错|弄错|搞错|写错|更正|纠正)"
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
    r"my exact case|check if i\b|officially translate|translate this|ignore your|lawyer|how likely|alipay|wechat pay|"
    r"\b(?:satur|sun)day\b|(?:uk|us|british|american|german|french|indian|canadian|australian) apostille|schengen|report of birth|"
    r"consulate (?:want|ask|charge)|is it ready|to pick up|on the list\b|photo (?:size|shop|studio)|"
    r"(?:maternity|annual|days of) leave|tuition|"
    r"(?:美国|日本|韩国|英国|加拿大|申根|泰国)(?:签证|绿卡|在留)|在留卡|香港居留权|台湾户籍|预约|进度|几点|开门|"
    r"会(?:通过|批|取消)吗|明年|哪家|推荐|中介|房贷|贷款|购房|摇号|车牌|宠物|狗|现金|海关|开户|银行账户|手机卡|"
    r"律师|周[六日]|星期[六日天]|支付宝|招行|你觉得|北上|面试|柯基|遛狗|养[^,。]{0,3}(?:只|条)|产假|相要几大|眼镜|照片(?:几寸|尺寸|多大)|"
    r"(?:啥时候|什么时候|哪天)出|几号(?:到几号|开始|截止|开放|出)|名单|"
    r"收养|归谁|抚养权|入藏|公平吗|具体罚多少|帮我查|别管依据|申请难民|换驾照"
)

# What each city sets by itself, and words that ask for how much or when.
SET_BY_CITY = re.compile(
    r"\bpoints?\b|\bquotas?\b|\bsubsid\w+|\bpass mark\b|minimum wage|contribution base|\bpremiums?\b|"
    r"\bcatchment\b|\btalent (?:hukou|schemes?|programs?|programmes?|money)\b|"
    r"积分|名额|补贴|安家费|最低工资|缴费基数|学区|人才(?:落户|引进)"
)
ASKS_A_FIGURE = re.compile(
    r"\bhow (?:many|much)\b|\bwhat(?:'s| is| does)\b|\bwhich (?:score|date|day)\b|"
    r"多少|几(?:分|个|块|号|岁)|最低|最高|(?:什么|啥)时候|哪天|几时"
)
