"""Pages on ports of their own that embed the widget, and a wire that can be cut."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import uvicorn
from fastapi import FastAPI


@dataclass(slots=True)
class Site:
    """A web site of somebody else.

    Attributes:
        origin: as its pages' browser sends it.
        pages: (HTML, Content-Security-Policy or "") by path; may be added to while it serves.
    """

    origin: str
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    def put(self, path: str, html: str, policy: str = "") -> str:
        """Add a page; returns its address."""
        self.pages[path] = (html, policy)
        return self.origin + path


@contextmanager
def serving_site() -> Iterator[Site]:
    """A site on a free port."""
    pages: dict[str, tuple[str, str]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, policy = pages.get(self.path, ("", ""))
            body = html.encode()
            self.send_response(200 if html else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", pages)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serving_app(app: FastAPI, listener: socket.socket) -> Iterator[None]:
    """The app behind a socket that listens already: who comes early waits in its queue."""
    config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def listening() -> socket.socket:
    """A socket on a free port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    return listener


@dataclass(slots=True)
class Wire:
    """A connection to a server that goes dead once, after the first event of a stream.

    Attributes:
        address: to use in place of the server's.
        armed: set, the next stream is cut; cleared by the cut.
        cuts: how many there were.
    """

    address: str
    armed: Event = field(default_factory=Event)
    cuts: int = 0


@contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    """A wire to a server of this machine."""
    with listening() as listener:
        wire = Wire(f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread = Thread(target=_accept, args=(listener, port, wire), daemon=True)
        thread.start()
        try:
            yield wire
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _accept(listener: socket.socket, port: int, wire: Wire) -> None:
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        far = socket.create_connection(("127.0.0.1", port))
        Thread(target=_pump, args=(near, far), daemon=True).start()
        Thread(target=_pump_back, args=(far, near, wire), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def _pump_back(source: socket.socket, target: socket.socket, wire: Wire) -> None:
    """As `_pump`, but an armed wire lets one whole event through and then goes dead."""
    with source, target, suppress(OSError):
        while data := source.recv(65536):
            end = data.find(b"\n\n", data.find(b"event: sentence"))
            if wire.armed.is_set() and b"event: sentence" in data:
                wire.armed.clear()
                wire.cuts += 1
                target.sendall(data[: end + 2])
                return
            target.sendall(data)
