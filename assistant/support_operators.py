"""What a text says must, may or must not be, and what it denies: each with the word it governs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

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
    r"|no longer required|not have to|(?:is|are) free from|exempt(?:ed)?(?: from)?|waives?|waived|needs? no\b|optional|voluntar\w+"
    r"|not compulsory|not mandatory))"
    r"|(?P<must_not>\b(?:must(?: not|n't| never)|must in no case|may not|may (?:neither|no longer|only not)|cannot|can ?not|can't|could not|shall not"
    r"|(?:not|never|nor|no longer|is not|are not)(?: to)? (?:be )?(?:allowed|permitted|entitled|let|free)(?: to)?|never (?:may|can)"
    r"|forbid(?:s|den)?|prohibit(?:s|ed)?|banned|barred|bars?\b|no (?:one|body|person|city|school|employer|office)\b[^.;,]{0,30}? may"
    r"|(?:is|are|have|has) no right(?: to)?|not be able(?: to)?|unable to|does not let|do not let|not allow|illegal to|unlawful to|not lawful))"
    r"|(?P<must>\b(?:must|ha(?:ve|s|d) to|(?:is |are |be |was |were )?required(?: to)?|requir(?:es?|ing|ements?)|shall|need(?:s|ed)?(?: to)?"
    r"|(?:is|are) (?:due|obliged|bound)(?: to)?|obligat\w+|oblig\w+|dut(?:y|ies)|compulsory|mandatory|should|necessary|ha(?:ve|s) the duty))"
    r"|(?P<may>\b(?:may|can|could|might|(?:is|are|be|was|were)(?: also)? (?:allowed|permitted|entitled|free|able)(?: to)?|lets?|allow(?:s|ed|ing)?"
    r"|permits?(?= \w+ to)|permitted|ha(?:ve|s) (?:the|a) right|ha(?:s|ve) the right|rights\b|right to|possibl[ey]|entitle[sd]?|choose|chooses|optionally|make it possible))"
    r"|(?P<no>(?<!or )\b(?:not|n't|no|never|nor|neither|none|nothing|nobody|without)\b(?! (?:more|longer|later|less|fewer|older|higher|only|over)\b)|n't\b|\b(?:fails?|failed|failing|lacks?|lacking|refus\w+|unless|except)\b)"
)
_ZH = re.compile(
    r"(?P<need_not>不必|无需|无须|毋须|不需要?|不须|不用(?!于|作)|用不着|免予|免于|免(?!费|疫)|可以不(?=[办交提带申登缴再用])|并非必须|不强制|不要求|没有要求|自愿)"
    r"|(?P<must_not>不得不?(?!超过|少于|低于|高于|多于)|不能(?!证明|够证明)|不可以|不可(?!抗|分)|不准|不许|禁止|严禁|不允许|无权|不予允许|不会允许|不让)"
    r"|(?P<must>应当|(?<![相对反适响回供])应(?![用急该届])|该(?=[去向])|必须|务必|一定要|(?<![无毋不])须|(?<![不无])需要?|(?<![不需重主只])要(?![求么素闻点件是])"
    r"|有义务|义务|要求|强制|得(?=[去向在由先办])|责任|应该)"
    r"|(?P<may>(?<!不)可以(?!不[办交提带申登缴再用])|(?<![不许认])可(?![以靠能抗分行见])|可能|有权|允许|准许|(?<![不可功技职只才])能(?![力够源证])|能够|准予|有资格|让|才能)"
    r"|(?P<no>不(?!管|论|同|只|仅|过|变|断|限|动产|超|少于|低于|满|足)|没有?(?!满)|無|无(?!偿|论)|未(?!成年|满)|非(?!法|婚|官|农|居民|中国|常)|拒绝|勿|否)"
)
_FORCES = {"need_not": Force.NEED_NOT, "must_not": Force.MUST_NOT, "must": Force.MUST, "may": Force.MAY,
           "no": Force.NOT}  # fmt: skip
_MILD = re.compile(
    r"can|could|possibl[ey]|lets?|rights?|need(?:s|ed)?(?: to)?|(?:is |are |be )?required(?: to)?|requires?|requirements?|necessary"
    r"|可|能|能够|才能|可能|可以|要|需要?|要求"
)
_END = re.compile(r"[.;:!?,。；：！？，、]")
_LIGHT = frozenset(["be", "have", "only", "also", "then", "first", "then", "still", "be", "itself", "themselves", "yourself", "either", "either", "both"])  # fmt: skip


@lru_cache(maxsize=4096)
def operators_of(text: str) -> tuple[Operator, ...]:
    """Every operator of a text, in its order."""
    plain = without_gloss(re.sub(r"\bMay\b(?=[ ,]*\d)|(?<=\d )May\b|in May\b|of May\b", "¤", text))  # fmt: skip
    return tuple(_operators(normal_form(plain)))


def _operators(plain: str) -> Iterator[Operator]:
    pattern = _ZH if is_chinese(plain) else _EN
    for match in pattern.finditer(plain):
        clause = _END.split(plain[match.end() : match.end() + 60], maxsplit=1)[0]
        words = [w for w in tokens(clause) if w not in _LIGHT]
        mild = _MILD.fullmatch(match[0]) is not None
        yield Operator(_FORCES[match.lastgroup or "no"], words[0] if words else "", mild)


@lru_cache(maxsize=4096)
def denials(text: str) -> int:
    """How often a text denies something, in words such as "void" and "unchecked" too."""
    plain = normal_form(without_gloss(text))
    hard = sum(o.force in (Force.NOT, Force.MUST_NOT, Force.NEED_NOT) for o in operators_of(text))
    return hard + len((_SOFT_ZH if is_chinese(plain) else _SOFT_EN).findall(plain))


_SOFT_EN = re.compile(
    r"\b(?:un(?!i|der|til|less)\w+|non-?\w+|void|expired?|expires|lapsed?|bans?|gone|stop(?:s|ped)?|free|instead|waive[sd]?|lift(?:s|ed)?"
    r"|outside|false|stateless|only|wrong|lost|ends?|ended|away|in\w*valid|exempt\w*|except|other|but)\b"
)
_SOFT_ZH = re.compile(
    r"免|失效|作废|消失|停|另|别|除|取消|废|只|仅|外(?!国)|假|误|错|其他|其余|以前|原"
)


def every_word(text: str) -> list[str]:
    """Every word of a text, in its order."""
    return tokens(normal_form(without_gloss(text)))
