"""Chinese names of the field typed with a character that sounds the same: 身份正 for 身份证."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import rjieba

from corpus.text import has_han, normal_form
from index.dictionary import spoken_words

SHORTEST, LONGEST = 3, 6  # characters of a name; shorter ones sound like too much else (免签, 面签)
COMMON = 0.1  # share of a character's words in which it is read so: 和 is no hu
# Characters that are words by themselves, as in 户口不, 集体和, 毕业前户口: never a slip for one of a name.
OWN_WORDS = frozenset(
    "不补的前和得几给是供先已也在要能去来就都还把被让向从对于与或及又再才只很太最更这那哪谁啥吗呢吧啊了过着没有无"
    "可会应该须需办交换领拿带看问说想用到上下里外中内后间时年月日天号元分个种张份本位名次回家人们我你他她它您系嘅咗"
)


class Homophones:
    """The names, and what sounds like one of them and means nothing else."""

    def __init__(self, names: Iterable[str], texts: Iterable[str]) -> None:
        """Remember them; nothing is read before the first Chinese question.

        Args:
            names: of which those count that the texts hold, of three to six characters.
            texts: what stands in them is right as it is.
        """
        self._given = names
        self._texts = texts

    def mended(self, text: str) -> str:
        """The text with names in their own characters.

        A piece of the text is taken for a name only where words begin and end at its ends (身份正确
        stays), and where the characters that differ make no word with those beside them (拘留证 stays).

        Args:
            text: Simplified Chinese in normal form, or any other, which stays as it is.
        """
        if not has_han(text):
            return text
        words = rjieba.cut(text)
        parts: list[str] = []
        at = 0
        while at < len(words):
            taken, name = next(self._found(words, at), (1, words[at]))
            parts.append(name)
            at += taken
        return "".join(parts)

    def _found(self, words: list[str], at: int) -> Iterator[tuple[int, str]]:
        """How many words from here on sound like a name, and that name; the most words first."""
        for end in range(min(len(words), at + LONGEST), at, -1):
            piece = "".join(words[at:end])
            for name in self._begin_like(piece):
                if self._is_slip(piece, name) and piece not in self._whole:
                    yield end - at, name

    def _begin_like(self, piece: str) -> Iterator[str]:
        """Names as long as a piece, of which the first character is its first one or sounds like it."""
        for key in (piece[0], *sorted(self._sounds.get(piece[0], ()))):
            yield from self._names.get((len(piece), key), ())

    def _is_slip(self, piece: str, name: str) -> bool:
        wrong = [at for at, (a, b) in enumerate(zip(piece, name, strict=True)) if a != b]
        return 0 < len(wrong) < len(name) and all(
            piece[at] not in OWN_WORDS
            and self._sounds.get(piece[at], frozenset()) & self._sounds.get(name[at], frozenset())
            and not self._is_in_a_word(piece, at)
            for at in wrong
        )

    def _is_in_a_word(self, piece: str, at: int) -> bool:
        """Whether a character makes a word with those beside it."""
        return any(
            piece[start:end] in self._words
            for start in range(at + 1)
            for end in range(max(at + 1, start + 2), len(piece) + 1)
        )

    @cached_property
    def _names(self) -> Mapping[tuple[int, str], tuple[str, ...]]:
        """Names by their length and their first character, as it is and as it sounds."""
        found: dict[tuple[int, str], list[str]] = defaultdict(list)
        for name in dict.fromkeys(map(normal_form, self._given)):
            if SHORTEST <= len(name) <= LONGEST and has_han(name) and name in self._whole:
                for key in (name[0], *self._sounds.get(name[0], ())):
                    found[len(name), key].append(name)
        return {key: tuple(names) for key, names in found.items()}

    @cached_property
    def _whole(self) -> str:
        return "\n".join(normal_form(text) for text in self._texts if has_han(text))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for word, _ in spoken_words())

    @cached_property
    def _sounds(self) -> Mapping[str, frozenset[str]]:
        """Character → how it is commonly read, without tones."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for word, sounds in spoken_words():
            if len(sounds) == len(word):
                for character, sound in zip(word, sounds, strict=True):
                    if sound:
                        counts[character][sound] += 1
        return {
            character: frozenset(s for s, n in read.items() if n >= COMMON * read.total())
            for character, read in counts.items()
        }
