"""Text to unit vectors: the one home of sentence-transformers."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from index.adapter import lay_over, name_of, read_adapter
from index.errors import WeightsUnusable
from index.weights import MODEL_NAME

Vectors = npt.NDArray[np.float32]
Precision = Literal["auto", "float32", "bfloat16"]
Progress = Callable[[int, int], None]

BATCH = 32


def no_progress(_done: int, _total: int) -> None:
    """For callers that show none."""


class Embedder(Protocol):
    """Text to unit vectors: `SentenceTransformerEmbedder` in service, `HashEmbedder` in tests."""

    @property
    def name(self) -> str:
        """Written into the index manifest; another name means a rebuild."""

    def embed_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Return float32 of shape (len(texts), dimensions), each row of length 1."""

    def embed_question(self, text: str) -> Vectors:
        """Return float32 of shape (dimensions,), of length 1."""


class SentenceTransformerEmbedder:
    """Any Sentence Transformers model, by folder or by the name of one in the local cache."""

    def __init__(
        self, model: str, *, precision: Precision = "auto", adapter: Path | None = None
    ) -> None:
        """Load the model from disk; nothing is fetched.

        Args:
            model: a folder, or a name that the local hub cache holds.
            adapter: small weights to lay over it, as `make tune` writes them.
            precision: auto takes bfloat16 where the processor multiplies it in hardware (on one
                with AMX a passage in a batch took 4.9 ms against 8.3 in float32, on a busy
                machine), else float32.

        Raises:
            WeightsUnusable: no such folder or cached model, or it cannot be loaded.
        """
        import torch  # seconds to import, so only once an embedder is wanted
        import transformers
        from sentence_transformers import SentenceTransformer

        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # theirs
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        dtype = torch.bfloat16 if _use_bfloat16(precision) else torch.float32
        try:
            self._model = SentenceTransformer(
                model, device="cpu", local_files_only=True, model_kwargs={"dtype": dtype}
            )
        except (OSError, ValueError, KeyError) as error:
            raise WeightsUnusable(
                f"embedding model {model!r} cannot be loaded: {_first_line(error)}",
                hint="set HUKOU_EMBEDDER to a Sentence Transformers folder, or unset it for "
                f"{MODEL_NAME}",
            ) from error
        if adapter is not None:
            lay_over(self._model[0].get_submodule("auto_model"), read_adapter(adapter))
        prompts = self._model.prompts
        self._name = f"{_identity(model)} {prompts.get('query', '')}|{prompts.get('document', '')}"
        self._name += f" {name_of(adapter)}" if adapter else ""

    @property
    def name(self) -> str:
        """The model's folder name, a hash of its configuration, and its prompts."""
        return self._name

    def embed_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """As the protocol says; the longest texts first, so that batches pad little."""
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        rows: list[Vectors] = [np.zeros(0, np.float32)] * len(texts)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            found = self._model.encode_document(
                [texts[i].strip() for i in batch], batch_size=BATCH, show_progress_bar=False
            )
            for i, row in zip(batch, found, strict=True):
                rows[i] = unit(np.asarray(row, np.float32))
            progress(min(start + BATCH, len(order)), len(order))
        return np.stack(rows) if rows else np.zeros((0, 0), np.float32)

    def embed_question(self, text: str) -> Vectors:
        """As the protocol says; a text over 512 tokens counts by its beginning."""
        found = self._model.encode_query(text.strip(), show_progress_bar=False)
        return unit(np.asarray(found, np.float32))


class HashEmbedder:
    """Character trigrams hashed into a unit vector: deterministic, instant, no model."""

    def __init__(self, dimensions: int = 64) -> None:
        self._dimensions = dimensions

    @property
    def name(self) -> str:
        """Says its size, as another size means a rebuild."""
        return f"hash-{self._dimensions}"

    def embed_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """As the protocol says."""
        progress(len(texts), len(texts))
        if not texts:
            return np.zeros((0, self._dimensions), np.float32)
        return np.stack([self.embed_question(text) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        """As the protocol says; an empty text is one fixed direction."""
        vector = np.zeros(self._dimensions, np.float32)
        padded = f" {text.lower()} "
        for start in range(max(1, len(padded) - 2)):
            digest = hashlib.blake2b(padded[start : start + 3].encode(), digest_size=4).digest()
            vector[int.from_bytes(digest) % self._dimensions] += 1.0
        return unit(vector)


def unit(vector: Vectors) -> Vectors:
    """The vector at length 1; a zero vector stays zero."""
    length = float(np.linalg.norm(vector))
    return vector if length == 0 else (vector / np.float32(length)).astype(np.float32)


def _use_bfloat16(precision: Precision) -> bool:
    import torch

    if precision != "auto":
        return precision == "bfloat16"
    abilities = torch.cpu.get_capabilities()
    return bool(abilities.get("amx_bf16") or abilities.get("avx512_bf16"))


def _identity(model: str) -> str:
    """A folder's name and a hash of its small files; a name as it is."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.json")):
        if path.name != "tokenizer.json":
            digest.update(path.read_bytes())
    for path in sorted(folder.rglob("*.safetensors")):
        digest.update(str(path.stat().st_size).encode())
    return f"{folder.name}@{digest.hexdigest()[:12]}"


def _first_line(error: Exception) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__
