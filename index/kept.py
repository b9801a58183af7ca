"""What the first opening of a large index works out, kept beside it for the next ones.

Reading 49,000 vectors from Chroma takes 4 s and importing it 1.6 s more, learning codes of them 2 s;
read from here both take 0.1 s. Each build names the folder anew, so nothing here outlives its texts.
"""

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

from corpus.atomic import write_atomically
from index.codes import Codes, make_codes, read_codes
from index.embeddings import Vectors


def kept_rows(path: Path, count: int, read: Callable[[], Vectors]) -> Vectors:
    """Vectors in the order of the entries, float32 of shape (count, dimensions).

    Args:
        path: of the file; made where there is none that fits.
        count: how many there must be.
        read: gives them where the file does not.
    """
    with suppress(OSError, ValueError, EOFError):
        held = np.load(path)
        if held.dtype == np.float32 and held.ndim == 2 and len(held) == count:
            return np.asarray(held)
    rows = read()
    file = io.BytesIO()
    np.save(file, rows)
    _keep(path, file.getvalue())
    return rows


def kept_codes(path: Path, rows: Vectors) -> Codes:
    """Codes of the rows, from the file where it fits."""
    held = read_codes(path)
    if held is not None and held.shape == rows.shape:
        return held
    codes = make_codes(rows)
    _keep(path, codes.to_bytes())
    return codes


def _keep(path: Path, data: bytes) -> None:
    """Write where that can be done; without it the next opening works it out again."""
    with suppress(OSError):
        write_atomically(path, data)
