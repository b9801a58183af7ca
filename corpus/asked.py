"""asked.toml: questions as people type them, each with the statement that answers it or with none.

Other question lines were written beside the statement that they lead to. These were written by
people who had seen nothing that is held, and then read by others, who looked for the answer: so
they are a sample of what is asked, and the share of those near a new question that something
answers says how likely that one is answered (`index/asked.py`).
"""

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from corpus.errors import CorpusError
from corpus.statement import Language

Lines = Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What people asked.

    Attributes:
        answered: questions by the id of the statement that answers them, wholly or in part.
        unanswered: questions by the document whose topic they are of, that nothing there answers.
    """

    answered: Mapping[str, Lines] = field(default_factory=dict)
    unanswered: Mapping[str, Lines] = field(default_factory=dict)


class Record(BaseModel):
    """Lines in one language or in both."""

    model_config = ConfigDict(extra="forbid")

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_a_line(self) -> "Record":
        if not self.en and not self.zh:
            raise ValueError("no line in either language")
        return self


_RECORDS = TypeAdapter(dict[str, Record])


def load_asked(path: Path, names: Container[str]) -> Asked:
    """Read it; nothing asked where there is no such file.

    Args:
        path: TOML with a table for each statement and each document, `en`, `zh` or both in each.
        names: ids of the statements and documents there are.

    Raises:
        CorpusError: not TOML, a wrong key, an unknown statement or document, or a line twice.
    """
    if not path.exists():
        return Asked()
    try:
        records = _RECORDS.validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CorpusError(
            f"{path}: {str(error).splitlines()[0]}",
            hint="it has tables named as a statement or a document, with en, zh or both",
        ) from error
    for key in records:
        if key not in names:
            raise CorpusError(
                f"{path}: no {key!r}", hint="name a statement by its id, a document as its file"
            )
    lines = [line for record in records.values() for line in (*record.en, *record.zh)]
    if len(set(lines)) < len(lines):
        twice = next(line for line in lines if lines.count(line) > 1)
        raise CorpusError(f"{path}: {twice!r} twice", hint="leave it where it belongs")
    found = {key: {Language.EN: r.en, Language.ZH: r.zh} for key, r in records.items()}
    return Asked(
        {key: lines for key, lines in found.items() if "#" in key},
        {key: lines for key, lines in found.items() if "#" not in key},
    )
