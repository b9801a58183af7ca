"""A report as one HTML page: nothing fetched, every text of others escaped."""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from evals.entry import FAILURE_KINDS, Entry
from evals.evaluation import Evaluation, Report
from evals.plots import QUALITY, draw_calibration, draw_history, draw_latency, draw_quality
from evals.summary import percentile
from evals.table import HEADS, language_base, rows

WEB = Path(__file__).parent / "web"
History = Sequence[tuple[str, Mapping[str, float | None]]]


def draw_page(evaluation: Evaluation, history: History) -> str:
    """The whole page.

    Args:
        evaluation: what was found.
        history: (day, metric → mean on test) of each baseline, oldest first; may be empty.
    """
    report = evaluation.report
    failed = [entry for entry in report.entries if entry.failures]
    parts = (
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Evaluation</title><style>{_web('report.css')}</style></head><body>",
        *_head(evaluation, len(failed)),
        *_figures(report),
        '<h2>Pictures</h2><div class="plots">',
        *_plots(evaluation, history),
        "</div>",
        '<h2>Failed cases: <span id="shown">' + str(len(failed)) + "</span></h2>",
        *_filters(failed),
        *(_case(entry) for entry in failed),
        f"<script>{_web('report.js')}</script></body></html>\n",
    )
    return "\n".join(parts)


def _web(name: str) -> str:
    return (WEB / name).read_text(encoding="utf-8")


def _head(evaluation: Evaluation, failed: int) -> Iterator[str]:
    report, times = evaluation.report, list(evaluation.milliseconds.values())
    yield "<h1>Evaluation</h1>"
    yield (
        f"<p>{len(report.entries)} cases, {failed} with a failure · corpus "
        f"{escape(report.corpus_short)} · latency p50 {percentile(times, 50) or 0} ms, "
        f"p95 {percentile(times, 95) or 0} ms</p>"
    )
    passes = "Passes" if report.slice else "Held to no bound: not all of our own cases"
    yield f"<p><strong>{'Fails' if report.problems else passes}</strong></p>"
    yield _list("ul", report.problems)
    for part, reasons in report.summary.over_refusals.items():
        if reasons:
            counts = ", ".join(f"{escape(reason)} {n}" for reason, n in reasons.items())
            yield f"<p>Needless refusals, {escape(part)}: {counts}</p>"


def _figures(report: Report) -> Iterator[str]:
    yield f"<h2>Figures over {escape(report.main)}</h2>"
    yield f"<p>Languages over {escape(language_base(report))}; 95 % by bootstrap.</p>"
    yield '<div class="wide"><table class="figures"><thead><tr>'
    yield "".join(f"<th>{escape(head)}" for head in HEADS)
    yield "</thead><tbody>"
    for row in rows(report):
        kind = "fault" if row.is_fault else ("aim" if row.reaches_aim else "")
        cells = "".join(f"<td>{escape(cell)}" for cell in row.cells)
        yield f'<tr class="{kind}" title="{escape(row.explanation)}">{cells}</tr>'
    yield "</tbody></table></div>"


def _plots(evaluation: Evaluation, history: History) -> Iterator[str]:
    report = evaluation.report
    for metric in QUALITY:
        yield _picture(draw_quality(report.summary, metric), f"{metric} by slice")
    calibration = draw_calibration(report.entries)
    yield _picture(calibration, "kind of reply by cosine of the best hit")
    yield _picture(draw_latency(list(evaluation.milliseconds.values())), "latency of the last turn")
    yield _picture(draw_history(history), "means on test of each baseline recorded")


def _picture(svg: str, alternative: str) -> str:
    """As an image of its own, so that the names inside two pictures cannot meet."""
    if not svg:
        return ""
    data = base64.b64encode(svg.encode()).decode()
    return f'<img alt="{escape(alternative)}" src="data:image/svg+xml;base64,{data}">'


def _filters(failed: Sequence[Entry]) -> Iterator[str]:
    kinds = {kind for entry in failed for kind in entry.failures}
    choices: dict[str, Sequence[str]] = {
        "suite": sorted({entry.suite for entry in failed}),
        "split": sorted({entry.split for entry in failed}),
        "language": sorted({entry.language for entry in failed}),
        "failure": [kind for kind in FAILURE_KINDS if kind in kinds],
    }
    yield '<div class="filters">'
    for name, values in choices.items():
        options = "".join(f"<option>{escape(value)}</option>" for value in values)
        yield (
            f'<label>{name}<select name="{name}"><option value="">all</option>{options}'
            "</select></label>"
        )
    yield "</div>"


def _case(entry: Entry) -> str:
    tags = "".join(f'<span class="tag">{escape(kind)}</span>' for kind in entry.failures)
    parts = (
        f'<details class="case" data-suite="{escape(entry.suite)}" data-split="{entry.split}" '
        f'data-language="{escape(entry.language)}" '
        f'data-failure="{escape("|".join(entry.failures))}">',
        f'<summary>{escape(entry.turns[-1])}<br>{tags}<span class="id">{escape(entry.id)} · '
        f"{escape(entry.suite)} · {entry.split} · {escape(entry.language)}</span></summary><div>",
        _list("ol", entry.turns) if len(entry.turns) > 1 else "",
        f"<p>Expected: {escape(' or '.join(entry.expect))}. {escape(entry.why)}</p>",
        f"<h3>Reply: {escape(entry.kind)} {escape(entry.reason or '')}</h3>",
        _list("ul", entry.said),
        "<h3>Cited</h3>" if entry.cited else "",
        _list("ol", (f"{name}: {', '.join(where)}" for name, where in entry.cited.items())),
        *_retrieved(entry),
        "<h3>Held back by the gate</h3>" if entry.dropped else "",
        _list("ul", (f"{reason}: {text}" for text, reason in entry.dropped)),
        f'<p class="id">{escape(", ".join(f"{k} {v:g}" for k, v in entry.scores.items()))}</p>',
        "</div></details>",
    )
    return "".join(parts)


def _retrieved(entry: Entry) -> Iterator[str]:
    wanted = ", ".join(f"{locator} ({grade})" for locator, grade in entry.wanted.items())
    yield f"<h3>Retrieved</h3><p>Wanted: {escape(wanted or 'nothing')}</p>"
    for status, hits in entry.hits.items():
        if status != entry.asked and "clarification" not in entry.expect:
            continue
        yield '<div class="wide"><table class="hits">'
        yield f"<caption>{escape(status or 'any status')}</caption>"
        yield "<tr><th>rank<th>cosine<th>statement<th>stands on</tr>"
        for rank, hit in enumerate(hits, start=1):
            mark, star = (' class="decides"', " ★") if entry.decides(hit) else ("", "")
            yield (
                f"<tr{mark}><td>{rank}{star}<td>{hit.cosine:.3f}<td>{escape(hit.statement_id)}"
                f"<td>{escape(', '.join(hit.locators))}</tr>"
            )
        yield "</table></div>"


def _list(tag: str, items: Iterable[str]) -> str:
    lines = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<{tag}>{lines}</{tag}>" if lines else ""
