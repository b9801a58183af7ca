"""`hukou index --prepare`: learns which statement a question asks for from every line that leads to one."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from scipy.optimize import minimize
from scipy.special import expit
from torch import Tensor, nn

from index.classifier import VECTOR_SCALE, WORDS_SCALE, Classifier, rows_of
from index.contents import Entry
from index.embeddings import Progress, Vectors, no_progress
from index.lexical import tokens

# Chosen on 780 questions asked afresh, left out of what was learned: the first is right for .46 of
# them, of all statements; without words .43; with 4 rounds .44, with a rate of .01 .45.
WORDS = 96  # values of a word
SEEN = 4  # lines that a word must stand in
ROUNDS = 9
RATE = 0.006
BATCH = 1024
ASKED_WEIGHT = 3.0  # a question that people asked counts as much as three lines
# Of the squared weights that tell whether words show who asks. On 1,690 questions, five-fold: 30 and 100
# do as well, 3 and 10 a little worse.
UNCLEAR_KEEPS = 50.0
LEAST_LOOKED_AT = 50  # questions of either kind
_FIRST_WORDS = 0.05  # spread of the first values


class _Network(nn.Module):
    def __init__(self, words: int, dimensions: int, classes: int) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(words, WORDS, mode="sum")
        self.vector = nn.Linear(dimensions, classes)
        self.said = nn.Linear(WORDS, classes, bias=False)
        nn.init.normal_(self.words.weight, std=_FIRST_WORDS)
        nn.init.normal_(self.said.weight, std=_FIRST_WORDS)
        nn.init.zeros_(self.vector.weight)
        nn.init.zeros_(self.vector.bias)

    def forward(self, vectors: Tensor, bags: Sequence[Tensor]) -> Tensor:
        counts = torch.tensor([len(bag) for bag in bags])
        starts = torch.cat([torch.zeros(1, dtype=torch.long), counts.cumsum(0)[:-1]])
        said = self.words(torch.cat(list(bags)), starts)
        said = said * (WORDS_SCALE / counts.sqrt())[:, None]
        result: Tensor = self.vector(vectors * VECTOR_SCALE) + self.said(said)
        return result


def learn_classifier(
    entries: Sequence[Entry],
    vectors: Vectors,
    embedder: str,
    progress: Progress = no_progress,
) -> Classifier:
    """Weights from the lines that lead to one statement, and those that lead to none.

    Args:
        entries: of the corpus.
        vectors: of each entry, of length 1.
        embedder: name of what made the vectors.
        progress: told how many rounds are done.

    The same entries and vectors give the same weights on the same kind of machine.
    """
    numbers = [n for n, entry in enumerate(entries) if len(entry.statement_ids) == 1]
    ids = tuple(dict.fromkeys(entries[n].statement_ids[0] for n in numbers))
    classes = {key: number for number, key in enumerate(ids)}
    numbers += [n for n, entry in enumerate(entries) if entry.declined]
    of_line = [tokens(entries[n].text) for n in numbers]
    vocabulary = _vocabulary(of_line)
    bags = [torch.from_numpy(rows_of(line, vocabulary)) for line in of_line]
    wanted = [
        classes.get(key, len(ids)) for n in numbers for key in entries[n].statement_ids or [""]
    ]
    counts = [ASKED_WEIGHT if entries[n].is_asked else 1.0 for n in numbers]
    torch.manual_seed(0)
    network = _Network(len(vocabulary) + 1, vectors.shape[1], len(ids) + 1)
    given = torch.from_numpy(np.ascontiguousarray(vectors[numbers]))
    _learn(network, given, bags, torch.tensor(wanted), torch.tensor(counts), progress)
    weights = torch.cat([network.vector.weight, network.said.weight], dim=1)
    return Classifier(
        embedder,
        ids,
        vocabulary,
        _array(network.words.weight),
        _array(weights),
        _array(network.vector.bias),
        learn_unclear(entries, vectors),
    )


def learn_unclear(entries: Sequence[Entry], vectors: Vectors) -> Vectors:
    """Weights of a logistic regression: whether a question's words do not show who asks.

    Args:
        entries: those that somebody looked at for it count.
        vectors: of each entry, of length 1.

    Returns:
        float32 of shape (dimensions + 1,), the constant last; zeros where too few were looked at.
    """
    numbers = [n for n, entry in enumerate(entries) if entry.shows_asker is not None]
    wanted = np.array([not entries[n].shows_asker for n in numbers], np.float64)
    start = np.zeros(vectors.shape[1] + 1)
    if min(wanted.sum(), (1 - wanted).sum()) < LEAST_LOOKED_AT:
        return start.astype(np.float32)
    given = np.pad(vectors[numbers] * VECTOR_SCALE, ((0, 0), (0, 1)), constant_values=1.0)

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        odds = given @ weights
        kept = np.append(weights[:-1], 0.0) * UNCLEAR_KEEPS
        value = np.logaddexp(0, odds).sum() - odds @ wanted + kept @ weights / 2
        return float(value), given.T @ (expit(odds) - wanted) + kept

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x, np.float32)


def _vocabulary(lines: Sequence[Sequence[str]]) -> dict[str, int]:
    counts = Counter(token for line in lines for token in set(line))
    seen = sorted(token for token, count in counts.items() if count >= SEEN)
    return {token: row for row, token in enumerate(seen, start=1)}


def _learn(
    network: _Network,
    vectors: Tensor,
    bags: Sequence[Tensor],
    wanted: Tensor,
    counts: Tensor,
    progress: Progress,
) -> None:
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-5)
    steps = ROUNDS * -(-len(vectors) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    for done in range(ROUNDS):
        for chosen in torch.split(torch.randperm(len(vectors)), BATCH):
            scores = network(vectors[chosen], [bags[n] for n in chosen.tolist()])
            losses = nn.functional.cross_entropy(scores, wanted[chosen], reduction="none")
            loss = (losses * counts[chosen]).sum() / counts[chosen].sum()
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # theirs
            optimiser.step()
            schedule.step()
        progress(done + 1, ROUNDS)


def _array(values: Tensor) -> npt.NDArray[np.float32]:
    return np.asarray(values.detach().numpy(), np.float32)
