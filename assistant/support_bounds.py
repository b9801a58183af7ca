"""What a text says of a figure: the least, the most, before or after what; by the words around it."""

import re
from enum import StrEnum


class Bound(StrEnum):
    """What a text says of a figure: that it is the least, the most, or neither."""

    NONE = "exactly"
    REACHED = "all of"
    AT_LEAST = "at least"
    MORE = "more than"
    AT_MOST = "at most"
    LESS = "less than"


_RANGE = re.compile(r"\s*(?:to|-|–|—|至|到|~)\s*$")
_NO = r"(?:(?:no|not|never|nor|neither)|\w+n't)(?: \w+){0,3}"
# Before a number, nearest last; behind it and its unit.
_BEFORE: tuple[tuple[Bound, str], ...] = (
    (Bound.AT_LEAST, r"(?:at least|at the least|minimum(?: of)?|not? (?:less|fewer|lower|under|shorter|younger)(?: than)?"
                     r"|not below|from the age of"
                     r"|不少于|不低于|不得少于|不得低于|不小于|(?:至少|最少|起码)(?:要求|要|得|住|在|交|缴|满|有|是|再?加|积|罚款?到?|判|拘留?|给|领)?|最低(?:得分|分)?(?:者|为|是|要)?|最短(?:为|是)?)"),
    (Bound.REACHED, r"(?:reach(?:es|ed|ing)?(?: the age of)?|(?:has|have) turned|turns?|(?<![拿得收办达])到了|complet(?:es|ed)|(?<![不未没])满|住够|达到?)"),
    (Bound.AT_MOST, r"(?:at (?:the )?most|up to|no(?:t)? (?:more|longer|later|over|higher|greater|older)(?: than)?"
                    r"|maximum(?: (?:length|stay|sentence|fine|period|term|amount|age|duration))?(?: of| is)?|max\.?|(?:stops?|ends?) at|until (?:(?:they|he|she|you|one) (?:are|is|turns?)|the age of)|as (?:much|many|long) as|within|inside|capped at|limited? (?:to|of|is)"
                    rf"|{_NO} (?:more|longer|higher|older|later|greater) than|{_NO} (?:over|above|exceed(?:ing|s)?|beyond)|cannot exceed"
                    r"|不得?超过?|不(?:会|能|可以?)超过?|[没未](?:有)?超过|不多于|不高于|不大于|不得(?:多于|高于)|(?:至多|顶多|最多)(?:只(?:能|可以)|能|可以?|是|为|要|给|交|收|拘留?|判|签|罚款?|关|待|住|领)?"
                    r"(?:再?加|积|罚|到)?|最高(?:得分|分)?(?:者|是|为|可|达|罚|判)?|最长(?:是|为|领|给|住|不超过)?|封顶(?:在|为|是)?|(?:ceiling|cap) (?:of|is)|上限(?:是|为)?|不迟于|时限(?:为|是)|最(?:迟|晚)(?:在)?)"),
    (Bound.MORE, r"(?:more than|over|above|exceed(?:s|ed|ing)?|longer than|older than|greater than|beyond"
                 r"|(?<![不])(?:超过|超出|多于|高于|大于|逾|长于))"),
    (Bound.LESS, r"(?:less than|under(?! the\b(?! age))|below|fewer than|shorter than|younger than|not yet(?: turned| reached| of age)?|lower than|hasn't turned|ha(?:s|ve) not (?:yet )?turned"
                 r"|(?:不满|未满|没满|没有满|不到|没到|没有到|不足|未到|(?<!不)少于|(?<!不)低于|小于))"),
)  # fmt: skip
_BEHIND: tuple[tuple[Bound, str], ...] = (
    (Bound.AT_LEAST, r"(?:of age )?(?:or|and) (?:more|over|older|above|longer|better|upwards?)|at (?:the )?least|(?:as|is|are) the (?:shortest|least|minimum)|及?以上|或(?:者)?以上|或(?:者)?更[久多长高大]"),
    (Bound.AT_MOST, r"(?:of age )?(?:or|and) (?:less|under|younger|below|fewer|shorter)|at (?:the )?most|from [\w ]{3,20} in which|in which (?:to\b|\w+ (?:is|are|must|has|have|may)\b)|(?:as|is|are|being|was|were),? (?:the|a) (?:overall |absolute )?(?:ceiling|cap|maximum|limit|longest|most|upper limit|top|highest)|(?:及?以下|以内|之内|内(?!有效)|里面?|为(?:限|上限|顶)|封顶)"),
)  # fmt: skip
_FILLER = r"(?:\s*(?:the|a|an|total of|fine of|of|by|for|age of|aged?|to|about|each|is|also|处|罚款?|为|是|：|的|每人|每日|period of|next|first|these|those|有效期|有|连续|可以?|人民币)){0,3}\s*$"
_LEADS = tuple((bound, re.compile(rf"(?<![a-z]){text}{_FILLER}")) for bound, text in _BEFORE)
_FOLLOWS = tuple(
    (
        bound,
        re.compile(
            rf"\s*(?:old |of age |in (?:prison|jail) |of detention |')?[处个种类家门]?(?:{text})"
        ),
    )
    for bound, text in _BEHIND
)


