"""Which document a "permit" is, what is searched for it, and for whom it is answered."""

from collections.abc import Sequence

import pytest

from assistant.conversation_state import ConversationState
from assistant.reading import Meanings, Reader
from assistant.reply import Question
from assistant.scopes import (
    ASKED_STATUSES,
    MOST_UNCLEAR,
    STATUS_MARGIN,
    SURELY_ONE,
    answered_scopes,
    names_a_bare_permit,
    search_text,
    with_another,
)
from assistant.statuses import sets_side_by_side
from assistant.wiring import Knowledge
from corpus.glossary import Wording, load_glossary
from corpus.senses import load_senses
from corpus.statement import Scope, Status
from corpus.text import normal_form
from index.classifier import Likely
from index.keys import KeyReader
from index.retriever import Hit
from tests.conftest import TODAY


@pytest.fixture
def reader(small: Knowledge) -> Reader:
    keys = KeyReader(small.corpus.instruments)
    return Reader(small.places, keys, Wording(load_glossary()), longest=4000)


def _one_each(small: Knowledge, scopes: Sequence[Scope]) -> dict[Scope, list[Hit]]:
    """Another statement for each scope, all as near."""
    passages = list(small.corpus.passages.values())[: 2 * len(scopes) : 2]
    return {
        scope: [Hit(passage, 1.0, 0.9, 1.0, exact=False)]
        for scope, passage in zip(scopes, passages, strict=True)
    }


def _searched(reader: Reader, text: str, status: Status) -> tuple[bool, str]:
    reading = reader.read(Question(text, status=status), ConversationState(), TODAY)
    return names_a_bare_permit(reading), search_text(reading, Scope("cn", status, TODAY))


@pytest.mark.parametrize("text", ["how long is my permit valid", "香港人的居住证有效期几年"])
def test_a_bare_permit_is_searched_by_the_name_that_it_has_for_the_status(
    reader: Reader, text: str
) -> None:
    is_bare, searched = _searched(reader, text, Status.HMT)

    assert is_bare
    assert "港澳台居民居住证" in searched


@pytest.mark.parametrize(
    "text",
    [
        "will his home return permit run ten years like ours",
        "my taiwan compatriot permit ran out",
        "mainland travel permit, how long is it good for",
        "does the one-way permit cost anything",
        "work permit for a Taiwanese teacher",
    ],
)
def test_another_document_is_never_taken_for_the_residence_permit(
    reader: Reader, text: str
) -> None:
    is_bare, searched = _searched(reader, text, Status.HMT)

    assert not is_bare
    assert "港澳台居民居住证" not in searched


def test_registering_is_no_document(small: Knowledge) -> None:
    keys = KeyReader(small.corpus.instruments)
    wording = Wording(load_glossary())
    reader = Reader(small.places, keys, wording, longest=4000, meanings=Meanings(load_senses()))
    reading = reader.read(Question("how to register"), ConversationState(), TODAY)

    assert reading.sense is not None
    assert "permit" not in search_text(reading, Scope("cn", Status.HMT, TODAY))


@pytest.mark.parametrize(
    ("share", "unclear", "answered"),
    [
        (SURELY_ONE, MOST_UNCLEAR, 1),
        (SURELY_ONE - 0.01, MOST_UNCLEAR, 3),
        (SURELY_ONE, MOST_UNCLEAR + 0.01, 3),
    ],
)
def test_one_group_alone_is_answered_only_where_rules_and_words_show_it(
    small: Knowledge, reader: Reader, share: float, unclear: float, answered: int
) -> None:
    reading = reader.read(Question("how soon must one register"), ConversationState(), TODAY)
    scopes = [Scope("cn", status, TODAY) for status in ASKED_STATUSES]
    hits = _one_each(small, scopes)
    likely = Likely((share, 0.0, 0.0, 1.0), unclear=unclear)

    assert answered_scopes(hits, reading, likely) == tuple(scopes[:answered])


def test_of_the_meanings_of_a_name_the_likeliest_comes_first(small: Knowledge) -> None:
    keys = KeyReader(small.corpus.instruments)
    wording = Wording(load_glossary())
    reader = Reader(small.places, keys, wording, longest=4000, meanings=Meanings(load_senses()))
    reading = reader.read(Question("how do I get a residence permit"), ConversationState(), TODAY)
    scopes = [Scope("cn", status, TODAY) for status in ASKED_STATUSES]
    hits = _one_each(small, scopes)

    found = answered_scopes(hits, reading, Likely((0.03, 0.02, 0.95, 1.0), unclear=0.0))

    assert found == (scopes[2], scopes[0], scopes[1])


def test_the_group_that_is_named_is_answered_alone_where_its_own_rule_is_as_near(
    reader: Reader, small: Knowledge
) -> None:
    question = Question("at a friend's place for 2 weeks, home return permit. must I register")
    reading = reader.read(question, ConversationState(), TODAY)
    both = with_another(reading, Likely((SURELY_ONE, 0.1, 0.1, 1.0)))
    foreigner, hmt = (Scope("cn", s, TODAY) for s in (Status.FOREIGNER, Status.HMT))
    first, second = list(small.corpus.passages.values())[:3:2]

    def answered(score: float) -> tuple[Scope, ...]:
        hits = {
            foreigner: [Hit(first, 2.0, 0.5, 1.0, exact=False)],
            hmt: [Hit(second, score, 0.5, 1.0, exact=False)],
        }
        return answered_scopes(hits, both, Likely((0.9, 0.1, 0.1)))

    assert both.names_another
    assert answered(2.0) == (hmt,)
    assert answered(1.9) == (foreigner, hmt)


