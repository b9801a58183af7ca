"""urgent.toml: what cannot wait, by what it is known, and what is said first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from corpus.patterns import Patterns, Words, load_table
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


class _Case(Patterns):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    anyone: tuple[str, ...] = Field(min_length=1, max_length=3)
    foreigner: tuple[str, ...] = Field((), max_length=3)
    hmt: tuple[str, ...] = Field((), max_length=3)
    citizen: tuple[str, ...] = Field((), max_length=3)


def load_urgent(path: Path = URGENT) -> tuple[Urgent, ...]:
    """Read every case; none where there is no such file.

    Raises:
        CorpusError: not TOML, a missing or wrong key, or no regular expression.
    """
    return load_table(
        path,
        "case",
        lambda record: _urgent(_Case.model_validate(record)),
        hint="each [[case]] has id, en, zh, anyone, and may have not_en, not_zh and a status",
    )


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
        record.words,
        record.anyone,
        {status: keys for status, keys in of.items() if keys},
    )
