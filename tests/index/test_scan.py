import numpy as np
import pytest

from index.scan import BLOCK, Floats, best, best_above_zero, cosines


@pytest.fixture(scope="module")
def rows() -> Floats:
    made = np.random.default_rng(5).normal(size=(2 * BLOCK + 7, 16)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize("count", [1, 3])
def test_every_row_is_compared_with_each_vector(rows: Floats, count: int) -> None:
    found = cosines(rows, rows[:count])

    assert found.shape == (count, len(rows))
    assert np.allclose(found, rows[:count] @ rows.T, atol=1e-6)


def test_the_best_come_first_and_ties_by_number() -> None:
    scores = np.array([0.2, 0.9, 0.5, 0.9, 0.5, 0.5], np.float32)

    assert best(scores, 4).numbers.tolist() == [1, 3, 2, 4]
    assert best(scores, 99).numbers.tolist() == [1, 3, 2, 4, 5, 0]
    assert best(scores, 2).scores.tolist() == pytest.approx([0.9, 0.9])
    assert best(scores[:0], 3).numbers.tolist() == []


def test_what_has_no_score_is_not_found() -> None:
    found = best_above_zero(np.array([0, 0.3, 0, 0.7], np.float32), 5)

    assert found.numbers.tolist() == [3, 1]
    assert len(best_above_zero(np.zeros(4, np.float32), 5).numbers) == 0
