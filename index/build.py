"""Passages and questions → an index in a folder, brought up to date by what changed.

The vectors stay in one Chroma store and go by the hash of their text. A build adds those of new
texts, writes entries and words in a folder of their own, and puts the manifest that names both in
place of the old one: that is the moment at which the new index is there. What no text needs any
more is removed last. Killed at any moment, the old index or the new one is whole, and what was
embedded is not embedded again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.atomic import building_folder, need_space, one_at_a_time, write_atomically
from index.collection import CollectionIndex, Manifest
from index.contents import Contents, key_of, read_contents, write_contents
from index.embeddings import Embedder, Progress, Vectors, no_progress
from index.errors import IndexUnusable
from index.kept import kept_codes, kept_rows
from index.lexical import LexicalIndex, write_lexical
from index.prepared import prepared_vectors
from index.scan import ONCE

if TYPE_CHECKING:  # importing Chroma takes 1.6 s, and opening a large index seldom needs it
    from index.vectors import VectorStore

FORMAT = 6
_MANIFEST = "manifest.json"
_WORDS = "words"
_ROWS = "vectors.npy"
_CODES = "codes.faiss"
SPACE_A_VECTOR = 4  # times its bytes, while Chroma writes its log and its graph, and with the words
TEXTS_AT_ONCE = 4096  # embedded before they are stored; a killed build goes on after the last


def open_index(folder: Path, contents: Contents | None = None) -> CollectionIndex:
    """Open what `build_index` made.

    Args:
        folder: of one collection.
        contents: what it was made from, where that is at hand; else read from the folder.

    Raises:
        IndexUnusable: missing, damaged, or of another format.
    """
    manifest = read_manifest(folder)
    texts = folder / manifest.texts
    contents = contents or read_contents(texts, manifest.collection)
    if len(contents.entries) != manifest.entries:
        raise IndexUnusable(
            f"{texts} holds {len(contents.entries)} entries, not {manifest.entries}",
            hint="run `hukou index --rebuild`",
        )
    words = LexicalIndex(texts / _WORDS)

    def read() -> Vectors:
        from index.vectors import VectorStore

        store = VectorStore(folder / manifest.vectors)
        try:
            return store.rows([key_of(entry.text) for entry in contents.entries])
        finally:
            store.close()

    if len(contents.entries) <= ONCE:
        return CollectionIndex(manifest, contents, read(), words)
    vectors = kept_rows(texts / _ROWS, len(contents.entries), read)
    codes = kept_codes(texts / _CODES, vectors)
    return CollectionIndex(manifest, contents, vectors, words, codes)


def read_manifest(folder: Path) -> Manifest:
    """Read what the index says of itself.

    Raises:
        IndexUnusable: there is none, it cannot be read, or it is of another format.
    """
    try:
        record = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if record["format"] != FORMAT:
            raise IndexUnusable(
                f"{folder} has format {record['format']}, this version reads {FORMAT}",
                hint="run `hukou index --rebuild`",
            )
        return Manifest(**record)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexUnusable(
            f"no usable index in {folder}", hint="run `hukou index --rebuild`"
        ) from error


def ensure_index(
    folder: Path,
    contents: Contents,
    embedder: Embedder,
    *,
    rebuild: bool = False,
    progress: Progress = no_progress,
) -> CollectionIndex:
    """Open the index if it is whole and of these contents, else bring it up to date.

    Two processes may call this at once: one builds, the other waits and opens.
    """
    with one_at_a_time(folder.with_name(f".{folder.name}.lock")):
        opened = None if rebuild else _opened(folder, contents)
        if opened and opened.manifest.embedder == embedder.name:  # last: it may still be loading
            _tidy(folder, opened.manifest)
            return opened
        build_index(folder, contents, embedder, reuse=not rebuild, progress=progress)
        try:
            return open_index(folder, contents)
        except IndexUnusable:  # the store that it went on with is damaged
            shutil.rmtree(folder)
            build_index(folder, contents, embedder, progress=progress)
            return open_index(folder, contents)


def _opened(folder: Path, contents: Contents) -> CollectionIndex | None:
    """The index of these contents; None where it is missing, damaged or of others."""
    try:
        if read_manifest(folder).content != contents.hash:
            return None
        return open_index(folder, contents)
    except IndexUnusable:
        return None


def build_index(
    folder: Path,
    contents: Contents,
    embedder: Embedder,
    *,
    reuse: bool = True,
    progress: Progress = no_progress,
) -> None:
    """Bring an index up to date; one process at a time (`ensure_index` sees to that).

    Args:
        folder: holds the old index until the very end; an interrupted build leaves it usable.
        contents: what to index.
        embedder: makes the vectors of texts that the old index does not hold.
        reuse: take over vectors of unchanged texts; else all are made anew in another store.
        progress: called with (texts embedded, texts to embed).
    """
    keys = {key_of(entry.text): entry.text for entry in contents.entries}
    store_name, store = _store(folder, embedder.name, reuse=reuse)
    try:
        missing = {key: text for key, text in keys.items() if key not in store.keys}
        _embed(store, missing, embedder, reuse=reuse, progress=progress)
        texts_name = f"texts-{secrets.token_hex(4)}"
        with building_folder(folder / texts_name) as building:
            write_lexical(building / _WORDS, [entry.text for entry in contents.entries])
            write_contents(building, contents)
        count = len(contents.entries)
        manifest = Manifest(
            FORMAT, contents.collection, embedder.name, contents.hash, count, store_name, texts_name
        )
        write_atomically(folder / _MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
        store.drop(store.keys - keys.keys())
    finally:
        store.close()
    _tidy(folder, manifest)


def _store(folder: Path, embedder_name: str, *, reuse: bool) -> tuple[str, VectorStore]:
    """The store of this embedder's vectors, with its name; an empty one where none is usable."""
    from index.vectors import VectorStore

    prefix = f"vectors-{hashlib.sha256(embedder_name.encode()).hexdigest()[:8]}"
    for name in _held_stores(folder, prefix) if reuse else ():
        try:
            return name, VectorStore(folder / name)
        except IndexUnusable:
            continue
    name = f"{prefix}-{secrets.token_hex(4)}"
    return name, VectorStore(folder / name, make=True)


