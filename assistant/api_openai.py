"""The routes that OpenAI's clients call; the Reply stands under the key `hukou`."""

import json
import time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt
from pydantic.config import JsonDict

from assistant import api_schema as schema
from assistant.api import CallerOf
from assistant.api_events import Events, event_stream
from assistant.errors import NotFound, ReplyError
from assistant.owner import Owner
from assistant.pipeline import Assistant
from assistant.render import Renderer
from assistant.reply import CheckedSentence, Question, ReplyLanguage
from assistant.reply_json import reply_json
from assistant.script import written_in
from corpus.statement import Status

MODEL = "hukou-assistant"
MOST_TURNS = 8  # earlier questions that a conversation is read from
_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
_EXAMPLE: JsonDict = {
    "model": MODEL,
    "messages": [{"role": "user", "content": "How soon must I register after moving in?"}],
}
Json = dict[str, Any]  # JSON has no narrower type


class Part(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="ignore")

    type: str = Field(max_length=50)
    text: str = Field("", max_length=20_000)


class Message(BaseModel):
    """One message. Those of the system and the assistant are not read: they change no rule."""

    model_config = ConfigDict(extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None


class StreamOptions(BaseModel):
    """How a stream ends."""

    model_config = ConfigDict(extra="ignore")

    include_usage: StrictBool | None = False


class Hukou(BaseModel):
    """What the person chose in a form; not of OpenAI's API."""

    model_config = ConfigDict(extra="forbid")

    status: Status | None = None
    place: str | None = Field(None, max_length=100)
    language: ReplyLanguage | None = None


class CompletionRequest(BaseModel):
    """Messages whose last one of the user is the question; other options are not read."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"examples": [_EXAMPLE]})

    messages: list[Message] = Field(min_length=1, max_length=1000)
    model: str = Field(MODEL, max_length=200, description="any; the server has one")
    stream: StrictBool | None = False
    stream_options: StreamOptions | None = None
    n: StrictInt | None = Field(None, ge=1, le=1, description="one choice is given")
    hukou: Hukou = Hukou()


class ChoiceMessage(BaseModel):
    """What is said."""

    role: Literal["assistant"]
    content: str
    refusal: None


class Choice(BaseModel):
    """The one choice."""

    index: int
    message: ChoiceMessage
    logprobs: None
    finish_reason: Literal["stop"]


class CompletionShape(BaseModel):
    """A completion, and the Reply it was made from."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: dict[str, int]
    hukou: schema.ReplyShape


class ModelShape(BaseModel):
    """The one model."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsShape(BaseModel):
    """All models: one."""

    object: Literal["list"]
    data: list[ModelShape]


def openai_routes(assistant: Assistant, renderer: Renderer) -> APIRouter:
    """Completions and the list of models."""
    routes = APIRouter(tags=["openai"])
    _add_models(routes)

    @routes.post(
        "/v1/chat/completions",
        summary="Ask as with OpenAI's API",
        responses={
            200: {
                "model": CompletionShape,
                "description": "The completion, or its chunks",
                "content": {
                    "application/json": {"example": _completion(schema.REPLY, schema.QUOTE)},
                    "text/event-stream": {
                        "example": "data: {…}\n\ndata: [DONE]\n\n",
                    },
                },
            },
            **schema.errors(instance="/v1/chat/completions"),
        },
    )
    def completions(body: CompletionRequest, request: Request, caller: CallerOf) -> Response:
        """The last message of the user is the question, those before it its conversation."""
        question = _question(body, caller.owner)
        if body.stream:
            usage = bool(body.stream_options and body.stream_options.include_usage)
            chunks = _chunks(assistant, renderer, question, usage=usage)
            return event_stream(request, chunks, failed="")
        reply = assistant.reply(question)
        content = "\n".join(renderer.lines(reply))
        text = json.dumps(_completion(reply_json(reply), content), ensure_ascii=False)
        return Response(text, media_type="application/json")

    return routes


def _add_models(routes: APIRouter) -> None:
    @routes.get(
        "/v1/models",
        summary="The one model",
        response_model=ModelsShape,
        responses={
            200: schema.answer("The list", {"object": "list", "data": [_MODEL]}),
            **schema.errors(instance="/v1/models"),
        },
    )
    def models() -> Json:
        """A list of one."""
        return {"object": "list", "data": [_MODEL]}

    @routes.get(
        "/v1/models/{model}",
        summary="The model",
        response_model=ModelShape,
        responses={
            200: schema.answer("The model", _MODEL),
            **schema.errors(404, instance="/v1/models/none"),
        },
    )
    def model(model: Annotated[str, Path(examples=[MODEL])]) -> Json:
        """What is known of it."""
        if model != MODEL:
            raise NotFound(f"no model {model!r}", hint=f"take {MODEL}")
        return _MODEL


def _question(body: CompletionRequest, owner: Owner) -> Question:
    asked = [_text(message) for message in body.messages if message.role == "user"]
    if not asked:
        raise ReplyError("no message is the user's", hint='send one with "role": "user"')
    return Question(
        asked[-1],
        status=body.hukou.status,
        place=body.hukou.place,
        language=body.hukou.language,
        owner=owner,
        earlier=tuple(asked[-1 - MOST_TURNS : -1]),
    )


def _text(message: Message) -> str:
    if isinstance(message.content, list):
        return "\n".join(part.text for part in message.content if part.type == "text")
    return message.content or ""


def _completion(reply: Json, content: str) -> Json:
    message = {"role": "assistant", "content": content, "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return {
        "id": f"chatcmpl-{reply['receipt']['id']}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [choice],
        "usage": _USAGE,
        "hukou": reply,
    }


def _chunks(assistant: Assistant, renderer: Renderer, question: Question, *, usage: bool) -> Events:
    """Each sentence as it is checked, then the sources; the last chunk has the Reply."""
    lead: Json = {"object": "chat.completion.chunk", "created": int(time.time()), "model": MODEL}
    for item in assistant.stream(question):
        if isinstance(item, CheckedSentence):
            lead["id"] = f"chatcmpl-{item.event_id.rpartition(':')[0]}"
            line = renderer.line(item.sentence, written_in(item.sentence.text))
            yield _chunk(lead, {"role": "assistant", "content": line + "\n"})
        else:
            lead.setdefault("id", f"chatcmpl-{item.body.receipt.id}")
            yield _chunk(lead, {"content": "\n".join(renderer.closing(item))})
            yield _chunk(lead, {}, finish_reason="stop", hukou=reply_json(item))
    if usage:
        yield _data({**lead, "choices": [], "usage": _USAGE})
    yield "data: [DONE]\n\n"


def _chunk(lead: Json, delta: Json, *, finish_reason: str | None = None, **more: Json) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
    return _data({**lead, "choices": [choice], **more})


def _data(chunk: Json) -> str:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
