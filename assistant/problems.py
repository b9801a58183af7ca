"""Errors as problem details (RFC 9457); the one table from errors to HTTP statuses."""

from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import (
    Forbidden,
    ModelUnavailable,
    NotFound,
    RateLimited,
    ReplyError,
    RequestRefused,
    StoreUnusable,
    Unauthorised,
)
from corpus.errors import AssistantError

MEDIA_TYPE = "application/problem+json"
STATUS_OF: dict[type[AssistantError], int] = {
    RequestRefused: 400,
    Unauthorised: 401,
    Forbidden: 403,
    NotFound: 404,
    ReplyError: 422,
    RateLimited: 429,
    ModelUnavailable: 503,
    StoreUnusable: 503,
}
_HINTS = {
    400: "send JSON as /openapi.json describes it",
    404: "/openapi.json lists every route",
    405: "the header Allow names the methods of this route",
    408: "send the request without a break",
    413: "send a shorter request",
}
_QUOTA = "https://iana.org/assignments/http-problem-types#quota-exceeded"
_OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
Json = dict[str, Any]  # JSON has no narrower type


def problem(
    request: Request, status: int, detail: str, hint: str, extra: Json | None = None
) -> Json:
    """The members of a problem; under /v1 also those that OpenAI's clients read.

    Args:
        extra: more members, as of a type other than about:blank.
    """
    body: Json = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "hint": hint,
        "instance": request.url.path,
        "request_id": getattr(request.state, "request_id", None),
        **(extra or {}),
    }
    if request.url.path.startswith("/v1/"):
        kind = "server_error" if status >= 500 else "invalid_request_error"
        body["error"] = {
            "message": f"{detail}: {hint}",
            "type": _OPENAI_TYPES.get(status, kind),
            "param": None,
            "code": None,
        }
    return body


def problem_of(request: Request, error: AssistantError) -> Json:
    """The problem that an error is."""
    status = next((s for kind, s in STATUS_OF.items() if isinstance(error, kind)), 500)
    extra = (
        {"type": _QUOTA, "violated-policies": [error.policy]}
        if (isinstance(error, RateLimited))
        else None
    )
    return problem(request, status, str(error), error.hint, extra)


def error_response(request: Request, error: AssistantError) -> JSONResponse:
    """The response to an error of ours."""
    body = problem_of(request, error)
    headers = {}
    if isinstance(error, Unauthorised):
        headers["www-authenticate"] = "Bearer"
    if isinstance(error, RateLimited):
        headers["retry-after"] = str(error.seconds)
    return _response(body, headers)


def http_response(request: Request, error: HTTPException) -> JSONResponse:
    """The response to an error of the framework: no such route or method, or a body cut short."""
    hint = _HINTS.get(error.status_code, "see /openapi.json")
    return _response(
        problem(request, error.status_code, str(error.detail), hint), dict(error.headers or {})
    )


def invalid_response(request: Request, error: RequestValidationError) -> JSONResponse:
    """The response to a request that is not as its schema says; the first fault is named."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return _response(problem(request, 422, f"{where}: {first['msg']}", "see /openapi.json"), {})


def broken_response(request: Request) -> JSONResponse:
    """The response where the program is at fault; the log has the rest under the request's id."""
    body = problem(
        request,
        500,
        "the server failed on this request",
        "try again; `hukou doctor` on the server, and its log, say more",
    )
    return _response(body, getattr(request.state, "headers", {}))


def _response(body: Json, headers: dict[str, str]) -> JSONResponse:
    return JSONResponse(body, body["status"], headers=headers, media_type=MEDIA_TYPE)
