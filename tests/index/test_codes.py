from pathlib import Path

import numpy as np
import pytest

from index.codes import kept_codes, make_codes
from index.scan import Floats


@pytest.fixture(scope="module")
def rows() -> Floats:
    made = np.random.default_rng(3).normal(size=(600, 32)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def test_a_row_is_near_itself(rows: Floats) -> None:
    near = make_codes(rows).near(rows[[7, 8]], 20)

    assert [len(each) for each in near] == [20, 20]
    assert 7 in near[0]
    assert 8 in near[1]
    assert all((np.diff(each) > 0).all() for each in near)


def test_no_more_is_near_than_there_is(rows: Floats) -> None:
    (near,) = make_codes(rows).near(rows[:1], 10_000)

    assert near.tolist() == list(range(len(rows)))


def test_the_same_rows_get_the_same_codes(rows: Floats, tmp_path: Path) -> None:
    for name in ("a", "b"):
        kept_codes(tmp_path / name, rows)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("held", [None, b"", b"IxFI damaged", "of other rows"])
def test_codes_that_do_not_fit_are_made_again(
    rows: Floats, tmp_path: Path, held: bytes | str | None
) -> None:
    path = tmp_path / "codes"
    if held == "of other rows":
        kept_codes(path, rows[:500])
    elif isinstance(held, bytes):
        path.write_bytes(held)

    codes = kept_codes(path, rows)

    assert len(codes) == len(rows)
    assert len(kept_codes(path, rows)) == len(rows)
    assert [len(each) for each in codes.near(rows[:1], 5)] == [5]


def test_codes_that_fit_are_read_and_not_made(rows: Floats, tmp_path: Path) -> None:
    path = tmp_path / "codes"
    kept_codes(path, rows)
    written = path.stat().st_mtime_ns

    kept_codes(path, rows)

    assert path.stat().st_mtime_ns == written
