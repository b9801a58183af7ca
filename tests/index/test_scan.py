import numpy as np
import pytest

from index.scan import AXES, BLOCK, Floats, Scan, best, best_above_zero, cosines, joined


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


def test_only_what_is_wanted_is_found() -> None:
    scores = np.array([0.2, 0.9, 0.5, 0.0, 0.5], np.float32)
    wanted = np.array([True, False, True, True, True])

    assert best(scores, 2, wanted).numbers.tolist() == [2, 4]
    assert best_above_zero(scores, 9, wanted).numbers.tolist() == [2, 4, 0]


def test_many_rows_are_compared_by_their_first_axes_and_the_best_by_all_values() -> None:
    random = np.random.default_rng(7)
    weights = np.linspace(1, 0.05, 2 * AXES)  # as of an embedding model: later axes tell less
    made = (random.normal(size=(3000, 2 * AXES)) * weights).astype(np.float32)
    rows = np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)
    asked = [rows[5], rows[77]]
    wanted = np.arange(len(rows)) % 2 == 1

    once, twice = (Scan(rows, once=once).compare(asked) for once in (5000, 1000))

    assert len(once) == len(twice) == 2
    for number in (0, 1):
        for mask in (None, wanted):
            exact, found = once.best(number, 50, mask), twice.best(number, 50, mask)
            assert len(set(exact.numbers.tolist()) & set(found.numbers.tolist())) >= 49
            assert found.scores[0] == pytest.approx(1, abs=1e-5)
            assert (np.diff(found.scores) <= 0).all()


def test_no_rows_have_no_best() -> None:
    compared = Scan(np.zeros((0, 8), np.float32)).compare([np.ones(8, np.float32)])

    assert compared.best(0, 5).numbers.tolist() == []


def test_what_is_found_twice_stands_once() -> None:
    first = best(np.array([0.2, 0.9, 0.5], np.float32), 2)
    second = best(np.array([0.2, 0.9, 0.5], np.float32), 3)

    assert joined(first, second).numbers.tolist() == [1, 2, 0]
    assert joined(first, second).scores.tolist() == pytest.approx([0.9, 0.5, 0.2])
