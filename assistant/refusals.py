"""Why a question is not answered → Drafts: the reason, the nearest thing held, whom to ask."""

from collections.abc import Iterator, Mapping, Sequence

from assistant.answerable import Judgement
from assistant.choosing import without_repeats
from assistant.contacts import contacts_for
from assistant.gate import Draft
from assistant.messages import ASK, NEAREST, NO_ARTICLE, PERHAPS_HELD, REFUSALS
from assistant.reading import Reading
from assistant.reply import Reason, Role
from corpus.declined import NEAR_MISS, Declined
from corpus.places import Places
from corpus.statement import Passage, Scope
from index.retriever import Hit, Retriever

PERHAPS = 0.25  # probability of being answered from which more than the nearest is shown
MOST_NEAREST = 3
NEAR_BEST = 0.84  # of the best one's fused score


def refusal(
    reading: Reading,
    reason: Reason,
    judgement: Judgement,
    found: Mapping[Scope, Sequence[Hit]],
    retriever: Retriever,
    places: Places,
) -> Iterator[Draft]:
    """Drafts of a refusal; outside the field, only why not.

    Args:
        reading: what was understood.
        reason: why it is not answered.
        judgement: says which kind of question it is; its note is shown if declined for the reason.
        found: hits of every scope that was looked at, best first.
        retriever: gives the statements that the kind names.
        places: their names.
    """
    language = reading.passage_language
    kind = judgement.declined if judgement.declined_for(reason) else None
    is_unknown = reading.names_article and reason is not Reason.NOT_IN_FORCE
    why = NO_ARTICLE if is_unknown else REFUSALS[reason]
    text = (
        kind.notes[language]
        if kind
        else why(language).format(day=reading.as_of, place=places.name(reading.place, language))
    )
    if _may_be_held(reason, kind, judgement) and not is_unknown:
        text = PERHAPS_HELD(language)
    yield Draft(text, Role.NOTE)
    if reason is Reason.OUT_OF_SCOPE:
        return
    nearest = _nearest(reading, kind, found, retriever, judgement.probability)
    if nearest:
        yield Draft(NEAREST(language), Role.HEADING)
    for scope, passage in nearest:
        role = Role.NOTE if passage.unverified else Role.FACT
        yield Draft(passage.text, role, (passage,), scope)
    yield from contact_drafts(reading)


def _may_be_held(reason: Reason, kind: Declined | None, judgement: Judgement) -> bool:
    """Whether one of the rules shown as nearest may well be what was asked."""
    is_near_miss = kind is None or kind.id == NEAR_MISS
    return reason is Reason.NOT_IN_CORPUS and is_near_miss and judgement.probability >= PERHAPS


def contact_drafts(reading: Reading) -> Iterator[Draft]:
    """Whom to ask, a sentence each."""
    for contact in contacts_for(reading):
        text = ASK(reading.passage_language).format(name=contact.name, phone=contact.phone)
        yield Draft(text, Role.CONTACT)


def _nearest(
    reading: Reading,
    kind: Declined | None,
    found: Mapping[Scope, Sequence[Hit]],
    retriever: Retriever,
    probability: float,
) -> list[tuple[Scope, Passage]]:
    """What a kind of question names as nearest; else, as for a near miss, the best hits of a scope.

    Where it may well be answered after all a few are shown, as one of them may be what was asked.
    """
    if kind and kind.id != NEAR_MISS:
        anyone = Scope(reading.place, None, reading.as_of)
        named = [f"{key}.{reading.passage_language}" for key in kind.statements]
        return [(anyone, passage) for name in named if (passage := retriever.passage(name))]
    leads = [(scope, hits[0]) for scope, hits in found.items() if hits]
    if not leads:
        return []
    scope, best = max(leads, key=lambda pair: pair[1].score)
    near = [
        hit.passage for hit in found[scope] if not hit.aside and hit.score >= NEAR_BEST * best.score
    ]
    most = MOST_NEAREST if probability >= PERHAPS else 1
    return [(scope, passage) for passage in without_repeats(near, most)]
