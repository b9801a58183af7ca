"""Vectors by the text they are of, kept in Chroma: the one home of chromadb. Never embeds.

Chroma keeps them and is not searched: what its graph (HNSW) finds at the edge differs from one
opening of the same files to the next; `index/scan.py` compares the rows, read once (`index/kept.py`).
So the graph is made as small as it can be, which makes writing four times as fast.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.types import Embeddings
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from index.embeddings import Vectors
from index.errors import IndexUnusable

_COLLECTION = "entries"
_FREE_SPACE = "free some space, or set HUKOU_DATA_DIR to a folder on another disk"


class VectorStore:
    """A Chroma collection in a folder of its own; each vector goes by the key of its text.

    Attributes:
        folder: where it lies.
        keys: of the vectors held.
    """

    def __init__(self, folder: Path, *, make: bool = False) -> None:
        """Open it.

        Args:
            folder: of the store.
            make: make an empty one where there is none.

        Raises:
            IndexUnusable: nothing usable is there.
        """
        self.folder = folder
        try:
            self._client = chromadb.PersistentClient(str(folder), settings=_settings())
            self._collection = _collection(self._client, make=make)
            self.keys = frozenset(self._collection.get(include=[])["ids"])
        except (ChromaError, ValueError, OSError, AttributeError) as error:
            raise _unreadable(folder, error) from error

    def close(self) -> None:
        """Let go of the files; Chroma shares one open store for each path until then."""
        _close(self._client)

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Add vectors by their keys, or replace those held; each of shape (dimensions,).

        Raises:
            IndexUnusable: Chroma could not write them, as on a full disk.
        """
        try:
            for keys in _batches(vectors, self._client.get_max_batch_size()):
                rows: Embeddings = [vectors[key] for key in keys]
                self._collection.upsert(ids=keys, embeddings=rows)
        except ChromaError as error:
            raise _unwritable(self.folder, error) from error
        self.keys |= vectors.keys()

    def drop(self, keys: Collection[str]) -> None:
        """Remove vectors.

        Raises:
            IndexUnusable: Chroma could not write.
        """
        try:
            for some in _batches(keys, self._client.get_max_batch_size()):
                self._collection.delete(ids=some)
        except ChromaError as error:
            raise _unwritable(self.folder, error) from error
        self.keys -= frozenset(keys)

    def rows(self, keys: Sequence[str]) -> Vectors:
        """Vectors in the order of their keys, float32 of shape (len(keys), dimensions).

        Raises:
            IndexUnusable: one of them is not held, or they cannot be read.
        """
        if not keys:
            return np.zeros((0, 0), np.float32)
        try:
            found = self._collection.get(include=["embeddings"])
            places = {key: place for place, key in enumerate(found["ids"])}
            order = [places[key] for key in keys]
            return np.asarray(found["embeddings"], np.float32)[order]
        except KeyError as error:
            raise _unreadable(self.folder, "vectors are missing") from error
        except (ChromaError, ValueError, OSError) as error:
            raise _unreadable(self.folder, error) from error


def _collection(client: ClientAPI, *, make: bool) -> chromadb.Collection:
    try:
        return client.get_collection(_COLLECTION, embedding_function=None)
    except NotFoundError:
        if not make:
            raise
        return client.create_collection(
            _COLLECTION,
            configuration={"hnsw": {"space": "cosine", "ef_construction": 8, "max_neighbors": 4}},
            embedding_function=None,
        )


def _batches(keys: Collection[str], size: int) -> Iterator[list[str]]:
    remaining = iter(keys)
    while batch := list(islice(remaining, size)):
        yield batch


def _unreadable(folder: Path, problem: object) -> IndexUnusable:
    is_full = "disk is full" in str(problem)  # Chroma writes a log even to read
    return IndexUnusable(
        f"the vectors in {folder} cannot be opened: {problem}",
        hint=_FREE_SPACE if is_full else "run `hukou index --rebuild`",
    )


def _unwritable(folder: Path, error: ChromaError) -> IndexUnusable:
    return IndexUnusable(
        f"the vectors cannot be written to {folder}: {str(error).splitlines()[0]}",
        hint=_FREE_SPACE,
    )


def _close(client: ClientAPI) -> None:
    if isinstance(client, Client):
        client.close()


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)
