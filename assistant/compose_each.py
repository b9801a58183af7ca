"""Parts → Drafts: an answer to each of several questions, under the question's own words."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from assistant.choosing import further_facets, repeats, without_repeats
from assistant.drafting import assumed, fact, national_only, near_lead, not_found, of_facet, opening
from assistant.gate import Draft
from assistant.messages import QUOTED
from assistant.one_by_one import Part
from assistant.reading import Reading
from assistant.reply import Role
from assistant.scopes import is_for_everybody
from corpus.places import Places
from corpus.statement import Language, Passage
from index.retriever import Retriever

MOST_OF_EACH = 3  # statements
LONGEST = 90  # characters of a question that are shown over its answer
_JOINING = re.compile(
    r"^(?:(?:and|also|plus)\b,? |另外[，,]?|还有[，,]?|還有[，,]?)", re.IGNORECASE
)


def compose_each(
    reading: Reading, parts: Sequence[Part], places: Places, retriever: Retriever
) -> Iterator[Draft]:
    """Drafts: each question with what answers it, then those that nothing held answers.

    Questions that the same statements answer stand together.

    Args:
        reading: of the whole message.
        parts: its questions, at least one of them answered.
        places: their names.
        retriever: gives what else of a document is asked for.
    """
    language = reading.passage_language
    answered = [part for part in parts if part.hits]
    leads = [part.hits[0].passage for part in answered]
    of_one = next((lead for lead in leads if not is_for_everybody(lead.statuses)), leads[0])
    yield from assumed(reading, answered[0].scope, of_one)
    groups = _together(answered, retriever)
    shown = [passage for _, fresh in groups for passage in fresh]
    yield from national_only(shown, answered[0].scope, places)
    for together, fresh in groups:
        part = together[0]
        yield Draft(_words(together, language), Role.HEADING)
        if retriever.has_learned and len(together) == 1:
            yield from opening(part.reading, part.hits[0], part.scope)
        yield from (fact(passage, part.scope) for passage in fresh)
    missing = [part for part in parts if not part.hits]
    yield from not_found([_words(missing, language)] if missing else [], language)


def left_out(drafts: Sequence[Draft], is_said: Callable[[Passage], bool]) -> list[Draft]:
    """Of such drafts those of questions whose own rule was not said elsewhere, and what stands on no rule.

    Args:
        drafts: from the first heading on.
        is_said: whether another composer's sentences say what a passage says.
    """
    groups: list[list[Draft]] = []
    for draft in drafts:
        if draft.support and groups:
            groups[-1].append(draft)
        else:
            groups.append([draft])
    rules = [[passage for draft in group for passage in draft.support] for group in groups]
    left = [
        group for group, own in zip(groups, rules, strict=True) if not (own and is_said(own[0]))
    ]
    return [draft for group in left for draft in group]


def _together(
    parts: Sequence[Part], retriever: Retriever
) -> list[tuple[list[Part], list[Passage]]]:
    """Questions by what is shown for them: one whose answer stands above joins the question there."""
    groups: list[tuple[list[Part], list[Passage]]] = []
    for part in parts:
        lead = part.hits[0].passage
        belonging = frozenset(hit.passage.id for hit in part.hits if hit.belongs)
        others = [p.hits[0].passage for p in parts if p.hits[0].passage.id != lead.id]
        shown = [passage for _, passages in groups for passage in passages]
        above = next((group for group in groups if repeats(lead, group[1])), None)
        beside = [
            p
            for p in _beside(part, retriever)
            if not repeats(p, [*shown, *others, *([] if p.id in belonging else [lead])])
            and not _is_for_another(p, part, parts)
        ]
        beside = without_repeats([lead, *beside], MOST_OF_EACH, belonging)[1:]
        if above is None:
            groups.append(([part], [lead, *beside]))
        else:
            above[0].append(part)
            above[1].extend(beside)
    return groups


def _is_for_another(passage: Passage, part: Part, parts: Sequence[Part]) -> bool:
    """Whether another question asks for what it says, and this one does not: a fine, where this asks by when."""
    facet = passage.facet
    others = [other for other in parts if other is not part]
    return facet not in part.reading.facets and any(facet in o.reading.facets for o in others)


def _beside(part: Part, retriever: Retriever) -> list[Passage]:
    """What else it asks for of the lead's document, then what was found nearly as good."""
    hits, scope = part.hits, part.scope
    lead = hits[0].passage
    asked = further_facets(part.reading, lead)
    further = [of_facet(retriever, lead, facet, hits, scope)[:1] for facet in asked]
    return [*chain.from_iterable(further), *near_lead(lead, hits, scope)[1:]]


def _words(parts: Sequence[Part], language: Language) -> str:
    """The questions as they were typed, cut where they are long."""
    said = (_cut(_JOINING.sub("", " ".join(part.text.split()))) for part in parts)
    return " ".join(QUOTED(language).format(words=words) for words in said)


def _cut(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST - 1].rstrip() + "…"
