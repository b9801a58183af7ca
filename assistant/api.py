"""The routes of /api/v1 that answer, and what an answer names: decode, call, encode."""

import json
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool
from pydantic.config import JsonDict

from assistant import api_schema as schema
from assistant.access import Caller
from assistant.api_events import EVENT_ID, asked_events, event, event_stream, kept_events
from assistant.calendar_file import calendar_file
from assistant.errors import Forbidden, NotFound
from assistant.owner import Owner
from assistant.pipeline import Assistant
from assistant.render import Renderer
from assistant.reply import Forgettable, Question, ReplyLanguage
from assistant.reply_json import deadlines_from, reply_json, source_json
from corpus.statement import Status

_QUESTION = "How soon must I register with the police after moving into a friend's flat?"
_EXAMPLE: JsonDict = {"question": _QUESTION, "status": "foreigner"}
_STREAM_EXAMPLE = event(
    "sentence",
    f"{schema.CONVERSATION_ID}:1:1",
    {**schema.SENTENCE, "cited": [schema.CITATION]},
) + event("reply", f"{schema.CONVERSATION_ID}:1:2", schema.REPLY)


def as_text(value: object) -> object:
    """A day is written as text, not as seconds since 1970."""
    if value is not None and not isinstance(value, str):
        raise ValueError("write a day as 2026-11-22")
    return value


