"""What every engine goes through: one job read, one loop timed, one answer on the pipe.

An engine's program is called with a step (`build` or `search`) and the folder of a job. It writes
JSON lines on standard output: `{"done", "total"}` on its way, at the end `{"result"}`. Needs numpy
and nothing of this project, as it also runs in the environment of the peers.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TypedDict

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
PLAIN, SCOPED = "plain", "scoped"  # without a scope; place and status known and filtered by
KEPT = 20  # passages kept of each answer
CANDIDATES = 50  # looked at where a filter comes after the search
WARM = 30  # questions asked before the clock counts; the last, so that no cache holds the first
ENOUGH_SECONDS = 60.0  # after which no further round is begun


class PassageRecord(TypedDict):
    """A passage as it stands in a job; `statuses` is empty where it holds for all."""

    id: str
    statement_id: str
    text: str
    language: str
    document: str
    place: str
    statuses: list[str]
    facet: str
    locators: list[str]
    collection: str


class QuestionRecord(TypedDict):
    """A question as it stands in a job; `places` are those whose rules hold where it is asked."""

    id: str
    text: str
    place: str
    places: list[str]
    status: str
    as_of: str


class Engine(Protocol):
    """What is measured. Each of `evals/peers` is one, and `evals.bench_ours` is two."""

    @property
    def modes(self) -> Sequence[str]:
        """Ways of searching that it knows."""

    def build(self, job: "Job") -> None:
        """Index the job's passages in its store."""

    def open(self, job: "Job") -> None:
        """Make ready to search, as a service that is started again does."""

    def search(self, question: QuestionRecord, mode: str) -> Sequence[str]:
        """Ids of passages, best first."""


class Job:
    """A folder: passages and questions with their vectors, and a store for the engine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "store"

    def passages(self) -> Iterator[PassageRecord]:
        """In the order of their vectors."""
        return self._lines("passages")

    def questions(self) -> Iterator[QuestionRecord]:
        """In the order of their vectors."""
        return self._lines("questions")

    def vectors(self, name: str = "passages") -> Vectors:
        """Of `passages`, `questions` or `leads`: float32 of shape (how many, dimensions)."""
        return np.asarray(np.load(self.folder / f"{name}.npy"), np.float32)

    def question_vectors(self) -> dict[str, Vectors]:
        """The vector of each question by its text."""
        texts = (question["text"] for question in self.questions())
        return dict(zip(texts, self.vectors("questions"), strict=True))

    def _lines(self, name: str) -> Iterator[Any]:  # the records that the callers name
        with (self.folder / f"{name}.jsonl").open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def holds(place: str, statuses: Sequence[str], question: QuestionRecord) -> bool:
    """Whether a passage holds where the question is asked, and for who asks."""
    return place in question["places"] and (not statuses or question["status"] in statuses)


def main(make: Callable[[], Engine]) -> None:
    """Run the step that the command line names, `build` or `search`: `STEP FOLDER ROUNDS`."""
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print goes to standard error
    step, folder, rounds = sys.argv[-3:]
    job = Job(Path(folder))
    if step == "build":
        result = build(make(), job)
    else:
        result = search(make(), job, int(rounds), _teller(pipe))
    print(json.dumps({"result": result}), file=pipe, flush=True)


def build(engine: Engine, job: Job) -> dict[str, float]:
    """Seconds to build, and the most memory held meanwhile."""
    job.store.mkdir()
    started = time.perf_counter()
    engine.build(job)
    return {"seconds": time.perf_counter() - started, "peak_mb": _peak_mb()}


def search(
    engine: Engine, job: Job, rounds: int, tell: Callable[[int, int], None]
) -> dict[str, Any]:  # JSON has no narrower type
    """Seconds to open, memory then, and every question timed in each mode.

    Args:
        engine: opened here.
        job: whose questions are asked.
        rounds: of all questions; fewer where they take long.
        tell: called with (questions asked, questions to ask at most), in each mode anew.
    """
    started = time.perf_counter()
    engine.open(job)
    result: dict[str, Any] = {"open_seconds": time.perf_counter() - started}
    questions = list(job.questions())
    modes = {mode: _timed(engine, questions, mode, rounds, tell) for mode in engine.modes}
    return result | {"modes": modes, "peak_mb": _peak_mb()}


def _timed(
    engine: Engine,
    questions: Sequence[QuestionRecord],
    mode: str,
    rounds: int,
    tell: Callable[[int, int], None],
) -> dict[str, Any]:  # JSON has no narrower type
    for question in questions[-WARM:]:
        engine.search(question, mode)
    found, times = {}, []
    started = time.perf_counter()
    for turn in range(rounds):
        for number, question in enumerate(questions, start=1):
            begun = time.perf_counter()
            ids = engine.search(question, mode)
            times.append((time.perf_counter() - begun) * 1000)
            found[question["id"]] = list(ids[:KEPT])
            if number % WARM == 0:
                tell(turn * len(questions) + number, rounds * len(questions))
        if time.perf_counter() - started > ENOUGH_SECONDS:
            break
    return {"milliseconds": times, "found": found}


def _teller(pipe: Any) -> Callable[[int, int], None]:  # a text file of any kind
    def tell(done: int, total: int) -> None:
        print(json.dumps({"done": done, "total": total}), file=pipe, flush=True)

    return tell


def _peak_mb() -> float:
    """The most this process held; `ru_maxrss` would begin with the peak of whoever started it."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = (line.split() for line in status.read_text(encoding="utf-8").splitlines())
        return next(int(words[1]) for words in lines if words[0] == "VmHWM:") / 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
