"""declined.toml: kinds of questions that are not answered, with examples of each."""

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.asked import Record
from corpus.errors import CorpusError
from corpus.statement import Language

NEAR_MISS = "near-miss"
DeclinedReason = Literal["unsafe", "out_of_scope", "not_in_corpus"]


@dataclass(frozen=True, slots=True)
class Declined:
    """A kind of question that is not answered.

    Attributes:
        reason: why; a reason of a refusal.
        notes: what is said in its place, in our own words and without a rule.
        statements: ids of statements that help most: the lawful way, the nearest rule.
        examples: what people type.
    """

    id: str
    reason: DeclinedReason
    notes: Mapping[Language, str]
    statements: tuple[str, ...]
    examples: Mapping[Language, tuple[str, ...]]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    reason: DeclinedReason
    note_en: str = Field(min_length=1)
    note_zh: str = Field(min_length=1)
    statements: tuple[str, ...] = Field((), max_length=2)
    en: tuple[str, ...] = Field(min_length=1)
    zh: tuple[str, ...] = Field(min_length=1)


def load_near_misses(path: Path, documents: Container[str]) -> tuple[Declined, ...]:
    """Questions near a document that nothing answers, as one kind; none where there is no file.

    Args:
        path: TOML with `note_en`, `note_zh`, and for each document `en`, `zh` or both.
        documents: ids of those there are.

    Raises:
        CorpusError: not TOML, a missing or wrong key, or an unknown document.
    """
    if not path.exists():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        notes = {Language.EN: data.pop("note_en"), Language.ZH: data.pop("note_zh")}
        near = {key: Record.model_validate(record) for key, record in data.items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
        raise CorpusError(
            f"{path}: {str(error).splitlines()[0]}",
            hint="it has note_en, note_zh, and for each document en, zh or both",
        ) from error
    if unknown := [key for key in near if key not in documents]:
        raise CorpusError(
            f"{path}: no document {unknown[0]!r}", hint="name it as its file is named"
        )
    examples = {
        Language.EN: tuple(text for record in near.values() for text in record.en),
        Language.ZH: tuple(text for record in near.values() for text in record.zh),
    }
    return (Declined(NEAR_MISS, "not_in_corpus", notes, (), examples),)


def load_declined(path: Path) -> tuple[Declined, ...]:
    """Read every kind; none where there is no such file.

    Raises:
        CorpusError: not TOML, a record with a wrong or missing key, or one id twice.
    """
    if not path.exists():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        records = [_Record.model_validate(record) for record in data["kind"]]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValidationError) as error:
        raise CorpusError(
            f"{path}: {str(error).splitlines()[0]}",
            hint="each [[kind]] has id, reason, note_en, note_zh, en and zh, and may have statements",
        ) from error
    ids = [record.id for record in records]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise CorpusError(f"{path}: kind {twice[0]!r} twice", hint="give it another id")
    return tuple(
        Declined(
            record.id,
            record.reason,
            {Language.EN: record.note_en, Language.ZH: record.note_zh},
            record.statements,
            {Language.EN: record.en, Language.ZH: record.zh},
        )
        for record in records
    )
