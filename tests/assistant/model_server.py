"""An OpenAI-compatible server in a thread, whose model is a script."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from typing import Any, ClassVar

Data = Mapping[str, Any]  # what the prompt holds as JSON


@dataclass(frozen=True, slots=True)
class Act:
    """What the server does with one call.

    Attributes:
        text: what the model writes, in pieces of `size` characters.
        status: other than 200: an error, with `headers`.
        drops: ends the connection behind the text, without an end of the stream.
        hangs: says nothing more behind the text, until the server is closed.
        endless: writes the text again and again.
        raw: sent in place of the stream.
    """

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    size: int = 7
    drops: bool = False
    hangs: bool = False
    endless: bool = False
    raw: bytes | None = None


Script = Callable[[Data], Act]


class ModelServer(ThreadingHTTPServer):
    """Plays scripts; keeps what it was sent.

    Attributes:
        bodies: of all calls, in order.
        keys: that the calls carried.
        under_way: set once a call has come.
        closing: set when hanging calls must end.
    """

    daemon_threads = True

    def __init__(self, script: Script) -> None:
        self.script = script
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.under_way = threading.Event()
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ModelServer
    names: ClassVar = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        pass

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        body = json.loads(self.rfile.read(length))
        self.server.bodies.append(body)
        self.server.keys.append(self.headers.get("authorization", ""))
        self.server.under_way.set()
        act = self.server.script(json.loads(body["messages"][-1]["content"]))
        try:
            self._play(act)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the other side has heard enough

    def _play(self, act: Act) -> None:
        if act.status != 200:
            self._error(act)
            return
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        if act.raw is not None:
            self._chunk(act.raw)
        for text in repeat(act.text) if act.endless else (act.text,):
            for start in range(0, len(text), act.size):
                self._event({"content": text[start : start + act.size]})
        if act.hangs:
            self._hang()
        if act.drops or act.hangs:
            self.close_connection = True
            self.connection.close()
            return
        if act.raw is None:
            self._event(
                {}, usage={"prompt_tokens": 70, "completion_tokens": 30, "total_tokens": 100}
            )
            self._chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _hang(self) -> None:
        """Comments that keep the connection alive, as some servers send them, and no answer."""
        while not self.server.closing.wait(0.02):
            self._chunk(b": wait\n\n")

    def _error(self, act: Act) -> None:
        payload = json.dumps({"error": {"message": "no", "type": "error", "code": None}}).encode()
        self.send_response(act.status)
        for name, value in act.headers.items():
            self.send_header(name, value)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def _event(self, delta: Mapping[str, str], **more: object) -> None:
        choices = [] if more else [{"index": 0, "delta": delta, "finish_reason": None}]
        event = json.dumps({**self.names, "choices": choices, **more})
        self._chunk(f"data: {event}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


@contextmanager
def serving(script: Script) -> Iterator[ModelServer]:
    """The server, listening until the end of the block."""
    server = ModelServer(script)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def lines(sentences: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Sentences with their keys as a model writes them that does as it is told."""
    return "\n".join(
        json.dumps({"text": text, "keys": list(keys)}, ensure_ascii=False)
        for text, keys in sentences
    )


def key_of(data: Data, words: str) -> str:
    """The key of the passage that holds some words."""
    return next(str(p["key"]) for p in data["passages"] if words in p["text"])
