import pytest

from corpus.statement import Language
from corpus.text import chinese_number, has_han, normal_form, number_words, numbers, sentences


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二十四", 24),
        ("十", 10),
        ("一百零五", 105),
        ("两千", 2000),
        ("一万五千", 15000),
        ("二〇二六", 2026),
        ("人", None),
        ("", None),
    ],
)
def test_chinese_numerals(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("a fine of 2,000 to 10,000 yuan", "处2000元以上1万元以下罚款"),
        ("US$1.5 million", "150万美元"),
        ("in November 2025", "2025年11月"),
        ("on 20 May 2026", "2026年5月20日"),
        ("5 per cent", "5％"),
    ],
)
def test_both_languages_spell_the_same_numbers(english: str, chinese: str) -> None:
    assert numbers(english, Language.EN) == numbers(chinese, Language.ZH)


def test_numbers_written_as_words() -> None:
    assert number_words("within three days", Language.EN) == {"3"}
    assert number_words("二十四小时", Language.ZH) == {"24"}


def test_the_normal_form_is_half_width_lower_case_and_visible() -> None:
    assert normal_form("Ｈｕｋｏｕ\u200b  ＡＢＣ１２") == "hukou abc12"


def test_sentences_of_both_languages() -> None:
    assert sentences("One. Two? 三。四！\nfive") == ["One.", "Two?", "三。", "四！", "five"]


def test_chinese_is_recognised() -> None:
    assert has_han("Z签证")
    assert not has_han("hukou")
