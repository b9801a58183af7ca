"""Who asks by country is told of that country, or that the lists do not name it."""

import pytest

from assistant.nationalities import countries_in, name_of
from assistant.pipeline import Assistant
from assistant.reply import Question, Reply, Role
from corpus.statement import Language


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("visa free for Australian tourists?", {"australia"}),
        ("do Brits need a visa", {"united kingdom"}),
        ("US passport, one week in Xi'an", {"united states"}),
        ("please let us know", set()),
        ("teach English in Chengdu", set()),
        ("South Koreans and Dominicans", {"south korea", "dominican republic"}),
        ("俄罗斯人来中国", {"russia"}),
        ("印尼护照", {"indonesia"}),
        ("上海地铁", set()),
        ("波兰、黑山、北马其顿", {"poland", "montenegro", "macedonia"}),
    ],
)
def test_countries_are_read_from_their_names_and_people(text: str, countries: set[str]) -> None:
    assert countries_in(text) == countries


def test_a_country_is_named_in_both_languages() -> None:
    assert name_of("bosnia", Language.EN) == "Bosnia"
    assert name_of("south africa", Language.EN) == "South Africa"
    assert name_of("south africa", Language.ZH) == "南非"


def _facts(reply: Reply) -> list[str]:
    return [s.text for s in reply.body.sentences if s.role is Role.FACT]


def _lists(text: str) -> bool:
    return len(countries_in(text)) > 1


@pytest.mark.parametrize(
    ("question", "country"),
    [
        ("how many days visa free in china for Australian tourists", "australia"),
        ("Is China visa free for Swedish citizens?", "sweden"),
        ("I'm Canadian, do I need a visa for a short holiday in China", "canada"),
        ("俄罗斯人来中国免签吗", "russia"),
    ],
)
def test_what_names_the_country_leads_and_no_list_of_others_is_shown(
    assistant: Assistant, question: str, country: str
) -> None:
    facts = _facts(assistant.reply(Question(question)))

    assert country in countries_in(facts[0])
    assert all(country in countries_in(text) for text in facts if _lists(text))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Do South Africans need a visa for China?", "do not name South Africa"),
        ("南非护照可以免签去中国吗", "没有南非"),
    ],
)
def test_a_country_that_no_list_names_is_said_to_be_missing(
    assistant: Assistant, question: str, said: str
) -> None:
    reply = assistant.reply(Question(question))

    assert any(said in s.text for s in reply.body.sentences if s.role is Role.NOTE)
    assert not any(_lists(text) for text in _facts(reply))


def test_a_nationality_told_by_the_way_brings_no_list(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question("I'm South African, how soon must I register after moving in with a friend?")
    )

    assert "24 hours" in _facts(reply)[0]
    assert not any("lists of countries" in s.text for s in reply.body.sentences)
