"""Keys of programs, widgets, and how much each is used; secrets are kept only as digests."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from assistant.conversations import utc_now
from assistant.errors import RecordUnusable, StoreUnusable
from assistant.holders import KeyRecord, Usage, WidgetRecord, key_from, widget_from
from assistant.tables import ACCESS, KEYS, USAGE, WIDGETS, open_engine

KEY_PREFIX = "hk_"
_SECRET_BYTES = 32


class Records:
    """Keeps keys, widgets and their usage in SQLite."""

    def __init__(self, path: Path | None, *, now: Callable[[], datetime] = utc_now) -> None:
        """Open or create the file.

        Args:
            path: of the SQLite file; None keeps everything in memory.
            now: UTC without a zone.

        Raises:
            StoreUnusable: the file cannot be opened or written.
        """
        self._path, self._now = path, now
        self._lock = RLock()
        try:
            self._engine = open_engine(path, ACCESS)
        except (SQLAlchemyError, OSError) as error:
            raise self._unusable(error) from error

    def add_key(self, name: str, *, requests_per_minute: int, metrics: bool = False) -> str:
        """Make a key and return it: it cannot be shown again.

        A plain digest keeps it safe, as nobody can try 2^256 secrets; slow hashing is for
        passwords, which can be guessed.

        Raises:
            RecordUnusable: a key of this name is there.
        """
        secret, key_id = secrets.token_urlsafe(_SECRET_BYTES), secrets.token_hex(4)
        row = {
            "id": key_id,
            "name": name,
            "digest": _digest(secret),
            "requests_per_minute": requests_per_minute,
            "metrics": metrics,
        }
        self._add(KEYS, row)
        return f"{KEY_PREFIX}{key_id}_{secret}"

    def key(self, text: str) -> KeyRecord | None:
        """The record of a key that a request brings; None where it is not known or revoked."""
        key_id, _, secret = text.removeprefix(KEY_PREFIX).partition("_")
        row = self._active(KEYS, key_id)
        same = hmac.compare_digest(row["digest"] if row else "", _digest(secret))
        return key_from(row) if row and same else None

    def keys(self) -> list[KeyRecord]:
        """Those in use, by name."""
        return [key_from(row) for row in self._all(KEYS)]

    def revoke_key(self, name: str) -> None:
        """End a key at once.

        Raises:
            RecordUnusable: there is none of this name.
        """
        self._end(KEYS, name)

    def add_widget(
        self,
        name: str,
        origins: Sequence[str],
        *,
        defaults: tuple[str | None, str | None, str | None] = (None, None, None),
        requests_per_minute: int,
    ) -> WidgetRecord:
        """Let a site embed the widget.

        Args:
            name: for people; the id is made here.
            origins: normal.
            defaults: status, place and language that its widget assumes.
            requests_per_minute: of all its readers together.

        Raises:
            RecordUnusable: a widget of this name is there.
        """
        status, place, language = defaults
        row = {
            "id": secrets.token_urlsafe(9),
            "name": name,
            "origins": list(origins),
            "status": status,
            "place": place,
            "language": language,
            "requests_per_minute": requests_per_minute,
        }
        return widget_from({**row, "made_at": self._add(WIDGETS, row)})

    def widget(self, widget_id: str) -> WidgetRecord | None:
        """The record; None where it is not known or revoked."""
        row = self._active(WIDGETS, widget_id)
        return widget_from(row) if row else None

    def knows_widget(self, widget_id: str) -> bool:
        """Whether the id was ever given, revoked or not."""
        with self._transaction() as connection:
            found = connection.execute(select(WIDGETS.c.id).where(WIDGETS.c.id == widget_id))
            return found.first() is not None

    def widgets(self) -> list[WidgetRecord]:
        """Those in use, by name."""
        return [widget_from(row) for row in self._all(WIDGETS)]

    def revoke_widget(self, name: str) -> None:
        """End a widget and its tokens at once.

        Raises:
            RecordUnusable: there is none of this name.
        """
        self._end(WIDGETS, name)

    def rotate_widget(self, name: str) -> WidgetRecord:
        """Give a widget a new id; the tokens and pages of the old one end at once.

        Raises:
            RecordUnusable: there is none of this name.
        """
        where = (WIDGETS.c.name == name, _in_use(WIDGETS))
        now = self._now()
        with self._transaction() as connection:
            connection.execute(update(WIDGETS).where(*where).values(revoked_at=now))
            last = select(WIDGETS).where(WIDGETS.c.name == name, WIDGETS.c.revoked_at == now)
            old = connection.execute(last).mappings().first()
            if old is None:
                raise _missing(WIDGETS, name)
            row = {**old, "id": secrets.token_urlsafe(9), "made_at": now, "revoked_at": None}
            connection.execute(insert(WIDGETS).values(**row))
        return widget_from(row)

    def count(self, owner: str) -> None:
        """One more request of a key or widget."""
        now = self._now()
        one = {"requests": USAGE.c.requests + 1, "last_at": now}
        where = (USAGE.c.who == owner, USAGE.c.day == now.date().isoformat())
        with self._transaction() as connection:
            if not connection.execute(update(USAGE).where(*where).values(**one)).rowcount:
                first = {"who": owner, "day": now.date().isoformat(), "requests": 1}
                connection.execute(insert(USAGE).values(**first, last_at=now))

    def usage(self, owner: str) -> Usage:
        """How much a key or widget was used."""
        query = select(func.sum(USAGE.c.requests), func.max(USAGE.c.last_at))
        query = query.where(USAGE.c.who == owner)
        today = query.where(USAGE.c.day == self._now().date().isoformat())
        with self._transaction() as connection:
            total, last_at = connection.execute(query).one()
            return Usage(connection.execute(today).one()[0] or 0, total or 0, last_at)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """One at a time: in memory all threads share a connection."""
        try:
            with self._lock, self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> StoreUnusable:
        cause = getattr(error, "orig", None) or error
        return StoreUnusable(
            f"keys and widgets cannot be kept in {self._path}: {type(cause).__name__}: {cause}",
            hint="make room, move the file away, or set HUKOU_DATA_DIR to a folder that can be "
            "written",
        )

    def _add(self, table: Table, row: Mapping[str, object]) -> datetime:
        now = self._now()
        with self._transaction() as connection:
            connection.execute(insert(table).values(**row, made_at=now))
            same = select(func.count()).where(table.c.name == row["name"], _in_use(table))
            if (connection.execute(same).scalar() or 0) > 1:
                raise RecordUnusable(
                    f"a {_noun(table)} named {row['name']!r} is there",
                    hint=f"`hukou {_noun(table)} list` shows them; revoke it, or take another name",
                )
        return now

    def _end(self, table: Table, name: str) -> None:
        where = (table.c.name == name, _in_use(table))
        with self._transaction() as connection:
            ended = connection.execute(update(table).where(*where).values(revoked_at=self._now()))
            if not ended.rowcount:
                raise _missing(table, name)

    def _active(self, table: Table, record_id: str) -> Mapping[str, Any] | None:
        query = select(table).where(table.c.id == record_id, _in_use(table))
        with self._transaction() as connection:
            found = connection.execute(query).mappings().first()
        return dict(found) if found else None

    def _all(self, table: Table) -> list[Mapping[str, Any]]:
        with self._transaction() as connection:
            query = select(table).where(_in_use(table)).order_by(table.c.name)
            return [dict(row) for row in connection.execute(query).mappings()]


def _in_use(table: Table) -> ColumnElement[bool]:
    return table.c.revoked_at.is_(None)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _noun(table: Table) -> str:
    return table.name.removesuffix("s")


def _missing(table: Table, name: str) -> RecordUnusable:
    noun = _noun(table)
    return RecordUnusable(f"no {noun} is named {name!r}", hint=f"`hukou {noun} list` shows them")
