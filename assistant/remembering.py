"""What a conversation keeps of a turn for those that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.conversation_state import ConversationState
from assistant.reading import Reading
from assistant.reply import Clarification, Question, Reply, Role
from assistant.scopes import is_for_everybody
from corpus.statement import Scope, Status
from index.retriever import Hit

MOST_SHOWN = 60  # statements remembered for "more"


@dataclass(frozen=True, slots=True)
class Left:
    """What a reply leaves to the next turn.

    Attributes:
        statuses, places: that it asked to choose from; empty where it did not ask back.
        shown: ids of the statements that it showed.
    """

    statuses: tuple[Status, ...] = ()
    places: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def left_by(reply: Reply) -> Left:
    """What a reply leaves to the next turn."""
    facts = {n for s in reply.body.sentences if s.role is not Role.COMPUTED for n in s.citations}
    cited = (c.passage_id.rpartition(".")[0] for c in reply.body.citations if c.number in facts)
    shown = tuple(dict.fromkeys(cited))
    if not isinstance(reply, Clarification):
        return Left(shown=shown)
    values = [option.value for option in reply.options]
    if reply.asks == "place":
        return Left(places=tuple(values), shown=shown)
    return Left(statuses=tuple(Status(value) for value in values), shown=shown)


def state_after(
    question: Question,
    reading: Reading,
    hits: Mapping[Scope, Sequence[Hit]],
    state: ConversationState,
    left: Left,
) -> ConversationState:
    """The state that the next turn is read with."""
    lead = next(iter(next(iter(hits.values()))), None) if hits else None
    instrument = lead.passage.locators[0].instrument if lead and lead.passage.locators else None
    before = state.shown if reading.topic else ()
    return ConversationState(
        status=None if "status" in question.forget or reading.is_taken else reading.said,
        implied=reading.implied and not reading.is_taken,
        taken=_taken(reading, hits),
        place=_place(reading),
        topic=state.topic if reading.topic else reading.own_text,
        last=_last(reading, state),
        instrument=instrument or state.instrument,
        offered=left.statuses,
        offered_places=left.places,
        shown=tuple(dict.fromkeys((*before, *left.shown)))[-MOST_SHOWN:],
    )


def _taken(reading: Reading, hits: Mapping[Scope, Sequence[Hit]]) -> Status | None:
    """Whose rule the reply gives, where nobody said whose question it is."""
    if len(hits) != 1 or not (reading.said is None or reading.is_taken):
        return None
    ((scope, found),) = hits.items()
    return None if is_for_everybody(found[0].passage.statuses) else scope.status


def _place(reading: Reading) -> str | None:
    """The place, unless several were named, of which none is the conversation's."""
    named_one = len(reading.places_named) == 1 or (reading.places_named and not reading.compares)
    return reading.place if named_one or "place" in reading.carried else None


def _last(reading: Reading, state: ConversationState) -> str:
    """The follow-up on the topic; "more" keeps the one before."""
    if reading.asks_more:
        return state.last
    return reading.own_text if reading.topic else ""
