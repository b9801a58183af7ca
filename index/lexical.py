"""Entries by BM25: the exact words, numbers and names that embeddings blur."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import rjieba
import Stemmer
from scipy.sparse import csr_matrix

from corpus.text import normal_form
from index.errors import IndexUnusable
from index.scan import Floats, Found, Mask, best_above_zero

_NOTHING = "\N{EMPTY SET}"  # stands in an index of no texts, and in no question
_PIECE = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[\u3400-\u9fff]+")
STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "i'm",
        "i've",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "she",
        "so",
        "that",
        "the",
        "their",
        "them",
        "there",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "am",
        "not",
        "get",
        "need",
        "must",
        "may",
        "any",
        "about",
        "just",
        "now",
        "also",
    ]
)
_STOP_ZH = frozenset(
    [
        "的",
        "了",
        "和",
        "是",
        "在",
        "我",
        "有",
        "吗",
        "呢",
        "吧",
        "啊",
        "要",
        "就",
        "都",
        "也",
        "还",
        "与",
        "及",
        "或",
        "被",
        "把",
        "给",
        "到",
        "怎么",
        "什么",
        "多少",
    ]
)


class LexicalIndex:
    """BM25 over entries numbered from 0, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Load what `write_lexical` saved.

        Raises:
            IndexUnusable: nothing usable is there.
        """
        try:
            self._bm25 = bm25s.BM25.load(str(folder), show_progress=False)
        except (OSError, ValueError, KeyError) as error:
            raise IndexUnusable(
                f"the words in {folder} cannot be opened: {error}",
                hint="run `hukou index --rebuild`",
            ) from error
        stored = self._bm25.scores
        self._matrix = csr_matrix(  # tokens × entries
            (stored["data"], stored["indices"], stored["indptr"]),
            shape=(len(stored["indptr"]) - 1, int(stored["num_docs"])),
        )
        self._read = lru_cache(maxsize=32)(self._scores_of)

    def search(self, text: str, limit: int, wanted: Mask | None = None) -> Found:
        """Entries by BM25 score, best first; only those that share a word and are wanted."""
        return best_above_zero(self._read(text), limit, wanted)

    def weighted(self, weights: Mapping[str, float]) -> Found:
        """Entries by BM25 score for tokens that count more or less, by number."""
        scores = self._scores(weights)
        found = np.flatnonzero(scores)
        return Found(found, scores[found])

    def _scores_of(self, text: str) -> Floats:
        return self._scores(dict.fromkeys(tokens(text), 1.0))

    def _scores(self, weights: Mapping[str, float]) -> Floats:
        """BM25 of every entry for weighted tokens."""
        vocabulary = self._bm25.vocab_dict
        known = {vocabulary[token]: w for token, w in weights.items() if token in vocabulary}
        rows = self._matrix[list(known)]
        return np.asarray(rows.T @ np.array(list(known.values()), np.float32), np.float32)

    def holds(self, token: str) -> bool:
        """Whether any entry holds a token."""
        return token in self._bm25.vocab_dict

    def holding(self, token: str) -> npt.NDArray[np.int32]:
        """Numbers of the entries that hold a token, ascending; empty if none does."""
        number = self._bm25.vocab_dict.get(token)
        if number is None:
            return np.zeros(0, np.int32)
        start, end = self._bm25.scores["indptr"][number : number + 2]
        return np.asarray(self._bm25.scores["indices"][start:end], np.int32)


def write_lexical(folder: Path, texts: Sequence[str]) -> None:
    """Index the texts in their order; the number of a text is its entry's."""
    corpus = [tokens(text) for text in texts] or [[_NOTHING]]
    index = bm25s.BM25()
    index.index(corpus, show_progress=False)
    index.save(str(folder), show_progress=False)


def tokens(text: str) -> list[str]:
    """Words of both languages: English stems, Chinese words and character pairs, numbers plain."""
    found: list[str] = []
    for piece in _PIECE.findall(normal_form(text)):
        if piece[0].isdigit():
            found.append(piece.replace(",", ""))
        elif piece[0].isascii():
            if piece not in STOP_WORDS:
                found.append(stem(piece))
        else:
            found += _chinese(piece)
    return found


def _chinese(run: str) -> Iterable[str]:
    words = [word for word in rjieba.cut_for_search(run) if word not in _STOP_ZH]
    pairs = [run[i : i + 2] for i in range(len(run) - 1)]
    return [*words, *(pair for pair in pairs if pair not in words)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """An English word without its ending, in lower case."""
    return str(Stemmer.Stemmer("english").stemWord(word))
