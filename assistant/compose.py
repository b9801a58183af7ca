"""Hits → Drafts. The extractive composer: statements word for word, chosen and ordered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.asked_figures import asked_and_not_said
from assistant.beside import with_beside
from assistant.choosing import (
    by_article,
    for_one_status,
    further_facets,
    is_for_one,
    of_place_first,
    of_sense,
    of_situation,
    repeats,
    without_repeats,
)
from assistant.compose_each import compose_each
from assistant.country_lists import CountryLists, asked_about, names_of
from assistant.cues import STANDS_IN_THE_WAY
from assistant.drafting import (
    assumed,
    colon,
    fact,
    found_first,
    heading,
    national_only,
    near_lead,
    not_found,
    of_facet,
    opening,
    with_contact,
    with_own_rule,
)
from assistant.gate import Draft
from assistant.messages import (
    FACET_NAMES,
    GOES_WITH_IT,
    NO_MORE,
    NOT_LISTED,
)
from assistant.one_by_one import Part
from assistant.reading import Reading
from assistant.refusals import contact_drafts
from assistant.reply import Group, Role
from assistant.sides import is_about, sides
from corpus.places import Places
from corpus.statement import Facet, Passage, Scope
from index.retriever import Hit, Query, Retriever, holds

MAX_STATEMENTS = 6
MAX_OF_BOTH = 2  # of two things compared, then of each
MAX_OF_EACH = 2
MAX_SHORT = 2  # of each status, where the status is not known
# "More" takes what was found at all near to the best, in fused score.
NEAR_FOR_MORE = 0.1
# What a person wants to know of a procedure, in this order; what is not held is said.
PROCEDURE = (
    Facet.STEPS,
    Facet.DOCUMENTS,
    Facet.WHERE,
    Facet.DEADLINE,
    Facet.FEE,
    Facet.PROCESSING_TIME,
    Facet.VALIDITY,
    Facet.PENALTY,
)
LEADS_TO_PROCEDURE = frozenset(
    {Facet.STEPS, Facet.WHO, Facet.DOCUMENTS, Facet.WHERE, Facet.DEADLINE, Facet.CONDITIONS}
)
MAX_PROCEDURE = 9
NEAR_FOR_PROCEDURE = 0.1  # what another document adds to it, in share of the best score


class ExtractiveComposer:
    """Chooses statements and orders them: what was found, then what else was asked."""

    def __init__(self, places: Places, retriever: Retriever) -> None:
        self._places = places
        self._retriever = retriever
        self._lists = CountryLists(retriever)

    def compose(
        self,
        reading: Reading,
        hits: Mapping[Scope, Sequence[Hit]],
        parts: Sequence[Part] = (),
    ) -> Iterator[Draft]:
        """Drafts for an answer (one scope) or for the short answers of several.

        Args:
            reading: what was understood.
            hits: for each scope that is answered, best first; none empty.
            parts: the questions of a message that asks several; empty where it asks one.
        """
        every = [part.hits for part in parts] if parts else list(hits.values())
        yield from self._not_listed(reading, [hit for found in every for hit in found])
        if parts:
            told = [replace(part, hits=_for_who_asks(part.hits)) for part in parts]
            each = compose_each(reading, told, self._places, self._retriever)
            is_missing = any(not part.hits for part in parts)
            yield from with_contact(each, reading, always=is_missing)
            return
        hits = {scope: _for_who_asks(found) for scope, found in hits.items()}
        if len(hits) == 1:
            ((scope, found),) = hits.items()
            drafts = self._more(reading, scope, found) if reading.asks_more else None
            yield from with_contact(drafts or self._answer(reading, scope, found), reading)
            return
        yield from with_contact(self._short_answers(reading, hits), reading)

    def _short_answers(
        self, reading: Reading, hits: Mapping[Scope, Sequence[Hit]]
    ) -> Iterator[Draft]:
        for scope, found in hits.items():
            own = of_situation(found, reading) or of_sense(found, reading, scope.status)
            ranked = for_one_status(found)
            if len({other.place for other in hits}) > 1:
                ranked = of_place_first(ranked, scope.place)
            ranked = with_beside(ranked, scope, self._retriever, reading.situation)
            lead = (own or ranked)[0].passage
            near = [hit.passage for hit in own] or near_lead(lead, ranked, scope)
            for passage in near[:MAX_SHORT]:
                yield fact(passage, scope, Group(scope.status, scope.place, lead.facet))

    def _answer(self, reading: Reading, scope: Scope, hits: Sequence[Hit]) -> Iterator[Draft]:
        yield from assumed(reading, scope, hits[0].passage)
        if hits[0].exact:
            found = by_article(hits, asks_something=reading.asks_of_article)
            yield from self._article(found, scope)
            return
        own = of_situation(hits, reading)
        hits = [*own, *(hit for hit in hits if hit not in own)]
        lead = hits[0].passage
        shown = with_own_rule(near_lead(lead, hits, scope), hits, scope)
        yield from national_only(shown, scope, self._places)
        if self._retriever.has_learned:
            yield from opening(reading, hits[0], scope)
        if len(reading.places_named) < 2 and (two := sides(reading.own_text)):
            yield from self._side_by_side(reading, scope, shown[:MAX_OF_BOTH], two)
            return
        if _is_procedure(reading, lead):
            yield from self._procedure(reading, scope, hits, lead, shown)
            return
        yield from self._with_further(reading, scope, hits, shown)

    def _not_listed(self, reading: Reading, hits: Sequence[Hit]) -> Iterator[Draft]:
        """That no list found has the country asked about, where lists were found."""
        if missing := self._lists.unlisted(hits, asked_about(reading)):
            language = reading.passage_language
            yield Draft(NOT_LISTED(language).format(names=names_of(missing, language)), Role.NOTE)

    def _with_further(
        self, reading: Reading, scope: Scope, hits: Sequence[Hit], shown: list[Passage]
    ) -> Iterator[Draft]:
        """What was found, then what else was asked, under headings."""
        language, lead = reading.passage_language, shown[0]
        yield from (fact(passage, scope) for passage in shown)
        for facet in further_facets(reading, lead):
            more = of_facet(self._retriever, lead, facet, hits, scope)
            more = [p for p in more if not repeats(p, shown)][: MAX_STATEMENTS - len(shown)]
            if more:
                yield heading(facet, language)
                yield from (fact(passage, scope) for passage in more)
                shown += more
        missing = [FACET_NAMES[facet](language) for facet in asked_and_not_said(reading, shown)]
        yield from not_found(missing, language)

    def _side_by_side(
        self, reading: Reading, scope: Scope, shown: list[Passage], names: tuple[str, str]
    ) -> Iterator[Draft]:
        """What was found for the question, then what each of two names is; what is not held is said."""
        language = reading.passage_language
        yield from (fact(passage, scope) for passage in shown)
        missing = []
        for name in names:
            hits = self._retriever.search(
                Query(name, scope, (Facet.DEFINITION, *reading.facets)), language
            )
            own = [hit.passage for hit in hits if is_about(hit.passage, name)]
            fresh = without_repeats([p for p in own if not repeats(p, shown)], MAX_OF_EACH)
            if fresh:
                yield Draft(name[:1].upper() + name[1:] + colon(language), Role.HEADING)
                yield from (fact(passage, scope) for passage in fresh)
                shown = [*shown, *fresh]
            elif not any(is_about(passage, name) for passage in shown):
                missing.append(name)
        yield from not_found(missing, language)

    def _procedure(
        self,
        reading: Reading,
        scope: Scope,
        hits: Sequence[Hit],
        lead: Passage,
        shown: list[Passage],
    ) -> Iterator[Draft]:
        """The lead, then a line or two for each thing a person wants to know of a procedure."""
        language = reading.passage_language
        yield from (fact(passage, scope) for passage in shown)
        told = {passage.facet for passage in shown}
        missing = []
        for facet in PROCEDURE:
            if facet in told:
                continue
            found = self._of_procedure(lead, facet, hits, scope)
            fresh = [p for p in found if not repeats(p, shown)][: MAX_PROCEDURE - len(shown)]
            if fresh:
                yield heading(facet, language)
                yield from (fact(passage, scope) for passage in fresh)
                shown += fresh
            elif not any(hit.passage.facet is facet for hit in hits):
                missing.append(FACET_NAMES[facet](language))
        yield from not_found(missing, language)

    def _of_procedure(
        self, lead: Passage, facet: Facet, hits: Sequence[Hit], scope: Scope
    ) -> list[Passage]:
        """The statement of a facet that the lead's document has, else another that is near."""
        own = [p for p in self._retriever.document(lead, facet) if holds(p, scope)]
        own = (found_first(own, hits) or own)[:1]
        least = hits[0].score * NEAR_FOR_PROCEDURE
        near = [h.passage for h in hits if h.passage.facet is facet and h.score >= least]
        return own or [p for p in near if is_for_one(p, lead)][:1]

    def _more(self, reading: Reading, scope: Scope, hits: Sequence[Hit]) -> Iterator[Draft]:
        """What the conversation has not shown yet of what was found."""
        least = hits[0].score * NEAR_FOR_MORE
        fresh = [
            hit.passage
            for hit in hits
            if hit.score >= least
            and holds(hit.passage, scope)
            and hit.passage.statement_id not in reading.shown
        ]
        found = without_repeats(fresh, MAX_STATEMENTS)
        yield from (fact(passage, scope) for passage in found)
        if not found:
            yield Draft(NO_MORE(reading.passage_language), Role.NOTE)
            yield from contact_drafts(reading)

    def _article(self, passages: Sequence[Passage], scope: Scope) -> Iterator[Draft]:
        """What stands on the article asked for, and what helps to read it."""
        yield from (fact(passage, scope) for passage in passages)
        more = self._retriever.companions(passages[0], scope)
        more = [passage for passage in more if not repeats(passage, passages)]
        if more:
            language = passages[0].language
            yield Draft(GOES_WITH_IT(language), Role.HEADING)
            yield from (fact(passage, scope) for passage in more)


def _is_procedure(reading: Reading, lead: Passage) -> bool:
    """Whether it asks how a thing is done, as a whole, and not what to do where somebody stands in the way."""
    asks_how = reading.facets[:1] == (Facet.STEPS,) and not STANDS_IN_THE_WAY.search(
        reading.own_text
    )
    return asks_how and lead.facet in LEADS_TO_PROCEDURE


def _for_who_asks(hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if not hit.aside]
