"""Which language a sentence is in, and its text without what glosses it in the other."""

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_BRACKETS = re.compile(r"[（(]([^（()）]*)[)）]")


def is_chinese(text: str) -> bool:
    """Whether a text has more Chinese characters than Latin words: a quoted name changes nothing."""
    return len(_HAN.findall(text)) > len(_LATIN.findall(text))


def without_gloss(text: str) -> str:
    """The text without brackets that name a thing in the other language: (居留许可)."""
    chinese = is_chinese(text)
    return _BRACKETS.sub(lambda m: m[0] if is_chinese(m[1]) is chinese else " ", text)
