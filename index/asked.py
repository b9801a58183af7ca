"""What questions that people asked before say of a new one: whether it is answered, and by what."""

from collections.abc import Mapping, Sequence

import numpy as np

from index.contents import Entry
from index.embeddings import Vectors
from index.scan import Floats, Found, Mask, best

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
        self._vectors, self._numbers = vectors, np.array(numbers, np.int64)
        self._rows = np.array([rows.get(ids[0], -1) if ids else -1 for ids in answers], np.int64)
        self._place = np.full(len(entries), -1, np.int64)  # of each entry in the sample
        self._place[numbers] = np.arange(len(numbers))

    def answered_near(self, vector: Vectors, found: Found) -> float | None:
        """The share of the nearest that something answers, 0 … 1, near ones counting more.

        Args:
            vector: of the question.
            found: the entries nearest to it, best first, as far as they were looked for.

        Returns:
            None where the sample is smaller than what is looked at.
        """
        if len(self._rows) < NEAREST:
            return None
        near = self._nearest(vector, found, np.ones(len(self._rows), np.bool_))
        return float(_weights(near.scores, SHARPNESS)[self._rows[near.numbers] >= 0].sum())

    def votes(self, vector: Vectors, found: Found, held: Mask) -> Floats:
        """For each statement the share of the nearest that it answers, of those that a scope answers.

        People ask of some statements more than of others, and in words that are nobody's but theirs.

        Args:
            vector, found: as for `answered_near`.
            held: statements that hold in the scope; only questions that they answer are looked at.
        """
        votes = np.zeros(len(held), np.float32)
        is_known = (self._rows >= 0) & held[self._rows]
        if np.count_nonzero(is_known) >= NEAREST:
            near = self._nearest(vector, found, is_known)
            np.add.at(votes, self._rows[near.numbers], _weights(near.scores, SHARPNESS_OF_VOTES))
        return votes

    def _nearest(self, vector: Vectors, found: Found, wanted: Mask) -> Found:
        """The nearest of those wanted: among what was found, where enough are, else of all."""
        places = self._place[found.numbers]
        is_wanted = (places >= 0) & wanted[places]
        if np.count_nonzero(is_wanted) >= NEAREST:
            return Found(places[is_wanted][:NEAREST], found.scores[is_wanted][:NEAREST])
        numbers = np.flatnonzero(wanted)
        near = best(self._vectors[self._numbers[numbers]] @ vector, NEAREST)
        return Found(numbers[near.numbers], near.scores)


def _weights(cosines: Floats, sharpness: float) -> Floats:
    """How much each of the nearest counts; they sum to 1."""
    weights = np.exp((cosines - cosines.max()) / sharpness)
    return np.asarray(weights / weights.sum(), np.float32)
