import pytest

from index.spelling import Spelling

TEXTS = ["a residence permit needs registration", "the accommodation of a hotel"] * 5


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(TEXTS, names=["Jinan", "Xiamen"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("my residance permit", "my residence permit"),
        ("registraton of the hotle", "registration of the hotel"),
        ("acomodation", "accommodation"),
        ("zvisa or an x1visa", "z visa or an x1 visa"),
        ("the hotelpermit", "the hotel permit"),
    ],
)
def test_a_misspelt_word_becomes_the_nearest_of_the_corpus(
    spelling: Spelling, typed: str, meant: str
) -> None:
    assert spelling.correct(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "my hostel in jinan",  # English, and a place: neither is a misspelt hotel
        "wats up",  # too short
        "meituan xiaohongshu",  # near to nothing
        "write to hotle@example.org or www.hotle.cn/permitt",  # addresses
        "住宿登记",
        "",
    ],
)
def test_what_is_right_or_unlike_stays(spelling: Spelling, text: str) -> None:
    assert spelling.correct(text) == text
