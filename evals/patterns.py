"""Key points as patterns that know both languages' numbers and units.

A pattern is a regular expression, searched in the normal form of a reply: half width, lower case,
Traditional to Simplified, no thousands separators, Chinese and English numerals as digits, no
space beside a Chinese character. `{24 hours}` stands for the figure with its unit in either
language; `&` between parts asks for all of them in one sentence.
"""

import re
from functools import lru_cache

import opencc

from corpus.text import chinese_number, has_han, normal_form

UNITS = {
    "hour": r"(?:-?\s?(?:hours?|h\b)|个?小时)",
    "day": r"(?:-?\s?(?:calendar |natural |working )?days?|个?(?:自然|工作)?[日天])",
    "working day": r"(?:-?\s?working days?|个?工作日)",
    "week": r"(?:-?\s?weeks?|个?(?:星期|周))",
    "month": r"(?:-?\s?(?:full )?months?|个月)",
    "year": r"(?:-?\s?(?:full )?years?|(?:周年|年|周?岁))",
    "yuan": r"(?:\s?(?:yuan|rmb|cny)|元)",
    "point": r"(?:\s?points?|分)",
    "percent": r"(?:\s?(?:%|percent|per cent))",
    "time": r"(?:\s?times?|次)",
}
_FIGURE = re.compile(r"\{(\d+(?:\.\d+)?) ([a-z ]+?)s?\}")
_NUMERAL = re.compile(
    r"[零〇一二两三四五六七八九十百千万]+(?=个|日|天|元|年|月|小时|周|次|岁|分|款|项|条|类|种|级|倍|期)"
)
_SCALED = re.compile(r"(\d+(?:\.\d+)?)\s*(万|亿|thousand|million|billion)")
_SCALES = {"万": 10**4, "亿": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15",
    "twenty": "20", "thirty": "30", "sixty": "60", "ninety": "90",
}  # fmt: skip
_WORD = re.compile(r"\b(" + "|".join(_WORDS) + r")\b")
_HALF = re.compile(r"\bhalf a year\b|半年")


@lru_cache(maxsize=1)
def _simplify() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=20_000)
def compile_pattern(pattern: str) -> tuple[re.Pattern[str], ...]:
    """The parts of a pattern, all of which must be found in one sentence.

    Raises:
        ValueError: it is no regular expression, or names an unknown unit.
    """
    try:
        return tuple(re.compile(_expand(part.strip())) for part in pattern.split("&"))
    except re.error as error:
        raise ValueError(f"pattern {pattern!r}: {error}") from error


def _expand(part: str) -> str:
    def figure(match: re.Match[str]) -> str:
        if match[2] not in UNITS:
            raise ValueError(f"unit {match[2]!r} is not known: {', '.join(UNITS)}")
        return rf"(?<![\d.]){re.escape(match[1])}{UNITS[match[2]]}"

    return _FIGURE.sub(figure, part)


def canonical(text: str) -> str:
    """A sentence in the form that patterns are searched in."""
    plain = normal_form(_simplify().convert(text) if has_han(text) else text)
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    plain = _HALF.sub("6 months 6个月 half a year 半年", plain)
    plain = _WORD.sub(lambda m: _WORDS[m[1]], plain)
    plain = _SCALED.sub(lambda m: str(round(float(m[1]) * _SCALES[m[2]])), plain)
    plain = _NUMERAL.sub(lambda m: str(chinese_number(m[0])), plain)
    return re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", plain)


def literal(text: str) -> str:
    """A pattern that finds a text as it stands, in whatever script and spelling of its numbers."""
    return re.escape(canonical(text).strip()).replace(r"\&", ".").replace(r"\ ", " ")


def figures(text: str) -> tuple[str, ...]:
    """The `{24 hours}` patterns of every number of a text that has a unit, in its order.

    Empty: no number has a unit that is known, ().
    """
    plain = canonical(text)
    by_length = sorted(UNITS, key=len, reverse=True)  # "working day" before "day"
    found: dict[int, str] = {}
    for unit in by_length:
        for match in re.finditer(rf"(?<![\d.])(\d+(?:\.\d+)?){UNITS[unit]}", plain):
            found.setdefault(match.start(), f"{{{match[1]} {_named(unit, match[1])}}}")
    return tuple(dict.fromkeys(found[start] for start in sorted(found)))


def _named(unit: str, number: str) -> str:
    return unit if number == "1" or unit in ("yuan", "percent") else f"{unit}s"


def says(sentence: str, pattern: str) -> bool:
    """Whether a sentence holds every part of a pattern."""
    plain = canonical(sentence)
    return all(part.search(plain) for part in compile_pattern(pattern))
