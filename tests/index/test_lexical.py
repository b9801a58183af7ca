from pathlib import Path

import pytest

from index.errors import IndexUnusable
from index.lexical import LexicalIndex, tokens, write_lexical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("registering foreigners", "the registration of a foreigner"),
        ("ＲＥＧＩＳＴＥＲ", "register"),
        ("2,000 yuan", "2000 yuan"),
        ("住宿登记", "外国人住宿登记"),
    ],
)
def test_variants_share_a_word(one: str, other: str) -> None:
    assert set(tokens(one)) & set(tokens(other))


def test_small_words_do_not_count() -> None:
    assert tokens("what is the") == []


def test_the_text_with_the_rare_word_comes_first(tmp_path: Path) -> None:
    texts = ["外国人住宿登记", "居住证每年签注一次", "the residence permit of citizens", "fee"]
    write_lexical(tmp_path / "w", texts)
    index = LexicalIndex(tmp_path / "w")

    assert index.search("多久签注", 3).numbers[0] == 1
    assert index.search("residence permits", 3).numbers[0] == 2
    assert len(index.search("🙂", 3).numbers) == 0


def test_an_unreadable_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="cannot be opened"):
        LexicalIndex(tmp_path)


def test_tokens_that_count_more_weigh_more(tmp_path: Path) -> None:
    write_lexical(tmp_path, ["visa fee", "visa", "hotel"])
    index = LexicalIndex(tmp_path)

    plain, double = index.weighted({"visa": 1.0}), index.weighted({"visa": 2.0})

    assert sorted(plain.numbers.tolist()) == [0, 1]
    assert double.numbers.tolist() == plain.numbers.tolist()
    assert double.scores.tolist() == pytest.approx((2 * plain.scores).tolist())
    assert sorted(index.search("visa", 3).scores) == pytest.approx(sorted(plain.scores))
    assert len(index.weighted({"unheard": 1.0}).numbers) == 0
    assert index.holds("fee")
    assert not index.holds("unheard")
