"""What the commands begin with: settings read, the model started, the index brought up to date."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from assistant.settings import PREFIX, Settings
from assistant.terminal import fail, progress_bar
from corpus.statement import Status

if TYPE_CHECKING:
    from assistant.wiring import Knowledge
    from index.embeddings import Embedder

StatusOption = Annotated[Status | None, typer.Option(help="whose rule: the person's status")]
PlaceOption = Annotated[str | None, typer.Option(help="path or name, e.g. cn/shanghai or 上海")]


def read_settings() -> Settings:
    """Read the settings; one that is wrong ends the command and is named."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        fail(f"{name}: {first['msg']}", "`hukou settings` lists every setting")


def load_knowledge(
    settings: Settings,
    *,
    embedder: Embedder | None = None,
    rebuild: bool = False,
    read_learned: bool = True,
) -> Knowledge:
    """Corpus and retriever, the index brought up to date with a bar where there is work.

    Args:
        settings: as read.
        embedder: one already started; else one is started here.
        rebuild: make the index anew.
        read_learned: take what was learned of the corpus.
    """
    from assistant.wiring import make_knowledge, start_embedder

    embedder = embedder or start_embedder(settings)
    with progress_bar() as progress:
        knowledge = make_knowledge(
            settings,
            embedder=embedder,
            rebuild=rebuild,
            read_learned=read_learned,
            progress=progress,
        )
    gc.freeze()
    gc.enable()
    return knowledge
