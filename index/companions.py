"""What comes along with a passage: what belongs beside it, definitions of its document, articles it refers to."""

from collections.abc import Mapping, Sequence

import numpy as np

from corpus.statement import Facet, Passage
from index.collection import CollectionIndex
from index.scan import Floats, Mask

# Of the lead's score, for the first and the second that belongs beside it. Chosen on dev: docs/retrieval.md.
SHARES_OF_LEAD = (0.8, 0.7)


def drawn_up(scores: Floats, held: Mask, beside: Mapping[int, Sequence[int]]) -> Floats:
    """Scores in which what belongs beside the best statement that holds comes near to it.

    Nothing is drawn up where none holds, or the best has no score above 0.

    Args:
        scores: of each statement, by row.
        held: which of them hold for the scope.
        beside: row → rows of what belongs beside it, the most needed first, as many as have a share.
    """
    drawn = scores.copy()
    lead = int(np.argmax(np.where(held, scores, -np.inf)))
    if held[lead] and scores[lead] > 0:
        for row, share in zip(beside.get(lead, ()), SHARES_OF_LEAD, strict=False):
            drawn[row] = max(drawn[row], scores[lead] * share)
    return drawn


def companions_of(index: CollectionIndex, passage: Passage) -> list[Passage]:
    """Passages in its language: statements that define, then those on its further locators.

    A statement names first the article it stands on, and after it those it draws on.
    """
    defining = index.sections.get((passage.document, Facet.DEFINITION, passage.language), [])
    referred = set(passage.locators[1:])
    standing = [
        index.passage(statement_id, passage.language)
        for statement_id, pair in index.by_statement.items()
        if referred.intersection(next(iter(pair.values())).locators[:1])
    ]
    found = {other.id: other for other in (*defining, *standing) if other.id != passage.id}
    return list(found.values())
