"""Passages and questions → an index in a folder; embeds only changed text, then swaps folders."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from corpus.atomic import building_folder, one_at_a_time
from corpus.loader import Corpus
from corpus.statement import (
    CORPUS_COLLECTION,
    Facet,
    Language,
    Locator,
    Passage,
    Status,
)
from index.embeddings import Embedder, Progress, Vectors, no_progress
from index.errors import IndexUnusable
from index.lexical import LexicalIndex, write_lexical
from index.vectors import VectorStore, write_vectors

FORMAT = 1
_MANIFEST = "manifest.json"
_ENTRIES = "entries.json"
_WORDS = "words"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text that is searched: a passage, or a question that leads to its section's statements.

    Attributes:
        statement_ids: what a hit stands for, first the one it stands for most.
    """

    text: str
    statement_ids: tuple[str, ...]
    is_question: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from; anything else on disk or in the settings is a rebuild.

    Attributes:
        vectors: the folder of the vectors, named anew by each build, since Chroma keeps one open
            store for a path and would show the old one after the folders are swapped.
    """

    format: int
    collection: str
    embedder: str
    content: str
    entries: int
    vectors: str


@dataclass(frozen=True)
class Contents:
    """What goes into an index: passages, and the entries that lead to them."""

    collection: str
    passages: tuple[Passage, ...]
    entries: tuple[Entry, ...]

    @cached_property
    def hash(self) -> str:
        """SHA-256 over passages and entries, `sha256:…`."""
        digest = hashlib.sha256()
        for passage in self.passages:
            digest.update(repr(_fields(passage)).encode())
        for entry in self.entries:
            digest.update(repr((entry.text, entry.statement_ids, entry.is_question)).encode())
        return "sha256:" + digest.hexdigest()


class CollectionIndex:
    """One collection, opened: its passages, its entries, and both ways to search them."""

    def __init__(
        self,
        manifest: Manifest,
        contents: Contents,
        vectors: VectorStore,
        words: LexicalIndex,
    ) -> None:
        self.manifest = manifest
        self.entries = contents.entries
        self.passages = {passage.id: passage for passage in contents.passages}
        self.vectors = vectors
        self.words = words
        by_statement: dict[str, dict[Language, Passage]] = {}
        for passage in contents.passages:
            by_statement.setdefault(passage.statement_id, {})[passage.language] = passage
        self.by_statement: Mapping[str, Mapping[Language, Passage]] = by_statement
        self.sections = _sections(contents.passages)

    def passage(self, statement_id: str, language: Language) -> Passage:
        """A statement in a language, or in the one it has."""
        pairs = self.by_statement[statement_id]
        return pairs.get(language) or next(iter(pairs.values()))

    def with_passages(self, changed: Mapping[str, Passage | None]) -> "CollectionIndex":
        """The same vectors and words over some other passages, in memory.

        Args:
            changed: passage id → what stands in its place; None where it is gone. Entries then
                lead only to statements that are left.
        """
        passages = [changed.get(key, passage) for key, passage in self.passages.items()]
        kept = tuple(passage for passage in passages if passage is not None)
        held = {passage.statement_id for passage in kept}
        entries = tuple(
            entry
            if held.issuperset(entry.statement_ids)
            else replace(entry, statement_ids=tuple(i for i in entry.statement_ids if i in held))
            for entry in self.entries
        )
        contents = Contents(self.manifest.collection, kept, entries)
        return CollectionIndex(self.manifest, contents, self.vectors, self.words)


def _sections(
    passages: Sequence[Passage],
) -> Mapping[tuple[str, Facet, Language], list[Passage]]:
    """Passages by document, facet and language, in the order of their document."""
    sections: dict[tuple[str, Facet, Language], list[Passage]] = {}
    for passage in passages:
        key = (passage.document, passage.facet, passage.language)
        sections.setdefault(key, []).append(passage)
    return sections


def corpus_contents(corpus: Corpus) -> Contents:
    """The corpus as passages in both languages, and the questions that lead to its statements."""
    entries = [Entry(p.text, (p.statement_id,), False) for p in corpus.passages.values()]
    for document in corpus.documents:
        for section in document.sections:
            ids = tuple(statement.id for statement in section.statements)
            for lines in section.questions.values():
                entries += [Entry(line, ids, True) for line in lines]
            for statement in section.statements:
                for lines in statement.questions.values():
                    entries += [Entry(line, (statement.id,), True) for line in lines]
    return Contents(CORPUS_COLLECTION, tuple(corpus.passages.values()), tuple(entries))


def passage_contents(collection: str, passages: Sequence[Passage]) -> Contents:
    """A user's passages, each found by its own text."""
    entries = tuple(Entry(p.text, (p.statement_id,), False) for p in passages)
    return Contents(collection, tuple(passages), entries)


