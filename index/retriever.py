"""Query → Hits: exact keys first, then both searches, fused over statements, cut last."""

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from corpus.instruments import Instruments, Standing
from corpus.places import ladder
from corpus.statement import CORPUS_COLLECTION, Facet, Language, Passage, Scope
from index.classifier import Classifier, Learned, Likely
from index.collection import CollectionIndex
from index.companions import companions_of
from index.contents import Entry
from index.coverage import Coverage, coverage_of
from index.embeddings import Embedder, Vectors
from index.expansion import Expander
from index.fusion import LEARNED_WEIGHT, fuse, fuse_texts, with_document
from index.keys import Key, KeyReader
from index.references import References
from index.reranker import Reranker, reranked
from index.scan import Floats, Mask
from index.signals import Scanner, SignalReader

MOST_COMPANIONS = 2
ENOUGH = 10  # statements of a scope to be found among all; with fewer its scope is read too
FACET_BONUS = 0.1  # where the statement answers the facet asked
FACET_ALONE_BONUS = 0.4  # where little else tells the statements apart (senses on dev: .46 → .52)
STALE_FACTOR = 0.7  # on the fused score of a rule that is no longer in force
BROAD_FACTOR = 0.9  # on a statement for several statuses, where one is known and no term is asked
LOCAL_BONUS = 0.2  # for each step that a rule is nearer than the nation to the place asked about
PAGE_DIGEST_FACTOR = 0.9  # on what a document says of a web page, where no page is asked about
_NAMES_A_PAGE = re.compile(
    r"\b(?:page|blog|(?:web)?site|study|article|caixin|wiki\w*)\b|网页|博客|网站|文章|研究|财新|论文"
)


