from pathlib import Path

import numpy as np
import pytest

from index.contents import key_of
from index.embeddings import Vectors
from index.errors import IndexUnusable
from index.vectors import VectorStore

COUNT, DIMENSIONS = 500, 32
KEYS = [key_of(str(number)) for number in range(COUNT)]


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    rows = np.random.default_rng(3).normal(size=(COUNT, DIMENSIONS)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@pytest.fixture
def store(tmp_path: Path, vectors: Vectors) -> VectorStore:
    store = VectorStore(tmp_path / "store", make=True)
    store.put(dict(zip(KEYS, vectors, strict=True)))
    return store


def test_vectors_come_back_in_the_order_asked_for(store: VectorStore, vectors: Vectors) -> None:
    assert np.allclose(store.rows([KEYS[7], KEYS[3], KEYS[7]]), vectors[[7, 3, 7]])
    assert store.rows([]).shape == (0, 0)


def test_what_was_put_and_dropped_is_so_when_opened_again(
    store: VectorStore, vectors: Vectors
) -> None:
    store.drop(KEYS[:100])
    store.put({key_of("new"): vectors[0]})
    before = store.rows([key_of("new"), *KEYS[100:]])
    store.close()

    again = VectorStore(store.folder)

    assert again.keys == {key_of("new"), *KEYS[100:]}
    assert np.array_equal(again.rows([key_of("new"), *KEYS[100:]]), before)
    again.close()


def test_a_vector_that_is_not_held_is_a_clear_error(store: VectorStore) -> None:
    with pytest.raises(IndexUnusable, match="vectors are missing"):
        store.rows([key_of("never put")])


def test_an_empty_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="cannot be opened"):
        VectorStore(tmp_path)


def test_what_cannot_be_written_is_a_clear_error(store: VectorStore) -> None:
    with pytest.raises(IndexUnusable, match="cannot be written to") as caught:
        store.put({key_of("x"): np.ones(DIMENSIONS + 1, np.float32)})  # Chroma refuses the size

    assert "HUKOU_DATA_DIR" in caught.value.hint
