"""How well hits rank the rules that a case names."""

import pytest

from evals.ranking import MEASURES, meets, overlap_of_hits, retrieval
from evals.result import RetrievedHit
from tests.evals.samples import hit


def _hits(*locators: str) -> tuple[RetrievedHit, ...]:
    return tuple(hit(f"cn/doc#s{number}", locator) for number, locator in enumerate(locators))


@pytest.mark.parametrize(
    ("found", "wanted", "met"),
    [
        ("eeal-2012:39(2)", "eeal-2012:39", True),
        ("eeal-2012:39", "eeal-2012:39(2)", False),
        ("eeal-2012:76(1)", "eeal-2012:39", False),
        ("rpr-2015:39(2)", "eeal-2012:39", False),
        ("eeal-2012:39(2)", "eeal-2012", True),
    ],
)
def test_a_source_meets_the_rule_that_it_lies_within(found: str, wanted: str, met: bool) -> None:
    assert meets(found, wanted) is met


def test_a_rule_stands_at_the_first_hit_that_cites_it() -> None:
    hits = _hits("rpr-2015:1", "eeal-2012:39(2)", "eeal-2012:39(1)")

    scores = retrieval(hits, {"eeal-2012:39": 2})

    assert scores.keys() == MEASURES.keys()
    assert scores["recall@5"] == 1
    assert scores["mrr@10"] == pytest.approx(1 / 2)


def test_recall_counts_the_deciding_rules_alone() -> None:
    scores = retrieval(_hits("eeal-2012:39(2)"), {"eeal-2012:39": 2, "eeal-2012:76": 1})

    assert scores["recall@5"] == 1
    assert scores["ndcg@10"] < 1


def test_no_hit_has_no_score_and_no_rule_is_no_measure() -> None:
    assert set(retrieval((), {"eeal-2012:39": 2}).values()) == {0.0}
    assert retrieval(_hits("eeal-2012:39"), {}) == {}


def test_the_overlap_of_rankings_is_the_share_of_their_first_hits() -> None:
    five = _hits(*("eeal-2012:39",) * 5)
    other = (*five[:2], *(hit(f"cn/other#s{number}") for number in range(3)))

    assert overlap_of_hits([five, five]) == 1
    assert overlap_of_hits([five, other]) == pytest.approx(2 / 5)
    assert overlap_of_hits([five]) is None
