"""How much of a question's words a document holds, rare words counting more."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.statement import Passage
from index.collection import CollectionIndex


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of a question's words, each weighted by its rarity.

    Attributes:
        document: of those that the document or its questions hold.
        unknown: of those that the whole collection does not hold.
    """

    document: float
    unknown: float


def coverage_of(index: CollectionIndex, tokens: Sequence[str], passage: Passage) -> Coverage:
    """What of a question's tokens the passage's document holds, and what nothing holds."""
    document = index.columns.documents[index.columns.rows[passage.statement_id]]
    total = covered = unknown = 0.0
    for token in tokens:
        entries = index.words.holding(token)
        entries = entries[index.documents[entries] >= 0]
        weight = math.log((len(index.entries) + 1) / (len(entries) + 0.5))
        total += weight
        covered += weight * bool((index.documents[entries] == document).any())
        unknown += weight * (len(entries) == 0)
    return Coverage(covered / total, unknown / total) if total else Coverage(1.0, 0.0)
