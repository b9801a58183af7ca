"""What a conversation has established, carried from turn to turn."""

from dataclasses import dataclass

from assistant.reply import Forgettable
from corpus.statement import Status


@dataclass(frozen=True, slots=True)
class ConversationState:
    """What earlier turns established.

    Attributes:
        implied: the status followed from a document, so another document changes it.
        topic: the last question that stood for itself; "" at the start.
        last: the follow-up asked last on that topic; "" if none was.
        instrument: the instrument that the last reply stood on.
        offered: statuses that the last reply asked to choose from; empty if it did not ask back.
    """

    status: Status | None = None
    implied: bool = False
    place: str | None = None
    topic: str = ""
    last: str = ""
    instrument: str | None = None
    offered: tuple[Status, ...] = ()

    def without(self, forget: tuple[Forgettable, ...]) -> "ConversationState":
        """The same, less what the person dropped."""
        return ConversationState(
            status=None if "status" in forget else self.status,
            implied=self.implied and "status" not in forget,
            place=None if "place" in forget else self.place,
            topic="" if "topic" in forget else self.topic,
            last="" if "topic" in forget else self.last,
            instrument=None if "topic" in forget else self.instrument,
            offered=self.offered,
        )
