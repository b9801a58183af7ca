"""What comes in and what goes out: Question, and Reply = Answer | Clarification | Refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from corpus.instruments import Grade, Standing
from corpus.statement import Facet, Status

ReplyLanguage = Literal["en", "zh-Hans", "zh-Hant"]
Forgettable = Literal["status", "place", "topic", "dates"]


class Role(StrEnum):
    """What a sentence is; facts and computed dates always carry citations."""

    FACT = "fact"
    COMPUTED = "computed"
    HEADING = "heading"
    ASSUMPTION = "assumption"
    CONTACT = "contact"
    NOTE = "note"


class Reason(StrEnum):
    """Why a question is not answered."""

    NOT_IN_CORPUS = "not_in_corpus"
    OUT_OF_SCOPE = "out_of_scope"
    NO_RULE_FOR_PLACE = "no_rule_for_place"
    NOT_IN_FORCE = "not_in_force"
    UNSUPPORTED = "unsupported"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Question:
    """What a person wrote, and what they chose in a form.

    Attributes:
        forget: what the conversation had established and must no longer be used.
    """

    text: str
    conversation_id: str | None = None
    status: Status | None = None
    place: str | None = None
    language: ReplyLanguage | None = None
    as_of: date | None = None
    forget: tuple[Forgettable, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The scope and facet that a sentence answers, where a reply answers several."""

    status: Status | None
    place: str
    facet: Facet


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that the gate let through."""

    text: str
    role: Role
    citations: tuple[int, ...] = ()
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class CitedSource:
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


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote found word for word in the passage it names.

    Attributes:
        start, end: of the quote in the passage, in Unicode code points.
    """

    number: int
    passage_id: str
    quote: str
    start: int
    end: int
    title: str
    place: str
    statuses: tuple[Status, ...]
    sources: tuple[CitedSource, ...]


@dataclass(frozen=True, slots=True)
class AnsweredScope:
    """Where, for whom and when the reply holds; what was carried over and what was assumed."""

    status: Status | None
    place: str
    as_of: date
    carried: tuple[Forgettable, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One possible reply to a question back."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest thing found, cited."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date computed from a cited rule; `due` is None where only the sum can be said."""

    label: str
    due: str | None
    sum: str
    citation: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two citations that disagree; `prevails` is None where that is open."""

    sides: tuple[int, int]
    prevails: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a reply was made from."""

    id: str
    corpus: str
    composer: Literal["extractive", "model"]
    model: str | None
    prompt: str | None
    timings_ms: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Body:
    """What every reply holds."""

    language: ReplyLanguage
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    scope: AnsweredScope
    receipt: Receipt
    conversation_id: str
    deadlines: tuple[Deadline, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One scope was answered."""

    body: Body


@dataclass(frozen=True, slots=True)
class Clarification:
    """Several scopes are possible: a short answer for each, and one question back."""

    body: Body
    asks: Literal["status", "place", "topic"]
    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Not answered, and why; the nearest thing found and whom to ask."""

    body: Body
    reason: Reason
    nearest: tuple[Nearest, ...] = ()
    contacts: tuple[Contact, ...] = field(default=())


Reply = Answer | Clarification | Refusal


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence as it streams: let through by the gate, with the citations it names.

    Attributes:
        event_id: `conversation:turn:n`, n counted from 1.
    """

    event_id: str
    sentence: Sentence
    citations: tuple[Citation, ...]


def text_of(sentences: tuple[Sentence, ...]) -> str:
    """All sentences joined, each followed by its citation numbers in brackets."""
    parts = []
    for sentence in sentences:
        numbers = "".join(f"[{number}]" for number in sentence.citations)
        parts.append(f"{sentence.text} {numbers}" if numbers else sentence.text)
    return " ".join(parts)


def sentence_json(sentence: Sentence) -> dict[str, Any]:  # JSON has no narrower type
    """A sentence as in the Reply."""
    group = sentence.group
    return {
        "text": sentence.text,
        "role": sentence.role.value,
        "citations": list(sentence.citations),
        "group": None
        if group is None
        else {
            "status": group.status.value if group.status else None,
            "place": group.place,
            "facet": group.facet.value,
        },
    }


def citation_json(citation: Citation) -> dict[str, Any]:  # JSON has no narrower type
    """A citation as in the Reply."""
    return {
        "number": citation.number,
        "passage_id": citation.passage_id,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "title": citation.title,
        "place": citation.place,
        "statuses": [status.value for status in citation.statuses],
        "sources": [source_json(source) for source in citation.sources],
    }


def source_json(source: CitedSource) -> dict[str, Any]:  # JSON has no narrower type
    """A source as in the Reply."""
    return {
        "instrument": source.instrument,
        "instrument_title": source.instrument_title,
        "locator": source.locator,
        "grade": source.grade.value,
        "status": source.status.value,
        "effective_from": _day(source.effective_from),
        "effective_until": _day(source.effective_until),
        "text_as_of": source.text_as_of,
        "verified_on": _day(source.verified_on),
        "url": source.url,
    }


def reply_json(reply: Reply) -> dict[str, Any]:  # JSON has no narrower type
    """The Reply of the HTTP API and of `hukou ask --json`: every key present."""
    body = reply.body
    clarification = refusal = None
    kind = "answer"
    if isinstance(reply, Clarification):
        kind = "clarification"
        clarification = {
            "asks": reply.asks,
            "question": reply.question,
            "options": [{"value": o.value, "label": o.label} for o in reply.options],
        }
    elif isinstance(reply, Refusal):
        kind = "refusal"
        refusal = {
            "reason": reply.reason.value,
            "nearest": [{"text": n.text, "citations": list(n.citations)} for n in reply.nearest],
            "contacts": [{"name": c.name, "phone": c.phone} for c in reply.contacts],
        }
    return {
        "kind": kind,
        "language": body.language,
        "text": text_of(body.sentences),
        "sentences": [sentence_json(sentence) for sentence in body.sentences],
        "citations": [citation_json(citation) for citation in body.citations],
        "scope": {
            "status": body.scope.status.value if body.scope.status else None,
            "place": body.scope.place,
            "as_of": body.scope.as_of.isoformat(),
            "carried": list(body.scope.carried),
            "assumed": list(body.scope.assumed),
        },
        "clarification": clarification,
        "refusal": refusal,
        "deadlines": [
            {"label": d.label, "due": d.due, "sum": d.sum, "citation": d.citation}
            for d in body.deadlines
        ],
        "conflicts": [
            {"sides": list(c.sides), "prevails": c.prevails, "reason": c.reason}
            for c in body.conflicts
        ],
        "receipt": {
            "id": body.receipt.id,
            "corpus": body.receipt.corpus,
            "composer": body.receipt.composer,
            "model": body.receipt.model,
            "prompt": body.receipt.prompt,
            "timings_ms": dict(body.receipt.timings_ms),
        },
        "conversation_id": body.conversation_id,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
