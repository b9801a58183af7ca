from dataclasses import replace

from assistant.receipts import changes
from assistant.reply import Question
from assistant.reply_json import reply_json
from assistant.settings import Settings
from assistant.wiring import Knowledge, make_assistant
from corpus.statement import Passage
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
