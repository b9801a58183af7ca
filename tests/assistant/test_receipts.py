from dataclasses import replace
from datetime import date

from assistant.pipeline import Assistant
from assistant.receipts import changes
from assistant.replaying import replay
from assistant.reply import Question
from assistant.reply_json import reply_json
from assistant.settings import Settings
from assistant.wiring import Knowledge, make_assistant
from corpus.statement import Passage, Status
from tests.conftest import TODAY


def _asked(small: Knowledge) -> tuple[str, dict[str, object]]:
    assistant = make_assistant(Settings(conversation_days=0), small, today=lambda: TODAY)
    text = "does the clock start at landing"
    return text, reply_json(assistant.reply(Question(text)))


def _passages(small: Knowledge) -> dict[str, Passage]:
    return dict(small.corpus.passages)


def test_a_reply_from_the_same_corpus_needs_no_look(small: Knowledge) -> None:
    assert list(changes([_asked(small)], {}, small.corpus_hash)) == []


def test_a_reply_whose_passages_stand_is_not_listed(small: Knowledge) -> None:
    assert list(changes([_asked(small)], _passages(small), "sha256:newer")) == []


def test_a_changed_passage_is_listed_with_what_it_says_now(small: Knowledge) -> None:
    question, reply = _asked(small)
    citation = reply["citations"][0]  # type: ignore[index]  # JSON
    passages = _passages(small)
    key = citation["passage_id"]
    passages[key] = replace(passages[key], text="Within 48 hours.")

    (change,) = changes([(question, reply)], passages, "sha256:newer")

    assert (change.question, change.passage_id) == (question, key)
    assert (change.quote, change.now) == (citation["quote"], "Within 48 hours.")


def test_a_passage_that_is_gone_is_listed(small: Knowledge) -> None:
    found = list(changes([_asked(small)], {}, "sha256:newer"))

    assert found
    assert {change.now for change in found} == {None}


def test_a_reply_is_given_again_as_it_stood_in_its_conversation_and_on_its_day(
    small: Knowledge,
) -> None:
    kept = _assistant(small, TODAY)
    first = kept.reply(Question("I moved in on 20 November 2026, how soon must I register?"))
    same = first.body.conversation_id
    second = kept.reply(Question("and if I'm late?", conversation_id=same, status=Status.FOREIGNER))

    for reply in (first, second):
        turn = kept.conversations.turn(reply.body.receipt.id)
        assert turn is not None
        assert replay(turn, lambda day: _assistant(small, day)) == {}


def test_a_replay_over_another_corpus_says_what_differs(small: Knowledge) -> None:
    kept = _assistant(small, TODAY)
    reply = kept.reply(Question("does the clock start at landing"))
    turn = kept.conversations.turn(reply.body.receipt.id)
    assert turn is not None
    cited = reply.body.citations[0].passage_id
    without = replace(small, retriever=small.retriever.with_passages({cited: None}))

    changed = replay(turn, lambda day: _assistant(without, day))

    assert {"sentences", "citations"} <= changed.keys()


def _assistant(knowledge: Knowledge, day: date) -> Assistant:
    return make_assistant(Settings(conversation_days=0), knowledge, today=lambda: day)
