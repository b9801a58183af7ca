import numpy as np
import pytest

from index.codes import make_codes
from index.scan import Floats, Scan, best, best_above_zero, joined


@pytest.fixture(scope="module")
def rows() -> Floats:
    """As of an embedding model: some hundred groups of rows that lie near each other."""
    random = np.random.default_rng(5)
    centres = random.normal(size=(150, 64))
    made = np.repeat(centres, 20, axis=0) + 0.4 * random.normal(size=(3000, 64))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


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


@pytest.mark.parametrize("every", [None, 2, 100])
def test_codes_find_what_all_values_find(rows: Floats, every: int | None) -> None:
    asked = [rows[5], rows[77]]
    wanted = None if every is None else np.arange(len(rows)) % every == 0

    exactly, by_codes = Scan(rows).compare(asked), Scan(rows, make_codes(rows)).compare(asked)

    assert len(exactly) == len(by_codes) == 2
    for number in (0, 1):
        exact, found = exactly.best(number, 20, wanted), by_codes.best(number, 20, wanted)
        assert (
            len(set(exact.numbers.tolist()) & set(found.numbers.tolist())) >= len(exact.numbers) - 1
        )
        assert found.scores.tolist() == pytest.approx(
            (rows[found.numbers] @ asked[number]).tolist()
        )
        assert (np.diff(found.scores) <= 0).all()
        assert wanted is None or wanted[found.numbers].all()


def test_no_rows_have_no_best() -> None:
    compared = Scan(np.zeros((0, 8), np.float32)).compare([np.ones(8, np.float32)])

    assert compared.best(0, 5).numbers.tolist() == []


def test_what_is_found_twice_stands_once() -> None:
    first = best(np.array([0.2, 0.9, 0.5], np.float32), 2)
    second = best(np.array([0.2, 0.9, 0.5], np.float32), 3)

    assert joined(first, second).numbers.tolist() == [1, 2, 0]
    assert joined(first, second).scores.tolist() == pytest.approx([0.9, 0.5, 0.2])
