"""What tuning learns from: each question line once, look-alikes together, nothing of a held document."""

import pytest

from corpus.loader import Corpus
from evals.tuning_pairs import Pairs
from index.embeddings import HashEmbedder


@pytest.fixture
def pairs(small_corpus: Corpus) -> Pairs:
    return Pairs(small_corpus, HashEmbedder(), held_out=0, seed=1)


def _lines(corpus: Corpus) -> set[str]:
    sections = [section for document in corpus.documents for section in document.sections]
    own = [s for section in sections for s in section.statements]
    return {q for part in (*sections, *own) for qs in part.questions.values() for q in qs}


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
    held = {
        q
        for document in small_corpus.documents
        if document.id in half.held_out
        for section in document.sections
        for part in (section, *section.statements)
        for qs in part.questions.values()
        for q in qs
    }
    drawn = {q for _ in range(20) for q in half.batch(2, 0).questions}

    assert held
    assert not drawn & held
