from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text

from assistant.conversation_state import ConversationState
from assistant.conversations import MOST_IN_ONE, Conversations
from assistant.errors import StoreUnusable
from assistant.owner import LOCAL, Owner
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


class Clock:
    """A clock that is set by hand."""

    now = datetime(2026, 11, 22, 12)

    def __call__(self) -> datetime:
        return self.now


def _reply(receipt: str, sentences: int = 1) -> dict[str, Any]:
    return {"receipt": {"id": receipt}, "sentences": [{"text": "…"}] * sentences}


def test_old_conversations_are_dropped_while_running(tmp_path: Path) -> None:
    clock = Clock()
    conversations = Conversations(tmp_path / "c.sqlite", keep_days=30, now=clock)
    conversations.remember("old", STATE, "how long", _reply("r1"))
    clock.now += timedelta(days=31)

    conversations.remember("new", STATE, "how long", _reply("r2"))

    assert conversations.turns("old") == []
    assert len(conversations.turns("new")) == 1
    conversations.close()


def test_memory_holds_a_day_and_no_more_than_its_bound() -> None:
    clock = Clock()
    conversations = Conversations(None, keep_days=0, now=clock, most=3)
    for number in range(5):
        clock.now += timedelta(seconds=1)
        conversations.remember(f"c{number}", STATE, "how long", _reply(f"r{number}"))

    listed = conversations.summaries(LOCAL, limit=10, offset=0)
    assert [each.id for each in listed] == ["c4", "c3", "c2"]
    clock.now += timedelta(hours=25)
    conversations.remember("c5", STATE, "how long", _reply("r5"))
    assert [each.id for each in conversations.summaries(LOCAL, limit=10, offset=0)] == ["c5"]
    conversations.close()


def test_one_conversation_cannot_grow_without_end() -> None:
    conversations = Conversations(None, keep_days=0)
    for number in range(MOST_IN_ONE + 5):
        conversations.remember("c", STATE, f"q{number}", _reply(f"r{number}"))

    kept = conversations.read("c", LOCAL)
    assert len(kept) == MOST_IN_ONE
    assert kept[0].question == "q5"
    conversations.close()


def test_owners_see_their_own_and_this_machine_sees_all() -> None:
    conversations = Conversations(None, keep_days=0)
    ours, theirs = Owner("key:1"), Owner("key:2")
    conversations.remember("c1", STATE, "how long", _reply("r1"), owner=ours)

    assert conversations.turn("r1", theirs) is None
    assert conversations.read("c1", theirs) == []
    assert not conversations.delete("c1", theirs)
    assert conversations.open("c1", theirs)[0] != "c1"
    assert conversations.open("c1", LOCAL)[0] == "c1"
    assert [each.id for each in conversations.summaries(LOCAL, limit=1, offset=0)] == ["c1"]
    assert conversations.summaries(ours, limit=1, offset=1) == []
    assert conversations.delete("c1", ours)
    conversations.close()


def test_a_widget_brings_the_id_that_its_token_holds() -> None:
    conversations = Conversations(None, keep_days=0)
    owner = Owner("widget:w", "from-the-token")

    assert conversations.open(None, owner) == ("from-the-token", ConversationState(), 1)
    assert conversations.open("another", owner)[0] == "from-the-token"
    conversations.close()


def test_no_two_turns_have_one_number() -> None:
    conversations = Conversations(None, keep_days=0)
    conversations.remember("c", STATE, "first", _reply("r1"), turn=1)

    numbers = [conversations.open("c")[2] for _ in range(3)]

    assert numbers == [2, 3, 4]
    conversations.remember("c", STATE, "third", _reply("r3"), turn=3)
    assert [turn.number for turn in conversations.read("c", LOCAL)] == [1, 3]
    assert [asked for asked, _ in conversations.until("r3")] == ["first", "third"]
    conversations.close()


