"""Runs of words or characters that a statement shares with given texts."""

import re
from collections.abc import Mapping, Sequence

from corpus.statement import Language

COPIED_WORDS = 8
COPIED_CHARACTERS = 20
_CUT = "\N{BULLET}"


class Copies:
    """Finds runs of words or characters that a statement shares with given texts."""

    def __init__(self, texts: Mapping[str, str], known: Sequence[str]) -> None:
        self._known = [term for term in known if len(term) > 3]
        self._words: dict[tuple[str, ...], str] = {}
        self._characters: dict[str, str] = {}
        for name, text in texts.items():
            words = _words(text)
            for start in range(len(words) - COPIED_WORDS + 1):
                self._words.setdefault(tuple(words[start : start + COPIED_WORDS]), name)
            han = _han(text)
            for start in range(len(han) - COPIED_CHARACTERS + 1):
                self._characters.setdefault(han[start : start + COPIED_CHARACTERS], name)

    def find(self, text: str, language: Language) -> tuple[str, str] | None:
        """(the shared run, the text it stands in), the first found; None if there is none."""
        for term in self._known:
            if term.lower() in text.lower():
                text = re.sub(re.escape(term), _CUT, text, flags=re.I)
        find = self._find_words if language is Language.EN else self._find_characters
        found = (find(piece) for piece in text.split(_CUT))
        return next((run for run in found if run is not None), None)

    def _find_words(self, piece: str) -> tuple[str, str] | None:
        words = _words(piece)
        for start in range(len(words) - COPIED_WORDS + 1):
            run = tuple(words[start : start + COPIED_WORDS])
            if run in self._words:
                return " ".join(run), self._words[run]
        return None

    def _find_characters(self, piece: str) -> tuple[str, str] | None:
        han = _han(piece)
        for start in range(len(han) - COPIED_CHARACTERS + 1):
            run = han[start : start + COPIED_CHARACTERS]
            if run in self._characters:
                return run, self._characters[run]
        return None


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def _han(text: str) -> str:
    return re.sub(r"[^\u3400-\u9fff0-9]", "", text)
