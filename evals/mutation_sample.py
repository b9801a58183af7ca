"""A sentence with the statements that are to bear it out, and whether they do; its half, its draw."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from corpus.statement import Language

Half = Literal["build", "test"]
Origin = Literal["statement", "paraphrase"]
SEED = 5
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Sample:
    """One sentence for the gate.

    Attributes:
        kind: how it was made.
        origin: of what: a statement of the corpus, or a person's paraphrase of one.
        statement: id of the statement that it was made of; its document gives the half.
        supports: ids of the statements whose passages are given with it.
        passages: language of these passages; that of the sentence where None.
        alone: the passages are given without their pairs.
    """

    kind: str
    language: Language
    origin: Origin
    statement: str
    text: str
    supports: tuple[str, ...]
    passages: Language | None = None
    alone: bool = False

    @property
    def half(self) -> Half:
        """By the document, so that no document is in both."""
        return half_of(self.statement)


def half_of(statement_id: str) -> Half:
    """Build or test, by a hash of the document's id."""
    document = statement_id.split("#", maxsplit=1)[0]
    return "test" if int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 else "build"


def base_id(sample: Sample) -> str:
    """What a draw depends on, so that a new sample changes no other."""
    return f"{sample.statement} {sample.language} {sample.text}"


def drawn(items: Iterable[_T], salt: str) -> Sequence[_T]:
    """Items in an order that looks random and never changes."""
    return sorted(items, key=lambda item: hashlib.sha256(f"{SEED} {salt} {item}".encode()).digest())
