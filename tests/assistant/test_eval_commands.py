"""`hukou eval` in this process: exit codes, what is written, and the real assistant."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.eval_commands import eval_app
from evals.baseline import Baseline, Files, load_baseline
from evals.case import CASES
from evals.report import as_json, read_report
from evals.summary import METRICS, Estimate
from tests.evals.samples import entry, report


def _run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(eval_app, words, env=environment)


@pytest.fixture
def data_dir(real_data_dir: Path, real: object, tmp_path: Path) -> str:
    """The real model and index, with a cache of its own."""
    folder = tmp_path / "var"
    folder.mkdir()
    for name in ("models", "index"):
        (folder / name).symlink_to((real_data_dir / name).resolve())
    return str(folder)


def _cases(path: Path, number: int, *suites: str) -> Path:
    lines = [
        line
        for suite in suites
        for line in (CASES / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()[:number]
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.slow
def test_real_cases_are_asked_scored_reported_and_kept(tmp_path: Path, data_dir: str) -> None:
    cases = _cases(tmp_path / "few.jsonl", 3, "senses", "not_held", "foreigners", "follow_ups")
    words = ("--cases", str(cases), "--jobs", "1")
    files = [tmp_path / name for name in ("a.json", "a.html", "a.md", "a.xml")]
    options = ("--json", "--html", "--markdown", "--junit")
    outputs = [word for pair in zip(options, map(str, files), strict=True) for word in pair]

    first = _run(*words, *outputs, HUKOU_DATA_DIR=data_dir)
    again = _run(*words, "--json", str(tmp_path / "b.json"), HUKOU_DATA_DIR=data_dir)

    assert (first.exit_code, again.exit_code) == (0, 0), first.output
    assert first.stdout.splitlines()[:-1] == again.stdout.splitlines()[:-1]  # the last is latency
    found = read_report(files[0])
    assert len(found.entries) == 12
    assert found.summary.at("kind_right", "all").n == 12
    assert found.summary.at("citations_exist", "all").mean == 1.0
    assert found.summary.at("quotes_exact", "all").mean == 1.0
    assert found.summary.at("counterfactual_removed", "all").n > 0
    assert (tmp_path / "b.json").read_bytes() == files[0].read_bytes()
    assert all(file.stat().st_size > 500 for file in files)


@pytest.mark.slow
def test_a_drop_from_the_baseline_ends_in_one(tmp_path: Path, data_dir: str) -> None:
    standards = tmp_path / "standards"
    standards.mkdir()
    files = Files(standards)
    files.thresholds.write_text(Files().thresholds.read_text())
    before = Estimate(n=18, mean=1.5, low=1.4, high=1.6)
    baseline = Baseline(corpus="0123", metrics={"crag": {"suite/personal_data": before}})
    files.baseline.write_text(baseline.model_dump_json())

    done = _run(
        *("--suite", "personal_data", "--jobs", "1", "--standards", str(standards)),
        HUKOU_DATA_DIR=data_dir,
    )

    assert done.exit_code == 1
    assert "✗ crag: " in done.stdout
    assert "lies beyond the interval of the baseline, 1.400" in done.stdout


def test_two_reports_are_compared(tmp_path: Path) -> None:
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    before.write_text(as_json(report(entry("a", scores={"crag": 0.0, "kind_right": 1.0}))))
    after.write_text(as_json(report(entry("a"))))

    done = _run("compare", str(before), str(after))

    assert done.exit_code == 0
    assert "1 flipped: 1 better, 0 worse" in done.stdout


def test_a_trec_run_is_scored(tmp_path: Path) -> None:
    (tmp_path / "qrels").write_text("q1 0 a 1\nq1 0 b 1\n")
    (tmp_path / "run").write_text("q1 Q0 a 1 2.0 mine\nq1 Q0 c 2 1.0 mine\n")

    done = _run("--qrels", str(tmp_path / "qrels"), "--run", str(tmp_path / "run"))

    assert done.exit_code == 0
    assert "recall@5                 0.500" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--suite", "nothing"), "no suite 'nothing'"),
        (("--split", "train"), "split"),
        (("--cases", "absent.jsonl"), "absent.jsonl"),
        (("--standards", "absent"), "thresholds.toml"),
        (("--record", "--split", "test"), "a baseline needs every case"),
        (("--qrels", "only"), "scored together"),
        (("--qrels", "absent", "--run", "absent"), "absent"),
        (("compare", "absent.json", "absent.json"), "absent.json"),
        (("add",), "a case is made of one turn"),
        (("add", "--question", "a", "--from-receipt", "b"), "a case is made of one turn"),
        (("add", "--question", "  "), "no case can be made"),
    ],
)
def test_unusable_input_ends_in_two_with_a_hint(
    words: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = _run(*words, HUKOU_DATA_DIR=str(tmp_path))

    assert done.exit_code == 2
    assert message in done.stderr


def test_a_receipt_that_is_not_kept_and_a_setting_out_of_range_end_in_two(tmp_path: Path) -> None:
    unknown = _run("add", "--from-receipt", "0", HUKOU_DATA_DIR=str(tmp_path))
    wrong = _run("add", "--from-receipt", "0", HUKOU_PORT="0")

    assert (unknown.exit_code, wrong.exit_code) == (2, 2)
    assert "no kept turn" in unknown.stderr
    assert "HUKOU_PORT" in wrong.stderr


def test_the_committed_baseline_if_any_names_known_metrics() -> None:
    baseline = load_baseline(Files().baseline)

    assert baseline is None or set(baseline.metrics) <= set(METRICS)
    assert json.dumps(baseline.model_dump() if baseline else {}).count("NaN") == 0
