from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.settings import Settings
from assistant.wiring import Knowledge, make_knowledge
from corpus.loader import Corpus, load_corpus
from corpus.statement import Language, Scope
from index.classifier import (
    CLASSIFIER,
    FURTHEST,
    NOT_KNOWN,
    Classifier,
    Learned,
    read_classifier,
    rows_of,
    write_classifier,
)
from index.classifier_training import (
    FURTHER,
    LEAST_LOOKED_AT,
    ORDERS,
    ROUNDS,
    answers_of,
    learn_classifier,
    learn_in_orders,
    learn_unclear,
)
from index.contents import Entry
from index.embeddings import HashEmbedder, Progress
from index.errors import WeightsUnusable
from index.fusion import LEARNED_WEIGHT
from index.lexical import tokens
from index.retriever import Query, Retriever
from index.scan import Floats

ALL = np.ones(3, np.bool_)
EMBEDDER = HashEmbedder()


def _line(text: str, statement_id: str) -> Entry:
    """A question line; of a statement, or a near miss."""
    ids = (statement_id,) if statement_id else ()
    return Entry(text, ids, is_question=True, declined="" if statement_id else "near miss")


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    """Two statements whose lines share most words and differ in one, and near misses."""
    days = ("Monday", "Tuesday", "Friday", "weekend", "holiday", "morning", "summer", "winter")
    return [
        *(_line(f"what is the fee on a {day}", "fee") for day in days),
        *(_line(f"what is the fine on a {day}", "fine") for day in days),
        *(_line(f"is the office closed on a {day}", "") for day in days),
    ]


@pytest.fixture(scope="module")
def learned(entries: list[Entry]) -> Classifier:
    vectors = EMBEDDER.embed_passages([entry.text for entry in entries])
    return learn_classifier(entries, vectors, EMBEDDER.name)


def _knows_no_asker(dimensions: int) -> Floats:
    return np.zeros(dimensions + 1, np.float32)


def _unlikely(classifier: Classifier, text: str, held: list[bool] | None = None) -> Floats:
    over = Learned(classifier, ("new", "fee", "fine"))
    mask = ALL if held is None else np.array(held)
    return over.unlikely(EMBEDDER.embed_question(text), text, mask)


def test_the_word_that_tells_two_statements_apart_decides(learned: Classifier) -> None:
    _, fee, fine = _unlikely(learned, "the fee on a Sunday")
    assert fee == 0 < fine

    _, fee, fine = _unlikely(learned, "the fine on a Sunday")
    assert fine == 0 < fee


def test_a_statement_that_was_not_learned_stands_between(learned: Classifier) -> None:
    assert 0 < _unlikely(learned, "the fee on a Sunday")[0] == NOT_KNOWN < 1


def test_likely_is_told_within_the_scope(learned: Classifier) -> None:
    assert _unlikely(learned, "the fee on a Sunday", [True, False, True])[2] == 0


def test_what_is_like_a_near_miss_is_likelier_answered_by_nothing(learned: Classifier) -> None:
    over = Learned(learned, ("fee", "fine"))
    both = np.ones(2, np.bool_)

    def nothing(text: str) -> float:
        found = over.likely(EMBEDDER.embed_question(text), text, [both]).nothing
        assert found is not None
        return found

    assert nothing("is the office closed on a Sunday") > nothing("what is the fee on a Sunday")


def test_what_else_its_asker_needs_answers_a_question_too(entries: list[Entry]) -> None:
    needed = [
        replace(entry, is_asked=True, further=("fine",) if entry.statement_ids == ("fee",) else ())
        for entry in entries
    ]

    def fine(lines: list[Entry]) -> float:
        vectors = EMBEDDER.embed_passages([entry.text for entry in lines])
        classifier = learn_classifier(lines, vectors, EMBEDDER.name)
        fee_is_likeliest, of_fine = _unlikely(classifier, "the fee on a Sunday")[1:]
        assert fee_is_likeliest == 0
        return float(of_fine)

    assert fine(needed) < fine([replace(entry, is_asked=True) for entry in entries])


def test_the_shares_of_what_answers_a_line_sum_to_one() -> None:
    both = replace(_line("what does it cost and what if not", "fee"), further=("fine", "gone"))
    lines = [both, _line("what is the fine", "fine"), _line("is the office closed", "")]

    wanted, shares = answers_of(lines, {"fee": 0, "fine": 1})

    assert wanted[:, 0].tolist() == [0, 1, 2]
    assert wanted[0, 1] == 1
    assert shares.sum(dim=1).tolist() == pytest.approx([1, 1, 1])
    assert shares[0].tolist() == pytest.approx([1 / (1 + FURTHER[0]), 1 - 1 / (1 + FURTHER[0]), 0])
    assert shares[1:, 0].tolist() == [1, 1]


def test_words_like_those_that_left_the_asker_open_do_so_too() -> None:
    shown = [f"I am a foreigner and ask about matter {n}" for n in range(LEAST_LOOKED_AT)]
    unclear = [f"does one need a thing of kind {n}" for n in range(LEAST_LOOKED_AT)]
    looked_at = [Entry(line, (), True, "", True, True) for line in shown]
    looked_at += [Entry(line, (), True, "", True, False) for line in unclear]

    def weights(entries: list[Entry]) -> Floats:
        return learn_unclear(entries, EMBEDDER.embed_passages([entry.text for entry in entries]))

    def unclear_of(text: str) -> float:
        return float(weights(looked_at)[:-1] @ EMBEDDER.embed_question(text))

    assert unclear_of("does one need a paper of kind A") > 0 > unclear_of("I am a foreigner")
    assert not weights(looked_at[1:]).any()


