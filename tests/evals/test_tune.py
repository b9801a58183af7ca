"""What tuning learns from: each question line once, look-alikes together, nothing of a held document."""

import pytest

from corpus.loader import Corpus, load_corpus
from corpus.statement import Document
from corpus.text import has_han
from evals.tuning_pairs import Pairs, load_translations
from index.embeddings import HashEmbedder


@pytest.fixture
def pairs(small_corpus: Corpus) -> Pairs:
    return Pairs(small_corpus, HashEmbedder(), {}, held_out=0, seed=1)


def _lines(corpus: Corpus) -> set[str]:
    return {line for document in corpus.documents for line in _lines_of(document)}


def _lines_of(document: Document) -> set[str]:
    asked = [section.questions for section in document.sections]
    asked += [s.questions for section in document.sections for s in section.statements]
    return {line for questions in asked for lines in questions.values() for line in lines}


def test_every_line_is_drawn_before_one_comes_again(pairs: Pairs, small_corpus: Corpus) -> None:
    drawn: list[str] = []
    while len(set(drawn)) < len(pairs):
        drawn += pairs.batch(2, 0).questions
        assert len(drawn) <= 2 * len(pairs)

    assert set(drawn) == _lines(small_corpus)


def test_a_positive_is_another_line_or_the_statement(pairs: Pairs, small_corpus: Corpus) -> None:
    known = _lines(small_corpus) | {p.text for p in small_corpus.passages.values()}
    batch = pairs.batch(3, 2)

    assert len(batch.positives) == 3
    assert set(batch.positives) <= known
    assert all(q != p for q, p in zip(batch.questions, batch.positives, strict=True))


def test_some_rows_are_a_question_and_its_translation(small_corpus: Corpus) -> None:
    translated = {key: [(f"{key} one", f"{key} other")] for key in small_corpus.statements}
    batches = Pairs(small_corpus, HashEmbedder(), translated, held_out=0, seed=1)
    rows = [row for _ in range(20) for row in zip(*_row_texts(batches), strict=True)]

    pairs = [row for row in rows if row[0].endswith(("one", "other"))]
    assert len(rows) / 5 < len(pairs) < len(rows) / 2
    assert all({one.split()[1], two.split()[1]} == {"one", "other"} for one, two in pairs)


def test_the_translations_shipped_are_of_statements_in_two_languages() -> None:
    translations = load_translations()

    assert sum(map(len, translations.values())) > 5000
    assert set(translations) <= set(load_corpus().statements)
    assert all(has_han(zh) and en != zh for rows in translations.values() for en, zh in rows)


def _row_texts(pairs: Pairs) -> tuple[tuple[str, ...], tuple[str, ...]]:
    batch = pairs.batch(3, 0)
    return batch.questions, batch.positives


def test_a_row_is_never_like_itself_and_statements_of_one_section_are_no_negatives(
    pairs: Pairs,
) -> None:
    batch = pairs.batch(4, 0)

    assert batch.alike.shape == (4, 4)
    assert not batch.alike.diagonal().any()
    assert (batch.alike == batch.alike.T).all()


def test_a_held_document_gives_no_line(small_corpus: Corpus) -> None:
    half = Pairs(small_corpus, HashEmbedder(), {}, held_out=0.4, seed=1)
    of_held = [d for d in small_corpus.documents if d.id in half.held_out]
    held = {line for document in of_held for line in _lines_of(document)}
    drawn = {q for _ in range(20) for q in half.batch(2, 0).questions}

    assert held
    assert not drawn & held
