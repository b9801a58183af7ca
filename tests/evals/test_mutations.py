"""The mutation measure of the support gate: what it makes, how it counts, and its bounds on a sample."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from assistant.support import Objection
from corpus.loader import Corpus, load_corpus
from corpus.statement import Language
from evals.errors import CasesUnusable
from evals.mutation_sample import Sample, drawn, half_of
from evals.mutations import (
    ALL,
    BOUNDS,
    Judged,
    Share,
    every_sample,
    judged,
    lines,
    missed,
    shares,
)

EVERY = (
    5  # of the samples of the test half, one in so many is judged here; all by `hukou eval gate`
)
SLACK = 0.04  # below the bound of the whole, for so small a sample


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="module")
def samples(corpus: Corpus) -> list[tuple[bool, Sample]]:
    return list(every_sample(corpus))


def test_there_are_enough_samples_of_each_kind_in_both_languages(
    samples: list[tuple[bool, Sample]],
) -> None:
    truths = Counter(is_true for is_true, _ in samples)
    kinds = Counter((s.kind, s.language) for is_true, s in samples if not is_true)

    assert truths[False] >= 2_000
    assert truths[True] >= 1_000
    assert min(kinds.values()) >= 40
    assert {language for _, language in kinds} == set(Language)


def test_the_same_samples_are_made_each_time(
    corpus: Corpus, samples: list[tuple[bool, Sample]]
) -> None:
    assert list(every_sample(corpus)) == samples


def test_a_false_sentence_differs_from_every_text_of_its_statement(
    corpus: Corpus, samples: list[tuple[bool, Sample]]
) -> None:
    for is_true, sample in samples:
        if not is_true:
            texts = corpus.statements[sample.supports[0]].texts.values()
            assert sample.text not in texts


def test_a_document_is_in_one_half_only(samples: list[tuple[bool, Sample]]) -> None:
    halves: dict[str, set[str]] = {}
    for _, sample in samples:
        halves.setdefault(sample.statement.split("#")[0], set()).add(sample.half)

    assert all(len(found) == 1 for found in halves.values())
    assert half_of("cn/a#one") == half_of("cn/a#two")


def test_a_draw_is_stable_and_looks_random() -> None:
    assert drawn(range(20), "salt") == drawn(range(20), "salt")
    assert drawn(range(20), "salt") != drawn(range(20), "pepper") != list(range(20))


@pytest.mark.slow
def test_a_sample_of_the_mutations_reaches_the_bounds(
    corpus: Corpus, samples: list[tuple[bool, Sample]]
) -> None:
    of_test = [pair for pair in samples if pair[1].half == "test"]
    found = shares(judged(corpus, of_test[::EVERY]))
    bounds = tomllib.loads(BOUNDS.read_text(encoding="utf-8"))

    for is_true, head in ((False, "blocked"), (True, "passed")):
        for language in Language:
            share = found[is_true, ALL, language.value, "test"]
            assert share.value >= bounds[head][ALL][language.value] - SLACK


def _judged(is_true: bool, *, blocked: bool) -> Judged:
    sample = Sample("number", Language.EN, "statement", "cn/shanghai/x#y", "text", ())
    return Judged(sample, is_true, Objection("number", "no") if blocked else None)


def test_shares_count_false_ones_blocked_and_true_ones_passed() -> None:
    results = [_judged(False, blocked=True), _judged(False, blocked=False), _judged(True, blocked=False)]  # fmt: skip

    found = shares(results)

    half = half_of("cn/shanghai/x")
    assert found[False, "number", "en", half] == found[False, ALL, "en", half] == Share(1, 2)
    assert found[True, "number", "en", half] == Share(1, 1)
    assert "blocked number" in "\n".join(lines(found))
    assert " 50.0%    1/2" in "\n".join(lines(found))


def test_a_missed_bound_and_a_kind_without_one_are_named(tmp_path: Path) -> None:
    path = tmp_path / "bounds.toml"
    path.write_text("[blocked]\nnumber = { en = 0.9 }\n", encoding="utf-8")
    found = {
        (False, "number", "en", "test"): Share(1, 2),
        (False, "number", "en", "build"): Share(0, 2),
        (True, "merge", "zh", "test"): Share(2, 2),
    }

    assert missed(found, path) == [
        "blocked.number.en is 0.500, bound 0.9",
        "passed.merge.zh has no bound in bounds.toml",
    ]
    path.write_text("[blocked]\nnumber = { en = 0.5 }\n[passed]\nmerge = { zh = 1.0 }\n")
    assert missed(found, path) == []


def test_bounds_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(CasesUnusable, match=r"none\.toml"):
        missed({}, tmp_path / "none.toml")
