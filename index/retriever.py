"""Query → Hits: exact keys first, then both searches, fused over statements, cut last."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.instruments import Instruments, Standing
from corpus.places import ladder
from corpus.statement import Facet, Language, Passage, Scope, Status
from index.build import CollectionIndex
from index.embeddings import Embedder
from index.keys import Key

DEPTH = 400  # entries of each leg that are fused; the cut comes after
LEXICAL_WEIGHT = 0.5  # of a lexical score beside a dense one; design.md §2: near half was best
STEP_DOWN = 0.004  # of cosine for each place a statement stands behind the first of its section
FACET_BONUS = 0.10  # on the fused score, where the statement answers the facet asked
STALE_FACTOR = 0.85  # on the fused score of a rule that is no longer in force
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
        words: BM25 score, 0 where no word is shared.
        exact: it stands on an article that the question named.
    """

    passage: Passage
    score: float
    cosine: float
    own_cosine: float
    words: float
    exact: bool


@dataclass(slots=True)
class _Score:
    cosine: float = 0.0
    own: float = 0.0
    words: float = 0.0


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

    def pair(self, passage: Passage) -> Passage | None:
        """The same statement in the other language; None where it has none."""
        pairs = self._collections[passage.collection].by_statement[passage.statement_id]
        return next((other for lang, other in pairs.items() if lang is not passage.language), None)

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
        scores: dict[str, _Score] = {}
        for number, cosine in index.vectors.nearest(self._embed(text), depth):
            entry = index.entries[number]
            for rank, statement_id in enumerate(entry.statement_ids):
                score = scores.setdefault(statement_id, _Score())
                score.cosine = max(score.cosine, cosine - rank * STEP_DOWN)
                if not entry.is_question:
                    score.own = max(score.own, cosine)
        for number, words in index.words.search(text, depth):
            entry = index.entries[number]
            for rank, statement_id in enumerate(entry.statement_ids):
                score = scores.setdefault(statement_id, _Score())
                score.words = max(score.words, words * (1 - 0.02 * rank))
        return scores

    def _in_scope(
        self,
        index: CollectionIndex,
        query: Query,
        scores: Mapping[str, _Score],
        language: Language,
    ) -> list[Hit]:
        fused = fuse(scores)
        candidates = {**dict.fromkeys(self._exact(index, query.keys), 0.0), **fused}
        exact = set(self._exact(index, query.keys))
        hits = []
        for statement_id, score in candidates.items():
            passages = index.by_statement[statement_id]
            passage = passages.get(language) or next(iter(passages.values()))
            if not holds(passage, query.scope):
                continue
            parts = scores.get(statement_id, _Score())
            score = self._adjusted(passage, score, query)
            hits.append(
                Hit(passage, score, parts.cosine, parts.own, parts.words, statement_id in exact)
            )
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
    """Cosines scaled to 0 … 1 over the candidates, plus half of BM25 scaled the same way."""
    if not scores:
        return {}
    cosines = [score.cosine for score in scores.values() if score.cosine > 0]
    low, high = min(cosines, default=0.0), max(cosines, default=1.0)
    most = max(score.words for score in scores.values()) or 1.0
    return {
        key: max(0.0, (score.cosine - low) / (high - low or 1.0))
        + LEXICAL_WEIGHT * score.words / most
        for key, score in scores.items()
    }


def holds(passage: Passage, scope: Scope) -> bool:
    """Whether a passage holds for a scope: its place on the ladder, its statuses, its days."""
    if passage.place not in ladder(scope.place):
        return False
    if scope.status is not None and passage.statuses and scope.status not in passage.statuses:
        return False
    if passage.effective_from is not None and scope.as_of < passage.effective_from:
        return False
    return passage.effective_until is None or scope.as_of <= passage.effective_until


def statuses_of(hits: Sequence[Hit]) -> tuple[Status, ...]:
    """The statuses that some hit holds for, best first."""
    return tuple(dict.fromkeys(status for hit in hits for status in hit.passage.statuses))
