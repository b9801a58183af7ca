"""Means, intervals, abstention and twins, on examples worked out by hand."""

import math

import pytest

from evals.summary import (
    METRICS,
    Estimate,
    estimate,
    language_group,
    percentile,
    slices_of,
    summarise,
)
from tests.evals.samples import entry, hit

REFUSE = {"expect": ("refusal",), "wanted": {}}
REFUSED = {"kind": "refusal", "reason": "not_in_corpus", "cited": {}}


def test_a_mean_leaves_out_cases_that_the_metric_does_not_apply_to() -> None:
    found = summarise(
        [
            entry("a", scores={"recall@5": 1.0}),
            entry("b", scores={"recall@5": 0.5}),
            entry("c", scores={}),
        ]
    ).at("recall@5", "test")

    assert (found.n, found.not_scored, found.mean) == (2, 1, 0.75)
    assert (found.low, found.high) == (0.5, 1.0)


def test_a_metric_without_a_scored_case_says_nothing_and_is_counted() -> None:
    summary = summarise([entry(scores={})])

    assert summary.at("senses_right", "test") == Estimate(n=0, not_scored=1)
    assert summary.at("twins_agree", "test") == Estimate(n=0, not_scored=0)
    assert set(summary.metrics) == set(METRICS)


def test_no_case_at_all_still_names_every_metric() -> None:
    summary = summarise([])

    assert set(summary.metrics) == set(METRICS)
    assert summary.at("crag", "all") == Estimate(n=0)


def test_nothing_is_nan_whatever_is_missing() -> None:
    summary = summarise([entry("a", scores={}), entry("b", scores={}, twin="pair", **REFUSED)])

    assert "NaN" not in summary.model_dump_json()
    values = [e.mean for slices in summary.metrics.values() for e in slices.values()]
    assert not any(math.isnan(value) for value in values if value is not None)


def test_an_interval_holds_the_mean_narrows_with_more_cases_and_repeats() -> None:
    few = estimate([(float(n % 4 == 0), 1.0) for n in range(40)])
    many = estimate([(float(n % 4 == 0), 1.0) for n in range(400)])

    assert few == estimate([(float(n % 4 == 0), 1.0) for n in range(40)])
    assert few.mean == many.mean == 0.25
    assert few.low is not None
    assert few.high is not None
    assert many.low is not None
    assert many.high is not None
    assert few.low < many.low < 0.25 < many.high < few.high
    # normal approximation: 0.25 ± 1.96 · sqrt(0.25 · 0.75 / 400)
    assert (many.low, many.high) == pytest.approx((0.2076, 0.2924), abs=0.01)


def test_abstention_precision_recall_and_f1() -> None:
    entries = [
        entry("right", **REFUSE, **REFUSED),
        entry("right-too", **REFUSE, **REFUSED),
        entry("answered", **REFUSE),
        entry("needless", **REFUSED),
        entry("fine"),
        entry("either", expect=("answer", "refusal")),
    ]
    summary = summarise(entries)

    assert summary.at("abstention_precision", "all").mean == pytest.approx(2 / 3, abs=1e-4)
    assert summary.at("abstention_recall", "all").mean == pytest.approx(2 / 3, abs=1e-4)
    assert summary.at("abstention_f1", "all").mean == pytest.approx(2 / 3, abs=1e-4)
    assert summary.at("abstention_f1", "all").n == 4
    assert summary.over_refusals["test"] == {"not_in_corpus": 1}


def test_abstention_with_nothing_to_refuse_and_nothing_refused_is_not_scored() -> None:
    assert summarise([entry()]).at("abstention_f1", "all") == Estimate(n=0, not_scored=1)


def test_twins_agree_by_the_statements_cited_in_either_language() -> None:
    entries = [
        entry("a", twin="t", cited={"x.en": (), "y.en": ()}),
        entry("b", twin="t", cited={"x.zh": ()}, language="zh-Hans"),
        entry("c", twin="alone"),
    ]
    found = summarise(entries).at("twins_agree", "all")

    assert (found.n, found.not_scored, found.mean) == (1, 1, 0.5)


def test_twins_overlap_counts_shared_statements_among_the_first_five_hits() -> None:
    first = {"foreigner": tuple(hit(name) for name in "abcdefg")}
    second = {"foreigner": tuple(hit(name) for name in "abxyzfg")}
    entries = [entry("a", twin="t", hits=first), entry("b", twin="t", hits=second)]

    assert summarise(entries).at("twins_overlap", "all").mean == 0.4


@pytest.mark.parametrize(
    ("language", "answer_in", "group"),
    [
        ("en", None, "en"),
        ("zh-Hans", None, "zh"),
        ("zh-Hant", None, "zh"),
        ("mixed", None, "mixed"),
        ("en", "zh-Hans", "en→zh"),
        ("zh-Hans", "en", "zh"),
    ],
)
def test_language_groups(language: str, answer_in: str | None, group: str) -> None:
    assert language_group(entry(language=language, answer_in=answer_in)) == group


def test_a_case_belongs_to_its_split_language_and_suite() -> None:
    names = set(slices_of(entry(split="dev", language="zh-Hant")))

    assert names == {"all", "all/zh", "dev", "dev/zh", "suite/foreigners"}


def test_a_score_that_no_list_names_is_summed_up_too() -> None:
    assert summarise([entry(scores={"novel": 0.5})]).at("novel", "test").mean == 0.5


def test_percentiles_of_latency() -> None:
    assert percentile([10.0, 20.0, 30.0], 50) == 20.0
    assert percentile([], 95) is None
