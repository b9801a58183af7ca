"""What every request passes: names, sizes, limits, headers, and how errors look."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.websockets import WebSocketDisconnect

from assistant.access import Access
from assistant.door import BODY_BYTES, HEADER_BYTES
from assistant.errors import StoreUnusable
from assistant.pipeline import Assistant
from assistant.reach import Reach
from assistant.reply import CheckedSentence, Question, Role, Sentence
from assistant.wiring import Knowledge
from tests.assistant.serving import (
    OPEN,
    OURS,
    QUESTION,
    SITE,
    World,
    bearer,
    client_of,
    make_access,
    make_small,
    running,
    served,
)

HERE = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def access() -> Iterator[Access]:
    made = make_access(OPEN)
    yield made
    made.records.close()


@pytest.fixture(scope="module")
def assistant(small: Knowledge) -> Iterator[Assistant]:
    made = make_small(small)
    yield made
    made.conversations.close()


@pytest.fixture(scope="module")
def app(small: Knowledge, access: Access, assistant: Assistant) -> FastAPI:
    """As `hukou serve` has it."""
    return served(small, access, assistant=assistant)


@pytest.fixture
def here(app: FastAPI) -> Any:
    return client_of(app)


def _is_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["hint"]
    assert body["request_id"] == answer.headers["x-request-id"]
    return body


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/none", 404),
        ("GET", "/api", 404),
        ("GET", "/v1/none", 404),
        ("GET", "/v1/models/gpt", 404),
        ("PUT", "/api/v1/chat", 405),
        ("TRACE", "/api/v1/chat", 405),
        ("POST", "/api/v1/conversations/x", 405),
        ("POST", "/healthz", 405),
        ("DELETE", "/openapi.json", 405),
        ("GET", "/api/v1/conversations/none", 404),
        ("DELETE", "/api/v1/conversations/none", 404),
        ("GET", "/api/v1/conversations?limit=0", 422),
        ("GET", "/api/v1/conversations?offset=x", 422),
        ("GET", "/embed?widget=" + "x" * 200, 422),
    ],
)
def test_every_error_is_problem_details(here: Any, method: str, path: str, status: int) -> None:
    answer = here.request(method, path)

    problem = _is_problem(answer, status)
    if status == 405:
        assert answer.headers["allow"]
    if path.startswith("/v1/"):
        assert problem["error"]["message"].startswith(problem["detail"])


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{", "application/json"), (b"\xff\xfe", "application/json"), (b"x", "text/plain")],
)
def test_a_body_that_is_no_json_is_problem_details(here: Any, body: bytes, kind: str) -> None:
    answer = here.post("/api/v1/chat", content=body, headers={"Content-Type": kind})

    assert answer.status_code in (400, 422)
    _is_problem(answer, answer.status_code)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "0.0.0.0"])
def test_on_loopback_another_servers_name_is_refused(here: Any, host: str) -> None:
    for path in ("/healthz", "/", "/api/v1/conversations"):
        _is_problem(here.get(path, headers={"Host": host}), 400)


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860"])
def test_on_loopback_the_servers_names_are_taken(here: Any, host: str) -> None:
    assert here.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:8000", "http://localhost:7860"]
)
def test_even_on_loopback_a_page_from_elsewhere_is_refused(here: Any, origin: str) -> None:
    headers = {"Origin": origin}

    for answer in (
        here.post("/api/v1/chat", json=QUESTION, headers=headers),
        here.get("/api/v1/conversations", headers=headers),
        here.post("/v1/chat/completions", json={}, headers=headers),
        here.post("/gradio_api/queue/join", json={}, headers=headers),
        here.post("/api/v1/widget/session", json={}, headers=headers),
    ):
        _is_problem(answer, 403)
        assert "access-control-allow-origin" not in answer.headers


def test_on_loopback_the_servers_own_pages_and_programs_are_taken(here: Any) -> None:
    own = {"Origin": HERE}

    assert here.post("/api/v1/chat", json=QUESTION, headers=own).status_code == 200
    assert here.get("/v1/models", headers=bearer("sk-unused")).status_code == 200
    session = here.post("/api/v1/widget/session", json={}, headers=own).json()
    headers = bearer(session["token"], HERE)
    asked = here.post("/api/v1/chat", json=QUESTION, headers=headers)
    assert asked.json()["conversation_id"] == session["conversation_id"]
    path = f"/api/v1/conversations/{session['conversation_id']}"
    assert here.get(path, headers=bearer(session["token"])).status_code == 200
    assert here.delete(path, headers=bearer(session["token"])).status_code == 403


def test_a_wrong_key_is_refused_even_where_none_is_needed(here: Any) -> None:
    _is_problem(here.get("/v1/models", headers=bearer("hk_00000000_x")), 401)
    _is_problem(here.get("/api/v1/conversations", headers=bearer("no token")), 401)


def test_answers_carry_the_headers_that_keep_them_safe(here: Any) -> None:
    answer = here.post("/api/v1/chat", json=QUESTION)
    page = here.get("/")

    for each in (answer, page):
        assert each.headers["x-content-type-options"] == "nosniff"
        assert each.headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in each.headers
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["ratelimit-policy"] == '"address";q=1200;w=60'
    assert answer.headers["ratelimit"].startswith('"address";r=')
    assert "frame-ancestors 'self'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [("my-id_1.2", True), ("x" * 65, False), ("a b", False), ("a<script>", False), ("", False)],
)
def test_a_request_id_is_the_clients_only_if_it_is_harmless(
    here: Any, given: str, is_taken: bool
) -> None:
    answer = here.get("/healthz", headers={"X-Request-Id": given})

    assert (answer.headers["x-request-id"] == given) is is_taken
    assert answer.headers["x-request-id"]


def test_headers_and_bodies_have_their_bounds(here: Any) -> None:
    long = {"X-Long": "x" * HEADER_BYTES}
    _is_problem(here.get("/healthz", headers=long), 431)
    body = b'{"question": "' + b"x" * BODY_BYTES + b'"}'
    kind = {"Content-Type": "application/json"}
    _is_problem(here.post("/api/v1/chat", content=body, headers=kind), 413)
    _is_problem(here.post("/api/v1/chat", content=iter([body]), headers=kind), 413)


def test_a_limit_is_told_in_headers_and_ends_in_429(small: Knowledge) -> None:
    access = make_access(Reach("0.0.0.0", per_address=3))
    key = access.records.add_key("one", requests_per_minute=2)
    app = served(small, access)

    def ask(address: str, headers: dict[str, str]) -> httpx.Response:
        answer: httpx.Response = client_of(app, OURS, address).get("/v1/models", headers=headers)
        return answer

    first, second, third = (ask("198.51.100.1", bearer(key)) for _ in range(3))
    assert first.headers["ratelimit-policy"] == '"key";q=2;w=60'
    assert first.headers["ratelimit"] == '"key";r=1;t=60'
    assert second.status_code == 200
    problem = _is_problem(third, 429)
    assert problem["violated-policies"] == ["key"]
    assert problem["error"]["type"] == "rate_limit_error"
    assert 1 <= int(third.headers["retry-after"]) <= 60
    assert third.headers["ratelimit"].startswith('"key";r=0;t=')

    forged = {"X-Forwarded-For": "192.0.2.1"}
    guesses = [ask("198.51.100.2", bearer("hk_00000000_x") | forged) for _ in range(4)]
    assert [answer.status_code for answer in guesses] == [401, 401, 401, 429]
    neighbours = [ask(f"2001:db8::{n}", {}) for n in range(1, 5)]
    assert [answer.status_code for answer in neighbours] == [401, 401, 401, 429]
    assert ask("2001:db8:0:1::1", {}).status_code == 401
    access.records.close()


def test_a_proxy_is_believed_only_where_it_is_named(small: Knowledge) -> None:
    access = make_access(Reach("127.0.0.1", "https://ask.example", ("10.0.0.0/8",), per_address=1))
    app = served(small, access)

    def asked(address: str, forwarded: str) -> int:
        client = client_of(app, "http://ask.example", address)
        headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"}
        return int(client.get("/v1/models", headers=headers).status_code)

    assert [asked("10.1.1.1", "192.0.2.1"), asked("10.1.1.1", "192.0.2.1")] == [401, 429]
    assert asked("10.1.1.1", "192.0.2.2") == 401
    assert asked("10.1.1.1", "192.0.2.2, 192.0.2.1") == 429  # the last that no proxy of ours is
    assert [asked("198.51.100.1", "192.0.2.3"), asked("198.51.100.1", "192.0.2.4")] == [401, 429]
    session = client_of(app, "http://ask.example", "10.1.1.1").post(
        "/api/v1/widget/session",
        json={},
        headers={"X-Forwarded-For": "192.0.2.9", "Origin": "https://ask.example"},
    )
    _is_problem(session, 403)  # no site is admitted
    _is_problem(client_of(app, "http://evil.example").get("/healthz"), 400)
    access.records.close()


def test_preflights_are_answered_for_admitted_sites_alone(world: World) -> None:
    world.widget("preflight")
    asks = {"Access-Control-Request-Method": "POST"}
    client = world.client()

    allowed = client.options("/api/v1/chat", headers={"Origin": SITE, **asks})
    other = client.options("/api/v1/chat", headers={"Origin": "https://evil.example", **asks})
    elsewhere = client.options("/gradio_api/queue/join", headers={"Origin": SITE, **asks})

    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == SITE
    assert "Last-Event-ID" in allowed.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in allowed.headers
    _is_problem(other, 403)
    _is_problem(elsewhere, 403)


def test_a_websocket_is_closed(here: Any) -> None:
    with pytest.raises(WebSocketDisconnect), here.websocket_connect("/api/v1/chat"):
        pass


class Scripted:
    """An assistant that fails, or that does not stop by itself."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.fails_with: Exception | None = None
        self.after = 0
        self.ended = threading.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def stream(self, _question: Question) -> Iterator[CheckedSentence]:
        try:
            for number in range(1, 1_000_000):
                if self.fails_with and number > self.after:
                    raise self.fails_with
                yield CheckedSentence(f"c:1:{number}", Sentence("…" * 1000, Role.NOTE), ())
        finally:
            self.ended.set()


