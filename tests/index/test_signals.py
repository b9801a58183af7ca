from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from assistant.wiring import Knowledge
from corpus.loader import Corpus
from corpus.statement import Language
from index.build import ensure_index
from index.collection import CollectionIndex
from index.contents import Contents, Entry, corpus_contents
from index.embeddings import HashEmbedder, Vectors
from index.retriever import Retriever
from index.signals import STEP_DOWN, Scanner, SignalReader, Signals

WITHIN = "cn/registering#within-24-hours"
FROM_MOVING_IN = "cn/registering#from-moving-in"
FINE = "cn/registering#fine"
OF_THE_SECOND = "counted from the train or from the flat"


@pytest.fixture(scope="module")
def contents(small_corpus: Corpus) -> Contents:
    found = corpus_contents(small_corpus)
    return replace(found, entries=(*found.entries, Entry(OF_THE_SECOND, (FROM_MOVING_IN,), True)))


@pytest.fixture(scope="module")
def index(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> CollectionIndex:
    return ensure_index(tmp_path_factory.mktemp("signals") / "i", contents, HashEmbedder())


def _read(index: CollectionIndex, text: str) -> Signals:
    return SignalReader(_scanner(HashEmbedder().embed_question)).read(index, text)


def _scanner(embed: Callable[[str], Vectors]) -> Scanner:
    return Scanner(embed, lambda _index, _text: [])


def test_a_statements_own_words_are_the_highest_signal_of_its_own_text(
    index: CollectionIndex, small_corpus: Corpus
) -> None:
    row = index.columns.rows[FINE]

    signals = _read(index, small_corpus.statements[FINE].texts[Language.EN])

    assert signals.own[row] == pytest.approx(1, abs=1e-5)
    assert int(signals.own.argmax()) == int(signals.own_words.argmax()) == row
    assert signals.best[row] == signals.own[row]


def test_a_sections_question_speaks_most_for_its_first_statement(index: CollectionIndex) -> None:
    first, second = (index.columns.rows[key] for key in (WITHIN, FROM_MOVING_IN))

    signals = _read(index, "does the clock start at landing")

    assert signals.section[first] == pytest.approx(1, abs=1e-5)
    assert signals.section[second] == pytest.approx(1 - STEP_DOWN, abs=1e-5)
    assert signals.section_words[first] > signals.section_words[second] > 0


def test_a_question_of_one_statement_speaks_for_it_and_less_for_its_neighbours(
    index: CollectionIndex,
) -> None:
    first, second = (index.columns.rows[key] for key in (WITHIN, FROM_MOVING_IN))

    signals = _read(index, OF_THE_SECOND)

    assert signals.section[second] == pytest.approx(1, abs=1e-5)
    assert signals.section[first] == pytest.approx(1 - STEP_DOWN, abs=1e-5)
    assert signals.asked_words[second] > signals.asked_words[first] == 0
    assert signals.section_words[second] > signals.section_words[first] > 0
    assert signals.section[index.columns.rows[FINE]] < signals.section[first]


def test_the_best_is_the_highest_there_is(index: CollectionIndex) -> None:
    signals = _read(index, "how soon do foreigners register")

    words = np.maximum(signals.own_words, signals.asked_words)
    assert signals.best.tolist() == np.maximum(signals.own, signals.section).tolist()
    assert signals.any_words.tolist() == np.maximum(words, signals.section_words).tolist()


def test_the_nearest_entries_come_with_their_cosine_best_first(index: CollectionIndex) -> None:
    signals = _read(index, "hk guest in a village")

    cosines = signals.near.scores.tolist()
    assert index.entries[signals.near.numbers[0]].text == "hk guest in a village"
    assert cosines == sorted(cosines, reverse=True)


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_text_finds_nothing(index: CollectionIndex, text: str) -> None:
    signals = _read(index, text)

    assert len(signals.near.numbers) == 0
    assert not signals.best.any()
    assert not signals.any_words.any()


def test_a_question_asked_again_is_embedded_once(index: CollectionIndex) -> None:
    asked: list[str] = []

    def embed(text: str) -> Vectors:
        asked.append(text)
        return HashEmbedder().embed_question(text)

    reader = SignalReader(_scanner(embed))
    first = reader.read(index, "is there a fine")
    again = reader.read(index, "is there a fine")

    assert asked == ["is there a fine"]
    assert again is first


def test_a_scope_that_gets_too_few_is_read_too(
    index: CollectionIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.signals.DEPTH", 2)
    reader = SignalReader(_scanner(HashEmbedder().embed_question))
    held = np.zeros(len(index.columns), np.bool_)
    held[index.columns.rows["cn/hmt-registering#hmt-24-hours"]] = True
    question = "foreigners register within how many hours"

    everywhere = reader.read(index, question, held, wanted=0)
    both = reader.read(index, question, held, wanted=1)

    assert not (everywhere.best > 0)[held].any()
    assert (both.best > 0).tolist() == (held | (everywhere.best > 0)).tolist()
    assert (both.any_words > 0).tolist() == (held | (everywhere.any_words > 0)).tolist()
    assert both.best.max() == everywhere.best.max()


def test_nearest_gives_entries_and_nothing_for_an_empty_text(small: Knowledge) -> None:
    (entry, cosine), *_ = small.retriever.nearest("hk guest in a village", 3)

    assert entry.text == "hk guest in a village"
    assert cosine == pytest.approx(1, abs=1e-5)
    assert small.retriever.nearest(" ", 3) == []
    assert Retriever({}, HashEmbedder(), small.corpus.instruments).nearest("fine", 3) == []
