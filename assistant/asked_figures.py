"""Whether what asks for a sum of money or a time is answered by a rule on it, or by one that names any."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from assistant.reading import Reading
from corpus.statement import Facet, Passage


class _Said(NamedTuple):
    """What is on a sum or a time.

    Attributes:
        facets: of a rule that is on it.
        words: of one that names any.
        plain: what asks for it in plain words.
    """

    facets: tuple[Facet, ...]
    words: re.Pattern[str]
    plain: re.Pattern[str]


_SUM = re.compile(
    r"\d\s*[万亿千百]?\s*(?:美|港|欧)?元|\$\d|费|免(?!签)|金额|多少钱|yuan|\bdollars?\b|\beuros?\b|\brmb\b|\b(?:sum|amount)s?\b|\bfees?\b|"
    r"\bcosts?\b|\bpric|\bpay|\bcharge|(?<!visa-)\bfree\b|percent|%",
    re.I,
)
_TIME = re.compile(
    r"(?<!\d{3})\d\s*(?:个)?(?:工作)?[日天年月周](?![岁\d])|[半一二两三四五六七八九十]个?(?:工作)?[日天年月周]|永久|长期|小时|时限|期限|立即|及时|当场|之前|"
    r"\b(?:day|month|week|year|hour)s?\b|\bat once\b|prompt|immediate|on the spot|without delay|without an end|for life|no time limit|\bbefore\b",
    re.I,
)
_ASKS_A_SUM = re.compile(
    r"how much (?:is|are|does|do|will|would|did|must|should)\b[^.?!]*\b(?:costs?|pay|fees?|charged?)\b|how much (?:is|are) (?:the|a|an|it)\b|how much money|"
    r"\bcosts?\b|\bfees?\b|\bprices?\b|多少钱|收费|费用|工本费|花多少|贵不贵|几块钱"
)
_ASKS_A_TIME = re.compile(
    r"how (?:long|many (?:working )?(?:days|weeks|months|years|hours))|多久|多长时间|(?:[几幾]|多少)(?:个?工作日|天|年|个月|小时)|有效期"
)
_TIMES = (Facet.PROCESSING_TIME, Facet.DEADLINE, Facet.VALIDITY)
_SAID = {
    Facet.FEE: _Said((Facet.FEE,), _SUM, _ASKS_A_SUM),
    **dict.fromkeys(_TIMES, _Said(_TIMES, _TIME, _ASKS_A_TIME)),
}


def is_a_figure(facet: Facet | None) -> bool:
    """Whether what is asked for is a sum or a time."""
    return facet in _SAID


def says(passage: Passage, facet: Facet) -> bool:
    """Whether a rule is on a sum or a time, as is asked for, or names one."""
    facets, words, _ = _SAID[facet]
    return passage.facet in facets or words.search(passage.text) is not None


def asked_and_not_said(reading: Reading, shown: Iterable[Passage]) -> list[Facet]:
    """What is asked for in plain words and none of the rules shown is on, or names any of: a sum, a time."""
    told = list(shown)
    return [
        facet
        for facet in reading.facets
        if facet in _SAID
        and _SAID[facet].plain.search(reading.own_text)
        and not any(says(passage, facet) for passage in told)
    ]
