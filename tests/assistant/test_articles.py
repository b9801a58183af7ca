"""A question that names an article: told what stands on it, what was asked of it first."""

import pytest

from assistant.conversation_state import ConversationState
from assistant.pipeline import Assistant
from assistant.reading import Reader
from assistant.reply import Answer, Question, Role
from corpus.glossary import Wording, load_glossary
from corpus.loader import load_corpus
from corpus.places import load_places
from index.keys import KeyReader
from tests.conftest import TODAY

READER = Reader(
    load_places(),
    KeyReader(load_corpus().instruments),
    Wording(load_glossary()),
    longest=4000,
)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Art. 39(2) EEAL - whose job is it?", True),
        ("出境入境管理法第三十九条第二款写的是几个小时", True),
        ("国务院令第637号第十八条那个回执最长几天", True),
        ("护照法第七条第二款，大人的管几年", True),
        ("What does article 39 of the Exit-Entry Administration Law say?", False),
        ("passport law art. 12 text pls", False),
        ("国籍法第2条原文给我看看", False),
        ("《户口登记条例》第二十一条是啥", False),
        ("whose job is it?", False),
    ],
)
def test_whether_something_is_asked_of_an_article(question: str, asks: bool) -> None:
    reading = READER.read(Question(question), ConversationState(), TODAY)
    assert reading.asks_of_article is asks


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "Art. 39(2) EEAL - whose job is it, mine or the person I stay with?",
            "cn/registering-where-you-stay#who-registers",
        ),
        ("护照法第七条第二款，大人的管几年", "cn/passport-apply#ten-years"),
        (
            "国务院令第637号第三十三条，最多给几天离开",
            "cn/order-to-leave-removal-deportation#fifteen-days",
        ),
    ],
)
def test_what_is_asked_of_an_article_comes_first(
    assistant: Assistant, question: str, first: str
) -> None:
    reply = assistant.reply(Question(question))

    assert isinstance(reply, Answer)
    fact = next(s for s in reply.body.sentences if s.role is Role.FACT)
    cited = reply.body.citations[fact.citations[0] - 1]
    assert cited.passage_id.rpartition(".")[0] == first


@pytest.mark.slow
def test_an_article_alone_is_told_in_its_order(assistant: Assistant) -> None:
    reply = assistant.reply(Question("出境入境管理法第三十九条怎么写的"))

    assert isinstance(reply, Answer)
    stand_on = [[source.locator or "" for source in c.sources] for c in reply.body.citations]
    alone = [locators[0] for locators in stand_on if len(locators) == 1]
    assert len(set(alone)) > 1
    assert alone == sorted(alone)
