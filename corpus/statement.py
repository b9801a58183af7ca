"""The nouns of the corpus: statements, where they come from and for whom they hold."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CORPUS_COLLECTION = "corpus"
NATION = "cn"


class Status(StrEnum):
    """Whose rule it is: the person's standing under Chinese law, never a text's."""

    FOREIGNER = "foreigner"
    HMT = "hmt"
    CITIZEN = "citizen"
    OVERSEAS_CHINESE = "overseas_chinese"


class Language(StrEnum):
    """The languages that passages are written in."""

    EN = "en"
    ZH = "zh"


def groups(statuses: Iterable[Status]) -> frozenset[Status]:
    """The statuses, who settled abroad among citizens: their rules are for one group."""
    return frozenset(Status.CITIZEN if s is Status.OVERSEAS_CHINESE else s for s in statuses)


class Facet(StrEnum):
    """What is asked about a thing; each is also a section heading of the documents."""

    WHO = "who"
    DEADLINE = "deadline"
    STEPS = "steps"
    DOCUMENTS = "documents"
    WHERE = "where"
    FEE = "fee"
    PROCESSING_TIME = "processing_time"
    VALIDITY = "validity"
    RIGHTS = "rights"
    CONDITIONS = "conditions"
    PENALTY = "penalty"
    DEFINITION = "definition"
    EXCEPTIONS = "exceptions"
    BACKGROUND = "background"

    @property
    def heading(self) -> str:
        """As it stands in a document: "Processing time" for `processing_time`."""
        return self.value.replace("_", " ").capitalize()


_LOCATOR = re.compile(
    r"(?P<instrument>[a-z0-9][a-z0-9-]*)(?:@(?P<version>\d{4}-\d{2}-\d{2}))?"
    r"(?::(?P<article>\d+(?:-\d+)?)(?:\((?P<paragraph>\d+)\))?(?:\((?P<item>\d+)\))?)?"
)


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in an instrument a fact stands: `eeal-2012:76(1)(6)`, or a page as a whole.

    Attributes:
        version: the day a version took effect, or None for the one in force at the date asked.
        article: "76", "280-1", or None where the instrument is cited as a whole.
        paragraph, item: counted from 1; an item always stands in a paragraph.
    """

    instrument: str
    version: str | None = None
    article: str | None = None
    paragraph: int | None = None
    item: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Locator":
        """Read `instrument[@version][:article[(paragraph)[(item)]]]`.

        Raises:
            ValueError: the text has another form.
        """
        match = _LOCATOR.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not instrument:article(paragraph)(item)")
        paragraph, item = match["paragraph"], match["item"]
        return cls(
            match["instrument"],
            match["version"],
            match["article"],
            int(paragraph) if paragraph else None,
            int(item) if item else None,
        )

    @property
    def within(self) -> str | None:
        """The part behind the instrument, "76(1)(6)", or None for a whole page."""
        if self.article is None:
            return None
        parts = [p for p in (self.paragraph, self.item) if p is not None]
        return self.article + "".join(f"({part})" for part in parts)

    def __str__(self) -> str:
        version = f"@{self.version}" if self.version else ""
        return f"{self.instrument}{version}" + (f":{self.within}" if self.within else "")


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact with a fixed id, in two languages.

    Attributes:
        id: `place/slug#name`, without a language.
        texts: the fact in each language.
        locators: empty only where `unverified`.
        lines: line in each language's file, counted from 1.
        questions: what people ask that just this statement answers.
    """

    id: str
    facet: Facet
    texts: Mapping[Language, str]
    locators: tuple[Locator, ...]
    unverified: bool
    lines: Mapping[Language, int]
    questions: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """The statements of one facet, first the one that answers a reader, and their questions."""

    facet: Facet
    statements: tuple[Statement, ...]
    questions: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Document:
    """One topic, in two languages.

    Attributes:
        id: place and slug, `cn/registering-where-you-stay`; also the files' path.
        newer: the line on newer texts that were not read; "" where a file has none.
    """

    id: str
    titles: Mapping[Language, str]
    place: str
    statuses: tuple[Status, ...]
    topics: tuple[str, ...]
    verified_on: date
    sections: tuple[Section, ...]
    newer: Mapping[Language, str]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in the order of the English file."""
        return tuple(s for section in self.sections for s in section.statements)


@dataclass(frozen=True, slots=True)
class Passage:
    """One quotable text in one language: a statement, or a piece of a user's document.

    Attributes:
        id: `place/slug#name.en`, or `collection/file#piece` of a user's document.
        statement_id: the language-free id, equal for the passages of a pair; a user's own
            passage stands for itself.
        collection: `corpus`, or where a user put it.
        place: of the ladder city, province, nation.
        locators: as in the statement; empty for users' documents.
        url: where a user's document was read, if it was a page.
        effective_from: the first day on which its rules are in force; of a user's document, if given.
        effective_until: of a user's document, if given.
    """

    id: str
    statement_id: str
    text: str
    language: Language
    document: str
    title: str
    place: str
    statuses: tuple[Status, ...]
    facet: Facet
    locators: tuple[Locator, ...]
    unverified: bool = False
    verified_on: date | None = None
    collection: str = CORPUS_COLLECTION
    url: str | None = None
    effective_from: date | None = None
    effective_until: date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where, for whom and when a question asks.

    Attributes:
        status: None where it is not known; then only statements for everybody are sure to hold.
        as_of: the day asked about.
    """

    place: str
    status: Status | None
    as_of: date