def _held_stores(folder: Path, prefix: str) -> list[str]:
    """Names of the stores there, first the one in use; others are of builds that were killed."""
    try:
        used = read_manifest(folder).vectors
    except IndexUnusable:
        used = ""
    names = [path.name for path in folder.glob(f"{prefix}-*")]
    return sorted(names, key=lambda name: (name != used, name))


def _embed(
    store: VectorStore,
    missing: Mapping[str, str],
    embedder: Embedder,
    *,
    reuse: bool,
    progress: Progress,
) -> None:
    """Put the vectors of texts into the store, prepared ones first, the others as they are made."""
    prepared = prepared_vectors(missing.values(), embedder.name) if reuse else {}
    _put(store, list(prepared), list(prepared.values()))
    texts = [text for text in missing.values() if text not in prepared]
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        some = texts[start : start + TEXTS_AT_ONCE]
        made = embedder.embed_passages(some, _after(start, len(texts), progress))
        _put(store, some, made)


def _after(start: int, total: int, progress: Progress) -> Progress:
    """Progress over all texts, told by who embeds those after the first `start`."""
    return lambda done, _: progress(start + done, total)


def _put(store: VectorStore, texts: Sequence[str], vectors: Sequence[Vectors] | Vectors) -> None:
    rows = np.asarray(vectors, np.float32)
    need_space(store.folder.parent, SPACE_A_VECTOR * rows.nbytes, "building the index")
    store.put({key_of(text): row for text, row in zip(texts, rows, strict=True)})


def _tidy(folder: Path, manifest: Manifest) -> None:
    """Remove what earlier builds left, killed ones too."""
    for path in folder.iterdir():
        if path.name not in (_MANIFEST, manifest.vectors, manifest.texts):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
