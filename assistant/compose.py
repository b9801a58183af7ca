"""Hits → Drafts. The extractive composer: statements word for word, chosen and ordered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.gate import Draft
from assistant.messages import (
    ASSUMED_STATUS,
    FACET_NAMES,
    NATIONAL_RULE_ONLY,
    STATUS_NAMES,
)
from assistant.reading import Reading
from assistant.reply import Group, Role
from corpus.places import Places
from corpus.statement import NATION, Facet, Language, Passage, Scope
from corpus.text import numbers
from index.lexical import tokens
from index.retriever import Hit, Retriever, holds

MAX_STATEMENTS = 6
MAX_NEAR = 4
MAX_SHORT = 2  # of each status, where the status is not known
MAX_EXACT = 8
# A further statement needs this share of the best one's fused score.
NEAR = 0.8
# Facets whose cue is plain enough that a statement of the facet leads, this near to the best.
PLAIN_FACETS = frozenset(
    {Facet.DEADLINE, Facet.DOCUMENTS, Facet.FEE, Facet.PENALTY, Facet.PROCESSING_TIME, Facet.WHERE}
)
PLAIN_NEAR = 0.025  # in cosine
# A facet asked for that the lead's document lacks may come from another, this near to the lead.
ELSEWHERE = 0.7
# Two statements that share this many of their words, of all they have, say the same.
SAME_WORDS = 0.6
# What a person needs besides what was asked, where the same document has it.
ALSO_NEEDED: Mapping[Facet, tuple[Facet, ...]] = {
    Facet.DEADLINE: (Facet.PENALTY, Facet.WHERE),
    Facet.WHO: (Facet.DEADLINE, Facet.PENALTY),
    Facet.STEPS: (Facet.DOCUMENTS, Facet.WHERE, Facet.PROCESSING_TIME),
    Facet.CONDITIONS: (Facet.DOCUMENTS, Facet.WHERE),
    Facet.DOCUMENTS: (Facet.WHERE,),
    Facet.PENALTY: (Facet.DEADLINE,),
}


class ExtractiveComposer:
    """Chooses statements and orders them: the facet asked first, then what else is needed."""

    def __init__(self, places: Places, retriever: Retriever) -> None:
        self._places = places
        self._retriever = retriever

    def compose(self, reading: Reading, hits: Mapping[Scope, Sequence[Hit]]) -> Iterator[Draft]:
        """Drafts for an answer (one scope) or for the short answers of several.

        Args:
            reading: what was understood.
            hits: for each scope that is answered, best first; none empty.
        """
        if len(hits) == 1:
            ((scope, found),) = hits.items()
            yield from self._answer(reading, scope, found)
            return
        for scope, found in hits.items():
            ranked = _asked_first(_for_one_status(found), reading)
            lead = ranked[0].passage
            for passage in self._near(lead, ranked, scope)[:MAX_SHORT]:
                yield _fact(passage, scope, Group(scope.status, scope.place, lead.facet))

    def _answer(self, reading: Reading, scope: Scope, hits: Sequence[Hit]) -> Iterator[Draft]:
        language = reading.passage_language
        if reading.implied and scope.status is not None:
            text = ASSUMED_STATUS(language).format(status=STATUS_NAMES[scope.status](language))
            yield Draft(text, Role.ASSUMPTION)
        if hits[0].exact:
            yield from (_fact(passage, scope) for passage in _by_article(hits))
            return
        hits = _asked_first(hits, reading)
        lead = hits[0].passage
        if scope.place != NATION and lead.place == NATION:
            place = self._places.name(scope.place, language)
            yield Draft(NATIONAL_RULE_ONLY(language).format(place=place), Role.NOTE)
        shown = self._near(lead, hits, scope)
        yield from (_fact(passage, scope) for passage in shown)
        for facet in _further_facets(reading, lead):
            more = self._of_facet(lead, facet, hits, scope, asked=facet in reading.facets)
            more = [p for p in more if not _repeats(p, shown)][: MAX_STATEMENTS - len(shown)]
            if more:
                yield Draft(FACET_NAMES[facet](language) + _colon(language), Role.HEADING)
                yield from (_fact(passage, scope) for passage in more)
                shown += more

    def _near(self, lead: Passage, hits: Sequence[Hit], scope: Scope) -> list[Passage]:
        """The lead, and what was found nearly as good, of its section or of others."""
        least = hits[0].score * NEAR
        near = (
            h.passage
            for h in hits
            if h.score >= least and holds(h.passage, scope) and _is_for_one(h.passage, lead)
        )
        return _without_repeats([lead, *near], MAX_NEAR)

    def _of_facet(
        self, lead: Passage, facet: Facet, hits: Sequence[Hit], scope: Scope, *, asked: bool
    ) -> list[Passage]:
        """Up to two statements of a facet: of the lead's document, else, if asked for, of another."""
        own = [p for p in self._retriever.document(lead, facet) if holds(p, scope)]
        if own:
            order = {hit.passage.id: rank for rank, hit in enumerate(hits)}
            found = sorted((p for p in own[1:] if p.id in order), key=lambda p: order[p.id])
            return [own[0], *found][: 2 if asked else 1]
        if not asked:
            return []
        least = hits[0].score * ELSEWHERE
        return [h.passage for h in hits if h.passage.facet is facet and h.score >= least][:1]


