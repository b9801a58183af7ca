"""`hukou widget …`: which sites may embed the assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.key_commands import open_records, used
from assistant.starting import PlaceOption, StatusOption
from assistant.terminal import err, fail, out

if TYPE_CHECKING:
    from assistant.holders import WidgetRecord

widget_app = typer.Typer(help="Which sites may embed the assistant.", no_args_is_help=True)
WIDGET_REQUESTS_PER_MINUTE = 600
_LANGUAGES = ("en", "zh-Hans", "zh-Hant")


@widget_app.command()
def add(
    name: Annotated[str, typer.Argument(help="what the site is called")],
    origin: Annotated[list[str], typer.Option(help="of its pages, https://www.example.org")],
    status: StatusOption = None,
    place: PlaceOption = None,
    lang: Annotated[str | None, typer.Option(help="en, zh-Hans or zh-Hant")] = None,
    requests_per_minute: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="of all its readers together")
    ] = WIDGET_REQUESTS_PER_MINUTE,
) -> None:
    """Let a site embed the widget, and print what its page needs."""
    from assistant.origins import normal_origin

    if lang is not None and lang not in _LANGUAGES:
        fail(f"{lang!r} is no language of replies", f"give {', '.join(_LANGUAGES)}")
    origins = list(dict.fromkeys(normal_origin(each) for each in origin))
    records = open_records()
    widget = records.add_widget(
        name,
        origins,
        defaults=(status.value if status else None, _path_of(place), lang),
        requests_per_minute=requests_per_minute,
    )
    records.close()
    _print_snippet(widget)


@widget_app.command("list")
def list_widgets() -> None:
    """Print the widgets in use and how much each was used."""
    records = open_records()
    widgets = records.widgets()
    for widget in widgets:
        out.print(f"{widget.name}  {widget.id}  {', '.join(widget.origins)}")
        defaults = [each for each in (widget.status, widget.place, widget.language) if each]
        limit = f"{widget.requests_per_minute} a minute"
        out.print(f"  {' · '.join([*defaults, limit, used(records.usage(widget.owner))])}")
    records.close()
    if not widgets:
        err.print("no widgets → `hukou widget add NAME --origin ORIGIN` makes one")


@widget_app.command()
def revoke(name: str) -> None:
    """End a widget and its tokens at once."""
    records = open_records()
    records.revoke_widget(name)
    records.close()
    out.print(f"{name} is revoked")


@widget_app.command()
def rotate(name: str) -> None:
    """Give a widget a new id; pages with the old one are refused at once."""
    records = open_records()
    widget = records.rotate_widget(name)
    records.close()
    _print_snippet(widget)


def _path_of(place: str | None) -> str | None:
    """The path of a place that an option names."""
    if place is None:
        return None
    from corpus.places import load_places

    found = load_places().resolve(place)
    if len(found) != 1:
        fail(f"{place!r} is not known as one place", "give a path, e.g. cn/shanghai")
    return found[0]


def _print_snippet(widget: WidgetRecord) -> None:
    out.print(
        '<script src="https://HOST/widget.js" defer></script>\n'
        f'<hukou-assistant widget="{widget.id}"></hukou-assistant>'
    )
    err.print(f"for pages of {', '.join(widget.origins)}; HOST is the address of this server")
