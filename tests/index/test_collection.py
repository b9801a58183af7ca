from dataclasses import replace
from pathlib import Path

import pytest

from corpus.loader import Corpus
from corpus.statement import Facet, Language, Scope
from index.build import ensure_index
from index.collection import CollectionIndex
from index.contents import Contents, Entry, corpus_contents
from index.embeddings import HashEmbedder
from tests.conftest import TODAY

FINE = "cn/registering#fine"
WITHIN = "cn/registering#within-24-hours"
FROM_MOVING_IN = "cn/registering#from-moving-in"


@pytest.fixture
def index(small_corpus: Corpus, tmp_path: Path) -> CollectionIndex:
    made = corpus_contents(small_corpus)
    declined = Entry("can I bring my dog", (), True, "pets")
    contents = Contents(made.collection, made.passages, (*made.entries, declined))
    return ensure_index(tmp_path / "i", contents, HashEmbedder())


def test_a_statement_is_given_in_the_language_asked_for(index: CollectionIndex) -> None:
    assert index.passage(FINE, Language.ZH).id == f"{FINE}.zh"


def test_a_statement_in_one_language_is_given_in_that(index: CollectionIndex) -> None:
    english_only = index.with_passages({f"{FINE}.zh": None})

    assert english_only.passage(FINE, Language.ZH).id == f"{FINE}.en"


def test_a_section_keeps_the_order_of_its_document(index: CollectionIndex) -> None:
    section = index.sections["cn/registering", Facet.DEADLINE, Language.ZH]

    assert [passage.statement_id for passage in section] == [WITHIN, FROM_MOVING_IN]


def test_each_entry_has_its_document_and_a_declined_one_none(index: CollectionIndex) -> None:
    by_text = {e.text: index.documents[n] for n, e in enumerate(index.entries)}

    assert by_text["can I bring my dog"] == -1
    assert by_text["does the clock start at landing"] == by_text["罚老外多少钱"] >= 0
    assert by_text["hk guest in a village"] != by_text["罚老外多少钱"]


def test_questions_of_one_statement_and_of_a_section_are_told_apart(
    index: CollectionIndex,
) -> None:
    def texts(numbers: list[int]) -> set[str]:
        return {index.entries[number].text for number in numbers}

    assert "hk guest in a village" in texts(index.asked.entries.tolist())
    assert "does the clock start at landing" in texts(index.of_section.entries.tolist())
    assert not any(index.entries[n].is_question for n in index.own.entries.tolist())


def test_a_question_leads_to_what_its_asker_needs_before_its_neighbours(
    small_corpus: Corpus, tmp_path: Path
) -> None:
    made = corpus_contents(small_corpus)
    asked = Entry("moved in on Monday, by when", (WITHIN,), True, "", True, further=(FINE, "gone"))
    contents = Contents(made.collection, made.passages, (*made.entries, asked))
    index = ensure_index(tmp_path / "i", contents, HashEmbedder())

    leads = index.of_section
    mine = leads.entries == len(contents.entries) - 1
    ranks = dict(zip(leads.rows[mine].tolist(), leads.ranks[mine].tolist(), strict=True))

    assert [ranks[index.columns.rows[key]] for key in (WITHIN, FINE)] == [0, 1]
    assert ranks[index.columns.rows[FROM_MOVING_IN]] > 1


def test_a_statement_without_a_passage_left_holds_for_no_scope(index: CollectionIndex) -> None:
    gone: dict[str, None] = dict.fromkeys((f"{WITHIN}.en", f"{WITHIN}.zh"))
    scope = Scope("cn", None, TODAY)

    other = index.with_passages(gone)

    assert WITHIN not in other.by_statement
    assert not other.columns.holding(scope)[other.columns.rows[WITHIN]]
    assert other.columns.holding(scope)[other.columns.rows[FROM_MOVING_IN]]
    assert index.columns.holding(scope)[index.columns.rows[WITHIN]]


def test_a_statement_that_one_language_still_has_holds(index: CollectionIndex) -> None:
    other = index.with_passages({f"{WITHIN}.en": None})

    assert other.columns.holding(Scope("cn", None, TODAY))[other.columns.rows[WITHIN]]


def test_other_passages_are_found_by_the_same_vectors_and_words(index: CollectionIndex) -> None:
    fine = index.passages[f"{FINE}.en"]

    other = index.with_passages({fine.id: replace(fine, text="Nothing to pay.")})

    assert other.passage(FINE, Language.EN).text == "Nothing to pay."
    assert (other.vectors, other.words, other.entries) == (
        index.vectors,
        index.words,
        index.entries,
    )
    assert index.passage(FINE, Language.EN) == fine


def test_entries_of_no_passages_lead_nowhere(tmp_path: Path) -> None:
    contents = Contents("notes", (), (Entry("can I bring my dog", (), True, "pets"),))

    empty = ensure_index(tmp_path / "empty", contents, HashEmbedder())

    assert empty.documents.tolist() == [-1]
