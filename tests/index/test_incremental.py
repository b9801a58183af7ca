"""An index follows its texts by what changed, and survives whatever happens meanwhile."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.instruments import Instruments
from corpus.loader import Corpus
from corpus.statement import Language, Passage, Scope
from index.build import build_index, ensure_index, open_index, read_manifest
from index.collection import CollectionIndex
from index.contents import Contents, corpus_contents, key_of, passage_contents
from index.embeddings import HashEmbedder, Progress, Vectors, no_progress
from index.retriever import Query, Retriever
from index.vectors import VectorStore
from tests.conftest import ROOT, TODAY

QUESTIONS = (
    "registration within 24 hours",
    "居住证每年签注",
    "a fine for late registering",
    "deposit",
)


class CountingEmbedder(HashEmbedder):
    """Remembers the texts that it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def embed_passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        self.texts += texts
        return super().embed_passages(texts, progress)


@pytest.fixture
def contents(small_corpus: Corpus) -> Contents:
    return corpus_contents(small_corpus)


def _changed(contents: Contents) -> Contents:
    """One passage says something else, one is gone, one is new."""
    first, gone, *others = contents.passages
    other = replace(first, text="The deposit of a tenant is two rents.")
    new = replace(gone, id="cn/x#y.en", statement_id="cn/x#y", text="A landlord keeps a book.")
    passages = (other, *others, new)
    own = passage_contents("corpus", passages).entries
    asked = tuple(e for e in contents.entries if e.is_question)
    return Contents("corpus", passages, (*own, *asked))


def _answers(index: CollectionIndex) -> list[list[tuple[Passage, float]]]:
    retriever = Retriever({"corpus": index}, HashEmbedder(), Instruments({}))
    found = (
        retriever.search(Query(text, Scope("cn", None, TODAY), limit=50), Language.EN)
        for text in QUESTIONS
    )
    return [[(hit.passage, hit.score) for hit in hits] for hits in found]


def test_an_index_brought_up_to_date_answers_as_one_made_anew(
    tmp_path: Path, contents: Contents
) -> None:
    ensure_index(tmp_path / "i", contents, HashEmbedder())
    changed = _changed(contents)

    updated = ensure_index(tmp_path / "i", changed, HashEmbedder())
    anew = ensure_index(tmp_path / "anew", changed, HashEmbedder())

    assert np.array_equal(updated.vectors, anew.vectors)
    assert _answers(updated) == _answers(anew)


def test_only_what_changed_is_put_into_the_store_and_only_what_is_gone_leaves_it(
    tmp_path: Path, contents: Contents
) -> None:
    folder = tmp_path / "i"
    before = ensure_index(folder, contents, HashEmbedder()).manifest
    changed, counting = _changed(contents), CountingEmbedder()

    after = ensure_index(folder, changed, counting).manifest

    texts = {entry.text for entry in changed.entries}
    store = VectorStore(folder / after.vectors)
    assert after.vectors == before.vectors
    assert sorted(counting.texts) == sorted(texts - {e.text for e in contents.entries})
    assert store.keys == {key_of(text) for text in texts}
    assert {path.name for path in folder.iterdir()} == {
        "manifest.json",
        after.vectors,
        after.texts,
    }
    store.close()


def test_what_an_earlier_format_left_is_replaced(tmp_path: Path, contents: Contents) -> None:
    folder = tmp_path / "i"
    (folder / "words").mkdir(parents=True)
    (folder / "vectors-0badcafe").mkdir()
    (folder / "manifest.json").write_text('{"format": 2, "collection": "corpus"}')

    ensure_index(folder, contents, HashEmbedder())

    assert not (folder / "words").exists()
    assert not (folder / "vectors-0badcafe").exists()


_KILLED = """
import os, signal, sys
from pathlib import Path
import index.build as build
import index.vectors as vectors
from corpus.loader import load_corpus
from index.contents import corpus_contents
from index.embeddings import HashEmbedder

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

class Embedder(HashEmbedder):
    def embed_passages(self, texts, progress):
        if sys.argv[3] == "embedding" and len(seen) == 2:
            die()
        seen.append(texts)
        return super().embed_passages(texts, progress)

seen = []
build.TEXTS_AT_ONCE = 5
if sys.argv[3] == "naming":
    build.write_atomically = die
if sys.argv[3] == "dropping":
    vectors.VectorStore.drop = die
contents = corpus_contents(load_corpus(Path(sys.argv[2])))
build.ensure_index(Path(sys.argv[1]), contents, Embedder())
print(sum(len(texts) for texts in seen))
"""


def _process(folder: Path, moment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _KILLED, str(folder), str(ROOT / "tests/small_corpus"), moment]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_build_killed_at_any_moment_leaves_a_usable_index_and_is_gone_on_with(
    tmp_path: Path, contents: Contents
) -> None:
    old = passage_contents("corpus", contents.passages[:4])
    moments = ("embedding", "naming", "dropping")
    for moment in moments:
        build_index(tmp_path / moment, old, HashEmbedder())
    processes = [_process(tmp_path / moment, moment) for moment in moments]
    for process in processes:
        process.communicate(timeout=120)

    held = {m: read_manifest(tmp_path / m).content for m in moments}
    left = {m: CountingEmbedder() for m in moments}
    usable = [len(open_index(tmp_path / moment).passages) for moment in moments]
    after = [ensure_index(tmp_path / m, contents, left[m]) for m in moments]

    assert [process.returncode for process in processes] == [-9, -9, -9]
    assert held == {"embedding": old.hash, "naming": old.hash, "dropping": contents.hash}
    assert usable == [4, 4, len(contents.passages)]
    new = {e.text for e in contents.entries} - {e.text for e in old.entries}
    assert [len(left[m].texts) for m in moments] == [len(new) - 10, 0, 0]
    assert [_answers(index) for index in after] == [_answers(after[0])] * 3
    for moment in moments:
        assert len(list((tmp_path / moment).iterdir())) == 3


def test_of_two_processes_that_build_at_once_one_builds_and_the_other_opens(
    tmp_path: Path, contents: Contents
) -> None:
    processes = [_process(tmp_path / "i", "never") for _ in range(2)]
    embedded = sorted(int(process.communicate(timeout=120)[0]) for process in processes)

    assert embedded == [0, len({entry.text for entry in contents.entries})]


def test_a_running_search_outlives_its_folder(tmp_path: Path, contents: Contents) -> None:
    index = ensure_index(tmp_path / "i", contents, HashEmbedder())
    before = _answers(index)
    shutil.rmtree(tmp_path / "i")

    assert _answers(index) == before
    assert _answers(ensure_index(tmp_path / "i", contents, HashEmbedder())) == before
