"""Pictures: SVG, the same bytes for the same data, nothing where there is nothing."""

from evals.plots import draw_calibration, draw_history, draw_latency, draw_quality
from evals.summary import summarise
from tests.evals.samples import entry, hit


def test_quality_shows_every_slice_that_was_scored() -> None:
    summary = summarise([entry("a"), entry("b", split="dev", language="zh-Hans", suite="slang")])

    picture = draw_quality(summary, "crag")

    assert picture == draw_quality(summary, "crag")
    assert "<svg" in picture
    for name in ("all (2)", "test (1)", "dev (1)", "zh (1)", "slang (1)", "foreigners (1)"):
        assert name in picture


def test_calibration_shows_what_is_to_be_answered_and_refused() -> None:
    far = {"foreigner": (hit("x", cosine=0.7), hit("y", cosine=0.75))}
    entries = [
        entry("a"),
        entry("b", expect=("refusal",), kind="refusal", reason="not_in_corpus", hits=far),
        entry("without-hits", hits={}),
    ]

    picture = draw_calibration(entries)

    assert "to be answered: 1 cases" in picture
    assert "to be refused: 1 cases" in picture
    assert "to be refused" not in draw_calibration(entries[:1])


def test_latency_names_its_percentiles() -> None:
    assert "p50 20 ms" in draw_latency([10.0, 20.0, 30.0])


def test_history_has_a_line_for_each_metric_with_gaps_left_out() -> None:
    picture = draw_history(
        [("2026-11-20", {"recall@5": 0.5, "crag": None}), ("2026-11-22", {"recall@5": 0.6})]
    )

    assert "2026-11-20" in picture
    assert "recall@5" in picture


def test_there_is_no_picture_of_nothing() -> None:
    assert draw_quality(summarise([]), "crag") == ""
    assert draw_calibration([]) == ""
    assert draw_latency([]) == ""
    assert draw_history([]) == ""
