"""A Reply as the JSON of the HTTP API and of `hukou ask --json`: every key present."""

from datetime import date
from typing import Any

from assistant.reply import (
    Citation,
    CitedSource,
    Clarification,
    Deadline,
    Refusal,
    Reply,
    Sentence,
)


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


def deadlines_from(reply: dict[str, Any]) -> tuple[Deadline, ...]:  # JSON has no narrower type
    """The deadlines of a Reply that was kept as JSON."""
    return tuple(Deadline(**record) for record in reply["deadlines"])
