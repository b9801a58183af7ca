"""What is covered: topic × status × place, how old its comparison is, and what ends next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.checks import HORIZON_DAYS, VOLATILE_HORIZON_DAYS, VOLATILE_TOPICS
from corpus.loader import Corpus
from corpus.statement import Document, Status


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of statements; one that holds for two statuses counts in both.

    Attributes:
        by_topic: (topic, status) → statements; a document counts under its first topic.
        by_place: (place, status) → statements.
    """

    documents: int
    statements: int
    by_topic: Mapping[tuple[str, Status], int]
    by_place: Mapping[tuple[str, Status], int]
    oldest: date
    newest: date


@dataclass(frozen=True, slots=True)
class Ageing:
    """A document that must be compared again, or a rule that ends, and by which day.

    Attributes:
        what: a document's id, or an instrument's.
        due: the last day on which it stands as it is.
        why: in a few words.
    """

    what: str
    due: date
    why: str


def cover(corpus: Corpus) -> Coverage:
    """Count what is held; the corpus has at least one document."""
    by_topic: Counter[tuple[str, Status]] = Counter()
    by_place: Counter[tuple[str, Status]] = Counter()
    for document in corpus.documents:
        for status in document.statuses:
            by_topic[document.topics[0], status] += len(document.statements)
            by_place[document.place, status] += len(document.statements)
    days = [document.verified_on for document in corpus.documents]
    return Coverage(
        len(corpus.documents), len(corpus.statements), by_topic, by_place, min(days), max(days)
    )


def horizon(document: Document) -> timedelta:
    """How long a comparison with the sources holds: shorter for visa-free entry and transit."""
    volatile = bool(VOLATILE_TOPICS & set(document.topics))
    return timedelta(days=VOLATILE_HORIZON_DAYS if volatile else HORIZON_DAYS)


def ageing(corpus: Corpus, *, before: date) -> Sequence[Ageing]:
    """What is due on or before a day, the earliest first."""
    found = [
        Ageing(document.id, document.verified_on + horizon(document), "compare with its sources")
        for document in corpus.documents
    ]
    found += [
        Ageing(instrument.id, until, "its text ends")
        for key in corpus.instruments
        if (until := (instrument := corpus.instruments.versions(key)[-1]).effective_until)
        and until >= max(d.verified_on for d in corpus.documents)
    ]
    return sorted((a for a in found if a.due <= before), key=lambda a: (a.due, a.what))
