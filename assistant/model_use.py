"""What a chat model did for one reply, for its receipt, its trace and the counters."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.model_faults import Fault


class Budget:
    """Seconds that all calls for one reply have together."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds; never below 0."""
        return max(0.0, self._until - time.monotonic())


@dataclass(slots=True)
class ModelUse:
    """Filled in on the way.

    Attributes:
        name: of the model.
        prompt: hash of the prompt files.
        budget: of all calls for this reply.
        language: English name of the language answered in, where it is neither English nor Chinese.
        called: whether the model was asked anything.
        written, passed: sentences it wrote, and those that the gate let through.
        fault: why the extractive answer was used, or added to; None where it was not.
        detail: the fault in words, for the log; never a text of the question or the model.
        milliseconds: that it took.
    """

    name: str
    prompt: str
    budget: Budget
    language: str | None = None
    called: bool = False
    written: int = 0
    passed: int = 0
    fault: Fault | None = None
    detail: str = ""
    milliseconds: int = 0

    @property
    def timings_ms(self) -> Mapping[str, int]:
        """For the receipt: its time, and again under the name of what went wrong."""
        if not self.called:
            return {}
        failed = {f"model_{self.fault}": self.milliseconds} if self.fault else {}
        return {"model": self.milliseconds, **failed}
