from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.calendar_file import calendar_file
from assistant.reply import Deadline

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
DAY = Deadline("Apply to extend the permit", "2026-11-20", "2026-12-20 − 30 days", 1)
HOUR = Deadline("办理住宿登记", "2026-11-26T00:30:00+08:00", "2026-11-25 00:30 + 24小时", 2)
WORDS = Deadline("Register", None, "24 hours", 3)


def _lines(content: bytes) -> list[str]:
    """Content lines, unfolded."""
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def _event(content: bytes) -> dict[str, str]:
    return dict(line.split(":", 1) for line in _lines(content))


def test_a_day_is_an_event_of_that_whole_day() -> None:
    assert _lines(calendar_file([DAY], "ab12", NOW)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//hukou assistant//deadlines//EN",
        "BEGIN:VEVENT",
        "UID:ab12-1@hukou-assistant",
        "DTSTAMP:20261125T093000Z",
        "DTSTART;VALUE=DATE:20261120",
        "SUMMARY:Apply to extend the permit",
        "DESCRIPTION:2026-12-20 − 30 days",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_moment_is_given_in_universal_time() -> None:
    assert _event(calendar_file([HOUR], "ab12", NOW))["DTSTART"] == "20261125T163000Z"


def test_what_is_said_only_in_words_is_left_out_and_numbers_stay() -> None:
    lines = _lines(calendar_file([WORDS, DAY, HOUR], "ab12", NOW))

    assert [line for line in lines if line.startswith("UID:")] == [
        "UID:ab12-2@hukou-assistant",
        "UID:ab12-3@hukou-assistant",
    ]


def test_a_second_download_has_the_same_ids() -> None:
    later = NOW + timedelta(days=3)
    first, second = (_event(calendar_file([DAY], "ab12", now)) for now in (NOW, later))

    assert first["UID"] == second["UID"]
    assert first["DTSTAMP"] != second["DTSTAMP"]


def test_the_stamp_is_in_universal_time() -> None:
    china = datetime.fromisoformat("2026-11-25T17:30:00+08:00")

    assert calendar_file([DAY], "ab12", china) == calendar_file([DAY], "ab12", NOW)


def test_marks_of_the_format_are_escaped_and_control_characters_dropped() -> None:
    odd = Deadline("a,b;c\\d\r\nEND:VCALENDAR\x07", "2026-11-20", "x", 1)

    lines = _lines(calendar_file([odd], "ab12", NOW))

    assert r"SUMMARY:a\,b\;c\\d\nEND:VCALENDAR" in lines
    assert lines.count("END:VCALENDAR") == 1


@pytest.mark.parametrize("nothing", [[], [WORDS]])
def test_a_file_without_a_date_is_not_made(nothing: list[Deadline]) -> None:
    with pytest.raises(ValueError, match="no deadline has a date"):
        calendar_file(nothing, "ab12", NOW)


def test_a_time_without_an_offset_is_not_taken() -> None:
    with pytest.raises(ValueError, match="offset"):
        calendar_file([DAY], "ab12", NOW.replace(tzinfo=None))


@given(label=st.text(max_size=200), due=st.dates(date(2020, 1, 1)))
def test_every_line_is_short_and_no_character_is_cut(label: str, due: date) -> None:
    label = label.encode("utf-8", "ignore").decode()
    content = calendar_file([Deadline(label, due.isoformat(), label, 1)], "ab12", NOW)
    raw = content.split(b"\r\n")

    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw)
    assert all(line.decode() is not None for line in raw)
    assert b"\n" not in content.replace(b"\r\n", b"")
