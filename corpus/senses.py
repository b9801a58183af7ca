"""senses.toml: names that stand for a different thing for each status, and what is asked of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.patterns import Patterns, Words, either, load_table, put_in
from corpus.statement import Passage, Status

SENSES = Path(__file__).parent / "senses.toml"
RESIDENCE_PERMIT = "residence permit"  # the name of that sense


@dataclass(frozen=True, slots=True)
class Ask:
    """Something asked of such a name.

    Attributes:
        words: what shows that it is asked; either language, in normal form.
        leads: ids of the statements that answer it, for each status that has a rule.
    """

    words: re.Pattern[str]
    leads: Mapping[Status, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sense:
    """A name that means another thing for each status.

    Attributes:
        words: the bare name, and what makes it another name.
        asks: what is asked of it, the more particular first.
    """

    name: str
    words: Words
    asks: tuple[Ask, ...]

    def is_in(self, text: str) -> bool:
        """Whether a text uses the name."""
        return self.words.are_in(text)

    def asked(self, text: str) -> Ask | None:
        """The first of its asks whose words stand in a text; None where none does."""
        return next((ask for ask in self.asks if ask.words.search(text)), None)


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)


class _Ask(_Words):
    foreigner: tuple[str, ...] = Field((), max_length=2)
    hmt: tuple[str, ...] = Field((), max_length=2)
    citizen: tuple[str, ...] = Field((), max_length=2)


class _Sense(Patterns):
    name: str = Field(min_length=1)
    shared: Mapping[str, _Words] = Field(default_factory=dict, alias="words")
    ask: tuple[_Ask, ...] = Field(min_length=1)


def load_senses(path: Path = SENSES) -> tuple[Sense, ...]:
    """Read every sense; none where there is no such file.

    Raises:
        CorpusError: not TOML, a missing or wrong key, or no regular expression.
    """
    return load_table(
        path,
        "sense",
        lambda record: _sense(_Sense.model_validate(record)),
        hint="each [[sense]] has name, en, zh and [[sense.ask]] with en, zh and statements",
    )


def unknown_leads(senses: Sequence[Sense], passages: Mapping[str, Passage]) -> list[str]:
    """Leads that do not exist or do not hold for their status, a line each, with the mend.

    Args:
        senses: as read.
        passages: of the corpus, by id.
    """
    return [
        f"senses.toml: {sense.name}: no statement {lead!r} holds for {status.value} → name another"
        for sense in senses
        for ask in sense.asks
        for status, leads in ask.leads.items()
        for lead in leads
        if (passage := passages.get(f"{lead}.en")) is None or status not in passage.statuses
    ]


def _sense(record: _Sense) -> Sense:
    asks = tuple(_ask(ask, record.shared) for ask in record.ask)
    return Sense(record.name, record.words, asks)


def _ask(record: _Ask, shared: Mapping[str, _Words]) -> Ask:
    of = {
        Status.FOREIGNER: record.foreigner,
        Status.HMT: record.hmt,
        Status.CITIZEN: record.citizen,
    }
    leads = {status: ids for status, ids in of.items() if ids}
    words = {name: {"en": each.en, "zh": each.zh} for name, each in shared.items()}
    english, chinese = put_in(record.en, "en", words), put_in(record.zh, "zh", words)
    return Ask(either(english, chinese), leads)
