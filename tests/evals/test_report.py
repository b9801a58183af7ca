"""JSON, Markdown and JUnit, from one report."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals.baseline import Files
from evals.errors import CasesUnusable
from evals.evaluation import Evaluation
from evals.report import Outputs, as_json, as_junit, as_markdown, read_report
from tests.evals.samples import entry, report

WRONG = {"scores": {"crag": -1.0, "kind_right": 0.0}, "turns": ("a|b <script> *x*",)}


def test_json_is_the_same_bytes_each_time_and_reads_back(tmp_path: Path) -> None:
    found = report(entry("a"), entry("b", **WRONG))
    (tmp_path / "a.json").write_text(as_json(found))

    assert as_json(report(entry("a"), entry("b", **WRONG))) == as_json(found)
    assert read_report(tmp_path / "a.json") == found


@pytest.mark.parametrize("text", ["", "{}", "[1]"])
def test_what_is_no_report_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)

    with pytest.raises(CasesUnusable, match=r"a\.json is no report"):
        read_report(path)


def test_markdown_holds_the_table_the_faults_and_the_failed_cases() -> None:
    text = as_markdown(report(entry("a"), entry("b", **WRONG), crag=0.9))

    assert "| crag | 0.000 | [-1.000, 1.000] | 2/2 |" in text
    assert "- crag: 0.000 misses the bound of 0.900" in text
    assert "- `b` wrong kind: a\\|b \\<script\\> \\*x\\*" in text
    assert "`a`" not in text


def test_junit_has_a_suite_for_the_standards_and_one_for_each_ability() -> None:
    root = ElementTree.fromstring(as_junit(report(entry("a"), entry("b", **WRONG), crag=0.9)))

    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["standards", "foreigners"]
    assert suites["standards"].get("failures") == "1"
    assert suites["foreigners"].get("tests") == "2"
    failed = suites["foreigners"].findall("testcase[failure]")
    assert [case.get("name") for case in failed] == ["b"]


def test_only_the_forms_asked_for_are_written(tmp_path: Path) -> None:
    evaluation = Evaluation(report(entry("a")), {"a": 100.0})
    outputs = Outputs(
        json=tmp_path / "r.json", html=tmp_path / "r.html", markdown=tmp_path / "new" / "r.md"
    )

    outputs.write(evaluation, Files(tmp_path))
    Outputs(junit=tmp_path / "r.xml").write(evaluation, Files(tmp_path))

    assert sorted(path.name for path in tmp_path.rglob("r.*")) == [
        "r.html",
        "r.json",
        "r.md",
        "r.xml",
    ]
