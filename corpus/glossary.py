"""glossary.toml → Terms: what a word is called in each script, and what people type for it."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from corpus.text import has_han, normal_form

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


class Wording:
    """What people type for a term → the names that the corpus uses for it."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._names = _unambiguous(terms)
        latin = sorted((f for f in self._names if not has_han(f)), key=len, reverse=True)
        self._latin = re.compile(
            r"(?<![a-z0-9])(?:" + ("|".join(map(re.escape, latin)) or "(?!)") + r")(?![a-z0-9])"
        )
        self._chinese = sorted((f for f in self._names if has_han(f)), key=len, reverse=True)

    def names_for(self, text: str) -> tuple[str, ...]:
        """Names to search for besides a text's own words, in the order of their terms' first mention.

        A form that could mean terms which are not merged gives none.
        """
        plain = normal_form(text)
        found = [(match.start(), match[0]) for match in self._latin.finditer(plain)]
        rest = plain
        for form in self._chinese:
            start = rest.find(form)
            if start >= 0:
                found.append((start, form))
                rest = rest.replace(form, "\N{BULLET}" * len(form))
        names = (name for _, form in sorted(found) for name in self._names[form])
        return tuple(dict.fromkeys(name for name in names if normal_form(name) not in plain))


def _unambiguous(terms: Sequence[Term]) -> dict[str, tuple[str, str]]:
    """Typed forms that mean one term only → its English and Chinese name."""
    by_form: dict[str, list[Term]] = {}
    for term in terms:
        for form in {normal_form(form) for form in term.typed}:
            by_form.setdefault(form, []).append(term)
    chinese = {name: term for term in terms for name in term.chinese}
    names: dict[str, tuple[str, str]] = {}
    for form, owners in by_form.items():
        (first, *more) = owners
        others = [chinese[name] for name in first.not_merged]
        of_others = [normal_form(n) for t in others for n in (*t.chinese, *t.english, *t.typed)]
        if not more and len(form) >= 2 and not any(form in name for name in of_others):
            names[form] = (first.english[0], first.chinese[0])
    return names


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
