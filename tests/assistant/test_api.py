"""A real server in a process of its own, asked over HTTP."""

import json
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import pytest

from tests.assistant.test_reply_schema import REPLY

pytestmark = pytest.mark.slow

QUESTION = {"question": "居住证多久签注一次？"}


def _events(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    events = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        events.append((fields["event"], fields["id"], json.loads(fields["data"])))
    return events


def test_chat_gives_the_reply(server: str) -> None:
    answer = httpx.post(f"{server}/api/v1/chat", json=QUESTION)

    assert answer.status_code == 200
    jsonschema.validate(answer.json(), REPLY)
    assert answer.json()["citations"][0]["sources"][0]["instrument"] == "rpr-2015"


def test_chat_streams_sentences_and_then_the_reply(server: str) -> None:
    answer = httpx.post(f"{server}/api/v1/chat", json={**QUESTION, "stream": True})

    assert answer.headers["content-type"].startswith("text/event-stream")
    events = _events(answer.text)
    *sentences, (name, event_id, reply) = events
    assert {event for event, _, _ in sentences} == {"sentence"}
    assert name == "reply"
    jsonschema.validate(reply, REPLY)
    conversation, turn, number = event_id.rsplit(":", 2)
    assert (conversation, turn, number) == (reply["conversation_id"], "1", str(len(events)))
    fact = next(data for _, _, data in sentences if data["role"] == "fact")
    assert [c["number"] for c in fact["cited"]] == fact["citations"]


def test_a_conversation_goes_on(server: str) -> None:
    first = httpx.post(
        f"{server}/api/v1/chat", json={"question": "I'm German, when must I extend my permit?"}
    ).json()
    body = {"question": "and if I overstay?", "conversation_id": first["conversation_id"]}
    second = httpx.post(f"{server}/api/v1/chat", json=body).json()
    dropped = httpx.post(f"{server}/api/v1/chat", json={**body, "forget": ["status", "topic"]})

    assert second["scope"]["status"] == "foreigner"
    assert "status" in second["scope"]["carried"]
    assert dropped.json()["scope"]["carried"] == []


def test_a_passage_is_served_with_its_pair(server: str) -> None:
    passage_id = httpx.post(f"{server}/api/v1/chat", json=QUESTION).json()["citations"][0][
        "passage_id"
    ]

    passage = httpx.get(f"{server}/api/v1/passages/{quote(passage_id)}").json()

    assert set(passage) == {"id", "text", "document", "title", "sources", "scope", "pair"}
    assert passage["id"] == passage_id
    assert passage["pair"] == passage_id.replace(".zh", ".en")


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({"question": ""}, 422, "body.question"),
        ({"question": "？？"}, 422, "the question is empty"),
        ({"question": "x" * 5000}, 422, "at most 4000"),
        ({"question": "多久", "place": "Atlantis"}, 422, "not known"),
        ({"question": "多久", "status": "alien"}, 422, "body.status"),
        ({"question": "多久", "as_of": "soon"}, 422, "body.as_of"),
        ({"question": "多久", "model": "x"}, 422, "body.model"),
        ({"question": "？？", "stream": True}, 422, "the question is empty"),
    ],
)
def test_a_wrong_request_gets_problem_details(
    server: str, body: dict[str, Any], status: int, detail: str
) -> None:
    answer = httpx.post(f"{server}/api/v1/chat", json=body)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert detail in answer.json()["detail"]
    assert answer.json()["hint"]


def test_a_passage_that_is_not_there(server: str) -> None:
    answer = httpx.get(f"{server}/api/v1/passages/no/such%23one.en")

    assert answer.status_code == 404
    assert "no passage" in answer.json()["detail"]


def test_the_service_says_that_it_lives_and_is_ready(server: str) -> None:
    assert httpx.get(f"{server}/healthz").json() == {"status": "ok"}
    assert httpx.get(f"{server}/readyz").json()["collections"] == ["corpus"]
    paths = httpx.get(f"{server}/openapi.json").json()["paths"]
    assert {"/api/v1/chat", "/api/v1/passages/{passage_id}", "/healthz", "/readyz"} <= set(paths)


def test_a_request_under_another_name_is_refused(server: str) -> None:
    answer = httpx.get(f"{server}/healthz", headers={"Host": "evil.example"})

    assert answer.status_code == 400


def test_a_deadline_is_computed_and_comes_as_a_calendar_file(server: str) -> None:
    text = "I am German and entered on a Z visa on 3 November 2026. By when must I apply?"
    reply = httpx.post(f"{server}/api/v1/chat", json={"question": text}).json()

    (deadline,) = reply["deadlines"]
    assert deadline["due"] == "2026-12-02"
    computed = [s for s in reply["sentences"] if s["role"] == "computed"]
    assert [s["citations"] for s in computed] == [[deadline["citation"]]]
    file = httpx.get(f"{server}/api/v1/receipts/{reply['receipt']['id']}/deadlines.ics")
    assert file.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20261202" in file.text


def test_a_receipt_without_a_dated_deadline_has_no_calendar_file(server: str) -> None:
    reply = httpx.post(f"{server}/api/v1/chat", json=QUESTION).json()

    for receipt in (reply["receipt"]["id"], "unheard-of"):
        answer = httpx.get(f"{server}/api/v1/receipts/{receipt}/deadlines.ics")
        assert answer.status_code == 404
        assert "HUKOU_CONVERSATION_DAYS" in answer.json()["hint"]
