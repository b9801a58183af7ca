"""Tables of patterns: what a text is known by, read from TOML."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.errors import CorpusError

T = TypeVar("T")
NEVER = r"(?!)"  # a pattern that stands in no text
_SHARED = re.compile(r"(?<!\?P)<([a-z][\w -]*)>")  # words that several records share


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over text in normal form, of both languages.

    Attributes:
        shown: what shows a thing.
        denied: what shows that it is not so after all.
    """

    shown: re.Pattern[str]
    denied: re.Pattern[str]

    def are_in(self, text: str) -> bool:
        """Whether a text shows it."""
        return bool(self.shown.search(text)) and not self.denied.search(text)


class Patterns(BaseModel):
    """A record that has words in both languages."""

    model_config = ConfigDict(extra="forbid")

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)
    not_en: str = Field(NEVER, min_length=1)
    not_zh: str = Field(NEVER, min_length=1)

    @field_validator("*")
    @classmethod
    def _begins_at_the_beginning(cls, value: object) -> object:
        """A pattern of what stands anywhere, tried at each character, takes the square of their number."""
        if isinstance(value, str) and value.replace("(?:", "").startswith("(?="):
            raise ValueError(f"put ^ before {value[:20]!r}")
        return value

    @property
    def words(self) -> Words:
        """Compiled; re.error where one is no regular expression."""
        return Words(either(self.en, self.zh), either(self.not_en, self.not_zh))


def either(english: str, chinese: str) -> re.Pattern[str]:
    """One pattern for both languages; re.error where one is no regular expression."""
    return re.compile(f"(?:{english})|(?:{chinese})")


def load_table(path: Path, key: str, read: Callable[[object], T], *, hint: str) -> tuple[T, ...]:
    """Read every record of a table; none where there is no such file.

    Args:
        path: of the TOML file.
        key: of its records. Beside them `[words.NAME]` may hold words of both languages that several share: `<NAME>`
            in a pattern, or in words behind them, stands for those of its language.
        read: makes of a record what it stands for.
        hint: what a record must look like.

    Raises:
        CorpusError: not TOML, a missing or wrong key, or no regular expression.
    """
    if not path.exists():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        shared = _shared_words(data.get("words", {}))
        return tuple(read(_with_shared(record, shared)) for record in data[key])
    except ValidationError as e:
        first = e.errors()[0]
        raise CorpusError(
            f"{path}: {(first['loc'] or ('a record',))[0]}: {first['msg']}", hint=hint
        ) from e
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as e:
        raise CorpusError(f"{path}: {str(e).splitlines()[0]}", hint=hint) from e


def _shared_words(table: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    """Words that several records share, by name and language; one may name those before it."""
    known: dict[str, Mapping[str, str]] = {}
    for name, words in table.items():
        if not isinstance(words, Mapping):
            raise TypeError(f"[words.{name}] has en and zh")
        known[name] = {language: put_in(text, language, known) for language, text in words.items()}
    return known


def _with_shared(record: object, shared: Mapping[str, Mapping[str, str]]) -> object:
    """The record with the words that its patterns name put in."""
    if not isinstance(record, dict):
        return record
    patterns = Patterns.model_fields.keys() & record.keys()
    texts = {field: record[field] for field in patterns if isinstance(record[field], str)}
    return record | {field: put_in(text, field[-2:], shared) for field, text in texts.items()}


def put_in(text: str, language: str, shared: Mapping[str, Mapping[str, str]]) -> str:
    """A pattern with the words of its language for each name in it; TypeError where there are none."""

    def words(name: re.Match[str]) -> str:
        if language not in shared.get(name[1], {}):
            raise TypeError(f"there are no words {name[0]} in {language!r}")
        return f"(?:{shared[name[1]][language]})"

    return _SHARED.sub(words, text)
