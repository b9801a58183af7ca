"""What belongs beside the statement that leads, drawn up to it once that is settled."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.situations import Situation
from corpus.statement import Scope
from index.retriever import Hit, Retriever, holds

# Of the lead's score, for the first and the second that belongs beside it. Chosen on dev: docs/retrieval.md.
SHARES_OF_LEAD = (0.8, 0.7)


def with_beside(
    hits: Sequence[Hit], scope: Scope, retriever: Retriever, situation: Situation | None = None
) -> list[Hit]:
    """The hits, with what belongs beside the first (`corpus/beside.jsonl`) near to it.

    What stands there already keeps its place, and nothing comes before the first. Where an article was asked
    for, or nothing found scores, nothing is drawn up.

    Args:
        hits: best first.
        scope: for which what is drawn up must hold.
        retriever: knows what belongs beside a statement.
        situation: of the question; what it bars is not drawn up.
    """
    found = [replace(hit, belongs=False) if hit.belongs else hit for hit in hits]
    if not found or found[0].exact or found[0].score <= 0:
        return found
    lead = found[0]
    named = [
        passage
        for passage in retriever.beside(lead.passage)
        if holds(passage, scope) and not (situation and situation.bars_passage(passage))
    ]
    for passage, share in zip(named, SHARES_OF_LEAD, strict=False):
        old = next((n for n, hit in enumerate(found) if hit.passage.id == passage.id), None)
        if old is None:
            hit = Hit(passage, 0.0, cosine=0.0, words=0.0, exact=False)
        else:
            hit = found.pop(old)
        score = max(hit.score, lead.score * share)
        place = next((n for n, hit in enumerate(found[1:], 1) if hit.score < score), len(found))
        if old is not None:
            place = min(place, old)
        found.insert(place, replace(hit, score=score, belongs=True, aside=False))
    return found
