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
        chinese, traditional, pinyin, english: its names; several are names of one thing.
        typed: what people type for it, wrong words and spellings among them.
        note: on its ambiguity.
        not_merged: Chinese names of terms that it must never be expanded into or taken for.
    """

    chinese: tuple[str, ...]
    traditional: tuple[str, ...]
    pinyin: str
    english: tuple[str, ...]
    typed: tuple[str, ...]
    note: str
    not_merged: tuple[str, ...] = ()


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    chinese: tuple[str, ...] = Field(min_length=1)
    traditional: tuple[str, ...] = ()
    pinyin: str = ""
    english: tuple[str, ...] = Field(min_length=1)
    typed: tuple[str, ...] = ()
    note: str = ""
    not_merged: tuple[str, ...] = ()


def load_glossary(path: Path = GLOSSARY) -> tuple[Term, ...]:
    """Read every term.

    Raises:
        CorpusError: missing, not TOML, a term without its names, a Chinese name of two terms, or a
            `not_merged` that names no other term or that the other term does not return.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        records = [_Record.model_validate(record) for record in data["term"]]
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
        raise CorpusError(
            f"{path}: {str(error).splitlines()[0]}",
            hint="each [[term]] has chinese and english, and may have traditional, pinyin, typed, note "
            "and not_merged",
        ) from error
    terms = tuple(Term(**record.model_dump()) for record in records)
    _check_not_merged(path, terms)
    return terms


def load_terms(path: Path = GLOSSARY) -> list[str]:
    """Every Chinese and English name, for checks that pass over known terms."""
    return [name for term in load_glossary(path) for name in (*term.chinese, *term.english)]


def _check_not_merged(path: Path, terms: tuple[Term, ...]) -> None:
    by_name = _by_chinese_name(path, terms)
    for term in terms:
        for name in term.not_merged:
            other = by_name.get(name)
            if other is None or other is term:
                raise CorpusError(
                    f"{path}: {term.chinese[0]} is not merged with {name}, which is no other term",
                    hint="not_merged has Chinese names of other terms of the file",
                )
            if not set(term.chinese) & set(other.not_merged):
                raise CorpusError(
                    f"{path}: {term.chinese[0]} is not merged with {name}, but {name} does not say so",
                    hint=f"add {term.chinese[0]} to the not_merged of {other.chinese[0]}",
                )


def _by_chinese_name(path: Path, terms: tuple[Term, ...]) -> dict[str, Term]:
    by_name: dict[str, Term] = {}
    for term in terms:
        for name in term.chinese:
            if name in by_name:
                raise CorpusError(
                    f"{path}: {name} is a Chinese name of two terms",
                    hint="keep it in one term and add it to `typed` of the other",
                )
            by_name[name] = term
    return by_name
