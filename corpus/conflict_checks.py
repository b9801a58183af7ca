"""What `make check-corpus` proves of conflicts.toml."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from corpus.checks import RANK, Fault, pair_problems
from corpus.conflicts import Disagreement, Side
from corpus.instruments import Instrument, Instruments
from corpus.statement import Language, Locator, Statement


def check_conflicts(
    conflicts: Sequence[Disagreement],
    instruments: Instruments,
    statements: Mapping[str, Statement],
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
            problems += _statement_problems(side, statements)
            grades.append(min((RANK.get(i.grade, len(RANK)) for i in held), default=len(RANK)))
            faults += [_conflict_fault(conflict, problem) for problem in problems]
        if conflict.prevails and grades[conflict.prevails - 1] > min(grades):
            faults.append(_conflict_fault(conflict, "the side of lower rank prevails"))
    return faults


def _statement_problems(side: Side, statements: Mapping[str, Statement]) -> Iterator[str]:
    """Statements of a side that there are not, or that stand on no article of it."""
    own = {(locator.instrument, locator.article) for locator in side.locators}
    for name in side.statements:
        if name not in statements:
            yield f"no statement {name}"
        elif not own & {(loc.instrument, loc.article) for loc in statements[name].locators}:
            yield f"{name} stands on no article of its side"


def _held(instruments: Instruments, locator: Locator, day: date) -> Instrument | None:
    if locator.instrument not in instruments:
        return None
    instrument = instruments.at(locator, day)
    return instrument if instrument.holds(locator) else None


def _conflict_fault(conflict: Disagreement, problem: str) -> Fault:
    return Fault("corpus/conflicts.toml", 1, f"[{conflict.id}] {problem}", "mend the record")
