"""Standards: per metric a bound that gates and an aim that is reported."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from corpus.atomic import write_atomically
from evals.baseline import Baseline
from evals.errors import CasesUnusable
from evals.summary import Estimate, Summary

Better = Literal["higher", "lower"]


class Standard(BaseModel):
    """What is asked of a metric on the test split.

    Attributes:
        better: which way is better.
        bound: what it must reach; the baseline less half the width of its interval.
        aim: what it is to reach one day; reported, gates nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    better: Better
    bound: float
    aim: float

    def reaches(self, value: float, line: float) -> bool:
        """Whether a value is as good as a line or better."""
        return value >= line if self.better == "higher" else value <= line


class Verdict(BaseModel):
    """How a metric stands to its standard and to the baseline.

    Attributes:
        fault: why the run fails, or empty.
        reaches_aim: None where the metric was not scored.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str
    standard: Standard
    estimate: Estimate
    baseline: Estimate | None
    fault: str
    reaches_aim: bool | None


def load_standards(path: Path) -> dict[str, Standard]:
    """Metric → standard.

    Raises:
        CasesUnusable: no such file, no TOML, or a field is missing or unknown.
    """
    try:
        text = tomllib.loads(path.read_text(encoding="utf-8"))
        return TypeAdapter(dict[str, Standard]).validate_python(text)
    except OSError as error:
        raise CasesUnusable(f"{path}: {error.strerror}", hint="restore it from git") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CasesUnusable(
            f"{path}: {where}: {first['msg']}", hint="give better, bound and aim for each metric"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise CasesUnusable(f"{path}: {error}", hint="mend the TOML") from error


def verdicts(
    summary: Summary, standards: Mapping[str, Standard], baseline: Baseline | None, part: str
) -> tuple[Verdict, ...]:
    """How each metric stands over one slice.

    Args:
        summary: of the run.
        standards: of every metric.
        baseline: what was committed, if anything was.
        part: the slice looked at; bounds hold for `test` alone, drops for any slice.

    Raises:
        CasesUnusable: a metric has no standard.
    """
    missing = sorted(set(summary.metrics) - set(standards))
    if missing:
        raise CasesUnusable(
            f"thresholds.toml has no record of {', '.join(missing)}",
            hint="add better, bound and aim for it",
        )
    return tuple(
        _verdict(metric, summary.at(metric, part), standards[metric], baseline, part)
        for metric in summary.metrics
    )


def _verdict(
    metric: str, found: Estimate, standard: Standard, baseline: Baseline | None, part: str
) -> Verdict:
    before = baseline.at(metric, part) if baseline else None
    return Verdict(
        metric=metric,
        standard=standard,
        estimate=found,
        baseline=before,
        fault="; ".join(_faults(found, standard, before, part)),
        reaches_aim=None if found.mean is None else standard.reaches(found.mean, standard.aim),
    )


def _faults(
    found: Estimate, standard: Standard, before: Estimate | None, part: str
) -> Iterator[str]:
    if found.mean is None:
        if before is not None and before.n:
            yield f"scored in {before.n} cases before, in none now"
        return
    if part == "test" and not standard.reaches(found.mean, standard.bound):
        yield f"{found.mean:.3f} misses the bound of {standard.bound:.3f}"
    edge = None if before is None else (before.low if standard.better == "higher" else before.high)
    if before is not None and edge is not None and not standard.reaches(found.mean, edge):
        yield f"{found.mean:.3f} lies beyond the interval of the baseline, {edge:.3f}"


def bound_from(found: Estimate, standard: Standard) -> float:
    """The bound that a new baseline sets: its mean less half the width of its interval.

    Empty: not scored, the bound stays.
    """
    if found.mean is None or found.low is None or found.high is None:
        return standard.bound
    half = (found.high - found.low) / 2
    if standard.better == "higher":
        return math.floor(round((found.mean - half) * 1000, 6)) / 1000
    return math.ceil(round((found.mean + half) * 1000, 6)) / 1000


def renewed(standards: Mapping[str, Standard], summary: Summary) -> dict[str, Standard]:
    """The standards with the bounds that a new baseline sets.

    Args:
        standards: as they are.
        summary: of a run over every case.
    """
    return {
        metric: standard.model_copy(
            update={"bound": bound_from(summary.at(metric, "test"), standard)}
        )
        for metric, standard in standards.items()
    }


def renew(path: Path, summary: Summary) -> None:
    """Write `thresholds.toml` with the bounds of a new baseline; aims stay."""
    write_atomically(path, _text(renewed(load_standards(path), summary)).encode())


def _text(standards: Mapping[str, Standard]) -> str:
    lines = [
        "# What is asked of each metric on the test split. `bound` gates: the committed baseline",
        "# less half the width of its interval, written by `hukou eval --record`. `aim` is reported.",
    ]
    for metric, standard in standards.items():
        lines += ["", f'["{metric}"]', f'better = "{standard.better}"']
        lines += [f"bound = {standard.bound}", f"aim = {standard.aim}"]
    return "\n".join(lines) + "\n"
