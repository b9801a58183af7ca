"""Which cases a plan takes, and what its report is held to."""

import json
from pathlib import Path

import pytest

from evals.errors import CasesUnusable
from evals.evaluation import Plan, tasks_for
from tests.evals.samples import entry, report


@pytest.mark.parametrize(
    ("plan", "part", "is_whole"),
    [
        (Plan(), "test", True),
        (Plan(split="test"), "test", False),
        (Plan(split="dev"), "dev", False),
        (Plan(suite="senses"), "suite/senses", False),
        (Plan(suite="senses", split="dev"), None, False),
        (Plan(cases=Path("mine.jsonl")), None, False),
    ],
)
def test_a_plan_is_held_to_the_slice_it_covers_whole(
    plan: Plan, part: str | None, is_whole: bool
) -> None:
    assert (plan.slice, plan.is_whole) == (part, is_whole)


def test_a_plan_takes_the_cases_of_its_split_and_suite() -> None:
    tasks = tasks_for(Plan(suite="senses", split="dev"))

    assert tasks
    assert {(task.suite, task.case.split_of) for task in tasks} == {("senses", "dev")}
    assert len(tasks_for(Plan())) > 1000


def test_a_suite_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(CasesUnusable, match="no suite 'sense'") as caught:
        tasks_for(Plan(suite="sense"))

    assert "senses" in caught.value.hint


def test_no_case_that_fits_is_an_error(tmp_path: Path) -> None:
    case = {
        "id": "mine",
        "language": "en",
        "turns": ["is it so"],
        "expect": ["refusal"],
        "turns_on": "matters",
        "split": "dev",
        "why": "nothing is held on it",
    }
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(case))

    assert [task.case.id for task in tasks_for(Plan(cases=path))] == ["mine"]
    with pytest.raises(CasesUnusable, match="no case fits"):
        tasks_for(Plan(cases=path, split="test"))


def test_a_report_shows_its_slice_or_the_split_it_has() -> None:
    assert report(entry()).main == "test"
    assert report(entry(), part="suite/foreigners").main == "suite/foreigners"
    assert report(entry(split="dev"), part=None).main == "dev"


def test_problems_are_missed_bounds_and_metrics_that_tell_nothing_apart() -> None:
    found = report(entry(), crag=1.5).model_copy(update={"faults": ("crag: blind",)})

    assert found.problems == ("crag: 1.000 misses the bound of 1.500", "crag: blind")
    assert found.corpus_short == "0123456789ab"
