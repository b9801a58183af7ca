"""What one run of the bench measured."""

import platform
import re
from dataclasses import dataclass
from pathlib import Path

from evals.bench_runs import Measure
from evals.bench_vectors import Likeness


@dataclass(frozen=True, slots=True)
class Whole:
    """Our search at a size with the embedding model, and our index after a change.

    Attributes:
        embedding, search: median milliseconds of the embedding alone, and of a whole search.
        ratio: median over the questions of the second by the first, measured in turn.
        reindex_seconds: to bring the index up to date after one passage changed.
        reindex_texts: of which so many were embedded again.
    """

    size: int
    embedding: float
    search: float
    ratio: float
    reindex_seconds: float
    reindex_texts: int


@dataclass(frozen=True, slots=True)
class Building:
    """Our build with the embedding model, at the smallest size.

    Attributes:
        model_rate: passages a second that the model encodes, writing nothing.
        rate: passages a second that are encoded and indexed.
    """

    passages: int
    model_rate: float
    rate: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that was measured in one run.

    Attributes:
        machine: processor, cores and Python.
        load: processes that wanted a core on average before the run: 0 on an idle machine.
        held: passages of the corpus at the largest size.
        model_seconds: to load the embedding model, libraries included.
        encoded: generated passages whose vectors the model made; the rest are derived.
        likeness: how alike those are; None where none is derived.
    """

    machine: str
    load: float
    threads: int
    rounds: int
    questions: int
    held: int
    model_seconds: float
    encoded: int
    likeness: Likeness | None
    measures: tuple[Measure, ...]
    wholes: tuple[Whole, ...]
    building: Building

    @property
    def sizes(self) -> tuple[int, ...]:
        """In the order measured."""
        return tuple(dict.fromkeys(measure.size for measure in self.measures))

    @property
    def engines(self) -> tuple[str, ...]:
        """In the order measured, ours first."""
        return tuple(dict.fromkeys(measure.engine for measure in self.measures))

    def at(self, engine: str, size: int) -> Measure:
        """One engine at one size."""
        return next(m for m in self.measures if (m.engine, m.size) == (engine, size))


def machine() -> str:
    """Processor, cores, system and Python."""
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text(encoding="utf-8") if cpuinfo.exists() else ""
    model = re.search(r"(?m)^model name\s*: (.+)$", text)
    cores = text.count("\nprocessor") + text.startswith("processor")
    name = model[1] if model else platform.processor() or platform.machine()
    return f"{name}, {cores or '?'} cores, {platform.system()}, Python {platform.python_version()}"
