"""Conversations with their turns, receipts and feedback, and who may see them."""

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from assistant.conversation_state import ConversationState, record_of, state_from
from assistant.errors import StoreUnusable
from assistant.owner import LOCAL, Owner
from assistant.tables import CONVERSATIONS, FEEDBACK, TALK, TURNS, drop, open_engine, seen_by
from assistant.turns import Json, Summary, Turn

MOST_IN_MEMORY = 1000  # turns; a reply takes some 40 kB
MOST_IN_ONE = 100  # turns of a conversation; older ones go
IN_MEMORY = timedelta(hours=24)
_SWEEP = timedelta(hours=1)
_HANDED_OUT = 10_000
_log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Now, without a zone, as SQLite keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


class Conversations:
    """Keeps conversations in SQLite; questions come here masked already."""

    def __init__(
        self,
        path: Path | None,
        *,
        keep_days: int,
        now: Callable[[], datetime] = utc_now,
        most: int = MOST_IN_MEMORY,
    ) -> None:
        """Open or create the file.

        Args:
            path: of the SQLite file; None keeps everything in memory, for a day at most.
            keep_days: conversations not touched for longer are deleted, at the start and hourly.
            now: UTC without a zone.
            most: turns kept in memory; the conversations not touched for longest go first.

        Raises:
            StoreUnusable: the file cannot be opened or written.
        """
        self.lost = 0
        self._path, self._now, self._most = path, now, most
        self._keep = timedelta(days=keep_days) if path else IN_MEMORY
        self._swept = now()
        self._lock = RLock()
        self._numbers: OrderedDict[str, int] = OrderedDict()
        try:
            self._engine = open_engine(path, TALK)
            with self._engine.begin() as connection:
                drop(connection, CONVERSATIONS.c.updated_at < now() - self._keep)
        except (SQLAlchemyError, OSError) as error:
            raise self._unusable(error) from error

    def open(
        self, conversation_id: str | None, owner: Owner = LOCAL
    ) -> tuple[str, ConversationState, int]:
        """The conversation's id, its state, and the number of its next turn, from 1.

        A new conversation where the id is None, not known or another's: a caller cannot choose an
        id, save that a widget brings the one that the server put into its token. No number is
        given twice while the process lives, so that an event id names one turn.
        """
        wanted = owner.only or conversation_id
        state, turn = None, 1
        if wanted is not None:
            query = select(CONVERSATIONS.c.state).where(CONVERSATIONS.c.id == wanted)
            last = select(func.max(TURNS.c.number)).where(TURNS.c.conversation_id == wanted)
            with self._transaction() as connection:
                state = connection.execute(query.where(seen_by(owner))).scalar()
                turn = (connection.execute(last).scalar() or 0) + 1
        if state is None:
            wanted, turn = owner.only or secrets.token_urlsafe(16), 1
        return str(wanted), state_from(dict(state or {})), self._number(str(wanted), turn)

    def remember(  # noqa: PLR0913 - what a turn is made of
        self,
        conversation_id: str,
        state: ConversationState,
        question: str,
        reply: Json,
        *,
        owner: Owner = LOCAL,
        turn: int | None = None,
        asked: Json | None = None,
    ) -> None:
        """Store a turn whole or not at all; one that cannot be stored is logged and counted.

        Args:
            question: masked.
            reply: as `reply_json` gives it.
            owner: of the conversation, where it is new.
            turn: its number, as `open` gave it; the next one where None.
            asked: what else the reply came from, as `asked_of` gives it.
        """
        row = {"state": record_of(state), "updated_at": self._now()}
        where = CONVERSATIONS.c.id == conversation_id
        last = select(func.max(TURNS.c.number)).where(TURNS.c.conversation_id == conversation_id)
        new = {
            "conversation_id": conversation_id,
            "receipt_id": reply["receipt"]["id"],
            "question": question,
            "reply": reply,
            "asked": asked,
        }
        try:
            with self._transaction() as connection:
                if not connection.execute(
                    update(CONVERSATIONS).where(where).values(**row)
                ).rowcount:
                    first = {"id": conversation_id, "owner": owner.name, **row}
                    connection.execute(insert(CONVERSATIONS).values(**first))
                number = turn or (connection.execute(last).scalar() or 0) + 1
                connection.execute(insert(TURNS).values(number=number, **new))
                self._make_room(connection, conversation_id, number)
        except StoreUnusable as error:
            self.lost += 1
            _log.warning("a turn was answered but not kept: %s → %s", error, error.hint)

    def summaries(self, owner: Owner, *, limit: int, offset: int) -> list[Summary]:
        """What the owner may see, newest first."""
        own = TURNS.alias()
        first = select(own.c.question).where(own.c.conversation_id == CONVERSATIONS.c.id)
        first = first.order_by(own.c.number).limit(1)
        query = (
            select(
                CONVERSATIONS.c.id,
                CONVERSATIONS.c.updated_at,
                func.count(),
                first.scalar_subquery(),
            )
            .join(TURNS, TURNS.c.conversation_id == CONVERSATIONS.c.id)
            .where(seen_by(owner))
            .group_by(CONVERSATIONS.c.id)
            .order_by(CONVERSATIONS.c.updated_at.desc(), CONVERSATIONS.c.id)
        )
        with self._transaction() as connection:
            rows = connection.execute(query.limit(limit).offset(offset))
            return [Summary(*row) for row in rows]

    def read(self, conversation_id: str, owner: Owner) -> list[Turn]:
        """Its turns, oldest first; empty where it is not known or another's."""
        return self._turns(and_(CONVERSATIONS.c.id == conversation_id, seen_by(owner)))

    def delete(self, conversation_id: str, owner: Owner) -> bool:
        """Delete a conversation, its turns and their feedback; False where there is none."""
        with self._transaction() as connection:
            return drop(connection, and_(CONVERSATIONS.c.id == conversation_id, seen_by(owner)))

    def turn(self, receipt_id: str, owner: Owner = LOCAL) -> Turn | None:
        """The turn of this receipt; None where it is not known or another's."""
        return next(iter(self._turns(and_(TURNS.c.receipt_id == receipt_id, seen_by(owner)))), None)

    def turns(self, conversation_id: str) -> list[tuple[str, Json]]:
        """(masked question, reply) of each turn, oldest first; empty if not known."""
        return [(turn.question, turn.reply) for turn in self.read(conversation_id, LOCAL)]

    def until(self, receipt_id: str) -> list[tuple[str, Json]]:
        """The turns of a conversation up to the one of this receipt; empty if not known."""
        last = self.turn(receipt_id)
        if last is None:
            return []
        turns = self.read(last.conversation_id, LOCAL)
        return [(turn.question, turn.reply) for turn in turns if turn.number <= last.number]

    def replies(self) -> Iterator[tuple[str, Json]]:
        """(masked question, reply) of every turn that is kept, conversation by conversation."""
        query = select(TURNS.c.question, TURNS.c.reply).order_by(
            TURNS.c.conversation_id, TURNS.c.number
        )
        with self._transaction() as connection:
            for row in connection.execute(query):
                yield row[0], row[1]

    def rate(
        self, turn: Turn, rating: Literal["up", "down"], sentence: int, comment: str | None
    ) -> None:
        """Keep what a reader thinks of a reply; a second judgement takes the place of the first.

        Args:
            sentence: its number from 1; 0 for the whole reply.
            comment: masked.
        """
        about = {"receipt_id": turn.reply["receipt"]["id"], "sentence": sentence}
        given = {
            "conversation_id": turn.conversation_id,
            "rating": rating,
            "comment": comment,
            "given_at": self._now(),
        }
        with self._transaction() as connection:
            connection.execute(delete(FEEDBACK).filter_by(**about))
            connection.execute(insert(FEEDBACK).values(**about, **given))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """One at a time in memory, where all threads share a connection."""
        try:
            if self._path is None:
                with self._lock, self._engine.begin() as connection:
                    yield connection
            else:
                with self._engine.begin() as connection:
                    yield connection
        except SQLAlchemyError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> StoreUnusable:
        cause = getattr(error, "orig", None) or error
        return StoreUnusable(
            f"conversations cannot be kept in {self._path or 'memory'}: {type(cause).__name__}: {cause}",
            hint="make room, move the file away, or set HUKOU_DATA_DIR to a folder that can be "
            "written",
        )

    def _number(self, conversation_id: str, turn: int) -> int:
        with self._lock:
            turn = max(turn, self._numbers.pop(conversation_id, 0) + 1)
            self._numbers[conversation_id] = turn
            if len(self._numbers) > _HANDED_OUT:
                self._numbers.popitem(last=False)
        return turn

    def _turns(self, where: ColumnElement[bool]) -> list[Turn]:
        query = (
            select(*(TURNS.c[field.name] for field in fields(Turn)))
            .join(CONVERSATIONS, CONVERSATIONS.c.id == TURNS.c.conversation_id)
            .where(where)
            .order_by(TURNS.c.number)
        )
        with self._transaction() as connection:
            return [Turn(*row) for row in connection.execute(query)]

    def _make_room(self, connection: Connection, conversation_id: str, number: int) -> None:
        """Drop what is too old or too much; the conversation just touched stays."""
        here = TURNS.c.conversation_id == conversation_id
        connection.execute(delete(TURNS).where(here, TURNS.c.number <= number - MOST_IN_ONE))
        now = self._now()
        if now - self._swept > _SWEEP:
            self._swept = now
            drop(connection, CONVERSATIONS.c.updated_at < now - self._keep)
        if self._path is not None:
            return
        oldest = select(CONVERSATIONS.c.id).order_by(CONVERSATIONS.c.updated_at).limit(1)
        while (connection.execute(select(func.count()).select_from(TURNS)).scalar() or 0) > (
            self._most
        ):
            drop(connection, CONVERSATIONS.c.id == oldest.scalar_subquery())
