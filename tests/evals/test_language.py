import pytest

from evals.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how many days", "en"),
        ("几天之内登记", "zh-Hans"),
        ("幾天之內登記", "zh-Hant"),
        ("办VISA要几天", "zh-Hans"),
        ("居留许可 still shows the old one, 有没有 time limit", "mixed"),
    ],
)
def test_the_language_of_a_question(text: str, language: str) -> None:
    assert language_of(text) == language
