"""`hukou index --prepare`: learns which statement a question asks for from every line that leads to one."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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

WORDS = 96  # values of a word
SEEN = 4  # lines that a word must stand in
ROUNDS = 5
# Orders of the lines whose weights are averaged: by one alone the figures of the cases move by a hundredth or two.
ORDERS = 3
RATE = 0.004
BATCH = 1024
ASKED_WEIGHT = 1.5  # of a question that people asked, and of its translation: together three lines
# What else its asker needs counts as another answer of a question, so much beside the one that it stands under.
FURTHER = (0.5, 0.25)
# Of the squared weights that tell whether words show who asks. On 1,690 questions, five-fold: 30 and 100
# do as well, 3 and 10 a little worse.
UNCLEAR_KEEPS = 50.0
LEAST_LOOKED_AT = 50  # questions of either kind
_FIRST_WORDS = 0.05  # spread of the first values


class Network(nn.Module):
    """A direction in the space of vectors for each class, and what each word says of it.

    How near a vector lies to a direction counts, not how long that is: freely weighted values learn
    the lines by heart (on 700 questions the first was right for .533, .553 so).
    """

    def __init__(self, words: int, directions: Tensor) -> None:
        """Take how many words there are, and where each class begins: of shape (classes, dimensions)."""
        super().__init__()
        self.words = nn.EmbeddingBag(words, WORDS, mode="sum")
        self.said = nn.Linear(WORDS, len(directions))
        self.directions = nn.Parameter(directions.clone())
        nn.init.normal_(self.words.weight, std=_FIRST_WORDS)
        nn.init.normal_(self.said.weight, std=_FIRST_WORDS)
        nn.init.zeros_(self.said.bias)

    def nearness(self, vectors: Tensor) -> Tensor:
        """Log-odds by the vectors alone, of shape (texts, classes)."""
        return VECTOR_SCALE * vectors @ nn.functional.normalize(self.directions, dim=1).T

    def forward(self, vectors: Tensor, bags: Sequence[Tensor]) -> Tensor:
        """Log-odds by the vectors and the rows of each text's words, of shape (texts, classes)."""
        counts = torch.tensor([len(bag) for bag in bags])
        starts = torch.cat([torch.zeros(1, dtype=torch.long), counts.cumsum(0)[:-1]])
        words = self.words(torch.cat(list(bags)), starts)
        said: Tensor = self.said(words * (WORDS_SCALE / counts.sqrt())[:, None])
        return self.nearness(vectors) + said


def middles(vectors: Tensor, wanted: Tensor, classes: int) -> Tensor:
    """The direction of each class' mean vector, of shape (classes, dimensions)."""
    sums = torch.zeros(classes, vectors.shape[1]).index_add_(0, wanted, vectors)
    return nn.functional.normalize(sums, dim=1)


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
    vocabulary = vocabulary_of(of_line)
    bags = [torch.from_numpy(rows_of(line, vocabulary)) for line in of_line]
    wanted, shares = answers_of([entries[n] for n in numbers], classes)
    counts = [ASKED_WEIGHT if entries[n].is_asked else 1.0 for n in numbers]
    torch.manual_seed(0)
    given = torch.from_numpy(vectors[numbers])
    network = Network(len(vocabulary) + 1, middles(given, wanted[:, 0], len(ids) + 1))
    weighed = torch.tensor(counts)
    learn_in_orders(
        network,
        lambda told: _learn(network, given, bags, (wanted, shares), weighed, told),
        progress,
    )
    directions = nn.functional.normalize(network.directions, dim=1)
    weights = torch.cat([directions, network.said.weight], dim=1)
    return Classifier(
        embedder,
        ids,
        vocabulary,
        _array(network.words.weight),
        _array(weights),
        _array(network.said.bias),
        learn_unclear(entries, vectors),
    )


def answers_of(lines: Sequence[Entry], classes: Mapping[str, int]) -> tuple[Tensor, Tensor]:
    """What answers each line, and how much of the answer that is.

    Args:
        lines: each of one statement, or of none.
        classes: by statement; what none answers is the class behind them.

    Returns:
        Classes and shares, both of shape (lines, 1 + further statements): first what the line stands
        under. The shares of a line sum to 1, those of what it does not have are 0.
    """
    wanted = torch.full((len(lines), 1 + len(FURTHER)), len(classes))
    shares = torch.zeros(wanted.shape)
    for number, line in enumerate(lines):
        keys = [*line.statement_ids, *(key for key in line.further if key in classes)]
        for place, key in enumerate(keys):
            wanted[number, place] = classes[key]
        shares[number, : max(len(keys), 1)] = torch.tensor([1.0, *FURTHER])[: max(len(keys), 1)]
    return wanted, shares / shares.sum(dim=1, keepdim=True)


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


def vocabulary_of(lines: Sequence[Sequence[str]]) -> dict[str, int]:
    """A row for each word that stands in enough lines; 0 is for all others."""
    counts = Counter(token for line in lines for token in set(line))
    seen = sorted(token for token, count in counts.items() if count >= SEEN)
    return {token: row for row, token in enumerate(seen, start=1)}


@dataclass(frozen=True, slots=True)
class _Share:
    """What one of several runs tells of the whole."""

    progress: Progress
    before: int

    def __call__(self, done: int, total: int) -> None:
        self.progress(self.before + done, ORDERS * total)


def learn_in_orders(
    network: nn.Module, learn: Callable[[Progress], None], progress: Progress
) -> None:
    """Give a network the mean of what it learns from one beginning by the lines in several orders.

    Args:
        network: as it begins.
        learn: lets it learn once; the order is drawn by torch.
        progress: told how many rounds of all are done.
    """
    begun = {name: value.clone() for name, value in network.state_dict().items()}
    mean = {name: torch.zeros_like(value) for name, value in begun.items()}
    for order in range(ORDERS):
        network.load_state_dict(begun)
        torch.manual_seed(order)
        learn(_Share(progress, order * ROUNDS))
        for name, value in network.state_dict().items():
            mean[name] += value / ORDERS
    network.load_state_dict(mean)


def _learn(
    network: Network,
    vectors: Tensor,
    bags: Sequence[Tensor],
    answers: tuple[Tensor, Tensor],
    counts: Tensor,
    progress: Progress,
) -> None:
    wanted, shares = answers
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-5)
    steps = ROUNDS * -(-len(vectors) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    for done in range(ROUNDS):
        for chosen in torch.split(torch.randperm(len(vectors)), BATCH):
            odds = network(vectors[chosen], [bags[n] for n in chosen.tolist()])
            likely = odds.log_softmax(dim=1).gather(1, wanted[chosen])
            losses = -(likely * shares[chosen]).sum(dim=1)
            loss = (losses * counts[chosen]).sum() / counts[chosen].sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        progress(done + 1, ROUNDS)


def _array(values: Tensor) -> npt.NDArray[np.float32]:
    return np.asarray(values.detach().numpy(), np.float32)
