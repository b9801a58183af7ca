import pytest

from index.dictionary import MOST_WORDS, Dictionary
from index.lexical import stem


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


def test_words_mean_alike_where_a_meaning_is_one_word(dictionary: Dictionary) -> None:
    assert dictionary.means_alike("撤销", stem("revoke"))
    assert dictionary.means_alike(stem("annul"), stem("repeal"))
    assert not dictionary.means_alike("邮局", stem("post"))  # a part of "post office" only
    assert not dictionary.means_alike(stem("landlord"), "警察")
    assert dictionary.means_alike("nonesuch", "nonesuch")


@pytest.mark.parametrize("text", ["", "?!", "🙂", "12367", "qwxz"])
def test_nothing_is_made_of_nothing(dictionary: Dictionary, text: str) -> None:
    assert dictionary.translate(text, lambda _: True) == {}
