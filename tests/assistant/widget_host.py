"""Pages on ports of their own that embed the widget, and the real server that it asks."""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import time

from playwright.sync_api import BrowserContext, expect, sync_playwright

from assistant.reach import Reach
from assistant.tokens import Tokens
from assistant.wiring import Knowledge
from tests.assistant.serving import make_access, make_small, running, served
from tests.assistant.test_page import CHROMIUM_FLAGS

NARROW_LIMIT = 3
PATIENCE_MS = 20_000  # of what is awaited, on a machine that does much else


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

        def log_request(self, *_: object) -> None:
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


@dataclass(slots=True)
class Wire:
    """A connection to a server that can go dead after the first event of a stream.

    Attributes:
        address: to use in place of the server's.
        armed: set, the next stream stops after its first event; cleared when it does.
        cut: set, a stream that stopped goes dead.
    """

    address: str
    armed: Event = field(default_factory=Event)
    cut: Event = field(default_factory=Event)


@contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    """A wire to a server of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
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
    """As `_pump`, but an armed wire lets one whole event through, waits, and goes dead.

    The server is read to its last event before, so that whoever asks again finds the turn kept.
    """
    with source, target, suppress(OSError):
        while data := source.recv(65536):
            if not (wire.armed.is_set() and b"event: sentence" in data):
                target.sendall(data)
                continue
            wire.armed.clear()
            target.sendall(data[: data.find(b"\n\n", data.find(b"event: sentence")) + 2])
            wire.cut.wait()
            while b"event: reply" not in data and (more := source.recv(65536)):
                data += more
            target.shutdown(socket.SHUT_RDWR)
            source.shutdown(socket.SHUT_RDWR)


@dataclass(slots=True)
class Host:
    """The server, and the pages that embed its widget.

    Attributes:
        address: of the server.
        widget: id of the record that admits `site`.
        narrow_widget: id of one that admits it too, but takes `NARROW_LIMIT` calls a minute.
        site: where it is admitted.
        stranger: where it is not.
        wire: another address of the server.
        ahead_seconds: how far the clock that tokens are read by is ahead.
    """

    address: str
    widget: str
    narrow_widget: str
    site: Site
    stranger: Site
    wire: Wire
    ahead_seconds: float = 0

    def element(self, attributes: str = 'lang="en"', *, widget: str | None = None) -> str:
        """The element as its documentation writes it."""
        return f'<hukou-assistant widget="{widget or self.widget}" {attributes}></hukou-assistant>'

    def page(
        self,
        attributes: str = 'lang="en"',
        *,
        widget: str | None = None,
        address: str | None = None,
        language: str = "en",
        direction: str = "ltr",
        head: str = "",
        around: str = "ELEMENT",
        script: str = "",
    ) -> str:
        """A page that embeds it.

        Args:
            address: that the script comes from, if not the server's own.
            around: what stands around the element.
            script: more attributes of the script.
        """
        element = self.element(attributes, widget=widget)
        return (
            f'<!doctype html><html lang="{language}" dir="{direction}"><head>'
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            f"<title>A page</title>{head}"
            f'<script src="{address or self.address}/widget.js" defer {script}></script>'
            f"</head><body>{around.replace('ELEMENT', element)}</body></html>"
        )


@contextmanager
def hosting(knowledge: Knowledge) -> Iterator[Host]:
    """The real server over this knowledge, a site that it admits and one that it does not."""
    with ExitStack() as stack:
        site, stranger = (stack.enter_context(serving_site()) for _ in range(2))
        hosts: list[Host] = []
        tokens = Tokens("s" * 43, now=lambda: time() + hosts[0].ahead_seconds)
        access = replace(make_access(Reach("127.0.0.1", per_address=10_000)), tokens=tokens)
        stack.callback(access.records.close)
        widget, narrow = (
            access.records.add_widget(name, [site.origin], requests_per_minute=limit).id
            for name, limit in (("wide", 10_000), ("narrow", NARROW_LIMIT))
        )
        assistant = make_small(knowledge)
        stack.callback(assistant.conversations.close)
        app = served(knowledge, access, assistant=assistant, demo=True)
        address = stack.enter_context(running(app))
        wire = stack.enter_context(wire_to(int(address.rpartition(":")[2])))
        hosts.append(Host(address, widget, narrow, site, stranger, wire))
        yield hosts[0]


@contextmanager
def browsing() -> Iterator[BrowserContext]:
    """The browser that the tests are given; each page has a sessionStorage of its own."""
    with sync_playwright() as playwright:
        flags = [*CHROMIUM_FLAGS, "--renderer-process-limit=1"]
        path = os.environ.get("CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        context.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        yield context
        expect.set_options(timeout=None)
        browser.close()
