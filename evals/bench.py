"""How fast, how large and how good searching is at several sizes, beside other engines."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from corpus.atomic import one_at_a_time
from corpus.loader import Corpus
from corpus.places import Places
from evals.bench_jobs import BenchQuestion, Material, dev_questions, write_job
from evals.bench_ours import CORPUS, TEXTS, contents_of, reindex, whole_search
from evals.bench_passages import filled
from evals.bench_report import Building, Report, Whole, machine
from evals.bench_runs import EngineSpec, Measure, measure, our_engines, peer_engines, run_step
from evals.bench_vectors import ENCODED, Likeness, VectorCache, filling_vectors
from evals.errors import EngineUnusable
from evals.peers.loop import Job
from index.build import build_index
from index.contents import corpus_contents
from index.embeddings import Embedder, Progress, Vectors

SIZES = (1_000, 10_000, 100_000)
_WARM_PASSAGES = 64
Watch = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure.

    Attributes:
        peers: their environment; None measures ours alone.
        rounds: times that each question is asked.
        threads: of every process.
        encoded: generated passages whose vectors the model makes; the rest are derived.
    """

    sizes: Sequence[int] = SIZES
    peers: Path | None = None
    rounds: int = 3
    threads: int = 1
    encoded: int = ENCODED


class Bench:
    """One run over a corpus; what it writes but vectors goes when it ends."""

    def __init__(self, plan: Plan, corpus: Corpus, places: Places, watch: Watch) -> None:
        """Take the plan; `watch` is told what is being done, how much of it, and of how much."""
        self._plan = plan
        self._corpus = corpus
        self._places = places
        self._watch = watch
        self._questions = self._held_at(min(plan.sizes), dev_questions(corpus))
        self._likeness: Likeness | None = None

    def run(self, folder: Path, make_embedder: Callable[[], Embedder]) -> Report:
        """Measure everything.

        Args:
            folder: keeps the vectors from run to run.
            make_embedder: loads the model, which is timed.

        Raises:
            EngineUnusable: the peers' environment is none, or our own engine failed.
        """
        plan, load = self._plan, os.getloadavg()[0]
        engines = (*our_engines(), *(peer_engines(plan.peers) if plan.peers else ()))
        started = time.perf_counter()
        embedder = make_embedder()
        model_seconds = time.perf_counter() - started
        cache = VectorCache(folder / "vectors", embedder)
        asked = [embedder.embed_question(question.record["text"]) for question in self._questions]
        measures: list[Measure] = []
        wholes: list[Whole] = []
        with threadpool_limits(plan.threads), _working(folder) as working:
            sizes = sorted(plan.sizes)
            for size in sizes:
                material = self._material(size, cache, np.stack(asked))
                if size == sizes[0]:
                    building = self._build(working / "build", material, embedder)
                for spec in engines:
                    found, whole = self._engine(working, spec, material, embedder)
                    measures.append(found)
                    wholes += [whole] if whole else []
        return Report(
            machine(),
            load,
            plan.threads,
            plan.rounds,
            len(self._questions),
            len(material.filling.held),
            model_seconds,
            plan.encoded,
            self._likeness,
            tuple(measures),
            tuple(wholes),
            building,
        )

    def _told(self, label: str) -> Progress:
        return lambda done, total: self._watch(label, done, total)

    def _held_at(self, size: int, questions: Sequence[BenchQuestion]) -> list[BenchQuestion]:
        """The questions whose statements are held at the smallest size, so at each."""
        wanted = {question.statement_id for question in questions}
        filling = filled(self._corpus, self._places, size, wanted)
        held = {passage.statement_id for passage in filling.held}
        return [question for question in questions if question.statement_id in held]

    def _material(self, size: int, cache: VectorCache, asked: Vectors) -> Material:
        wanted = {question.statement_id for question in self._questions}
        filling = filled(self._corpus, self._places, size, wanted)
        held = {passage.statement_id for passage in filling.held}
        entries = corpus_contents(self._corpus).entries
        leads = [
            e
            for e in entries
            if e.is_question and (e.declined or held.intersection(e.statement_ids))
        ]
        vectors, likeness = filling_vectors(
            filling, cache, encoded=self._plan.encoded, progress=self._told("encoding passages")
        )
        self._likeness = likeness or self._likeness
        lead_vectors = cache.vectors([lead.text for lead in leads], self._told("encoding ? lines"))
        return Material(
            filling, vectors, leads, lead_vectors, self._questions, asked, cache.embedder
        )

    def _build(self, folder: Path, material: Material, embedder: Embedder) -> Building:
        """Encode and index the texts with the model, beside encoding them alone."""
        job = write_job(folder, material)
        contents = next(contents_of(job, TEXTS))
        texts = [entry.text for entry in contents.entries]
        embedder.embed_passages(texts[:_WARM_PASSAGES])
        started = time.perf_counter()
        embedder.embed_passages(texts, self._told("encoding alone"))
        between = time.perf_counter()
        build_index(
            job.store / TEXTS,
            contents,
            embedder,
            reuse=False,
            progress=self._told("encoding and indexing"),
        )
        ended = time.perf_counter()
        return Building(
            len(texts), len(texts) / (between - started), len(texts) / (ended - between)
        )

    def _engine(
        self, working: Path, spec: EngineSpec, material: Material, embedder: Embedder
    ) -> tuple[Measure, Whole | None]:
        """One engine at one size; a peer that fails is named, ours ends the run."""
        size = len(material.filling.passages)
        folder = working / "job"
        job = write_job(folder, material)

        def run(step: str) -> Any:  # a step's result, JSON
            label = f"{size:,} passages, {spec.name}: {step}"
            self._watch(label, 0, 1)
            return run_step(
                spec,
                step,
                job,
                rounds=self._plan.rounds,
                threads=self._plan.threads,
                progress=self._told(label),
            )

        try:
            found = measure(spec, material, run)
            whole = self._whole(job, embedder, size) if spec.is_whole else None
        except EngineUnusable as error:
            if spec.is_ours:
                raise
            found, whole = Measure(spec.name, size, failed=str(error)), None
        shutil.rmtree(folder)
        return found, whole

    def _whole(self, job: Job, embedder: Embedder, size: int) -> Whole:
        self._watch(f"{size:,} passages, hukou: whole searches", 0, 1)
        alone, whole = whole_search(job, embedder)
        self._watch(f"{size:,} passages, hukou: one passage changed", 0, 1)
        seconds, texts = reindex(job, CORPUS)
        return Whole(
            size,
            median(alone),
            median(whole),
            median(after / before for before, after in zip(alone, whole, strict=True)),
            seconds,
            texts,
        )


@contextmanager
def _working(folder: Path) -> Iterator[Path]:
    """A folder for one run at a time; what a killed run left is removed first."""
    with one_at_a_time(folder / ".lock"):
        for leftover in folder.glob("running-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="running-") as name:
            yield Path(name)
