"""Dates that a person gives in a question, in English or Chinese, and what days they can mean."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from assistant.clocks import clocks
from corpus.text import chinese_number

Days = tuple[date, date]
Lacks = Literal["", "year", "month", "week"]
_Meaning = tuple[Days | None, Days | None, Lacks]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEARS = {
    "去年": -1,
    "前年": -2,
    "今年": 0,
    "明年": 1,
    "last year": -1,
    "this year": 0,
    "next year": 1,
}
_DAYS = {
    "大前天": -3, "前天": -2, "前晚": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1,
    "今天": 0, "今日": 0, "今早": 0, "今晨": 0, "今晚": 0, "明天": 1, "明日": 1, "大后天": 3, "后天": 2,
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "the day after tomorrow": 2,
    "tomorrow": 1,
}  # fmt: skip
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNTS |= {"seven": 7, "eight": 8, "nine": 9, "ten": 10}

_MON = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?! (?:be|i|we|he|she|they|it|you|not|have)\b)|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_NTH = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>20\d\d|19\d\d|last year|this year|next year)\b)?"
_DAY_NAME = r"(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)"
_WHICH = r"(?P<which>last|next|coming|this|on|past)"
_COUNT = r"(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
_ZH_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# What follows a number with "the 3rd" or 3号 where it is no day.
_NO_DAY_EN = r"(?! (?:day|floor|time|grade|year|birthday|week|month|party|degree|ring|child|one)\b)"
_NO_DAY_ZH = r"(?![楼线门院文令店馆公通决])"
_ZH_BEFORE_AGO = r"(?<!到期)(?<!期满)(?<!届满)(?<!提前)(?<!\d)"


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date as said.

    Attributes:
        start, end: where it stands in the text.
        past, ahead: the first and last day that it can mean, if what happened lies behind today
            or ahead of it; None where it cannot.
        lacks: what was not said and is therefore taken.
        clock: the hour, if one was said with it.
    """

    start: int
    end: int
    past: Days | None
    ahead: Days | None
    lacks: Lacks = ""
    clock: time | None = None


def said_dates(text: str, today: date) -> tuple[SaidDate, ...]:
    """Dates of a text in their order; what cannot be told apart (03/11/2026) is left out.

    Args:
        text: in normal form, Chinese simplified.
        today: in China.
    """
    found: list[SaidDate] = []
    for pattern, meaning in _READERS:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            past, ahead, lacks = meaning(match, today) or (None, None, "")
            found.append(SaidDate(match.start(), match.end(), past, ahead, lacks))
    ordered = sorted(found, key=lambda said: said.start)
    kept = [said for said in ordered if (said.past or said.ahead) and not _is_now(text, said)]
    return tuple(_with_clocks(text, kept))


def _with_clocks(text: str, dates: Sequence[SaidDate]) -> Iterator[SaidDate]:
    hours = clocks(text, [(said.start, said.end) for said in dates])
    for said, hour in zip(dates, hours, strict=True):
        yield replace(said, clock=hour)


def _is_now(text: str, said: SaidDate) -> bool:
    """Whether a text only says what day it is: "today is the 20th", 今天20号了."""
    before, after = text[max(0, said.start - 30) : said.start], text[said.end : said.end + 10]
    if re.search(
        r"(?:\btoday(?:'s| is)?|\bit(?:'s| is)(?: now)?|\bnow(?: is)?|今天(?:都|已经)?是?)(?: the)? ?$",
        before,
    ):
        return True
    word = text[said.start : said.end]
    return word in ("today", "今天") and bool(re.match(r"(?: is |'s |(?:都|已经)?是?\d)", after))


def _exact(day: date | None) -> _Meaning | None:
    return ((day, day), (day, day), "") if day else None


def _in_year(match: re.Match[str], today: date) -> _Meaning | None:
    year, month = match["year"], match["month"]
    number = _MONTHS.index(month[:3]) + 1 if month[0].isalpha() and month.isascii() else _int(month)
    day = _int(match["day"])
    if year:
        full = today.year + _YEARS[year] if year in _YEARS else int(year.removesuffix("年"))
        return _exact(_date(full, number, day))
    years = range(today.year - 8, today.year + 9)
    return _nearest([_date(y, number, day) for y in years], today, "year")


