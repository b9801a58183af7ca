"""Which document a "permit" is, what is searched for it, and for whom it is answered."""

import pytest

from assistant.conversation_state import ConversationState
from assistant.reading import Meanings, Reader
from assistant.reply import Question
from assistant.scopes import (
    ASKED_STATUSES,
    MOST_UNCLEAR,
    SURELY_ONE,
    answered_scopes,
    names_a_bare_permit,
    search_text,
)
from assistant.wiring import Knowledge
from corpus.glossary import Wording, load_glossary
from corpus.senses import load_senses
from corpus.statement import Scope, Status
from index.classifier import Likely
from index.keys import KeyReader
from index.retriever import Hit
from tests.conftest import TODAY


@pytest.fixture
def reader(small: Knowledge) -> Reader:
    keys = KeyReader(small.corpus.instruments)
    return Reader(small.places, keys, Wording(load_glossary()), longest=4000)


def _searched(reader: Reader, text: str, status: Status) -> tuple[bool, str]:
    reading = reader.read(Question(text, status=status), ConversationState(), TODAY)
    return names_a_bare_permit(reading), search_text(reading, Scope("cn", status, TODAY))


@pytest.mark.parametrize("text", ["how long is my permit valid", "香港人的居住证有效期几年"])
def test_a_bare_permit_is_searched_by_the_name_that_it_has_for_the_status(
    reader: Reader, text: str
) -> None:
    is_bare, searched = _searched(reader, text, Status.HMT)

    assert is_bare
    assert "港澳台居民居住证" in searched


@pytest.mark.parametrize(
    "text",
    [
        "will his home return permit run ten years like ours",
        "my taiwan compatriot permit ran out",
        "mainland travel permit, how long is it good for",
        "does the one-way permit cost anything",
        "work permit for a Taiwanese teacher",
    ],
)
def test_another_document_is_never_taken_for_the_residence_permit(
    reader: Reader, text: str
) -> None:
    is_bare, searched = _searched(reader, text, Status.HMT)

    assert not is_bare
    assert "港澳台居民居住证" not in searched


def test_registering_is_no_document(small: Knowledge) -> None:
    keys = KeyReader(small.corpus.instruments)
    wording = Wording(load_glossary())
    reader = Reader(small.places, keys, wording, longest=4000, meanings=Meanings(load_senses()))
    reading = reader.read(Question("how to register"), ConversationState(), TODAY)

    assert reading.sense is not None
    assert "permit" not in search_text(reading, Scope("cn", Status.HMT, TODAY))


@pytest.mark.parametrize(
    ("share", "unclear", "answered"),
    [
        (SURELY_ONE, MOST_UNCLEAR, 1),
        (SURELY_ONE - 0.01, MOST_UNCLEAR, 3),
        (SURELY_ONE, MOST_UNCLEAR + 0.01, 3),
    ],
)
def test_one_group_alone_is_answered_only_where_rules_and_words_show_it(
    small: Knowledge, reader: Reader, share: float, unclear: float, answered: int
) -> None:
    reading = reader.read(Question("how soon must one register"), ConversationState(), TODAY)
    scopes = [Scope("cn", status, TODAY) for status in ASKED_STATUSES]
    passages = list(small.corpus.passages.values())[:6:2]
    hits = {
        scope: [Hit(passage, 1.0, 0.9, 1.0, exact=False)]
        for scope, passage in zip(scopes, passages, strict=True)
    }
    likely = Likely((share, 0.0, 0.0, 1.0), unclear=unclear)

    assert answered_scopes(hits, reading, likely) == tuple(scopes[:answered])
