"""`hukou bench`: speed and quality of searching at several sizes, beside other engines."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.starting import read_settings
from assistant.terminal import err, out

if TYPE_CHECKING:
    from evals.bench import Plan, Watch
    from index.embeddings import Embedder

FOLDER = "bench"  # below the data folder


def bench(
    size: Annotated[
        list[int] | None, typer.Option(min=2, help="passages; 1000, 10000 and 100000 if absent")
    ] = None,
    peers: Annotated[
        Path | None,
        typer.Option(help="environment with evals/bench_peers.txt; ours alone if absent"),
    ] = None,
    out_folder: Annotated[
        Path | None,
        typer.Option("--out", help="where bench.md and bench.svg go; data folder if absent"),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="times each question is asked")] = 3,
    threads: Annotated[
        int | None, typer.Option(min=1, help="of every process; one a core if absent")
    ] = None,
) -> None:
    """Measure searching beside LangChain, LlamaIndex and txtai: a table and a plot."""
    from assistant.wiring import make_embedder
    from corpus.loader import load_corpus
    from corpus.places import load_places
    from evals.bench import SIZES, Bench, Plan
    from evals.bench_page import lines, write_page

    gc.enable()  # off at the start of every command; searches are timed as the service runs
    settings = read_settings()
    folder = settings.data_dir / FOLDER
    plan = Plan(tuple(size or SIZES), peers, rounds, threads or os.cpu_count() or 1)

    def load() -> Embedder:
        import torch

        torch.set_num_threads(plan.threads)
        return make_embedder(settings)

    if peers is None:
        err.print("no --peers: ours is measured alone")
    with _watching() as watch:
        measured = Bench(plan, load_corpus(), load_places(), watch).run(folder, load)
    for line in lines(measured):
        out.print(line)
    for path in write_page(measured, out_folder or folder, _command(plan)):
        out.print(str(path))


def _command(plan: Plan) -> str:
    """What was run, without the names of folders here."""
    sizes = [f"--size {size}" for size in plan.sizes]
    return " ".join(["hukou bench", *sizes, *(["--peers DIR"] if plan.peers else [])])


@contextmanager
def _watching() -> Iterator[Watch]:
    """One bar on standard error that says what is being done; lines where it is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, disable=not err.is_terminal) as bar:
        task = bar.add_task("loading the model", total=1)
        last = ""

        def watch(label: str, done: int, total: int) -> None:
            nonlocal last
            if label != last and not err.is_terminal:
                err.print(label)
            last = label
            bar.update(task, description=label, completed=done, total=total)

        yield watch