def test_many_threads_ask_at_once_in_memory_and_on_disk(tmp_path: Path) -> None:
    for path in (None, tmp_path / "c.sqlite"):
        conversations = Conversations(path, keep_days=1)

        def one(number: int, conversations: Conversations = conversations) -> None:
            conversation_id, state, turn = conversations.open(f"c{number % 3}", OWNERS[number % 3])
            conversations.remember(
                conversation_id,
                state,
                "how long",
                _reply(f"r{number}"),
                owner=OWNERS[number % 3],
                turn=turn,
            )

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(one, range(30)))
        assert conversations.lost == 0
        assert [len(conversations.read(f"c{n}", LOCAL)) for n in range(3)] == [10, 10, 10]
        conversations.close()


OWNERS = [Owner("widget:w", f"c{number}") for number in range(3)]


def test_a_second_judgement_takes_the_place_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    conversations = Conversations(path, keep_days=1)
    conversations.remember("c", STATE, "how long", _reply("r1"))
    turn = conversations.turn("r1")
    assert turn is not None

    conversations.rate(turn, "up", 0, None)
    conversations.rate(turn, "down", 0, "wrong")
    conversations.rate(turn, "up", 1, None)

    assert _rows(path, "SELECT sentence, rating, comment FROM feedback ORDER BY sentence") == [
        (0, "down", "wrong"),
        (1, "up", None),
    ]
    assert conversations.delete("c", LOCAL)
    assert _rows(path, "SELECT * FROM feedback") == []
    conversations.close()


def test_a_file_of_an_earlier_version_is_read_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    state = '{"status": "hmt", "unheard_of": 1}'
    with engine.begin() as connection:
        for line in (
            "CREATE TABLE conversations (id VARCHAR PRIMARY KEY, state JSON NOT NULL, "
            "updated_at DATETIME NOT NULL)",
            "CREATE TABLE turns (conversation_id VARCHAR, number INTEGER, receipt_id VARCHAR NOT "
            "NULL, question VARCHAR NOT NULL, reply JSON NOT NULL, PRIMARY KEY (conversation_id, "
            "number))",
        ):
            connection.execute(text(line))
        row = {"state": state, "at": datetime.now(UTC).replace(tzinfo=None)}
        connection.execute(text("INSERT INTO conversations VALUES ('c', :state, :at)"), row)
    engine.dispose()

    conversations = Conversations(path, keep_days=30)

    assert conversations.open("c")[:2] == ("c", ConversationState(status=Status.HMT))
    conversations.remember("c", STATE, "how long", _reply("r1"))
    assert [turn.number for turn in conversations.read("c", LOCAL)] == [1]
    conversations.close()


def test_a_full_disk_loses_the_turn_whole_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    event.listen(Engine, "connect", _leave_little_room)
    conversations = Conversations(tmp_path / "c.sqlite", keep_days=30)
    conversations.remember("c", STATE, "first", _reply("r1"))

    conversations.remember("c", STATE, "second", {**_reply("r2"), "text": "x" * 1_000_000})

    assert conversations.lost == 1
    assert "a turn was answered but not kept" in caplog.text
    assert "disk is full" in caplog.text
    assert "HUKOU_DATA_DIR" in caplog.text
    assert [turn.question for turn in conversations.read("c", LOCAL)] == ["first"]
    conversations.close()
    event.remove(Engine, "connect", _leave_little_room)


def test_a_file_that_breaks_while_running_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    conversations = Conversations(path, keep_days=30)
    conversations.remember("c", STATE, "first", _reply("r1"))
    conversations.close()  # nothing of it is held in memory
    for file in tmp_path.iterdir():
        file.write_bytes(b"\0" * 50_000)

    with pytest.raises(StoreUnusable, match="cannot be kept in"):
        conversations.read("c", LOCAL)
    conversations.remember("c", STATE, "second", _reply("r2"))
    assert conversations.lost == 1
    conversations.close()


def _leave_little_room(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA max_page_count=40")


def _rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return rows
