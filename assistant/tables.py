"""What is kept in SQLite, table by table, and how a file of it is opened."""

from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    create_engine,
    delete,
    event,
    inspect,
    select,
    true,
)
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateColumn

from assistant.owner import Owner

TALK = MetaData()
CONVERSATIONS = Table(
    "conversations",
    TALK,
    Column("id", String, primary_key=True),
    Column("state", JSON, nullable=False),
    Column("updated_at", DateTime, nullable=False, index=True),
    Column("owner", String, nullable=False, server_default="", index=True),
)
TURNS = Table(
    "turns",
    TALK,
    Column("conversation_id", ForeignKey("conversations.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("receipt_id", String, nullable=False, index=True),
    Column("question", String, nullable=False),
    Column("reply", JSON, nullable=False),
    Column("asked", JSON),
)
FEEDBACK = Table(
    "feedback",
    TALK,
    Column("receipt_id", String, primary_key=True),
    Column("sentence", Integer, primary_key=True),  # 0: the whole reply
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False, index=True),
    Column("rating", String, nullable=False),
    Column("comment", String),
    Column("given_at", DateTime, nullable=False),
)

ACCESS = MetaData()
KEYS = Table(
    "keys",
    ACCESS,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("requests_per_minute", Integer, nullable=False),
    Column("metrics", Boolean, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("revoked_at", DateTime),
)
WIDGETS = Table(
    "widgets",
    ACCESS,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("origins", JSON, nullable=False),
    Column("status", String),
    Column("place", String),
    Column("language", String),
    Column("requests_per_minute", Integer, nullable=False),
    Column("made_at", DateTime, nullable=False),
    Column("revoked_at", DateTime),
)
USAGE = Table(
    "usage",
    ACCESS,
    Column("who", String, primary_key=True),  # key:ID or widget:ID
    Column("day", String, primary_key=True),  # UTC
    Column("requests", Integer, nullable=False),
    Column("last_at", DateTime, nullable=False),
)


def open_engine(path: Path | None, tables: MetaData) -> Engine:
    """The file with these tables, made where they are missing; None keeps them in memory.

    Only the user that runs the program can read a file made here. Readers do not wait for writers.

    Raises:
        SQLAlchemyError, OSError: the file cannot be opened or written.
    """
    if path is None:
        engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        engine = create_engine(f"sqlite:///{path}")
        event.listen(engine, "connect", _trust_the_log)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        tables.create_all(engine)
        _add_missing_columns(engine, tables)
    except BaseException:
        engine.dispose()
        raise
    return engine


def seen_by(owner: Owner) -> ColumnElement[bool]:
    """The conversations that the owner may see."""
    if not owner.name:
        return true()
    own = CONVERSATIONS.c.owner == owner.name
    return own if owner.only is None else and_(own, CONVERSATIONS.c.id == owner.only)


def drop(connection: Connection, where: ColumnElement[bool]) -> bool:
    """Delete conversations, their turns and feedback; False where there is none such."""
    ids = select(CONVERSATIONS.c.id).where(where)
    for table in (FEEDBACK, TURNS):
        connection.execute(delete(table).where(table.c.conversation_id.in_(ids)))
    return bool(connection.execute(delete(CONVERSATIONS).where(where)).rowcount)


def _trust_the_log(connection: Any, _record: object) -> None:  # the driver's own connection
    """A write does not wait for the disk: a power cut may lose the last ones, whole."""
    connection.execute("PRAGMA synchronous=NORMAL")


def _add_missing_columns(engine: Engine, tables: MetaData) -> None:
    """Bring a file of an earlier version up to date; a new column has a default or may be null."""
    known = inspect(engine)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            names = {column["name"] for column in known.get_columns(table.name)}
            for column in table.columns:
                if column.name not in names:
                    definition = CreateColumn(column).compile(engine)
                    connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {definition}")
