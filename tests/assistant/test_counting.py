from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.counting import Unit, add, is_day_off, is_working_day, working_day

DAYS_2026 = st.dates(date(2026, 1, 1), date(2026, 11, 30))
ANY_DAY = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2026-01-31", 1, Unit.MONTH, "2026-02-28"),
        ("2028-01-31", 1, Unit.MONTH, "2028-02-29"),
        ("2026-03-31", -1, Unit.MONTH, "2026-02-28"),
        ("2026-12-15", 1, Unit.MONTH, "2027-01-15"),
        ("2026-01-10", -1, Unit.MONTH, "2025-12-10"),
        ("2028-02-29", 1, Unit.YEAR, "2029-02-28"),
        ("2026-12-20", -30, Unit.DAY, "2026-11-20"),
        ("2026-12-28", 1, Unit.WEEK, "2027-01-04"),
        ("2028-02-28", 1, Unit.DAY, "2028-02-29"),
    ],
)
def test_months_end_on_their_last_day_and_days_cross_years(
    start: str, amount: int, unit: Unit, end: str
) -> None:
    assert add(date.fromisoformat(start), amount, unit) == date.fromisoformat(end)


@pytest.mark.parametrize("unit", [Unit.HOUR, Unit.WORKING_DAY])
def test_hours_and_working_days_are_not_counted_from_day_to_day(unit: Unit) -> None:
    with pytest.raises(ValueError, match=unit.value):
        add(date(2026, 1, 1), 1, unit)


@given(start=ANY_DAY, months=st.integers(0, 60))
def test_more_months_never_end_earlier(start: date, months: int) -> None:
    assert add(start, months, Unit.MONTH) <= add(start, months + 1, Unit.MONTH)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-14", True),  # Saturday, made up for Spring Festival
        ("2026-02-16", False),  # eve of Spring Festival, Monday
        ("2026-02-23", False),  # last day of Spring Festival, Monday
        ("2026-02-28", True),  # Saturday, made up
        ("2026-09-20", True),  # Sunday, made up for National Day
        ("2026-10-07", False),  # Wednesday, National Day
        ("2026-10-10", True),  # Saturday, made up
        ("2026-10-11", False),  # plain Sunday
        ("2026-11-25", True),
    ],
)
def test_make_up_days_work_and_festivals_do_not(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works
    assert is_day_off(date.fromisoformat(day)) is not works


def test_of_a_year_that_is_not_published_only_weekends_are_known() -> None:
    assert is_working_day(date(2099, 10, 1)) is None
    assert is_day_off(date(2099, 10, 3))  # Saturday
    assert not is_day_off(date(2099, 10, 1))


@pytest.mark.parametrize(
    ("start", "number", "counts_start", "end"),
    [
        ("2026-11-23", 7, False, "2026-12-02"),
        ("2026-11-23", 7, True, "2026-12-01"),
        ("2026-11-21", 7, True, "2026-12-01"),  # a Saturday is no working day to count
        ("2026-02-13", 1, False, "2026-02-14"),  # the make-up Saturday
        ("2026-02-14", 1, False, "2026-02-24"),  # over Spring Festival
        ("2026-02-12", 7, False, "2026-02-28"),  # both make-up Saturdays count
        ("2026-09-30", 3, False, "2026-10-10"),  # over National Day, ending on a make-up day
        ("2026-01-01", 1, False, "2026-01-04"),  # New Year, Sunday made up
    ],
)
def test_working_days_go_over_holidays_and_count_make_up_days(
    start: str, number: int, counts_start: bool, end: str
) -> None:
    counted = working_day(date.fromisoformat(start), number, counts_start=counts_start)

    assert counted == date.fromisoformat(end)


def test_working_days_beyond_the_published_years_are_not_counted() -> None:
    assert working_day(date(2098, 12, 30), 5, counts_start=False) is None


@given(start=DAYS_2026, number=st.integers(1, 15))
def test_a_working_day_counted_to_is_one_and_the_safe_way_is_never_later(
    start: date, number: int
) -> None:
    full = working_day(start, number, counts_start=False)
    safe = working_day(start, number, counts_start=True)

    assert full
    assert safe
    assert is_working_day(full)
    assert safe <= full
    assert full >= start + timedelta(days=number - number // 7)
