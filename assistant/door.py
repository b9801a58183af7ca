"""What every request passes first: its id, its size, who it is from, and how often they ask."""

import asyncio
import logging
import re
import time
import uuid
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access import METRICS, Access, Caller
from assistant.errors import Forbidden, RateLimited, StoreUnusable
from assistant.limits import Limiter, check, limit_headers
from assistant.problems import error_response, http_response
from assistant.telemetry import Telemetry
from corpus.errors import AssistantError

BODY_BYTES = 64 * 1024
PAGE_BODY_BYTES = 4 * 2**20  # the chat page sends its whole conversation with each question
HEADER_BYTES = 16 * 1024
BODY_SECONDS = 10.0
PAGE_POLICY = "frame-ancestors 'self'"
UVICORN_OPTIONS: dict[str, Any] = {  # beside host and port; passed on as they are
    "log_level": "warning",
    "http": "h11",  # it bounds what it holds of a request not yet whole
    "h11_max_incomplete_event_size": 2 * HEADER_BYTES,
    "proxy_headers": False,  # believed only from HUKOU_TRUSTED_PROXIES, see app.py
    "server_header": False,
    "timeout_keep_alive": 20,
    "timeout_graceful_shutdown": 5,
}
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_API = ("/api/", "/v1/")
_PAGE_API = "/gradio_api/"
_PAGE_POSTS = re.compile(r"/gradio_api/(queue/|run/|cancel|reset)")  # it takes no files, say
_CORS_EXPOSED = "X-Request-Id, RateLimit, RateLimit-Policy, Retry-After"
_CORS_PREFLIGHT = {
    "access-control-allow-methods": "GET, POST, DELETE",
    "access-control-allow-headers": "Authorization, Content-Type, Last-Event-ID, X-Request-Id",
    "access-control-max-age": "600",
}
_log = logging.getLogger(__name__)


class Door:
    """ASGI middleware around the whole app.

    Routes find `request_id` and `caller` in `request.state`; a request that is turned away never
    reaches one.
    """

    def __init__(
        self, app: ASGIApp, *, access: Access, limiter: Limiter, telemetry: Telemetry
    ) -> None:
        self._app = app
        self._access = access
        self._limiter = limiter
        self._telemetry = telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "websocket":  # nothing here speaks it
            await send({"type": "websocket.close"})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500
        request = Request(scope)
        headers = _first_headers(request)

        async def sealed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _seal(message, headers)
            await send(message)

        try:
            answer = await self._turned_away(request, headers)
            if answer is not None:
                await answer(scope, receive, sealed)
            else:
                await self._app(scope, _bounded(request, receive), sealed)
        finally:
            seconds = time.perf_counter() - began
            self._telemetry.request(_route(scope), request.method, status, seconds)

    async def _turned_away(self, request: Request, headers: dict[str, str]) -> Response | None:
        """The answer to a request that goes no further; None for one that may."""
        try:
            _check_shape(request)
            self._access.check_address(request)
            if _is_api(request):
                headers |= await run_in_threadpool(self._cross_origin, request)
            if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
                return self._preflight(request, headers)
            request.state.caller = await run_in_threadpool(self._admit, request, headers)
        except AssistantError as error:
            if isinstance(error, RateLimited):
                self._telemetry.limited(error.policy)
            return error_response(request, error)
        except HTTPException as error:
            return http_response(request, error)
        return None

    def _admit(self, request: Request, headers: dict[str, str]) -> Caller:
        """Who asks, once counted; who cannot say counts on the address."""
        counts = _is_api(request) or request.method not in ("GET", "HEAD")
        try:
            caller = self._access.admit(request)
        except AssistantError:
            standings = self._limiter.take([self._access.address(request)])
            headers |= limit_headers(standings)
            check(standings)
            raise
        if counts:
            standings = self._limiter.take(caller.policies)
            headers |= limit_headers(standings)
            check(standings)
        try:
            self._access.count(caller)
        except StoreUnusable as error:
            _log.warning("a request was taken but not counted: %s → %s", error, error.hint)
        return caller

    def _cross_origin(self, request: Request) -> dict[str, str]:
        """What lets pages of admitted origins, and no others, read the answer."""
        origin = request.headers.get("origin")
        if origin is None or not self._access.admits_origin(origin):
            return {}
        return {
            "access-control-allow-origin": origin,
            "access-control-expose-headers": _CORS_EXPOSED,
        }

    def _preflight(self, request: Request, headers: Mapping[str, str]) -> Response:
        if "access-control-allow-origin" not in headers:
            origin = request.headers.get("origin")
            raise Forbidden(
                f"pages of {origin!r} may not call this",
                hint="`hukou widget add NAME --origin ORIGIN` admits a site",
            )
        return Response(status_code=204, headers=_CORS_PREFLIGHT)


def _first_headers(request: Request) -> dict[str, str]:
    """The headers of every response; those of its kind join them on the way."""
    given = request.headers.get("x-request-id", "")
    request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
    headers = {
        "x-request-id": request_id,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }
    if _is_api(request):
        headers |= {"vary": "Origin", "cross-origin-resource-policy": "same-origin"}
        headers |= {"cache-control": "no-store"}
    request.state.request_id, request.state.headers = request_id, headers
    return headers


def _seal(message: Message, headers: Mapping[str, str]) -> None:
    """Put our headers on; what the parts inside say of other origins or cookies goes."""
    found = MutableHeaders(scope=message)
    for name in set(found):
        if name.startswith("access-control-") and name not in _CORS_PREFLIGHT:
            del found[name]
    del found["set-cookie"]
    for name, value in headers.items():
        found[name] = value
    if found.get("content-type", "").startswith("text/html"):
        found.setdefault("content-security-policy", PAGE_POLICY)


def _check_shape(request: Request) -> None:
    """Refuse what is too large, before it is read, and what the chat page never sends."""
    if sum(len(name) + len(value) for name, value in request.headers.raw) > HEADER_BYTES:
        raise HTTPException(431, f"the headers are longer than {HEADER_BYTES} bytes")
    path = request.url.path
    posts = path.startswith(_PAGE_API) and request.method == "POST"
    if posts and not _PAGE_POSTS.match(path):
        raise HTTPException(404, "the chat page has no use for this route")
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > _most_bytes(request):
        raise HTTPException(413, f"the body is longer than {_most_bytes(request)} bytes")


def _bounded(request: Request, receive: Receive) -> Receive:
    """`receive`, for a body that is neither too long nor too slow."""
    most, read, whole = _most_bytes(request), 0, False
    until = time.monotonic() + BODY_SECONDS

    async def bounded() -> Message:
        nonlocal read, whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout(until - time.monotonic()):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408, f"the body took over {BODY_SECONDS:.0f} seconds") from error
        whole = not message.get("more_body", False)
        read += len(message.get("body", b""))
        if read > most:
            raise HTTPException(413, f"the body is longer than {most} bytes")
        return message

    return bounded


def _most_bytes(request: Request) -> int:
    return PAGE_BODY_BYTES if request.url.path.startswith(_PAGE_API) else BODY_BYTES


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(_API) or request.url.path == METRICS


def _route(scope: Scope) -> str:
    """The route as it is declared."""
    path = getattr(scope.get("route"), "path", None)
    return str(path) if path else "page"
