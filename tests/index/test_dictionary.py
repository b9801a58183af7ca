import pytest

from index.dictionary import MOST_WORDS, Dictionary


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary()


def test_an_english_word_is_rendered_in_chinese(dictionary: Dictionary) -> None:
    found = dictionary.translate("my landlord kept the deposit", lambda _: True)

    assert "房东" in found
    assert "押金" in found


def test_a_chinese_word_is_rendered_in_english(dictionary: Dictionary) -> None:
    assert {"landlord", "deposit"} <= set(dictionary.translate("房东不退押金", lambda _: True))


def test_the_longest_run_of_words_is_taken(dictionary: Dictionary) -> None:
    found = dictionary.translate("the police station", lambda _: True)

    assert "派出所" in found or "警察局" in found
    assert "火车站" not in found


def test_words_that_the_texts_do_not_hold_are_left_out(dictionary: Dictionary) -> None:
    assert set(dictionary.translate("landlord", {"房东"}.__contains__)) == {"房东"}
    assert dictionary.translate("landlord", lambda _: False) == {}


def test_the_renderings_of_a_word_share_its_weight(dictionary: Dictionary) -> None:
    found = dictionary.translate("landlord", lambda _: True)

    assert len(found) <= MOST_WORDS
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "?!", "🙂", "12367", "qwxz"])
def test_nothing_is_made_of_nothing(dictionary: Dictionary, text: str) -> None:
    assert dictionary.translate(text, lambda _: True) == {}