def side_of(plain: str, start: int, end: int) -> str:
    """Whether a figure counts "before" something or "after" it; "" where it says neither.

    Args:
        plain: in canonical form; the figure stands from `start` to `end`, its unit included.
    """
    if _BEFORE_IT.match(plain, end):
        return "before"
    if _AFTER_IT.match(plain, end) or _FROM.search(plain[max(0, start - 12) : start]):
        return "after"
    return ""


_BEFORE_IT = re.compile(r"\s*(?:before|prior to|ahead of|earlier)|(?:之|以)?前(?!后|置)")
_AFTER_IT = re.compile(
    r"\s*(?:after|later|from|of (?:the(?! (?:last|past|year|time(?! of)|period)\b)|that (?=day|date|moment|change)|its|this|their|his|her|moving|arriv\w+|enter\w+|entry|birth|receipt|receiving|leaving|issue|each|any)\b|since|following)|(?:之|以)?后(?!续)"
)
_LATEST = re.compile(r"(?:no(?:t)? later than|不迟于|至迟|最迟|最晚)\s*(?:在)?\s*$")
_GIVEN = re.compile(r"(?<!must )(?<!need to )(?<!needs to )\b(?:have|has|get|gets|given)\s*$")
_A_TIME = re.compile(r"(?:hour|day|week|month|year)s?\b")
_TO_DO_IT = re.compile(r"\s*(?:(?:from|after|since) [\w ]{3,30} )?to [a-z]+")
_FROM = re.compile(r"(?:起(?!码)|(?<![推延往])后|之日|那天|以来)[^，。；]{0,6}$|after[^,.;]*$")


def bound_of(plain: str, start: int, end: int, *, low: bool) -> Bound:
    """What is said of a figure, by the nearest words that say anything.

    Args:
        plain: in canonical form; the figure stands from `start` to `end`, its unit included.
        low: it is the first of two, as in "10 to 15 days".
    """
    if re.match(r":\d", plain[end:]):
        return Bound.NONE  # a time of day
    before = plain[max(0, start - 60) : start]
    for bound, pattern in _FOLLOWS:
        if pattern.match(plain, end):
            return bound
    found = [(m.start(), m.end(), b) for b, p in _LEADS if (m := p.search(before))]
    if found:
        bound = min(found)[2]
        is_early = (
            bound is Bound.AT_MOST and _LATEST.search(before) and _BEFORE_IT.match(plain, end)
        )
        return Bound.AT_LEAST if is_early else bound  # no later than 30 days before: 30 or more
    if _GIVEN.search(before) and _A_TIME.search(plain, start, end) and _TO_DO_IT.match(plain, end):
        return Bound.AT_MOST
    if re.match(r"\s*(?:up to|to|-|–|至|到|~)\s*\d", plain[end:]) or (
        low and re.search(r"between\s*$", before)
    ):
        return Bound.AT_LEAST
    closed = _RANGE.search(before) and re.search(r"\d\D{0,6}$", before)
    closed = closed or re.search(r"between \d[\d.]*\D{0,10} and $", before)
    return Bound.AT_MOST if closed else Bound.NONE
