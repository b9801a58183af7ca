"""Small weights laid over the embedding model: what `make tune` learned.

Two matrices for each linear layer of the encoder, whose product is added to the layer's weights once
the model is loaded, so that a text costs no more to embed.

Source: Hu et al., "LoRA: Low-rank adaptation of large language models", ICLR 2022.
"""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.atomic import write_atomically
from index.errors import WeightsUnusable

if TYPE_CHECKING:
    from torch import nn

PACKAGED_ADAPTER = Path(__file__).parent / "adapter.npz"  # for the packaged model alone
Matrix = npt.NDArray[np.float16]
Adapter = Mapping[str, tuple[Matrix, Matrix]]
"""Layer → (down, of shape (rank, inputs); up, of shape (outputs, rank))."""


def read_adapter(path: Path) -> Adapter:
    """The weights as `write_adapter` kept them.

    Raises:
        WeightsUnusable: missing or damaged.
    """
    try:
        with np.load(path) as data:
            names = sorted({key.rpartition(".")[0] for key in data.files})
            return {name: (data[f"{name}.down"], data[f"{name}.up"]) for name in names}
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise WeightsUnusable(
            f"adapter {path} cannot be read: {error}",
            hint="make it with `make tune`, or unset HUKOU_ADAPTER",
        ) from error


def write_adapter(path: Path, adapter: Adapter) -> None:
    """Keep the weights, whole or not at all."""
    file = io.BytesIO()
    arrays = {f"{name}.down": down for name, (down, _) in adapter.items()}
    arrays |= {f"{name}.up": up for name, (_, up) in adapter.items()}
    np.savez(file, **arrays)  # type: ignore[arg-type]  # numpy's stub takes the names for options
    write_atomically(path, file.getvalue())


def lay_over(model: "nn.Module", adapter: Adapter) -> None:
    """Add the weights to those of a model, in place.

    Raises:
        WeightsUnusable: made for a model of other layers.
    """
    import torch

    layers = dict(model.named_parameters())
    for name, (down, up) in adapter.items():
        weights = layers.get(f"{name}.weight")
        if weights is None or weights.shape != (up.shape[0], down.shape[1]):
            raise WeightsUnusable(
                f"the adapter has weights for {name}, which the embedding model has not",
                hint="unset HUKOU_ADAPTER, or make one for this model with `make tune`",
            )
        change = torch.from_numpy(up.astype(np.float32) @ down.astype(np.float32))
        with torch.no_grad():
            weights.add_(change.to(weights.dtype))


def name_of(path: Path) -> str:
    """What tells one adapter from another, for the name of the embedder."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
