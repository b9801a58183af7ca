"""A disk that fills up while an index is written; a small real one, where this user may mount it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.statement import Facet, Language, Passage
from index import build
from index.build import ensure_index, open_index
from index.contents import Contents, passage_contents
from index.embeddings import HashEmbedder
from index.errors import IndexUnusable

DISK = 24 * 2**20
LEFT = 2 * 2**20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _contents(count: int, more: str = "") -> Contents:
    passages = [
        Passage(
            id=f"laws/{number}#1",
            statement_id=f"laws/{number}#1",
            text=f"Article {number} is about registration. {more}",
            language=Language.EN,
            document=f"laws/{number}",
            title="A law",
            place="cn",
            statuses=(),
            facet=Facet.BACKGROUND,
            locators=(),
            collection="laws",
        )
        for number in range(count)
    ]
    return passage_contents("laws", passages)


def test_a_disk_that_fills_up_loses_nothing(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, few, many = disk / "laws", _contents(300), _contents(12_000, "x" * 300)
    ensure_index(folder, few, HashEmbedder())
    monkeypatch.setattr(build, "need_space", lambda *_: None)  # it filled up after that look
    used = sum(f.stat().st_size for f in disk.rglob("*") if f.is_file())
    filler = disk / "filler"
    filler.write_bytes(b"\0" * (DISK - used - LEFT))

    with pytest.raises((IndexUnusable, OSError)) as raised:
        ensure_index(folder, many, HashEmbedder())

    if isinstance(raised.value, IndexUnusable):
        assert "free some space" in (raised.value.hint or "")
    else:
        assert "No space left" in str(raised.value)
    filler.unlink()
    assert open_index(folder).manifest.entries == 300
    assert ensure_index(folder, many, HashEmbedder()).manifest.entries == 12_000
