"""Passages and questions → an index in a folder; embeds only changed text, then swaps folders."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from corpus.atomic import building_folder, need_space, one_at_a_time
from index.collection import CollectionIndex, Manifest
from index.contents import Contents, read_contents, write_contents
from index.embeddings import Embedder, Progress, Vectors, no_progress
from index.errors import IndexUnusable
from index.lexical import LexicalIndex, write_lexical
from index.prepared import prepared_vectors
from index.vectors import VectorStore, write_vectors

FORMAT = 2
_MANIFEST = "manifest.json"
_WORDS = "words"
SPACE_A_VECTOR = 4  # times its bytes, while Chroma writes its log and its graph, and with the words


def open_index(folder: Path, contents: Contents | None = None) -> CollectionIndex:
    """Open what `build_index` made.

    Args:
        folder: of one collection.
        contents: what it was made from, where that is at hand; else read from the folder.

    Raises:
        IndexUnusable: missing, damaged, or of another format.
    """
    manifest = read_manifest(folder)
    if manifest.format != FORMAT:
        raise IndexUnusable(
            f"{folder} has format {manifest.format}, this version reads {FORMAT}",
            hint="run `hukou index --rebuild`",
        )
    contents = contents or read_contents(folder, manifest.collection)
    vectors = VectorStore(folder / manifest.vectors)
    words = LexicalIndex(folder / _WORDS)
    if not len(vectors) == len(contents.entries) == manifest.entries:
        vectors.close()
        raise IndexUnusable(
            f"{folder} holds {len(vectors)} vectors for {len(contents.entries)} entries",
            hint="run `hukou index --rebuild`",
        )
    return CollectionIndex(manifest, contents, vectors, words)


def read_manifest(folder: Path) -> Manifest:
    """Read what the index says of itself.

    Raises:
        IndexUnusable: there is none, or it cannot be read.
    """
    try:
        return Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
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
    """Open the index if it is whole and of these contents, else build it anew.

    Two processes may call this at once: one builds, the other waits and opens.
    """
    with one_at_a_time(folder.with_name(f".{folder.name}.lock")):
        if not rebuild and (opened := _opened(folder, contents)):
            if opened.manifest.embedder == embedder.name:  # last: a model may still be loading
                return opened
            opened.vectors.close()
        build_index(folder, contents, embedder, reuse=not rebuild, progress=progress)
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
    """Write a whole index beside the old one, then take its place.

    Args:
        folder: replaced at the very end; an interrupted build leaves it as it was.
        contents: what to index.
        embedder: makes the vectors of texts that the old index does not hold.
        reuse: take over vectors of unchanged texts.
        progress: called with (texts embedded, texts to embed).
    """
    texts = [entry.text for entry in contents.entries]
    known: dict[str, Vectors] = _known_vectors(folder, embedder) if reuse else {}
    known |= prepared_vectors((t for t in texts if t not in known), embedder.name) if reuse else {}
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    made = embedder.embed_passages(missing, progress)
    known |= dict(zip(missing, made, strict=True))
    name = f"vectors-{secrets.token_hex(4)}"
    manifest = Manifest(FORMAT, contents.collection, embedder.name, contents.hash, len(texts), name)
    vectors = _stack([known[text] for text in texts])
    need_space(folder.parent, SPACE_A_VECTOR * vectors.nbytes, "building the index")
    with building_folder(folder) as building:
        write_vectors(building / name, vectors)
        write_lexical(building / _WORDS, texts)
        write_contents(building, contents)
        (building / _MANIFEST).write_text(json.dumps(asdict(manifest), indent=1))


def _known_vectors(folder: Path, embedder: Embedder) -> dict[str, Vectors]:
    try:
        if read_manifest(folder).embedder != embedder.name:
            return {}
        old = open_index(folder)
        vectors = old.vectors.all()
        old.vectors.close()
    except IndexUnusable:
        return {}
    return {entry.text: vectors[number] for number, entry in enumerate(old.entries)}


def _stack(rows: Sequence[Vectors]) -> Vectors:
    return np.stack(rows) if rows else np.zeros((0, 0), np.float32)
