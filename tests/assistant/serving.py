"""Servers for tests: the whole app over the small corpus, in the process or behind a real socket."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.access import Access
from assistant.app import make_app
from assistant.door import UVICORN_OPTIONS
from assistant.limits import Limiter
from assistant.pipeline import Assistant
from assistant.reach import Reach
from assistant.records import Records
from assistant.render import Renderer
from assistant.settings import Settings
from assistant.tokens import Tokens
from assistant.wiring import Knowledge, make_assistant
from tests.conftest import TODAY, free_port

OPEN = Reach("127.0.0.1")
PUBLIC = Reach("0.0.0.0", per_address=100_000)
SITE, OTHER_SITE = "https://uni.example", "https://firm.example:8443"
OURS = "http://ask.example"  # how the public server of the tests is addressed
QUESTION = {"question": "How soon must a foreigner register after moving in?"}


def make_small(small: Knowledge) -> Assistant:
    """An assistant of its own over the small corpus, keeping conversations in memory."""
    return make_assistant(Settings(conversation_days=0), small, today=lambda: TODAY)


def make_access(reach: Reach, **more: Any) -> Access:
    """Access with nothing allowed yet, its records in memory."""
    return Access(reach, Records(None), Tokens("s" * 43), **more)


def served(
    small: Knowledge, access: Access, *, assistant: Assistant | None = None, demo: bool = False
) -> FastAPI:
    """The whole app; made in a running loop, else gradio begins loops that it never closes."""

    async def made() -> FastAPI:
        renderer = Renderer(small.places, small.corpus.instruments)
        return make_app(assistant or make_small(small), renderer, access, Limiter(), demo=demo)

    return asyncio.run(made())


def client_of(app: FastAPI, base: str = "http://127.0.0.1:7860", address: str = "127.0.0.1") -> Any:
    """A client inside the process, coming from an address."""
    return TestClient(app, base, client=(address, 50_000), raise_server_exceptions=False)


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """The address of the app behind a real socket."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, **UVICORN_OPTIONS))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        transport = httpx.HTTPTransport(retries=20)
        with httpx.Client(transport=transport) as client:
            client.get(f"http://127.0.0.1:{port}/healthz").raise_for_status()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@dataclass(slots=True)
class World:
    """A public server with two sites and two programs.

    Attributes:
        keys: of two programs; the third may read figures.
        ahead_seconds: how far the clock of the tokens runs ahead.
    """

    app: FastAPI
    access: Access
    assistant: Assistant
    keys: tuple[str, str, str]
    ahead_seconds: float = 0

    def client(self, address: str = "203.0.113.7") -> Any:
        """A client elsewhere."""
        return client_of(self.app, OURS, address)

    def widget(self, name: str, origin: str = SITE) -> str:
        """The id of a new widget."""
        return self.access.records.add_widget(name, [origin], requests_per_minute=10_000).id

    def session(self, widget: str, origin: str = SITE, **more: str) -> dict[str, Any]:
        """A session as a page opens it."""
        body = {"widget": widget, **more}
        answer = self.client().post("/api/v1/widget/session", json=body, headers={"Origin": origin})
        answer.raise_for_status()
        opened: dict[str, Any] = answer.json()
        return opened

    def ask(self, headers: dict[str, str], **more: Any) -> httpx.Response:
        """A question."""
        answer: httpx.Response = self.client().post(
            "/api/v1/chat", json={**QUESTION, **more}, headers=headers
        )
        return answer

    def close(self) -> None:
        """Let go of what is kept."""
        self.access.records.close()
        self.assistant.conversations.close()


def make_world(small: Knowledge) -> World:
    """A public server with programs; sites are added by the tests."""
    records = Records(None)
    keys = [
        records.add_key(name, requests_per_minute=10_000, metrics=name == "figures")
        for name in ("one", "two", "figures")
    ]
    assistant = make_small(small)
    worlds: list[World] = []
    tokens = Tokens("s" * 43, now=lambda: time.time() + worlds[0].ahead_seconds)
    access = Access(PUBLIC, records, tokens)
    app = served(small, access, assistant=assistant)
    worlds.append(World(app, access, assistant, (keys[0], keys[1], keys[2])))
    return worlds[0]


def bearer(token: str, origin: str | None = None) -> dict[str, str]:
    """The headers of a program, or of a page of this origin."""
    return {"Authorization": f"Bearer {token}"} | ({"Origin": origin} if origin else {})
