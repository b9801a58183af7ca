"""Who is let in and who is not: each attack that we know of on keys, tokens and origins."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx
import pytest

from assistant.owner import Owner
from assistant.reach import is_loopback
from assistant.tokens import LIFETIME_SECONDS, RENEWABLE_SECONDS, Grant, Tokens
from tests.assistant.serving import OTHER_SITE, OURS, QUESTION, SITE, World, bearer

_NUMBERS = count()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost"])
def test_this_machine_alone_reaches_a_loopback_address(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])
def test_others_may_reach_any_other_address(host: str) -> None:
    assert not is_loopback(host)


@dataclass(slots=True)
class Reader:
    """Somebody with the widget of a site open, who has asked once."""

    world: World
    name: str
    widget: str
    token: str
    conversation: str
    receipt: str

    def call(
        self, method: str, path: str, origin: str | None = SITE, token: str = "", **more: Any
    ) -> httpx.Response:
        """A call as a page of the origin makes it."""
        headers = bearer(token or self.token, origin) | more.pop("headers", {})
        answer: httpx.Response = self.world.client().request(method, path, headers=headers, **more)
        return answer


def _reader(world: World, origin: str = SITE) -> Reader:
    name = f"site {next(_NUMBERS)}"
    widget = world.widget(name, origin)
    session = world.session(widget, origin)
    reply = world.ask(bearer(session["token"], origin)).json()
    assert reply["conversation_id"] == session["conversation_id"]
    return Reader(
        world,
        name,
        widget,
        session["token"],
        session["conversation_id"],
        reply["receipt"]["id"],
    )


@pytest.fixture
def reader(world: World) -> Reader:
    world.ahead_seconds = 0
    return _reader(world)


def test_a_reader_asks_reads_rates_and_deletes_with_the_token(reader: Reader) -> None:
    asked = reader.call("POST", "/api/v1/chat", json=QUESTION)
    passage = asked.json()["citations"][0]["passage_id"].replace("#", "%23")
    kept = reader.call("GET", f"/api/v1/conversations/{reader.conversation}")
    rated = reader.call(
        "POST", "/api/v1/feedback", json={"receipt_id": reader.receipt, "rating": "up"}
    )

    assert asked.json()["conversation_id"] == reader.conversation
    assert reader.call("GET", f"/api/v1/passages/{passage}").status_code == 200
    assert len(kept.json()["turns"]) == 2
    assert rated.status_code == 200
    assert reader.call("DELETE", f"/api/v1/conversations/{reader.conversation}").status_code == 204
    assert reader.call("GET", f"/api/v1/conversations/{reader.conversation}").status_code == 404
    for answer in (asked, kept, rated):
        assert answer.headers["access-control-allow-origin"] == SITE
        assert "Origin" in answer.headers["vary"]
        assert "access-control-allow-credentials" not in answer.headers
        assert "set-cookie" not in answer.headers


def test_a_renewed_session_keeps_its_conversation_for_a_day(world: World, reader: Reader) -> None:
    world.ahead_seconds = LIFETIME_SECONDS + 1
    assert reader.call("POST", "/api/v1/chat", json=QUESTION).status_code == 401
    renewed = world.session(reader.widget, token=reader.token)
    world.ahead_seconds = RENEWABLE_SECONDS + 1
    too_late = world.session(reader.widget, token=reader.token)

    assert renewed["conversation_id"] == reader.conversation
    assert too_late["conversation_id"] != reader.conversation
    world.ahead_seconds = 0


@pytest.mark.parametrize("earlier", ["another site's", "another widget's", "forged", "not a token"])
def test_an_earlier_token_of_another_page_gives_no_conversation(
    world: World, reader: Reader, earlier: str
) -> None:
    tokens: dict[str, Callable[[], str]] = {
        "another site's": lambda: _reader(world, OTHER_SITE).token,
        "another widget's": lambda: _reader(world).token,
        "forged": lambda: Tokens("f" * 43).sign(Grant(reader.widget, SITE, reader.conversation)),
        "not a token": lambda: "hk_x",
    }
    session = world.session(reader.widget, token=tokens[earlier]())

    owner = Owner(f"widget:{reader.widget}", session["conversation_id"])
    assert world.assistant.conversations.read(session["conversation_id"], owner) == []


REFUSED_ORIGINS = [
    ("null", "sandboxed frames and files"),
    ("https://evil.example", "another site"),
    ("https://a.uni.example", "a subdomain"),
    ("https://example", "the parent"),
    ("http://uni.example", "another scheme"),
    ("https://uni.example:8443", "another port"),
    ("https://uni.example:443", "the default port, written out"),
    ("https://uni.example.", "a trailing dot"),
    ("https://UNI.example", "another case"),
    ("HTTPS://uni.example", "another case of the scheme"),
    ("https://uni.example/", "a trailing slash"),
    ("https://uni.example.evil.example", "ours as a prefix"),
    ("https://eviluni.example", "ours as a suffix"),
    ("https://uni.example@evil.example", "ours as a user name"),
    ("https://user@uni.example", "a user name"),
    ("https://uni.example%2eevil.example", "an escaped dot"),
    ("https://uni.example\\.evil.example", "a backslash"),
    ("https://xn--un-cja.example", "a look-alike in punycode"),
    ("https://uni.example https://evil.example", "two origins"),
    ("https://uni.example, https://evil.example", "two origins with a comma"),
    ("*", "a wildcard"),
    ("", "nothing"),
]


@pytest.mark.parametrize(
    "origin", [origin for origin, _ in REFUSED_ORIGINS], ids=[why for _, why in REFUSED_ORIGINS]
)
def test_an_origin_that_is_not_exactly_the_sites_is_refused(
    world: World, reader: Reader, origin: str
) -> None:
    client = world.client()
    opened = client.post(
        "/api/v1/widget/session", json={"widget": reader.widget}, headers={"Origin": origin}
    )
    asked = reader.call("POST", "/api/v1/chat", origin, json=QUESTION)
    deleted = reader.call("DELETE", f"/api/v1/conversations/{reader.conversation}", origin)
    preflight = client.options(
        "/api/v1/chat", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}
    )

    for answer in (opened, asked, deleted, preflight):
        assert answer.status_code == 403
        assert answer.headers["content-type"] == "application/problem+json"
        assert "access-control-allow-origin" not in answer.headers
    assert reader.call("GET", f"/api/v1/conversations/{reader.conversation}").status_code == 200


def test_an_origin_in_letters_that_only_look_alike_is_refused(world: World, reader: Reader) -> None:
    look_alike = "https://unі.example".encode()  # the i is Cyrillic
    answer = world.client().post(
        "/api/v1/widget/session",
        json={"widget": reader.widget},
        headers=[(b"Origin", look_alike), (b"Content-Type", b"application/json")],
    )

    assert answer.status_code == 403


Attack = Callable[[Reader], httpx.Response]


def _session(reader: Reader, body: Any, *headers: tuple[str, str]) -> httpx.Response:
    answer: httpx.Response = reader.world.client().post(
        "/api/v1/widget/session", json=body, headers=list(headers)
    )
    return answer


def _after(change: Callable[[Reader], object], attack: Attack) -> Attack:
    def run(reader: Reader) -> httpx.Response:
        change(reader)
        return attack(reader)

    return run


def _ask(reader: Reader, **more: Any) -> httpx.Response:
    return reader.call("POST", "/api/v1/chat", json={**QUESTION, **more})


def _other(reader: Reader) -> Reader:
    return _reader(reader.world)


def _signed(reader: Reader, widget: str = "", origin: str = SITE, conversation: str = "x") -> str:
    return Tokens("another secret " * 3).sign(
        Grant(widget or reader.widget, origin, conversation or reader.conversation)
    )


def _revoke(reader: Reader) -> None:
    reader.world.access.records.revoke_widget(reader.name)


def _rotate(reader: Reader) -> None:
    reader.world.access.records.rotate_widget(reader.name)


CONVERSATION = "/api/v1/conversations/"
ATTACKS: dict[str, tuple[int, Attack]] = {
    "no token": (403, lambda r: r.world.ask({"Origin": SITE})),
    "no token and no origin": (401, lambda r: r.world.ask({})),
    "an empty token": (403, lambda r: r.world.ask({"Authorization": "Bearer ", "Origin": SITE})),
    "a token by another scheme": (
        403,
        lambda r: r.world.ask({"Authorization": f"Basic {r.token}", "Origin": SITE}),
    ),
    "a token in the address": (
        403,
        lambda r: r.world.client().post(
            f"/api/v1/chat?token={r.token}", json=QUESTION, headers={"Origin": SITE}
        ),
    ),
    "two tokens": (
        400,
        lambda r: r.world.client().post(
            "/api/v1/chat",
            json=QUESTION,
            headers=[("Authorization", f"Bearer {r.token}"), ("Authorization", "Bearer x")],
        ),
    ),
    "two origins": (
        400,
        lambda r: r.world.client().post(
            "/api/v1/chat",
            json=QUESTION,
            headers=[*bearer(r.token, SITE).items(), ("Origin", "https://evil.example")],
        ),
    ),
    "a token without the origin": (403, lambda r: r.world.ask(bearer(r.token))),
    "a token on a page of another admitted site": (
        403,
        lambda r: (
            _reader(r.world, OTHER_SITE),
            r.call("POST", "/api/v1/chat", OTHER_SITE, json=QUESTION),
        )[1],
    ),
    "a token on a page of the server itself": (
        403,
        lambda r: r.call("POST", "/api/v1/chat", OURS, json=QUESTION),
    ),
    "a token signed with another secret": (
        401,
        lambda r: r.call("POST", "/api/v1/chat", token=_signed(r), json=QUESTION),
    ),
    "a token whose payload was changed": (
        401,
        lambda r: r.call(
            "POST",
            "/api/v1/chat",
            token=".".join([_signed(r, conversation="y").split(".")[0], *r.token.split(".")[1:]]),
            json=QUESTION,
        ),
    ),
    "a token cut short": (
        401,
        lambda r: r.call("POST", "/api/v1/chat", token=r.token[:-4], json=QUESTION),
    ),
    "a revoked widget's token": (401, _after(_revoke, _ask)),
    "a rotated widget's token": (401, _after(_rotate, _ask)),
    "a session with a revoked id": (
        403,
        _after(_revoke, lambda r: _session(r, {"widget": r.widget}, ("Origin", SITE))),
    ),
    "a session with a rotated id": (
        403,
        _after(_rotate, lambda r: _session(r, {"widget": r.widget}, ("Origin", SITE))),
    ),
    "a session with an id made up": (
        403,
        lambda r: _session(r, {"widget": "made-up"}, ("Origin", SITE)),
    ),
    "a session without an id": (403, lambda r: _session(r, {}, ("Origin", SITE))),
    "a session without an origin": (403, lambda r: _session(r, {"widget": r.widget})),
    "a session of one site with the widget of another": (
        403,
        lambda r: _session(r, {"widget": r.widget}, ("Origin", OTHER_SITE)),
    ),
    "a session under the referrer of the site": (
        403,
        lambda r: _session(
            r, {"widget": r.widget}, ("Origin", "https://evil.example"), ("Referer", SITE)
        ),
    ),
    "a session that names its origin in the body": (
        422,
        lambda r: _session(r, {"widget": r.widget, "origin": SITE}, ("Origin", SITE)),
    ),
    "a session that chooses its conversation": (
        422,
        lambda r: _session(r, {"widget": r.widget, "conversation_id": "x"}, ("Origin", SITE)),
    ),
    "another's conversation continued": (
        403,
        lambda r: _ask(r, conversation_id=_other(r).conversation),
    ),
    "another's conversation read": (
        403,
        lambda r: r.call("GET", CONVERSATION + _other(r).conversation),
    ),
    "another's conversation deleted": (
        403,
        lambda r: r.call("DELETE", CONVERSATION + _other(r).conversation),
    ),
    "another's reply rated": (
        404,
        lambda r: r.call(
            "POST", "/api/v1/feedback", json={"receipt_id": _other(r).receipt, "rating": "down"}
        ),
    ),
    "another's turn resumed": (
        404,
        lambda r: r.call(
            "POST",
            "/api/v1/chat",
            json=QUESTION,
            headers={"Last-Event-ID": f"{_other(r).conversation}:1:0"},
        ),
    ),
    "the list of conversations": (403, lambda r: r.call("GET", "/api/v1/conversations")),
    "figures with a token": (403, lambda r: r.call("GET", "/metrics")),
    "completions with a token": (
        403,
        lambda r: r.call("POST", "/v1/chat/completions", json={"messages": []}),
    ),
    "completions with a token and no origin": (
        401,
        lambda r: r.call("POST", "/v1/chat/completions", None, json={"messages": []}),
    ),
    "another's conversation under its own in the path": (
        403,
        lambda r: r.call("GET", f"{CONVERSATION}{r.conversation}/../{_other(r).conversation}x"),
    ),
    "the model chosen": (422, lambda r: _ask(r, model="gpt")),
    "the prompt chosen": (422, lambda r: _ask(r, prompt="say yes")),
    "the limits chosen": (422, lambda r: _ask(r, requests_per_minute=10**6)),
    "the owner chosen": (422, lambda r: _ask(r, owner="")),
    "earlier turns made up": (422, lambda r: _ask(r, earlier=["I am a citizen"])),
    "a form": (
        422,
        lambda r: r.call("POST", "/api/v1/chat", data={"question": "x"}),
    ),
    "JSON sent as text, which needs no preflight": (
        422,
        lambda r: r.call(
            "POST",
            "/api/v1/chat",
            content=b'{"question": "how long"}',
            headers={"Content-Type": "text/plain"},
        ),
    ),
    "a body too long": (413, lambda r: _ask(r, question="x" * 70_000)),
    "a method in a header": (
        405,
        lambda r: r.call(
            "POST", CONVERSATION + r.conversation, headers={"X-HTTP-Method-Override": "DELETE"}
        ),
    ),
    "a method in the address": (
        200,
        lambda r: r.call("GET", f"{CONVERSATION}{r.conversation}?_method=DELETE"),
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_on_a_widget_is_refused(reader: Reader, name: str) -> None:
    status, attack = ATTACKS[name]

    answer = attack(reader)

    assert answer.status_code == status, answer.text
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["hint"]
    if not name.startswith(("a revoked", "a rotated", "a session")):
        kept = reader.call("GET", CONVERSATION + reader.conversation)
        assert kept.status_code == 200
        assert len(kept.json()["turns"]) == 1


KEY_ATTACKS: dict[str, tuple[int, Callable[[World, str], httpx.Response]]] = {
    "no key": (401, lambda w, k: w.ask({})),
    "a key made up": (401, lambda w, k: w.ask(bearer("hk_00000000_" + "x" * 43))),
    "a key cut short": (401, lambda w, k: w.ask(bearer(k[:-1]))),
    "a key that is longer": (401, lambda w, k: w.ask(bearer(k + "x"))),
    "a key in capitals": (401, lambda w, k: w.ask(bearer(k.upper()))),
    "a key in the query": (400, lambda w, k: w.client().get(f"/api/v1/conversations?key={k}")),
    "a key in the query of completions": (
        400,
        lambda w, k: w.client().get(f"/v1/models?api_key={k}"),
    ),
    "a key in a cookie": (401, lambda w, k: w.ask({"Cookie": f"key={k}"})),
    "a key in a header of our invention": (401, lambda w, k: w.ask({"X-Api-Key": k})),
    "any word to completions": (
        401,
        lambda w, k: w.client().get("/v1/models", headers=bearer("sk-anything")),
    ),
    "a key for figures without leave": (
        403,
        lambda w, k: w.client().get("/metrics", headers=bearer(k)),
    ),
    "figures without a key": (401, lambda w, k: w.client().get("/metrics")),
    "figures said to be asked from here": (
        401,
        lambda w, k: w.client().get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}),
    ),
    "the calendar's name below another route": (
        401,
        lambda w, k: w.client().get("/api/v1/passages/x/deadlines.ics"),
    ),
    "capitals in the path": (404, lambda w, k: w.client().get("/API/v1/conversations")),
    "two slashes in the path": (
        404,
        lambda w, k: w.client().get(f"{OURS}//api/v1/conversations"),
    ),
    "escapes in the path": (401, lambda w, k: w.client().get("/%61pi/v1/conversations")),
    "an unknown route": (401, lambda w, k: w.client().get("/api/v1/admin")),
    "a foreign page that posts to the chat page": (
        403,
        lambda w, k: w.client().post(
            "/gradio_api/queue/join", json={}, headers={"Origin": "https://evil.example"}
        ),
    ),
    "a file for the chat page": (404, lambda w, k: w.client().post("/gradio_api/upload")),
    "code for the chat page": (404, lambda w, k: w.client().post("/gradio_api/vibe-code/")),
}


@pytest.mark.parametrize("name", KEY_ATTACKS)
def test_an_attack_on_keys_is_refused(world: World, name: str) -> None:
    status, attack = KEY_ATTACKS[name]

    answer = attack(world, world.keys[0])

    assert answer.status_code == status, answer.text
    assert "access-control-allow-origin" not in answer.headers
    assert "set-cookie" not in answer.headers


def test_a_revoked_key_ends_at_once(world: World) -> None:
    records = world.access.records
    key = records.add_key("short-lived", requests_per_minute=100)
    assert world.ask(bearer(key)).status_code == 200

    records.revoke_key("short-lived")

    answer = world.ask(bearer(key))
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_key_sees_only_the_conversations_it_began(world: World) -> None:
    mine, theirs = (bearer(key) for key in world.keys[:2])
    reply = world.ask(mine).json()
    conversation, receipt = reply["conversation_id"], reply["receipt"]["id"]
    client = world.client()
    path = f"/api/v1/conversations/{conversation}"
    rating = {"receipt_id": receipt, "rating": "up"}

    def listed(headers: dict[str, str]) -> list[str]:
        found = client.get("/api/v1/conversations", headers=headers).json()
        return [each["id"] for each in found["conversations"]]

    assert conversation in listed(mine)
    assert conversation not in listed(theirs)
    assert client.get(path, headers=theirs).status_code == 404
    assert client.delete(path, headers=theirs).status_code == 404
    assert client.post("/api/v1/feedback", json=rating, headers=theirs).status_code == 404
    again = world.ask(theirs, conversation_id=conversation).json()
    assert again["conversation_id"] != conversation
    resumed = world.ask({**theirs, "Last-Event-ID": f"{conversation}:1:0"})
    assert resumed.status_code == 404
    assert len(client.get(path, headers=mine).json()["turns"]) == 1
    assert client.delete(path, headers=mine).status_code == 204


def test_usage_of_keys_and_widgets_is_counted(world: World, reader: Reader) -> None:
    records = world.access.records
    key = records.add_key("counted", requests_per_minute=100)
    for _ in range(3):
        world.ask(bearer(key))
    record = records.key(key)
    widget = records.widget(reader.widget)
    assert record is not None
    assert widget is not None

    assert records.usage(record.owner).today == 3
    assert records.usage(widget.owner).total == 1


def test_figures_are_for_a_key_with_leave_and_for_this_machine(world: World) -> None:
    answer = world.client().get("/metrics", headers=bearer(world.keys[2]))
    here = world.client("127.0.0.1").get("/metrics")

    assert "hukou_http_requests_total" in answer.text
    assert here.status_code == 200
    assert QUESTION["question"].split()[0] not in answer.text


def test_the_page_and_the_calendar_need_no_key(world: World) -> None:
    client = world.client()

    assert client.get("/").status_code == 200
    assert client.get("/healthz").status_code == 200
    assert client.get("/api/v1/receipts/none/deadlines.ics").status_code == 404
    assert client.post("/gradio_api/queue/join", json={}).status_code == 422


def test_what_is_closed_is_said_at_the_start(world: World) -> None:
    assert any(line.startswith("API: open to") for line in world.access.notices())
