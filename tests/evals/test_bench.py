"""The whole bench at a tiny size, and engines over the pipe that peers use."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from assistant.cli import app
from corpus.loader import Corpus, load_corpus
from corpus.places import load_places
from evals.bench import Bench, Plan
from evals.bench_jobs import Material, dev_questions, write_job
from evals.bench_ours import CORPUS, contents_of
from evals.bench_page import lines, page, write_page
from evals.bench_passages import filled
from evals.bench_report import Report
from evals.bench_runs import EngineSpec, Measure, rank_of, run_step, searching
from evals.bench_vectors import VectorCache, filling_vectors
from evals.errors import EngineUnusable
from evals.peers.loop import PLAIN, SCOPED, Job
from index.contents import Entry
from index.embeddings import HashEmbedder, no_progress

STUB = """
import sys
sys.path.insert(0, {peers!r})
from loop import PLAIN, SCOPED, holds, main

class First:
    modes = (PLAIN, SCOPED)
    def build(self, job):
        print("a library that talks")
        (job.store / "kept").write_text("yes")
    def open(self, job):
        assert (job.store / "kept").read_text() == "yes"
        self.passages = list(job.passages())
    def search(self, question, mode):
        return [p["id"] for p in self.passages
                if mode == PLAIN or holds(p["place"], p["statuses"], question)]

main(First)
"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def report(corpus: Corpus, folder: Path) -> Report:
    """Ours alone, at one size that the corpus more than fills."""
    plan = Plan(sizes=(60,), rounds=1, threads=1)
    return Bench(plan, corpus, load_places(), lambda *_: None).run(folder, HashEmbedder)


def test_the_whole_bench_measures_both_layouts_and_leaves_only_vectors(
    report: Report, folder: Path
) -> None:
    assert report.engines == ("hukou", "hukou, no `?` lines")
    assert all(set(found.modes) == {SCOPED} for found in report.measures)
    assert report.at("hukou", 60).modes[SCOPED].recall > 0
    assert [whole.reindex_texts for whole in report.wholes] == [1]
    assert {path.name for path in folder.iterdir()} == {".lock", "vectors"}


def test_the_page_holds_every_engine_each_aim_and_says_that_no_peer_was_measured(
    report: Report, tmp_path: Path
) -> None:
    written, picture = write_page(report, tmp_path, "hukou bench --size 60")
    text = written.read_text(encoding="utf-8")

    assert "| hukou, no `?` lines |" in text
    assert "No peers were measured" in text
    assert "building ≥ 80% of the model's own rate, at 60" in text
    assert "$" not in text
    assert len(list(lines(report))) == 2
    assert f"]({picture.name})" in text
    assert "hukou, no `?` lines" in picture.read_text(encoding="utf-8")


def test_what_is_generated_is_the_same_again_and_never_a_text_that_is_held(
    corpus: Corpus,
) -> None:
    places = load_places()
    size = len(corpus.passages) + 200

    filling, larger = (filled(corpus, places, n, ()) for n in (size, size + 100))

    assert filling.added == larger.added[: len(filling.added)]
    assert len(filling.passages) == size
    texts = [passage.text for passage in filling.added]
    assert len(set(texts)) == len(texts)
    assert set(texts).isdisjoint(passage.text for passage in corpus.passages.values())
    assert all(a != b for a, b in zip(texts, filling.bases, strict=True))


def test_vectors_are_kept_and_derived_ones_have_length_one(
    small_corpus: Corpus, tmp_path: Path
) -> None:
    filling = filled(small_corpus, load_places(), len(small_corpus.passages) + 80, ())
    first, likeness = filling_vectors(filling, VectorCache(tmp_path, HashEmbedder()), encoded=20)

    class Spent(HashEmbedder):
        def embed_passages(self, *_: object) -> np.ndarray:
            raise AssertionError("encoded again")

    again, _ = filling_vectors(filling, VectorCache(tmp_path, Spent()), encoded=20)

    assert likeness is not None
    assert np.array_equal(first, again)
    assert np.allclose(np.linalg.norm(first, axis=1), 1, atol=1e-5)


