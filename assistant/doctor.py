"""Checks settings, model, corpus and index; each finding carries the command that mends it."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.settings import PREFIX, Settings
from assistant.wiring import Folders, try_model
from corpus.atomic import need_space
from corpus.errors import AssistantError
from corpus.ingest import collections_in, read_collection
from corpus.loader import load_corpus
from corpus.places import load_places
from index.build import open_index, read_manifest
from index.contents import corpus_contents
from index.weights import wheel_data

LOW_SPACE_BYTES = 300 * 2**20
PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Attributes:
        fix: the command that mends it; "" where nothing is wrong.
    """

    what: str
    fix: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether something must be done."""
        return bool(self.fix)


def examine(settings: Settings, environment: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """Everything that can be looked at without answering a question; a chat model is called once."""
    yield _python()
    yield from _unknown_settings(environment)
    yield _space(settings.data_dir)
    yield _checked("embedding model", lambda: _model(settings))
    yield _checked("corpus", _corpus)
    yield _checked("index", lambda: _index(settings))
    yield from _collections(settings)
    yield chat_model_finding(settings)


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < PYTHON:
        return Finding(f"Python {found} is too old", "install Python 3.11 and run `make chat`")
    return Finding(f"Python {found}")


def _unknown_settings(environment: Mapping[str, str]) -> Iterator[Finding]:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in known:
            yield Finding(f"{name} is no setting", f"unset {name}; `hukou settings` lists them")


def _space(folder: Path) -> Finding:
    try:
        need_space(folder, LOW_SPACE_BYTES, "the data folder")
    except (AssistantError, OSError) as error:
        return Finding(str(error), getattr(error, "hint", "set HUKOU_DATA_DIR to another folder"))
    return Finding(f"{shutil.disk_usage(folder).free // 2**30} GB free in {folder}")


def _checked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(f"{name}: {look()}")
    except AssistantError as error:
        return Finding(f"{name}: {error}", error.hint)


def _model(settings: Settings) -> str:
    if settings.embedder:
        return f"{settings.embedder}, named by HUKOU_EMBEDDER"
    folder = Folders(settings.data_dir).model
    if (folder / "unpacked.json").exists():
        return f"unpacked in {folder}"
    wheel_data()
    return "will be unpacked at the first start"


def chat_model_finding(settings: Settings) -> Finding:
    """One call to the chat model, and what it cost; nothing where none is set."""
    if not settings.model:
        return Finding("chat model: none set; answers are statements word for word")
    return _checked("chat model", lambda: try_model(settings))


def _corpus() -> str:
    corpus = load_corpus()
    load_places()
    return f"{len(corpus.documents)} documents, {len(corpus.statements)} statements"


def _index(settings: Settings) -> str:
    folder = Folders(settings.data_dir).indexes / "corpus"
    if not folder.exists():
        return "will be built at the first start"
    opened = open_index(folder)
    if read_manifest(folder).content != corpus_contents(load_corpus()).hash:
        return "older than the corpus; refreshed at the next start"
    return f"{len(opened.entries)} entries, made with {opened.manifest.embedder.split(' ')[0]}"


def _collections(settings: Settings) -> Iterator[Finding]:
    folder = Folders(settings.data_dir).documents
    for name in collections_in(folder):
        yield _checked(f"collection {name}", partial(_count, folder, name))


def _count(folder: Path, name: str) -> str:
    return f"{len(read_collection(folder, name))} passages"
