"""What /openapi.json says of requests, replies and errors, with an example of each."""

from datetime import date
from http import HTTPStatus
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.problems import MEDIA_TYPE
from assistant.reply import Forgettable, Reason, ReplyLanguage, Role
from corpus.instruments import Grade, Standing
from corpus.statement import Facet, Status

Json = dict[str, Any]  # JSON has no narrower type


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class GroupShape(_Shape):
    """The scope and facet that a sentence answers, where a reply answers several."""

    status: Status | None
    place: str
    facet: Facet


class SentenceShape(_Shape):
    """One sentence that its citations bear out."""

    text: str
    role: Role
    citations: list[int]
    group: GroupShape | None


class SourceShape(_Shape):
    """Where the cited statement stands, with what is known of that text."""

    instrument: str
    instrument_title: str
    locator: str | None
    grade: Grade
    status: Standing
    effective_from: date | None
    effective_until: date | None
    text_as_of: str
    verified_on: date | None
    url: str | None


class CitationShape(_Shape):
    """A quote found word for word in the passage it names."""

    number: int
    passage_id: str
    quote: str
    start: int
    end: int
    title: str
    place: str
    statuses: list[Status]
    sources: list[SourceShape]


class ScopeShape(_Shape):
    """Where, for whom and when the reply holds; what was carried over and assumed."""

    status: Status | None
    place: str
    as_of: date
    carried: list[Forgettable]
    assumed: list[str]


class OptionShape(_Shape):
    """One possible reply to a question back."""

    value: str
    label: str


class ClarificationShape(_Shape):
    """A question back."""

    asks: Literal["status", "place", "topic"]
    question: str
    options: list[OptionShape]


class NearestShape(_Shape):
    """The nearest thing found, cited."""

    text: str
    citations: list[int]


class ContactShape(_Shape):
    """Whom to ask."""

    name: str
    phone: str


class RefusalShape(_Shape):
    """Why a question is not answered."""

    reason: Reason
    nearest: list[NearestShape]
    contacts: list[ContactShape]


class DeadlineShape(_Shape):
    """A date computed from a cited rule."""

    label: str
    due: str | None
    sum: str
    citation: int


class ConflictShape(_Shape):
    """Two citations that disagree."""

    sides: list[int]
    prevails: int | None
    reason: str


class ReceiptShape(_Shape):
    """What a reply was made from."""

    id: str
    corpus: str
    composer: Literal["extractive", "model"]
    model: str | None
    prompt: str | None
    timings_ms: dict[str, int]


class ReplyShape(_Shape):
    """An answer, a clarification with a short answer for each scope, or a refusal."""

    kind: Literal["answer", "clarification", "refusal"]
    language: ReplyLanguage
    text: str
    sentences: list[SentenceShape]
    citations: list[CitationShape]
    scope: ScopeShape
    clarification: ClarificationShape | None
    refusal: RefusalShape | None
    deadlines: list[DeadlineShape]
    conflicts: list[ConflictShape]
    receipt: ReceiptShape
    conversation_id: str


class Problem(BaseModel):
    """Problem details, RFC 9457."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    hint: str = Field(description="what to do next")
    instance: str
    request_id: str | None = Field(description="also in the header X-Request-Id")


PASSAGE_ID = "cn/registering-where-you-stay#within-24-hours.en"
QUOTE = "The accommodation registration of a foreigner must be made within 24 hours of moving in."
SOURCE: Json = {
    "instrument": "eeal-2012",
    "instrument_title": "Exit and Entry Administration Law",
    "locator": "39(2)",
    "grade": "law",
    "status": "in_force",
    "effective_from": "2013-07-01",
    "effective_until": None,
    "text_as_of": "2026-07",
    "verified_on": "2026-11-22",
    "url": None,
}
SENTENCE: Json = {"text": QUOTE, "role": "fact", "citations": [1], "group": None}
CITATION: Json = {
    "number": 1,
    "passage_id": PASSAGE_ID,
    "quote": QUOTE,
    "start": 0,
    "end": len(QUOTE),
    "title": "Registering where you stay (foreigners)",
    "place": "cn",
    "statuses": ["foreigner"],
    "sources": [SOURCE],
}
CONVERSATION_ID = "Zm9ydHktdHdvIGlzIGl0"
RECEIPT_ID = "5f0c2a9e1b7d4c36"
REPLY: Json = {
    "kind": "answer",
    "language": "en",
    "text": f"{QUOTE} [1]",
    "sentences": [SENTENCE],
    "citations": [CITATION],
    "scope": {
        "status": "foreigner",
        "place": "cn",
        "as_of": "2026-11-22",
        "carried": [],
        "assumed": [],
    },
    "clarification": None,
    "refusal": None,
    "deadlines": [],
    "conflicts": [],
    "receipt": {
        "id": RECEIPT_ID,
        "corpus": "sha256:" + "0" * 64,
        "composer": "extractive",
        "model": None,
        "prompt": None,
        "timings_ms": {"read": 1, "retrieve": 20, "compose": 2},
    },
    "conversation_id": CONVERSATION_ID,
}
_DETAILS = {
    400: ("a key in an address ends up in logs", "send it as `Authorization: Bearer hk_…`"),
    401: ("a key is needed here", "`hukou key add NAME` makes one"),
    403: ("the origin 'https://b.example' has no session here", "`hukou widget add NAME …`"),
    404: ("no passage 'cn/none'", "take the passage_id of a citation, # as %23"),
    408: ("the body took over 10 seconds", "send the request without a break"),
    413: ("the body is longer than 65536 bytes", "send a shorter request"),
    422: ("the question is empty", "write a question"),
    429: ("more than 120 requests in a minute from this address", "wait 12 seconds"),
    431: ("the headers are longer than 16384 bytes", "see /openapi.json"),
    500: ("the server failed on this request", "try again; `hukou doctor` says more"),
    503: ("conversations cannot be kept in var/conversations.sqlite", "make room"),
}
COMMON = (400, 401, 403, 408, 413, 422, 429, 431, 500, 503)


def errors(*more: int, instance: str) -> dict[int | str, Json]:
    """The errors of a route, each with an example.

    Args:
        more: statuses beside those that every route may give.
        instance: an address of the route.
    """
    return {status: _error(status, instance) for status in sorted({*COMMON, *more})}


def answer(description: str, example: Any, *, media_type: str = "application/json") -> Json:
    """A response with its example."""
    return {"description": description, "content": {media_type: {"example": example}}}


def _error(status: int, instance: str) -> Json:
    detail, hint = _DETAILS[status]
    title = HTTPStatus(status).phrase
    example = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    example |= {"hint": hint, "instance": instance, "request_id": "0f8fad5bd9cb469fa165"}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": title, "content": {MEDIA_TYPE: {"schema": schema, "example": example}}}
