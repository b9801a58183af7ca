"""A name that means another thing for each status, asked of the real assistant."""

import pytest

from assistant.pipeline import Assistant
from assistant.reply import Answer, Clarification, Question, Reason, Refusal, Role
from assistant.wiring import Knowledge
from corpus.senses import load_senses
from corpus.statement import Status

pytestmark = pytest.mark.slow

EACH = ("foreigner", "hmt", "citizen")


def _for_each(reply: Clarification) -> dict[str, str]:
    """Status → the statement that its short answer begins with."""
    found: dict[str, str] = {}
    for sentence in reply.body.sentences:
        if sentence.group is not None and sentence.group.status is not None:
            first = reply.body.citations[sentence.citations[0] - 1].passage_id
            found.setdefault(sentence.group.status.value, first.partition(".")[0])
    return found


@pytest.mark.parametrize(
    "question",
    [
        "How many years is a residence permit valid?",
        "Where do I apply for a residence permit?",
        "What papers do I need for a residence permit?",
        "Must I register with the police if I stay at my girlfriend's place for two nights?",
        "住朋友家要去派出所登记吗，多久之内",
    ],
)
def test_each_status_gets_the_statement_named_for_it(assistant: Assistant, question: str) -> None:
    sense = next(s for s in load_senses() if s.is_in(question.lower()))
    ask = sense.asked(question.lower())
    assert ask is not None

    reply = assistant.reply(Question(question))

    assert isinstance(reply, Clarification)
    assert _for_each(reply) == {status: ask.leads[Status(status)][0] for status in EACH}


def test_who_moved_out_of_a_hotel_is_not_told_that_hotels_register(assistant: Assistant) -> None:
    reply = assistant.reply(
        Question("just moved into an apartment, must I register or is the hotel's still ok")
    )

    assert isinstance(reply, Clarification)
    assert _for_each(reply)["foreigner"] == "cn/registering-where-you-stay#each-move"


def test_a_known_status_gets_its_own_statement_first(assistant: Assistant) -> None:
    reply = assistant.reply(Question("what does a residence permit cost", status=Status.CITIZEN))

    assert isinstance(reply, Answer)
    first = next(s for s in reply.body.sentences if s.role is Role.FACT)
    cited = reply.body.citations[first.citations[0] - 1]
    assert cited.passage_id == "cn/citizens-residence-permit-time-and-cost#first-card-free.en"


def test_the_rule_of_a_place_that_is_named_comes_before_the_nations(
    assistant: Assistant, real: Knowledge
) -> None:
    question = "Shenzhen residence permit, how long must I have lived there?"

    reply = assistant.reply(Question(question, status=Status.CITIZEN))

    passage = real.retriever.passage(reply.body.citations[0].passage_id)
    assert passage is not None
    assert {locator.instrument for locator in passage.locators} == {"sz-rp-2015"}
    assert passage.place.startswith("cn/guangdong")


@pytest.mark.parametrize("question", ["居住證多少錢？", "居住证多少钱？"])
def test_a_bare_card_is_not_taken_for_that_of_citizens(assistant: Assistant, question: str) -> None:
    reply = assistant.reply(Question(question))

    assert isinstance(reply, Clarification)
    assert set(_for_each(reply)) == set(EACH)


def test_a_person_whom_the_landlord_will_not_register_is_not_told_of_deceit(
    assistant: Assistant,
) -> None:
    reply = assistant.reply(Question("my landlord won't register me, what can I do?"))

    assert not isinstance(reply, Refusal)
    assert "cn/registering-where-you-stay#host-unwilling.en" in {
        citation.passage_id for citation in reply.body.citations
    }


@pytest.mark.parametrize(
    "question", ["What does article 42 of the EEAL say?", "户口登记条例第40条怎么写"]
)
def test_an_article_that_no_statement_stands_on_is_not_answered_with_another(
    assistant: Assistant, question: str
) -> None:
    reply = assistant.reply(Question(question))

    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.NOT_IN_CORPUS
    assert reply.body.sentences[0].text in (
        "No statement held here stands on the article named.",
        "这里没有收录依据所说条文的内容。",
    )


def test_two_figures_of_one_paragraph_are_both_shown(assistant: Assistant) -> None:
    reply = assistant.reply(Question("护照法第七条第二款"))

    assert "5年" in reply.body.sentences[0].text + reply.body.sentences[1].text
    assert "10年" in reply.body.sentences[0].text + reply.body.sentences[1].text


@pytest.mark.parametrize(
    "question", ["how to register", "register", "怎么登记", "residence permit?"]
)
def test_a_name_and_hardly_more_is_asked_back(assistant: Assistant, question: str) -> None:
    reply = assistant.reply(Question(question))

    assert isinstance(reply, Clarification)
    assert set(_for_each(reply)) == set(EACH)


@pytest.mark.parametrize(
    "question", ["离婚后户口怎么迁出来", "how do I move my hukou out after the divorce"]
)
def test_who_divorced_is_not_told_of_a_sham(assistant: Assistant, question: str) -> None:
    reply = assistant.reply(Question(question))

    assert not (isinstance(reply, Refusal) and reply.reason is Reason.UNSAFE)
