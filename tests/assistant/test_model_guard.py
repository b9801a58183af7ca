import threading
from collections.abc import Iterator

import pytest

from assistant.language_model import LanguageModel, ModelChoice, Prompt, open_model
from assistant.model_faults import Fault, ModelFailed
from assistant.model_guard import FAILURES, PAUSE_SECONDS, Breaker, Guard
from assistant.model_use import Budget
from tests.assistant.model_server import Act, Data, ModelServer, serving

PROMPT = Prompt("Be brief.", '{"question": "?"}')


class Plays:
    """Acts one after the other, the last again and again."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)

    def __call__(self, data: Data) -> Act:
        return self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def plays() -> Plays:
    return Plays(Act("hello"))


@pytest.fixture
def server(plays: Plays) -> Iterator[ModelServer]:
    with serving(plays) as server:
        yield server


@pytest.fixture
def model(server: ModelServer) -> Iterator[LanguageModel]:
    model = open_model(ModelChoice("openai:m", url=server.url, timeout_seconds=10))
    yield model
    model.close()


def _text(guard: Guard, seconds: float = 10) -> str:
    return "".join(piece.text for piece in guard.stream(PROMPT, Budget(seconds)))


def _fault(guard: Guard, seconds: float = 10) -> Fault:
    with pytest.raises(ModelFailed) as caught:
        _text(guard, seconds)
    assert caught.value.hint
    return caught.value.fault


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_passing_fault_is_tried_again(
    plays: Plays, model: LanguageModel, server: ModelServer, status: int
) -> None:
    plays.acts = [Act(status=status), Act("hello")]

    assert _text(Guard(model, at_once=1)) == "hello"
    assert len(server.bodies) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refused_call_is_not_tried_again(
    plays: Plays, model: LanguageModel, server: ModelServer, status: int
) -> None:
    plays.acts = [Act(status=status)]

    assert _fault(Guard(model, at_once=1)) is Fault.REFUSED
    assert len(server.bodies) == 1


def test_a_service_that_asks_to_wait_longer_than_there_is_time_is_left(
    plays: Plays, model: LanguageModel, server: ModelServer
) -> None:
    plays.acts = [Act(status=429, headers={"retry-after": "60"})]

    assert _fault(Guard(model, at_once=1), seconds=20) is Fault.RATE_LIMIT
    assert len(server.bodies) == 1


def test_what_was_begun_is_not_tried_again(
    plays: Plays, model: LanguageModel, server: ModelServer
) -> None:
    plays.acts = [Act("half a", drops=True), Act("hello")]

    assert _fault(Guard(model, at_once=1)) is Fault.CONNECTION
    assert len(server.bodies) == 1


def test_tokens_are_counted(model: LanguageModel) -> None:
    pieces = list(Guard(model, at_once=1).stream(PROMPT, Budget(10)))

    assert sum(piece.tokens_in for piece in pieces) == 70
    assert sum(piece.tokens_out for piece in pieces) == 30


def test_a_model_that_fails_again_and_again_is_left_alone_and_then_tried_once(
    plays: Plays, model: LanguageModel, server: ModelServer
) -> None:
    clock = Clock()
    guard = Guard(model, at_once=1, clock=clock)
    plays.acts = [Act(status=401)]

    assert [_fault(guard) for _ in range(FAILURES + 2)] == [Fault.REFUSED] * FAILURES + [
        Fault.PAUSED
    ] * 2
    assert len(server.bodies) == FAILURES
    clock.now += PAUSE_SECONDS
    assert [_fault(guard), _fault(guard)] == [Fault.REFUSED, Fault.PAUSED]
    clock.now += PAUSE_SECONDS
    plays.acts = [Act("hello")]
    assert [_text(guard), _text(guard)] == ["hello", "hello"]


def test_bad_answers_do_not_pause_a_model_that_works() -> None:
    breaker = Breaker(Clock())
    for _ in range(FAILURES - 1):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()

    assert breaker.allow()


def test_a_call_beyond_the_limit_is_not_kept_waiting(
    plays: Plays, model: LanguageModel, server: ModelServer
) -> None:
    plays.acts = [Act("hel", hangs=True)]
    guard = Guard(model, at_once=1)
    first = guard.stream(PROMPT, Budget(60))
    next(first)

    assert _fault(guard) is Fault.BUSY

    first.close()  # type: ignore[attr-defined]  # it is a generator
    plays.acts = [Act("hello")]
    assert _text(guard) == "hello"


def test_a_reader_who_leaves_frees_the_connection(
    plays: Plays, model: LanguageModel, server: ModelServer
) -> None:
    plays.acts = [Act("word " * 50, endless=True, size=200)]
    ended = threading.Event()
    stream = model.stream(PROMPT, 60, ended.set)
    next(stream)

    stream.close()  # type: ignore[attr-defined]  # it is a generator

    assert ended.wait(10)
