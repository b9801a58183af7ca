"""A chat model behind the gate: over real HTTP, on the small corpus, played by scripts."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from assistant.model_faults import Fault
from assistant.pipeline import Assistant, Trace
from assistant.reply import Answer, Clarification, Question, Reply, Role
from assistant.settings import Settings
from assistant.wiring import Knowledge, make_assistant
from tests.assistant.model_server import Act, Data, ModelServer, Script, key_of, lines, serving
from tests.conftest import TODAY

ASKED = "How soon must a foreigner register with the police, and is there a fine?"
DEADLINE = (
    "The accommodation registration of a foreigner must be made within 24 hours of moving in."
)
FINE = "A foreigner's accommodation registration that was not made brings a warning and may bring a fine of up to 2,000 yuan."
GOOD_DEADLINE = (
    "Within 24 hours of moving in, a foreigner must make the accommodation registration."
)
GOOD_FINE = (
    "If a foreigner's accommodation registration was not made, it brings a warning and may bring a "
    "fine of at most 2,000 yuan."
)


@contextmanager
def assistant_with(
    knowledge: Knowledge, script: Script, **settings: object
) -> Iterator[tuple[Assistant, ModelServer]]:
    """An assistant whose model is played by a script."""
    with serving(script) as server:
        chosen = {
            "conversation_days": 0,
            "model": "openai:scripted",
            "model_url": server.url,
            "model_timeout_seconds": 10,
            **settings,
        }
        assistant = make_assistant(Settings.model_validate(chosen), knowledge, today=lambda: TODAY)
        try:
            yield assistant, server
        finally:
            assistant.close()


def asked(
    knowledge: Knowledge, script: Script, question: str = ASKED, **settings: object
) -> tuple[Reply, Trace]:
    trace = Trace()
    with assistant_with(knowledge, script, **settings) as (assistant, _):
        return assistant.reply(Question(question), trace), trace


def facts(reply: Reply) -> list[str]:
    return [s.text for s in reply.body.sentences if s.role is Role.FACT]


def good(data: Data) -> Act:
    return Act(
        lines(
            [
                (GOOD_DEADLINE, [key_of(data, "within 24 hours")]),
                (GOOD_FINE, [key_of(data, "2,000")]),
            ]
        )
    )


def test_a_good_models_sentences_are_shown_with_their_passages(small: Knowledge) -> None:
    reply, trace = asked(small, good)

    assert isinstance(reply, Answer)
    assert facts(reply) == [GOOD_DEADLINE, GOOD_FINE]
    assert [c.quote for c in reply.body.citations] == [DEADLINE, FINE]
    receipt = reply.body.receipt
    assert (receipt.composer, receipt.model) == ("model", "openai:scripted")
    assert receipt.prompt is not None
    assert receipt.prompt.startswith("sha256:")
    assert "model" in receipt.timings_ms
    assert trace.use is not None
    assert (trace.use.fault, trace.use.passed) == (None, 2)


@pytest.mark.parametrize(
    "dressed",
    [
        lambda text: f"Sure! Here it is:\n```json\n{text}\n```\nHope that helps.",
        lambda text: json.dumps({"sentences": [json.loads(line) for line in text.splitlines()]}),
        lambda text: json.dumps([json.loads(line) for line in text.splitlines()], indent=2),
        lambda text: text.replace('"text": "', '"text": "**').replace('", "keys"', '**", "keys"'),
    ],
)
def test_a_sloppy_models_form_is_forgiven(small: Knowledge, dressed: Callable[[str], str]) -> None:
    reply, _ = asked(small, lambda data: Act(dressed(good(data).text)))

    assert facts(reply) == [GOOD_DEADLINE, GOOD_FINE]


def test_a_sentence_streams_before_the_model_has_ended(small: Knowledge) -> None:
    def script(data: Data) -> Act:
        return Act(lines([(GOOD_DEADLINE, [key_of(data, "within 24 hours")])]), hangs=True)

    with assistant_with(small, script, model_timeout_seconds=60) as (assistant, _):
        stream = assistant.stream(Question(ASKED))
        first = next(stream)
        stream.close()  # type: ignore[attr-defined]  # it is a generator

    assert not isinstance(first, Reply)
    assert first.sentence.text == GOOD_DEADLINE
    assert first.citations[0].quote == DEADLINE


FALSE = [
    ("The accommodation registration of a foreigner must be made within 48 hours.", "number"),
    ("The accommodation registration of a foreigner may be made within 24 hours.", "kept"),
    ("The accommodation registration of a foreigner must not be made within 24 hours.", ""),
    ("The accommodation registration of a citizen must be made within 24 hours.", "kept"),
    ("A foreigner must bring flowers to the embassy every Tuesday.", ""),
    ("within 24 hours of moving in", "form"),
    ("made within 24 hours of moving in.", "form"),
    ("A foreigner must register within 24 hours, see https://example.com/rules.", "form"),
    ("A foreigner must nоt make the registration within 24 hours of moving in.", "form"),
    ("外国人的住宿登记应当在入住后24小时内办理。", "form"),
]


@pytest.mark.parametrize(("false", "why"), FALSE)
def test_what_is_not_borne_out_is_dropped_and_the_statement_takes_its_place(
    small: Knowledge, false: str, why: str
) -> None:
    def script(data: Data) -> Act:
        key = key_of(data, "within 24 hours")
        return Act(lines([(false, [key]), (GOOD_FINE, [key_of(data, "2,000")])]))

    reply, trace = asked(small, script)

    assert facts(reply) == [GOOD_FINE, DEADLINE]
    assert trace.use is not None
    assert trace.use.fault is Fault.PARTIAL
    assert [text for text, _ in trace.dropped] == [false]
    assert trace.dropped[0][1].startswith(why)


@pytest.mark.parametrize("keys", [[], ["ffffff"], ["[1]"], ["cn/registering#within-24-hours.en"]])
def test_a_true_sentence_without_a_key_that_was_given_is_dropped(
    small: Knowledge, keys: list[str]
) -> None:
    reply, trace = asked(small, lambda data: Act(lines([(GOOD_DEADLINE, keys)])))

    assert reply.body.receipt.composer == "extractive"
    assert reply.body.receipt.model == "openai:scripted"
    assert GOOD_DEADLINE not in facts(reply)
    assert trace.use is not None
    assert trace.use.fault is Fault.UNSUPPORTED


def test_a_lead_that_lost_its_figure_is_filled_in(small: Knowledge) -> None:
    vague = "A foreigner must make the accommodation registration."

    def script(data: Data) -> Act:
        fine = (GOOD_FINE, [key_of(data, "2,000")])
        return Act(lines([(vague, [key_of(data, "within 24 hours")]), fine]))

    reply, _ = asked(small, script)

    assert facts(reply) == [vague, GOOD_FINE, DEADLINE]


FAILURES = [
    (Act(status=401), Fault.REFUSED),
    (Act(status=404), Fault.REFUSED),
    (Act(status=500), Fault.SERVER),
    (Act(status=503), Fault.SERVER),
    (Act(status=429, headers={"retry-after": "3600"}), Fault.RATE_LIMIT),
    (Act(""), Fault.EMPTY),
    (Act(raw=b""), Fault.EMPTY),
    (Act(raw=b"data: {broken\n\n"), Fault.SERVER),
    (Act("I would register quickly if I were you. " * 9), Fault.MALFORMED),
    (Act('{"text": "A foreigner must'), Fault.MALFORMED),
    (Act('{"text": "A foreigner\nmust", "keys": []}'), Fault.MALFORMED),
    (Act('{"answer": {"text": 1}} [1, 2] {"text": ["a"]}'), Fault.MALFORMED),
    (Act('{"text": "A fore', drops=True), Fault.CONNECTION),
    (Act("blah blah " * 200, endless=True, size=2000), Fault.ENDLESS),
    (Act('{"a": ' * 400, endless=True, size=2000), Fault.ENDLESS),
    (
        Act('{"text": "A foreigner must run.", "keys": []}', endless=True, size=200),
        Fault.UNSUPPORTED,
    ),
]


@pytest.mark.parametrize(("act", "fault"), FAILURES)
def test_whatever_goes_wrong_the_extractive_answer_arrives_and_the_trace_says_why(
    small: Knowledge, act: Act, fault: Fault
) -> None:
    plain = make_assistant(Settings(conversation_days=0), small, today=lambda: TODAY)

    reply, trace = asked(small, lambda data: act, model_timeout_seconds=60)

    assert facts(reply) == facts(plain.reply(Question(ASKED)))
    assert trace.use is not None
    assert trace.use.fault is fault
    receipt = reply.body.receipt
    assert (receipt.composer, receipt.model) == ("extractive", "openai:scripted")
    assert f"model_{fault}" in receipt.timings_ms


@pytest.mark.parametrize("text", ["", '{"text": "A fore', lines([("It is so.", [])])])
def test_a_silent_server_is_cut_off_at_the_end_of_the_budget(small: Knowledge, text: str) -> None:
    reply, trace = asked(small, lambda data: Act(text, hangs=True), model_timeout_seconds=0.3)

    assert DEADLINE in facts(reply)
    assert trace.use is not None
    assert trace.use.fault is Fault.TIMEOUT
    assert reply.body.receipt.timings_ms["model"] < 3000


def test_a_connection_dropped_in_the_middle_keeps_what_passed_and_fills_in(
    small: Knowledge,
) -> None:
    def script(data: Data) -> Act:
        text = lines([(GOOD_FINE, [key_of(data, "2,000")])])
        return Act(text + '\n{"text": "The accommo', drops=True)

    reply, trace = asked(small, script)

    assert facts(reply) == [GOOD_FINE, DEADLINE]
    assert reply.body.receipt.composer == "model"
    assert trace.use is not None
    assert trace.use.fault is Fault.CONNECTION


def test_of_several_questions_the_model_words_one_and_the_other_stands_under_its_own_words(
    small: Knowledge,
) -> None:
    reply, _ = asked(small, lambda data: Act(lines([(GOOD_FINE, [key_of(data, "2,000")])])))

    headings = [s.text for s in reply.body.sentences if s.role is Role.HEADING]
    assert facts(reply) == [GOOD_FINE, DEADLINE]
    assert headings == ["“How soon must a foreigner register with the police”"]


def test_a_dead_port_costs_nothing_but_the_wording(small: Knowledge) -> None:
    with serving(good) as server:
        gone = server.url
    settings = Settings(
        conversation_days=0, model="openai:x", model_url=gone, model_timeout_seconds=60
    )
    assistant = make_assistant(settings, small, today=lambda: TODAY)
    trace = Trace()

    reply = assistant.reply(Question(ASKED), trace)
    assistant.close()

    assert DEADLINE in facts(reply)
    assert trace.use is not None
    assert trace.use.fault is Fault.CONNECTION


@pytest.mark.parametrize(
    "question", ["Best dumplings in Beijing?", "How do I get a residence permit?", "今天天气怎么样"]
)
def test_where_there_is_nothing_to_word_the_model_is_not_called(
    small: Knowledge, question: str
) -> None:
    with assistant_with(small, good) as (assistant, server):
        reply = assistant.reply(Question(question))

    assert not isinstance(reply, Answer)
    assert server.bodies == []
    assert (reply.body.receipt.model, reply.body.receipt.prompt) == (None, None)


def test_the_model_sees_masked_questions_and_no_addresses(small: Knowledge) -> None:
    question = f"{ASKED} My passport is E12345678, write to li@example.com"

    with assistant_with(small, good, model_key="sk-secret") as (assistant, server):
        assistant.reply(Question(question))

    sent = json.dumps(server.bodies, ensure_ascii=False)
    assert "E12345678" not in sent
    assert "li@example.com" not in sent
    assert "▇▇▇" in sent
    assert "http" not in json.dumps(server.bodies[0]["messages"])
    assert server.keys == ["Bearer sk-secret"]


def test_keys_are_fresh_for_every_request(small: Knowledge) -> None:
    with assistant_with(small, good) as (assistant, server):
        for _ in range(2):
            assistant.reply(Question(ASKED))

    data = [json.loads(body["messages"][-1]["content"]) for body in server.bodies]
    first, second = ({p["key"] for p in each["passages"]} for each in data)
    assert len(first) == len(data[0]["passages"]) > 1
    assert not first & second


def test_a_clarification_stays_extractive(small: Knowledge) -> None:
    with assistant_with(small, good) as (assistant, server):
        reply = assistant.reply(Question("How soon must I register?"))

    assert isinstance(reply, Clarification)
    assert server.bodies == []


def test_a_follow_up_is_completed_for_the_search_alone(small: Knowledge) -> None:
    def script(data: Data) -> Act:
        if "follow_up" in data:
            return Act('{"text": "Is there a fine for a foreigner who did not register?"}')
        return good(data)

    with assistant_with(small, script) as (assistant, server):
        first = assistant.reply(Question("How soon must a foreigner register with the police?"))
        again = Question("and if I don't?", conversation_id=first.body.conversation_id)
        reply = assistant.reply(again)

    sent = [json.loads(body["messages"][-1]["content"]) for body in server.bodies]
    assert [sorted(data) for data in sent].count(["follow_up", "topic"]) == 1
    assert sent[-1]["question"] == "and if I don't?"
    assert GOOD_FINE in facts(reply)
    assert reply.body.scope.carried


def test_chinese_is_asked_for_and_answered_in_chinese(small: Knowledge) -> None:
    def script(data: Data) -> Act:
        assert data["answer_language"] == "Simplified Chinese"
        text = next(p["text"] for p in data["passages"] if "24小时" in p["text"])
        key = key_of(data, "24小时")
        return Act(
            lines([("The registration must be made within 24 hours.", [key]), (text, [key])])
        )

    reply, trace = asked(small, script, "外国人几小时内登记？")

    assert reply.body.language == "zh-Hans"
    assert any("24小时" in text for text in facts(reply))
    assert trace.dropped[0][1] == "form: it is in another language"


def test_endless_sentences_end(small: Knowledge) -> None:
    def script(data: Data) -> Act:
        return Act(lines([(GOOD_DEADLINE, [key_of(data, "within 24 hours")])]) + "\n", endless=True)

    reply, trace = asked(small, script)

    assert facts(reply)[0] == GOOD_DEADLINE
    assert facts(reply).count(GOOD_DEADLINE) == 1
    assert trace.use is not None
    assert trace.use.written == 12
