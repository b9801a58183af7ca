"""`hukou receipts …`: what became of the answers given before."""

from __future__ import annotations

import typer

from assistant.starting import read_settings
from assistant.terminal import err, out

receipts_app = typer.Typer(help="What became of the answers given before.", no_args_is_help=True)


@receipts_app.callback()
def receipts() -> None:
    """Let `check` be a command of its own, as others will stand beside it."""


@receipts_app.command()
def check() -> None:
    """List kept answers whose passages have changed since; exit 1 if there are any."""
    from assistant.conversations import Conversations
    from assistant.receipts import changes
    from assistant.wiring import Folders
    from corpus.ingest import collections_in, read_collection
    from corpus.loader import load_corpus
    from index.contents import corpus_contents

    settings = read_settings()
    folders = Folders(settings.data_dir)
    if not folders.conversations.exists():
        out.print(f"no answers are kept in {folders.conversations}")
        return
    corpus = load_corpus()
    own = [
        passage
        for name in collections_in(folders.documents)
        for passage in read_collection(folders.documents, name)
    ]
    passages = {**corpus.passages, **{passage.id: passage for passage in own}}
    conversations = Conversations(folders.conversations, keep_days=settings.conversation_days)
    found = list(changes(conversations.replies(), passages, corpus_contents(corpus).hash))
    conversations.close()
    for change in found:
        out.print(f"{change.receipt_id}  {change.question}\n  {change.passage_id}")
        out.print(f"  was: {change.quote}\n  now: {change.now or '(gone)'}")
    count = len({change.receipt_id for change in found})
    err.print(f"{count} kept answers rest on passages that changed" if found else "none changed")
    if found:
        raise typer.Exit(1)
