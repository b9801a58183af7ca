"""The root of all errors a user may meet, and the one this folder raises."""

from collections.abc import Callable


class AssistantError(Exception):
    """Something is broken; the message names it and the hint says what to do next.

    Attributes:
        hint: the next step, naming a real command, key or setting; never empty.
    """

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[Callable[..., "AssistantError"], tuple[object, ...]]:
        """Let it pass from one process to another."""
        return _again, (type(self), str(self), self.hint)


def _again(kind: type[AssistantError], message: str, hint: str) -> AssistantError:
    return kind(message, hint=hint)


class CorpusError(AssistantError):
    """A document, instrument or place is not written as it should be; names file and line."""


class IngestError(AssistantError):
    """A user's file or page cannot be read; the others go on."""
