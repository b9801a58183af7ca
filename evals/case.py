"""Cases: questions with what a right reply holds; one JSONL file for each ability."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from assistant.reply import Reason, ReplyLanguage
from corpus.instruments import Instruments
from corpus.statement import Language, Locator, Status
from evals.errors import CasesUnusable
from evals.patterns import compile_pattern

CASES = Path(__file__).parent / "cases"
TEST_SHARE = 0.5  # of the statements that cases turn on
DECIDES = 2  # grade of a locator that decides the question; 1 helps

Kind = Literal["answer", "clarification", "refusal"]
Split = Literal["dev", "test"]


class Points(BaseModel):
    """What a reply must say, may well say and must not say, as patterns (`evals/patterns.py`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    locators: dict[str, Literal[1, 2]] = {}
    vital: tuple[str, ...] = ()
    okay: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()

    @field_validator("locators")
    @classmethod
    def _readable(cls, locators: dict[str, Literal[1, 2]]) -> dict[str, Literal[1, 2]]:
        for locator in locators:
            Locator.parse(locator)
        return locators

    @field_validator("vital", "okay", "must_not")
    @classmethod
    def _compilable(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            compile_pattern(pattern)
        return patterns


class ExpectedScope(BaseModel):
    """What a follow-up must have carried or changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Status | None = None
    place: str | None = None


class Case(Points):
    """One question, or a conversation whose last turn is scored.

    Attributes:
        id: unique over all files.
        language: of the last question; en, zh-Hans, zh-Hant, or mixed.
        turns: what the person types, in order.
        status, place, as_of, answer_in: what the person chose in the form, sent with every turn.
        expect: kinds of reply that are right, the best first.
        reason: reasons that a refusal may give; any where empty.
        scope: status and place that the reply must be for.
        turns_on: the statement that decides it, which also chooses its split; where nothing is
            held, a few words that name the matter.
        groups: for a clarification, what its short answer for each status must hold.
        twin: cases of one name ask the same in another script and must cite the same.
        split: set only to keep a case in one split; else the hash of `turns_on` chooses.
        taken_from: the external set it comes from, whose rules need not be held here: it may go
            without locators, and retrieval and citations are then not scored.
        why: why this is the right reply.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    language: Literal["en", "zh-Hans", "zh-Hant", "mixed"]
    turns: tuple[str, ...] = Field(min_length=1)
    status: Status | None = None
    place: str | None = None
    as_of: date | None = None
    answer_in: ReplyLanguage | None = None
    expect: tuple[Kind, ...] = Field(min_length=1)
    reason: tuple[Reason, ...] = ()
    scope: ExpectedScope | None = None
    turns_on: str = Field(min_length=3)
    groups: dict[Status, Points] = {}
    twin: str | None = None
    split: Split | None = None
    taken_from: str | None = None
    why: str = Field(min_length=10)

    @field_validator("turns")
    @classmethod
    def _not_blank(cls, turns: tuple[str, ...]) -> tuple[str, ...]:
        if not all(turn.strip() for turn in turns):
            raise ValueError("a turn is blank")
        return turns

    @model_validator(mode="after")
    def _complete(self) -> "Case":
        rules = self.locators or self.taken_from
        if "answer" in self.expect and not (rules and self.vital):
            raise ValueError("an answer needs `locators` and `vital`")
        if self.expect[0] == "clarification" and not self.groups:
            raise ValueError("a clarification needs `groups`")
        return self

    @property
    def split_of(self) -> Split:
        """Dev or test, by a stable hash of what the case turns on."""
        if self.split:
            return self.split
        digest = hashlib.sha256(self.turns_on.encode()).digest()
        return "test" if digest[0] < 256 * TEST_SHARE else "dev"


class Suite(BaseModel):
    """The cases of one file.

    Attributes:
        name: the ability, the file's name.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    cases: tuple[Case, ...]


def load_suites(paths: Sequence[Path] = ()) -> tuple[Suite, ...]:
    """Every file of `evals/cases`, or the ones given.

    Raises:
        CasesUnusable: names the file, the line and the field.
    """
    suites = [load_suite(path) for path in paths or sorted(CASES.glob("*.jsonl"))]
    seen: dict[str, str] = {}
    for suite in suites:
        for case in suite.cases:
            if case.id in seen:
                raise CasesUnusable(
                    f"case id {case.id!r} in {seen[case.id]} and in {suite.name}",
                    hint="give one of them another id",
                )
            seen[case.id] = suite.name
    return tuple(suites)


def load_suite(path: Path) -> Suite:
    """One file of cases.

    Raises:
        CasesUnusable: names the file, the line and the field.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CasesUnusable(f"{path}: {error.strerror}", hint="name a JSONL file") from error
    cases = [_case(path, n, line) for n, line in enumerate(lines, start=1) if line.strip()]
    if not cases:
        raise CasesUnusable(f"{path} holds no case", hint="one JSON object a line")
    return Suite(name=path.stem, cases=tuple(cases))


def _case(path: Path, number: int, line: str) -> Case:
    try:
        return Case.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "case"
        problem = f"{where}: {first['msg']}"
    except ValueError as error:
        problem = str(error)
    raise CasesUnusable(
        f"{path}:{number}: {problem}", hint="evals/case.py lists the fields of a case"
    )


def case_problems(
    case: Case, statements: Mapping[str, Mapping[Language, str]], instruments: Instruments
) -> list[str]:
    """What a case claims that the corpus does not bear out.

    Args:
        case: as loaded.
        statements: the texts of each statement of the corpus.
        instruments: every source.
    """
    problems = []
    if "#" in case.turns_on and case.turns_on not in statements:
        problems.append(f"turns on {case.turns_on}, which is no statement")
    for points in (case, *case.groups.values()):
        problems += [
            f"locator {text}: no such instrument"
            for text in points.locators
            if Locator.parse(text).instrument not in instruments
        ]
    return problems
