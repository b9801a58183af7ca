from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.said_dates import said_dates, without_days
from corpus.text import normal_form

TODAY = date(2026, 11, 25)  # a Wednesday


def _read(text: str) -> list[tuple[str | None, str | None]]:
    return [
        (said.past and said.past[0].isoformat(), said.ahead and said.ahead[0].isoformat())
        for said in said_dates(normal_form(text), TODAY)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-03",
        "2026/11/3",
        "2026.11.03",
        "3.11.2026",
        "3 November 2026",
        "the 3rd of November, 2026",
        "Nov. 3rd, 2026",
        "November 3 2026",
        "3 November this year",
        "2026年11月3日",
        "２０２６年１１月３号",
        "今年11月3日",
        "2026年十一月三日",
        "本月3日",
    ],
)
def test_a_full_date_means_one_day(text: str) -> None:
    assert _read(text) == [("2026-11-03", "2026-11-03")]


@pytest.mark.parametrize(
    "text", ["20 December", "Dec 20th", "12月20日", "12月20号", "十二月二十号"]
)
def test_without_a_year_a_date_is_the_nearest_behind_or_ahead(text: str) -> None:
    (said,) = said_dates(normal_form(text), TODAY)

    assert _read(text) == [("2025-12-20", "2026-12-20")]
    assert said.lacks == "year"


@pytest.mark.parametrize(
    ("text", "past", "ahead"),
    [
        ("yesterday", "2026-11-24", "2026-11-24"),
        ("the day before yesterday", "2026-11-23", "2026-11-23"),
        ("last night", "2026-11-24", "2026-11-24"),
        ("tomorrow", "2026-11-26", "2026-11-26"),
        ("last Monday", "2026-11-23", None),
        ("next Wednesday", None, "2026-12-02"),
        ("on Sunday", "2026-11-22", "2026-11-29"),
        ("on Wednesday", "2026-11-25", "2026-11-25"),
        ("three days ago", "2026-11-22", "2026-11-22"),
        ("two weeks ago", "2026-11-11", "2026-11-11"),
        ("in 10 days", "2026-12-05", "2026-12-05"),
        ("the 3rd", "2026-11-03", "2026-12-03"),
        ("the 31st", "2026-10-31", "2026-12-31"),
        ("New Year's Eve", "2025-12-31", "2026-12-31"),
        ("29 February", "2024-02-29", "2028-02-29"),
        ("3 November last year", "2025-11-03", "2025-11-03"),
        ("昨天", "2026-11-24", "2026-11-24"),
        ("大前天", "2026-11-22", "2026-11-22"),
        ("后天", "2026-11-27", "2026-11-27"),
        ("上周一", "2026-11-16", "2026-11-16"),
        ("上上个星期天", "2026-11-15", "2026-11-15"),
        ("本周三", "2026-11-25", "2026-11-25"),
        ("下周三", "2026-12-02", "2026-12-02"),
        ("周二", "2026-11-24", "2026-12-01"),
        ("周五", "2026-11-20", "2026-11-27"),
        ("周三", "2026-11-25", "2026-11-25"),
        ("三天前", "2026-11-22", "2026-11-22"),
        ("10天后", "2026-12-05", "2026-12-05"),
        ("去年12月5日", "2025-12-05", "2025-12-05"),
        ("上个月5号", "2026-10-05", "2026-10-05"),
        ("3号", "2026-11-03", "2026-12-03"),
        ("元旦", "2026-01-01", "2027-01-01"),
    ],
)
def test_a_day_said_from_today(text: str, past: str | None, ahead: str | None) -> None:
    assert _read(text) == [(past, ahead)]


@pytest.mark.parametrize("text", ["last week", "上周", "上个星期"])
def test_a_week_is_all_its_days(text: str) -> None:
    (said,) = said_dates(normal_form(text), TODAY)

    assert said.past == (date(2026, 11, 16), date(2026, 11, 22))


@pytest.mark.parametrize(
    "text",
    [
        "03/11/2026",  # 3 November or 11 March
        "31 February 2026",
        "within 30 days of entry",
        "30日内",
        "到期30天前申请",
        "提前20天前",
        "第841号",
        "公通字〔2015〕38号",
        "住3号楼",
        "15号线",
        "on the 3rd floor",
        "the sun sat there in may",
        "24小时",
        "Article 39",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "today is the 20th, I landed on 3 Nov",
        "今天20号了，11月3日入境",
        "今天是20号，11月3日入境的",
    ],
)
def test_saying_what_day_it_is_dates_nothing(text: str) -> None:
    assert _read(text) == [("2026-11-03", "2027-11-03")]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-11-03 18:30", time(18, 30)),
        ("3 November at 6:30 pm", time(18, 30)),
        ("6 p.m. on 3 November", time(18)),
        ("yesterday at 6pm", time(18)),
        ("yesterday at 9am", time(9)),
        ("at 12am on 3 November", None),
        ("yesterday evening at 8:15", time(20, 15)),
        ("at noon on 3 November", time(12)),
        ("11月3日下午六点半", time(18, 30)),
        ("11月3日18时5分", time(18, 5)),
        ("昨晚8点", time(20)),
        ("昨天中午12点", time(12)),
        ("昨天上午9点", time(9)),
        ("昨天下午3点一刻", time(15, 15)),
        ("11月3日6点", None),  # morning or evening
        ("昨晚12点", None),  # that night or the next
        ("at 12 am on 3 November", None),
        ("3 November at 25:10", None),
        ("今天中午", None),
        ("yesterday", None),
    ],
)
def test_an_hour_is_taken_only_where_it_is_told(text: str, clock: time | None) -> None:
    (said,) = said_dates(normal_form(text), TODAY)

    assert said.clock == clock


def test_each_date_has_its_own_hour() -> None:
    first, second = said_dates("landed 3 november at 06:10, moved in 4 november at 21:00", TODAY)

    assert (first.clock, second.clock) == (time(6, 10), time(21))


@given(day=st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_every_day_is_read_back_in_both_languages(day: date) -> None:
    english = f"{day.day} {day:%B} {day.year}"
    chinese = f"{day.year}年{day.month}月{day.day}日"

    assert _read(english) == _read(chinese) == _read(day.isoformat()) == [(day.isoformat(),) * 2]


@given(
    day=st.dates(date(2027, 1, 1), date(2030, 12, 31)),
    today=st.dates(date(2026, 1, 1), date(2030, 1, 1)),
)
def test_a_date_without_a_year_lies_within_a_year_on_its_side(day: date, today: date) -> None:
    (said,) = said_dates(f"{day.month}月{day.day}日", today)

    assert said.past
    assert said.past[0] <= today
    assert said.ahead
    assert said.ahead[0] >= today


@given(text=st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    said_dates(normal_form(text), TODAY)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (
            "my visa expires on 3 december 2026, when must i renew",
            "my visa expires on , when must i renew",
        ),
        ("签证2026年12月3日到期怎么办", "签证 到期怎么办"),
        ("the rule of 2017", "the rule of 2017"),
        ("2026-12-03", "2026-12-03"),
    ],
)
def test_calendar_days_say_nothing_of_what_is_asked(text: str, rest: str) -> None:
    assert without_days(text) == rest
