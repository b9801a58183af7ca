"""An embedder in a process of its own: it loads on one core while the rest loads on the other.

The libraries under the model take longer to import than everything else together, and Python
imports in one thread at a time.
"""

import atexit
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

import numpy as np

from corpus.errors import AssistantError
from index.embeddings import Embedder, Progress, Vectors, no_progress
from index.errors import EmbedderGone


class ProcessEmbedder:
    """Whatever embedder a function makes, made and asked in another process."""

    def __init__(self, make: Callable[..., Embedder], *arguments: object) -> None:
        """Start the process and come back at once; the first call waits until it has loaded.

        Args:
            make: a function of a module, called with the arguments over there.
            arguments: plain values that can be pickled.
        """
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, make, arguments), name="embedder", daemon=True
        )
        self._process.start()
        theirs.close()
        self._lock = Lock()
        atexit.register(self.close)  # before multiprocessing would kill it, which leaks semaphores
        self._name: str | None = None

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid or 0

    @property
    def name(self) -> str:
        """Name of the embedder over there.

        Raises:
            AssistantError: it could not be made.
        """
        if self._name is None:
            self._name = str(self._ask("name", None))
        return self._name

    def embed_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """As the protocol says."""
        return np.asarray(self._ask("passages", list(texts), progress), np.float32)

    def embed_question(self, text: str) -> Vectors:
        """As the protocol says."""
        return np.asarray(self._ask("question", text), np.float32)

    def close(self) -> None:
        """End the process; may be called again."""
        atexit.unregister(self.close)
        self._connection.close()
        self._process.join(timeout=5)

    def _ask(self, what: str, given: object, progress: Progress = no_progress) -> Any:  # its answer
        with self._lock:
            try:
                self._connection.send((what, given))
                while (kind := (answer := self._connection.recv())[0]) == "progress":
                    progress(*answer[1:])
            except (OSError, EOFError) as error:
                raise EmbedderGone(
                    "the process of the embedding model has ended",
                    hint="start again; if it ends again, free some memory and run `hukou doctor`",
                ) from error
        if kind == "error":
            raise answer[1]
        return answer[1]


def _serve(
    connection: Connection, make: Callable[..., Embedder], arguments: tuple[object, ...]
) -> None:
    """Answer until the other side is gone; Ctrl-C is for the other side."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        embedder = make(*arguments)
    except (AssistantError, OSError) as error:
        connection.recv()
        connection.send(("error", error))
        return
    try:
        while True:
            what, given = connection.recv()
            connection.send(("answer", _answer(embedder, what, given, connection)))
    except (EOFError, OSError):
        return


def _answer(embedder: Embedder, what: str, given: Any, connection: Connection) -> object:
    if what == "name":
        return embedder.name
    if what == "question":
        return embedder.embed_question(given)
    return embedder.embed_passages(
        given, lambda done, total: connection.send(("progress", done, total))
    )
