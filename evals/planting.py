"""Planted reply → Outcome: built from the corpus as it is, in the form the assistant gives."""

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.gate import Gate
from assistant.reply import (
    Answer,
    AnsweredScope,
    Body,
    Citation,
    Clarification,
    Group,
    Reason,
    Receipt,
    Refusal,
    Reply,
    ReplyLanguage,
    Role,
    Sentence,
)
from assistant.reply_json import reply_json
from corpus.loader import Corpus
from corpus.statement import NATION, Facet, Status
from evals.case import Case, Kind
from evals.result import Outcome, RetrievedHit, stable_reply
from evals.runner import TODAY

Flaw = Literal[
    "right",
    "half_right",
    "wrong_number",
    "wrong_article",
    "uncited",
    "blended_statuses",
    "false_refusal",
    "answered_not_held",
    "wrong_place",
    "wrong_scope",
    "stale",
    "misquoted",
    "invented_passage",
]


class Said(BaseModel):
    """One fact of a planted reply.

    Attributes:
        passage: whose text is said, unless `text` says another.
        text: what is said in its place.
        swap: a part of the text and what stands there instead.
        cites: passages cited; `passage` alone where absent.
        quote: what the citation quotes, where it is not the whole passage.
        group: the status it is for, in a clarification.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    passage: str
    text: str | None = None
    swap: tuple[str, str] | None = None
    cites: tuple[str, ...] | None = None
    quote: str | None = None
    group: Status | None = None

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of the passages cited."""
        return (self.passage,) if self.cites is None else self.cites


class Planted(BaseModel):
    """A reply and its known scores.

    Attributes:
        id: unique in the file.
        flaw: what is wrong with it.
        case: id of the case that it replies to.
        suite: where the case stands.
        kind: of reply.
        reason: of a refusal.
        status, place: of the reply's scope; what the case expects where absent.
        hits: statements as retrieved, best first.
        scores: metric → known score; null where it must not apply.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    flaw: Flaw
    case: str
    suite: str
    kind: Kind = "answer"
    reason: Reason = Reason.NOT_IN_CORPUS
    status: Status | None = None
    place: str | None = None
    says: tuple[Said, ...] = ()
    hits: tuple[str, ...] = ()
    scores: Mapping[str, float | None]


def outcome_of(planted: Planted, case: Case, corpus: Corpus) -> Outcome:
    """The reply as the assistant would have given it, with its citations from the corpus.

    Raises:
        KeyError: a passage or statement is not held.
        ValueError: a passage does not say what is to be swapped.
    """
    citations: dict[str, Citation] = {}
    for said in planted.says:
        for passage_id in said.cited:
            number = len(citations) + 1
            citations.setdefault(passage_id, _citation(number, passage_id, said, corpus))
    sentences = tuple(_sentence(said, citations, corpus) for said in planted.says)
    expected = case.scope
    scope = AnsweredScope(
        planted.status or (expected.status if expected else None) or case.status,
        planted.place or (expected.place if expected else None) or case.place or NATION,
        case.as_of or TODAY,
    )
    receipt = Receipt("", corpus="", composer="extractive", model=None, prompt=None, timings_ms={})
    language: ReplyLanguage = "en" if case.language == "en" else "zh-Hans"
    body = Body(language, sentences, tuple(citations.values()), scope, receipt, "")
    hits = tuple(_hit(statement_id, rank, corpus) for rank, statement_id in enumerate(planted.hits))
    key = scope.status.value if scope.status else ""
    return Outcome(reply=stable_reply(reply_json(_reply(planted, body))), hits={key: hits})


def _reply(planted: Planted, body: Body) -> Reply:
    if planted.kind == "refusal":
        return Refusal(body, planted.reason)
    if planted.kind == "clarification":
        return Clarification(body, "status", "", ())
    return Answer(body)


def _sentence(said: Said, citations: Mapping[str, Citation], corpus: Corpus) -> Sentence:
    text = said.text or corpus.passages[said.passage].text
    if said.swap:
        if said.swap[0] not in text:
            raise ValueError(f"{said.passage} does not say {said.swap[0]!r}")
        text = text.replace(*said.swap)
    group = Group(said.group, NATION, Facet.WHO) if said.group else None
    return Sentence(text, Role.FACT, tuple(citations[c].number for c in said.cited), group)


def _citation(number: int, passage_id: str, said: Said, corpus: Corpus) -> Citation:
    """Of the passage as it is; one that is not held borrows the text of what is said."""
    passage = corpus.passages.get(passage_id) or corpus.passages[said.passage]
    quote = said.quote or passage.text
    sources = Gate(corpus.instruments).sources(passage, TODAY)
    return Citation(
        number, passage_id, quote, 0, len(quote), passage.title, passage.place, passage.statuses,
        tuple(sources),
    )  # fmt: skip


def _hit(statement_id: str, rank: int, corpus: Corpus) -> RetrievedHit:
    locators = tuple(str(locator) for locator in corpus.statements[statement_id].locators)
    value = 1.0 - rank / 100
    return RetrievedHit(statement_id=statement_id, locators=locators, score=value, cosine=value)
