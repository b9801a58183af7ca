"""Counting from one day to another: months, and working days by China's published calendar."""

import calendar
from datetime import date, timedelta
from enum import StrEnum

import chinese_calendar

_SATURDAY = 5


class Unit(StrEnum):
    """What a rule counts in."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def add(day: date, amount: int, unit: Unit) -> date:
    """The day so many days, weeks, months or years later; earlier where the amount is negative.

    A month that lacks the day ends on its last: 31 January and one month is 28 or 29 February.

    Raises:
        ValueError: hours and working days are not counted from day to day.
    """
    if unit in (Unit.DAY, Unit.WEEK):
        return day + timedelta(days=amount * (7 if unit is Unit.WEEK else 1))
    if unit not in (Unit.MONTH, Unit.YEAR):
        raise ValueError(f"{unit.value}s are not counted from day to day")
    months = day.year * 12 + day.month - 1 + amount * (12 if unit is Unit.YEAR else 1)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def is_working_day(day: date) -> bool | None:
    """Whether offices work; None for a year whose holidays are not known."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def is_day_off(day: date) -> bool:
    """Whether a day is known to be off; of a year that is not known, its weekends."""
    working = is_working_day(day)
    return day.weekday() >= _SATURDAY if working is None else not working


def working_day(start: date, number: int, *, counts_start: bool) -> date | None:
    """The working day of that number, from 1; None where it lies beyond the known calendar.

    Args:
        start: the day of the event.
        number: at least 1.
        counts_start: the day of the event is the first, if it is a working day.
    """
    day = start if counts_start else start + timedelta(days=1)
    left = number
    while True:
        working = is_working_day(day)
        if working is None:
            return None
        left -= working
        if left == 0:
            return day
        day += timedelta(days=1)
