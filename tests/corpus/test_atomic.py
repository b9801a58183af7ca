from pathlib import Path

import pytest

from corpus.atomic import building_folder, need_space, write_atomically
from corpus.errors import AssistantError


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "file"

    write_atomically(path, b"one")
    write_atomically(path, b"two")

    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["file"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")

    with pytest.raises(TypeError):
        write_atomically(path, "not bytes")  # type: ignore[arg-type]  # what is tested

    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_an_interrupted_build_leaves_the_old_folder_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "index"
    with building_folder(target) as folder:
        (folder / "a").write_text("old")

    with pytest.raises(KeyboardInterrupt):
        _build_and_interrupt(target)

    assert (target / "a").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["index"]


def test_leftovers_of_a_killed_build_are_removed(tmp_path: Path) -> None:
    target = tmp_path / "index"
    leftover = tmp_path / ".index.building-killed"
    leftover.mkdir()

    with building_folder(target) as folder:
        (folder / "a").write_text("new")

    assert not leftover.exists()
    assert (target / "a").read_text() == "new"


def test_a_full_disk_is_named_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(AssistantError, match="needs 1073741824 MB") as caught:
        need_space(tmp_path, 2**50, "unpacking")

    assert "HUKOU_DATA_DIR" in caught.value.hint


def _build_and_interrupt(target: Path) -> None:
    with building_folder(target) as folder:
        (folder / "a").write_text("new")
        raise KeyboardInterrupt
