import numpy as np
import pytest

from assistant.wiring import Knowledge
from index.expansion import Expansion
from index.fusion import (
    ASKED_WORDS_WEIGHT,
    BEST_WEIGHT,
    DOCUMENT_WEIGHT,
    OWN_WORDS_WEIGHT,
    SECTION_WORDS_WEIGHT,
    VOTES_WEIGHT,
    fuse,
    fuse_texts,
    with_document,
)
from index.scan import Found
from index.signals import Signals

NOTHING = Found(np.zeros(0, np.int64), np.zeros(0, np.float32))


def test_the_best_of_each_signal_has_the_highest_score_there_is(small: Knowledge) -> None:
    one = np.array([1.0, 0.5, 0.0], np.float32)
    signals = Signals(one, one, one, one, one, one, one, NOTHING)

    best, middle, none = fuse(signals, np.zeros(3, np.float32))

    assert best == pytest.approx(
        BEST_WEIGHT + OWN_WORDS_WEIGHT + ASKED_WORDS_WEIGHT + SECTION_WORDS_WEIGHT
    )
    assert best > middle > none == 0


def test_what_no_signal_speaks_for_is_raised_by_votes_alone() -> None:
    half = np.array([0.5, 0.5, 0.0], np.float32)
    signals = Signals(half, half, half, half, half, half, half, NOTHING)

    without = fuse(signals, np.zeros(3, np.float32))
    voted = fuse(signals, np.array([0, 0.5, 0.5], np.float32))

    assert without[2] == 0
    assert (voted - without).tolist() == pytest.approx([0, VOTES_WEIGHT / 2, VOTES_WEIGHT / 2])


def test_a_statement_gains_from_what_else_of_its_document_was_found() -> None:
    scores = np.array([0.6, 0.3, 0.3, 0.6, 0.0], np.float32)
    documents = np.array([0, 0, 0, 1, 0], np.int32)

    raised = with_document(scores, documents)

    assert raised[0] == pytest.approx(0.6 + DOCUMENT_WEIGHT * 1.2 / 3)
    assert raised[3] == pytest.approx(0.6 + DOCUMENT_WEIGHT * 0.6 / 3)
    assert raised[4] == 0
    assert len(with_document(np.zeros(0, np.float32), np.zeros(0, np.int32))) == 0


def test_a_text_of_a_user_scores_at_most_what_a_statement_has_without_questions() -> None:
    found = np.array([0.9, 0.8, 0], np.float32)
    none = np.zeros(3, np.float32)
    text = Signals(found, none, found, found, none, none, found, NOTHING)

    best, _, nothing = fuse_texts(text, Expansion(found, found, found))

    assert best == pytest.approx(BEST_WEIGHT + OWN_WORDS_WEIGHT)
    assert best == pytest.approx(fuse(text, np.zeros(len(text.own), np.float32))[0])
    assert nothing == 0
