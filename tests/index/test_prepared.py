import random
from pathlib import Path

import numpy as np
import pytest

from assistant.settings import Settings
from assistant.wiring import make_embedder
from corpus.loader import load_corpus
from index.build import build_index, open_index
from index.contents import Contents, Entry, corpus_contents
from index.embeddings import Vectors, unit
from index.prepared import PREPARED, prepared_vectors, write_prepared
from tests.index.test_build import CountingEmbedder

CLOSE = 0.999  # cosine; what a vector kept in bytes may lose


@pytest.fixture
def vectors() -> Vectors:
    """Like those of a model: 384 values around 0, a few of them much larger."""
    generator = np.random.default_rng(7)
    values = generator.normal(size=(20, 384)).astype(np.float32)
    values[:, :3] *= 6
    return np.stack([unit(row) for row in values])


def _texts(count: int) -> list[str]:
    return [f"question {number} 户口" for number in range(count)]


def test_vectors_come_back_nearly_as_they_were_and_of_length_1(
    tmp_path: Path, vectors: Vectors
) -> None:
    path, texts = tmp_path / "p.npz", _texts(len(vectors))
    write_prepared(texts, vectors, "model", path=path)

    found = prepared_vectors(texts, "model", path=path)

    assert list(found) == texts
    for text, vector in zip(texts, vectors, strict=True):
        assert float(found[text] @ vector) >= CLOSE
        assert float(np.linalg.norm(found[text])) == pytest.approx(1, abs=1e-5)
        assert found[text].dtype == np.float32


def test_another_embedder_gets_none(tmp_path: Path, vectors: Vectors) -> None:
    path, texts = tmp_path / "p.npz", _texts(len(vectors))
    write_prepared(texts, vectors, "model", path=path)

    assert prepared_vectors(texts, "another model", path=path) == {}


def test_no_file_gives_none(tmp_path: Path) -> None:
    assert prepared_vectors(["a"], "model", path=tmp_path / "none.npz") == {}


def test_a_text_that_is_not_held_is_left_out(tmp_path: Path, vectors: Vectors) -> None:
    path, texts = tmp_path / "p.npz", _texts(len(vectors))
    write_prepared(texts, vectors, "model", path=path)

    found = prepared_vectors([texts[3], "a new wording"], "model", path=path)

    assert list(found) == [texts[3]]


class NamedLikeTheShipped(CountingEmbedder):
    """Hashed vectors under the name and with the size of those shipped."""

    def __init__(self) -> None:
        super().__init__(384)

    @property
    def name(self) -> str:
        with np.load(PREPARED) as data:
            return str(data["embedder"])


needs_the_shipped = pytest.mark.skipif(not PREPARED.exists(), reason="no vectors are shipped")


@pytest.fixture(scope="module")
def shipped_texts() -> list[str]:
    entries = corpus_contents(load_corpus()).entries
    return list(dict.fromkeys(entry.text for entry in entries))


@needs_the_shipped
def test_a_build_embeds_only_what_was_not_made_beforehand(
    tmp_path: Path, shipped_texts: list[str]
) -> None:
    held = Entry(shipped_texts[0], ("x",), False)
    new = Entry("a wording that nobody made a vector for", ("y",), False)
    embedder = NamedLikeTheShipped()

    build_index(tmp_path / "i", Contents("corpus", (), (held, new)), embedder)

    index = open_index(tmp_path / "i")
    assert embedder.texts == [new.text]
    expected = prepared_vectors([held.text], embedder.name)[held.text]
    assert np.allclose(index.vectors[0], expected, atol=1e-6)


@needs_the_shipped
def test_a_rebuild_embeds_all_of_it(tmp_path: Path, shipped_texts: list[str]) -> None:
    held = Entry(shipped_texts[0], ("x",), False)
    embedder = NamedLikeTheShipped()

    build_index(tmp_path / "i", Contents("corpus", (), (held,)), embedder, reuse=False)

    assert embedder.texts == [held.text]


@pytest.mark.slow
@needs_the_shipped
def test_the_vectors_shipped_are_those_of_the_model(
    real_data_dir: Path, shipped_texts: list[str]
) -> None:
    embedder = make_embedder(Settings(data_dir=real_data_dir))
    held = prepared_vectors(shipped_texts, embedder.name)
    sample = random.Random(40).sample(sorted(held), 40)

    made = embedder.embed_passages(sample)

    for text, vector in zip(sample, made, strict=True):
        assert float(held[text] @ vector) >= CLOSE, text