class ChatRequest(BaseModel):
    """A question, and what the person chose in a form."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    question: str = Field(min_length=1, max_length=20_000)
    conversation_id: str | None = Field(None, max_length=100)
    status: Status | None = None
    place: str | None = Field(None, max_length=100, description="path or name of a place")
    language: ReplyLanguage | None = None
    as_of: Annotated[date | None, BeforeValidator(as_text)] = Field(
        None, description="the day asked about; today where absent"
    )
    forget: list[Forgettable] = Field([], max_length=10)
    stream: StrictBool = Field(False, description="server-sent events: sentence …, reply")


class PlacedSourceShape(schema.SourceShape):
    """A source, and how a person reads its locator: "Art. 39(2)", 第39条第2款."""

    where: str


class PassageShape(BaseModel):
    """A passage, and the id of the same in the other language."""

    id: str
    text: str
    document: str
    title: str
    sources: list[PlacedSourceShape]
    scope: dict[str, Any]  # place and statuses
    pair: str | None


def caller_of(request: Request) -> Caller:
    """Who asks, as the door found out."""
    caller: Caller = request.state.caller
    return caller


CallerOf = Annotated[Caller, Depends(caller_of)]


def may_see(conversation_id: str | None, owner: Owner) -> None:
    """Refuse a widget any conversation but its own.

    Raises:
        Forbidden: its token is bound to another.
    """
    if conversation_id is not None and owner.only not in (None, conversation_id):
        raise Forbidden(
            "the token is for another conversation",
            hint="take conversation_id as POST /api/v1/widget/session gave it, or leave it out",
        )


def chat_routes(assistant: Assistant) -> APIRouter:
    """Asking."""
    routes = APIRouter(tags=["chat"])

    @routes.post(
        "/api/v1/chat",
        summary="Ask one question",
        responses={
            200: schema.answer("The Reply, or its events", schema.REPLY)
            | {
                "model": schema.ReplyShape,
                "content": {
                    "application/json": {"example": schema.REPLY},
                    "text/event-stream": {"example": _STREAM_EXAMPLE},
                },
            },
            **schema.errors(404, instance="/api/v1/chat"),
        },
    )
    def chat(
        body: ChatRequest,
        request: Request,
        caller: CallerOf,
        last_event_id: Annotated[
            str | None,
            Header(
                description="id of the last event received: sends the rest of that kept turn, "
                "asks nothing",
                pattern=EVENT_ID,
                examples=[f"{schema.CONVERSATION_ID}:1:1"],
            ),
        ] = None,
    ) -> Response:
        """One Reply as JSON, or its sentences as they are checked and then the Reply.

        A conversation goes on under its `conversation_id`; an id that is not known, or another's,
        begins a new one.
        """
        may_see(body.conversation_id, caller.owner)
        if last_event_id is not None:
            return event_stream(request, kept_events(assistant, last_event_id, caller.owner))
        question = Question(
            text=body.question,
            conversation_id=body.conversation_id,
            status=body.status,
            place=body.place,
            language=body.language,
            as_of=body.as_of,
            forget=tuple(body.forget),
            owner=caller.owner,
        )
        if body.stream:
            return event_stream(request, asked_events(assistant, question))
        text = json.dumps(reply_json(assistant.reply(question)), ensure_ascii=False)
        return Response(text, media_type="application/json")

    return routes


def passage_routes(assistant: Assistant, renderer: Renderer) -> APIRouter:
    """Reading what a reply named."""
    routes = APIRouter()

    @routes.get(
        "/api/v1/passages/{passage_id:path}",
        summary="One passage",
        tags=["passages"],
        response_model=PassageShape,
        responses={
            200: schema.answer("The passage", _PASSAGE),
            **schema.errors(404, instance="/api/v1/passages/cn/none"),
        },
    )
    def passage(
        passage_id: Annotated[str, Path(examples=[schema.PASSAGE_ID])],
    ) -> dict[str, Any]:
        """The passage that a citation names; write the # of its id as %23."""
        found = assistant.retriever.passage(passage_id)
        if found is None:
            raise NotFound(
                f"no passage {passage_id!r}", hint="take the passage_id of a citation, # as %23"
            )
        pair = assistant.retriever.pair(found)
        sources = assistant.gate.sources(found, found.verified_on or assistant.today())
        return {
            "id": found.id,
            "text": found.text,
            "document": found.document,
            "title": found.title,
            "sources": [
                source_json(source) | {"where": renderer.where(source, found.language)}
                for source in sources
            ],
            "scope": {"place": found.place, "statuses": [s.value for s in found.statuses]},
            "pair": pair.id if pair else None,
        }

    @routes.get(
        "/api/v1/receipts/{receipt_id}/deadlines.ics",
        summary="The deadlines of a kept reply, as a calendar file",
        tags=["chat"],
        response_class=Response,
        responses={
            200: schema.answer("The file", "BEGIN:VCALENDAR\r\n…", media_type="text/calendar"),
            **schema.errors(404, instance="/api/v1/receipts/none/deadlines.ics"),
        },
    )
    def calendar(receipt_id: Annotated[str, Path(examples=[schema.RECEIPT_ID])]) -> Response:
        """An event for each deadline that has a date (iCalendar, RFC 5545).

        A link in a browser carries no key: whoever knows the receipt's id may have the file.
        """
        turn = assistant.conversations.turn(receipt_id)
        due = deadlines_from(turn.reply) if turn else ()
        if not any(deadline.due for deadline in due):
            raise NotFound(
                f"no kept reply {receipt_id!r} has a dated deadline",
                hint="take receipt.id of a reply with deadlines; replies are kept for "
                "HUKOU_CONVERSATION_DAYS",
            )
        file = calendar_file(due, receipt_id, datetime.now(UTC))
        name = {"content-disposition": 'attachment; filename="deadlines.ics"'}
        return Response(file, media_type="text/calendar; charset=utf-8", headers=name)

    return routes


_PASSAGE = {
    "id": schema.PASSAGE_ID,
    "text": schema.QUOTE,
    "document": "cn/registering-where-you-stay",
    "title": "Registering where you stay (foreigners)",
    "sources": [{**schema.SOURCE, "where": "Art. 39(2)"}],
    "scope": {"place": "cn", "statuses": ["foreigner"]},
    "pair": "cn/registering-where-you-stay#within-24-hours.zh",
}
