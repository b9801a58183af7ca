"""One evaluation: which cases, asked, scored, summed up and held to the standards."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.settings import Settings
from corpus.atomic import write_atomically
from evals.baseline import Files, load_baseline
from evals.case import Split, Suite, load_suites
from evals.counterfactual import counterfactuals
from evals.entry import Entry, entry_of
from evals.errors import CasesUnusable
from evals.external import read_cases
from evals.planted import check_metrics
from evals.result import Result
from evals.runner import Progress, Runner, Task, fingerprint, run_all, tasks_of
from evals.standards import Verdict, load_standards, verdicts
from evals.summary import Summary, summarise

Scores = dict[str, dict[str, float]]  # case id → metric → value
SAMPLE = 40  # answered cases of a split that are asked again with a changed statement


@dataclass(frozen=True, slots=True)
class Plan:
    """What to evaluate.

    Attributes:
        split, suite: only these; all where None.
        cases: a file of cases in place of ours.
        jobs: processes.
        fresh: whether results kept from an earlier run are thrown away.
    """

    split: Split | None = None
    suite: str | None = None
    cases: Path | None = None
    jobs: int = 1
    fresh: bool = False

    @property
    def slice(self) -> str | None:
        """The slice of the baseline that this run can be held to; None where there is none."""
        if self.cases or (self.suite and self.split):
            return None
        if self.suite:
            return f"suite/{self.suite}"
        return "dev" if self.split == "dev" else "test"

    @property
    def is_whole(self) -> bool:
        """Whether every case of ours is asked."""
        return not (self.cases or self.suite or self.split)


class Report(BaseModel):
    """All that a run found; the same for the same inputs.

    Attributes:
        corpus: hash of the documents.
        slice: what the verdicts are about; None where nothing is gated.
        verdicts: one for each metric; empty where nothing is gated.
        faults: planted replies that a metric could not tell apart.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    corpus: str
    slice: str | None
    summary: Summary
    verdicts: tuple[Verdict, ...]
    faults: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def corpus_short(self) -> str:
        """The first characters of the hash."""
        return self.corpus.removeprefix("sha256:")[:12]

    @property
    def main(self) -> str:
        """The slice that the first column of a table shows."""
        known = self.summary.metrics["crag"]
        return self.slice or ("test" if "test" in known else "dev")

    @property
    def problems(self) -> tuple[str, ...]:
        """Why the run fails; empty where it passes."""
        missed = [f"{v.metric}: {v.fault}" for v in self.verdicts if v.fault]
        return (*missed, *self.faults)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A report with what differs each time.

    Attributes:
        milliseconds: case id → time of its last turn.
    """

    report: Report
    milliseconds: Mapping[str, float]


def evaluate(plan: Plan, settings: Settings, progress: Progress, files: Files) -> Evaluation:
    """Ask every case of the plan, or read its result from the cache, and judge what came.

    Args:
        plan: which cases, and how.
        settings: of the assistant; the cache lies in its data folder.
        progress: called with (done, all).
        files: thresholds and baseline.

    Raises:
        CasesUnusable: no case fits, or a file cannot be used.
    """
    standards, baseline = load_standards(files.thresholds), load_baseline(files.baseline)
    tasks = tasks_for(plan)
    folder = settings.data_dir / "evals"
    if plan.fresh:
        for name in ("cache.jsonl", "counterfactuals.json"):
            (folder / name).unlink(missing_ok=True)
    results = run_all(
        tasks, settings, jobs=plan.jobs, progress=progress, cache=folder / "cache.jsonl"
    )
    if not plan.suite:
        results = _with_counterfactuals(tasks, results, settings, folder / "counterfactuals.json")
    entries = tuple(entry_of(task, result) for task, result in zip(tasks, results, strict=True))
    summary = summarise(entries)
    report = Report(
        corpus=results[0].outcome.reply["receipt"]["corpus"],
        slice=plan.slice,
        summary=summary,
        verdicts=verdicts(summary, standards, baseline, plan.slice) if plan.slice else (),
        faults=tuple(check_metrics()),
        entries=entries,
    )
    return Evaluation(report, {result.case_id: result.milliseconds for result in results})


def tasks_for(plan: Plan) -> list[Task]:
    """The cases of a plan, in the order of their files.

    Raises:
        CasesUnusable: none fits.
    """
    suites: Sequence[Suite] = (read_cases(plan.cases),) if plan.cases else load_suites()
    names = [suite.name for suite in suites]
    if plan.suite and plan.suite not in names:
        raise CasesUnusable(f"no suite {plan.suite!r}", hint=f"one of: {', '.join(names)}")
    tasks = tasks_of(suites, split=plan.split, suite=plan.suite)
    if not tasks:
        raise CasesUnusable("no case fits", hint="drop `--split` or `--suite`")
    return tasks


def _with_counterfactuals(
    tasks: Sequence[Task], results: Sequence[Result], settings: Settings, cache: Path
) -> list[Result]:
    """The results with what came of asking a sample of each split again."""
    stamp, runner = f"{SAMPLE} {fingerprint(settings)}", None
    kept = _read(cache, stamp)
    found: Scores = {}
    for split in ("dev", "test"):
        own = [n for n, result in enumerate(results) if result.split == split]
        cases = " ".join(tasks[n].case.model_dump_json() for n in own)
        key = hashlib.sha256(cases.encode()).hexdigest()
        if own and key not in kept:
            runner = runner or Runner(settings)
            kept[key] = counterfactuals(
                runner, [tasks[n] for n in own], [results[n] for n in own], sample=SAMPLE
            )
            text = json.dumps({"stamp": stamp, "scores": kept}, sort_keys=True)
            write_atomically(cache, text.encode())
        found |= kept.get(key, {})
    return [
        replace(result, scores={**result.scores, **found.get(result.case_id, {})})
        for result in results
    ]


def _read(cache: Path, stamp: str) -> dict[str, Scores]:
    """Hash of the cases of a split → scores; of another state of the code, none."""
    if not cache.exists():
        return {}
    kept = json.loads(cache.read_text(encoding="utf-8"))
    scores: dict[str, Scores] = kept["scores"]
    return scores if kept["stamp"] == stamp else {}
