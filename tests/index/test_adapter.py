"""Small weights change the vectors of the model they were made for, and no other."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from index.adapter import lay_over, name_of, read_adapter, write_adapter
from index.errors import WeightsUnusable


class Network(nn.Module):
    """One layer of known weights."""

    def __init__(self) -> None:
        super().__init__()
        self.dense = nn.Linear(3, 2, bias=False)
        nn.init.zeros_(self.dense.weight)


def _kept(tmp_path: Path, layer: str = "dense", outputs: int = 2) -> Path:
    down = np.array([[1, 2, 3]], np.float16)
    up = np.ones((outputs, 1), np.float16)
    path = tmp_path / "adapter.npz"
    write_adapter(path, {layer: (down, up)})
    return path


def test_the_product_of_both_is_added_to_the_layer(tmp_path: Path) -> None:
    network = Network()

    lay_over(network, read_adapter(_kept(tmp_path)))

    assert torch.equal(network.dense.weight, torch.tensor([[1.0, 2, 3], [1, 2, 3]]))


@pytest.mark.parametrize(("layer", "outputs"), [("other", 2), ("dense", 5)])
def test_weights_for_another_model_are_refused(tmp_path: Path, layer: str, outputs: int) -> None:
    with pytest.raises(WeightsUnusable, match=f"weights for {layer}"):
        lay_over(Network(), read_adapter(_kept(tmp_path, layer, outputs)))


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    path.write_bytes(b"PK")

    with pytest.raises(WeightsUnusable, match=r"adapter\.npz"):
        read_adapter(path)


def test_another_adapter_has_another_name(tmp_path: Path) -> None:
    one = name_of(_kept(tmp_path))

    assert one == name_of(_kept(tmp_path))
    assert one != name_of(_kept(tmp_path, "other"))
