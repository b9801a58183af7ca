"""The cases of the project: usable, enough of each kind, and no `?` line of the corpus among them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from corpus.loader import Corpus, load_corpus
from corpus.statement import Language
from corpus.text import has_han, normal_form
from evals.case import Case, Suite, case_problems, load_suites

QUESTION_MAP = Path(__file__).parents[3] / "shared" / "policy" / "question_map.md"
TOO_NEAR = 0.75  # share of character pairs or triples, of all that either has


@pytest.fixture(scope="module")
def suites() -> tuple[Suite, ...]:
    return load_suites()


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


def _cases(suites: Iterable[Suite]) -> Iterator[Case]:
    return (case for suite in suites for case in suite.cases)


def test_there_are_enough_cases_of_each_kind(suites: tuple[Suite, ...]) -> None:
    count = {suite.name: len(suite.cases) for suite in suites}
    languages = Counter(case.language for case in _cases(suites))

    assert sum(count.values()) >= 600
    assert count["follow_ups"] >= 60
    assert count["not_held"] >= 120
    assert languages["zh-Hans"] + languages["zh-Hant"] >= 0.45 * sum(count.values())
    for twin in {case.twin for case in _cases(suites) if case.twin}:
        scripts = {case.language for case in _cases(suites) if case.twin == twin}
        assert scripts == {"en", "zh-Hans", "zh-Hant", "mixed"}


def test_both_splits_hold_a_good_part_and_no_statement_lies_in_both(
    suites: tuple[Suite, ...],
) -> None:
    split_of: dict[str, set[str]] = {}
    for case in _cases(suites):
        split_of.setdefault(case.turns_on, set()).add(case.split_of)

    counts = Counter(case.split_of for case in _cases(suites))
    assert min(counts.values()) >= 0.4 * sum(counts.values())
    assert all(len(splits) == 1 for splits in split_of.values())


def test_what_a_case_claims_is_in_the_corpus(suites: tuple[Suite, ...], corpus: Corpus) -> None:
    texts = {key: statement.texts for key, statement in corpus.statements.items()}

    problems = [
        p for case in _cases(suites) for p in case_problems(case, texts, corpus.instruments)
    ]

    assert problems == []


def _lines(corpus: Corpus) -> Iterator[str]:
    for document in corpus.documents:
        for section in document.sections:
            for questions in (section.questions, *(s.questions for s in section.statements)):
                for language in Language:
                    yield from questions[language]


def _asked(corpus: Corpus) -> Iterator[str]:
    for asked in (corpus.asked.answered, corpus.asked.unanswered):
        for lines in asked.values():
            for language in Language:
                yield from lines[language]
    yield from corpus.asked.translations.values()


def _declined(corpus: Corpus) -> Iterator[str]:
    for kind in corpus.declined:
        for lines in kind.examples.values():
            yield from lines


def _grams(text: str) -> frozenset[str]:
    plain = re.sub(r"\W+", "", normal_form(text))
    size = 2 if has_han(plain) else 3
    return frozenset(plain[i : i + size] for i in range(len(plain) - size + 1))


def _near(lines: Iterable[str], others: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs that are nearly the same; texts with under eight pieces say too little to compare."""
    known = [(text, grams) for text in others if len(grams := _grams(text)) >= 8]
    by_piece: dict[str, list[int]] = {}
    for number, (_, grams) in enumerate(known):
        for piece in grams:
            by_piece.setdefault(piece, []).append(number)
    found = []
    for line in lines:
        grams = _grams(line)
        if len(grams) < 8:
            continue
        shared = Counter(n for piece in grams for n in by_piece.get(piece, ()))
        for number, common in shared.most_common(3):
            text, other = known[number]
            if common > TOO_NEAR * len(grams | other):
                found.append((line, text))
    return found


def test_no_line_of_the_corpus_repeats_a_case(suites: tuple[Suite, ...], corpus: Corpus) -> None:
    turns = (turn for case in _cases(suites) for turn in case.turns)

    assert _near([*_lines(corpus), *_declined(corpus), *_asked(corpus)], turns) == []


def test_a_repeated_line_is_seen() -> None:
    turns = ["How many days do I have to register my new flat with the police?"]

    assert _near(["how many days do i have to register my new flat with police"], turns)
    assert not _near(["which papers does my baby need for the hukou booklet"], turns)


@pytest.mark.skipif(not QUESTION_MAP.exists(), reason="the map of questions is not beside it")
def test_no_line_repeats_the_map_of_questions(corpus: Corpus) -> None:
    rows = (row.split("|") for row in QUESTION_MAP.read_text(encoding="utf-8").splitlines())
    asked = [cell.strip() for row in rows if len(row) > 4 for cell in row[2:4]]

    assert _near(_lines(corpus), asked) == []
