"""Conversations with their turns and receipts: the one home of sqlalchemy."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from assistant.conversation_state import ConversationState
from corpus.errors import AssistantError
from corpus.statement import Status

_METADATA = MetaData()
_CONVERSATIONS = Table(
    "conversations",
    _METADATA,
    Column("id", String, primary_key=True),
    Column("state", JSON, nullable=False),
    Column("updated_at", DateTime, nullable=False, index=True),
)
_TURNS = Table(
    "turns",
    _METADATA,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("receipt_id", String, nullable=False, index=True),
    Column("question", String, nullable=False),
    Column("reply", JSON, nullable=False),
)


class Conversations:
    """Keeps conversations in SQLite; questions come here masked already."""

    def __init__(self, path: Path | None, *, keep_days: int) -> None:
        """Open or create the file.

        Args:
            path: of the SQLite file; None keeps everything in memory until the process ends.
            keep_days: conversations not touched for longer are deleted at the start.

        Raises:
            AssistantError: the file cannot be opened or written.
        """
        try:
            if path is None:
                self._engine = create_engine(
                    "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
                )
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._engine = create_engine(f"sqlite:///{path}")
            _METADATA.create_all(self._engine)
            self._drop_older(datetime.now(UTC) - timedelta(days=keep_days), bool(path))
        except (SQLAlchemyError, OSError) as error:
            raise AssistantError(
                f"conversations cannot be kept in {path}: {type(error).__name__}",
                hint="move the file away, or set HUKOU_DATA_DIR to a folder that can be written",
            ) from error

    def open(self, conversation_id: str | None) -> tuple[str, ConversationState, int]:
        """The conversation's id, its state, and the number of its next turn, from 1.

        A new conversation where the id is None or not known: a caller cannot choose an id.
        """
        if conversation_id is not None:
            query = select(_CONVERSATIONS.c.state).where(_CONVERSATIONS.c.id == conversation_id)
            last = select(func.max(_TURNS.c.number)).where(
                _TURNS.c.conversation_id == conversation_id
            )
            with self._engine.connect() as connection:
                row = connection.execute(query).first()
                turn = (connection.execute(last).scalar() or 0) + 1
            if row is not None:
                return conversation_id, _state(dict(row[0])), turn
        return secrets.token_urlsafe(16), ConversationState(), 1

    def remember(
        self,
        conversation_id: str,
        state: ConversationState,
        question: str,
        reply: dict[str, Any],  # JSON has no narrower type
    ) -> None:
        """Store a turn whole or not at all.

        Args:
            question: masked.
            reply: as `reply_json` gives it.
        """
        now = datetime.now(UTC).replace(tzinfo=None)
        row = {"state": json.loads(json.dumps(asdict(state))), "updated_at": now}
        where = _CONVERSATIONS.c.id == conversation_id
        with self._engine.begin() as connection:
            if connection.execute(select(_CONVERSATIONS.c.id).where(where)).first() is None:
                connection.execute(insert(_CONVERSATIONS).values(id=conversation_id, **row))
            else:
                connection.execute(update(_CONVERSATIONS).where(where).values(**row))
            last = connection.execute(
                select(func.max(_TURNS.c.number)).where(_TURNS.c.conversation_id == conversation_id)
            ).scalar()
            number = (last or 0) + 1
            connection.execute(
                insert(_TURNS).values(
                    conversation_id=conversation_id,
                    number=number,
                    receipt_id=reply["receipt"]["id"],
                    question=question,
                    reply=reply,
                )
            )

    def turns(self, conversation_id: str) -> list[tuple[str, dict[str, Any]]]:
        """(masked question, reply) of each turn, oldest first; empty if not known."""
        query = (
            select(_TURNS.c.question, _TURNS.c.reply)
            .where(_TURNS.c.conversation_id == conversation_id)
            .order_by(_TURNS.c.number)
        )
        with self._engine.connect() as connection:
            return [(question, reply) for question, reply in connection.execute(query)]

    def until(self, receipt_id: str) -> list[tuple[str, dict[str, Any]]]:
        """The turns of a conversation up to the one of this receipt; empty if not known."""
        query = select(_TURNS.c.conversation_id, _TURNS.c.number).where(
            _TURNS.c.receipt_id == receipt_id
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return [] if row is None else self.turns(row[0])[: row[1]]

    def replies(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(masked question, reply) of every turn that is kept, conversation by conversation."""
        query = select(_TURNS.c.question, _TURNS.c.reply).order_by(
            _TURNS.c.conversation_id, _TURNS.c.number
        )
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                yield row[0], row[1]

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _drop_older(self, than: datetime, stored: bool) -> None:
        if not stored:
            return
        old = select(_CONVERSATIONS.c.id).where(
            _CONVERSATIONS.c.updated_at < than.replace(tzinfo=None)
        )
        with self._engine.begin() as connection:
            connection.execute(delete(_TURNS).where(_TURNS.c.conversation_id.in_(old)))
            connection.execute(delete(_CONVERSATIONS).where(_CONVERSATIONS.c.id.in_(old)))


def _state(record: dict[str, Any]) -> ConversationState:  # JSON has no narrower type
    """The state as stored; what another version kept and this one does not know is left out."""
    known = {f.name: record[f.name] for f in fields(ConversationState) if f.name in record}
    status = known.pop("status", None)
    offered = known.pop("offered", ())
    return ConversationState(
        status=Status(status) if status else None,
        offered=tuple(Status(name) for name in offered),
        **known,
    )
