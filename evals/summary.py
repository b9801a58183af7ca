"""Entries → means with bootstrap intervals, for each metric and slice; never NaN.

Every metric is a ratio of sums over units (cases, or groups of twins): a mean has 1 below each
case; precision, recall and F1 have their own counts. So one bootstrap serves all of them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from evals.entry import Entry
from evals.metrics import agreement
from evals.ranking import overlap_of_hits

RESAMPLES = 1000
SEED = 7
INTERVAL = (2.5, 97.5)  # percentiles: 95 %

Share = tuple[float, float]  # numerator and denominator of one unit; (0, 0) where it has none

CASE_METRICS = (
    "recall@5",
    "recall@10",
    "mrr@10",
    "ndcg@10",
    "citations_exist",
    "quotes_exact",
    "sentence_coverage",
    "figures_found",
    "citation_recall",
    "citation_precision",
    "vital_points",
    "okay_points",
    "must_not_said",
    "kind_right",
    "scope_right",
    "locality",
    "currency",
    "senses_right",
    "crag",
    "wrong_answer_to_not_held",
    "needless_refusal",
    "counterfactual_figure",
    "counterfactual_removed",
)


class Estimate(BaseModel):
    """A metric over a slice.

    Attributes:
        n: units that the metric applies to.
        not_scored: units that it does not apply to.
        mean, low, high: the value and its 95 % interval; None where n is 0.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    n: int
    not_scored: int = 0
    mean: float | None = None
    low: float | None = None
    high: float | None = None


class Summary(BaseModel):
    """All estimates of a run.

    Attributes:
        metrics: metric → slice → estimate. Slices: `all`, `dev`, `test`, each of them by language
            group (`test/en`, `test/zh`, `test/mixed`, `test/en→zh`), and `suite/<name>`.
        over_refusals: split → reason → cases refused for it that must not be refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    metrics: dict[str, dict[str, Estimate]]
    over_refusals: dict[str, dict[str, int]]

    def at(self, metric: str, part: str) -> Estimate:
        """The estimate of a metric over a slice; n is 0 where there is none."""
        return self.metrics.get(metric, {}).get(part, Estimate(n=0))


def summarise(entries: Sequence[Entry]) -> Summary:
    """Every metric over every slice that has a case. Empty: every metric, no slice."""
    slices: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in slices_of(entry):
            slices[name].append(entry)
    found = sorted({name for entry in entries for name in entry.scores} - set(CASE_METRICS))
    shares: dict[str, Callable[[Sequence[Entry]], list[Share]]] = {
        name: _mean_of(name) for name in (*CASE_METRICS, *found)
    }
    shares |= _SET_METRICS
    metrics = {
        name: {part: estimate(share(slices[part])) for part in sorted(slices)}
        for name, share in shares.items()
    }
    return Summary(metrics=metrics, over_refusals=_over_refusals(slices))


def slices_of(entry: Entry) -> Iterator[str]:
    """Names of the slices that a case belongs to."""
    group = language_group(entry)
    for part in ("all", entry.split):
        yield part
        yield f"{part}/{group}"
    yield f"suite/{entry.suite}"


def language_group(entry: Entry) -> str:
    """en, zh (either script), mixed; en→zh where an English question is answered in Chinese."""
    if entry.language == "en" and (entry.answer_in or "").startswith("zh"):
        return "en→zh"
    return "zh" if entry.language.startswith("zh") else entry.language


def estimate(shares: Sequence[Share]) -> Estimate:
    """Ratio of sums with its percentile bootstrap interval over the units.

    Args:
        shares: numerator and denominator of each unit; those with a denominator of 0 are counted
            as not scored. Empty: n is 0 and nothing is said.

    Source: Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13.
    """
    scored = np.array([share for share in shares if share[1]], dtype=np.float64).reshape(-1, 2)
    n = len(scored)
    if not n:
        return Estimate(n=0, not_scored=len(shares))
    sums = resamples(n) @ scored
    low, high = np.percentile(sums[:, 0] / sums[:, 1], INTERVAL)
    total, weight = scored.sum(axis=0)
    return Estimate(
        n=n,
        not_scored=len(shares) - n,
        mean=round(float(total / weight), 4),
        low=round(float(low), 4),
        high=round(float(high), 4),
    )


@lru_cache(maxsize=32)
def resamples(n: int) -> NDArray[np.float64]:
    """How often each resample draws each unit: shape (RESAMPLES, n), the same for the same n ≥ 1."""
    drawn = np.random.default_rng(SEED).integers(0, n, (RESAMPLES, n))
    cells = drawn + n * np.arange(RESAMPLES)[:, np.newaxis]
    return np.bincount(cells.ravel(), minlength=RESAMPLES * n).reshape(RESAMPLES, n).astype(float)


def percentile(milliseconds: Sequence[float], percent: float) -> float | None:
    """Latency below which `percent` of the replies came. Empty: None."""
    return round(float(np.percentile(milliseconds, percent)), 1) if milliseconds else None


def case_share(name: str, entry: Entry) -> Share:
    """What one case adds to a metric of cases, abstention included; twins are not of one case."""
    if name in _ABSTENTION:
        return _ABSTENTION[name](entry.must_refuse, entry.kind == "refusal")
    return (entry.scores[name], 1.0) if name in entry.scores else (0.0, 0.0)


def _mean_of(name: str) -> Callable[[Sequence[Entry]], list[Share]]:
    return lambda entries: [case_share(name, entry) for entry in entries]


_ABSTENTION: Mapping[str, Callable[[bool, bool], Share]] = {
    "abstention_precision": lambda held, refused: (float(held and refused), float(refused)),
    "abstention_recall": lambda held, refused: (float(held and refused), float(held)),
    "abstention_f1": lambda held, refused: (2.0 * (held and refused), float(held) + refused),
}


def _twins(entries: Sequence[Entry]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.twin:
            groups[entry.twin].append(entry)
    return list(groups.values())


def _agreement(entries: Sequence[Entry]) -> list[Share]:
    replies = [
        [{"citations": [{"passage_id": passage} for passage in twin.cited]} for twin in group]
        for group in _twins(entries)
    ]
    return [_one(agreement(group)) for group in replies]


def _overlap(entries: Sequence[Entry]) -> list[Share]:
    return [_one(overlap_of_hits([twin.ranking for twin in group])) for group in _twins(entries)]


def _one(value: float | None) -> Share:
    return (0.0, 0.0) if value is None else (value, 1.0)


_SET_METRICS: Mapping[str, Callable[[Sequence[Entry]], list[Share]]] = {
    **{name: _mean_of(name) for name in _ABSTENTION},
    "twins_agree": _agreement,
    "twins_overlap": _overlap,
}
METRICS = (*CASE_METRICS, *_SET_METRICS)
PAIRED = (*CASE_METRICS, *_ABSTENTION)  # metrics of cases, which two runs can be compared on


def _over_refusals(slices: Mapping[str, Sequence[Entry]]) -> dict[str, dict[str, int]]:
    return {
        part: dict(
            sorted(
                Counter(
                    entry.reason or ""
                    for entry in slices[part]
                    if entry.must_not_refuse and entry.kind == "refusal"
                ).items()
            )
        )
        for part in ("all", "dev", "test")
        if part in slices
    }
