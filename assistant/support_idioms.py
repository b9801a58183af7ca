"""Set phrases that hold a "not", a "can" or a "must" and say none: rewritten before these are counted.

"Could not be verified" denies nothing of the rule, "whether or not" neither, and who "does not stay
in a hotel" stays outside one. A phrase and what a passage would say for it become the same words.
"""

import re
from functools import lru_cache

# What is found → what stands in its place. In normal form; the first of two that overlap counts.
_EN: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:(?:it )?(?:could|can|has|was|were|have|is)(?: not|n't)(?: been| be)?(?: possible)?(?: to)?|cannot(?: be)?|(?:was|is) impossible to|(?:i|we)(?: have|'ve)?(?: not|n't| haven't)(?: been able to)?|(?:i|we) (?:did|do)(?: not|n't))"
        r" (?:confirm(?:ed)?|verif(?:y|ied)|establish(?:ed)?|f(?:ind|ound)(?: out)?(?: for sure)?|check(?:ed)?|know|read|seen?|looked at)\b",
        " unverified",
    ),
    (r"\bno (?:answer|information|text|rule|source)s? (?:could be|was|were|has been|can be) found\b|\bnot (?:found|verified|checked|confirmed|read|known)\b|\bunchecked\b|\bunread\b|\bunknown\b", " unverified"),
    (r"\b(?:whether|if) (?:it )?(?:has|have|they've|it's) since (?:been )?\w+", "whether changed"),
    (r"\bdoes it matter\b|\bwhether or not\b|\bregardless\b|\bno matter\b", "whatever"),
    (r"\bdon't (?:mix|confuse|mistake)\b|\b(?:must|should) not be (?:confused|mixed up|mistaken)\b|\bmust be (?:told|kept) apart\b", "distinct"),
    (r"\b(?:is|are|was|were|be|stays?|staying|living|live|lodg\w+|accommodated|put up)?,? ?(?:not|n't) (?:staying |living |lodging |accommodated )?(?:in|at) (?:a |an |any )?hotels?\b", " not hotel"),
    (r"\b(?:anywhere |somewhere )?(?:outside(?: of)?|other than(?: in| at)?|elsewhere than(?: in| at)?) (?:a |an |the |any )?hotels?\b", " not hotel"),
    (r"\b(?:conditions|requirements|terms|criteria)((?: that| which)?(?: [\w-]+){0,4}?) (?:must|ha(?:ve|s) to|needs? to) (?:meet|satisf(?:y|ies)|fulfil)\b", r"conditions\1 meet"),
    (r"\b(?:fake|counterfeit|bogus)\b", "forged"),
    (r"\b(?:does not amount to|doesn't amount to|falls? short of|isn't|is not|if not) (?:being )?(?:a crime|criminal)\b|\bnot(?: be)? criminal\b", "is no crime"),
    (r"\bat odds with\b", "not match"),
    (r"\bleaves? open\b", "does not say"),
    (r"\b(?:save|except) (?:where|when|if)\b|\bbut for\b", "unless"),
    (r"\b(?:been )?denied(?= (?:to|entry|a visa|permission|boarding|admission))", "refused"),
)  # fmt: skip
_LATER = r"(?:后来|此后|其后|之后|以后|随后|这以后)"
_NOT_SEEN = r"(?:没有?|未能?|未经|尚未|没能)(?:得到|能|去)?(?:核[查对实]|查[过证实到清明]?(?!处)|核过|读到?|看[过到]?|确认|证实|找到)"
_ZH: tuple[tuple[str, str], ...] = (
    (rf"{_LATER}?(?:的|有无|有没有|是否|到底|究竟)*(?:修改|修订|变动|变化|改动|改过?|变过?|新规)?(?:情况|与否)?(?:没有?(?:改|变|修改)?过?)?(?:，)?{_NOT_SEEN}", "¤未核"),
    (r"不清楚|尚不明确|不明确|不知道|不好说", "¤未核"),
    (r"不分(?=国籍|性别|民族|男女)", "不论"),
    (r"(?:没|不)(?:住|在)(?:在)?(?:旅馆|宾馆|酒店)(?:里)?(?:住宿|住)?", "不旅馆"),
    (r"(?:住宿?在|住|在)?(?:旅馆|宾馆|酒店)(?:等)?(?:以外|之外|外)(?:的地方|的住宿|住宿|居住)?", "不旅馆"),
    (r"不干了|不在(?:单位|公司)(?:干|做)了", "离职"),
    (r"不是一回事|两码事", "两回事"),
    (r"符合?什么条件|须(?:符合|具备|满足)(?:的|什么)?条件", "条件"),
    (r"(?:够不上|还不算|不算|不够|还没到|没到|尚不构成|未构成|不成立)犯罪(?:的程度)?", "不构成犯罪"),
    (r"不收钱|不要钱|不(?:用|必)花钱", "免费"),
    (r"不论有无", "是否"),
    (r"不过(?=[，是的]|这)|只不过", "但"),
    (r"不迟于|不晚于", "至迟"),
    (r"要么", "或"),
    (r"(?:造|弄)?假(?=护照|签证|证|文件|材料|公章|名)|(?:造|弄)假", "伪造"),
    (r"(?:被|遭)拒(?!绝)了?", "被拒绝"),
    (r"差不多", "约"),
    (r"(?<![并除而绝])非(?:得(?!到)|要(?!求))", "必须"),
    (r"免办签证|免于?签证", "免签"),
    (r"有别于|不同于", "不是"),
    (r"[改变修]过?没有(?=[，。？；,?;]|$)", "是否"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _rules() -> dict[bool, tuple[tuple[re.Pattern[str], str], ...]]:
    return {
        chinese: tuple((re.compile(found), put) for found, put in rules)
        for chinese, rules in ((False, _EN), (True, _ZH))
    }


def plainly(text: str, *, chinese: bool) -> str:
    """The text with every set phrase of its language rewritten.

    Args:
        text: in normal form.
    """
    for found, put in _rules()[chinese]:
        text = found.sub(put, text)
    return text
