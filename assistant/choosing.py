"""Which of the statements found are shown, and in which order."""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import replace

from assistant.reading import Reading
from corpus.statement import NATION, Facet, Passage, Scope, Status, groups
from corpus.text import numbers
from index.lexical import tokens
from index.retriever import Hit, Retriever, holds

MAX_EXACT = 8
# What a name of several meanings is for a status leads where it is this near to the best.
SENSE_NEAR = 0.4  # in cosine
# What a place itself says leads where places are compared, at this share of the best score.
OWN_RULE = 0.35
# Two statements that share this many of their words, of all they have, say the same.
SAME_WORDS = 0.6
# Of the first hit's score; so near, what a follow-up asks for by its facet is first.
NEAR_TO_FIRST = 0.4


def for_one_status(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Those on one status alone, where there are any: a short answer compares nothing."""
    return [hit for hit in hits if len(groups(hit.passage.statuses)) == 1] or hits


def is_for_one(passage: Passage, lead: Passage) -> bool:
    """Whether it says nothing of other statuses than the lead does, as a comparison would."""
    return len(groups(passage.statuses)) <= max(1, len(groups(lead.statuses)))


def of_sense(hits: Sequence[Hit], reading: Reading, status: Status | None) -> list[Hit]:
    """Hits on what a name of several meanings is for a status, where they are near enough.

    The rule of a place that was named stays first: those of `senses.toml` are the nation's.
    """
    best = hits[0]
    if reading.ask is None or status is None or best.exact or best.passage.place != NATION:
        return []
    least = best.cosine - SENSE_NEAR
    found = {hit.passage.statement_id: hit for hit in hits if hit.cosine >= least}
    return [found[lead] for lead in reading.ask.leads.get(status, ()) if lead in found]


def with_leads(hits: list[Hit], reading: Reading, scope: Scope, retriever: Retriever) -> list[Hit]:
    """The hits, with what decides the situation that the question tells of before all others.

    The rule of a place that was named stays first, and so does an article asked for.
    """
    situation = reading.situation
    if situation is None or not hits or hits[0].exact or hits[0].passage.place != NATION:
        return hits
    language = reading.passage_language
    named = [retriever.passage(f"{key}.{language}") for key in situation.leads]
    found = {hit.passage.statement_id: hit for hit in hits}
    best = hits[0].score
    leads = [
        replace(found[p.statement_id], score=best, aside=False)
        if p.statement_id in found
        else _unfound(p, best)
        for p in named
        if p is not None and holds(p, scope)
    ]
    if not leads:
        return hits
    rest = [h for h in hits if h.passage.statement_id not in situation.leads]
    return [*leads, *(h for h in rest if not situation.bars_passage(h.passage))]


def _unfound(passage: Passage, score: float) -> Hit:
    """A hit on what the search did not find, and which leads all the same."""
    return Hit(passage, score, cosine=0.0, words=0.0, exact=False)


def of_situation(hits: Sequence[Hit], reading: Reading) -> list[Hit]:
    """Of the hits those that decide the situation; empty where another rule leads."""
    leads = reading.situation.leads if reading.situation else ()
    if hits[0].passage.statement_id not in leads:
        return []
    return [hit for hit in hits if hit.passage.statement_id in leads]


def of_place_first(hits: Sequence[Hit], place: str) -> Sequence[Hit]:
    """The hits, with what a place itself says first, where that is near enough: places are compared."""
    least = hits[0].score * OWN_RULE
    own = [hit for hit in hits if hit.passage.place == place and hit.score >= least]
    return [*own, *(hit for hit in hits if hit not in own)]


def by_article(hits: Sequence[Hit], *, asks_something: bool) -> list[Passage]:
    """Statements that stand on the article asked for, the corpus before a user's own copy of the law.

    Args:
        hits: best first.
        asks_something: of the article; then the best found come first, else they stand in its
            order; those that stand on it alone before others.
    """
    exact = [hit.passage for hit in hits if hit.exact]
    if asks_something:
        ordered = sorted(exact, key=lambda p: (not p.locators, len(p.locators) > 1))
    else:
        ordered = sorted(exact, key=_place_in_article)
    return without_repeats(ordered, MAX_EXACT)


def _place_in_article(passage: Passage) -> tuple[bool, int, int, int, str]:
    first = passage.locators[0] if passage.locators else None
    paragraph, item = (first.paragraph or 0, first.item or 0) if first else (0, 0)
    return not passage.locators, len(passage.locators), paragraph, item, passage.id


def of_facets_first(hits: Sequence[Hit], facets: Collection[Facet]) -> list[Hit]:
    """The hits, those of the facets that a follow-up asks for raised, so that the best of them is first.

    Args:
        hits: best first; where an article was asked for, or none of the facets comes near, they are left as they are.
    """
    asked = [hit for hit in hits if hit.passage.facet in facets]
    if not asked or hits[0].exact or hits[0].score <= 0:
        return list(hits)
    if asked[0].score < NEAR_TO_FIRST * hits[0].score:
        return list(hits)
    by = hits[0].score / asked[0].score
    raised = [replace(h, score=h.score * by) if h in asked and h.score > 0 else h for h in hits]
    return sorted(raised, key=lambda hit: (-hit.score, hit.passage.facet not in facets))


def further_facets(reading: Reading, lead: Passage) -> list[Facet]:
    """What else was asked than the lead says."""
    return [facet for facet in reading.facets if facet is not lead.facet]


def without_repeats(
    passages: Iterable[Passage], most: int, belonging: Container[str] = ()
) -> list[Passage]:
    """The first of them that do not say what one before says, at most so many.

    Args:
        passages: the best first.
        most: of them.
        belonging: ids of those that belong beside the first; one that only shares rule and figures
            with another is no repeat.
    """
    kept: list[Passage] = []
    for passage in passages:
        says = _says_the_same if passage.id in belonging else _repeats
        if len(kept) < most and not any(says(passage, other) for other in kept):
            kept.append(passage)
    return kept


def repeats(passage: Passage, shown: Iterable[Passage]) -> bool:
    """Whether it says what is shown already: the statement, its words, or its rule and figures."""
    return any(_repeats(passage, other) for other in shown)


def _repeats(passage: Passage, other: Passage) -> bool:
    figures = numbers(passage.text, passage.language)
    same_figures = figures == numbers(other.text, other.language)
    same_rule = not set(passage.locators).isdisjoint(other.locators)
    return _says_the_same(passage, other) or bool(figures and same_figures and same_rule)


def _says_the_same(passage: Passage, other: Passage) -> bool:
    words, known = set(tokens(passage.text)), set(tokens(other.text))
    same_words = len(words & known) > SAME_WORDS * len(words | known)
    same_figures = numbers(passage.text, passage.language) == numbers(other.text, other.language)
    return passage.id == other.id or (same_words and same_figures)
