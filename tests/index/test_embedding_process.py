import os
import signal
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from index.embedding_process import ProcessEmbedder
from index.embeddings import Embedder, HashEmbedder, Progress, Vectors, no_progress
from index.errors import EmbedderGone, WeightsUnusable


class CountedEmbedder(HashEmbedder):
    """Shows progress text by text."""

    def embed_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        for number in range(len(texts)):
            progress(number + 1, len(texts))
        return super().embed_passages(texts)


def make_counted(dimensions: int) -> Embedder:
    return CountedEmbedder(dimensions)


def make_nothing() -> Embedder:
    raise WeightsUnusable("no such model", hint="unset HUKOU_EMBEDDER")


def make_on_a_full_disk() -> Embedder:
    raise OSError(28, "No space left on device", "model.safetensors")


def make_and_end() -> Embedder:
    os._exit(3)


@pytest.fixture
def embedder() -> Iterator[ProcessEmbedder]:
    made = ProcessEmbedder(make_counted, 16)
    yield made
    made.close()


def test_it_answers_as_the_embedder_over_there(embedder: ProcessEmbedder) -> None:
    here = HashEmbedder(16)

    assert embedder.name == here.name
    assert np.array_equal(embedder.embed_question("住宿登记"), here.embed_question("住宿登记"))
    assert np.array_equal(embedder.embed_passages(["a b", "c"]), here.embed_passages(["a b", "c"]))


def test_progress_is_told(embedder: ProcessEmbedder) -> None:
    told: list[tuple[int, int]] = []

    embedder.embed_passages(["a", "b", "c"], lambda done, total: told.append((done, total)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_what_cannot_be_loaded_is_said_with_its_hint() -> None:
    embedder = ProcessEmbedder(make_nothing)

    with pytest.raises(WeightsUnusable, match="no such model") as raised:
        embedder.embed_question("a")

    assert raised.value.hint == "unset HUKOU_EMBEDDER"


def test_a_full_disk_over_there_is_a_full_disk_here() -> None:
    with pytest.raises(OSError, match="No space left") as raised:
        _ = ProcessEmbedder(make_on_a_full_disk).name

    assert raised.value.filename == "model.safetensors"


def test_a_process_that_ends_is_a_clear_error() -> None:
    with pytest.raises(EmbedderGone, match="has ended"):
        ProcessEmbedder(make_and_end).embed_question("a")


def test_a_killed_process_is_a_clear_error(embedder: ProcessEmbedder) -> None:
    embedder.embed_question("a")
    os.kill(embedder.pid, signal.SIGKILL)

    with pytest.raises(EmbedderGone, match="has ended"):
        embedder.embed_question("b")
