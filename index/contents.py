"""What goes into an index: passages, and the texts that lead to them."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from corpus.asked import Asked, Lines
from corpus.declined import NEAR_MISS
from corpus.loader import Corpus
from corpus.statement import (
    CORPUS_COLLECTION,
    Facet,
    Language,
    Locator,
    Passage,
    Status,
)
from index.errors import IndexUnusable

_ENTRIES = "entries.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text that is searched: a passage, or a question that leads to statements.

    Attributes:
        statement_ids: what a hit stands for, first the one it stands for most.
        declined: id of the kind of question that is not answered; "" where it is.
        is_asked: of the sample of what people ask (`corpus/asked.toml`).
        shows_asker: whether its words show who asks; None where nobody looked. A translation has its question's.
        translates: the question as it was asked, of which this is a translation.
        further: what else its asker needs, ids of statements, the best first.
    """

    text: str
    statement_ids: tuple[str, ...]
    is_question: bool
    declined: str = ""
    is_asked: bool = False
    shows_asker: bool | None = None
    translates: str = ""
    further: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contents:
    """What goes into an index: passages, and the entries that lead to them.

    Attributes:
        beside: statement id → those that stand beside it in an answer that it leads.
    """

    collection: str
    passages: tuple[Passage, ...]
    entries: tuple[Entry, ...]
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def hash(self) -> str:
        """SHA-256 over all of them, `sha256:…`."""
        digest = hashlib.sha256()
        for passage in self.passages:
            digest.update(repr(_fields(passage)).encode())
        for entry in self.entries:
            digest.update(repr(entry).encode())
        if self.beside:
            digest.update(repr(self.beside).encode())
        return "sha256:" + digest.hexdigest()


def corpus_contents(corpus: Corpus) -> Contents:
    """The corpus as passages in both languages, and the questions that lead to its statements."""
    entries = [Entry(p.text, (p.statement_id,), False) for p in corpus.passages.values()]
    for document in corpus.documents:
        for section in document.sections:
            ids = tuple(statement.id for statement in section.statements)
            entries += [Entry(line, ids, True) for line in _flat(section.questions)]
            for statement in section.statements:
                own = _flat(statement.questions)
                entries += [Entry(line, (statement.id,), True) for line in own]
    for kind in corpus.declined:
        entries += [Entry(line, (), True, kind.id) for line in _flat(kind.examples)]
    for key, lines in corpus.asked.answered.items():
        entries += _asked(corpus.asked, lines, (key,), "")
    for lines in corpus.asked.unanswered.values():
        entries += _asked(corpus.asked, lines, (), NEAR_MISS)
    passages = tuple(corpus.passages.values())
    return Contents(CORPUS_COLLECTION, passages, tuple(entries), corpus.beside)


def _asked(asked: Asked, lines: Lines, ids: tuple[str, ...], declined: str) -> Iterator[Entry]:
    """Each question as it was asked, and its translation."""
    for question in _flat(lines):
        shows, further = asked.show_asker.get(question), asked.further.get(question, ())
        yield Entry(question, ids, True, declined, True, shows, further=further)
        translation = asked.translations.get(question)
        if translation:
            yield Entry(translation, ids, True, declined, True, shows, question, further)


def _flat(lines: Lines) -> Iterator[str]:
    return chain.from_iterable(lines.values())


def passage_contents(collection: str, passages: Sequence[Passage]) -> Contents:
    """A user's passages, each found by its title and its own text."""
    entries = tuple(Entry(_titled(p), (p.statement_id,), False) for p in passages)
    return Contents(collection, tuple(passages), entries)


def _titled(passage: Passage) -> str:
    """With the title, as an article seldom says of which law it is."""
    named = passage.title and not passage.document.endswith(f"/{passage.title}")
    return f"{passage.title}\n{passage.text}" if named else passage.text


def key_of(text: str) -> str:
    """What a text's vector goes by in its store: a hash of it."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def write_contents(folder: Path, contents: Contents) -> None:
    """Keep them in a folder."""
    data = {
        "passages": [_passage_json(passage) for passage in contents.passages],
        "entries": [astuple(entry) for entry in contents.entries],
        "beside": contents.beside,
    }
    (folder / _ENTRIES).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def read_contents(folder: Path, collection: str) -> Contents:
    """What `write_contents` kept.

    Raises:
        IndexUnusable: missing or damaged.
    """
    try:
        data = json.loads((folder / _ENTRIES).read_text(encoding="utf-8"))
        return Contents(
            collection,
            tuple(_passage(record) for record in data["passages"]),
            tuple(_entry(record) for record in data["entries"]),
            {key: tuple(others) for key, others in data["beside"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(
            f"{folder / _ENTRIES} is damaged: {error}", hint="run `hukou index --rebuild`"
        ) from error


def _entry(record: Sequence[Any]) -> Entry:  # as JSON has it
    text, ids, is_question, declined, is_asked, shows_asker, translates, further = record
    found, more = tuple(ids), tuple(further)
    return Entry(text, found, is_question, declined, is_asked, shows_asker, translates, more)


def _passage_json(passage: Passage) -> dict[str, Any]:  # JSON has no narrower type
    record = _fields(passage)
    for key in ("verified_on", "effective_from", "effective_until"):
        record[key] = record[key].isoformat() if record[key] else None
    return record


def _fields(passage: Passage) -> dict[str, Any]:  # values of several types
    """Its fields by name; locators as they are written."""
    record = {field.name: getattr(passage, field.name) for field in fields(passage)}
    record["locators"] = [str(locator) for locator in passage.locators]
    record["statuses"] = [status.value for status in passage.statuses]
    return record


def _passage(record: dict[str, Any]) -> Passage:  # JSON has no narrower type
    days = {
        key: date.fromisoformat(record[key]) if record[key] else None
        for key in ("verified_on", "effective_from", "effective_until")
    }
    return Passage(
        **{
            **record,
            **days,
            "language": Language(record["language"]),
            "facet": Facet(record["facet"]),
            "statuses": tuple(Status(status) for status in record["statuses"]),
            "locators": tuple(Locator.parse(text) for text in record["locators"]),
        }
    )
