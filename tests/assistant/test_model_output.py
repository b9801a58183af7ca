import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model_faults import Fault, ModelFailed
from assistant.model_output import MOST_OBJECTS, Written, read_written

LINE = '{"text": "A {brace} and a \\"quote\\".", "keys": ["a1", "b2"]}'
SENTENCE = Written('A {brace} and a "quote".', "", ("a1", "b2"))


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        f"Here: {LINE} Bye",
        f"```json\n{LINE}\n```",
        f"[{LINE}]",
        f'{{"sentences": [{LINE}]}}',
        f'{{"n": 1}}\n{LINE}',
        f'{{"text": "cut\n off"}}\n{LINE}',
        f"{{no json}} {LINE}",
    ],
)
@given(size=st.integers(1, 40))
def test_a_sentence_is_found_however_it_is_wrapped_and_cut(text: str, size: int) -> None:
    pieces = [text[i : i + size] for i in range(0, len(text), size)]

    assert list(read_written(pieces)) == [SENTENCE]


def test_a_sentence_is_there_as_soon_as_its_object_is_closed() -> None:
    def pieces() -> list[str]:
        return [LINE, '{"text": "Second.", "keys": "c3", "english": "Second."}']

    found = read_written(iter(pieces()))

    assert next(found) == SENTENCE
    assert next(found) == Written("Second.", "Second.", ("c3",))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        (" \n ", Fault.EMPTY),
        ("I do not know.", Fault.MALFORMED),
        ('{"text": 5}', Fault.MALFORMED),
        ('{"text": "never closed', Fault.MALFORMED),
        ("x" * 30_000, Fault.ENDLESS),
        ('{"a": ' * 9_000, Fault.ENDLESS),
        ('{"a": 1}' * (MOST_OBJECTS + 1), Fault.ENDLESS),
    ],
)
def test_what_holds_no_sentence_or_does_not_end_is_a_fault(text: str, fault: Fault) -> None:
    with pytest.raises(ModelFailed) as caught:
        list(read_written([text]))

    assert caught.value.fault is fault


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        found = list(read_written([text]))
    except ModelFailed:
        found = []

    assert all(isinstance(each, Written) for each in found)
