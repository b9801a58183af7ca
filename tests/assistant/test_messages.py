import pytest

from assistant.messages import (
    FACET_NAMES,
    GRADE_NAMES,
    REFUSALS,
    STANDING_NAMES,
    STATUS_NAMES,
    in_script_of,
    locator_name,
    written_in,
)
from assistant.reply import Reason
from corpus.instruments import Grade, Standing
from corpus.statement import Facet, Language, Status


@pytest.mark.parametrize(
    ("within", "numbering", "english", "chinese"),
    [
        ("39(2)", "articles", "Art. 39(2)", "第39条第2款"),
        ("76(1)(6)", "articles", "Art. 76(1)(6)", "第76条第1款第6项"),
        ("280-1", "articles", "Art. 280-1", "第280条之一"),
        ("10", "points", "point (10)", "第10点"),
        ("2(7)", "parts", "part 2(7)", "第2部分第7点"),
        (None, "articles", "", ""),
    ],
)
def test_a_locator_reads_as_people_say_it(
    within: str | None, numbering: str, english: str, chinese: str
) -> None:
    assert locator_name(within, numbering, Language.EN) == english
    assert locator_name(within, numbering, Language.ZH) == chinese


def test_everything_has_a_name_in_both_languages() -> None:
    for names, members in (
        (STATUS_NAMES, Status),
        (FACET_NAMES, Facet),
        (GRADE_NAMES, Grade),
        (STANDING_NAMES, Standing),
        (REFUSALS, Reason),
    ):
        assert set(names) == set(members)
        for name in names.values():
            assert name(Language.EN) != name(Language.ZH)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A foreigner must register within 24 hours (住宿登记).", "en"),
        ("外国人应当在24小时内办理住宿登记。", "zh-Hans"),
        ("外國人應當在24小時內辦理住宿登記。", "zh-Hant"),
    ],
)
def test_a_sentence_alone_is_known_by_its_characters(text: str, language: str) -> None:
    assert written_in(text) == language


def test_our_own_words_come_in_the_characters_of_the_reply() -> None:
    assert in_script_of("zh-Hant", "外国人 · 武汉") == "外國人 · 武漢"
    assert in_script_of("zh-Hans", "外国人 · 武汉") == "外国人 · 武汉"
