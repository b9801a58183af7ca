"""Entries and reports as small as tests need them."""

from typing import Any

from evals.entry import Entry
from evals.evaluation import Report
from evals.result import RetrievedHit
from evals.standards import Standard, verdicts
from evals.summary import METRICS, summarise

LOWER = {"must_not_said", "wrong_answer_to_not_held", "needless_refusal"}


def hit(statement_id: str, locator: str = "eeal-2012:39", cosine: float = 0.9) -> RetrievedHit:
    return RetrievedHit(statement_id=statement_id, locators=(locator,), score=cosine, cosine=cosine)


def entry(name: str = "one", **changed: Any) -> Entry:  # any field of Entry
    fields: dict[str, Any] = {
        "id": name,
        "suite": "foreigners",
        "split": "test",
        "language": "en",
        "answer_in": None,
        "twin": None,
        "expect": ("answer",),
        "turns": ("how soon must I register",),
        "why": "Article 39 decides it.",
        "wanted": {"eeal-2012:39": 2},
        "kind": "answer",
        "reason": None,
        "said": ("Within 24 hours. [1]",),
        "cited": {"cn/register#within.en": ("eeal-2012:39(2)",)},
        "asked": "foreigner",
        "hits": {"foreigner": (hit("cn/register#within"),)},
        "dropped": (),
        "scores": {"crag": 1.0, "kind_right": 1.0},
    }
    return Entry.model_validate(fields | changed)


def standards(**bounds: float) -> dict[str, Standard]:
    """Bounds that nothing misses, but for the ones given; `@` is written `_at_`."""
    loose = {
        metric: Standard(
            better="lower" if metric in LOWER else "higher",
            bound=1.0 if metric in LOWER else -1.0,
            aim=0.5,
        )
        for metric in METRICS
    }
    for name, bound in bounds.items():
        metric = name.replace("_at_", "@")
        loose[metric] = loose[metric].model_copy(update={"bound": bound})
    return loose


def report(*entries: Entry, part: str | None = "test", **bounds: float) -> Report:
    summary = summarise(entries)
    return Report(
        corpus="sha256:0123456789abcdef",
        slice=part,
        summary=summary,
        verdicts=verdicts(summary, standards(**bounds), None, part) if part else (),
        faults=(),
        entries=entries,
    )
