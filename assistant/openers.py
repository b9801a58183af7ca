"""Yes, no or "it depends" before an answer, where the question and the rule leave no doubt of it.

A wrong "yes" harms, so most questions get none: only where the question asks whether something may
or must be done, in plain words, and the rule that leads says that it may, must, must not or need
not be. Whatever a rule makes conditional gets "it depends".
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from assistant.messages import DEPENDS, MAY, MAY_NOT, MUST, NEED_NOT, Text
from assistant.support_operators import DENIALS, Force, operators_of
from corpus.statement import Language
from corpus.text import has_han


class Asked(StrEnum):
    """What a yes-or-no question asks of a thing."""

    MAY = "may"
    MUST = "must"


_WHO = r"(?:i|we|he|she|they|it|you|one|someone|anyone|people|foreigners?|my|our|his|her|their|the|an?)\b"
_ASKED: Mapping[Language, Mapping[Asked, re.Pattern[str]]] = {
    Language.EN: {
        Asked.MUST: re.compile(
            rf"\b(?:do|does|did|will|would) {_WHO}[^,.;?]{{0,40}}?(?:have|need) (?:to\b|an?\b|my\b|it\b)|\bmust {_WHO}|"
            r"\b(?:is|are) [^,.;?]{1,40}(?:required|necessary|compulsory|mandatory|needed)\b"
        ),
        Asked.MAY: re.compile(
            rf"\b(?:can|could|may) {_WHO}|\b(?:am|is|are) [^,.;?]{{1,40}}(?:allowed|permitted|entitled)\b|"
            r"\bis it (?:ok|okay|possible|legal|lawful)\b"
        ),
    },
    Language.ZH: {
        Asked.MUST: re.compile(
            r"要不要|需不需要|用不用|是否(?:需要|必须|要)|非得.{1,14}(?:吗|么|不可)|"
            r"(?:还得|需要|必须|一定要|(?<!不)要(?!是)|(?<!觉)得).{1,14}[吗么](?:[?？。]|$)"
        ),
        Asked.MAY: re.compile(
            r"能不能|可不可以|能否|可否|是否可以|行不行|(?<!不)(?:能|可以|允许).{0,14}[吗么](?:[?？。]|$)|"
            r"[,，]?(?:行|可以|成)[吗么](?:[?？。]|$)"
        ),
    },
}
# These make another question of it, or turn it round.
_OTHERWISE: Mapping[Language, re.Pattern[str]] = {
    Language.EN: re.compile(
        r"\b(?:how|what|which|where|when|who|why|or|not|no|never|without|instead|illegal|still|longer|only|again|"
        r"late|already|even|stop|refuse|keep|can't|cannot|don't|won't|isn't|doesn't|haven't|hasn't)\b"
    ),
    Language.ZH: re.compile(
        r"多久|多少|什么|怎么|怎样|哪|几|谁|如何|为何|还是|不(?!要不|能不|可不|用不|需不|行不)|没|无|别|违|拒|只|仍|再|直接|代替|晚|过期|逾期|早"
    ),
}
_CONDITIONS: Mapping[Language, re.Pattern[str]] = {
    Language.EN: re.compile(
        r"\b(?:if|unless|only|provided|except|save|who|whose|where|when|once|after|before|aged|under|over|until|"
        r"without|depend\w*|conditions?|terms|some|certain|says?|said|report\w*|page|guide|or|and|for|with|in)\b"
    ),
    Language.ZH: re.compile(
        r"如|若|除|只|符合|满|的[,，]|以上|以下|条件|视|前提|同意|部分|称|据|按|或|有的|可能|一般|原则|之[前后]|时|(?<!跟)(?<!伴)随[父母夫妻](?=落户|入户|迁|上户|报)"
    ),
}
# By what is asked and how the rule says it: whatever else a rule says leaves the answer open.
_WORDS: Mapping[tuple[Asked, Force], Text] = {
    (Asked.MAY, Force.MAY): MAY,
    (Asked.MAY, Force.MUST_NOT): MAY_NOT,
    (Asked.MUST, Force.MUST): MUST,
    (Asked.MUST, Force.NEED_NOT): NEED_NOT,
}


def opener(question: str, rule: str) -> Text | None:
    """What to open an answer with; None where neither yes nor no can be said for certain.

    Args:
        question: in normal form, one language.
        rule: the statement that leads the answer, in the same language.
    """
    language = Language.ZH if has_han(question) else Language.EN
    asked = _asked(question, language)
    forces = {operator.force for operator in operators_of(rule)}
    if asked is None or len(forces) != 1:
        return None
    (force,) = forces
    found = _WORDS.get((asked, force))
    if found is None or not _CONDITIONS[language].search(rule.lower()):
        return found
    return None if force in DENIALS else DEPENDS


def _asked(question: str, language: Language) -> Asked | None:
    """What the last sentence asks; None where it asks something else."""
    last = [part for part in re.split(r"(?<=[.?!。？！])\s*", question) if part][-1:]
    if not last or _OTHERWISE[language].search(last[0]):
        return None
    kinds = _ASKED[language]
    return next((asked for asked, pattern in kinds.items() if pattern.search(last[0])), None)
