"""situations.toml: what a few words show and one rule decides, where a neighbouring rule has the same words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from corpus.patterns import Patterns, Words, load_table
from corpus.statement import Passage, Status

SITUATIONS = Path(__file__).parent / "situations.toml"


@dataclass(frozen=True, slots=True)
class Situation:
    """What a question tells of.

    Attributes:
        status: whose matter it is, whoever asks; None where the words do not say.
        leads: ids of the statements that decide it, best first.
        bars: documents and statements that are not shown beside them.
    """

    id: str
    words: Words
    status: Status | None
    leads: tuple[str, ...]
    bars: frozenset[str]

    def is_in(self, text: str) -> bool:
        """Whether a text tells of it."""
        return self.words.are_in(text)

    def bars_passage(self, passage: Passage) -> bool:
        """Whether a passage is not shown beside its leads."""
        return passage.document in self.bars or passage.statement_id in self.bars


class _Record(Patterns):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    status: Status | None = None
    leads: tuple[str, ...] = Field(min_length=1, max_length=3)
    bars: tuple[str, ...] = ()


def load_situations(path: Path = SITUATIONS) -> tuple[Situation, ...]:
    """Read every situation; none where there is no such file.

    Raises:
        CorpusError: not TOML, a missing or wrong key, or no regular expression.
    """
    return load_table(
        path,
        "situation",
        lambda record: _situation(_Record.model_validate(record)),
        hint="each [[situation]] has id, en, zh, leads, and may have not_en, not_zh, status and bars",
    )


def _situation(record: _Record) -> Situation:
    bars = frozenset(record.bars)
    return Situation(record.id, record.words, record.status, record.leads, bars)


def unknown_rules(situations: Sequence[Situation], passages: Mapping[str, Passage]) -> list[str]:
    """Statements and documents that do not exist, or are not for the status named, a line each."""
    documents = {passage.document for passage in passages.values()}
    statements = {passage.statement_id for passage in passages.values()}
    faults = []
    for situation in situations:
        for key in situation.leads:
            passage = passages.get(f"{key}.en")
            wanted = situation.status
            if passage is None or (wanted is not None and wanted not in passage.statuses):
                faults.append((situation.id, key))
        faults += [(situation.id, b) for b in situation.bars if b not in documents | statements]
    return [f"situations.toml: {name}: no {key!r} holds → name another" for name, key in faults]
