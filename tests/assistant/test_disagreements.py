"""Where sources disagree, both sides are shown, with rank and date, and which prevails."""

import pytest

from assistant.pipeline import Assistant
from assistant.reply import Question, Reply, Role
from corpus.statement import Status

pytestmark = pytest.mark.slow


def _sides(reply: Reply) -> list[tuple[str, str]]:
    ids = {c.number: c.passage_id.rpartition(".")[0] for c in reply.body.citations}
    return [(ids[a], ids[b]) for a, b in (c.sides for c in reply.body.conflicts)]


def test_a_lower_rule_is_shown_with_the_higher_one_that_prevails(assistant: Assistant) -> None:
    question = "A police handbook says up to 30 days for an order to leave. Right?"
    reply = assistant.reply(Question(question, status=Status.FOREIGNER))

    document = "cn/order-to-leave-removal-deportation"
    assert _sides(reply) == [(f"{document}#fifteen-days", f"{document}#thirty-days-rule")]
    (conflict,) = reply.body.conflicts
    assert conflict.prevails == conflict.sides[0]
    notes = [s.text for s in reply.body.sentences if s.role is Role.NOTE]
    assert any("administrative regulation, 2025-10-01" in n and "prevails" in n for n in notes)


def test_the_claim_of_a_page_brings_the_law_that_prevails_over_it(assistant: Assistant) -> None:
    question = "An expat blog says 24 hours from arriving in China. Is that right?"
    reply = assistant.reply(Question(question))

    prevailing = [c.prevails for c in reply.body.conflicts]
    assert prevailing
    cited = {c.number: c for c in reply.body.citations}
    assert all(n and cited[n].sources[0].grade == "law" for n in prevailing)


def test_an_open_conflict_says_that_it_is_open(assistant: Assistant) -> None:
    question = "Can I apply for a passport away from my hukou place?"
    reply = assistant.reply(Question(question, status=Status.CITIZEN))

    assert [c.prevails for c in reply.body.conflicts] == [None]


def test_a_question_that_the_law_answers_brings_no_page_that_errs(assistant: Assistant) -> None:
    question = "How soon must a foreigner register after moving into a friend's flat?"
    reply = assistant.reply(Question(question, status=Status.FOREIGNER))

    assert reply.body.conflicts == ()
    assert not any("blog" in sentence.text for sentence in reply.body.sentences)
