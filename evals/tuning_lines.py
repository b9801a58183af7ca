"""What `make tune` learns from: every text that leads to statements, and those that nothing answers.

Only the corpus is read, and translations of some of its question lines, never a case of `cases/`.
"""

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from corpus.statement import Scope, Status
from index.columns import Columns
from index.contents import Contents
from index.scan import Mask

TRANSLATIONS = Path(__file__).parent / "tuning" / "translations.jsonl"
MOST_STATEMENTS = 4  # a line of a longer section says little of any one of its statements
ASKED_COUNTS = 1.5  # of a question that people asked, and of its translation: together three lines
KEPT_BACK = 0.15  # of these questions: the judge of what is held is fitted on them


@dataclass(frozen=True, slots=True)
class Line:
    """A text and what it leads to.

    Attributes:
        rows: of the statements, each as likely; empty where nothing answers it.
        counts: how much it counts.
    """

    text: str
    rows: tuple[int, ...]
    counts: float


class Lines:
    """All lines, and which statements can be meant beside those of a line."""

    def __init__(
        self,
        contents: Contents,
        translations: Mapping[str, Sequence[tuple[str, str]]],
        *,
        today: date,
        seed: int,
    ) -> None:
        """Take the corpus.

        Args:
            contents: of its index.
            translations: by statement, questions that are the same in two languages.
            today: whose rules can be meant.
            seed: of the statuses that are drawn.
        """
        passages = {p.statement_id: p for p in contents.passages}
        self._columns = Columns(passages)
        self._passages = tuple(passages.values())
        self._today = today
        self._random = random.Random(seed)
        asked = [entry for entry in contents.entries if entry.is_asked]
        back = {entry.text for entry in asked if is_kept_back(entry.translates or entry.text)}
        known = {entry.text for entry in contents.entries}
        found = [*_of_entries(contents, self._columns)]
        found += [
            Line(text, (self._columns.rows[key],), 1.0)
            for key, pairs in translations.items()
            if key in self._columns.rows
            for text in dict.fromkeys(text for pair in pairs for text in pair)
            if text not in known
        ]
        self.learned = tuple(line for line in found if line.text not in back)
        self.kept_back = tuple(line for line in found if line.text in back)

    def __len__(self) -> int:
        """How many statements there are; the number after the last stands for "none of them"."""
        return len(self._passages)

    def beside(self, line: Line) -> Mask:
        """Which statements can be meant for one who could ask it, of shape (statements + 1,).

        That is a status of the first statement's, drawn anew each time, at its place. Where nothing
        answers the line, all can.
        """
        every = np.ones(len(self) + 1, np.bool_)
        if not line.rows:
            return every
        passage = self._passages[line.rows[0]]
        status = self._random.choice(passage.statuses or tuple(Status))
        every[:-1] = self._columns.holding(Scope(passage.place, status, self._today))
        every[list(line.rows)] = True
        return every


def is_kept_back(text: str) -> bool:
    """Whether a question that people asked, and its translation, are not learned from; by a hash of it."""
    return hashlib.sha256(text.encode()).digest()[0] < KEPT_BACK * 256


def load_translations(path: Path = TRANSLATIONS) -> dict[str, list[tuple[str, str]]]:
    """Questions that are the same in two languages, by statement: rows of id, en and zh."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["id"]].append((row["en"], row["zh"]))
    return found


def _of_entries(contents: Contents, columns: Columns) -> Iterator[Line]:
    for entry in contents.entries:
        if entry.declined or 1 <= len(entry.statement_ids) <= MOST_STATEMENTS:
            rows = tuple(columns.rows[key] for key in entry.statement_ids)
            yield Line(entry.text, rows, ASKED_COUNTS if entry.is_asked else 1.0)
