from pathlib import Path

import numpy as np
import pytest

from index.embeddings import Vectors
from index.kept import kept_codes, kept_rows


@pytest.fixture(scope="module")
def rows() -> Vectors:
    made = np.random.default_rng(3).normal(size=(300, 32)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def _never() -> Vectors:
    raise AssertionError("read again")


def test_rows_are_read_once(rows: Vectors, tmp_path: Path) -> None:
    path = tmp_path / "vectors.npy"
    first = kept_rows(path, 300, lambda: rows)

    assert np.array_equal(kept_rows(path, 300, _never), first)


@pytest.mark.parametrize("held", [b"", b"damaged", None])
def test_rows_that_do_not_fit_are_read_again(
    rows: Vectors, tmp_path: Path, held: bytes | None
) -> None:
    path = tmp_path / "vectors.npy"
    kept_rows(path, 300, lambda: rows)
    path.write_bytes(path.read_bytes()[:-200] if held is None else held)

    assert np.array_equal(kept_rows(path, 300, lambda: rows), rows)
    assert np.array_equal(kept_rows(path, 300, _never), rows)


def test_rows_of_another_number_are_read_again(rows: Vectors, tmp_path: Path) -> None:
    path = tmp_path / "vectors.npy"
    kept_rows(path, 300, lambda: rows)

    assert len(kept_rows(path, 200, lambda: rows[:200])) == 200


def test_codes_are_made_once(rows: Vectors, tmp_path: Path) -> None:
    path = tmp_path / "codes"
    first = kept_codes(path, rows).to_bytes()
    written = path.stat().st_mtime_ns

    assert kept_codes(path, rows).to_bytes() == first
    assert path.stat().st_mtime_ns == written


@pytest.mark.parametrize("held", [b"", b"IxFI damaged"])
def test_codes_that_do_not_fit_are_made_again(rows: Vectors, tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "codes"
    path.write_bytes(held)

    assert kept_codes(path, rows).shape == rows.shape
    assert kept_codes(path, rows[:200]).shape == (200, 32)


def test_where_nothing_can_be_written_all_is_worked_out(rows: Vectors, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file"

    assert np.array_equal(kept_rows(folder / "vectors.npy", 300, lambda: rows), rows)
    assert kept_codes(folder / "codes", rows).shape == rows.shape
