"""Planted replies: made by hand to real cases, with known scores; a check on the metrics.

A metric that gives one of them another score, or no two of them different ones, cannot tell a
right reply from a wrong one, and what it says of the assistant is worth nothing.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from corpus.loader import Corpus, load_corpus
from corpus.places import load_places
from evals.case import CASES, Case, load_suite
from evals.errors import CasesUnusable
from evals.metrics import agreement, score
from evals.planting import Planted, outcome_of
from evals.ranking import overlap_of_hits, ranking_for
from evals.result import Outcome

FILE = Path(__file__).parent / "planted.jsonl"
_CLOSE = 1e-3  # known scores are written with three places


@dataclass(frozen=True, slots=True)
class Reading:
    """A planted reply as an outcome, beside the case it replies to."""

    planted: Planted
    case: Case
    outcome: Outcome


Scorer = Callable[[Case, Outcome], Mapping[str, float]]


def check_metrics(scorer: Scorer | None = None, path: Path = FILE) -> list[str]:
    """What the metrics get wrong on the planted replies; empty if all is well.

    Args:
        scorer: of a case and an outcome; the metrics of the evaluation where None.
        path: of the planted replies.

    Returns:
        Faults, in the order of the file, then the metrics that no two replies tell apart.
    """
    corpus = load_corpus()
    try:
        readings = planted_replies(corpus, path)
    except CasesUnusable as error:
        return [str(error)]
    scorer = scorer or _metrics(corpus)
    known: dict[str, set[float]] = {}
    faults: list[str] = []
    for reading in readings:
        scores = scorer(reading.case, reading.outcome)
        faults += _differences(reading.planted, scores)
        for name in scores:
            known.setdefault(name, set())
        for name, value in reading.planted.scores.items():
            known.setdefault(name, set()).update(() if value is None else (value,))
    faults += [
        f"{name}: no two planted replies are known to differ in it"
        for name, values in known.items()
        if len(values) < 2
    ]
    return faults + _twins_faults(readings)


def planted_replies(corpus: Corpus, path: Path = FILE) -> list[Reading]:
    """Every planted reply, built from the corpus as it is.

    Raises:
        CasesUnusable: a line cannot be read, or names a case, passage or statement not held.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            planted = Planted.model_validate(json.loads(line))
            case = _cases(planted.suite)[planted.case]
            found.append(Reading(planted, case, outcome_of(planted, case, corpus)))
        except (ValidationError, KeyError, ValueError) as error:
            raise CasesUnusable(
                f"{path.name}:{number}: {error}",
                hint="evals/planted.py lists the fields; cases and passages go by their ids",
            ) from error
    return found


@lru_cache(maxsize=32)
def _cases(suite: str) -> Mapping[str, Case]:
    return {case.id: case for case in load_suite(CASES / f"{suite}.jsonl").cases}


def _metrics(corpus: Corpus) -> Scorer:
    passages = {passage.id: passage.text for passage in corpus.passages.values()}
    find_places = load_places().find
    return lambda case, outcome: score(case, outcome, passages, find_places)


def _differences(planted: Planted, scores: Mapping[str, float]) -> list[str]:
    faults = []
    for name, known in planted.scores.items():
        given = scores.get(name)
        same = given is known if None in (given, known) else _is_close(given, known)
        if not same:
            faults.append(f"{planted.id} ({planted.flaw}): {name} is {given}, known {known}")
    return faults


def _is_close(given: float | None, known: float | None) -> bool:
    return given is not None and known is not None and abs(given - known) <= _CLOSE


def _twins_faults(readings: Sequence[Reading]) -> list[str]:
    """Twins that are right must agree wholly, and less with one that cites another article."""
    faults = []
    for twin in sorted({r.case.twin for r in readings if r.case.twin}):
        own = [r for r in readings if r.case.twin == twin]
        right = [r for r in own if r.planted.flaw == "right"]
        wrong = [*right, *(r for r in own if r.planted.flaw == "wrong_article")]
        if len(right) > 1:
            for name, measure in _OF_TWINS.items():
                same, other = measure(right), measure(wrong)
                if same != 1.0 or other is None or other >= 1.0:
                    faults.append(f"{name} of {twin}: {same} where right, {other} with a wrong one")
    return faults


_OF_TWINS: Mapping[str, Callable[[Sequence[Reading]], float | None]] = {
    "agreement": lambda readings: agreement([r.outcome.reply for r in readings]),
    "overlap_of_hits": lambda readings: overlap_of_hits(
        [ranking_for(r.case, r.outcome) for r in readings], depth=1
    ),
}
