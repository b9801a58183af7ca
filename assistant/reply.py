"""What comes in and what goes out: Question, and Reply = Answer | Clarification | Refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from assistant.owner import LOCAL, Owner
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
        owner: whose conversation it is or becomes.
        earlier: what was asked before, oldest first, where the caller keeps the conversation.
    """

    text: str
    conversation_id: str | None = None
    status: Status | None = None
    place: str | None = None
    language: ReplyLanguage | None = None
    as_of: date | None = None
    forget: tuple[Forgettable, ...] = ()
    owner: Owner = LOCAL
    earlier: tuple[str, ...] = ()


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