def test_whose_wifes_visa_it_is_about_is_answered_for_both(
    reader: Reader, small: Knowledge
) -> None:
    question = Question("I'm from Hong Kong, my wife is on a Q1 visa, must she register in 24 h")
    reading = reader.read(question, ConversationState(), TODAY)
    both = with_another(reading, Likely((SURELY_ONE, 0.1, 0.1, 1.0)))
    foreigner, hmt = (Scope("cn", s, TODAY) for s in (Status.FOREIGNER, Status.HMT))
    first, second = list(small.corpus.passages.values())[:3:2]
    hits = {
        foreigner: [Hit(first, 2.18, 0.5, 1.0, exact=False)],
        hmt: [Hit(second, 2.22, 0.5, 1.0, exact=False)],
    }

    assert answered_scopes(hits, both, Likely((0.9, 0.1, 0.1))) == (foreigner, hmt)


def test_of_two_groups_named_the_one_whose_rules_are_asked_for_is_answered(
    small: Knowledge, reader: Reader
) -> None:
    question = Question("I'm British, our son is a Chinese citizen. Can I stay on?")
    reading = reader.read(question, ConversationState(), TODAY)
    scopes = [Scope("cn", status, TODAY) for status in reading.statuses_named]
    hits = _one_each(small, scopes)

    def answered(share: float) -> tuple[Scope, ...]:
        return answered_scopes(hits, reading, Likely((share, 1 - share, 1.0), unclear=1.0))

    assert reading.statuses_named == (Status.FOREIGNER, Status.CITIZEN)
    assert answered(SURELY_ONE) == (scopes[0],)
    assert answered(SURELY_ONE - 0.01) == tuple(scopes)


def test_where_the_rules_of_another_group_are_asked_for_both_are_answered(reader: Reader) -> None:
    question = Question("我是香港人，太太的签证怎么办")
    reading = reader.read(question, ConversationState(), TODAY)

    both = with_another(reading, Likely((SURELY_ONE, 0.1, 0.1, 1.0)))

    assert reading.status is Status.HMT
    assert (both.status, both.statuses_named) == (None, (Status.FOREIGNER, Status.HMT))
    assert both.names_another
    assert with_another(reading, Likely((SURELY_ONE - 0.01, 0.1, 0.1, 1.0))) is reading


def test_of_two_groups_one_whose_rules_stand_far_behind_is_left_out(
    reader: Reader, small: Knowledge
) -> None:
    question = Question("my wife is from Henan, can I apply for the green card by marriage")
    reading = reader.read(question, ConversationState(), TODAY)
    both = with_another(reading, Likely((SURELY_ONE, 0.1, 0.1, 1.0)))
    foreigner, citizen = (Scope("cn", s, TODAY) for s in (Status.FOREIGNER, Status.CITIZEN))
    first, second = list(small.corpus.passages.values())[:3:2]

    def answered(score: float) -> tuple[Scope, ...]:
        hits = {
            foreigner: [Hit(first, 2.0, 0.5, 1.0, exact=False)],
            citizen: [Hit(second, score, 0.5, 1.0, exact=False)],
        }
        return answered_scopes(hits, both, Likely((0.9, 0.1, 0.1)))

    assert first.statement_id != second.statement_id
    assert answered(2.0 - STATUS_MARGIN) == (foreigner, citizen)
    assert answered(1.9 - STATUS_MARGIN) == (foreigner,)


@pytest.mark.parametrize(
    ("question", "state"),
    [
        (Question("我是香港人，第39条说什么"), ConversationState(instrument="eeal-2012")),
        (Question("我是香港人，北京和上海的签证哪个快"), ConversationState()),
        (Question("我是香港人"), ConversationState(topic="办居留要体检吗", last="")),
        (Question("我是华侨，护照能当身份证用吗"), ConversationState()),
        (Question("第39条"), ConversationState(status=Status.HMT)),
        (Question("那要多久"), ConversationState(status=Status.HMT)),
    ],
)
def test_an_article_a_comparison_and_who_answers_who_they_are_bring_no_other_group(
    reader: Reader, question: Question, state: ConversationState
) -> None:
    reading = reader.read(question, state, TODAY)

    assert with_another(reading, Likely((1.0, 0.0, 0.0, 1.0))) is reading


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("do foreigners and Taiwanese pay the same", True),
        ("外国人和台湾人都要登记吗", True),
        ("what differs between a foreigner's permit and that of Taiwan people", True),
        ("I'm from Hong Kong and lost my mainland resident card", False),
        ("I am Indonesian, my husband is a Hong Kong resident, can we stay or must we go", False),
    ],
)
def test_two_groups_are_set_side_by_side_only_where_the_words_do_so(text: str, is_so: bool) -> None:
    named = (Status.FOREIGNER, Status.HMT)

    assert sets_side_by_side(normal_form(text), named) is is_so
