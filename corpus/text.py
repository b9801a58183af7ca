"""Text as search, gate and checks see it: they must agree on sentences, numbers and scripts."""

import re
import unicodedata
from collections.abc import Iterable

from corpus.statement import Language

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_DIGITS |= {"七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万]+")
_ARABIC = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?|(?<=[^\d\W])\d[\d,]*(?:\.\d+)?")
_NUMBER_BEFORE_SCALE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万|亿|million|thousand|billion)", re.I)
_SCALES = {"万": 10**4, "亿": 10**8, "million": 10**6, "thousand": 10**3, "billion": 10**9}
_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {
    "thirty": 30,
    "sixty": 60,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "once": 1,
    "twice": 2,
}
_MONTHS = {
    month: number
    for number, month in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}


def has_han(text: str) -> bool:
    """Whether the text holds a Chinese character."""
    return _HAN.search(text) is not None


def normal_form(text: str) -> str:
    """Half width, lower case, single spaces; invisible and control characters dropped."""
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(c for c in folded if c in "\n\t " or unicodedata.category(c)[0] != "C")
    return " ".join(kept.lower().split())


def sentences(text: str) -> list[str]:
    """Split after a full stop, question or exclamation mark of either language, or a new line."""
    parts = re.split(r"(?<=[。！？!?])|(?<=[.])(?=\s)|\n+", text)
    return [part.strip() for part in parts if part and part.strip()]


def stand_whole_in(text: str, others: Iterable[str]) -> bool:
    """Whether each sentence of a text is a sentence of one of the others; a piece of one is none."""
    own = {sentence for other in others for sentence in sentences(other)}
    return own.issuperset(sentences(text))


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral such as 二十四 or 一万五千; None if it is none."""
    if not text or any(c not in _DIGITS and c not in _UNITS and c != "万" for c in text):
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            total += (section + digit) * 10_000
            section = digit = 0
    return total + section + digit


def numbers(text: str, language: Language) -> frozenset[str]:
    """Every number of a text in one spelling, "2000" for 2,000, 二千 or "2 thousand".

    Digits only; for words see `number_words`.
    """
    found = set()
    plain = unicodedata.normalize("NFKC", text)

    def scaled(match: re.Match[str]) -> str:
        found.add(_spelling(float(match[1].replace(",", "")) * _SCALES[match[2].lower()]))
        return " "

    plain = _NUMBER_BEFORE_SCALE.sub(scaled, plain)
    for match in _ARABIC.finditer(plain):
        found.add(_spelling(float(match[0].replace(",", "").rstrip("."))))
    if language is Language.EN:
        found |= {str(n) for m, n in _MONTHS.items() if m != "may" and m in plain.lower()}
        if re.search(r"\bMay\b(?= \d)|(?<=\d )May\b", plain):
            found.add("5")
    return frozenset(found)


def number_words(text: str, language: Language) -> frozenset[str]:
    """Numbers written as words or Chinese numerals; may hold some that count nothing ("one")."""
    if language is Language.EN:
        words = re.findall(r"[a-z]+", text.lower())
        return frozenset(str(_WORDS[word]) for word in words if word in _WORDS)
    values = (chinese_number(found) for found in _NUMERAL.findall(text))
    return frozenset(str(value) for value in values if value is not None)


def _spelling(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)
