"""Bounds gate, aims are reported, drops from the baseline fail."""

from datetime import date
from pathlib import Path

import pytest

from evals.baseline import Baseline, Files, load_baseline, read_history, record
from evals.errors import CasesUnusable
from evals.standards import Standard, bound_from, load_standards, renew, verdicts
from evals.summary import METRICS, Estimate, Summary, summarise
from tests.evals.samples import entry, standards


def _summary(value: float, metric: str = "recall@5", split: str = "test") -> Summary:
    return summarise([entry(str(n), split=split, scores={metric: value}) for n in range(4)])


def _baseline(metric: str, part: str, low: float, high: float) -> Baseline:
    found = Estimate(n=9, mean=(low + high) / 2, low=low, high=high)
    return Baseline(corpus="0123", metrics={metric: {part: found}})


def _faults(
    summary: Summary, baseline: Baseline | None, part: str = "test", **bounds: float
) -> dict[str, str]:
    found = verdicts(summary, standards(**bounds), baseline, part)
    return {verdict.metric: verdict.fault for verdict in found if verdict.fault}


def test_a_missed_bound_is_a_fault_on_test_alone() -> None:
    missed = _faults(_summary(0.5), None, recall_at_5=0.6)

    assert missed == {"recall@5": "0.500 misses the bound of 0.600"}
    assert _faults(_summary(0.6), None, recall_at_5=0.6) == {}
    assert _faults(_summary(0.5, split="dev"), None, "dev", recall_at_5=0.6) == {}


def test_where_lower_is_better_the_bound_is_a_ceiling() -> None:
    assert "needless_refusal" in _faults(
        _summary(0.5, "needless_refusal"), None, needless_refusal=0.4
    )
    assert not _faults(_summary(0.4, "needless_refusal"), None, needless_refusal=0.4)


def test_a_drop_beyond_the_interval_of_the_baseline_is_a_fault() -> None:
    before = _baseline("recall@5", "test", 0.6, 0.8)

    assert list(_faults(_summary(0.59), before)) == ["recall@5"]
    assert _faults(_summary(0.61), before) == {}
    assert _faults(_summary(0.95), before) == {}


def test_a_rise_beyond_the_interval_is_a_fault_where_lower_is_better() -> None:
    before = _baseline("must_not_said", "dev", 0.0, 0.1)

    assert list(_faults(_summary(0.2, "must_not_said", "dev"), before, "dev")) == ["must_not_said"]
    assert _faults(_summary(0.05, "must_not_said", "dev"), before, "dev") == {}


def test_a_metric_that_is_scored_no_more_is_a_fault() -> None:
    before = _baseline("senses_right", "test", 0.6, 0.8)

    assert _faults(_summary(1.0), before) == {
        "senses_right": "scored in 9 cases before, in none now"
    }


def test_a_metric_without_a_standard_is_an_error() -> None:
    with pytest.raises(CasesUnusable, match="novel"):
        verdicts(_summary(1.0, "novel"), standards(), None, "test")


def test_whether_an_aim_is_reached_is_reported() -> None:
    found = {v.metric: v.reaches_aim for v in verdicts(_summary(0.7), standards(), None, "test")}

    assert found["recall@5"] is True
    assert found["crag"] is None


@pytest.mark.parametrize(("better", "bound"), [("higher", 0.65), ("lower", 0.75)])
def test_a_bound_is_the_baseline_less_half_its_interval(better: str, bound: float) -> None:
    standard = Standard.model_validate({"better": better, "bound": 0.5, "aim": 1.0})

    assert bound_from(Estimate(n=5, mean=0.7, low=0.64, high=0.74), standard) == bound
    assert bound_from(Estimate(n=0), standard) == 0.5


def test_every_metric_has_a_committed_standard() -> None:
    assert list(load_standards(Files().thresholds)) == list(METRICS)


def test_recording_renews_bounds_keeps_aims_and_adds_a_line_of_history(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.thresholds.write_text(Files().thresholds.read_text())
    summary = _summary(0.7)

    for day in (1, 2):
        renew(files.thresholds, summary)
        record(files, summary, corpus="0123", today=date(2026, 11, day))

    kept, before = load_standards(files.thresholds), load_standards(Files().thresholds)
    assert kept["recall@5"].bound == 0.7
    assert {m: s.aim for m, s in kept.items()} == {m: s.aim for m, s in before.items()}
    baseline = load_baseline(files.baseline)
    assert baseline is not None
    assert baseline.at("recall@5", "test") == summary.at("recall@5", "test")
    assert baseline.at("crag", "test") is None
    history = read_history(files.history)
    assert [day for day, _ in history] == ["2026-11-01", "2026-11-02"]
    assert history[0][1]["recall@5"] == 0.7
    assert history[0][1]["crag"] is None
    assert _faults(summary, baseline, recall_at_5=0.7) == {}


def test_nothing_recorded_yet_is_no_error(tmp_path: Path) -> None:
    assert load_baseline(tmp_path / "baseline.json") is None
    assert read_history(tmp_path / "history.jsonl") == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('["crag"]\nbetter = "higher"\nbound = 0.5\n', "crag.aim"),
        ('["crag"]\nbetter = "more"\nbound = 0.5\naim = 1\n', "crag.better"),
        ("not toml", "TOML|Expected|expected"),
    ],
)
def test_thresholds_that_cannot_be_used_name_the_field(
    tmp_path: Path, text: str, problem: str
) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text(text)

    with pytest.raises(CasesUnusable, match=problem):
        load_standards(path)


def test_files_that_are_missing_or_broken_are_named(tmp_path: Path) -> None:
    with pytest.raises(CasesUnusable, match=r"thresholds\.toml"):
        load_standards(tmp_path / "thresholds.toml")
    (tmp_path / "baseline.json").write_text("{}")
    with pytest.raises(CasesUnusable, match="corpus"):
        load_baseline(tmp_path / "baseline.json")
