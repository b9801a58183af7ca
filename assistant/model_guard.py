"""Calls to a chat model under one budget: few at a time, tried again, left alone when it is down."""

import threading
import time
from collections.abc import Callable, Iterator

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_exponential_jitter,
)

from assistant.language_model import LanguageModel, Piece, Prompt
from assistant.model_faults import OF_SERVICE, PASSING, Fault, ModelFailed
from assistant.model_use import Budget

ATTEMPTS = 4
FIRST_WAIT_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 4.0
FAILURES = 3  # in a row, after which the model is left alone
PAUSE_SECONDS = 30.0


class Breaker:
    """Leaves a model alone after failures in a row; then one call tries it.

    Source: Nygard, "Release It!", 2007, "Circuit Breaker".
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    def allow(self) -> bool:
        """Whether a call may be made now; where it was paused, one may, and the pause goes on."""
        with self._lock:
            if self._failures < FAILURES:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + PAUSE_SECONDS
            return True

    def succeeded(self) -> None:
        """It answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The service failed."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._until = self._clock() + PAUSE_SECONDS


class Guard:
    """The one way to a chat model."""

    def __init__(
        self, model: LanguageModel, *, at_once: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take a model; `at_once` is the most calls at one time, over all readers."""
        self.close = model.close
        self._model = model
        self._slots = threading.BoundedSemaphore(at_once)
        self._breaker = Breaker(clock)

    def stream(self, prompt: Prompt, budget: Budget) -> Iterator[Piece]:
        """What the model writes, tried again until its first piece has come.

        Raises:
            ModelFailed: at once where it is paused or busy; else when the tries or the time end.
        """
        tries = Retrying(
            retry=retry_if_exception(_is_passing),
            wait=_wait,
            stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(budget.left),
            reraise=True,
        )
        try:
            first, rest = tries(self._begin, prompt, budget)
            yield first
            yield from rest
        except ModelFailed as error:
            if error.fault in OF_SERVICE:
                self._breaker.failed()
            raise
        except GeneratorExit:  # its reader has enough
            self._breaker.succeeded()
            raise
        self._breaker.succeeded()

    def _begin(self, prompt: Prompt, budget: Budget) -> tuple[Piece, Iterator[Piece]]:
        """Start a call and wait for its first piece."""
        if not self._breaker.allow():
            raise ModelFailed(Fault.PAUSED, f"{FAILURES} failures in a row")
        if not self._slots.acquire(blocking=False):
            raise ModelFailed(Fault.BUSY, "as many calls as are allowed are under way")
        pieces = self._model.stream(prompt, budget.left, self._slots.release)
        first = next(pieces, None)
        if first is None:
            raise ModelFailed(Fault.EMPTY, "it wrote nothing")
        return first, pieces


def _is_passing(error: BaseException) -> bool:
    return isinstance(error, ModelFailed) and error.fault in PASSING


_backoff = wait_exponential_jitter(
    multiplier=FIRST_WAIT_SECONDS, max=LONGEST_WAIT_SECONDS, jitter=FIRST_WAIT_SECONDS
)


def _wait(state: RetryCallState) -> float:
    """Exponential with jitter, and at least as long as the service asks."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait_seconds if isinstance(error, ModelFailed) else 0.0
    return max(asked, _backoff(state))