def open_index(folder: Path, contents: Contents | None = None) -> CollectionIndex:
    """Open what `build_index` made.

    Args:
        folder: of one collection.
        contents: what it was made from, where that is at hand; else read from the folder.

    Raises:
        IndexUnusable: missing, damaged, or of another format.
    """
    manifest = read_manifest(folder)
    if manifest.format != FORMAT:
        raise IndexUnusable(
            f"{folder} has format {manifest.format}, this version reads {FORMAT}",
            hint="run `hukou index --rebuild`",
        )
    contents = contents or _read_contents(folder, manifest.collection)
    vectors = VectorStore(folder / manifest.vectors)
    words = LexicalIndex(folder / _WORDS)
    if not len(vectors) == len(contents.entries) == manifest.entries:
        vectors.close()
        raise IndexUnusable(
            f"{folder} holds {len(vectors)} vectors for {len(contents.entries)} entries",
            hint="run `hukou index --rebuild`",
        )
    return CollectionIndex(manifest, contents, vectors, words)


def read_manifest(folder: Path) -> Manifest:
    """Read what the index says of itself.

    Raises:
        IndexUnusable: there is none, or it cannot be read.
    """
    try:
        return Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise IndexUnusable(
            f"no usable index in {folder}", hint="run `hukou index --rebuild`"
        ) from error


def ensure_index(
    folder: Path,
    contents: Contents,
    embedder: Embedder,
    *,
    rebuild: bool = False,
    progress: Progress = no_progress,
) -> CollectionIndex:
    """Open the index if it is whole and of these contents, else build it anew.

    Two processes may call this at once: one builds, the other waits and opens.
    """
    with one_at_a_time(folder.with_name(f".{folder.name}.lock")):
        if not rebuild and is_current(folder, contents, embedder):
            try:
                return open_index(folder, contents)
            except IndexUnusable:
                pass  # damaged: its manifest is right but its parts are not, so build again
        build_index(folder, contents, embedder, reuse=not rebuild, progress=progress)
        return open_index(folder, contents)


def is_current(folder: Path, contents: Contents, embedder: Embedder) -> bool:
    """Whether the manifest names this format, these contents and this embedder."""
    try:
        manifest = read_manifest(folder)
    except IndexUnusable:
        return False
    wanted = (FORMAT, contents.hash, embedder.name)
    return (manifest.format, manifest.content, manifest.embedder) == wanted


def build_index(
    folder: Path,
    contents: Contents,
    embedder: Embedder,
    *,
    reuse: bool = True,
    progress: Progress = no_progress,
) -> None:
    """Write a whole index beside the old one, then take its place.

    Args:
        folder: replaced at the very end; an interrupted build leaves it as it was.
        contents: what to index.
        embedder: makes the vectors of texts that the old index does not hold.
        reuse: take over vectors of unchanged texts.
        progress: called with (texts embedded, texts to embed).
    """
    texts = [entry.text for entry in contents.entries]
    known = _known_vectors(folder, embedder) if reuse else {}
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    made = embedder.embed_passages(missing, progress)
    known |= dict(zip(missing, made, strict=True))
    name = f"vectors-{secrets.token_hex(4)}"
    manifest = Manifest(FORMAT, contents.collection, embedder.name, contents.hash, len(texts), name)
    with building_folder(folder) as building:
        write_vectors(building / name, _stack([known[text] for text in texts]))
        write_lexical(building / _WORDS, texts)
        _write_contents(building, contents)
        (building / _MANIFEST).write_text(json.dumps(asdict(manifest), indent=1))


def _known_vectors(folder: Path, embedder: Embedder) -> dict[str, Vectors]:
    try:
        if read_manifest(folder).embedder != embedder.name:
            return {}
        old = open_index(folder)
        vectors = old.vectors.all()
        old.vectors.close()
    except IndexUnusable:
        return {}
    return {entry.text: vectors[number] for number, entry in enumerate(old.entries)}


def _stack(rows: Sequence[Vectors]) -> Vectors:
    return np.stack(rows) if rows else np.zeros((0, 0), np.float32)


def _write_contents(folder: Path, contents: Contents) -> None:
    data = {
        "passages": [_passage_json(passage) for passage in contents.passages],
        "entries": [[e.text, e.statement_ids, e.is_question] for e in contents.entries],
    }
    (folder / _ENTRIES).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _read_contents(folder: Path, collection: str) -> Contents:
    try:
        data = json.loads((folder / _ENTRIES).read_text(encoding="utf-8"))
        return Contents(
            collection,
            tuple(_passage(record) for record in data["passages"]),
            tuple(Entry(text, tuple(ids), question) for text, ids, question in data["entries"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(
            f"{folder / _ENTRIES} is damaged: {error}", hint="run `hukou index --rebuild`"
        ) from error


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
