"""What questions that people asked before say of a new one: whether it is answered, and by what."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.contents import Entry
from index.embeddings import Vectors
from index.scan import Floats, Mask, Numbers

NEAREST = 40  # questions looked at; 20 and 80 do as well
# Of cosine: a question so much further counts 1/e. Chosen on 1,563 questions that the embedding model had not
# learned from: at .03 answered and unanswered are told apart with an area of .853 under the curve, so .870.
SHARPNESS = 0.08
SHARPNESS_OF_VOTES = 0.06


class AskedSample:
    """The questions of `corpus/asked.toml`, with what answers each."""

    def __init__(self, entries: Sequence[Entry], vectors: Vectors, rows: Mapping[str, int]) -> None:
        """Take what a collection holds; entries that are not of the sample are left.

        Args:
            entries: of the collection.
            vectors: of each entry, of length 1.
            rows: number of each statement by its id.
        """
        numbers = [number for number, entry in enumerate(entries) if entry.is_asked]
        answers = [entries[number].statement_ids for number in numbers]
        self._vectors = vectors[numbers]
        self._rows = np.array([rows.get(ids[0], -1) if ids else -1 for ids in answers], np.int64)

    def answered_near(self, vector: Vectors) -> float | None:
        """The share of the nearest that something answers, 0 … 1, near ones counting more.

        None where the sample is smaller than what is looked at.
        """
        if len(self._rows) < NEAREST:
            return None
        near, weights = _nearest(self._vectors @ vector, SHARPNESS)
        return float(weights[self._rows[near] >= 0].sum())

    def votes(self, vector: Vectors, held: Mask) -> Floats:
        """For each statement the share of the nearest that it answers, of those that a scope answers.

        People ask of some statements more than of others, and in words that are nobody's but theirs.

        Args:
            vector: of the question.
            held: statements that hold in the scope; only questions that they answer are looked at.
        """
        votes = np.zeros(len(held), np.float32)
        known = np.flatnonzero((self._rows >= 0) & held[self._rows])
        if len(known) >= NEAREST:
            near, weights = _nearest(self._vectors[known] @ vector, SHARPNESS_OF_VOTES)
            np.add.at(votes, self._rows[known[near]], weights)
        return votes


def _nearest(cosines: Floats, sharpness: float) -> tuple[Numbers, Floats]:
    """Numbers of the nearest and their weights, which sum to 1."""
    near = np.argpartition(-cosines, NEAREST - 1)[:NEAREST]
    weights = np.exp((cosines[near] - cosines[near].max()) / sharpness)
    return near, np.asarray(weights / weights.sum(), np.float32)
