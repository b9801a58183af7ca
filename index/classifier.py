"""Which statement a question asks for, as all question lines together tell it.

A softmax regression over a question's vector and its words. The nearest line speaks for one statement;
here each statement has a direction that all its lines gave it, and each word says something of each. `hukou index --prepare`
learns it from the corpus (`index/classifier_training.py`) and keeps it in a file beside this module.
For another embedder the file is no use and is not read.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.atomic import write_atomically
from index.embeddings import Vectors
from index.errors import WeightsUnusable
from index.lexical import tokens
from index.scan import Floats, Mask

CLASSIFIER = Path(__file__).parent / "classifier.npz"
VECTOR_SCALE = 20.0  # a vector's values lie about 1/20, those of words about 1
WORDS_SCALE = 3.0
FURTHEST = 8.0  # of log-probability behind the likeliest; 6 and 10 were a little worse
# A statement that was not learned stands so far behind: of 1,032 questions it was then among the first five
# about as often as when it was learned (.83 and .85; at half .60).
NOT_KNOWN = 0.25
LIKELIEST = 3  # statements; a question and what else its asker needs
_STEPS = 127  # a value is kept as one of -127 … 127 steps of its row's largest


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a question asks for.

    Attributes:
        log_odds: for each statement known, up to a constant.
        nothing: log-odds that nothing here answers it.
        unclear: how likely its words do not show who asks, 0 … 1.
    """

    log_odds: Floats
    nothing: float
    unclear: float


@dataclass(frozen=True, eq=False)
class Classifier:
    """The weights, learned for one embedder.

    Attributes:
        ids: of the statements it knows; the last row of `weights` is for what none answers.
        vocabulary: row of `words` by token; row 0 stands for all others.
        words: float32 of shape (tokens + 1, values), what each word says.
        weights: float32 of shape (statements + 1, dimensions + values).
        bias: float32 of shape (statements + 1,).
        unclear: float32 of shape (dimensions + 1,): of a logistic regression over the vector, its
            constant last.
    """

    embedder: str
    ids: tuple[str, ...]
    vocabulary: Mapping[str, int]
    words: Floats
    weights: Floats
    bias: Floats
    unclear: Floats

    def predict(self, vector: Vectors, words: Sequence[str]) -> Prediction:
        """What a question asks for.

        Args:
            vector: of the question, of length 1.
            words: its tokens, as `index.lexical.tokens` gives them.
        """
        vector = vector * np.float32(VECTOR_SCALE)
        rows = rows_of(words, self.vocabulary)
        said = self.words[rows].sum(axis=0) * np.float32(WORDS_SCALE / len(rows) ** 0.5)
        values = self.weights @ np.concatenate([vector, said])
        values += self.bias
        highest = values[:-1].max()
        others = highest + np.log(np.exp(values[:-1] - highest).sum())
        unclear = 1 / (1 + np.exp(-(self.unclear[:-1] @ vector + self.unclear[-1])))
        return Prediction(values[:-1], float(values[-1] - others), float(unclear))


def rows_of(words: Sequence[str], vocabulary: Mapping[str, int]) -> npt.NDArray[np.int64]:
    """The rows of a text's words, each once, ascending; row 0 for words that are not known."""
    rows = sorted({vocabulary.get(word, 0) for word in words})
    return np.array(rows or [0], np.int64)


@dataclass(frozen=True, slots=True)
class Likely:
    """What a question most likely asks for.

    Attributes:
        shares: of each part of the statements, of all that are in any, 0 … 1.
        nothing: log-odds that nothing here answers it; None where nothing was learned.
        likeliest: log-probability that one of the likeliest three statements is, among those in any part; None
            as above.
        unclear: how likely the words do not show who asks, 0 … 1.
    """

    shares: tuple[float, ...]
    nothing: float | None = None
    likeliest: float | None = None
    unclear: float = 0.0


