"""How well hits rank the rules that a case names.

The rules are ranked, not single statements: several statements may stand on one article, and any
of them has found it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from statistics import fmean

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from corpus.statement import Locator
from evals.case import DECIDES, Case
from evals.result import Outcome, RetrievedHit

MEASURES = {"recall@5": R @ 5, "recall@10": R @ 10, "mrr@10": RR @ 10, "ndcg@10": nDCG @ 10}


@lru_cache(maxsize=20_000)
def _parsed(text: str) -> Locator:
    return Locator.parse(text)


def meets(found: str, wanted: str) -> bool:
    """Whether a source cited is the one wanted, or lies within it: 39(2) meets 39, not 76."""
    have, want = _parsed(found), _parsed(wanted)
    pairs = (
        (want.instrument, have.instrument),
        (want.article, have.article),
        (want.paragraph, have.paragraph),
        (want.item, have.item),
    )
    return all(asked is None or asked == held for asked, held in pairs)


def retrieval(hits: Sequence[RetrievedHit], wanted: Mapping[str, int]) -> dict[str, float]:
    """recall@5, recall@10, MRR@10 and nDCG@10 of the rules wanted, by ir_measures.

    Each rule stands at the rank of the first hit that cites it; other hits fill their ranks. Where
    rules of grade 2 are wanted, recall and MRR count those alone. Empty: no rule wanted, no score.

    Source: MacAvaney, Macdonald and Ounis, "Streamlining evaluation with ir-measures", ECIR 2022.
    """
    if not wanted:
        return {}
    ranked: list[str] = []
    for hit in hits:
        new = [w for w in wanted if w not in ranked and any(meets(c, w) for c in hit.locators)]
        ranked += new or [f"={hit.statement_id}"]
    run = [ScoredDoc("case", doc, -float(rank)) for rank, doc in enumerate(ranked)]
    run = run or [ScoredDoc("case", "=", 0.0)]
    deciding = [w for w, grade in wanted.items() if grade == DECIDES] or list(wanted)
    scores = {}
    for name, measure in MEASURES.items():
        graded = name.startswith("ndcg")
        qrels = [
            Qrel("case", w, grade if graded else 1)
            for w, grade in wanted.items()
            if graded or w in deciding
        ]
        scores[name] = float(next(iter(ir_measures.iter_calc([measure], qrels, run))).value)
    return scores


def ranking_for(case: Case, outcome: Outcome) -> Sequence[RetrievedHit]:
    """The hits of the scope that the case is about: its status where that was looked at."""
    asked = case.scope.status if case.scope and case.scope.status else case.status
    answered = outcome.reply["scope"]["status"]
    for status in (asked.value if asked else None, answered):
        if status is not None and status in outcome.hits:
            return outcome.hits[status]
    return next(iter(outcome.hits.values()), ())


def retrieval_scores(case: Case, outcome: Outcome) -> Iterator[tuple[str, float]]:
    """The retrieval metrics of a case; of a clarification, their mean over its groups."""
    if "answer" in case.expect:
        yield from retrieval(ranking_for(case, outcome), case.locators).items()
        return
    of_groups = [
        retrieval(outcome.hits.get(status.value, ()), points.locators)
        for status, points in case.groups.items()
        if points.locators
    ]
    for name in MEASURES:
        if of_groups:
            yield name, sum(scores[name] for scores in of_groups) / len(of_groups)


def overlap_of_hits(rankings: Sequence[Sequence[RetrievedHit]], depth: int = 5) -> float | None:
    """Mean overlap of the first hits, over all pairs of rankings. Empty: under two, None."""
    if len(rankings) < 2:
        return None
    sets = [frozenset(hit.statement_id for hit in ranking[:depth]) for ranking in rankings]
    return fmean(len(a & b) / depth for a, b in combinations(sets, 2))
