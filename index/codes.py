"""Short codes of many vectors, to find which may be near a question: the one home of faiss.

Product quantization, 4 bits for each two values, compared in registers (André et al. 2015; faiss
calls it fast scan): a sixteenth of the memory to read. What it finds near is compared again by all
values (`index/scan.py`).
"""

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.embeddings import Vectors

_VALUES_A_CODE = 2
_BITS = 4
_LEARNED_FROM = 4096  # vectors: as many as faiss takes for 16 centres


class Codes:
    """A code for each vector of a collection, in their order."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def shape(self) -> tuple[int, int]:
        """Of the rows that they are of."""
        return len(self), int(self._index.d)

    def near(self, vectors: Vectors, limit: int) -> list[npt.NDArray[np.int64]]:
        """For each vector the numbers of what may be nearest, ascending; `limit` at most."""
        _, numbers = self._index.search(vectors, min(limit, len(self)))
        return list(np.sort(numbers))

    def to_bytes(self) -> bytes:
        """What `read_codes` reads."""
        return bytes(faiss.serialize_index(self._index))


def make_codes(rows: Vectors) -> Codes:
    """Codes of rows with an even number of values; the same for the same rows."""
    index = faiss.IndexPQFastScan(
        rows.shape[1], rows.shape[1] // _VALUES_A_CODE, _BITS, faiss.METRIC_INNER_PRODUCT
    )
    index.train(rows[:: max(1, len(rows) // _LEARNED_FROM)])
    index.add(rows)
    return Codes(index)


def read_codes(path: Path) -> Codes | None:
    """Codes from a file; None where it holds none."""
    try:
        return Codes(faiss.deserialize_index(np.fromfile(path, np.uint8)))
    except (OSError, RuntimeError):
        return None
