"""`make tune`: small weights over the packaged embedding model, learned from the corpus alone.

Question lines are drawn to lines of the same statement in the other language and to the statement,
and away from look-alikes and near misses. `docs/retrieval.md` says what it gained.
"""

import math
import time
from pathlib import Path
from typing import Annotated

import torch
import typer
from sentence_transformers import SentenceTransformer
from torch import Tensor, nn

from assistant.settings import Settings
from assistant.terminal import err, progress_bar
from assistant.wiring import Folders, make_embedder
from corpus.loader import load_corpus
from evals.tuning_pairs import Batch, Pairs, load_translations
from index.adapter import Adapter, write_adapter

RANK = 16
SCALE = 2.0
TEMPERATURE = 0.02
BACKWARD = 0.5  # weight of finding the question by its positive
WARM_UP = 0.1  # share of the steps
TOKENS = 48  # a longer text counts by its beginning
MISSES = 16
PARTS = 4  # texts of like length are embedded together, so that little is padded


class Low(nn.Module):
    """A linear layer with a low-rank change beside it; only the change learns."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(RANK, layer.in_features) / layer.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, given: Tensor) -> Tensor:
        """The layer's own result and the change."""
        own: Tensor = self.layer(given)
        return own + SCALE * (given @ self.down.T) @ self.up.T


class Tuner:
    """A model whose linear layers each have a change that learns."""

    def __init__(self, folder: Path, learning_rate: float, steps: int) -> None:
        self._model = SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32}
        )
        network = self._model[0].get_submodule("auto_model")
        for weights in network.parameters():
            weights.requires_grad = False
        self._layers = _with_changes(network.get_submodule("encoder"))
        self._learned = [p for low in self._layers.values() for p in (low.down, low.up)]
        self._optimiser = torch.optim.AdamW(self._learned, lr=learning_rate, weight_decay=0.0)
        warm = max(1, int(WARM_UP * steps))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimiser, lambda step: min((step + 1) / warm, (steps - step) / (steps - warm))
        )
        self._model.train()

    def step(self, batch: Batch) -> float:
        """Learn from one batch; gives the loss."""
        rows = len(batch.questions)
        prompts = self._model.prompts
        asked, kept = prompts.get("query") or "", prompts.get("document") or ""
        texts = [asked + text for text in batch.questions]
        texts += [kept + text for text in (*batch.positives, *batch.negatives)]
        vectors = self._embed(texts)
        questions, positives = vectors[:rows], vectors[rows : 2 * rows]
        near = questions @ positives.T / TEMPERATURE
        near = near.masked_fill(torch.from_numpy(batch.alike), -1e4)
        missed = questions @ vectors[2 * rows :].T / TEMPERATURE
        own = torch.arange(rows)
        loss = nn.functional.cross_entropy(torch.cat([near, missed], dim=1), own)
        loss = loss + BACKWARD * nn.functional.cross_entropy(near.T, own)
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        torch.nn.utils.clip_grad_norm_(self._learned, 1.0)
        self._optimiser.step()
        self._schedule.step()
        return float(loss.detach())

    def adapter(self) -> Adapter:
        """What was learned so far."""
        return {
            name: (
                low.down.detach().numpy().astype("float16"),
                (SCALE * low.up.detach()).numpy().astype("float16"),
            )
            for name, low in self._layers.items()
        }

    def _embed(self, texts: list[str]) -> Tensor:
        order = sorted(range(len(texts)), key=lambda i: len(texts[i].encode()))
        size = math.ceil(len(order) / PARTS)
        found: list[Tensor] = [torch.empty(0)] * len(texts)
        for start in range(0, len(order), size):
            part = order[start : start + size]
            given = self._model.preprocess([texts[i] for i in part])
            given = {k: v[:, :TOKENS] if isinstance(v, Tensor) else v for k, v in given.items()}
            vectors = self._model(given)["sentence_embedding"]
            for i, vector in zip(part, nn.functional.normalize(vectors, dim=-1), strict=True):
                found[i] = vector
        return torch.stack(found)


def _with_changes(encoder: nn.Module) -> dict[str, Low]:
    """Every linear layer put behind a change; by their names in the model."""
    found = {}
    linear = [(n, m) for n, m in encoder.named_modules() if isinstance(m, nn.Linear)]
    for name, layer in linear:
        parent, _, own = name.rpartition(".")
        low = Low(layer)
        setattr(encoder.get_submodule(parent), own, low)
        found[f"encoder.{name}"] = low
    return found


def tune(
    out: Annotated[Path, typer.Argument(help="where the weights go")],
    steps: Annotated[int, typer.Option(min=2)] = 480,
    rows: Annotated[int, typer.Option(min=2, help="pairs in a batch")] = 40,
    learning_rate: Annotated[float, typer.Option(min=0)] = 6e-4,
    held_out: Annotated[float, typer.Option(min=0, max=0.9, help="share of documents")] = 0.1,
    seed: Annotated[int, typer.Option()] = 0,
) -> None:
    """Learn, and keep the weights every 20 steps; the same seed gives the same."""
    settings = Settings()
    torch.manual_seed(seed)
    embedder = make_embedder(settings)
    pairs = Pairs(load_corpus(), embedder, load_translations(), held_out=held_out, seed=seed)
    tuner = Tuner(Folders(settings.data_dir).model, learning_rate, steps)
    began, losses = time.monotonic(), []
    with progress_bar("tuning") as progress:
        for step in range(1, steps + 1):
            losses.append(tuner.step(pairs.batch(rows, MISSES)))
            progress(step, steps)
            if step % 20 == 0 or step == steps:
                write_adapter(out, tuner.adapter())
                err.print(f"step {step}: loss {sum(losses[-20:]) / len(losses[-20:]):.3f}")
    minutes = (time.monotonic() - began) / 60
    err.print(f"{len(pairs)} lines, {steps} steps in {minutes:.0f} min → {out}")


if __name__ == "__main__":
    typer.run(tune)
