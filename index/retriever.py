"""Query → Hits: exact keys first, then both searches, fused over statements, cut last."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

from corpus.instruments import Instruments, Standing
from corpus.places import ladder
from corpus.statement import Facet, Language, Passage, Scope
from index.build import CollectionIndex
from index.embeddings import Embedder
from index.keys import Key

DEPTH = 800  # entries of each leg that are fused; the cut comes after
# Weights of the parts of a score, each scaled to 0 … 1 over the candidates. Chosen by a grid over
# 206 lay questions in both languages (right article among the first five: 0.80 and 0.80; e5 over
# statements and questions alone 0.71 and 0.75; BM25 alone 0.53 and 0.58; one leg each, summed with
# half weight for BM25, 0.67 and 0.74).
OWN_WEIGHT = 0.5  # cosine of the statement's own texts
BEST_WEIGHT = 0.5  # cosine of the best of them and of its section's questions
OWN_WORDS_WEIGHT = 0.25  # BM25 of the statement's own texts
QUESTION_WORDS_WEIGHT = 0.5  # BM25 of its section's questions
FACET_BONUS = 0.2  # where the statement answers the facet asked
STEP_DOWN = 0.004  # of cosine for each place a statement stands behind the first of its section
WORDS_STEP_DOWN = 0.02  # the same for BM25, as a share
STALE_FACTOR = 0.85  # on the fused score of a rule that is no longer in force
BROAD_FACTOR = 0.6  # on a statement for several statuses, where one is known and no term is asked
DOCUMENT_WEIGHT = 0.5  # of the mean of the best three of a document, added to each of its scores
BEST_OF_DOCUMENT = 3
LOCAL_BONUS = 0.12  # for each step that a rule is nearer than the nation to the place asked about


@dataclass(frozen=True, slots=True)
class Query:
    """What the retriever is given.

    Attributes:
        text: the question, completed from the conversation.
        facets: what is asked about it, best first; empty where unknown.
        keys: exact references; statements that stand on one come first.
        limit: how many hits at most.
    """

    text: str
    scope: Scope
    facets: tuple[Facet, ...] = ()
    keys: tuple[Key, ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement's passage with its scores.

    Attributes:
        passage: in the language asked for where there is one.
        score: fused; compare within one search only.
        cosine: the best of the statement's own texts and its section's questions.
        own_cosine: of the statement's own texts alone.
        exact: it stands on an article that the question named.
    """

    passage: Passage
    score: float
    cosine: float
    own_cosine: float
    exact: bool


@dataclass(slots=True)
class _Score:
    best: float = 0.0
    own: float = 0.0
    own_words: float = 0.0
    question_words: float = 0.0


