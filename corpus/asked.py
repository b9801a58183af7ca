"""asked.toml: questions as people type them, each with the statement that answers it or with none.

askers.toml says of many of them whether their words show who asks; asked_translations.jsonl has them in the
other language, so that a question finds those that people asked in either; asked_further.jsonl has what else a
caseworker would tell who asks: the exception, the penalty, the answer to the question's other half.

Other question lines were written beside the statement that they lead to. These were written by
people who had seen nothing that is held, and then read by others, who looked for the answer: so
they are a sample of what is asked, and the share of those near a new question that something
answers says how likely that one is answered (`index/asked.py`).
"""

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from corpus.errors import CorpusError
from corpus.rows import read_rows
from corpus.statement import Language

Lines = Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What people asked.

    Attributes:
        answered: questions by the id of the statement that answers them, wholly or in part.
        unanswered: questions by the document whose topic they are of, that nothing there answers.
        show_asker: whether a question's words show which group asks; not of all.
        translations: a question → the same in the other language; not of all.
        further: a question → ids of up to two statements more that its asker needs, the best first; of those that
            need one.
    """

    answered: Mapping[str, Lines] = field(default_factory=dict)
    unanswered: Mapping[str, Lines] = field(default_factory=dict)
    show_asker: Mapping[str, bool] = field(default_factory=dict)
    translations: Mapping[str, str] = field(default_factory=dict)
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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


class Translation(BaseModel):
    """A question of the sample, and the same in the other language."""

    model_config = ConfigDict(extra="forbid")

    asked: str
    translation: str = Field(min_length=1)


class Further(BaseModel):
    """A question of the sample, and what its asker needs beside the statement that it stands under."""

    model_config = ConfigDict(extra="forbid")

    asked: str
    further: tuple[str, ...] = Field(min_length=1, max_length=2)


class Askers(BaseModel):
    """Questions of the sample by who asks, as far as their words show it to a reader."""

    model_config = ConfigDict(extra="forbid")

    foreigner: tuple[str, ...] = ()
    hmt: tuple[str, ...] = ()
    citizen: tuple[str, ...] = ()
    anyone: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def show_asker(self) -> Mapping[str, bool]:
        """Question → whether its words show one group."""
        shown = (*self.foreigner, *self.hmt, *self.citizen)
        return dict.fromkeys(shown, True) | dict.fromkeys((*self.anyone, *self.unclear), False)


_RECORDS = TypeAdapter(dict[str, Record])


def load_asked(path: Path, names: Container[str]) -> Asked:
    """Read it and the three files beside it; nothing asked where there is no such file.

    Args:
        path: TOML with a table for each statement and each document, `en`, `zh` or both in each.
        names: ids of the statements and documents there are.

    Raises:
        CorpusError: not TOML, a wrong key, an unknown statement or document, a line twice,
            or one of the other files that names what is not asked or not held.
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
    asked = Asked(
        {key: lines for key, lines in found.items() if "#" in key},
        {key: lines for key, lines in found.items() if "#" not in key},
    )
    return replace(
        asked,
        show_asker=_load_askers(path.with_name("askers.toml"), set(lines)),
        translations=_load_translations(path.with_name("asked_translations.jsonl"), set(lines)),
        further=_load_further(path.with_name("asked_further.jsonl"), asked.answered, names),
    )


def _load_askers(path: Path, asked: Container[str]) -> Mapping[str, bool]:
    if not path.exists():
        return {}
    try:
        show_asker = Askers(**tomllib.loads(path.read_text(encoding="utf-8"))).show_asker
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CorpusError(
            f"{path}: {str(error).splitlines()[0]}",
            hint=f"it has lists of questions: {', '.join(Askers.model_fields)}",
        ) from error
    for line in show_asker:
        if line not in asked:
            raise CorpusError(f"{path}: {line!r} is not asked", hint="take it from asked.toml")
    return show_asker


def _load_translations(path: Path, asked: Container[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for place, row in read_rows(path, Translation, '{"asked": "…", "translation": "…"}'):
        if row.asked not in asked:
            raise CorpusError(
                f"{place}: {row.asked!r} is not asked", hint="take it from asked.toml"
            )
        if row.asked in found or row.translation in asked:
            raise CorpusError(
                f"{place}: {row.asked!r} twice, or its translation is asked too",
                hint="leave it out",
            )
        found[row.asked] = row.translation
    return found


def _load_further(
    path: Path, answered: Mapping[str, Lines], names: Container[str]
) -> Mapping[str, tuple[str, ...]]:
    stands_under = {
        line: key for key, both in answered.items() for lines in both.values() for line in lines
    }
    found: dict[str, tuple[str, ...]] = {}
    for place, row in read_rows(path, Further, '{"asked": "…", "further": ["…"]}'):
        own = stands_under.get(row.asked)
        if own is None or row.asked in found:
            raise CorpusError(
                f"{place}: {row.asked!r} is not answered in asked.toml, or twice here",
                hint="take it from asked.toml, once",
            )
        for key in row.further:
            if "#" not in key or key not in names or key == own or row.further.count(key) > 1:
                raise CorpusError(
                    f"{place}: {key!r} is no other statement",
                    hint="name statements by id, each once",
                )
        found[row.asked] = row.further
    return found
