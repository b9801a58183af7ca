"""What a text is known by: words that show a thing, and words that show that it is not so after all."""

import re
from dataclasses import dataclass

NEVER = r"(?!)"  # a pattern that stands in no text


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over text in normal form, of both languages.

    Attributes:
        shown: what shows it.
        denied: what shows that it is not so after all.
    """

    shown: re.Pattern[str]
    denied: re.Pattern[str]

    @classmethod
    def of(cls, en: str, zh: str, not_en: str, not_zh: str) -> "Words":
        """Compile; re.error where one is no regular expression."""
        return cls(re.compile(f"(?:{en})|(?:{zh})"), re.compile(f"(?:{not_en})|(?:{not_zh})"))

    def are_in(self, text: str) -> bool:
        """Whether a text shows it."""
        return bool(self.shown.search(text)) and not self.denied.search(text)
