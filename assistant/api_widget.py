"""The routes of the widget: its session, its file, and a page that holds it for frames."""

import hashlib
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from assistant import api_schema as schema
from assistant.access import SESSION, Access
from assistant.errors import NotFound
from assistant.holders import WidgetRecord
from assistant.tokens import LIFETIME_SECONDS

_WEB = File(__file__).parent / "web"
_EMBED_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_CACHED = {"cache-control": "public, max-age=300", "cross-origin-resource-policy": "cross-origin"}
_WIDGET_ID = "q8Zk2mYx0wAb"
_EXAMPLE: JsonDict = {"widget": _WIDGET_ID}


class SessionRequest(BaseModel):
    """Which widget; the page is known by its Origin header."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    widget: str | None = Field(None, max_length=100, description="id of its record, if it has one")
    token: str | None = Field(
        None,
        max_length=2000,
        description="an earlier one of the same widget and origin, up to a day old: its "
        "conversation goes on",
    )


class DefaultsShape(BaseModel):
    """What the widget assumes where its page says nothing."""

    status: str | None
    place: str | None
    language: str | None


class SessionShape(BaseModel):
    """A token for the calls of this page, and the conversation it is bound to."""

    token: str
    expires_in: int = Field(description="seconds")
    conversation_id: str
    widget: DefaultsShape


def widget_routes(access: Access) -> APIRouter:
    """Session, script and the page for frames."""
    routes = APIRouter(tags=["widget"])
    _add_files(routes, access)

    @routes.post(
        SESSION,
        summary="Open or renew a widget's session",
        response_model=SessionShape,
        responses={
            200: schema.answer("The session", _SESSION),
            **schema.errors(instance=SESSION),
        },
    )
    def session(body: SessionRequest, request: Request) -> dict[str, Any]:
        """For pages whose exact origin may embed the widget; every other is refused."""
        opened = access.begin(request, body.widget or "", body.token)
        return {
            "token": opened.token,
            "expires_in": LIFETIME_SECONDS,
            "conversation_id": opened.conversation_id,
            "widget": _defaults(opened.record),
        }

    return routes


def _add_files(routes: APIRouter, access: Access) -> None:
    @routes.get(
        "/widget.js", summary="The widget", response_class=Response, responses=_SCRIPT_RESPONSES
    )
    def script(request: Request) -> Response:
        """One custom element, <hukou-assistant>, for any page."""
        content = (_WEB / "widget.js").read_bytes()
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {**_CACHED, "etag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="text/javascript", headers=headers)

    @routes.get(
        "/embed",
        summary="A page that is only the widget, for frames",
        response_class=HTMLResponse,
        responses={
            200: schema.answer("The page", "<!doctype html>…", media_type="text/html"),
            **schema.errors(404, instance="/embed"),
        },
    )
    def embed(
        widget: Annotated[str, Query(max_length=100, examples=[_WIDGET_ID])] = "",
    ) -> HTMLResponse:
        """May be framed by the origins of the widget's record, or of HUKOU_WIDGET_ORIGINS."""
        framers = access.framers(widget)
        if framers is None:
            raise NotFound(
                f"no widget {widget!r} is in use", hint="`hukou widget list` shows their ids"
            )
        policy = " ".join([_EMBED_POLICY, *framers])
        page = (_WEB / "embed.html").read_text(encoding="utf-8")
        return HTMLResponse(page, headers={"content-security-policy": policy})


def _defaults(record: WidgetRecord | None) -> dict[str, str | None]:
    if record is None:
        return {"status": None, "place": None, "language": None}
    return {"status": record.status, "place": record.place, "language": record.language}


_SESSION = {
    "token": "WyJxOFprMm1ZeDB3QWIiLCJodHRwczovL2Eu….aSaVWg.…",
    "expires_in": LIFETIME_SECONDS,
    "conversation_id": schema.CONVERSATION_ID,
    "widget": {"status": "foreigner", "place": "cn/shanghai", "language": "en"},
}
_SCRIPT_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: schema.answer("The script", '"use strict"; …', media_type="text/javascript"),
    304: {"description": "Not changed since the ETag sent"},
    **schema.errors(instance="/widget.js"),
}
