"""The table of figures: rows of ready text, shared by the terminal, Markdown and HTML."""

from collections.abc import Iterator
from dataclasses import dataclass

from evals.evaluation import Report
from evals.standards import Verdict
from evals.summary import Estimate

NONE = "·"
HEADS = (
    "metric", "mean", "95 %", "scored", "change", "dev", "bound", "aim", "en", "zh", "en→zh", ""
)  # fmt: skip
_WIDTHS = (25, 6, 15, 9, 7, 6, 6, 6, 6, 6, 6, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One metric of the table.

    Attributes:
        cells: one for each of HEADS.
        is_fault: whether the run fails by it.
        reaches_aim: None where it was not scored or has no aim here.
        explanation: why it fails, or empty.
    """

    cells: tuple[str, ...]
    is_fault: bool
    reaches_aim: bool | None
    explanation: str


def rows(report: Report) -> Iterator[Row]:
    """One for each metric, in the order of the summary; languages are of the first column."""
    found = {verdict.metric: verdict for verdict in report.verdicts}
    part = language_base(report)
    for metric, slices in report.summary.metrics.items():
        main, verdict = slices.get(report.main, Estimate(n=0)), found.get(metric)
        fault = verdict.fault if verdict else ""
        reaches = verdict.reaches_aim if verdict else None
        gated = verdict is not None and report.slice == "test"
        cells = (
            metric,
            number(main.mean),
            "" if main.low is None else f"[{number(main.low)}, {number(main.high)}]",
            f"{main.n}/{main.n + main.not_scored}",
            _change(main, verdict),
            _mean(slices.get("dev")),
            number(verdict.standard.bound) if verdict and gated else NONE,
            number(verdict.standard.aim) if verdict else NONE,
            *(_mean(slices.get(f"{part}/{group}")) for group in ("en", "zh", "en→zh")),
            "✗" if fault else ("✓" if reaches else ""),
        )
        yield Row(cells, bool(fault), reaches, fault)


def lines(report: Report) -> Iterator[str]:
    """The table as text for a terminal, with what fails below it."""
    yield f"over {report.main}; languages over {language_base(report)}"
    yield _line(HEADS)
    for row in rows(report):
        yield _line(row.cells)
    for part, reasons in report.summary.over_refusals.items():
        counts = ", ".join(f"{reason} {n}" for reason, n in reasons.items())
        yield f"needless refusals, {part}: {counts or 'none'}"
    for problem in report.problems:
        yield f"✗ {problem}"


def language_base(report: Report) -> str:
    """The split whose language groups the table shows."""
    return report.main if report.main in ("dev", "test") else "all"


def number(value: float | None) -> str:
    """Three decimals; a dot where there is nothing to say."""
    return NONE if value is None else f"{value:.3f}"


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    padded = (cell.rjust(width) for cell, width in zip(rest, _WIDTHS[1:], strict=True))
    return f"{first:{_WIDTHS[0]}}{' '.join(padded)}".rstrip()


def _mean(found: Estimate | None) -> str:
    return number(found.mean if found else None)


def _change(found: Estimate, verdict: Verdict | None) -> str:
    before = verdict.baseline if verdict else None
    if before is None or before.mean is None or found.mean is None:
        return NONE
    return f"{found.mean - before.mean:+.3f}"
