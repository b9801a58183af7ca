"""The table of figures as text."""

from evals.baseline import Baseline
from evals.evaluation import Report
from evals.standards import verdicts
from evals.summary import Estimate, summarise
from evals.table import lines, rows
from tests.evals.samples import entry, report, standards


def _row(found: Report, metric: str) -> tuple[str, ...]:
    return next(row.cells for row in rows(found) if row.cells[0] == metric)


def test_a_row_holds_mean_interval_counts_bound_aim_and_languages() -> None:
    found = report(
        entry("a", scores={"crag": 1.0}),
        entry("b", scores={"crag": 1.0}, language="zh-Hant"),
        entry("c", scores={}, answer_in="zh-Hans"),
        entry("d", scores={"crag": -1.0}, split="dev"),
    )

    assert _row(found, "crag") == (
        *("crag", "1.000", "[1.000, 1.000]", "2/3", "·", "-1.000", "-1.000", "0.500"),
        *("1.000", "1.000", "·", "✓"),
    )


def test_a_metric_that_was_not_scored_is_a_dot() -> None:
    assert _row(report(entry()), "senses_right")[1:5] == ("·", "", "0/1", "·")


def test_the_change_is_from_the_baseline() -> None:
    summary = summarise([entry()])
    before = Estimate(n=3, mean=0.8, low=0.7, high=0.9)
    baseline = Baseline(corpus="0123", metrics={"crag": {"test": before}})
    found = report(entry()).model_copy(
        update={"verdicts": verdicts(summary, standards(), baseline, "test")}
    )

    assert _row(found, "crag")[4] == "+0.200"


def test_where_nothing_is_gated_there_is_no_bound_and_no_aim() -> None:
    assert _row(report(entry(), part=None), "crag")[6:8] == ("·", "·")


def test_the_lines_end_with_what_fails() -> None:
    refused = {"kind": "refusal", "reason": "out_of_scope"}
    text = list(lines(report(entry("a"), entry("b", **refused), crag=1.1)))

    assert text[0] == "over test; languages over test"
    assert "needless refusals, test: out_of_scope 1" in text
    assert text[-1] == "✗ crag: 1.000 misses the bound of 1.100"
