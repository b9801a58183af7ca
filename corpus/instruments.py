"""instruments.toml: every source that a statement may cite, its outline and its versions."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from corpus.statement import NATION, Language, Locator


class Grade(StrEnum):
    """The kind of an instrument, highest first; rank decides only among the first two."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    MINISTRY_RULE = "ministry_rule"
    POLICY_DOCUMENT = "policy_document"
    LOCAL_REGULATION = "local_regulation"
    LOCAL_RULE = "local_rule"
    OFFICIAL_GUIDE = "official_guide"
    PAGE = "page"


# What is in force from a day on; a guide or a page says of itself of what time it is.
RULES = frozenset(Grade) - {Grade.OFFICIAL_GUIDE, Grade.PAGE}


class Standing(StrEnum):
    """Whether an instrument is in force; `unchecked` where later changes were not looked for."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    UNCHECKED = "unchecked"


Numbering = Literal["articles", "points", "parts"]
Outline = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, rule, page or paper that we cite, in one version.

    Attributes:
        number: the document number (文号), "" where it has none.
        outline: article → items in each of its paragraphs; empty for pages and unread texts.
        partial: only some articles were read, so the outline lists those alone.
        read: False where only the existence of the text is known.
        touches: ids of the instruments that an unread text changes, or may change.
        text_as_of: the month or day up to which the text read is known to hold.
        published: the date of a page.
        numbering: articles (第39条), running points of a policy document, or parts with points.
    """

    id: str
    titles: Mapping[Language, str]
    bodies: Mapping[Language, str]
    number: str
    grade: Grade
    standing: Standing
    place: str
    effective_from: date | None
    effective_until: date | None
    text_as_of: str
    published: date | None
    numbering: Numbering
    outline: Outline
    partial: bool
    read: bool
    touches: tuple[str, ...]
    url: str | None
    notes: Mapping[Language, str]

    def holds(self, locator: Locator) -> bool:
        """Whether the outline has the article, paragraph and item; a whole page always."""
        if locator.article is None:
            return not self.outline
        paragraphs = self.outline.get(locator.article)
        if paragraphs is None:
            return False
        if locator.paragraph is None:
            return locator.item is None and len(paragraphs) >= 1
        if locator.paragraph > len(paragraphs):
            return False
        return locator.item is None or 1 <= locator.item <= paragraphs[locator.paragraph - 1]

    def standing_at(self, day: date) -> Standing:
        """Its standing on a day: in force up to its last day, superseded after it."""
        if self.effective_until is None or self.standing is Standing.REPEALED:
            return self.standing
        return Standing.SUPERSEDED if day > self.effective_until else Standing.IN_FORCE


class _Version(BaseModel):
    model_config = ConfigDict(extra="forbid")

    effective_from: date
    text_as_of: str
    note_en: str = ""
    note_zh: str = ""
    outline_changes: str = ""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title_en: str = Field(min_length=1)
    title_zh: str = Field(min_length=1)
    body_en: str = Field(min_length=1)
    body_zh: str = Field(min_length=1)
    number: str = ""
    grade: Grade
    status: Standing
    place: str = NATION
    effective_from: date | None = None
    effective_until: date | None = None
    text_as_of: str = Field(pattern=r"^\d{4}(-\d{2}){0,2}$")
    published: date | None = None
    numbering: Numbering = "articles"
    outline: str = ""
    partial: bool = False
    read: bool = True
    touches: tuple[str, ...] = ()
    url: str | None = None
    note_en: str = ""
    note_zh: str = ""
    versions: list[_Version] = []


