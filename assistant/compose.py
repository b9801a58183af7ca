"""Hits → Drafts. The extractive composer: statements word for word, chosen and ordered."""

from collections.abc import Iterator, Mapping, Sequence

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
from corpus.statement import NATION, Facet, Scope
from index.retriever import Hit

MAX_STATEMENTS = 6
MAX_OF_FACET = 3
MAX_EXACT = 8
# How far behind the first a further statement of the same matter may stand, in fused score.
NEAR = 0.42
# What a person needs besides what was asked, where the same document has it.
ALSO_NEEDED: Mapping[Facet, tuple[Facet, ...]] = {
    Facet.DEADLINE: (Facet.PENALTY, Facet.WHERE),
    Facet.WHO: (Facet.DEADLINE, Facet.PENALTY),
    Facet.STEPS: (Facet.DOCUMENTS, Facet.WHERE, Facet.PROCESSING_TIME),
    Facet.CONDITIONS: (Facet.DOCUMENTS, Facet.WHERE),
    Facet.DOCUMENTS: (Facet.WHERE,),
    Facet.PENALTY: (Facet.DEADLINE,),
    Facet.DEFINITION: (),
}


class ExtractiveComposer:
    """Chooses statements and orders them: the facet asked first, then what else is needed."""

    def __init__(self, places: Places) -> None:
        self._places = places

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
            yield self._fact(found[0], scope, Group(scope.status, scope.place, found[0].passage.facet))

    def _answer(self, reading: Reading, scope: Scope, hits: Sequence[Hit]) -> Iterator[Draft]:
        language = reading.passage_language
        if reading.implied and scope.status is not None:
            text = ASSUMED_STATUS(language).format(status=STATUS_NAMES[scope.status](language))
            yield Draft(text, Role.ASSUMPTION)
        lead = hits[0]
        if scope.place != NATION and lead.passage.place == NATION:
            text = NATIONAL_RULE_ONLY(language).format(
                place=self._places.name(scope.place, language)
            )
            yield Draft(text, Role.NOTE)
        if lead.exact:
            yield from (self._fact(h, scope) for h in hits[:MAX_EXACT] if h.exact)
            return
        shown = _of_one_matter(hits)
        yield from (self._fact(hit, scope) for hit in shown)
        for facet in _further_facets(reading, lead):
            more = _of_facet(hits, lead, facet, shown)
            if more and len(shown) < MAX_STATEMENTS:
                yield Draft(FACET_NAMES[facet](language) + _colon(language), Role.HEADING)
                more = more[: MAX_STATEMENTS - len(shown)]
                yield from (self._fact(hit, scope) for hit in more)
                shown = [*shown, *more]

    def _fact(self, hit: Hit, scope: Scope, group: Group | None = None) -> Draft:
        role = Role.NOTE if hit.passage.unverified else Role.FACT
        return Draft(hit.passage.text, role, (hit.passage,), scope, group)


def _of_one_matter(hits: Sequence[Hit]) -> list[Hit]:
    """The lead, and near it statements of the same section or, closer still, of the same facet."""
    lead = hits[0]
    shown = [lead]
    for hit in hits[1:]:
        behind = lead.score - hit.score
        same_section = (hit.passage.document, hit.passage.facet) == (
            lead.passage.document,
            lead.passage.facet,
        )
        same_matter = hit.passage.facet is lead.passage.facet and behind <= NEAR / 2
        if (same_section and behind <= NEAR) or same_matter:
            shown.append(hit)
        if len(shown) == MAX_OF_FACET:
            break
    return shown


def _further_facets(reading: Reading, lead: Hit) -> list[Facet]:
    """Other facets asked; where only one was, those that a person needs besides."""
    asked = [facet for facet in reading.facets if facet is not lead.passage.facet]
    if len(reading.facets) >= 2:
        return asked
    return [*asked[:1], *ALSO_NEEDED.get(lead.passage.facet, ())]


def _of_facet(
    hits: Sequence[Hit], lead: Hit, facet: Facet, shown: Sequence[Hit]
) -> list[Hit]:
    """The best one or two statements of a facet, of the lead's own document only."""
    taken = {hit.passage.id for hit in shown}
    found = [
        hit
        for hit in hits
        if hit.passage.facet is facet
        and hit.passage.document == lead.passage.document
        and hit.passage.id not in taken
    ]
    return found[:1] if facet is not Facet.PENALTY else found[:2]


def _colon(language: str) -> str:
    return ":" if language == "en" else "："
