"""Times of day that a person gives in a question, in English or Chinese."""

import re
from collections.abc import Iterator, Sequence
from datetime import time

from corpus.text import chinese_number

_NEAR = 24  # characters between a date and its hour
_LATE = re.compile(r"evening|afternoon|tonight|\bnight|(?<![a-z])p\.?m\b|下午|傍晚|晚")
_EARLY = re.compile(r"morning|(?<![a-z])a\.?m\b|凌晨|清晨|早|上午")
_HOUR_ZH = r"(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})"
_CLOCKS = (
    re.compile(r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?![\d:])"),
    re.compile(r"\b(?P<hour>\d{1,2})(?:\.(?P<minute>[0-5]\d))? ?(?=[ap]\.?m\b)"),
    re.compile(
        r"\b(?P<hour>\d{1,2})(?P<minute>) (?:o'?clock|in the (?:morning|afternoon|evening))"
    ),
    re.compile(rf"{_HOUR_ZH}(?:点|时(?!间))(?:(?P<minute>半|一刻|三刻|[0-5]?\d(?=分|$|\D))分?)?"),
)
_NOON = re.compile(r"\bnoon\b|\bmidday\b")
_PARTS = {"半": 30, "一刻": 15, "三刻": 45}


def clocks(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[time | None]:
    """For each date of a text the hour said with it; None where none is, or not which half of the day.

    Args:
        text: in normal form.
        spans: of the dates, in their order.
    """
    said = list(_said(text, spans))
    for start, end in spans:
        near = [
            (gap, clock)
            for clock, begin, stop in said
            if (gap := max(begin - end, start - stop)) <= _NEAR
            and not any(_between(span, (start, end), (begin, stop)) for span in spans)
        ]
        yield min(near)[1] if near else None


def _said(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[time, int, int]]:
    for pattern in _CLOCKS:
        for match in pattern.finditer(text):
            inside = any(match.start() < end and start < match.end() for start, end in spans)
            clock = None if inside else _clock(text, match)
            if clock:
                yield clock, match.start(), match.end()
    for match in _NOON.finditer(text):
        yield time(12), match.start(), match.end()


def _clock(text: str, match: re.Match[str]) -> time | None:
    said = match["hour"]
    hour = int(said) if said.isdecimal() else chinese_number(said) or 0
    part = match["minute"] or ""
    minute = _PARTS.get(part) or (int(part) if part else 0)
    around = text[max(0, match.start() - 12) : match.end() + 16]
    if hour < 12 and _LATE.search(around):
        hour += 12
    elif hour == 12 and re.search(r"night|晚|(?<![a-z])a\.?m\b|凌晨", around):
        return None  # whether that night or the next is not told
    elif hour <= 12 and not (_EARLY.search(around) or ":" in match[0]):
        return time(12) if hour == 12 and "中午" in around else None
    return time(hour, minute) if hour < 24 else None


def _between(span: tuple[int, int], one: tuple[int, int], other: tuple[int, int]) -> bool:
    low, high = min(one[1], other[1]), max(one[0], other[0])
    return low <= span[0] and span[1] <= high
