"""The baseline: the figures committed, which a run must not fall behind; and their history."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.atomic import write_atomically
from evals.errors import CasesUnusable
from evals.summary import Estimate, Summary

HERE = Path(__file__).parent


class Baseline(BaseModel):
    """The figures that a run must not fall behind.

    Attributes:
        corpus: first characters of the hash of the documents.
        metrics: metric → slice → estimate; a slice that was not scored is absent.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    corpus: str
    metrics: dict[str, dict[str, Estimate]]

    def at(self, metric: str, part: str) -> Estimate | None:
        """The estimate of a metric over a slice, or None where it has none."""
        return self.metrics.get(metric, {}).get(part)


@dataclass(frozen=True, slots=True)
class Files:
    """Where the standards are kept; another folder in tests.

    Attributes:
        folder: holds `thresholds.toml`, `baseline.json` and `history.jsonl`.
    """

    folder: Path = HERE

    @property
    def thresholds(self) -> Path:
        """Bounds and aims."""
        return self.folder / "thresholds.toml"

    @property
    def baseline(self) -> Path:
        """The figures committed."""
        return self.folder / "baseline.json"

    @property
    def readme(self) -> Path:
        """Shows the figures, between marks; it stands beside the folder."""
        return self.folder.parent / "README.md"

    @property
    def history(self) -> Path:
        """One line for each baseline ever recorded."""
        return self.folder / "history.jsonl"


def load_baseline(path: Path) -> Baseline | None:
    """The committed figures; None where none was recorded yet.

    Raises:
        CasesUnusable: the file cannot be read as a baseline.
    """
    if not path.exists():
        return None
    try:
        return Baseline.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "baseline"
        raise CasesUnusable(
            f"{path}: {where}: {first['msg']}", hint="restore it, or `hukou eval --record`"
        ) from error


def record(files: Files, summary: Summary, *, corpus: str, today: date) -> None:
    """Make the figures of a run the baseline, and add a line of history.

    Args:
        files: where they are kept.
        summary: of a run over every case.
        corpus: first characters of the hash of the documents.
        today: the day written into the history.
    """
    means = {metric: summary.at(metric, "test").mean for metric in summary.metrics}
    line = {"date": today.isoformat(), "corpus": corpus, "metrics": means}
    history = files.history.read_text(encoding="utf-8") if files.history.exists() else ""
    write_atomically(files.baseline, _text(summary, corpus).encode())
    write_atomically(files.history, f"{history}{json.dumps(line)}\n".encode())


def read_history(path: Path) -> list[tuple[str, dict[str, float | None]]]:
    """(day, metric → mean on test) of every baseline recorded, oldest first. Empty: no file."""
    if not path.exists():
        return []
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [(line["date"], line["metrics"]) for line in lines]


def _text(summary: Summary, corpus: str) -> str:
    """JSON with one line for each metric and slice, so that a change reads as a diff."""
    blocks = []
    for metric, slices in summary.metrics.items():
        lines = [
            f"   {json.dumps(part, ensure_ascii=False)}: {found.model_dump_json()}"
            for part, found in slices.items()
            if found.n
        ]
        blocks.append(f"  {json.dumps(metric)}: {{\n" + ",\n".join(lines) + "\n  }")
    return (
        f'{{\n "corpus": {json.dumps(corpus)},\n "metrics": {{\n' + ",\n".join(blocks) + "\n }\n}\n"
    )
