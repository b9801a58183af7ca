"""What speaks for each statement of a collection, given a question: cosines and BM25 scores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index.collection import CollectionIndex
from index.columns import Floats
from index.embeddings import Vectors

DEPTH = 1000  # entries of each leg that are fused; the cut comes after
_DEEPER = 8
STEP_DOWN = 0.004  # of cosine for each place a statement stands behind the first of its section
WORDS_STEP_DOWN = 0.02  # the same for BM25, as a share of the highest


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """One value for each statement, 0 where nothing was found.

    Attributes:
        own, own_words: cosine and BM25 of its own texts.
        asked, asked_words: of the questions that just it answers.
        section, section_words: of its section's questions, less for each place behind the first.
        best, any_words: the best of the three.
        near: (number of the entry, cosine), best first: what lies nearest of all.
    """

    own: Floats
    asked: Floats
    section: Floats
    best: Floats
    own_words: Floats
    asked_words: Floats
    section_words: Floats
    any_words: Floats
    near: tuple[tuple[int, float], ...]


class SignalReader:
    """Reads signals; remembers the last questions, as each scope asks the same again."""

    def __init__(self, embed: Callable[[str], Vectors]) -> None:
        self._embed = embed
        self._at = lru_cache(maxsize=32)(self._read)

    def read(
        self, index: CollectionIndex, text: str, *, enough: Callable[[Signals], bool]
    ) -> Signals:
        """Signals from the nearest entries, and from more of them until there are enough."""
        depth = DEPTH
        while True:
            signals = self._at(index, text, min(depth, len(index.entries)))
            if depth >= len(index.entries) or not text.strip() or enough(signals):
                return signals
            depth *= _DEEPER

    def _read(self, index: CollectionIndex, text: str, depth: int) -> Signals:
        count, size = len(index.columns), len(index.entries)
        near = index.vectors.nearest(self._embed(text), depth) if text.strip() else []
        cosines = spread(near, size)
        words = spread(index.words.search(text, depth), size)
        down = WORDS_STEP_DOWN * float(words.max(initial=0.0))
        own = index.own.best(cosines, count, 0.0)
        asked = index.asked.best(cosines, count, 0.0)
        section = index.of_section.best(cosines, count, STEP_DOWN)
        own_words = index.own.best(words, count, 0.0)
        asked_words = index.asked.best(words, count, 0.0)
        section_words = index.of_section.best(words, count, down)
        return Signals(
            own,
            asked,
            section,
            np.maximum(np.maximum(own, asked), section),
            own_words,
            asked_words,
            section_words,
            np.maximum(np.maximum(own_words, asked_words), section_words),
            tuple(near[:_KEPT]),
        )


_KEPT = 50


def spread(found: Sequence[tuple[int, float]], size: int) -> Floats:
    """Scores of the entries found, in an array over all `size` of them."""
    scores = np.zeros(size, np.float32)
    if found:
        numbers, values = zip(*found, strict=True)
        scores[list(numbers)] = values
    return scores
