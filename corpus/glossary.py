"""glossary.toml → Terms: what a word is called in each script, and what people type for it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError

GLOSSARY = Path(__file__).parent / "glossary.toml"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of this field.

    Attributes:
        chinese, traditional, pinyin, english: its names; several where a slash stood.
        typed: what people type for it.
        note: on its ambiguity.
    """

    chinese: tuple[str, ...]
    traditional: tuple[str, ...]
    pinyin: str
    english: tuple[str, ...]
    typed: tuple[str, ...]
    note: str


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    chinese: tuple[str, ...] = Field(min_length=1)
    traditional: tuple[str, ...] = ()
    pinyin: str = ""
    english: tuple[str, ...] = Field(min_length=1)
    typed: tuple[str, ...] = ()
    note: str = ""


def load_glossary(path: Path = GLOSSARY) -> tuple[Term, ...]:
    """Read every term.

    Raises:
        CorpusError: missing, not TOML, or a term without its names.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        records = [_Record.model_validate(record) for record in data["term"]]
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
        raise CorpusError(
            f"{path}: {str(error).splitlines()[0]}",
            hint="each [[term]] has chinese and english, and may have traditional, pinyin, typed, note",
        ) from error
    return tuple(Term(**record.model_dump()) for record in records)


def load_terms(path: Path = GLOSSARY) -> list[str]:
    """Every Chinese and English name, for checks that pass over known terms."""
    return [name for term in load_glossary(path) for name in (*term.chinese, *term.english)]
