"""What can go wrong with a chat model, so that the extractive answer takes its place."""

from enum import StrEnum

from corpus.errors import AssistantError


class Fault(StrEnum):
    """Why a chat model's answer was not used, or not alone."""

    BUSY = "busy"  # as many calls as are allowed are under way
    PAUSED = "paused"  # it failed again and again, and is left alone for a while
    TIMEOUT = "timeout"
    RATE_LIMIT = "rate_limit"
    SERVER = "server_error"
    CONNECTION = "connection"
    REFUSED = "refused"  # wrong key, unknown model, a request that it does not take
    MALFORMED = "malformed"  # text, but none of it in the form asked for
    ENDLESS = "endless"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"  # no sentence of it was borne out by what it cites
    PARTIAL = "partial"  # it left out the rule asked about


_HINTS = {
    Fault.BUSY: "raise HUKOU_MODEL_CONCURRENCY",
    Fault.PAUSED: "run `hukou doctor`: it says what the model answers",
    Fault.TIMEOUT: "raise HUKOU_MODEL_TIMEOUT_SECONDS, or see whether HUKOU_MODEL_URL answers",
    Fault.RATE_LIMIT: "lower HUKOU_MODEL_CONCURRENCY, or ask the provider for more",
    Fault.SERVER: "see what the server at HUKOU_MODEL_URL writes in its log",
    Fault.CONNECTION: "see whether HUKOU_MODEL_URL is right and its server runs",
    Fault.REFUSED: "check HUKOU_MODEL, HUKOU_MODEL_KEY and HUKOU_MODEL_URL",
}
# Faults of the service, not of what it wrote; another try may do better with some of them.
OF_SERVICE = frozenset(
    {Fault.TIMEOUT, Fault.RATE_LIMIT, Fault.SERVER, Fault.CONNECTION, Fault.REFUSED}
)
OF_WRITING = frozenset({Fault.UNSUPPORTED, Fault.PARTIAL})  # what the gate is there for
PASSING = frozenset({Fault.RATE_LIMIT, Fault.SERVER, Fault.CONNECTION})


class ModelFailed(AssistantError):
    """One call to a chat model came to nothing.

    Attributes:
        wait_seconds: how long the service asks to be left alone; 0 where it does not say.
    """

    def __init__(self, fault: Fault, detail: str, *, wait_seconds: float = 0.0) -> None:
        hint = _HINTS.get(fault, "try another model: set HUKOU_MODEL")
        super().__init__(f"the chat model failed ({fault}): {detail}", hint=hint)
        self.fault = fault
        self.wait_seconds = wait_seconds
