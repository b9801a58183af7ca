"""Server-sent events: a turn as it is answered, and a kept turn once more."""

import json
from collections.abc import AsyncIterator, Generator, Iterator
from typing import Any

from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import iterate_in_threadpool

from assistant.errors import NotFound
from assistant.owner import Owner
from assistant.pipeline import Assistant
from assistant.problems import problem_of
from assistant.reply import CheckedSentence, Question
from assistant.reply_json import citation_json, reply_json, sentence_json
from assistant.turns import Turn
from corpus.errors import AssistantError

Json = dict[str, Any]  # JSON has no narrower type
Events = Generator[str, None, None]
EVENT_ID = r"^[A-Za-z0-9_-]{1,100}:[0-9]{1,6}:[0-9]{1,6}$"
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


def asked_events(assistant: Assistant, question: Question) -> Events:
    """The events of a turn as it is answered: sentences as they are checked, then the Reply."""
    last = ""
    for item in assistant.stream(question):
        if isinstance(item, CheckedSentence):
            last = item.event_id
            cited = [citation_json(citation) for citation in item.citations]
            yield event("sentence", last, sentence_json(item.sentence) | {"cited": cited})
        else:
            kept = None if last else assistant.conversations.turn(item.body.receipt.id)
            last = last or f"{item.body.conversation_id}:{kept.number if kept else 1}:0"
            turn, _, number = last.rpartition(":")
            yield event("reply", f"{turn}:{int(number) + 1}", reply_json(item))


def kept_events(assistant: Assistant, after: str, owner: Owner) -> Events:
    """The events of a kept turn that follow the one of this id; nothing is asked again.

    Args:
        assistant: that keeps the turn.
        after: as `EVENT_ID` describes it, `conversation:turn:n`.
        owner: who asks.

    Raises:
        NotFound: no such turn is kept, or it is another's.
    """
    conversation_id, turn, number = after.split(":")
    turns = assistant.conversations.read(conversation_id, owner)
    kept = next((each for each in turns if each.number == int(turn)), None)
    if kept is None:
        raise NotFound(
            f"no turn {turn} of this conversation is kept",
            hint="ask again without Last-Event-ID",
        )
    yield from list(_again(kept))[int(number) :]


def _again(turn: Turn) -> Iterator[str]:
    reply, lead = turn.reply, f"{turn.conversation_id}:{turn.number}"
    number = 0
    for number, sentence in enumerate(reply["sentences"], start=1):
        cited = [c for c in reply["citations"] if c["number"] in sentence["citations"]]
        yield event("sentence", f"{lead}:{number}", sentence | {"cited": cited})
    yield event("reply", f"{lead}:{number + 1}", reply)


def event(name: str, event_id: str, data: Json) -> str:
    """One server-sent event."""
    return f"event: {name}\nid: {event_id}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def event_stream(
    request: Request, events: Events, *, failed: str = "event: error\n"
) -> StreamingResponse:
    """The events as they are made.

    Args:
        request: what an error on the way is told of.
        events: the first is made at once, so that an error there still sets the status.
        failed: what stands before the data of an error.
    """
    first = next(events, "")

    def rest() -> Events:
        yield first
        try:
            yield from events
        except AssistantError as error:
            data = json.dumps(problem_of(request, error), ensure_ascii=False)
            yield f"{failed}data: {data}\n\n"

    body = _in_thread(rest())
    return StreamingResponse(body, media_type="text/event-stream", headers=_HEADERS)


async def _in_thread(events: Events) -> AsyncIterator[str]:
    """Events made in a worker thread; where the reader hangs up, their making ends."""
    try:
        async for each in iterate_in_threadpool(events):
            yield each
    finally:
        events.close()
