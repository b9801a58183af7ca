"""Passages to measure searching on: those of the corpus, and generated ones to fill up with.

A generated pair says what a statement says, of another place, with other years and figures. It is
made by code from `places.toml` and a seed; the first n of a larger set are those of a smaller one.
"""

import hashlib
import random
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from corpus.loader import Corpus
from corpus.places import Places
from corpus.statement import NATION, Language, Passage

ADDED = "added"  # the collection of what is generated
_SEED = 20261122
_NUMBER = re.compile(r"\d+")
_YEARS = range(1985, 2027)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Filling:
    """Passages of one size.

    Attributes:
        held: of the corpus, both languages of a statement side by side.
        added: generated, likewise.
        bases: for each generated passage the text that it was made from.
    """

    held: tuple[Passage, ...]
    added: tuple[Passage, ...]
    bases: tuple[str, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All of them, first those of the corpus."""
        return (*self.held, *self.added)


def filled(corpus: Corpus, places: Places, size: int, wanted: Collection[str]) -> Filling:
    """So many passages.

    Args:
        corpus: of which all is taken where it fits.
        places: names for what is generated.
        size: how many passages; an odd number is taken down to an even one.
        wanted: ids of statements that must be among them; they come first.
    """
    pairs: dict[str, list[Passage]] = {}
    for passage in corpus.passages.values():
        pairs.setdefault(passage.statement_id, []).append(replace(passage, title=""))
    order = [*sorted(wanted), *_shuffled([key for key in pairs if key not in wanted])]
    held = [passage for key in order for passage in pairs[key]][: size - size % 2]
    missing = (size - len(held)) // 2
    made = list(islice(_generated(list(pairs.values()), places), missing))
    return Filling(
        tuple(held),
        tuple(passage for pair, _ in made for passage in pair),
        tuple(passage.text for _, pair in made for passage in pair),
    )


def _generated(
    pairs: Sequence[Sequence[Passage]], places: Places
) -> Iterator[tuple[list[Passage], Sequence[Passage]]]:
    """Each generated pair with the pair it was made from, until every place was taken."""
    names = _Names(places)
    seen = {passage.text for pair in pairs for passage in pair}
    for turn in range(len(names)):
        for pair in _shuffled(pairs, turn):
            place = names.other_than(pair[0], turn)
            made = [_moved(passage, place, names) for passage in pair]
            texts = {passage.text for passage in made}
            if len(texts) == len(made) and not texts & seen:
                seen |= texts
                yield made, pair


def _shuffled(items: Sequence[_T], turn: int = 0) -> list[_T]:
    found = list(items)
    random.Random(_SEED + turn).shuffle(found)
    return found


class _Names:
    """Names of places in texts."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._paths = [path for path in places if path != NATION]
        latin = sorted((places.name(p, Language.EN) for p in self._paths), key=len, reverse=True)
        han = sorted((places.name(p, Language.ZH) for p in self._paths), key=len, reverse=True)
        self._named: Mapping[Language, re.Pattern[str]] = {
            Language.EN: re.compile(r"\b(?:" + "|".join(map(re.escape, latin)) + r")\b"),
            Language.ZH: re.compile("|".join(map(re.escape, han))),
        }

    def __len__(self) -> int:
        return len(self._paths) - 1

    def other_than(self, passage: Passage, turn: int) -> str:
        """A place that the statement is not of; another one at each turn."""
        paths = [path for path in self._paths if path != passage.place]
        start = int.from_bytes(hashlib.sha256(passage.statement_id.encode()).digest()[:4])
        return paths[(start + turn) % len(paths)]

    def moved(self, text: str, language: Language, place: str) -> str:
        """The text with the place in the stead of those it names, or named before it."""
        name = self._places.name(place, language)
        moved, found = self._named[language].subn(name, text)
        if found:
            return moved
        return f"In {name}: {text}" if language is Language.EN else f"{name}：{text}"


def _moved(passage: Passage, place: str, names: _Names) -> Passage:
    document = f"{place}/{ADDED}-{passage.document.replace('/', '-')}"
    statement_id = f"{document}#{passage.statement_id.partition('#')[2]}"
    text = _NUMBER.sub(
        lambda match: _other_number(match[0], statement_id),
        names.moved(passage.text, passage.language, place),
    )
    return replace(
        passage,
        id=f"{statement_id}.{passage.language}",
        statement_id=statement_id,
        text=text,
        document=document,
        place=place,
        locators=(),
        collection=ADDED,
    )


def _other_number(digits: str, salt: str) -> str:
    """A number of as many digits, the same in both languages; a year becomes another year."""
    chosen = random.Random(f"{salt} {digits}")
    low = 10 ** (len(digits) - 1)
    span = _YEARS if int(digits) in _YEARS else range(low, 10 * low)
    number = span[chosen.randrange(len(span) - 1)]
    return str(number + 1 if number >= int(digits) else number)
