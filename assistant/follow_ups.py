"""What a turn takes over from the conversation it stands in."""

import re

from assistant.conversation_state import ConversationState
from assistant.cues import (
    CORRECTS,
    DO_NOT_KNOW,
    FACET_CUES,
    FOLLOW_UP,
    MORE,
    ONLY_WHO,
    ORDINALS,
)
from assistant.facets import facets_asked
from assistant.field import is_of_the_field
from corpus.statement import Facet
from index.lexical import tokens

_FOLLOW_UP_WORDS = 16
_FOLLOW_UP_CHARACTERS = 24
# Words that a question about nothing of its own may hold besides, as `tokens` gives them.
_FILLERS = frozenset(
    tokens(
        "then exactly usually roughly long take year day hour all good again okay please each time"
    )
)
# Shorter than this, a turn in a conversation cannot stand for itself.
_FRAGMENT_WORDS = 4
_FRAGMENT_CHARACTERS = 7


def topic_for(text: str, state: ConversationState) -> str:
    """What a turn takes over from the conversation: its topic, or "" where it has its own."""
    if not state.topic:
        return ""
    is_answer = ONLY_WHO.fullmatch(text) or any(o.search(text) for o in ORDINALS)
    asked_back = state.offered or state.offered_places
    if asked_back and (is_answer or DO_NOT_KNOW.search(text)):
        return state.topic
    if MORE.fullmatch(text):
        return f"{state.topic} {state.last}".strip()
    if not _is_follow_up(text):
        return ""
    is_beside = facets_followed(state.last) and not is_of_the_field(state.last)
    if facets_followed(text) and is_beside:
        return state.topic  # "and if we forget?" after "which papers?" asks of the topic alone
    return f"{state.topic} {state.last}".strip()


def facets_followed(text: str) -> frozenset[Facet]:
    """What a follow-up asks of the topic: its fee, its papers; none where it asks nothing so plain.

    Args:
        text: the turn alone, in normal form.
    """
    return frozenset(facet for facets, cue in _FOLLOWED if cue.search(text) for facet in facets)


# Words that ask for a facet of the topic and hardly stand in a turn that asks for anything else.
_FOLLOWED: tuple[tuple[tuple[Facet, ...], re.Pattern[str]], ...] = (
    ((Facet.FEE,), re.compile(r"\bhow much\b(?!.*\bfine)|\b(?:fee|cost|price)s?\b|多少钱|几块钱|收费吗|要钱吗|费用(?!由)|工本费")),
    ((Facet.DOCUMENTS,), re.compile(r"\b(?:what|which) (?:papers|documents|paperwork|proof)\b|\bwhat (?:do|should|must) (?:i|we|he|she|they) bring\b|什么材料|哪些材料|带什么|带哪些|带啥|什么证件")),
    ((Facet.WHERE,), re.compile(r"\bwhere (?:do|can|should|must) (?:i|we|he|she|they) (?:go|apply|do|register|get|hand)\b|\bwhich office\b|去哪|到哪[里儿]?(?:办|去|交)|在哪[里儿]?(?:办|申请|登记|交)")),
    ((Facet.PENALTY,), re.compile(r"\bfine[ds]?\b|\bpenalt|\bpunish|\bcaught\b|\blate\b|\bforg[eo]t|\boverstay|\bif (?:i|we|you|he|she|they) (?:don'?t|do not|didn'?t|miss)\b|"
                                  r"罚|后果|逾期了?|忘了|忘记|超期|过期了?(?=[呢吗怎会?？]|$)|没(?:有)?(?:办|登记|申报|报)(?=会|怎|呢|[?？]|$)|会怎么?样")),
    ((Facet.VALIDITY,), re.compile(r"\bhow long (?:is|are) (?:it|they|that) (?:valid|good)|\bhow long does (?:it|that) last|(?:能|可以)?(?:用|管|住|有效)多久|有效期")),
    ((Facet.PROCESSING_TIME,), re.compile(r"\bhow long (?:does|will|do) (?:it|they|that) take|办多久|多久(?:能|可以)?(?:拿|下来|办好|办下来)|几个工作日")),
    ((Facet.PROCESSING_TIME, Facet.DEADLINE, Facet.VALIDITY), re.compile(r"^(?:and |so |ok )?how long(?: then| for (?:her|him|them|me))?[?. ]*$|^(?:那|那么)?(?:她|他|我|他们|孩子)?要?多久(?:呢|啊)?[?？]?$")),
)  # fmt: skip


def _is_follow_up(text: str) -> bool:
    words = len(re.findall(r"[a-z']+", text))
    characters = len(re.findall(r"[\u3400-\u9fff]", text))
    if words <= _FRAGMENT_WORDS and characters <= _FRAGMENT_CHARACTERS:
        return True
    if CORRECTS.search(text):
        return words <= 2 * _FOLLOW_UP_WORDS and characters <= 2 * _FOLLOW_UP_CHARACTERS
    short = words <= _FOLLOW_UP_WORDS and characters <= _FOLLOW_UP_CHARACTERS
    return short and (_names_nothing(text) or FOLLOW_UP.search(text) is not None)


def _names_nothing(text: str) -> bool:
    """Whether it asks something, and says of nothing: "good for how many years then?"."""
    if not facets_asked(text) or is_of_the_field(text):
        return False
    rest = text
    for _, cue in FACET_CUES:
        rest = cue.sub(" ", rest)
    return not set(tokens(rest)) - _FILLERS