def _for_one_status(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Those on one status alone, where there are any: a short answer compares nothing."""
    return [hit for hit in hits if len(hit.passage.statuses) == 1] or hits


def _is_for_one(passage: Passage, lead: Passage) -> bool:
    """Whether it says nothing of other statuses than the lead does, as a comparison would."""
    return len(passage.statuses) <= max(1, len(lead.statuses))


def _fact(passage: Passage, scope: Scope, group: Group | None = None) -> Draft:
    role = Role.NOTE if passage.unverified else Role.FACT
    return Draft(passage.text, role, (passage,), scope, group)


def _asked_first(hits: Sequence[Hit], reading: Reading) -> Sequence[Hit]:
    """The hits, with the best one of the facet asked first, where it is near enough."""
    asked = next((facet for facet in reading.facets[:1] if facet in PLAIN_FACETS), None)
    least = hits[0].cosine - PLAIN_NEAR
    of_facet = [h for h in hits if h.passage.facet is asked and h.cosine >= least]
    if asked is None or hits[0].exact or not of_facet:
        return hits
    return [of_facet[0], *(hit for hit in hits if hit is not of_facet[0])]


def _by_article(hits: Sequence[Hit]) -> list[Passage]:
    """Statements that stand on the article asked for: on it alone first, then in its order."""
    exact = [hit.passage for hit in hits if hit.exact]
    ordered = sorted(
        exact,
        key=lambda p: (
            len(p.locators),
            p.locators[0].paragraph or 0,
            p.locators[0].item or 0,
            p.id,
        ),
    )
    return _without_repeats(ordered, MAX_EXACT)


def _further_facets(reading: Reading, lead: Passage) -> list[Facet]:
    """Other facets asked; where only one was, those that a person needs besides."""
    asked = [facet for facet in reading.facets if facet is not lead.facet]
    if len(reading.facets) >= 2:
        return asked
    return [*dict.fromkeys([*asked, *ALSO_NEEDED.get(lead.facet, ())])]


def _without_repeats(passages: Iterable[Passage], most: int) -> list[Passage]:
    kept: list[Passage] = []
    for passage in passages:
        if len(kept) < most and not _repeats(passage, kept):
            kept.append(passage)
    return kept


def _repeats(passage: Passage, shown: Sequence[Passage]) -> bool:
    """Whether it says what is shown already: the statement, its words, or its rule and figures."""
    words, figures = set(tokens(passage.text)), numbers(passage.text, passage.language)
    for other in shown:
        known = set(tokens(other.text))
        if passage.id == other.id or len(words & known) > SAME_WORDS * len(words | known):
            return True
        same_rule = bool(set(passage.locators) & set(other.locators))
        if same_rule and figures and figures == numbers(other.text, other.language):
            return True
    return False


def _colon(language: Language) -> str:
    return ":" if language is Language.EN else "："
