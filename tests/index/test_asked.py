import numpy as np
import pytest

from index.asked import NEAREST, SHARPNESS, AskedSample
from index.contents import Entry
from index.scan import Found, best

FIRST, SECOND, THIRD = np.eye(3, dtype=np.float32)
ROWS = {"cn/d#first": 0, "cn/d#third": 1}
ALL = np.ones(2, np.bool_)
NONE = best(np.zeros(0, np.float32), 0)


def _sample(first: int, unanswered: int, third: int = 0) -> AskedSample:
    """Some that `first` answers lie along the first axis, those of `third` along the third."""
    entries = [Entry(f"f{n}", ("cn/d#first",), True, is_asked=True) for n in range(first)]
    entries += [Entry(f"u{n}", (), True, "near-miss", is_asked=True) for n in range(unanswered)]
    entries += [Entry(f"t{n}", ("cn/d#third",), True, is_asked=True) for n in range(third)]
    entries += [Entry("written for it", ("cn/d#first",), True)]
    vectors = [FIRST] * first + [SECOND] * unanswered + [THIRD] * third + [SECOND]
    return AskedSample(entries, np.stack(vectors), ROWS)


def test_near_questions_tell_whether_one_is_answered() -> None:
    sample = _sample(NEAREST, NEAREST)

    assert sample.answered_near(FIRST, NONE) == pytest.approx(1)
    assert sample.answered_near(SECOND, NONE) == pytest.approx(0)


def test_a_nearer_one_counts_more() -> None:
    share = _sample(1, NEAREST).answered_near(np.array([0.8, 0.6, 0], np.float32), NONE)

    assert share is not None
    others = (NEAREST - 1) * np.exp(-(0.8 - 0.6) / SHARPNESS)
    assert share == pytest.approx(1 / (1 + others))
    assert share > 5 / NEAREST


def test_near_questions_vote_for_what_answers_them() -> None:
    votes = _sample(NEAREST, NEAREST, NEAREST).votes(np.array([0.8, 0, 0.6], np.float32), NONE, ALL)

    assert votes[0] > 0.95
    assert votes.sum() == pytest.approx(1)


def test_only_what_holds_in_the_scope_is_voted_for() -> None:
    votes = _sample(NEAREST, NEAREST, NEAREST).votes(FIRST, NONE, np.array([False, True]))

    assert votes.tolist() == pytest.approx([0, 1])


def test_few_questions_say_nothing() -> None:
    sample = _sample(3, 3, 3)

    assert sample.answered_near(FIRST, NONE) is None
    assert not sample.votes(FIRST, NONE, ALL).any()


def test_what_was_found_already_votes_as_all_do() -> None:
    generator = np.random.default_rng(5)
    rows = {f"cn/d#{n}": n for n in range(9)}
    entries = [
        Entry(f"q{n}", (f"cn/d#{n % 9}",) if n % 4 else (), True, is_asked=n % 3 > 0)
        for n in range(900)
    ]
    vectors = generator.normal(size=(900, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    sample, question = AskedSample(entries, vectors, rows), vectors[7]
    held = np.arange(9) % 2 == 0
    found = best(vectors @ question, 300)

    few = Found(found.numbers[:30], found.scores[:30])

    assert sample.votes(question, found, held) == pytest.approx(sample.votes(question, NONE, held))
    assert sample.votes(question, few, held) == pytest.approx(sample.votes(question, NONE, held))
    share = sample.answered_near(question, NONE)
    assert share is not None
    assert 0 < share < 1
    assert sample.answered_near(question, found) == pytest.approx(share)
