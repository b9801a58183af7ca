"""`hukou key …`: which programs may call the API from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.starting import read_settings
from assistant.terminal import err, out

if TYPE_CHECKING:
    from assistant.holders import Usage
    from assistant.records import Records

key_app = typer.Typer(help="Which programs may call the API from elsewhere.", no_args_is_help=True)
KEY_REQUESTS_PER_MINUTE = 120


@key_app.command()
def add(
    name: Annotated[str, typer.Argument(help="what the key is for")],
    requests_per_minute: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="requests taken in a minute")
    ] = KEY_REQUESTS_PER_MINUTE,
    metrics: Annotated[bool, typer.Option("--metrics", help="may read /metrics too")] = False,
) -> None:
    """Make a key and print it, once."""
    records = open_records()
    key = records.add_key(name, requests_per_minute=requests_per_minute, metrics=metrics)
    records.close()
    out.print(key)
    err.print(f"send it as `Authorization: Bearer {key[:11]}…`; it cannot be shown again")


@key_app.command("list")
def list_keys() -> None:
    """Print the keys in use and how much each was used."""
    records = open_records()
    keys = records.keys()
    for key in keys:
        more = ", /metrics" if key.metrics else ""
        out.print(f"{key.name}  hk_{key.id}_…  {key.requests_per_minute} a minute{more}")
        out.print(f"  {used(records.usage(key.owner))}")
    records.close()
    if not keys:
        err.print("no keys → `hukou key add NAME` makes one")


@key_app.command()
def revoke(name: str) -> None:
    """End a key at once."""
    records = open_records()
    records.revoke_key(name)
    records.close()
    out.print(f"{name} is revoked")


def open_records() -> Records:
    """Keys and widgets, where the settings say that they are kept."""
    from assistant.records import Records
    from assistant.wiring import Folders

    return Records(Folders(read_settings().data_dir).access)


def used(usage: Usage) -> str:
    """How much a key or widget was used."""
    if usage.last_at is None:
        return "not used yet"
    last = usage.last_at.isoformat(" ", timespec="minutes")
    return f"{usage.today} requests today, {usage.total} in all, the last at {last} UTC"
