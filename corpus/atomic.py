"""Files and folders appear whole or not at all; builders wait for one another."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

from corpus.errors import AssistantError


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the file, then rename over it: readers see the old bytes or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def building_folder(target: Path) -> Iterator[Path]:
    """A fresh folder that becomes `target` if the block ends well, and vanishes if it does not.

    An older `target` stays in place until the very end. Leftovers of a killed build are removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in target.parent.glob(f".{target.name}.building-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.building-"))
    try:
        yield folder
        old = folder.with_name(f".{target.name}.building-old-{os.getpid()}")
        if target.exists():
            os.replace(target, old)
        os.replace(folder, target)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextlib.contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; a second process waits here until the first is done."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path):
        yield


def need_space(folder: Path, needed_bytes: int, purpose: str) -> None:
    """Refuse to start what the disk cannot hold.

    Raises:
        AssistantError: fewer than `needed_bytes` are free where `folder` is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        raise AssistantError(
            f"{purpose} needs {needed_bytes // 2**20} MB, and {folder} has {free // 2**20} MB free",
            hint="free some space, or set HUKOU_DATA_DIR to a folder on another disk",
        )
