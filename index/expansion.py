"""Other words for a question, to search texts that were not written for those who ask.

People ask in everyday words, statutes answer in their own, often in another language. The corpus
knows both: a question finds its statements, and their words find the article. A dictionary does
the same word by word, for what the corpus is silent about.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from corpus.statement import Language
from index.collection import CollectionIndex
from index.dictionary import Dictionary
from index.embeddings import Vectors, unit
from index.lexical import tokens
from index.scan import Floats, Found
from index.signals import DEPTH, Scanner

STATEMENTS = 8  # of the corpus, whose words are lent to the question
SHARPNESS = 0.025  # of cosine: a statement so much further counts 1/e


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

    def __init__(self, corpus: CollectionIndex | None, scanner: Scanner) -> None:
        """Lend words of a corpus, where there is one, and of the dictionary.

        Args:
            corpus: what lends.
            scanner: compares questions, and what `vectors` lends them, with the entries.
        """
        self._corpus = corpus
        self._scanner = scanner
        self._dictionary = Dictionary()
        self._lent = lru_cache(maxsize=64)(self._lend)
        self._found = lru_cache(maxsize=32)(self._find)
        self._tokens = lru_cache(maxsize=4096)(self._tokens_of)
        self.read = lru_cache(maxsize=32)(self._read)

    def vectors(self, index: CollectionIndex, text: str) -> list[Vectors]:
        """What the corpus lends for a collection: a vector for each of its languages."""
        if index.has_questions:
            return []
        lent = [self._lent(text, language)[0] for language in index.languages]
        return [vector for vector in lent if vector is not None]

    def _read(self, index: CollectionIndex, text: str) -> Expansion:
        count = len(index.columns)
        bridged = np.zeros(count, np.float32)
        words = np.zeros(count, np.float32)
        for found in self._scanner.lent(index, text, DEPTH) if text.strip() else ():
            bridged = np.maximum(bridged, index.own.best(found, count, 0.0))
        for language, share in index.languages.items():
            found = index.words.weighted(self._lent(text, language)[1])
            scaled = Found(found.numbers, found.scores * np.float32(share))
            words = np.maximum(words, index.own.best(scaled, count, 0.0))
        translated = index.words.weighted(self._dictionary.translate(text, index.words.holds))
        return Expansion(bridged, words, index.own.best(translated, count, 0.0))

    def _lend(self, text: str, language: Language) -> tuple[Vectors | None, Mapping[str, float]]:
        """The mean vector of the statements found, and their words with weights, in a language."""
        weights: defaultdict[str, float] = defaultdict(float)
        rows = []
        for statement_id, share in self._found(text).items():
            number = self._numbers.get((statement_id, language))
            if self._corpus is not None and number is not None:
                rows.append(share * self._corpus.vectors[number])
                for token in self._tokens(number):
                    weights[token] += share
        return (unit(np.sum(rows, axis=0)) if rows else None), weights

    def _find(self, text: str) -> Mapping[str, float]:
        """The statements that a question finds, each with its share of 1."""
        if self._corpus is None or not text.strip():
            return {}
        found: dict[str, float] = {}
        near = self._scanner.nearest(self._corpus, text, DEPTH)
        for number, cosine in zip(near.numbers.tolist(), near.scores.tolist(), strict=True):
            for statement_id in self._corpus.entries[number].statement_ids[:1]:
                found.setdefault(statement_id, cosine)
            if len(found) == STATEMENTS:
                break
        highest = max(found.values(), default=0.0)
        shares = {key: float(np.exp((value - highest) / SHARPNESS)) for key, value in found.items()}
        return {key: share / sum(shares.values()) for key, share in shares.items()}

    def _tokens_of(self, number: int) -> tuple[str, ...]:
        """Different words of an entry of the corpus, in their order."""
        text = self._corpus.entries[number].text if self._corpus else ""
        return tuple(dict.fromkeys(tokens(text)))

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, Language], int]:
        """(statement, language) → the entry that is its own text."""
        if self._corpus is None:
            return {}
        passages: Sequence[tuple[str, Language]] = [
            (p.statement_id, p.language) for p in self._corpus.passages.values()
        ]
        return {key: number for number, key in enumerate(passages)}
