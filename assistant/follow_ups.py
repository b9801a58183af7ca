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
    asked = _PLAIN.intersection(facets_asked(text))
    return asked or (_ANY_TIME if HOW_LONG.search(text) else frozenset())


# Facets that a few words ask for, and no others.
_PLAIN = frozenset({Facet.FEE, Facet.DOCUMENTS, Facet.WHERE, Facet.PENALTY, Facet.PROCESSING_TIME, Facet.DEADLINE, Facet.VALIDITY})  # fmt: skip
_ANY_TIME = frozenset({Facet.PROCESSING_TIME, Facet.DEADLINE, Facet.VALIDITY})
HOW_LONG = re.compile(r"\bhow long\b|多久|多长时间|多長時間")


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
