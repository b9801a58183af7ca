"""Conversations and their turns as they are kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]  # as `reply_json` gives a Reply


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of a list of conversations.

    Attributes:
        updated_at: UTC.
        first_question: masked.
    """

    id: str
    updated_at: datetime
    turns: int
    first_question: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One kept turn; the question is masked.

    Attributes:
        asked: what else the reply came from, to replay it; None where another version kept it.
    """

    conversation_id: str
    number: int
    question: str
    reply: Json
    asked: Json | None = None
