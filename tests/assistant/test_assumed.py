"""For whom a reply holds is said where nobody said who asks."""

import pytest

from assistant.pipeline import Assistant
from assistant.reply import Question, Reply, Role
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
    assert reply.body.sentences[0].text == assumption


@pytest.mark.parametrize("status", [Status.FOREIGNER, None])
def test_what_is_said_or_holds_for_everybody_is_not_assumed(
    assistant: Assistant, status: Status | None
) -> None:
    question = "moved flat, tell police when" if status else "police reading my phone, allowed"

    reply = assistant.reply(Question(question, status=status))

    assert reply.body.scope.assumed == ()
    assert _assumptions(reply) == []
