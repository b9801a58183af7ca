"""How hard an English text is to read."""

import re
from collections.abc import Iterable


def reading_grade(text: str, easy: Iterable[str] = ()) -> float:
    """Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word − 15.59; 0 if empty.

    Terms in `easy`, Chinese in brackets and digits count as one easy word.

    Source: Kincaid et al., "Derivation of new readability formulas", 1975.
    """
    plain = re.sub(r"\s*[（(][^）)]*[\u3400-\u9fff][^）)]*[）)]", "", text)
    for term in easy:
        if term.isascii() and len(term) > 3 and term.lower() in plain.lower():
            plain = re.sub(re.escape(term), "term", plain, flags=re.I)
    ends = len(re.findall(r"[.!?](?=\s|$)", plain)) or 1
    words = re.findall(r"[A-Za-z']+|\d[\d,.-]*|[\u3400-\u9fff]+", plain)
    if not words:
        return 0.0
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / ends + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    lower = word.lower()
    if not lower[0].isascii() or not lower[0].isalpha():
        return 1
    trimmed = re.sub(r"(?<=[^aeiouy])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxz])es$", "", lower)
    return max(1, len(re.findall(r"[aeiouy]+", trimmed)))
