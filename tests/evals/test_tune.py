"""What tuning learns from: each question line once, look-alikes together, nothing of a held document."""

import pytest

from corpus.loader import Corpus
from corpus.statement import Document
from evals.tuning_pairs import Pairs
from index.embeddings import HashEmbedder


@pytest.fixture
def pairs(small_corpus: Corpus) -> Pairs:
    return Pairs(small_corpus, HashEmbedder(), held_out=0, seed=1)


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


def test_a_row_is_never_like_itself_and_statements_of_one_section_are_no_negatives(
    pairs: Pairs,
) -> None:
    batch = pairs.batch(4, 0)

    assert batch.alike.shape == (4, 4)
    assert not batch.alike.diagonal().any()
    assert (batch.alike == batch.alike.T).all()


def test_a_held_document_gives_no_line(small_corpus: Corpus) -> None:
    half = Pairs(small_corpus, HashEmbedder(), held_out=0.4, seed=1)
    of_held = [d for d in small_corpus.documents if d.id in half.held_out]
    held = {line for document in of_held for line in _lines_of(document)}
    drawn = {q for _ in range(20) for q in half.batch(2, 0).questions}

    assert held
    assert not drawn & held
