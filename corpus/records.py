"""A user's file → records to be kept: the one home of LangChain's text splitters.

A law is cut along its articles, Markdown along its headings, other text by length.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from langchain_text_splitters import MarkdownHeaderTextSplitter, RecursiveCharacterTextSplitter
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.articles import article_of, articles_in
from corpus.places import Places, load_places
from corpus.statement import NATION, Language, Status
from corpus.text import has_han

PASSAGE_CHARACTERS = 700  # of English; about 180 tokens, well inside the model's 512
CHINESE_CHARACTERS = 300
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.S)
SUFFIXES = (".md", ".txt", ".jsonl")


class Record(BaseModel):
    """One line of a JSONL file."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)
    title: str = ""
    language: Language | None = None
    place: str = NATION
    statuses: tuple[Status, ...] = ()
    effective_from: date | None = None
    effective_until: date | None = None
    url: str | None = None


class _Header(BaseModel):
    """What a Markdown or text file may say of itself between two lines `---`; more is ignored."""

    model_config = ConfigDict(extra="ignore")

    title: str = ""
    language: Language | None = None
    place: str = NATION
    statuses: tuple[Status, ...] = ()
    effective_from: date | None = None
    effective_until: date | None = None
    url: str | None = None


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
    parts = articles_in(text)
    if len(parts) == 1 and markdown:
        headers = [("#", "1"), ("##", "2"), ("###", "3")]
        by_heading = MarkdownHeaderTextSplitter(headers, strip_headers=False)
        parts = [document.page_content for document in by_heading.split_text(text)]
    pieces = (piece.strip() for part in parts for piece in splitter.split_text(part))
    return [piece for piece in pieces if piece]


def records_of(file: Path, data: bytes) -> Iterator[dict[str, object]]:
    """What a file says, cut into records.

    Raises:
        ValueError: it is not UTF-8, empty, of another kind, or a line or header of it is wrong.
    """
    text = data.decode("utf-8")
    suffix = file.suffix.lower()
    if suffix == ".jsonl":
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                try:
                    record = Record.model_validate_json(line)
                except ValidationError as error:
                    raise ValueError(f"line {number}: {_first(error)}") from error
                try:
                    yield _placed(record).model_dump(mode="json")
                except ValueError as error:
                    raise ValueError(f"line {number}: {error}") from error
    elif suffix in SUFFIXES:
        yield from _text_records(file, text)
    else:
        raise ValueError(f"{suffix or 'no ending'} is not read; give .md, .txt or .jsonl")


def _text_records(file: Path, text: str) -> Iterator[dict[str, object]]:
    """A law's articles, `law:39`, each whole; of another text the pieces, `notes-1`."""
    body = _FRONT_MATTER.sub("", text)
    if not body.strip():
        raise ValueError("the file is empty")
    header = _header(text)
    heading = re.search(r"(?m)^#\s+(.+)$", body)
    said = header.model_dump() | {"title": header.title or (heading[1] if heading else file.stem)}
    parts = articles_in(body)
    if len(parts) == 1:
        parts = split(body, markdown=file.suffix.lower() == ".md")
    seen: Counter[str] = Counter()
    for number, part in enumerate(parts, start=1):
        article = article_of(part)
        name = f"{file.stem}:{article}" if article else f"{file.stem}-{number}"
        seen[name] += 1
        record_id = name if seen[name] == 1 else f"{name}-({seen[name]})"
        yield _placed(Record(id=record_id, text=part, **said)).model_dump(mode="json")


def _header(text: str) -> _Header:
    """The front matter of a file; nothing said where there is none, or none that is YAML."""
    match = _FRONT_MATTER.match(text)
    try:
        said = yaml.safe_load(match[1]) if match else {}
    except yaml.YAMLError:
        said = {}
    try:
        return _Header.model_validate(said if isinstance(said, dict) else {})
    except ValidationError as error:
        raise ValueError(f"front matter: {_first(error)}") from error


def _placed(record: Record) -> Record:
    """With the path of its place, which may be given by its name.

    Raises:
        ValueError: the place is unknown or has several meanings: its text would hold nowhere.
    """
    paths = _places().resolve(record.place)
    if len(paths) != 1:
        several = f"may be {' or '.join(paths)}" if paths else "is not known"
        raise ValueError(
            f"place {record.place!r} {several}; give a path such as cn/guangdong/shenzhen"
        )
    return record.model_copy(update={"place": paths[0]})


@cache
def _places() -> Places:
    return load_places()


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
