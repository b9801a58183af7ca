"""What `make tune` learns from: question lines of the corpus, what they should be near, and what not.

Only the corpus is read, and translations of some of its question lines, never a case of `cases/`. A
batch is made of look-alikes: statements whose texts lie close, so that what must be told apart
stands side by side.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.declined import NEAR_MISS
from corpus.loader import Corpus
from corpus.statement import Language, Locator
from index.embeddings import Embedder, Vectors

TRANSLATIONS = Path(__file__).parent / "tuning" / "translations.jsonl"
TRANSLATED = 0.35  # of the rows, where there is one: a question and its translation
# Of the other rows: a question of the same statement in the other language.
OTHER_LANGUAGE = 0.6
SAME_LANGUAGE = 0.2  # a further question in the same; the rest are the statement itself
TOGETHER = 6  # look-alikes drawn around one statement
SAME = 0.955  # cosine from which two statements say much the same, and neither is a negative
LOOK_ALIKES = 60
MISSES = 12


@dataclass(frozen=True, slots=True)
class Owner:
    """A statement with the questions that lead to it.

    Attributes:
        statement: its id.
        section: of the questions that its whole section answers; they go to its first statement.
    """

    statement: str
    document: str
    section: int
    locators: frozenset[Locator]
    texts: tuple[str, ...]
    questions: tuple[tuple[Language, str], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs to be brought together.

    Attributes:
        questions, positives: row by row.
        negatives: questions that the corpus does not answer.
        alike: of shape (rows, rows); True where two rows are no negatives of one another.
    """

    questions: tuple[str, ...]
    positives: tuple[str, ...]
    negatives: tuple[str, ...]
    alike: np.ndarray[tuple[int, int], np.dtype[np.bool_]]


class Pairs:
    """Draws batches until every question line was drawn once, and then again."""

    def __init__(
        self,
        corpus: Corpus,
        embedder: Embedder,
        translations: Mapping[str, Sequence[tuple[str, str]]],
        *,
        held_out: float,
        seed: int,
    ) -> None:
        """Embed the statements once, to know which look alike.

        Args:
            translations: by statement, questions that are the same in two languages.
            held_out: share of the documents whose questions are kept from training.
            seed: of all that is drawn.
        """
        self._random = random.Random(seed)
        self._translations = translations
        owners = list(_owners(corpus))
        documents = sorted({owner.document for owner in owners})
        self._random.shuffle(documents)
        self.held_out = frozenset(documents[: int(len(documents) * held_out)])
        self._owners = [o for o in owners if o.document not in self.held_out and o.questions]
        vectors = embedder.embed_passages([owner.texts[0] for owner in self._owners])
        self._likeness = vectors @ vectors.T
        self._nearest = np.argsort(-self._likeness, axis=1)[:, :LOOK_ALIKES]
        self._misses = [
            line
            for kind in corpus.declined
            if kind.id == NEAR_MISS
            for lines in kind.examples.values()
            for line in lines
        ]
        unanswered = corpus.asked.unanswered.values()
        self._misses += [line for asked in unanswered for lines in asked.values() for line in lines]
        missed: Vectors = embedder.embed_passages(self._misses)
        self._near_misses = np.argsort(-(vectors @ missed.T), axis=1)[:, :MISSES]
        self._left: dict[int, list[tuple[Language, str]]] = {}

    def __len__(self) -> int:
        return sum(len(owner.questions) for owner in self._owners)

    def batch(self, rows: int, misses: int) -> Batch:
        """The next batch."""
        drawn = self._draw(rows)
        numbers = [number for number, _ in drawn]
        most = min(misses, len(numbers)) if self._misses else 0
        chosen = self._random.sample(numbers, most)
        negatives = {self._misses[self._random.choice(self._near_misses[n])] for n in chosen}
        pairs = [self._pair(number, *asked) for number, asked in drawn]
        return Batch(
            tuple(question for question, _ in pairs),
            tuple(positive for _, positive in pairs),
            tuple(sorted(negatives)),
            self._alike(numbers),
        )

    def _draw(self, rows: int) -> list[tuple[int, tuple[Language, str]]]:
        drawn: dict[int, tuple[Language, str]] = {}
        while len(drawn) < rows:
            free = [n for n, lines in self._left.items() if lines and n not in drawn]
            if len(free) < rows - len(drawn):
                self._refill()
                free = [n for n in self._left if n not in drawn]
            first = self._random.choice(free)
            for number in (first, *self._nearest[first][:TOGETHER]):
                if len(drawn) < rows and number not in drawn and self._left[int(number)]:
                    drawn[int(number)] = self._left[int(number)].pop()
        return list(drawn.items())

    def _refill(self) -> None:
        for number, owner in enumerate(self._owners):
            lines = list(owner.questions)
            self._random.shuffle(lines)
            self._left[number] = lines

    def _pair(self, number: int, language: Language, line: str) -> tuple[str, str]:
        known = self._translations.get(self._owners[number].statement, ())
        if known and self._random.random() < TRANSLATED:
            one, other = self._random.choice(known)
            return (one, other) if self._random.random() < 0.5 else (other, one)
        return line, self._positive(number, language, line)

    def _positive(self, number: int, language: Language, line: str) -> str:
        owner, chance = self._owners[number], self._random.random()
        other = [text for spoken, text in owner.questions if spoken is not language]
        same = [t for spoken, t in owner.questions if spoken is language and t != line]
        if chance < OTHER_LANGUAGE and other:
            return self._random.choice(other)
        if chance < OTHER_LANGUAGE + SAME_LANGUAGE and same:
            return self._random.choice(same)
        return self._random.choice(owner.texts)

    def _alike(self, numbers: Sequence[int]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
        alike = self._likeness[np.ix_(numbers, numbers)] > SAME
        owners = [self._owners[number] for number in numbers]
        for row, one in enumerate(owners):
            for column, other in enumerate(owners):
                alike[row, column] |= one.section == other.section
                alike[row, column] |= bool(one.locators & other.locators)
        np.fill_diagonal(alike, val=False)
        return alike


def load_translations(path: Path = TRANSLATIONS) -> dict[str, list[tuple[str, str]]]:
    """Questions that are the same in two languages, by statement: rows of id, en and zh."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["id"]].append((row["en"], row["zh"]))
    return found


def _owners(corpus: Corpus) -> Iterator[Owner]:
    number = 0
    for document in corpus.documents:
        for section in document.sections:
            number += 1
            for place, statement in enumerate(section.statements):
                lines = [(lang, q) for lang, qs in statement.questions.items() for q in qs]
                if place == 0:
                    lines += [(lang, q) for lang, qs in section.questions.items() for q in qs]
                asked = corpus.asked.answered.get(statement.id, {})
                lines += [(lang, q) for lang, qs in asked.items() for q in qs]
                yield Owner(
                    statement.id,
                    document.id,
                    number,
                    frozenset(statement.locators),
                    tuple(statement.texts.values()),
                    tuple(lines),
                )
