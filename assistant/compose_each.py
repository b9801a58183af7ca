"""Parts → Drafts: an answer to each of several questions, under the question's own words."""

import re
from collections.abc import Iterator, Sequence

from assistant.choosing import repeats
from assistant.drafting import assumed, fact, national_only, near_lead, opening
from assistant.gate import Draft
from assistant.messages import NOT_FOUND, QUOTED
from assistant.one_by_one import Part
from assistant.reading import Reading
from assistant.refusals import contact_drafts
from assistant.reply import Role
from corpus.places import Places
from corpus.statement import Language, Passage

MOST_OF_EACH = 3  # statements
LONGEST = 90  # characters of a question that are shown over its answer
_JOINING = re.compile(
    r"^(?:(?:and|also|plus)\b,? |另外[，,]?|还有[，,]?|還有[，,]?)", re.IGNORECASE
)


def compose_each(
    reading: Reading, parts: Sequence[Part], places: Places, *, may_open: bool
) -> Iterator[Draft]:
    """Drafts: each question with what answers it, then those that nothing held answers.

    Questions that the same statements answer stand together.

    Args:
        reading: of the whole message.
        parts: its questions, at least one of them answered.
        places: their names.
        may_open: yes or no may be said before an answer.
    """
    language = reading.passage_language
    answered = [part for part in parts if part.hits]
    leads = [part.hits[0].passage for part in answered]
    yield from assumed(reading, answered[0].scope, leads[0])
    yield from national_only(leads, answered[0].scope, places)
    for together, fresh in _together(answered):
        part = together[0]
        yield Draft(_words(together, language), Role.HEADING)
        if may_open:
            yield from opening(part.reading, part.hits[0], part.scope)
        yield from (fact(passage, part.scope) for passage in fresh)
    missing = [part for part in parts if not part.hits]
    if missing:
        yield Draft(NOT_FOUND(language).format(what=_words(missing, language)), Role.NOTE)
        yield from contact_drafts(reading)


def _together(parts: Sequence[Part]) -> list[tuple[list[Part], list[Passage]]]:
    """Questions by what is shown for them: one whose answer stands above joins the question there."""
    groups: list[tuple[list[Part], list[Passage]]] = []
    for part in parts:
        lead = part.hits[0].passage
        above = next((group for group in groups if repeats(lead, group[1])), None)
        if above is not None:
            above[0].append(part)
            continue
        others = [p.hits[0].passage for p in parts if p.hits[0].passage.id != lead.id]
        shown = [passage for _, passages in groups for passage in passages]
        near = near_lead(lead, part.hits, part.scope, MOST_OF_EACH)
        groups.append(([part], [lead, *(p for p in near[1:] if not repeats(p, [*shown, *others]))]))
    return groups


def _words(parts: Sequence[Part], language: Language) -> str:
    """The questions as they were typed, cut where they are long."""
    said = (_cut(_JOINING.sub("", " ".join(part.text.split()))) for part in parts)
    return " ".join(QUOTED(language).format(words=words) for words in said)


def _cut(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST - 1].rstrip() + "…"
