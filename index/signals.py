"""What speaks for each statement of a collection, given a question: cosines and BM25 scores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index.collection import CollectionIndex
from index.embeddings import Vectors
from index.scan import Compared, Floats, Found, Mask, best, joined

DEPTH = 1000  # entries of each leg that are fused; the cut comes after
STEP_DOWN = 0.06  # of cosine for each place a statement stands behind the one asked for
WORDS_STEP_DOWN = 0.02  # the same for BM25, as a share of the highest
_NONE = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """One value for each statement, 0 where nothing was found.

    Attributes:
        own, own_words: cosine and BM25 of its own texts.
        asked_words: BM25 of the questions that just it answers.
        section, section_words: cosine and BM25 of all questions of its section, less for each place
            behind the one that they ask for; a cosine of its own questions is among these.
        best, any_words: the best of them.
        near: the entries that lie nearest, by cosine, of all and of the scope, nearly all best first.
    """

    own: Floats
    section: Floats
    best: Floats
    own_words: Floats
    asked_words: Floats
    section_words: Floats
    any_words: Floats
    near: Found


class Scanner:
    """Compares a question with every entry of a collection; remembers the last ones."""

    def __init__(
        self,
        embed: Callable[[str], Vectors],
        lend: Callable[[CollectionIndex, str], Sequence[Vectors]],
    ) -> None:
        """Scan with a question's own vector, and with those that others lend it, at once."""
        self._embed = embed
        self._lend = lend
        self._compared = lru_cache(maxsize=32)(self._compare)

    def nearest(
        self, index: CollectionIndex, text: str, limit: int, wanted: Mask | None = None
    ) -> Found:
        """The entries nearest to a question, of those wanted."""
        return self._compared(index, text).best(0, limit, wanted)

    def lent(self, index: CollectionIndex, text: str, limit: int) -> list[Found]:
        """The entries nearest to each vector lent, in their order."""
        compared = self._compared(index, text)
        return [compared.best(number, limit) for number in range(1, len(compared))]

    def _compare(self, index: CollectionIndex, text: str) -> Compared:
        return index.scan.compare([self._embed(text), *self._lend(index, text)])


class SignalReader:
    """Reads signals; remembers the last questions, as each scope asks the same again."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._at = lru_cache(maxsize=32)(self._of_all)

    def read(
        self, index: CollectionIndex, text: str, held: Mask | None = None, wanted: int = 0
    ) -> Signals:
        """Signals from the nearest entries, and from those of a scope where it gets too few.

        Args:
            index: what is searched.
            text: the question.
            held: statements that hold in the scope; None where all do.
            wanted: statements of the scope that should be among those found.
        """
        signals = self._at(index, text)
        if held is None or len(index.entries) <= DEPTH or not text.strip():
            return signals
        if np.count_nonzero(held & (signals.best > 0)) >= wanted:
            return signals
        return self._read(index, text, index.entries_of(held))

    def _of_all(self, index: CollectionIndex, text: str) -> Signals:
        return self._read(index, text, None)

    def _read(self, index: CollectionIndex, text: str, wanted: Mask | None) -> Signals:
        count = len(index.columns)
        near = self._scanner.nearest(index, text, DEPTH) if text.strip() else best(_NONE, 0)
        words = index.words.search(text, DEPTH)
        if wanted is not None:  # beside the best of all, by which scores are scaled
            near = joined(near, self._scanner.nearest(index, text, DEPTH, wanted))
            words = joined(words, index.words.search(text, DEPTH, wanted))
        down = WORDS_STEP_DOWN * float(words.scores.max(initial=0.0))
        own = index.own.best(near, count, 0.0)
        section = index.of_section.best(near, count, STEP_DOWN)
        own_words = index.own.best(words, count, 0.0)
        asked_words = index.asked.best(words, count, 0.0)
        section_words = index.of_section.best(words, count, down)
        return Signals(
            own,
            section,
            np.maximum(own, section),
            own_words,
            asked_words,
            section_words,
            np.maximum(np.maximum(own_words, asked_words), section_words),
            near,
        )
