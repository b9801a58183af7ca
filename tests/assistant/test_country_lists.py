"""Who asks by country is told of that country, or that the lists do not name it."""

import pytest

from assistant.nationalities import countries_in
from assistant.pipeline import Assistant
from assistant.reply import Question, Reply, Role


def _facts(reply: Reply) -> list[str]:
    return [s.text for s in reply.body.sentences if s.role is Role.FACT]


def _notes(reply: Reply) -> list[str]:
    return [s.text for s in reply.body.sentences if s.role is Role.NOTE]


def _says_it_is_missing(text: str) -> bool:
    return "lists of countries" in text or "国家名单中没有" in text


def _lists(text: str) -> bool:
    return len(countries_in(text)) > 1


@pytest.mark.parametrize(
    ("question", "country"),
    [
        ("how many days visa free in china for Australian tourists", "australia"),
        ("Is China visa free for Swedish citizens?", "sweden"),
        ("I'm Canadian, do I need a visa for a short holiday in China", "canada"),
        ("俄罗斯人来中国免签吗", "russia"),
        ("泰国护照免签吗", "thailand"),
        ("I live in Germany and hold a Swedish passport, do I need a visa for China?", "sweden"),
    ],
)
def test_what_names_the_country_leads_and_no_list_of_others_is_shown(
    assistant: Assistant, question: str, country: str
) -> None:
    reply = assistant.reply(Question(question))
    facts = _facts(reply)

    assert not any(_says_it_is_missing(text) for text in _notes(reply))
    assert country in countries_in(facts[0])
    assert all(country in countries_in(text) for text in facts if _lists(text))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Do South Africans need a visa for China?", "do not name South Africa"),
        ("南非护照可以免签去中国吗", "没有南非"),
        (
            "I'm South African. Can I enter China without a visa? And how much does a visa cost?",
            "do not name South Africa",
        ),
    ],
)
def test_a_country_that_no_list_names_is_said_to_be_missing(
    assistant: Assistant, question: str, said: str
) -> None:
    reply = assistant.reply(Question(question))

    assert any(said in text for text in _notes(reply))
    assert not any(_lists(text) for text in _facts(reply))


def test_a_nationality_told_by_the_way_brings_no_list(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question("I'm South African, how soon must I register after moving in with a friend?")
    )

    assert "24 hours" in _facts(reply)[0]
    assert not any(_says_it_is_missing(text) for text in _notes(reply))


def test_a_later_turn_asks_about_another_country(assistant: Assistant) -> None:
    first = assistant.reply(Question("Do Australians need a visa for China?"))
    then = assistant.reply(
        Question("what about South Africans?", conversation_id=first.body.conversation_id)
    )

    assert any("South Africa" in text for text in _notes(then))
    assert not any("australia" in countries_in(text) for text in _facts(then))
