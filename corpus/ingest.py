"""Users' files → Passages: the one home of LangChain's text splitters.

Markdown, text and JSONL. A file is read whole before anything is stored; one that cannot be read
is named and the others go on; what did not change is not touched.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from langchain_text_splitters import MarkdownHeaderTextSplitter, RecursiveCharacterTextSplitter
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.atomic import one_at_a_time, write_atomically
from corpus.errors import CorpusError, IngestError
from corpus.statement import (
    CORPUS_COLLECTION,
    NATION,
    Facet,
    Language,
    Passage,
    Status,
)
from corpus.text import has_han

PASSAGE_CHARACTERS = 700  # of English; about 180 tokens, well inside the model's 512
CHINESE_CHARACTERS = 300
_ARTICLE = re.compile(r"(?m)^[ \u3000]*(?=第[零一二三四五六七八九十百]+条)")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")
_SUFFIXES = (".md", ".txt", ".jsonl")


class _Record(BaseModel):
    """One line of a JSONL file."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    title: str = ""
    language: Language | None = None
    place: str = NATION
    statuses: tuple[Status, ...] = ()
    effective_from: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of the files.

    Attributes:
        passages: in the collection now.
        read, unchanged: names of files.
        failed: (file, why) of each that could not be read.
    """

    collection: str
    passages: int
    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


def ingest(folder: Path, collection: str, paths: Sequence[Path]) -> Ingested:
    """Read files and folders into a collection; a file read before is replaced.

    Args:
        folder: where the collections lie, one JSON file each.
        collection: lower case letters, digits, dots and dashes; not `corpus`.
        paths: files, or folders whose .md, .txt and .jsonl files are read.

    Raises:
        IngestError: the collection's name is not usable.
    """
    _check_name(collection)
    files = [file for path in paths for file in _files(path)]
    with one_at_a_time(folder / f".{collection}.lock"):
        stored = _load(folder, collection)
        read, unchanged, failed = [], [], []
        for file in files:
            key = file.as_posix()
            try:
                data = file.read_bytes()
                digest = hashlib.sha256(data).hexdigest()
                if key in stored and stored[key]["sha256"] == digest:
                    unchanged.append(key)
                    continue
                records = list(_records(file, data))
                stored[key] = {"sha256": digest, "records": records}
                read.append(key)
            except (OSError, ValueError) as error:
                failed.append((key, _why(error)))
        if read:
            text = json.dumps(stored, ensure_ascii=False)
            write_atomically(folder / f"{collection}.json", text.encode())
    count = len(read_collection(folder, collection)) if stored else 0
    return Ingested(collection, count, tuple(read), tuple(unchanged), tuple(failed))


def collections_in(folder: Path) -> tuple[str, ...]:
    """Names of the collections that hold something."""
    return tuple(sorted(path.stem for path in folder.glob("*.json")))


def read_collection(folder: Path, collection: str) -> tuple[Passage, ...]:
    """A collection's passages, split to size.

    Raises:
        CorpusError: the stored file is damaged.
    """
    stored = _load(folder, collection)
    return tuple(
        passage
        for file in stored.values()
        for record in file["records"]
        for passage in _passages(collection, _Record.model_validate(record))
    )


def split(text: str, *, markdown: bool = False) -> list[str]:
    """Pieces to be quoted: laws along 条, Markdown along headings, the rest by length."""
    language = Language.ZH if has_han(text) else Language.EN
    size = CHINESE_CHARACTERS if language is Language.ZH else PASSAGE_CHARACTERS
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=size,
        chunk_overlap=0,
        separators=["\n\n", "\n", "。", ". ", "；", "; ", "，", " ", ""],
        keep_separator="end",
    )
    if len(_ARTICLE.findall(text)) > 1:
        parts = _ARTICLE.split(text)
    elif markdown:
        headers = [("#", "1"), ("##", "2"), ("###", "3")]
        by_heading = MarkdownHeaderTextSplitter(headers, strip_headers=False)
        parts = [document.page_content for document in by_heading.split_text(text)]
    else:
        parts = [text]
    pieces = (piece.strip() for part in parts for piece in splitter.split_text(part))
    return [piece for piece in pieces if piece]


def _check_name(collection: str) -> None:
    if collection == CORPUS_COLLECTION or not _NAME.fullmatch(collection):
        raise IngestError(
            f"{collection!r} cannot be a collection",
            hint="use lower case letters, digits, dots and dashes, and not `corpus`: "
            "`hukou ingest notes.md --collection notes`",
        )


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES)
    else:
        yield path


def _records(file: Path, data: bytes) -> Iterator[dict[str, object]]:
    text = data.decode("utf-8")
    suffix = file.suffix.lower()
    if suffix == ".jsonl":
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                try:
                    record = _Record.model_validate_json(line)
                except ValidationError as error:
                    first = error.errors()[0]
                    where = ".".join(str(part) for part in first["loc"])
                    raise ValueError(f"line {number}: {where}: {first['msg']}") from error
                yield record.model_dump(mode="json")
    elif suffix in _SUFFIXES:
        body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
        if not body.strip():
            raise ValueError("the file is empty")
        heading = re.search(r"(?m)^#\s+(.+)$", body)
        pieces = split(body, markdown=suffix == ".md")
        for number, piece in enumerate(pieces, start=1):
            record = _Record(
                id=f"{file.stem}-{number}", text=piece, title=heading[1] if heading else file.stem
            )
            yield record.model_dump(mode="json")
    else:
        raise ValueError(f"{suffix or 'no ending'} is not read; give .md, .txt or .jsonl")


def _passages(collection: str, record: _Record) -> Iterator[Passage]:
    pieces = split(record.text)
    for number, piece in enumerate(pieces, start=1):
        name = record.id if len(pieces) == 1 else f"{record.id}~{number}"
        yield Passage(
            id=f"{collection}/{name}",
            statement_id=f"{collection}/{name}",
            text=piece,
            language=record.language or (Language.ZH if has_han(piece) else Language.EN),
            document=f"{collection}/{record.id}",
            title=record.title or record.id,
            place=record.place,
            statuses=record.statuses,
            facet=Facet.BACKGROUND,
            locators=(),
            collection=collection,
            url=record.url,
            effective_from=record.effective_from,
        )


def _load(folder: Path, collection: str) -> dict[str, dict[str, Any]]:  # JSON, as `ingest` stored
    path = folder / f"{collection}.json"
    if not path.exists():
        return {}
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CorpusError(
            f"{path} is damaged", hint=f"remove it and run `hukou ingest` for {collection} again"
        ) from error
    return dict(stored)


def _why(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8 text"
    if isinstance(error, FileNotFoundError):
        return "no such file"
    return str(error)
