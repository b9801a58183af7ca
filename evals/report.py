"""A report in the forms that people and machines read: JSON, Markdown, JUnit XML, HTML."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from pydantic import ValidationError

from corpus.atomic import write_atomically
from evals.baseline import Files, read_history
from evals.entry import Entry
from evals.errors import CasesUnusable
from evals.evaluation import Evaluation, Report
from evals.page import draw_page
from evals.table import HEADS, rows


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where each form goes; None leaves it out."""

    json: Path | None = None
    html: Path | None = None
    markdown: Path | None = None
    junit: Path | None = None

    def write(self, evaluation: Evaluation, files: Files) -> None:
        """Write the forms asked for, whole or not at all."""
        report = evaluation.report
        if self.json:
            write_atomically(self.json, as_json(report).encode())
        if self.markdown:
            write_atomically(self.markdown, as_markdown(report).encode())
        if self.junit:
            write_atomically(self.junit, as_junit(report).encode())
        if self.html:
            page = draw_page(evaluation, read_history(files.history))
            write_atomically(self.html, page.encode())


def as_json(report: Report) -> str:
    """The whole report; the same bytes for the same report."""
    return report.model_dump_json(indent=1) + "\n"


def read_report(path: Path) -> Report:
    """A report written as JSON.

    Raises:
        CasesUnusable: no such file, or it is no report.
    """
    try:
        return Report.model_validate_json(path.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise CasesUnusable(
            f"{path} is no report", hint="write one with `hukou eval --json FILE`"
        ) from error


def as_markdown(report: Report) -> str:
    """The table, what fails and the failed cases, one line each."""
    head = f"{len(report.entries)} cases, corpus {report.corpus_short}; figures over {report.main}."
    out = ["# Evaluation", "", head, ""]
    out += [_table_line(HEADS), _table_line(("---", *("--:" for _ in HEADS[1:])))]
    out += [_table_line(row.cells) for row in rows(report)]
    if report.problems:
        out += ["", "## Fails", "", *(f"- {problem}" for problem in report.problems)]
    failed = [entry for entry in report.entries if entry.failures]
    out += ["", f"## Failed cases: {len(failed)}", ""]
    out += [f"- `{entry.id}` {', '.join(entry.failures)}: {_plain(entry)}" for entry in failed]
    return "\n".join(out) + "\n"


def _table_line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _plain(entry: Entry) -> str:
    """The last question as Markdown that shows it as it is."""
    question = " ".join(entry.turns[-1].split())
    for sign in "\\`*_[]<>|#":
        question = question.replace(sign, f"\\{sign}")
    return question if len(question) <= 200 else f"{question[:200]}…"


def as_junit(report: Report) -> str:
    """A suite for the standards and one for each ability; times are left out."""
    root = ElementTree.Element("testsuites", name="hukou eval")
    standards = [(v.metric, (v.fault,) if v.fault else ()) for v in report.verdicts]
    _suite(root, "standards", [*standards, ("planted replies", report.faults)])
    for name in dict.fromkeys(entry.suite for entry in report.entries):
        own = [entry for entry in report.entries if entry.suite == name]
        _suite(root, name, [(entry.id, entry.failures) for entry in own])
    ElementTree.indent(root)
    text: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _suite(root: ElementTree.Element, name: str, tests: list[tuple[str, tuple[str, ...]]]) -> None:
    failures = str(sum(bool(wrong) for _, wrong in tests))
    suite = ElementTree.SubElement(
        root, "testsuite", name=name, tests=str(len(tests)), failures=failures
    )
    for test, wrong in tests:
        case = ElementTree.SubElement(suite, "testcase", classname=f"eval.{name}", name=test)
        if wrong:
            ElementTree.SubElement(case, "failure", message="; ".join(wrong))
