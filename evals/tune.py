"""`make tune`: small weights over the packaged embedding model, learned from the corpus alone.

The upper half of the encoder learns to tell apart, by its vectors, which statement each line of the corpus
leads to. The lower half stays, so what it makes of each line is worked out once. `docs/retrieval.md`
says what it gained.
"""

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from torch import Tensor

from assistant.settings import Settings
from assistant.terminal import err, progress_bar
from assistant.wiring import Folders, today_in_china
from corpus.loader import load_corpus
from evals.tuned_encoder import TunedEncoder
from evals.tuning_lines import Line, Lines, load_translations
from index.adapter import write_adapter
from index.classifier import rows_of
from index.classifier_training import Network, middles, vocabulary_of
from index.contents import corpus_contents
from index.lexical import tokens
from index.weights import unpack_weights

BATCH = 128
LIKE = 16  # batches drawn at once, of which each takes lines of like length
WARM_UP = 60  # steps
HEAD_RATE = 2e-3
IN_SCOPE = 0.5
OUT = -1e4


class Tuner:
    """An encoder and the directions of its statements, which learn together."""

    def __init__(
        self,
        encoder: TunedEncoder,
        lines: Lines,
        *,
        steps: int,
        rate: float,
        seed: int,
        in_scope: float = IN_SCOPE,
    ) -> None:
        """Take what learns.

        Args:
            encoder: its upper half learns, at `rate`.
            lines: what is learned from.
            steps: after which the rate is 0.
            seed: of the order of the lines.
            in_scope: share of the batches told only from what else holds for one who could ask.
        """
        torch.manual_seed(seed)
        self._random = random.Random(seed)
        self._encoder, self._lines, self._in_scope = encoder, lines, in_scope
        self._learned, self._kept_back = lines.learned, lines.kept_back
        self._states = encoder.states([line.text for line in (*self._learned, *self._kept_back)])
        of_line = [tokens(line.text) for line in (*self._learned, *self._kept_back)]
        vocabulary = vocabulary_of(of_line[: len(self._learned)])
        self._bags = [torch.from_numpy(rows_of(line, vocabulary)) for line in of_line]
        self._network = Network(len(vocabulary) + 1, self._begin())
        self._optimiser = torch.optim.AdamW(
            [
                {"params": encoder.learned, "lr": rate, "weight_decay": 0.01},
                {"params": self._network.parameters(), "lr": HEAD_RATE, "weight_decay": 0.0},
            ]
        )
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimiser,
            lambda step: min((step + 1) / WARM_UP, (steps - step) / max(1, steps - WARM_UP)),
        )

    def step(self, numbers: Sequence[int]) -> float:
        """Learn from these lines; gives the loss."""
        lines = [self._learned[n] for n in numbers]
        vectors = self._encoder.embed([self._states[n] for n in numbers])
        wanted = self._wanted(lines)
        by_words = self._network(vectors, [self._bags[n] for n in numbers])
        by_vector = self._network.nearness(vectors)
        if self._random.random() < self._in_scope:
            beside = torch.from_numpy(np.stack([self._lines.beside(line) for line in lines]))
            by_words = by_words.masked_fill(~beside, OUT)
            by_vector = by_vector.masked_fill(~beside, OUT)
        counts = torch.tensor([line.counts for line in lines])
        losses = sum(
            -(torch.log_softmax(scores, dim=1) * wanted).sum(dim=1)
            for scores in (by_words, by_vector)
        )
        loss = (losses * counts).sum() / counts.sum()
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        torch.nn.utils.clip_grad_norm_(self._encoder.learned, 1.0)
        self._optimiser.step()
        self._schedule.step()
        return float(loss.detach())

    def batches(self) -> Iterator[list[int]]:
        """Numbers of lines, each line once before any comes again, those of like length together."""
        order = list(range(len(self._learned)))
        while True:
            self._random.shuffle(order)
            for start in range(0, len(order), BATCH * LIKE):
                part = sorted(
                    order[start : start + BATCH * LIKE], key=lambda n: len(self._states[n])
                )
                cut = [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
                self._random.shuffle(cut)
                yield from cut

    @torch.no_grad()
    def found(self) -> tuple[float, float]:
        """Of the questions kept back: for how many the statement is the nearest, and of the nearest five."""
        asked = [n for n, line in enumerate(self._kept_back) if len(line.rows) == 1]
        vectors = self._encoder.embed_all([self._states[len(self._learned) + n] for n in asked])
        scores = self._network.nearness(vectors)
        beside = np.stack([self._lines.beside(self._kept_back[n]) for n in asked])
        scores = scores.masked_fill(~torch.from_numpy(beside), OUT)
        scores[:, -1] = OUT
        wanted = torch.tensor([self._kept_back[n].rows[0] for n in asked])
        hits = scores.topk(5, dim=1).indices == wanted[:, None]
        return float(hits[:, 0].float().mean()), float(hits.any(dim=1).float().mean())

    def _begin(self) -> Tensor:
        vectors = self._encoder.embed_all(self._states[: len(self._learned)])
        nobody = len(self._lines)
        pairs = [(n, row) for n, line in enumerate(self._learned) for row in line.rows or [nobody]]
        numbers, rows = torch.tensor(pairs).T
        return middles(vectors[numbers], rows, nobody + 1)

    def _wanted(self, lines: Sequence[Line]) -> Tensor:
        wanted = torch.zeros(len(lines), len(self._lines) + 1)
        for row, line in enumerate(lines):
            wanted[row, list(line.rows) or [-1]] = 1 / max(1, len(line.rows))
        return wanted


def tune(
    out: Annotated[Path, typer.Argument(help="where the weights go")],
    rounds: Annotated[float, typer.Option(min=0.001, help="times that each line is seen")] = 3.0,
    rate: Annotated[float, typer.Option(min=0)] = 8e-5,
    seed: Annotated[int, typer.Option()] = 0,
) -> None:
    """Learn, and keep the weights every 100 steps; the same seed gives much the same."""
    lines = Lines(
        corpus_contents(load_corpus()),
        load_translations(),
        today=today_in_china(),
        seed=seed,
    )
    encoder = TunedEncoder(unpack_weights(Folders(Settings().data_dir).model), seed=seed)
    steps = max(1, int(rounds * len(lines.learned) / BATCH))
    began, losses = time.monotonic(), []
    tuner = Tuner(encoder, lines, steps=steps, rate=rate, seed=seed)
    with progress_bar("tuning") as progress:
        for step, numbers in zip(range(1, steps + 1), tuner.batches(), strict=False):
            losses.append(tuner.step(numbers))
            progress(step, steps)
            if step % 100 == 0 or step == steps:
                write_adapter(out, encoder.adapter())
                first, of_five = tuner.found()
                loss = sum(losses[-100:]) / len(losses[-100:])
                err.print(
                    f"step {step}: loss {loss:.3f}; nearest {first:.3f}, of five {of_five:.3f}"
                )
    minutes = (time.monotonic() - began) / 60
    err.print(f"{len(lines.learned)} lines, {steps} steps in {minutes:.0f} min → {out}")


if __name__ == "__main__":
    typer.run(tune)
