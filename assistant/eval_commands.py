"""`hukou eval …`: how good the assistant is, whether a change helped, and a case more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer
from pydantic import ValidationError

from assistant.settings import PREFIX, Settings
from assistant.terminal import err, out, progress_bar
from corpus.errors import AssistantError

if TYPE_CHECKING:
    from evals.baseline import Files
    from evals.evaluation import Evaluation, Plan

Split = Literal["dev", "test"]
FAILED = 1  # exit code where a bound is missed, or a figure dropped
UNUSABLE = 2  # exit code where what was given cannot be used

eval_app = typer.Typer(
    help="How good the answers are, and whether a change made them better.",
    invoke_without_command=True,
)


@eval_app.callback()
def evaluate(  # noqa: PLR0913 - one argument for each option
    context: typer.Context,
    *,
    split: Annotated[Split | None, typer.Option(help="both if absent")] = None,
    suite: Annotated[str | None, typer.Option(help="one ability; all if absent")] = None,
    cases: Annotated[Path | None, typer.Option(help="a file of cases in place of ours")] = None,
    qrels: Annotated[Path | None, typer.Option(help="TREC judgements; needs --run")] = None,
    run: Annotated[Path | None, typer.Option(help="TREC run; needs --qrels")] = None,
    as_json: Annotated[Path | None, typer.Option("--json", help="write a JSON report")] = None,
    html: Annotated[Path | None, typer.Option(help="write one HTML page")] = None,
    markdown: Annotated[Path | None, typer.Option(help="write Markdown")] = None,
    junit: Annotated[Path | None, typer.Option(help="write JUnit XML")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="processes; one a core if absent")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="throw away earlier results")] = False,
    record: Annotated[bool, typer.Option("--record", help="make this the baseline")] = False,
    standards: Annotated[Path | None, typer.Option(help="folder of other thresholds")] = None,
) -> None:
    """Ask every case, score the replies, hold the figures to their bounds.

    Exit 0 where all hold, 1 where one is missed or has dropped, 2 where the input is unusable.
    """
    if context.invoked_subcommand is not None:
        return
    with _ending_in_two():
        if qrels or run:
            _score_run(qrels, run)
            return
        from evals.baseline import Files
        from evals.evaluation import Plan
        from evals.report import Outputs

        plan = Plan(split, suite, cases, jobs or os.cpu_count() or 1, fresh)
        files = Files(standards) if standards else Files()
        if record and not plan.is_whole:
            _unusable("a baseline needs every case", "drop --split, --suite and --cases")
        evaluation = _evaluate(plan, files)
        Outputs(as_json, html, markdown, junit).write(evaluation, files)
        if record and not evaluation.report.faults:
            _record(evaluation, files)
        elif evaluation.report.problems:
            raise typer.Exit(FAILED)


@eval_app.command()
def add(
    from_receipt: Annotated[str | None, typer.Option(help="of a turn that was kept")] = None,
    question: Annotated[str | None, typer.Option(help="as a person wrote it")] = None,
) -> None:
    """Add a case from feedback, to be reviewed as a diff."""
    from evals.add import FILE, add_case, add_from_receipt

    with _ending_in_two():
        if from_receipt and not question:
            case = add_from_receipt(from_receipt, _settings())
        elif question and not from_receipt:
            case = add_case(question)
        else:
            _unusable("a case is made of one turn", "give either --from-receipt or --question")
        out.print(f"{case.id} added to evals/cases/{FILE}; review it: `git diff evals/cases`")


@eval_app.command()
def judge(
    model: Annotated[str, typer.Argument(help="a LangChain chat model, provider:model")],
    split: Annotated[Split, typer.Option(help="whose replies")] = "dev",
    sample: Annotated[int, typer.Option(min=1, help="how many of them")] = 60,
) -> None:
    """Ask a chat model what it thinks of the replies; it only warns."""
    from assistant.language_model import chat_model, prompted
    from evals.case import load_suites
    from evals.judge import judge_sample
    from evals.runner import tasks_of

    with _ending_in_two():
        asked = prompted(chat_model(model))
        tasks = tasks_of(load_suites(), split=split, suite=None)
        found = judge_sample(asked, tasks, _settings(), sample=sample)
    out.print(found.line)


@eval_app.command()
def compare(before: Path, after: Path) -> None:
    """What changed from one JSON report to another, on the cases they share."""
    from evals.compare import compare_reports
    from evals.report import read_report

    with _ending_in_two():
        for line in compare_reports(read_report(before), read_report(after)).lines():
            out.print(line)


@eval_app.command()
def statutes(
    texts: Annotated[Path, typer.Argument(help="a folder of Chinese laws, Markdown")],
    out_folder: Annotated[Path, typer.Option("--out", help="where the files go")],
) -> None:
    """Lay questions over articles of law, as files to ingest, to ask, and to score."""
    from evals.statutes import write_set

    with _ending_in_two():
        articles, questions = write_set(texts, out_folder)
    out.print(f"{out_folder}: {articles} articles, {questions} questions")


@eval_app.command()
def gate(
    further: Annotated[
        bool,
        typer.Option(
            "--further",
            help="only report on the freer paraphrases of the build half, and what is made false of them",
        ),
    ] = False,
) -> None:
    """How many false sentences the support gate blocks, and how many true ones it lets through.

    Exit 1 where a bound of evals/gate/bounds.toml is missed.
    """
    from corpus.loader import load_corpus
    from evals.mutations import every_sample, further_samples, judged, lines, missed, shares

    with _ending_in_two():
        corpus = load_corpus()
        samples = further_samples(corpus) if further else every_sample(corpus)
        found = shares(judged(corpus, samples))
        faults = [] if further else missed(found)
    for line in (*lines(found), *(f"✗ {fault}" for fault in faults)):
        out.print(line, highlight=False)
    if faults:
        raise typer.Exit(FAILED)


def _evaluate(plan: Plan, files: Files) -> Evaluation:
    from evals.evaluation import evaluate as run_plan
    from evals.summary import percentile
    from evals.table import lines

    with progress_bar("asking") as progress:
        evaluation = run_plan(plan, _settings(), progress, files)
    for line in lines(evaluation.report):
        out.print(line)
    times = list(evaluation.milliseconds.values())
    out.print(
        f"{len(times)} cases; latency p50 {percentile(times, 50)} ms, p95 {percentile(times, 95)} ms"
    )
    return evaluation


def _record(evaluation: Evaluation, files: Files) -> None:
    from assistant.wiring import today_in_china
    from evals.baseline import load_baseline, record
    from evals.readme import put_in_readme
    from evals.standards import load_standards, renew

    report = evaluation.report
    renew(files.thresholds, report.summary)
    record(files, report.summary, corpus=report.corpus_short, today=today_in_china())
    baseline = load_baseline(files.baseline)
    if baseline is not None:
        put_in_readme(files.readme, baseline, load_standards(files.thresholds))
    out.print(f"recorded: {files.baseline}, {files.thresholds}, {files.history}")


def _score_run(qrels: Path | None, run: Path | None) -> None:
    from evals.external import score_run
    from evals.table import number

    if qrels is None or run is None:
        _unusable("judgements and a run are scored together", "give both --qrels and --run")
    for name, value in score_run(qrels, run).items():
        out.print(f"{name:25}{number(value)}")


@contextmanager
def _ending_in_two() -> Iterator[None]:
    try:
        yield
    except AssistantError as error:
        _unusable(str(error), error.hint)
    except OSError as error:
        _unusable(f"{error.filename}: {error.strerror}", "give a file that can be used")


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        _unusable(f"{name}: {first['msg']}", "`hukou settings` lists every setting")


def _unusable(message: str, hint: str) -> NoReturn:
    err.print(f"{message}\n→ {hint}")
    raise typer.Exit(UNUSABLE)