@pytest.fixture
def material(corpus: Corpus) -> Material:
    """Forty passages, and the questions that they answer."""
    questions = dev_questions(corpus)
    filling = filled(corpus, load_places(), 40, {q.statement_id for q in questions})
    held = {passage.statement_id for passage in filling.held}
    asked = [question for question in questions if question.statement_id in held]
    embed = HashEmbedder().embed_passages
    return Material(
        filling,
        embed([passage.text for passage in filling.passages]),
        (),
        embed([]),
        asked,
        embed([question.record["text"] for question in asked]),
        HashEmbedder().name,
    )


def test_what_leads_to_statements_goes_through_a_job_whole(
    material: Material, tmp_path: Path
) -> None:
    leads = (
        Entry("how soon", ("cn/a#b",), True, is_asked=True, shows_asker=False, further=("cn/a#c",)),
        Entry("a near miss", (), is_question=True, declined="near miss"),
    )
    vectors = HashEmbedder().embed_passages([lead.text for lead in leads])
    job = write_job(tmp_path / "job", replace(material, leads=leads, lead_vectors=vectors))

    corpus = next(iter(contents_of(job, CORPUS)))

    assert corpus.entries[-2:] == leads


def _stub(tmp_path: Path, material: Material, program: str) -> tuple[EngineSpec, Job]:
    path = tmp_path / "stub.py"
    path.write_text(program.format(peers=str(Path("evals/peers").absolute())))
    return EngineSpec("stub", (sys.executable, str(path))), write_job(tmp_path / "job", material)


def test_a_peer_answers_over_the_pipe_whatever_its_libraries_print(
    material: Material, tmp_path: Path
) -> None:
    spec, job = _stub(tmp_path, material, STUB)
    told: list[tuple[int, int]] = []

    built = run_step(spec, "build", job, rounds=2, threads=1, progress=no_progress)
    found = run_step(
        spec, "search", job, rounds=2, threads=1, progress=lambda *step: told.append(step)
    )

    assert built["peak_mb"] > 0
    assert set(found["modes"]) == {PLAIN, SCOPED}
    scoped = searching(found["modes"][SCOPED], material)
    assert len(found["modes"][SCOPED]["milliseconds"]) == 2 * len(material.questions)
    assert 0 < scoped.recall <= 1
    assert all(total == 2 * len(material.questions) for _, total in told)


def test_a_peer_that_breaks_is_named_with_its_last_words(
    material: Material, tmp_path: Path
) -> None:
    spec, job = _stub(tmp_path, material, "raise SystemExit('no such library')")

    with pytest.raises(EngineUnusable, match="stub, build: exit code 1: no such library"):
        run_step(spec, "build", job, rounds=1, threads=1, progress=no_progress)


def test_both_languages_of_a_statement_count_as_one_place() -> None:
    assert rank_of("b", ["a", "a", "b"]) == 2
    assert rank_of("c", ["a", "a", "b"]) == float("inf")


def test_a_peer_that_failed_stands_in_the_page_with_why(report: Report) -> None:
    broken = Measure("txtai hybrid", 60, failed="exit code 1: out of memory")
    beside = replace(report, measures=(*report.measures, broken))

    assert "| txtai hybrid | not measured: exit code 1: out of memory |" in page(
        beside, "hukou bench"
    )


def test_an_environment_that_is_none_ends_the_command_and_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUKOU_DATA_DIR", str(tmp_path / "var"))

    raised = CliRunner().invoke(app, ["bench", "--peers", str(tmp_path)]).exception

    assert isinstance(raised, EngineUnusable)
    assert "bench_peers.txt" in raised.hint
    assert not (tmp_path / "var").exists()
