"""conflicts.toml: where sources disagree, or a number means different things to different people."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from corpus.statement import Language, Locator

CONFLICTS = Path(__file__).parent / "conflicts.toml"


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says.

    Attributes:
        statements: ids of those that say it; empty where the sides are of different people, or
            where no statement says just this.
    """

    says: Mapping[Language, str]
    locators: tuple[Locator, ...]
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more sides.

    Attributes:
        prevails: the side that stands, counted from 1; None where that is open, or where each
            side is right for its own people.
    """

    id: str
    titles: Mapping[Language, str]
    sides: tuple[Side, ...]
    prevails: int | None
    reasons: Mapping[Language, str]


class _Side(BaseModel):
    model_config = ConfigDict(extra="forbid")

    says_en: str = Field(min_length=1)
    says_zh: str = Field(min_length=1)
    locators: tuple[str, ...] = Field(min_length=1)
    statements: tuple[str, ...] = ()


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title_en: str = Field(min_length=1)
    title_zh: str = Field(min_length=1)
    sides: tuple[_Side, ...] = Field(min_length=2)
    prevails: int = Field(ge=0)
    reason_en: str = Field(min_length=1)
    reason_zh: str = Field(min_length=1)


def load_conflicts(path: Path = CONFLICTS) -> tuple[Disagreement, ...]:
    """Read every record, in the file's order.

    Raises:
        CorpusError: missing, not TOML, a wrong key, or a side that does not exist prevails.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_disagreement(_Record.model_validate(r)) for r in data["conflict"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValidationError, ValueError) as error:
        raise CorpusError(
            f"{path}: {str(error).splitlines()[0]}",
            hint="each [[conflict]] has id, titles, reasons, prevails and two or more sides",
        ) from error


def _disagreement(record: _Record) -> Disagreement:
    if record.prevails > len(record.sides):
        raise ValueError(f"{record.id}: side {record.prevails} prevails, of {len(record.sides)}")
    return Disagreement(
        record.id,
        {Language.EN: record.title_en, Language.ZH: record.title_zh},
        tuple(
            Side(
                {Language.EN: side.says_en, Language.ZH: side.says_zh},
                tuple(Locator.parse(text) for text in side.locators),
                side.statements,
            )
            for side in record.sides
        ),
        record.prevails or None,
        {Language.EN: record.reason_en, Language.ZH: record.reason_zh},
    )
