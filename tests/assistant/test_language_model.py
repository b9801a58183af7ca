import pytest
from langchain_core.language_models import FakeListChatModel

from assistant.errors import ModelUnavailable
from assistant.language_model import chat_model, prompted


def test_a_model_is_asked_with_a_prompt_and_gives_text() -> None:
    ask = prompted(FakeListChatModel(responses=["right", "wrong"]))

    assert [ask("a"), ask("b")] == ["right", "wrong"]


@pytest.mark.parametrize("name", ["nonsense:abc", "no provider"])
def test_a_model_that_cannot_be_had_is_named_with_what_to_do(name: str) -> None:
    with pytest.raises(ModelUnavailable, match=name) as caught:
        chat_model(name)

    assert "pip install" in caught.value.hint
