"""senses.toml: names that stand for a different thing for each status, and what is asked of them."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from corpus.statement import Passage, Status

_NEVER = r"(?!)"
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
        words: the bare name; either language, in normal form.
        others: what makes it another name.
        asks: what is asked of it, the more particular first.
    """

    name: str
    words: re.Pattern[str]
    others: re.Pattern[str]
    asks: tuple[Ask, ...]

    def is_in(self, text: str) -> bool:
        """Whether a text uses the name."""
        return bool(self.words.search(text)) and not self.others.search(text)

    def asked(self, text: str) -> Ask | None:
        """The first of its asks whose words stand in a text; None where none does."""
        return next((ask for ask in self.asks if ask.words.search(text)), None)


class _Ask(BaseModel):
    model_config = ConfigDict(extra="forbid")

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)
    foreigner: tuple[str, ...] = Field((), max_length=2)
    hmt: tuple[str, ...] = Field((), max_length=2)
    citizen: tuple[str, ...] = Field((), max_length=2)


class _Sense(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)
    not_en: str = Field(_NEVER, min_length=1)
    not_zh: str = Field(_NEVER, min_length=1)
    ask: tuple[_Ask, ...] = Field(min_length=1)


def load_senses(path: Path = SENSES) -> tuple[Sense, ...]:
    """Read every sense; none where there is no such file.

    Raises:
        CorpusError: not TOML, a missing or wrong key, or no regular expression.
    """
    if not path.exists():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        records = [_Sense.model_validate(record) for record in data["sense"]]
        return tuple(_sense(record) for record in records)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValidationError, re.error) as e:
        raise CorpusError(
            f"{path}: {str(e).splitlines()[0]}",
            hint="each [[sense]] has name, en, zh and [[sense.ask]] with en, zh and statements",
        ) from e


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
    return Sense(
        record.name,
        _either(record.en, record.zh),
        _either(record.not_en, record.not_zh),
        tuple(_ask(ask) for ask in record.ask),
    )


def _ask(record: _Ask) -> Ask:
    of = {
        Status.FOREIGNER: record.foreigner,
        Status.HMT: record.hmt,
        Status.CITIZEN: record.citizen,
    }
    leads = {status: ids for status, ids in of.items() if ids}
    return Ask(_either(record.en, record.zh), leads)


def _either(english: str, chinese: str) -> re.Pattern[str]:
    return re.compile(f"(?:{english})|(?:{chinese})")
