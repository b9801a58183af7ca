"""Prompt → stream of text from a chat model by name: the one home of langchain."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, HumanMessage, SystemMessage
from pydantic import SecretStr

from assistant.errors import ModelUnavailable
from assistant.model_faults import Fault, ModelFailed

NO_SECRET = SecretStr("")
_NO_KEY = SecretStr("none")  # many servers of one's own want none, but the package wants one
_OPENAI, _OLLAMA = "openai", "ollama"
_STATUS_FAULTS: Mapping[int, Fault] = {408: Fault.TIMEOUT, 429: Fault.RATE_LIMIT}


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which chat model, and where it is.

    Attributes:
        name: `provider:model`, as LangChain names it.
        url: of an endpoint of one's own; "" for the provider's.
        key: empty where the provider's package finds its own, as OPENAI_API_KEY.
        tokens: the most that one call may write.
        timeout_seconds: longest silence in a call.
        temperature: None for the provider's.
        schema: send the JSON schema of a call, where the provider can hold its model to one.
    """

    name: str
    url: str = ""
    key: SecretStr = NO_SECRET
    tokens: int = 1000
    timeout_seconds: float = 30.0
    temperature: float | None = None
    schema: bool = False

    @property
    def provider(self) -> str:
        """The part before the colon; "" where there is none."""
        return self.name.partition(":")[0] if ":" in self.name else ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What one call gives the model.

    Attributes:
        rules: who it is and what it must do, from `prompts/`.
        data: what it works on, as JSON.
        schema: JSON schema that an endpoint may hold the model to; None for free text.
    """

    rules: str
    data: str
    schema: Mapping[str, Any] | None = None  # JSON has no narrower type


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what a model writes; tokens are counted once a call, where it says them."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


def chat_model(choice: ModelChoice | str, client: httpx.AsyncClient | None = None) -> BaseChatModel:
    """Any LangChain chat model.

    Args:
        choice: or its name alone, with its key where its package looks for it.
        client: carries the calls to OpenAI-compatible endpoints.

    Raises:
        ModelUnavailable: unknown provider, its package is not installed, or no key.
    """
    choice = ModelChoice(choice) if isinstance(choice, str) else choice
    try:
        model: BaseChatModel = init_chat_model(choice.name, **_options(choice, client))
    except Exception as error:  # each provider's package raises its own
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelUnavailable(
            f"chat model {choice.name!r} cannot be used: {why}",
            hint="name it as `openai:gpt-4.1`, install its package (`pip install langchain-openai`) "
            "and set its key",
        ) from error
    return model


def prompted(model: BaseChatModel) -> Callable[[str], str]:
    """The model as prompt → text."""
    return lambda prompt: str(model.invoke(prompt).text)


class LanguageModel:
    """A chat model whose calls stream and end in time, whatever its server does.

    Calls run on an event loop in a thread of its own: only a coroutine can be stopped in the
    middle of a read.
    """

    def __init__(
        self,
        model: BaseChatModel,
        client: httpx.AsyncClient | None = None,
        *,
        schema: bool = False,
    ) -> None:
        """Take the model; `client` is closed with it; `schema`: send that of each call."""
        self._model = model
        self._schema = schema
        self._closing = threading.Event()
        self._client = client
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def stream(
        self, prompt: Prompt, seconds: float, ended: Callable[[], None] = lambda: None
    ) -> Iterator[Piece]:
        """What the model writes, as it comes.

        Args:
            seconds: from now on, after which the call is cut off.
            ended: called once the call has ended, in whatever way.

        Raises:
            ModelFailed: while it is read.
        """
        pieces: queue.Queue[Piece | Exception | None] = queue.Queue()
        until = time.monotonic() + seconds
        stopped = threading.Event()
        pump = self._pump(prompt, pieces, seconds, stopped)
        call = asyncio.run_coroutine_threadsafe(pump, self._loop)
        call.add_done_callback(lambda _: ended())
        try:
            while (piece := _next(pieces, until)) is not None:
                yield piece
        finally:
            stopped.set()
            call.cancel()

    def close(self) -> None:
        """End the thread; calls under way are cut off."""
        self._closing.set()
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _pump(
        self,
        prompt: Prompt,
        pieces: "queue.Queue[Piece | Exception | None]",
        seconds: float,
        stopped: threading.Event,
    ) -> None:
        """Put the pieces, then None or what went wrong.

        `wait_for` of Python 3.11, which packages use, may lose a cancellation while chunks come
        fast (https://github.com/python/cpython/issues/86296), so `stopped` is looked at too.
        """
        messages = [SystemMessage(prompt.rules), HumanMessage(prompt.data)]
        options = _held_to(self._model, prompt.schema if self._schema else None)
        try:
            async with asyncio.timeout(seconds):
                async for chunk in self._model.astream(messages, **options):
                    if stopped.is_set() or self._closing.is_set():
                        break
                    pieces.put(_piece(chunk))
            pieces.put(None)
        except asyncio.CancelledError:
            pieces.put(ModelFailed(Fault.CONNECTION, "the call was cut off"))
            raise
        except Exception as error:  # noqa: BLE001  # each provider's package raises its own
            pieces.put(error)

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()
        await self._loop.shutdown_asyncgens()


def open_model(choice: ModelChoice) -> LanguageModel:
    """A chat model that is ready to be called; nothing is sent yet.

    Raises:
        ModelUnavailable: as `chat_model`.
    """
    client = httpx.AsyncClient() if choice.provider == _OPENAI else None
    return LanguageModel(chat_model(choice, client), client, schema=choice.schema)


def _piece(chunk: AIMessageChunk) -> Piece:
    usage = chunk.usage_metadata
    tokens = (usage["input_tokens"], usage["output_tokens"]) if usage else (0, 0)
    return Piece(str(chunk.text), *tokens)


def _next(pieces: "queue.Queue[Piece | Exception | None]", until: float) -> Piece | None:
    try:
        piece = pieces.get(timeout=max(0.0, until - time.monotonic()))
    except queue.Empty:
        raise ModelFailed(Fault.TIMEOUT, "no answer in time") from None
    if isinstance(piece, Exception):
        raise _failed(piece) from piece
    return piece


def _options(choice: ModelChoice, client: httpx.AsyncClient | None) -> dict[str, Any]:
    """Keyword arguments of the provider's package: each has its own."""
    options: dict[str, Any] = {}
    if choice.temperature is not None:
        options["temperature"] = choice.temperature
    if choice.url:
        options["base_url"] = choice.url
    if choice.provider == _OLLAMA:
        timeout = {"timeout": choice.timeout_seconds}
        return options | {"num_predict": choice.tokens, "client_kwargs": timeout}
    key = choice.key
    if choice.provider == _OPENAI:
        options |= {"http_async_client": client, "stream_usage": True, "stream_chunk_timeout": 0}
        key = key if key.get_secret_value() or not choice.url else _NO_KEY
    if key.get_secret_value():
        options["api_key"] = key
    limits = {"max_tokens": choice.tokens, "timeout": choice.timeout_seconds, "max_retries": 0}
    return options | limits


def _held_to(model: BaseChatModel, schema: Mapping[str, Any] | None) -> dict[str, Any]:
    """How a provider is told to hold its model to a JSON schema; others are not told."""
    kind = model._llm_type  # what LangChain itself tells models apart by
    if schema is None or not kind.startswith((_OPENAI, "chat-ollama")):
        return {}
    if kind.startswith(_OPENAI):
        form = {"name": "answer", "strict": True, "schema": dict(schema)}
        # In the body as it is: told by name, the package parses the whole answer at its end and
        # fails where that was cut off.
        return {"extra_body": {"response_format": {"type": "json_schema", "json_schema": form}}}
    return {"format": dict(schema)}


def _failed(error: Exception) -> ModelFailed:
    """Which fault an error of a provider's package is; its text may hold the prompt: not kept."""
    name = type(error).__name__
    code = getattr(error, "status_code", None)
    if isinstance(error, ModelFailed):
        return error
    if isinstance(error, TimeoutError | httpx.TimeoutException) or "Timeout" in name:
        return ModelFailed(Fault.TIMEOUT, name)
    if isinstance(code, int) and code >= 400:
        fault = _STATUS_FAULTS.get(code, Fault.SERVER if code >= 500 else Fault.REFUSED)
        return ModelFailed(fault, f"HTTP {code}", wait_seconds=_wait(error))
    if isinstance(error, ValueError) and "No generation chunks" in str(error):
        return ModelFailed(Fault.EMPTY, "it wrote nothing")  # LangChain's word for it
    if isinstance(error, OSError | httpx.TransportError) or "Connection" in name:
        return ModelFailed(Fault.CONNECTION, name)
    return ModelFailed(Fault.SERVER, name)


def _wait(error: Exception) -> float:
    """Seconds that a service asks to be left alone (RFC 9110, 10.2.3); 0 if it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:  # a date
        return 0.0
