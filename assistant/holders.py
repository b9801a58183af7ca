"""Who may call or embed the assistant from elsewhere: programs with a key, sites with a widget."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A program that may call the API.

    Attributes:
        id: also the first part of its key, no secret.
        metrics: whether it may read /metrics.
        made_at: UTC.
    """

    id: str
    name: str
    requests_per_minute: int
    metrics: bool
    made_at: datetime

    @property
    def owner(self) -> str:
        """Its name as an owner of conversations and in the usage figures."""
        return f"key:{self.id}"


@dataclass(frozen=True, slots=True)
class WidgetRecord:
    """A site that may embed the widget.

    Attributes:
        origins: normal, see `origins.normal_origin`.
        status, place, language: what its widget assumes where a page says nothing.
        made_at: UTC.
    """

    id: str
    name: str
    origins: tuple[str, ...]
    status: str | None
    place: str | None
    language: str | None
    requests_per_minute: int
    made_at: datetime

    @property
    def owner(self) -> str:
        """Its name as an owner of conversations and in the usage figures."""
        return f"widget:{self.id}"


@dataclass(frozen=True, slots=True)
class Usage:
    """Requests of one key or widget; days in UTC."""

    today: int
    total: int
    last_at: datetime | None


def key_from(row: Mapping[str, Any]) -> KeyRecord:  # a row has no narrower type
    """A stored row as a record."""
    return KeyRecord(
        row["id"], row["name"], row["requests_per_minute"], row["metrics"], row["made_at"]
    )


def widget_from(row: Mapping[str, Any]) -> WidgetRecord:  # as above
    """A stored row as a record."""
    return WidgetRecord(
        row["id"],
        row["name"],
        tuple(row["origins"]),
        row["status"],
        row["place"],
        row["language"],
        row["requests_per_minute"],
        row["made_at"],
    )
