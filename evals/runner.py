"""Cases → Results: asks the assistant as any caller would, in one process or several."""

import hashlib
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from threadpoolctl import threadpool_limits

from assistant.pipeline import Assistant, Trace
from assistant.reply import Question
from assistant.reply_json import reply_json
from assistant.settings import Settings
from assistant.wiring import Knowledge, make_assistant, make_knowledge
from corpus.atomic import write_atomically
from corpus.statement import Scope
from evals.case import Case, Suite
from evals.metrics import score
from evals.result import Outcome, Result, RetrievedHit, stable_reply
from index.retriever import Hit

TODAY = date(2026, 11, 22)  # the day every case is asked on, unless it names another
HITS_KEPT = 10
_CHUNK = 20
Progress = Callable[[int, int], None]
_CODE = ("assistant", "corpus", "evals", "index")
_SHOWING = {  # modules that sum up and show results: another form of report asks nothing anew
    "baseline.py",
    "compare.py",
    "entry.py",
    "evaluation.py",
    "page.py",
    "plots.py",
    "report.py",
    "standards.py",
    "summary.py",
    "table.py",
    "thresholds.toml",
}


@dataclass(frozen=True, slots=True)
class Task:
    """A case and the suite it belongs to."""

    suite: str
    case: Case


class Runner:
    """Asks cases and scores the replies; holds the assistant and what scoring needs."""

    def __init__(self, settings: Settings, knowledge: Knowledge | None = None) -> None:
        knowledge = knowledge or make_knowledge(settings)
        kept_nowhere = settings.model_copy(update={"conversation_days": 0})
        self.settings = settings
        self.knowledge = knowledge
        self.assistant = make_assistant(kept_nowhere, knowledge, today=lambda: TODAY)
        self._passages = {
            passage.id: passage.text for passage in knowledge.corpus.passages.values()
        }

    def run(self, task: Task) -> Result:
        """Ask one case and score the reply to its last turn."""
        outcome, milliseconds = ask(self.assistant, task.case)
        scores = score(task.case, outcome, self._passages, self.knowledge.places.find)
        return Result(
            task.case.id,
            task.suite,
            task.case.split_of,
            task.case.language,
            outcome,
            scores,
            milliseconds,
        )


def ask(assistant: Assistant, case: Case) -> tuple[Outcome, float]:
    """Put every turn of a case in one conversation.

    Returns:
        What came of the last turn, and its milliseconds.
    """
    conversation_id = None
    for turn in case.turns:
        question = Question(
            turn,
            conversation_id=conversation_id,
            status=case.status,
            place=case.place,
            language=case.answer_in,
            as_of=case.as_of,
        )
        trace = Trace()
        started = time.perf_counter()
        reply = assistant.reply(question, trace)
        milliseconds = (time.perf_counter() - started) * 1000
        conversation_id = reply.body.conversation_id
    hits = {_status(scope): _kept(found) for scope, found in trace.found.items()}
    outcome = Outcome(
        reply=stable_reply(reply_json(reply)), hits=hits, dropped=tuple(trace.dropped)
    )
    return outcome, milliseconds


def _status(scope: Scope) -> str:
    return scope.status.value if scope.status else ""


def _kept(hits: Sequence[Hit]) -> tuple[RetrievedHit, ...]:
    return tuple(
        RetrievedHit(
            statement_id=hit.passage.statement_id,
            locators=tuple(str(locator) for locator in hit.passage.locators),
            score=round(hit.score, 4),
            cosine=round(hit.cosine, 4),
        )
        for hit in hits[:HITS_KEPT]
    )


def tasks_of(suites: Sequence[Suite], *, split: str | None, suite: str | None) -> list[Task]:
    """The cases of a split and a suite, in the order of their files; all where None."""
    return [
        Task(found.name, case)
        for found in suites
        if suite in (None, found.name)
        for case in found.cases
        if split in (None, case.split_of)
    ]


def run_all(
    tasks: Sequence[Task], settings: Settings, *, jobs: int, progress: Progress, cache: Path | None
) -> list[Result]:
    """Every result, in the order of the tasks.

    Args:
        tasks: what to ask.
        settings: of the assistant.
        jobs: processes; 1 stays in this one.
        progress: called with (done, all).
        cache: a file that keeps results as they come, so that an interrupted run goes on; results
            of other code, other documents or other cases in it are not used.
    """
    stamp = fingerprint(settings)
    known = _read_cache(cache, stamp) if cache else {}
    done = {key: known[key] for key in map(_key, tasks) if key in known}
    todo = [task for task in tasks if _key(task) not in done]
    progress(len(done), len(tasks))
    for task, result in _results(todo, settings, jobs):
        done[_key(task)] = result
        if cache:
            _append(cache, stamp, _key(task), result)
        progress(len(done), len(tasks))
    return [done[_key(task)] for task in tasks]


def _results(tasks: Sequence[Task], settings: Settings, jobs: int) -> Iterator[tuple[Task, Result]]:
    if jobs == 1 or len(tasks) <= _CHUNK:
        runner = Runner(settings) if tasks else None
        for task in tasks:
            if runner is not None:
                yield task, runner.run(task)
        return
    chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _start_worker, (settings,)) as pool:
        waiting = {pool.submit(_run_chunk, chunk): chunk for chunk in chunks}
        for future in as_completed(waiting):
            yield from zip(waiting[future], future.result(), strict=True)


_worker: list[Runner] = []  # one a process, made once by the pool


def _start_worker(settings: Settings) -> None:
    import torch  # one thread a process: they share the cores

    torch.set_num_threads(1)
    threadpool_limits(1)  # numpy's too
    _worker.append(Runner(settings))


def _run_chunk(tasks: Sequence[Task]) -> list[Result]:
    return [_worker[0].run(task) for task in tasks]


def fingerprint(settings: Settings) -> str:
    """A hash of all that an outcome depends on but the case: code, documents and settings."""
    digest = hashlib.sha256(settings.model_dump_json(exclude={"data_dir", "port"}).encode())
    root = Path(__file__).parent.parent
    for folder in _CODE:
        for path in sorted((root / folder).rglob("*")):
            shows = folder == "evals" and path.name in _SHOWING
            if path.suffix in {".py", ".md", ".toml"} and not shows:
                digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _key(task: Task) -> str:
    return hashlib.sha256(f"{task.suite} {task.case.model_dump_json()}".encode()).hexdigest()[:16]


def _append(cache: Path, stamp: str, key: str, result: Result) -> None:
    if not cache.exists():
        write_atomically(cache, b"")
    record = {
        "stamp": stamp,
        "key": key,
        "case_id": result.case_id,
        "suite": result.suite,
        "split": result.split,
        "language": result.language,
        "outcome": result.outcome.model_dump(mode="json"),
        "scores": dict(result.scores),
        "milliseconds": result.milliseconds,
    }
    with cache.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _read_cache(cache: Path, stamp: str) -> dict[str, Result]:
    if not cache.exists():
        return {}
    found = {}
    for line in cache.read_text(encoding="utf-8").splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            continue  # the line that an interrupted run had half written
        if record.pop("stamp") == stamp:
            key = record.pop("key")
            outcome = Outcome.model_validate(record.pop("outcome"))
            found[key] = Result(**record, outcome=outcome)
    if not found:
        cache.unlink()  # all of it is of another state
    return found
