"""Chat page, API and widget in one FastAPI app."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.access import Access
from assistant.api import chat_routes, passage_routes
from assistant.api_conversations import conversation_routes, feedback_routes
from assistant.api_openai import openai_routes
from assistant.api_schema import Problem
from assistant.api_service import service_routes
from assistant.api_widget import widget_routes
from assistant.door import Door
from assistant.limits import Limiter
from assistant.page import mount_page
from assistant.pipeline import Assistant
from assistant.problems import broken_response, error_response, http_response, invalid_response
from assistant.render import Renderer
from assistant.telemetry import Telemetry
from corpus.errors import AssistantError

_DESCRIPTION = (
    "Cited answers about hukou, residence permits and foreigner procedures in China. Information, "
    "not legal advice. On loopback no key is needed; elsewhere programs send "
    "`Authorization: Bearer hk_…`, widgets the token of their session."
)
_BESIDE_THE_API = (
    "/api",
    "/v1",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/widget.js",
    "/embed",
)


def make_app(
    assistant: Assistant,
    renderer: Renderer,
    access: Access,
    limiter: Limiter,
    *,
    demo: bool = False,
) -> FastAPI:
    """The whole server.

    Args:
        access: who may reach it, and as whom.
        demo: show the demo pages of the widget too.
    """
    app = FastAPI(
        title="Hukou assistant",
        version=version("hukou-assistant"),
        description=_DESCRIPTION,
        docs_url=None,  # it would load scripts from elsewhere
        redoc_url=None,
    )
    telemetry = Telemetry(lambda: assistant.conversations.lost)
    assistant.listeners.append(telemetry.reply)
    if assistant.model is not None:
        assistant.model.counters.show_in(telemetry.registry)
    routers = (
        chat_routes(assistant),
        passage_routes(assistant, renderer),
        conversation_routes(assistant),
        feedback_routes(assistant),
        openai_routes(assistant, renderer),
        widget_routes(access),
        service_routes(assistant, telemetry),
    )
    for router in routers:
        app.include_router(router)
    _add_errors(app)
    _add_unknown(app, [route for router in routers for route in router.routes])
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]  # as FastAPI documents it
    app.add_middleware(Door, access=access, limiter=limiter, telemetry=telemetry)
    if access.reach.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(access.reach.proxies))
    if demo:
        from assistant.demo import mount_demo

        mount_demo(app)
    mount_page(app, assistant, renderer)
    return app


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(AssistantError)
    def ours(request: Request, error: AssistantError) -> Response:
        return error_response(request, error)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        return invalid_response(request, error)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        return http_response(request, error)

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:  # noqa: ARG001  # logged by uvicorn
        return broken_response(request)


def _add_unknown(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """Answer below /api and /v1 what no route takes, before the chat page does as it takes all."""
    unknown = _Unknown(routes)
    for path in ("/api/{rest:path}", "/v1/{rest:path}", *_BESIDE_THE_API):
        app.router.routes.append(Route(path, unknown, include_in_schema=False))


class _Unknown:
    """ASGI app: 405 where a route takes other methods, else 404."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._routes = routes

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        scope = {**scope, "path_params": {}}
        there = [route for route in self._routes if route.matches(scope)[0] is Match.PARTIAL]
        methods = {method for route in there for method in getattr(route, "methods", ())}
        if scope["path"] == "/openapi.json":
            methods = {"GET", "HEAD"}
        if methods:
            raise HTTPException(
                405,
                f"{scope['method']} is not taken here",
                {"allow": ", ".join(sorted(methods))},
            )
        raise HTTPException(404, f"no route {scope['path']}")


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The description, with what FastAPI does not gather itself: problems and credentials."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        parts = found["components"]
        parts["schemas"]["Problem"] = Problem.model_json_schema()
        parts["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
        found["security"] = [{}, {"bearer": []}]
        app.openapi_schema = found
    return app.openapi_schema
