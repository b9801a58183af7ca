"""A statement on another paper than was asked about stands back, and is not shown beside one on that paper."""

from dataclasses import replace

import pytest

from assistant.papers import OTHER_PAPER, of_asked_paper, papers_in
from assistant.wiring import Knowledge
from corpus.text import normal_form
from index.retriever import Hit

CITIZENS = "The residence permit of citizens (居住证) is free."
HONG_KONG = "The travel permit to Hong Kong and Macao (往来港澳通行证) is issued in any city."
FOREIGNERS = "The foreigner's residence permit (居留许可) is extended 30 days before."
WORK = "The work permit (工作许可) is extended online."
CARD = "The permanent residence card is renewed within one month."
NO_PAPER = "The police office of the place decides."


@pytest.fixture(scope="module")
def passage(small: Knowledge) -> Hit:
    return Hit(next(iter(small.corpus.passages.values())), 1.0, 0.5, 1.0, exact=False)


def _found(hit: Hit, question: str, *texts: str, exact: bool = False) -> list[tuple[str, bool]]:
    """Texts found with falling scores → their order for the question, and whether each is set aside."""
    hits = [
        replace(
            hit,
            passage=replace(hit.passage, text=text),
            score=1.0 - n / 20,
            exact=exact and n == 0,
        )
        for n, text in enumerate(texts)
    ]
    return [(found.passage.text, found.aside) for found in of_asked_paper(hits, question)]


def test_a_rule_on_another_paper_stands_back_and_aside(passage: Hit) -> None:
    found = _found(passage, "居住证能不能网上办", HONG_KONG, CITIZENS, NO_PAPER)

    assert found == [(CITIZENS, False), (NO_PAPER, False), (HONG_KONG, True)]


def test_nothing_is_set_aside_where_the_lead_is_on_no_such_paper(passage: Hit) -> None:
    found = _found(passage, "green card renewal", NO_PAPER, FOREIGNERS)

    assert found == [(NO_PAPER, False), (FOREIGNERS, False)]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("how do I register", (HONG_KONG, CITIZENS)),
        ("我的居住证和往来港澳通行证都丢了", (HONG_KONG, CITIZENS)),
        ("my work permit ends in May", (FOREIGNERS, WORK)),
        ("green card", ("Permanent residence (永久居留) is granted by the ministry.", CARD)),
        ("renew green card", ("It is not for those with permanent residence.", CARD)),
    ],
)
def test_papers_that_a_question_may_mean_keep_their_order(
    passage: Hit, question: str, texts: tuple[str, ...]
) -> None:
    assert _found(passage, question, *texts) == [(text, False) for text in texts]


def test_a_work_permit_is_another_paper_than_the_residence_permit_asked_about(
    passage: Hit,
) -> None:
    found = _found(passage, "extend my work-type residence permit", WORK, FOREIGNERS)

    assert found == [(FOREIGNERS, False), (WORK, True)]


def test_an_article_asked_for_keeps_its_place(passage: Hit) -> None:
    found = _found(passage, "居住证", HONG_KONG, CITIZENS, exact=True)

    assert found == [(HONG_KONG, False), (CITIZENS, False)]


def test_only_scores_above_nought_shrink(passage: Hit) -> None:
    below = replace(passage, passage=replace(passage.passage, text=HONG_KONG), score=-1.0)
    above = replace(below, score=1.0)

    found = of_asked_paper([above, below], "居住证")

    assert [hit.score for hit in found] == pytest.approx([OTHER_PAPER, -1.0])


def test_a_longer_name_is_not_read_as_a_shorter_one() -> None:
    assert list(papers_in(normal_form("港澳台居民居住证"))) == ["residence permit of HMT residents"]
    assert list(papers_in(normal_form("北京工作居住证"))) == ["Beijing work residence permit"]
