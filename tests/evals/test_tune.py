"""What tuning learns from: each line once, nothing of what is kept back, told apart within a scope."""

from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from assistant.settings import Settings
from assistant.wiring import Folders
from corpus.loader import Corpus, load_corpus
from corpus.text import has_han
from evals.tune import Tuner
from evals.tuned_encoder import TunedEncoder
from evals.tuning_lines import Lines, is_kept_back, load_translations
from index.adapter import read_adapter, write_adapter
from index.contents import corpus_contents
from index.embeddings import SentenceTransformerEmbedder
from index.weights import unpack_weights

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def model() -> Path:
    return unpack_weights(Folders(Settings().data_dir).model)


def _lines(corpus: Corpus) -> Lines:
    return Lines(corpus_contents(corpus), {}, today=TODAY, seed=0)


def test_every_text_of_the_corpus_is_a_line(small_corpus: Corpus) -> None:
    contents = corpus_contents(small_corpus)
    lines = _lines(small_corpus)

    known = {line.text for line in (*lines.learned, *lines.kept_back)}
    assert known == {entry.text for entry in contents.entries}
    assert all(row < len(lines) for line in lines.learned for row in line.rows)


def test_translations_lead_to_the_statement_of_their_question(small_corpus: Corpus) -> None:
    key = next(iter(small_corpus.statements))
    translated = {key: [("how is it said here", "这里怎么说")], "cn/gone#gone": [("a", "b")]}
    lines = Lines(corpus_contents(small_corpus), translated, today=TODAY, seed=0)

    added = [line for line in lines.learned if line.text in ("how is it said here", "这里怎么说")]
    assert len(added) == 2
    assert {line.rows for line in added} == {added[0].rows}
    assert all(line.text not in ("a", "b") for line in lines.learned)


def test_what_people_asked_is_kept_back_in_part() -> None:
    corpus = load_corpus()
    lines = _lines(corpus)
    asked = [entry for entry in corpus_contents(corpus).entries if entry.is_asked]
    back = {line.text for line in lines.kept_back}

    assert back == {e.text for e in asked if is_kept_back(e.translates or e.text)}
    assert 0.1 < len(back) / len(asked) < 0.2
    assert not back & {line.text for line in lines.learned}


def test_a_line_is_told_only_from_what_holds_for_one_who_could_ask_it(small_corpus: Corpus) -> None:
    lines = _lines(small_corpus)
    answered = next(line for line in lines.learned if line.rows)

    beside = lines.beside(answered)
    assert beside.shape == (len(lines) + 1,)
    assert beside[list(answered.rows)].all()
    assert beside[-1], "none of them can always be meant"
    whose = {p.statement_id: p.statuses for p in small_corpus.passages.values()}
    own = list(whose.values())[answered.rows[0]]
    others = [n for n, statuses in enumerate(whose.values()) if not set(own) & set(statuses)]
    assert others
    assert not beside[others].any()


def test_the_translations_shipped_are_of_statements_in_two_languages() -> None:
    translations = load_translations()

    assert sum(map(len, translations.values())) > 5000
    assert set(translations) <= set(load_corpus().statements)
    assert all(has_han(zh) and en != zh for rows in translations.values() for en, zh in rows)


def test_the_halves_of_the_encoder_make_what_the_whole_makes(model: Path) -> None:
    encoder = TunedEncoder(model, seed=0)
    texts = ["How long is my receipt valid?", "居住证多久签注一次", "x"]
    vectors = encoder.embed_all(encoder.states(texts)).numpy()
    whole = SentenceTransformerEmbedder(str(model), precision="float32")
    either = [(whole.embed_question(t), whole.embed_passages([t])[0]) for t in texts]

    nearest = [max(v @ q, v @ p) for v, (q, p) in zip(vectors, either, strict=True)]
    assert min(nearest) > 0.999  # in bfloat16, by either prompt


def test_steps_learn_and_what_was_learned_can_be_laid_over_the_model(
    small_corpus: Corpus, model: Path, tmp_path: Path
) -> None:
    encoder = TunedEncoder(model, seed=0)
    tuner = Tuner(encoder, _lines(small_corpus), steps=8, rate=2e-4, seed=0, in_scope=0)
    batch = next(tuner.batches())
    losses = [tuner.step(batch) for _ in range(8)]
    assert losses[-1] < losses[0]

    write_adapter(tmp_path / "adapter.npz", encoder.adapter())
    layers = read_adapter(tmp_path / "adapter.npz")
    assert all(name.startswith("encoder.layer.") for name in layers)
    tuned = SentenceTransformerEmbedder(
        str(model), precision="float32", adapter=tmp_path / "adapter.npz"
    )
    text = "How long is my receipt valid?"
    own = encoder.embed_all(encoder.states([text])).numpy()[0]
    assert max(own @ tuned.embed_question(text), own @ tuned.embed_passages([text])[0]) > 0.999
    assert not np.allclose(
        tuned.embed_question(text), SentenceTransformerEmbedder(str(model)).embed_question(text)
    )


def test_each_line_comes_once_before_any_comes_again(small_corpus: Corpus, model: Path) -> None:
    lines = _lines(small_corpus)
    tuner = Tuner(TunedEncoder(model, seed=0), lines, steps=2, rate=0, seed=0)
    every = list(range(len(lines.learned)))
    drawn = [n for batch in islice(tuner.batches(), 2) for n in batch]

    assert sorted(drawn[: len(every)]) == sorted(drawn[len(every) :]) == every
