"""Every setting, its default and its unit: the one obvious place."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.embeddings import Precision

PREFIX = "HUKOU_"


class Settings(BaseSettings):
    """Read once at start from the environment; `HUKOU_PORT=7900 make chat` sets one."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    data_dir: Path = Field(
        Path("var"), description="folder for all that is written: model, index, conversations"
    )
    host: str = Field("127.0.0.1", description="address that `hukou serve` listens on")
    port: int = Field(7860, ge=1, le=65535, description="port that `hukou serve` listens on")
    public_url: str = Field(
        "",
        description="address under which a proxy shows the server, https://ask.example.org; "
        "programs then need a key",
    )
    trusted_proxies: str = Field(
        "",
        description="addresses or networks of proxies whose X-Forwarded-For is believed, "
        "comma-separated; programs then need a key",
    )
    widget_origins: str = Field(
        "",
        description="origins of pages that may embed a widget without a record, comma-separated",
    )
    requests_per_minute: int | None = Field(
        None,
        ge=1,
        le=1_000_000,
        description="requests taken from one address in a minute; without it 1200 on loopback, "
        "120 elsewhere",
    )
    limits_store: SecretStr = Field(
        SecretStr("memory://"),
        description="where requests are counted: memory://, or redis://… for several processes",
    )
    embedder: str = Field(
        "",
        description="Sentence Transformers model, a folder or a cached name; "
        "empty for the packaged multilingual-e5-small",
    )
    adapter: Path | None = Field(
        None,
        description="small weights laid over the embedding model, as `make tune` writes them; "
        "empty for those of the package, which are for the packaged model alone",
    )
    reranker: str = Field(
        "",
        description="Sentence Transformers cross-encoder, a folder or a cached name; empty for none",
    )
    precision: Precision = Field(
        "auto", description="auto, float32 or bfloat16: auto asks the processor"
    )
    hits: int = Field(60, ge=5, le=200, description="statements looked at for each answer")
    question_characters: int = Field(
        4000, ge=100, le=20_000, description="longest question taken, in characters"
    )
    conversation_days: int = Field(
        30, ge=0, le=3650, description="days that a conversation is kept; 0 keeps none"
    )
    model: str = Field(
        "",
        description="chat model that words the answers, `provider:model` as in openai:gpt-4.1; "
        "empty for none: statements word for word",
    )
    model_url: str = Field(
        "", description="its endpoint, where that is not the provider's; http://127.0.0.1:8080/v1"
    )
    model_key: SecretStr = Field(
        SecretStr(""), description="its key; empty where its package finds one, as OPENAI_API_KEY"
    )
    model_timeout_seconds: float = Field(
        30, gt=0, le=600, description="time for all calls to it for one reply, in seconds"
    )
    model_concurrency: int = Field(
        4,
        ge=1,
        le=1000,
        description="calls to it at one time; a question beyond is not kept waiting",
    )
    model_tokens: int = Field(
        1000, ge=50, le=32_000, description="tokens that it may write in one call"
    )
    model_passages: int = Field(
        10, ge=1, le=40, description="passages that it is given; fewer for a small context"
    )
    model_temperature: float | None = Field(
        None, ge=0, le=2, description="its temperature; empty for the provider's own"
    )
    model_schema: bool = Field(
        False,
        description="send a JSON schema too, to which OpenAI, Ollama, vLLM and llama.cpp hold a model",
    )
    model_price_in: float = Field(
        0, ge=0, description="price of a million tokens that it reads, for the cost counter"
    )
    model_price_out: float = Field(
        0, ge=0, description="price of a million tokens that it writes, for the cost counter"
    )
