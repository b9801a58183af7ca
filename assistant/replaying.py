"""What a reply came from besides its question, kept with it, so that it can be given again."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from assistant.conversation_state import ConversationState, record_of, state_from
from assistant.reply import Question
from assistant.reply_json import reply_json
from assistant.turns import Json, Turn
from corpus.statement import Status

if TYPE_CHECKING:
    from assistant.pipeline import Assistant

SAME = ("kind", "language", "sentences", "citations", "scope", "deadlines", "conflicts", "refusal")


def asked_of(question: Question, state: ConversationState, today: date) -> Json:
    """The form's fields, the state before the turn, and the day, as JSON."""
    return {
        "status": question.status.value if question.status else None,
        "place": question.place,
        "language": question.language,
        "as_of": question.as_of.isoformat() if question.as_of else None,
        "forget": list(question.forget),
        "state": record_of(state),
        "today": today.isoformat(),
    }


def replay(
    turn: Turn, assistant_on: Callable[[date], "Assistant"]
) -> Mapping[str, tuple[Json, Json]]:
    """Ask a kept question again, as it stood in its conversation and on its day.

    Args:
        turn: with `asked`.
        assistant_on: one that keeps nothing, for a day.

    Returns:
        What differs, by the Reply's key: as it was, and as it is now. Receipts always differ.
    """
    asked = turn.asked or {}
    assistant = assistant_on(date.fromisoformat(asked["today"]))
    before = {"receipt": {"id": "before"}}
    assistant.conversations.remember("replayed", state_from(asked["state"]), "", before)
    question = Question(
        turn.question,
        conversation_id="replayed",
        status=Status(asked["status"]) if asked["status"] else None,
        place=asked["place"],
        language=asked["language"],
        as_of=date.fromisoformat(asked["as_of"]) if asked["as_of"] else None,
        forget=tuple(asked["forget"]),
    )
    now = reply_json(assistant.reply(question))
    return {key: (turn.reply[key], now[key]) for key in SAME if turn.reply[key] != now[key]}
