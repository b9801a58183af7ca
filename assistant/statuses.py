"""Question + conversation → whom it is about, as far as its words say."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.conversation_state import ConversationState
from assistant.cues import COMPARE, JOINED, ORDINALS
from assistant.reply import Question
from assistant.status_cues import (
    A_CHILD_AND_HUKOU,
    ANOTHER,
    BORN_IN_HMT,
    CHILDS_HUKOU,
    DENIED,
    DOCUMENT_CUES,
    MARRIED_OUT,
    MARRIED_TO_A_CITIZEN,
    OLD_HOME,
    STATUS_CUES,
    WAS_CHINESE,
)
from corpus.statement import Status

_ONE_NO_CITIZEN = ((Status.FOREIGNER,), (Status.HMT,))


def statuses_named(
    text: str, origin: Sequence[str], state: ConversationState
) -> tuple[Status, ...]:
    """Statuses that a text says of people; what it denies does not count."""
    for number, ordinal in enumerate(ORDINALS):
        if number < len(state.offered) and ordinal.search(text):
            return (state.offered[number],)
    said = DENIED.sub(" ", text)
    named = _said_of_people(said)
    if Status.FOREIGNER in named and Status.HMT not in named and WAS_CHINESE.search(said):
        return (Status.FOREIGNER,)
    if named in _ONE_NO_CITIZEN and (MARRIED_OUT.search(said) or CHILDS_HUKOU.search(said)):
        return (Status.CITIZEN,)
    is_a_citizen = not {Status.CITIZEN, Status.OVERSEAS_CHINESE}.isdisjoint(named)
    if not is_a_citizen and (origin or (not named and OLD_HOME.search(said))):
        named = (*named, Status.CITIZEN)
    if len(named) > 1:
        return _of_several(named, said)
    if not named and MARRIED_TO_A_CITIZEN.search(said):
        return (Status.FOREIGNER,)
    return named


def _said_of_people(said: str) -> tuple[Status, ...]:
    """Statuses by their words; who settled abroad is a citizen still, and not two people."""
    named = _matching(STATUS_CUES, said)
    if Status.OVERSEAS_CHINESE in named:
        return tuple(status for status in named if status is not Status.CITIZEN)
    return named


def _of_several(named: tuple[Status, ...], said: str) -> tuple[Status, ...]:
    """Whom it is about of those named: the child whose hukou is asked for, else whoever asks, else all."""
    is_of_child = A_CHILD_AND_HUKOU.search(said) and not DOCUMENT_CUES[Status.FOREIGNER].search(
        said
    )
    if len(named) == 2 and Status.CITIZEN in named and is_of_child:
        return named if BORN_IN_HMT.search(said) else (Status.CITIZEN,)
    asker = _said_first(named, said)
    return named if asker is None else (asker,)


def sets_side_by_side(text: str, named: Sequence[Status]) -> bool:
    """Whether a text compares people of several statuses, or joins what they are called.

    Args:
        named: statuses that it names.
    """
    if len(named) < 2:
        return False
    found = sorted(
        (m.start(), m.end(), status) for status in named for m in STATUS_CUES[status].finditer(text)
    )
    joined = (a[2] is not b[2] and JOINED.fullmatch(text[a[1] : b[0]]) for a, b in pairwise(found))
    return COMPARE.search(text) is not None or any(joined)


def implied_by_documents(text: str, *, is_bare: bool) -> tuple[Status, ...]:
    """Statuses that alone can hold the documents that a text names.

    Args:
        text: of the question, in normal form.
        is_bare: nothing beside a 居住证 says whose it is. With a place, a hukou or a law it is that
            of citizens; bare, and most of all in Traditional characters, it may as well be that of
            Hong Kong, Macao and Taiwan residents.
    """
    return _matching(DOCUMENT_CUES, text.replace("居住证", "") if is_bare else text)


def status_of(
    question: Question,
    named: tuple[Status, ...],
    by_document: tuple[Status, ...],
    state: ConversationState,
) -> tuple[Status | None, bool, bool]:
    """Whom it is about.

    Args:
        question: its form field, where chosen, goes before all words.
        named: said of people.
        by_document: implied by documents.
        state: what the conversation knows.

    Returns:
        Status, whether a document implied it, and whether it was carried from the conversation.
    """
    if question.status is not None:
        return question.status, False, False
    if named:
        return (named[0] if len(named) == 1 else None), False, False
    document = (
        Status.HMT
        if Status.HMT in by_document
        else by_document[0]
        if len(by_document) == 1
        else None
    )
    if state.status is not None and (document is None or not state.implied):
        return state.status, state.implied, True
    return document, document is not None, False


def _said_first(named: Sequence[Status], said: str) -> Status | None:
    """What a text begins with, as people do who say what they are: "Norwegian, married to …"."""
    for status in named:
        match = STATUS_CUES[status].match(said)
        if match and not ANOTHER.match(said[match.end() :]):
            return status
    return None


def _matching(cues: Mapping[Status, re.Pattern[str]], text: str) -> tuple[Status, ...]:
    return tuple(status for status, pattern in cues.items() if pattern.search(text))