def _of_month(match: re.Match[str], today: date) -> _Meaning | None:
    day = _int(match["day"])
    which = match.groupdict().get("which")
    start = today.year * 12 + today.month - 1
    if which:
        start += {"上": -1, "下": 1}.get(which[0], 0)
        return _exact(_date(start // 12, start % 12 + 1, day))
    months = range(start - 12, start + 13)
    return _nearest([_date(m // 12, m % 12 + 1, day) for m in months], today, "month")


def _numbers(match: re.Match[str], _: date) -> _Meaning | None:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    readings = {_date(year, second, first)}
    if "/" in match[0]:
        readings.add(_date(year, first, second))
    readings.discard(None)
    return _exact(readings.pop()) if len(readings) == 1 else None


def _weekday(match: re.Match[str], today: date) -> _Meaning | None:
    number = _WEEKDAYS.index(match["name"][:3])
    before = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    after = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    which = match["which"] or ""
    if which == "last":
        return (before, before), None, "week"
    if which in ("next", "coming"):
        return None, (after, after), "week"
    if number == today.weekday():
        return (today, today), (today, today), "week"
    return (before, before), (after, after), "week"


def _zh_weekday(match: re.Match[str], today: date) -> _Meaning | None:
    number = "一二三四五六日".index(match["name"].replace("天", "日"))
    which = match["which"]
    monday = today - timedelta(days=today.weekday())
    if which:
        weeks = -which.count("上") + which.count("下")
        return _exact(monday + timedelta(days=7 * weeks + number))
    this = monday + timedelta(days=number)
    week = timedelta(days=7)
    past, ahead = (this, this) if this == today else (this, this + week)
    if this > today:
        past, ahead = this - week, this
    return (past, past), (ahead, ahead), "week"


def _word(match: re.Match[str], today: date) -> _Meaning | None:
    return _exact(today + timedelta(days=_DAYS[match[0]]))


def _distance(match: re.Match[str], today: date) -> _Meaning | None:
    said = match["count"]
    count = _COUNTS.get(said) or _int(said)
    is_weeks = match["unit"][0] in "w周个星礼"
    days = count * (7 if is_weeks else 1)
    day = today + timedelta(days=days if match["ahead"] else -days)
    return (day, day), (day, day), "week" if is_weeks else ""


def _last_week(_: re.Match[str], today: date) -> _Meaning | None:
    monday = today - timedelta(days=today.weekday() + 7)
    week = (monday, monday + timedelta(days=6))
    return week, None, ""


def _turn_of_year(match: re.Match[str], today: date) -> _Meaning | None:
    eve = match[0].endswith("eve")
    years = range(today.year - 1, today.year + 2)
    return _nearest([date(y, 12, 31) if eve else date(y, 1, 1) for y in years], today, "year")


def _nearest(candidates: Sequence[date | None], today: date, lacks: Lacks) -> _Meaning | None:
    days = [day for day in candidates if day]
    past = max((day for day in days if day <= today), default=None)
    ahead = min((day for day in days if day >= today), default=None)
    return (past, past) if past else None, (ahead, ahead) if ahead else None, lacks


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _int(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_number(text) or 0


_ZH_UNIT = r"(?P<unit>天|日|周|个?星期|个?礼拜)"
_READERS: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], date], _Meaning | None]]] = (
    (re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d) ?[-/.年] ?(?P<month>\d{1,2}) ?[-/.月] ?(?P<day>\d{1,2})(?!\d)[日号]?"), _in_year),
    (re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)"), _numbers),
    (re.compile(rf"(?<![\d.])(?:the )?{_NTH}(?: of)? {_MON}{_YEAR}"), _in_year),
    (re.compile(rf"\b{_MON} (?:the )?{_NTH}(?![\d:]){_YEAR}"), _in_year),
    (re.compile(rf"(?:(?P<year>\d{{4}}年|去年|前年|今年|明年)的?)?(?P<month>{_ZH_NUMBER})月(?:份)?(?P<day>{_ZH_NUMBER})[日号]"), _in_year),
    (re.compile(rf"(?P<which>上个?|这个?|本|下个?)月(?:的)?(?P<day>{_ZH_NUMBER})[日号]"), _of_month),
    (re.compile(rf"\bthe (?P<day>[0-3]?\d)(?:st|nd|rd|th)\b{_NO_DAY_EN}"), _of_month),
    (re.compile(rf"(?<![\d第〕\])月])(?P<day>[0-3]?\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])号{_NO_DAY_ZH}"), _of_month),
    (re.compile(rf"\b{_WHICH} {_DAY_NAME}(?:day)?\b"), _weekday),
    (re.compile(rf"\b(?P<which>){_DAY_NAME}day\b"), _weekday),
    (re.compile(r"(?P<which>上上|上|本|这|下下|下)?个?(?:周|星期|礼拜)(?P<name>[一二三四五六日天])"), _zh_weekday),
    (re.compile(r"\bnew year'?s (?:eve|day)\b|元旦"), _turn_of_year),
    (re.compile("|".join(sorted(_DAYS, key=len, reverse=True))), _word),
    (re.compile(rf"\b(?P<ahead>){_COUNT} (?P<unit>day|week)s? ago\b"), _distance),
    (re.compile(rf"\b(?P<ahead>in) {_COUNT} (?P<unit>day|week)s?\b(?! of)"), _distance),
    (re.compile(rf"{_ZH_BEFORE_AGO}(?P<count>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}}){_ZH_UNIT}(?:(?P<ahead>之?后)|(?:之|以)?前)"), _distance),
    (re.compile(r"\blast week\b|上个?(?:周|星期|礼拜)(?![一二三四五六日天])"), _last_week),
)  # fmt: skip
_CALENDAR_DAYS = 5  # of the readers: a day with its month


def without_days(text: str) -> str:
    """A text without its calendar days, which say when something is and not what is asked."""
    rest = text
    for pattern, _ in _READERS[:_CALENDAR_DAYS]:
        rest = pattern.sub(" ", rest)
    rest = " ".join(rest.split())
    return rest if re.search(r"\w", rest) else text
