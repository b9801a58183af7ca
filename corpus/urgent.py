"""urgent.toml: what cannot wait, by what it is known, and what is said first."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from corpus.patterns import NEVER, Words
from corpus.statement import Passage, Status

URGENT = Path(__file__).parent / "urgent.toml"


@dataclass(frozen=True, slots=True)
class Urgent:
    """Something that cannot wait.

    Attributes:
        words: what shows it.
        anyone: ids of the statements that come first, whoever asks.
        of_status: ids of those that come first for one status.
    """

    id: str
    words: Words
    anyone: tuple[str, ...]
    of_status: Mapping[Status, tuple[str, ...]]

    def is_in(self, text: str) -> bool:
        """Whether a text tells of it."""
        return self.words.are_in(text)

    def first_for(self, status: Status | None) -> tuple[str, ...]:
        """Ids of the statements that come first; where the status is not known, everybody's."""
        return self.of_status.get(status, self.anyone) if status else self.anyone


class _Case(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)
    not_en: str = Field(NEVER, min_length=1)
    not_zh: str = Field(NEVER, min_length=1)
    anyone: tuple[str, ...] = Field(min_length=1, max_length=3)
    foreigner: tuple[str, ...] = Field((), max_length=3)
    hmt: tuple[str, ...] = Field((), max_length=3)
    citizen: tuple[str, ...] = Field((), max_length=3)


def load_urgent(path: Path = URGENT) -> tuple[Urgent, ...]:
    """Read every case; none where there is no such file.

    Raises:
        CorpusError: not TOML, a missing or wrong key, or no regular expression.
    """
    if not path.exists():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_urgent(_Case.model_validate(record)) for record in data["case"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValidationError, re.error) as e:
        raise CorpusError(
            f"{path}: {str(e).splitlines()[0]}",
            hint="each [[case]] has id, en, zh, anyone, and may have not_en, not_zh and a status",
        ) from e


def unknown_first(cases: Sequence[Urgent], passages: Mapping[str, Passage]) -> list[str]:
    """Statements that do not exist or do not hold for whom they are shown, a line each."""
    wanted = [
        (case.id, key, statuses)
        for case in cases
        for keys, statuses in (
            (case.anyone, (Status.FOREIGNER, Status.HMT, Status.CITIZEN)),
            *((keys, (status,)) for status, keys in case.of_status.items()),
        )
        for key in keys
    ]
    return [
        f"urgent.toml: {case}: no statement {key!r} holds for {status.value} → name another"
        for case, key, statuses in wanted
        for status in statuses
        if (passage := passages.get(f"{key}.en")) is None or status not in passage.statuses
    ]


def _urgent(record: _Case) -> Urgent:
    of = {
        Status.FOREIGNER: record.foreigner,
        Status.HMT: record.hmt,
        Status.CITIZEN: record.citizen,
    }
    return Urgent(
        record.id,
        Words.of(record.en, record.zh, record.not_en, record.not_zh),
        record.anyone,
        {status: keys for status, keys in of.items() if keys},
    )