@dataclass(frozen=True, slots=True)
class Query:
    """What the retriever is given.

    Attributes:
        text: the question, completed from the conversation.
        facets: what is asked about it, best first; empty where unknown.
        keys: exact references; statements that stand on one come first.
        limit: how many hits at most.
        says_little: it names a document and a facet, and little else tells its statements apart.
    """

    text: str
    scope: Scope
    facets: tuple[Facet, ...] = ()
    keys: tuple[Key, ...] = ()
    limit: int = 10
    says_little: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement's passage with its scores.

    Attributes:
        passage: in the language asked for where there is one.
        score: fused; compare within one search only.
        cosine: the best of the statement's own texts and the questions that lead to it.
        words: BM25 of the best of them.
        exact: it stands on an article that the question named.
        aside: not of what is asked about, and so not shown.
        belongs: it belongs beside the first of the hits.
    """

    passage: Passage
    score: float
    cosine: float
    words: float
    exact: bool
    aside: bool = False
    belongs: bool = False


class Retriever:
    """Searches the corpus, and users' collections beside it."""

    def __init__(
        self,
        collections: Mapping[str, CollectionIndex],
        embedder: Embedder,
        instruments: Instruments,
        reranker: Reranker | None = None,
        classifier: Classifier | None = None,
    ) -> None:
        """Take what is searched.

        Args:
            collections: by name.
            embedder: that of their vectors.
            instruments: what statements stand on.
            reranker: looks at the best hits again; None leaves them.
            classifier: of the corpus' statements; None where nothing was learned.
        """
        self._collections = collections
        corpus = collections.get(CORPUS_COLLECTION)
        self._learned = Learned(classifier, corpus.columns.ids) if classifier and corpus else None
        self.has_learned = self._learned is not None  # constants of cosine are of its embedder
        self._reranker = reranker
        self._instruments = instruments
        self._embed = embed = lru_cache(maxsize=256)(embedder.embed_question)
        self._scanner = Scanner(embed, self._lend)
        self._signals = SignalReader(self._scanner)
        self._expander = Expander(corpus, self._scanner)
        self._stale = lru_cache(maxsize=64)(self._stale_rows)
        self._law = KeyReader(instruments).law
        self._references = lru_cache(maxsize=16)(
            lambda i: References(i.passages.values(), i.columns.rows, self._law)
        )

    @property
    def collections(self) -> tuple[str, ...]:
        """Names of what is searched."""
        return tuple(self._collections)

    @property
    def texts(self) -> list[str]:
        """All texts that lead to statements of the corpus."""
        index = self._collections.get(CORPUS_COLLECTION)
        return [e.text for e in index.entries] if index else []

    @property
    def titles(self) -> frozenset[str]:
        """Titles of users' documents, by which their articles are asked for."""
        others = (i for name, i in self._collections.items() if name != CORPUS_COLLECTION)
        return frozenset(passage.title for index in others for passage in index.passages.values())

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id, from any collection."""
        found = (index.passages.get(passage_id) for index in self._collections.values())
        return next((passage for passage in found if passage), None)

    def with_passages(self, changed: Mapping[str, Passage | None]) -> "Retriever":
        """The same search over some other passages; see `CollectionIndex.with_passages`."""
        other = copy(self)
        pairs = self._collections.items()
        other._collections = {name: index.with_passages(changed) for name, index in pairs}
        return other

    def pair(self, passage: Passage) -> Passage | None:
        """The same statement in the other language; None where it has none."""
        pairs = self._collections[passage.collection].by_statement[passage.statement_id]
        return next((other for lang, other in pairs.items() if lang is not passage.language), None)

    def document(self, passage: Passage, facet: Facet) -> list[Passage]:
        """The passages of a facet in the same document and language, in its order; empty if it has none."""
        found = self._collections[passage.collection].sections
        return found.get((passage.document, facet, passage.language), [])

    def search(
        self, query: Query, language: Language, collections: Sequence[str] = ()
    ) -> list[Hit]:
        """Hits within the query's scope, best first, one for each statement.

        Args:
            query: an empty text finds only what its keys name.
            language: of the passages wanted.
            collections: which to search; all where empty.
        """
        hits: list[Hit] = []
        for name in collections or self.collections:
            hits += self._search_one(self._collections[name], query, language)
        hits.sort(key=lambda hit: (not hit.exact, -hit.score, hit.passage.id))
        del hits[query.limit :]
        return reranked(self._reranker, query.text, hits) if self._reranker else hits

    def companions(self, passage: Passage, scope: Scope) -> list[Passage]:
        """What helps to read a passage and holds in the scope; see `companions_of`."""
        found = companions_of(self._collections[passage.collection], passage)
        return [p for p in found if holds(p, scope)][:MOST_COMPANIONS]

    def beside(self, passage: Passage) -> list[Passage]:
        """What belongs beside it where it leads, in its language, the most needed first."""
        index = self._collections[passage.collection]
        named = index.beside.get(passage.statement_id, ())
        return [index.passage(key, passage.language) for key in named if key in index.by_statement]

    def nearest(self, text: str, limit: int) -> list[tuple[Entry, float]]:
        """The entries of the corpus nearest to a text, whatever they lead to, with their cosine."""
        index = self._collections.get(CORPUS_COLLECTION)
        if index is None or not text.strip():
            return []
        near = self._signals.read(index, text).near
        pairs = zip(near.numbers[:limit].tolist(), near.scores[:limit].tolist(), strict=True)
        return [(index.entries[number], cosine) for number, cosine in pairs]

    def answered_near(self, text: str) -> float | None:
        """The share that is answered of the questions asked before that are nearest to a text."""
        index = self._collections.get(CORPUS_COLLECTION)
        if index is None:
            return None
        near = self._signals.read(index, text).near
        return index.asked_sample.answered_near(self._embed(text), near)

    def likely(self, text: str, scopes: Sequence[Scope]) -> Likely:
        """What a question most likely asks for, of the rules that hold in any of the scopes.

        Its shares: for each scope, of the rules for its status alone; last, of all.
        """
        if self._learned is None or not text.strip():
            return Likely((0.0,) * (len(scopes) + 1))
        columns = self._collections[CORPUS_COLLECTION].columns
        held = [columns.holding(scope) for scope in scopes]
        parts = [*(part & ~columns.several for part in held), np.logical_or.reduce(held)]
        return self._learned.likely(self._embed(text), text, parts)

    def coverage(self, tokens: Sequence[str], passage: Passage) -> Coverage:
        """How much of a question's tokens, of those on its matter, the document of a lead and its questions hold."""
        return coverage_of(self._collections[passage.collection], tokens, passage)

    def _lend(self, index: CollectionIndex, text: str) -> list[Vectors]:
        return self._expander.vectors(index, text)

    def _search_one(self, index: CollectionIndex, query: Query, language: Language) -> list[Hit]:
        columns = index.columns
        held = columns.holding(query.scope)
        if not held.any():
            return []
        signals = self._signals.read(index, query.text, held, wanted=ENOUGH)
        exact = self._exact(index, query.keys)
        if index.has_questions:
            votes = index.asked_sample.votes(self._embed(query.text), signals.near, held)
            fused = fuse(signals, votes)
        else:
            fused = fuse_texts(signals, self._expander.read(index, query.text))
        fused = with_document(np.where(held, fused, 0), columns.documents)
        score = self._adjusted(index, fused, query)
        if index.has_questions and self._learned:
            vector = self._embed(query.text)
            score -= LEARNED_WEIGHT * self._learned.unlikely(vector, query.text, held)
        wanted = held & ((signals.best > 0) | (signals.any_words > 0) | exact)
        rows = np.flatnonzero(wanted)
        order = rows[np.lexsort((rows, -score[rows], ~exact[rows]))][: query.limit]
        return [
            Hit(
                index.passage(columns.ids[row], language),
                float(score[row]),
                float(signals.best[row]),
                float(signals.any_words[row]),
                bool(exact[row]),
            )
            for row in order
        ]

    def _exact(self, index: CollectionIndex, keys: Sequence[Key]) -> Mask:
        exact = np.zeros(len(index.columns), np.bool_)
        if keys:
            exact[self._references(index).rows(keys)] = True
        return exact

    def _adjusted(self, index: CollectionIndex, fused: Floats, query: Query) -> Floats:
        columns = index.columns
        bonus = FACET_ALONE_BONUS if query.says_little else FACET_BONUS
        score = fused + bonus * columns.of_facets(query.facets)
        score = score + LOCAL_BONUS * columns.levels
        if not _NAMES_A_PAGE.search(query.text):
            score = np.where(columns.on_a_page, score * PAGE_DIGEST_FACTOR, score)
        score = np.where(self._stale(index, query.scope.as_of), score * STALE_FACTOR, score)
        if query.scope.status is not None and Facet.DEFINITION not in query.facets:
            score = np.where(columns.several, score * BROAD_FACTOR, score)
        return np.asarray(score, np.float32)

    def _stale_rows(self, index: CollectionIndex, day: date) -> Mask:
        """Statements all of whose sources were replaced or repealed by the day asked about."""
        return index.columns.where(lambda key: self._is_stale(index, key, day))

    def _is_stale(self, index: CollectionIndex, statement_id: str, day: date) -> bool:
        passage = next(iter(index.by_statement.get(statement_id, {}).values()), None)
        if passage is None:
            return False
        standings = [
            self._instruments.at(locator, day).standing_at(day)
            for locator in passage.locators
            if locator.instrument in self._instruments
        ]
        stale = (Standing.SUPERSEDED, Standing.REPEALED)
        return bool(standings) and all(standing in stale for standing in standings)


def holds(passage: Passage, scope: Scope) -> bool:
    """Whether a passage holds for a scope: its place on the ladder, its statuses, its days."""
    if passage.place not in ladder(scope.place):
        return False
    if scope.status is not None and passage.statuses and scope.status not in passage.statuses:
        return False
    if passage.effective_from is not None and scope.as_of < passage.effective_from:
        return False
    return passage.effective_until is None or scope.as_of <= passage.effective_until
