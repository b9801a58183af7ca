"""A statement on another paper than was asked about stands back."""

from dataclasses import replace

import pytest

from assistant.papers import OTHER_PAPER, of_asked_paper, of_one_visa, papers_in
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


def _found(hit: Hit, question: str, *texts: str, exact: bool = False, told: str = "") -> list[str]:
    """Texts found with falling scores, in their order for the question."""
    hits = [
        replace(
            hit,
            passage=replace(hit.passage, text=text),
            score=1.0 - n / 20,
            exact=exact and n == 0,
        )
        for n, text in enumerate(texts)
    ]
    return [found.passage.text for found in of_asked_paper(hits, question, told)]


@pytest.mark.parametrize(
    ("question", "other", "asked"),
    [
        ("居住证能不能网上办", HONG_KONG, CITIZENS),
        ("港澳通行证能不能网上办", CITIZENS, HONG_KONG),
        ("renew my green card", FOREIGNERS, CARD),
        ("extend my work-type residence permit", WORK, FOREIGNERS),
    ],
)
def test_a_rule_on_another_paper_stands_back(
    passage: Hit, question: str, other: str, asked: str
) -> None:
    assert _found(passage, question, other, asked, NO_PAPER) == [asked, NO_PAPER, other]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("how do I register", (HONG_KONG, CITIZENS)),
        ("我的居住证和往来港澳通行证都丢了", (HONG_KONG, CITIZENS)),
        ("my work permit ends in May", (FOREIGNERS, WORK)),
        ("green card", ("Permanent residence (永久居留) is granted by the ministry.", CARD)),
        ("居住证丢了", ("It is not for those with permanent residence (永久居留).", CITIZENS)),
        ("does a green card holder's wife need a residence permit", (FOREIGNERS, CARD)),
        ("we have US green cards, which travel document for the baby", (FOREIGNERS, CARD)),
        ("American green card and a Chinese wife", (FOREIGNERS, CARD)),
    ],
)
def test_papers_that_a_question_may_mean_keep_their_order(
    passage: Hit, question: str, texts: tuple[str, ...]
) -> None:
    assert _found(passage, question, *texts) == list(texts)


S1 = "The S1 visa (S1字签证) is for the family of foreigners who work in China."
S2 = "The S2 visa is for their short visits."
Q1 = "An applicant for a Q1 visa hands in an invitation."
M_AND_F = "Neither an M nor an F visa lets a foreigner work."


@pytest.mark.parametrize(
    ("question", "found", "shown"),
    [
        ("which visa for my mother, I have a Z visa", (S1, Q1, S2), [S1, Q1, S2]),
        ("我是Z签证,老婆孩子来中国办什么签证", (S1, Q1, S2), [S1, Q1, S2]),
        ("how long may my mother stay", (S1, Q1, S2), [S1, Q1, S2]),
        ("I'm visa free from Germany, can my wife live with me", (Q1, S1), [Q1, S1]),
        ("S2签证能延期吗", (S1, Q1, S2), [S2, S1, Q1]),
        ("can I work on an F visa", (S1, M_AND_F), [M_AND_F, S1]),
    ],
)
def test_a_rule_on_another_class_of_visas_stands_back(
    passage: Hit, question: str, found: tuple[str, ...], shown: list[str]
) -> None:
    hits = [
        replace(passage, passage=replace(passage.passage, text=text), score=1.0 - n / 20)
        for n, text in enumerate(found)
    ]

    assert [hit.passage.text for hit in of_one_visa(hits, question)] == shown


def test_an_article_asked_for_keeps_its_place(passage: Hit) -> None:
    assert _found(passage, "居住证", HONG_KONG, CITIZENS, exact=True) == [HONG_KONG, CITIZENS]


def test_only_scores_above_nought_shrink(passage: Hit) -> None:
    below = replace(passage, passage=replace(passage.passage, text=HONG_KONG), score=-1.0)
    above = replace(below, score=1.0)

    found = of_asked_paper([above, below], "居住证")

    assert [hit.score for hit in found] == pytest.approx([OTHER_PAPER, -1.0])


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("港澳台居民居住证", "residence permit of HMT residents"),
        ("北京工作居住证", "Beijing work residence permit"),
        ("前往港澳通行证", "one-way permit"),
        ("港澳居民来往内地通行证", "mainland travel permit"),
    ],
)
def test_a_longer_name_is_not_read_as_a_shorter_one(name: str, paper: str) -> None:
    assert list(papers_in(normal_form(name))) == [paper]


def test_a_question_that_names_no_paper_means_that_of_its_message(passage: Hit) -> None:
    told = "港澳通行证换证要多久"

    assert _found(passage, "多少钱", CITIZENS, HONG_KONG) == [CITIZENS, HONG_KONG]
    assert _found(passage, "多少钱", CITIZENS, HONG_KONG, told=told) == [HONG_KONG, CITIZENS]
    assert _found(passage, "居住证多少钱", CITIZENS, HONG_KONG, told=told) == [CITIZENS, HONG_KONG]
    assert _found(passage, "the permit's cost", CITIZENS, HONG_KONG, told="a residence permit") == [
        CITIZENS,
        HONG_KONG,
    ]


def test_a_passport_is_asked_about_where_it_is_lost_renewed_or_paid_for(passage: Hit) -> None:
    card, book = "The identity card costs 20 yuan.", "A passport is renewed at a mission."

    assert _found(passage, "my passport expired, what now", card, book) == [book, card]
    assert _found(passage, "护照怎么换", card, book) == [book, card]
    assert _found(passage, "I have a US passport, what does it cost", card, book) == [card, book]
    assert _found(passage, "how do I get a temporary ID card", card, book) == [card, book]


def test_a_long_row_of_one_word_is_read_at_once(passage: Hit) -> None:
    question = "护照怎么换" + "个" * 5000 + "新的？多少钱？"

    assert _found(passage, question, CITIZENS, CARD) == [CITIZENS, CARD]
