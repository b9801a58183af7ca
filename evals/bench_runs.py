"""Engines in processes of their own → what was measured of each."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from evals.bench_jobs import Material
from evals.errors import EngineUnusable
from evals.peers.loop import Job
from index.embeddings import Progress

HUKOU, TEXTS_ALONE = "hukou", "hukou, no `?` lines"
ROOT = Path(__file__).parent.parent
PEERS = Path(__file__).parent / "peers"
FIRST, FIRST_TEN = 5, 10
_LAST_LINES = 3
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """An engine and the command that runs it, to which step, job and rounds are added.

    Attributes:
        is_ours: its failing ends the run.
        is_whole: it is the search of the assistant, measured with the model too.
    """

    name: str
    command: tuple[str, ...]
    is_ours: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Searching:
    """Searching in one mode: milliseconds of a search, and how the right statement ranks."""

    p50: float
    p95: float
    recall: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Measure:
    """An engine at a size.

    Attributes:
        failed: why nothing was measured; "" where all was.
        build_mb, search_mb: the most memory its process held while building and while searching.
        modes: with and without a scope, as far as the engine knows them.
    """

    engine: str
    size: int
    failed: str = ""
    build_seconds: float = 0.0
    open_seconds: float = 0.0
    build_mb: float = 0.0
    search_mb: float = 0.0
    modes: Mapping[str, Searching] = field(default_factory=dict)


def our_engines() -> tuple[EngineSpec, ...]:
    """The assistant's search, and the same over texts alone, as the peers have them."""
    module = (sys.executable, "-m", "evals.bench_ours")
    return (
        EngineSpec(HUKOU, (*module, "corpus"), is_ours=True, is_whole=True),
        EngineSpec(TEXTS_ALONE, (*module, "texts"), is_ours=True),
    )


def peer_engines(environment: Path) -> tuple[EngineSpec, ...]:
    """LangChain's, LlamaIndex's and txtai's hybrid search, run by the environment's Python.

    Raises:
        EngineUnusable: there is no Python in it.
    """
    python = environment.absolute() / "bin" / "python"
    if not python.exists():
        raise EngineUnusable(
            f"{environment} is no environment: it has no bin/python",
            hint=f"`python3.11 -m venv {environment}` and "
            f"`{environment}/bin/pip install -r evals/bench_peers.txt`",
        )
    programs = {
        "LangChain EnsembleRetriever": "langchain_ensemble.py",
        "LlamaIndex QueryFusionRetriever": "llamaindex_fusion.py",
        "txtai hybrid": "txtai_hybrid.py",
    }
    return tuple(
        EngineSpec(name, (str(python), str(PEERS / program))) for name, program in programs.items()
    )


def run_step(
    spec: EngineSpec, step: str, job: Job, *, rounds: int, threads: int, progress: Progress
) -> Any:  # JSON has no narrower type
    """Run one step of an engine in a process of its own, and return its result.

    Raises:
        EngineUnusable: the process ended without one.
    """
    environment = os.environ | dict.fromkeys(_THREADS, str(threads))
    environment |= {"ANONYMIZED_TELEMETRY": "False", "HF_HUB_OFFLINE": "1"}
    command = [*spec.command, step, str(job.folder.absolute()), str(rounds)]
    log = job.folder / f"{step}.log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            result = _read(process, progress)
        except BaseException:
            process.kill()
            raise
    if process.returncode or result is None:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise EngineUnusable(
            f"{spec.name}, {step}: exit code {process.returncode}: "
            f"{'; '.join(last[-_LAST_LINES:])}",
            hint="is the environment of evals/bench_peers.txt? `hukou bench` without --peers "
            "measures ours alone",
        )
    return result


def _read(process: subprocess.Popen[str], progress: Progress) -> Any:  # JSON
    result = None
    for line in process.stdout or ():
        record = json.loads(line)
        if "result" in record:
            result = record["result"]
        else:
            progress(record["done"], record["total"])
    return result


def measure(
    spec: EngineSpec,
    material: Material,
    run: Callable[[str], Any],  # a step's result: JSON
) -> Measure:
    """Build, open and search with one engine, by steps that `run` runs."""
    size = len(material.filling.passages)
    built, searched = run("build"), run("search")
    return Measure(
        spec.name,
        size,
        build_seconds=built["seconds"],
        open_seconds=searched["open_seconds"],
        build_mb=built["peak_mb"],
        search_mb=searched["peak_mb"],
        modes={mode: searching(found, material) for mode, found in searched["modes"].items()},
    )


def searching(found: Mapping[str, Any], material: Material) -> Searching:  # JSON
    """Latency, and how the statement that decides each question ranks among statements."""
    statements = material.statements
    ranks = [
        rank_of(
            question.statement_id,
            [statements[key] for key in found["found"][question.record["id"]]],
        )
        for question in material.questions
    ]
    times = found["milliseconds"]
    return Searching(
        p50=float(np.percentile(times, 50)),
        p95=float(np.percentile(times, 95)),
        recall=fmean(rank <= FIRST for rank in ranks),
        mrr=fmean(1 / rank if rank <= FIRST_TEN else 0.0 for rank in ranks),
    )


def rank_of(wanted: str, found: Sequence[str]) -> float:
    """From 1, both languages of a statement counting as one; infinite where it was not found."""
    ranking = list(dict.fromkeys(found))
    return ranking.index(wanted) + 1 if wanted in ranking else float("inf")
