"""Questions typed in pinyin, written in characters: by CC-CEDICT, and what the corpus speaks of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from corpus.text import has_han
from index.dictionary import spoken_words

MOSTLY = 0.6  # of the words must be pinyin, and of their syllables stand in words of the corpus
LONGEST = 6  # syllables of a word
_INITIAL = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
_FINAL = (
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|in|un|vn|ia|ie|iu|"
    r"ua|uo|ui|ue|ve|a|e|i|o|u|v|er)"
)
_SYLLABLE = re.compile(rf"{_INITIAL}{_FINAL}|er|ai|an|ang|ao|ou|en|e|a|o")
_WORD = re.compile(r"[a-z]+|[^a-z\s]+")
# What stands alone, where the rest is pinyin: the words that questions are built with.
SINGLE = {
    "wo": "我", "ni": "你", "ta": "他", "zai": "在", "ban": "办", "yao": "要", "ma": "吗", "le": "了", "de": "的", "hui": "会",
    "ge": "个", "yue": "月", "tian": "天", "nian": "年", "qian": "钱", "sha": "啥", "bu": "不", "mei": "没", "neng": "能", "shi": "是",
    "you": "有", "dao": "到", "qu": "去", "hai": "还", "ba": "吧", "ne": "呢", "ji": "几", "gei": "给", "he": "和", "fa": "罚",
}  # fmt: skip


class Pinyin:
    """Reads pinyin without tones, apart or run together, mixed with other words or alone."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Remember the texts whose words are known; nothing is read before the first pinyin."""
        self._texts = texts
        self._best = lru_cache(maxsize=4096)(self._choose)

    def written(self, text: str) -> str:
        """The text with words of pinyin in characters, where it is mostly pinyin; else as it is.

        Args:
            text: in normal form.
        """
        words = _WORD.findall(text)
        latin = sum(word[0].isascii() and word.isalpha() for word in words)
        if not latin or has_han(text):
            return text
        read = [self._syllables(word) for word in words]
        if sum(map(bool, read)) < MOSTLY * latin:
            return text
        parts, known = self._parts(words, read)
        return _joined(parts) if known >= MOSTLY * sum(map(len, read)) else text

    def _parts(self, words: list[str], read: list[tuple[str, ...]]) -> tuple[list[str], int]:
        """Words in characters, the longest first, and of how many syllables they are."""
        syllables = [
            (sound, word)
            for word, found in zip(words, read, strict=True)
            for sound in found or ("",)
        ]
        parts: list[str] = []
        start = known = 0
        while start < len(syllables):
            sound, word = syllables[start]
            length, written = self._longest([s for s, _ in syllables[start : start + LONGEST]])
            single = SINGLE.get(sound, "")
            if written or single:
                parts.append(written or single)
                known += length
            elif not sound or parts[-1:] != [word]:
                parts.append(word)
            start += length
        return parts, known

    def _longest(self, sounds: list[str]) -> tuple[int, str]:
        """How many of the syllables are one word of the corpus, and that word; 1 and "" for none."""
        for length in range(len(sounds), 1, -1):
            if all(sounds[:length]) and (found := self._best(tuple(sounds[:length]))):
                return length, found
        return 1, ""

    def _choose(self, sounds: tuple[str, ...]) -> str:
        """Of the words that sound so, the one that the texts hold most; "" for none."""
        counts = {word: self._whole.count(word) for word in self._by_sound.get(sounds, ())}
        best = max(counts, key=lambda word: counts[word], default="")
        return best if counts.get(best) else ""

    @staticmethod
    @lru_cache(maxsize=4096)
    def _syllables(word: str) -> tuple[str, ...]:
        """The syllables of a word of pinyin, the longest first; none if it is no pinyin."""
        if not word:
            return ()
        for end in range(min(len(word), LONGEST), 0, -1):
            if _SYLLABLE.fullmatch(word[:end]):
                rest = Pinyin._syllables(word[end:])
                if rest or end == len(word):
                    return (word[:end], *rest)
        return ()

    @cached_property
    def _whole(self) -> str:
        return "\n".join(text for text in self._texts if has_han(text))

    @cached_property
    def _by_sound(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for word, sounds in spoken_words():
            if 1 < len(sounds) <= LONGEST and len(sounds) == len(word):
                found[sounds].append(word)
        return {sounds: tuple(dict.fromkeys(words)) for sounds, words in found.items()}


def _joined(parts: list[str]) -> str:
    """Characters run on; other words stand apart."""
    text = " ".join(parts)
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff?？])", "", text)
