"""Deadlines as a calendar file (iCalendar, RFC 5545) that phones and mail programs open."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from assistant.reply import Deadline

_OCTETS_A_LINE = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar_file(deadlines: Sequence[Deadline], receipt_id: str, now: datetime) -> bytes:
    """One event for each deadline that has a date; a day as a whole, or a moment.

    Args:
        deadlines: of one reply, in its order.
        receipt_id: of that reply, so that a second download replaces the first.
        now: when the file is made, with its offset.

    Raises:
        ValueError: no deadline has a date, or `now` has no offset.
    """
    if now.tzinfo is None:
        raise ValueError("now has no offset")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hukou assistant//deadlines//EN"]
    dated = [(n, d, d.due) for n, d in enumerate(deadlines, start=1) if d.due is not None]
    if not dated:
        raise ValueError("no deadline has a date")
    for number, deadline, due in dated:
        lines += _event(deadline, due, f"{receipt_id}-{number}@hukou-assistant", now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(deadline: Deadline, due: str, uid: str, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(uid)}"
    yield f"DTSTAMP:{_moment(now)}"
    if "T" in due:
        yield f"DTSTART:{_moment(datetime.fromisoformat(due))}"
    else:
        yield f"DTSTART;VALUE=DATE:{date.fromisoformat(due):%Y%m%d}"
    yield f"SUMMARY:{_text(deadline.label)}"
    yield f"DESCRIPTION:{_text(deadline.sum)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """Escaped for a TEXT value; control characters other than line ends are dropped."""
    kept = "".join(c for c in value if c.isprintable() or c == "\n")
    return kept.translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets; no character is cut in two."""
    pieces: list[bytes] = []
    piece = b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > _OCTETS_A_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