def test_shares_are_of_what_any_part_has(
    learned: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Learned(learned, ("fee", "fine"))
    text = "what is the fee on a Sunday"
    fee, fine = np.array([True, False]), np.array([False, True])

    monkeypatch.setattr("index.classifier.LIKELIEST", 1)
    found = over.likely(EMBEDDER.embed_question(text), text, [fee, fine, fee | fine])
    monkeypatch.setattr("index.classifier.LIKELIEST", 2)
    both = over.likely(EMBEDDER.embed_question(text), text, [fee, fine, fee | fine])

    assert found.shares[0] > found.shares[1] > 0
    assert found.shares[2] == pytest.approx(1) == pytest.approx(sum(found.shares[:2]))
    assert found.likeliest is not None
    assert np.exp(found.likeliest) == pytest.approx(found.shares[0], rel=1e-5)
    assert both.likeliest == pytest.approx(0, abs=1e-5)


def test_nothing_is_said_of_statements_that_were_not_learned(learned: Classifier) -> None:
    found = Learned(learned, ("new",)).likely(
        EMBEDDER.embed_question("fee"), "fee", [np.ones(1, np.bool_)]
    )

    assert found.shares == (0.0,)
    assert found.nothing is None


def test_weights_come_back_nearly_as_they_were(tmp_path: Path, learned: Classifier) -> None:
    path = tmp_path / "c.npz"
    write_classifier(path, learned)

    found = read_classifier(path, EMBEDDER.name)

    assert found is not None
    assert (found.ids, found.vocabulary) == (learned.ids, learned.vocabulary)
    question = EMBEDDER.embed_question("the fine"), tokens("the fine")
    before, after = learned.predict(*question), found.predict(*question)
    assert after.log_odds.tolist() == pytest.approx(before.log_odds.tolist(), abs=FURTHEST / 20)
    assert after.nothing == pytest.approx(before.nothing, abs=FURTHEST / 20)


def test_another_embedder_or_no_file_gives_none(tmp_path: Path, learned: Classifier) -> None:
    path = tmp_path / "c.npz"
    assert read_classifier(path, EMBEDDER.name) is None

    write_classifier(path, learned)

    assert read_classifier(path, "another model") is None


def test_a_damaged_file_is_named(tmp_path: Path, learned: Classifier) -> None:
    path = tmp_path / "c.npz"
    write_classifier(path, learned)
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(WeightsUnusable, match=r"c\.npz"):
        read_classifier(path, EMBEDDER.name)


def test_a_damaged_file_does_not_keep_it_from_being_learned_anew(
    tmp_path: Path, small_corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "c.npz"
    path.write_bytes(b"no archive")
    monkeypatch.setattr("index.classifier.CLASSIFIER", path)
    settings = Settings(data_dir=tmp_path / "data", conversation_days=0)

    with pytest.raises(WeightsUnusable, match=r"c\.npz"):
        make_knowledge(settings, embedder=EMBEDDER, corpus=small_corpus)
    found = make_knowledge(settings, embedder=EMBEDDER, corpus=small_corpus, read_learned=False)
    assert found.retriever.collections == ("corpus",)


def test_words_count_once_and_unknown_ones_are_one() -> None:
    assert rows_of(["b", "a", "b", "x", "y"], {"a": 1, "b": 2}).tolist() == [0, 1, 2]
    assert rows_of([], {"a": 1}).tolist() == [0]


def test_what_the_classifier_thinks_likely_is_found_before_what_lies_nearer(
    small: Knowledge,
) -> None:
    index = small.retriever._collections["corpus"]
    query = Query("how soon must a foreigner register", Scope("cn", None, date(2026, 11, 22)))
    without = Retriever({"corpus": index}, EMBEDDER, small.corpus.instruments)
    first, second, *_ = without.search(query, Language.EN)
    ids = index.columns.ids
    bias = np.zeros(len(ids) + 1, np.float32)
    bias[ids.index(second.passage.statement_id)] = 2 * FURTHEST
    words = np.zeros((1, 1), np.float32)
    weights = np.zeros((len(ids) + 1, index.vectors.shape[1] + 1), np.float32)
    learned = Classifier("", ids, {}, words, weights, bias, _knows_no_asker(weights.shape[1] - 1))

    found = Retriever(
        {"corpus": index}, EMBEDDER, small.corpus.instruments, classifier=learned
    ).search(query, Language.EN)

    assert found[0].passage.id == second.passage.id
    assert found[0].score == pytest.approx(second.score)
    score = next(hit.score for hit in found if hit.passage.id == first.passage.id)
    assert score == pytest.approx(first.score - LEARNED_WEIGHT)


@pytest.mark.slow
def test_the_one_shipped_knows_every_statement(real: Knowledge) -> None:
    """After a change of the corpus: `make vectors`."""
    index = real.retriever._collections["corpus"]

    shipped = read_classifier(CLASSIFIER, index.manifest.embedder)
    assert real.retriever._learned is not None

    assert shipped is not None
    assert set(shipped.ids) == {statement.id for statement in load_corpus().statements.values()}


def test_what_is_learned_in_several_orders_is_their_mean_from_one_beginning() -> None:
    network = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.constant_(network.weight, 10.0)
    begun, told = [], []

    def learn(progress: Progress) -> None:
        begun.append(network.weight.item())
        with torch.no_grad():
            network.weight += len(begun)
        progress(ROUNDS, ROUNDS)

    learn_in_orders(network, learn, lambda done, total: told.append((done, total)))

    assert begun == [10.0] * ORDERS
    assert network.weight.item() == pytest.approx(10 + (1 + ORDERS) / 2)
    assert told[-1] == (ORDERS * ROUNDS, ORDERS * ROUNDS)