@pytest.fixture(scope="module")
def scripted(small: Knowledge, access: Access, assistant: Assistant) -> tuple[Scripted, FastAPI]:
    script: Any = Scripted(assistant)  # stands in for an Assistant
    return script, served(small, access, assistant=script)


def test_what_breaks_unforeseen_is_a_problem_too(scripted: tuple[Scripted, FastAPI]) -> None:
    script, app = scripted
    script.fails_with, script.after = ValueError("a secret of ours"), 0

    answer = client_of(app).post("/api/v1/chat", json={**QUESTION, "stream": True})

    problem = _is_problem(answer, 500)
    assert "a secret of ours" not in answer.text
    assert "hukou doctor" in problem["hint"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_breaks_on_the_way_is_an_event(scripted: tuple[Scripted, FastAPI]) -> None:
    script, app = scripted
    script.fails_with, script.after = StoreUnusable("no room", hint="make room"), 1

    text = client_of(app).post("/api/v1/chat", json={**QUESTION, "stream": True}).text

    sentence, error, rest = text.split("\n\n")
    assert sentence.startswith("event: sentence\nid: c:1:1\n")
    assert error.startswith("event: error\ndata: ")
    assert json.loads(error.partition("data: ")[2])["status"] == 503
    assert rest == ""


def test_who_hangs_up_ends_the_work(scripted: tuple[Scripted, FastAPI]) -> None:
    script, app = scripted
    script.fails_with = None
    script.ended.clear()

    with running(app) as address:
        body = {**QUESTION, "stream": True}
        with httpx.stream("POST", f"{address}/api/v1/chat", json=body) as answer:
            next(answer.iter_lines())
        assert script.ended.wait(timeout=10)


def test_a_body_that_does_not_come_is_not_waited_for(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.door.BODY_SECONDS", 0.2)
    head = "POST /api/v1/chat HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"

    with running(app) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(f"{head}Content-Length: 100\r\n\r\n{{".encode())
            assert b" 408 " in connection.recv(4096)
