"""The routes of kept conversations, and of what readers think of replies."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field, StrictInt
from pydantic.config import JsonDict

from assistant import api_schema as schema
from assistant.api import CallerOf, may_see
from assistant.errors import NotFound, ReplyError
from assistant.pipeline import Assistant
from assistant.privacy import mask

_ADDRESS = f"/api/v1/conversations/{schema.CONVERSATION_ID}"
_SUMMARY = {
    "id": schema.CONVERSATION_ID,
    "updated_at": "2026-11-22T08:30:00Z",
    "turns": 1,
    "first_question": "How soon must I register?",
}
_TURN = {"number": 1, "question": "How soon must I register?", "reply": schema.REPLY}
_FEEDBACK: JsonDict = {"receipt_id": schema.RECEIPT_ID, "rating": "down", "comment": "Too long"}
ConversationId = Annotated[
    str, Path(max_length=100, examples=[schema.CONVERSATION_ID], description="of a Reply")
]


class SummaryShape(BaseModel):
    """One line of the list; the question is masked."""

    id: str
    updated_at: str
    turns: int
    first_question: str


class SummariesShape(BaseModel):
    """Conversations, newest first."""

    conversations: list[SummaryShape]


class TurnShape(BaseModel):
    """One turn; the question is masked."""

    number: int
    question: str
    reply: schema.ReplyShape


class ConversationShape(BaseModel):
    """A conversation, oldest turn first."""

    id: str
    turns: list[TurnShape]


class FeedbackRequest(BaseModel):
    """What a reader thinks of a reply."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_FEEDBACK]})

    receipt_id: str = Field(max_length=100, description="receipt.id of the Reply")
    rating: Literal["up", "down"]
    sentence: StrictInt | None = Field(
        None, ge=1, le=1000, description="number of the sentence, from 1; the whole reply if absent"
    )
    comment: str | None = Field(None, max_length=2000, description="masked before it is kept")


class FeedbackShape(BaseModel):
    """What was kept."""

    receipt_id: str
    rating: Literal["up", "down"]
    sentence: int | None
    comment: str | None


def conversation_routes(assistant: Assistant) -> APIRouter:
    """Listing, reading and deleting."""
    routes = APIRouter(tags=["conversations"])
    conversations = assistant.conversations

    @routes.get(
        "/api/v1/conversations",
        summary="Kept conversations",
        response_model=SummariesShape,
        responses={
            200: schema.answer("A page of the list", {"conversations": [_SUMMARY]}),
            **schema.errors(instance="/api/v1/conversations"),
        },
    )
    def summaries(
        caller: CallerOf,
        limit: Annotated[int, Query(ge=1, le=200, examples=[50])] = 50,
        offset: Annotated[int, Query(ge=0, le=1_000_000, examples=[0])] = 0,
    ) -> dict[str, Any]:
        """Newest first. On loopback all of them; a key sees those it began."""
        rows = conversations.summaries(caller.owner, limit=limit, offset=offset)
        return {
            "conversations": [
                {
                    "id": row.id,
                    "updated_at": row.updated_at.isoformat(timespec="seconds") + "Z",
                    "turns": row.turns,
                    "first_question": row.first_question,
                }
                for row in rows
            ]
        }

    @routes.get(
        "/api/v1/conversations/{conversation_id}",
        summary="The turns of a conversation",
        response_model=ConversationShape,
        responses={
            200: schema.answer("The turns", {"id": schema.CONVERSATION_ID, "turns": [_TURN]}),
            **schema.errors(404, instance=_ADDRESS),
        },
    )
    def read(conversation_id: ConversationId, caller: CallerOf) -> dict[str, Any]:
        """Oldest first, with the whole Reply of each."""
        may_see(conversation_id, caller.owner)
        turns = conversations.read(conversation_id, caller.owner)
        if not turns:
            raise _unknown(conversation_id)
        kept = [{"number": t.number, "question": t.question, "reply": t.reply} for t in turns]
        return {"id": conversation_id, "turns": kept}

    @routes.delete(
        "/api/v1/conversations/{conversation_id}",
        summary="Delete a conversation",
        status_code=204,
        responses={204: {"description": "Deleted"}, **schema.errors(404, instance=_ADDRESS)},
    )
    def delete(conversation_id: ConversationId, caller: CallerOf) -> Response:
        """Its turns and their feedback go too, at once."""
        may_see(conversation_id, caller.owner)
        if not conversations.delete(conversation_id, caller.owner):
            raise _unknown(conversation_id)
        return Response(status_code=204)

    return routes


def feedback_routes(assistant: Assistant) -> APIRouter:
    """What readers think of replies."""
    routes = APIRouter(tags=["feedback"])

    @routes.post(
        "/api/v1/feedback",
        summary="Say whether a reply helped",
        response_model=FeedbackShape,
        responses={
            200: schema.answer("Kept", {**_FEEDBACK, "sentence": None}),
            **schema.errors(404, instance="/api/v1/feedback"),
        },
    )
    def feedback(body: FeedbackRequest, caller: CallerOf) -> dict[str, Any]:
        """Kept with the conversation and deleted with it; a second one takes its place."""
        turn = assistant.conversations.turn(body.receipt_id, caller.owner)
        if turn is None:
            raise NotFound(
                f"no kept reply {body.receipt_id!r}", hint="take receipt.id of a Reply you got"
            )
        if body.sentence is not None and body.sentence > len(turn.reply["sentences"]):
            raise ReplyError(
                f"the reply has no sentence {body.sentence}", hint="count its sentences from 1"
            )
        comment = mask(body.comment) if body.comment else None
        assistant.conversations.rate(turn, body.rating, body.sentence or 0, comment)
        return {**body.model_dump(), "comment": comment}

    return routes


def _unknown(conversation_id: str) -> NotFound:
    return NotFound(
        f"no conversation {conversation_id!r} is kept",
        hint="GET /api/v1/conversations lists them; they are kept for HUKOU_CONVERSATION_DAYS",
    )
