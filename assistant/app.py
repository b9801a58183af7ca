"""Chat page and API in one FastAPI app; the one table from errors to HTTP statuses."""

from importlib.metadata import version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from assistant.access import is_loopback
from assistant.api import make_routes
from assistant.errors import NotFound, ReplyError
from assistant.page import mount_page
from assistant.pipeline import Assistant
from assistant.render import Renderer
from corpus.errors import AssistantError

STATUS_OF: dict[type[AssistantError], int] = {ReplyError: 422, NotFound: 404}
_TITLES = {404: "Not found", 422: "The request cannot be taken", 500: "Something is broken"}


def make_app(assistant: Assistant, renderer: Renderer, *, host: str) -> FastAPI:
    """The whole server.

    Args:
        host: the address listened on; on loopback only requests addressed to it are taken, so
            that no other site can reach it through a name of its own.
    """
    app = FastAPI(
        title="Hukou assistant",
        version=version("hukou-assistant"),
        description="Cited answers about hukou, residence permits and foreigner procedures in "
        "China. Information, not legal advice.",
    )
    if is_loopback(host):
        app.add_middleware(
            TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", host]
        )
    app.include_router(make_routes(assistant))

    @app.exception_handler(AssistantError)
    def broken(request: Request, error: AssistantError) -> JSONResponse:
        status = next((s for kind, s in STATUS_OF.items() if isinstance(error, kind)), 500)
        return _problem(request, status, str(error), error.hint)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return _problem(request, 422, f"{where}: {first['msg']}", "see /openapi.json")

    mount_page(app, assistant, renderer)
    return app


def _problem(request: Request, status: int, detail: str, hint: str) -> JSONResponse:
    """Problem details, RFC 9457."""
    body = {
        "type": "about:blank",
        "title": _TITLES[status],
        "status": status,
        "detail": detail,
        "hint": hint,
        "instance": request.url.path,
    }
    return JSONResponse(body, status, media_type="application/problem+json")
