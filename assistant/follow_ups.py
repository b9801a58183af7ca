"""What a turn takes over from the conversation it stands in."""

import re

from assistant.conversation_state import ConversationState
from assistant.cues import CORRECTS, DO_NOT_KNOW, FOLLOW_UP, MORE, ONLY_WHO, ORDINALS
from assistant.facets import facets_asked
from assistant.field import is_of_the_field

_FOLLOW_UP_WORDS = 16
_FOLLOW_UP_CHARACTERS = 24
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
    return f"{state.topic} {state.last}".strip() if _is_follow_up(text) else ""


def _is_follow_up(text: str) -> bool:
    words = len(re.findall(r"[a-z']+", text))
    characters = len(re.findall(r"[\u3400-\u9fff]", text))
    if words <= _FRAGMENT_WORDS and characters <= _FRAGMENT_CHARACTERS:
        return True
    if CORRECTS.search(text):
        return words <= 2 * _FOLLOW_UP_WORDS and characters <= 2 * _FOLLOW_UP_CHARACTERS
    short = words <= _FOLLOW_UP_WORDS and characters <= _FOLLOW_UP_CHARACTERS
    asks_of_topic = bool(facets_asked(text)) and not is_of_the_field(text)
    return short and (asks_of_topic or FOLLOW_UP.search(text) is not None)
