"""Questions from a file, and what was found for them as a TREC run."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import IngestError
from corpus.statement import CORPUS_COLLECTION
from index.retriever import Hit

_TAG = "hukou"


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore")  # sets from elsewhere carry more

    id: str = Field(min_length=1, coerce_numbers_to_str=True)
    text: str


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One question of a file, with its own id."""

    id: str
    text: str


def read_questions(path: Path) -> tuple[BatchQuestion, ...]:
    """Questions of a JSONL file, `{"id", "text"}` a line.

    Raises:
        IngestError: a line is not of that form, or an id stands twice or holds a space.
        OSError: the file cannot be read.
    """
    found: dict[str, BatchQuestion] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = _Line.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "line"
            raise _unusable(path, number, f"{where}: {first['msg']}") from error
        if record.id in found or " " in record.id:
            raise _unusable(path, number, f"the id {record.id!r} stands twice or holds a space")
        found[record.id] = BatchQuestion(record.id, record.text)
    if not found:
        raise _unusable(path, 1, "no question in it")
    return tuple(found.values())


def document_scores(hits: Sequence[Hit]) -> list[tuple[str, float]]:
    """Documents by the best of their passages, best first.

    Returns:
        (id, score): the statement's id of the corpus, a user's document by the id it came with.
    """
    best: dict[str, float] = {}
    for hit in hits:
        passage = hit.passage
        key = (
            passage.statement_id
            if passage.collection == CORPUS_COLLECTION
            else passage.document.removeprefix(f"{passage.collection}/")
        )
        best[key] = max(best.get(key, hit.score), hit.score)
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))


def run_lines(question_id: str, documents: Sequence[tuple[str, float]]) -> Iterator[str]:
    """`question Q0 document rank score tag`, ranks from 1; a space in an id becomes `%20`."""
    for rank, (document_id, score) in enumerate(documents, start=1):
        written = "%20".join(document_id.split())
        yield f"{question_id} Q0 {written} {rank} {score:.6f} {_TAG}\n"


def _unusable(path: Path, number: int, problem: str) -> IngestError:
    return IngestError(
        f"{path}:{number}: {problem}",
        hint=f"write one question a line: {json.dumps({'id': 'q1', 'text': '…'}, ensure_ascii=False)}",
    )
