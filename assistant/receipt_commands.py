"""`hukou receipts …`: what became of the answers given before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from assistant.starting import load_knowledge, read_settings
from assistant.terminal import err, fail, out

if TYPE_CHECKING:
    from datetime import date

    from assistant.pipeline import Assistant

receipts_app = typer.Typer(help="What became of the answers given before.", no_args_is_help=True)


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


@receipts_app.command()
def replay(receipt_id: str) -> None:
    """Give a kept reply again, as it stood in its conversation and on its day; exit 1 if it differs."""
    from assistant.conversations import Conversations
    from assistant.replaying import replay as ask_again
    from assistant.wiring import Folders, make_assistant

    settings = read_settings()
    path = Folders(settings.data_dir).conversations
    conversations = Conversations(path, keep_days=settings.conversation_days)
    turn = conversations.turn(receipt_id)
    conversations.close()
    if turn is None or turn.asked is None:
        fail(f"no reply {receipt_id!r} is kept in {path}", "take receipt.id of a kept reply")
    if turn.reply["receipt"]["composer"] == "model":
        fail(
            "a chat model worded this reply, and words differ", "`hukou receipts check` still holds"
        )
    knowledge = load_knowledge(settings)
    forgetful = settings.model_copy(update={"conversation_days": 0, "model": ""})

    def assistant_on(day: date) -> Assistant:
        return make_assistant(forgetful, knowledge, today=lambda: day)

    changed = ask_again(turn, assistant_on)
    for key, (was, now) in changed.items():
        out.print(f"{key}\n  was: {json.dumps(was, ensure_ascii=False)}")
        out.print(f"  now: {json.dumps(now, ensure_ascii=False)}")
    err.print("it differs" if changed else "the same reply")
    if changed:
        raise typer.Exit(1)
