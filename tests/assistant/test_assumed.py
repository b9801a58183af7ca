"""For whom a reply holds is said where nobody said who asks."""

import pytest

from assistant.pipeline import Assistant
from assistant.reply import Answer, Clarification, Question, Reply, Role
from corpus.statement import Status

pytestmark = pytest.mark.slow


def _assumptions(reply: Reply) -> list[str]:
    return [s.text for s in reply.body.sentences if s.role is Role.ASSUMPTION]


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("moved flat, tell police when", Status.FOREIGNER, "Foreign national"),
        ("can hotel refuse me", Status.FOREIGNER, "Foreign national"),
        ("半年从哪天算起", Status.CITIZEN, "居民"),
    ],
)
def test_the_rule_of_one_status_alone_is_said_to_be_theirs(
    assistant: Assistant, question: str, status: Status, said: str
) -> None:
    reply = assistant.reply(Question(question))

    assert reply.body.scope.status is status
    assert reply.body.scope.assumed == ("status",)
    (assumption,) = _assumptions(reply)
    assert said in assumption


def test_what_is_assumed_stands_right_behind_the_first_rules(assistant: Assistant) -> None:
    reply = assistant.reply(Question("moved flat in Wuhan, tell police when"))

    roles = [sentence.role for sentence in reply.body.sentences]
    begins = roles.index(Role.ASSUMPTION)
    assert begins > 0
    assert set(roles[:begins]) == {Role.FACT}
    assert "Wuhan itself" in reply.body.sentences[begins + 1].text
    assert Role.FACT not in roles[begins + 2 :]


@pytest.mark.parametrize("status", [Status.FOREIGNER, None])
def test_what_is_said_or_holds_for_everybody_is_not_assumed(
    assistant: Assistant, status: Status | None
) -> None:
    question = "moved flat, tell police when" if status else "police reading my phone, allowed"

    reply = assistant.reply(Question(question, status=status))

    assert reply.body.scope.assumed == ()
    assert _assumptions(reply) == []


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("how many points do I need for category B", Status.FOREIGNER),
        ("身份证丢了在外地能补办吗", Status.CITIZEN),
    ],
)
def test_who_asks_for_a_rule_that_only_one_status_has_is_answered(
    assistant: Assistant, question: str, status: Status
) -> None:
    reply = assistant.reply(Question(question))

    assert isinstance(reply, Answer)
    assert reply.body.scope.status is status
    assert reply.body.scope.assumed == ("status",)


@pytest.mark.parametrize(
    "question",
    [
        "forgot to register where I stay",
        "can the police fine me for an old address",
        "lost my wallet with the residence card",
    ],
)
def test_who_may_be_of_several_is_asked_back(assistant: Assistant, question: str) -> None:
    reply = assistant.reply(Question(question))

    assert isinstance(reply, Clarification)
    groups = {s.group.status for s in reply.body.sentences if s.group is not None}
    assert len(groups) > 1


LOST = "lost my id card far from home"


def test_a_status_that_was_assumed_holds_for_what_follows_up_and_can_be_changed(
    assistant: Assistant,
) -> None:
    first = assistant.reply(Question(LOST))
    assert first.body.scope.status is Status.CITIZEN

    conversation = first.body.conversation_id
    second = assistant.reply(Question("how much is a new one", conversation_id=conversation))

    assert second.body.scope.status is Status.CITIZEN
    assert "status" in second.body.scope.carried
    assert second.body.scope.assumed == ("status",)

    third = assistant.reply(Question("no, I'm from Taiwan", conversation_id=conversation))
    assert third.body.scope.status is Status.HMT


def test_a_status_that_was_assumed_can_be_dropped(assistant: Assistant) -> None:
    first = assistant.reply(Question(LOST))

    second = assistant.reply(
        Question(
            "how much is a new one",
            conversation_id=first.body.conversation_id,
            forget=("status",),
        )
    )

    assert "status" not in second.body.scope.carried


def test_a_status_that_was_assumed_does_not_hold_for_another_topic(assistant: Assistant) -> None:
    first = assistant.reply(Question(LOST))
    assert first.body.scope.status is Status.CITIZEN

    question = "What does a residence permit cost?"
    other = assistant.reply(Question(question, conversation_id=first.body.conversation_id))

    assert isinstance(other, Clarification)


def test_who_is_asked_after_where_the_place_changes_nothing(assistant: Assistant) -> None:
    """Suzhou in English is two cities; the buttons are of statuses, and so is the question."""
    reply = assistant.reply(
        Question("I moved to another apartment in Suzhou. Need to register at police again?")
    )

    assert isinstance(reply, Clarification)
    assert (reply.asks, reply.question) == ("status", "Which of these are you?")
