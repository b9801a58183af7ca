"""Entries by vector: the one home of chromadb. Always given vectors, never embeds."""

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


class VectorStore:
    """A Chroma collection in a folder of its own; entries are numbered from 0."""

    def __init__(self, folder: Path) -> None:
        """Open what `write_vectors` made.

        Raises:
            IndexUnusable: nothing usable is there.
        """
        try:
            self._client = chromadb.PersistentClient(str(folder), settings=_settings())
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            self._count = self._collection.count()
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
        found = self._collection.get(include=["embeddings"])
        embeddings = found["embeddings"]
        if embeddings is None or len(found["ids"]) == 0:
            return np.zeros((0, 0), np.float32)
        rows = np.asarray(embeddings, np.float32)
        return rows[np.argsort([int(number) for number in found["ids"]])]


def write_vectors(folder: Path, vectors: Vectors) -> None:
    """Make a store of vectors of shape (entries, dimensions); entry n is row n."""
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


def _close(client: ClientAPI) -> None:
    if isinstance(client, Client):
        client.close()


def _numbers(start: int, count: int) -> list[str]:
    return [str(number) for number in range(start, start + count)]


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)
