"""Two reports side by side: the difference of each metric, paired by case, and what flipped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evals.entry import Entry
from evals.evaluation import Report
from evals.summary import INTERVAL, PAIRED, Share, case_share, resamples

_SHOWN = 80  # characters of a question


@dataclass(frozen=True, slots=True)
class Difference:
    """How a metric moved on the cases that both runs scored.

    Attributes:
        n: those cases.
        before, after: the metric over them.
        low, high: 95 % interval of after − before.
    """

    metric: str
    n: int
    before: float
    after: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Flip:
    """A case whose CRAG score, or the rightness of whose kind, changed."""

    before: Entry
    after: Entry

    @property
    def is_better(self) -> bool:
        """Whether it changed for the better; CRAG first."""
        return _standing(self.after) > _standing(self.before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one report to another.

    Attributes:
        shared: cases in both; those in one alone are not looked at.
        only_before, only_after: how many are in one alone.
        differences: of each metric scored in both, in the order of the summary.
        flips: worse ones first, then by id.
    """

    shared: int
    only_before: int
    only_after: int
    differences: tuple[Difference, ...]
    flips: tuple[Flip, ...]

    def lines(self) -> Iterator[str]:
        """The comparison as text."""
        yield f"{self.shared} shared cases; {self.only_before} only before, {self.only_after} after"
        yield f"{'metric':25}{'n':>6}{'before':>8}{'after':>8}{'change':>8}  95 %"
        for d in self.differences:
            mark = " *" if d.is_clear else ""
            yield (
                f"{d.metric:25}{d.n:6}{d.before:8.3f}{d.after:8.3f}{d.after - d.before:+8.3f}"
                f"  [{d.low:+.3f}, {d.high:+.3f}]{mark}"
            )
        better = sum(flip.is_better for flip in self.flips)
        yield f"{len(self.flips)} flipped: {better} better, {len(self.flips) - better} worse"
        for flip in self.flips:
            before, after = flip.before, flip.after
            question = " ".join(after.turns[-1].split())[:_SHOWN]
            yield (
                f"{'+' if flip.is_better else '-'} {after.id}: {before.kind} → {after.kind}, "
                f"crag {before.scores['crag']:+.1f} → {after.scores['crag']:+.1f}: {question}"
            )


def compare_reports(before: Report, after: Report) -> Comparison:
    """Paired by case id. Empty: no shared case, no difference and no flip."""
    olds = {entry.id: entry for entry in before.entries}
    pairs = [(olds[entry.id], entry) for entry in after.entries if entry.id in olds]
    found = (difference(metric, pairs) for metric in PAIRED)
    flips = [Flip(a, b) for a, b in pairs if _standing(a) != _standing(b)]
    return Comparison(
        shared=len(pairs),
        only_before=len(before.entries) - len(pairs),
        only_after=len(after.entries) - len(pairs),
        differences=tuple(d for d in found if d is not None),
        flips=tuple(sorted(flips, key=lambda flip: (flip.is_better, flip.after.id))),
    )


def difference(metric: str, pairs: Sequence[tuple[Entry, Entry]]) -> Difference | None:
    """Paired bootstrap of a metric: both runs are drawn on the same cases.

    A case counts where either run gives it weight in precision, recall or F1, and where both score
    it in all others. Empty: no such case, None.

    Source: Efron and Tibshirani, "An introduction to the bootstrap", 1993; for paired systems,
    Sakai, "Evaluating evaluation metrics based on the bootstrap", SIGIR 2006.
    """
    shares = [(*case_share(metric, a), *case_share(metric, b)) for a, b in pairs]
    scored = np.array([s for s in shares if _counts(metric, s[:2], s[2:])], dtype=np.float64)
    if not len(scored) or not scored[:, 1].sum() or not scored[:, 3].sum():
        return None
    sums = resamples(len(scored)) @ scored
    sums = sums[(sums[:, 1] > 0) & (sums[:, 3] > 0)]
    change = sums[:, 2] / sums[:, 3] - sums[:, 0] / sums[:, 1]
    low, high = np.percentile(change, INTERVAL)
    old, old_weight, new, new_weight = scored.sum(axis=0)
    return Difference(
        metric,
        len(scored),
        round(float(old / old_weight), 4),
        round(float(new / new_weight), 4),
        round(float(low), 4),
        round(float(high), 4),
    )


def _counts(metric: str, before: Share, after: Share) -> bool:
    weights = (before[1] > 0, after[1] > 0)
    return any(weights) if metric.startswith("abstention") else all(weights)


def _standing(entry: Entry) -> tuple[float, float]:
    return entry.scores["crag"], entry.scores["kind_right"]
