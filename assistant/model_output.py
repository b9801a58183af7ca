"""A model's stream of text → the sentences it wrote, each as soon as its JSON object is closed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.model_faults import Fault, ModelFailed

MOST_CHARACTERS = 20_000
MOST_OBJECTS = 60


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence as the model wrote it.

    Attributes:
        english: the same in English, where it was asked to write in another language.
        keys: of the passages that it says bear it out.
    """

    text: str
    english: str
    keys: tuple[str, ...]


def read_written(pieces: Iterable[str]) -> Iterator[Written]:
    """Every JSON object with a text, wherever it stands: lines, lists, fences or among prose.

    Raises:
        ModelFailed: the output does not end, or was not empty and held no sentence.
    """
    objects = _Objects()
    characters = found = 0
    for piece in pieces:
        characters += len(piece.strip())
        for record in objects.feed(piece):
            if isinstance(written := _written(record), Written):
                found += 1
                yield written
            if objects.closed > MOST_OBJECTS:
                raise ModelFailed(Fault.ENDLESS, "too many objects")
        if characters > MOST_CHARACTERS:
            raise ModelFailed(Fault.ENDLESS, "too many characters")
    if not found:
        fault = Fault.MALFORMED if characters else Fault.EMPTY
        raise ModelFailed(fault, "no sentence in the form asked for")


class _Objects:
    """Finds JSON objects in text that comes in pieces."""

    def __init__(self) -> None:
        self.closed = 0
        self._text = ""
        self._opened: list[int] = []  # where the objects that are open begin
        self._in_string = self._escaped = False

    def feed(self, piece: str) -> Iterator[object]:
        """The objects that this piece closes, inner ones first."""
        for char in piece:
            if not self._opened and char != "{":
                continue
            self._text += char
            if self._in_string:
                self._read_in_string(char)
            elif char == '"':
                self._in_string = True
            elif char == "{":
                self._opened.append(len(self._text) - 1)
            elif char == "}":
                yield from self._close()

    def _read_in_string(self, char: str) -> None:
        if char == "\n":  # no JSON string holds one: what was begun is broken
            self._forget()
        elif self._escaped:
            self._escaped = False
        elif char == "\\":
            self._escaped = True
        elif char == '"':
            self._in_string = False

    def _close(self) -> Iterator[object]:
        start = self._opened.pop()
        self.closed += 1
        try:
            yield json.loads(self._text[start:])
        except (ValueError, RecursionError):
            self._forget()
        if not self._opened:
            self._forget()

    def _forget(self) -> None:
        self._text, self._opened = "", []
        self._in_string = self._escaped = False


def _written(record: object) -> Written | None:
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return None
    english = record.get("english")
    return Written(
        record["text"].strip(),
        english.strip() if isinstance(english, str) else "",
        tuple(_keys(record.get("keys"))),
    )


def _keys(value: Any) -> Iterator[str]:  # JSON has no narrower type
    for key in value if isinstance(value, list) else [value]:
        if isinstance(key, str):
            yield key.strip()