class Retriever:
    """Searches the corpus, and users' collections beside it."""

    def __init__(
        self,
        collections: Mapping[str, CollectionIndex],
        embedder: Embedder,
        instruments: Instruments,
    ) -> None:
        self._collections = collections
        self._instruments = instruments
        self._embed = lru_cache(maxsize=256)(embedder.embed_question)

    @property
    def collections(self) -> tuple[str, ...]:
        """Names of what is searched."""
        return tuple(self._collections)

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id, from any collection."""
        for collection in self._collections.values():
            if passage_id in collection.passages:
                return collection.passages[passage_id]
        return None

    def with_passages(self, changed: Mapping[str, Passage | None]) -> "Retriever":
        """The same search over some other passages; see `CollectionIndex.with_passages`."""
        other = copy(self)
        other._collections = {
            name: index.with_passages(changed) if changed.keys() & index.passages.keys() else index
            for name, index in self._collections.items()
        }
        return other

    def pair(self, passage: Passage) -> Passage | None:
        """The same statement in the other language; None where it has none."""
        pairs = self._collections[passage.collection].by_statement[passage.statement_id]
        return next((other for lang, other in pairs.items() if lang is not passage.language), None)

    def section(self, passage: Passage) -> list[Passage]:
        """The passages of its document, facet and language, in the document's order."""
        found = self._collections[passage.collection].sections
        return found[passage.document, passage.facet, passage.language]

    def document(self, passage: Passage, facet: Facet) -> list[Passage]:
        """The passages of a facet in the same document and language; empty if it has none."""
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
        return hits[: query.limit]

    def _search_one(
        self, index: CollectionIndex, query: Query, language: Language
    ) -> Iterable[Hit]:
        depth = DEPTH
        while True:
            scores = self._scores(index, query.text, depth) if query.text.strip() else {}
            hits = self._in_scope(index, query, scores, language)
            if len(hits) >= 2 * query.limit or depth >= len(index.entries):
                return hits
            depth *= 8

    def _scores(self, index: CollectionIndex, text: str, depth: int) -> dict[str, _Score]:
        scores: defaultdict[str, _Score] = defaultdict(_Score)
        for number, cosine in index.vectors.nearest(self._embed(text), depth):
            entry = index.entries[number]
            for rank, statement_id in enumerate(entry.statement_ids):
                score = scores[statement_id]
                score.best = max(score.best, cosine - rank * STEP_DOWN)
                if not entry.is_question:
                    score.own = max(score.own, cosine)
        for number, words in index.words.search(text, depth):
            entry = index.entries[number]
            for rank, statement_id in enumerate(entry.statement_ids):
                score = scores[statement_id]
                if entry.is_question:
                    share = words * (1 - WORDS_STEP_DOWN * rank)
                    score.question_words = max(score.question_words, share)
                else:
                    score.own_words = max(score.own_words, words)
        return scores

    def _in_scope(
        self,
        index: CollectionIndex,
        query: Query,
        scores: Mapping[str, _Score],
        language: Language,
    ) -> list[Hit]:
        exact = set(self._exact(index, query.keys))
        candidates = {**dict.fromkeys(exact, _Score()), **scores}
        held = {
            statement_id: passage
            for statement_id in candidates
            if holds(passage := index.passage(statement_id, language), query.scope)
        }
        fused = with_document(fuse(scores), held)
        hits = []
        for statement_id, passage in held.items():
            score = fused.get(statement_id, 0.0)
            parts = scores.get(statement_id, _Score())
            adjusted = self._adjusted(passage, score, query)
            hits.append(Hit(passage, adjusted, parts.best, parts.own, statement_id in exact))
        return hits

    def _exact(self, index: CollectionIndex, keys: Sequence[Key]) -> list[str]:
        return [
            passage.statement_id
            for passage in index.passages.values()
            if any(key.matches(locator) for key in keys for locator in passage.locators)
        ]

    def _adjusted(self, passage: Passage, score: float, query: Query) -> float:
        if passage.facet in query.facets:
            score += FACET_BONUS
        if passage.place in ladder(query.scope.place):
            score += LOCAL_BONUS * (passage.place.count("/"))
        if self._is_stale(passage, query.scope):
            score *= STALE_FACTOR
        several = query.scope.status is not None and len(passage.statuses) > 1
        if several and Facet.DEFINITION not in query.facets:
            score *= BROAD_FACTOR
        return score

    def _is_stale(self, passage: Passage, scope: Scope) -> bool:
        standings = [
            self._instruments.at(locator, scope.as_of).standing_at(scope.as_of)
            for locator in passage.locators
            if locator.instrument in self._instruments
        ]
        stale = (Standing.SUPERSEDED, Standing.REPEALED)
        return bool(standings) and all(standing in stale for standing in standings)


def fuse(scores: Mapping[str, _Score]) -> dict[str, float]:
    """The weighted sum of a statement's four scores, each scaled over the candidates.

    Cosines are scaled between the lowest and the highest found, BM25 by the highest.
    """
    if not scores:
        return {}
    own = _between([score.own for score in scores.values()])
    best = _between([score.best for score in scores.values()])
    own_words = max(score.own_words for score in scores.values()) or 1.0
    question_words = max(score.question_words for score in scores.values()) or 1.0
    return {
        key: OWN_WEIGHT * own(score.own)
        + BEST_WEIGHT * best(score.best)
        + OWN_WORDS_WEIGHT * score.own_words / own_words
        + QUESTION_WORDS_WEIGHT * score.question_words / question_words
        for key, score in scores.items()
    }


def with_document(scores: Mapping[str, float], held: Mapping[str, Passage]) -> dict[str, float]:
    """Scores of what holds, each raised by what else of its document was found.

    A document that answers the question has several statements near it; a chance hit stands alone.
    """
    by_document: defaultdict[str, list[float]] = defaultdict(list)
    kept = {key: scores[key] for key in held if key in scores}
    for key in sorted(kept, key=lambda key: -kept[key]):
        best = by_document[held[key].document]
        if len(best) < BEST_OF_DOCUMENT:
            best.append(kept[key])
    return {
        key: score + DOCUMENT_WEIGHT * sum(by_document[held[key].document]) / BEST_OF_DOCUMENT
        for key, score in kept.items()
    }


def _between(cosines: Sequence[float]) -> Callable[[float], float]:
    """Scales to 0 … 1 between the lowest and highest of those found; 0 for one not found."""
    found = [cosine for cosine in cosines if cosine > 0]
    low, high = min(found, default=0.0), max(found, default=1.0)
    return lambda cosine: max(0.0, (cosine - low) / (high - low or 1.0))


def holds(passage: Passage, scope: Scope) -> bool:
    """Whether a passage holds for a scope: its place on the ladder, its statuses, its days."""
    if passage.place not in ladder(scope.place):
        return False
    if scope.status is not None and passage.statuses and scope.status not in passage.statuses:
        return False
    if passage.effective_from is not None and scope.as_of < passage.effective_from:
        return False
    return passage.effective_until is None or scope.as_of <= passage.effective_until
