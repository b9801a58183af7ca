"""Which countries a text names, and whose people it asks about."""

import pytest

from assistant.nationalities import (
    countries_in,
    countries_of_no_journey,
    name_of,
    peoples_in,
)
from corpus.statement import Language


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("visa free for Australian tourists?", {"australia"}),
        ("do Brits need a visa", {"united kingdom"}),
        ("US passport, one week in Xi'an", {"united states"}),
        ("South Koreans and Dominicans", {"south korea", "dominican republic"}),
        ("俄罗斯人来中国", {"russia"}),
        ("美籍华人", {"united states"}),
        ("印尼护照", {"indonesia"}),
        ("波兰、黑山、北马其顿", {"poland", "montenegro", "macedonia"}),
    ],
)
def test_countries_are_read_from_their_names_and_people(text: str, countries: set[str]) -> None:
    assert countries_in(text) == countries


@pytest.mark.parametrize(
    "text",
    [
        "please let us know",
        "all of us citizens of Wuhan",
        "teach English in Chengdu",
        "上海地铁",
        "参加纳税",
        "湖南非农户口",
        "办理当日本人到场",
        "北京大马路",
        "内蒙古",
        "延边朝鲜族",
        "内蒙古学生在北京能高考吗",
        "外地也门诊能报吗",
        "出生日籍贯",
    ],
)
def test_words_that_only_look_like_countries_are_none(text: str) -> None:
    assert countries_in(text) == set()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("I am South African living in Germany, do I need a visa?", "south africa"),
        ("I live in Germany and hold an Indian passport", "india"),
        ("I'm from Pakistan, I work in the UAE", "pakistan"),
        ("南非护照，从法国飞过来", "south africa"),
        ("日本人到上海免签吗", "japan"),
    ],
)
def test_people_and_passports_are_told_from_countries(text: str, country: str) -> None:
    assert peoples_in(text) == {country}


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("can I transit Shanghai flying from Vietnam to India?", set()),
        ("从越南经上海去印度，240小时过境免签可以吗", set()),
        ("Is Poland on the visa-free list?", {"poland"}),
        ("南非免签吗", {"south africa"}),
    ],
)
def test_the_stations_of_a_journey_are_nobodys_country(text: str, countries: set[str]) -> None:
    assert countries_of_no_journey(text) == countries


def test_a_country_is_named_in_both_languages() -> None:
    assert name_of("bosnia", Language.EN) == "Bosnia"
    assert name_of("netherlands", Language.EN) == "the Netherlands"
    assert name_of("south africa", Language.ZH) == "南非"
