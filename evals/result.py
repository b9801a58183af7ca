"""What came of one case: the reply, what was retrieved, and the scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from evals.case import Kind, Split

Json = dict[str, Any]  # JSON has no narrower type


class RetrievedHit(BaseModel):
    """One hit as it stood in the ranking of the scope that the case is about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    statement_id: str
    locators: tuple[str, ...]
    score: float
    cosine: float


class Outcome(BaseModel):
    """What the assistant did with a case; the same for the same inputs.

    Attributes:
        reply: of the last turn, without ids and timings.
        hits: for each status looked at ("" where it is not known), best first.
        dropped: (text, reason) of what the gate held back.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    reply: Json
    hits: dict[str, tuple[RetrievedHit, ...]]
    dropped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A case with its outcome and scores.

    Attributes:
        scores: metric → value, mostly 0 … 1; a metric that does not apply is absent.
        milliseconds: of the last turn; kept apart from the rest, as it differs each time.
    """

    case_id: str
    suite: str
    split: Split
    language: str
    outcome: Outcome
    scores: Mapping[str, float] = field(default_factory=dict)
    milliseconds: float = 0.0

    @property
    def kind(self) -> Kind:
        """The kind of reply given."""
        kind: Kind = self.outcome.reply["kind"]
        return kind


def stable_reply(reply: Json) -> Json:
    """A Reply without what differs each time: ids and timings."""
    receipt = {**reply["receipt"], "id": "", "timings_ms": {}}
    return {**reply, "receipt": receipt, "conversation_id": ""}
