import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import RecordUnusable, StoreUnusable
from assistant.holders import Usage
from assistant.records import Records

DAY = datetime(2026, 11, 22, 12)


class Clock:
    """A clock that is set by hand."""

    now = DAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    made = Records(tmp_path / "access.sqlite", now=clock)
    yield made
    made.close()


def test_a_key_is_shown_once_and_kept_as_a_digest(records: Records, tmp_path: Path) -> None:
    key = records.add_key("site", requests_per_minute=7, metrics=True)

    assert key.startswith("hk_")
    assert len(key) > 50
    record = records.key(key)
    assert record is not None
    assert (record.name, record.requests_per_minute, record.metrics) == ("site", 7, True)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert key.encode() not in kept
    assert key.split("_", 2)[2].encode() not in kept
    assert stat.S_IMODE((tmp_path / "access.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "hk_", "hk_x", "hk__", "hk_00000000_secret", "hk_é_ü"])
def test_what_is_no_key_has_no_record(records: Records, text: str) -> None:
    records.add_key("site", requests_per_minute=7)

    assert records.key(text) is None


def test_a_key_with_the_secret_of_another_is_refused(records: Records) -> None:
    first, second = (records.add_key(name, requests_per_minute=7) for name in ("a", "b"))

    assert records.key("_".join([*first.split("_", 2)[:2], second.split("_", 2)[2]])) is None


def test_a_revoked_key_ends_at_once_for_all_processes(records: Records, tmp_path: Path) -> None:
    key = records.add_key("site", requests_per_minute=7)
    elsewhere = Records(tmp_path / "access.sqlite")
    elsewhere.revoke_key("site")
    elsewhere.close()

    assert records.key(key) is None
    assert records.keys() == []
    with pytest.raises(RecordUnusable, match="no key is named 'site'"):
        records.revoke_key("site")


def test_a_name_is_free_again_once_its_key_is_revoked(records: Records) -> None:
    records.add_key("site", requests_per_minute=7)
    with pytest.raises(RecordUnusable, match="is there"):
        records.add_key("site", requests_per_minute=7)
    assert len(records.keys()) == 1
    records.revoke_key("site")

    records.add_key("site", requests_per_minute=8)

    (record,) = records.keys()
    assert record.requests_per_minute == 8


def test_a_widget_keeps_its_origins_and_defaults(records: Records) -> None:
    made = records.add_widget(
        "uni", ["https://uni.example"], defaults=("hmt", "cn", "zh-Hant"), requests_per_minute=9
    )

    assert records.widget(made.id) == made
    assert records.widgets() == [made]
    assert (made.status, made.place, made.language) == ("hmt", "cn", "zh-Hant")
    assert made.origins == ("https://uni.example",)


def test_a_rotated_widget_has_a_new_id_and_the_rest_as_before(records: Records) -> None:
    old = records.add_widget("uni", ["https://uni.example"], requests_per_minute=9)

    new = records.rotate_widget("uni")

    assert records.widget(old.id) is None
    assert records.knows_widget(old.id)
    assert records.widgets() == [new]
    assert (new.origins, new.requests_per_minute) == (old.origins, 9)
    with pytest.raises(RecordUnusable, match="no widget is named 'x'"):
        records.rotate_widget("x")


def test_usage_counts_today_and_all_days(records: Records, clock: Clock) -> None:
    assert records.usage("key:1") == Usage(0, 0, None)
    records.count("key:1")
    clock.now = DAY + timedelta(days=1)
    records.count("key:1")
    records.count("key:1")
    records.count("key:2")

    assert records.usage("key:1") == Usage(2, 3, clock.now)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "access.sqlite"
    path.write_bytes(b"not a database" * 100)

    with pytest.raises(StoreUnusable, match=r"access\.sqlite"):
        Records(path)
