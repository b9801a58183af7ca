"""What `make check-corpus` proves of conflicts.toml."""

from collections.abc import Container, Sequence
from datetime import date

from corpus.checks import RANK, Fault, pair_problems
from corpus.conflicts import Disagreement
from corpus.instruments import Instrument, Instruments
from corpus.statement import Language, Locator


def check_conflicts(
    conflicts: Sequence[Disagreement],
    instruments: Instruments,
    statements: Container[str],
    *,
    today: date,
) -> list[Fault]:
    """Both sides have their sources, both languages say the same, and rank is respected."""
    faults = []
    for conflict in conflicts:
        grades = []
        for side in conflict.sides:
            problems = pair_problems(side.says[Language.EN], side.says[Language.ZH])
            held = [i for loc in side.locators if (i := _held(instruments, loc, today))]
            if len(held) < len(side.locators):
                problems.append(f"a locator is not held: {', '.join(map(str, side.locators))}")
            problems += [
                f"no statement {name}" for name in side.statements if name not in statements
            ]
            grades.append(min((RANK.get(i.grade, len(RANK)) for i in held), default=len(RANK)))
            faults += [_conflict_fault(conflict, problem) for problem in problems]
        if conflict.prevails and grades[conflict.prevails - 1] > min(grades):
            faults.append(_conflict_fault(conflict, "the side of lower rank prevails"))
    return faults


def _held(instruments: Instruments, locator: Locator, day: date) -> Instrument | None:
    if locator.instrument not in instruments:
        return None
    instrument = instruments.at(locator, day)
    return instrument if instrument.holds(locator) else None


def _conflict_fault(conflict: Disagreement, problem: str) -> Fault:
    return Fault("corpus/conflicts.toml", 1, f"[{conflict.id}] {problem}", "mend the record")
