"""What a text says must, may or must not be, and what it denies: each with the word it governs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.support_idioms import plainly
from assistant.support_text import is_chinese, without_gloss
from corpus.text import normal_form
from index.lexical import tokens


class Force(StrEnum):
    """How a text says that something is so."""

    PLAIN = "is"
    MUST = "must"
    MAY = "may"
    MUST_NOT = "must not"
    NEED_NOT = "need not"
    NOT = "not"


# Stems of words that deny by themselves: "not missing" turns what a passage says of something missing.
TURNED = frozenset(
    """absent difficult fail illeg incomplet incorrect invalid irregular lack miss refus unabl unbroken undat unlaw
    unlimit unmarri unpaid unrecord unregist unverifi void""".split()  # noqa: SIM905 - reads better
)
DENIALS = frozenset({Force.NOT, Force.MUST_NOT, Force.NEED_NOT})


@dataclass(frozen=True, slots=True)
class Operator:
    """A force and the word it governs.

    Attributes:
        word: empty where the clause ends.
        is_mild: said with a word such as "can" or "takes", which also stands in plain statements.
    """

    force: Force
    word: str
    is_mild: bool


_EN = re.compile(
    r"(?P<need_not>\b(?:need(?:s|ed)? not|(?:do(?:es)?|did)(?: not|n't) (?:have|need)(?: to)?|needn't|no need(?: to| for)?"
    r"|(?:is|are|was|were)(?: not|n't) (?:required|obliged|needed|necessary)(?: to)?|no duty|without having to|no longer (?:has|have|needs?) to"
    r"|no longer required|not have to|(?:is|are) free from|exempt(?:ed)?(?: from)?|waives?|waived|needs? no\b|optional"
    r"|not compulsory|not mandatory))"
    r"|(?P<must_not>\b(?:must(?: not|n't| never)|mustn't|must in no case|may not|may (?:neither|no longer|only not)|cannot|can ?not|can't|could not|shall not"
    r"|(?:not|never|nor|no longer|is not|are not)(?: to)? (?:be )?(?:allowed|permitted|entitled|let|free)(?: to)?|never (?:may|can)"
    r"|forbid(?:s|den)?|prohibit(?:s|ed)?|banned|barred|bars?\b|no (?:one|body|person|city|school|employer|office|organi[sz]ation|place|compan(?:y|ies)|authority)\b[^.;,]{0,30}? may"
    r"|(?:nobody|no one)\b(?: \w+){0,3}? (?:is|may be) (?:allowed|permitted)|nobody\b(?: \w+){0,3}? (?:may|can)|no \w+(?: \w+)? (?:is|are) (?:allowed|permitted)"
    r"|(?:is|are|have|has) no right(?: to)?|not be able(?: to)?|unable to|does not let|do not let|not allow|illegal to|unlawful to|not lawful))"
    r"|(?P<must>\b(?:must|ha(?:ve|s|d) to|(?:is |are |be |was |were )?required(?: to)?|requir(?:es?|ing|ements?)|shall|need(?:s|ed)?(?: to)?"
    r"|(?:is|are) (?:due|obliged|bound)(?: to)?|obligat\w+|oblig\w+|dut(?:y|ies)|(?:is|are) to (?=[a-z]+ )|asks? for|asked for|calls? for|called for|demand\w*|insist\w*|compulsory|mandatory|should|necessary|ha(?:ve|s) the duty))"
    r"|(?P<may>\b(?:may|can|could|might|(?:is|are|be|was|were)(?: also)? (?:allowed|permitted|entitled|free|able)(?: to)?|lets?|allow(?:s|ed|ing)?"
    r"|permits?(?= \w+ to)|permitted|ha(?:ve|s) (?:the|a) right|ha(?:s|ve) the right|right to|possibl[ey]|entitle[sd]?|choose|chooses|optionally|make it possible|open to|eligible|qualif(?:y|ies)))"
    r"|(?P<no>\bneither\b[^.;]{1,90}?\bnor\b|\bneither\b|(?<!or )\b(?:not|n't|never|nor|none|nothing|nobody|without|no(?! (?:more|longer|later|less|fewer|older|higher|over) than\b))\b(?! (?:more|longer|later|less|fewer|older|higher|over) than (?:\d|an? |half|one|two|three|four|five|six|seven|eight|nine|ten|sixty|ninety)| only\b| matter\b| delay\b| yet (?:turned|reached|\d)| turned)|n't\b|\b(?:fails?|failed|failing|lacks?|lacking|refus\w+|unless|except|turn(?:s|ed)? (?:\w+ )?(?:away|down))\b)"
)
_ZH = re.compile(
    r"(?P<need_not>不必|无需|无须|毋须|不需要?|不须|不用(?!于|作)|用不着|免予|免于|免(?!费|疫|签|征)|可以不(?=[办交提带申登缴再用])|并非必须|不强制|不要求|没有要求)"
    r"|(?P<must_not>不得不?(?!超过|少于|低于|高于|多于)|不能(?!证明|够证明)|不可以|不可(?!抗|分)|不准|不许|禁止|严禁|不允许|无权|不予允许|不会允许|不让)"
    r"|(?P<must>应当|(?<![相对反适响回供])应(?![用急该届])|该(?=[去向])|必须|务必|一定要|并须|(?<![无毋不])须|(?<![不无])需要?|(?<![不需重主只])要(?![求么素闻点件是])"
    r"|有义务|义务|要求|强制|不可少|必不可少|少不了|得(?=[去向在由先办])|责任|应该)"
    r"|(?P<may>(?<!不)可以(?!不[办交提带申登缴再用])|(?<![不许认])可(?![以靠能抗分行见])|可能|有权|允许|准许|(?<![不可功技职只才未没])能(?![力够源证])|能够|准予|有资格|让|才能)"
    r"|(?P<no>不(?!管|论|同|只|仅|过|变|断|限|动产|超|得超|得少|得低|得多|得高|少于|低于|满|足|到(?=[\d一二两三四五六七八九十])|例外)|没有?(?!满|到(?=[\d一二两三四五六七八九十]))|無|无(?!偿|论)|未(?!成年|满)|非(?!法|婚|官|农|居民|中国|常)|拒绝|勿|(?<![是能可])否)"
)
_FORCES = {"need_not": Force.NEED_NOT, "must_not": Force.MUST_NOT, "must": Force.MUST, "may": Force.MAY,
           "no": Force.NOT}  # fmt: skip
_MILD = re.compile(
    r"can|could|open to|eligible|qualif(?:y|ies)|(?:is|are) to |asks? for|asked for|calls? for|called for|demand\w*|insist\w*|should|possibl[ey]|lets?|rights?|need(?:s|ed)?(?: to)?|(?:is |are |be )?required(?: to)?|requires?|requirements?|necessary"
    r"|可|能|能够|才能|可能|可以|要|需要?|要求"
)
_END = re.compile(r"[.;:!?,。；：！？，、]")
_LIGHT = frozenset(["be", "have", "only", "also", "then", "first", "then", "still", "be", "itself", "themselves", "yourself", "either", "either", "both"])  # fmt: skip


@lru_cache(maxsize=4096)
def operators_of(text: str) -> tuple[Operator, ...]:
    """Every operator of a text, in its order."""
    return tuple(_operators(_plain(text)))


def _plain(text: str) -> str:
    """Its normal form without glosses, and without the month of May."""
    month = r"\bMay\b(?=[ ,]*\d)|(?<=\d )May\b|in May\b|of May\b"
    plain = normal_form(without_gloss(re.sub(month, "¤", text)))
    plain = plainly(plain, chinese=is_chinese(plain))
    return re.sub(r"([\u3400-\u9fff])[没不]\1", r"\1", plain)  # 报没报: whether or not


def _operators(plain: str) -> Iterator[Operator]:
    pattern = _ZH if is_chinese(plain) else _EN
    for match in pattern.finditer(plain):
        clause = _END.split(plain[match.end() : match.end() + 60], maxsplit=1)[0]
        words = [w for w in tokens(clause) if w not in _LIGHT]
        mild = _MILD.fullmatch(match[0]) is not None
        yield Operator(_FORCES[match.lastgroup or "no"], words[0] if words else "", mild)


@dataclass(frozen=True, slots=True)
class Denials:
    """How often a text denies something.

    Attributes:
        plain: by "not", "no", 不, 没 and the like, and words that say no more, such as "void".
        lexical: these, and words that may deny: "except", "refuse", "until", 以外.
    """

    plain: int
    lexical: int


@lru_cache(maxsize=4096)
def denials(text: str) -> Denials:
    """Count what a text denies."""
    plain = _plain(text)
    chinese = is_chinese(plain)
    pattern, soft, lexical = (_ZH, _SOFT_ZH, _LEXICAL_ZH) if chinese else (_EN, _SOFT_EN, _LEXICAL_EN)  # fmt: skip
    hard = sum(_FORCES[m.lastgroup or "no"] in DENIALS for m in pattern.finditer(plain))
    rest = pattern.sub(
        lambda m: " " if m.lastgroup in ("no", "must_not", "need_not") else m[0], plain
    )
    sure = hard + len(soft.findall(rest))
    return Denials(sure, sure + len(lexical.findall(soft.sub(" ", rest))))


_SOFT_EN = re.compile(
    r"\b(?:unchecked|unverified|unofficial|unread|unknown|undated|unmarried|unlimited|unrelated|non-chinese|void|expired?|lapsed?|gone|(?<!-)free(?! to)|dropped|false(?:ly)?|fake"
    r"|stateless|invalid\w*|different)\b"
)
_LEXICAL_EN = re.compile(
    r"\b(?:outside|other than|apart from|until|only|instead|rather than|reject\w*|den(?:y|ies|ied)|declin\w*|absen\w+|los(?:e|es|t)|miss(?:ing|ed)|exclud\w+"
    r"|exempt\w*|abolish\w*|scrap\w*|cancel\w*|withdr[ae]w\w*|revok\w*|prevent\w*|stop\w*|ceas\w+|ends?|ended|wrong\w*|kept from|keep \w+ \w+ from"
    r"|non-\w+|otherwise|inconsistent|irregular|left (?:open|out)|withh\w+|lack(?:s|ed|ing)?|refus\w*|untrue|spared|without|late|overdue|alone|solely|differs?|former|superseded|replaced|hidden|hide|avoid\w*|evad\w*|illegal\w*|unlawful\w*)\b"
)
_SOFT_ZH = re.compile(r"免(?!签)|失效|作废|消失|除外|假|两回事|不同")
_LEXICAL_ZH = re.compile(
    r"以外|外面|之外|只|仅|逾期|否则|欠|缺|单凭|过期|取代|旧|原|一样|相同|仍|限|低于|少于|以下|超过|取消|废止|停止|停发|终止|遗失|丢|另|别的|其他|例外|驳回|排除|避免|逃避|隐瞒|非法|届满|期满|前(?!往)"
)


def every_word(text: str) -> list[str]:
    """Every word of a text, in its order."""
    return tokens(normal_form(without_gloss(text)))
