"""Whose a conversation is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owner:
    """Who asks, and so who may read, go on with and delete a conversation.

    Attributes:
        name: `key:ID`, `widget:ID`, or "" for the chat page, the commands and programs on this
            machine, which see every conversation.
        only: the one conversation that a widget's token is bound to, its id made by the server;
            None where an owner may have several.
    """

    name: str = ""
    only: str | None = None


LOCAL = Owner()
