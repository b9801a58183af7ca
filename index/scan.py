"""All vectors compared with a few, and the best of many scores: where a search spends its time."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
BLOCK = 512  # rows of 384 values: 0.8 MB, which the processor keeps at hand for the next vector


class Found(NamedTuple):
    """Entries found, best first.

    Attributes:
        numbers: of the entries.
        scores: of each.
    """

    numbers: Numbers
    scores: Floats


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


def best(scores: Floats, limit: int) -> Found:
    """The highest scores, best first, ties by number; fewer where there are fewer."""
    if limit < len(scores):
        lowest = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        numbers = np.flatnonzero(scores >= lowest)
    else:
        numbers = np.arange(len(scores))
    numbers = numbers[np.argsort(-scores[numbers], kind="stable")][:limit]
    return Found(numbers, scores[numbers])


def best_above_zero(scores: Floats, limit: int) -> Found:
    """The same of those over 0, where most are 0."""
    numbers = np.flatnonzero(scores > 0)
    found = best(scores[numbers], limit)
    return Found(numbers[found.numbers], found.scores)
