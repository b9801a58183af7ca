import pytest

from evals.patterns import compile_pattern, figures, literal, says


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("Within 24 hours, or 2,000 yuan.", ("{24 hours}", "{2000 yuan}")),
        ("15 working days", ("{15 working days}",)),
        ("应当在三日内登记，罚二百元以下", ("{3 days}", "{200 yuan}")),
        ("Two weeks. Two weeks.", ("{2 weeks}",)),
        ("It is free of charge in 2026.", ()),
    ],
)
def test_the_figures_of_a_text_as_patterns(text: str, patterns: tuple[str, ...]) -> None:
    assert figures(text) == patterns
    assert all(says(text, pattern) for pattern in patterns)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a (b) & c?", "He said: A (B) & C?"),
        ("{24 hours}", "it reads {24 hours}"),
        ("2,000元", "罰款2000元以下"),
        ("登記", "在派出所登记"),
        (" two days ", "2 days"),
    ],
)
def test_a_literal_text_is_found_as_it_stands(text: str, sentence: str) -> None:
    assert says(sentence, literal(text))
    assert not says("something else", literal(text))


def test_all_parts_of_a_pattern_must_stand_in_one_sentence() -> None:
    assert says("A warning and a fine of 2,000 yuan", "{2000 yuan} & warning")
    assert not says("A fine of 2,000 yuan", "{2000 yuan} & warning")


def test_half_a_year_and_words_are_numbers() -> None:
    assert says("住满半年", "{6 months}")
    assert says("within twenty days", "{20 days}")
    assert not says("within 120 days", "{20 days}")


@pytest.mark.parametrize(("pattern", "problem"), [("(", "pattern"), ("{3 moons}", "unit 'moon'")])
def test_a_pattern_that_cannot_be_used_is_named(pattern: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        compile_pattern(pattern)
