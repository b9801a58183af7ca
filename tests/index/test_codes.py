from pathlib import Path

import numpy as np
import pytest

from index.codes import make_codes, read_codes
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


def test_the_same_rows_get_the_same_codes(rows: Floats) -> None:
    assert make_codes(rows).to_bytes() == make_codes(rows).to_bytes()


def test_codes_are_read_as_they_were_written(rows: Floats, tmp_path: Path) -> None:
    made = make_codes(rows)
    (tmp_path / "codes").write_bytes(made.to_bytes())

    read = read_codes(tmp_path / "codes")

    assert read is not None
    assert read.shape == rows.shape
    assert np.array_equal(read.near(rows[:3], 9), made.near(rows[:3], 9))


def test_what_holds_no_codes_is_none(tmp_path: Path) -> None:
    (tmp_path / "damaged").write_bytes(b"IxFI and nothing more")

    assert read_codes(tmp_path / "damaged") is None
    assert read_codes(tmp_path / "missing") is None
