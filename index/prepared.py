"""Vectors of the corpus made beforehand, so that a first start need not embed every text.

One file beside this module: a hash of each text, and its vector in bytes with a scale. A text that
is not in it (a changed statement, a user's document) is embedded as ever. For another embedder the
file is no use and is not read.
"""

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.atomic import write_atomically
from index.collection import CollectionIndex
from index.embeddings import Vectors, unit

PREPARED = Path(__file__).parent / "prepared.npz"
_STEPS = 127  # a value is kept as one of -127 … 127 steps of its vector's largest


def prepared_vectors(
    texts: Iterable[str], embedder_name: str, *, path: Path = PREPARED
) -> Mapping[str, Vectors]:
    """Vectors of those texts that the file holds, each of length 1 again.

    Args:
        texts: passages and questions, as they are embedded.
        embedder_name: only vectors of this embedder are given; none otherwise.
        path: none are given where there is no such file.
    """
    wanted = {_hash(text): text for text in texts}
    if not wanted or not path.exists():
        return {}
    with np.load(path) as data:
        if str(data["embedder"]) != embedder_name:
            return {}
        hashes, steps, scales = data["hashes"], data["steps"], data["scales"]
    rows = {int(value): row for row, value in enumerate(hashes)}
    return {
        text: unit(steps[rows[key]].astype(np.float32) * np.float32(scales[rows[key]]))
        for key, text in wanted.items()
        if key in rows
    }


def write_prepared(
    texts: Sequence[str], vectors: Vectors, embedder_name: str, *, path: Path = PREPARED
) -> None:
    """Keep vectors of shape (len(texts), dimensions), each row of length 1; about 0.4 KB each."""
    scales = np.abs(vectors).max(axis=1) / _STEPS
    file = io.BytesIO()
    np.savez(
        file,
        embedder=np.array(embedder_name),
        hashes=np.array([_hash(text) for text in texts], np.uint64),
        steps=np.round(vectors / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
    )
    write_atomically(path, file.getvalue())


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def prepare_from(index: CollectionIndex) -> int:
    """Keep the vectors of an index, as they are in it, for first starts elsewhere.

    Returns:
        How many were kept.
    """
    first = {entry.text: number for number, entry in reversed(list(enumerate(index.entries)))}
    vectors = index.vectors[list(first.values())]
    write_prepared(list(first), vectors, index.manifest.embedder)
    return len(first)
