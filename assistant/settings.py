"""Every setting, its default and its unit: the one obvious place."""

from pathlib import Path

from pydantic import Field
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
    embedder: str = Field(
        "",
        description="Sentence Transformers model, a folder or a cached name; "
        "empty for the packaged multilingual-e5-small",
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
