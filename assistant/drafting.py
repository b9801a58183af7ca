"""Drafts that answers of several kinds are put together from."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.choosing import is_for_one, without_repeats
from assistant.contacts import was_robbed
from assistant.gate import Draft
from assistant.messages import (
    ASSUMED_STATUS,
    FACET_NAMES,
    NATIONAL_RULE_ONLY,
    NOT_FOUND,
    STATUS_NAMES,
    STATUS_OF_RULE,
)
from assistant.openers import opener
from assistant.reading import Reading
from assistant.refusals import contact_drafts
from assistant.reply import Group, Role
from assistant.scopes import is_for_everybody
from corpus.places import Places
from corpus.statement import NATION, Facet, Language, Passage, Scope
from index.retriever import Hit, Retriever, holds

MAX_NEAR = 4
# Of the lead's score, where that is of the whole country; so near, what the place itself says is shown beside it.
OWN_NEAR = 0.6
# A further statement needs this share of the best one's fused score.
NEAR = 0.66
NEAR_OF_DOCUMENT = 0.25  # of another facet of the lead's document, in share of the best score
# A facet asked for, of which nothing in the lead's document was found, may come from another, this near to the lead.
ELSEWHERE = 0.6
# Yes or no is said only where the question is close to one that the lead is known to answer.
# In cosine of the model that was learned with; one in ten questions that are answered lies as near.
SURE = 0.82


def fact(passage: Passage, scope: Scope, group: Group | None = None) -> Draft:
    """A statement word for word; one that was not verified is a note."""
    role = Role.NOTE if passage.unverified else Role.FACT
    return Draft(passage.text, role, (passage,), scope, group)


def heading(facet: Facet, language: Language) -> Draft:
    """Over what a facet says."""
    return Draft(FACET_NAMES[facet](language) + colon(language), Role.HEADING)


def colon(language: Language) -> str:
    """As the language writes it."""
    return ":" if language is Language.EN else "："


def near_lead(lead: Passage, hits: Sequence[Hit], scope: Scope) -> list[Passage]:
    """The lead, what was found nearly as good, of its section or of others, and what belongs beside it."""
    least = hits[0].score * NEAR
    near = (
        hit.passage
        for hit in hits
        if hit.score >= least
        and holds(hit.passage, scope)
        and (hit.belongs or is_for_one(hit.passage, lead))
    )
    belonging = frozenset(hit.passage.id for hit in hits if hit.belongs)
    return without_repeats([lead, *near], MAX_NEAR, belonging)


def with_own_rule(shown: list[Passage], hits: Sequence[Hit], scope: Scope) -> list[Passage]:
    """What is shown; where all of it is of the whole country, what the place itself says on the same second, if it comes near."""
    if scope.place == NATION or any(passage.place != NATION for passage in shown):
        return shown
    lead, least = shown[0], hits[0].score * OWN_NEAR
    near = (hit.passage for hit in hits if hit.score >= least)
    own = [p for p in near if p.place != NATION and p.facet is lead.facet and not p.unverified]
    return [lead, *own[:1], *shown[1:]][:MAX_NEAR]


def of_facet(
    retriever: Retriever,
    lead: Passage,
    facet: Facet,
    hits: Sequence[Hit],
    scope: Scope,
) -> list[Passage]:
    """Up to two statements of a facet that was asked for, found in the lead's document; else one near.

    A penalty comes also where it was not found: the first of the lead's document.
    """
    own = [p for p in retriever.document(lead, facet) if holds(p, scope)]
    best = hits[0].score
    found = found_first(own, [h for h in hits if h.score >= best * NEAR_OF_DOCUMENT])
    if found:
        return found[:2]
    near = [h.passage for h in hits if h.passage.facet is facet and h.score >= best * ELSEWHERE]
    return (near or (own if facet is Facet.PENALTY else []))[:1]


def found_first(passages: Sequence[Passage], hits: Sequence[Hit]) -> list[Passage]:
    """Those of them that are among the hits, in the hits' order."""
    ids = {passage.id for passage in passages}
    return [hit.passage for hit in hits if hit.passage.id in ids]


def assumed(reading: Reading, scope: Scope, lead: Passage) -> Iterator[Draft]:
    """For whom it is answered, where nobody said so; what a thing is needs no such word."""
    of_rule = reading.status is None and not is_for_everybody(lead.statuses)
    is_definition = lead.facet is Facet.DEFINITION
    if scope.status is None or not (reading.implied or (of_rule and not is_definition)):
        return
    text = ASSUMED_STATUS if reading.implied else STATUS_OF_RULE
    name = STATUS_NAMES[scope.status](reading.passage_language)
    yield Draft(text(reading.passage_language).format(status=name), Role.ASSUMPTION, is_of_all=True)


def national_only(leads: Sequence[Passage], scope: Scope, places: Places) -> Iterator[Draft]:
    """That the place asked about says nothing itself, where all of this is of the whole country."""
    if scope.place != NATION and all(lead.place == NATION for lead in leads):
        language = leads[0].language
        place = places.name(scope.place, language)
        yield Draft(NATIONAL_RULE_ONLY(language).format(place=place), Role.NOTE, is_of_all=True)


def not_found(what: Sequence[str], language: Language) -> Iterator[Draft]:
    """That nothing held says these things, where there are any."""
    if what:
        names = ("; " if language is Language.EN else "、").join(what)
        yield Draft(NOT_FOUND(language).format(what=names), Role.NOTE)


def point_first(drafts: Iterable[Draft], *, is_parted: bool) -> Iterator[Draft]:
    """The drafts; what is said of the whole answer comes behind its first rules, of several questions behind those of all."""
    held: list[Draft] = []
    has_begun = False
    for draft in drafts:
        if draft.is_of_all and not has_begun:
            held.append(draft)
            continue
        ends = not draft.support and not (is_parted and draft.role is Role.HEADING)
        if has_begun and ends:
            yield from held
            held = []
        has_begun |= bool(draft.support)
        yield draft
    yield from held


def opening(reading: Reading, best: Hit, scope: Scope) -> Iterator[Draft]:
    """Yes, no or "it depends", where question and rule leave no doubt of it."""
    lead = best.passage
    if best.cosine >= SURE and (said := opener(reading.own_text, lead.text)):
        yield Draft(said(reading.passage_language), Role.NOTE, (lead,), scope)


def with_contact(
    drafts: Iterator[Draft], reading: Reading, *, always: bool = False
) -> Iterator[Draft]:
    """The drafts, and whom to ask: always, of a theft, or where one of them rests on nothing that was verified."""
    names_contact = always or was_robbed(reading)
    for draft in drafts:
        names_contact |= any(passage.unverified for passage in draft.support)
        yield draft
    if names_contact:
        yield from contact_drafts(reading)
