from pathlib import Path

from evals.baseline import Baseline, Files, load_baseline
from evals.readme import END, START, put_in_readme, table
from evals.standards import Standard, load_standards
from evals.summary import Estimate

STANDARDS = {"recall@5": Standard(better="higher", bound=0.5, aim=0.97)}
BASELINE = Baseline(
    corpus="abc",
    metrics={"recall@5": {"test": Estimate(n=10, mean=0.8, low=0.7, high=0.9)}},
)


def test_the_readme_shows_the_committed_figures() -> None:
    files = Files()
    baseline = load_baseline(files.baseline)
    assert baseline is not None

    shown = files.readme.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]

    assert shown.strip() == "\n".join(table(baseline, load_standards(files.thresholds)))


def test_the_table_stands_between_its_marks_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"before\n{START}\nold\n{END}\nafter\n", encoding="utf-8")

    put_in_readme(path, BASELINE, STANDARDS)

    text = path.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "old" not in text
    assert "0.800 (0.700–0.900)" in text


def test_a_readme_without_marks_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("plain", encoding="utf-8")

    put_in_readme(path, BASELINE, STANDARDS)
    put_in_readme(tmp_path / "none.md", BASELINE, STANDARDS)

    assert path.read_text(encoding="utf-8") == "plain"
    assert not (tmp_path / "none.md").exists()
