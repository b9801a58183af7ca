"""Servers for tests: the whole app over the small corpus, in the process or behind a real socket."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.access import Access
from assistant.app import make_app
from assistant.conversations import Conversations
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
PUBLIC = Reach("0.0.0.0", per_address=1000)
SITE = "https://uni.example"
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
    """The whole app."""
    renderer = Renderer(small.places, small.corpus.instruments)
    return make_app(assistant or make_small(small), renderer, access, Limiter(), demo=demo)


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