class Instruments:
    """All instruments, by id and, where a text was amended, by day."""

    def __init__(self, versions: Mapping[str, tuple[Instrument, ...]]) -> None:
        self._versions = versions

    def __contains__(self, instrument_id: object) -> bool:
        return instrument_id in self._versions

    def __iter__(self) -> Iterator[str]:
        return iter(self._versions)

    def __len__(self) -> int:
        return len(self._versions)

    def versions(self, instrument_id: str) -> tuple[Instrument, ...]:
        """Every version, oldest first."""
        return self._versions[instrument_id]

    def newer_unread(self, instrument_id: str, day: date) -> tuple[Instrument, ...]:
        """Texts that nobody here read and that touch an instrument, in force on that day."""
        return tuple(
            first
            for first, *_ in self._versions.values()
            if instrument_id in first.touches
            and (first.effective_from is None or first.effective_from <= day)
        )

    def at(self, locator: Locator, day: date) -> Instrument:
        """The version a locator means: the one it names, else the one in force on that day.

        Before the first version took effect, the first; KeyError for an unknown id or version.
        """
        versions = self._versions[locator.instrument]
        if locator.version is not None:
            wanted = date.fromisoformat(locator.version)
            for version in versions:
                if version.effective_from == wanted:
                    return version
            raise KeyError(str(locator))
        started = [v for v in versions if v.effective_from is None or v.effective_from <= day]
        return started[-1] if started else versions[0]

    def first_day(self, locators: Sequence[Locator]) -> date | None:
        """The first day on which the rule named first is in force: the one that a statement stands on.

        None where that is a page or has no date: it says of itself of what time it is.
        """
        if not locators:
            return None
        version = self.at(locators[0], date.min)
        return version.effective_from if version.grade in RULES else None


def load_instruments(path: Path) -> Instruments:
    """Read instruments.toml.

    Raises:
        CorpusError: the file is missing, not TOML, or a record has a wrong or missing key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CorpusError(f"{path} is missing", hint="restore it with `git checkout`") from error
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{path}: {error}", hint="mend the line it names") from error
    instruments = Instruments({key: _versions(path, key, value) for key, value in data.items()})
    for key in instruments:
        for touched in instruments.versions(key)[0].touches:
            if touched not in instruments:
                raise CorpusError(
                    f"{path}: [{key}] touches: no record {touched!r}", hint="name an existing id"
                )
    return instruments


def parse_outline(text: str) -> dict[str, tuple[int, ...]]:
    """Read `39:0,0 76:6,1`: article 76 has two paragraphs, the first with six items."""
    outline: dict[str, tuple[int, ...]] = {}
    for part in text.split():
        article, _, counts = part.partition(":")
        outline[article] = tuple(int(count) for count in counts.split(","))
    return outline


def _versions(path: Path, key: str, value: object) -> tuple[Instrument, ...]:
    try:
        record = _Record.model_validate(value)
        first = _first_version(key, record)
        versions = [first]
        for change in record.versions:
            versions.append(
                replace(
                    versions[-1],
                    effective_from=change.effective_from,
                    effective_until=None,
                    text_as_of=change.text_as_of,
                    outline={**versions[-1].outline, **parse_outline(change.outline_changes)},
                    notes={Language.EN: change.note_en, Language.ZH: change.note_zh},
                )
            )
        return tuple(versions)
    except ValidationError as error:
        problem = error.errors()[0]
        name = ".".join(str(part) for part in problem["loc"])
        raise CorpusError(
            f"{path}: [{key}] {name}: {problem['msg']}",
            hint="corpus/instruments.py lists the keys of a record and what each takes",
        ) from error
    except ValueError as error:
        raise CorpusError(
            f"{path}: [{key}] outline: {error}",
            hint="write article:items,items for each article, as in `39:0,0 76:6,1`",
        ) from error


def _first_version(key: str, record: _Record) -> Instrument:
    return Instrument(
        id=key,
        titles={Language.EN: record.title_en, Language.ZH: record.title_zh},
        bodies={Language.EN: record.body_en, Language.ZH: record.body_zh},
        number=record.number,
        grade=record.grade,
        standing=record.status,
        place=record.place,
        effective_from=record.effective_from,
        effective_until=record.effective_until,
        text_as_of=record.text_as_of,
        published=record.published,
        numbering=record.numbering,
        outline=parse_outline(record.outline),
        partial=record.partial,
        read=record.read,
        touches=record.touches,
        url=record.url,
        notes={Language.EN: record.note_en, Language.ZH: record.note_zh},
    )
