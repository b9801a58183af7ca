"""Two reports side by side, paired by case."""

import pytest

from evals.compare import compare_reports, difference
from tests.evals.samples import entry, report


def test_the_difference_is_over_the_cases_that_both_scored() -> None:
    before = report(
        entry("a", scores={"crag": 0.0, "kind_right": 1.0, "recall@5": 0.5}),
        entry("b", scores={"crag": 0.0, "kind_right": 1.0, "recall@5": 0.5}),
        entry("gone", scores={"crag": 0.0, "kind_right": 1.0, "recall@5": 0.0}),
    )
    after = report(
        entry("a", scores={"crag": 0.0, "kind_right": 1.0, "recall@5": 1.0}),
        entry("b", scores={"crag": 0.0, "kind_right": 1.0}),
        entry("new"),
    )

    found = compare_reports(before, after)

    assert (found.shared, found.only_before, found.only_after) == (2, 1, 1)
    recall = next(d for d in found.differences if d.metric == "recall@5")
    assert (recall.n, recall.before, recall.after) == (1, 0.5, 1.0)
    assert (recall.low, recall.high, recall.is_clear) == (0.5, 0.5, True)


def test_a_difference_that_goes_both_ways_is_not_clear() -> None:
    pairs = [
        (entry("a", scores={"crag": 1.0}), entry("a", scores={"crag": 0.0})),
        (entry("b", scores={"crag": 0.0}), entry("b", scores={"crag": 1.0})),
        (entry("c", scores={"crag": 0.0}), entry("c", scores={"crag": 1.0})),
    ]

    found = difference("crag", pairs)

    assert found is not None
    assert found.after - found.before == pytest.approx(1 / 3, abs=1e-3)
    assert not found.is_clear


def test_abstention_is_paired_over_cases_that_either_run_gives_weight() -> None:
    refusal = {"kind": "refusal", "reason": "not_in_corpus"}
    pairs = [
        (entry("a", expect=("refusal",)), entry("a", expect=("refusal",), **refusal)),
        (entry("b", **refusal), entry("b")),
        (entry("c"), entry("c")),
    ]

    found = difference("abstention_f1", pairs)

    assert found is not None
    assert (found.n, found.before, found.after) == (2, 0.0, 1.0)


def test_flipped_cases_are_listed_worse_ones_first() -> None:
    before = report(
        entry("better", scores={"crag": 0.0, "kind_right": 1.0}),
        entry("same"),
        entry("worse", scores={"crag": 1.0, "kind_right": 1.0}),
    )
    after = report(
        entry("better", scores={"crag": 1.0, "kind_right": 1.0}),
        entry("same"),
        entry("worse", scores={"crag": 1.0, "kind_right": 0.0}),
    )

    flips = compare_reports(before, after).flips

    assert [(flip.after.id, flip.is_better) for flip in flips] == [
        ("worse", False),
        ("better", True),
    ]


def test_the_lines_say_what_changed() -> None:
    before = report(entry("a", scores={"crag": 0.0, "kind_right": 1.0}))
    after = report(entry("a", scores={"crag": 1.0, "kind_right": 1.0}))

    text = "\n".join(compare_reports(before, after).lines())

    assert "1 shared cases" in text
    assert "crag" in text
    assert "+1.000" in text
    assert "1 flipped: 1 better, 0 worse" in text
    assert "+ a: answer → answer, crag +0.0 → +1.0: how soon must I register" in text


def test_no_shared_case_gives_no_difference() -> None:
    found = compare_reports(report(entry("a")), report(entry("b")))

    assert (found.shared, found.differences, found.flips) == (0, (), ())
