import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.loader import Corpus
from index.build import build_index, ensure_index, open_index
from index.contents import Contents, Entry, corpus_contents, passage_contents
from index.embeddings import HashEmbedder, Progress, Vectors, no_progress
from index.errors import IndexUnusable


class CountingEmbedder(HashEmbedder):
    """Remembers how many texts it was given."""

    def __init__(self, dimensions: int = 64) -> None:
        super().__init__(dimensions)
        self.texts: list[str] = []

    def embed_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        self.texts += texts
        return super().embed_passages(texts, progress)


class InterruptedEmbedder(HashEmbedder):
    """Ctrl-C in the middle."""

    def embed_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        raise KeyboardInterrupt


@pytest.fixture
def contents(small_corpus: Corpus) -> Contents:
    return corpus_contents(small_corpus)


def test_questions_are_entries_that_lead_to_their_section(contents: Contents) -> None:
    entry = next(e for e in contents.entries if e.text == "does the clock start at landing")

    assert entry.is_question
    assert entry.statement_ids == (
        "cn/registering#within-24-hours",
        "cn/registering#from-moving-in",
    )


def test_an_index_opens_as_it_was_built(tmp_path: Path, contents: Contents) -> None:
    built = ensure_index(tmp_path / "i", contents, HashEmbedder())
    again = open_index(tmp_path / "i")

    assert dict(again.passages) == dict(built.passages)
    assert again.entries == contents.entries
    assert again.manifest.content == contents.hash


def test_an_up_to_date_index_embeds_nothing(tmp_path: Path, contents: Contents) -> None:
    ensure_index(tmp_path / "i", contents, HashEmbedder())
    counting = CountingEmbedder()

    ensure_index(tmp_path / "i", contents, counting)

    assert counting.texts == []


def test_only_changed_text_is_embedded_again(tmp_path: Path, contents: Contents) -> None:
    ensure_index(tmp_path / "i", contents, HashEmbedder())
    changed = replace(contents.entries[0], text="a new wording")
    counting = CountingEmbedder()

    index = ensure_index(
        tmp_path / "i", replace(contents, entries=(changed, *contents.entries[1:])), counting
    )

    assert counting.texts == ["a new wording"]
    expected = HashEmbedder().embed_passages([e.text for e in index.entries])
    assert np.allclose(index.vectors, expected, atol=1e-6)


def test_another_embedder_embeds_everything(tmp_path: Path, contents: Contents) -> None:
    ensure_index(tmp_path / "i", contents, HashEmbedder(32))
    counting = CountingEmbedder()

    ensure_index(tmp_path / "i", contents, counting)

    assert len(counting.texts) == len({e.text for e in contents.entries})


def test_rebuild_embeds_everything(tmp_path: Path, contents: Contents) -> None:
    ensure_index(tmp_path / "i", contents, HashEmbedder())
    counting = CountingEmbedder()

    ensure_index(tmp_path / "i", contents, counting, rebuild=True)

    assert counting.texts


def test_an_interrupted_build_leaves_the_old_index(tmp_path: Path, contents: Contents) -> None:
    ensure_index(tmp_path / "i", contents, HashEmbedder())

    with pytest.raises(KeyboardInterrupt):
        build_index(tmp_path / "i", contents, InterruptedEmbedder(), reuse=False)

    assert ensure_index(tmp_path / "i", contents, InterruptedEmbedder()).manifest
    assert len(open_index(tmp_path / "i").entries) == len(contents.entries)


@pytest.mark.parametrize(
    "part", ["texts-*/entries.json", "vectors-*", "texts-*/words", "manifest.json"]
)
def test_a_damaged_index_is_noticed_and_rebuilt(
    tmp_path: Path, contents: Contents, part: str
) -> None:
    folder = tmp_path / "i"
    ensure_index(folder, contents, HashEmbedder())
    (path,) = folder.glob(part)
    files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
    for file in files:
        file.write_bytes(b"damaged")

    with pytest.raises(IndexUnusable) as caught:
        open_index(folder)
    index = ensure_index(folder, contents, HashEmbedder())

    assert "hukou index --rebuild" in caught.value.hint
    assert len(index.vectors) == len(contents.entries)


def test_a_missing_part_is_noticed(tmp_path: Path, contents: Contents) -> None:
    folder = tmp_path / "i"
    ensure_index(folder, contents, HashEmbedder())
    (entries,) = folder.glob("texts-*/entries.json")
    data = json.loads(entries.read_text())
    data["entries"] = data["entries"][:-1]
    entries.write_text(json.dumps(data))

    with pytest.raises(IndexUnusable, match="entries, not"):
        open_index(folder)


def test_another_format_is_refused(tmp_path: Path, contents: Contents) -> None:
    folder = tmp_path / "i"
    ensure_index(folder, contents, HashEmbedder())
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format": 99}))

    with pytest.raises(IndexUnusable, match="has format 99"):
        open_index(folder)


def test_an_empty_collection_can_be_indexed(tmp_path: Path) -> None:
    index = ensure_index(tmp_path / "i", passage_contents("notes", ()), HashEmbedder())

    assert index.vectors.shape == (0, 0)
    assert index.words.search("x", 5).numbers.tolist() == []


def test_the_hash_changes_with_what_is_shown(contents: Contents) -> None:
    passage = replace(contents.passages[0], title="Another title")
    changed = replace(contents, passages=(passage, *contents.passages[1:]))

    assert changed.hash != contents.hash
    assert replace(contents, entries=(Entry("x", ("y",), True),)).hash != contents.hash
