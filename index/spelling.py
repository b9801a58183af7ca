"""Typing errors in English words, mended by the words of the corpus: the one home of symspellpy."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property, lru_cache
from importlib.resources import files

from symspellpy import SymSpell, Verbosity

SHORTEST = 5  # letters; shorter words are too near to too many others
TWO_ERRORS = 8  # letters from which two errors are mended
COMMON = 5  # times that a word stands in the corpus before it mends others
_WORD = re.compile(r"[a-z]+")
_VISA_CLASS = re.compile(r"\b([cdfgjlmqrsxz][12]?)(visas?)\b")
_PLAIN = re.compile(rf"(?<![\w'@./-])[a-z]{{{SHORTEST},}}(?![\w'@/-])")


class Spelling:
    """Words of some texts; a word that neither they nor English have becomes the nearest of them."""

    def __init__(self, texts: Iterable[str], names: Iterable[str] = ()) -> None:
        """Remember where the words are; they are read at the first unknown one.

        Args:
            texts: what questions are answered from.
            names: of places and the like, which are right as they are.
        """
        self._texts = tuple(texts)
        self._names = tuple(names)
        self._mended = lru_cache(maxsize=4096)(self._mend)

    def correct(self, text: str) -> str:
        """The text with its misspelt English words mended, and those written as one parted.

        Args:
            text: in lower case.
        """
        parted = _VISA_CLASS.sub(r"\1 \2", text)
        return _PLAIN.sub(lambda match: self._mended(match[0]), parted)

    def _mend(self, word: str) -> str:
        if word in self._counts or word in self._english:
            return word
        distance = 2 if len(word) >= TWO_ERRORS else 1
        found = self._speller.lookup(word, Verbosity.TOP, max_edit_distance=distance)
        return found[0].term if found else self._parted(word)

    def _parted(self, word: str) -> str:
        """Two words of the texts that were written as one, as in "shenzhenhukou"; else the word."""
        parts = [(word[:i], word[i:]) for i in range(SHORTEST - 1, len(word) - SHORTEST + 2)]
        known = [pair for pair in parts if min(self._counts[part] for part in pair) >= COMMON]
        longest = max((len(first) for first, _ in known), default=len(word))
        return f"{word[:longest]} {word[longest:]}".strip()

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(
            word for text in (*self._texts, *self._names) for word in _WORD.findall(text.lower())
        )

    @cached_property
    def _english(self) -> frozenset[str]:
        """Words that symspellpy counted in English books and pages."""
        data = files("symspellpy") / "frequency_dictionary_en_82_765.txt"
        return frozenset(line.split()[0] for line in data.read_text("utf-8-sig").splitlines())

    @cached_property
    def _speller(self) -> SymSpell:
        speller = SymSpell(max_dictionary_edit_distance=2)
        for word, count in self._counts.items():
            if count >= COMMON and len(word) >= SHORTEST - 1 and word in self._english:
                speller.create_dictionary_entry(word, count)
        return speller
