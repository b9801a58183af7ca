"""The support gate by mutation: false sentences that it blocks and true ones that it passes."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.support import Objection, Support, support_for
from corpus.glossary import load_glossary
from corpus.loader import Corpus
from corpus.places import load_places
from corpus.statement import Language, Passage
from evals.errors import CasesUnusable
from evals.mutation_false import alone, false_of, false_samples
from evals.mutation_sample import Half, Sample
from evals.mutation_true import OF_BUILD, read_paraphrases, true_samples

BOUNDS = Path(__file__).parent / "gate" / "bounds.toml"
AIM_BLOCKED, AIM_PASSED = 0.99, 0.95
ALL = "all"
_HALVES: tuple[Half, ...] = ("build", "test")

Judge = Callable[[Sample], Objection | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sample and what the gate said."""

    sample: Sample
    is_true: bool
    objection: Objection | None

    @property
    def is_right(self) -> bool:
        """Whether a true one passed or a false one was blocked."""
        return (self.objection is None) is self.is_true


@dataclass(frozen=True, slots=True)
class Share:
    """So many right of so many."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """From 0 to 1."""
        return self.right / self.total

    def __str__(self) -> str:
        return f"{self.value:6.1%} {self.right:4}/{self.total:<4}"


Shares = Mapping[tuple[bool, str, str, str], Share]
"""(true or false, kind, language, half) → share; kind may be `all`."""


def judge_of(corpus: Corpus) -> Judge:
    """The gate's judgement on a sample, with the passages and pairs that it is given."""
    places, terms = load_places(), load_glossary()
    by_id = corpus.passages

    def pair(passage: Passage) -> Passage | None:
        other = Language.ZH if passage.language is Language.EN else Language.EN
        return by_id.get(f"{passage.statement_id}.{other}")

    paired = support_for(corpus, places, terms, pair)
    unpaired = Support(paired.names, paired.words, lambda _: None)

    def judge(sample: Sample) -> Objection | None:
        language = sample.passages or sample.language
        passages = [by_id[f"{key}.{language}"] for key in sample.supports]
        return (unpaired if sample.alone else paired).objection(sample.text, passages)

    return judge


def further_samples(corpus: Corpus) -> Iterator[tuple[bool, Sample]]:
    """(true, sample) of the freer paraphrases that the rules are written beside, and what is false made of them.

    None is of the test half.
    """
    true = [s for s in read_paraphrases(OF_BUILD) if s.statement in corpus.statements]
    yield from ((False, sample) for sample in false_of(corpus, true))
    yield from ((True, sample) for sample in true)


def every_sample(corpus: Corpus) -> Iterator[tuple[bool, Sample]]:
    """(whether it is true, sample) of all kinds."""
    paraphrases = read_paraphrases()
    false = list(false_samples(corpus, paraphrases))
    yield from ((False, sample) for sample in (*false, *alone(false)))
    yield from ((True, sample) for sample in true_samples(corpus, paraphrases))


def judged(corpus: Corpus, samples: Iterable[tuple[bool, Sample]]) -> list[Judged]:
    """What the gate says of each."""
    judge = judge_of(corpus)
    return [Judged(sample, is_true, judge(sample)) for is_true, sample in samples]


def shares(results: Sequence[Judged]) -> Shares:
    """Shares of each kind, and of all, by language and half."""
    right: Counter[tuple[bool, str, str, str]] = Counter()
    total: Counter[tuple[bool, str, str, str]] = Counter()
    for result in results:
        sample = result.sample
        for kind in (sample.kind, ALL):
            key = (result.is_true, kind, sample.language.value, sample.half)
            total[key] += 1
            right[key] += result.is_right
    return {key: Share(right[key], total[key]) for key in total}


def lines(found: Shares) -> Iterator[str]:
    """The table: a row for each kind, blocked shares first."""
    yield f"{'':24}" + "".join(f"{f'{lang} {half}':>17}" for lang in Language for half in _HALVES)
    for is_true in (False, True):
        kinds = dict.fromkeys(kind for truth, kind, *_ in found if truth is is_true)
        for kind in [*(k for k in kinds if k != ALL), ALL]:
            cells = [
                found.get((is_true, kind, language.value, half))
                for language in Language
                for half in _HALVES
            ]
            name = f"{'passed' if is_true else 'blocked'} {kind}"
            yield f"{name:24}" + "".join(f"{cell or '·'!s:>17}" for cell in cells)


def missed(found: Shares, path: Path = BOUNDS) -> list[str]:
    """Bounds that the test half does not reach, and kinds that have none.

    Raises:
        CasesUnusable: the file is missing or no TOML.
    """
    try:
        bounds = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CasesUnusable(f"{path}: {error}", hint="restore it with `git checkout`") from error
    faults = []
    for (is_true, kind, language, half), share in found.items():
        if half != "test":
            continue
        name = f"{'passed' if is_true else 'blocked'}.{kind}.{language}"
        bound = bounds.get("passed" if is_true else "blocked", {}).get(kind, {}).get(language)
        if bound is None:
            faults.append(f"{name} has no bound in {path.name}")
        elif share.value < bound:
            faults.append(f"{name} is {share.value:.3f}, bound {bound}")
    return faults
