"""The table of measured quality in the README, written from the committed baseline."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.atomic import write_atomically
from evals.baseline import Baseline
from evals.standards import Standard
from evals.table import number

START, END = "<!-- measured -->", "<!-- /measured -->"
_SHOWN = {
    "recall@5": "deciding rule among the first five passages",
    "citation_recall": "deciding rule cited",
    "vital_points": "vital points said",
    "kind_right": "right kind of reply",
    "citations_exist": "citations that exist",
    "quotes_exact": "quotes exact",
    "figures_found": "figures found in what is cited",
    "counterfactual_figure": "answer follows a changed figure",
    "counterfactual_removed": "answer drops a removed rule",
    "senses_right": "three documents kept apart, each answered right",
    "twins_agree": "same rules cited in four scripts",
    "wrong_answer_to_not_held": "answers to what is not held (lower is better)",
    "needless_refusal": "needless refusals (lower is better)",
    "crag": "right +1, missing 0, wrong −1",
}


def table(baseline: Baseline, standards: Mapping[str, Standard]) -> Iterator[str]:
    """The lines of the table; a figure that was not scored is a dot."""
    yield "| | test (95 %) | dev | English | Chinese | aim |"
    yield "|---|---|---|---|---|---|"
    for metric, words in _SHOWN.items():
        test = baseline.at(metric, "test")
        interval = f" ({number(test.low)}–{number(test.high)})" if test and test.n else ""
        parts = [baseline.at(metric, part) for part in ("test", "dev", "test/en", "test/zh")]
        cells = [number(part.mean if part else None) for part in parts]
        aim = number(standards[metric].aim) if metric in standards else "·"
        cells[0] += interval
        yield f"| {words} | {' | '.join(cells)} | {aim} |"


def put_in_readme(path: Path, baseline: Baseline, standards: Mapping[str, Standard]) -> None:
    """Write the table between its marks; nothing where there is no such file or no marks."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if START not in text or END not in text:
        return
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    lines = "\n".join(table(baseline, standards))
    write_atomically(path, f"{before}{START}\n{lines}\n{END}{after}".encode())
