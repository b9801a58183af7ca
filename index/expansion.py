"""Other words for a question, to search texts that were not written for those who ask.

People ask in everyday words, statutes answer in their own, often in another language. The corpus
knows both: a question finds its statements, and their words find the article. A dictionary does
the same word by word, for what the corpus is silent about.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from corpus.statement import Language
from index.collection import CollectionIndex
from index.columns import Floats
from index.dictionary import Dictionary
from index.embeddings import Vectors, unit
from index.lexical import tokens
from index.signals import DEPTH, spread

STATEMENTS = 8  # of the corpus, whose words are lent to the question
SHARPNESS = 0.01  # of cosine: a statement so much further counts 1/e


@dataclass(frozen=True, slots=True, eq=False)
class Expansion:
    """One value for each statement (here: each text), 0 where nothing was found.

    Attributes:
        bridged, bridged_words: cosine and BM25 of the corpus' statements that the question finds.
        translated: BM25 of the question's words in the other language.
    """

    bridged: Floats
    bridged_words: Floats
    translated: Floats


class Expander:
    """Reads expansions; remembers the last, as each scope asks the same again."""

    def __init__(self, corpus: CollectionIndex | None, embed: Callable[[str], Vectors]) -> None:
        """Lend words of a corpus, where there is one, and of the dictionary."""
        self._corpus = corpus
        self._embed = embed
        self._dictionary = Dictionary()
        self.read = lru_cache(maxsize=32)(self._read)

    def _read(self, index: CollectionIndex, text: str) -> Expansion:
        count = len(index.columns)
        bridged = np.zeros(count, np.float32)
        words = np.zeros(count, np.float32)
        for language, weight in index.languages.items():
            vector, weights = self._lent(text, language)
            if vector is not None:
                depth = min(DEPTH, len(index.entries))
                found = spread(index.vectors.nearest(vector, depth), len(index.entries))
                bridged = np.maximum(bridged, index.own.best(found, count, 0.0))
                scores = index.words.weighted(weights) * np.float32(weight)
                words = np.maximum(words, index.own.best(scores, count, 0.0))
        translated = self._dictionary.translate(text, index.words.holds)
        scores = index.words.weighted(translated)
        return Expansion(bridged, words, index.own.best(scores, count, 0.0))

    def _lent(self, text: str, language: Language) -> tuple[Vectors | None, Mapping[str, float]]:
        """The mean vector of the statements found, and their words with weights, in a language."""
        found = self._found(text)
        weights: defaultdict[str, float] = defaultdict(float)
        rows = []
        for statement_id, share in found.items():
            number = self._numbers.get((statement_id, language))
            if self._corpus is not None and number is not None:
                rows.append(share * self._vectors[number])
                for token in set(tokens(self._corpus.entries[number].text)):
                    weights[token] += share
        return (unit(np.sum(rows, axis=0)) if rows else None), weights

    def _found(self, text: str) -> Mapping[str, float]:
        """The statements that a question finds, each with its share of 1."""
        if self._corpus is None or not text.strip():
            return {}
        best: dict[str, float] = {}
        for number, cosine in self._corpus.vectors.nearest(self._embed(text), DEPTH):
            for statement_id in self._corpus.entries[number].statement_ids[:1]:
                best.setdefault(statement_id, cosine)
            if len(best) == STATEMENTS:
                break
        highest = max(best.values(), default=0.0)
        shares = {key: float(np.exp((value - highest) / SHARPNESS)) for key, value in best.items()}
        return {key: share / sum(shares.values()) for key, share in shares.items()}

    @cached_property
    def _vectors(self) -> Vectors:
        return np.zeros((0, 0), np.float32) if self._corpus is None else self._corpus.vectors.all()

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, Language], int]:
        """(statement, language) → the entry that is its own text."""
        if self._corpus is None:
            return {}
        passages: Sequence[tuple[str, Language]] = [
            (p.statement_id, p.language) for p in self._corpus.passages.values()
        ]
        return {key: number for number, key in enumerate(passages)}
