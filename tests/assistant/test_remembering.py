"""What a turn leaves to the next: what was shown, what was asked back, what is carried."""

import pytest

from assistant.conversation_state import ConversationState
from assistant.pipeline import Assistant
from assistant.reply import Answer, Question, Reply, Role
from corpus.statement import Status
from tests.conftest import TODAY

pytestmark = pytest.mark.slow


def _shown(reply: Reply) -> set[str]:
    return {c.passage_id for c in reply.body.citations}


def test_more_shows_what_was_found_and_not_shown_yet(assistant: Assistant) -> None:
    text = "How soon must I register after moving into a friend's flat? I'm French"
    first = assistant.reply(Question(text))
    same = first.body.conversation_id
    second = assistant.reply(Question("tell me more", conversation_id=same))
    third = assistant.reply(Question("more", conversation_id=same))

    assert _shown(second)
    assert not _shown(first) & _shown(second)
    assert not (_shown(first) | _shown(second)) & _shown(third)


def test_two_cities_are_set_side_by_side(assistant: Assistant) -> None:
    text = "Is the residence permit waiting time for citizens different in Beijing and Shanghai?"
    reply = assistant.reply(Question(text, status=Status.CITIZEN))

    assert isinstance(reply, Answer)
    groups = {s.group.place for s in reply.body.sentences if s.group}
    assert groups == {"cn/beijing", "cn/shanghai"}


def test_a_procedure_comes_in_parts(assistant: Assistant) -> None:
    reply = assistant.reply(Question("居住证怎么办理？", status=Status.CITIZEN))

    headings = [s.text for s in reply.body.sentences if s.role is Role.HEADING]
    assert len(headings) >= 2


def test_what_was_carried_can_be_dropped(assistant: Assistant) -> None:
    first = assistant.reply(Question("I'm French, by when do I register my stay in Shenzhen?"))
    same = first.body.conversation_id
    kept = assistant.reply(Question("and if I'm late?", conversation_id=same))
    dropped = assistant.reply(
        Question("and if I'm late?", conversation_id=same, forget=("status", "place"))
    )

    assert {"status", "place", "topic"} <= set(kept.body.scope.carried)
    assert not {"status", "place"} & set(dropped.body.scope.carried)


def test_who_asks_stays_known_where_another_group_is_answered_too(assistant: Assistant) -> None:
    first = assistant.reply(Question("我是香港人，太太的签证怎么办"))
    then = assistant.reply(Question("回乡证丢了怎么办", conversation_id=first.body.conversation_id))

    assert isinstance(first, Answer)
    assert then.body.scope.status is Status.HMT


def test_a_family_of_two_groups_is_answered_by_the_rule_that_is_asked_for(
    assistant: Assistant,
) -> None:
    reply = assistant.reply(
        Question("我是香港人，太太是菲律宾籍，想搬来深圳同住，她应该申请什么签证？")
    )

    assert isinstance(reply, Answer)
    assert any("Q1" in s.text for s in reply.body.sentences if s.role is Role.FACT)


def test_who_answers_who_they_are_is_taken_at_their_word(assistant: Assistant) -> None:
    first = assistant.reply(Question("how much is a residence permit for one year"))
    said = assistant.reply(
        Question("I'm from Hong Kong", conversation_id=first.body.conversation_id)
    )

    assert said.body.scope.status is Status.HMT


def test_a_group_that_was_chosen_is_the_one_though_words_name_two(
    assistant: Assistant,
) -> None:
    text = "Do foreigners and Taiwanese who live in Suzhou need the residence permit, and where?"
    reading = assistant._reader.read(
        Question(text, status=Status.FOREIGNER), ConversationState(), TODAY
    )

    assert len(reading.statuses_named) == 2
    assert not reading.names_several


@pytest.mark.parametrize(
    ("turns", "lead"),
    [
        (
            ("我户口在安徽，居住证要住多久才能办", "办下来要多少钱"),
            "cn/citizens-residence-permit-time-and-cost#first-card-free.zh",
        ),
        (
            ("我户口在安徽，居住证要住多久才能办", "我老婆是台湾人，她也能办吗", "那她要多久"),
            "cn/hmt-residence-permit-time-and-fee#about-20-days.zh",
        ),
        (
            ("My girlfriend from Thailand stays in my apartment next month", "what papers do they want there?", "and if we forget?"),
            "cn/registering-where-you-stay#not-registered.en",
        ),
    ],
)  # fmt: skip
def test_what_a_follow_up_asks_for_leads(
    assistant: Assistant, turns: tuple[str, ...], lead: str
) -> None:
    reply, conversation = None, None
    for turn in turns:
        reply = assistant.reply(Question(turn, conversation_id=conversation))
        conversation = reply.body.conversation_id

    assert isinstance(reply, Answer)
    assert reply.body.citations[0].passage_id == lead
