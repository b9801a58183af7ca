"""HTTP routes: decode, call, encode."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from assistant.calendar_file import calendar_file
from assistant.errors import NotFound
from assistant.pipeline import Assistant
from assistant.reply import (
    CheckedSentence,
    Forgettable,
    Question,
    ReplyLanguage,
)
from assistant.reply_json import (
    citation_json,
    deadlines_from,
    reply_json,
    sentence_json,
    source_json,
)
from corpus.statement import Status

_EXAMPLE: JsonDict = {
    "question": "How soon must I register with the police after moving into a friend's flat?",
    "status": "foreigner",
}


class ChatRequest(BaseModel):
    """A question, and what the person chose in a form."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    question: str = Field(min_length=1, max_length=20_000)
    conversation_id: str | None = Field(None, max_length=100)
    status: Status | None = None
    place: str | None = Field(None, max_length=100, description="path or name of a place")
    language: ReplyLanguage | None = None
    as_of: date | None = Field(None, description="the day asked about; today where absent")
    forget: list[Forgettable] = []
    stream: bool = Field(False, description="server-sent events: sentence …, reply")


def make_routes(assistant: Assistant) -> APIRouter:
    """The routes of design.md §5 that this version has."""
    routes = APIRouter()

    @routes.post("/api/v1/chat", summary="Ask one question", tags=["chat"])
    def chat(request: ChatRequest) -> Response:
        """One Reply as JSON, or its sentences as they are checked and then the Reply."""
        question = Question(
            text=request.question,
            conversation_id=request.conversation_id,
            status=request.status,
            place=request.place,
            language=request.language,
            as_of=request.as_of,
            forget=tuple(request.forget),
        )
        if request.stream:
            events = _events(assistant, question)
            first = next(events)  # raises before the answer starts, so the status can say so
            return StreamingResponse(_chain(first, events), media_type="text/event-stream")
        body = json.dumps(reply_json(assistant.reply(question)), ensure_ascii=False)
        return Response(body, media_type="application/json")

    _add_reading(routes, assistant)

    @routes.get("/healthz", summary="The process lives", tags=["service"])
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/readyz", summary="Questions can be answered", tags=["service"])
    def readyz() -> dict[str, Any]:
        return {"status": "ok", "collections": list(assistant.retriever.collections)}

    return routes


def _add_reading(routes: APIRouter, assistant: Assistant) -> None:
    """Routes that read what a reply named."""

    @routes.get("/api/v1/passages/{passage_id:path}", summary="One passage", tags=["passages"])
    def passage(
        passage_id: Annotated[
            str, Path(examples=["cn/registering-where-you-stay#within-24-hours.en"])
        ],
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
            "sources": [source_json(source) for source in sources],
            "scope": {"place": found.place, "statuses": [s.value for s in found.statuses]},
            "pair": pair.id if pair else None,
        }

    @routes.get(
        "/api/v1/receipts/{receipt_id}/deadlines.ics",
        summary="The deadlines of a kept reply, as a calendar file",
        tags=["chat"],
        response_class=Response,
    )
    def calendar(receipt_id: str) -> Response:
        """An event for each deadline that has a date (iCalendar, RFC 5545)."""
        turns = assistant.conversations.until(receipt_id)
        due = deadlines_from(turns[-1][1]) if turns else ()
        if not any(deadline.due for deadline in due):
            raise NotFound(
                f"no kept reply {receipt_id!r} has a dated deadline",
                hint="take receipt.id of a reply with deadlines; replies are kept for "
                "HUKOU_CONVERSATION_DAYS",
            )
        file = calendar_file(due, receipt_id, datetime.now(UTC))
        name = {"content-disposition": 'attachment; filename="deadlines.ics"'}
        return Response(file, media_type="text/calendar; charset=utf-8", headers=name)


def _events(assistant: Assistant, question: Question) -> Iterator[str]:
    event_id = ""
    for item in assistant.stream(question):
        if isinstance(item, CheckedSentence):
            event_id = item.event_id
            data = sentence_json(item.sentence)
            data |= {"cited": [citation_json(citation) for citation in item.citations]}
            yield _event("sentence", event_id, data)
        else:
            conversation, turn, number = (event_id or ":0:0").rsplit(":", 2)
            last = f"{conversation}:{turn}:{int(number) + 1}"
            yield _event("reply", last, reply_json(item))


def _event(name: str, event_id: str, data: dict[str, Any]) -> str:  # JSON has no narrower type
    return f"event: {name}\nid: {event_id}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
