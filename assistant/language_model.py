"""A chat model by name: the one home of langchain."""

from collections.abc import Callable

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from assistant.errors import ModelUnavailable


def chat_model(name: str) -> BaseChatModel:
    """Any LangChain chat model, `provider:model`, with its key where its package looks for it.

    Raises:
        ModelUnavailable: unknown provider, its package is not installed, or no key.
    """
    try:
        model = init_chat_model(name)
    except Exception as error:  # each provider's package raises its own
        raise ModelUnavailable(
            f"chat model {name!r} cannot be used: {str(error).splitlines()[0]}",
            hint="name it as `openai:gpt-4.1`, install its package (`pip install langchain-openai`) "
            "and set its key",
        ) from error
    return model


def prompted(model: BaseChatModel) -> Callable[[str], str]:
    """The model as prompt → text."""
    return lambda prompt: str(model.invoke(prompt).text)
