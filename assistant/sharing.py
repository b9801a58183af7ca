"""What is found for each of several questions, and for the message they stand in → each one's own hits."""

from collections.abc import Sequence
from dataclasses import replace

from index.retriever import Hit

# What a statement scores for a question among others: found by the question alone, and this much of what the whole
# message gives it, less this much of how far another of the questions, alone, finds it better. Of 195 questions in
# messages that ask several, each labelled with what decides it, the deciding statement came first for .45 by the
# message, for .37 by the question, for .60 by both and for .61 less what is another's; of those asked second or later
# for .30, .27, .54 and .57. (.7 to 1.3 and .3 to .8 do as well.)
OF_WHOLE = 1.0
OF_ANOTHERS = 0.5


def mean(some: Sequence[Hit], others: Sequence[Hit]) -> list[Hit]:
    """The hits of two searches, best first, each with the mean of its scores; what one did not find counts as its last."""
    first, second = _Scores(some), _Scores(others)
    aside = {hit.passage.id for hit in (*some, *others) if hit.aside}
    known = {hit.passage.id: replace(hit, cosine=0.0) for hit in others}
    known |= {hit.passage.id: hit for hit in some}
    both = [
        replace(hit, score=(first[key] + second[key]) / 2, aside=key in aside)
        for key, hit in known.items()
    ]
    return sorted(both, key=lambda hit: (hit.aside, not hit.exact, -hit.score, hit.passage.id))


def share(found: Sequence[Sequence[Hit]], whole: Sequence[Hit]) -> list[list[Hit]]:
    """What was found for each of several questions, and for the message they stand in → each one's own hits.

    What a question, or the message, did not find counts there as its last.

    Args:
        found: for each question, best first.
        whole: for the message, best first.
    """
    ones = [_Scores(hits) for hits in found]
    of_whole = _Scores(whole)
    known = {hit.passage.id: hit for hits in (*found, whole) for hit in hits}
    best = {key: max(one[key] for one in ones) for key in known}
    aside = {hit.passage.id for hit in whole if hit.aside}
    shared = []
    for hits, one in zip(found, ones, strict=True):
        own = {hit.passage.id: hit for hit in hits}
        each = [
            replace(
                own.get(key) or replace(hit, cosine=0.0),
                score=one[key] + OF_WHOLE * of_whole[key] - OF_ANOTHERS * (best[key] - one[key]),
                aside=hit.aside or key in aside,
            )
            for key, hit in known.items()
        ]
        shared.append(
            sorted(each, key=lambda hit: (hit.aside, not hit.exact, -hit.score, hit.passage.id))
        )
    return shared


class _Scores(dict[str, float]):
    """Score by passage; one that was not found scores as the last one that was."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        super().__init__({hit.passage.id: hit.score for hit in hits})
        self._last = min(self.values(), default=0.0)

    def __missing__(self, key: str) -> float:
        return self._last
