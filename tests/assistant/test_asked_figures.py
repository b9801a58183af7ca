"""A sum or a time that is asked for and that no rule shown says is told as not found."""

from dataclasses import replace

import pytest

from assistant.asked_figures import asked_and_not_said, is_a_figure, says
from assistant.conversation_state import ConversationState
from assistant.pipeline import Assistant
from assistant.reading import Reader
from assistant.reply import Question, Role
from assistant.wiring import Knowledge
from corpus.glossary import Wording, load_glossary
from corpus.statement import Facet, Passage, Status
from index.keys import KeyReader
from tests.conftest import TODAY


@pytest.fixture
def reader(small: Knowledge) -> Reader:
    keys = KeyReader(small.corpus.instruments)
    return Reader(small.places, keys, Wording(load_glossary()), longest=4000)


@pytest.fixture
def passage(small: Knowledge) -> Passage:
    return next(iter(small.corpus.passages.values()))


def _not_said(reader: Reader, question: str, passage: Passage, text: str) -> list[Facet]:
    reading = reader.read(Question(question), ConversationState(), TODAY)
    return asked_and_not_said(reading, [replace(passage, text=text, facet=Facet.WHO)])


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("how much does the card cost", "The card is issued by the police.", [Facet.FEE]),
        ("how much does the card cost", "The first card is free.", []),
        ("how much does the card cost", "A new card is 20 yuan.", []),
        ("办卡多少钱", "由公安机关发卡。", [Facet.FEE]),
        ("办卡多少钱", "首次办理免费。", []),
        ("how long is the paper valid", "The paper must be translated.", [Facet.VALIDITY]),
        ("how long is the paper valid", "The paper is good for 6 months.", []),
        ("must my boss pay for me", "The employer joins the scheme.", []),  # asks for no sum
        ("how much of my time must I spend in China", "The holder stays in China.", []),
        ("how much Chinese do I need for nationality", "The law sets no test.", []),
        ("how much money must I invest", "The investment is 500,000 US dollars.", []),
        ("how much money do I need", "The rules name no sum.", []),
        ("投资多少钱可以拿绿卡", "投资200万美元以上。", []),
        ("交税多少钱可以入户", "3年纳税24万元。", []),
        ("办证要多久", "按2018年的办法，由派出所办理。", []),  # no facet is read
        ("绿卡有效期多久", "永久有效。", []),
        ("where do I get the card", "The card is issued by the police.", []),
    ],
)
def test_what_no_rule_shown_says_is_missing(
    reader: Reader, passage: Passage, question: str, text: str, missing: list[Facet]
) -> None:
    assert _not_said(reader, question, passage, text) == missing


def test_a_rule_on_a_fee_says_it_without_a_sum(passage: Passage) -> None:
    on_a_fee = replace(passage, text="Each city sets it.", facet=Facet.FEE)

    assert says(on_a_fee, Facet.FEE)
    assert not says(replace(on_a_fee, facet=Facet.WHO), Facet.FEE)


def test_places_and_papers_are_no_figures() -> None:
    assert is_a_figure(Facet.FEE)
    assert not is_a_figure(Facet.WHERE)
    assert not is_a_figure(None)


@pytest.mark.slow
def test_the_reply_says_so(assistant: Assistant) -> None:
    body = assistant.reply(Question("准迁证有效期多久", status=Status.CITIZEN)).body

    notes = [s.text for s in body.sentences if s.role is Role.NOTE]
    assert "这里收录的资料没有找到：有效期。" in notes
