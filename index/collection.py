"""One collection of an index, opened."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from corpus.statement import Facet, Language, Passage
from index.asked import AskedSample
from index.codes import Codes
from index.columns import Columns, Leads, Rows, leads_of
from index.contents import Contents, Entry
from index.embeddings import Vectors
from index.lexical import LexicalIndex
from index.scan import Mask, Scan


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from; anything else on disk or in the settings is a rebuild.

    Attributes:
        vectors: the folder of the vectors; it stays, and holds at least those of the entries.
        texts: the folder of the entries and their words, named anew by each build.
    """

    format: int
    collection: str
    embedder: str
    content: str
    entries: int
    vectors: str
    texts: str


class CollectionIndex:
    """One collection, opened: its passages, its entries, and both ways to search them.

    Attributes:
        vectors: float32 of shape (entries, dimensions), each row of length 1; `scan` compares them.
        columns: a row for each statement.
        documents: for each entry the number of the document it leads to, -1 where to none.
        own, asked, of_section: where passages lead, questions of one statement, and all questions
            within their section.
        languages: each language of its passages with its share of them.
        beside: statement → those that stand beside it in an answer that it leads.
        asked_sample: the entries that are a sample of what people ask.
    """

    def __init__(
        self,
        manifest: Manifest,
        contents: Contents,
        vectors: Vectors,
        words: LexicalIndex,
        codes: Codes | None = None,
    ) -> None:
        self.manifest = manifest
        self.entries = contents.entries
        self.vectors = vectors
        self.scan = Scan(vectors, codes)
        self.words = words
        self._take(contents.passages)
        self._targets = [entry.statement_ids for entry in self.entries]
        self.columns = Columns(
            {key: next(iter(pair.values())) for key, pair in self.by_statement.items()}
        )
        first = [self.columns.rows.get(ids[0], -1) if ids else -1 for ids in self._targets]
        rows = np.array(first, np.int32)
        self.documents: Rows = np.full(len(rows), -1, np.int32)
        self.documents[rows >= 0] = self.columns.documents[rows[rows >= 0]]
        self.own = self._leads(lambda entry: not entry.is_question)
        self.asked = self._leads(lambda e: e.is_question and len(e.statement_ids) == 1)
        self.of_section = self._section_leads()
        self.beside = contents.beside
        self.asked_sample = AskedSample(self.entries, vectors, self.columns.rows)
        self.has_questions = any(entry.is_question for entry in self.entries)

    def _take(self, passages: Sequence[Passage]) -> None:
        self.passages = {passage.id: passage for passage in passages}
        by_statement: dict[str, dict[Language, Passage]] = {}
        for passage in passages:
            by_statement.setdefault(passage.statement_id, {})[passage.language] = passage
        counts = Counter(passage.language for passage in passages)
        self.languages = {lang: count / len(passages) for lang, count in counts.items()}
        self.by_statement: Mapping[str, Mapping[Language, Passage]] = by_statement
        self.sections = _sections(passages)

    def _leads(self, wanted: Callable[[Entry], bool]) -> Leads:
        return leads_of(self._targets, [wanted(entry) for entry in self.entries], self.columns)

    def _section_leads(self) -> Leads:
        """Where questions lead within a section: one of a single statement to others too.

        First to what else its asker needs, then to the statement's neighbours.
        """
        asked = [entry.is_question for entry in self.entries]
        targets = [
            tuple(dict.fromkeys([*ids, *entry.further, *self._section_of(ids[0])]))
            if entry.is_question and len(ids) == 1
            else ids
            for ids, entry in zip(self._targets, self.entries, strict=True)
        ]
        return leads_of(targets, asked, self.columns)

    def _section_of(self, statement_id: str) -> list[str]:
        """The statements of its section, in their order."""
        passage = next(iter(self.by_statement.get(statement_id, {}).values()), None)
        if passage is None:
            return []
        found = self.sections[passage.document, passage.facet, passage.language]
        return [other.statement_id for other in found]

    def entries_of(self, held: Mask) -> Mask:
        """Entries that lead to any of these statements."""
        wanted = np.zeros(len(self.entries), np.bool_)
        for leads in (self.own, self.asked, self.of_section):
            wanted[leads.leading_to(held)] = True
        return wanted

    def passage(self, statement_id: str, language: Language) -> Passage:
        """A statement in a language, or in the one it has."""
        pairs = self.by_statement[statement_id]
        return pairs.get(language) or next(iter(pairs.values()))

    def with_passages(self, changed: Mapping[str, Passage | None]) -> "CollectionIndex":
        """The same entries, vectors and words over some other passages, in memory.

        Args:
            changed: passage id → what stands in its place; None where it is gone. A statement
                without a passage left holds for no scope.
        """
        other = copy(self)
        passages = [changed.get(key, passage) for key, passage in self.passages.items()]
        other._take([passage for passage in passages if passage is not None])
        gone = self.by_statement.keys() - other.by_statement.keys()
        other.columns = self.columns.without(gone)
        return other


def _sections(
    passages: Sequence[Passage],
) -> Mapping[tuple[str, Facet, Language], list[Passage]]:
    """Passages by document, facet and language, in the order of their document."""
    sections: dict[tuple[str, Facet, Language], list[Passage]] = {}
    for passage in passages:
        key = (passage.document, passage.facet, passage.language)
        sections.setdefault(key, []).append(passage)
    return sections
