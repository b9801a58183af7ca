"""Vectors of the passages to measure on: made once, kept in shards below the data folder.

An interrupted run goes on from its last shard. After `ENCODED` generated passages they are derived:
one gets the vector of the text it was made from, moved as encoded ones of its
language were moved from theirs. Measured with every run (`likeness`): cosines to the nearest other
passage are distributed alike.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.atomic import write_atomically
from evals.bench_passages import Filling
from index.embeddings import Embedder, Progress, Vectors, no_progress
from index.prepared import prepared_vectors

ENCODED = 4_000  # generated passages whose vectors the model makes
_SHARD = 512
_SEED = 20261122
_PROBES = 400  # passages of each kind whose nearest other is looked for


class VectorCache:
    """Vectors by text, in a folder; those of the corpus come with the package."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Keep vectors of an embedder in a folder of its own within this one."""
        self._embedder = embedder
        self.embedder = embedder.name
        self._folder = folder / hashlib.sha256(embedder.name.encode()).hexdigest()[:16]
        self._known: dict[str, Vectors] = {}
        for path in sorted(self._folder.glob("*.npz")):
            with np.load(path) as data:
                self._known |= dict(zip(data["hashes"].tolist(), data["vectors"], strict=True))

    def vectors(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Float32 of shape (len(texts), dimensions); what is missing is made and kept."""
        prepared = prepared_vectors(
            (text for text in texts if _hash(text) not in self._known), self._embedder.name
        )
        self._known |= {_hash(text): vector for text, vector in prepared.items()}
        missing = [text for text in dict.fromkeys(texts) if _hash(text) not in self._known]
        for start in range(0, len(missing), _SHARD):
            progress(start, len(missing))
            self._make(missing[start : start + _SHARD])
        progress(len(missing), len(missing))
        return np.stack([self._known[_hash(text)] for text in texts])

    def _make(self, texts: Sequence[str]) -> None:
        made = self._embedder.embed_passages(texts)
        hashes = [_hash(text) for text in texts]
        file = io.BytesIO()
        np.savez(file, hashes=np.array(hashes), vectors=made)
        write_atomically(self._folder / f"{hashes[0]}.npz", file.getvalue())
        self._known |= dict(zip(hashes, made, strict=True))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Cosine to the nearest other passage: median and 5 % and 95 % quantiles."""

    encoded: tuple[float, float, float]
    derived: tuple[float, float, float]


def filling_vectors(
    filling: Filling,
    cache: VectorCache,
    *,
    encoded: int = ENCODED,
    progress: Progress = no_progress,
) -> tuple[Vectors, Likeness | None]:
    """A vector of length 1 for each passage, and how alike derived ones are; None if none is.

    Args:
        filling: what to have vectors of.
        cache: makes and keeps them.
        encoded: generated passages, from the first, whose vectors the model makes; 2 or more.
        progress: told of texts made and to make.
    """
    held = len(filling.held)
    texts = [passage.text for passage in filling.passages[: held + encoded]]
    made = cache.vectors(texts, progress)
    if len(filling.added) <= encoded:
        return made, None
    bases = cache.vectors(filling.bases)
    moves = made[held:] - bases[:encoded]
    chosen = _chosen([passage.language for passage in filling.added], encoded)
    derived = bases[encoded:] + moves[chosen]
    derived = (derived / np.linalg.norm(derived, axis=1, keepdims=True)).astype(np.float32)
    likeness = Likeness(_nearest(made[held:]), _nearest(derived[-encoded:]))
    return np.concatenate([made, derived]), likeness


def _chosen(languages: Sequence[str], first: int) -> list[int]:
    """For each derived passage an encoded generated one of its language."""
    of: Mapping[str, list[int]] = {
        language: [n for n in range(first) if languages[n] == language]
        for language in set(languages)
    }
    random = np.random.default_rng(_SEED)
    return [int(random.choice(of[language])) for language in languages[first:]]


def _nearest(vectors: Vectors) -> tuple[float, float, float]:
    random = np.random.default_rng(_SEED)
    probes = random.choice(len(vectors), min(_PROBES, len(vectors)), replace=False)
    cosines = vectors[probes] @ vectors.T
    cosines[np.arange(len(probes)), probes] = -1
    middle, low, high = np.quantile(cosines.max(axis=1), [0.5, 0.05, 0.95])
    return float(middle), float(low), float(high)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
