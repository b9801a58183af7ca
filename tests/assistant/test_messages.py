import pytest

from assistant.messages import (
    FACET_NAMES,
    GRADE_NAMES,
    REFUSALS,
    STANDING_NAMES,
    STATUS_NAMES,
    locator_name,
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
