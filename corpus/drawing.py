"""Coverage drawn as a heat map: the one home of matplotlib."""

from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO

from matplotlib.figure import Figure

from corpus.coverage import Ageing, Coverage
from corpus.statement import Status

_STATUSES = tuple(Status)


def draw_png(coverage: Coverage) -> bytes:
    """Two heat maps, topics and places, by status; a PNG."""
    panels = (("topic", coverage.by_topic), ("place", coverage.by_place))
    rows = [sorted({row for row, _ in counts}) for _, counts in panels]
    figure = Figure(figsize=(13, 0.24 * max(len(r) for r in rows) + 1.5), layout="constrained")
    for axes, (name, counts), names in zip(figure.subplots(1, 2), panels, rows, strict=True):
        values = [[counts.get((row, status), 0) for status in _STATUSES] for row in names]
        axes.imshow(values, aspect="auto", cmap="Blues")
        axes.set_xticks(range(len(_STATUSES)), [s.value.replace("_", "\n") for s in _STATUSES])
        axes.set_yticks(range(len(names)), names, fontsize=8)
        axes.set_title(f"statements by {name} and status")
        most = max(max(line) for line in values)
        for y, line in enumerate(values):
            for x, value in enumerate(line):
                colour = "white" if value > most / 2 else "black"
                axes.text(x, y, value or "·", ha="center", va="center", color=colour, fontsize=7)
    out = BytesIO()
    figure.savefig(out, format="png", dpi=130)
    return out.getvalue()


def draw_html(coverage: Coverage, due: Sequence[Ageing]) -> str:
    """One page with both tables and what is due next; no script, nothing fetched."""
    head = (
        f"{coverage.documents} documents, {coverage.statements} statements, compared with their "
        f"sources between {coverage.oldest} and {coverage.newest}"
    )
    ageing = "".join(
        f"<tr><td>{item.due}</td><td>{escape(item.what)}</td><td>{escape(item.why)}</td></tr>"
        for item in due
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Corpus coverage</title><style>"
        "body{font:15px system-ui,sans-serif;margin:1rem auto;max-width:60rem;padding:0 1rem}"
        "table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .6rem;text-align:left;"
        "border-bottom:1px solid #ddd}td.n{text-align:right}</style>"
        f"<h1>Corpus coverage</h1><p>{head}</p>"
        f"{_table('Topic', coverage.by_topic)}{_table('Place', coverage.by_place)}"
        f"<h2>Due next</h2><table><tr><th>By<th>What<th>Why</tr>{ageing}</table></html>"
    )


def _table(name: str, counts: Mapping[tuple[str, Status], int]) -> str:
    most = max(counts.values())
    lines = []
    for row in sorted({row for row, _ in counts}):
        cells = ""
        for status in _STATUSES:
            value = counts.get((row, status), 0)
            shade = f"background:rgb(37 99 235/{0.6 * value / most:.2f})"
            cells += f'<td class="n" style="{shade}">{value or "·"}</td>'
        lines.append(f"<tr><td>{escape(row)}</td>{cells}</tr>")
    heads = "".join(f"<th>{status.value}" for status in _STATUSES)
    return f"<table><tr><th>{name}{heads}</tr>{''.join(lines)}</table>"
