from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from assistant.conversation_state import ConversationState
from assistant.conversations import Conversations
from corpus.errors import AssistantError
from corpus.statement import Status

REPLY: dict[str, Any] = {"receipt": {"id": "r1"}, "text": "…"}
STATE = ConversationState(
    status=Status.HMT,
    place="cn/shanghai",
    topic="how long",
    instrument="hmt-rp-2018",
    offered=(Status.HMT, Status.CITIZEN),
)


def test_a_conversation_is_kept_over_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "c.sqlite"
    first = Conversations(path, keep_days=30)
    conversation_id, state, turn = first.open(None)
    assert (state, turn) == (ConversationState(), 1)
    first.remember(conversation_id, STATE, "how long", REPLY)
    first.close()

    again = Conversations(path, keep_days=30)

    assert again.open(conversation_id) == (conversation_id, STATE, 2)
    again.remember(conversation_id, STATE, "and then", REPLY)
    assert [question for question, _ in again.turns(conversation_id)] == ["how long", "and then"]
    again.close()


def test_a_caller_cannot_choose_an_id() -> None:
    conversations = Conversations(None, keep_days=0)

    conversation_id, _, _ = conversations.open("mine")

    assert conversation_id != "mine"
    assert len(conversation_id) >= 20
    conversations.close()


def test_a_receipt_leads_to_its_turn_and_those_before_it() -> None:
    conversations = Conversations(None, keep_days=0)
    conversation_id, _, _ = conversations.open(None)
    for number in (1, 2, 3):
        reply = {"receipt": {"id": f"r{number}"}}
        conversations.remember(conversation_id, STATE, f"question {number}", reply)

    assert [asked for asked, _ in conversations.until("r2")] == ["question 1", "question 2"]
    assert conversations.until("r9") == []
    conversations.close()


def test_old_conversations_are_dropped_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    first = Conversations(path, keep_days=30)
    conversation_id, _, _ = first.open(None)
    first.remember(conversation_id, STATE, "how long", REPLY)
    first.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        old = (datetime.now(UTC) - timedelta(days=31)).replace(tzinfo=None)
        connection.execute(text("UPDATE conversations SET updated_at = :old"), {"old": old})
    engine.dispose()

    again = Conversations(path, keep_days=30)

    assert again.turns(conversation_id) == []
    again.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"not a database" * 100)

    with pytest.raises(AssistantError, match="cannot be kept"):
        Conversations(path, keep_days=30)
