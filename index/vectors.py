"""Entries by vector: the one home of chromadb. Always given vectors, never embeds.

Chroma keeps the vectors. Its graph (HNSW) is searched only in large collections: what it finds at
the edge differs from one opening of the same files to the next, and up to some ten thousand
entries a product with all of them is faster (27,600 entries, best 1,000: 2.8 ms against 9.9).
"""

from pathlib import Path

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.types import Embeddings
from chromadb.config import Settings
from chromadb.errors import ChromaError

from index.embeddings import Vectors
from index.errors import IndexUnusable

_COLLECTION = "entries"
_SEARCH_BREADTH = 400  # hnsw ef: candidates looked at; recall of the top 400 was 0.92 or more
EXACT_ENTRIES = 60_000  # up to so many, all are compared: the same answer every time


class VectorStore:
    """A Chroma collection in a folder of its own; entries are numbered from 0."""

    def __init__(self, folder: Path, *, exact_entries: int = EXACT_ENTRIES) -> None:
        """Open what `write_vectors` made.

        Args:
            folder: of the store.
            exact_entries: larger stores are searched by Chroma's graph, which may miss some.

        Raises:
            IndexUnusable: nothing usable is there.
        """
        try:
            self._client = chromadb.PersistentClient(str(folder), settings=_settings())
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            self._count = self._collection.count()
            self._exact = self._read() if self._count <= exact_entries else None
        except (ChromaError, ValueError, OSError, AttributeError) as error:
            raise IndexUnusable(
                f"the vectors in {folder} cannot be opened: {error}",
                hint="run `hukou index --rebuild`",
            ) from error

    def __len__(self) -> int:
        return self._count

    def close(self) -> None:
        """Let go of the files; Chroma shares one open store for each path until then."""
        _close(self._client)

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """Entries by cosine similarity, best first.

        Args:
            vector: float32 of shape (dimensions,), of length 1.
            limit: fewer come back where the store holds fewer.

        Returns:
            (number of the entry, cosine in -1 … 1).
        """
        if self._count == 0:
            return []
        if self._exact is not None:
            return _best(self._exact @ vector, limit)
        found = self._collection.query(
            query_embeddings=vector, n_results=min(limit, self._count), include=["distances"]
        )
        distances = found["distances"]
        if distances is None:
            raise IndexUnusable("Chroma gave no distances", hint="run `hukou index --rebuild`")
        return [
            (int(number), 1.0 - float(distance))
            for number, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def all(self) -> Vectors:
        """Every vector, float32 of shape (entries, dimensions), row n is entry n."""
        return self._read() if self._exact is None else self._exact

    def _read(self) -> Vectors:
        found = self._collection.get(include=["embeddings"])
        embeddings = found["embeddings"]
        if embeddings is None or len(found["ids"]) == 0:
            return np.zeros((0, 0), np.float32)
        rows = np.asarray(embeddings, np.float32)
        return rows[np.argsort([int(number) for number in found["ids"]])]


def write_vectors(folder: Path, vectors: Vectors) -> None:
    """Make a store of vectors of shape (entries, dimensions); entry n is row n.

    Raises:
        IndexUnusable: Chroma could not write it, as on a full disk.
    """
    try:
        _write(folder, vectors)
    except ChromaError as error:
        raise IndexUnusable(
            f"the vectors cannot be written to {folder}: {str(error).splitlines()[0]}",
            hint="free some space, or set HUKOU_DATA_DIR to a folder on another disk",
        ) from error


def _write(folder: Path, vectors: Vectors) -> None:
    client = chromadb.PersistentClient(str(folder), settings=_settings())
    collection = client.create_collection(
        _COLLECTION,
        configuration={"hnsw": {"space": "cosine", "ef_search": _SEARCH_BREADTH}},
        embedding_function=None,
    )
    step = client.get_max_batch_size()
    for start in range(0, len(vectors), step):
        rows: Embeddings = list(vectors[start : start + step])
        collection.add(ids=_numbers(start, len(rows)), embeddings=rows)
    _close(client)


def _best(scores: Vectors, limit: int) -> list[tuple[int, float]]:
    """The highest scores with their numbers, best first, ties by number."""
    if limit < len(scores):
        lowest = np.partition(scores, -limit)[-limit]
        found = np.flatnonzero(scores >= lowest)
    else:
        found = np.arange(len(scores))
    order = found[np.argsort(-scores[found], kind="stable")][:limit]
    return list(zip(order.tolist(), scores[order].tolist(), strict=True))


def _close(client: ClientAPI) -> None:
    if isinstance(client, Client):
        client.close()


def _numbers(start: int, count: int) -> list[str]:
    return [str(number) for number in range(start, start + count)]


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)
