from datetime import date

import pytest

from assistant.day_meant import day_meant

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("what did the police want in 2015 for a residence card", date(2015, 7, 1)),
        ("would i have needed a visa in march 2024?", date(2024, 3, 15)),
        ("back in 2017, how many points did shanghai want", date(2017, 7, 1)),
        ("in 2019, was there a limit of age", date(2019, 7, 1)),
        ("what was the fine before 2026", date(2025, 12, 15)),
        ("was there a fine before the end of 2025", date(2025, 12, 15)),
        ("2016年的时候居住证忘了签,还能补签吗", date(2016, 7, 1)),
        ("2024年10月我在上海转机,那时候给多少小时", date(2024, 10, 15)),
        ("2025年底之前,旅馆没登记客人怎么罚", date(2025, 12, 15)),
    ],
)
def test_the_time_whose_rule_is_asked_about_is_read(text: str, day: date) -> None:
    assert day_meant(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "i came in 2019 and was told to register, must i",
        "my son was born in 2003 in wuhan, which hukou",
        "in 2021 i got a work permit, how do i renew it",
        "what was the rule in 2019 and does it still hold",
        "我2019年来的,当时没登记,现在怎么办",
        "2023年生的孩子能上户口吗",
        "2026年居住证怎么办",
        "will there be points in 2030",
        "what was the rule in 2030",
    ],
)
def test_what_happened_to_somebody_then_asks_for_the_rule_of_today(text: str) -> None:
    assert day_meant(text, TODAY) is None
