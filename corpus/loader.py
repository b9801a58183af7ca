"""documents/ → Statements in a fixed order; the two languages are paired by id.

A `? ` line below a heading asks what its section answers; one below a statement, indented by two
spaces, asks what just that statement answers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from corpus.addressees import addressees
from corpus.asked import Asked, load_asked
from corpus.beside import load_beside
from corpus.declined import Declined, load_declined, load_near_misses
from corpus.errors import CorpusError
from corpus.front_matter import FrontMatter, parse_front_matter
from corpus.instruments import Instruments, load_instruments
from corpus.statement import (
    Document,
    Facet,
    Language,
    Locator,
    Passage,
    Section,
    Statement,
)

CORPUS_ROOT = Path(__file__).parent
UNVERIFIED = "unverified"

_FACETS = {facet.heading: facet for facet in Facet}
_STATEMENT = re.compile(
    r"- (?P<text>.+?) \{(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*) \| (?P<sources>[^{}]+)\}"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A statement as one language's file has it."""

    facet: Facet
    text: str
    sources: str
    line: int
    questions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _File:
    """One language's file of a document."""

    path: Path
    header: FrontMatter
    statements: Mapping[str, _Line]
    questions: Mapping[Facet, tuple[str, ...]]
    newer: str


class Corpus:
    """All we know: documents with their statements, instruments, what we decline, what is asked, what belongs together."""

    def __init__(
        self,
        documents: Sequence[Document],
        instruments: Instruments,
        declined: Sequence[Declined] = (),
        asked: Asked | None = None,
        beside: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.documents = tuple(documents)
        self.instruments = instruments
        self.declined = tuple(declined)
        self.asked = asked or Asked()
        self.beside = beside or {}

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Every statement by its id, in the order of the documents."""
        return {s.id: s for document in self.documents for s in document.statements}

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """Every statement in each of its languages, by passage id."""
        return {
            passage.id: passage
            for document in self.documents
            for statement in document.statements
            for passage in passages_of(document, statement, self.instruments)
        }


def passages_of(document: Document, statement: Statement, rules: Instruments) -> list[Passage]:
    """One passage per language of a statement."""
    return [
        Passage(
            id=f"{statement.id}.{language}",
            statement_id=statement.id,
            text=text,
            language=language,
            document=document.id,
            title=document.titles[language],
            place=document.place,
            statuses=addressees(document, statement),
            facet=statement.facet,
            locators=statement.locators,
            unverified=statement.unverified,
            verified_on=document.verified_on,
            effective_from=rules.first_day(statement.locators),
        )
        for language, text in statement.texts.items()
    ]


def load_corpus(root: Path = CORPUS_ROOT) -> Corpus:
    """Read every pair below root/documents and root/instruments.toml.

    Raises:
        CorpusError: names the file and line that cannot be read or paired.
    """
    instruments = load_instruments(root / "instruments.toml")
    folder = root / "documents"
    paths = sorted(folder.rglob("*.en.md"))
    if not paths:
        raise CorpusError(f"{folder}: no documents", hint="restore them with `git checkout`")
    bases = {path.with_suffix("").with_suffix("") for path in paths}
    orphans = {p.with_suffix("").with_suffix("") for p in folder.rglob("*.zh.md")} - bases
    if orphans:
        raise CorpusError(
            f"{min(orphans)}.zh.md: has no English file beside it",
            hint="every document is a pair: write the .en.md with the same statement ids",
        )
    documents = [load_document(folder, path) for path in paths]
    names = {document.id for document in documents}
    near = load_near_misses(root / "near_misses.toml", names)
    statements = {statement.id for document in documents for statement in document.statements}
    names |= statements
    declined = (*load_declined(root / "declined.toml"), *near)
    asked = load_asked(root / "asked.toml", names)
    beside = load_beside(root / "beside.jsonl", statements)
    return Corpus(documents, instruments, declined, asked, beside)


def load_document(folder: Path, english_path: Path) -> Document:
    """Read one pair of files.

    Args:
        folder: the documents folder; the file's path below it gives place and id.
        english_path: the pair's `.en.md`.

    Raises:
        CorpusError: a line has another form, or the two files do not match.
    """
    base = english_path.with_suffix("").with_suffix("")
    document_id = base.relative_to(folder).as_posix()
    chinese_path = base.with_suffix(".zh.md")
    if not chinese_path.exists():
        raise CorpusError(
            f"{english_path}: has no Chinese file beside it",
            hint=f"write {chinese_path.name} with the same statement ids",
        )
    files = {Language.EN: _read(english_path), Language.ZH: _read(chinese_path)}
    _match(files, document_id)
    english = files[Language.EN]
    sections = []
    for facet in dict.fromkeys(line.facet for line in english.statements.values()):
        statements = tuple(
            _statement(document_id, name, files)
            for name, line in english.statements.items()
            if line.facet is facet
        )
        questions = {language: file.questions.get(facet, ()) for language, file in files.items()}
        sections.append(Section(facet, statements, questions))
    return Document(
        id=document_id,
        titles={language: file.header.title for language, file in files.items()},
        place=english.header.place,
        statuses=english.header.statuses,
        topics=english.header.topics,
        verified_on=english.header.verified_on,
        sections=tuple(sections),
        newer={language: file.newer for language, file in files.items()},
    )


def _statement(document_id: str, name: str, files: Mapping[Language, _File]) -> Statement:
    english = files[Language.EN].statements[name]
    unverified = english.sources == UNVERIFIED
    return Statement(
        id=f"{document_id}#{name}",
        facet=english.facet,
        texts={language: file.statements[name].text for language, file in files.items()},
        locators=()
        if unverified
        else tuple(Locator.parse(part.strip()) for part in english.sources.split(",")),
        unverified=unverified,
        lines={language: file.statements[name].line for language, file in files.items()},
        questions={
            language: tuple(file.statements[name].questions) for language, file in files.items()
        },
    )


def _read(path: Path) -> _File:
    text = path.read_text(encoding="utf-8")
    header, taken = parse_front_matter(path, text)
    statements: dict[str, _Line] = {}
    questions: dict[Facet, list[str]] = {}
    facet: Facet | None = None
    last: _Line | None = None
    lines = text.splitlines()[taken:]
    newer = next((line[2:].strip() for line in lines if line.startswith("> ")), "")
    for number, line in enumerate(lines, start=taken + 1):
        if not line.strip() or line.startswith("> "):
            continue
        if line.startswith("## "):
            facet, last = _facet(path, number, line[3:].strip(), questions), None
        elif facet is None:
            raise _error(path, number, "text before the first section", "start with `## Who`")
        elif line.startswith("? "):
            questions[facet].append(line[2:].strip())
        elif line.startswith("  ? ") and last is not None:
            last.questions.append(line[4:].strip())
        else:
            name, last = _parse_statement(path, number, line, facet)
            if name in statements:
                raise _error(path, number, f"statement id {name!r} twice", "give it another id")
            statements[name] = last
    return _File(path, header, statements, {f: tuple(ls) for f, ls in questions.items()}, newer)


def _facet(path: Path, number: int, heading: str, seen: dict[Facet, list[str]]) -> Facet:
    facet = _FACETS.get(heading)
    if facet is None:
        raise _error(
            path, number, f"unknown section {heading!r}", f"use one of: {' · '.join(_FACETS)}"
        )
    if facet in seen:
        raise _error(
            path, number, f"section {heading!r} twice", "join them, or split the document by topic"
        )
    seen[facet] = []
    return facet


def _parse_statement(path: Path, number: int, line: str, facet: Facet) -> tuple[str, _Line]:
    match = _STATEMENT.fullmatch(line.rstrip())
    if match is None:
        raise _error(
            path,
            number,
            "neither a section, a question nor a statement",
            "a statement is one line: `- Text. {its-id | instrument:article(paragraph)(item)}`",
        )
    sources = match["sources"].strip()
    if sources != UNVERIFIED:
        for part in sources.split(","):
            try:
                Locator.parse(part.strip())
            except ValueError as error:
                raise _error(
                    path, number, str(error), "as in `eeal-2012:76(1)(6)`, or a page's id"
                ) from error
    return match["id"], _Line(facet, match["text"].strip(), sources, number)


def _match(files: Mapping[Language, _File], document_id: str) -> None:
    english, chinese = files[Language.EN], files[Language.ZH]
    for key in ("place", "statuses", "topics", "verified_on"):
        if getattr(english.header, key) != getattr(chinese.header, key):
            raise _error(chinese.path, 1, f"{key} differs from the English file", "make them equal")
    if not document_id.startswith(english.header.place + "/"):
        raise _error(
            english.path, 1, f"place is {english.header.place!r}", "the folder is the place"
        )
    for here, there in ((english, chinese), (chinese, english)):
        for name, line in here.statements.items():
            other = there.statements.get(name)
            if other is None:
                raise _error(
                    here.path, line.line, f"{name!r} is missing in {there.path.name}", "add it"
                )
            if (other.sources, other.facet) != (line.sources, line.facet):
                raise _error(
                    here.path,
                    line.line,
                    f"{name!r} has other sources or another section in {there.path.name}",
                    "both languages of a statement cite the same, in the same section",
                )


def _error(path: Path, number: int, problem: str, hint: str) -> CorpusError:
    return CorpusError(f"{path}:{number}: {problem}", hint=hint)
