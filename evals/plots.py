"""The pictures of a report, as SVG: the one home of matplotlib in this folder."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evals.bench_report import Report
from evals.bench_runs import Measure
from evals.case import Kind
from evals.entry import Entry
from evals.peers.loop import SCOPED
from evals.summary import Summary, percentile

WIDTH = 5.0  # inches; narrow, so that the letters stay readable on a phone
QUALITY = ("crag", "kind_right", "recall@5", "citation_recall", "vital_points")
SHOWN_IN_HISTORY = ("recall@5", "citation_recall", "vital_points", "crag", "abstention_f1")
_KINDS: Mapping[Kind, str] = {"answer": "#2563eb", "clarification": "#f59e0b", "refusal": "#9ca3af"}
_BINS = 12


def draw_quality(summary: Summary, metric: str) -> str:
    """A metric by slice with its 95 % interval. Empty: no slice scored, an empty string."""
    scored = {name: found for name, found in summary.metrics[metric].items() if found.n}
    parts: list[str] = [name for name in ("all", "dev", "test") if name in scored]
    parts += [name for head in ("all/", "suite/") for name in scored if name.startswith(head)]
    slices = {name.removeprefix("all/"): scored[name] for name in parts}
    if not slices:
        return ""
    figure = Figure(figsize=(WIDTH, 0.24 * len(slices) + 1), layout="constrained")
    axes = figure.subplots()
    for y, found in enumerate(slices.values()):
        axes.plot([found.low or 0.0, found.high or 0.0], [y, y], color="#93c5fd", linewidth=4)
        axes.plot([found.mean or 0.0], [y], "o", color="#1d4ed8", markersize=4)
    names = [f"{name.removeprefix('suite/')} ({found.n})" for name, found in slices.items()]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(-1.03 if metric == "crag" else -0.03, 1.03)
    axes.grid(axis="x", color="#e5e7eb")
    axes.set_title(f"{metric} by slice, with 95 % interval")
    return _svg(figure)


def draw_calibration(entries: Sequence[Entry]) -> str:
    """Kind of reply by cosine of the best hit, for what is held and what is not.

    Well set, the first is answered and the second refused at every cosine. Empty: no hit, "".
    """
    panels = {
        "to be answered": [entry for entry in entries if entry.must_not_refuse and entry.ranking],
        "to be refused": [entry for entry in entries if entry.must_refuse and entry.ranking],
    }
    panels = {title: own for title, own in panels.items() if own}
    if not panels:
        return ""
    best = {e.id: max(h.cosine for h in e.ranking) for own in panels.values() for e in own}
    figure = Figure(figsize=(WIDTH, 2.3 * len(panels)), layout="constrained")
    limits = (min(best.values()), max(best.values()) + 1e-6)
    grid = figure.subplots(len(panels), 1, sharex=True, squeeze=False)[:, 0]
    for axes, (title, own) in zip(grid, panels.items(), strict=True):
        values = [[best[e.id] for e in own if e.kind == kind] for kind in _KINDS]
        axes.hist(
            values,
            bins=_BINS,
            range=limits,
            stacked=True,
            color=list(_KINDS.values()),
            label=list(_KINDS),
        )
        axes.set_title(f"{title}: {sum(map(len, values))} cases")
        axes.set_ylabel("cases")
    axes.set_xlabel("cosine of the best hit")
    figure.axes[0].legend(loc="upper left", frameon=False)
    return _svg(figure)


def draw_latency(milliseconds: Sequence[float]) -> str:
    """How long the last turn of each case took. Empty: nothing timed, an empty string."""
    if not milliseconds:
        return ""
    figure = Figure(figsize=(WIDTH, 2.4), layout="constrained")
    axes = figure.subplots()
    axes.hist(milliseconds, bins=40, color="#2563eb")
    for percent, style in ((50, "-"), (95, "--")):
        value = percentile(milliseconds, percent) or 0.0
        axes.axvline(value, color="#dc2626", linestyle=style, label=f"p{percent} {value:.0f} ms")
    axes.set_xlabel("milliseconds")
    axes.set_ylabel("cases")
    axes.set_title("latency of the last turn")
    axes.legend(frameon=False)
    return _svg(figure)


def draw_history(history: Sequence[tuple[str, Mapping[str, float | None]]]) -> str:
    """Means on test of every baseline recorded. Empty: none recorded, an empty string."""
    if not history:
        return ""
    figure = Figure(figsize=(WIDTH, 3.2), layout="constrained")
    axes: Axes = figure.subplots()
    for metric in SHOWN_IN_HISTORY:
        values = [means.get(metric) for _, means in history]
        known = [(x, value) for x, value in enumerate(values) if value is not None]
        axes.plot([x for x, _ in known], [y for _, y in known], "o-", markersize=3, label=metric)
    axes.set_xticks(range(len(history)), [day for day, _ in history], rotation=45, ha="right")
    axes.grid(axis="y", color="#e5e7eb")
    axes.set_title("baselines recorded, on test")
    axes.legend(frameon=False, fontsize=8)
    return _svg(figure)


def draw_bench(report: Report) -> str:
    """Latency, recall and build time of every engine by size, searching in a scope."""
    panels: Mapping[str, Callable[[Measure], float]] = {
        "search without embedding, p50, ms": lambda found: found.modes[SCOPED].p50,
        "deciding statement in the first five": lambda found: found.modes[SCOPED].recall,
        "build with vectors given, s": lambda found: found.build_seconds,
    }
    figure = Figure(figsize=(WIDTH, 2.4 * len(panels) + 0.8), layout="constrained")
    grid = figure.subplots(len(panels), 1, sharex=True)
    for axes, (title, value) in zip(grid, panels.items(), strict=True):
        for engine in report.engines:
            found = [m for m in report.measures if m.engine == engine and not m.failed]
            axes.plot(
                [m.size for m in found], [value(m) for m in found], "o-", markersize=4, label=engine
            )
        axes.set_xscale("log")
        axes.set_yscale("linear" if "first five" in title else "log")
        axes.grid(color="#e5e7eb")
        axes.set_title(title)
    grid[-1].set_xticks(report.sizes, [f"{size:,}" for size in report.sizes])
    grid[-1].minorticks_off()
    grid[-1].set_xlabel("passages")
    figure.legend(*grid[0].get_legend_handles_labels(), loc="outside lower center", frameon=False)
    return _svg(figure)


def _svg(figure: Figure) -> str:
    out = BytesIO()
    with rc_context({"svg.hashsalt": "hukou", "svg.fonttype": "none"}):
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue().decode()
