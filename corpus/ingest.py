"""Users' files → Passages.

Markdown, text and JSONL. A file is read whole before anything is stored; one that cannot be read
is named and the others go on; what did not change is not touched.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.atomic import one_at_a_time, write_atomically
from corpus.errors import CorpusError, IngestError
from corpus.records import SUFFIXES, Record, records_of, split
from corpus.statement import (
    CORPUS_COLLECTION,
    Facet,
    Language,
    Passage,
)
from corpus.text import has_han

_NAME = re.compile(r"(?!(?:con|prn|aux|nul)\b)[a-z0-9](?:[a-z0-9._-]{0,59}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of the files.

    Attributes:
        passages: in the collection now.
        read, unchanged: names of files.
        removed: files that are gone, and their passages with them.
        failed: (file, why) of each that could not be read.
    """

    collection: str
    passages: int
    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


def ingest(folder: Path, collection: str, paths: Sequence[Path]) -> Ingested:
    """Read files and folders into a collection; a file read before is replaced, or removed.

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
        removed = [key for key in stored if _is_gone(key, paths)]
        for key in removed:
            del stored[key]
        for file in files:
            key = file.resolve().as_posix()
            if key in removed:
                continue
            try:
                data = file.read_bytes()
                digest = hashlib.sha256(data).hexdigest()
                if key in stored and stored[key]["sha256"] == digest:
                    unchanged.append(key)
                    continue
                records = list(records_of(file, data))
                stored[key] = {"sha256": digest, "records": records}
                read.append(key)
            except (OSError, ValueError) as error:
                failed.append((key, _why(error)))
        if read or removed:
            text = json.dumps(stored, ensure_ascii=False)
            write_atomically(folder / f"{collection}.json", text.encode())
    count = len(read_collection(folder, collection)) if stored else 0
    return Ingested(collection, count, tuple(read), tuple(unchanged), tuple(removed), tuple(failed))


def collections_in(folder: Path) -> tuple[str, ...]:
    """Names of the collections that hold something."""
    return tuple(sorted(path.stem for path in folder.glob("*.json")))


def read_collection(folder: Path, collection: str) -> tuple[Passage, ...]:
    """A collection's passages, split to size.

    Raises:
        CorpusError: the stored file is damaged.
    """
    seen: Counter[str] = Counter()
    passages: list[Passage] = []
    for file in _load(folder, collection).values():
        for stored in file["records"]:
            record = Record.model_validate(stored)
            seen[record.id] += 1
            if seen[record.id] > 1:  # of another file with the same name
                record = record.model_copy(update={"id": f"{record.id}-({seen[record.id]})"})
            passages += _passages(collection, record)
    return tuple(passages)


def _check_name(collection: str) -> None:
    if collection == CORPUS_COLLECTION or not _NAME.fullmatch(collection):
        raise IngestError(
            f"{collection!r} cannot be a collection",
            hint="use lower case letters, digits, dots and dashes, and not `corpus`: "
            "`hukou ingest notes.md --collection notes`",
        )


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES)
    else:
        yield path


def _is_gone(key: str, paths: Sequence[Path]) -> bool:
    """Whether a file that was read, and stands in what is read now, is there no more."""
    file = Path(key)
    return not file.exists() and any(file.is_relative_to(path.resolve()) for path in paths)


def _passages(collection: str, record: Record) -> Iterator[Passage]:
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
            effective_until=record.effective_until,
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
