"""The day in the past whose rule a question asks about, where its words name one.

"What did Shanghai want back in 2017" asks for the rule of 2017; "I came in 2019, what now" does not.
"""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_YEAR = (
    r"\b(?:in|during|before)(?: the end of)? (?:(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? )?"
    r"(?P<year>(?:19|20)\d\d)\b"
)
# A rule was so: not a thing that happened to somebody then, and whose rule is that of today.
_RULE_WAS = (
    r"\b(?:was there|were there|what (?:was|were|did)|how (?:\w+ ){1,4}(?:was|were|did)|did|would|could|was it|were \w+ allowed)\b"
    r"(?! (?:born|issued|told|given))"
)
_ENGLISH = (
    re.compile(rf"{_RULE_WAS}[^.?!]{{0,90}}{_IN_YEAR}"),
    re.compile(rf"(?:^|[.?!;] ?|\bback ){_IN_YEAR},? [^.?!]{{0,90}}{_RULE_WAS}"),
    re.compile(rf"(?:^|[.?!;] ?|\bback ){_IN_YEAR},? (?:was|were|did|could)\b(?! (?:born|i born))"),
    re.compile(rf"\bhad \w+ [^.?!]{{0,40}}{_IN_YEAR}"),
)
_YEAR_ZH = (
    r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>1[0-2]|[1-9])月)?(?:份|\d{1,2}[日号])?(?P<end>年?底)?"
)
_CHINESE = (
    re.compile(
        rf"{_YEAR_ZH}(?:的时候|时候|那时|那会|当时|(?:之|以)前(?!.{{0,6}}(?:来|出生|办|拿|买)))"
    ),
    re.compile(rf"{_YEAR_ZH}.*(?:那时候?|那会儿|当时|那年)"),
    re.compile(rf"^{_YEAR_ZH}[^我,。?!]*(?:外国|留学生|台湾人|港澳|旅馆|房东|单位|规定)"),
)
_OF_TODAY = re.compile(r"\b(?:now|still)\b|现在|如今|眼下")
_IS_BEFORE = re.compile(r"\bbefore\b|之前|以前")
_MIDDLE = (7, 1)  # of a year, and the 15th of a month: the day where no nearer one is named
_LAST = (12, 15)


def day_meant(text: str, today: date) -> date | None:
    """A day before today; None where the question names none, or asks about the rule of today.

    Args:
        text: of the question, in normal form.
        today: only what lies before counts.
    """
    if _OF_TODAY.search(text):
        return None
    for pattern in (*_ENGLISH, *_CHINESE):
        if match := pattern.search(text):
            day = _day(match)
            return day if day < today and day.year < today.year + bool(match["month"]) else None
    return None


def _day(match: re.Match[str]) -> date:
    year, said = int(match["year"]), match["month"]
    if said:
        return date(year, int(said) if said.isdigit() else 1 + _MONTHS.index(said), 15)
    at_end = "end of" in match[0] or bool(match.groupdict().get("end"))
    if _IS_BEFORE.search(match[0]) and not at_end:
        return date(year - 1, *_LAST)
    return date(year, *(_LAST if at_end else _MIDDLE))