class Learned:
    """A classifier over the statements of a collection, in their order."""

    def __init__(self, classifier: Classifier, ids: Sequence[str]) -> None:
        self._classifier = classifier
        numbers = {key: number for number, key in enumerate(classifier.ids)}
        self._classes = np.array([numbers.get(key, -1) for key in ids], np.int64)
        self._known = self._classes >= 0
        self._last: tuple[str, Prediction] | None = None

    def unlikely(self, vector: Vectors, text: str, held: Mask) -> Floats:
        """How far each statement lies behind the likeliest that holds: 0 for it, 1 for what lies far.

        Args:
            vector: of the question, of length 1.
            text: the question.
            held: which statements hold in the scope; of those not learned it is `NOT_KNOWN`.
        """
        behind = np.full(len(held), NOT_KNOWN, np.float32)
        rows = np.flatnonzero(self._known & held)
        if len(rows):
            odds = self.predict(vector, text).log_odds[self._classes[rows]]
            behind[rows] = np.minimum((odds.max() - odds) / FURTHEST, 1)
        return behind

    def likely(self, vector: Vectors, text: str, parts: Sequence[Mask]) -> Likely:
        """How likely each of several parts of the statements is.

        Args:
            vector: of the question, of length 1.
            text: the question.
            parts: which statements each part has; those in none count for nothing.
        """
        of_any = self._known & np.logical_or.reduce(parts)
        if not of_any.any():
            return Likely(tuple(0.0 for _ in parts))
        prediction = self.predict(vector, text)
        odds = np.full(len(of_any), -np.inf, np.float32)
        odds[of_any] = prediction.log_odds[self._classes[of_any]]
        values = np.exp(odds - odds.max())
        total = values.sum()
        shares = tuple(float(values[part].sum() / total) for part in parts)
        likeliest = float(np.log(np.sort(values)[-LIKELIEST:].sum() / total))
        return Likely(shares, prediction.nothing, likeliest, prediction.unclear)

    def predict(self, vector: Vectors, text: str) -> Prediction:
        """What a question asks for; the last one is remembered, as each scope asks it again."""
        last = self._last
        if last is None or last[0] != text:
            last = self._last = (text, self._classifier.predict(vector, tokens(text)))
        return last[1]


def read_classifier(path: Path, embedder: str) -> Classifier | None:
    """What `write_classifier` kept; None where there is none for this embedder.

    Raises:
        WeightsUnusable: damaged.
    """
    if not path.exists():
        return None
    try:
        with path.open("rb") as file, np.load(file) as data:
            if str(data["embedder"]) != embedder:
                return None
            words = [str(word) for word in data["vocabulary"]]
            return Classifier(
                embedder,
                tuple(str(key) for key in data["ids"]),
                {word: row for row, word in enumerate(words, start=1)},
                _floats(data["words"], data["word_scales"]),
                _floats(data["weights"], data["weight_scales"]),
                data["bias"].astype(np.float32),
                data["unclear"].astype(np.float32),
            )
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise WeightsUnusable(
            f"classifier {path} cannot be read: {error}", hint="make it with `make vectors`"
        ) from error


def write_classifier(path: Path, classifier: Classifier) -> None:
    """Keep the weights in bytes, whole or not at all."""
    words, word_scales = _bytes(classifier.words)
    weights, weight_scales = _bytes(classifier.weights)
    file = io.BytesIO()
    np.savez_compressed(
        file,
        embedder=np.array(classifier.embedder),
        ids=np.array(classifier.ids),
        vocabulary=np.array(list(classifier.vocabulary)),
        words=words,
        word_scales=word_scales,
        weights=weights,
        weight_scales=weight_scales,
        bias=classifier.bias,
        unclear=classifier.unclear,
    )
    write_atomically(path, file.getvalue())


def _bytes(values: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    scales = np.maximum(np.abs(values).max(axis=1), np.float32(1e-8)) / np.float32(_STEPS)
    return np.round(values / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _floats(steps: npt.NDArray[np.int8], scales: Floats) -> Floats:
    return np.asarray(steps * scales[:, None], np.float32)
