"""Words of a request to forge, evade or deceive; both languages, in normal form."""

import re

DECEIT = re.compile(
    r"\b(?:fake|forge|forged|counterfeit|falsify|made[- ]up|photoshop)\b.{0,40}|(?:without|avoid|evade|dodge) "
    r"(?:getting caught|being caught|the police|detection)|pretend (?:to|that|i)|sham marriage|marriage of "
    r"convenience|buy (?:an? |my )?(?:residence )?(?:hukou|permit|visa|id)\b|hide .{0,30}from (?:the )?police|write me an? (?:employment|invitation|school|admission) letter|"
    r"lie (?:to|on|about)|bribe|red envelopes?\b.{0,30}\b(?:officer|police|clerk|official|window)|(?:警察|民警|办事员|窗口|领导).{0,6}(?:塞|送|包)(?:个)?红包|假(?:结婚|证|材料|证明|合同|离婚|签证|户口)|伪造|代开|买(?:户口|证|假|居住证|居留)|(?:居住证|户口|签证|居留许可)(?:哪里)?(?:可以|能)?买|一份假|骗(?:过|取)|躲过|"
    r"逃避(?:检查|警察)|不被(?:发现|查到)|行贿|走后门|作假|造假|"
    r"\bso (?:that )?(?:they|nobody|no one|the (?:officers?|police|office)) (?:don'?t|doesn'?t|won'?t|wouldn'?t|never|can'?t|cannot) "
    r"(?:notice|smell|suspect|see through)|\bso (?:that )?the (?:officers?|police|office) (?:don'?t|doesn'?t|won'?t|never|can'?t) (?:find out|catch)|"
    r"\b(?:change|edit|alter|backdate|redo) the (?:dates?|names?|figures?|numbers?) (?:on|in|of) (?:this|the|my|his|her|a) "
    r"(?:lease|contract|letter|certificate|statement|payslip|bill)|"
    r"(?:送|塞).{0,4}(?:点|些|什么|啥|多少|几条|红包|礼|烟|钱).{0,4}(?:才)?肯(?:给)?(?:办|批|改|通融)|"
    r"(?:花钱|找人|托人)(?:就)?(?:能|可以).{0,10}(?:开|弄|办|搞)(?:到|出).{0,16}(?:联系方式|路子|门路|渠道)|"
    r"(?:怎么|咋|如何).{0,6}才?(?:不会|不)被(?:查|抓)",
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
