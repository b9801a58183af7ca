from collections import Counter
from pathlib import Path

import pytest

from corpus.loader import Corpus, load_corpus
from evals.case import Case
from evals.errors import CasesUnusable
from evals.planted import FILE, check_metrics, planted_replies
from evals.planting import Flaw
from evals.result import Outcome

ASKED_FOR: tuple[Flaw, ...] = (
    "right",
    "wrong_number",
    "wrong_article",
    "uncited",
    "blended_statuses",
    "false_refusal",
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


def test_the_metrics_know_every_planted_reply() -> None:
    assert check_metrics() == []


def test_there_are_four_of_each_flaw_in_both_languages(corpus: Corpus) -> None:
    found = planted_replies(corpus)
    by_flaw = Counter(reading.planted.flaw for reading in found)
    languages = {(r.planted.flaw, r.case.language == "en") for r in found}

    assert all(by_flaw[flaw] >= 4 for flaw in ASKED_FOR)
    assert {(flaw, english) for flaw in ASKED_FOR for english in (True, False)} <= languages
    assert len({r.planted.id for r in found}) == len(found)


def test_a_metric_that_calls_everything_right_is_found_out() -> None:
    def blind(case: Case, outcome: Outcome) -> dict[str, float]:
        return {"figures_found": 1.0, "citation_recall": 1.0, "kind_right": 1.0}

    faults = check_metrics(blind)

    assert "fine-wrong-number (wrong_number): figures_found is 1.0, known 0.0" in faults
    assert "fine-wrong-article (wrong_article): citation_recall is 1.0, known 0.0" in faults
    assert "fine-false-refusal (false_refusal): kind_right is 1.0, known 0.0" in faults


def test_a_metric_that_scores_what_does_not_apply_is_found_out() -> None:
    faults = check_metrics(lambda case, outcome: {"citations_exist": 1.0})

    assert "fine-uncited (uncited): citations_exist is 1.0, known None" in faults


def test_a_new_metric_without_planted_replies_is_found_out() -> None:
    faults = check_metrics(lambda case, outcome: {"charm": 1.0})

    assert "charm: no two planted replies are known to differ in it" in faults


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (('"case": "foreigners-reg-fine-en"', '"case": "gone"'), "gone"),
        (("#not-registered.en", "#gone.en"), "gone"),
        (('"flaw": "right"', '"flaw": "odd"'), "flaw"),
    ],
)
def test_a_planted_line_that_fits_nothing_is_named(
    corpus: Corpus, tmp_path: Path, changed: tuple[str, str], problem: str
) -> None:
    line = FILE.read_text(encoding="utf-8").splitlines()[0]
    path = tmp_path / "planted.jsonl"
    path.write_text(line.replace(*changed), encoding="utf-8")

    with pytest.raises(CasesUnusable, match=rf"planted.jsonl:1: (.|\n)*{problem}"):
        planted_replies(corpus, path)


def test_twins_that_cannot_be_told_apart_are_found_out(tmp_path: Path) -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "planted.jsonl"
    kept = [line for line in lines if "move-" in line and "wrong_article" not in line]
    path.write_text("\n".join(kept), encoding="utf-8")

    faults = check_metrics(path=path)

    assert "agreement of peruvian-new-flat: 1.0 where right, 1.0 with a wrong one" in faults
    assert "overlap_of_hits of peruvian-new-flat: 1.0 where right, 1.0 with a wrong one" in faults


def test_an_unusable_file_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "planted.jsonl"
    path.write_text("{}", encoding="utf-8")

    (fault,) = check_metrics(path=path)

    assert fault.startswith("planted.jsonl:1:")


def test_a_swap_that_the_passage_no_longer_says_is_named(corpus: Corpus, tmp_path: Path) -> None:
    line = FILE.read_text(encoding="utf-8").splitlines()[1]
    path = tmp_path / "planted.jsonl"
    path.write_text(line.replace('["2,000"', '["3,000"'), encoding="utf-8")

    with pytest.raises(CasesUnusable, match="does not say '3,000'"):
        planted_replies(corpus, path)
