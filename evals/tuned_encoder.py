"""The packaged embedding model with an upper half that learns."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn

from assistant.terminal import progress_bar
from index.adapter import Adapter

LOWER = 6  # layers that stay as they are
RANK = 64  # of the change of a layer's weights that is kept
TOKENS = 48  # a longer text counts by its beginning
DROPPED = 0.05
TOGETHER = 256  # texts embedded at once where nothing is learned
States = npt.NDArray[np.float16]
"""What the lower half makes of a text, of shape (tokens, dimensions)."""


class TunedEncoder:
    """Works out once what the lower layers make of a text; the weights of the upper ones learn.

    Their biases and norms stay, so that what was learned is one matrix for each linear layer.
    """

    def __init__(self, folder: Path, *, seed: int) -> None:
        """Load the model of a folder; `seed` decides which prompt each text gets."""
        self._model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32}
        )
        self._random = random.Random(seed)
        self._network = self._model[0].get_submodule("auto_model")
        self._network.requires_grad_(requires_grad=False)
        layers = self._network.get_submodule("encoder.layer")
        self._upper = nn.ModuleList(list(layers.children())[LOWER:])
        self._weights = {
            f"encoder.layer.{LOWER + number}.{name}": linear.weight
            for number, layer in enumerate(self._upper)
            for name, linear in layer.named_modules()
            if isinstance(linear, nn.Linear)
        }
        self._before = {name: w.detach().clone() for name, w in self._weights.items()}
        self.learned = list(self._weights.values())
        for weights in self.learned:
            weights.requires_grad = True
        for part in self._upper.modules():
            if isinstance(part, nn.Dropout):
                part.p = DROPPED

    def states(self, texts: Sequence[str]) -> list[States]:
        """What the lower half makes of texts, each as a question or as a passage, as chance has it."""
        prompts = [self._model.prompts.get(kind) or "" for kind in ("query", "document")]
        prompted = [self._random.choice(prompts) + text for text in texts]
        given = self._model.tokenizer(prompted, truncation=True, max_length=TOKENS)["input_ids"]
        order = sorted(range(len(given)), key=lambda n: len(given[n]))
        found: list[States] = [np.zeros((0, 0), np.float16)] * len(given)
        self._model.eval()
        with progress_bar("lower layers") as progress, torch.inference_mode():
            for start in range(0, len(order), TOGETHER):
                part = order[start : start + TOGETHER]
                for n, states in zip(part, self._lower([given[n] for n in part]), strict=True):
                    found[n] = states
                progress(min(start + TOGETHER, len(order)), len(order))
        return found

    def embed(self, states: Sequence[States]) -> Tensor:
        """Vectors of length 1, of shape (texts, dimensions)."""
        lengths = torch.tensor([len(one) for one in states])
        mask = (torch.arange(int(lengths.max())) < lengths[:, None]).float()
        values = torch.zeros(*mask.shape, states[0].shape[1])
        for row, one in enumerate(states):
            values[row, : len(one)] = torch.from_numpy(one.astype(np.float32))
        attention = (mask[:, None, None, :] - 1) * 1e9
        with torch.autocast("cpu", torch.bfloat16):
            for layer in self._upper:
                given = layer(values, attention)
                values = given[0] if isinstance(given, tuple) else given
        summed = (values.float() * mask[:, :, None]).sum(dim=1)
        return nn.functional.normalize(summed, dim=1)

    @torch.no_grad()
    def embed_all(self, states: Sequence[States]) -> Tensor:
        """The same of many texts, nothing dropped."""
        self._upper.eval()
        order = sorted(range(len(states)), key=lambda n: len(states[n]))
        found = torch.zeros(len(states), states[0].shape[1])
        for start in range(0, len(order), TOGETHER):
            part = order[start : start + TOGETHER]
            found[part] = self.embed([states[n] for n in part])
        self._upper.train()
        return found

    def adapter(self) -> Adapter:
        """What was learned so far: of each layer's change the largest parts, by singular values."""
        return {
            name: _low_rank(w.detach() - self._before[name]) for name, w in self._weights.items()
        }

    def _lower(self, given: Sequence[Sequence[int]]) -> list[States]:
        padded = self._model.tokenizer.pad({"input_ids": list(given)}, return_tensors="pt")
        with torch.autocast("cpu", torch.bfloat16):
            states = self._network(**padded, output_hidden_states=True).hidden_states[LOWER]
        return [
            one[: len(ids)].float().numpy().astype(np.float16)
            for one, ids in zip(states, given, strict=True)
        ]


def _low_rank(change: Tensor) -> tuple[npt.NDArray[np.float16], npt.NDArray[np.float16]]:
    left, values, right = torch.linalg.svd(change, full_matrices=False)
    kept = min(RANK, len(values))
    root = values[:kept].sqrt()
    down = root[:, None] * right[:kept]
    return down.numpy().astype(np.float16), (left[:, :kept] * root).numpy().astype(np.float16)
