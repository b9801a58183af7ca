import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_ollama import ChatOllama
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from assistant.errors import ModelUnavailable
from assistant.language_model import ModelChoice, Prompt, chat_model, open_model, prompted
from tests.assistant.model_server import Act, ModelServer, serving

SCHEMA = {"type": "object", "properties": {}, "additionalProperties": False}
PROMPT = Prompt("Be brief.", "{}", SCHEMA)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serving(lambda data: Act("hello")) as server:
        yield server


def _sent(server: ModelServer, **choice: Any) -> dict[str, Any]:  # fields of a choice
    model = open_model(ModelChoice("openai:m", url=server.url, **choice))
    try:
        assert "".join(piece.text for piece in model.stream(PROMPT, 30)) == "hello"
    finally:
        model.close()
    return server.bodies[-1]


def test_a_model_is_asked_with_a_prompt_and_gives_text() -> None:
    ask = prompted(FakeListChatModel(responses=["right", "wrong"]))

    assert [ask("a"), ask("b")] == ["right", "wrong"]


@pytest.mark.parametrize("name", ["nonsense:abc", "no provider"])
def test_a_model_that_cannot_be_had_is_named_with_what_to_do(name: str) -> None:
    with pytest.raises(ModelUnavailable, match=name) as caught:
        chat_model(name)

    assert "pip install" in caught.value.hint


def test_rules_and_data_go_apart_and_a_key_goes_along(server: ModelServer) -> None:
    body = _sent(server, key=SecretStr("sk-1"), tokens=77, temperature=0.5)

    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert (body["model"], body["max_completion_tokens"], body["temperature"]) == ("m", 77, 0.5)
    assert "response_format" not in body
    assert server.keys == ["Bearer sk-1"]


def test_ones_own_endpoint_needs_no_key_and_no_temperature(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    assert "temperature" not in _sent(server)
    assert server.keys == ["Bearer none"]


def test_a_schema_is_sent_where_the_settings_say_so(server: ModelServer) -> None:
    sent = _sent(server, schema=True)["response_format"]

    assert sent["type"] == "json_schema"
    assert sent["json_schema"]["schema"] == SCHEMA


def test_each_provider_gets_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-2")

    ollama = chat_model(ModelChoice("ollama:qwen3", url="http://127.0.0.1:9", tokens=50))
    openai = chat_model(ModelChoice("openai:gpt-4.1", tokens=50))

    assert isinstance(ollama, ChatOllama)
    assert (ollama.base_url, ollama.num_predict) == ("http://127.0.0.1:9", 50)
    assert isinstance(openai, ChatOpenAI)
    assert (openai.max_tokens, openai.max_retries) == (50, 0)
    assert "sk-2" not in repr(openai)


def test_without_a_model_nothing_of_langchain_is_loaded() -> None:
    code = (
        "import sys, json, assistant.pipeline, assistant.compose, assistant.gate, assistant.replying;"
        "print(json.dumps([m for m in sys.modules if m.split('.')[0] in "
        "('langchain', 'langchain_core', 'langchain_openai', 'openai')]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == []
