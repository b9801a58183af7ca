"""What the commands share of the terminal: output, a progress bar, and how they fail."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from rich.console import Console

from assistant.settings import Settings

if TYPE_CHECKING:
    from index.embeddings import Progress

out = Console(soft_wrap=True, highlight=False, markup=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


@contextmanager
def progress_bar(text: str = "building the index") -> Iterator[Progress]:
    """A bar on standard error, shown once there is something to do."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn(text),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True))
    task: list[Any] = []  # rich's task id, once there is one

    def show(done: int, total: int) -> None:
        if not total:
            return
        if not task:
            bar.start()
            task.append(bar.add_task("", total=total))
        bar.update(task[0], completed=done)

    try:
        yield show
    finally:
        bar.stop()


def need_port(settings: Settings) -> None:
    """Stop with a hint where the port is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            fail(
                f"{settings.host}:{settings.port} cannot be listened on: {error.strerror}",
                f"stop what uses it, or choose another: `HUKOU_PORT={settings.port + 1} make chat`",
            )


def day_option(text: str | None) -> date | None:
    """The day an option names, or None where it is absent."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{text!r} is no date", "write it as 2026-11-22")


def fail(message: str, hint: str) -> NoReturn:
    """Say what is wrong and what to do next, and end with exit code 1."""
    err.print(f"{message}\n→ {hint}")
    sys.exit(1)
