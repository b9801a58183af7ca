from pathlib import Path

import numpy as np
import pytest

from index.embeddings import Vectors
from index.errors import IndexUnusable
from index.vectors import VectorStore, write_vectors

COUNT, DIMENSIONS = 500, 32


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    rows = np.random.default_rng(3).normal(size=(COUNT, DIMENSIONS)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, vectors: Vectors) -> Path:
    folder = tmp_path_factory.mktemp("vectors")
    write_vectors(folder, vectors)
    return folder


def test_the_nearest_are_those_of_the_highest_cosine(folder: Path, vectors: Vectors) -> None:
    found = VectorStore(folder).nearest(vectors[7], 20)

    cosines = vectors @ vectors[7]
    assert [number for number, _ in found] == np.argsort(-cosines)[:20].tolist()
    assert found[0][0] == 7
    assert found[0][1] == pytest.approx(1.0)


def test_two_openings_find_the_same(folder: Path, vectors: Vectors) -> None:
    first = VectorStore(folder)
    before = [first.nearest(vectors[n], 100) for n in range(20)]
    first.close()

    second = VectorStore(folder)
    assert [second.nearest(vectors[n], 100) for n in range(20)] == before


def test_more_than_there_is_gives_all(folder: Path, vectors: Vectors) -> None:
    assert len(VectorStore(folder).nearest(vectors[0], COUNT * 2)) == COUNT


def test_a_large_store_is_searched_by_the_graph_of_chroma(folder: Path, vectors: Vectors) -> None:
    exact = VectorStore(folder).nearest(vectors[3], 50)
    graph = VectorStore(folder, exact_entries=COUNT - 1).nearest(vectors[3], 50)

    shared = {number for number, _ in exact} & {number for number, _ in graph}
    assert len(shared) >= 45
    assert dict(graph)[3] == pytest.approx(1.0, abs=1e-5)


def test_a_large_store_still_gives_every_vector(folder: Path, vectors: Vectors) -> None:
    assert np.allclose(VectorStore(folder, exact_entries=0).all(), vectors)


def test_an_empty_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="cannot be opened"):
        VectorStore(tmp_path)


def test_what_cannot_be_written_is_a_clear_error(tmp_path: Path, vectors: Vectors) -> None:
    write_vectors(tmp_path / "there", vectors)

    with pytest.raises(IndexUnusable, match="cannot be written to") as caught:
        write_vectors(tmp_path / "there", vectors)  # Chroma refuses a collection that is there

    assert "HUKOU_DATA_DIR" in caught.value.hint
