"""What a conversation has established, carried from turn to turn."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from assistant.reply import Forgettable
from corpus.statement import Status


@dataclass(frozen=True, slots=True)
class ConversationState:
    """What earlier turns established.

    Attributes:
        implied: the status followed from a document, so another document changes it.
        taken: the status whose rule the last reply gave, and said so, as nobody had named one; it holds
            for questions that follow up on it.
        topic: the last question that stood for itself; "" at the start.
        last: the follow-up asked last on that topic; "" if none was.
        instrument: the instrument that the last reply stood on.
        offered: statuses that the last reply asked to choose from; empty if it did not ask back.
        offered_places: the same of places, where a name was ambiguous.
        shown: ids of the statements shown on the topic, which "more" leaves out.
    """

    status: Status | None = None
    implied: bool = False
    taken: Status | None = None
    place: str | None = None
    topic: str = ""
    last: str = ""
    instrument: str | None = None
    offered: tuple[Status, ...] = ()
    offered_places: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    def without(self, forget: tuple[Forgettable, ...]) -> "ConversationState":
        """The same, less what the person dropped."""
        return ConversationState(
            status=None if "status" in forget else self.status,
            implied=self.implied and "status" not in forget,
            taken=None if "status" in forget else self.taken,
            place=None if "place" in forget else self.place,
            topic="" if "topic" in forget else self.topic,
            last="" if "topic" in forget else self.last,
            instrument=None if "topic" in forget else self.instrument,
            offered=self.offered,
            offered_places=self.offered_places,
            shown=() if "topic" in forget else self.shown,
        )


def record_of(state: ConversationState) -> dict[str, Any]:  # JSON has no narrower type
    """The state as it is stored."""
    record: dict[str, Any] = json.loads(json.dumps(asdict(state)))
    return record


def state_from(record: dict[str, Any]) -> ConversationState:  # as above
    """The state as stored; what another version kept and this one does not know is left out."""
    known = {f.name: record[f.name] for f in fields(ConversationState) if f.name in record}
    known = {name: tuple(v) if isinstance(v, list) else v for name, v in known.items()}
    status, taken = known.pop("status", None), known.pop("taken", None)
    offered = known.pop("offered", ())
    return ConversationState(
        status=Status(status) if status else None,
        taken=Status(taken) if taken else None,
        offered=tuple(Status(name) for name in offered),
        **known,
    )
